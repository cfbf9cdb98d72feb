"""How doubtful it is that a text in another language was read: no capitals, nothing but capitals, not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mailbot.privacy.foreign_names import lower
from mailbot.privacy.reading import Reading
from mailbot.privacy.recognisers import foreign
from mailbot.privacy.spans import Kind, Span
from mailbot.privacy.tongues import Tongue

UNEXPLAINED: Final = "foreign_word"
"""The finding of a word that nothing explains."""
SMALL: Final = "foreign_small"
"""The finding of a name that is written small."""
UNREADABLE_SMALL: Final = frozenset({"vi"})
"""Languages whose names are everyday words throughout: without capitals nothing tells them."""
_MOST_UNEXPLAINED: Final = 0.25
_LEAST_FUNCTION: Final = 0.25
_LEAST_INFLECTED: Final = 0.08
"""Languages that join endings to their words have few small words."""
_FEWEST_WORDS: Final = 12
_FULL_STOP: Final = re.compile(r"[.!?…]+[\"»”)]?\s")
_GOES_ON: Final = re.compile(r"[,:;][ \t]*(?:\n|$|[ \t])")
_ABBREVIATION: Final = 3
"""Longer words are hardly shortened by a full stop."""


def doubt_of(readings: Sequence[Reading], found: Sequence[list[Span]], tongue: Tongue) -> float:
    """How doubtful it is that the text is of this language and could be read: 0 to 1, withheld above 0.2.

    1 where all is in capitals, or Vietnamese without any, so that no name stands out, where an
    address is hidden in words, or where too few words of the language's grammar stand in it.
    """
    tokens = [token for reading in readings for token in reading.tokens if len(token.text) > 1]
    body = readings[-1]
    left = "\n".join(_left(reading, spans) for reading, spans in zip(readings, found, strict=True))
    grammar = sum(lower(token) in tongue.words("function") for token in tokens)
    if (
        len(tokens) < _FEWEST_WORDS
        or grammar < (_LEAST_INFLECTED if tongue.stems or tongue.rich else _LEAST_FUNCTION) * len(tokens)
        or any(reading.loud for reading in readings)
        or (tongue.code in UNREADABLE_SMALL and without_capitals(body, tongue))
        or foreign.hidden_address(left)
        or (tongue.code in UNREADABLE_SMALL and any(span.recogniser == SMALL for spans in found for span in spans))
    ):
        return 1.0
    unexplained = sum(span.recogniser == UNEXPLAINED for spans in found for span in spans)
    return min(1.0, unexplained / len(tokens) * 0.2 / _MOST_UNEXPLAINED)


def without_capitals(reading: Reading, tongue: Tongue) -> bool:
    """Whether the writer does not care for capitals: then a name may be written small, and be any word.

    Lines behind a salutation and in a signature begin small in many a careful mail; what follows a sentence tells.
    """
    sentences = [token for token in reading.tokens[1:] if token.opens and _ends_sentence(reading, token.index)]
    opening = sentences or [
        token for token in reading.tokens if token.opens and not _GOES_ON.search(reading.before(token.index))
    ]
    small = sum(not token.capital for token in opening)
    alone = sum(token.text == "i" for token in reading.tokens) if tongue.code == "en" else 0
    return small * 3 > len(opening) or alone > 1


def _ends_sentence(reading: Reading, i: int) -> bool:
    """Whether a full stop that is no abbreviation's stands before the word."""
    return bool(_FULL_STOP.match(reading.before(i))) and len(reading.tokens[i - 1].text) > _ABBREVIATION


def _left(reading: Reading, spans: list[Span]) -> str:
    """The text without what was found; a word that was not explained is still to be looked at."""
    pieces, end = [], 0
    for span in spans:
        if span.kind is Kind.WORD:
            continue
        pieces.append(reading.text[end : span.start])
        end = span.end
    return " ".join((*pieces, reading.text[end:]))
