"""What leaves the office shows no number below 3, nor lets one be reckoned back (domain, section 8). Pure.

Where the rows of a table add up to a number that is known, a single missing row is found by subtraction. So further
rows are left out. Which, says an order that does not look at the numbers: who replays the choice learns nothing by it
(docs/decisions/0010; tests/outbound/test_report_reckoning.py tries it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mailbot.outbound.reports import Cell, Compared, Counted, Days, Evaluated, Figures, Measures, Timeliness
from mailbot.vocabulary import HANDED_OVER, Channel, Kind

SMALLEST: Final = 3
_FIRST_LEFT_OUT: Final = (
    *(Kind.PRAISE, Kind.SUGGESTION, Kind.PETITION_BOARD, Kind.SUBMISSION, Kind.PETITION, Kind.CONDUCT_COMPLAINT),
    *(Kind.REQUEST, Kind.COMPLAINT),
    *(Channel.SERVICE_CENTRE_TICKET, Channel.FORM, Channel.LETTER, Channel.EMAIL),
)
"""What readers miss least stands first; teams and whatever is not listed go by name."""


def hide(numbers: Sequence[int], *, order: Sequence[int] | None = None, known_sum: bool = True) -> tuple[Cell, ...]:
    """The numbers with None for those below 3 and, where their sum is known, for one more where reckoning needs it.

    The one more is the first in `order` (places; without it as they stand) that is left.
    """
    gone = {place for place, number in enumerate(numbers) if number < SMALLEST}
    left = [place for place in order or range(len(numbers)) if place not in gone]
    if known_sum and gone and not _is_safe([numbers[one] for one in gone]):
        gone.update(left[:1])
    return tuple(None if place in gone else number for place, number in enumerate(numbers))


def _is_safe(hidden: Sequence[int]) -> bool:
    """Whether nobody who knows what these numbers, each below 3, are together learns one of them."""
    return SMALLEST <= sum(hidden) < (SMALLEST - 1) * len(hidden)


_KINDS: Final = tuple(kind for kind in Kind if kind not in HANDED_OVER and kind is not Kind.NONE)


def for_outside(figures: Figures, teams: Sequence[str] = ()) -> Figures:
    """The same report as it may leave the office. `teams` are all routes of the office.

    Every kind, channel and team has its row, those without a case too: that a row is there must not tell that its
    hidden number is not 0. Of topics, which are many, those with a hidden number have none.
    """
    received, closed = hide([figures.received or 0, figures.closed or 0], known_sum=False)
    known = received is not None
    evaluations, without = _evaluations(figures)
    shown = replace(
        figures,
        received=received,
        closed=closed,
        open_at_end=None,
        handed_over=_rows(_complete(figures.handed_over, sorted(HANDED_OVER)), known_sum=False),
        by_kind=_known(_complete(figures.by_kind, _KINDS), known=known),
        by_topic=tuple(row for row in _rows(figures.by_topic, known_sum=False) if row.number is not None),
        by_team=_known(_complete(figures.by_team, teams) if figures.by_team else (), known=known),
        by_channel=_known(_complete(figures.by_channel, tuple(Channel)), known=known),
        evaluations=evaluations,
        not_evaluated=without,
        deadlines=tuple(_timeliness(one) for one in figures.deadlines),
        days=figures.days if closed is not None else Days(),
        measures=_measures(figures, evaluations),
        compared=_compared(figures),
    )
    return replace(shown, hidden=True)


def _complete(rows: tuple[Counted, ...], all_there_are: Sequence[str]) -> tuple[Counted, ...]:
    there = {row.what for row in rows}
    return (*rows, *(Counted(str(one), 0) for one in all_there_are if one not in there))


def _known(rows: tuple[Counted, ...], *, known: bool) -> tuple[Counted, ...]:
    """The rows of a table whose sum is told, or nothing where that is not."""
    return _rows(rows) if known else _nothing(rows)


def _rows(rows: tuple[Counted, ...], *, known_sum: bool = True) -> tuple[Counted, ...]:
    cells = hide([row.number or 0 for row in rows], order=_order(rows), known_sum=known_sum)
    return _parted(tuple(replace(row, number=cell) for row, cell in zip(rows, cells, strict=True)))


def _order(rows: tuple[Counted, ...]) -> tuple[int, ...]:
    """The places of the rows in the order in which they are left out: by what they are, not by how many."""

    def rank(place: int) -> tuple[int, str]:
        what = rows[place].what
        known = [one.value for one in _FIRST_LEFT_OUT]
        return (known.index(what) if what in known else len(known), what)

    return tuple(sorted(range(len(rows)), key=rank))


def _nothing(rows: tuple[Counted, ...]) -> tuple[Counted, ...]:
    return _parted(tuple(replace(row, number=None) for row in rows))


def _parted(rows: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """What is hidden last and by name: its place by size would tell something."""
    return tuple(sorted(rows, key=lambda row: (-(row.number or 0), row.what if row.number is None else "")))


def _evaluations(figures: Figures) -> tuple[tuple[Evaluated, ...], Cell]:
    """One table: its cells add up to what was finished and is judged. Proposals are left out before what is settled."""
    rows = figures.evaluations
    numbers = [figures.not_evaluated or 0, *(row.proposed or 0 for row in rows), *(row.confirmed or 0 for row in rows)]
    without, *cells = hide(numbers)
    proposed, confirmed = cells[: len(rows)], cells[len(rows) :]
    shown = (
        replace(row, confirmed=yes, proposed=maybe) for row, yes, maybe in zip(rows, confirmed, proposed, strict=True)
    )
    return tuple(shown), without


def _timeliness(one: Timeliness) -> Timeliness:
    """Both or none, for their sum can be known. What still runs is told to nobody outside."""
    both = hide([one.met or 0, one.missed or 0])
    met, missed = both if None not in both else (None, None)
    return replace(one, met=met, missed=missed, pending=None)


def _measures(figures: Figures, shown: tuple[Evaluated, ...]) -> Measures:
    """Together they are what was found justified: told only where every cell of the evaluations is told."""
    both = hide([figures.measures.with_measure or 0, figures.measures.without or 0])
    whole = all(None not in (row.confirmed, row.proposed) for row in shown)
    return Measures(*both) if whole and None not in both else Measures(None, None)


def _compared(figures: Figures) -> tuple[Compared, ...]:
    """The quarters of a year add up to the year, and the sums of their deadlines to those of the year."""
    rows = figures.compared
    received = hide([row.received or 0 for row in rows])
    closed = hide([row.closed or 0 for row in rows])
    finals = [_timeliness(row.final) for row in rows]
    if any(None in (final.met, final.missed) for final in finals):
        finals = [Timeliness(final.deadline, None, None, None) for final in finals]
    return tuple(
        replace(row, received=one, closed=two, final=final)
        for row, one, two, final in zip(rows, received, closed, finals, strict=True)
    )
