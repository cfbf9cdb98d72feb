"""What can be wrong with `rules.toml`, and whether the rules route to teams that there are."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.errors import ConfigError
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.settings.findings import likely
from mailbot.settings.reading import DIRECTORY, RULES, Reading


def rules(reading: Reading) -> Iterator[str]:
    """The rules themselves, and that each of them routes to a team of the directory."""
    try:
        ruleset = load_ruleset(reading.folder / RULES)
    except ConfigError as error:
        yield from error.findings
        return
    if reading.people is None:
        return
    yield from unknown_teams(ruleset, tuple(team.id for team in reading.people.teams))


def unknown_teams(ruleset: RuleSet, known: tuple[str, ...]) -> Iterator[str]:
    """A finding for each place where these rules route to a team that is none of the known."""
    for where, team in _named_teams(ruleset):
        if team and team not in known:
            meant = likely(team, known)
            yield f'{RULES}: {where}: team "{team}" is not in {DIRECTORY}{meant}; allowed: {", ".join(known)}'


def _named_teams(ruleset: RuleSet) -> Iterator[tuple[str, str]]:
    """Every team that the rules name, with the place."""
    for rule in ruleset.rules:
        yield from ((f"rule {rule.id}", team) for team, _ in rule.teams if team not in _matters(ruleset))
    for split in ruleset.splits:
        yield from ((f"split {split.name}", team) for team in (split.under, split.otherwise))
    yield from (("decision.team_prior", team) for team in ruleset.decision.team_prior if team not in _matters(ruleset))
    if ruleset.decision.fallback_team not in _matters(ruleset):
        yield "decision.fallback_team", ruleset.decision.fallback_team


def _matters(ruleset: RuleSet) -> frozenset[str]:
    """Matters that two teams share by age; rules may name them in place of a team."""
    return frozenset(split.name for split in ruleset.splits)
