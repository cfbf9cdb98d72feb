"""Numbers, dates and streets as they are written in mails of other languages; what is only German is in the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mailbot.privacy.recognisers.numbers import DATES, UNIT_AFTER
from mailbot.privacy.spans import Kind, Span
from mailbot.privacy.tongues import Tongue

_RUN: Final = re.compile(r"(?<![\w.,€$§-])\d(?:[ \t./\-–]{0,3}\d){4,24}(?!\w)(?![,:.]\d)")
_STREET: Final = re.compile(
    r"(?<!\w)\d{1,4}[a-h]?,?[ \t](?:[A-ZÄÖÜ][\w'’-]{1,30}[ \t]){1,3}"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Square|Close|Way|Drive)(?!\w)"
)
_FLAT: Final = re.compile(
    r"(?i)(?<!\w)(?:apartment|apt|flat|daire|mieszkanie|ap|кв)\.?[ \t](?:no\.?[ \t])?\d{1,4}[a-h]?(?!\w)"
)
_PROVIDER: Final = re.compile(
    r"(?i)(?<!\w)(?:gmail|gmx|hotmail|yahoo|outlook|icloud|proton(?:mail)?|web\.?de|t-online|posteo)"
)
_NEAR: Final = 40


def spans(text: str, tongue: Tongue) -> Iterator[Span]:
    """What has the form of an identifier in this language."""
    for form, kind, name in ((_STREET, Kind.STREET, "foreign_street"), (_FLAT, Kind.STREET, "foreign_flat")):
        yield from (
            Span(m.start(), m.end(), kind, name, "a number and a name as in an address") for m in form.finditer(text)
        )
    yield from _births(text, tongue)
    for match in _words_form(tongue.words("digits")).finditer(text):
        yield Span(match.start(), match.end(), Kind.PHONE, "foreign_digits", "five digits or more in words")
    for match in _RUN.finditer(text):
        if not DATES.fullmatch(match.group()) and not UNIT_AFTER.match(text, match.end()):
            yield Span(match.start(), match.end(), Kind.ID, "foreign_run", "five digits or more")


def _births(text: str, tongue: Tongue) -> Iterator[Span]:
    """Dates decades ago, and any date near a word for birth."""
    for match in _date_form(tongue.words("months")).finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR].lower()
        year = re.search(r"(?:19|20)\d\d", match.group())
        if (year and int(year.group()) < 2012) or any(word.replace("+", " ") in near for word in tongue.words("birth")):
            yield Span(match.start(), match.end(), Kind.BIRTH, "foreign_birth", "a date decades ago or of birth")


def hidden_address(text: str) -> bool:
    """Whether what is left of a text names a mail provider: an address in a notation that was not understood."""
    return bool(_PROVIDER.search(text))


@lru_cache(maxsize=16)
def _date_form(months: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or "(?!)"
    ordinal = r"\d{1,2}(?:st|nd|rd|th|er|º|-?(?:го|е))?\.?"
    return re.compile(
        rf"(?i)(?<![\w.])(?:{ordinal}[ \t](?:of[ \t]|de[ \t])?(?:{names})\.?"
        r"(?:,?[ \t](?:năm[ \t]|roku[ \t]|del?[ \t])?\d{4})?"
        rf"|(?:{names})\.?[ \t]{ordinal}(?:,?[ \t]\d{{4}})?|\d{{1,2}}[ \t]tháng[ \t]\d{{1,2}}(?:[ \t]năm[ \t]\d{{4}})?"
        rf"|\d{{1,2}}(?:[ \t]|[./-][ \t]?)[ivx]{{1,4}}(?:[ \t]|[./-][ \t]?)\d{{4}}"
        rf"|\d{{1,2}}[./-][ \t]?\d{{1,2}}[./-][ \t]?\d{{2,4}}|\d{{4}}-\d\d-\d\d)(?!\w)"
    )


@lru_cache(maxsize=16)
def _words_form(digits: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, digits), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?i)(?<!\w)(?:(?:{names}|\d)[ \t,.\-–]{{1,3}}){{4,20}}(?:{names}|\d)(?!\w)")
