"""What recognisers by pattern have in common: a name, a kind, an expression, and a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailbot.privacy.spans import Kind, Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """A recogniser that is one expression. The group `hit`, where there is one, is what is redacted.

    `accept` looks at the match once more and may refuse it.
    """

    name: str
    kind: Kind
    form: re.Pattern[str]
    reason: str
    accept: Callable[[re.Match[str]], bool] = lambda match: True

    def __call__(self, text: str) -> Iterator[Span]:
        """Every place where the expression fits."""
        group: int | str = "hit" if "hit" in self.form.groupindex else 0
        for match in self.form.finditer(text):
            if match.start(group) >= 0 and self.accept(match):
                yield Span(match.start(group), match.end(group), self.kind, self.name, self.reason)


def compiled(form: str) -> re.Pattern[str]:
    """An expression that does not mind case."""
    return re.compile(form, re.IGNORECASE)
