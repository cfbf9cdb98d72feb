"""The mail of a report: figures in, context out. The words stand in `templates/mail/report.txt`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from mailbot.outbound.fields import Choice, Context, Count, Number, Part, TemplateName, Term
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Cell, Compared, Counted, Evaluated, Figures, Timeliness
from mailbot.privacy.cleared import NEUTRAL, NOTHING, Cleared, chosen, count, figure, named, term
from mailbot.vocabulary import Channel, Kind

HIDDEN: Final = NEUTRAL
"""The dash that stands for a number which is not told."""


@dataclass(frozen=True, slots=True)
class ReportRow(Part):
    """What is counted, and how often it was."""

    what: Term
    number: Number


@dataclass(frozen=True, slots=True)
class ReportEvaluation(Part):
    """One evaluation, confirmed and proposed."""

    value: Choice
    confirmed: Number
    proposed: Number


@dataclass(frozen=True, slots=True)
class ReportDeadline(Part):
    """One sort of deadline."""

    deadline: Term
    met: Number
    missed: Number
    pending: Number
    share: Number


@dataclass(frozen=True, slots=True)
class ReportPeriod(Part):
    """One period to compare with; `quarter` is empty for a year."""

    year: Count
    quarter: Count
    received: Number
    closed: Number
    share: Number


@dataclass(frozen=True, slots=True)
class ReportContext(Context):
    """The report as a mail. `outside`: it may be passed on, small numbers are hidden; `preview`: the year runs on."""

    template: ClassVar[TemplateName] = TemplateName.REPORT
    year: Count
    quarter: Count
    received: Number
    closed: Number
    open_at_end: Number
    median: Number
    ninetieth: Number
    with_measure: Number
    without_measure: Number
    not_evaluated: Number
    by_kind: tuple[ReportRow, ...] = ()
    by_topic: tuple[ReportRow, ...] = ()
    by_team: tuple[ReportRow, ...] = ()
    by_channel: tuple[ReportRow, ...] = ()
    handed_over: tuple[ReportRow, ...] = ()
    evaluations: tuple[ReportEvaluation, ...] = ()
    deadlines: tuple[ReportDeadline, ...] = ()
    compared: tuple[ReportPeriod, ...] = ()
    outside: bool = False
    preview: bool = False


def report(figures: Figures, *, evaluations: tuple[str, ...], preview: bool = False) -> ReportContext:
    """The mail of these figures; an evaluation is named as long as it is one of the configured `evaluations`."""
    year, quarter = _written(figures.period)
    days = figures.days
    return ReportContext(
        year=year,
        quarter=quarter,
        received=cell(figures.received),
        closed=cell(figures.closed),
        open_at_end=cell(figures.open_at_end),
        median=figure(days.median, 1 if days.median % 1 else 0) if days.median is not None else HIDDEN,
        ninetieth=cell(days.ninetieth),
        with_measure=cell(figures.measures.with_measure),
        without_measure=cell(figures.measures.without),
        not_evaluated=cell(figures.not_evaluated),
        by_kind=_rows(figures.by_kind),
        by_topic=_rows(figures.by_topic),
        by_team=_rows(figures.by_team),
        by_channel=_rows(figures.by_channel),
        handed_over=_rows(figures.handed_over),
        evaluations=tuple(_evaluation(one, evaluations) for one in figures.evaluations),
        deadlines=tuple(_deadline(one) for one in figures.deadlines),
        compared=tuple(_compared(one) for one in figures.beside),
        outside=figures.hidden,
        preview=preview,
    )


def cell(number: Cell) -> Cleared:
    """The number in German format, or the dash."""
    return HIDDEN if number is None else figure(number)


def _written(period: Period) -> tuple[Cleared, Cleared]:
    return count(period.year), count(period.quarter) if period.quarter else NOTHING


def _rows(rows: Iterable[Counted]) -> tuple[ReportRow, ...]:
    return tuple(ReportRow(what=_what(row.what), number=cell(row.number)) for row in rows)


def _what(value: str) -> Cleared:
    """A kind or channel; else the id of a team or topic."""
    for known in (Kind, Channel):
        if value in set(known):
            return term(known(value))
    return named(value)


def _evaluation(one: Evaluated, configured: tuple[str, ...]) -> ReportEvaluation:
    return ReportEvaluation(
        value=chosen(one.value, configured), confirmed=cell(one.confirmed), proposed=cell(one.proposed)
    )


def _share(one: Timeliness) -> Cleared:
    return HIDDEN if one.share is None else figure(one.share, 1, "%")


def _deadline(one: Timeliness) -> ReportDeadline:
    return ReportDeadline(
        deadline=term(one.deadline),
        met=cell(one.met),
        missed=cell(one.missed),
        pending=cell(one.pending),
        share=_share(one),
    )


def _compared(one: Compared) -> ReportPeriod:
    year, quarter = _written(one.period)
    return ReportPeriod(
        year=year,
        quarter=quarter,
        received=cell(one.received),
        closed=cell(one.closed),
        share=_share(one.final),
    )
