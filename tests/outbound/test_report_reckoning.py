"""An attack on what leaves the office: nothing below 3 is reckoned back, from one report or with the rule in hand.

The first attacker solves all sums that follow from the published report, exactly (elimination over fractions) and by
ranges of whole numbers. The second also replays the rule: of all tables that would have been published alike, no
hidden number is the same in every one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.outbound.report_deadlines import Deadline
from mailbot.outbound.report_hiding import for_outside, hide
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Cell, Compared, Counted, Days, Evaluated, Figures, Measures, Timeliness

JUSTIFIED = ("berechtigt", "teilweise berechtigt")
TEAMS = ("arbeitgeber", "eingangszone", "leistung")


@dataclass
class Attacker:
    """What is known: cells by name (None where hidden), and sums that are equal."""

    cells: dict[str, Cell] = field(default_factory=dict)
    equal: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def see(self, name: str, cell: Cell) -> str:
        """Take note of a cell; its name."""
        self.cells[name] = cell
        return name

    def know(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        """Both sums are the same."""
        self.equal.append((one, other))

    def equations(self) -> list[tuple[dict[str, Fraction], Fraction]]:
        """Each sum as coefficients of hidden cells and a constant."""
        found = []
        for sides in self.equal:
            left: dict[str, Fraction] = defaultdict(Fraction)
            right = Fraction(0)
            for sign, names in zip((1, -1), sides, strict=True):
                for name in names:
                    cell = self.cells[name]
                    if cell is None:
                        left[name] += sign
                    else:
                        right -= sign * cell
            found.append((dict(left), right))
        return found

    def settled(self) -> set[str]:
        """The hidden cells with one value alone: by elimination, or because their range is a point."""
        return self._eliminated() | self._squeezed()

    def _eliminated(self) -> set[str]:
        names = sorted(name for name, cell in self.cells.items() if cell is None)
        rows = [[left.get(name, Fraction(0)) for name in names] for left, _ in self.equations()]
        place = 0
        for column in range(len(names)):
            pivot = next((row for row in range(place, len(rows)) if rows[row][column]), None)
            if pivot is None:
                continue
            rows[place], rows[pivot] = rows[pivot], rows[place]
            rows[place] = [one / rows[place][column] for one in rows[place]]
            for other in range(len(rows)):
                if other != place and rows[other][column]:
                    factor = rows[other][column]
                    rows[other] = [a - factor * b for a, b in zip(rows[other], rows[place], strict=True)]
            place += 1
        return {names[[bool(one) for one in row].index(True)] for row in rows if sum(map(bool, row)) == 1}

    def _squeezed(self) -> set[str]:
        """Ranges of whole numbers from 0, tightened until nothing changes."""
        far = Fraction(10_000)
        low = {name: Fraction(0) for name, cell in self.cells.items() if cell is None}
        high = dict.fromkeys(low, far)
        changed = True
        while changed:
            changed = False
            for left, right in self.equations():
                for name, factor in left.items():
                    others = [(f, n) for n, f in left.items() if n != name]
                    least = sum((f * (low[n] if f > 0 else high[n]) for f, n in others), Fraction(0))
                    most = sum((f * (high[n] if f > 0 else low[n]) for f, n in others), Fraction(0))
                    ends = sorted(((right - most) / factor, (right - least) / factor))
                    if ends[0] > low[name] or ends[1] < high[name]:
                        low[name], high[name] = max(low[name], ends[0]), min(high[name], ends[1])
                        changed = True
        return {name for name in low if low[name] == high[name]}


def attack(outside: Figures) -> Attacker:
    """All that a reader of the report knows."""
    it = Attacker()
    received, closed = it.see("received", outside.received), it.see("closed", outside.closed)
    for table, rows in (("kind", outside.by_kind), ("team", outside.by_team), ("channel", outside.by_channel)):
        if rows:
            it.know((received,), tuple(it.see(f"{table} {row.what}", row.number) for row in rows))
    for row in outside.by_topic:
        it.see(f"topic {row.what}", row.number)
    it.know((received,), tuple(it.see(f"received {one.period.quarter}", one.received) for one in outside.compared))
    it.know((closed,), tuple(it.see(f"closed {one.period.quarter}", one.closed) for one in outside.compared))
    justified = []
    for value in outside.evaluations:
        both = (it.see(f"{value.value} yes", value.confirmed), it.see(f"{value.value} maybe", value.proposed))
        justified += both if value.value in JUSTIFIED else ()
    with_measure = it.see("with", outside.measures.with_measure)
    it.know((with_measure, it.see("without", outside.measures.without)), tuple(justified))
    (year,) = outside.deadlines
    quarters = [one.final for one in outside.compared]
    for name in ("met", "missed"):
        cells = tuple(it.see(f"{name} {place}", getattr(one, name)) for place, one in enumerate(quarters))
        it.know((it.see(f"{name} year", getattr(year, name)),), cells)
    return it


SMALL = st.sampled_from([0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 9, 40])


@st.composite
def years(draw: st.DrawFn) -> Figures:
    """A year whose tables add up, mostly of small numbers."""

    def split(total: int, parts: int) -> list[int]:
        cuts = sorted(draw(st.lists(st.integers(0, total), min_size=parts - 1, max_size=parts - 1)))
        return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]

    def tally(names: tuple[str, ...]) -> tuple[Counted, ...]:
        found = (Counted(name, number) for name, number in zip(names, split(received, len(names)), strict=True))
        return tuple(row for row in found if row.number)

    quarters = [(draw(SMALL), draw(SMALL), draw(SMALL), draw(SMALL)) for _ in range(4)]
    received, closed = sum(one[0] for one in quarters), sum(one[1] for one in quarters)
    values = [Evaluated(name, draw(SMALL), draw(SMALL)) for name in (*JUSTIFIED, "unberechtigt")]
    justified = sum((one.confirmed or 0) + (one.proposed or 0) for one in values[:2])
    with_measure = draw(st.integers(0, justified))
    return Figures(
        Period(2026), received, closed, 5,
        by_kind=tally(("complaint", "request", "suggestion", "praise")),
        by_topic=(Counted("zahlung", draw(SMALL)),),
        by_team=tally(TEAMS),
        by_channel=tally(("email", "letter")),
        evaluations=tuple(values),
        not_evaluated=draw(SMALL),
        deadlines=(Timeliness(Deadline.FINAL, sum(q[2] for q in quarters), sum(q[3] for q in quarters), 0),),
        days=Days(6.0, 13),
        measures=Measures(with_measure, justified - with_measure),
        compared=tuple(
            Compared(Period(2026, place), one[0], one[1], Timeliness(Deadline.FINAL, one[2], one[3], 0))
            for place, one in enumerate(quarters, 1)
        ),
    )  # fmt: skip


@given(years())
@settings(max_examples=300, deadline=None)
def test_no_hidden_number_follows_from_the_sums_of_the_report(year: Figures) -> None:
    told = attack(for_outside(year, TEAMS))
    assert all(cell is None or cell >= 3 for cell in told.cells.values())
    assert told.settled() == set()


@given(years())
@settings(max_examples=50, deadline=None)
def test_that_a_row_is_there_tells_nothing(year: Figures) -> None:
    """All kinds of what was handed over have their row, and of the topics those alone that are told."""
    outside = for_outside(year, TEAMS)
    assert {row.what for row in outside.handed_over} == {"objection", "service_centre"}
    assert None not in {row.number for row in outside.by_topic}


def test_the_attacker_finds_what_stands_open() -> None:
    """The instrument is read before it is trusted: one row left out is found, and so is one of two equations."""
    it = Attacker()
    it.know((it.see("sum", 10),), (it.see("a", 8), it.see("b", None)))
    it.know((it.see("few", 0),), (it.see("c", None), it.see("d", None)))
    assert it.settled() == {"b", "c", "d"}


@pytest.mark.parametrize(("rows", "most"), [(2, 20), (3, 20), (4, 12), (5, 8)])
def test_who_replays_the_rule_finds_no_hidden_number(rows: int, most: int) -> None:
    """Every small table, grouped by what is told of it: the sum, which are hidden, the others."""
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(most + 1), repeat=rows):
        if 3 <= sum(numbers) <= most:  # below, the sum is hidden as well
            alike[sum(numbers), hide(numbers)].append(numbers)
    for (_, told), tables in alike.items():
        for place, cell in enumerate(told):  # type: ignore[var-annotated,arg-type]
            assert cell is not None or len({table[place] for table in tables}) > 1, (told, tables)
