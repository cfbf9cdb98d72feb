"""The figures of the quarterly and the yearly report, from the register alone (domain, section 8). Pure.

What came in is counted by the day of receipt, what was finished by the day of the closing, a deadline by its last
day: so each stands in exactly one quarter. No figure is about a person; figures about teams want a works agreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import median

from mailbot.cases.case import Case
from mailbot.cases.deadlines import local_day
from mailbot.cases.deeds_closing import EVALUATED
from mailbot.cases.policy import Policy
from mailbot.outbound.report_deadlines import Deadline, Kept, days_taken, judge_deadlines
from mailbot.outbound.report_period import Period
from mailbot.vocabulary import HANDED_OVER, Kind, Status

Cell = int | None
"""A number of things; None where it is hidden."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are of one thing: a kind, topic, team or channel by its id."""

    what: str
    number: Cell


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How many cases were finished with this evaluation; `proposed` are those that the officer has not confirmed."""

    value: str
    confirmed: Cell
    proposed: Cell


@dataclass(frozen=True, slots=True)
class Timeliness:
    """What became of the deadlines of one sort that ended in the period."""

    deadline: Deadline
    met: Cell
    missed: Cell
    pending: Cell

    @property
    def share(self) -> float | None:
        """Percent kept of those that are over; None where there are none or a number is hidden."""
        if self.met is None or self.missed is None or not self.met + self.missed:
            return None
        return 100 * self.met / (self.met + self.missed)


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days from receipt to final answer: half, and nine in ten, of the finished cases took at most so long."""

    median: float | None = None
    ninetieth: int | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the complaints found justified, wholly or in part: with and without a measure."""

    with_measure: Cell
    without: Cell


@dataclass(frozen=True, slots=True)
class Compared:
    """Another period beside the reported one."""

    period: Period
    received: Cell
    closed: Cell
    final: Timeliness


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a report says. `hidden`: numbers were left out because they might be about single people."""

    period: Period
    received: Cell
    closed: Cell
    open_at_end: Cell
    handed_over: tuple[Counted, ...] = ()
    by_kind: tuple[Counted, ...] = ()
    by_topic: tuple[Counted, ...] = ()
    by_team: tuple[Counted, ...] = ()
    by_channel: tuple[Counted, ...] = ()
    evaluations: tuple[Evaluated, ...] = ()
    not_evaluated: Cell = 0
    deadlines: tuple[Timeliness, ...] = ()
    days: Days = Days()
    measures: Measures = Measures(0, 0)
    compared: tuple[Compared, ...] = ()
    hidden: bool = False

    @property
    def beside(self) -> tuple[Compared, ...]:
        """The table of comparison: after the earlier quarters the reported one; a year in its own quarters."""
        finals = [one for one in self.deadlines if one.deadline is Deadline.FINAL]
        if not self.period.quarter or not finals:
            return self.compared
        return (*self.compared, Compared(self.period, self.received, self.closed, finals[0]))


def report_figures(
    cases: Iterable[Case], period: Period, policy: Policy, *, at: datetime, by_team: bool = False
) -> Figures:
    """The exact figures as things stand at `at`. `by_team` only under a works agreement.

    What was removed without counting is left out; what was handed over (objections, the Service Center's affairs) is
    no reaction to this office and stands apart.
    """
    counted = [case for case in cases if not case.not_counted]
    reactions = [case for case in counted if case.kind not in HANDED_OVER]
    received = [case for case in reactions if period.holds(local_day(case.received_at, policy))]
    closed = [case for case in reactions if _closed_in(case, period, policy)]
    handed = [c for c in counted if c.kind in HANDED_OVER and period.holds(local_day(c.received_at, policy))]
    evaluations, without = _evaluations(closed, policy)
    return Figures(
        period=period,
        received=len(received),
        closed=len(closed),
        open_at_end=sum(_open_at_end(case, period, policy) for case in reactions),
        handed_over=_tally(case.kind for case in handed),
        by_kind=_tally(case.kind for case in received),
        by_topic=_tally(topic for case in received for topic in case.topics),
        by_team=_tally(case.route for case in received) if by_team else (),
        by_channel=_tally(case.channel for case in received),
        evaluations=evaluations,
        not_evaluated=without,
        deadlines=_timeliness(reactions, period, policy, at),
        days=_days([taken for case in closed if (taken := days_taken(case, policy)) is not None]),
        measures=_measures(closed, policy),
        compared=tuple(_compared(reactions, other, policy, at) for other in period.compared()),
    )


def _closed_in(case: Case, period: Period, policy: Policy) -> bool:
    return (
        case.status is Status.CLOSED and case.closing is not None and period.holds(local_day(case.closing.at, policy))
    )


def _open_at_end(case: Case, period: Period, policy: Policy) -> bool:
    """Whether the case was there and not closed when the period ended."""
    if local_day(case.received_at, policy) > period.last:
        return False
    ended = case.status is Status.CLOSED and case.closing is not None
    return not ended or case.closing is None or local_day(case.closing.at, policy) > period.last


def _tally(values: Iterable[str]) -> tuple[Counted, ...]:
    """The most first; equal numbers by name, so that a report made twice is the same."""
    counts = Counter(str(value) for value in values)
    return tuple(Counted(what, number) for what, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _evaluations(closed: Sequence[Case], policy: Policy) -> tuple[tuple[Evaluated, ...], int]:
    """The configured values in their order, those of old configurations behind them; and how many cases lack one."""
    judged = [case for case in closed if case.kind in EVALUATED or case.kind is Kind.SUGGESTION]
    found = [case.evaluation for case in judged if case.evaluation is not None]
    counts = Counter((one.value, one.proposed) for one in found)
    values = dict.fromkeys((*policy.evaluations, *policy.suggestion_evaluations, *sorted(one.value for one in found)))
    rows = tuple(Evaluated(value, counts[value, False], counts[value, True]) for value in values)
    return rows, len(judged) - len(found)


def _timeliness(cases: Iterable[Case], period: Period, policy: Policy, at: datetime) -> tuple[Timeliness, ...]:
    counts: Counter[tuple[Deadline, Kept]] = Counter()
    for case in cases:
        for one in judge_deadlines(case, policy, at):
            if period.holds(one.due):
                counts[one.deadline, one.kept] += 1
    return tuple(Timeliness(deadline, *(counts[deadline, kept] for kept in Kept)) for deadline in Deadline)


def _days(taken: Sequence[int]) -> Days:
    """The 90 % by nearest rank: a number of days that a case really took."""
    if not taken:
        return Days()
    return Days(float(median(taken)), sorted(taken)[ceil(0.9 * len(taken)) - 1])


def _measures(closed: Iterable[Case], policy: Policy) -> Measures:
    """Justified is every value but the last of `[evaluations] complaints`, which says "unberechtigt"."""
    justified = frozenset(policy.evaluations[:-1])
    found = [
        case for case in closed if case.kind in EVALUATED and case.evaluation and case.evaluation.value in justified
    ]
    return Measures(sum(bool(case.measure) for case in found), sum(not case.measure for case in found))


def _compared(cases: Sequence[Case], period: Period, policy: Policy, at: datetime) -> Compared:
    return Compared(
        period,
        sum(period.holds(local_day(case.received_at, policy)) for case in cases),
        sum(_closed_in(case, period, policy) for case in cases),
        next(one for one in _timeliness(cases, period, policy, at) if one.deadline is Deadline.FINAL),
    )
