"""The command line where the machine does not play along: one line on stderr, an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from office import a_mail, at, run_mailbot, write_office
from servers import DovecotServer, SmtpSink, free_port

pytestmark = pytest.mark.dovecot
TEXT = "Guten Tag,\n\nmein Antrag liegt seit sechs Wochen bei Ihnen und niemand antwortet mir. Das geht so nicht.\n"


@pytest.fixture
def folder(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Path:
    return write_office(tmp_path / "office" / "config", dovecot, smtp_sink)


def ends(done: subprocess.CompletedProcess[str], code: int, word: str) -> None:
    """With this code and one line that says so."""
    assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
    assert done.stderr.startswith("mailbot: ")
    assert word in done.stderr


def test_a_disk_that_takes_no_case_file_ends_in_one_line_and_the_mails_leave(
    folder: Path, dovecot: DovecotServer, smtp_sink: SmtpSink
) -> None:
    (folder.parent / "archive").write_text("in the way")
    dovecot.deliver(a_mail("Beschwerde", TEXT), at("2026-03-02 09:00"))
    done = run_mailbot("--config", str(folder), "tick", "--at", "2026-03-02T09:05:00+01:00")
    assert done.returncode == 2
    assert "[archive] root" in done.stderr.splitlines()[-1]
    assert smtp_sink.sent_to("leistung@jobcenter-ge.example")


def test_without_smtp_a_tick_is_exit_3_and_tells_nothing_as_sent(dovecot: DovecotServer, tmp_path: Path) -> None:
    away = SmtpSink()
    away.port = free_port()
    folder = write_office(tmp_path / "office" / "config", dovecot, away)
    dovecot.deliver(a_mail("Beschwerde", TEXT), at("2026-03-02 09:00"))
    for moment in ("2026-03-02T09:05:00+01:00", "2026-03-03T08:00:00+01:00"):
        done = run_mailbot("--config", str(folder), "tick", "--at", moment)
        assert done.returncode == 3
        assert "SMTP" in done.stderr
    (case,) = map(json.loads, run_mailbot("--config", str(folder), "cases", "--json").stdout.splitlines())
    assert case["sent"]["acknowledgement"] is None


@pytest.mark.parametrize("command", ["cases", "check", "tick", "run", "migrate"])
def test_a_damaged_database_is_exit_2(folder: Path, command: str) -> None:
    (folder.parent / "mailbot.db").write_bytes(b"this was a database once" * 300)
    done = run_mailbot("--config", str(folder), command)
    assert done.returncode == 2
    assert "mailbot restore" in done.stdout + done.stderr
    assert "crashed" not in done.stderr


@pytest.mark.parametrize("command", ["cases", "tick", "run", "check"])
def test_a_database_that_cannot_be_made_is_exit_2(folder: Path, command: str) -> None:
    (folder.parent / "var").write_text("in the way")
    path = folder / "mailbot.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("/mailbot.db", "/var/x/mailbot.db"), encoding="utf-8")
    done = run_mailbot("--config", str(folder), command)
    assert done.returncode == 2
    assert "database.url: " in done.stdout + done.stderr
    assert "crashed" not in done.stderr


def test_of_several_offices_each_has_its_cycle_whatever_becomes_of_another(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    gone = DovecotServer()
    gone.port = free_port()
    write_office(tmp_path / "a" / "offices" / "first", gone, smtp_sink)
    write_office(tmp_path / "a" / "offices" / "zz", dovecot, smtp_sink)
    for name in ("first", "zz"):
        path = tmp_path / "a" / "offices" / name / "mailbot.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("/mailbot.db", f"/{name}.db"), encoding="utf-8")
    dovecot.deliver(a_mail("Beschwerde", TEXT), at("2026-03-02 09:00"))
    offices = str(tmp_path / "a" / "offices")
    ends(run_mailbot("--config", offices, "tick", "--at", "2026-03-02T09:05:00+01:00"), 3, "IMAP")
    assert smtp_sink.sent_to("leistung@jobcenter-ge.example")
    gone.stop()


def test_a_file_whose_name_is_no_text_is_valid_json_on_any_terminal(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff-Beschwerde.eml"
    Path(os.fsdecode(name)).write_bytes(a_mail("Beschwerde über Ämter", TEXT, from_="J\u00f3zef <j@web.example>"))
    for encoding in ("utf-8:strict", "utf-8:surrogateescape", "ascii", "latin-1"):
        command = [sys.executable, "-m", "mailbot", "inspect", "--json", os.fsdecode(name)]
        done = subprocess.run(
            command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": encoding}
        )
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.decode(encoding.partition(":")[0]))
        assert os.fsencode(found["file"]) == name
        assert found["message"]["subject"] == "Beschwerde über Ämter"


def test_a_call_without_a_command_says_so() -> None:
    ends(run_mailbot("rules"), 2, "no command given")


def test_verify_is_exit_1_when_a_copy_was_missing_or_bytes_were_changed(folder: Path, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("Beschwerde", TEXT), at("2026-03-02 09:00"))
    assert run_mailbot("--config", str(folder), "tick", "--at", "2026-03-02T09:05:00+01:00").returncode == 0
    assert run_mailbot("--config", str(folder), "verify").returncode == 0
    original = folder.parent / "archive" / "2026" / "KRM-2026-000001" / "original.eml"
    content = original.read_bytes()
    original.unlink()
    missing = run_mailbot("--config", str(folder), "verify")
    assert (missing.returncode, original.read_bytes()) == (1, content)
    assert run_mailbot("--config", str(folder), "verify").returncode == 0
    with sqlite3.connect(folder.parent / "mailbot.db") as database:
        database.execute("UPDATE message SET raw = ?", (b"changed",))
    changed = run_mailbot("--config", str(folder), "verify")
    assert changed.returncode == 1
    assert "of the messages 1" in changed.stdout
    assert original.read_bytes() == content
