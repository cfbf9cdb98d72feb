"""Handing a case to whoever works on it: the forward or the presentation that its kind, route and flags want."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mailbot.cases.case import Case, SetDeadline
from mailbot.cases.deadlines import DAY, board_deadline, receipt_day
from mailbot.cases.effects import Effect, Forward, ForwardReason, MoveOriginals, Present
from mailbot.cases.events import NoticeWay
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import (
    desk,
    leads_of,
    management_for,
    officer_for,
    second_lead,
    team_accused,
    team_of,
    unique,
    with_officer_alone,
)
from mailbot.vocabulary import AT_ONCE, HANDED_OVER, PETITIONS, Channel, Flag, Kind, Route, Status

CRITICAL = AT_ONCE | {Kind.OBJECTION}
"""A doubtful case that may be one of these goes to the officer alone."""
OWN_ROUTE = {
    Kind.CONDUCT_COMPLAINT: Route.MANAGEMENT,
    Kind.PETITION: Route.MANAGEMENT,
    Kind.PETITION_BOARD: Route.MANAGEMENT,
    Kind.SUBMISSION: Route.MANAGEMENT,
    Kind.OBJECTION: Route.OBJECTIONS,
    Kind.SERVICE_CENTRE: Route.AGENCY_KRM,
}
"""Kinds whose route is no question of the matter."""


def route_for(kind: Kind, flags: frozenset[Flag], wanted: str, policy: Policy) -> str:
    """Where a case of that kind goes; `wanted` is the team the matter belongs to. Unknown: the KRM officer."""
    if Flag.PROTECTED in flags:
        return Route.MANAGEMENT
    if kind in OWN_ROUTE:
        return OWN_ROUTE[kind]
    known = policy.directory.team(wanted) is not None or wanted == Route.MANAGEMENT
    return wanted if known else Route.KRM


def status_for(case: Case) -> Status:
    """Objections and reactions about the Service Center are handed over, once they are certain."""
    certain = case.kind in HANDED_OVER and not with_officer_alone(case)
    return Status.HANDED_OVER if certain else Status.OPEN


def hand_to_worker(
    case: Case, reason: ForwardReason, now: datetime, policy: Policy, absent: frozenset[str], until: date | None = None
) -> tuple[Case, tuple[Effect, ...]]:
    """The case to whoever works on it, and the note that management has seen it where it goes there."""
    if Flag.PROTECTED in case.flags and not with_officer_alone(case):
        to = unique((*officer_for(case, policy, absent), *management_for(case, policy, absent)))
        return _presented(case, now), (Present(to, reason=reason),)
    if with_officer_alone(case):
        return case, (Forward(officer_for(case, policy, absent), reason=ForwardReason.REVIEW),)
    if case.kind is Kind.OBJECTION:
        return case, (Forward(desk(policy.directory.objections, absent), reason=reason, until=until),)
    if case.kind is Kind.SERVICE_CENTRE:
        return case, (Forward(desk(policy.directory.agency_krm, absent), reason=reason, until=until),)
    if case.kind in AT_ONCE or case.route == Route.MANAGEMENT:
        return _presented(case, now), (presentation(case, reason, policy, absent),)
    team = team_of(case, policy)
    if team is None:
        return case, (Forward(officer_for(case, policy, absent), reason=reason, until=until),)
    cc = leads_of(case, team, policy, absent)
    if team_accused(case, team):
        return case, (Forward(cc, reason=reason, until=until),)
    if case.channel is Channel.FORM and reason in {ForwardReason.NEW, ForwardReason.REVIEW}:
        return case, (Forward(cc, reason=reason, until=until),)
    cc = unique((*cc, *second_lead(case, policy, absent)))
    return case, (Forward((team.mailbox.lower(),), cc, reason, until),)


def presentation(case: Case, reason: ForwardReason, policy: Policy, absent: frozenset[str]) -> Present:
    """Petitions go to management with the officer in Cc, conduct complaints to management and nobody else."""
    to = management_for(case, policy, absent)
    if case.kind not in PETITIONS:
        return Present(to, reason=reason)
    cc = tuple(address for address in officer_for(case, policy, absent) if address not in to)
    return Present(to, cc, reason)


def _presented(case: Case, now: datetime) -> Case:
    return replace(case, presented_at=case.presented_at or now)


def moved(case: Case) -> MoveOriginals:
    """The originals follow the route."""
    return MoveOriginals(case.route)


def with_proposed_deadline(
    case: Case, on: date | None, days: int | None, committee_on: date | None, policy: Policy
) -> Case:
    """A petition's deadline as its text demands it: a proposal until the officer confirms it.

    The committee's date is no date of ours, but a statement on a board petition is at the BMAS 14 days before it. From
    an authority without a date for us: 7 calendar days of our own, and "Frist fehlt". From a citizen: 14 days.
    """
    if case.kind not in PETITIONS or not case.from_authority:
        return case
    received = receipt_day(case.received_at, policy)
    demanded = on if on is not None else received + days * DAY if days is not None else None
    if committee_on is not None and case.kind is Kind.PETITION_BOARD:
        latest = max(board_deadline(committee_on), received)
        demanded = latest if demanded is None else min(demanded, latest)
    if demanded is None:
        internal = received + policy.authority_days * DAY
        internal = internal if committee_on is None else max(min(internal, committee_on), received)
        return replace(case, deadline=SetDeadline(internal, committee_on=committee_on, missing=True))
    return replace(case, deadline=SetDeadline(demanded, committee_on=committee_on))


def notice_way_for(way: NoticeWay, flags: frozenset[Flag]) -> NoticeWay:
    """A protected customer gets no letters: an address on paper can betray where somebody lives."""
    return NoticeWay.NONE if way is NoticeWay.LETTER and Flag.PROTECTED in flags else way
