"""What waits out an outage is asked anew before each attempt (domain, section 4): is it still wanted?

A closed case sends nothing, whether its notice leaves alone or together with others. A reminder names nothing that is
done, or that its reader may not see any more. Of the lists of several days one leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from office import MANAGEMENT, OFFICER, a_mail, at, headers_of, readable, reply_to
from office_life import OfficeLife, open_life
from steps_office import LEAD, TEXT
from test_two_robots import forged, heard

from mailbot.cases.case import Case, Closing, NoticeRecord
from mailbot.cases.effects import Notice, ReminderReason
from mailbot.cases.wanted import line_wanted, notice_wanted
from mailbot.embedded import Taken
from mailbot.steps import views
from mailbot.store import desk
from mailbot.store.schema import FindingRow
from mailbot.vocabulary import Channel, Kind, Purpose, Role, Status

MONDAY = at("2026-03-02 09:00")


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(MONDAY).without_digest()
    yield life
    life.close()


@pytest.fixture
def with_digest() -> Iterator[OfficeLife]:
    life = open_life(MONDAY)
    yield life
    life.close()


def says(life: OfficeLife, mail: Taken, text: str) -> None:
    """Whoever got a mail of ours answers it."""
    life.arrives(
        reply_to(mail, mail.recipient, text, message_id=f"<{life.clock.at.timestamp():.0f}@jobcenter-ge.example>")
    )


def a_case(life: OfficeLife, name: str = "erste") -> str:
    """A complaint of somebody of that name; its number."""
    before = set(life.numbers())
    mail = a_mail("Beschwerde", TEXT, from_=f"{name}@web.example", message_id=f"<{name}@web.example>")
    life.arrives(mail)
    (number,) = set(life.numbers()) - before
    return number


def forward_of(life: OfficeLife, number: str) -> Taken:
    """What the lead of its team got of it."""
    team = life.office.directory.team(life.case(number).route)
    assert team is not None
    forwards = life.all(Purpose.FORWARD, team.lead.address)
    return next(mail for mail in forwards if number in " ".join(str(headers_of(mail)["Subject"]).split()))


def gathered(life: OfficeLife) -> list[Taken]:
    return [mail for mail in life.sender.taken if life.row_of(mail).cause == "gathered"]


def numbers_in(life: OfficeLife, mail: Taken) -> set[str]:
    return set(life.office.house.numbers_in(readable(mail.raw)))


def test_a_mail_for_many_messages_leaves_out_a_case_that_was_closed_meanwhile(life: OfficeLife) -> None:
    forged(life, 2, 12)
    numbers, closed = life.numbers(), life.numbers()[7]
    forward = forward_of(life, closed)
    life.pass_to("2026-03-03 12:00")
    life.sender.down = True
    life.pass_to("2026-03-04 09:00")
    (waiting,) = [row for row in views.outbox(life.office) if row["purpose"] == "acknowledgement" and not row["case"]]
    assert waiting["state"] == "waiting", "one mail for those that the ceiling held"
    says(life, forward, "ERLEDIGT unberechtigt")
    life.sender.down = False
    life.pass_to("2026-03-04 12:00")
    (mail,) = gathered(life)
    assert closed not in numbers_in(life, mail)
    assert heard(life, closed) == []
    others = [number for number in numbers if number != closed]
    assert all(len(heard(life, number)) == 1 for number in others), "none of the others is forgotten, or told twice"


def test_what_is_overtaken_by_something_newer_leaves_no_more(life: OfficeLife) -> None:
    """Six days without SMTP: of each message the interim notice alone leaves."""
    forged(life, 2, 10)
    life.sender.down = True
    life.pass_to("2026-03-09 09:00")
    life.sender.down = False
    life.pass_to("2026-03-11 12:00")
    for number in life.numbers():
        told = [one.partition(" ")[0] for one in heard(life, number)]
        assert told == ["interim"], number


def test_one_left_of_a_mail_for_many_leaves_by_itself(life: OfficeLife) -> None:
    forged(life, 2, 7)
    kept, closed = life.numbers()[5:]
    forward = forward_of(life, closed)
    life.pass_to("2026-03-03 12:00")
    life.sender.down = True
    life.pass_to("2026-03-04 09:00")
    says(life, forward, "ERLEDIGT")
    life.sender.down = False
    life.pass_to("2026-03-04 12:00")
    assert gathered(life) == []
    assert heard(life, kept) == ["acknowledgement 2026-03-04"]
    assert heard(life, closed) == []


def test_a_reminder_that_waits_names_no_case_that_was_closed_meanwhile(life: OfficeLife) -> None:
    open_, closed = a_case(life), a_case(life, "zweite")
    forward = forward_of(life, closed)
    life.pass_to("2026-03-09 07:00")
    life.sender.down = True
    before = life.count(Purpose.REMINDER, LEAD)
    life.pass_to("2026-03-09 09:00")
    says(life, forward, "ERLEDIGT berechtigt")
    life.sender.down = False
    life.pass_to("2026-03-09 12:00")
    (mail,) = life.all(Purpose.REMINDER, LEAD)[before:]
    assert numbers_in(life, mail) == {open_}


def test_nor_one_that_its_reader_may_not_see_any_more(life: OfficeLife) -> None:
    """Management says that it is a conduct complaint while the lead's reminder still waits."""
    number = a_case(life)
    life.pass_to("2026-03-09 07:00")
    bundle, before = life.last(Purpose.BUNDLE, MANAGEMENT), life.count(Purpose.REMINDER, LEAD)
    life.sender.down = True
    life.pass_to("2026-03-09 09:00")
    says(life, bundle, f"{number} ART Dienstaufsichtsbeschwerde")
    assert life.case(number).kind is Kind.CONDUCT_COMPLAINT
    life.sender.down = False
    life.pass_to("2026-03-12 12:00")
    assert life.all(Purpose.REMINDER, LEAD)[before:] == []


def test_the_lead_is_reminded_once_after_five_days_without_smtp(life: OfficeLife) -> None:
    """Two mornings fell into it; the mail that leaves is of the last one and says all that still holds."""
    first, second = a_case(life), a_case(life, "zweite")
    life.pass_to("2026-03-08 12:00")
    before = life.count(Purpose.REMINDER, LEAD)
    life.sender.down = True
    life.pass_to("2026-03-13 12:00")
    life.sender.down = False
    life.pass_to("2026-03-13 15:00")
    (mail,) = life.all(Purpose.REMINDER, LEAD)[before:]
    assert numbers_in(life, mail) == {first, second}
    assert life.row_of(mail).created_at.astimezone(life.office.zone).date() == date(2026, 3, 13)


def test_a_reminder_of_friday_that_could_not_leave_is_told_on_monday(life: OfficeLife) -> None:
    number = a_case(life)
    life.pass_to("2026-03-12 12:00")
    before = life.count(Purpose.REMINDER, LEAD)
    life.sender.down = True
    life.pass_to("2026-03-13 12:00")
    waiting = [row for row in views.outbox(life.office) if row["purpose"] == "reminder" and row["state"] == "waiting"]
    assert waiting
    life.pass_to("2026-03-14 12:00")
    life.sender.down = False
    life.pass_to("2026-03-15 12:00")
    assert life.count(Purpose.REMINDER, LEAD) == before
    life.pass_to("2026-03-16 08:00")
    (mail,) = life.all(Purpose.REMINDER, LEAD)[before:]
    assert number in numbers_in(life, mail)


def test_one_digest_after_five_days_without_smtp_says_all_that_happened_since(with_digest: OfficeLife) -> None:
    life = with_digest
    life.pass_to("2026-03-03 07:30")
    before = life.count(Purpose.DIGEST, OFFICER)
    life.sender.down = True
    number = a_case(life)
    with life.office.store.write() as tx:
        desk.add_finding(tx, FindingRow(at=life.clock.at, what="refused_command", case_number=number, detail=""))
    for day in (4, 5, 6):
        life.pass_to(f"2026-03-{day:02d} 07:00")
    life.pass_to("2026-03-09 07:10")
    life.sender.down = False
    life.pass_to("2026-03-09 09:00")
    (mail,) = life.all(Purpose.DIGEST, OFFICER)[before:]
    text = " ".join(readable(mail.raw).split())
    assert number in text
    assert "Nicht ausgeführter Befehl" in text
    life.pass_to("2026-03-10 07:30")
    again = " ".join(readable(life.last(Purpose.DIGEST, OFFICER).raw).split())
    assert "Nicht ausgeführter Befehl" not in again, "told once"


def test_the_bundle_of_each_day_leaves_it_is_what_was_presented(life: OfficeLife) -> None:
    """Every written reaction is presented to management: also one that was closed before the server came back."""
    life.pass_to("2026-03-03 12:00")
    life.sender.down = True
    number = a_case(life)
    life.pass_to("2026-03-05 12:00")
    life.sender.down = False
    life.pass_to("2026-03-05 15:00")
    assert any(number in numbers_in(life, mail) for mail in life.all(Purpose.BUNDLE, MANAGEMENT))


def case_with(
    *notices: NoticeRecord, status: Status = Status.OPEN, by: Role | None = Role.LEAD, round_: int = 1
) -> Case:
    closing = Closing(MONDAY, by) if status is Status.CLOSED else None
    return Case(
        "KRM-2026-000001",
        Kind.COMPLAINT,
        "leistung",
        Channel.EMAIL,
        MONDAY,
        MONDAY,
        status,
        notices=notices,
        closing=closing,
        round=round_,
    )


def told(notice: Notice, cause: str = "received", round_: int = 1) -> NoticeRecord:
    return NoticeRecord(notice, cause, round_, MONDAY + timedelta(days=1))


ACKNOWLEDGED, INTERIM = told(Notice.ACKNOWLEDGEMENT), told(Notice.INTERIM, "day7")
WANTED = {
    "decided and nothing newer": (case_with(ACKNOWLEDGED), Purpose.ACKNOWLEDGEMENT, "received", True),
    "the case was closed": (case_with(ACKNOWLEDGED, status=Status.CLOSED), Purpose.ACKNOWLEDGEMENT, "received", False),
    "praise that closed itself": (
        case_with(told(Notice.THANKS), status=Status.CLOSED, by=None),
        Purpose.THANKS,
        "received",
        True,
    ),
    "praise that somebody closed": (
        case_with(told(Notice.THANKS), status=Status.CLOSED),
        Purpose.THANKS,
        "received",
        False,
    ),
    "a newer one was decided": (case_with(ACKNOWLEDGED, INTERIM), Purpose.ACKNOWLEDGEMENT, "received", False),
    "the newer one itself": (case_with(ACKNOWLEDGED, INTERIM), Purpose.INTERIM, "day7", True),
    "of a round that is over": (case_with(ACKNOWLEDGED, round_=2), Purpose.ACKNOWLEDGEMENT, "received", False),
    "a handover beside something newer": (
        case_with(told(Notice.HANDOVER), INTERIM),
        Purpose.HANDOVER,
        "received",
        True,
    ),
    "a handover of a closed case": (
        case_with(told(Notice.HANDOVER), status=Status.CLOSED),
        Purpose.HANDOVER,
        "received",
        False,
    ),
}


@pytest.mark.parametrize("name", WANTED)
def test_a_notice_is_wanted(name: str) -> None:
    case, purpose, cause, wanted = WANTED[name]
    assert notice_wanted(case, purpose, cause, 1) is wanted


@pytest.mark.parametrize(
    ("reason", "status", "due", "wanted"),
    [
        (ReminderReason.OPEN, Status.OPEN, None, True),
        (ReminderReason.OPEN, Status.CLOSED, None, False),
        (ReminderReason.INTERIM_TOMORROW, Status.OPEN, date(2026, 3, 10), True),
        (ReminderReason.INTERIM_TOMORROW, Status.OPEN, date(2026, 3, 9), False),
        (ReminderReason.MEASURE, Status.CLOSED, None, False),
    ],
)
def test_a_line_is_wanted(
    life: OfficeLife, reason: ReminderReason, status: Status, due: date | None, wanted: bool
) -> None:
    case, today = case_with(status=status), date(2026, 3, 9)
    assert line_wanted(case, reason, due, reader=LEAD, today=today, policy=life.office.policy) is wanted
    stranger = "teamleitung.arbeitgeber@jobcenter-ge.example"
    assert not line_wanted(case, reason, due, reader=stranger, today=today, policy=life.office.policy)
