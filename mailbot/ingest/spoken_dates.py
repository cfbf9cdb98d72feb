"""Dates as German and English mail programs write them into header blocks."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan jänner jän",
            "februar february feb febr",
            "märz march mär mar mrz maerz",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th)?\s(?:of\s)?([A-Za-zäÄ]{3,9})\.?,?\s(\d{4}|\d{2})(?!\d)"
)
_ENGLISH: Final = re.compile(r"\b([A-Za-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
_CLOCK: Final = re.compile(
    r"(?<![\d.])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?![.\d])\s?([ap]\.?m\b)?|(?<![\d.])(\d{1,2}) ?uhr", re.IGNORECASE
)
_OFFSET: Final = re.compile(r"(?:^|[\s(])(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})\b|\b(MESZ|CEST|MEZ|CET|GMT|UTC)\b")
_ZONES: Final = {"MESZ": 2, "CEST": 2, "MEZ": 1, "CET": 1, "GMT": 0, "UTC": 0}


def spoken_date(text: str) -> datetime | None:
    """The date (and time, else midnight) that a header line names; naive where it names no zone; None for none."""
    text = " ".join(text[:200].split())
    day = _day(text)
    if day is None:
        return None
    rest = _NUMERIC.sub(" ", text)
    hour, minute, second = _time(rest)
    try:
        return datetime(*day, hour, minute, second, tzinfo=_zone(rest))
    except ValueError:
        return None


def _day(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.search(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMERIC.search(text):
        return _full_year(match[3]), int(match[2]), int(match[1])
    if (match := _WORDED.search(text)) and match[2].lower() in _MONTHS:
        return _full_year(match[3]), _MONTHS[match[2].lower()], int(match[1])
    if (match := _ENGLISH.search(text)) and match[1].lower() in _MONTHS:
        return int(match[3]), _MONTHS[match[1].lower()], int(match[2])
    return None


def _full_year(year: str) -> int:
    return int(year) + 2000 if len(year) == 2 else int(year)


def _time(text: str) -> tuple[int, int, int]:
    match = _CLOCK.search(text)
    if not match:
        return 0, 0, 0
    if match[5]:
        return int(match[5]), 0, 0
    hour = int(match[1])
    half = (match[4] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return hour, int(match[2]), int(match[3] or 0)


def _zone(text: str) -> timezone | None:
    match = _OFFSET.search(text)
    if not match:
        return None
    if match[4]:
        return timezone(timedelta(hours=_ZONES[match[4]]))
    minutes = int(match[2]) * 60 + int(match[3])
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes)) if minutes < 24 * 60 else None
