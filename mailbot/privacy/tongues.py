"""What is known of languages other than German: their harmless words and the closed classes that lead to names.

One file a language in `data/languages/` for the classes, one in `data/tongues/` for the words, read when a mail in that
language comes; English has its words in `data/english.marisa`. A language without either is withheld.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import marisa_trie

_DATA: Final = Path(__file__).parent / "data"
_FOLDER: Final = _DATA / "languages"
TONGUES: Final = _DATA / "tongues"
ENGLISH: Final = _DATA / "english.marisa"
_SHORTEST_STEM: Final = 4
_HARMLESS: Final = ("capitals", "months", "titles", "titles behind", "closings", "saying", "digits")
"""Further classes whose words are harmless where they are written small."""
_NO_WORDS: Final[frozenset[str]] = frozenset()
_SAME: Final = {"hr": "sh", "bs": "sh", "sr": "sh"}
"""Languages that are read with one list."""
_SPECIAL: Final = str.maketrans(
    {
        "ł": "l", "đ": "d", "ı": "i", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ё": "е", "ґ": "г",
        "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ۆ": "و", "ـ": "", "ς": "σ", "’": "'", "ʼ": "'",
    }
)  # fmt: skip
_SERBIAN: Final = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgddezzijklmnoprstcufhccs", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dz"}
)


class Mark:
    """What the words of a language are marked with; plain numbers, as in `lexicon.Flag`.

    SURE: a word even where a capital may stand. STEM: what endings are added to. NAME: what people are called.
    """

    WORD: Final = 1
    SURE: Final = 2
    STEM: Final = 4
    ENDING: Final = 8
    NAME: Final = 16


def _bare(word: str) -> str:
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower().translate(_SPECIAL))
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_SPECIAL)


bare = lru_cache(maxsize=16384)(_bare)
"""A word without accents and marks, in small letters: Turkish dots, Polish strokes and Arabic hamzas do not matter."""


def latin_of(word: str) -> str:
    """A folded Serbian word in Latin letters."""
    return word if word.isascii() else word.translate(_SERBIAN)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: `classes` by name, `stems` that excuse any word beginning with them, `listed` words.

    `caseless`: its script has no capitals.
    """

    code: str
    classes: dict[str, frozenset[str]]
    stems: frozenset[str]
    listed: marisa_trie.Trie | frozenset[str]
    caseless: bool = False

    @property
    def rich(self) -> bool:
        """Whether most words of the language are known, and names among them are left out."""
        return _marks(self.code) is not None

    def words(self, name: str) -> frozenset[str]:
        """The words of a class, empty where the language has none."""
        return self.classes.get(name, _NO_WORDS)

    def key(self, word: str) -> str:
        """The form under which a word is looked up."""
        return latin_of(bare(word)) if self.code == "sh" else bare(word)

    def marked(self, key: str) -> int:
        """What a folded word is marked with, 0 where nothing is known of it."""
        marks = _marks(self.code)
        found = marks.get(key) if marks is not None else None
        return found[0][0] if found else 0

    def has(self, word: str) -> bool:
        """Whether the word, in lower case, is listed as harmless."""
        return word in self.words("function") or word in self.listed or bool(self.marked(self.key(word)) & Mark.WORD)

    def sure(self, word: str) -> bool:
        """Whether the word is harmless even where it stands with a capital at a sentence's begin."""
        return (
            word in self.words("function")
            or word in self.listed
            or bool(self.marked(self.key(word)) & Mark.SURE)
            or self._begun(word)
        )

    def explains(self, word: str) -> bool:
        """Whether a word that is written small is harmless: listed, or begun by a stem."""
        return (
            self.has(word)
            or any(word in self.words(name) for name in _HARMLESS)
            or self._begun(word)
            or self.built(self.key(word))
        )

    def _begun(self, word: str) -> bool:
        """Whether one of our own stems begins the word."""
        return any(word[:end] in self.stems for end in range(_SHORTEST_STEM, len(word) + 1))

    def built(self, key: str) -> bool:
        """Whether a folded word is a known stem with a known ending."""
        return any(
            self.marked(key[:cut]) & Mark.STEM and self.marked(key[cut:]) & Mark.ENDING
            for cut in range(_SHORTEST_STEM, len(key))
        )


def _sections(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(name, set()).update(line.split())
    if "caseless" not in found:
        for listed in found.values():
            listed.update([bare(word) for word in listed])
    return {name: frozenset(words) for name, words in found.items()}


def _english() -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.mmap(str(ENGLISH))
    return trie


@lru_cache(maxsize=32)
def _marks(code: str) -> marisa_trie.RecordTrie | None:
    path = TONGUES / f"{code}.marisa"
    if not path.exists():
        return None
    trie = marisa_trie.RecordTrie("<B")
    trie.mmap(str(path))
    return trie


@lru_cache(maxsize=32)
def _load(code: str) -> Tongue:
    classes = _sections(_FOLDER / f"{code}.txt")
    listed = _english() if code == "en" else classes.get("words", _NO_WORDS)
    return Tongue(code, classes, classes.get("stems", _NO_WORDS), listed, caseless="caseless" in classes)


_CODES: Final = frozenset(path.stem for path in _FOLDER.glob("*.txt"))


def tongue(code: str) -> Tongue | None:
    """The language of this ISO 639-1 code, or None where nothing is known of it."""
    code = _SAME.get(code, code)
    return _load(code) if code in _CODES else None


def spoken_here() -> tuple[Tongue, ...]:
    """All the languages of which something is known."""
    return tuple(map(_load, sorted(_CODES)))
