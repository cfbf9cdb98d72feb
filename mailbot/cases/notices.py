"""The notices to the customer: which are planned for a case as it stands, and the sending of what is due.

A plan is computed anew from the case each time; what was sent, forecast or promised changes it. Of several notices
that are due only the newest leaves (domain, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from mailbot.cases.case import Case, Closing, NoticeRecord
from mailbot.cases.deadlines import (
    acknowledgement_at,
    add_working_days,
    again_at,
    due_dates,
    final_due,
    in_window,
    interim_at,
    local_day,
    moment,
    morning_after,
    next_window,
)
from mailbot.cases.effects import Cancel, Document, Effect, Notice, SendNotice, WriteDocument
from mailbot.cases.events import NoticeWay
from mailbot.cases.papers import record_form
from mailbot.cases.policy import Policy
from mailbot.vocabulary import Flag, Kind, Purpose, Status

LETTERS = {
    Notice.ACKNOWLEDGEMENT: Document.ACKNOWLEDGEMENT_LETTER,
    Notice.THANKS: Document.ACKNOWLEDGEMENT_LETTER,
    Notice.INTERIM: Document.INTERIM_LETTER,
    Notice.HANDOVER: Document.HANDOVER_LETTER,
}
OVERTAKEN = (Purpose.ACKNOWLEDGEMENT, Purpose.THANKS, Purpose.INTERIM)
NEEDS_SOMEBODY = frozenset({Flag.APPLICATION, Flag.DANGER, Flag.PRIVACY, Flag.PROTECTED})
"""Flags with which praise does not close itself."""
CLOSED_ITSELF = "closed_itself"


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice that leaves at `at` unless something comes between; `cause` makes it unique in its round."""

    at: datetime
    notice: Notice
    cause: str
    until: date | None = None
    reason: str = ""
    draft: int = 0


def may_have_notices(case: Case) -> bool:
    """Whether anything is sent to this customer at all, and now."""
    return case.notice_way is not NoticeWay.NONE and not case.notices_held and not case.from_authority


def of_round(case: Case, *notices: Notice) -> tuple[NoticeRecord, ...]:
    """The notices of these sorts that were decided in the present round; of all sorts without any."""
    return tuple(r for r in case.notices if r.round == case.round and (not notices or r.notice in notices))


def closes_itself(case: Case) -> bool:
    """Praise that is certain: it is thanked and closed (domain, section 2)."""
    certain = case.kind is Kind.PRAISE and case.review is None and not case.flags & NEEDS_SOMEBODY
    return certain and f"{CLOSED_ITSELF}:{case.round}" not in case.told


def planned(case: Case, policy: Policy) -> tuple[Planned, ...]:
    """What would leave for this case as it stands, in the order of time."""
    if case.status is Status.CLOSED or not may_have_notices(case):
        return ()
    if case.status is Status.HANDED_OVER:
        return _unsent(case, (Planned(case.counting_from, Notice.HANDOVER, "handover"),))
    if closes_itself(case) and case.pending is None:
        return tuple(_thanks(case, policy))
    plans = (*_first(case, policy), *_interim(case, policy))
    return _unsent(case, tuple(sorted(plans, key=lambda plan: plan.at)))


def _unsent(case: Case, plans: tuple[Planned, ...]) -> tuple[Planned, ...]:
    sent = {(record.notice, record.cause) for record in of_round(case)}
    return tuple(plan for plan in plans if (plan.notice, plan.cause) not in sent)


def _thanks(case: Case, policy: Policy) -> Iterator[Planned]:
    if case.own_acknowledgement and not of_round(case):
        yield Planned(acknowledgement_at(case.counting_from, policy), Notice.THANKS, "received")


def _first(case: Case, policy: Policy) -> Iterator[Planned]:
    """The acknowledgement, unless something else left before; a linked concern shares its parent's."""
    if case.own_acknowledgement and not of_round(case):
        until = final_due(case.counting_from, policy)
        yield Planned(acknowledgement_at(case.counting_from, policy), Notice.ACKNOWLEDGEMENT, "received", until)


def _interim(case: Case, policy: Policy) -> Iterator[Planned]:
    received, interims = case.counting_from, of_round(case, Notice.INTERIM)
    final = final_due(received, policy)
    told = case.forecast if case.forecast is not None and case.forecast > final else None
    if case.pending is not None:
        wanted = case.pending
        yield Planned(wanted.since, Notice.INTERIM, wanted.cause, wanted.until, wanted.reason, wanted.draft)
    if not interims:
        if case.forecast is None or told is not None:
            yield Planned(_in_time(case, interim_at(received, policy), policy), Notice.INTERIM, "day7", told)
        if told is None:
            yield Planned(morning_after(final, policy), Notice.INTERIM, "day14")
    for day in _promised(case, interims):
        if not any(local_day(record.decided_at, policy) > day for record in interims):
            yield Planned(morning_after(day, policy), Notice.INTERIM, f"passed:{day.isoformat()}")
    heard = of_round(case)
    if heard:
        last = max(record.decided_at for record in heard)
        cause = f"again:{local_day(last, policy).isoformat()}"
        yield Planned(again_at(last, policy), Notice.INTERIM, cause, told)


def _in_time(case: Case, at: datetime, policy: Policy) -> datetime:
    """A letter is written a working day earlier: the digest of the due day lists it to be printed and posted."""
    if case.notice_way is not NoticeWay.LETTER:
        return at
    return moment(add_working_days(local_day(at, policy), -1, policy.calendar), policy.notice_time, policy.zone)


def waits_on_paper(case: Case, record: NoticeRecord) -> bool:
    """Whether a notice is a letter that nobody posted yet: written as one, or after the mail came back."""
    return case.notice_way is NoticeWay.LETTER and (record.sent_at is None or record.undeliverable)


def posted_by(case: Case, policy: Policy) -> date | None:
    """The earliest day by which a notice that waits on paper is due."""
    dues = due_dates(case, policy)
    by = {
        Notice.ACKNOWLEDGEMENT: dues.acknowledgement,
        Notice.THANKS: dues.acknowledgement,
        Notice.INTERIM: dues.interim,
    }
    waiting = [by.get(record.notice) for record in of_round(case) if waits_on_paper(case, record)]
    return min((due.date() for due in waiting if due is not None), default=None)


def _promised(case: Case, interims: tuple[NoticeRecord, ...]) -> tuple[date, ...]:
    """The lead's forecast and the date last told to the customer: when one passes, the customer hears of it."""
    told = interims[-1].until if interims else None
    return tuple(sorted({day for day in (case.forecast, told) if day is not None}))


def is_wanted(case: Case, plan: Planned) -> bool:
    """Whether the plan is what somebody asked for at once; it says more than the notice that is due anyway."""
    return case.pending is not None and plan.cause == case.pending.cause


def leaves_at(case: Case, plan: Planned) -> datetime:
    """When the plan leaves, with the window that fell shut meanwhile; a handover waits for no window."""
    if plan.notice is Notice.HANDOVER or case.notices_wait_until is None:
        return plan.at
    return max(plan.at, case.notices_wait_until)


def closing_itself_at(case: Case, policy: Policy) -> datetime | None:
    """When praise without anybody to thank closes: at the time the thanks would leave."""
    if case.status is not Status.OPEN or not closes_itself(case) or planned(case, policy):
        return None
    if case.notices_held:
        return None
    return acknowledgement_at(case.counting_from, policy)


def send_due(case: Case, now: datetime, policy: Policy) -> tuple[Case, tuple[Effect, ...]]:
    """Send the newest notice that is due, or wait for the window; praise that was thanked closes."""
    due = [plan for plan in planned(case, policy) if plan.at <= now]
    if not due:
        at = closing_itself_at(case, policy)
        return _closed_itself(case, now) if at is not None and at <= now else (case, ())
    newest = next((plan for plan in due if is_wanted(case, plan)), due[-1])
    if newest.notice is not Notice.HANDOVER and not in_window(now, policy):
        return replace(case, notices_wait_until=next_window(now, policy)), ()
    overtaken = _overtaken(case)
    case = record(case, newest, now)
    effects: tuple[Effect, ...] = (*overtaken, _effect(case, newest))
    if newest.notice is not Notice.THANKS:
        return case, effects
    case, papers = _closed_itself(case, now)
    return case, (*effects, *papers)


def _overtaken(case: Case) -> tuple[Effect, ...]:
    """After an outage only the newest notice leaves: what still waits of the earlier ones is no longer wanted."""
    waiting = any(r.sent_at is None and not r.undeliverable for r in of_round(case))
    return (Cancel(OVERTAKEN),) if waiting and case.notice_way is NoticeWay.MAIL else ()


def record(case: Case, plan: Planned, now: datetime, *, by_hand: bool = False) -> Case:
    """The case that remembers this notice. A letter counts as sent only when the officer says so."""
    entry = NoticeRecord(
        plan.notice,
        plan.cause,
        case.round,
        decided_at=now,
        sent_at=now if by_hand else None,
        until=plan.until,
        by_hand=by_hand,
    )
    case = replace(case, notices=(*case.notices, entry), notices_wait_until=None)
    if plan.notice is Notice.INTERIM:
        case = replace(case, pending=None)
    if case.notice_way is NoticeWay.LETTER and not by_hand:
        case = replace(case, documents=(*case.documents, LETTERS[plan.notice]))
    return case


def _effect(case: Case, plan: Planned) -> Effect:
    if case.notice_way is NoticeWay.LETTER:
        return WriteDocument(LETTERS[plan.notice], plan.until)
    return SendNotice(plan.notice, plan.cause, case.round, plan.until, plan.reason, plan.draft)


def _closed_itself(case: Case, now: datetime) -> tuple[Case, tuple[Effect, ...]]:
    """Closed by nobody; what is kept on paper says so too."""
    key = f"{CLOSED_ITSELF}:{case.round}"
    case = replace(case, status=Status.CLOSED, closing=Closing(now, None), told=(*case.told, key))
    return case, record_form(case)
