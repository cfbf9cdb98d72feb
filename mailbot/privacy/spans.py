"""Findings: where in a text something identifies somebody, what kind it is, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What identifies somebody. The values are what `redactions` counts."""

    NAME = "NAME"
    STREET = "STREET"
    PLACE = "PLACE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    IBAN = "IBAN"
    CUSTNO = "CUSTNO"
    BIRTH = "BIRTH"
    ID = "ID"
    URL = "URL"
    USER = "USER"
    ORG = "ORG"
    WORD = "WORD"
    """A word of another language that nothing explains."""


PLACEHOLDERS: Final = {
    Kind.NAME: "[Person]",
    Kind.STREET: "[Anschrift]",
    Kind.PLACE: "[Ort]",
    Kind.PHONE: "[Telefon]",
    Kind.EMAIL: "[E-Mail]",
    Kind.IBAN: "[IBAN]",
    Kind.CUSTNO: "[Kundennummer]",
    Kind.BIRTH: "[Geburtsdatum]",
    Kind.ID: "[Aktenzeichen]",
    Kind.URL: "[Internetadresse]",
    Kind.USER: "[Benutzername]",
    Kind.ORG: "[Arbeitgeber]",
    Kind.WORD: "[Wort]",
}
"""What stands in the text instead (domain, section 5); a person also has a number: `[Person 1]`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A finding in a tidied text: half-open range, kind, the recogniser's name, and why."""

    start: int
    end: int
    kind: Kind
    recogniser: str
    reason: str = ""

    def moved(self, offset: int) -> Span:
        """The same so many characters further on."""
        return Span(self.start + offset, self.end + offset, self.kind, self.recogniser, self.reason)


def settle(spans: Iterable[Span]) -> list[Span]:
    """Findings in order of place without overlap.

    Earlier findings in the iterable have precedence; what overlaps one of them is joined to it, so that no part
    of a later finding is lost.
    """
    kept: list[Span] = []
    for span in spans:
        if span.end <= span.start:
            continue
        overlapping = [other for other in kept if other.start < span.end and span.start < other.end]
        if not overlapping:
            kept.append(span)
            continue
        first = overlapping[0]
        start = min(span.start, *(other.start for other in overlapping))
        end = max(span.end, *(other.end for other in overlapping))
        kept = [other for other in kept if other not in overlapping]
        kept.append(replace(first, start=start, end=end))
    return sorted(kept, key=lambda span: span.start)
