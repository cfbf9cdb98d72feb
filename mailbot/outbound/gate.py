"""The last look at a finished mail, as its recipient reads it: does any identifier or any form of one stand there?

It fails closed: what cannot be read is a hit. What also stands in the same mail with neutral values, in the
recipients' addresses or in the file number does not count (docs/decisions/0007).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mailbot.outbound.reading import reading
from mailbot.privacy.leaks import HARMLESS, leaks
from mailbot.privacy.mentions import mentions
from mailbot.privacy.sought import sought
from mailbot.privacy.spacing import close_spaced_letters

_OWN_MESSAGE_ID: Final = re.compile(r"^Message-ID: <krm\.[a-z2-7]{14}@[a-z0-9.-]{1,255}>$", re.MULTILINE)
_OWN_PICTURE: Final = re.compile(
    r"^(?:Content-ID: <|cid:)krm\.[a-z2-7]{14}\.[0-9]{1,2}@[a-z0-9.-]{1,255}>?$", re.MULTILINE
)
_FILE_NUMBER: Final = re.compile(r"\b[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}\b")
_HYPHENATED: Final = re.compile(r"(?<=[^\W\d_])-(?:[ \t]{0,4}\n[ \t>│|]{0,8}|[ \t>│|]{1,5})(?=[^\W\d_])")
_SOFT_HYPHEN: Final = "\u00ad"


class Found(StrEnum):
    """What kind of thing was found, for people."""

    IDENTIFIER = "identifier"
    MAIL_ADDRESS = "mail_address"
    PHONE = "phone"
    ACCOUNT = "account"
    NUMBER = "number"
    BIRTH = "birth"
    UNREADABLE = "unreadable"


_FOUND: Final = {
    "iban": Found.ACCOUNT,
    "phone": Found.PHONE,
    "digits_in_words": Found.PHONE,
    "mail_address": Found.MAIL_ADDRESS,
    "born": Found.BIRTH,
    "number": Found.NUMBER,
    "unreadable": Found.UNREADABLE,
}
"""By what stands in the name of the recogniser."""


def found(kind: str) -> Found:
    """The kind of hit as people are told it; an identifier where nothing else fits."""
    return next((shown for part, shown in _FOUND.items() if part in kind), Found.IDENTIFIER)


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, by kind alone; the text itself is never repeated."""

    kind: str


def check(
    raw: bytes,
    *,
    neutral: bytes,
    identifiers: Iterable[str],
    recipients: Iterable[str],
    drawn: frozenset[bytes] = frozenset(),
) -> tuple[Hit, ...]:
    """Every kind of hit in the mail; an empty tuple lets it leave. Never raises.

    `identifiers` is everything known of the cases that the mail is about; `neutral` the same mail with neutral values.
    `drawn` are the pictures that we made for it of figures that stand in it: no other picture passes.
    """
    if raw == neutral:
        return ()  # our own words alone: nobody's name can stop a bare acknowledgement
    try:
        return tuple(_hits(raw, neutral, sought(identifiers), tuple(recipients), drawn))
    except Exception:  # noqa: BLE001  the gate fails closed, whatever goes wrong in it
        return (Hit("unreadable"),)


def _hits(
    raw: bytes, neutral: bytes, identifiers: tuple[str, ...], recipients: tuple[str, ...], drawn: frozenset[bytes]
) -> Iterator[Hit]:
    shown = _closed(_without(reading(raw, drawn=drawn), recipients))
    named = mentioned(shown, identifiers)
    forms = [(span.recogniser, shown[span.start : span.end]) for span in leaks(shown)]
    if not named and not forms:
        return
    expected = _closed(_without(reading(neutral, drawn=drawn), recipients))
    if named - mentioned(expected, named):
        yield Hit("identifier")
    harmless = {expected[span.start : span.end] for span in leaks(expected)}
    yield from (Hit(kind) for kind in sorted({kind for kind, text in forms if text not in harmless}))


def mentioned(text: str, identifiers: Iterable[str]) -> frozenset[str]:
    """The identifiers that the text mentions."""
    return frozenset(mention.identifier for mention in mentions(text, identifiers))


def _closed(text: str) -> str:
    """The reading, and once more with words put together whose letters stood apart or that a line's end parted."""
    closed = _HYPHENATED.sub("", close_spaced_letters(text.replace(_SOFT_HYPHEN, "")))
    return text if closed == text else f"{text}\n{closed}"


def _without(text: str, recipients: tuple[str, ...]) -> str:
    """The reading without what may stand there.

    That is the recipients' addresses, file numbers, our own Message-ID, those of our pictures, and what the anonymiser
    protects: its placeholders (somebody may be called "Ort"), ticket numbers and sayings ("der schwarze Peter").
    """
    for address in sorted(recipients, key=len, reverse=True):
        if address:
            text = re.sub(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])", " ", text, flags=re.IGNORECASE)
    for harmless in (_OWN_MESSAGE_ID, _OWN_PICTURE, _FILE_NUMBER, *HARMLESS):
        text = harmless.sub(" ", text)
    return text
