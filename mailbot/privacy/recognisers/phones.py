"""Phone numbers in digits, in groups of every kind, and in words."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.recognisers.expressions import caseless, exact
from mailbot.privacy.recognisers.pattern import DIGIT, FIVE_DIGITS, Pattern
from mailbot.privacy.spans import Kind

_DIGIT_WORD: Final = (
    r"(?:null|eins?|zwei|zwo|drei|vier|fünf|fuenf|fünnef|sechs|sieben|acht|neun|zehn|elf|zwölf|zwoelf|"
    r"doppel(?:null|eins|zwo|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun)|"
    r"(?:ein|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun)und(?:zwanzig|dreißig|dreissig|vierzig|"
    r"fünfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig)|"
    r"zwanzig|dreißig|dreissig|vierzig|fünfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig|(?:drei|vier|fünf|"
    r"fuenf|sech|sieb|acht|neun)zehn)"
)
_BEHIND_LETTER: Final = (
    *(
        ".",
        ":",
        " ",
        "\t",
        "-",
        "–",
        "+",
        "(",
        "0",
        "ist",
        "lau",
        "unt",
        "nr",
        "num",
        "jet",
        "nur",
        "noc",
        "die",
        "der",
    ),
    *("am ", "auc"),
)
"""What goes on where one letter stands for a phone."""
_GLUE: Final = r"(?:[ \t,.;/\-–]{0,4}(?:mal |dann |und |nochmal )?\n?)"


_LETTER_AMONG: Final = re.compile(r"\d[OolI]|[OolI]\d")


def _is_phone(match: re.Match[str]) -> bool:
    """Six to seventeen digits, and not a date, a time span or an amount."""
    hit = match.group("hit") if "hit" in match.re.groupindex else match.group()
    digits = sum(c.isdigit() for c in hit)
    if not 6 <= digits <= 17:
        return False
    return not re.fullmatch(r"0?\d{1,2}[./-]0?\d{1,2}[./-]\d{2,4}", hit.strip())


RECOGNISERS: Final = (
    Pattern(
        "phone_international",
        Kind.PHONE,
        exact(
            r"(?<![\w])(?:\+|00)[ \t]?(?:\d{1,3})(?:[ \t]?\(0\))?(?:[ \t./\-–()]{0,4}\d){6,13}(?!\d)(?![.,]\d)",
            *("+0", "+ 0", "+\t0", "000", "00 0", "00\t0"),
        ),
        "begins with a country code",
        _is_phone,
        requires=FIVE_DIGITS,
    ),
    Pattern(
        "phone_after_word",
        Kind.PHONE,
        caseless(
            r"(?<!\w)(?:tel(?:efon)?(?:nummer|nr)?|telnr|fon|fax|ruf(?:nummer)?|handy(?:nummer|nr)?|"
            r"mobil(?:nummer|telefon|nr|funk)?|festnetz(?:nummer)?|durchwahl|whatsapp|nummer|nr|"
            r"rückruf(?:nummer)?|anrufen|erreichbar(?: unter)?|unter|privat|dienstlich|T|M|F|D|H)"
            r"[.:]{0,2}(?:[ \t]{0,2}(?:ist|lautet|unter|nr|nummer|jetzt|nur|noch|die|der|am besten|auch)"
            r"?[.:\-–]{0,2}[ \t]{0,3}){1,3}"
            r"(?P<hit>(?:\+|\(?0)[ \t]?\d?(?:[ \t./\-–()]{0,3}\d){4,14})(?!\d)",
            *("tel", "fon", "fax", "ruf", "handy", "mobil", "festnetz", "durchwahl", "whatsapp", "nummer", "nr"),
            *("rückruf", "rueckruf", "anrufen", "erreichbar", "unter", "privat", "dienstlich"),
            *(f"{letter}{behind}" for letter in "tmfdh" for behind in _BEHIND_LETTER),
        ),
        "after the word for a phone",
        _is_phone,
        requires=FIVE_DIGITS,
    ),
    Pattern(
        "phone_without_prefix",
        Kind.PHONE,
        caseless(
            r"(?<!\w)(?:tel(?:efon)?(?:nummer|nr)?|telnr|fon|fax|rufnummer|handy(?:nummer|nr)?|mobil(?:nummer|"
            r"nr)?|festnetz(?:nummer)?|durchwahl|apparat|ruf)[.:]{0,2}[ \t]{0,3}(?:ist|lautet|:|-)?[ \t]{0,3}"
            r"(?P<hit>\d(?:[ \t./\-–]{0,3}\d){2,13})(?!\d)(?![ \t]?(?:uhr|euro|€|mal|x\b|min|stunden|tage|"
            r"wochen|anruf))(?!\.\d)",
            *("tel", "fon", "fax", "ruf", "handy", "mobil", "festnetz", "durchwahl", "apparat"),
        ),
        "digits after the word for a phone",
        requires=DIGIT,
    ),
    Pattern(
        "extension",
        Kind.PHONE,
        caseless(
            r"(?<!\w)(?:(?:tele)?fax|durchwahl|dw|app|apparat|vorzimmer|sekretariat|zentrale|"
            r"büro|[tf](?=[ \t.:])|tel|fon|mobil)"
            r"[.:]{0,2}[ \t]{0,3}(?P<hi"
            r"t>[-–][ \t]?\d{1,4})(?!\d)",
            *("tel", "fax", "durchwahl", "dw", "app", "vorzimmer", "sekretariat", "zentrale", "büro", "buero", "fon"),
            *("mobil", *(f"{letter}{behind}" for letter in "tf" for behind in " \t.:-–")),
        ),
        "an extension after a hyphen",
        requires=re.compile(r"[-–][ \t]?\d"),
    ),
    Pattern(
        "last_digits",
        Kind.PHONE,
        caseless(
            r"(?<!\w)(?:(?:endet|endend|enden)[ \t]{1,2}(?:auf|mit)|endziffern|endnummer|letzte[nr]? (?:\w{2,5} )?(?:"
            r"ziffern|stellen|zahlen))"
            r"[ \t:]{1,2}(?:(?:ist|sind|lauten|den|ziffern):?[ \t]{1,2}){0,2}(?!(?:19|20)\d\d(?!\d))(?P<hit>"
            r"[.…\-–x*]{0,4}[ \t]?\d(?:[ \t]?\d){2,7})(?!\d)(?![.,:]\d)",
            *("endet", "enden", "endziffern", "endnummer", "letzte"),
        ),
        "the last digits of a number",
        requires=DIGIT,
    ),
    Pattern(
        "phone_national",
        Kind.PHONE,
        exact(
            r"(?=[(0])(?<![\w,+])(?<!\d[.,/-])\(?0[ \t]?[1-9](?:[ \t./\-–()]{0,4}\d){5,11}(?!\d)(?![.,]\d)",
            *("(0", "00", "0 0", "0\t0"),
        ),
        "begins with 0 and has the length of a phone number",
        lambda m: _is_phone(m) and not re.match(r"0\d\.(?:0\d|1[0-2])\.(?:\d{4}|\d{2})(?!\d)", m.group()),
    ),
    Pattern(
        "phone_with_letters",
        Kind.PHONE,
        exact(
            r"(?<![\w.,+-])(?=0?[\d \t/.-]{0,20}[OolI])[0Oo][1-9lI](?:[ \t./-]{0,3}[0-9OolI]){6,14}(?![\w.,]*\w)",
            *("00", "0l", "0i", "o0", "ol", "oi"),
        ),
        "a phone number with letters for digits",
        lambda m: sum(c.isdigit() for c in m.group()) >= 5 and _LETTER_AMONG.search(m.group()) is not None,
    ),
    Pattern(
        "phone_in_words",
        Kind.PHONE,
        caseless(
            rf"(?<!\w)(?:plus[ \t]|null[ \t\-]{{0,3}}|\+\d\d[ \t]?)(?:{_DIGIT_WORD}|\d{{1,4}})"
            rf"{_GLUE}(?:(?:{_DIGIT_WORD}|\d{{1,6}}){_GLUE}){{3,14}}(?:{_DIGIT_WORD}|\d{{1,6}})(?!\w)",
            *("plus ", "plus\t", "null", "+00"),
        ),
        "digits in words, beginning with null",
    ),
    Pattern(
        "phone_half_in_words",
        Kind.PHONE,
        caseless(
            rf"(?<![\w,.])0\d{{1,5}}[ \t/\-]{{1,3}}(?:\d{{1,6}}{_GLUE}){{0,3}}{_DIGIT_WORD}{_GLUE}(?:(?:{_DIGIT_WORD}"
            rf"|\d{{1,6}}){_GLUE}){{1,12}}"
            rf"(?:{_DIGIT_WORD}|\d{{1,6}})(?!\w)",
            *("00\t", "00 ", "00-", "00/", "000"),
        ),
        "a prefix in digits, more of it in words",
        requires=re.compile(r"0\d{1,5}[ \t/\-]"),
    ),
    Pattern(
        "digits_in_words",
        Kind.PHONE,
        caseless(
            rf"(?<!\w)(?=[aedfnsvz])(?:{_DIGIT_WORD}[ \t,.\-–/]{{1,3}}\n?"
            rf"(?:(?:strich|schrägstrich|bindestrich|dann|und dann|pause)[ \t,]{{1,2}})?){{5,16}}{_DIGIT_WORD}(?!\w)",
            *("null", "eins", "einu", "zwei", "zwo", "drei", "vier", "fünf", "fuenf", "fünn", "fuenn", "sech", "sieb"),
            *("acht", "neun", "zehn", "elf", "zwölf", "zwoelf", "doppel", "zwanz"),
            *(f"ein{behind}" for behind in " \t,.-–/"),
        ),
        "six digits or more in words",
    ),
)
