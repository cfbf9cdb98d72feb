"""What is known of languages other than German: their harmless words and the closed classes that lead to names.

One file a language in `data/languages/`; English has its words in `data/english.marisa` besides. A language that has
no file cannot be made anonymous here: its mails are withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import marisa_trie

_DATA: Final = Path(__file__).parent / "data"
_FOLDER: Final = _DATA / "languages"
ENGLISH: Final = _DATA / "english.marisa"
_SHORTEST_STEM: Final = 4
_HARMLESS: Final = ("capitals", "months", "titles", "titles behind", "closings", "saying", "digits")
"""Further classes whose words are harmless where they are written small."""
_NO_WORDS: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: `classes` by name, `stems` that excuse any word beginning with them, `listed` words."""

    code: str
    classes: dict[str, frozenset[str]]
    stems: frozenset[str]
    listed: marisa_trie.Trie | frozenset[str]

    def words(self, name: str) -> frozenset[str]:
        """The words of a class, empty where the language has none."""
        return self.classes.get(name, _NO_WORDS)

    def has(self, word: str) -> bool:
        """Whether the word, in lower case, is listed as harmless."""
        return word in self.words("function") or word in self.listed

    def explains(self, word: str) -> bool:
        """Whether a word that is written small is harmless: listed, or begun by a stem."""
        return (
            self.has(word)
            or any(word in self.words(name) for name in _HARMLESS)
            or any(word[:end] in self.stems for end in range(_SHORTEST_STEM, len(word) + 1))
        )


def _sections(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def _english() -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.mmap(str(ENGLISH))
    return trie


@lru_cache(maxsize=16)
def _load(code: str) -> Tongue:
    classes = _sections(_FOLDER / f"{code}.txt")
    listed = _english() if code == "en" else classes.get("words", _NO_WORDS)
    return Tongue(code, classes, classes.get("stems", _NO_WORDS), listed)


_CODES: Final = frozenset(path.stem for path in _FOLDER.glob("*.txt"))


def tongue(code: str) -> Tongue | None:
    """The language of this ISO 639-1 code, or None where nothing is known of it."""
    return _load(code) if code in _CODES else None


def spoken_here() -> tuple[Tongue, ...]:
    """All the languages of which something is known."""
    return tuple(map(_load, sorted(_CODES)))
