"""Where the phrases of the rules stand in a text: each distinct word is asked once, however often it stands there and
however many rules there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from mailbot.rules.index import Entry, Index, Key
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
    anchored = _by_number([(index.anchors_of(word), at) for word, at in spots.items()])
    found: Finds = {}
    for atom in anchored.keys() & index.single.keys():
        spans = [(at, at) for at in anchored[atom]]
        for entry in index.single[atom]:
            found.setdefault(entry.key, []).append(Found(entry.phrase, spans))
    places_of = {word: index.places_of(word) for word in spots}
    possible = _possible(index, anchored, set().union(*places_of.values()))
    far = _NONE.union(*[entry.far for entry, _ in possible])
    where = _by_number([(shared, at) for word, at in spots.items() if (shared := far & places_of[word])])
    filled = [places_of[word] for word in reading.words]
    for entry, at in possible:
        if spans := _spans(entry, at, filled, where, reading.place):
            found.setdefault(entry.key, []).append(Found(entry.phrase, spans))
    return found


def _possible(
    index: Index, anchored: Mapping[int, Sequence[int]], filled: set[int]
) -> list[tuple[Entry, Sequence[int]]]:
    """The longer phrases of which every word stands somewhere in the text: only they can be found."""
    return [
        (entry, anchored[atom])
        for atom in anchored.keys() & index.longer.keys()
        for rarest in index.longer[atom].keys() & filled
        for entry in index.longer[atom][rarest]
        if entry.needed <= filled
    ]


def _by_number(words: Iterable[tuple[frozenset[int], Sequence[int]]]) -> dict[int, Sequence[int]]:
    """From what words stand for to where they do, in the order of the text."""
    where: dict[int, Sequence[int]] = {}
    shared: dict[int, list[Sequence[int]]] = {}
    for numbers, at in words:
        for number in numbers:
            if number in where:
                shared.setdefault(number, [where[number]]).append(at)
            else:
                where[number] = at
    for number, lists in shared.items():
        where[number] = sorted(chain(*lists))
    return where


def _spans(
    entry: Entry,
    anchors: Sequence[int],
    filled: Sequence[frozenset[int]],
    where: Mapping[int, Sequence[int]],
    place: tuple[int, ...],
) -> list[Span]:
    """First and last word of the phrase at each anchor from which every further word is in reach.

    Each step goes to the nearest word that fills it; most steps go to the next word. Written out: this runs for each
    anchor of each possible phrase.
    """
    spans = []
    end = len(place)
    for anchor in anchors:
        first = last = anchor
        for wanted, within in entry.before:
            at = first - 1
            if within > 1:
                at = where[wanted][bisect_left(where[wanted], first) - 1]
            if not 0 <= at < first or place[at] < place[first] - within or wanted not in filled[at]:
                break
            first = at
        else:
            for wanted, within in entry.after:
                at = last + 1
                if within > 1:
                    further = bisect_right(where[wanted], last)
                    at = where[wanted][further] if further < len(where[wanted]) else end
                if at == end or place[at] > place[last] + within or wanted not in filled[at]:
                    break
                last = at
            else:
                spans.append((first, last))
    return spans
