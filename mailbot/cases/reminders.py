"""Reminders inside the office: at most one word a day on a case, at 07:30 of a working day (domain, section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mailbot.cases.authority import actor_of, is_contributor, roles_on
from mailbot.cases.case import Case, Resubmission
from mailbot.cases.deadlines import (
    DAY,
    add_working_days,
    final_due,
    halfway,
    local_day,
    moment,
    next_reminder_time,
    on_or_after,
    on_or_before,
    receipt_day,
)
from mailbot.cases.effects import Effect, Notice, Remind, ReminderReason
from mailbot.cases.notices import is_wanted, planned
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import Addresses, deputy_of, management_for, officer_for, team_of, unique, working_on
from mailbot.vocabulary import PETITIONS, Kind, Status

AUTHORISATION_WORKING_DAYS = 7
"""The Träger authorise a statement on a board petition; asked for this many working days before it is due."""
BEFORE_DEADLINE = (3, 1)
"""Working days before a petition's deadline on which it is reminded of, besides half time."""
MANAGEMENT_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to be reminded of once, on that day."""

    day: date
    reason: ReminderReason
    key: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Daily:
    """Something to be reminded of each working day from `start`."""

    start: date
    reason: ReminderReason
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What whoever works on the case is reminded of, as the case stands."""

    occasions: tuple[Occasion, ...] = ()
    daily: Daily | None = None


def plan_of(case: Case, policy: Policy) -> Plan:
    """The reminders of a case by its kind: objection, petition with a deadline, or the ordinary 14 days."""
    if case.status is Status.HANDED_OVER:
        return _objection(case, policy)
    if case.status is Status.CLOSED:
        return Plan()
    if case.kind in PETITIONS and case.deadline is not None and case.deadline.on is not None:
        plan = _petition(case, case.deadline.on, policy)
    else:
        plan = _ordinary(case, policy)
    return replace(plan, occasions=tuple(o for o in plan.occasions if o.key not in case.told))


def _objection(case: Case, policy: Policy) -> Plan:
    """Without ÜBERNOMMEN the objections office is reminded and the officer told each working day."""
    if case.kind is not Kind.OBJECTION or case.accepted_at is not None:
        return Plan()
    start = add_working_days(receipt_day(case.counting_from, policy), 1, policy.calendar)
    return Plan(daily=Daily(start, ReminderReason.OBJECTION))


def _petition(case: Case, due: date, policy: Policy) -> Plan:
    """Half time, 3 and 1 working days before, then every working day; board petitions: authorisation besides."""
    calendar, received = policy.calendar, receipt_day(case.counting_from, policy)
    if case.deadline is not None and case.deadline.missing:
        start = add_working_days(received, 1, calendar)
        return Plan(daily=Daily(start, ReminderReason.DEADLINE_MISSING, due))
    days = {on_or_before(halfway(received, due), calendar)}
    days |= {add_working_days(due, -count, calendar) for count in BEFORE_DEADLINE}
    name = due.isoformat()
    occasions = [
        Occasion(day, ReminderReason.DEADLINE, f"deadline:{name}:{day.isoformat()}", due)
        for day in sorted(days)
        if day > received
    ]
    if case.kind is Kind.PETITION_BOARD:
        day = add_working_days(due, -AUTHORISATION_WORKING_DAYS, calendar)
        occasions.append(Occasion(day, ReminderReason.AUTHORISATION, f"authorisation:{name}", due))
    ordered = tuple(sorted(occasions, key=lambda occasion: occasion.day))
    return Plan(ordered, Daily(on_or_before(due, calendar), ReminderReason.DEADLINE, due))


def _ordinary(case: Case, policy: Policy) -> Plan:
    """Days 7, 10, 13; a forecast replaces them up to its day; from day 15 every working day."""
    calendar, received = policy.calendar, receipt_day(case.counting_from, policy)
    due, forecast = final_due(case.counting_from, policy), case.forecast
    days = {on_or_before(received + count * DAY, calendar) for count in policy.reminder_days}
    if forecast is not None:
        days = {day for day in days if day > forecast} | {on_or_before(forecast, calendar)}
    occasions = tuple(
        Occasion(day, ReminderReason.OPEN, f"open:{case.round}:{day.isoformat()}", forecast or due)
        for day in sorted(days)
        if received < day <= max(due, forecast or due)
    )
    late = max(due, forecast) if forecast is not None else due
    return Plan(occasions, Daily(on_or_after(late + DAY, calendar), ReminderReason.OVERDUE, due))


def next_plain_at(case: Case, policy: Policy) -> datetime | None:
    """When the next of these reminders leaves; None where there is none."""
    plan = plan_of(case, policy)
    days = [occasion.day for occasion in plan.occasions]
    days += [plan.daily.start] if plan.daily is not None else []
    if not days:
        return None
    day = min(days)
    if case.last_reminded_on is not None and day <= case.last_reminded_on:
        day = add_working_days(case.last_reminded_on, 1, policy.calendar)
    return gated(case, day, policy)


def gated(case: Case, day: date, policy: Policy) -> datetime:
    """07:30 of that day, or the moment up to which reminders have to wait."""
    at = moment(day, policy.reminder_time, policy.zone)
    return at if case.reminders_wait_until is None else max(at, case.reminders_wait_until)


def announced_at(case: Case, policy: Policy) -> tuple[datetime, date] | None:
    """When the lead is told of the next interim notice, and its day: 07:30 on the working day before."""
    for plan in planned(case, policy):
        if plan.notice is not Notice.INTERIM or is_wanted(case, plan):
            continue
        day = local_day(plan.at, policy)
        if case.interim_announced_on is not None and case.interim_announced_on >= day:
            return None
        return gated(case, add_working_days(day, -1, policy.calendar), policy), day
    return None


def next_resubmission_at(case: Case, policy: Policy) -> datetime | None:
    """When the next reminder that somebody set for themselves, or for the team, leaves."""
    if case.status is Status.CLOSED:
        return None
    days = [on_or_before(entry.on, policy.calendar) for entry in case.resubmissions if not entry.done]
    return gated(case, min(days), policy) if days else None


def next_reminder_at(case: Case, policy: Policy) -> datetime | None:
    """The earliest of all reminders."""
    announced = announced_at(case, policy)
    moments = (next_plain_at(case, policy), announced[0] if announced else None, next_resubmission_at(case, policy))
    return min((at for at in moments if at is not None), default=None)


def remind_due(case: Case, now: datetime, policy: Policy, absent: frozenset[str]) -> tuple[Case, tuple[Effect, ...]]:
    """Give out what is due, or wait for the next 07:30 of a working day."""
    first = next_reminder_at(case, policy)
    if first is None or first > now:
        return case, ()
    opens = next_reminder_time(now, policy)
    if opens > now:
        return replace(case, reminders_wait_until=opens), ()
    case, effects = replace(case, reminders_wait_until=None), []
    for give in (_announce, _plain, _resubmissions):
        case, more = give(case, now, policy, absent)
        effects += more
    return case, tuple(effects)


def _announce(case: Case, now: datetime, policy: Policy, absent: frozenset[str]) -> tuple[Case, list[Effect]]:
    announced = announced_at(case, policy)
    if announced is None or announced[0] > now:
        return case, []
    case = replace(case, interim_announced_on=announced[1])
    if local_day(now, policy) >= announced[1]:
        return case, []
    to = working_on(case, policy, absent)
    return case, [Remind(to, reason=ReminderReason.INTERIM_TOMORROW, due=announced[1])]


def _plain(case: Case, now: datetime, policy: Policy, absent: frozenset[str]) -> tuple[Case, list[Effect]]:
    at, plan, today = next_plain_at(case, policy), plan_of(case, policy), local_day(now, policy)
    if at is None or at > now:
        return case, []
    due = [occasion for occasion in plan.occasions if occasion.day <= today]
    daily = plan.daily if plan.daily is not None and plan.daily.start <= today else None
    told = (*case.told, *(occasion.key for occasion in due))
    case = replace(case, told=told, last_reminded_on=today)
    lines = {occasion.reason: occasion.due for occasion in due}
    if daily is not None:
        lines.pop(ReminderReason.OPEN, None)
        lines[daily.reason] = daily.due
    effects: list[Effect] = []
    for reason, on in lines.items():
        case, cc = _copied(case, reason, today, policy, absent)
        effects.append(Remind(_reminded(case, policy, absent), cc, reason, on))
    return case, effects


def _reminded(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    to = working_on(case, policy, absent)
    watched = case.kind is Kind.OBJECTION and case.status is Status.HANDED_OVER
    return unique((*to, *officer_for(case, policy, absent))) if watched else to


def _copied(
    case: Case, reason: ReminderReason, today: date, policy: Policy, absent: frozenset[str]
) -> tuple[Case, Addresses]:
    """Management in Cc when a team's case is overdue: on day 15, then weekly."""
    told = case.management_told_on
    recently = told is not None and today - told < MANAGEMENT_EVERY
    if reason is not ReminderReason.OVERDUE or recently or team_of(case, policy) is None:
        return case, ()
    return replace(case, management_told_on=today), management_for(case, policy, absent)


def _resubmissions(case: Case, now: datetime, policy: Policy, absent: frozenset[str]) -> tuple[Case, list[Effect]]:
    due = [entry for entry in _open(case) if gated(case, on_or_before(entry.on, policy.calendar), policy) <= now]
    entries = tuple(replace(entry, done=True) if entry in due else entry for entry in case.resubmissions)
    effects: list[Effect] = []
    for entry in due:
        to = tuple(one for one in _reminded_of(entry, policy, absent) if _may_read_of(one, case, policy))
        effects += [Remind(to, reason=entry.reason, due=entry.on)] if to else []
    return replace(case, resubmissions=entries), effects


def _may_read_of(address: str, case: Case, policy: Policy) -> bool:
    """Whoever set the date may have lost the case meanwhile (`ART`, `WEITER AN`): then nothing tells of it."""
    actor = actor_of(address, policy.directory)
    return bool(roles_on(actor, case, policy)) or is_contributor(case, actor)


def _reminded_of(entry: Resubmission, policy: Policy, absent: frozenset[str]) -> Addresses:
    """A date for the team is the deputy's too while the lead is away; what somebody noted is theirs alone."""
    if entry.reason is ReminderReason.RESUBMISSION or entry.to not in absent:
        return (entry.to,)
    return unique((entry.to, deputy_of(entry.to, policy)))


def _open(case: Case) -> Iterator[Resubmission]:
    return (entry for entry in case.resubmissions if not entry.done)
