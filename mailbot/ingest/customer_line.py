"""What somebody wrote of a customer in one go, on a line of a form: name, address, numbers."""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.late import Late

NOTHING: Final = Late(
    r"[\s\-–—./_:,]*(?:keine?[rs]?(?: angaben?)?|k\.?\s?a\.?|entfällt|ohne|nicht (?:bekannt|angegeben|genannt)|"
    r"unbekannt|anonym|"
    r"(?:möchte|will|wollte) [^\n]{0,40}(?:nicht|keine[nr]?|anonym)[^\n]{0,40}|n\.?\s?n\.?|siehe oben|"
    r"s\.\s?o\.)?[\s\-–—./_:,!]*",
    re.IGNORECASE,
)
_NUMBER: Final = Late(r"(?<!\d)\d{3}\s?[A-Da-d]\s?\d{3}\s?\d{3}(?!\d)")
_PHONE: Final = Late(r"(?<![\w/])(?:\+|\(?0)[\d\s()/.\-–]{6,24}\d(?![\w/])")
_STREET: Final = Late(
    r"\b\d{5}\b|str(?:aße|asse|\.)|weg\b|platz\b|\ballee\b|gasse\b|[^\W\d]{3,30} \d{1,4}\s?[a-z]?\b", re.IGNORECASE
)


def number_in(value: str) -> str:
    """The customer number that stands there, or ""."""
    if match := _NUMBER.search(value):
        return "" if value.lower().startswith("kein") else match[0]
    return ""


def _pieces(loose: str) -> list[str]:
    """The pieces of customer data that somebody wrote in one go: "Diallo, Aminata, Lange Str. 2, 38304 Wolfen"."""
    pieces = [piece.strip() for piece in re.split(r"\s[-–|;/]\s|\n|;\s", loose) if piece.strip()]
    if not pieces or not any(char.isdigit() for char in pieces[0]):
        return pieces
    name, rest = _name_before_commas(pieces[0].split(","))
    return [name, rest, *pieces[1:]] if name else pieces


def _name_before_commas(parts: list[str]) -> tuple[str, str]:
    """The one or two parts without a number that begin a row of commas, and what follows them."""
    count = next((at for at, part in enumerate(parts) if any(char.isdigit() for char in part)), 0)
    count = min(count, 2)
    return ",".join(parts[:count]).strip(), ",".join(parts[count:]).strip()


def loose_name(loose: str) -> str:
    """The name that such a line begins with, or ""."""
    first = next(iter(_pieces(loose)), "")
    return "" if not first or any(char.isdigit() for char in first) or NOTHING.fullmatch(first) else first[:120]


def loose_address(loose: str) -> str:
    """The piece of it that is an address, or ""."""
    return next(
        (
            piece
            for piece in _pieces(loose)[1:]
            if _STREET.search(piece) and not _NUMBER.search(piece) and not _PHONE.search(piece)
        ),
        "",
    )


def loose_phone(loose: str) -> str:
    """The telephone number in it, or ""."""
    found = _PHONE.search(_NUMBER.sub(" ", loose))
    return found[0].strip() if found else ""
