"""Villages whose names are words or made like words: `vorher Helmstedt`, `von Wendessen`, `in Lehre`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import ARTICLES, FUNCTION, KIN, NOUN_MARKERS, ROLES, SALUTATIONS, TIME_WORDS
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.spans import Kind, Span

_ENDINGS: Final = tuple(
    sorted(
        (words("place endings") - {"sen", "ar", "um", "mar", "scheid", "zell", "see", "au"}) | {"essen", "lah", "linde"}
    )
)
_UM: Final = ("um",)
_NOT_UM: Final = ("kum", "tum", "trum", "sum", "dium", "lium", "rium", "nium", "atum", "gium", "raum", "baum", "ium")
_LEADS: Final = (FUNCTION - ARTICLES - NOUN_MARKERS - SALUTATIONS) | {"ab", "bis", "bahnhof", "haltestelle", "ort"}
_FROM: Final = frozenset({"aus", "nach", "in", "bei", "vorher", "frueher", "damals"})
_WHERE: Final = frozenset({"aus", "nach", "in"})
_MASSES: Final = words("no places")
_LIKE_WORDS: Final = words("villages like words")
_NOT_BARE: Final = _MASSES - {"essen"}
_PERSONS: Final = FUNCTION | TIME_WORDS | KIN | ROLES


def _sort(key: str) -> str:
    """What sort of place name the folded word is: `sure`, `word`, `made` of parts, or ""."""
    lexicon = shipped()
    flags = lexicon.flags(key)
    if flags & Flag.OFFICE or key in _PERSONS:
        return ""
    if key in _LIKE_WORDS:
        return "sure"
    if flags & Flag.PLACE and flags & Flag.WORD:
        ordinary = flags & (Flag.COMMON | Flag.NOUN | Flag.SURNAME | Flag.FIRST | Flag.ORDINARY)
        return "word" if ordinary else "sure"
    if flags & Flag.WORD or len(key) < len("uehrde"):
        return ""
    ends = key.endswith(_ENDINGS) or (key.endswith(_UM) and not key.endswith(_NOT_UM))
    return "made" if ends and lexicon.explained_noun(key) else ""


_SORTS: Final = Memory(_sort)


def _capital_particle(reading: Reading, i: int) -> bool:
    """`Frau Zur Mühlen`: whether the word belongs to a name behind Frau or Herr."""
    return reading.tokens[i].capital and reading.tokens[i - 1].key in SALUTATIONS and reading.before(i) == " "


def _stands(reading: Reading, token: Token, sort: str) -> bool:
    i = token.index
    if i and (reading.tokens[i - 1].key in SALUTATIONS or (i > 1 and _capital_particle(reading, i - 1))):
        return False
    if sort == "sure" and token.key not in _MASSES:
        return token.capital or (i > 0 and reading.tokens[i - 1].key in _FROM)
    before = reading.tokens[i - 1].key if i and reading.before(i) == " " else ""
    if sort == "made" and token.key not in _MASSES:
        return before in _LEADS and not token.opens
    return before in _WHERE and token.key not in _NOT_BARE


def villages(reading: Reading) -> Iterator[Span]:
    """Places by their names, where the lexicon takes them for words or for compounds."""
    if reading.loud:
        return
    for key, places in reading.by_key.items():
        sort = _SORTS[key]
        for i in places if sort else ():
            token = reading.tokens[i]
            if (token.capital or (reading.quiet and sort == "sure")) and _stands(reading, token, sort):
                yield Span(token.start, token.end, Kind.PLACE, "village", "a place, written like a word")
    yield from _by_bus(reading)


_BUSES: Final = frozenset(
    {"bus", "busse", "zug", "bahn", "regionalbahn", "buslinie", "schulbus", "rufbus", "haltestelle"}
)


def _by_bus(reading: Reading) -> Iterator[Span]:
    """`Der Bus aus Mattierzoll`: where a bus comes from or goes to."""
    for i in reading.beside(_BUSES, distance=2):
        token, lead = reading.tokens[i], reading.tokens[i - 1]
        led = lead.key in {"aus", "nach", "von", "ab", "richtung"} and reading.before(i) == reading.before(i - 1) == " "
        strange = token.capital and not token.listed and token.key not in _PERSONS and not token.has(Flag.OFFICE)
        if led and strange and not token.key.endswith(("gruenden", "ung", "keit", "heit")):
            yield Span(token.start, token.end, Kind.PLACE, "village", "where a bus goes")
