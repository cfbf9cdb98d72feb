"""How doubtful it is that a text was made anonymous: a number from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.reading import Reading
from mailbot.privacy.recognisers.unknown import NOT_EXPLAINED
from mailbot.privacy.spans import Span

THRESHOLD: Final = 0.2
_FEW: Final = 12
_MANY: Final = 60


def doubt_of(readings: Sequence[Reading], found: Sequence[list[Span]], language: str) -> float:
    """1 for other languages; else what share of the words could not be explained or is not of this language."""
    if language not in {"de", "und", ""}:
        return 1.0
    words = [key for reading in readings for key in reading.keys if len(key) > 1]
    if len(words) < _FEW:
        return 0.0 if all(map(str.isascii, words)) else 1.0
    foreign = (len(words) - sum(map(str.isascii, words))) / len(words)
    unknown = sum(span.recogniser == "lexicon" and span.reason == NOT_EXPLAINED for spans in found for span in spans)
    left = [key for reading, spans in zip(readings, found, strict=True) for key in _left(reading, spans)]
    function = sum(map(FUNCTION.__contains__, left)) / max(1, len(left))
    weight = min(1.0, len(left) / _MANY)
    return min(1.0, foreign * 2 + unknown / len(words) * 1.6 * weight + max(0.0, 0.16 - function) * 3 * weight)


def _left(reading: Reading, spans: list[Span]) -> list[str]:
    """The folded words that no finding covers."""
    covered = bytearray(len(reading.text))
    for span in spans:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    return [token.key for token in reading.tokens if not covered[token.start] and len(token.key) > 1]
