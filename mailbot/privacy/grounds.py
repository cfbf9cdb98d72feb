"""Why a text is as doubtful as it is, in sentences for the operator; they name shares and languages, never words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.anonymise import Anonymised
from mailbot.privacy.fold import fold
from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.recognisers.unknown import NOT_EXPLAINED
from mailbot.privacy.spans import Kind
from mailbot.privacy.tongues import tongue

_WORDS: Final = re.compile(r"[^\W\d_]{2,}")


def grounds_of(anonymised: Anonymised, language: str) -> tuple[str, ...]:
    """What the measure of doubt is made of, for this text in this language."""
    if language in {"de", "und", ""}:
        return tuple(_of_german(anonymised))
    if tongue(language) is None:
        return (f"Nothing is known of the language '{language}': such a text is always withheld.",)
    return tuple(_of_foreign(anonymised, language))


def _of_german(anonymised: Anonymised) -> Iterator[str]:
    words = _WORDS.findall(anonymised.tidied)
    strange = [span for span in anonymised.spans if span.recogniser == "lexicon" and span.reason == NOT_EXPLAINED]
    other = sum(not fold(word).isascii() for word in words)
    grammar = sum(fold(word) in FUNCTION for word in words)
    yield f"{len(strange)} of {len(words)} words stand in no lexicon (counted as names)."
    yield f"{other} words are of another script."
    yield f"{_share(grammar, len(words))} are German function words; below 16 % of what is left, doubt grows."


def _of_foreign(anonymised: Anonymised, language: str) -> Iterator[str]:
    words = _WORDS.findall(anonymised.tidied)
    strange = sum(span.kind is Kind.WORD for span in anonymised.spans)
    yield f"Read as '{language}': every capitalised word is replaced that is not known to be harmless."
    yield f"{strange} of {len(words)} words became [Wort]: no list of this language has them."
    if anonymised.doubt >= 1:
        yield "Doubt 1: no capitals or all capitals, an address in words, or too little grammar of this language."


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "none"
