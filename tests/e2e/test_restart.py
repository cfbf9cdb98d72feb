"""Nothing is lost and nothing is done twice: a killed daemon, a first start on old mail, a new UIDVALIDITY."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from office import OFFICER, a_mail, all_folders, at, open_bench, run_mailbot, write_office
from servers import DovecotServer, SmtpSink

from mailbot.steps import views
from mailbot.vocabulary import TO_CUSTOMERS

pytestmark = pytest.mark.dovecot
MONDAY = at("2026-03-02 09:00")


def many_mails(count: int) -> list[bytes]:
    text = "mein Antrag auf Übernahme der Heizkosten wurde ohne Begründung abgelehnt, ich beschwere mich darüber"
    return [
        a_mail(
            f"Beschwerde {number}",
            f"Guten Tag,\n\n{text} ({number}).\n\nKarla Musterfrau",
            from_=f"Karla Musterfrau <karla{number}@web.example>",
            message_id=f"<many.{number}@web.example>",
        )
        for number in range(count)
    ]


def to_customers(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [row for row in rows if row["purpose"] in {purpose.value for purpose in TO_CUSTOMERS}]


def test_a_daemon_killed_in_a_batch_takes_each_mail_once(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    folder = write_office(
        tmp_path / "office" / "config", dovecot, smtp_sink, clock="simulated = false", outbound='mode = "hold"'
    )
    now = at("2026-03-02 09:00")
    dovecot.deliver_all([(raw, now) for raw in many_mails(200)])
    for pause in (2.0, 2.5, 3.0):
        daemon = subprocess.Popen([sys.executable, "-m", "mailbot", "--config", str(folder), "run"])
        time.sleep(pause)
        os.kill(daemon.pid, signal.SIGKILL)
        daemon.wait(10)
    finished = run_mailbot("--config", str(folder), "tick")
    assert finished.returncode == 0, finished.stderr
    bench = open_bench(folder, dovecot, smtp_sink, now)
    inbox, cases = list(views.inbox(bench.office)), list(views.cases(bench.office))
    notices = Counter((row["case"], row["purpose"]) for row in to_customers(list(views.outbox(bench.office))))
    bench.close()
    assert Counter(row["message_id"] for row in inbox) == Counter({f"<many.{n}@web.example>": 1 for n in range(200)})
    assert len(cases) == 200
    assert len({case["number"] for case in cases}) == 200
    assert not [key for key, times in notices.items() if times > 1]
    folders = all_folders(dovecot)
    assert folders["INBOX"] == []
    assert Counter(raw for messages in folders.values() for raw in messages) == Counter(many_mails(200))


def test_the_daemon_ends_on_sigterm_and_excludes_a_second_one(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink, clock="simulated = false")
    daemon = subprocess.Popen([sys.executable, "-m", "mailbot", "--config", str(folder), "run"])
    time.sleep(3)
    second = run_mailbot("--config", str(folder), "tick")
    daemon.send_signal(signal.SIGTERM)
    assert daemon.wait(20) == 0
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert "Traceback" not in second.stderr


def test_old_mail_at_the_first_start_is_not_acted_on(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    text = (folder / "mailbot.toml").read_text(encoding="utf-8")
    (folder / "mailbot.toml").write_text(text.replace("start_at = 2026-01-01T00:00:00+01:00\n", ""), encoding="utf-8")
    dovecot.deliver_all([(raw, MONDAY - timedelta(days=30)) for raw in many_mails(200)])
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    for hour in range(0, 72, 3):
        bench.tick(MONDAY + timedelta(hours=hour))
    assert list(views.cases(bench.office)) == []
    assert {mail.recipients[0] for mail in bench.sent} <= {OFFICER}
    assert len(all_folders(dovecot)["INBOX"]) == 200
    dovecot.deliver(many_mails(201)[200], MONDAY + timedelta(hours=73))
    bench.tick(MONDAY + timedelta(hours=73))
    assert len(list(views.cases(bench.office))) == 1
    bench.close()


def test_a_new_uidvalidity_sends_nothing_for_known_mail(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    """The processed mails lie in the folder again under new UIDs, as after a restored backup."""
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    dovecot.deliver_all([(raw, MONDAY) for raw in many_mails(20)])
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    bench.tick(MONDAY)
    bench.tick(MONDAY + timedelta(days=1))
    before = [row for row in views.outbox(bench.office) if row["case"]]
    bench.mailbox.close()
    dovecot.deliver_all([(raw, MONDAY) for raw in many_mails(20)])
    dovecot.renew_uidvalidity()
    bench.tick(MONDAY + timedelta(days=1, minutes=5))
    assert len(list(views.cases(bench.office))) == 20
    assert [row for row in views.outbox(bench.office) if row["case"]] == before
    assert all_folders(dovecot)["INBOX"] == []
    bench.close()


def test_a_server_that_is_away_is_said_with_exit_3(tmp_path: Path) -> None:
    class Nowhere:
        port = 1

    folder = write_office(tmp_path / "office" / "config", Nowhere(), Nowhere())  # type: ignore[arg-type]
    done = run_mailbot("--config", str(folder), "tick", "--at", "2026-03-02T08:00:00+01:00")
    assert done.returncode == 3
    assert done.stderr.startswith("mailbot: ")


def test_a_cycle_never_goes_back_in_time(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> None:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    assert run_mailbot("--config", str(folder), "tick", "--at", "2026-03-02T08:00:00+01:00").returncode == 0
    assert run_mailbot("--config", str(folder), "tick", "--at", "2026-03-02T07:59:00+01:00").returncode == 2
