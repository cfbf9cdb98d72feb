"""Was a deadline kept? Pure; the same judgement stands in reports and in the register's export.

"Met" is judged by the unmoved date, end of day (domain, section 4). Of a case that was reopened the present round
counts: the log holds the earlier ones. A notice counts when it left; one that came back did not reach anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates, final_due, local_day, receipt_day
from mailbot.cases.effects import Notice
from mailbot.cases.events import NoticeWay
from mailbot.cases.policy import Policy
from mailbot.vocabulary import PETITIONS, Status


class Deadline(StrEnum):
    """The deadlines of the instruction, sections "Bearbeitungszeiten" and "Terminsachen".

    `AUTHORITY` is what a superior body set for a petition or submission; it takes the place of the 14 days.
    """

    ACKNOWLEDGEMENT = "acknowledgement"
    INTERIM = "interim"
    FINAL = "final"
    AUTHORITY = "authority"


class Kept(StrEnum):
    """What became of a deadline. `PENDING`: its day is not over, and nothing has settled it."""

    MET = "met"
    MISSED = "missed"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Judged:
    """One deadline that bound the office, its last day, and whether it was kept."""

    deadline: Deadline
    due: date
    kept: Kept


def finished_on(case: Case, policy: Policy) -> date | None:
    """The day of the final answer: as the closing names it, else the day of the closing; None while not closed."""
    if case.status is not Status.CLOSED or case.closing is None:
        return None
    return case.closing.answered_on or local_day(case.closing.at, policy)


def days_taken(case: Case, policy: Policy) -> int | None:
    """Calendar days from the receipt to the final answer of the present round."""
    finished = finished_on(case, policy)
    return None if finished is None else max((finished - receipt_day(case.counting_from, policy)).days, 0)


def sent_on(case: Case, policy: Policy, *notices: Notice) -> date | None:
    """The first day in the present round on which one of these notices, of any sort without any, left and arrived."""
    days = [
        local_day(record.sent_at, policy)
        for record in case.notices
        if record.round == case.round
        and record.sent_at is not None
        and not record.undeliverable
        and (record.notice in notices or not notices)
    ]
    return min(days, default=None)


def judge_deadlines(case: Case, policy: Policy, at: datetime) -> tuple[Judged, ...]:
    """Every deadline that bound the office in this case, as things stand at `at`."""
    return tuple(_judged(case, policy, local_day(at, policy)))


def _judged(case: Case, policy: Policy, today: date) -> Iterator[Judged]:
    due, finished = due_dates(case, policy), finished_on(case, policy)
    notices = case.notice_way is not NoticeWay.NONE
    if due.acknowledgement is not None and notices and case.own_acknowledgement:
        yield from _notice(
            Deadline.ACKNOWLEDGEMENT, local_day(due.acknowledgement, policy), sent_on(case, policy), finished, today
        )
    if due.interim is not None and notices:
        sent = sent_on(case, policy, Notice.INTERIM)
        if sent is not None or not _forecast_holds(case, policy):
            yield from _notice(Deadline.INTERIM, local_day(due.interim, policy), sent, finished, today)
    if due.final is not None:
        last = local_day(due.final, policy)
        yield Judged(_final_of(case), last, _kept(finished, last, today))


def _final_of(case: Case) -> Deadline:
    """Where the authority named no date, the day that stands there is the office's own."""
    named = case.kind in PETITIONS and case.deadline is not None and case.deadline.on and not case.deadline.missing
    return Deadline.AUTHORITY if named else Deadline.FINAL


def _notice(deadline: Deadline, due: date, sent: date | None, finished: date | None, today: date) -> Iterator[Judged]:
    """A notice is not owed where the case was finished within its time."""
    in_time = sent is not None and sent <= due
    if in_time or finished is None or finished > due:
        yield Judged(deadline, due, _kept(sent, due, today))


def _kept(done: date | None, due: date, today: date) -> Kept:
    if done is not None:
        return Kept.MET if done <= due else Kept.MISSED
    return Kept.MISSED if today > due else Kept.PENDING


def _forecast_holds(case: Case, policy: Policy) -> bool:
    """No interim notice is owed where the lead forecasts completion within the 14 days."""
    return case.forecast is not None and case.forecast <= final_due(case.counting_from, policy)
