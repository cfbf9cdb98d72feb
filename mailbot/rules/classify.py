"""Evidence to kinds: the weights of the rules that hit are added up, bounded, and turned into probabilities.

How hits combine is said in `score` and nowhere else: each rule counts once, a little more when several of its
patterns hit or one stands in the subject; what many weak hits of a kind can add up to has a ceiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from typing import Final, NamedTuple, TypeVar

from mailbot.rules.match import RuleHit
from mailbot.rules.ruleset import Decision
from mailbot.vocabulary import Kind

SUPPORTS: Final = "supports"
"""Signal of a rule that tells what came of a deed, not the deed: without a deed it counts little."""
Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Names by score, best first, with the probability of each."""

    scores: tuple[tuple[str, float], ...]
    probabilities: tuple[float, ...]

    @property
    def best(self) -> str:
        """The name with the highest score."""
        return self.scores[0][0]

    @property
    def certainty(self) -> float:
        """The probability of the best."""
        return self.probabilities[0]

    def score(self, name: str) -> float:
        """The score of a name, 0 where it has none."""
        return next((score for known, score in self.scores if known == name), 0.0)

    def probability(self, name: str) -> float:
        """The probability of a name, 0 where it has none."""
        pairs = zip(self.scores, self.probabilities, strict=True)
        return next((p for (known, _), p in pairs if known == name), 0.0)

    def close(self, at_least: float) -> tuple[str, ...]:
        """The names whose probability is at least this, best first."""
        return tuple(name for (name, _), p in zip(self.scores, self.probabilities, strict=True) if p >= at_least)


def strength(hit: RuleHit, decision: Decision) -> float:
    """How much a hit counts: 1 for one pattern, more for several different ones and for the subject."""
    more = min(hit.patterns - 1, decision.repeats) * decision.repeat
    return (1.0 + more) * (decision.subject_factor if hit.in_subject else 1.0)


class Founded(NamedTuple):
    """What rules alone say of the kinds: those that they name, and the score of each."""

    named: frozenset[Kind]
    scores: dict[Kind, float]


def score_kinds(
    hits: Iterable[RuleHit], decision: Decision, leaning: Mapping[str, float] | None = None
) -> dict[Kind, float]:
    """The score of each kind; `leaning` is what the ordinary words add."""
    return with_words(founded_kinds(hits, decision), decision, leaning or {})


def founded_kinds(hits: Iterable[RuleHit], decision: Decision) -> Founded:
    """What the rules that hit say, before any ordinary word is asked."""
    positive: dict[Kind, float] = {}
    negative: dict[Kind, float] = {}
    supporting: dict[Kind, float] = {}
    for hit in hits:
        for kind, weight in hit.rule.kinds:
            side = negative if weight < 0 else supporting if SUPPORTS in hit.rule.signals else positive
            side[kind] = side.get(kind, 0.0) + weight * strength(hit, decision)
    named = frozenset(positive)
    for kind, weight in supporting.items():
        counts = weight if kind in named else min(weight, decision.unsupported)
        positive[kind] = positive.get(kind, 0.0) + counts
    return Founded(
        named,
        {
            kind: decision.prior.get(kind, 0.0)
            + _bounded(positive.get(kind, 0.0), decision.ceiling.get(kind))
            + negative.get(kind, 0.0)
            for kind in {*positive, *negative, *decision.prior}
        },
    )


def with_words(founded: Founded, decision: Decision, leaning: Mapping[str, float]) -> dict[Kind, float]:
    """The scores of the rules with what the ordinary words add to them."""
    said = _weighed_by_rules(leaning, founded.named, decision)
    scores = {kind: score + said.get(kind, 0.0) for kind, score in founded.scores.items()}
    return _dominated(founded.scores, scores, decision)


def _weighed_by_rules(leaning: Mapping[str, float], named: frozenset[Kind], decision: Decision) -> dict[str, float]:
    """Misconduct is told in any words, so that what words say of it counts more; an objection is mostly named."""
    if not leaning:
        return {}
    objection = leaning.get(Kind.OBJECTION, 0.0)
    bounded = objection if Kind.OBJECTION in named else min(objection, decision.objection_by_words)
    conduct = leaning.get(Kind.CONDUCT_COMPLAINT, 0.0) + decision.conduct_by_words
    return {**leaning, Kind.OBJECTION: bounded, Kind.CONDUCT_COMPLAINT: conduct}


def _dominated(founded: dict[Kind, float], scores: dict[Kind, float], decision: Decision) -> dict[Kind, float]:
    """Anger about the matter does not outweigh a grave kind that is well founded: it is part of it.

    What founds it are rules: ordinary words accuse nobody, but they may speak against it. Nor does a grave kind that
    only such words suggest outweigh one that rules found.
    """
    grave = [
        kind
        for kind, least in decision.dominates_from.items()
        if min(founded.get(kind, 0.0), scores.get(kind, 0.0)) >= least
    ]
    if not grave:
        return scores
    most = max(scores[kind] for kind in grave) - decision.margin
    return {kind: score if kind in grave else min(score, most) for kind, score in scores.items()}


def score_teams(
    hits: Iterable[RuleHit], decision: Decision, leaning: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The score of each team, or matter that teams share; `leaning` is what the ordinary words add."""
    said, share = leaning or {}, decision.leaning_teams
    scores = {team: prior + share * said.get(team, 0.0) for team, prior in decision.team_prior.items()}
    for hit in hits:
        for team, weight in hit.rule.teams:
            scores[team] = scores.get(team, 0.0) + weight * strength(hit, decision)
    return scores


def rank(scores: Mapping[Name, float], temperature: float) -> Ranking:
    """Scores to probabilities (softmax), best first; equal scores in the order of their names."""
    ordered = tuple(sorted(((str(n), s) for n, s in scores.items()), key=lambda item: (-item[1], item[0])))
    if not ordered:
        return Ranking((("none", 0.0),), (0.0,))
    top = ordered[0][1]
    raised = [exp((score - top) / temperature) for _, score in ordered]
    total = sum(raised)
    return Ranking(ordered, tuple(value / total for value in raised))


def calibrated(probability: float, points: tuple[tuple[float, float], ...]) -> float:
    """How often judgements of this probability were right, by the points measured; without points, itself."""
    if not points:
        return probability
    known = ((0.0, 0.0), *points, (1.0, points[-1][1]))
    for (low, least), (high, most) in pairwise(known):
        if probability <= high:
            return least if high == low else least + (most - least) * (probability - low) / (high - low)
    return points[-1][1]


def _bounded(score: float, ceiling: float | None) -> float:
    """Grow like the score while it is small and never beyond the ceiling."""
    return score if not ceiling else ceiling * (1.0 - exp(-score / ceiling))
