"""Expressions that few mails need: each is compiled when it is first asked for, so that no start waits for it."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Late:
    """An expression that stands as its source until it is used; then it is what `re.compile` makes of it."""

    __slots__ = ("_compiled", "_flags", "pattern")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep both for later."""
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As of a compiled expression."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As of a compiled expression."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of a compiled expression."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of a compiled expression."""
        return self.compiled.finditer(text)

    def sub(self, by: str, text: str) -> str:
        """As of a compiled expression."""
        return self.compiled.sub(by, text)
