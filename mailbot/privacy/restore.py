"""The way back from the store: text that was cleared once is looked at again before it is `Cleared` again.

A database can be edited, restored from elsewhere, or hold what an older recogniser let pass. So nothing is taken
on trust: every identifier known of the case and every pattern is looked for, and what is found goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from mailbot.privacy.cleared import Cleared, _clear
from mailbot.privacy.fold import tidy
from mailbot.privacy.mentions import mentions
from mailbot.privacy.recognisers import births, internet, numbers, phones
from mailbot.privacy.spans import PLACEHOLDERS, Span, settle

UNSURE: Final = (
    "[Text nicht gezeigt: Er war beim erneuten Lesen nicht mehr sicher anonym. Er liegt im Ordner des Falls.]"
)
_KEPT: Final = re.compile(r"\[[^\[\]\n]{1,40}\]|[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}(?![0-9])")


def patterned(text: str) -> tuple[Span, ...]:
    """Every finding of a pattern that needs no context: addresses, numbers, birth dates, phones.

    Placeholders and file numbers are not findings.
    """
    kept = [match.span() for match in _KEPT.finditer(text)]

    def is_free(span: Span) -> bool:
        return not any(start < span.end and span.start < end for start, end in kept)

    return tuple(settle(span for span in _findings(text) if is_free(span)))


def _findings(text: str) -> Iterator[Span]:
    recognisers = chain(internet.RECOGNISERS, numbers.RECOGNISERS, births.RECOGNISERS, phones.RECOGNISERS)
    for recogniser in recognisers:
        yield from recogniser(text)


def restore(text: str, identifiers: Iterable[str]) -> Cleared:
    """Stored text, looked at again: a pattern becomes its placeholder, a known identifier hides the whole text."""
    read = tidy(text)
    pieces, end = [], 0
    for span in patterned(read):
        pieces += [read[end : span.start], PLACEHOLDERS.get(span.kind, "[Angabe]")]
        end = span.end
    pieces.append(read[end:])
    shown = "".join(pieces)
    return _clear(UNSURE if mentions(shown, identifiers) else shown)
