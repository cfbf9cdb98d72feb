"""Deadlines that an authority sets in its text: a date, or a span counted from receipt; and the committee's date.

What is read here is a proposal; a person confirms it (domain, section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from mailbot.ingest.late import Late
from mailbot.ingest.message import Message
from mailbot.rules.words import fold

_MONTH_NAMES: Final = (
    *("januar jan jaenner", "februar feb", "maerz mrz mar", "april apr", "mai", "juni jun", "juli jul", "august aug"),
    *("september sep sept", "oktober okt", "november nov", "dezember dez"),
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_NUMBERS: Final = {
    "ein": 1,
    "einem": 1,
    "einer": 1,
    "eines": 1,
    "zwei": 2,
    "zweier": 2,
    "drei": 3,
    "dreier": 3,
    "vier": 4,
    "fuenf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "zwoelf": 12,
    "vierzehn": 14,
    "einundzwanzig": 21,
    "dreissig": 30,
    "sechzig": 60,
}
_UNITS: Final = {"tag": 1, "kalendertag": 1, "woche": 7, "monat": 30}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DATE: Final = (
    rf"(?:(?P<d>\d{{1,2}})\. ?(?:(?P<m>\d{{1,2}})\.|(?P<n>{_any_of(_MONTHS)})\b\.?) ?(?P<y>\d{{4}}|\d{{2}}(?!\d))?|"
    r"(?P<iy>20\d{2})-(?P<im>\d{2})-(?P<id>\d{2}))"
)
_WEEKDAY: Final = r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|mo|di|mi|do|fr)\.?,? ?(?:den|dem)? ?)?"
_CUES: Final = (
    r"\bbis (?:spaetestens |laengstens |einschliesslich |allerspaetestens )?(?:zum |zu dem |am |den |dem )?",
    r"\bspaetestens (?:bis )?(?:zum |am |bis |den )?",
    (
        r"\b(?:abgabe|vorlage|antwort|rueckmelde|rueckgabe|bearbeitungs|frist)?(?:termin|frist)(?:sache|ablauf|ende)?\b"
        r" ?(?:ist |laeuft |endet |bei uns |hier |: ?|- ?|– ?)?(?:bis |zum |am |der |den |ab )?(?:zum |am |den )?"
    ),
    r"\bfrist [^\n.]{0,60}?\b(?:endet|laeuft|ist) [^\n.]{0,20}?\b(?:am |bis |zum |der |den |bis zum )",
    r"\bt\. ?: ?",
    r"\bdeadline ?:? ?",
    r"\bzum (?=\d)",
)
_CUE: Final = Late(rf"(?:{'|'.join(_CUES)}){_WEEKDAY}{_DATE}")
_SPAN: Final = Late(
    r"\b(?:binnen|innerhalb(?: von)?|in(?:nert)?|frist von|(?:frist|termin) ?: ?|spaetestens (?:in|nach))"
    r"(?: (?:der|einer frist von|von|den naechsten|laengstens|spaetestens))? ?"
    rf"(?P<n>\d{{1,3}}|{_any_of(_NUMBERS)})(?: \(\d{{1,3}}\))? "
    r"(?P<work>arbeits|werk)?(?P<u>kalendertag|tag|woche|monat)(?:en|e|s|n)?\b"
)
_COMMITTEE: Final = Late(
    r"(?:sitzung|beratung|termin|befassung|tagung|behandlung|frist)[^\n.]{0,60}?(?:petitionsausschuss|ausschuss)[^\n]{0,40}?"
    + _DATE
)
_COMMITTEE_AFTER: Final = Late(
    r"(?:petitionsausschuss|ausschuss)[^\n.]{0,80}?"
    r"(?:tagt|sitzung|beraet|beraten|befasst|behandel|termin|frist|gesetzt|kommt|tritt|entscheidet)[^\n]{0,50}?" + _DATE
)
_COMMITTEE_LAST: Final = Late(
    _DATE + r"[^\n.]{0,40}?\b(?:im|vor dem|vom|durch den|bei dem|beim) (?:petitionsausschuss|ausschuss)\b"
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What an authority's text demands: a date, or a number of calendar days from receipt; and the committee's date."""

    on: date | None = None
    days: int | None = None
    committee_on: date | None = None


def demanded(text: str, received_on: date | None) -> Demand:
    """Read the deadline an authority sets. Without the day of receipt only dates with a year can be read."""
    folded = " ".join(fold(text[:20_000]).replace("\u00a0", " ").split(" "))
    patterns = (_COMMITTEE, _COMMITTEE_AFTER, _COMMITTEE_LAST)
    committee = next((found for pattern in patterns for found in _dates(pattern, folded, received_on)), None)
    dates = [found for found in _dates(_CUE, folded, received_on) if found != committee]
    due = next((found for found in dates if received_on is None or found >= received_on), None)
    if due is not None:
        return Demand(on=due, committee_on=committee)
    span = _SPAN.search(folded)
    return Demand(days=_days(span) if span else None, committee_on=committee)


def demanded_by(message: Message, received_on: date | None) -> Demand:
    """The same of a message: its subject, newest text and what it quotes."""
    return demanded(f"{message.subject}\n{message.text}\n{message.quoted}", received_on)


def _dates(pattern: Late, text: str, received_on: date | None) -> Iterator[date]:
    for match in pattern.finditer(text):
        found = _date(match, received_on)
        if found is not None:
            yield found


def _date(match: re.Match[str], received_on: date | None) -> date | None:
    if match["iy"]:
        return _valid(int(match["iy"]), int(match["im"]), int(match["id"]))
    month = int(match["m"]) if match["m"] else _MONTHS[match["n"]]
    day = int(match["d"])
    if match["y"]:
        year = int(match["y"])
        return _valid(year + 2000 if year < 100 else year, month, day)
    if received_on is None:
        return None
    this_year = _valid(received_on.year, month, day)
    return this_year if this_year is None or this_year >= received_on else _valid(received_on.year + 1, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(match: re.Match[str]) -> int:
    """The span in calendar days; five working days count as seven."""
    number = int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"]]
    days = number * _UNITS[match["u"]]
    return days + 2 * (number // 5) if match["work"] else days
