"""Domain, section 4, through the whole office: what receipt is, the odd nights and days of the year, reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from office import BERLIN, a_mail, at, readable
from office_life import OfficeLife, open_life
from steps_office import KARLA, LEAD, TEXT

from mailbot.steps import views
from mailbot.vocabulary import Purpose


@pytest.fixture
def begin() -> Iterator[list[OfficeLife]]:
    opened: list[OfficeLife] = []
    yield opened
    for life in opened:
        life.close()


def open_at(begin: list[OfficeLife], moment: str) -> OfficeLife:
    begin.append(open_life(at(moment)).without_digest())
    return begin[-1]


def left(life: OfficeLife, purpose: Purpose) -> list[str]:
    """When the customer's mails of that purpose left, local time."""
    rows = [row for row in views.outbox(life.office) if row["purpose"] == purpose and row["sent_at"]]
    return [f"{datetime.fromisoformat(row['sent_at']).astimezone(BERLIN):%a %Y-%m-%d %H:%M}" for row in rows]


def test_the_date_header_says_nothing_about_receipt(begin: list[OfficeLife]) -> None:
    life = open_at(begin, "2026-03-04 09:00")
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA, date="Mon, 05 Jan 2026 09:00:00 +0100"))
    life.arrives(
        a_mail("Beschwerde", f"{TEXT} Zweite Sache: Öffnungszeiten.", from_="b@web.example", date="Fri, 01 Jan 2038")
    )
    days = {row["received_at"][:10] for row in views.cases(life.office)}
    assert days == {"2026-03-04"}


@pytest.mark.parametrize(
    ("received", "acknowledged", "interim"),
    [
        # the Saturday evening before the clocks go forward, and the hour that there is not
        ("2026-03-28 23:30", "Mon 2026-03-30 08:00", "Thu 2026-04-02 08:00"),
        ("2026-03-29 03:01", "Mon 2026-03-30 08:00", "Thu 2026-04-02 08:00"),
        # the Saturday evening before they go back, and the hour that comes twice
        ("2026-10-24 23:30", "Mon 2026-10-26 08:00", "Fri 2026-10-30 08:00"),
        ("2026-10-25 02:30", "Mon 2026-10-26 08:00", "Fri 2026-10-30 08:00"),
    ],
)
def test_eight_oclock_is_eight_oclock_around_both_summer_time_nights(
    begin: list[OfficeLife], received: str, acknowledged: str, interim: str
) -> None:
    """Easter Monday is 6 April 2026: what is due on Sunday 5 or Saturday 4 leaves on Maundy Thursday."""
    life = open_at(begin, received)
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA), after=timedelta())
    life.pass_to(f"{life.clock.at.date() + timedelta(days=8)} 12:00")
    assert left(life, Purpose.ACKNOWLEDGEMENT) == [acknowledged]
    assert left(life, Purpose.INTERIM) == [interim]


def test_over_the_years_end(begin: list[OfficeLife]) -> None:
    """24 and 31 December are closed, 25, 26 December and 1 January holidays: Monday 28, Tuesday 29, Wednesday 30."""
    life = open_at(begin, "2026-12-23 16:00")
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    life.pass_to("2026-12-24 12:00")
    other = f"{TEXT} Und die Heizkosten fehlen."
    life.arrives(a_mail("Beschwerde", other, from_="b@web.example", message_id="<2@web.example>"))
    life.pass_to("2027-01-05 12:00")
    assert left(life, Purpose.ACKNOWLEDGEMENT) == ["Mon 2026-12-28 08:00", "Mon 2026-12-28 08:00"]
    assert left(life, Purpose.INTERIM) == ["Wed 2026-12-30 08:00", "Wed 2026-12-30 08:00"]
    assert life.numbers() == ["KRM-2026-000001", "KRM-2026-000002"]
    life.arrives(a_mail("Beschwerde", f"{TEXT} Neu.", from_="c@web.example", message_id="<3@web.example>"))
    assert life.numbers()[-1] == "KRM-2027-000001", "the year of receipt, counted anew"


def test_a_breach_by_an_outage_stands_in_the_report(begin: list[OfficeLife]) -> None:
    """Not acknowledged within three working days: the daemon stood still, and the officer reads of it."""
    life = open_at(begin, "2026-03-02 09:00")
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    life.clock.at = at("2026-03-10 09:00")
    life.cycle()
    assert left(life, Purpose.ACKNOWLEDGEMENT) == []
    assert left(life, Purpose.INTERIM) == ["Tue 2026-03-10 09:00"], "the newest one leaves at once, a day late"
    life.pass_to("2026-04-01 07:30")
    reports = [readable(mail.raw) for mail in life.sender.taken if life.purpose_of(mail) is Purpose.REPORT]
    assert reports, "the quarterly report on the first working day of the quarter"
    lines = [line for line in reports[-1].splitlines() if "Zwischennachricht" in line or "Eingangsbestätigung" in line]
    assert any("0 %" in line for line in lines), lines


def test_one_reminder_mail_a_day_holds_all_cases(begin: list[OfficeLife]) -> None:
    life = open_at(begin, "2026-03-02 09:00")
    for count in range(3):
        text = f"{TEXT} Sache {count * 111}: Es geht auch um die Nebenkosten des Monats {count + 1}."
        life.arrives(a_mail("Beschwerde", text, from_=f"k{count}@web.example", message_id=f"<{count}@web.example>"))
    life.pass_to("2026-03-20 17:00")
    mails = life.all(Purpose.REMINDER, LEAD)
    days = [readable(mail.raw) for mail in mails]
    sent = [row for row in views.outbox(life.office) if row["purpose"] == "reminder" and row["recipient"] == LEAD]
    moments = [datetime.fromisoformat(row["sent_at"]).astimezone(BERLIN) for row in sent]
    assert len({moment.date() for moment in moments}) == len(moments), "at most one a day"
    assert {f"{moment:%H:%M}" for moment in moments} == {"07:30"}
    assert all(all(number in day for number in life.numbers()) for day in days)
