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
_SIGN: Final = re.compile(r"\S")
_LINE_END: Final = re.compile("\n")
MIXED: Final = "\ue000"
"""Among what an expression begins with: a word in which letters and digits stand, or an underscore."""


class Beginnings:
    """A text, in lower case too, and where its words, signs and rows of digits begin, by their first characters."""

    __slots__ = ("lower", "places", "text")

    def __init__(self, text: str) -> None:
        """Read the text once."""
        self.text = text
        self.lower = lower_of(text)
        self.places = _places(self.lower)

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


def _places(lower: str) -> dict[str, list[int]]:
    """For each beginning of four characters, digits written as 0, the places where it stands."""
    figured = _DIGIT.sub("0", lower)
    places: defaultdict[str, list[int]] = defaultdict(list)
    first, *pieces = _WORDS_APART.split(lower)
    _add(places, figured, (match.start() for match in _SIGN.finditer(first)))
    place = len(first)
    for word, signs in zip(pieces[::2], pieces[1::2], strict=True):
        places[figured[place : place + KEPT]].append(place)
        behind = place + len(word)
        if not (word.isalpha() or (word.isdecimal() and word.isascii())):
            _add(places, figured, _rows_of_digits(word, place))
            if not word.isdecimal():
                places[MIXED].append(place)
        if len(signs) > 1 and not signs[1:].isspace():
            _add(places, figured, [behind + match.start() for match in _SIGN.finditer(signs, 1)])
        place = behind + len(signs)
    return dict(places)


def _add(places: defaultdict[str, list[int]], figured: str, starts: Iterable[int]) -> None:
    for start in starts:
        places[figured[start : start + KEPT]].append(start)


def _rows_of_digits(word: str, place: int) -> Iterator[int]:
    """Where rows of digits begin behind the word's first character."""
    return (place + match.start() for match in _ROW_OF_DIGITS.finditer(word, 1))


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


def everywhere(expression: Expression, beginnings: Beginnings) -> Iterator[re.Match[str]]:
    """All matches, looked for at every letter."""
    return expression.compiled.finditer(beginnings.lower if expression.lower else beginnings.text)


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
