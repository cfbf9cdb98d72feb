"""What the ordinary words of a text lean to: hints too small for a rule, and only hints.

Complaints tell, requests ask, suggestions say "wäre" and "könnte": many small words say so together, none of them
alone. Their weights are counted on the invented mails (`bench/rules_leaning.py`) and stand in
`data/word_leaning.tsv`. What they add to a kind or a team is bounded, so that no well founded rule is outweighed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "word_leaning.tsv"
_LONGEST: Final = 24
_STEMMED_FROM: Final = 5
_PAIRED_UP_TO: Final = 9
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Leanings:
    """The names that are leaned to (kinds, then matters), and the weight of each word or pair for each of them."""

    names: tuple[str, ...]
    weights: dict[str, tuple[float, ...] | str]
    """A row of the file is text until its word is met: a mail holds few of them."""
    _most: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, feature: str) -> tuple[float, ...]:
        """The weights of a word or pair of the table."""
        row = self.weights[feature]
        if isinstance(row, str):
            row = self.weights[feature] = tuple(map(float, row.split("\t")))
        return row

    def most(self, feature: str) -> float:
        """How much a word or pair says at most, for or against; remembered, as the same ones come again and again."""
        known = self._most.get(feature)
        if known is None:
            known = self._most[feature] = max(map(abs, self.of(feature)))
        return known


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a text leans to: a bounded score for each name, and the words that said most."""

    scores: dict[str, float]
    words: tuple[str, ...]

    def prefers(self, name: str, among: Iterable[str]) -> bool:
        """Whether nothing of that sort is leaned to more; without a leaning, or for a name not in the table, true."""
        others = [self.scores[other] for other in among if other in self.scores]
        return name not in self.scores or self.scores[name] >= max(others)


NOTHING: Final = Leaning({}, ())


def features(words: Sequence[str], stem: Callable[[str], str]) -> frozenset[str]:
    """The stems of a text, and its short words two by two; numbers and overlong words count for nothing."""
    single = {_single(word, stem) for word in dict.fromkeys(words) if len(word) <= _LONGEST and not word.isdigit()}
    pairs = {
        f"{first} {second}"
        for first, second in pairwise(words)
        if len(first) <= _PAIRED_UP_TO and len(second) <= _PAIRED_UP_TO
    }
    return frozenset(single | pairs)


@lru_cache(maxsize=65536)
def _single(word: str, stem: Callable[[str], str]) -> str:
    return word if len(word) < _STEMMED_FROM else stem(word)


def _known(words: Sequence[str], stem: Callable[[str], str], table: Mapping[str, object]) -> set[str]:
    """The features that the table holds; it was counted from features, so that nothing else can stand in it."""
    single = {_single(word, stem) for word in dict.fromkeys(words)}
    single |= {f"{first} {second}" for first, second in pairwise(words)}
    return table.keys() & single


def leaning_of(
    words: Sequence[str], stem: Callable[[str], str], *, leanings: Leanings, strength: float, limit: float
) -> Leaning:
    """What these folded words lean to; `strength` scales it, `limit` bounds it for each name."""
    known = _known(words, stem, leanings.weights) if strength else ()
    if not known:
        return NOTHING
    share = strength / sqrt(len(known) + 1)
    columns = zip(*map(leanings.of, known), strict=True)
    scores = {
        name: max(-limit, min(limit, share * sum(column))) for name, column in zip(leanings.names, columns, strict=True)
    }
    most = sorted([(-leanings.most(feature), feature) for feature in known])[:_SHOWN]
    return Leaning(scores, tuple(feature for _, feature in most))


@cache
def shipped_leanings() -> Leanings:
    """The table that comes with the program: a head with the names, then a word and its weights a line."""
    head, *lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows: dict[str, tuple[float, ...] | str] = {}
    for line in lines:
        word, _, weights = line.partition("\t")
        rows[word] = weights
    return Leanings(tuple(head.split("\t")[1:]), rows)
