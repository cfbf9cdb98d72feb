"""What recognisers by pattern have in common: a name, a kind, an expression, and a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mailbot.privacy.recognisers.beginnings import Beginnings, Fitting, at, everywhere
from mailbot.privacy.recognisers.expressions import Expression
from mailbot.privacy.spans import Kind, Span

NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Pattern:
    """A recogniser that is one expression. The group `hit`, where there is one, is what is redacted.

    `accept` looks at the match once more and may refuse it. `begin` and `end` say where in the match the finding
    begins and ends, if not where it does itself; `begin` may refuse with NOWHERE. Without one of the strings of
    `needs`, or where `requires` is not found (both in lower case), the expression cannot fit and is not tried. No
    match is longer than `longest`, where that is given: so none begins further before what it requires.
    """

    name: str
    kind: Kind
    form: Expression
    reason: str
    accept: Callable[[re.Match[str]], bool] = bool
    needs: tuple[str, ...] = ()
    requires: re.Pattern[str] | None = None
    longest: int | None = None
    begin: Callable[[re.Match[str]], int] | None = None
    end: Callable[[re.Match[str]], int] | None = None

    def __call__(self, text: str) -> Iterator[Span]:
        """Every place where the expression fits, looked for at every letter."""
        beginnings = Beginnings(text)
        if self.could_fit(beginnings.lower) and (not self.requires or self.requires.search(beginnings.lower)):
            yield from self.spans(everywhere(self.form, beginnings))

    def could_fit(self, lower: str) -> bool:
        """Whether one of the strings that it needs stands in the text in lower case."""
        for word in self.needs:
            if word in lower:
                return True
        return not self.needs

    def spans(self, matches: Iterable[re.Match[str]]) -> Iterator[Span]:
        """The findings among the matches."""
        group = self.form.hit
        for match in matches:
            if match.start(group) < 0 or not self.accept(match):
                continue
            start = self.begin(match) if self.begin else match.start(group)
            if start != NOWHERE:
                end = self.end(match) if self.end else match.end(group)
                yield Span(start, end, self.kind, self.name, self.reason)


class Patterns:
    """Recognisers by pattern that are tried together, each only where a word begins as it does."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Earlier ones give their findings first."""
        self._patterns = tuple(patterns)
        self._fitting = Fitting([one.form for one in patterns])

    def __call__(self, beginnings: Beginnings) -> Iterator[Span]:
        """All that they find."""
        places = self._fitting.places(beginnings)
        asked: dict[re.Pattern[str], int] = {}
        for number, one in enumerate(self._patterns):
            form = one.form
            if (form.begins and number not in places) or not one.could_fit(beginnings.lower):
                continue
            sign = _first_sign(one.requires, beginnings.lower, asked)
            if sign == NOWHERE:
                continue
            first = 0 if one.longest is None else max(0, sign - one.longest)
            found = at(form, beginnings, places[number]) if form.begins else everywhere(form, beginnings, first)
            yield from one.spans(found)


def _first_sign(required: re.Pattern[str] | None, lower: str, asked: dict[re.Pattern[str], int]) -> int:
    """Where what is required stands first; several expressions of a text require the same."""
    if required is None:
        return 0
    if required not in asked:
        found = required.search(lower)
        asked[required] = found.start() if found else NOWHERE
    return asked[required]


DIGIT: Final = re.compile(r"\d")
POSTCODE: Final = re.compile(r"\d{5}")
FIVE_DIGITS: Final = re.compile(r"\d(?:[ \t./\-–()]{0,4}\d){4}")
"""What many expressions require."""
