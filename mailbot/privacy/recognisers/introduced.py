"""Names after `mein Name ist`, `ich heiße`, `Name:`, after words such as Akte, and before a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import phrases, words
from mailbot.privacy.grammar import (
    FUNCTION,
    GREETINGS,
    KIN,
    NO_NAMES,
    NOUN_MARKERS,
    ROLES,
    SALUTATIONS,
    TIME_WORDS,
    TITLES,
)
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import COMMA, Reading
from mailbot.privacy.recognisers.addressed import rest_of_list
from mailbot.privacy.recognisers.name_runs import (
    STOPS,
    Run,
    capital_name,
    likely,
    matches,
    may_begin,
    one_word_more,
    run_from,
    skip_titles,
)

LABELS: Final = words("labels")
_NAMES_TOO: Final = words("also names")


_SELF: Final = phrases("self phrases")
_HERE: Final = phrases("here phrases")
_WEAK: Final = frozenset({("ich",), ("wir",), ("fuer",)})


Phrases = dict[str, list[tuple[str, ...]]]


def _by_first(phrases: tuple[tuple[str, ...], ...]) -> Phrases:
    table: Phrases = {}
    for phrase in phrases:
        table.setdefault(phrase[0], []).append(phrase)
    return table


_SELF_BY_FIRST: Final = _by_first(_SELF)


_HERE_BY_FIRST: Final = _by_first(_HERE)


_BARE_HEISST: Final = frozenset({("heisst",), ("hiess",), ("heissen",), ("hiessen",), ("genannt",)})


def _names_a_thing(reading: Reading, i: int) -> bool:
    """Whether what is called so is a thing: a noun that is neither relation nor role, or `es`, `das`, `was`, `wie`."""
    before = reading.tokens[i - 1]
    if before.key in {"es", "das", "dies", "was", "wie", "so", "jetzt", "dann", "und", "da"}:
        return True
    return (
        before.has(Flag.NOUN)
        and before.key not in KIN
        and before.key not in ROLES
        and not before.has(Flag.FIRST)
        and not reading.quiet
    )


def introductions(reading: Reading) -> Iterator[Run]:
    """After `mein Name ist`, `ich heiße`, `Name:`, `gez.`, `hier ist`, `ich bin`."""
    done: set[int] = set()
    selves, heres = _standing(reading, _SELF_BY_FIRST), _standing(reading, _HERE_BY_FIRST)
    for i in reading.where(frozenset(selves | heres)):
        token = reading.tokens[i]
        for phrase in selves.get(token.key, ()):
            if phrase in _BARE_HEISST and i and _names_a_thing(reading, i):
                continue
            if matches(reading, i, phrase) and i + len(phrase) not in done:
                start = i + len(phrase)
                yield from _introduced(reading, start, sure=True)
                done.add(start)
                break
        for phrase in heres.get(token.key, ()):
            if matches(reading, i, phrase) and i + len(phrase) not in done:
                if (
                    phrase in _WEAK
                    and not reading.tokens[i + len(phrase)].named
                    and not _two_unknown(reading, i + len(phrase))
                ):
                    continue
                yield from _introduced(reading, i + len(phrase), sure=False)


def _standing(reading: Reading, phrases: Phrases) -> Phrases:
    """The phrases of which each word stands somewhere in the text, by their first word."""
    there = reading.by_key.__contains__
    possible = {first: [one for one in phrases[first] if all(map(there, one))] for first in filter(there, phrases)}
    return {first: found for first, found in possible.items() if found}


def _two_unknown(reading: Reading, i: int) -> bool:
    """Whether two capitalised words stand here of which one is unknown."""
    pair = reading.tokens[i : i + 2]
    return len(pair) == 2 and all(t.capital for t in pair) and any(not t.explained for t in pair)


_CALLED: Final = frozenset({"heisse", "heise", "heiss"})


def _introduced(reading: Reading, start: int, *, sure: bool) -> Iterator[Run]:
    if start >= len(reading.tokens):
        return
    gap = reading.before(start)
    if gap == "-" or not re.fullmatch(r"[ \t]{0,3}[.:=,\-–]{0,12}[ \t.:]{0,20}[\"'„“(]?(?:\n[ \t>]{0,4})?", gap):
        return
    start = skip_titles(reading, start)
    while start < len(reading.tokens) and (
        reading.tokens[start].key
        in {"der", "die", "das", "ich", "auch", "eigentlich", "uebrigens", "ja", "vorname", "nachname", "name", "also"}
        | SALUTATIONS
    ):
        if reading.tokens[start].key in {"das", "ich"} and not sure:
            return
        start += 1
    if start >= len(reading.tokens):
        return
    first = reading.tokens[start]
    previous = reading.tokens[start - 1].key
    if previous in {"der", "die"} and (first.key in KIN or first.key in ROLES) and ":" not in gap:
        return
    labelled = ":" in gap or reading.quiet or reading.loud
    certain = (
        sure
        and (first.capital or labelled or not first.explained or first.named)
        and not _field_of_office(reading, start)
    )
    if (
        certain
        and may_begin(first)
        and (previous in _CALLED or not first.has(Flag.OFFICE) or first.has(Flag.FIRST, Flag.SURNAME))
    ) or likely(first, reading):
        if previous in NOUN_MARKERS and first.explained and not first.named and not sure:
            return
        end = max(run_from(reading, start, sure=sure), start + 1)
        end += sure and end == start + 1 and one_word_more(reading, end)
        yield start, end, "introduced"
        yield from after_comma(reading, end)
        yield from rest_of_list(reading, end)


def _field_of_office(reading: Reading, i: int) -> bool:
    """Whether the word is the label of the next field, such as `Vorname:`."""
    return (
        reading.gap(i).lstrip(" \t.").startswith(":")
        and reading.tokens[i].has(Flag.NOUN)
        and not reading.tokens[i].named
    )


def after_comma(reading: Reading, at: int) -> Iterator[Run]:
    """`Meise, Karl`: the given name behind the comma."""
    if at < len(reading.tokens) and reading.before(at) in COMMA:
        token = reading.tokens[at]
        if token.capital and (token.has(Flag.FIRST) or not token.explained):
            end = max(run_from(reading, at), at + 1)
            yield at, end, "given name after a comma"


def before_comma(reading: Reading) -> Iterator[Run]:
    """`Speck, Yemane` at the beginning of a line, a cell, or after a word such as Akte."""
    tokens = reading.tokens
    for i in (odd - 1 for odd in reading.odd if odd and reading.gaps[odd] in COMMA):
        token, follower = tokens[i], tokens[i + 1]
        if (
            (token.key in STOPS and not capital_name(token) and not (reading.quiet and token.has(Flag.SURNAME)))
            or follower.key in STOPS
            or (token.has(Flag.OFFICE) and not token.has(Flag.SURNAME))
        ):
            continue
        if not (follower.named or not follower.explained) or follower.has(Flag.PLACE):
            continue
        if reading.loud or reading.quiet:
            fits = token.has(Flag.NOUN, Flag.SURNAME) or not token.listed
        else:
            fits = token.capital and follower.capital
        leads = token.opens or (i and tokens[i - 1].key in LABELS)
        if fits and leads and not (token.opens and token.key in GREETINGS):
            yield i, i + 1, "surname before a given name"
            yield i + 1, max(run_from(reading, i + 1), i + 2), "given name after a comma"


_HEADER: Final = re.compile(
    r"(?im)^[ \t>*]{0,8}(?:von|from|an|to|cc|absender|gesendet von)[ \t]{0,3}:[ \t*]{0,4}(?P<who>[^\W\d_]"
    r"[^\n<\[;@]{1,50}?)[ \t]{0,3}"
    r"[<\[(][^\n@]{1,64}@"
)


def header_names(reading: Reading) -> Iterator[Run]:
    """`Von: Dinesh Lehrer <...>`: the display name of a forwarded header, unless the office's words stand in it."""
    for match in reading.beginnings.lines(_HEADER):
        first, last = reading.token_at(match.start("who")), reading.token_at(match.end("who"))
        run = reading.tokens[first:last]
        named = any(token.named or not token.explained for token in run)
        if (
            named
            and len(run) <= _LONGEST_NAME
            and not any(token.key in GREETINGS or token.key in TITLES for token in run)
        ):
            yield first, last, "in a header line"


_LONGEST_NAME: Final = 4
_MEMBER: Final = re.compile(
    r"(?m)^[ \t>|]{0,6}(?:\d{1,2}[.)]|[-*•+])?[ \t]{0,3}(?P<name>[^\W\d_][\w'’-]{1,25})(?:[ \t][A-ZÄÖÜ][\w'’-]{1,25}"
    r")?[ \t]{0,3}"
    r"(?:\(|,[ \t]?|\|[ \t]?|-[ \t]|–[ \t])[ \t]?(?:\d{1,2}(?:[ \t]?(?:J\.?|Jahre?|Monate))?\)|\d{1,2}[ \t]?(?:J\.?|J"
    r"ahre?)(?!\w))"
)


def lines_of_people(reading: Reading) -> Iterator[Run]:
    """`3) Kuba (11)`, `- Ali, 7 Jahre`: a word and an age on a line of its own."""
    for match in reading.beginnings.lines(_MEMBER):
        i = reading.token_at(match.start("name"))
        if i >= len(reading.tokens):
            continue
        token = reading.tokens[i]
        if token.has(Flag.OFFICE) or token.key in NO_NAMES or not (token.capital or reading.quiet):
            continue
        yield i, max(run_from(reading, i), i + 1), "a word and an age on a line"


_LONGEST_SURNAME: Final = 10
_FILES: Final = frozenset({"akte", "sache", "mandant", "mandantin", "hd", "haenden", "rechtssache", "ehepaar"})


_UNITS: Final = ("ung", "stelle", "team", "service", "amt", "büro", "buero", "dienst", "zentrale", "empfang")
"""What units of an office end with."""


_NOT_IN_HANDS: Final = SALUTATIONS | TITLES | FUNCTION | ROLES
_HANDS: Final = frozenset({"hd", "hdn", "haenden"})


def to_the_hands_of(reading: Reading) -> Iterator[Run]:
    """`z. Hd. Freitag`: a capitalised word that is no unit of the office."""
    for i in reading.where(_HANDS):
        led = 0 < i < len(reading.tokens) - 1 and reading.tokens[i - 1].key in {"z", "zu"}
        if not led or not re.fullmatch(r"\.?[ \t]{1,2}", reading.gap(i)):
            continue
        follower = reading.tokens[i + 1]
        office = follower.has(Flag.OFFICE) or follower.key.endswith(_UNITS)
        unit = office and follower.key not in TIME_WORDS and not follower.has(Flag.SURNAME)
        written = follower.capital or (reading.quiet and not follower.listed)
        if written and not unit and follower.key not in _NOT_IN_HANDS:
            yield i + 1, max(run_from(reading, i + 1), i + 2), "to whose hands"


def labelled(reading: Reading) -> Iterator[Run]:
    """After a word such as Akte, Fall, Petition, z. Hd.: a surname that stands beside it like a second noun."""
    for i in reading.where(LABELS):
        token = reading.tokens[i]
        if i + 1 == len(reading.tokens) or not re.fullmatch(
            r"[ \t]{1,2}[\"„(]?|\.[ \t]{1,2}|:[ \t]{0,12}", reading.gap(i)
        ):
            continue
        follower = reading.tokens[i + 1]
        voiceless = (reading.loud or reading.quiet) and token.key in _FILES and follower.has(Flag.SURNAME)
        small = follower.key in STOPS and not (capital_name(follower) and not reading.loud) and not voiceless
        ordinary = follower.has(Flag.OFFICE) or follower.key in TIME_WORDS
        if small or follower.key in KIN or (ordinary and not (token.key in _FILES and follower.has(Flag.SURNAME))):
            continue
        named = follower.has(Flag.SURNAME) or not follower.explained or follower.key in _NAMES_TOO
        if reading.loud or not follower.capital:
            fits = (reading.loud or reading.quiet) and (named or (token.key in _FILES and follower.has(Flag.NOUN)))
        else:
            thing = follower.explained and len(follower.key) > _LONGEST_SURNAME
            fits = named or (token.key in _FILES and not thing)
        if fits:
            yield i + 1, max(run_from(reading, i + 1, sure=True), i + 2), f"after {token.key}"
