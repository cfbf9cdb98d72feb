"""Make a text from outside into one that may leave: every identifier becomes a placeholder, or the text stays here.

`anonymise` is pure. Recognisers by pattern go first, then names in context, then whatever the lexicon cannot call
harmless (`recognisers/`, one line each in docs/privacy.md). What cannot be made certain is withheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mailbot.privacy import foreign
from mailbot.privacy.cleared import Cleared, _clear
from mailbot.privacy.doubt import THRESHOLD, doubt_of
from mailbot.privacy.fold import tidy
from mailbot.privacy.numbering import Numbering
from mailbot.privacy.patterned import places_and_numbers
from mailbot.privacy.people import Known, People
from mailbot.privacy.people_finder import find_people
from mailbot.privacy.reading import Reading, read
from mailbot.privacy.recognisers import births
from mailbot.privacy.spacing import close_spaced_letters
from mailbot.privacy.spans import PLACEHOLDERS, Kind, Span, settle
from mailbot.privacy.tongues import tongue

WITHHELD: Final = (
    "Der Text wird nicht mitgesandt, weil nicht sicher ist, dass er anonym ist. Er liegt im Ordner des Falls."
)
WITHHELD_SUBJECT: Final = "Betreff nicht mitgesandt"
_RECENT: Final = 2024
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A text made anonymous, or withheld.

    `redactions` counts by kind. `spans` point into `tidied` (subject, a line break, text, as they were read) and
    are for the operator's eyes alone, as are `identifiers`: every original string that was replaced, for which the
    gate searches whatever leaves. `people` goes with the case to its later mails.
    """

    subject: Cleared
    text: Cleared
    withheld: bool
    doubt: float
    redactions: tuple[tuple[str, int], ...]
    spans: tuple[Span, ...]
    people: People
    identifiers: tuple[str, ...]
    tidied: str = ""


_NOBODY: Final = People()


def anonymise(subject: str, text: str, known: Known, people: People = _NOBODY, *, language: str = "de") -> Anonymised:
    """Replace every identifier in subject and text by its placeholder; withhold what is foreign or doubtful.

    The same person gets the same number in subject, text and, through `people`, later mails of the case.
    """
    readings = [read(close_spaced_letters(tidy(part))) for part in (subject.replace("\n", " "), text)]
    other = tongue(language)
    found = foreign.find(readings, known, other) if other else find(readings, known)
    numbering = Numbering(people)
    shown = [_replace(reading, spans, numbering) for reading, spans in zip(readings, found, strict=True)]
    doubt = foreign.doubt_of(readings, found, other) if other else doubt_of(readings, found, language)
    withheld = doubt > THRESHOLD
    offset = len(readings[0].text) + 1
    spans = (*found[0], *(replace(span, start=span.start + offset, end=span.end + offset) for span in found[1]))
    tidied = f"{readings[0].text}\n{readings[1].text}"
    return Anonymised(
        subject=_clear(WITHHELD_SUBJECT if withheld else shown[0].strip()),
        text=_clear(WITHHELD if withheld else shown[1]),
        withheld=withheld,
        doubt=doubt,
        redactions=tuple(sorted(Counter(span.kind.value for span in spans).items())),
        spans=spans,
        people=numbering.people,
        identifiers=tuple(dict.fromkeys(" ".join(tidied[span.start : span.end].split()) for span in spans)),
        tidied=tidied,
    )


def find(readings: Sequence[Reading], known: Known) -> list[list[Span]]:
    """All findings in each reading, in order of place, without overlap."""
    settled = [places_and_numbers(reading, known) for reading in readings]
    people = find_people(readings, known)
    return [
        settle([*first, *second, *_born(reading, second)])
        for reading, first, second in zip(readings, settled, people, strict=True)
    ]


def _born(reading: Reading, people: Sequence[Span]) -> Iterator[Span]:
    """Dates right behind names: birth dates, unless so late that they tell of the matter."""
    for span in people:
        born = births.after_name(reading.text, span.end, before=_RECENT)
        if born is not None and reading.free(born.start, born.end):
            yield born


def _replace(reading: Reading, spans: list[Span], numbering: Numbering) -> str:
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += [reading.text[end : span.start], _placeholder(span, reading.text[span.start : span.end], numbering)]
        end = span.end
    pieces.append(reading.text[end:])
    return "".join(pieces)


def _placeholder(span: Span, original: str, numbering: Numbering) -> str:
    if span.kind is not Kind.NAME:
        return PLACEHOLDERS[span.kind]
    return f"[Person {numbering.number(tuple(_LETTERS.findall(original)))}]"
