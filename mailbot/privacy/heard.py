"""The names heard in a case, and in which forms they stand again: endings, compounds, one error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.reading import Token
from mailbot.privacy.recognisers.name_runs import (
    NEVER,
)

_ENDINGS: Final = ("s", "es", "ns", "'s", "'", "n", "sche", "schen", "scher", "in")


class Heard:
    """The folded names heard so far, and whether a word is one of them in some form."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.keys: set[str] = set()
        self._beginnings: set[str] = set()

    def add(self, words: Iterable[str]) -> None:
        """Hear these words as names."""
        self.add_folded(key for key in map(fold, words) if key not in NEVER)

    def add_folded(self, keys: Iterable[str]) -> None:
        """Hear these folded words as names, whatever else they mean."""
        new = {key for key in keys if len(key) > 1}
        self.keys |= new
        self._beginnings |= {key[:2] for key in new}

    def forms_among(self, keys: Iterable[str]) -> list[str]:
        """Those of the folded words that are forms of a name; most are told by their first letters to be none."""
        return [key for key in keys if key[:2] in self._beginnings and self.form_of(key)]

    def form_of(self, key: str) -> str:
        """The name of which the folded word is a form, or ""."""
        if key[:2] not in self._beginnings:
            return ""
        if key in self.keys:
            return key
        for ending in _ENDINGS:
            stem = key.removesuffix(ending)
            if stem != key and len(stem) > 2 and stem in self.keys:
                return stem
        return ""

    def head_of(self, key: str) -> int:
        """Length of the name with which a compound such as `müllerakte` begins, or 0."""
        if len(key) < 9 or shipped().flags(key) & Flag.WORD:
            return 0
        for name in self.keys:
            if len(name) >= 5 and key.startswith(name) and len(key) - len(name) >= 4:
                rest = key[len(name) :].removeprefix("s")
                if shipped().flags(rest) & Flag.WORD and not shipped().flags(key) & Flag.WORD:
                    return len(name)
        return 0

    def misspelt(self, token: Token) -> bool:
        """Whether the word is a name heard with one error; only for words that the lexicon does not explain."""
        return len(token.key) >= 5 and not token.explained and any(_one_error(token.key, name) for name in self.keys)


def _one_error(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b or a[0] != b[0]:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return (
        a[i + 1 :] == b[i + 1 :]
        or a[i:] == b[i + 1 :]
        or a[i + 1 :] == b[i:]
        or (a[i + 2 :] == b[i + 2 :] and a[i : i + 2] == b[i : i + 2][::-1])
    )
