"""Which words of a text are denied ("keine Beschwerde", "nicht über den Bescheid")."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

from mailbot.rules.finding import Span, Spots
from mailbot.rules.patterns import NEGATORS
from mailbot.rules.words import Reading

_REACH: Final = 3
_LIFTED_BY: Final = frozenset({"nur", "zuletzt", "bloss", "allein"})
"""Words behind a negation with which it denies nothing ("nicht nur")."""


class Denials(NamedTuple):
    """Where words stand that deny, and which words they deny."""

    by: list[int]
    denied: frozenset[int]

    def standing(self, spans: list[Span]) -> list[Span]:
        """Those of the spans that are not denied, neither from before nor by a word within."""
        if not self.by:
            return spans
        return [span for span in spans if span[0] not in self.denied and not self._within(span)]

    def _within(self, span: Span) -> bool:
        first, last = span
        nearest = bisect_left(self.by, first)
        return nearest < len(self.by) and self.by[nearest] < last


def denials_in(reading: Reading, spots: Spots) -> Denials:
    """A word that denies reaches three words on, not over the end of a clause; the nearest before a word decides."""
    by = sorted(at for word in NEGATORS & spots.keys() for at in spots[word])
    words, denied = reading.words, set()
    for at in by:
        lifted = at + 1 < len(words) and words[at + 1] in _LIFTED_BY
        for reached in range(at + 1, min(at + 1 + _REACH, len(words))):
            if reading.opens[reached] or reading.place[reached] - reading.place[reached - 1] > 1:
                break
            if lifted:
                denied.discard(reached)
            else:
                denied.add(reached)
    return Denials(by, frozenset(denied))
