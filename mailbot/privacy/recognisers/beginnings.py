"""Where in a text an expression can fit at all: at words, signs and rows of digits that begin as it does.

An expression that asks for the beginning of a word is tried at few places instead of every letter. How it begins is
declared with it (`Expression.begins`); for all expressions together it is looked up once a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mailbot.privacy.lowered import lower_of
from mailbot.privacy.memory import Memory
from mailbot.privacy.recognisers.expressions import KEPT, Expression

_WORDS_APART: Final = re.compile(r"(\w+)")
_ROW_OF_DIGITS: Final = re.compile(r"(?<![0-9])\d")
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SIGN: Final = re.compile(r"\S")
_LINE_END: Final = re.compile("\n")
MIXED: Final = "\ue000"
"""Among what an expression begins with: a word in which letters and digits stand, or an underscore."""


class Beginnings:
    """A text, in lower case too, and where its words, signs and rows of digits begin, by their first characters.

    `places`: for each beginning of four characters, digits written as 0, where it stands. `words`: from where to where
    letters stand in a row.
    """

    __slots__ = ("_figured", "lower", "places", "text", "words")

    def __init__(self, text: str) -> None:
        """Read the text once."""
        self.text = text
        self.lower = lower_of(text)
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        self.words: list[tuple[int, int]] = []
        self._figured = _DIGIT.sub("0", self.lower)
        self._read()

    def _read(self) -> None:
        first, *pieces = _WORDS_APART.split(self.lower)
        self._add(match.start() for match in _SIGN.finditer(first))
        place = len(first)
        figured, places, words = self._figured, self.places, self.words
        for word, signs in zip(pieces[::2], pieces[1::2], strict=True):
            places[figured[place : place + KEPT]].append(place)
            behind = place + len(word)
            if word.isalpha():
                words.append((place, behind))
            elif not (word.isdecimal() and word.isascii()):
                self._mixed(word, place)
            if len(signs) > 1 and not signs[1:].isspace():
                self._add(behind + match.start() for match in _SIGN.finditer(signs, 1))
            place = behind + len(signs)
        self.places.default_factory = None

    def _mixed(self, word: str, place: int) -> None:
        """Read a word with digits or underscores in it."""
        self._add(place + match.start() for match in _ROW_OF_DIGITS.finditer(word, 1))
        self.words += ((place + match.start(), place + match.end()) for match in _LETTERS.finditer(word))
        if not word.isdecimal():
            self.places[MIXED].append(place)

    def _add(self, starts: Iterable[int]) -> None:
        for start in starts:
            self.places[self._figured[start : start + KEPT]].append(start)

    def lines(self, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """All matches of an expression of which each begins with a line and stays in it."""
        starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return (match for start in starts if (match := form.match(self.text, start)))

    def matches(self, expression: Expression) -> Iterator[re.Match[str]]:
        """All matches of one expression, looked for where it can begin."""
        places = [place for head in expression.whole for place in self.places.get(head, ())]
        if expression.short:
            found = (places for head, places in self.places.items() if head.startswith(expression.short))
            places += (place for some in found for place in some)
        return at(expression, self, sorted(places))


class Fitting:
    """Which of some expressions can begin where, told by the first characters."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        """Sort them by what they begin with."""
        self._expressions = expressions
        self._by_head: dict[str, set[int]] = {}
        for number, expression in enumerate(expressions):
            for head in expression.begins:
                self._by_head.setdefault(head[:KEPT], set()).add(number)
        self._begin_so = Memory(self._numbers)

    def _numbers(self, head: str) -> tuple[int, ...]:
        fitting = [self._by_head.get(head[:length], ()) for length in range(1, KEPT + 1)]
        return tuple({number for numbers in fitting for number in numbers})

    def places(self, beginnings: Beginnings) -> dict[int, list[int]]:
        """Where each expression, by its number, can begin, in order; those that begin nowhere are left out."""
        found: dict[int, list[int]] = {}
        for head, places in beginnings.places.items():
            for number in self._begin_so[head]:
                found.setdefault(number, []).extend(places)
        for places in found.values():
            places.sort()
        return found


def everywhere(expression: Expression, beginnings: Beginnings, first: int = 0) -> Iterator[re.Match[str]]:
    """All matches from a place on, looked for at every letter, or at every line where they begin with one."""
    if expression.opens_lines:
        return beginnings.lines(expression.compiled)
    text = beginnings.lower if expression.lower else beginnings.text
    return expression.compiled.finditer(text, first)


def at(expression: Expression, beginnings: Beginnings, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """The same, looked for at these places."""
    text = beginnings.lower if expression.lower else beginnings.text
    match_at = expression.compiled.match
    end = 0
    for place in places:
        match = match_at(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match
