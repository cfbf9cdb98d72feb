"""The workflow: what an event makes of a case, and what has to be done. Pure, total, and the only place that decides.

`decide` refuses or ignores what `transitions.TRANSITIONS` does not allow; `next_due_at` says when the case wants to be
looked at again. After `Tick` at that moment it lies later, so that a sweep always comes to an end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from mailbot.cases import deeds_closing, deeds_routing, deeds_work, measures
from mailbot.cases.case import Case
from mailbot.cases.deadlines import coming_reminder_time
from mailbot.cases.decision import Decision
from mailbot.cases.events import (
    AnsweredByHand,
    Commanded,
    Delivered,
    Event,
    FollowedUp,
    LeadAway,
    Linked,
    Presented,
    Received,
    Stated,
    Tick,
    Undelivered,
    Undone,
    Verb,
)
from mailbot.cases.notices import closing_itself_at, leaves_at, planned, send_due
from mailbot.cases.policy import Policy
from mailbot.cases.reminders import next_reminder_at, remind_due
from mailbot.cases.transitions import TRANSITIONS, allowed
from mailbot.cases.watch import act_due, next_watch_at
from mailbot.cases.workflow_commands import Deed, commanded
from mailbot.cases.workflow_follow_up import answered_by_hand, followed_up
from mailbot.cases.workflow_receive import received, wants_bundle
from mailbot.cases.workflow_returns import delivered, lead_away, undelivered
from mailbot.vocabulary import Status

__all__ = ["TRANSITIONS", "decide", "next_due_at", "wants_bundle"]

DEEDS: Final[dict[Verb, Deed]] = {
    Verb.ACCEPT: deeds_work.accept,
    Verb.CLOSE: deeds_closing.close,
    Verb.REROUTE: deeds_routing.reroute,
    Verb.FORECAST: deeds_work.forecast,
    Verb.INTERIM: deeds_work.interim,
    Verb.ANSWER: deeds_work.answer,
    Verb.RELEASE: deeds_work.release,
    Verb.CONFIRM: deeds_routing.confirm,
    Verb.KIND: deeds_routing.correct_kind,
    Verb.SPLIT: deeds_routing.split,
    Verb.MERGE: deeds_routing.merge,
    Verb.REOPEN: deeds_closing.reopen,
    Verb.NO_CASE: deeds_closing.no_case,
    Verb.DEADLINE: deeds_work.set_deadline,
    Verb.EXTENSION: deeds_work.extension,
    Verb.INTERNAL_DATE: deeds_work.internal_date,
    Verb.CONTRIBUTION: deeds_work.contribution,
    Verb.RESUBMIT: deeds_work.resubmit,
    Verb.NOTE: deeds_work.note,
    Verb.POSTED: deeds_work.posted,
    Verb.FREE: deeds_work.free,
    Verb.RETAIN: deeds_work.retain,
    Verb.SEEN: deeds_work.seen,
    Verb.IMPLEMENTED: measures.implemented,
    Verb.STATUS: deeds_work.nothing,
    Verb.HELP: deeds_work.nothing,
}
"""The commands on a case; those on the office (ABWESEND, ANHALTEN, ...) are the shell's."""


def decide(case: Case | None, event: Event, policy: Policy) -> Decision:
    """Return the case after the event, and what has to be done because of it.

    `case` is None for `Received` alone. Raises ValueError where a case is missing; nothing else.
    """
    if isinstance(event, Received):
        return reminded_later(None, received(event, policy), event.at, policy) if case is None else Decision(case)
    if case is None:
        raise ValueError("only a received message opens a case")
    if not isinstance(event, Commanded) and not allowed(case.status, type(event)):
        return Decision(case)
    decision = _existing(case, event, policy)
    return decision if isinstance(event, Tick) else reminded_later(case, decision, event.at, policy)


def reminded_later(before: Case | None, decision: Decision, at: datetime, policy: Policy) -> Decision:
    """What this event makes due in the past (a deadline set at its half time) is reminded of at the next 07:30."""
    first = next_reminder_at(decision.case, policy)
    if first is None or first > at:
        return decision
    already = next_reminder_at(before, policy) if before is not None else None
    if already is not None and already <= at:
        return decision
    return replace(decision, case=replace(decision.case, reminders_wait_until=coming_reminder_time(at, policy)))


def _existing(case: Case, event: Event, policy: Policy) -> Decision:  # noqa: C901  one arm for each event
    match event:
        case Received():
            return Decision(case)
        case FollowedUp():
            return followed_up(case, event, policy)
        case Commanded():
            return commanded(case, event, policy, DEEDS)
        case Stated():
            return deeds_work.stated(case, event, policy)
        case Tick():
            return _ticked(case, event, policy)
        case Delivered():
            return delivered(case, event)
        case Undelivered():
            return undelivered(case, event, policy)
        case LeadAway():
            return lead_away(case, event, policy)
        case Presented():
            return Decision(replace(case, presented_at=case.presented_at or event.at))
        case AnsweredByHand():
            return answered_by_hand(case, event, policy)
        case Linked():
            return Decision(replace(case, linked=tuple(dict.fromkeys((*case.linked, event.number)))))
        case Undone():
            return Decision(case)  # what the case is without the command, says `replay`
        case _:
            assert_never(event)


def _ticked(case: Case, event: Tick, policy: Policy) -> Decision:
    """Time has passed: the newest notice that is due, then reminders, then what waited too long for somebody."""
    case, effects = send_due(case, event.now, policy)
    if case.status is Status.CLOSED:
        return Decision(case, effects)
    case, reminders = remind_due(case, event.now, policy, event.absent)
    case, alerts = act_due(case, event.now, policy, event.absent)
    return Decision(case, (*effects, *reminders, *alerts))


def next_due_at(case: Case, policy: Policy) -> datetime | None:
    """When the case wants its next `Tick`; None when nothing will happen to it by time alone."""
    if case.status is Status.CLOSED:
        return None
    moments = [leaves_at(case, plan) for plan in planned(case, policy)]
    moments += [
        at
        for at in (closing_itself_at(case, policy), next_reminder_at(case, policy), next_watch_at(case, policy))
        if at is not None
    ]
    return min(moments, default=None)
