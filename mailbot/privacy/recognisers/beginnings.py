"""Where in a text an expression can fit at all: at words that begin as it does, found once for all expressions.

An expression that asks for the beginning of a word is tried at few places instead of every letter. What its first
two characters can be is read from the expression itself; one of which that cannot be told is looked for everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

_parser: Final[Any] = import_module("re._parser")
_PLACE: Final = re.compile(r"(?<!\w)\S|(?<![0-9])\d")
_DIGIT: Final = re.compile(r"\d")
_ANY: Final = "\0"
_FIGURE: Final = "0"
"""Stands for every digit of every script."""
_MANY: Final = 12
_WIDE: Final = 80
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_ZERO_WIDTH: Final = frozenset({"ASSERT", "ASSERT_NOT", "AT"})


class Beginnings:
    """The places of a text where a word, a sign or a row of digits begins, by their first one and two characters."""

    def __init__(self, text: str, places: Sequence[int] | None = None) -> None:
        """Find them; `places` are those of another spelling of the text, letter for letter."""
        self.text = text
        self.places = [match.start() for match in _PLACE.finditer(text)] if places is None else places
        self._one: dict[str, list[int]] = {}
        self._two: dict[str, list[int]] = {}
        figured = _DIGIT.sub(_FIGURE, text)
        for place in self.places:
            pair = figured[place : place + 2]
            if pair in self._two:
                self._two[pair].append(place)
            else:
                self._two[pair] = [place]
        for pair, found in self._two.items():
            self._one.setdefault(pair[0], []).extend(found)

    def matches(self, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What `form.finditer` gives for the text."""
        heads = heads_of(form)
        if heads is None:
            yield from form.finditer(self.text)
            return
        end = 0
        for place in sorted(place for head in heads for place in self._at(head)):
            match = form.match(self.text, place) if place >= end else None
            if match:
                end = match.end()
                yield match

    def _at(self, head: str) -> Iterable[int]:
        return self._one.get(head[0], ()) if head[1] == _ANY else self._two.get(head, ())


@lru_cache(maxsize=256)
def heads_of(form: re.Pattern[str]) -> frozenset[str] | None:
    """The pairs of characters with which a match can begin; None where a match can begin inside a word as well."""
    if form.flags & re.IGNORECASE:
        return None
    tree = list(_parser.parse(form.pattern, form.flags))
    heads = _heads(tree)
    if not heads or any(not head or head[0] == _ANY for head in heads) or not _at_beginnings(tree, heads):
        return None
    pairs = {(head + _ANY)[:2] for head in heads}
    whole = {pair[0] for pair in pairs if pair[1] == _ANY}
    return frozenset(pair for pair in pairs if pair[1] == _ANY or pair[0] not in whole)


def _at_beginnings(tree: list[Any], heads: set[str]) -> bool:
    """Whether what stands first says that no letter, or before a digit no digit, stands before."""
    for op, argument in tree:
        if str(op) not in _ZERO_WIDTH:
            return False
        if str(op) == "AT" and str(argument) == "AT_BOUNDARY" and all(head[0].isalnum() for head in heads):
            return True
        if str(op) == "ASSERT_NOT" and argument[0] < 0 and _forbids(list(argument[1]), heads):
            return True
    return False


def _forbids(behind: list[Any], heads: set[str]) -> bool:
    if len(behind) != 1 or str(behind[0][0]) != "IN":
        return False
    items = [(str(op), str(argument)) for op, argument in behind[0][1]]
    if ("NEGATE", "None") in items:
        return False
    figures = ("CATEGORY", "CATEGORY_DIGIT") in items or ("RANGE", "(48, 57)") in items
    return ("CATEGORY", "CATEGORY_WORD") in items or (figures and all(head[0] == _FIGURE for head in heads))


def _heads(tree: Iterable[Any]) -> set[str]:
    """The first characters, at most two, of whatever fits; shorter where it ends."""
    found = {""}
    for op, argument in tree:
        if str(op) in _ZERO_WIDTH:
            continue
        going_on = {head for head in found if len(head) < 2}
        if not going_on:
            break
        found = (found - going_on) | {(head + more)[:2] for head in going_on for more in _piece(str(op), argument)}
        found = _fewer(found)
    return found


def _piece(op: str, argument: Any) -> set[str]:
    if op == "LITERAL":
        return {_folded(chr(argument))}
    if op == "IN":
        return _class(argument)
    if op == "BRANCH":
        return {head for branch in argument[1] for head in _heads(branch)}
    if op == "SUBPATTERN" and not argument[1] and not argument[2]:
        return _heads(argument[3])
    if op in _REPEATS:
        once = _heads(argument[2])
        twice = {(a + b)[:2] for a in once for b in once} if argument[1] > 1 else set()
        return once | twice | ({""} if argument[0] == 0 else set())
    return {_ANY * 2}


def _class(items: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for op, argument in items:
        if str(op) == "LITERAL":
            found.add(_folded(chr(argument)))
        elif str(op) == "RANGE" and argument[1] - argument[0] < _WIDE:
            found |= {_folded(chr(code)) for code in range(argument[0], argument[1] + 1)}
        elif str(op) == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            found.add(_FIGURE)
        else:
            return {_ANY}
    return found


def _folded(character: str) -> str:
    return _FIGURE if character.isdecimal() else character


def _fewer(heads: set[str]) -> set[str]:
    """Where many second characters can follow a first one, any."""
    seconds: dict[str, int] = {}
    for head in heads:
        if len(head) > 1:
            seconds[head[0]] = seconds.get(head[0], 0) + 1
    return {head[0] + _ANY if len(head) > 1 and seconds[head[0]] > _MANY else head for head in heads}
