"""One daemon at a time: a lock beside a database file, a lease in a database server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from office import at, open_bench, write_office
from servers import DovecotServer, PostgresqlServer, SmtpSink

from mailbot.steps.lock import AlreadyRunningError, LeaseTimes, at_work
from mailbot.steps.runtime import Runtime
from mailbot.store import leases
from mailbot.store.database import Store

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
QUICK = LeaseTimes(lasts=timedelta(seconds=2), renewed_after=timedelta(seconds=0.05))


def test_a_lease_that_runs_is_nobody_elses(store: Store) -> None:
    with store.write() as tx:
        assert leases.take(tx, "worker", "one", NOW, MINUTE) is not None
    with store.write() as tx:
        assert leases.take(tx, "worker", "two", NOW + MINUTE / 2, MINUTE) is None
        assert leases.take(tx, "other", "two", NOW, MINUTE) is not None


def test_a_lease_that_ran_out_goes_to_the_next_and_the_first_is_told(store: Store) -> None:
    with store.write() as tx:
        first = leases.take(tx, "worker", "one", NOW, MINUTE)
    with store.write() as tx:
        second = leases.take(tx, "worker", "two", NOW + 2 * MINUTE, MINUTE)
    assert first is not None
    assert second is not None
    assert second.fence > first.fence
    with store.write() as tx:
        assert not leases.renew(tx, first, NOW + 2 * MINUTE, MINUTE)
        assert leases.renew(tx, second, NOW + 2 * MINUTE, MINUTE)


def test_a_renewed_lease_runs_on(store: Store) -> None:
    with store.write() as tx:
        first = leases.take(tx, "worker", "one", NOW, MINUTE)
        assert first is not None
        assert leases.renew(tx, first, NOW + MINUTE, MINUTE)
    with store.write() as tx:
        assert leases.take(tx, "worker", "two", NOW + 1.5 * MINUTE, MINUTE) is None


def test_a_lease_given_back_is_free_at_once(store: Store) -> None:
    with store.write() as tx:
        first = leases.take(tx, "worker", "one", NOW, MINUTE)
        assert first is not None
        leases.give_back(tx, first, NOW)
    with store.write() as tx:
        assert leases.take(tx, "worker", "two", NOW, MINUTE) is not None


def test_the_servers_time_is_aware_and_near(store: Store) -> None:
    with store.read() as tx:
        assert abs(leases.server_time(tx) - datetime.now(UTC)) < timedelta(seconds=30)


@pytest.fixture
def two(
    tmp_path: Path, dovecot: DovecotServer, smtp_sink: SmtpSink, postgresql: PostgresqlServer
) -> Iterator[tuple[Runtime, Runtime]]:
    """The same office on two machines: each has its own folder, both reach the one database."""
    url, start = postgresql.database(), at("2026-03-02 09:00")
    folders = [write_office(tmp_path / name / "config", dovecot, smtp_sink, database=f'url = "{url}"') for name in "ab"]
    benches = [open_bench(folder, dovecot, smtp_sink, start) for folder in folders]
    yield benches[0].office, benches[1].office
    for bench in benches:
        bench.close()


def test_on_a_database_server_a_second_machine_is_refused_until_the_first_has_ended(
    two: tuple[Runtime, Runtime],
) -> None:
    here, there = two
    with (
        at_work(here, lost=lambda: None),
        pytest.raises(AlreadyRunningError, match="stop it first"),
        at_work(there, lost=lambda: None),
    ):
        pass
    with at_work(there, lost=lambda: None):
        pass


def test_a_machine_whose_lease_was_taken_is_stopped_and_says_so(two: tuple[Runtime, Runtime]) -> None:
    here, there = two
    stopped = threading.Event()

    def work() -> None:
        with at_work(here, stopped.set, QUICK):
            with there.store.write() as tx:
                later = leases.server_time(tx) + timedelta(hours=1)
                assert leases.take(tx, "worker", "there", later, MINUTE) is not None
            assert stopped.wait(10)

    with pytest.raises(AlreadyRunningError, match="taken over"):
        work()


def test_a_lease_is_renewed_while_the_work_goes_on(two: tuple[Runtime, Runtime]) -> None:
    here, there = two
    pulse = threading.Event()
    with at_work(here, lost=pulse.set, times=QUICK):
        assert not pulse.wait(2.5)
        with there.store.write() as tx:
            assert leases.take(tx, "worker", "there", leases.server_time(tx), MINUTE) is None
