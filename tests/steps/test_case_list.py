"""`mailbot cases`: filters, the order, and what a terminal or a pipe gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_office import an_office, keep
from office import at

from mailbot.cases.case import Case, Closing, SetDeadline
from mailbot.console_cases import print_cases
from mailbot.errors import ConfigError
from mailbot.steps.case_list import Wanted, listed, most_urgent_first, read_day
from mailbot.steps.runtime import Runtime
from mailbot.vocabulary import Channel, Flag, Kind, Role, Status


def a_case(number: int, received: str, kind: Kind = Kind.COMPLAINT, route: str = "leistung") -> Case:
    moment = at(f"{received} 10:00")
    return Case(f"KRM-2026-{number:06}", kind, route, Channel.EMAIL, moment, moment)


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    opened = an_office(tmp_path, at("2026-03-20 12:00"))
    late = replace(a_case(1, "2026-03-02"), flags=frozenset({Flag.DANGER}))
    petition = replace(a_case(2, "2026-03-03", Kind.PETITION, "management"), deadline=SetDeadline(date(2026, 3, 22)))
    fresh = a_case(3, "2026-03-19", route="eingangszone")
    closed = replace(a_case(4, "2026-03-01"), status=Status.CLOSED, closing=Closing(at("2026-03-05 10:00"), Role.LEAD))
    keep(opened, late, petition, fresh, closed)
    return opened


FILTERS = {
    "all": (Wanted(), [1, 2, 3, 4]),
    "open": (Wanted(open=True), [1, 2, 3]),
    "overdue": (Wanted(overdue=True), [1]),
    "team": (Wanted(team="eingangszone"), [3]),
    "kind": (Wanted(kind="petition"), [2]),
    "since": (Wanted(since=date(2026, 3, 3)), [2, 3]),
    "together": (Wanted(open=True, team="leistung", since=date(2026, 3, 3)), []),
}


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_leaves_what_it_says(office: Runtime, name: str) -> None:
    wanted, numbers = FILTERS[name]
    assert sorted(int(one.case.number[-6:]) for one in listed(office, wanted)) == numbers


def test_the_most_urgent_case_stands_first_and_what_is_closed_last(office: Runtime) -> None:
    cases = most_urgent_first(listed(office, Wanted()))
    assert [int(one.case.number[-6:]) for one in cases] == [1, 2, 3, 4]
    assert [one.due for one in cases] == [date(2026, 3, 16), date(2026, 3, 22), date(2026, 4, 2), None]


@pytest.mark.parametrize(("wanted", "says"), [(Wanted(team="x"), "leistung"), (Wanted(kind="x"), "complaint")])
def test_what_there_is_not_is_told_with_what_there_is(office: Runtime, wanted: Wanted, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        listed(office, wanted)


@pytest.mark.parametrize("written", ["2026-03-01", "01.03.2026", " 1.3.2026 "])
def test_a_day_in_both_ways_of_writing(written: str) -> None:
    assert read_day(written) == date(2026, 3, 1)


def test_what_is_no_day_is_asked_back() -> None:
    with pytest.raises(ConfigError, match="--since"):
        read_day("gestern")


def test_a_pipe_gets_words_and_no_colour(office: Runtime, capsys: pytest.CaptureFixture[str]) -> None:
    print_cases(most_urgent_first(listed(office, Wanted())), office)
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "2026-03-16 overdue 4 d" in told
    assert "2026-03-22 in 2 d" in told
    print_cases([], office)
    assert "no such case" in capsys.readouterr().out


def test_a_terminal_gets_colour(
    office: Runtime, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    print_cases(most_urgent_first(listed(office, Wanted())), office)
    assert "\x1b[1;31m" in capsys.readouterr().out
