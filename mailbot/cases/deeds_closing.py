"""Commands that end a case or undo that: ERLEDIGT, KEIN FALL, ÖFFNEN."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.case import Case, Closing, Evaluation
from mailbot.cases.effects import Alert, AlertReason, AnnounceClosing, Cancel, Effect, ForwardReason, Refusal
from mailbot.cases.handing import hand_to_worker, moved, status_for
from mailbot.cases.papers import record_form
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import leads_of, officer_for, team_accused, team_of, working_on
from mailbot.cases.workflow_commands import Done, Order
from mailbot.vocabulary import AT_ONCE, Kind, Purpose, Role, Status

NOTICES = (Purpose.ACKNOWLEDGEMENT, Purpose.THANKS, Purpose.INTERIM)
FORWARDS = (Purpose.FORWARD, Purpose.REMINDER)
ALL_PURPOSES = (*NOTICES, Purpose.HANDOVER, Purpose.FORWARD, Purpose.PRESENTATION, Purpose.REMINDER)
EVALUATED = AT_ONCE | {Kind.COMPLAINT}
RANK = (Role.OFFICER, Role.MANAGEMENT, Role.LEAD, Role.SUPERVISION)


def evaluation_for(kind: Kind, value: str, policy: Policy) -> str | None:
    """The evaluation as the policy writes it, if cases of that kind may have it (domain, section 6)."""
    values: tuple[str, ...] = ()
    if kind in EVALUATED:
        values = policy.evaluations
    elif kind is Kind.SUGGESTION:
        values = policy.suggestion_evaluations
    return next((known for known in values if known.casefold() == value.casefold()), None)


def acting_role(order: Order) -> Role:
    """The highest role in which the actor acts."""
    return next((role for role in RANK if role in order.event.actor.roles), Role.LEAD)


def close(order: Order) -> Done | Refusal:
    """ERLEDIGT: closes; the evaluation of a lead is a proposal. On a closed case officer or management correct it."""
    case, command = order.case, order.command
    value = evaluation_for(case.kind, command.evaluation, order.policy) if command.evaluation else None
    if command.evaluation and value is None:
        return Refusal.UNKNOWN_EVALUATION
    if command.answered_on is not None and command.answered_on > order.today:
        return Refusal.NOT_UNDERSTOOD
    role = acting_role(order)
    if case.status is Status.CLOSED and role is Role.LEAD:
        return Refusal.WRONG_STATE
    if value is not None:
        case = replace(case, evaluation=Evaluation(value, role is Role.LEAD, role))
    elif role in {Role.OFFICER, Role.MANAGEMENT} and case.evaluation is not None:
        case = replace(case, evaluation=replace(case.evaluation, proposed=False))
    case = replace(case, measure=command.measure or case.measure, closing=_closing(order, case, role))
    if case.status is Status.CLOSED:
        return Done(case, record_form(case))
    case = replace(case, status=Status.CLOSED, pending=None)
    told = (*_announced(order, case), *_proposed(order, case))
    return Done(case, (Cancel((*NOTICES, Purpose.REMINDER)), *told, *record_form(case)))


def _closing(order: Order, case: Case, role: Role) -> Closing:
    command, before = order.command, case.closing
    if before is not None and case.status is Status.CLOSED:
        return replace(
            before,
            answered_on=command.answered_on or before.answered_on,
            answered_by=command.answered_by or before.answered_by,
        )
    return Closing(order.event.at, role, command.answered_on, command.answered_by)


def _announced(order: Order, case: Case) -> tuple[Effect, ...]:
    """The team hears where the originals belong; for a case without a team whoever worked on it."""
    before, policy, absent = order.case, order.policy, order.event.absent
    team = team_of(before, policy)
    if team is None:
        return (AnnounceClosing(working_on(before, policy, absent)),)
    leads = leads_of(before, team, policy, absent)
    if team_accused(case, team):
        return (AnnounceClosing(leads),)
    return (AnnounceClosing((team.mailbox.lower(),), leads),)


def _proposed(order: Order, case: Case) -> tuple[Effect, ...]:
    if case.evaluation is None or not case.evaluation.proposed:
        return ()
    return (Alert(officer_for(case, order.policy, order.event.absent), AlertReason.EVALUATION_PROPOSED),)


def ended(order: Order, case: Case) -> Case:
    """The case without counting, for KEIN FALL and GEHÖRT ZU."""
    closing = case.closing or Closing(order.event.at, acting_role(order))
    return replace(case, status=Status.CLOSED, closing=closing, not_counted=True, pending=None)


def no_case(order: Order) -> Done | Refusal:
    """KEIN FALL: removed without counting, with a reason."""
    if not order.command.text.strip():
        return Refusal.TEXT_MISSING
    case = ended(order, order.case)
    return Done(case) if order.case.status is Status.CLOSED else Done(case, (Cancel(ALL_PURPOSES),))


def reopen(order: Order) -> Done | Refusal:
    """ÖFFNEN: undoes the closing; the round and its deadlines run on as if it had not been."""
    event = order.event
    case = replace(order.case, closing=None, not_counted=False, merged_into="")
    case = replace(case, status=status_for(case))
    case, handed = hand_to_worker(case, ForwardReason.REOPENED, event.at, order.policy, event.absent)
    return Done(case, (moved(case), *handed))
