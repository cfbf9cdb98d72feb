"""A mail that says itself that it holds two separate matters is cut where the second begins (domain, section 2).

Both halves are then judged each for itself. Rules say what cuts: that something else follows, or a second point where
two were announced; or a numbered list. Reasons that are only counted ("erstens, zweitens") cut nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mailbot.rules.match import RuleHit
from mailbot.rules.words import TEXT, Reading

ANNOUNCED: Final = "two_matters"
COUNTED: Final = "counted_matter"
ANOTHER: Final = "another_matter"
_LEAST_WORDS: Final = 6
_POINTS: Final = {"1": "", "2": "1", "a": "", "b": "a"}
"""Points of a list, each with the one before it."""


def halves_of(reading: Reading, found: Sequence[RuleHit]) -> tuple[Reading, Reading] | None:
    """The text before and from the second matter on, without the subject; None where it does not say it holds two."""
    begin = reading.field.find(TEXT)
    announced = any(ANNOUNCED in hit.rule.signals for hit in found)
    counted = [*starts(COUNTED, found)] if announced else []
    cuts = sorted({*counted, *listed(reading, begin)}) or sorted(starts(ANOTHER, found))
    for at in cuts:
        cut = sentence_of(at, reading)
        if begin >= 0 and min(cut - begin, len(reading.words) - cut) >= _LEAST_WORDS:
            return halves_at(cut, reading)
    return None


def halves_at(cut: int, reading: Reading) -> tuple[Reading, Reading]:
    """The text before the cut and from it on, without the subject."""
    begin = max(reading.field.find(TEXT), 0)
    return _slice(reading, begin, cut), _slice(reading, cut, len(reading.words))


def starts(signal: str, found: Sequence[RuleHit]) -> Iterator[int]:
    """Where the rules with this signal hit."""
    return (at for hit in found if signal in hit.rule.signals for at in hit.starts)


def listed(reading: Reading, begin: int) -> Iterator[int]:
    """Where a second point begins a line of a list, after the first did: "1) ... 2) ...", "a) ... b) ..."."""
    seen: set[str] = set()
    for at, word in enumerate(reading.words[:-1]):
        if at >= begin and word in _POINTS and reading.opens[at] and reading.opens[at + 1]:
            if _POINTS[word] in seen:
                yield at
            seen.add(word)


def sentence_of(at: int, reading: Reading) -> int:
    """Where the sentence begins that this word stands in."""
    while at > 0 and reading.place[at] - reading.place[at - 1] == 1:
        at -= 1
    return at


def _slice(reading: Reading, first: int, end: int) -> Reading:
    here = slice(first, end)
    return Reading(
        reading.words[here], reading.shown[here], reading.place[here], reading.opens[here], reading.field[here]
    )
