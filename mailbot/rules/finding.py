"""Where the phrases of the rules stand in a text: each distinct word is asked once, however often it stands there and
however many rules there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from mailbot.rules.index import Entry, Index, Key, Step
from mailbot.rules.patterns import Phrase
from mailbot.rules.words import Reading

Span = tuple[int, int]
"""The first and the last word of a find."""
Spots = Mapping[str, Sequence[int]]
"""Where each distinct word of a text stands."""
_NONE: Final[frozenset[int]] = frozenset()


class Found(NamedTuple):
    """A phrase that stands in the text, and where."""

    phrase: Phrase
    spans: list[Span]


Finds = dict[Key, list[Found]]


def spots_of(reading: Reading) -> Spots:
    """Where each distinct word stands."""
    spots: dict[str, list[int]] = {}
    for at, word in enumerate(reading.words):
        if word in spots:
            spots[word].append(at)
        else:
            spots[word] = [at]
    return spots


def find(index: Index, reading: Reading, spots: Spots) -> Finds:
    """Every phrase of the index that stands in the text, by rule and list."""
    anchored = _by_number((index.anchors_of(word), at) for word, at in spots.items())
    found: Finds = {}
    for atom, at in anchored.items():
        if atom in index.single:
            spans = [*zip(at, at, strict=True)]
            for entry in index.single[atom]:
                found.setdefault(entry.key, []).append(Found(entry.phrase, spans))
    possible = [*_possible(index, anchored, spots)]
    wanted = _NONE.union(*{entry.needed for entry, _ in possible})
    where = _by_number((wanted & index.places_of(word), at) for word, at in spots.items())
    for entry, at in possible:
        if spans := _spans(entry, at, where, reading.place):
            found.setdefault(entry.key, []).append(Found(entry.phrase, spans))
    return found


def _possible(
    index: Index, anchored: Mapping[int, Sequence[int]], spots: Spots
) -> Iterator[tuple[Entry, Sequence[int]]]:
    """The longer phrases of which every word stands somewhere in the text: only they can be found."""
    filled = _NONE.union(*map(index.places_of, spots))
    for atom, at in anchored.items():
        for entry in index.longer.get(atom, ()):
            if entry.needed <= filled:
                yield entry, at


def _by_number(words: Iterable[tuple[frozenset[int], Sequence[int]]]) -> dict[int, Sequence[int]]:
    """From what words stand for to where they do, in the order of the text."""
    lists: dict[int, list[Sequence[int]]] = {}
    for numbers, at in words:
        for number in numbers:
            lists.setdefault(number, []).append(at)
    return {number: at[0] if len(at) == 1 else sorted(chain(*at)) for number, at in lists.items()}


def _spans(
    entry: Entry, anchors: Sequence[int], where: Mapping[int, Sequence[int]], place: tuple[int, ...]
) -> list[Span]:
    """First and last word of the phrase at each anchor from which every further word is in reach."""
    spans = []
    for at in anchors:
        first = _leftmost(at, entry.before, where, place)
        last = _rightmost(at, entry.after, where, place) if first >= 0 else -1
        if last >= 0:
            spans.append((first, last))
    return spans


def _leftmost(at: int, steps: tuple[Step, ...], where: Mapping[int, Sequence[int]], place: tuple[int, ...]) -> int:
    """The word that the steps to the left end on, each at the nearest word that fills it; -1 where one is too far."""
    for wanted, within in steps:
        spots = where[wanted]
        nearest = bisect_left(spots, at) - 1
        if nearest < 0 or place[spots[nearest]] < place[at] - within:
            return -1
        at = spots[nearest]
    return at


def _rightmost(at: int, steps: tuple[Step, ...], where: Mapping[int, Sequence[int]], place: tuple[int, ...]) -> int:
    """The same to the right."""
    for wanted, within in steps:
        spots = where[wanted]
        nearest = bisect_right(spots, at)
        if nearest == len(spots) or place[spots[nearest]] > place[at] + within:
            return -1
        at = spots[nearest]
    return at
