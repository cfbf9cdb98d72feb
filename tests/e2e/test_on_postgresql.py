"""The same daemon on PostgreSQL: a week of mail, taken in, answered, a customer erased."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from office import at, open_bench, write_office
from servers import DovecotServer, PostgresqlServer, SmtpSink

from mailbot.steps import retention, views
from mailbot.store import register
from mailbot.vocabulary import Disposition

MAILS = sorted((Path(__file__).parents[1] / "data" / "corpus" / "a").glob("*.eml"))[:12]


def test_a_mailbox_lives_on_postgresql(
    tmp_path: Path, dovecot: DovecotServer, smtp_sink: SmtpSink, postgresql: PostgresqlServer
) -> None:
    start = at("2026-03-02 09:00")
    folder = write_office(tmp_path / "config", dovecot, smtp_sink, database=f'url = "{postgresql.database()}"')
    bench = open_bench(folder, dovecot, smtp_sink, start)
    for mail in MAILS:
        dovecot.deliver(mail.read_bytes(), start)
    for hours in range(0, 24 * 8, 8):
        bench.tick(start + timedelta(hours=hours))

    taken = Counter(row["disposition"] for row in views.inbox(bench.office))
    cases = list(views.cases(bench.office))
    sent = Counter(row["purpose"] for row in views.outbox(bench.office) if row["state"] == "sent")
    assert sum(taken.values()) == len(MAILS)
    assert len(cases) >= taken[Disposition.CASE] > 0
    assert sent["acknowledgement"] + sent["interim"] > 0
    with bench.office.store.read() as tx:
        assert register.broken_links(tx) == []

    wrote = next(row["to"] for row in views.outbox(bench.office) if row["purpose"] == "acknowledgement")[0]
    retention.erase_address(bench.office, wrote)
    with bench.office.store.read() as tx:
        assert register.broken_links(tx) == []
    bench.close()
