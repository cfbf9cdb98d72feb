"""What is known of a word: ordinary, frequent, a noun, of the office, a first name, a surname.

The data (`data/words.marisa`, made by `scripts/build_lexicon.py`) maps folded words to flags and is mapped into
memory. What it lacks is explained by inflection, compounding, and, for frequent words, one typing error.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

import marisa_trie

from mailbot.privacy.classes import words
from mailbot.privacy.inflection import (
    ADJECTIVE_ENDINGS,
    ADJECTIVE_SUFFIXES,
    LINKS,
    NOUN_ENDINGS,
    PREFIXES,
    VERB_ENDINGS,
)
from mailbot.privacy.misspelling import edits_of, one_letter_apart, slips_of

DATA: Final = Path(__file__).parent / "data" / "words.marisa"
FREQUENT: Final = Path(__file__).parent / "data" / "frequent.marisa"
"""The frequent words that nobody is called: what a typing error is measured against."""
_COMBINING: Final = words("combining")
_SHORT_HEADS: Final = words("short heads")
Edges = dict[tuple[str, int], list[str]]
_SHORTEST_HEADS: Final = frozenset({"tag", "bus", "zug", "job"})
_OF_PLACES: Final = tuple(sorted(words("place endings")))
_VERBAL: Final = (("el", "n"), ("ier", "en"), ("lege", "n"), ("ege", "n"), ("ebe", "n"), ("ade", "n"), ("ehme", "n"))
"""What the stems of verbs end with in compounds, and what makes the verb of it again."""
_EDGE: Final = 3
_LONGEST: Final = 48
"""Longer words are taken apart by nobody: outside text must not cost time."""
NAME_HEADS: Final = words("name heads")


class Flag:
    """What the lexicon says of a word. ORDINARY: a word of the language that is also somebody's name.

    Plain numbers: an enumeration takes five times as long to look one up, thousands of times a mail.
    """

    WORD: Final = 1
    COMMON: Final = 2
    NOUN: Final = 4
    FIRST: Final = 8
    SURNAME: Final = 16
    OFFICE: Final = 32
    ORDINARY: Final = 64
    PLACE: Final = 128


class Lexicon:
    """The shipped lexicon. Looking up is pure; results are remembered up to a bound."""

    def __init__(self, path: Path = DATA) -> None:
        """Map the data file into memory."""
        self._trie = marisa_trie.RecordTrie("<B")
        self._trie.mmap(str(path))
        self._frequent = marisa_trie.Trie()
        self._frequent.mmap(str(FREQUENT))
        self.flags = lru_cache(maxsize=32768)(self._flags)
        self.explained = lru_cache(maxsize=32768)(self._explained)
        self.explained_noun = lru_cache(maxsize=32768)(self._explained_noun)
        self.nearly = lru_cache(maxsize=8192)(self._nearly)
        self._edges = lru_cache(maxsize=1)(self._frequent_by_edges)

    def _flags(self, key: str) -> int:
        found = self._trie.get(key)
        return found[0][0] if found else 0

    def _explained(self, key: str) -> bool:
        """Whether a folded word belongs to the language: listed, inflected, contracted or compounded."""
        return self._listed(key) or self._inflected(key) or self._derived(key) or self._compounded(key)

    def _explained_noun(self, key: str) -> bool:
        """Whether a word that is written as a noun can be one: listed, or a noun's or adjective's inflected form."""
        return self._listed(key) or self._noun_form(key) or self._adjective_form(key) or self._compounded(key)

    def _listed(self, key: str) -> bool:
        return bool(self.flags(key) & Flag.WORD)

    def _inflected(self, key: str) -> bool:
        return self._noun_form(key) or self._adjective_form(key) or self._verb_form(key)

    def _noun_form(self, key: str) -> bool:
        return any(
            key.endswith(ending) and len(key) - len(ending) >= 4 and self._noun(key[: -len(ending)], ending)
            for ending in NOUN_ENDINGS
        ) or any(
            key.endswith(ending) and bool(self.flags(key[: -len(ending)]) & Flag.NOUN) and len(key) >= 7
            for ending in ("e", "er", "ern")
        )

    def _noun(self, stem: str, ending: str) -> bool:
        """Whether a noun with this ending can be made of the stem; nouns in -e take no -s but where it is listed."""
        flags = self.flags(stem)
        return bool(flags & Flag.NOUN) and not (ending == "s" and stem.endswith("e"))

    def _adjective_form(self, key: str) -> bool:
        return any(
            key.endswith(ending) and self._adjective(key[: -len(ending)])
            for ending in ADJECTIVE_ENDINGS
            if len(key) > 3
        )

    def _adjective(self, stem: str) -> bool:
        """Whether the stem can be an adjective: listed and no noun, or with the ending of one."""
        flags = self.flags(stem)
        if len(stem) < 4 and not (len(stem) == 3 and flags & Flag.COMMON):
            return False
        if flags & (Flag.FIRST | Flag.SURNAME) and not flags & (Flag.ORDINARY | Flag.OFFICE):
            return False
        return bool(flags & Flag.WORD) and (not flags & Flag.NOUN or stem.endswith(ADJECTIVE_SUFFIXES))

    def _verb_form(self, key: str) -> bool:
        return any(
            key.endswith(ending) and len(key) - len(ending) >= 3 and self._verb(key[: -len(ending)])
            for ending in VERB_ENDINGS
        )

    def _verb(self, stem: str) -> bool:
        """Whether the stem with -en or -n is a listed word that is no noun alone."""
        return any(self._listed(stem + ending) for ending in ("en", "n") if len(stem) >= 3)

    def _derived(self, key: str) -> bool:
        return any(
            key.startswith(prefix) and len(key) - len(prefix) >= 5 and self._plain(key[len(prefix) :])
            for prefix in PREFIXES
        )

    def _plain(self, key: str) -> bool:
        return self._listed(key) or self._inflected(key)

    def _compounded(self, key: str) -> bool:
        """Whether the word splits into two or three known parts and does not look like a surname."""
        if len(key) > _LONGEST:
            return False
        short = (len(key) == 8 and key[5:] in _SHORT_HEADS) or (len(key) == 7 and key[4:] in _SHORTEST_HEADS)
        return ((len(key) >= 9 or short) and self._splits(key, 3)) or self._led_by_three(key)

    def _led_by_three(self, key: str) -> bool:
        """`Jobmesse`, `Neuantrag`: three letters that combine, and a noun that no surname or village ends with."""
        head = key[3:]
        fits = len(head) >= 5 and key[:3] in _COMBINING and self._part(head)
        return fits and not key.endswith(_OF_PLACES) and head not in NAME_HEADS

    def _splits(self, key: str, parts: int) -> bool:
        for cut in range(4, len(key) - 2):
            head = key[cut:]
            if not self._head(head) and not (parts > 2 and len(head) >= 8 and self._splits(head, parts - 1)):
                continue
            if any(key[:cut].endswith(link) and self._modifier(key[: cut - len(link)]) for link in LINKS):
                return head not in NAME_HEADS or len(key) >= 14
        return False

    def _modifier(self, key: str) -> bool:
        if key in _COMBINING:
            return True
        if len(key) < 4:
            return False
        return self._part(key) or self._part(key + "e") or self._part(key + "en") or self._verbal(key)

    def _verbal(self, key: str) -> bool:
        """`sammel`, `zerlege`, `inhalier`: what is left of a verb before another word."""
        return len(key) >= 6 and any(self._listed(key + ending) and key.endswith(stem) for stem, ending in _VERBAL)

    def _head(self, key: str) -> bool:
        if len(key) < 4 or key in _SHORT_HEADS:
            return key in _SHORT_HEADS
        plural = len(key) >= 5 and key.endswith("e") and self.flags(key[:-1]) & Flag.NOUN
        return (
            bool(plural and self._listed(key))
            or self._part(key)
            or (len(key) >= 5 and self._noun_form(key))
            or (len(key) >= 6 and self._plain(key))
        )

    def _part(self, key: str) -> bool:
        flags = self.flags(key)
        return bool(flags & Flag.WORD and flags & (Flag.COMMON | Flag.NOUN))

    def slipped(self, key: str) -> bool:
        """Whether a short word is a frequent one with a slip that writers make: a letter not doubled, a lost ending."""
        return any(self.flags(near) & Flag.COMMON for near in slips_of(key))

    def _nearly(self, key: str) -> bool:
        """Whether one typing error away stands a frequent word."""
        if len(key) > _LONGEST:
            return False
        if len(key) < 2 * _EDGE:
            return any(map(self._frequent.__contains__, edits_of(key)))
        swapped = (key[:i] + key[i + 1] + key[i] + key[i + 2 :] for i in range(len(key) - 1))
        if any(map(self._frequent.__contains__, swapped)):
            return True
        heads, tails = self._edges()
        return any(
            one_letter_apart(key, word)
            for length in (len(key) - 1, len(key), len(key) + 1)
            for word in chain(heads.get((key[:_EDGE], length), ()), tails.get((key[-_EDGE:], length), ()))
        )

    def _frequent_by_edges(self) -> tuple[Edges, Edges]:
        """The frequent words by their first and by their last letters and their length.

        One letter too much, too few or wrong leaves either the first or the last letters as they were.
        """
        heads: Edges = {}
        tails: Edges = {}
        for word in self._frequent:
            heads.setdefault((word[:_EDGE], len(word)), []).append(word)
            tails.setdefault((word[-_EDGE:], len(word)), []).append(word)
        return heads, tails


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lexicon that ships with mailbot."""
    return Lexicon()
