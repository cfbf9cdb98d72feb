"""German words as people type them: folded umlauts, dates, small slips of the finger. No lists of sentences here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, TypeVar

from rapidfuzz.distance import DamerauLevenshtein

T = TypeVar("T")

_FOLD: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar jan jaenner",
            "februar feb",
            "maerz mrz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
_DATE: Final = re.compile(
    r"(?:(?:zum|den|dem|am|bis|spaetestens|einschliesslich|einschl\.|inklusive|inkl\.)\s){0,3}"
    r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)\.?,?\s?(?:den\s|dem\s)?)?"
    r"(?:(?P<iy>[0-9]{4})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})"
    r"|(?P<d>[0-9]{1,2})\.\s?(?:(?P<m>[0-9]{1,2})(?:\.|(?=$|[\s,;:]))|(?P<n>[a-z]{3,9})\.?)\s?(?P<y>[0-9]{4}|[0-9]{2})?)"
    r"(?![0-9])"
)
_LONGEST_LINE: Final = 300
_MIN_FOR_SLIP, _MIN_FOR_TWO = 6, 11


def fold(text: str) -> str:
    """Lower case, umlauts spelt out, one space between words. `ÜBERNOMMEN` and `uebernommen` become the same."""
    lowered = text[: _LONGEST_LINE * 4].casefold().replace("u\u0308", "ü").replace("a\u0308", "ä")
    return " ".join(lowered.replace("o\u0308", "ö").translate(_FOLD).replace("\u00a0", " ").split())


def date_at_start(folded: str, today: date, *, past: bool = False) -> tuple[date, str] | None:
    """The date a folded text begins with, and the rest; None where there is none.

    Without a year it is the next such day, today included; with `past` the last such day. A year of two digits
    lies in this century.
    """
    found = _DATE.match(folded)
    if found is None:
        return None
    day = _day(found, today, past=past)
    return None if day is None else (day, folded[found.end() :].strip())


def whole_date(folded: str, today: date, *, past: bool = False) -> date | None:
    """The date that is the whole of this folded text."""
    found = date_at_start(folded, today, past=past)
    return found[0] if found is not None and not found[1] else None


def _day(found: re.Match[str], today: date, *, past: bool) -> date | None:
    if found["iy"]:
        return _valid(int(found["iy"]), int(found["im"]), int(found["id"]))
    month = int(found["m"]) if found["m"] else _MONTHS.get(found["n"], 0)
    day = int(found["d"])
    if found["y"]:
        year = int(found["y"])
        return _valid(year if year > 99 else 2000 + year, month, day)
    if not 1 <= month <= 12:
        return None
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    days = (_valid(year, month, day) for year in years)
    return next((d for d in days if d is not None and (d <= today if past else d >= today)), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def meant(typed: str, known: Mapping[str, T]) -> T | None:
    """The value of the one known word that was meant: as it stands, or with a slip that leaves no doubt."""
    exact = known.get(typed)
    if exact is not None:
        return exact
    near = [word for word in known if is_slip(typed, word)]
    values = {id(known[word]): known[word] for word in near}
    return next(iter(values.values())) if len(values) == 1 else None


def is_slip(typed: str, word: str) -> bool:
    """Whether `typed` is `word` with a small slip inside: not another ending, which is another form of the word."""
    if len(word) < _MIN_FOR_SLIP or typed[:1] != word[:1] or typed[-1:] != word[-1:] or " " in typed.strip(word):
        return False
    if typed.startswith(word) or word.startswith(typed):
        return False
    allowed = 2 if len(word) >= _MIN_FOR_TWO else 1
    return DamerauLevenshtein.distance(typed, word, score_cutoff=allowed) <= allowed


def words_to(values: Iterable[tuple[str, T]]) -> dict[str, T]:
    """A table from folded words to values; the first entry of a word wins."""
    table: dict[str, T] = {}
    for words, value in values:
        for word in words.split("|"):
            table.setdefault(fold(word), value)
    return table
