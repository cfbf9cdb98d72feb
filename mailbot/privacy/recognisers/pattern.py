"""What recognisers by pattern have in common: a name, a kind, an expression, and a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from mailbot.privacy.spans import Kind, Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """A recogniser that is one expression. The group `hit`, where there is one, is what is redacted.

    `accept` looks at the match once more and may refuse it. Without one of the words of `needs` (lower case) the
    expression cannot fit, so that it need not be tried.
    """

    name: str
    kind: Kind
    form: re.Pattern[str]
    reason: str
    accept: Callable[[re.Match[str]], bool] = bool
    needs: tuple[str, ...] = ()

    def __call__(self, text: str, lower: str | None = None) -> Iterator[Span]:
        """Every place where the expression fits. `lower` is the text in lower case, if the caller has it."""
        if self.needs:
            lower = text.lower() if lower is None else lower
            if not any(word in lower for word in self.needs):
                return
        group: int | str = "hit" if "hit" in self.form.groupindex else 0
        for match in self.form.finditer(text):
            if match.start(group) >= 0 and self.accept(match):
                yield Span(match.start(group), match.end(group), self.kind, self.name, self.reason)


_UMLAUTS: Final = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
_CLASS_OR_UMLAUT: Final = re.compile(r"\[(?:\\.|[^\]\\])*\]|[äöüß]")


def compiled(form: str) -> re.Pattern[str]:
    """An expression that minds neither case nor whether umlauts are written as two letters."""
    written = _CLASS_OR_UMLAUT.sub(lambda match: _UMLAUTS.get(match.group(), match.group()), form)
    return re.compile(written, re.IGNORECASE)
