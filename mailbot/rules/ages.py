"""The ages a text tells, for matters that two teams share by age."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mailbot.rules.words import fold

_UNITS: Final = ("ein", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun")
_TENS: Final = {"zwanzig": 20, "dreissig": 30, "vierzig": 40, "fuenfzig": 50, "sechzig": 60}
_TEENS: Final = {"fuenfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19}
_IN_WORDS: Final = {
    **_TEENS,
    **_TENS,
    **{f"{unit}und{ten}": value + n for ten, value in _TENS.items() for n, unit in enumerate(_UNITS, 1)},
}
# A word's beginning is asked for behind its first letter: so the search leaps from one such letter to the next.
_OWN_IN_WORDS: Final = re.compile(r"\bich bin (?:jetzt |erst |schon |bereits |gerade |nun )?([a-z]{7,17})\b")
_OWN: Final = re.compile(
    r"(?:i(?<!\wi)ch (?:bin|werde|war)|b(?<!\wb)in)(?: jetzt| erst| schon| bereits| gerade| ja| nun| selbst|"
    r" im [a-z]{3,9})* (?:mal )?(\d{2})\b"
    r"(?! ?(?:uhr|euro|km|mal|tage|wochen|monate|stunden|minuten))"
)
_CHILD: Final = re.compile(
    r"(?:m(?<!\wm)ein(?:e[nmr]?|es)?|u(?<!\wu)nser(?:e[nmr]?)?) (?:\w{1,20}e[rn]? )?(?:sohn(?:es)?|tochter|kind|"
    r"enkel(?:in|sohn|tochter)?|junge|jungen|"
    r"betreuter|betreuten?|betreute|neffen?|nichte|patenkind|pflegesohn|pflegetochter|klient(?:in|en)?|"
    r"mandant(?:in|en)?)\b"
)
_NUMBER: Final = re.compile(r"\d\d(?<![\d.,:/-]\d\d)(?![\d:])")
_FOLLOWED: Final = re.compile(r"[ -]?(?:jahre?|j\.?)[ -]?(?:alt|jung)\b|[ -]?jaehrige?[rnms]?\b")
_SET_APART: Final = re.compile(r"\)| (?:jahre?|j\.?)\s?(?:[,).\n]|$)")
_IS: Final = re.compile(r"\bist (?:jetzt |erst |schon |gerade |grade )?$")
_IS_FOLLOWED: Final = re.compile(r"(?: und|,|\.| jahre|$)")
_WITH: Final = re.compile(r"\bmit (?:meinen |seinen |ihren )?$")
_WITH_FOLLOWED: Final = re.compile(
    r" jahren\b(?! (?:beruf|erfahrung|dienst|betrieb|praxis|fahrpraxis|garantie|laufzeit|unfallfrei))|"
    r"[,!?]? (?:noch|wird|werde|bin|ist|hat|habe|soll|muss|darf|wurde)\b|[!?]|\.\s"
)
_BIRTH: Final = re.compile(
    r"(?:g(?<!\wg)eb(?:oren|urtsdatum|urtstag|\.)?|\*|b(?<!\wb)orn|j(?<!\wj)ahrgang|j(?<!\wj)g\.?)[^\n\d]{0,20}"
    r"(?:(?:\d{1,2})[.\-/ ]{1,2}(?:\d{1,2}|[a-z]{3,9})[.\-/ ]{1,2})?(\d{4}|\d{2})\b(?![.\-]\d)"
)
_ISO_BIRTH: Final = re.compile(
    r"(?:g(?<!\wg)eb(?:oren|urtsdatum|\.)?|\*|b(?<!\wb)orn)[^\n\d]{0,20}((?:19|20)\d{2})-\d{2}-\d{2}"
)
_SIGNED: Final = re.compile(r"^[a-zß .'-]{3,40}, ?\d{1,2}\.\d{1,2}\.(19[4-9]\d|200\d|201[0-2])[ .]*$", re.MULTILINE)
"""A date of birth that stands behind the name in the signature, without a word for it; letters bear later dates."""
_WARDS: Final = ("sohn", "tochter", "kind", "enkel", "junge", "betreut", "neffe", "nichte", "klient", "mandant")
"""Of these words `_CHILD` holds one."""
_BIRTH_MARKS: Final = ("geb", "*", "born", "jahrgang", "jg")
_WORKING: Final = range(15, 68)


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages a text tells: the writer's own, those of others, and whether it is about somebody's child or ward."""

    own: int | None
    others: tuple[int, ...]
    for_another: bool

    def decisive(self, limit: int) -> int | None:
        """The age that counts: that of the child or ward, where one below the limit is told, else the writer's own."""
        young = next((age for age in self.others if age < limit), None)
        if self.for_another and young is not None:
            return young
        if self.own is not None:
            return self.own
        return self.others[0] if self.others else None


def ages_in(text: str, today: date | None) -> Ages:
    """The ages of working life that stand in a text; dates of birth count only where the day is known."""
    folded = fold(text)
    told = [int(m[1]) for m in _OWN.finditer(folded)]
    if "ich bin " in folded:
        told += [_IN_WORDS.get(m[1], 0) for m in _OWN_IN_WORDS.finditer(folded)]
    own = next((age for age in told if age in _WORKING), None)
    found = [int(m[0]) for m in _NUMBER.finditer(folded) if _is_age(folded, m.start(), m.end())]
    if today is not None and any(mark in folded for mark in _BIRTH_MARKS):
        found += [today.year - int(m[1]) for m in _ISO_BIRTH.finditer(folded)]
        found += [_years(m[1], today) for m in _BIRTH.finditer(folded)]
    if today is not None:
        found += [today.year - int(m[1]) for m in _SIGNED.finditer(folded)]
    ward = any(word in folded for word in _WARDS) and bool(_CHILD.search(folded))
    return Ages(own, tuple(age for age in found if age in _WORKING), ward)


def _is_age(text: str, start: int, end: int) -> bool:
    """Whether a number of two digits is somebody's age, by what stands right before and after it."""
    before, after = text[max(0, start - 20) : start], text[end : end + 24]
    if before.endswith(("unter ", "ueber ")):
        return False
    if _FOLLOWED.match(after):
        return True
    if before.endswith((",", ", ", "(", "/")):
        if _SET_APART.match(after) or not after.strip():
            return True
        if before.endswith(", ") and before[-3:-2].isalpha() and after.startswith((", ", " und ")):
            return True
    return bool(
        (_IS.search(before) and _IS_FOLLOWED.match(after)) or (_WITH.search(before) and _WITH_FOLLOWED.match(after))
    )


def _years(year: str, today: date) -> int:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= today.year % 100 else 1900
    return today.year - number
