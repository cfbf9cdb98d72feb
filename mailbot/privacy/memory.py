"""What was found out about a word, kept for the next mail that holds it: texts repeat their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
_MOST: int = 16384
_LONGEST: int = 40
"""Longer strings are texts: personal data, and too much of it, to be remembered."""


class Memory(dict[str, V]):
    """The answers to a question about words; one that is not there yet is asked for. When full, all is forgotten.

    Looking one up costs a third of what `lru_cache` takes, hundreds of times a mail.
    """

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[str], V]) -> None:
        """`ask` must give the same answer for the same word at any time."""
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> V:
        """Ask, and remember the answer."""
        answer = self._ask(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = answer
        return answer
