"""Expressions as recognisers use them: compiled when first tried, and with what every match of theirs begins."""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.late import Late

KEPT: Final = 4
"""So many characters of a beginning are looked at."""
_UMLAUTS: Final = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
_CLASS_OR_UMLAUT: Final = re.compile(r"\[(?:\\.|[^\]\\])*\]|[äöüß]")
_AS_THEY_ARE: Final = re.compile(r"\\.|\(\?P[<=]\w+|[A-ZÄÖÜ]")


class Expression(Late):
    """An expression that is compiled when it is first tried: most of them fit in few mails.

    `begins`: in lower case, what every match begins with, `0` standing for any digit; empty where a match can begin
    inside a word. An expression that has some must say itself that no letter, or before a digit no digit, stands
    before it. `lower`: it is meant for the text in lower case, over which it runs several times as quickly. `hit`: the
    group that is found, the whole where none has that name. `opens_lines`: each match begins with a line of the text as
    it is written, and stays in it. `whole` and `short` are the beginnings as they are looked
    up, those of four characters and those of fewer.
    """

    __slots__ = ("begins", "hit", "lower", "opens_lines", "short", "whole")

    def __init__(self, source: str, begins: tuple[str, ...], *, flags: re.RegexFlag = re.NOFLAG, lower: bool) -> None:
        """Keep all of it for later."""
        super().__init__(source, flags)
        self.begins = begins
        self.whole = frozenset(head[:KEPT] for head in begins if len(head) >= KEPT)
        self.short = tuple(head for head in begins if len(head) < KEPT)
        self.lower = lower
        self.opens_lines = source.startswith("(?m)^") and not lower
        self.hit: int | str = "hit" if "(?P<hit>" in source else 0


def caseless(source: str, *begins: str) -> Expression:
    """An expression that minds neither case nor whether umlauts are written as two letters; for text in lower case."""
    lowered = _AS_THEY_ARE.sub(lambda m: m.group() if len(m.group()) > 1 else m.group().lower(), umlauted(source))
    return Expression(lowered, begins, lower=True)


def in_any_case(source: str, *begins: str) -> Expression:
    """An expression that minds no case, for the text as it is written."""
    return Expression(source, begins, flags=re.IGNORECASE, lower=False)


def exact(source: str, *begins: str) -> Expression:
    """An expression that takes letters as they are written."""
    return Expression(source, begins, lower=False)


def indifferent(source: str, *begins: str) -> Expression:
    """As `caseless`, for the text as it is written, since whoever looks at its matches minds the case."""
    return Expression(umlauted(source), begins, flags=re.IGNORECASE, lower=False)


def umlauted(source: str) -> str:
    """The expression for umlauts in either spelling."""
    return _CLASS_OR_UMLAUT.sub(lambda match: _UMLAUTS.get(match.group(), match.group()), source)
