"""Names in which digits and signs stand for letters: `Z!elinsk!`, `L30n`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.spans import Kind, Span

_SIGNS: Final = "0134578!$|€@"
_FORM: Final = re.compile(rf"(?<![\w{re.escape(_SIGNS)}])(?=[^\s]{{0,24}}[^\W\d_])(?:[^\W_]|[!$|€@]){{3,25}}(?![\w@])")
_AMONG_LETTERS: Final = re.compile(
    rf"[{re.escape(_SIGNS)}](?<=[^\W\d_].)[{re.escape(_SIGNS)}]{{0,2}}[^\W\d_]"  # signs first: few places to try
)
_READINGS: Final = tuple(
    str.maketrans(dict(zip(_SIGNS, letters, strict=True))) for letters in ("oieastbislea", "oleastblslea")
)
"""What the signs stand for; 1 and ! are i or l."""


def disguised(text: str, heard: Callable[[str], str]) -> Iterator[Span]:
    """Words that are a name once the signs among their letters are read as letters.

    `heard` gives the name of the case of which a folded word is a form, or "".
    """
    if not _AMONG_LETTERS.search(text):
        return
    for match in _FORM.finditer(text):
        word = match.group()
        if word.isalpha() or word.isdigit():
            continue
        inner = word.rstrip("!")
        if not any(sign in (inner or word)[:-1] for sign in _SIGNS) or not re.search(r"[^\W\d_]", word):
            continue
        for form in _READINGS:
            if _is_name(fold(word.translate(form)), heard) or _is_name(fold(inner.translate(form)), heard):
                yield Span(match.start(), match.end(), Kind.NAME, "disguised", "a name with signs for letters")
                break


def _is_name(key: str, heard: Callable[[str], str]) -> bool:
    flags = shipped().flags(key)
    return bool(heard(key)) or bool(flags & (Flag.FIRST | Flag.SURNAME) and not flags & Flag.WORD)
