"""Measures of justified complaints come back: "Umgesetzt?" three months after the closing, then monthly. Pure.

A case that is closed gets no `Tick`; the daily reminders ask here which days of asking have come since the last time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from mailbot.cases.case import Case, MeasureAnswer
from mailbot.cases.deadlines import local_day, months_later, on_or_after
from mailbot.cases.effects import Refusal
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import Addresses, officer_for, unique, working_on
from mailbot.cases.workflow_commands import Done, Order
from mailbot.vocabulary import Status

FIRST_AFTER_MONTHS: Final = 3
NO: Final = "nein"
"""`UMGESETZT NEIN`: not yet."""


def promised(case: Case, policy: Policy) -> bool:
    """Whether a measure was promised for a complaint that was found justified, wholly or in part."""
    justified = case.evaluation is not None and case.evaluation.value in policy.evaluations[:-1]
    return case.status is Status.CLOSED and not case.not_counted and justified and bool(case.measure)


def asked_between(case: Case, after: date, upto: date, policy: Policy) -> date | None:
    """The last day in (after, upto] on which the measure is asked after; None where there is none, or it is done."""
    if not promised(case, policy) or case.closing is None or (case.measure_answer and case.measure_answer.done):
        return None
    closed, found = local_day(case.closing.at, policy), None
    months = FIRST_AFTER_MONTHS
    while (day := on_or_after(months_later(closed, months), policy.calendar)) <= upto:
        found = day if day > after else found
        months += 1
    return found


def asked(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    """Whoever worked on the case, and the officer."""
    return unique((*working_on(case, policy, absent), *officer_for(case, policy, absent)))


def implemented(order: Order) -> Done | Refusal:
    """UMGESETZT: the measure is in place; with NEIN not yet, and it is asked again."""
    if not promised(order.case, order.policy):
        return Refusal.WRONG_STATE
    return Done(replace(order.case, measure_answer=MeasureAnswer(order.today, order.command.target != NO)))
