"""The closed classes of words in `data/classes.txt`: articles, kinship, roles, verbs of saying, and the like."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from mailbot.privacy.fold import fold

_FILE: Final = Path(__file__).parent / "data" / "classes.txt"


@lru_cache(maxsize=1)
def _sections() -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    name = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections.setdefault(name, set()).update(fold(word) for word in line.split())
    return {name: frozenset(words) for name, words in sections.items()}


def words(section: str) -> frozenset[str]:
    """The folded words of a class. Raises KeyError for a class that the file does not have."""
    return _sections()[section]


def phrases(section: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a class, longest first; in the file their words are joined by `+`."""
    return tuple(sorted((tuple(phrase.split("+")) for phrase in words(section)), key=lambda p: (-len(p), p)))
