"""Erasing: what is due and no more, everywhere, and the log verifies afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import cast

import pytest

from desk_office import a_message, an_office, everything_stored, fill, keep  # isort: skip
from case_office import BERLIN, POLICY
from office import HandClock, at
from sqlalchemy import select, update

from mailbot.cases.case import Case, Closing
from mailbot.cases.effects import Refusal
from mailbot.errors import ConfigError
from mailbot.outbound.office_files import SIGNATURE, office_text
from mailbot.outbound.report_period import Period
from mailbot.steps.projection import rewrite_case_files, write_case_files
from mailbot.steps.reporting import reports_on_request
from mailbot.steps.rescue import rescue
from mailbot.steps.retention import (
    erase_address,
    erase_case,
    erase_expired,
    scrubbed,
    would_erase_address,
    would_erase_case,
    would_expire,
)
from mailbot.steps.retention_plan import Periods, retention_plan
from mailbot.steps.runtime import Runtime
from mailbot.store import erasing, mails, register
from mailbot.store.schema import CaseRow, EventRow, MailRow
from mailbot.vocabulary import Channel, Kind, MailState, Purpose, Role, Status

NAME, ADDRESS = "Rosalinde Grebenstein", "r.grebenstein@web.example"
OTHER, OTHERS = "Eberhard Zuckmantel", "zuckmantel@post.example"
IDENTIFIERS = ("Grebenstein", "grebenstein", "031A123456", "Okerstr")


def a_case(number: int, received: str = "2026-03-02 10:00", closed: str | None = "2026-03-12 10:00") -> Case:
    moment = at(received)
    case = Case(f"KRM-{moment.year}-{number:06}", Kind.COMPLAINT, "leistung", Channel.EMAIL, moment, moment)
    if closed is None:
        return case
    return replace(case, status=Status.CLOSED, closing=Closing(at(closed), Role.LEAD), presented_at=moment)


def ended(day: str, **changes: object) -> Case:
    return replace(a_case(1, f"{day} 09:00", f"{day} 10:00"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "today", "content", "row"),
    [
        (ended("2026-03-12"), date(2028, 12, 31), False, False),
        (ended("2026-03-12"), date(2029, 1, 1), True, False),
        (ended("2026-12-31"), date(2029, 1, 1), True, False),
        (ended("2027-01-01"), date(2029, 1, 1), False, False),
        (ended("2026-03-12"), date(2036, 12, 31), True, False),
        (ended("2026-03-12"), date(2037, 1, 1), True, True),
        (ended("2026-03-12", retain_until=date(2029, 1, 1)), date(2029, 1, 1), False, False),
        (ended("2026-03-12", retain_until=date(2029, 1, 1)), date(2029, 1, 2), True, False),
        (a_case(1, closed=None), date(2040, 1, 1), False, False),
        (replace(a_case(1, closed=None), status=Status.HANDED_OVER), date(2029, 1, 1), True, False),
    ],
)
def test_retention_counts_from_the_end_of_the_year_of_closure(
    case: Case, today: date, content: bool, row: bool
) -> None:
    plan = retention_plan([case], POLICY, today)
    assert bool(plan.rows) == row
    assert bool(plan.contents or plan.rows) == content


def test_linked_cases_go_together_with_the_last_of_them() -> None:
    first = replace(a_case(1), linked=("KRM-2026-000002",))
    second = replace(a_case(2, closed="2027-02-01 10:00"), parent=first.number)
    alone = a_case(3)
    early = retention_plan([first, second, alone], POLICY, date(2029, 6, 1))
    assert early.contents == ((alone.number,),)
    late = retention_plan([first, second, alone], POLICY, date(2030, 1, 1))
    assert late.contents == ((first.number, second.number), (alone.number,))


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    """Two customers with a closed case each, in March 2026."""
    opened = an_office(tmp_path, at("2026-03-12 12:00"))
    keep(opened, replace(a_case(1), measure=f"Entschuldigung bei {NAME}"), a_case(2))
    fill(opened, "KRM-2026-000001", name=NAME, address=ADDRESS, folder="KRM/leistung/KRM-2026-000001")
    fill(opened, "KRM-2026-000002", name=OTHER, address=OTHERS, folder="KRM/leistung/KRM-2026-000002")
    write_case_files(opened)
    return opened


def move_to(office: Runtime, moment: str) -> None:
    cast("HandClock", office.clock).at = at(moment)


def on_disk(office: Runtime) -> str:
    """Every file of the archive and of the database, as bytes read one to one."""
    root = Path(office.settings.archive.root).parent
    return "\n".join(p.read_bytes().decode("latin-1") for p in sorted(root.rglob("*")) if p.is_file())


def stands(text: str) -> list[str]:
    return [one for one in IDENTIFIERS if one in text]


def test_before_its_time_nothing_is_erased(office: Runtime) -> None:
    move_to(office, "2028-12-31 12:00")
    assert not erase_expired(office).erased
    assert stands(everything_stored(office)) == list(IDENTIFIERS)


def test_after_its_time_no_identifier_stands_anywhere(office: Runtime) -> None:
    assert stands(on_disk(office))
    move_to(office, "2029-01-02 12:00")
    report = erase_expired(office)
    assert (report.erased.cases, report.erased.messages, report.erased.mails) == (2, 2, 2)
    office.store.close()
    assert stands(everything_stored(office)) == []
    assert stands(on_disk(office)) == []
    rewrite_case_files(office)
    assert stands(on_disk(office)) == []


def test_reports_and_their_pictures_name_nobody_before_erasing_and_after(office: Runtime) -> None:
    """They stay: what is in them was counted, not quoted. Fonts are all that drawing keeps on disk."""
    reports = [
        content for period in (Period(2026, 1), Period(2026)) for _, content in reports_on_request(office, period)
    ]
    assert len(reports) >= 6
    told = "\n".join(reading_of(content) for content in reports)
    assert "Beschwerde" in told
    assert stands(told) == []
    move_to(office, "2029-01-02 12:00")
    erase_expired(office)
    office.store.close()
    assert stands(on_disk(office)) == []


def reading_of(content: bytes) -> str:
    """What a report file says; of a workbook what is packed in it."""
    return office_text(content) if content.startswith(SIGNATURE) else content.decode("utf-8")


def test_the_log_verifies_after_erasing_and_still_shows_tampering(office: Runtime) -> None:
    move_to(office, "2029-01-02 12:00")
    erase_expired(office)
    with office.store.read() as tx:
        assert register.broken_links(tx) == []
        assert all(row.text is None for row in register.events(tx))
    with office.store.write() as tx:
        tx.execute(update(EventRow).where(EventRow.seq == 1).values(data={"what": "other"}))
    with office.store.read() as tx:
        assert register.broken_links(tx) == [1]


def test_the_row_of_the_register_stays_for_ten_years(office: Runtime) -> None:
    move_to(office, "2029-01-02 12:00")
    erase_expired(office)
    with office.store.read() as tx:
        case, _ = register.load(tx, "KRM-2026-000001") or pytest.fail("the row is gone")
        assert (case.kind, case.measure) == (Kind.COMPLAINT, "")
    move_to(office, "2037-01-02 12:00")
    assert erase_expired(office).erased.register_rows == 2
    with office.store.read() as tx:
        assert list(register.all_cases(tx)) == []
        assert register.broken_links(tx) == []


def test_erasing_twice_erases_once(office: Runtime) -> None:
    move_to(office, "2029-01-02 12:00")
    assert erase_expired(office).erased
    assert not erase_expired(office).erased


def test_the_dry_run_counts_the_same_and_changes_nothing(office: Runtime) -> None:
    move_to(office, "2029-01-02 12:00")
    before = everything_stored(office)
    counted = would_expire(office)
    assert everything_stored(office) == before
    assert erase_expired(office).erased == counted.erased


def test_one_customer_is_erased_on_request_and_nobody_else(office: Runtime) -> None:
    counted = would_erase_address(office, ADDRESS.upper())
    report = erase_address(office, ADDRESS.upper())
    assert report.erased == counted.erased
    assert report.erased.cases == 1
    left = everything_stored(office)
    assert "Grebenstein" not in left
    assert OTHER in left
    assert report.outside.folders == ("KRM/leistung/KRM-2026-000001",)
    with office.store.read() as tx:
        assert erasing.pending(tx).folders == report.outside.folders
        assert register.broken_links(tx) == []


def test_several_notices_in_one_mail_go_with_the_customer_but_not_while_a_case_is_kept(tmp_path: Path) -> None:
    office = an_office(tmp_path, at("2026-03-12 12:00"))
    keep(office, a_case(1))
    fill(office, "KRM-2026-000001", name=NAME, address=ADDRESS, folder="KRM/x/KRM-2026-000001")
    together = MailRow(
        message_id="krm.together@office.example",
        token="together",
        purpose=Purpose.ACKNOWLEDGEMENT,
        cause="gathered",
        subject="Ihre Nachrichten",
        to=[ADDRESS],
        cc=[],
        raw=f"To: {ADDRESS}\n\nText".encode(),
        created_at=office.now(),
        token_expires_at=office.now(),
    )
    with office.store.write() as tx:
        mails.add_mail(tx, together, (ADDRESS,), MailState.SENT)
        tx.execute(update(CaseRow).values(state={**tx.scalars(select(CaseRow.state)).one(), "status": "open"}))
    assert erase_address(office, ADDRESS).kept
    assert "Ihre Nachrichten" in everything_stored(office)
    with office.store.write() as tx:
        tx.execute(update(CaseRow).values(state={**tx.scalars(select(CaseRow.state)).one(), "status": "closed"}))
    report = erase_address(office, ADDRESS)
    assert (erasing.SENT, "krm.together@office.example") in report.outside.messages
    assert "Ihre Nachrichten" not in everything_stored(office)
    assert ADDRESS not in everything_stored(office)


def test_a_customer_without_an_address_is_erased_by_the_file_number(office: Runtime) -> None:
    counted = would_erase_case(office, "krm-2026-000001")
    report = erase_case(office, "krm-2026-000001")
    assert report.erased == counted.erased
    assert report.erased.cases == 1
    left = everything_stored(office)
    assert "Grebenstein" not in left
    assert OTHER in left
    with pytest.raises(ConfigError, match="--case"):
        erase_case(office, "KRM-2026-000099")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": Status.OPEN, "closing": None}, "is open"),
        ({"retain_until": date(2027, 1, 1)}, "is kept by SPERRE BIS"),
    ],
)
def test_an_open_or_locked_case_is_named_and_stays(tmp_path: Path, changes: dict[str, object], reason: str) -> None:
    office = an_office(tmp_path, at("2026-03-12 12:00"))
    keep(office, replace(a_case(1), **changes))  # type: ignore[arg-type]
    fill(office, "KRM-2026-000001", name=NAME, address=ADDRESS, folder="KRM/x/KRM-2026-000001")
    report = erase_address(office, ADDRESS)
    assert report.kept == (("KRM-2026-000001", reason),)
    assert NAME in everything_stored(office)


def test_an_address_of_the_office_is_no_customer(office: Runtime) -> None:
    with pytest.raises(ConfigError, match="--address"):
        erase_address(office, "krm.beauftragte@jobcenter-ge.example")


@pytest.mark.parametrize("what", ["spam", "automatic", "quarantine"])
def test_spam_and_the_like_go_after_90_days(tmp_path: Path, what: str) -> None:
    office = an_office(tmp_path, at("2026-03-12 12:00"))
    with office.store.write() as tx:
        a_message(tx, b"gewinnen Sie", ADDRESS, office.now(), what=what)
    move_to(office, "2026-06-10 11:00")
    assert not erase_expired(office).erased
    move_to(office, "2026-06-10 13:00")
    report = erase_expired(office)
    assert report.erased.messages == 1
    assert report.outside.messages == (("INBOX", f"<1@{ADDRESS}>"),)
    with office.store.read() as tx:
        assert ADDRESS not in str(erasing.messages_from(tx, ADDRESS))


def test_a_measure_that_names_nobody_is_kept() -> None:
    case = replace(a_case(1), measure="Schulung zum Umgangston")
    assert scrubbed(case, (NAME, ADDRESS)) == case
    assert scrubbed(replace(case, measure="Anruf bei Frau Grebenstein"), ("Grebenstein",)).measure == ""


def test_the_year_of_closure_is_that_of_the_office() -> None:
    """23:30 UTC on New Year's Eve is the new year in Berlin."""
    late = datetime.fromisoformat("2026-12-31T23:30:00+00:00").astimezone(BERLIN)
    case = replace(a_case(1), closing=Closing(late, Role.LEAD))
    assert retention_plan([case], POLICY, date(2029, 6, 1)).contents == ()


def test_the_office_sets_its_own_times() -> None:
    case = ended("2026-03-12")
    short = Periods(content_years=1, row_years=3)
    assert retention_plan([case], POLICY, date(2027, 12, 31), short).contents == ()
    assert retention_plan([case], POLICY, date(2028, 1, 1), short).contents == ((case.number,),)
    assert retention_plan([case], POLICY, date(2030, 1, 1), short).rows == ((case.number,),)


def test_what_was_sent_to_the_customer_is_looked_for_in_the_sent_folder(office: Runtime) -> None:
    move_to(office, "2029-01-02 12:00")
    found = erase_expired(office).outside.messages
    assert {(erasing.SENT, f"krm.KRM-2026-00000{number}@office.example") for number in (1, 2)} <= set(found)


def test_fall_on_an_erased_message_says_that_it_is_erased(tmp_path: Path) -> None:
    opened = an_office(tmp_path, at("2026-03-12 12:00"))
    with opened.store.write() as tx:
        row = a_message(tx, b"Subject: Angebot\n\nGewinn", "x@spam.example", opened.now(), what="spam").id
    move_to(opened, "2026-07-12 12:00")
    assert erase_expired(opened).erased.messages == 1
    assert rescue(opened, opened.work(), row) is Refusal.ERASED
    assert rescue(opened, opened.work(), row + 7) is Refusal.UNKNOWN_TARGET
