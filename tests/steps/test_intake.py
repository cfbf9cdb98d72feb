"""Taking in: attempts are counted before anything is read; the third death means quarantine, and the officer knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import OFFICER, Bench, a_mail, all_folders, at, open_bench, write_office
from servers import DovecotServer, SmtpSink

from mailbot.steps import views
from mailbot.steps.poll import poll
from mailbot.store import ledger

pytestmark = pytest.mark.dovecot
MONDAY = at("2026-03-02 09:00")
TEXT = "Guten Tag,\n\nmein Antrag liegt seit sechs Wochen bei Ihnen und niemand antwortet mir. Das geht so nicht.\n"


@pytest.fixture
def bench(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    bench = open_bench(write_office(tmp_path / "office" / "config", dovecot, smtp_sink), dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


def fetch(bench: Bench) -> list[int]:
    """Fetch what is there, without taking it in."""
    bench.mailbox.connect()
    poll(bench.office, bench.mailbox, "INBOX")
    with bench.office.store.read() as tx:
        return ledger.waiting(tx)


def test_the_third_death_over_a_message_means_quarantine(bench: Bench, dovecot: DovecotServer) -> None:
    deadly = a_mail("Beschwerde", TEXT, message_id="<deadly@web.example>")
    dovecot.deliver(deadly, MONDAY)
    dovecot.deliver(a_mail("Beschwerde", TEXT, from_="other@web.example", message_id="<next@web.example>"), MONDAY)
    first, _ = fetch(bench)
    for _ in range(ledger.MAX_ATTEMPTS):
        with bench.office.store.write() as tx:
            ledger.count_attempt(tx, first)  # counted, and then the process died
    bench.tick(MONDAY)
    found = {row["message_id"]: row["disposition"] for row in views.inbox(bench.office)}
    assert found == {"<deadly@web.example>": "quarantine", "<next@web.example>": "case"}
    (held,) = views.quarantine(bench.office)
    assert (held["id"], held["reason"]) == (first, "process_died")
    assert deadly in all_folders(dovecot)["KRM/Quarantaene"]
    with bench.office.store.read() as tx:
        assert ledger.message(tx, first).raw == deadly
    alerts = [row for row in views.outbox(bench.office) if row["purpose"] == "alert" and row["case"] is None]
    assert [row["recipient"] for row in alerts] == [OFFICER]


def test_what_was_fetched_before_a_crash_is_taken_in_after_it(bench: Bench, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("Beschwerde", TEXT), MONDAY)
    assert len(fetch(bench)) == 1
    assert list(views.inbox(bench.office)) == []
    dovecot.kill()
    with pytest.raises(Exception, match="IMAP"):
        bench.tick(MONDAY)
    assert [row["disposition"] for row in views.inbox(bench.office)] == ["case"]
    dovecot.start()
    bench.tick(MONDAY)
    assert "INBOX" in all_folders(dovecot)
    assert all_folders(dovecot)["INBOX"] == []
