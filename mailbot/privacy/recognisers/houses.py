"""Houses and firms whose names are ordinary words: `Löwen-Apotheke`, `Gymnasium im Schloss`, `Perspektive & Mensch`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import FUNCTION, KIN, NO_NAMES, ORG_HEADS, ROLES, TIME_WORDS
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.spans import Kind, Span

_KINDS: Final = words("kinds of houses")
_ENDS: Final = (
    "schule",
    "apotheke",
    "klinik",
    "klinikum",
    "krankenhaus",
    "gymnasium",
    "kindergarten",
    "kita",
    "hospiz",
    "stift",
    "baeckerei",
    "praxis",
)
_NAMED_ENDS: Final = ("schule", "apotheke", "klinik", "gymnasium", "kindergarten", "kita", "hospital", "stift")
"""Heads of compounds that name one house: `Marienschule`, `Ratsapotheke`."""
_AT: Final = frozenset({("am",), ("im",), ("an", "der"), ("auf", "dem"), ("unter", "den"), ("vor", "dem")})
_INN: Final = frozenset({("zum",), ("zur",), *_AT})
_INNS: Final = frozenset(
    {
        "gasthaus",
        "gasthof",
        "gaststaette",
        "gaststube",
        "gastwirtschaft",
        "hotel",
        "restaurant",
        "cafe",
        "apotheke",
        "pizzeria",
        "imbiss",
        "pension",
    }
)
_NOWHERE: Final = TIME_WORDS | words("no house names")
_PERSONS_AND_TIMES: Final = KIN | ROLES | TIME_WORDS
_NO_FIRM: Final = FUNCTION | _PERSONS_AND_TIMES | _NOWHERE
_AND: Final = re.compile(r"[ \t]?[&+][ \t]?")


def _span(reading: Reading, first: int, last: int, why: str) -> Span:
    return Span(reading.tokens[first].start, reading.tokens[last].end, Kind.ORG, "house", why)


_HEADS: Final = Memory(lambda key: key in ORG_HEADS or key.endswith(_ENDS))


def _particular(token: Token, reading: Reading) -> bool:
    """Whether the first half of a compound names one house rather than a kind of house."""
    written = (token.capital and not reading.loud and len(token.text) > 2) or (reading.quiet and len(token.text) > 3)
    if not written or token.key in _KINDS or token.key in NO_NAMES:
        return False
    return not token.has(Flag.OFFICE) or token.has(Flag.SURNAME, Flag.FIRST)


def _hyphened(reading: Reading, i: int) -> Iterator[Span]:
    """`Löwen-Apotheke`: what stands before the hyphen."""
    first = i
    while first and reading.before(first) == "-" and first > i - 4:
        first -= 1
    if first < i and any(_particular(token, reading) for token in reading.tokens[first:i]):
        yield _span(reading, first, i - 1, "the first half of a house's name")


def _compounded(token: Token, reading: Reading) -> bool:
    """`Marienschule`: no word of the list, and no kind of house."""
    ending = next((end for end in _NAMED_ENDS if token.key.endswith(end)), "")
    stem = token.key.removesuffix(ending)
    if not ending or len(stem) < 4 or token.has(Flag.OFFICE) or not (token.capital or reading.quiet):
        return False
    kind = (
        stem in _KINDS
        or stem.endswith(_OF_KINDS)
        or stem.removesuffix("s") in _KINDS
        or any(stem.endswith(one) for one in _LONG_KINDS)
    )
    pen = ending == "stift" and token.listed
    return not kind and not pen and not (token.has(Flag.COMMON) and ending != "apotheke")


_OF_KINDS: Final = ("ungs", "ions", "heits", "keits", "schafts", "taets", "stiegs", "ings")
"""What the first half of a kind of house ends with: `Berufseinstiegsschule`."""
_LONG_KINDS: Final = tuple(kind for kind in _KINDS if len(kind) > 3)


def _at(reading: Reading, i: int) -> Iterator[Span]:
    """`Gymnasium im Schloss`, `Gasthaus zum Löwen`: a house and where it stands."""
    tokens = reading.tokens
    inn = tokens[i].key in _INNS
    for step in (1, 2):
        lead = tuple(token.key for token in tokens[i + 1 : i + 1 + step])
        at = i + 1 + step
        if lead not in (_INN if inn else _AT) or at >= len(tokens):
            continue
        small = reading.quiet and tokens[at].has(Flag.NOUN)
        if any(reading.before(k) != " " for k in range(i + 1, at + 1)) or reading.loud:
            continue
        if not (tokens[at].capital or small):
            continue
        if tokens[at].key in _NOWHERE or tokens[at].key in FUNCTION:
            continue
        yield _span(reading, i + 1, at, "where a house stands")


def _pair(reading: Reading, i: int) -> Iterator[Span]:
    """`Perspektive & Mensch`: two nouns joined by a sign, of which one is no word of the office."""
    tokens = reading.tokens
    if i + 1 >= len(tokens) or not _AND.fullmatch(reading.gap(i)) or "\n" in reading.gap(i):
        return
    both = tokens[i], tokens[i + 1]
    if any(not token.capital or token.key in _PERSONS_AND_TIMES for token in both) or reading.loud:
        return
    led = i and tokens[i - 1].key in _FIRM_LEADS
    if led or not any(token.has(Flag.OFFICE, Flag.FIRST) or token.key in _NOWHERE for token in both):
        yield _span(reading, i, i + 1, "two nouns joined by a sign")


_FIRM_LEADS: Final = ORG_HEADS | {"bei", "beim", "von", "vom", "firma", "ueber"}


_WORK: Final = words("work")
_ABSTRACT: Final = (
    "ung",
    "heit",
    "keit",
    "ion",
    "taet",
    "schaft",
    "nahme",
    "bedarf",
    "beginn",
    "ende",
    "gabe",
    "arbeit",
    "en",
    "ern",
)
_REACH: Final = 9
_AFTER: Final = 6


def employers(reading: Reading) -> Iterator[Span]:
    """`Fahrer bei Nordzucker`, `Minijob bei Bad und Wärme`: near a word for work, a noun without article behind bei."""
    if reading.loud:
        return
    tokens = reading.tokens
    for i in reading.where(_AT_FIRM):
        if i + 1 >= len(tokens) or reading.gap(i) != " ":
            continue
        token = tokens[i + 1]
        person = token.key in _NO_FIRM or token.has(Flag.OFFICE, Flag.FIRST)
        written = (token.capital and token.key not in _CIRCUMSTANCES) or (reading.quiet and _quiet_firm(token))
        if not written or person or _HEADS[token.key] or token.key.endswith(_ABSTRACT):
            continue
        works = i > 0 and tokens[i - 1].capital and _OCCUPIED[tokens[i - 1].key]
        near = not _WORK.isdisjoint(reading.keys[max(0, i - _REACH) : i + _AFTER])
        if not (works or near) or not reading.free(token.start, token.end):
            continue
        yield _span(reading, i + 1, _end_of_firm(reading, i + 1), "behind bei, near a word for work")


def _quiet_firm(token: Token) -> bool:
    """Whether a word written small can be a firm: no verb, no adverb, no circumstance such as Regen or Krankheit."""
    return token.key not in _CIRCUMSTANCES and (token.has(Flag.NOUN, Flag.SURNAME) or not token.explained)


_OCCUPIED: Final = Memory(
    lambda key: (
        key.endswith(("er", "erin", "mann", "frau", "kraft", "eur", "eurin", "ist", "istin"))
        and key
        not in {"fehler", "aerger", "messer", "wasser", "zimmer", "wetter", "fieber", "frist", "nummer", "dauer"}
        and bool(shipped().flags(key) & Flag.NOUN)
    )
)
"""Words for what somebody works as, right before `bei`: `Schlosser bei Harz-Metall`."""
_CIRCUMSTANCES: Final = words("circumstances")
_AT_FIRM: Final = frozenset({"bei"})


def _end_of_firm(reading: Reading, i: int) -> int:
    """Index of the last capitalised word of the firm's name."""
    tokens = reading.tokens
    while i + 1 < len(tokens) and reading.gap(i) in {" ", "-", " & "}:
        if not (tokens[i + 1].capital or (reading.quiet and not tokens[i + 1].has(Flag.COMMON))):
            break
        if tokens[i + 1].key in FUNCTION or tokens[i + 1].has(Flag.OFFICE):
            break
        i += 1
    return i


def houses(reading: Reading) -> Iterator[Span]:
    """Names of houses and firms that are made of ordinary words."""
    if "&" in reading.text or "+" in reading.text:
        for i in range(len(reading.tokens)):
            if "&" in reading.gap(i) or "+" in reading.gap(i):
                yield from _pair(reading, i)
    for i in sorted(i for key, places in reading.by_key.items() if _HEADS[key] for i in places):
        token = reading.tokens[i]
        if reading.before(i) == "-":
            yield from _hyphened(reading, i)
        elif _compounded(token, reading):
            yield _span(reading, i, i, "a compound that names a house")
        if (token.capital or reading.quiet) and i + 2 < len(reading.tokens) and not token.key.startswith("haus"):
            yield from _at(reading, i)
