"""Domain, section 2: one case has one owner team, that of the main topic; the lead of a second team is in Cc."""

from __future__ import annotations

import pytest
from case_office import LEAD, OFFICE, OFFICER, TEAM, Life, life, reached, verdict

from mailbot.cases.effects import Effect, Forward, Present, Remind
from mailbot.vocabulary import Kind

SECOND, SECOND_DEPUTY = f"lead.eingangszone@{OFFICE}", f"deputy.eingangszone@{OFFICE}"


def forwarded(case: Life) -> list[Effect]:
    return [effect for effect in case.effects if isinstance(effect, Forward | Present)]


def test_the_second_lead_is_in_cc_and_the_first_team_owns_the_case() -> None:
    case = life(verdict(second_team="eingangszone"))
    assert forwarded(case) == [Forward((TEAM,), (LEAD, SECOND))]
    case.until("2026-03-20 12:00")
    assert SECOND not in reached(case.of(Remind))
    assert case.command(SECOND, "ERLEDIGT berechtigt").refusal.value == "not_yours"


def test_away_it_is_the_deputy() -> None:
    case = life(verdict(second_team="eingangszone"), absent=frozenset({SECOND}))
    assert forwarded(case) == [Forward((TEAM,), (LEAD, SECOND_DEPUTY))]


@pytest.mark.parametrize("accused", [SECOND, "lead"])
def test_nobody_is_told_of_a_reaction_that_names_them(accused: str) -> None:
    case = life(verdict(second_team="eingangszone", accused=(accused,)))
    assert SECOND not in reached(forwarded(case))


def test_passed_on_to_the_second_team_it_is_told_once() -> None:
    case = life(verdict(second_team="eingangszone"))
    case.command(OFFICER, "WEITER AN eingangszone")
    (_, again) = forwarded(case)
    assert again.cc == (SECOND,)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", [Kind.CONDUCT_COMPLAINT, Kind.PETITION, Kind.OBJECTION, Kind.PRAISE])
def test_of_these_kinds_no_second_team_hears(kind: Kind) -> None:
    assert SECOND not in reached(life(verdict(kind, second_team="eingangszone")).effects)
