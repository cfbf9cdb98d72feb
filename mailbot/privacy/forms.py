"""The other ways to write an identifier: endings of names, initials, notations of dates, phones and mail addresses.

Each is a `Form`: the letters and digits it consists of in a row, and the expression that finds it in a folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mailbot.privacy.fold import fold, tidy, without_umlauts
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.sought import names_somebody


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an identifier; `row` stands, squeezed, in every text in which the expression fits."""

    row: str
    body: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first asked for."""
        return _compiled(self.body)


@lru_cache(maxsize=1024)
def _compiled(body: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])")


_WORDS: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\W_]{0,5}"
_ENDINGS: Final = ("s", "es", "ns", "n", "en", "ens", "sch", "sche", "schen", "scher", "sches", "in", "innen")
"""As those by which the anonymiser knows a heard name again (heard.py), and `Schulzens`."""
_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})[. /\-–]{1,2}(\d{1,2})[. /\-–]{1,2}((?:19|20)?\d\d)(?!\d)")
_ISO_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_LONG_DATE: Final = re.compile(r"(?<!\d)(\d{1,2})\.?[ ]{0,2}([a-zäöü]{3,9})\.?[ ,]{1,3}((?:19|20)\d\d)(?!\d)")
_MONTHS: Final = (
    ("januar", "jaenner", "jan"), ("februar", "feber", "feb"), ("maerz", "mrz", "maer"), ("april", "apr"), ("mai",),
    ("juni", "juno", "jun"), ("juli", "julei", "jul"), ("august", "aug"), ("september", "sept", "sep"),
    ("oktober", "okt"), ("november", "nov"), ("dezember", "dez"),
)  # fmt: skip
_PHONE: Final = re.compile(r"(?:\+|00)?[ ]?(?:49)?[ \-/.]{0,3}\(?0?\)?[\d \-/.()–]{6,24}")
_LOCAL_SIGN: Final = r"(?:[\W_]{0,4}|[\W_]{1,2}(?:punkt|dot|minus|bindestrich|strich|unterstrich|underscore)[\W_]{1,2})"
_AT: Final = r"[\W_]{0,3}(?:at|aet|klammeraffe|affe)?[\W_]{0,3}"


@lru_cache(maxsize=2048)
def further_forms(identifier: str) -> tuple[Form, ...]:
    """All the forms that are not the identifier's own letters in their order."""
    whole = tidy(identifier).strip()
    return (*_inflected(whole), *_dates(whole), *_phones(whole), *_addresses(whole))


def _inflected(whole: str) -> Iterator[Form]:
    """`Grebensteins`, `Schulzens`, `Grebensteinsche Akte`: a name with an ending that makes no ordinary word."""
    words = _WORDS.findall(whole)
    if not words or any(c.isdigit() for c in whole) or "@" in whole or not names_somebody(words[-1]):
        return
    for keys in dict.fromkeys((tuple(map(fold, words)), tuple(map(without_umlauts, words)))):
        if len(keys[-1]) < 3:
            continue
        fitting = [e for e in _ENDINGS if not shipped().flags(keys[-1] + e) & Flag.WORD]
        if fitting:
            body = _BETWEEN.join(map(re.escape, keys))
            yield Form("".join(keys), f"{body}['’-]?(?:{'|'.join(fitting)})")


def _dates(whole: str) -> Iterator[Form]:
    """A date with four or two digits of the year, with or without noughts, its month in words, year first."""
    found = _date_of(whole)
    if found is None:
        return
    day, month, year = found
    d, m = f"0?{day}" if day < 10 else str(day), f"0?{month}" if month < 10 else str(month)
    short = f"{year % 100:02}"
    apart = r"[\W_]{1,4}"
    yield Form(short, rf"{d}{apart}{m}{apart}(?:{year // 100})?{short}")
    yield Form(str(year), rf"{year}{apart}{m}{apart}{d}")
    yield Form(f"{year}{month:02}{day:02}", rf"{year}{month:02}{day:02}")
    yield Form(f"{day:02}{month:02}{year}", rf"{day:02}{month:02}{year}")
    yield Form(short, rf"{d}[\W_]{{0,4}}(?:{'|'.join(_MONTHS[month - 1])})[\W_]{{1,4}}(?:{year // 100})?{short}")


def _date_of(whole: str) -> tuple[int, int, int] | None:
    """Day, month and year of a date that is all the identifier says; a year of two digits lies in the last century."""
    if match := _DATE.fullmatch(whole):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    elif match := _ISO_DATE.fullmatch(whole):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _LONG_DATE.fullmatch(whole.casefold()):
        day, year, word = int(match[1]), int(match[3]), fold(match[2])
        month = next((n for n, names in enumerate(_MONTHS, 1) if word in names), 0)
    else:
        return None
    year += 0 if year > 99 else 1900 if year > 25 else 2000
    return (day, month, year) if 1 <= day <= 31 and 1 <= month <= 12 else None


def _phones(whole: str) -> Iterator[Form]:
    """The number with and without the country's code, `(0)` and every separator."""
    digits = re.sub(r"\D", "", whole)
    if not _PHONE.fullmatch(whole) or not whole.lstrip("( ").startswith(("0", "+49")) or _date_of(whole):
        return
    core = re.sub(r"^(?:0049|49|0)0?", "", digits)
    if len(core) >= 6:
        body = r"[\W_]{0,5}".join(core)
        yield Form(core, rf"(?:(?:00)?49[\W_]{{0,5}}0?[\W_]{{0,5}}|0[\W_]{{0,5}})?{body}")


def _addresses(whole: str) -> Iterator[Form]:
    """`r punkt grebenstein ät web punkt example`."""
    local, at, domain = fold(whole).partition("@")
    parts = [_WORDS.findall(side) for side in (local, domain)]
    if not at or not all(parts):
        return
    spelt = _AT.join(_LOCAL_SIGN.join(map(re.escape, side)) for side in parts)
    yield Form(max((*parts[0], *parts[1]), key=len), spelt)


_ABBREVIATIONS: Final = frozenset(
    [
        "ad",
        "ag",
        "ab",
        "bw",
        "bs",
        "dh",
        "ds",
        "eb",
        "ea",
        "ef",
        "ev",
        "ff",
        "ga",
        "gf",
        "hd",
        "hr",
        "ia",
        "ib",
        "id",
        "iv",
        "ih",
        "ik",
        "im",
        "is",
        "iw",
        "lt",
        "ma",
        "me",
        "mb",
        "mw",
        "nb",
        "nr",
        "oa",
        "od",
        "oe",
        "og",
        "ob",
        "pa",
        "pd",
        "pp",
        "ps",
        "rd",
        "sa",
        "sb",
        "sd",
        "sg",
        "so",
        "su",
        "ts",
        "ua",
        "ub",
        "uu",
        "ue",
        "va",
        "vh",
        "vt",
        "wv",
        "za",
        "zb",
        "zh",
        "zk",
        "zt",
        "zz",
    ]
)
"""Abbreviations of two letters (z. B., i. A., a. D., o. Ä.): nobody's initials where they stand in a sentence."""


def is_initials(identifier: str) -> bool:
    """Whether it is two letters that stand for names, which only their full stops and capitals tell from words."""
    return [len(word) for word in _WORDS.findall(tidy(identifier))] == [1, 1] and not re.search(r"\d", identifier)


@lru_cache(maxsize=4096)
def initials_of(identifier: str) -> tuple[str, str]:
    """`R` and `G` for Rosalinde Grebenstein; empty where they tell nobody."""
    words = [word for word in _WORDS.findall(tidy(identifier)) if word[0].isalpha()]
    if len(words) != 2 or "@" in identifier or re.search(r"\d", identifier):
        return "", ""
    first, last = (word[0].upper() for word in words)
    whole_names = all(len(word) > 2 for word in words) and any(map(names_somebody, words))
    if not (whole_names or is_initials(identifier)) or fold(first + last) in _ABBREVIATIONS:
        return "", ""
    return first, last


def find_initials(text: str, identifier: str) -> re.Match[str] | None:
    """Where `R. G.` stands in a text that still has its capitals."""
    first, last = initials_of(identifier)
    if not first or f"{last}." not in text:
        return None
    return re.search(rf"(?<![\w.]){re.escape(first)}\.[ \t]?-?{re.escape(last)}\.(?!\w)", text)
