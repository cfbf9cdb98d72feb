"""Words whose letters stand apart: `M ü l l e r`, `W I D E R S P R U C H`."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, shipped

_SPACED: Final = re.compile(r"(?<![\w.])(?:[^\W\d_][ \t.·*_-]){3,40}[^\W\d_](?![\w])")
_TWO_APART: Final = re.compile(r"[ \t.·*_-][^\W\d_][ \t.·*_-][^\W\d_][ \t.·*_-]")
"""Stands in every row of spaced letters; it begins with a sign, of which a text has fewer than letters."""


def close_spaced_letters(text: str) -> str:
    """Put spaced letters together where they make no ordinary word, so that names can be read; nothing else changes."""
    return _SPACED.sub(_closed, text) if _TWO_APART.search(text) else text


def _like_a_name(word: str) -> bool:
    """Whether letters parted by full stops are no row of abbreviations such as `z.B.u.a.`."""
    return len(word) > _LONGEST_ABBREVIATION and (word.isupper() or (word[0].isupper() and word[1:].islower()))


_LONGEST_ABBREVIATION: Final = 4


def _closed(match: re.Match[str]) -> str:
    gaps = set(re.findall(r"[\W_]", match.group()))
    word = re.sub(r"[\W_]", "", match.group())
    if len(gaps) > 1 or (gaps <= {"."} and not _like_a_name(word)):
        return match.group()
    flags = shipped().flags(fold(word))
    ordinary = flags & Flag.WORD and not flags & (Flag.FIRST | Flag.SURNAME)
    return match.group() if ordinary else word
