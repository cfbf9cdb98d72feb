"""The second team of a mail: one case has one owner, the lead of a second team is told in Cc (domain, section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mailbot.rules.directory import Directory
from mailbot.rules.match import RuleHit

CLEARLY: Final = 2.0
"""Weight from which the rules of a further topic say for certain whose it is."""


def second_team(hits: Iterable[RuleHit], topics: tuple[str, ...], route: str, directory: Directory) -> str:
    """The team to which a further topic of the mail clearly belongs, if it is not the one that owns it; else ""."""
    if directory.team(route) is None:
        return ""
    found = tuple(hits)
    for topic in topics[1:]:
        weights: dict[str, float] = {}
        for hit in found:
            if hit.rule.topic == topic:
                for team, weight in hit.rule.teams:
                    weights[team] = weights.get(team, 0.0) + weight
        best = max(weights, key=lambda team: (weights[team], team), default="")
        if best and best != route and weights[best] >= CLEARLY and directory.team(best) is not None:
            return best
    return ""
