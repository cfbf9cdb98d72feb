"""Quarters and years: where they begin and end, and what stands beside them."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.errors import ConfigError
from mailbot.outbound.report_period import Period, quarter_of, read_period


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2028", date(2028, 1, 1), date(2028, 12, 31)),
        ("2026 Q3", date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(written: str, first: date, last: date) -> None:
    period = read_period(written)
    assert (period.first, period.last) == (first, last)
    assert period.holds(first)
    assert period.holds(last)
    assert not period.holds(date.fromordinal(first.toordinal() - 1))
    assert not period.holds(date.fromordinal(last.toordinal() + 1))
    assert read_period(period.written) == period


@pytest.mark.parametrize("wrong", ["", "2026Q0", "2026Q5", "26Q1", "2026Q1x", "Q1", "1999", "20266"])
def test_anything_else_is_no_period(wrong: str) -> None:
    with pytest.raises(ConfigError, match="--of"):
        read_period(wrong)


def test_beside_a_quarter_stand_the_four_before_it() -> None:
    assert [period.written for period in Period(2026, 2).compared()] == ["2025Q2", "2025Q3", "2025Q4", "2026Q1"]


def test_beside_a_year_stand_its_quarters() -> None:
    assert [period.written for period in Period(2026).compared()] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]


def test_every_day_lies_in_the_quarter_of_that_day() -> None:
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2029, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        assert quarter_of(day).holds(day)
