"""What leaves the office: nothing below 3, and nothing that can be reckoned back."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.outbound.report_deadlines import Deadline
from mailbot.outbound.report_hiding import for_outside, hide
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Compared, Counted, Days, Evaluated, Figures, Measures, Timeliness


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([5, 3, 4], (5, 3, 4)),
        ([50, 20, 2], (None, 20, None)),
        ([50, 20, 2, 1], (50, 20, None, None)),
        ([50, 20, 1, 1], (None, 20, None, None)),
        ([50, 20, 2, 2], (None, 20, None, None)),
        ([50, 1], (None, None)),
        ([2], (None,)),
        ([], ()),
    ],
)
def test_a_second_number_is_hidden_where_one_could_be_subtracted(
    numbers: list[int], shown: tuple[int | None, ...]
) -> None:
    assert hide(numbers) == shown


def test_without_a_known_sum_only_the_small_ones_are_hidden() -> None:
    assert hide([50, 20, 2], known_sum=False) == (50, 20, None)


COUNTS = st.lists(st.integers(0, 40), max_size=6)


@given(COUNTS)
def test_no_number_below_three_is_ever_shown(numbers: list[int]) -> None:
    for known_sum in (True, False):
        assert all(cell is None or cell >= 3 for cell in hide(numbers, known_sum=known_sum))


@given(st.lists(st.integers(0, 6), min_size=2, max_size=4))
def test_who_knows_the_sum_and_that_small_numbers_are_hidden_learns_none(numbers: list[int]) -> None:
    """All that could stand in the hidden places, one of them below three: each place has more than one value."""
    hidden = [place for place, cell in enumerate(hide(numbers)) if cell is None]
    assert len(hidden) != 1
    rest = sum(numbers[place] for place in hidden)
    if not hidden or sum(numbers) < 3:
        return  # then the sum is hidden too
    possible = [
        values for values in product(range(rest + 1), repeat=len(hidden)) if sum(values) == rest and min(values) < 3
    ]
    for place in range(len(hidden)):
        assert len({values[place] for values in possible}) > 1


@given(st.lists(st.integers(0, 2), min_size=2, max_size=5))
def test_rows_that_are_all_small_are_never_settled_by_their_sum(small: list[int]) -> None:
    """All of them 0, or all of them 2, would follow from the sum; so one more row goes."""
    shown = hide([*small, 40, 50])
    if sum(small) in {0, 2 * len(small)}:
        assert None in shown[len(small) :]


def figures(**changes: object) -> Figures:
    final = Timeliness(Deadline.FINAL, 40, 9, 0)
    base = Figures(
        period=Period(2026),
        received=60,
        closed=50,
        open_at_end=10,
        handed_over=(Counted("objection", 2),),
        by_kind=(Counted("complaint", 40), Counted("request", 18), Counted("praise", 2)),
        by_topic=(Counted("zahlung", 30), Counted("wartezeit", 1)),
        by_channel=(Counted("email", 60),),
        evaluations=(Evaluated("berechtigt", 20, 1), Evaluated("unberechtigt", 15, 0)),
        not_evaluated=4,
        deadlines=(final,),
        days=Days(6.0, 13),
        measures=Measures(19, 2),
        compared=(Compared(Period(2026, 1), 2, 30, final), Compared(Period(2026, 2), 58, 20, final)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def numbers_in(value: object) -> list[int]:
    if isinstance(value, bool | float | Period):
        return []
    if isinstance(value, int):
        return [value]
    if isinstance(value, tuple):
        return [number for one in value for number in numbers_in(one)]
    if hasattr(value, "__dataclass_fields__"):
        return [n for name in value.__dataclass_fields__ for n in numbers_in(getattr(value, name))]
    return []


def test_nothing_small_stands_in_any_part_of_the_report() -> None:
    outside = for_outside(figures())
    assert outside.hidden
    assert all(number >= 3 for number in numbers_in(outside))
    assert {row.what: row.number for row in outside.by_kind if row.number} == {"complaint": 40}
    assert outside.measures == Measures(None, None)
    assert [row.received for row in outside.compared] == [None, None]


def test_a_hidden_row_does_not_stand_in_the_place_of_its_size() -> None:
    outside = for_outside(figures())
    names = [row.what for row in outside.by_kind if row.number is None]
    assert names == sorted(names)
    assert "praise" in names


def test_a_kind_without_a_case_has_a_row_like_one_with_a_few() -> None:
    outside = for_outside(figures(by_team=(Counted("leistung", 60),)), teams=("leistung", "eingangszone"))
    assert {"petition", "submission"} <= {row.what for row in outside.by_kind}
    assert {row.what for row in outside.by_team} == {"leistung", "eingangszone"}


def test_what_is_left_out_besides_does_not_depend_on_the_numbers() -> None:
    """Praise before complaints, however many there are of each."""
    for praise, complaints in ((30, 4), (4, 30)):
        rows = (Counted("praise", praise), Counted("complaint", complaints), Counted("request", 26))
        outside = for_outside(figures(by_kind=rows))
        assert {row.what for row in outside.by_kind if row.number} == {"complaint", "request"}


def test_a_share_is_not_told_where_a_number_is_hidden() -> None:
    outside = for_outside(figures(deadlines=(Timeliness(Deadline.FINAL, 40, 1, 0),)))
    assert outside.deadlines[0].share is None


def test_with_so_little_that_even_the_sum_is_small_nothing_is_told() -> None:
    outside = for_outside(
        figures(received=2, closed=2, by_kind=(Counted("complaint", 2),), by_channel=(Counted("email", 2),))
    )
    assert outside.received is None
    assert outside.days == Days()
    assert outside.by_kind[0].number is None
