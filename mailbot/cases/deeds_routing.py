"""Commands that say what a case is and whose it is: WEITER AN, ART, STIMMT, TEILEN, GEHÖRT ZU."""

from __future__ import annotations

import re
from dataclasses import replace

from mailbot.cases.case import Case, Evaluation, Review
from mailbot.cases.deeds_closing import ALL_PURPOSES, FORWARDS, ended, evaluation_for
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    Cancel,
    Effect,
    ForwardReason,
    Merge,
    Notice,
    OpenLinked,
    Refusal,
    Remark,
)
from mailbot.cases.handing import (
    OWN_ROUTE,
    hand_to_worker,
    moved,
    route_for,
    status_for,
    with_proposed_deadline,
)
from mailbot.cases.notices import of_round, send_due
from mailbot.cases.papers import record_form, with_papers
from mailbot.cases.recipients import officer_for, reserved
from mailbot.cases.workflow_commands import Done, Order
from mailbot.cases.workflow_receive import stands_for_both
from mailbot.vocabulary import HANDED_OVER, PETITIONS, Flag, Kind, Role, Route, Status


def reroute(order: Order) -> Done | Refusal:
    """WEITER AN: routes anew, deadlines run on; a lead once, then the officer decides."""
    case, target = order.case, order.command.target
    team = order.policy.directory.team(target)
    if team is None and target not in {Route.MANAGEMENT, Route.OBJECTIONS, Route.KRM, Route.AGENCY_KRM}:
        return Refusal.UNKNOWN_TARGET
    by_lead = _by_lead(order)
    if not by_lead and _is_parted(case) and target != Route.MANAGEMENT:
        return Refusal.PARTED
    if target == case.route:
        return Refusal.WRONG_STATE if by_lead or case.doubt is None else _doubt_settled(order)
    if reserved(case) and target != Route.KRM and target != Route.MANAGEMENT:
        return Refusal.RESERVED
    if by_lead and case.rerouted_by_lead:
        to = officer_for(case, order.policy, order.event.absent)
        return Done(case, (Alert(to, AlertReason.LEAD_WANTS_REROUTE),), Refusal.ALREADY_REROUTED)
    case = replace(case, rerouted_by_lead=case.rerouted_by_lead or by_lead)
    if not by_lead:
        case = replace(case, review=None, doubt=None)
    if target == Route.OBJECTIONS:
        return _as_kind(order, replace(case, review=None), Kind.OBJECTION)
    if target == Route.AGENCY_KRM:
        return _as_kind(order, replace(case, review=None), Kind.SERVICE_CENTRE)
    if case.kind in HANDED_OVER:
        case = replace(case, kind=Kind.REQUEST)
    return _rerouted(order, case, target)


def _by_lead(order: Order) -> bool:
    return not order.event.actor.roles & {Role.OFFICER, Role.MANAGEMENT}


def _is_parted(case: Case) -> bool:
    """Whether a team got its part of a doubtful follow-up: what is left of it is for no team."""
    return case.doubt is not None and case.doubt.parted


def _doubt_settled(order: Order) -> Done:
    """The follow-up belongs to the case after all: it goes to whoever works on it, and its original along.

    What is left of one whose part was cut out stays where it lies.
    """
    event, policy = order.event, order.policy
    case = replace(order.case, doubt=None)
    if _is_parted(order.case):
        return Done(case, remark=Remark.KEPT_APART)
    if case.status is Status.CLOSED:
        return Done(case, (moved(case),))
    case, handed = hand_to_worker(case, ForwardReason.SETTLED, event.at, policy, event.absent)
    return Done(case, (moved(case), *handed))


def _rerouted(order: Order, case: Case, route: str) -> Done:
    case = replace(case, route=route, accepted_at=None, forecast=None, proposed_route=_team(order, route))
    case = replace(case, status=status_for(case))
    case, effects = _handed_anew(order, case)
    return Done(case, effects)


def _team(order: Order, route: str) -> str:
    return route if order.policy.directory.team(route) is not None else order.case.proposed_route


def _handed_anew(order: Order, case: Case) -> tuple[Case, tuple[Effect, ...]]:
    """What still waits for the old route is called back; originals and case go to the new one."""
    event, policy = order.event, order.policy
    case, handed = hand_to_worker(case, ForwardReason.REROUTED, event.at, policy, event.absent)
    case, notices = send_due(case, event.at, policy)
    case, papers = with_papers(case)
    return case, (Cancel(FORWARDS), moved(case), *handed, *notices, *papers)


def correct_kind(order: Order) -> Done | Refusal:
    """ART: corrects the kind and routes anew; in a closed case only the register and the folder change.

    While a follow-up is doubtful a kind with a route of its own is that follow-up's: it becomes a linked case.
    The kind of customer changes the register alone, and the form that a closed case is kept with.
    """
    case, kind = order.case, order.command.kind
    if order.command.group is not None:
        case = replace(case, customer_group=order.command.group)
        return Done(case, record_form(case) if case.status is Status.CLOSED else (), remark=Remark.GROUP_CORRECTED)
    if kind is None or kind is Kind.NONE:
        return Refusal.UNKNOWN_KIND
    if case.doubt is not None and kind in OWN_ROUTE:
        apart = OpenLinked(kind, OWN_ROUTE[kind], own_acknowledgement=True, follow_up=True)
        return Done(replace(case, doubt=None), (apart,), remark=Remark.CASE_OF_ITS_OWN)
    return _as_kind(order, replace(case, review=None), kind)


def _as_kind(order: Order, case: Case, kind: Kind) -> Done:
    event, policy = order.event, order.policy
    old, wanted = case, case.proposed_route
    if not wanted and kind not in OWN_ROUTE and case.kind not in OWN_ROUTE:
        wanted = case.route
    case = replace(case, kind=kind, route=route_for(kind, case.flags, wanted, policy))
    if case.evaluation is not None and evaluation_for(kind, case.evaluation.value, policy) is None:
        case = replace(case, evaluation=None)
    if kind in PETITIONS and case.deadline is None:
        case = with_proposed_deadline(case, event.deadline_on, event.deadline_days, event.committee_on, policy)
    if case.status is Status.CLOSED:
        return Done(case, (moved(case),) if case.route != old.route or _changes_folder(old.kind, kind) else ())
    case = replace(case, status=status_for(case))
    if case.route == old.route and _same_readers(old, case, order):
        case, notices = send_due(case, event.at, policy)
        return Done(case, notices)
    case = replace(case, accepted_at=None, forecast=None)
    case, effects = _handed_anew(order, case)
    return Done(case, effects)


def _changes_folder(old: Kind, new: Kind) -> bool:
    """Conduct complaints lie in management's folder, whatever their route."""
    return old is not new and Kind.CONDUCT_COMPLAINT in {old, new}


def _same_readers(old: Case, new: Case, order: Order) -> bool:
    """Whether the case stays with those who have it, under another name."""
    critical = {old.kind, new.kind} & set(OWN_ROUTE)
    return not critical and order.case.review == new.review


def confirm(order: Order) -> Done | Refusal:
    """STIMMT: confirms what waits for it: kind and route, evaluation, a date, notices held back."""
    case, anything = order.case, False
    effects: tuple[Effect, ...] = ()
    remark = Remark.NONE
    if case.notices_held:
        case, anything = replace(case, notices_held=False), True
    if case.evaluation is not None and case.evaluation.proposed:
        case, anything = replace(case, evaluation=_confirmed(case.evaluation)), True
    if case.deadline is not None and not case.deadline.confirmed and not case.deadline.missing:
        case, anything = replace(case, deadline=replace(case.deadline, confirmed=True)), True
    if case.doubt is not None:
        settled = _doubt_settled(replace(order, case=case))
        case, effects, anything = settled.case, (*effects, *settled.effects), True
        remark = settled.remark
    if case.review is not None:
        case, more = _review_confirmed(order, case)
        effects, anything = (*effects, *more), True
    if not anything:
        return Refusal.WRONG_STATE
    case, notices = send_due(case, order.event.at, order.policy)
    return Done(case, (*effects, *notices), remark=remark)


def _confirmed(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, proposed=False)


def _review_confirmed(order: Order, case: Case) -> tuple[Case, tuple[Effect, ...]]:
    """The kind stands; what lay with the officer alone goes where that kind goes, a second concern with it."""
    alone = case.review is not None and case.review.to_officer
    event, policy = order.event, order.policy
    case = replace(case, review=None)
    if not alone or case.status is Status.CLOSED:
        return case, ()
    case = replace(case, route=route_for(case.kind, case.flags, case.proposed_route, policy))
    case = replace(case, status=status_for(case))
    case, handed = hand_to_worker(case, ForwardReason.NEW, event.at, policy, event.absent)
    case, papers = with_papers(case)
    return case, (moved(case), *handed, *papers, *_second(case))


def _second(case: Case) -> tuple[Effect, ...]:
    if case.also is None or case.parent or case.linked or Flag.PROTECTED in case.flags:
        return ()
    if Kind.CONDUCT_COMPLAINT in {case.kind, case.also.kind}:
        return ()
    heard = bool(of_round(case, Notice.ACKNOWLEDGEMENT))
    own = not heard and not stands_for_both(case.kind, case.also.kind)
    return (OpenLinked(case.also.kind, case.also.route, own_acknowledgement=own),)


def split(order: Order) -> Done | Refusal:
    """TEILEN: the part that was cut out becomes a linked case of its own; its text comes with the command."""
    case, command = order.case, order.command
    if not command.text.strip():
        return Refusal.TEXT_MISSING
    kind = command.kind or (case.also.kind if case.also is not None else Kind.COMPLAINT)
    wanted = command.target or (case.also.route if case.also is not None else case.proposed_route)
    if command.target and order.policy.directory.team(command.target) is None:
        return Refusal.UNKNOWN_TARGET
    if case.doubt is not None:
        return _parted(order, case.doubt)
    return Done(case, (OpenLinked(kind, route_for(kind, frozenset(), wanted, order.policy)),))


def _parted(order: Order, doubt: Review) -> Done:
    """The team's part of a doubtful follow-up; the rest waits on, and is the team's no more."""
    case, command = order.case, order.command
    kind = command.kind or (Kind.COMPLAINT if case.kind is Kind.PRAISE else case.kind)
    route = route_for(kind, frozenset(), command.target or case.route, order.policy)
    case = replace(case, doubt=replace(doubt, parted=True))
    return Done(case, (OpenLinked(kind, route, follow_up=True),), remark=Remark.REST_WAITS)


def merge(order: Order) -> Done | Refusal:
    """GEHÖRT ZU: the messages belong to another number; this one ends without counting."""
    case, into = order.case, order.command.target.upper()
    if not re.fullmatch(rf"{re.escape(order.policy.prefix.upper())}-[0-9]{{4}}-[0-9]{{6}}", into):
        return Refusal.UNKNOWN_NUMBER
    if into == case.number:
        return Refusal.WRONG_STATE
    if reserved(case) or (case.doubt is not None and _by_lead(order)):
        return Refusal.RESERVED
    if _is_parted(case):
        return Refusal.PARTED
    case = replace(ended(order, case), doubt=None, merged_into=into)
    return Done(replace(case, linked=(*case.linked, into)), (Cancel(ALL_PURPOSES), Merge(into)))
