"""What an expression can begin with, read from the expression itself: to prove what recognisers declare of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final

_parser: Final[Any] = import_module("re._parser")
_DEPTH: Final = 4
_OPEN: Final = "\0"
"""Ends a beginning behind which anything can follow."""
_WIDE: Final = 80
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_ZERO_WIDTH: Final = frozenset({"ASSERT", "ASSERT_NOT", "AT"})


def first_characters(form: re.Pattern[str]) -> set[str]:
    """The first characters, at most four, of whatever fits, in lower case, every digit as 0."""
    tree = list(_parser.parse(form.pattern, form.flags))
    ahead = [_class(next(iter(argument[1]))[1]) for op, argument in tree if str(op) == "ASSERT" and _is_class(argument)]
    found = _heads(tree)
    return {head for head in found if all(first == {_OPEN} or head[0] in first for first in ahead)}


def begins_words(form: re.Pattern[str]) -> bool:
    """Whether what stands first says that no letter, or before a digit no digit, stands before."""
    tree = list(_parser.parse(form.pattern, form.flags))
    heads = first_characters(form)
    for op, argument in tree:
        if str(op) not in _ZERO_WIDTH:
            return False
        if str(op) == "AT" and str(argument) == "AT_BOUNDARY" and all(head[0].isalnum() for head in heads):
            return True
        if str(op) == "ASSERT_NOT" and argument[0] < 0 and _forbids(list(argument[1]), heads):
            return True
    return False


def _is_class(argument: Any) -> bool:
    inner = list(argument[1])
    return argument[0] > 0 and len(inner) == 1 and str(inner[0][0]) == "IN"


def _forbids(behind: list[Any], heads: set[str]) -> bool:
    if len(behind) != 1 or str(behind[0][0]) != "IN":
        return False
    items = [(str(op), str(argument)) for op, argument in behind[0][1]]
    if ("NEGATE", "None") in items:
        return False
    figures = ("CATEGORY", "CATEGORY_DIGIT") in items or ("RANGE", "(48, 57)") in items
    return ("CATEGORY", "CATEGORY_WORD") in items or (figures and all(head[0] == "0" for head in heads))


def _heads(tree: Iterable[Any], depth: int = _DEPTH) -> set[str]:
    """The first characters, at most so many, of whatever fits; shorter where it ends."""
    found = {""}
    for op, argument in tree:
        going_on = {head for head in found if len(head) < depth and not head.endswith(_OPEN)}
        if not going_on:
            break
        if str(op) not in _ZERO_WIDTH:
            more = _piece(str(op), argument, depth - min(map(len, going_on)))
            found = (found - going_on) | {(head + one)[:depth] for head in going_on for one in more}
    return found


def _piece(op: str, argument: Any, depth: int) -> set[str]:
    if op == "LITERAL":
        return {_folded(argument)}
    if op == "IN":
        return _class(argument)
    if op == "BRANCH":
        return {head for branch in argument[1] for head in _heads(branch, depth)}
    if op == "SUBPATTERN":
        return _heads(argument[3], depth)
    if op in _REPEATS:
        return _repeated(*argument, depth)
    return {_OPEN}


def _repeated(least: int, most: int, tree: Any, depth: int) -> set[str]:
    once = _heads(tree, depth)
    so_far, found = {""}, {""} if least == 0 else set()
    for times in range(1, min(most, depth) + 1):
        so_far = {a if a.endswith(_OPEN) else (a + b)[:depth] for a in so_far for b in once}
        if times >= min(least, depth):
            found |= so_far
    return found


def _class(items: Iterable[Any]) -> set[str]:
    found: set[str] = set()
    for op, argument in items:
        if str(op) == "LITERAL":
            found.add(_folded(argument))
        elif str(op) == "RANGE" and argument[1] - argument[0] < _WIDE:
            found |= {_folded(code) for code in range(argument[0], argument[1] + 1)}
        elif str(op) == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            found.add("0")
        else:
            return {_OPEN}
    return found


def _folded(code: int) -> str:
    return "0" if chr(code).isdecimal() else chr(code).lower()


def longest_match(form: re.Pattern[str]) -> int:
    """The most characters that a match can have."""
    return int(_parser.parse(form.pattern, form.flags).getwidth()[1])
