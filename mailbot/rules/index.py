"""Every phrase of every rule by the word it is looked for at, so that reading a mail asks its words, not the rules.

A phrase stands under the atoms of its anchor, the rarest of its places. Its further places have numbers that many
phrases share: a mail tells once which of them its words fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from mailbot.rules.patterns import Phrase

Key = tuple[int, str]
"""The number of a rule, and the name of its list of patterns."""
_REMEMBERED: Final = 65536
_NONE: Final[frozenset[int]] = frozenset()


class Step(NamedTuple):
    """A further place of a phrase: its number in the index, and how many words away it may stand."""

    place: int
    within: int


class Entry(NamedTuple):
    """A phrase of a rule's list, as the index holds it: the steps left of its anchor (the nearest first), those
    right of it, all their places, which a text must hold somewhere, and those of them that need not stand next."""

    key: Key
    phrase: Phrase
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    needed: frozenset[int]
    far: frozenset[int]


@dataclass(frozen=True, slots=True)
class Index:
    """From an atom to the phrases anchored on it: those of one word, and the longer ones by their rarest further place.

    `anchors_of` says on which atoms a folded word anchors phrases, `places_of` which further places it fills.
    """

    single: dict[int, tuple[Entry, ...]]
    longer: dict[int, dict[int, tuple[Entry, ...]]]
    anchors_of: Callable[[str], frozenset[int]] = field(compare=False, repr=False)
    places_of: Callable[[str], frozenset[int]] = field(compare=False, repr=False)


def indexed(phrases: Iterable[tuple[Key, Phrase]], atoms_of: Callable[[str], frozenset[int]]) -> Index:
    """Index these phrases; `atoms_of` says which atoms a folded word is."""
    places: dict[frozenset[int], int] = {}
    single: dict[int, list[Entry]] = {}
    longer: dict[int, dict[int, list[Entry]]] = {}
    for key, phrase in phrases:
        entry, rarest = _entry(key, phrase, places)
        for atom in phrase.elements[phrase.anchor].atoms:
            here = longer.setdefault(atom, {}) if rarest is not None else single
            here.setdefault(atom if rarest is None else rarest, []).append(entry)
    anchors = frozenset(single) | frozenset(longer)

    @lru_cache(maxsize=_REMEMBERED)
    def anchors_of(word: str) -> frozenset[int]:
        return anchors & atoms_of(word)

    by_atom = {atom: _fixed(entries) for atom, entries in longer.items()}
    return Index(_fixed(single), by_atom, anchors_of, _places_of(places, atoms_of))


def _fixed(entries: dict[int, list[Entry]]) -> dict[int, tuple[Entry, ...]]:
    return {number: tuple(found) for number, found in entries.items()}


def _entry(key: Key, phrase: Phrase, places: dict[frozenset[int], int]) -> tuple[Entry, int | None]:
    """The entry of a phrase, and the number of its rarest place beside the anchor."""
    elements, anchor = phrase.elements, phrase.anchor
    if len(elements) == 1:
        return Entry(key, phrase, (), (), _NONE, _NONE), None
    numbers = [places.setdefault(element.atoms, len(places)) for element in elements]
    before = tuple([_step(numbers[at - 1], elements[at].within) for at in range(anchor, 0, -1)])
    after = tuple([_step(numbers[at], elements[at].within) for at in range(anchor + 1, len(elements))])
    far = _set_of(tuple([step.place for step in (*before, *after) if step.within > 1]))
    further = [(element.rarity, number) for element, number in zip(elements, numbers, strict=True)]
    del further[anchor]
    return Entry(key, phrase, before, after, _set_of(tuple([number for _, number in further])), far), max(further)[1]


_step: Final = lru_cache(maxsize=_REMEMBERED)(Step)
_set_of: Final = lru_cache(maxsize=_REMEMBERED)(frozenset[int])
"""Most steps and sets are those of many phrases, which share them."""


def _places_of(
    places: dict[frozenset[int], int], atoms_of: Callable[[str], frozenset[int]]
) -> Callable[[str], frozenset[int]]:
    """Which places a word fills, remembered: a phrase then asks for one number instead of comparing sets."""
    filled: dict[int, list[int]] = {}
    for members, number in places.items():
        for atom in members:
            filled.setdefault(atom, []).append(number)

    @lru_cache(maxsize=_REMEMBERED)
    def places_of(word: str) -> frozenset[int]:
        return frozenset(number for atom in atoms_of(word) for number in filled.get(atom, ()))

    return places_of
