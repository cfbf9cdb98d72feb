"""What the ordinary words of a text lean to: hints too small for a rule, and only hints.

Complaints tell, requests ask, suggestions say "wäre" and "könnte": many small words say so together, none of them
alone. Their weights are counted on the invented mails (`bench/rules_leaning.py`) and stand in
`data/word_leaning.tsv`. What they add to a kind or a team is bounded, so that they decide nothing a rule decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
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
    weights: dict[str, tuple[float, ...]]


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
    short = [word for word in words if len(word) <= _LONGEST and not word.isdigit()]
    single = {word if len(word) < _STEMMED_FROM else stem(word) for word in dict.fromkeys(short)}
    pairs = {
        f"{first} {second}"
        for first, second in pairwise(words)
        if len(first) <= _PAIRED_UP_TO and len(second) <= _PAIRED_UP_TO
    }
    return frozenset(single | pairs)


def leaning_of(
    words: Sequence[str], stem: Callable[[str], str], *, leanings: Leanings, strength: float, limit: float
) -> Leaning:
    """What these folded words lean to; `strength` scales it, `limit` bounds it for each name."""
    known = [feature for feature in features(words, stem) if feature in leanings.weights]
    if not known or not strength:
        return NOTHING
    share = strength / sqrt(len(known) + 1)
    columns = zip(*(leanings.weights[feature] for feature in known), strict=True)
    scores = {
        name: max(-limit, min(limit, share * sum(column))) for name, column in zip(leanings.names, columns, strict=True)
    }
    most = nsmallest(_SHOWN, known, key=lambda feature: (-_most(leanings.weights[feature]), feature))
    return Leaning(scores, tuple(most))


@lru_cache(maxsize=16384)
def _most(weights: tuple[float, ...]) -> float:
    return max(map(abs, weights))


@cache
def shipped_leanings() -> Leanings:
    """The table that comes with the program: a head with the names, then a word and its weights a line."""
    head, *lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return Leanings(tuple(head.split("\t")[1:]), {word: tuple(map(float, weights)) for word, *weights in rows})
