"""What rules and ordinary words say of one text: the whole of a mail, or one half of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from mailbot.ingest.forms import Form
from mailbot.rules.ages import Ages
from mailbot.rules.classify import Ranking, rank, score_kinds, score_teams
from mailbot.rules.directory import Directory
from mailbot.rules.halves import halves_at, halves_of
from mailbot.rules.leaning import Leaning, Leanings, leaning_of, shipped_leanings, spread_of
from mailbot.rules.match import Facts, RuleHit, hits
from mailbot.rules.parting import Text, parting_of
from mailbot.rules.route import split_by_age
from mailbot.rules.ruleset import RuleSet
from mailbot.rules.surnames import without_surnames
from mailbot.rules.words import TEXT, Reading, read
from mailbot.vocabulary import PETITIONS, Channel, Kind, Route

_EMPLOYERS: Final = "arbeitgeber"
_TICKED: Final = 2.5
"""What the tick at "Arbeitgeber" on the form says for the employers' team (domain, section 2, customer group)."""
_SURE: Final = 0.5
_GROUNDS: Final = {Kind.COMPLAINT: 2.5, Kind.REQUEST: 1.7}
"""What may be a ground of something graver, and the weight of a rule from which it is named."""
_MAY_BE_GROUNDS: Final = {Kind.COMPLAINT: 2.5}
"""The same where the substance parts a mail: a question is seldom a ground."""
_HOLD_GROUNDS: Final = PETITIONS | {Kind.OBJECTION}


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as it was read, the rules that hit it, and what its ordinary words lean to."""

    reading: Reading
    hits: tuple[RuleHit, ...]
    leaning: Leaning


@dataclass(frozen=True, slots=True)
class Opinion:
    """The kinds and the teams by score, and what they rest on."""

    kinds: Ranking
    teams: Ranking
    heard: Heard


def hear(facts: Facts, ruleset: RuleSet, reading: Reading | None = None) -> Heard:
    """Read a text and find what hits; `reading` where it was read before."""
    words = reading or without_surnames(read(facts.subject, facts.text), facts.sender_name)
    decision = ruleset.decision
    leaning = leaning_of(
        words.words,
        ruleset.vocabulary.stem.stemWord,
        leanings=shipped_leanings(),
        strength=decision.leaning if facts.language == "de" else 0.0,
        limit=decision.leaning_limit,
    )
    return Heard(words, hits(ruleset, facts, words), leaning)


def laid_out(heard: Heard, ruleset: RuleSet, language: str, leanings: Leanings | None = None) -> Text:
    """What was heard, with the place of each word that leans to something."""
    decision, words = ruleset.decision, heard.reading.words
    spread = partial(
        spread_of,
        words,
        max(heard.reading.field.find(TEXT), 0),
        ruleset.vocabulary.stem.stemWord,
        leanings=leanings or shipped_leanings(),
        strength=decision.leaning if language == "de" else 0.0,
        limit=decision.leaning_limit,
    )
    return Text(heard.reading, heard.hits, spread)


def opinion_of(heard: Heard, form: Form | None, ages: Ages, ruleset: RuleSet, directory: Directory) -> Opinion:
    """The scores of what was heard."""
    decision = ruleset.decision
    kinds = rank(score_kinds(heard.hits, decision, heard.leaning.scores), decision.temperature)
    return Opinion(kinds, _teams(heard, form, ages, ruleset, directory), heard)


def _teams(heard: Heard, form: Form | None, ages: Ages, ruleset: RuleSet, directory: Directory) -> Ranking:
    """The teams by score; only teams of the directory count."""
    scores = split_by_age(score_teams(heard.hits, ruleset.decision, heard.leaning.scores), ruleset.splits, ages)
    if form is not None and form.customer_group == "Arbeitgeber":
        scores[_EMPLOYERS] = scores.get(_EMPLOYERS, 0.0) + _TICKED
    known = {team: score for team, score in scores.items() if directory.team(team) is not None}
    return rank(known or {Route.KRM.value: 0.0}, ruleset.decision.temperature)


def two_opinions(
    facts: Facts, heard: Heard, ages: Ages, ruleset: RuleSet, directory: Directory
) -> tuple[Opinion, Opinion] | None:
    """The main and the other matter of a mail that says it holds two, where they are surely of two kinds."""
    halves = halves_of(heard.reading, heard.hits)
    if halves is None:
        return None
    first, second = _judged_apart(halves, facts, ages, ruleset, directory)
    if not _are_two(first, second):
        return None
    return _graver_first(first, second)


def parted_opinions(
    facts: Facts, heard: Heard, ages: Ages, ruleset: RuleSet, directory: Directory
) -> tuple[Opinion, Opinion] | None:
    """The main and the other matter of a mail that its substance parts, where each part is of another kind."""
    if facts.channel is not Channel.EMAIL:
        return None
    cut = parting_of(laid_out(heard, ruleset, facts.language), ruleset.decision)
    if cut is None:
        return None
    first, second = _judged_apart(halves_at(cut.at, heard.reading), facts, ages, ruleset, directory)
    return _graver_first(first, second) if _are_of_two_kinds(first, second, _MAY_BE_GROUNDS) else None


def _judged_apart(
    halves: tuple[Reading, Reading], facts: Facts, ages: Ages, ruleset: RuleSet, directory: Directory
) -> Iterator[Opinion]:
    alone = replace(facts, subject="", attachments=())
    return (opinion_of(hear(alone, ruleset, half), None, ages, ruleset, directory) for half in halves)


def _graver_first(first: Opinion, second: Opinion) -> tuple[Opinion, Opinion]:
    """Misconduct before all else, then what authorities ask, then objections; else the writer's order."""
    return (second, first) if _gravity(second) < _gravity(first) else (first, second)


def _gravity(opinion: Opinion) -> int:
    kind = Kind(opinion.kinds.best)
    graver = (kind is Kind.CONDUCT_COMPLAINT, kind in PETITIONS, kind is Kind.OBJECTION)
    return graver.index(True) if any(graver) else len(graver)


def _are_two(first: Opinion, second: Opinion) -> bool:
    return min(first.kinds.certainty, second.kinds.certainty) >= _SURE and _are_of_two_kinds(first, second, _GROUNDS)


def _are_of_two_kinds(first: Opinion, second: Opinion, grounds: Mapping[Kind, float]) -> bool:
    kinds = {Kind(first.kinds.best), Kind(second.kinds.best)}
    if len(kinds) == 1 or not all(map(_accuses_by_rules, (first, second))):
        return False
    return kinds.isdisjoint(_HOLD_GROUNDS) or all(_names_itself(opinion, grounds) for opinion in (first, second))


def _accuses_by_rules(opinion: Opinion) -> bool:
    """Of half a mail, words alone say too little for an accusation."""
    said = (dict(hit.rule.kinds).get(Kind.CONDUCT_COMPLAINT, 0.0) for hit in opinion.heard.hits)
    return opinion.kinds.best != Kind.CONDUCT_COMPLAINT or max(said, default=0.0) > 0


def _names_itself(opinion: Opinion, grounds: Mapping[Kind, float]) -> bool:
    """Beside an objection or a petition a complaint or question must call itself one: else it is one of its grounds."""
    kind = Kind(opinion.kinds.best)
    named = (dict(hit.rule.kinds).get(kind, 0.0) for hit in opinion.heard.hits)
    return max(named, default=0.0) >= grounds.get(kind, 0.0)
