"""What belongs to a name because of the names beside it: given names, surnames, rows, double names, initials."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import FUNCTION, KIN, NOUN_MARKERS, ROLES, TIME_WORDS
from mailbot.privacy.heard import Heard
from mailbot.privacy.joined import Marks, join_more
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.name_runs import (
    NEVER,
    line_ends,
    one_word_more,
)


def join(reading: Reading, marked: Marks, heard: Heard) -> None:
    """Mark, one kind after the other, what belongs to the names marked so far."""
    _join_given(reading, marked)
    _join_heard(reading, marked, heard)
    _join_neighbours(reading, marked)
    _join_writer(reading, marked)
    _join_surnames(reading, marked, heard)
    _go_on_with_lists(reading, marked)
    _one_after_the_other(reading, marked)
    _join_hyphens(reading, marked)
    _join_particles(reading, marked)
    _spread_initials(reading, marked)
    join_more(reading, marked)


def mark(reading: Reading, marked: Marks, where: range, who: str, why: str) -> None:
    """Mark these words, those that are settled or marked already excepted."""
    for i in where:
        token = reading.tokens[i]
        if reading.free(token.start, token.end):
            marked.setdefault(i, (who, why))


def _join_given(reading: Reading, marked: Marks) -> None:
    """`frank ludewig`: a given name that is also a word, right before a name."""
    for i in sorted(marked):
        before = reading.tokens[i - 1] if i else None
        if before is None or i - 1 in marked or reading.before(i) != " " or not before.has(Flag.FIRST):
            continue
        written = before.capital or (reading.quiet and not before.has(Flag.OFFICE))
        lead = reading.tokens[i - 2].key if i > 1 else ""
        if (
            written
            and before.key not in FUNCTION
            and lead not in NOUN_MARKERS
            and reading.free(before.start, before.end)
        ):
            marked[i - 1] = ("given", "a given name before a name")


def _join_heard(reading: Reading, marked: Marks, heard: Heard) -> None:
    """`birgit kehrt`: a word heard as a name right behind another word of a name is one, whatever else it means."""
    for i in sorted(marked):
        if i + 1 in marked or i + 1 >= len(reading.tokens) or reading.gap(i) != " ":
            continue
        token = reading.tokens[i + 1]
        given = reading.tokens[i].has(Flag.FIRST) or not reading.tokens[i].explained
        whole = token.key in heard.keys and given and token.key not in FUNCTION
        if whole and (token.capital or reading.quiet) and reading.free(token.start, token.end):
            marked[i + 1] = ("heard", "behind a given name")


def _join_particles(reading: Reading, marked: Marks) -> None:
    """`Onno ten Doornkaat`, `María del Carmen`: a particle between two names that no German sentence has there."""
    for i in sorted(marked):
        inner = [at for at in (i + 1, i + 2) if at not in marked][: 1 if i + 2 in marked else 2]
        end = i + 1 + len(inner)
        if i + 1 in marked or end not in marked or any(reading.before(at) != " " for at in (*inner, end)):
            continue
        keys = [reading.tokens[at].key for at in inner]
        if keys[0] in _STRANGE_PARTICLES and set(keys) <= _STRANGE_PARTICLES | {"der", "den"}:
            marked.update(dict.fromkeys(inner, ("particle", "between two names")))


_STRANGE_PARTICLES: Final = frozenset(
    [
        "van",
        "ten",
        "ter",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "de",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "abu",
        "ben",
    ]
)


def _join_neighbours(reading: Reading, marked: Marks) -> None:
    """A word beside an unknown one that only inflection or compounding explains: part of the same strange name."""
    for i in [i for i, (who, _) in marked.items() if who == "lexicon"]:
        before = reading.tokens[i - 1] if i else None
        if before is None or i - 1 in marked or reading.before(i) != " " or before.listed or not before.key.isalpha():
            continue
        if (
            reading.free(before.start, before.end)
            and before.capital == reading.tokens[i].capital
            and before.key not in FUNCTION
        ):
            marked[i - 1] = ("neighbour", "beside a word that the lexicon does not explain")


def _join_surnames(reading: Reading, marked: Marks, heard: Heard) -> None:
    """`Zarghuna Liebe`, `Rojin Uhr`: a noun right behind a lone strange given name, where no two nouns can stand."""
    for i in [i for i, (who, _) in marked.items() if who in _GIVEN and _lone(reading, marked, i)]:
        if i + 1 in marked or i + 1 >= len(reading.tokens) or reading.gap(i) != " " or reading.loud:
            continue
        if _genitive(reading.tokens[i].key, heard):
            continue
        if reading.quiet or not reading.tokens[i].capital:
            governed = reading.quiet and i and reading.tokens[i - 1].key in _GOVERNING and one_word_more(reading, i + 1)
            if governed or _only_inflected(reading, i):
                marked[i + 1] = ("surname", "a word between a given name and the end of its phrase")
            continue
        given, token = reading.tokens[i], reading.tokens[i + 1]
        fits = token.capital and not token.opens and token.text[1:].islower() and token.key not in NEVER
        lead = reading.tokens[i - 1].key if i else ""
        signed = line_ends(reading, i + 1) and (given.opens or reading.before(i)[:1] == ",") and given.has(Flag.FIRST)
        office = token.has(Flag.OFFICE) and len(token.text) > _SHORT_NOUN and lead not in _GOVERNING and not signed
        if fits and not office and given.capital and not given.has(Flag.PLACE) and reading.free(token.start, token.end):
            marked[i + 1] = ("surname", "a noun right behind a given name")


def _only_inflected(reading: Reading, i: int) -> bool:
    """`denise klages`: behind a given name a word that stands in no list and is explained only as a form of one."""
    given, token = reading.tokens[i], reading.tokens[i + 1]
    strange = not token.listed and token.key not in FUNCTION and not token.key.endswith(("te", "ten", "test", "lich"))
    return given.named and given.has(Flag.FIRST) and strange and reading.free(token.start, token.end)


_GIVEN: Final = frozenset({"lexicon", "heard", "neighbour", "double_name"})
_SHORT_NOUN: Final = 5
_GOVERNING: Final = frozenset({"an", "von", "mit", "bei", "durch", "gegen", "ohne", "ueber"})
"""Prepositions whose phrase ends with the name, so that no other noun follows it: `ging an Haykuhi Lehrer`."""


def _join_writer(reading: Reading, marked: Marks) -> None:
    """`ich, Nejla Liebe, beschwere mich`: between the commas stands the writer's name, whatever it means."""
    for i in [i for i in marked if i and i + 1 not in marked and i + 1 < len(reading.tokens)]:
        led = reading.tokens[i - 1].key == "ich" and reading.before(i)[:1] == ","
        token = reading.tokens[i + 1]
        if led and reading.gap(i) == " " and reading.gap(i + 1)[:1] == "," and token.key not in NEVER:
            mark(reading, marked, range(i + 1, i + 2), "surname", "between the commas behind ich")


def _genitive(key: str, heard: Heard) -> bool:
    """Whether the word is the genitive of a name, behind which its thing stands: `Thilos Mietzahlung`."""
    stem = key.rstrip("'").removesuffix("s").rstrip("'")
    return stem != key and (stem in heard.keys or bool(shipped().flags(stem) & Flag.FIRST))


def _go_on_with_lists(reading: Reading, marked: Marks) -> None:
    """`Fuchs und Hase`, `Minh, Lan, Quang und ich`: what stands in a row with names, and could be one, is one."""
    if reading.loud:
        return
    tokens = reading.tokens
    for i, token in enumerate(tokens[1:], 1):
        if i in marked or (i - 1 not in marked and i - 2 not in marked):
            continue
        if not reading.free(token.start, token.end) or not _could_be_listed(token, quiet=reading.quiet):
            continue
        if token.key in _CALLINGS and reading.keys[i + 1 : i + 2] == ["bei"]:
            continue
        parted = _LISTED.fullmatch(reading.before(i)) is not None
        joined = i > 1 and i - 2 in marked and tokens[i - 1].key in _JOINING and reading.before(i) == " "
        between = i + 1 in marked and _LISTED.fullmatch(reading.gap(i)) is not None
        between = between or (_before_and(reading, i) and i + 2 in marked)
        after = (parted and i - 1 in marked) or (joined and reading.before(i - 1) == " ")
        named = token.has(Flag.FIRST, Flag.SURNAME) or not token.explained or token.key in _NAMES_TOO
        alone = (
            (token.has(Flag.NOUN) or token.listed)
            and not token.opens
            and not token.key.endswith(_ABSTRACT)
            and not token.has(Flag.OFFICE)
            and tokens[i - 1].key in {"und", "u"}
        )
        stroked = after and reading.before(i) == "/" and token.has(Flag.NOUN)
        if (after and (named or stroked or (joined and alone))) or (parted and i - 1 in marked and between):
            marked[i] = ("in_a_row", "in a row with names")


def _one_after_the_other(reading: Reading, marked: Marks) -> None:
    """`erst Blume, dann Nowack, zuletzt Freiherr`: bare nouns in turn, one of which is a name."""
    turns = [
        token.index
        for token in reading.tokens[1:]
        if reading.tokens[token.index - 1].key in _IN_TURN
        and reading.before(token.index) == " "
        and token.capital
        and reading.gap(token.index)[:1] in {",", ".", ";", ")", "\n", ""}
        and not token.has(Flag.OFFICE)
        and token.key not in FUNCTION
        and token.key not in TIME_WORDS
    ]
    for i in turns:
        near = any(other in marked and abs(other - i) <= _NEAR for other in turns)
        if near and i not in marked and reading.free(reading.tokens[i].start, reading.tokens[i].end):
            marked[i] = ("in_a_row", "one after the other")


_IN_TURN: Final = frozenset({"erst", "zuerst", "dann", "danach", "zuletzt", "schliesslich", "jetzt", "spaeter", "mal"})
_NEAR: Final = 8

_CALLINGS: Final = words("callings")
_JOINING: Final = frozenset({"und", "u", "oder", "bzw"})
_NAMES_TOO: Final = words("also names")
_LISTED: Final = re.compile(r"[ \t]?[,/&+][ \t]{0,2}")
_ABSTRACT: Final = ("ung", "keit", "heit", "schaft", "ion", "en", "team", "kosten", "geld")


def _before_and(reading: Reading, i: int) -> bool:
    return i + 1 < len(reading.tokens) and reading.tokens[i + 1].key in {"und", "u"} and reading.gap(i) == " "


def _could_be_listed(token: Token, *, quiet: bool) -> bool:
    """Whether the word may stand in a row of names: written like one, no small word, relation or role."""
    if (
        token.key in FUNCTION
        or token.key in KIN
        or token.key in ROLES
        or token.has(Flag.OFFICE)
        or token.key in TIME_WORDS
    ):
        return False
    if quiet and not token.capital:
        return token.has(Flag.FIRST, Flag.SURNAME) and not token.has(Flag.COMMON)
    return token.capital and not token.shouted and len(token.text) > 1


def _lone(reading: Reading, marked: Marks, i: int) -> bool:
    """Whether no name stands before the word, except as the first half of `Agron-Besnik`."""
    return i - 1 not in marked or reading.before(i) == "-"


def _join_hyphens(reading: Reading, marked: Marks) -> None:
    """The other half of a double name: `Amsel-Meise` where only Meise was known."""
    for i in [i for i, gap in enumerate(reading.gaps[1:-1]) if gap == "-"]:
        if (i in marked) == (i + 1 in marked):
            continue
        other = reading.tokens[i + 1] if i in marked else reading.tokens[i]
        named = other.has(Flag.FIRST) or (other.has(Flag.SURNAME) and not other.has(Flag.OFFICE))
        small = other.key in FUNCTION or other.key in KIN or other.key in ROLES or other.has(Flag.OFFICE)
        named = named or (i + 1 in marked and other.has(Flag.NOUN) and not small)
        if named and (other.capital or reading.quiet or reading.loud) and reading.free(other.start, other.end):
            marked[other.index] = ("double_name", "half of a double name")


_ABBREVIATIONS: Final = {"z": ("hd", "haenden", "b", "t", "k"), "a": ("d",), "i": ("r", "a", "v")}
"""Second letters of `z. Hd.`, `a. D.` and the like."""


def _spread_initials(reading: Reading, marked: Marks) -> None:
    """Initials beside a name: `K.-P. Amsel`, `Sonja B.`, `a.meise`."""
    tokens = reading.tokens
    for i in reversed([i for i in reading.singles if i + 1 < len(tokens)]):
        abbreviated = (i and tokens[i].key in {"a", "v", "b"} and tokens[i - 1].key in {"i", "z"}) or (
            tokens[i + 1].key in _ABBREVIATIONS.get(tokens[i].key, ())
        )
        single = not abbreviated and re.fullmatch(r"\.[ \t]?-?[ \t]?|-", reading.gap(i))
        if single and i + 1 in marked and i not in marked and (tokens[i].capital or "." in reading.gap(i)):
            marked[i] = ("initial", "an initial before a name")
    for i in reading.singles:
        token = tokens[i]
        alone = token.capital and reading.text[token.end : token.end + 1] in {".", ")", ",", "\n", ""}
        if alone and i - 1 in marked and i not in marked and reading.before(i) == " ":
            marked[i] = ("initial", "an initial after a name")
