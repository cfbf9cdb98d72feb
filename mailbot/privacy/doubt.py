"""How doubtful it is that a text was made anonymous: a number from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.reading import Reading
from mailbot.privacy.recognisers.unknown import NOT_EXPLAINED
from mailbot.privacy.spans import Span

THRESHOLD: Final = 0.5
_FEW: Final = 12


def doubt_of(readings: Sequence[Reading], found: Sequence[list[Span]], language: str) -> float:
    """1 for other languages; else what share of the words could not be explained or is not of this language."""
    if language not in {"de", "und", ""}:
        return 1.0
    words = [token for reading in readings for token in reading.tokens if len(token.key) > 1]
    if len(words) < _FEW:
        return 0.0 if all(token.key.isascii() for token in words) else 1.0
    foreign = sum(not token.key.isascii() for token in words) / len(words)
    unknown = sum(span.recogniser == "lexicon" and span.reason == NOT_EXPLAINED for spans in found for span in spans)
    function = sum(token.key in FUNCTION for token in words) / len(words)
    return min(1.0, foreign * 2 + unknown / len(words) * 1.6 + max(0.0, 0.16 - function) * 3)
