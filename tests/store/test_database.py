"""The database: transactions are whole or nothing, times come back aware, the chain of events shows tampering."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from mailbot.cases.case import Case
from mailbot.cases.events import Tick
from mailbot.errors import ConfigError, TemporaryError
from mailbot.privacy.people import People
from mailbot.steps.work import Work
from mailbot.store import ledger, mails, register
from mailbot.store.database import Store, migrate, open_store
from mailbot.store.ledger import Facts, Folder
from mailbot.store.schema import CaseRow, EventRow, MailRow
from mailbot.vocabulary import Channel, Disposition, Kind, MailState, Purpose

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 12, 9, 30, tzinfo=BERLIN)
INBOX = Folder("krm@office.example", "INBOX", 7)


def a_case(number: str = "KRM-2026-000001") -> Case:
    return Case(number, Kind.COMPLAINT, "leistung", Channel.EMAIL, received_at=NOW, opened_at=NOW)


def save_new(store: Store, case: Case) -> None:
    with store.write() as tx:
        register.save(tx, case, office="JC", version=0, next_due_at=NOW)


def test_a_case_comes_back_as_it_was_stored(store: Store) -> None:
    save_new(store, a_case())
    with store.read() as tx:
        assert register.load(tx, "KRM-2026-000001") == (a_case(), 1)


def test_a_case_that_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    save_new(store, a_case())
    with pytest.raises(TemporaryError), store.write() as tx:
        register.save(tx, a_case(), office="JC", version=0, next_due_at=None)


def test_file_numbers_run_by_year_without_gaps(store: Store) -> None:
    with store.write() as tx:
        for expected in ("KRM-2026-000001", "KRM-2026-000002"):
            assert register.next_number(tx, "JC", "KRM", 2026) == expected
            register.take_number(tx, "JC", expected)
        assert register.next_number(tx, "JC", "KRM", 2027) == "KRM-2027-000001"


def test_a_file_number_is_taken_once(store: Store) -> None:
    with store.write() as tx:
        register.take_number(tx, "JC", "KRM-2026-000001")
    with pytest.raises(TemporaryError), store.write() as tx:
        register.take_number(tx, "JC", "KRM-2026-000001")


def test_a_failed_step_leaves_nothing_behind(store: Store) -> None:
    work = Work("JC", taken=["KRM-2026-000001"], versions={"KRM-2026-000001": 5})
    work.cases["KRM-2026-000001"] = (a_case(), None)
    with pytest.raises(TemporaryError):
        work.commit(store)
    with store.read() as tx:
        assert register.next_number(tx, "JC", "KRM", 2026) == "KRM-2026-000001"


def test_due_cases_are_found_by_their_time(store: Store) -> None:
    save_new(store, a_case())
    with store.read() as tx:
        assert register.due(tx, NOW) == ["KRM-2026-000001"]
        assert register.due(tx, NOW - timedelta(seconds=1)) == []


def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive"), store.write() as tx:
        ledger.record_fetched(tx, INBOX, 1, raw=b"x", received_at=datetime(2026, 3, 12), now=NOW)  # noqa: DTZ001


def test_an_instance_is_recorded_once(store: Store) -> None:
    with store.write() as tx:
        first = ledger.record_fetched(tx, INBOX, 1, raw=b"mail", received_at=NOW, now=NOW)
        again = ledger.record_fetched(tx, INBOX, 1, raw=b"mail", received_at=NOW, now=NOW)
        other = ledger.record_fetched(tx, Folder(INBOX.mailbox, "INBOX", 8), 1, raw=b"mail", received_at=NOW, now=NOW)
    assert first is not None
    assert again is None
    assert other not in {None, first}


def test_raw_bytes_come_back_unchanged(store: Store) -> None:
    raw = bytes(range(256)) * 10
    with store.write() as tx:
        row_id = ledger.record_fetched(tx, INBOX, 1, raw=raw, received_at=NOW, now=NOW)
    assert row_id is not None
    with store.read() as tx:
        row = ledger.message(tx, row_id)
    assert row.raw == raw
    assert row.received_at == NOW
    assert row.received_at.tzinfo is UTC


def test_a_message_waits_until_it_was_settled(store: Store) -> None:
    with store.write() as tx:
        row_id = ledger.record_fetched(tx, INBOX, 1, raw=b"mail", received_at=NOW, now=NOW)
        assert row_id is not None
        assert ledger.waiting(tx) == [row_id]
        ledger.settle(tx, row_id, NOW, Facts(Disposition.SPAM, target_folder="Fertig"))
        assert ledger.waiting(tx) == []
        assert [row.id for row in ledger.to_move(tx)] == [row_id]
        ledger.mark_moved(tx, row_id, NOW)
        assert ledger.to_move(tx) == []


def a_mail() -> MailRow:
    token = "abcdefghijklmn"
    return MailRow(
        message_id=f"krm.{token}@office.example",
        token=token,
        purpose=Purpose.ACKNOWLEDGEMENT,
        cause="standard",
        subject="Ihre Nachricht",
        to=["a@web.example"],
        cc=[],
        raw=b"mail",
        created_at=NOW,
        token_expires_at=NOW + timedelta(days=1),
    )


def test_a_copy_is_claimed_by_one_daemon(store: Store) -> None:
    with store.write() as tx:
        mails.add_mail(tx, a_mail(), ["a@web.example"], MailState.WAITING)
    with store.write() as tx:
        (outbox_id,) = mails.ready(tx, NOW)
        assert mails.claim(tx, outbox_id, NOW, timedelta(minutes=5)) is not None
        assert mails.claim(tx, outbox_id, NOW, timedelta(minutes=5)) is None


def test_a_lost_claim_cannot_write_its_result(store: Store) -> None:
    with store.write() as tx:
        mails.add_mail(tx, a_mail(), ["a@web.example"], MailState.WAITING)
        (outbox_id,) = mails.ready(tx, NOW)
        first = mails.claim(tx, outbox_id, NOW, timedelta(minutes=5))
        second = mails.claim(tx, outbox_id, NOW + timedelta(minutes=6), timedelta(minutes=5))
        assert first is not None
        assert second is not None
        assert not mails.settle(tx, first, MailState.SENT, now=NOW, code=250)
        assert mails.settle(tx, second, MailState.SENT, now=NOW, code=250)


def test_a_cancelled_copy_is_not_sent(store: Store) -> None:
    save_new(store, a_case())
    with store.write() as tx:
        mail = a_mail()
        mail.case_number = "KRM-2026-000001"
        mails.add_mail(tx, mail, ["a@web.example"], MailState.WAITING)
        assert mails.cancel(tx, "KRM-2026-000001", [Purpose.ACKNOWLEDGEMENT]) == 1
        assert mails.ready(tx, NOW) == []


def test_identifiers_of_a_case_only_grow(store: Store) -> None:
    save_new(store, a_case())
    with store.write() as tx:
        register.save_people(tx, "KRM-2026-000001", People((("eva", 1),)), ["Eva"])
        register.save_people(tx, "KRM-2026-000001", People((("eva", 1), ("jan", 2))), ["Jan"])
        assert register.people(tx, "KRM-2026-000001") == (People((("eva", 1), ("jan", 2))), ("Eva", "Jan"))


def chain_of_three(store: Store) -> None:
    save_new(store, a_case())
    with store.write() as tx:
        for hour in range(3):
            at = NOW + timedelta(hours=hour)
            register.append_event(tx, "KRM-2026-000001", at, Tick(now=at), salt=f"salt{hour}", text=f"text {hour}")


def test_an_untouched_chain_verifies_and_survives_erasing_texts(store: Store) -> None:
    chain_of_three(store)
    with store.write() as tx:
        tx.execute(update(EventRow).values(text=None))
        assert register.broken_links(tx) == []
        assert register.chain_head(tx)[1] == 3


@pytest.mark.parametrize("change", [{"text": "other"}, {"type": "Other"}, {"previous": "0" * 64}, {"data": {}}])
def test_a_changed_link_is_seen(store: Store, change: dict[str, object]) -> None:
    chain_of_three(store)
    with store.write() as tx:
        tx.execute(update(EventRow).where(EventRow.seq == 2).values(change))
    with store.read() as tx:
        assert 2 in register.broken_links(tx)


def test_the_schema_is_the_one_the_migrations_build(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from mailbot.store.schema import Base

    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_an_up_to_date_database_does_nothing(store: Store) -> None:
    assert migrate(store.engine) is False


def test_the_database_is_readable_by_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "mailbot.db"
    open_store(f"sqlite:///{path}").close()
    assert path.stat().st_mode & 0o077 == 0


def test_a_url_that_is_none_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(ConfigError, match=r"database\.url"):
        open_store("mailbot.db")


def test_deleting_a_case_with_messages_is_refused(store: Store) -> None:
    from sqlalchemy.exc import IntegrityError

    save_new(store, a_case())
    with store.write() as tx:
        row_id = ledger.record_fetched(tx, INBOX, 1, raw=b"mail", received_at=NOW, now=NOW)
        assert row_id is not None
        ledger.settle(tx, row_id, NOW, Facts(Disposition.CASE, case_number="KRM-2026-000001"))
    with pytest.raises(IntegrityError), store.write() as tx:
        tx.execute(delete(CaseRow))
