"""Make a text from outside into one that may leave: every identifier becomes a placeholder, or the text stays here.

`anonymise` is pure. Recognisers by pattern go first, then names in context, then whatever the lexicon cannot call
harmless (`recognisers/`, one line each in docs/privacy.md). What cannot be made certain is withheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mailbot.privacy.cleared import Cleared, _clear
from mailbot.privacy.doubt import THRESHOLD, doubt_of
from mailbot.privacy.fold import tidy
from mailbot.privacy.mentions import _form
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
_BREAK: Final = "\n\x1e\n"
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A text made anonymous, or withheld.

    `redactions` counts by kind. `spans` point into `tidied` (subject, separator, text as they were read) and are for the
    operator's eyes alone, as are `identifiers`: every original string that was replaced, for which the gate
    searches whatever leaves. `people` goes with the case to its later mails.
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


def anonymise(subject: str, text: str, known: Known, people: People = People(), *, language: str = "de") -> Anonymised:  # noqa: B008 - frozen
    """Replace every identifier in subject and text by its placeholder; withhold what is foreign or doubtful.

    The same person gets the same number in subject, text and, through `people`, later mails of the case.
    """
    whole = close_spaced_letters(tidy(subject).replace("\n", " ") + _BREAK + tidy(text))
    reading = read(whole)
    spans = find(reading, known)
    numbering = Numbering(people)
    replaced, identifiers = _replace(reading, spans, numbering)
    shown_subject, _, shown_text = replaced.partition(_BREAK)
    doubt = doubt_of(reading, spans, language)
    withheld = doubt > THRESHOLD
    return Anonymised(
        subject=_clear(WITHHELD_SUBJECT if withheld else shown_subject.strip()),
        text=_clear(WITHHELD if withheld else shown_text),
        withheld=withheld,
        doubt=doubt,
        redactions=tuple(sorted(Counter(span.kind.value for span in spans).items())),
        spans=tuple(spans),
        people=numbering.people,
        identifiers=identifiers,
        tidied=whole,
    )


def find(reading: Reading, known: Known) -> list[Span]:
    """All findings in a text, in order of place, without overlap."""
    patterned = settle(span for span in _by_pattern(reading, known) if _outside(reading, span))
    reading.take(patterned)
    firms = settle(
        span
        for step in (orgs.after_heads, orgs.after_prepositions)
        for span in step(reading)
        if reading.free(span.start, span.end)
    )
    reading.take(firms)
    named, _ = find_people(reading, known)
    return settle([*patterned, *firms, *named])


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
        orgs.legal_forms,
        numbers.long_digits,
    ):
        yield from step(text)


def _given(text: str, known: Known) -> Iterator[Span]:
    """Addresses, numbers and places that the case knows beforehand, however they are spaced."""
    folded = text.casefold()
    if len(folded) != len(text):
        return
    for kind, values in ((Kind.EMAIL, known.addresses), (Kind.CUSTNO, known.numbers), (Kind.STREET, known.places)):
        for value in values:
            form = _form(value) if len(value) > 4 else None
            for match in form.finditer(folded) if form else ():
                yield Span(match.start(), match.end(), kind, "known", "known to the case")


def _replace(reading: Reading, spans: list[Span], numbering: Numbering) -> tuple[str, tuple[str, ...]]:
    pieces: list[str] = []
    identifiers: list[str] = []
    end = 0
    for span in spans:
        original = reading.text[span.start : span.end]
        pieces += [reading.text[end : span.start], _placeholder(span, original, numbering)]
        identifiers.append(" ".join(original.split()))
        end = span.end
    pieces.append(reading.text[end:])
    return "".join(pieces), tuple(dict.fromkeys(identifiers))


def _placeholder(span: Span, original: str, numbering: Numbering) -> str:
    if span.kind is not Kind.NAME:
        return PLACEHOLDERS[span.kind]
    return f"[Person {numbering.number(tuple(_LETTERS.findall(original)))}]"
