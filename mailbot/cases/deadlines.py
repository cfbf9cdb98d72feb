"""Questions of dates (domain, section 4). Pure: calendar, zone and times come with the policy.

Days count from the day after receipt (§§ 187, 188 BGB). What leaves is moved to the working day before where it
falls on none; whether a deadline was met is judged by the unmoved date, end of day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailbot.cases.case import Case
from mailbot.cases.policy import Calendar, Policy
from mailbot.vocabulary import PETITIONS, Channel, Kind

DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)
AGAIN_AFTER_DAYS = 28
"""An open case is not left without word for longer than this (domain, section 4)."""
BOARD_DAYS = 14
"""A statement on a board petition is at the BMAS this many days before the committee's date (GA, "Petitionen")."""


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That local time of that day, aware; both summer time nights are the zone's affair."""
    return datetime.combine(day, clock, zone)


def local_day(at: datetime, policy: Policy) -> date:
    """The day on the office's calendar on which this moment lies."""
    return at.astimezone(policy.zone).date()


def receipt_day(received_at: datetime, policy: Policy) -> date:
    """The day of receipt in the office's zone; it does not count itself (§ 187 Abs. 1 BGB)."""
    return local_day(received_at, policy)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after `day`; `day` itself does not count. A negative count looks back."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day


def on_or_before(day: date, calendar: Calendar) -> date:
    """That day, or the working day before where it is none: shifting never works in our favour."""
    return day if calendar.is_working_day(day) else add_working_days(day, -1, calendar)


def on_or_after(day: date, calendar: Calendar) -> date:
    """That day, or the next working day where it is none; for what begins on a day and must not begin early."""
    return day if calendar.is_working_day(day) else add_working_days(day, 1, calendar)


def acknowledgement_due(received_at: datetime, policy: Policy) -> date:
    """Within 3 working days (GA, "Bearbeitungszeiten"): the end of the 3rd working day after receipt."""
    return add_working_days(receipt_day(received_at, policy), policy.acknowledgement_working_days, policy.calendar)


def acknowledgement_at(received_at: datetime, policy: Policy) -> datetime:
    """When it is sent: 08:00 on the 1st working day after receipt (domain, section 4, default)."""
    first = add_working_days(receipt_day(received_at, policy), 1, policy.calendar)
    return moment(first, policy.notice_time, policy.zone)


def interim_due(received_at: datetime, policy: Policy) -> date:
    """After a week at the latest (GA, "Bearbeitungszeiten"): 7 calendar days after the day of receipt."""
    return receipt_day(received_at, policy) + policy.interim_days * DAY


def interim_at(received_at: datetime, policy: Policy) -> datetime:
    """When it is sent: 08:00 on the due day, or on the working day before where that is none."""
    day = on_or_before(interim_due(received_at, policy), policy.calendar)
    return moment(day, policy.notice_time, policy.zone)


def final_due(received_at: datetime, policy: Policy) -> date:
    """Written reactions are finished within 14 calendar days (GA, "Fristen")."""
    return receipt_day(received_at, policy) + policy.final_days * DAY


def morning_after(day: date, policy: Policy) -> datetime:
    """08:00 on the next working day after a date that passed without what was promised."""
    return moment(add_working_days(day, 1, policy.calendar), policy.notice_time, policy.zone)


def again_at(last: datetime, policy: Policy) -> datetime:
    """08:00 on the 28th day after the last notice, or on the working day before where that is none."""
    day = on_or_before(local_day(last, policy) + AGAIN_AFTER_DAYS * DAY, policy.calendar)
    return moment(day, policy.notice_time, policy.zone)


def end_of(day: date, policy: Policy) -> datetime:
    """The end of that day; a deadline is met up to here."""
    return moment(day, END_OF_DAY, policy.zone)


def in_window(now: datetime, policy: Policy) -> bool:
    """Whether notices may leave now: on working days from 07:00 to before 18:00 (default)."""
    local = now.astimezone(policy.zone)
    return policy.calendar.is_working_day(local.date()) and policy.window_start <= local.time() < policy.window_end


def next_window(now: datetime, policy: Policy) -> datetime:
    """Now where the sending window is open, else the moment at which it opens next."""
    return now if in_window(now, policy) else _next_opening(now, policy.window_start, policy)


def next_reminder_time(now: datetime, policy: Policy) -> datetime:
    """Now where reminders may leave (working day, 07:30 passed), else the next 07:30 of a working day."""
    local = now.astimezone(policy.zone)
    if policy.calendar.is_working_day(local.date()) and local.time() >= policy.reminder_time:
        return now
    return coming_reminder_time(now, policy)


def coming_reminder_time(now: datetime, policy: Policy) -> datetime:
    """The next 07:30 of a working day that lies ahead."""
    return _next_opening(now, policy.reminder_time, policy)


def _next_opening(now: datetime, opens: time, policy: Policy) -> datetime:
    local = now.astimezone(policy.zone)
    if local.time() < opens and policy.calendar.is_working_day(local.date()):
        return moment(local.date(), opens, policy.zone)
    return moment(add_working_days(local.date(), 1, policy.calendar), opens, policy.zone)


def halfway(start: date, end: date) -> date:
    """Half time of a petition's deadline: the day in the middle, rounded towards the start."""
    return start + (end - start) // 2 // DAY * DAY


def board_deadline(committee_on: date) -> date:
    """The day on which the authorised statement is at the BMAS: 14 days before the committee's date."""
    return committee_on - BOARD_DAYS * DAY


@dataclass(frozen=True, slots=True)
class DueDates:
    """The unmoved ends of the deadlines of the case's present round; None where there is no such deadline."""

    acknowledgement: datetime | None
    interim: datetime | None
    final: datetime | None


def due_dates(case: Case, policy: Policy) -> DueDates:
    """What is due when, by kind and channel; a petition's own deadline takes the place of the 14 days."""
    received = case.counting_from
    final = end_of(final_due(received, policy), policy)
    if case.kind in PETITIONS and case.deadline is not None and case.deadline.on is not None:
        final = end_of(case.deadline.on, policy)
    if case.channel in {Channel.FORM, Channel.SERVICE_CENTRE_TICKET} or case.from_authority:
        return DueDates(None, None, final)
    acknowledgement = end_of(acknowledgement_due(received, policy), policy)
    if case.kind in {Kind.OBJECTION, Kind.SERVICE_CENTRE}:
        return DueDates(acknowledgement, None, None)
    return DueDates(acknowledgement, end_of(interim_due(received, policy), policy), final)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last (§ 188 Abs. 3 BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
