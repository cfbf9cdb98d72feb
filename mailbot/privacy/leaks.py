"""The forms that no mail of ours may show: addresses, phone numbers, accounts, customer numbers, birth dates.

These are recognisers of the anonymiser, so that what it made passes; the gate and `restore` ask them once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.reading import _IDIOMS, _PROTECTED
from mailbot.privacy.recognisers import births, internet, numbers, phones
from mailbot.privacy.recognisers.beginnings import Beginnings
from mailbot.privacy.recognisers.pattern import Pattern, Patterns
from mailbot.privacy.spans import Span

PROTECTED: Final = _PROTECTED
"""What is nobody's in a finished mail: placeholders, file numbers of any office, tickets."""
HARMLESS: Final = (PROTECTED, re.compile(_IDIOMS.pattern, re.IGNORECASE))
"""The same, and the sayings in which a name is nobody's: `den schwarzen Peter zuschieben`."""
_WANTED: Final = frozenset(
    {
        "mail_address", "spelt_mail_address", "iban", "iban_in_pieces", "customer_number", "bg_number",
        "worded_customer_number", "pension_number", "health_number", "phone_international", "phone_national",
        "phone_in_words", "digits_in_words", "born_on", "date_born",
    }
)  # fmt: skip
PATTERNS: Final[tuple[Pattern, ...]] = tuple(
    one
    for one in (*internet.RECOGNISERS, *numbers.RECOGNISERS, *births.RECOGNISERS, *phones.RECOGNISERS)
    if one.name in _WANTED
)
_LEAKING: Final = Patterns(PATTERNS)


def leaks(text: str) -> Iterator[Span]:
    """Every place that has such a form; file numbers, placeholders and tickets are none."""
    protected = [match.span() for match in PROTECTED.finditer(text)]
    for span in _LEAKING(Beginnings(text)):
        if not any(start < span.end and span.start < end for start, end in protected):
            yield span


def suspicious(text: str) -> bool:
    """Whether there is any."""
    return next(leaks(text), None) is not None
