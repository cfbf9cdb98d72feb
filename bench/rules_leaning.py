"""Counts what ordinary words lean to and writes `mailbot/rules/data/word_leaning.tsv`.

    python -m bench.rules_leaning          fit on all labelled mails, write the table
    python -m bench.rules_leaning --check  fit without each row of mails in turn, say what that row gains

A word counts only where several mails hold it and it is nobody's name. What the rules say is taken as given, so that
the words learn only what the rules leave open.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import Final

from bench.rules_mails import DIRECTORY, HOUSE, RULES, Labelled, labelled_cases
from mailbot.ingest.forms import read_form, read_ticket
from mailbot.rules import judge as judging
from mailbot.rules import leaning
from mailbot.rules.classify import score_kinds, score_teams
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.rules.words import read
from mailbot.vocabulary import Channel, Kind

TABLE: Final = Path(leaning.__file__).parent / "data" / "word_leaning.tsv"
KINDS: Final = ("complaint", "request", "suggestion", "praise", "conduct_complaint", "objection")
TEAMS: Final = ("leistung", "eingangszone", "vermittlung", "arbeitgeber")
_LEAST_MAILS: Final = 3
_ROUNDS: Final = 40
_STEP: Final = 0.15
_RIDGE: Final = 0.5
_TEMPERATURE: Final = 1.5
_SMALLEST: Final = 0.12
_TITLES: Final = frozenset({"frau", "herr", "herrn", "familie", "fam", "dr"})
Weights = dict[str, list[float]]


@dataclass(frozen=True)
class Sample:
    row: str
    features: frozenset[str]
    names: frozenset[str]
    lower: frozenset[str]
    kind: tuple[int, list[float], frozenset[str]] | None
    team: tuple[int, list[float]] | None


def samples(ruleset: RuleSet) -> list[Sample]:
    """Every German labelled mail with its words and with what the rules alone say of it."""
    return [_sample(mail, ruleset) for mail in labelled_cases() if mail.label.get("language", "de") == "de"]


def _sample(mail: Labelled, ruleset: RuleSet) -> Sample:
    message = mail.message
    form = read_form(message) or read_ticket(message)
    reading = judging._read(message, ruleset, HOUSE, form, Channel.EMAIL, mail.received)  # noqa: SLF001
    facts, decision = reading.facts, ruleset.decision
    words = read(facts.subject, facts.text)
    stem = ruleset.vocabulary.stem.stemWord
    kinds, teams = score_kinds(reading.hits, decision), score_teams(reading.hits, decision)
    route = "vermittlung" if mail.label["route"].startswith("vermittlung") else mail.label["route"]
    teams["vermittlung"] = max(teams.get(name, 0.0) for name in ("vermittlung", "vermittlung-u25", "vermittlung-ue25"))
    return Sample(
        mail.row,
        leaning.features(words.words, stem),
        _names(words.words, stem),
        frozenset(form for w, s in zip(words.words, words.shown, strict=True) if s.islower() for form in (w, stem(w))),
        (KINDS.index(mail.label["kind"]), [kinds.get(Kind(name), -1.0) for name in KINDS], mail.kinds)
        if mail.label["kind"] in KINDS
        else None,
        (TEAMS.index(route), [teams.get(name, 0.0) for name in TEAMS]) if route in TEAMS else None,
    )


def _names(words: Sequence[str], stem: Callable[[str], str]) -> frozenset[str]:
    called = {words[at + 1] for at, word in enumerate(words[:-1]) if word in _TITLES}
    people = {part for person in DIRECTORY.teams for part in person.name.lower().split()}
    named = (called | set(words[-2:])) - people
    return frozenset(named | {stem(word) for word in named})


def vocabulary(training: list[Sample]) -> frozenset[str]:
    """The words and pairs that several mails hold and that are no names."""
    mails = Counter(feature for sample in training for feature in sample.features)
    lower = Counter(word for sample in training for word in sample.lower)
    names = {name for sample in training for name in sample.names if lower[name] < _LEAST_MAILS}
    return frozenset(f for f, n in mails.items() if n >= _LEAST_MAILS and _is_nobody(f.split(), names))


def _is_nobody(parts: list[str], names: set[str]) -> bool:
    return parts[0] not in _TITLES and names.isdisjoint(parts)


def fit(training: list[tuple[frozenset[str], int, list[float]]], known: frozenset[str], width: int) -> Weights:
    """Multinomial regression with the rules' scores as offset; steps by Adagrad, in a fixed order."""
    rows = [(sorted(features & known), target, offset) for features, target, offset in training]
    weights = {word: [0.0] * width for word in sorted(known)}
    seen = {word: [1e-6] * width for word in known}
    order = random.Random(1)  # noqa: S311 - an order, no secret
    for _ in range(_ROUNDS):
        order.shuffle(rows)
        for words, target, offset in rows:
            _step(words, target, offset, weights, seen, len(rows))
    return weights


def _step(words: list[str], target: int, offset: list[float], weights: Weights, seen: Weights, total: int) -> None:
    share = 1.0 / sqrt(len(words) + 1)
    errors = probabilities(offset, words, weights)
    errors[target] -= 1.0
    for word in words:
        weight, squares = weights[word], seen[word]
        for at, error in enumerate(errors):
            slope = share * error + _RIDGE * weight[at] / total
            squares[at] += slope * slope
            weight[at] -= _STEP * slope / sqrt(squares[at])


def probabilities(offset: list[float], words: list[str], weights: Weights) -> list[float]:
    """What rules and words together make of a mail."""
    share = 1.0 / sqrt(len(words) + 1)
    scores = [score / _TEMPERATURE + share * sum(weights[w][at] for w in words) for at, score in enumerate(offset)]
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def fitted(training: list[Sample]) -> tuple[Weights, Weights]:
    """The weights for kinds and for matters."""
    known = vocabulary(training)
    kinds = [(s.features, s.kind[0], s.kind[1]) for s in training if s.kind]
    teams = [(s.features, s.team[0], s.team[1]) for s in training if s.team]
    return fit(kinds, known, len(KINDS)), fit(teams, known, len(TEAMS))


def write(kinds: Weights, teams: Weights) -> None:
    """The table, without the words that say next to nothing."""
    lines = ["\t".join(("word", *KINDS, *TEAMS))]
    for word in sorted(kinds):
        row = [weight * _TEMPERATURE for weight in (*kinds[word], *teams[word])]
        if max(map(abs, row)) >= _SMALLEST:
            lines.append("\t".join((word, *(f"{weight:.2f}" for weight in row))))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(everything: list[Sample]) -> str:
    """For each row of mails: how many kinds and teams are right by rules alone, and with words fitted on the others."""
    lines = []
    for row in sorted({sample.row for sample in everything}):
        kinds, teams = fitted([sample for sample in everything if sample.row != row])
        own = [sample for sample in everything if sample.row == row]
        lines.append(f"{row:24} kind {_right_kinds(own, kinds)}   team {_right_teams(own, teams)}")
    return "\n".join(lines)


def _right_kinds(own: list[Sample], weights: Weights) -> str:
    told = [(s, s.kind) for s in own if s.kind]
    alone = sum(KINDS[k[1].index(max(k[1]))] in k[2] for _, k in told)
    both = [(probabilities(k[1], sorted(s.features & weights.keys()), weights), k) for s, k in told]
    return f"{alone} -> {sum(KINDS[p.index(max(p))] in k[2] for p, k in both)} of {len(told)}"


def _right_teams(own: list[Sample], weights: Weights) -> str:
    told = [(s, s.team) for s in own if s.team]
    alone = sum(t[1].index(max(t[1])) == t[0] for _, t in told)
    both = [(probabilities(t[1], sorted(s.features & weights.keys()), weights), t) for s, t in told]
    return f"{alone} -> {sum(p.index(max(p)) == t[0] for p, t in both)} of {len(told)}"


def main() -> None:
    """Fit and write, or check."""
    everything = samples(load_ruleset(RULES))
    if "--check" in sys.argv:
        print(check(everything))
    else:
        write(*fitted(everything))


if __name__ == "__main__":
    main()
