"""Forms of text that a reader would not tell apart, made equal.

`tidy` is for text that is shown on: compatibility forms and format characters go, letters stay as written.
`fold` is for comparing words: case, accents, umlauts (ä = ae) and ß no longer matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, wraps
from typing import Final

_SPECIAL = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "oe",
        "å": "a",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
    }
)
_DOTTED_I = "i\u0307"
"""What lower case makes of a Turkish capital İ; the mark would part the word."""
_INVISIBLE = {"Cf", "Co", "Cs", "Cn"}
_PERHAPS_INVISIBLE: Final = re.compile("[^\x00-\xac\xae-\xff]")
"""Of Western European letters and signs only the soft hyphen is invisible: most texts need no further look."""


def tidy(text: str) -> str:
    """Text without format characters (soft hyphens, zero-width, direction marks) and compatibility forms."""
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").replace(_DOTTED_I, "i")
    if not _PERHAPS_INVISIBLE.search(text):
        return text
    unseen = {ord(c): None for c in set(text) if not c.isascii() and unicodedata.category(c) in _INVISIBLE}
    return text.translate(unseen) if unseen else text


_WORD_LENGTH: Final = 40
"""Longer strings are texts: personal data, and too much of it, to be remembered."""


def _fold_anew(word: str) -> str:
    """A word's folded form: `Grüße` and `GRUESSE` both become `gruesse`, `Şivan` becomes `sivan`."""
    if word.isascii():
        return word.lower()
    composed = unicodedata.normalize("NFC", word).casefold().translate(_SPECIAL)
    if composed.isascii():
        return composed
    return "".join(c for c in unicodedata.normalize("NFD", composed) if unicodedata.category(c) != "Mn")


_remembered = lru_cache(maxsize=16384)(_fold_anew)


@wraps(_fold_anew)
def fold(word: str) -> str:
    """As `_fold_anew`; the forms of short words are remembered."""
    if word.isascii():
        return word.lower()
    return _remembered(word) if len(word) <= _WORD_LENGTH else _fold_anew(word)


def without_umlauts(word: str) -> str:
    """The folded form that a writer gets who leaves the dots off: `Müller` becomes `muller`."""
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("ß", "ss"))
    return fold("".join(c for c in decomposed if unicodedata.category(c) != "Mn"))


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place in the text it came from; the length stands last."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = fold(character)
        pieces.append(folded)
        places.extend([place] * len(folded))
    return "".join(pieces), [*places, len(text)]
