"""Measures of justified complaints come back after three months ("Umgesetzt?"), and the answer is recorded."""

from __future__ import annotations

from datetime import date

import pytest
from case_office import LEAD, OFFICER, POLICY, Life, life

from mailbot.cases.case import MeasureAnswer
from mailbot.cases.effects import Refusal, Result
from mailbot.cases.measures import asked, asked_between, months_later, promised

NEW_YEAR = date(2026, 1, 1)


def closed(line: str = "ERLEDIGT berechtigt Maßnahme: Schulung am Empfang") -> Life:
    """Received on 2 March 2026, closed on Tuesday 10 March."""
    one = life()
    one.command(LEAD, line, "2026-03-10 09:00")
    return one


def test_three_months_after_the_closing_the_measure_is_asked_after() -> None:
    case = closed().case
    assert promised(case, POLICY)
    assert asked_between(case, NEW_YEAR, date(2026, 6, 9), POLICY) is None
    assert asked_between(case, NEW_YEAR, date(2026, 6, 10), POLICY) == date(2026, 6, 10)  # a Wednesday
    assert set(asked(case, POLICY, frozenset())) == {LEAD, OFFICER}


def test_it_is_asked_once_a_month_until_it_is_done() -> None:
    one = closed()
    assert asked_between(one.case, date(2026, 6, 10), date(2026, 7, 9), POLICY) is None
    assert asked_between(one.case, date(2026, 6, 10), date(2026, 7, 10), POLICY) == date(2026, 7, 10)
    assert one.command(LEAD, "UMGESETZT NEIN", "2026-07-13 09:00").result is Result.DONE
    assert one.case.measure_answer == MeasureAnswer(date(2026, 7, 13), done=False)
    assert asked_between(one.case, date(2026, 7, 10), date(2026, 8, 10), POLICY) == date(2026, 8, 10)
    assert one.command(OFFICER, "UMGESETZT", "2026-08-11 09:00").result is Result.DONE
    assert one.case.measure_answer == MeasureAnswer(date(2026, 8, 11), done=True)
    assert asked_between(one.case, date(2026, 8, 10), date(2027, 8, 10), POLICY) is None


def test_an_outage_over_the_day_is_made_up() -> None:
    assert asked_between(closed().case, date(2026, 6, 1), date(2026, 6, 30), POLICY) == date(2026, 6, 10)


@pytest.mark.parametrize(
    "line", ["ERLEDIGT unberechtigt Maßnahme: Schulung", "ERLEDIGT berechtigt", "ERLEDIGT Maßnahme: Schulung"]
)
def test_nothing_is_asked_where_nothing_was_promised_for_a_justified_complaint(line: str) -> None:
    one = closed(line)
    assert asked_between(one.case, NEW_YEAR, date(2027, 12, 31), POLICY) is None
    assert one.command(LEAD, "UMGESETZT", "2026-06-10 09:00").refusal is Refusal.WRONG_STATE


def test_a_case_that_is_open_again_is_not_asked_after() -> None:
    one = closed()
    one.command(OFFICER, "ÖFFNEN", "2026-03-11 09:00")
    assert not promised(one.case, POLICY)
    assert one.command(LEAD, "UMGESETZT", "2026-06-10 09:00").refusal is Refusal.WRONG_STATE


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 10, 5), 3, date(2027, 1, 5)),
    ],
)
def test_a_month_without_that_day_ends_earlier(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
