"""What leaves the office shows no number below 3, nor lets one be reckoned back (domain, section 8). Pure.

Where the rows of a table add up to a number that is known, a single missing row is found by subtraction. So at least
two rows are left out, and what they hold together leaves each of them open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mailbot.outbound.reports import Cell, Compared, Counted, Days, Evaluated, Figures, Measures, Timeliness

SMALLEST: Final = 3


def hide(numbers: Sequence[int], *, known_sum: bool = True) -> tuple[Cell, ...]:
    """The numbers with None for those below 3 and, where their sum is known, for as many more as reckoning back needs.

    The further ones are the smallest that are left. All are hidden where that is not enough.
    """
    gone = {place for place, number in enumerate(numbers) if number < SMALLEST}
    by_size = sorted((number, place) for place, number in enumerate(numbers) if place not in gone)
    for _, place in by_size:
        if not known_sum or _is_safe([numbers[one] for one in gone]):
            break
        gone.add(place)
    return tuple(None if place in gone else number for place, number in enumerate(numbers))


def _is_safe(hidden: Sequence[int]) -> bool:
    """Whether nobody who knows the sum of what is hidden, and that each may be below 3, learns one of the numbers."""
    if not hidden:
        return True
    small = sum(number < SMALLEST for number in hidden)
    together = sum(hidden)
    settled = small == len(hidden) and together in {0, (SMALLEST - 1) * small}
    return len(hidden) > 1 and not settled and together >= SMALLEST


def for_outside(figures: Figures) -> Figures:
    """The same report as it may leave the office."""
    received, closed, open_at_end = _heads(figures)
    known = received is not None
    evaluations, without = _evaluations(figures)
    shown = replace(
        figures,
        received=received,
        closed=closed,
        open_at_end=open_at_end,
        handed_over=_rows(figures.handed_over, known_sum=False),
        by_kind=_rows(figures.by_kind) if known else _nothing(figures.by_kind),
        by_topic=_rows(figures.by_topic, known_sum=False),
        by_team=_rows(figures.by_team) if known else _nothing(figures.by_team),
        by_channel=_rows(figures.by_channel) if known else _nothing(figures.by_channel),
        evaluations=evaluations,
        not_evaluated=without,
        deadlines=tuple(_timeliness(one) for one in figures.deadlines),
        days=figures.days if closed is not None else Days(),
        measures=_measures(figures),
        compared=_compared(figures),
    )
    return replace(shown, hidden=True)


def _heads(figures: Figures) -> tuple[Cell, Cell, Cell]:
    """What came, what was finished and what is open hang together from year to year: all three or the first alone."""
    received, closed, open_at_end = hide(
        [figures.received or 0, figures.closed or 0, figures.open_at_end or 0], known_sum=False
    )
    if closed is None or open_at_end is None:
        return received, None, None
    return received, closed, open_at_end


def _rows(rows: tuple[Counted, ...], *, known_sum: bool = True) -> tuple[Counted, ...]:
    cells = hide([row.number or 0 for row in rows], known_sum=known_sum)
    return _parted(tuple(replace(row, number=cell) for row, cell in zip(rows, cells, strict=True)))


def _nothing(rows: tuple[Counted, ...]) -> tuple[Counted, ...]:
    return _parted(tuple(replace(row, number=None) for row in rows))


def _parted(rows: tuple[Counted, ...]) -> tuple[Counted, ...]:
    """What is hidden last and by name: its place by size would tell something."""
    return tuple(sorted(rows, key=lambda row: (-(row.number or 0), row.what if row.number is None else "")))


def _evaluations(figures: Figures) -> tuple[tuple[Evaluated, ...], Cell]:
    """One table: its cells add up to what was finished and is judged."""
    numbers = [number or 0 for row in figures.evaluations for number in (row.confirmed, row.proposed)]
    cells = hide([*numbers, figures.not_evaluated or 0])
    rows = tuple(
        replace(row, confirmed=cells[2 * place], proposed=cells[2 * place + 1])
        for place, row in enumerate(figures.evaluations)
    )
    return rows, cells[-1]


def _timeliness(one: Timeliness) -> Timeliness:
    met, missed, pending = hide([one.met or 0, one.missed or 0, one.pending or 0])
    return replace(one, met=met, missed=missed, pending=pending)


def _measures(figures: Figures) -> Measures:
    """Their sum can be known from the table of evaluations: both or none."""
    both = hide([figures.measures.with_measure or 0, figures.measures.without or 0])
    return Measures(*both) if None not in both else Measures(None, None)


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
