"""Names that are ordinary words, where a noun would have its article: `mit Vogel`, `ob Specht`, `gab ich Lampe`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import (
    ARTICLES,
    FUNCTION,
    KIN,
    NOUN_MARKERS,
    ORG_HEADS,
    ROLES,
    SALUTATIONS,
    SAYING,
    TIME_WORDS,
)
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.name_runs import Run, run_from

_NAMES_TOO: Final = words("also names") - words("bare nouns")
_NO_NAMES: Final = FUNCTION | TIME_WORDS | KIN | ROLES | ORG_HEADS | words("bare nouns") | words("manners")
_SMALL: Final = frozenset({"von", "zu", "laut", "wegen", "ohne", "samt", "trotz"})
_BARE: Final = FUNCTION - ARTICLES - NOUN_MARKERS - SALUTATIONS | _SMALL
_NAME: Final = Flag.SURNAME | Flag.FIRST | Flag.ORDINARY


_ADDING: Final = frozenset({"und", "oder", "sowie", "auch", "plus"})
"""Behind these a noun often goes without article: `Schuhe und Hose`."""


def _both(token: Token) -> bool:
    """Whether the word is a noun and somebody's name, and no noun that stands without article anyway."""
    if not token.capital or token.shouted or token.key in _NO_NAMES:
        return False
    return token.key in _NAMES_TOO or (token.has(_NAME) and not token.has(Flag.OFFICE))


_CANDIDATES: Final = Memory(
    lambda key: key not in _NO_NAMES and (key in _NAMES_TOO or bool(shipped().flags(key) & _NAME) or _stem(key))
)


def _stem(key: str) -> bool:
    """Whether the word is a surname with an s: `Sanders`."""
    return key.endswith("s") and bool(shipped().flags(key[:-1]) & (Flag.SURNAME | Flag.FIRST))


def _versus(reading: Reading, i: int) -> bool:
    """`Landgraf ./. Jobcenter`: a party of a lawsuit."""
    return "./." in reading.before(i) or reading.gap(i).strip() == "./."


def without_article(reading: Reading) -> Iterator[Run]:
    """Behind a small word that is no article: `mit Vogel`, `dass Lampe`; or at the beginning as who speaks."""
    if reading.loud or reading.quiet:
        return
    tokens = reading.tokens
    for i in (i for key, places in reading.by_key.items() if _CANDIDATES[key] for i in places):
        token = tokens[i]
        if not token.capital:
            continue
        led = i > 0 and reading.before(i) == " " and tokens[i - 1].key in _BARE and not token.opens
        if led and tokens[i - 1].key in _ADDING and not token.has(_NAME):
            continue
        behind = tokens[i + 1] if i + 1 < len(tokens) else None
        doubled = behind is not None and reading.gap(i) == "-" and behind.capital and not behind.has(Flag.OFFICE)
        if led and doubled:
            yield i, i + 2, "a double name without article"
            continue
        acts = token.opens and behind is not None and reading.gap(i) == " " and behind.key in SAYING
        if _both(token) and (led or acts or _versus(reading, i)):
            yield i, max(run_from(reading, i), i + 1), "a noun without article that is a name"
