"""One number per person, whatever form the name takes, through subject, text and later mails of a case."""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA

from mailbot.privacy.fold import fold, without_umlauts
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.people import People

_LONG_ENOUGH: Final = 5
"""Shorter names differ by one letter and mean two people: Anna, Anne."""
_SHORTEST_HEAD: Final = 4
"""What a name is followed by in a compound such as `Müllerakte` has at least so many letters."""


def _without_dots(key: str) -> str:
    """`mueller` as `muller`."""
    return key.replace("ae", "a").replace("oe", "o").replace("ue", "u")


class Numbering:
    """The growing table of persons of one case."""

    def __init__(self, people: People) -> None:
        """Begin with what earlier mails of the case gave."""
        self._table = dict(people.table)

    def number(self, words: tuple[str, ...]) -> int:
        """The number of the person whom these words name, a new one where nobody is known."""
        keys = [self._base(fold(word), without_umlauts(word)) for word in words if word]
        whole = " ".join(sorted(keys))
        known = self._table.get(whole) or self._by_parts(keys)
        number = known or max(self._table.values(), default=0) + 1
        self._table.setdefault(whole, number)
        for key in keys:
            if len(key) > 1:
                self._table.setdefault(key, number)
        return number

    def _base(self, key: str, bare: str) -> str:
        """The form of the name that is known already: with or without an ending, umlauts, one error, in a compound.

        `bare` is the word as written by somebody without umlauts.
        """
        if key in self._table:
            return key
        short = key.rstrip("'").removesuffix("s").rstrip("'")
        forms = (short, f"{key}s", f"{key}'s", key.removesuffix("sche"), key.removesuffix("schen"), bare)
        found = next((form for form in forms if form in self._table), "")
        return found or (self._alike(key) if len(key) >= _LONG_ENOUGH else "") or key

    def _alike(self, key: str) -> str:
        """A name of the table that the word begins with, lacks umlauts of, or differs from by one error, or "".

        A name that the lexicon knows is nobody's misspelt one: Schmitt is not Schmidt.
        """
        named = bool(shipped().flags(key) & (Flag.FIRST | Flag.SURNAME))
        names = [name for name in self._table if len(name) >= _LONG_ENOUGH and name[0] == key[0] and " " not in name]
        for name in names:
            if key == _without_dots(name) or (len(key) >= len(name) + _SHORTEST_HEAD and key.startswith(name)):
                return name
            if not named and OSA.distance(key, name, score_cutoff=1) <= 1:
                return name
        return ""

    def _by_parts(self, keys: list[str]) -> int | None:
        """The person of an initial with surname, or of a single part; two full given names are two persons."""
        full = [key for key in keys if len(key) > 1]
        if len(full) == 1:
            return self._table.get(full[0])
        wholes = {k: n for k, n in self._table.items() if " " in k}
        for whole, number in wholes.items():
            if set(keys) >= set(whole.split()) or set(keys) <= set(whole.split()):
                return number
        lone = [self._table[key] for key in full if key in self._table and not any(key in w.split() for w in wholes)]
        return lone[0] if lone else None

    @property
    def people(self) -> People:
        """The table as a value."""
        return People(tuple(self._table.items()))
