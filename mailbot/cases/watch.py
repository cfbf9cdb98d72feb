"""What happens when nobody did anything: applications, reviews and drafts that wait too long. Each cause once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.cases.case import Case
from mailbot.cases.deadlines import add_working_days, end_of, local_day, moment
from mailbot.cases.effects import Alert, AlertReason, Effect, ForwardReason, Present
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import (
    deputy_of,
    hidden_from_officer,
    leads_of,
    management_for,
    officer_for,
    team_accused,
    team_of,
    unique,
)
from mailbot.vocabulary import Flag, Status

OFFICER_WORKING_DAYS = 2
"""What waits for the officer longer than this is shown to the deputy (domain, section 1)."""

Act = Callable[[Case, datetime, Policy, frozenset[str]], tuple[Case, tuple[Effect, ...]]]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is done at `at` if nothing came between; `key` is remembered so that it happens once."""

    at: datetime
    key: str
    act: Act


def watches(case: Case, policy: Policy) -> tuple[Watch, ...]:
    """Everything that is waited for in this case, not yet told."""
    if case.status is Status.CLOSED:
        return ()
    found = tuple(_waiting_for_officer(case, policy))
    if case.status is Status.OPEN:
        found = (*_application(case, policy), *_review(case, policy), *found)
    return tuple(watch for watch in found if watch.key not in case.told)


def _application(case: Case, policy: Policy) -> Iterator[Watch]:
    if Flag.APPLICATION in case.flags and case.accepted_at is None:
        day = add_working_days(local_day(case.counting_from, policy), 1, policy.calendar)
        yield Watch(end_of(day, policy), "application", _application_waits)


def _review(case: Case, policy: Policy) -> Iterator[Watch]:
    review = case.review
    if review is not None and review.to_officer and not review.with_management:
        since = review.since.astimezone(policy.zone)
        day = add_working_days(since.date(), policy.review_working_days, policy.calendar)
        at = moment(day, since.time(), policy.zone)
        yield Watch(at, f"review:{review.since.isoformat()}", _review_waits)


def _waiting_for_officer(case: Case, policy: Policy) -> Iterator[Watch]:
    waiting = [(case.review.since, "review")] if case.review is not None and case.review.to_officer else []
    waiting += [(case.doubt.since, "doubt")] if case.doubt is not None else []
    waiting += [(case.opened_at, "held")] if case.notices_held else []
    waiting += [(d.at, f"draft:{d.version}") for d in case.drafts[-1:] if not d.released]
    for since, what in waiting:
        day = add_working_days(local_day(since, policy), OFFICER_WORKING_DAYS, policy.calendar)
        yield Watch(end_of(day, policy), f"waits:{what}:{since.isoformat()}", _officer_waits)


def next_watch_at(case: Case, policy: Policy) -> datetime | None:
    """When the first of them is due."""
    return min((watch.at for watch in watches(case, policy)), default=None)


def act_due(case: Case, now: datetime, policy: Policy, absent: frozenset[str]) -> tuple[Case, tuple[Effect, ...]]:
    """Do what is due."""
    effects: tuple[Effect, ...] = ()
    for watch in watches(case, policy):
        if watch.at <= now:
            case = replace(case, told=(*case.told, watch.key))
            case, more = watch.act(case, now, policy, absent)
            effects += more
    return case, effects


def _application_waits(
    case: Case, now: datetime, policy: Policy, absent: frozenset[str]
) -> tuple[Case, tuple[Effect, ...]]:
    """Without ÜBERNOMMEN by the end of the next working day deputy and officer are told."""
    team = team_of(case, policy)
    deputy: tuple[str, ...] = ()
    if team is not None and team.deputy is not None and not team_accused(case, team):
        deputy = (team.deputy.address,)
    elif team is not None:
        deputy = leads_of(case, team, policy, absent)
    to = unique((*deputy, *officer_for(case, policy, absent)))
    due = local_day(now, policy)
    case = replace(case, application_told=True)
    return case, (Alert(to, AlertReason.APPLICATION, flag=Flag.APPLICATION, due=due),)


def _review_waits(case: Case, now: datetime, policy: Policy, absent: frozenset[str]) -> tuple[Case, tuple[Effect, ...]]:
    """After one working day a review that may be critical goes to management."""
    if case.review is None:
        return case, ()
    case = replace(case, review=replace(case.review, with_management=True), presented_at=case.presented_at or now)
    return case, (Present(management_for(case, policy, absent), reason=ForwardReason.REVIEW),)


def _officer_waits(
    case: Case, now: datetime, policy: Policy, absent: frozenset[str]
) -> tuple[Case, tuple[Effect, ...]]:
    del now, absent
    deputy = deputy_of(policy.directory.officer.person.address, policy)
    if not deputy or hidden_from_officer(case, policy):
        return case, ()
    return case, (Alert((deputy,), AlertReason.WAITS_FOR_OFFICER),)
