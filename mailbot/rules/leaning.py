"""What the ordinary words of a text lean to: hints too small for a rule, and only hints.

Complaints tell, requests ask, suggestions say "wäre" and "könnte": many small words say so together, none of them
alone. Their weights are counted on the invented mails (`bench/rules_leaning.py`) and stand in
`data/word_leaning.tsv`. What they add to a kind or a team is bounded, so that no well founded rule is outweighed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from heapq import nsmallest
from itertools import accumulate, pairwise
from math import sqrt
from operator import add
from pathlib import Path
from typing import Final, NamedTuple

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
    _rows: dict[str, _Row] = field(default_factory=dict, compare=False, repr=False)

    def rows(self, known: Sequence[str]) -> list[_Row]:
        """What the table says of these words and pairs, remembered: the same ones come again and again."""
        remembered = self._rows
        return [remembered.get(feature) or self._read(feature) for feature in known]

    def _read(self, feature: str) -> _Row:
        found = self.weights[feature]
        weights = tuple(map(float, found.split("\t"))) if isinstance(found, str) else found
        row = self._rows[feature] = _Row(weights, (-max(map(abs, weights)), feature))
        return row


class _Row(NamedTuple):
    """The weights of a word or pair, and where it stands among those that say most, for or against."""

    weights: tuple[float, ...]
    rank: tuple[float, str]


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


def _known(words: Sequence[str], stem: Callable[[str], str], table: Container[str]) -> list[str]:
    """The features that the table holds, in the order of the text, so that sums come out the same each time.

    It was counted from features, so that nothing else can stand in it.
    """
    single = [_single(word, stem) for word in dict.fromkeys(words)]
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return [feature for feature in dict.fromkeys(single + pairs) if feature in table]


def leaning_of(
    words: Sequence[str], stem: Callable[[str], str], *, leanings: Leanings, strength: float, limit: float
) -> Leaning:
    """What these folded words lean to; `strength` scales it, `limit` bounds it for each name."""
    known = _known(words, stem, leanings.weights) if strength else ()
    if not known:
        return NOTHING
    share = strength / sqrt(len(known) + 1)
    rows = leanings.rows(known)
    columns = zip(*[row.weights for row in rows], strict=True)
    scores = {
        name: max(-limit, min(limit, share * sum(column))) for name, column in zip(leanings.names, columns, strict=True)
    }
    return Leaning(scores, tuple(feature for _, feature in nsmallest(_SHOWN, [row.rank for row in rows])))


@dataclass(frozen=True, slots=True)
class Spread:
    """Where in a text each known word or pair stands first and last, both in order, and the sums of what they weigh:
    `before` of the first few by their first places, `behind` of the last few by their last places.
    """

    names: tuple[str, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    before: tuple[tuple[float, ...], ...]
    behind: tuple[tuple[float, ...], ...]
    strength: float
    limit: float

    def parted(self, at: int) -> tuple[dict[str, float], dict[str, float]]:
        """What the words before this place lean to, and those from it on."""
        earlier, later = bisect_left(self.firsts, at), len(self.lasts) - bisect_left(self.lasts, at)
        return self._leant(earlier, self.before), self._leant(later, self.behind)

    def _leant(self, many: int, sums: Sequence[tuple[float, ...]]) -> dict[str, float]:
        if not many:
            return {}
        share = self.strength / sqrt(many + 1)
        bounded = (max(-self.limit, min(self.limit, share * total)) for total in sums[many])
        return dict(zip(self.names, bounded, strict=True))


def spread_of(
    words: Sequence[str], begin: int, stem: Callable[[str], str], *, leanings: Leanings, strength: float, limit: float
) -> Spread:
    """Where the words from `begin` on lean to what; nothing with a `strength` of 0."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at in range(begin, len(words) if strength else begin):
        pair = f"{words[at]} {words[at + 1]}" if at + 1 < len(words) else ""
        for feature in (_single(words[at], stem), pair):
            if feature in leanings.weights:
                first.setdefault(feature, at)
                last[feature] = at
    weights = {f: row.weights for f, row in zip(first, leanings.rows([*first]), strict=True)}
    latest = sorted(last, key=lambda feature: -last[feature])
    return Spread(
        leanings.names,
        tuple(first.values()),
        tuple(sorted(last.values())),
        _running([weights[feature] for feature in first]),
        _running([weights[feature] for feature in latest]),
        strength,
        limit,
    )


def _running(rows: Sequence[tuple[float, ...]]) -> tuple[tuple[float, ...], ...]:
    """The sums of the first none, one, two ... rows."""
    none: tuple[float, ...] = ()
    return tuple(accumulate(rows, lambda total, row: tuple(map(add, total, row)) if total else row, initial=none))


@cache
def shipped_leanings() -> Leanings:
    """The table that comes with the program: a head with the names, then a word and its weights a line."""
    head, *lines = _FILE.read_text(encoding="utf-8").splitlines()
    rows: dict[str, tuple[float, ...] | str] = {}
    for line in lines:
        word, _, weights = line.partition("\t")
        rows[word] = weights
    return Leanings(tuple(head.split("\t")[1:]), rows)
