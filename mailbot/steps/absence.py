"""What an out-of-office answer says: that somebody is away, and up to which day (domain, section 7)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from mailbot.cases.german import date_at_start, fold
from mailbot.ingest.message import Message
from mailbot.rules.deadline_text import demanded

LONGEST_ABSENCE: Final = timedelta(days=120)
A_DAY: Final = timedelta(days=1)
MOST_LINES, LONGEST_TEXT = 60, 4000
_ABSENCE: Final = re.compile(
    r"abwesen|nicht im (?:haus|büro|dienst|office)|urlaub|out of (?:the )?office|away|krank|nicht (?:da|erreichbar)\b"
    r"|(?:wieder|erst) (?:ab|am|für sie da|erreichbar|im (?:haus|büro|dienst)|zurück)|wieder (?:für sie )?da\b"
    r"|(?:on|annual) leave|on (?:vacation|holiday)|back (?:on|in)\b|[0-9.] (?:wieder |)zurück|unterwegs|auf reisen",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(r"\b(?:until|till|through|bis)\s(?:and including |including |the )?")
_AGAIN: Final = re.compile(
    r"\b(?:ab|am|wieder ab|wieder am|back on|back in the office on|returning on|return on|return to the office on)\s"
)
_ENGLISH: Final = re.compile(
    r"(?:(?P<d>[0-9]{1,2})(?:st|nd|rd|th)? (?P<m>[a-z]{3,9})|(?P<m2>[a-z]{3,9}) (?P<d2>[0-9]{1,2})(?:st|nd|rd|th)?)"
    r"(?:,? (?P<y>20[0-9]{2}))?\b"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMES_BACK: Final = re.compile(r"wieder|zurueck|erreichbar|back|return")


def is_absence(message: Message) -> bool:
    """Whether an automatic answer says that its sender is away."""
    return bool(_ABSENCE.search(f"{message.subject}\n{message.full_text[:LONGEST_TEXT]}"))


def last_day_away(message: Message, today: date) -> date | None:
    """The last day of the absence that the answer names, or None where it names none that can be.

    "Bis zum 13.03." names it; "ab dem 16.03. wieder erreichbar" the day after it.
    """
    text = f"{message.subject}\n{message.full_text[:LONGEST_TEXT]}"
    named = demanded(text, today).on
    found = [named] if named is not None else []
    for line in text.splitlines()[:MOST_LINES]:
        folded = fold(line)
        found += _days_behind(_UNTIL, folded, today)
        if _COMES_BACK.search(folded):
            found += [day - A_DAY for day in _days_behind(_AGAIN, folded, today)]
    return next((day for day in found if today <= day <= today + LONGEST_ABSENCE), None)


def _days_behind(words: re.Pattern[str], folded: str, today: date) -> list[date]:
    """The dates that stand right behind these words."""
    found = (_day_at(folded[start.end() :], today) for start in words.finditer(folded))
    return [day for day in found if day is not None]


def _day_at(folded: str, today: date) -> date | None:
    """The date that this begins with, German or English."""
    german = date_at_start(folded, today)
    if german is not None:
        return german[0]
    english = _ENGLISH.match(folded)
    if english is None:
        return None
    month = (english["m"] or english["m2"])[:3]
    if month not in _MONTHS:
        return None
    return _valid(english["y"], _MONTHS.index(month) + 1, int(english["d"] or english["d2"]), today)


def _valid(year: str | None, month: int, day: int, today: date) -> date | None:
    try:
        found = date(int(year or today.year), month, day)
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None
