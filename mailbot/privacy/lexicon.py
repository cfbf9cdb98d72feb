"""What is known of a word: ordinary, frequent, a noun, of the office, a first name, a surname.

The data (`data/words.marisa`, made by `scripts/build_lexicon.py`) maps folded words to flags and is mapped into
memory. What it lacks is explained by inflection, compounding, and, for frequent words, one typing error.
"""

from __future__ import annotations

from enum import IntFlag
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

import marisa_trie

from mailbot.privacy.fold import fold

DATA: Final = Path(__file__).parent / "data" / "words.marisa"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS: Final = ("e", "en", "em", "er", "es", "n", "s", "st", "t", "te", "ten", "end", "ende", "enden", "ender", "endes",
                   "ere", "eren", "erer", "ste", "sten", "ster", "stes", "innen", "in", "chen", "nen", "ns")  # fmt: skip
_LINKS: Final = ("", "s", "es", "n", "en", "er", "e", "ns")
_PREFIXES: Final = (
    "ab", "an", "auf", "aus", "bei", "durch", "ein", "fest", "fort", "heim", "her", "hin", "los", "mit", "nach", "rein",
    "raus", "rum", "runter", "rueber", "rauf", "ran", "vor", "weg", "weiter", "zu", "zurueck", "zusammen", "ueber", "um",
    "unter", "wieder", "un", "ent", "ver", "be", "ge", "zer", "miss", "nicht", "voll", "vorbei", "herum", "hinaus", "herein",
    "hinein", "heraus", "dran", "drauf", "drin", "abge", "ange", "aufge", "ausge", "einge", "mitge", "vorge", "zuge",
    "hinge", "herge", "rausge", "reinge", "rumge", "zurueckge", "losge", "weiterge", "weg", "wegge", "durchge", "nachge",
)  # fmt: skip
NAME_HEADS: Final = frozenset(
    "bach berg berger burg burger dorf dorfer dorff feld felder feldt feldes grund hahn hardt hart haus hauser hausen heim heimer "
    "hof hofer hoff holt holz horst huber kamp kemper kopf mann meier meyer maier mayer mueller muller schmidt schmied "
    "schulte schulze stein steiner stedt staedt tal thal wald walder wasser weg welt wirth wein baum blum bein fuss "
    "vogel wolf hirsch fuchs koch bauer krug brink busch bosch born bronn brunn buettel brueck brueckner garten gartner "
    "gaertner gard gart hagen halm hammer heide helm hut huth kraut land lander lieb liebe mut muth nagel rath reich reuter riede "
    "ritter rode rot schlag schutz see sprung stab stern strauss teufel trost wagen wald wand weber wind winkel zahn "
    "zweig sorge lob licht auge auer au ow beck becker er ler ner ke ki ski".split()
)


class Flag(IntFlag):
    """What the lexicon says of a word. ORDINARY: a word of the language that is also somebody's name."""

    WORD = 1
    COMMON = 2
    NOUN = 4
    FIRST = 8
    SURNAME = 16
    OFFICE = 32
    ORDINARY = 64


class Lexicon:
    """The shipped lexicon. Looking up is pure; results are remembered up to a bound."""

    def __init__(self, path: Path = DATA) -> None:
        """Map the data file into memory."""
        self._trie = marisa_trie.RecordTrie("<B")
        self._trie.mmap(str(path))
        self.flags = lru_cache(maxsize=32768)(self._flags)
        self.explained = lru_cache(maxsize=32768)(self._explained)
        self.nearly = lru_cache(maxsize=8192)(self._nearly)

    def _flags(self, key: str) -> int:
        found = self._trie.get(key)
        return found[0][0] if found else 0

    def _explained(self, key: str) -> bool:
        """Whether a folded word belongs to the language: listed, inflected, contracted or compounded."""
        return self._listed(key) or self._inflected(key) or self._compounded(key)

    def _listed(self, key: str) -> bool:
        return bool(self.flags(key) & Flag.WORD)

    def _inflected(self, key: str) -> bool:
        for ending in _ENDINGS:
            if key.endswith(ending) and len(key) - len(ending) >= 3:
                stem = key[: -len(ending)]
                if self._listed(stem) or self._listed(stem + "e") or self._listed(stem + "en"):
                    return True
        return any(
            key.startswith(prefix) and len(key) - len(prefix) >= 4 and self._plain(key[len(prefix) :])
            for prefix in _PREFIXES
        )

    def _plain(self, key: str) -> bool:
        return self._listed(key) or any(
            key.endswith(e)
            and len(key) - len(e) >= 3
            and (self._listed(key[: -len(e)]) or self._listed(key[: -len(e)] + "en"))
            for e in ("e", "en", "t", "st", "te", "ten", "es", "er", "em")
        )

    def _compounded(self, key: str) -> bool:
        """Whether the word splits into two or three known parts and does not look like a surname."""
        if len(key) < 9:
            return False
        return self._splits(key, 3)

    def _splits(self, key: str, parts: int) -> bool:
        for cut in range(4, len(key) - 3):
            head = key[cut:]
            if not self._part(head, last=True) and not (parts > 2 and len(head) >= 8 and self._splits(head, parts - 1)):
                continue
            if any(key[:cut].endswith(link) and self._modifier(key[: cut - len(link)]) for link in _LINKS):
                return head not in NAME_HEADS or len(key) >= 14
        return False

    def _modifier(self, key: str) -> bool:
        return len(key) >= 3 and (
            self._part(key, last=False) or self._part(key + "e", last=False) or self._part(key + "en", last=False)
        )

    def _part(self, key: str, *, last: bool) -> bool:
        flags = self.flags(key)
        if flags & Flag.WORD and len(key) >= 4 and (flags & (Flag.COMMON | Flag.NOUN)):
            return True
        return last and len(key) >= 6 and bool(flags & Flag.WORD or self._plain(key))

    def _nearly(self, key: str) -> bool:
        """Whether one typing error away stands a frequent word."""
        return any(
            self.flags(near) & Flag.COMMON and not self.flags(near) & (Flag.FIRST | Flag.SURNAME)
            for near in _edits(key)
        )


def _edits(key: str) -> chain[str]:
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    deleted = (a + b[1:] for a, b in cuts if b)
    swapped = (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    replaced = (a + c + b[1:] for a, b in cuts if b for c in _LETTERS)
    inserted = (a + c + b for a, b in cuts for c in _LETTERS)
    return chain(deleted, swapped, replaced, inserted)


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lexicon that ships with mailbot."""
    return Lexicon()


def key_of(word: str) -> str:
    """The key under which a word is looked up."""
    return fold(word)
