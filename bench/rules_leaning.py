"""Counts what ordinary words lean to and writes `mailbot/rules/data/word_leaning.tsv`.

    python -m bench.rules_leaning          fit on all labelled mails, write the table
    python -m bench.rules_leaning --check  fit without each row of mails in turn, say what that row gains

A word counts only where several mails hold it and it is nobody's name. The rules are not asked: this is a second voice
beside theirs, and its worth is that it errs elsewhere.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Final

from bench.rules_mails import DIRECTORY, HOUSE, RULES, Labelled, labelled_cases
from mailbot.ingest.forms import read_form, read_ticket
from mailbot.rules import judge as judging
from mailbot.rules import leaning
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.vocabulary import Channel

TABLE: Final = Path(leaning.__file__).parent / "data" / "word_leaning.tsv"
KINDS: Final = ("complaint", "request", "suggestion", "praise", "conduct_complaint", "objection", "service_centre")
TEAMS: Final = ("leistung", "eingangszone", "vermittlung", "arbeitgeber")
_LEAST_MAILS: Final = 2
_NO_NAME_FROM: Final = 3
"""So many mails must write a word small before it is taken for no name although some mail uses it as one."""
_SMOOTHING: Final = 0.2
_SMALLEST: Final = 0.3
_TITLES: Final = frozenset({"frau", "herr", "herrn", "familie", "fam", "dr"})
Weights = dict[str, list[float]]


@dataclass(frozen=True)
class Sample:
    row: str
    features: frozenset[str]
    names: frozenset[str]
    lower: frozenset[str]
    kind: tuple[int, frozenset[str]] | None
    team: tuple[int] | None


def samples(ruleset: RuleSet) -> list[Sample]:
    """Every German labelled mail with its words and with what the rules alone say of it."""
    return [_sample(mail, ruleset) for mail in labelled_cases() if mail.label.get("language", "de") == "de"]


def _sample(mail: Labelled, ruleset: RuleSet) -> Sample:
    message = mail.message
    form = read_form(message) or read_ticket(message)
    reading = judging._read(message, ruleset, HOUSE, form, Channel.EMAIL, mail.received)  # noqa: SLF001
    words = reading.heard.reading
    stem = ruleset.vocabulary.stem.stemWord
    route = "vermittlung" if mail.label["route"].startswith("vermittlung") else mail.label["route"]
    return Sample(
        mail.row,
        leaning.features(words.words, stem),
        _names(words.words, stem),
        frozenset(form for w, s in zip(words.words, words.shown, strict=True) if s.islower() for form in (w, stem(w))),
        (KINDS.index(mail.label["kind"]), mail.kinds) if mail.label["kind"] in KINDS else None,
        (TEAMS.index(route),) if route in TEAMS else None,
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
    names = {name for sample in training for name in sample.names if lower[name] < _NO_NAME_FROM}
    return frozenset(f for f, n in mails.items() if n >= _LEAST_MAILS and _is_nobody(f.split(), names))


def _is_nobody(parts: list[str], names: set[str]) -> bool:
    return parts[0] not in _TITLES and names.isdisjoint(parts)


def fit(training: list[tuple[frozenset[str], int]], known: frozenset[str], width: int) -> Weights:
    """Naive Bayes: how much oftener a word stands among the mails of one name than among those of the others.

    Each column is the logarithm of the word's share, less the mean of the row: what the names have in common says
    nothing.
    """
    counts = {word: [_SMOOTHING] * width for word in known}
    for features, target in training:
        for word in features & known:
            counts[word][target] += 1.0
    totals = [sum(row[at] for row in counts.values()) for at in range(width)]
    return {
        word: _centred([log(n / total) for n, total in zip(row, totals, strict=True)]) for word, row in counts.items()
    }


def _centred(row: list[float]) -> list[float]:
    mean = sum(row) / len(row)
    return [value - mean for value in row]


def fitted(training: list[Sample]) -> tuple[Weights, Weights]:
    """The weights for kinds and for matters; a mail that holds two kinds teaches none of them."""
    known = vocabulary(training)
    kinds = [(s.features, s.kind[0]) for s in training if s.kind and len(s.kind[1]) == 1]
    teams = [(s.features, s.team[0]) for s in training if s.team]
    return fit(kinds, known, len(KINDS)), fit(teams, known, len(TEAMS))


def write(kinds: Weights, teams: Weights) -> None:
    """The table, without the words that say next to nothing."""
    lines = ["\t".join(("word", *KINDS, *TEAMS))]
    for word in sorted(kinds):
        row = [*kinds[word], *teams[word]]
        if max(map(abs, row)) >= _SMALLEST:
            lines.append("\t".join((word, *(f"{weight:.1f}" for weight in row))))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(everything: list[Sample]) -> str:
    """For each row of mails: how many kinds and teams words counted on the others get right."""
    lines = []
    for row in sorted({sample.row for sample in everything}):
        kinds, teams = fitted([sample for sample in everything if sample.row != row])
        own = [sample for sample in everything if sample.row == row]
        lines.append(f"{row:24} kind {_right_kinds(own, kinds)}   team {_right_teams(own, teams)}")
    return "\n".join(lines)


def _right_kinds(own: list[Sample], weights: Weights) -> str:
    told = [(s, s.kind) for s in own if s.kind]
    alone = sum(_best(_leant(s, weights, KINDS), KINDS) in k[1] for s, k in told)
    return f"{alone} of {len(told)}"


def _right_teams(own: list[Sample], weights: Weights) -> str:
    told = [(s, s.team) for s in own if s.team]
    return f"{sum(_best(_leant(s, weights, TEAMS), TEAMS) == TEAMS[t[0]] for s, t in told)} of {len(told)}"


def _leant(sample: Sample, weights: Weights, names: tuple[str, ...]) -> list[float]:
    rows = [weights[word] for word in sample.features if word in weights]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(names)


def _best(scores: list[float], names: tuple[str, ...]) -> str:
    return names[scores.index(max(scores))]


def main() -> None:
    """Fit and write, or check."""
    everything = samples(load_ruleset(RULES))
    if "--check" in sys.argv:
        print(check(everything))
    else:
        write(*fitted(everything))


if __name__ == "__main__":
    main()
