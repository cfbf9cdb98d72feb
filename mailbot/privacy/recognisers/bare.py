"""Names that are ordinary words, where a noun would have its article: `mit Vogel`, `ob Specht`, `gab ich Lampe`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import (
    ARTICLES,
    FUNCTION,
    KIN,
    LEADS,
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
_CALLINGS: Final = words("callings")
_NO_NAMES: Final = FUNCTION | TIME_WORDS | KIN | ROLES | ORG_HEADS | words("bare nouns") | words("manners")
_SMALL: Final = frozenset({"weder", "von", "zu", "laut", "wegen", "ohne", "samt", "trotz"})
_BARE: Final = FUNCTION - ARTICLES - NOUN_MARKERS - SALUTATIONS | _SMALL
_NAME: Final = Flag.SURNAME | Flag.FIRST | Flag.ORDINARY


_ADDING: Final = frozenset({"und", "oder", "sowie", "auch", "plus"})
"""Behind these a noun often goes without article: `Schuhe und Hose`."""


_SMALL_NAMES: Final = frozenset({"weiss", "rein", "laut", "voll", "will", "halt"})
"""Small words that are surnames when a sentence writes them with a capital."""
_DAYS: Final = frozenset({"freitag", "montag", "sonntag", "samstag", "sommer", "winter", "herbst", "morgen", "mai"})
_BEFORE_DAYS: Final = frozenset({"mit", "bei", "durch", "gegen", "sagt", "sagte", "meint", "meinte"})


def _small(reading: Reading, i: int) -> bool:
    """`das habe ich Weiß gesagt`, `mit Freitag`: a small word or a day where only a person can stand."""
    token, before = reading.tokens[i], reading.tokens[i - 1].key
    if token.opens or token.shouted or reading.before(i) != " ":
        return False
    if token.key in _DAYS:
        digits = reading.gap(i)[:2].strip()[:1].isdigit()
        return before in _BEFORE_DAYS and not digits and reading.gap(i) != "-"
    return before in _BARE and before not in {"sehr", "so", "zu", "auf", "ganz"}


_PERSONAL: Final = frozenset({"mit", "von", "bei", "zu", "gegen", "durch", "an", "ohne", "dass", "ob", "weil", "wenn"})


def _calling(reading: Reading, i: int) -> bool:
    """`von Jäger zu Förster`: a calling without article behind a word that leads to persons."""
    before = reading.tokens[i - 1].key if i and reading.before(i) == " " else ""
    return before in _PERSONAL and not reading.tokens[i].opens


def _both(token: Token) -> bool:
    """Whether the word is a noun and somebody's name, and no noun that stands without article anyway."""
    if not token.capital or token.shouted or token.key in _NO_NAMES:
        return False
    return token.key in _NAMES_TOO or (token.has(_NAME) and not token.has(Flag.OFFICE))


_CANDIDATES: Final = Memory(
    lambda key: (
        key in _SMALL_NAMES | _DAYS | _CALLINGS
        or (key not in _NO_NAMES and (key in _NAMES_TOO or bool(shipped().flags(key) & _NAME) or _stem(key)))
    )
)


def _stem(key: str) -> bool:
    """Whether the word is a surname with an s: `Sanders`."""
    return key.endswith("s") and bool(shipped().flags(key[:-1]) & (Flag.SURNAME | Flag.FIRST))


def _versus(reading: Reading, i: int) -> bool:
    """`Landgraf ./. Jobcenter`: a party of a lawsuit."""
    return "./." in reading.before(i) or reading.gap(i).strip() == "./."


_BASIC: Final = words("basic adjectives")


def _adjective(key: str) -> bool:
    """Whether the word is an adjective without ending, and no noun: `ehrlich`, `schlecht`, `breit`."""
    flags = shipped().flags(key)
    if not flags & Flag.WORD or flags & (Flag.NOUN | Flag.OFFICE) or key in _NO_NAMES:
        return False
    inflected = (shipped().flags(f"{key}e") | shipped().flags(f"{key}en")) & Flag.WORD or key.endswith(_SUFFIXES)
    if key in _BASIC:
        return True
    return (
        bool(inflected) and len(key) > len("all") and not key.endswith(("e", "en", "er", "es", "em", "isch", "deutsch"))
    )


_SUFFIXES: Final = ("lich", "ig", "sam", "bar", "haft")
_ADJECTIVES: Final = Memory(_adjective)


def written_adjectives(reading: Reading) -> Iterator[Run]:
    """`Ehrlich und Amsel`, `Ihr Schlecht`: an adjective without ending that is written like a noun."""
    if reading.loud or reading.quiet:
        return
    for i in (i for key, places in reading.by_key.items() if _ADJECTIVES[key] for i in places):
        token = reading.tokens[i]
        if token.capital and not token.opens and not token.shouted and reading.before(i) != "-":
            yield i, max(run_from(reading, i), i + 1), "an adjective written like a noun"


def without_article(reading: Reading) -> Iterator[Run]:
    """Behind a small word that is no article: `mit Vogel`, `dass Lampe`; or at the beginning as who speaks."""
    if reading.loud or reading.quiet:
        return
    for key, places in reading.by_key.items():
        if not _CANDIDATES[key]:
            continue
        for i in places:
            if reading.tokens[i].capital:
                yield from _alone(reading, i)


def _alone(reading: Reading, i: int) -> Iterator[Run]:
    """The name that begins at the place, if a noun would have its article there."""
    tokens, token = reading.tokens, reading.tokens[i]
    if token.key in _CALLINGS and _calling(reading, i):
        yield i, max(run_from(reading, i), i + 1), "a calling without article"
        return
    if token.key in _SMALL_NAMES or token.key in _DAYS:
        if i and _small(reading, i):
            yield i, i + 1, "a small word or a day where a person stands"
        return
    led = i > 0 and reading.before(i) == " " and tokens[i - 1].key in _BARE and not token.opens
    if led and tokens[i - 1].key in _ADDING and not token.has(_NAME):
        return
    behind = tokens[i + 1] if i + 1 < len(tokens) else None
    if led and behind and reading.gap(i) == "-" and behind.capital and not behind.has(Flag.OFFICE):
        yield i, i + 2, "a double name without article"
    elif _both(token) and (led or _acts(reading, i) or _versus(reading, i)) and not _of_things(reading, i):
        yield i, max(run_from(reading, i), i + 1), "a noun without article that is a name"


def _of_things(reading: Reading, i: int) -> bool:
    """`dazu Teller, Töpfe, Besteck`: a row of nouns of which the next is nobody's name."""
    if reading.gap(i) != ", " or i + 2 >= len(reading.tokens) or reading.tokens[i].has(Flag.SURNAME, Flag.FIRST):
        return False
    thing = reading.tokens[i + 1]
    return thing.capital and thing.explained and not thing.has(_NAME) and thing.key not in _NAMES_TOO


def _acts(reading: Reading, i: int) -> bool:
    """Whether the word opens a sentence and a verb of saying follows."""
    behind = reading.tokens[i + 1].key if i + 1 < len(reading.tokens) else ""
    return reading.tokens[i].opens and reading.gap(i) == " " and behind in SAYING


_OCCUPATIONS: Final = (
    *("erin", "istin", "orin", "entin", "antin", "ogin", "eurin", "aerztin", "frau", "leiter", "berater", "helfer"),
    *("fahrer", "haendler", "waerter", "loge", "ist", "ant", "eur", "makler", "arzt", "wart", "pfleger", "warter"),
)
"""What words for persons end with."""
_NO_OCCUPATION: Final = frozenset(
    {"garant", "restaurant", "rotwein", "christ", "liste", "elefant", "diamant", "likoer", "helfer", "haendler"}
)
_IN_OFFICE: Final = Memory(lambda key: len(key) > 5 and key.endswith(_OCCUPATIONS) and key not in _NO_OCCUPATION)
_OWNERS: Final = Memory(lambda key: _stem(key) and not shipped().flags(key) & (Flag.OFFICE | Flag.NOUN))
_CALLED: Final = Memory(lambda key: len(key) > 3 and key.endswith(("i", "y")) and _rare_noun(shipped().flags(key)))
_WITH: Final = frozenset({"mit", "bei", "von", "fuer", "ohne", "und", "zu", "hat", "dass"})


def _rare_noun(flags: int) -> bool:
    return bool(flags & Flag.NOUN) and not flags & (Flag.COMMON | Flag.OFFICE)


def beside_words(reading: Reading) -> Iterator[Run]:
    """`die Maklerin Sonne`, `Müllers Sohn`, `mit Schnulli`: behind an occupation, as an owner, as a pet name."""
    if reading.loud or reading.quiet:
        return
    tokens = reading.tokens
    for key, places in reading.by_key.items():
        holds, owns, called = _IN_OFFICE[key], _OWNERS[key], _CALLED[key]
        for i in places if holds or owns or called else ():
            if not tokens[i].capital:
                continue
            behind = tokens[i + 1] if i + 1 < len(tokens) and reading.gap(i) == " " else None
            noun = behind is not None and behind.capital and not behind.shouted and behind.key not in FUNCTION
            led = tokens[i - 1].key if i and reading.before(i) == " " else ""
            if holds and noun and not reading.tokens[i + 1].has(Flag.OFFICE):
                yield i + 1, max(run_from(reading, i + 1, sure=True), i + 2), "behind an occupation"
            elif owns and noun and led not in LEADS and key not in FUNCTION:
                yield i, i + 1, "an owner before what is owned"
            elif called and led in _WITH:
                yield i, i + 1, "a pet name without article"
