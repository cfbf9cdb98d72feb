"""The little language in which rules name words, and its compilation into one shared vocabulary.

    bescheid        the word in any inflection, from seven letters on also with one typing error
    =lob            exactly this word
    beschwer*       words that begin so;   *bescheid   words that end so;   *sperr*   words that hold it
    a|b|c           one of several words
    (a b|c)         one of several word groups
    {name}          one of the words of a list in `[lists]`
    kein bescheid   the words one after the other
    kein .. geld    with up to four words between;   kein ... geld   with up to ten;   ....   with up to 25
    #               any number;   ?  !!   a question mark, several exclamation marks;  w?   the mark of a real question

No pattern can backtrack: a pattern is looked at only where its rarest word stands, and from there each further
word is looked for once, in a window of a few words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import ahocorasick
import Stemmer
from rapidfuzz.distance import OSA

from mailbot.rules.words import fold_word

GAPS: Final = {"..": 5, "...": 11, "....": 26}
_ATOM: Final = re.compile(r"=?\*?[^\W_§]+\*?|§|#|w?\?|!!")
_TYPO_LENGTH: Final = 8
_WRITES: Final = re.compile("schr(?:ei|ie|i)b")
_SHORT_STEM: Final = 7
_ALIKE: Final = frozenset(
    frozenset(pair)
    for pair in ("dt", "bp", "gk", "sz", "fv", "ie", "ae", "ck", "mn", "ou", "iy", "wv", "jy", "td", "hg", "sd")
)
_ALLOWED: Final = "word, =word, word*, *word, *word*, a|b, (a b|c), {list}, .., #"
_GROUP: Final = re.compile(r"\(([^()]*)\)")
NEGATORS: Final = frozenset(
    {
        *("kein", "keine", "keinen", "keinem", "keiner", "keines", "keinerlei", "nicht", "nich", "net", "ned", "nie"),
        *("niemals", "ohne", "weder", "statt", "anstatt", "nix"),
    }
)
"""Folded words that deny what follows."""


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is allowed."""


class Element(NamedTuple):
    """One place of a phrase: the atoms that may stand there, how far after the place before, and how rare it is."""

    atoms: frozenset[int]
    within: int
    rarity: int


class Place(NamedTuple):
    """What one part of a pattern stands for, and whether it denies. Phrases with the same part share it."""

    element: Element
    negates: bool


class Phrase(NamedTuple):
    """A compiled pattern. `anchor` is its rarest place; `negates` says that it holds a negation itself."""

    source: str
    elements: tuple[Element, ...]
    anchor: int
    negates: bool


@dataclass(slots=True)
class Vocabulary:
    """Every word that any pattern names, compiled once; tells which of them a word of a mail is."""

    stem: Stemmer.Stemmer = field(default_factory=lambda: Stemmer.Stemmer("german"))
    ids: dict[str, int] = field(default_factory=dict)
    exact: dict[str, list[int]] = field(default_factory=dict)
    stems: dict[str, list[int]] = field(default_factory=dict)
    near: dict[tuple[int, str], list[tuple[str, int]]] = field(default_factory=dict)
    parts: dict[str, list[int]] = field(default_factory=dict)
    places: dict[tuple[str, int], Place] = field(default_factory=dict)
    number: int = -1
    _automaton: ahocorasick.Automaton | None = None

    def atom(self, source: str) -> int:
        """The id of one word of a pattern, made known if it is new. Raises PatternError if it cannot be read."""
        known = self.ids.get(source)
        if known is not None:
            return known
        if not _ATOM.fullmatch(source):
            raise PatternError(f"'{source}' is no word; allowed: {_ALLOWED}")
        number = self.ids[source] = len(self.ids)
        self._enter(source, number)
        return number

    def _enter(self, source: str, number: int) -> None:
        if source == "#":
            self.number = number
        elif "*" in source:
            word = fold_word(source.strip("*="))
            mark = ("" if source.startswith("*") else "^") + word + ("" if source.endswith("*") else "$")
            self.parts.setdefault(mark, []).append(number)
        else:
            word = fold_word(source.lstrip("="))
            self.exact.setdefault(word, []).append(number)
            if not source.startswith("="):
                self.stems.setdefault(self._stem_of(word), []).append(number)
                self._enter_typos(word, number)

    def _enter_typos(self, word: str, number: int) -> None:
        if len(word) >= _TYPO_LENGTH:
            for key in _ends_of(word, len(word)):
                self.near.setdefault(key, []).append((word, number))

    def seal(self) -> None:
        """Build the automaton after the last atom."""
        automaton = ahocorasick.Automaton()
        for mark, numbers in self.parts.items():
            automaton.add_word(mark, tuple(numbers))
        if self.parts:
            automaton.make_automaton()
            self._automaton = automaton

    def atoms_of(self, word: str) -> frozenset[int]:
        """The ids of all atoms that this folded word is."""
        found = set(self.exact.get(word, ()))
        found.update(self.stems.get(self._stem_of(word), ()))
        if self._automaton is not None:
            for _, numbers in self._automaton.iter(f"^{word}$"):
                found.update(numbers)
        if word == "w?":
            found.update(self.exact.get("?", ()))
        if self.number >= 0 and word.isdigit():
            found.add(self.number)
        if not found and len(word) >= _TYPO_LENGTH - 1 and word.isalpha():
            found.update(self._with_typo(word))
        return frozenset(found)

    def _stem_of(self, word: str) -> str:
        """The stem; a short one keeps its umlauts, so that `wäre` is not `war` nor `schön` `schon`."""
        stem: str = self.stem.stemWord(word)
        if len(stem) > _SHORT_STEM:
            return stem
        umlauts = word.count("ae") + word.count("oe") + word.count("ue")
        return f"{stem}{umlauts}" if umlauts else stem

    def _with_typo(self, word: str) -> set[int]:
        lengths = range(len(word) - 1, len(word) + 2)
        keys = (key for length in lengths for key in _ends_of(word, length))
        candidates = {pair for key in keys for pair in self.near.get(key, ())}
        return {number for known, number in candidates if _is_slip(known, word)}


def _is_slip(known: str, word: str) -> bool:
    """One letter too many, too few, swapped, or taken for one that sounds alike; the first letter must be right.

    Other exchanges make another word more often than a mistake (`ausgelacht`, `ausgedacht`; `schreiben`, `schrieben`),
    and who writes has not shouted (`anschreiben`, `anschreien`).
    """
    if known[0] != word[0] or OSA.distance(known, word) > 1:
        return False
    if bool(_WRITES.search(known)) != bool(_WRITES.search(word)):
        return False
    if len(known) != len(word):
        return True
    differing = frozenset(pair for a, b in zip(known, word, strict=True) if a != b for pair in (a, b))
    swapped = sum(a != b for a, b in zip(known, word, strict=True)) == 2
    return differing != frozenset("ei") if swapped else differing in _ALIKE


def _ends_of(word: str, length: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """The first and the last three letters: one slip in a word of `_TYPO_LENGTH` leaves one of them as it was."""
    return (length, word[:3]), (-length, word[-3:])


def compile_pattern(source: str, lists: dict[str, tuple[str, ...]], vocabulary: Vocabulary) -> tuple[Phrase, ...]:
    """Compile one pattern, to one phrase for each choice among its groups.

    Raises PatternError when it cannot be read, names an unknown list or holds no word.
    """
    return tuple(_phrase(source, written, lists, vocabulary) for written in _written_out(source))


def _written_out(source: str) -> list[str]:
    """The pattern once for each choice: `(a b|c) d` is `a b d` and `c d`."""
    if "(" not in source and ")" not in source:
        return [source]
    match = _GROUP.search(source)
    if match is None:
        raise PatternError(f"'{source}' has a bracket without its other half")
    before, after = source[: match.start()], source[match.end() :]
    return [text for choice in match[1].split("|") for text in _written_out(f"{before}{choice}{after}")]


def _phrase(source: str, written: str, lists: dict[str, tuple[str, ...]], vocabulary: Vocabulary) -> Phrase:
    elements: list[Element] = []
    within, negates = 1, False
    for part in written.split():
        if part in GAPS:
            within = GAPS[part]
            continue
        place = vocabulary.places.get((part, within))
        if place is None:
            place = vocabulary.places[part, within] = _place(_alternatives(part, lists), within, vocabulary)
        elements.append(place.element)
        negates = negates or place.negates
        within = 1
    if not elements:
        raise PatternError("a pattern needs at least one word")
    rarity = [element.rarity for element in elements]
    return Phrase(source, tuple(elements), rarity.index(max(rarity)), negates)


def _place(words: list[str], within: int, vocabulary: Vocabulary) -> Place:
    """The place of these words; the longer the shortest of them, the rarer."""
    bare = [word.strip("=*") for word in words]
    atoms = frozenset([vocabulary.atom(word) for word in words])
    rarity = min([len(plain) - (3 if "*" in word else 0) for plain, word in zip(bare, words, strict=True)])
    return Place(Element(atoms, within, rarity), not NEGATORS.isdisjoint(map(fold_word, bare)))


def _alternatives(part: str, lists: dict[str, tuple[str, ...]]) -> list[str]:
    words: list[str] = []
    for word in part.split("|"):
        if word.startswith("{") and word.endswith("}"):
            if word[1:-1] not in lists:
                raise PatternError(f"there is no list '{word[1:-1]}' under [lists]")
            words.extend(lists[word[1:-1]])
        else:
            words.append(word)
    return words
