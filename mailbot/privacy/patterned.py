"""What is found by pattern, as a firm, or because the case knows it: the same for texts of every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.fold import folded_with_places
from mailbot.privacy.mentions import could_stand, form_of, squeezed
from mailbot.privacy.people import Known
from mailbot.privacy.reading import Reading
from mailbot.privacy.recognisers import births, houses, internet, numbers, orgs, phones, places, villages
from mailbot.privacy.recognisers.pattern import Patterns
from mailbot.privacy.spans import Kind, Span, settle

_WITH_NUMBER: Final = re.compile(r"[^\n,;]*[^\W\d_]{3}[^\n,;]*\d[^\n,;]*")


def places_and_numbers(reading: Reading, known: Known) -> list[Span]:
    """What is found by pattern and as a firm; these places are then taken in the reading."""
    patterned = settle(span for span in _by_pattern(reading, known) if outside(reading, span))
    reading.take(patterned)
    firms = settle(
        span
        for step in (houses.houses, houses.employers, villages.villages, orgs.after_heads, orgs.after_prepositions)
        for span in step(reading)
        if reading.free(span.start, span.end)
    )
    reading.take(firms)
    return [*patterned, *firms]


def outside(reading: Reading, span: Span) -> bool:
    """Whether the finding touches no placeholder and no file number."""
    return not any(start < span.end and span.start < end for start, end in reading.protected)


def _by_pattern(reading: Reading, known: Known) -> Iterator[Span]:
    yield from _given(reading.text, known)
    yield from _PATTERNS(reading.beginnings)


PATTERNS: Final = (
    *internet.RECOGNISERS,
    *numbers.RECOGNISERS,
    *births.RECOGNISERS,
    *phones.RECOGNISERS,
    *places.STREETS,
    *(places.NUMBERED, places.POSTCODES, places.LOWER_PLACES, numbers.LONG_DIGITS),
    *places.WORDED,
    *orgs.LEGAL_FORMS,
)
"""In the order in which they have precedence."""
_PATTERNS: Final = Patterns(PATTERNS)


def _given(text: str, known: Known) -> Iterator[Span]:
    """Addresses, numbers and places that the case knows beforehand, in whatever form."""
    values = [
        *((Kind.EMAIL, value) for value in known.addresses),
        *((Kind.CUSTNO, value) for value in known.numbers),
        *((Kind.PHONE, value) for value in known.phones),
        *((Kind.STREET, part) for value in known.places for part in _WITH_NUMBER.findall(value)),
    ]
    if not values:
        return
    lower = text.lower()
    plain = (lower, range(len(lower) + 1))
    mapped = folded_with_places(text) if len(lower) != len(text) or not all(v.isascii() for _, v in values) else plain
    letters = squeezed(lower if mapped is plain else f"{lower}\n{mapped[0]}")
    for kind, value in values:
        folded, places = plain if value.isascii() and len(lower) == len(text) else mapped
        form = form_of(value) if len(value) > 4 and could_stand(value, letters) else None
        for match in form.finditer(folded) if form else ():
            yield Span(places[match.start()], places[match.end()], kind, "known", "known to the case")
