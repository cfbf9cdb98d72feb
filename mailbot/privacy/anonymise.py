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

from mailbot.privacy.cleared import Cleared, _clear
from mailbot.privacy.doubt import THRESHOLD, doubt_of
from mailbot.privacy.fold import folded_with_places, tidy
from mailbot.privacy.mentions import could_stand, form_of, squeezed
from mailbot.privacy.numbering import Numbering
from mailbot.privacy.people import Known, People
from mailbot.privacy.people_finder import find_people
from mailbot.privacy.reading import Reading, read
from mailbot.privacy.recognisers import births, internet, numbers, orgs, phones, places
from mailbot.privacy.spacing import close_spaced_letters
from mailbot.privacy.spans import PLACEHOLDERS, Kind, Span, settle

WITHHELD: Final = (
    "Der Text wird nicht mitgesandt, weil nicht sicher ist, dass er anonym ist. Er liegt im Ordner des Falls."
)
WITHHELD_SUBJECT: Final = "Betreff nicht mitgesandt"
_WITH_NUMBER: Final = re.compile(r"[^\n,;]*[^\W\d_]{3}[^\n,;]*\d[^\n,;]*")
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
    found = find(readings, known)
    numbering = Numbering(people)
    shown = [_replace(reading, spans, numbering) for reading, spans in zip(readings, found, strict=True)]
    doubt = doubt_of(readings, found, language)
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
    settled = [_places_and_numbers(reading, known) for reading in readings]
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


def _places_and_numbers(reading: Reading, known: Known) -> list[Span]:
    """What is found by pattern and as a firm; these places are then taken in the reading."""
    patterned = settle(span for span in _by_pattern(reading, known) if _outside(reading, span))
    reading.take(patterned)
    firms = settle(
        span
        for step in (orgs.after_heads, orgs.after_prepositions)
        for span in step(reading)
        if reading.free(span.start, span.end)
    )
    reading.take(firms)
    return [*patterned, *firms]


def _outside(reading: Reading, span: Span) -> bool:
    """Whether the finding touches no placeholder and no file number."""
    return not any(start < span.end and span.start < end for start, end in reading.protected)


def _by_pattern(reading: Reading, known: Known) -> Iterator[Span]:
    text, lower = reading.text, reading.text.lower()
    yield from _given(text, known)
    for recogniser in (
        *internet.RECOGNISERS,
        *numbers.RECOGNISERS,
        *births.RECOGNISERS,
        *phones.RECOGNISERS,
        *places.STREETS,
    ):
        yield from recogniser(text, lower)
    for step in (
        places.numbered,
        places.postcodes,
        places.lower_places,
        places.worded_places,
        places.prefixed_places,
        places.places_in_two_words,
        orgs.legal_forms,
        numbers.long_digits,
    ):
        yield from step(text)


def _given(text: str, known: Known) -> Iterator[Span]:
    """Addresses, numbers and places that the case knows beforehand, in whatever form."""
    values = [
        *((Kind.EMAIL, value) for value in known.addresses),
        *((Kind.CUSTNO, value) for value in known.numbers),
        *((Kind.STREET, part) for value in known.places for part in _WITH_NUMBER.findall(value)),
    ]
    if not values:
        return
    lower = text.lower()
    plain = (lower, range(len(lower) + 1))
    mapped = folded_with_places(text) if len(lower) != len(text) or not all(v.isascii() for _, v in values) else plain
    letters = squeezed(plain[0] + "\n" + mapped[0])
    for kind, value in values:
        folded, places = plain if value.isascii() and len(lower) == len(text) else mapped
        form = form_of(value) if len(value) > 4 and could_stand(value, letters) else None
        for match in form.finditer(folded) if form else ():
            yield Span(places[match.start()], places[match.end()], kind, "known", "known to the case")


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
