"""The command line as scripts rely on it: exit codes, one line of error, JSON lines; on real servers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from office import MAILBOX, a_mail, at, run_mailbot, write_office
from servers import DovecotServer, SmtpSink

pytestmark = pytest.mark.dovecot
TEXT = "Guten Tag,\n\nmein Antrag liegt seit sechs Wochen bei Ihnen und niemand antwortet mir. Das geht so nicht.\n"


@pytest.fixture
def folder(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Path:
    return write_office(tmp_path / "office" / "config", dovecot, smtp_sink)


def lines(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = run_mailbot("--config", str(folder), *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def tick(folder: Path, moment: str) -> None:
    done = run_mailbot("--config", str(folder), "tick", "--at", moment)
    assert done.returncode == 0, done.stderr


def test_a_mail_from_arrival_to_acknowledgement(folder: Path, dovecot: DovecotServer, smtp_sink: SmtpSink) -> None:
    mail = a_mail("Beschwerde", TEXT, from_="karla@web.example", message_id="<one@web.example>")
    dovecot.deliver(mail, at("2026-03-02 09:00"))
    tick(folder, "2026-03-02T09:05:00+01:00")
    (message,) = lines(folder, "inbox")
    assert message == {
        "message_id": "<one@web.example>",
        "received_at": "2026-03-02T09:00:00+01:00",
        "disposition": "case",
        "case": "KRM-2026-000001",
    }
    (case,) = lines(folder, "cases")
    assert case["status"] == "open"
    assert case["message_id"] == "<one@web.example>"
    assert case["due"]["acknowledgement"].startswith("2026-03-05")
    assert case["due"]["interim"].startswith("2026-03-09")
    assert case["due"]["final"].startswith("2026-03-16")
    assert case["sent"] == {"acknowledgement": None, "interim": None, "final": None}
    tick(folder, "2026-03-03T08:00:00+01:00")
    assert lines(folder, "case", "KRM-2026-000001")[0]["sent"]["acknowledgement"].startswith("2026-03-03T08:00")
    (copy,) = [row for row in lines(folder, "outbox") if row["purpose"] == "acknowledgement"]
    assert (copy["recipient"], copy["to"], copy["cc"]) == ("karla@web.example", ["karla@web.example"], [])
    assert (copy["state"], copy["attempts"], copy["case"]) == ("sent", 1, "KRM-2026-000001")
    assert len(smtp_sink.sent_to("karla@web.example")) == 1
    assert lines(folder, "quarantine") == []


def test_paused_nothing_leaves_and_resumed_it_does(folder: Path, dovecot: DovecotServer, smtp_sink: SmtpSink) -> None:
    dovecot.deliver(a_mail("Beschwerde", TEXT), at("2026-03-02 09:00"))
    assert run_mailbot("--config", str(folder), "pause").returncode == 0
    tick(folder, "2026-03-02T09:05:00+01:00")
    assert smtp_sink.taken == []
    assert {row["state"] for row in lines(folder, "outbox")} == {"waiting"}
    assert run_mailbot("--config", str(folder), "resume").returncode == 0
    tick(folder, "2026-03-02T09:10:00+01:00")
    assert {row["state"] for row in lines(folder, "outbox")} == {"sent"}


def test_held_mails_wait_in_the_outbox(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> None:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink, outbound='mode = "hold"')
    dovecot.deliver(a_mail("Beschwerde", TEXT), at("2026-03-02 09:00"))
    tick(folder, "2026-03-02T09:05:00+01:00")
    assert {row["state"] for row in lines(folder, "outbox")} == {"held"}
    assert smtp_sink.taken == []


def test_in_trial_everything_goes_to_the_officer_alone(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink, outbound='mode = "redirect"')
    dovecot.deliver(a_mail("Beschwerde", TEXT, from_="karla@web.example"), at("2026-03-02 09:00"))
    tick(folder, "2026-03-02T09:05:00+01:00")
    tick(folder, "2026-03-03T08:00:00+01:00")
    assert {mail.recipients for mail in smtp_sink.taken} == {("krm.beauftragte@jobcenter-ge.example",)}
    bodies = b"".join(mail.raw for mail in smtp_sink.taken)
    assert b"Probebetrieb" in bodies
    assert b"karla" not in bodies


def test_check_tries_the_servers(folder: Path, dovecot: DovecotServer) -> None:
    sound = run_mailbot("--config", str(folder), "check")
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert "Mode live" in sound.stdout
    dovecot.kill()
    assert run_mailbot("--config", str(folder), "check").returncode == 3
    assert run_mailbot("--config", str(folder), "check", "--offline").returncode == 0


def test_a_broken_configuration_is_said_in_lines(folder: Path) -> None:
    text = (folder / "mailbot.toml").read_text(encoding="utf-8")
    (folder / "mailbot.toml").write_text(text.replace("start_at", "startat"), encoding="utf-8")
    done = run_mailbot("--config", str(folder), "tick")
    assert done.returncode == 2
    assert "start_at" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_order_of_config_and_command_does_not_matter(folder: Path) -> None:
    assert run_mailbot("check", "--offline", "--config", str(folder)).returncode == 0


@pytest.mark.parametrize("call", [["case", "KRM-2026-999999"], ["tick", "--at", "gestern"], ["nonsense"], ["inspect"]])
def test_a_wrong_call_is_exit_2_and_one_line(folder: Path, call: list[str]) -> None:
    done = run_mailbot("--config", str(folder), *call)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_inspected(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(a_mail("Beschwerde", TEXT, to=MAILBOX))
    done = run_mailbot("--config", str(folder), "inspect", "--json", str(tmp_path / "no.eml"), str(tmp_path / "a.eml"))
    missing, there = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert set(missing) == {"file", "error"}
    assert there["disposition"] == "case"


def test_an_office_verifies_and_migrates(folder: Path) -> None:
    tick(folder, "2026-03-02T09:05:00+01:00")
    assert run_mailbot("--config", str(folder), "verify").returncode == 0
    assert run_mailbot("--config", str(folder), "migrate").returncode == 0
    assert run_mailbot("--config", str(folder), "rules", "test").returncode == 0
