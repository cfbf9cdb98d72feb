"""Where other languages announce a name: titles, introductions, greetings, closings, verbs of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.tongues import Tongue

JOINT: Final = re.compile(r"\.?[ \t]{1,3}|[ \t]?[-–][ \t]?|[ \t]?[:(\"'„“«»][ \t]?[\"'„“(]?|:[ \t]*|\.")
TERMS: Final = words("terms abroad")
_DIGIT: Final = re.compile(r"\d")
_LONGEST_NAME: Final = 4
_ABBREVIATION: Final = 3
_AUXILIARIES: Final = 3
"""So many words on, the verb of saying stands at the latest: `Bach m'a dit`."""
_SIGNATURE_LINES: Final = 4
_SIGNATURE_WORDS: Final = 5
_LAST_LINE_WORDS: Final = 3


_ELIDED: Final = frozenset(["l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "all", "dall", "dell", "nell", "sull"])
"""What French and Italian join to the word that counts: `d'Ali`, `all'ufficio`."""


def _parts(token: Token) -> tuple[str, str]:
    head, _, tail = token.text.replace("’", "'").partition("'")
    return head, tail if head.lower() in _ELIDED else ""


def lower(token: Token) -> str:
    """The word that counts in lower case, without what an apostrophe joins; a Turkish İ loses its second dot."""
    if token.text.isalpha():
        return token.text.lower().replace("i̇", "i")
    head, tail = _parts(token)
    return (tail or head).lower().replace("i̇", "i")


def capital(token: Token) -> bool:
    """Whether the word is written like a name, also behind an article: `d'Ali`."""
    return token.capital or (not token.text.isalpha() and _parts(token)[1][:1].isupper())


def announced(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """Indices of the words that belong to a name because of where they stand, whatever words they are."""
    yield from _after_titles(reading, tongue)
    yield from _before_titles(reading, tongue)
    yield from _introduced(reading, tongue)
    yield from _speaking(reading, tongue)
    if "\n" in reading.text:
        yield from _signed(reading, tongue)


def _run(reading: Reading, start: int) -> Iterator[int]:
    """The capitalised words from start on that one name can have."""
    for i in range(start, min(start + _LONGEST_NAME, len(reading.tokens))):
        if not capital(reading.tokens[i]) or (i > start and not _joins(reading, i)):
            return
        yield i


def _joins(reading: Reading, i: int) -> bool:
    """Whether a word and the one before can be of one name; a full stop joins after what it shortens alone."""
    before = reading.before(i)
    short = len(reading.tokens[i - 1].text) <= _ABBREVIATION or not reading.tokens[i - 1].text.isalpha()
    return bool(JOINT.fullmatch(before)) and ("." not in before or short)


def _after_titles(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """`Mrs Rosenthal`, `Dear Hope`."""
    titles = tongue.words("titles")
    for i, token in enumerate(reading.tokens[:-1]):
        if lower(token) not in titles or not JOINT.fullmatch(reading.gap(i)):
            continue
        yield from (at for at in _run(reading, i + 1) if lower(reading.tokens[at]) not in titles)


def written_small(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """Names written small: `mrs rosenthal`, `my name is ali`; whoever writes so may do it anywhere."""
    keys = [lower(token) for token in reading.tokens]
    strict = [tuple(one.split("+")) for one in tongue.words("strict introductions")]
    strict += [(title,) for title in tongue.words("strict titles")]
    for phrase in strict:
        for i in range(len(keys) - len(phrase)):
            follower = reading.tokens[at := i + len(phrase)]
            if tuple(keys[i:at]) != phrase or follower.capital or _no_name(keys[at], follower, tongue):
                continue
            if JOINT.fullmatch(reading.before(at)):
                yield at
    yield from _signed_small(reading, tongue)


def _no_name(word: str, token: Token, tongue: Tongue) -> bool:
    """Whether a word written small behind a title is none of a name's: `la señora de`, `frau am empfang`."""
    return word in tongue.words("function") or token.key in FUNCTION or (tongue.rich and tongue.sure(word))


def _signed_small(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """The first word of a short line behind a closing that is not written like a name."""
    begun = False
    for first, last, text in lines_of(reading):
        keys = [lower(token) for token in reading.tokens[first:last]]
        name_like = begun and keys and len(text.split()) <= _LAST_LINE_WORDS and not _DIGIT.search(text)
        if name_like and not reading.tokens[first].capital and len(keys[0]) > 1:
            yield first
        begun |= len(text.split()) <= _SIGNATURE_WORDS and bool(tongue.words("closings").intersection(keys))


def _before_titles(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """`Fuchs Bey`, `Aylin Hanım`."""
    behind = tongue.words("titles behind")
    for i, token in enumerate(reading.tokens[1:], 1):
        if lower(token) in behind and reading.before(i) == " ":
            yield from (
                at for at in (i - 2, i - 1) if at >= 0 and reading.tokens[at].capital and not _parted(reading, at, i)
            )


def _parted(reading: Reading, first: int, last: int) -> bool:
    return any(reading.before(i) not in {" ", "-"} for i in range(first + 1, last))


def _introduced(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """`my name is ...`, `benim adım ...`."""
    keys = [lower(token) for token in reading.tokens]
    for phrase in (tuple(one.split("+")) for one in tongue.words("introductions")):
        for i in range(len(keys) - len(phrase)):
            if tuple(keys[i : i + len(phrase)]) == phrase:
                yield from _run(reading, i + len(phrase))


def _speaking(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """A capitalised word before a verb of saying, even one that could be a month or open the sentence."""
    between = tongue.words("auxiliaries")
    for i, token in enumerate(reading.tokens[:-1]):
        at = i + 1
        while at < min(i + _AUXILIARIES, len(reading.tokens) - 1) and lower(reading.tokens[at]) in between:
            at += 1
        spoken = lower(reading.tokens[at]) in tongue.words("saying") and reading.gap(i) == " "
        term = token.key in TERMS or (token.has(Flag.OFFICE) and not token.has(Flag.SURNAME, Flag.FIRST))
        never = any(lower(token) in tongue.words(name) for name in ("function", "titles"))
        if spoken and capital(token) and not term and not never:
            yield i


def _signed(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """The lines behind a closing, and the last short lines of a text."""
    lines = list(lines_of(reading))
    begun = -1
    for number, (first, last, text) in enumerate(lines):
        keys = [lower(reading.tokens[i]) for i in range(first, last)]
        few = len(text.split()) <= _SIGNATURE_WORDS
        if begun >= 0 and number - begun <= _SIGNATURE_LINES and few:
            lone = last - first == 1 and reading.tokens[first].capital
            yield from (i for i in range(first, last) if lone or keys[i - first] not in tongue.words("function"))
        elif few and number > 0 and tongue.words("closings").intersection(keys):
            begun = number
            yield from (i for i in range(first + 1, last) if reading.tokens[i].capital and "," in reading.before(i))
        elif (
            number > 0
            and number >= len(lines) - 3
            and len(text.split()) <= _LAST_LINE_WORDS
            and text[-1] not in ".!?,:"
        ):
            yield from (i for i in range(first, last) if reading.tokens[i].capital)


def signed_lines(reading: Reading, tongue: Tongue) -> Iterator[tuple[int, int, bool]]:
    """The short lines that may be a signature: first word, the one behind the last, whether a closing stands before."""
    lines = list(lines_of(reading))
    begun = -1
    for number, (first, last, text) in enumerate(lines):
        few = len(text.split()) <= _SIGNATURE_WORDS
        if begun >= 0 and number - begun <= _SIGNATURE_LINES and few:
            yield first, last, True
        elif few and number > 0 and tongue.words("closings").intersection(map(lower, reading.tokens[first:last])):
            begun = number
        elif number > max(0, len(lines) - 4) and len(text.split()) <= _LAST_LINE_WORDS and text[-1] not in ".!?؟:":
            yield first, last, False


def lines_of(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Each line that is not empty: its first word, the one behind its last, and its text."""
    start = 0
    for line in reading.text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield reading.token_at(start), reading.token_at(end), line.strip()
        start = end + 1
