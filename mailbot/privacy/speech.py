"""Which other languages stand in a text, told by their function words; so their words are no misspelt German names."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.tongues import Tongue, spoken_here

_WORDS: Final = re.compile(r"[^\W\d_]{2,48}")
_ENOUGH: Final = 6
"""Different function words; a German mail with its headers and marks has fewer of any other language."""


def tongues_in(text: str, german: frozenset[str]) -> tuple[Tongue, ...]:
    """The languages besides German in a tidied text; `german` are words that prove nothing."""
    words = frozenset(_WORDS.findall(text.lower())) - german
    return tuple(one for one in spoken_here() if len(words & one.words("function")) >= _ENOUGH)


def is_word_of(tongues: tuple[Tongue, ...], word: str) -> bool:
    """Whether one of the languages has the word, so that it names nobody by itself."""
    return any(tongue.explains(word) for tongue in tongues)
