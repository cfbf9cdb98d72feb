"""What recognisers by pattern have in common: a name, a kind, an expression, and a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mailbot.privacy.lowered import Lowered, lower_of
from mailbot.privacy.recognisers.beginnings import Beginnings
from mailbot.privacy.spans import Kind, Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """A recogniser that is one expression. The group `hit`, where there is one, is what is redacted.

    `begin` says where in the match the finding begins, if not where it does itself.
    `accept` looks at the match once more and may refuse it; it sees the text in lower case where `form` ignores case
    and `cased` is not set. Without one of the words of `needs`, or where `requires` is not found (both in lower
    case), the expression cannot fit, so that it need not be tried.
    """

    name: str
    kind: Kind
    form: re.Pattern[str]
    reason: str
    accept: Callable[[re.Match[str]], bool] = bool
    needs: tuple[str, ...] = ()
    requires: re.Pattern[str] | None = None
    cased: bool = False
    begin: Callable[[re.Match[str]], int] | None = None

    def __call__(
        self, text: str, lowered: Lowered | None = None, beginnings: tuple[Beginnings, Beginnings] | None = None
    ) -> Iterator[Span]:
        """Every place where the expression fits.

        `lowered` is what `lower_of(text)` gives, `beginnings` those of the text and of it, if the caller has them.
        """
        lower, comparable = lowered or lower_of(text)
        for word in self.needs:
            if word in lower:
                break
        else:
            if self.needs:
                return
        if self.requires and not self.requires.search(lower):
            return
        form = self.form
        if comparable and form.flags & _IGNORECASE and not self.cased:
            form, text = _lowered(form), lower
        group: int | str = "hit" if "hit" in form.groupindex else 0
        where = beginnings[text is lower] if beginnings else None
        for match in where.matches(form) if where else form.finditer(text):
            if match.start(group) >= 0 and self.accept(match):
                start = self.begin(match) if self.begin else match.start(group)
                yield Span(start, match.end(group), self.kind, self.name, self.reason)


_IGNORECASE: Final = int(re.IGNORECASE)
DIGIT: Final = re.compile(r"\d")
POSTCODE: Final = re.compile(r"\d{5}")
FIVE_DIGITS: Final = re.compile(r"\d(?:[ \t./\-–()]{0,4}\d){4}")
"""What many expressions require."""
_AS_THEY_ARE: Final = re.compile(r"\\.|\(\?P[<=]\w+|[A-ZÄÖÜ]")


@lru_cache(maxsize=256)
def _lowered(form: re.Pattern[str]) -> re.Pattern[str]:
    """The same expression for a text in lower case: several times as quick, since literals are compared directly."""
    source = _AS_THEY_ARE.sub(lambda m: m.group() if len(m.group()) > 1 else m.group().lower(), form.pattern)
    return re.compile(source, form.flags & ~re.IGNORECASE)


_UMLAUTS: Final = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
_CLASS_OR_UMLAUT: Final = re.compile(r"\[(?:\\.|[^\]\\])*\]|[äöüß]")


def compiled(form: str) -> re.Pattern[str]:
    """An expression that minds neither case nor whether umlauts are written as two letters."""
    written = _CLASS_OR_UMLAUT.sub(lambda match: _UMLAUTS.get(match.group(), match.group()), form)
    return re.compile(written, re.IGNORECASE)
