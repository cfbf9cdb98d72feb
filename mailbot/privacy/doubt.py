"""How doubtful it is that a text was made anonymous: a number from 0 to 1."""

from __future__ import annotations

from typing import Final

from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.reading import Reading
from mailbot.privacy.spans import Kind, Span

THRESHOLD: Final = 0.5
_FEW: Final = 12


def doubt_of(reading: Reading, spans: list[Span], language: str) -> float:
    """1 for other languages; else what share of the words could not be explained or is not of this language."""
    if language not in {"de", "und", ""}:
        return 1.0
    words = [token for token in reading.tokens if len(token.key) > 1]
    if len(words) < _FEW:
        return 0.0 if all(token.key.isascii() for token in words) else 1.0
    foreign = sum(not token.key.isascii() for token in words) / len(words)
    replaced = [
        span for span in spans if span.kind is Kind.NAME and span.recogniser == "lexicon" and "explained" in span.reason
    ]
    unknown = len(replaced) / len(words)
    function = sum(token.key in FUNCTION for token in words) / len(words)
    return min(1.0, foreign * 2 + unknown * 1.6 + max(0.0, 0.16 - function) * 3)
