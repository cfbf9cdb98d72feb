"""What is not known to be harmless: names of the lexicon, and words that no part of the lexicon explains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import ARTICLES, FUNCTION, NOUN_MARKERS
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.reading import Reading, Token

Run = tuple[int, int, str]
NOT_EXPLAINED: Final = "not explained by the lexicon"
_PLACE_LEADS: Final = words("place leads")
_PLACE_ENDINGS: Final = tuple(sorted(words("place endings")))
_OF_NAMES: Final = ("i", "y", "ingen", "hausen", "buettel", "stedt")
"""Endings of nicknames and villages, which hardly a mistyped noun has: Schnulli, Berklingen."""
_ROMAN: Final = re.compile(r"[ivxlcm]{1,5}")


def is_typo(token: Token) -> bool:
    """Whether the word is a frequent word with one typing error rather than a name."""
    if token.has(Flag.FIRST, Flag.SURNAME, Flag.PLACE):
        return False
    if token.capital:
        if token.key.endswith(_OF_NAMES):
            return False
        return len(token.key) >= (7 if token.opens else 8) and shipped().nearly(token.key)
    return shipped().nearly(token.key) if len(token.key) > 5 else shipped().slipped(token.key)


def _harmless(token: Token, reading: Reading) -> bool:
    if token.key in FUNCTION or token.has(Flag.OFFICE) or len(token.key) < 2:
        return True
    if token.named:
        return _counted(token, reading) or (token.listed and not token.capital and not reading.quiet)
    if token.has(Flag.PLACE) and not token.listed and (token.capital or reading.quiet):
        return False
    if token.explained:
        return not _bare_place(token, reading)
    if not token.capital and token.key.endswith("s") and token.key[:-1] in FUNCTION:
        return True
    if len(token.text) <= 4 and token.shouted and not reading.loud:
        return True
    if _ROMAN.fullmatch(token.key) or len(set(token.key)) == 1:
        return True
    if not token.capital and not reading.quiet:
        return not token.has(Flag.FIRST, Flag.SURNAME)
    return is_typo(token) and not (token.capital and is_place(reading, token.index))


_LIKE_SURNAMES: Final = words("words like surnames")


def _counted(token: Token, reading: Reading) -> bool:
    """`drei Busse`: a word that is also a surname, behind a number or an article."""
    if token.key not in _LIKE_SURNAMES or not token.index or reading.before(token.index) != " ":
        return False
    return reading.tokens[token.index - 1].key in NOUN_MARKERS | ARTICLES


def _bare_place(token: Token, reading: Reading) -> bool:
    """A place that is also a word, after a preposition without article: `aus Halle`, `in Lehre`."""
    if (
        not (token.capital or reading.quiet)
        or token.has(Flag.COMMON, Flag.OFFICE)
        or not is_place(reading, token.index)
    ):
        return False
    if reading.loud or not token.capital:
        return not token.listed and token.key.endswith(_PLACE_ENDINGS)
    return token.has(Flag.PLACE) or (not token.listed and token.key.endswith(_PLACE_ENDINGS))


def names(reading: Reading) -> Iterator[Run]:
    """Words that the lexicon knows as names, and words that it does not explain."""
    for i in reading.odd:
        token = reading.tokens[i]
        if not reading.free(token.start, token.end) or _harmless(token, reading):
            continue
        reason = "a name of the lexicon" if token.named else NOT_EXPLAINED
        yield i, i + 1, reason


def is_place(reading: Reading, i: int) -> bool:
    """Whether the word stands where a place does: `aus ...`, `in ...`, `Stadt-...`."""
    before = reading.tokens[i - 1] if i else None
    token = reading.tokens[i]
    if token.has(Flag.PLACE) and not token.has(Flag.FIRST, Flag.SURNAME, Flag.WORD):
        return True
    if before is None:
        return False
    if reading.before(i) == "-" and before.has(Flag.OFFICE):
        return True
    return before.key in _PLACE_LEADS and bool(re.fullmatch(r"[ \t]{1,2}|[ \t]?\n[ \t>]{0,3}", reading.before(i)))
