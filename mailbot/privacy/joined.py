"""What belongs to names that were found: halves of double names, letters that stand for somebody, short given names."""

from __future__ import annotations

from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import FUNCTION, GREETINGS, KIN, LEADS, ROLES, TITLES
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import Reading
from mailbot.privacy.recognisers.name_runs import line_ends

Marks = dict[int, tuple[str, str]]
_SHORT: Final = 6
_TWO: Final = 2
_SIGNING: Final = FUNCTION | GREETINGS | KIN | ROLES | TITLES | {"gruss", "gruesse", "dank", "ps", "tel", "mfg", "lg"}


def join_more(reading: Reading, marked: Marks) -> None:
    """Mark what belongs to the names marked so far."""
    letters = set()
    for i in list(marked):
        token = reading.tokens[i]
        if len(token.text) == 1 and token.capital:
            letters.add(token.text)
        _other_half(reading, marked, i)
        _given_before(reading, marked, i)
        _nicknamed(reading, marked, i)
        _surname_before(reading, marked, i)
        if reading.loud:
            _loud_surname(reading, marked, i)
    if letters:
        _letters_again(reading, marked, letters)


_LABELS: Final = words("labels")
_NO_SIGNATURE: Final = _SIGNING | _LABELS
"""`Akte Amsel` is no name in two words."""


def _other_half(reading: Reading, marked: Marks, i: int) -> None:
    """`Sanders-Prüfer`: behind the hyphen a role or relation that is written like half of a name."""
    if i + 1 in marked or i + 1 >= len(reading.tokens) or reading.gap(i) != "-":
        return
    other = reading.tokens[i + 1]
    role = other.key in ROLES or other.key in KIN or (not other.has(Flag.OFFICE) and other.key not in _THINGS)
    listed = reading.tokens[i].has(Flag.SURNAME, Flag.FIRST) or not reading.tokens[i].explained
    if role and listed and other.capital and other.key not in FUNCTION and reading.free(other.start, other.end):
        marked[i + 1] = ("double_name", "half of a double name")


def _given_before(reading: Reading, marked: Marks, i: int) -> None:
    """`Jo Amsel` alone on a line: the short word before the name is the given name."""
    before = reading.tokens[i - 1] if i else None
    if before is None or i - 1 in marked or reading.before(i) != " " or not before.opens or not before.capital:
        return
    alone = reading.text[max(0, before.start - 1) : before.start] in {"", "\n"} and line_ends(reading, i)
    signs = len(before.text) < _SHORT and before.key not in _NO_SIGNATURE
    if alone and signs and reading.free(before.start, before.end):
        marked[i - 1] = ("given", "a short word before a name that signs")


def _letters_again(reading: Reading, marked: Marks, letters: set[str]) -> None:
    """`S. lebt bei uns`: a letter that stood for somebody stands for the same again."""
    for i, token in enumerate(reading.tokens):
        if len(token.text) != 1 or token.text not in letters or i in marked:
            continue
        pointed = reading.text[token.end : token.end + 1] == "." and reading.gap(i) in {". ", ".\n", ".", "., "}
        single = i and len(reading.tokens[i - 1].text) == 1 and reading.before(i) in {".", ". "}
        follower = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
        if pointed and not single and follower and len(follower.text) > 1 and reading.free(token.start, token.end):
            marked[i] = ("initial", "an initial that stood for somebody before")


def _surname_before(reading: Reading, marked: Marks, i: int) -> None:
    """`Sohn von Schmied Karl`: a surname, though a noun, before a given name and behind a small word."""
    if i < _TWO or i - 1 in marked or reading.before(i) != " " or reading.before(i - 1) != " ":
        return
    before, lead = reading.tokens[i - 1], reading.tokens[i - 2].key
    fits = before.capital and before.has(Flag.SURNAME) and not before.has(Flag.OFFICE) and before.key not in KIN
    small = lead in FUNCTION and lead not in LEADS
    if fits and small and reading.tokens[i].has(Flag.FIRST) and reading.free(before.start, before.end):
        marked[i - 1] = ("surname", "a surname before a given name")


_THINGS: Final = words("things of names")
_LOOKS: Final = frozenset(
    f"{look}{ending}"
    for look in ("lang", "dick", "duenn", "alt", "jung", "klein", "gross", "rot", "blond", "schoen", "wild", "schwarz")
    for ending in ("e", "en", "er")
)


def _nicknamed(reading: Reading, marked: Marks, i: int) -> None:
    """`dem langen Heiner`: how somebody looks is part of what people call him."""
    if i < _TWO or i - 1 in marked or reading.before(i) != " " or reading.before(i - 1) != " ":
        return
    look, article = reading.tokens[i - 1], reading.tokens[i - 2].key
    given = reading.tokens[i].has(Flag.FIRST) or not reading.tokens[i].explained
    if article in {"der", "den", "dem", "die"} and look.key in _LOOKS and given and reading.free(look.start, look.end):
        marked[i - 1] = ("nickname", "how somebody looks, before the name")


def _loud_surname(reading: Reading, marked: Marks, i: int) -> None:
    """`ADAMA BRUCHHÄUSER`: in capitals, behind a strange given name, a word that stands in no list."""
    if i + 1 in marked or i + 1 >= len(reading.tokens) or reading.gap(i) != " " or reading.tokens[i].explained:
        return
    token = reading.tokens[i + 1]
    if not token.listed and token.key not in FUNCTION and reading.free(token.start, token.end):
        marked[i + 1] = ("surname", "a word of no list behind a given name, in capitals")
