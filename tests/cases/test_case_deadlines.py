"""Domain, section 4: dates as tables, the weekday in the comment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from case_office import BERLIN, POLICY, at, day
from hypothesis import given
from hypothesis import strategies as st

from mailbot.cases.calendar import calendar_for
from mailbot.cases.deadlines import (
    acknowledgement_at,
    acknowledgement_due,
    add_working_days,
    again_at,
    board_deadline,
    final_due,
    halfway,
    in_window,
    interim_at,
    interim_due,
    morning_after,
    next_reminder_time,
    next_window,
    on_or_after,
    on_or_before,
    receipt_day,
)

CALENDAR = POLICY.calendar
DAYS = st.dates(date(2025, 3, 1), date(2028, 10, 1))
MOMENTS = st.datetimes(datetime(2025, 3, 1), datetime(2028, 10, 1), timezones=st.just(ZoneInfo("UTC")))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("received", "ack_due", "ack_at", "interim", "interim_leaves", "final"),
    [
        # Monday: the plain case
        ("2026-03-02 10:00", "2026-03-05", "2026-03-03 08:00", "2026-03-09", "2026-03-09 08:00", "2026-03-16"),
        # Monday a minute before midnight is still Monday
        ("2026-03-02 23:59", "2026-03-05", "2026-03-03 08:00", "2026-03-09", "2026-03-09 08:00", "2026-03-16"),
        # Friday evening: Monday is the first working day, Wednesday the third
        ("2026-03-06 20:00", "2026-03-11", "2026-03-09 08:00", "2026-03-13", "2026-03-13 08:00", "2026-03-20"),
        # Saturday: the interim notice would fall on Saturday 14, it leaves on Friday 13
        ("2026-03-07 11:00", "2026-03-11", "2026-03-09 08:00", "2026-03-14", "2026-03-13 08:00", "2026-03-21"),
        # Sunday: Sunday 15 becomes Friday 13
        ("2026-03-08 11:00", "2026-03-11", "2026-03-09 08:00", "2026-03-15", "2026-03-13 08:00", "2026-03-22"),
        # Thursday before Good Friday 3 April 2026; Easter Monday is the 6th: Tuesday 7 is the first working day
        ("2026-04-02 09:00", "2026-04-09", "2026-04-07 08:00", "2026-04-09", "2026-04-09 08:00", "2026-04-16"),
        # Wednesday 23 December 2026: 24, 25, 26, 27 are none; Monday 28 is the first; 30 December, a Wednesday
        ("2026-12-23 12:00", "2026-12-30", "2026-12-28 08:00", "2026-12-30", "2026-12-30 08:00", "2027-01-06"),
        # Thursday 24 December, closed: Thursday 31 is closed too, the interim notice leaves on Wednesday 30
        ("2026-12-24 12:00", "2026-12-30", "2026-12-28 08:00", "2026-12-31", "2026-12-30 08:00", "2027-01-07"),
        # Wednesday 30 December: 31 closed, 1 January holiday, weekend; Monday 4, Tuesday 5, Wednesday 6 January
        ("2026-12-30 12:00", "2027-01-06", "2027-01-04 08:00", "2027-01-06", "2027-01-06 08:00", "2027-01-13"),
        # Wednesday before Ascension Day (Thursday 14 May 2026): Friday 15 works
        ("2026-05-13 12:00", "2026-05-19", "2026-05-15 08:00", "2026-05-20", "2026-05-20 08:00", "2026-05-27"),
        # Reformation Day, Saturday 31 October 2026, a holiday of Niedersachsen: the weekend hides it
        ("2026-10-30 12:00", "2026-11-04", "2026-11-02 08:00", "2026-11-06", "2026-11-06 08:00", "2026-11-13"),
        # Friday before the clocks go forward (Sunday 29 March 2026): 08:00 stays 08:00
        ("2026-03-27 12:00", "2026-04-01", "2026-03-30 08:00", "2026-04-03", "2026-04-02 08:00", "2026-04-10"),
        # Friday before the clocks go back (Sunday 25 October 2026)
        ("2026-10-23 12:00", "2026-10-28", "2026-10-26 08:00", "2026-10-30", "2026-10-30 08:00", "2026-11-06"),
    ],
)
def test_deadlines_of_a_written_reaction(
    received: str, ack_due: str, ack_at: str, interim: str, interim_leaves: str, final: str
) -> None:
    moment = at(received)
    assert acknowledgement_due(moment, POLICY) == day(ack_due)
    assert acknowledgement_at(moment, POLICY) == at(ack_at)
    assert interim_due(moment, POLICY) == day(interim)
    assert interim_at(moment, POLICY) == at(interim_leaves)
    assert final_due(moment, POLICY) == day(final)


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        ("2026-03-28T23:30:00+00:00", "2026-03-29"),  # Sunday 00:30 in winter time
        ("2026-03-29T22:30:00+00:00", "2026-03-30"),  # Monday 00:30, summer time since the morning
        ("2026-03-29T21:59:00+00:00", "2026-03-29"),  # Sunday 23:59
        ("2026-10-24T22:30:00+00:00", "2026-10-25"),  # Sunday 00:30, still summer time
        ("2026-10-25T22:30:00+00:00", "2026-10-25"),  # Sunday 23:30, winter time
        ("2026-12-31T23:30:00+00:00", "2027-01-01"),  # the year is the office's
    ],
)
def test_receipt_is_the_day_in_the_offices_zone(utc: str, local: str) -> None:
    assert receipt_day(datetime.fromisoformat(utc), POLICY) == day(local)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-02 06:59", "2026-03-02 07:00"),  # Monday, a minute early
        ("2026-03-02 07:00", "2026-03-02 07:00"),  # Monday, open
        ("2026-03-02 17:59", "2026-03-02 17:59"),  # Monday, just open
        ("2026-03-02 18:00", "2026-03-03 07:00"),  # Monday, closed
        ("2026-03-06 18:00", "2026-03-09 07:00"),  # Friday evening
        ("2026-03-07 12:00", "2026-03-09 07:00"),  # Saturday
        ("2026-12-24 09:00", "2026-12-28 07:00"),  # Christmas Eve, closed
        ("2026-12-31 09:00", "2027-01-04 07:00"),  # New Year's Eve, a Thursday
        ("2026-03-29 02:30", "2026-03-30 07:00"),  # the hour that does not exist
        ("2026-10-25 02:30", "2026-10-26 07:00"),  # the hour that comes twice
    ],
)
def test_sending_window(now: str, opens: str) -> None:
    assert next_window(at(now), POLICY) == at(opens)
    assert in_window(at(now), POLICY) == (now == opens)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-02 07:29", "2026-03-02 07:30"),  # Monday
        ("2026-03-02 22:00", "2026-03-02 22:00"),  # Monday: late is better than tomorrow
        ("2026-03-07 09:00", "2026-03-09 07:30"),  # Saturday
    ],
)
def test_reminders_leave_from_half_past_seven_of_a_working_day(now: str, opens: str) -> None:
    assert next_reminder_time(at(now), POLICY) == at(opens)


@pytest.mark.parametrize(
    ("last", "again"),
    [
        ("2026-03-09 08:00", "2026-04-02 08:00"),  # Monday; 28 days on is Easter Monday 6 April: Thursday 2
        ("2026-03-10 16:00", "2026-04-07 08:00"),  # Tuesday to Tuesday
        ("2026-09-28 08:00", "2026-10-26 08:00"),  # Monday, over the end of summer time
    ],
)
def test_28_days_after_the_last_notice(last: str, again: str) -> None:
    assert again_at(at(last), POLICY) == at(again)


def test_a_date_that_passed_is_made_good_the_next_working_morning() -> None:
    assert morning_after(day("2026-03-13"), POLICY) == at("2026-03-16 08:00")  # Friday to Monday


def test_half_time_and_the_board() -> None:
    assert halfway(day("2026-03-02"), day("2026-03-12")) == day("2026-03-07")
    assert board_deadline(day("2026-06-30")) == day("2026-06-16")


def test_each_land_has_its_own_holidays() -> None:
    corpus_christi = day("2026-06-04")  # a Thursday
    assert calendar_for("NI", [2026]).is_working_day(corpus_christi)
    assert not calendar_for("BY", [2026]).is_working_day(corpus_christi)


def test_extra_closing_days_are_a_setting() -> None:
    assert calendar_for("NI", [2026], frozenset()).is_working_day(day("2026-12-24"))  # a Thursday


@given(DAYS, st.integers(1, 30))
def test_working_days_back_and_forth(start: date, count: int) -> None:
    there = add_working_days(start, count, CALENDAR)
    assert CALENDAR.is_working_day(there)
    assert add_working_days(there, -count, CALENDAR) <= start
    assert sum(CALENDAR.is_working_day(start + timedelta(days=n)) for n in range(1, (there - start).days + 1)) == count


@given(DAYS)
def test_shifting_never_works_in_our_favour(start: date) -> None:
    assert on_or_before(start, CALENDAR) <= start <= on_or_after(start, CALENDAR)


@given(MOMENTS)
def test_a_window_opens_within_a_week_and_is_open_then(now: datetime) -> None:
    opens = next_window(now, POLICY)
    assert now <= opens <= now + timedelta(days=7)
    assert in_window(opens, POLICY)


@given(MOMENTS)
def test_notices_always_leave_inside_their_deadline(received: datetime) -> None:
    assert acknowledgement_at(received, POLICY).astimezone(BERLIN).date() <= acknowledgement_due(received, POLICY)
    assert receipt_day(received, POLICY) < interim_at(received, POLICY).date() <= interim_due(received, POLICY)
