"""A further topic that clearly belongs to another team names it (domain, section 2)."""

from __future__ import annotations

import pytest
from sample_office import DIRECTORY

from mailbot.rules.match import RuleHit
from mailbot.rules.ruleset import Rule
from mailbot.rules.second_team import second_team


def hit(topic: str, *teams: tuple[str, float]) -> RuleHit:
    return RuleHit(Rule(f"rule-{topic}", topic=topic, teams=teams), "Worte", 1, in_subject=False)


MONEY = hit("zahlung", ("leistung", 3.0))
ROWS = [
    # hits, topics, expected
    ((MONEY, hit("wartezeit", ("eingangszone", 2.5))), ("zahlung", "wartezeit"), "eingangszone"),
    ((MONEY, hit("wartezeit", ("eingangszone", 1.0))), ("zahlung", "wartezeit"), ""),
    ((MONEY, hit("miete", ("leistung", 3.0))), ("zahlung", "miete"), ""),
    ((MONEY, hit("kurs", ("vermittlung", 3.0))), ("zahlung", "kurs"), ""),  # a matter that teams share is no team
    ((MONEY,), ("zahlung",), ""),
]


@pytest.mark.parametrize(("hits", "topics", "expected"), ROWS)
def test_the_team_of_a_further_topic(hits: tuple[RuleHit, ...], topics: tuple[str, ...], expected: str) -> None:
    assert second_team(hits, topics, "leistung", DIRECTORY) == expected


def test_a_case_that_is_no_teams_has_no_second_team() -> None:
    hits = (MONEY, hit("wartezeit", ("eingangszone", 2.5)))
    assert second_team(hits, ("zahlung", "wartezeit"), "management", DIRECTORY) == ""
