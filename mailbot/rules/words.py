"""A text as the rules read it: folded words with their places, read once however many rules there are.

Folding makes equal what people write differently: case, umlauts (ä = ae), ß, accents, letters set apart
("W I D E R S P R U C H"). Places count words; the end of a sentence counts as several, so that a phrase with
gaps does not run across sentences.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+|§+|\?+|!{2,}")
_WORDS: Final = re.compile(f"({_WORD.pattern})")
_LOOKED_AT: Final = 40
_FEWEST_SET_APART: Final = 5
_SPACED: Final = re.compile(r"(?<!\w)(?:\w[ \u00a0]{1,2}){4,40}\w(?!\w)")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'“”»)]*\s")
_CLAUSE_END: Final = re.compile(r"[,;:.!?…()\n–]|\s-\s")
_PARAGRAPH_END: Final = re.compile(r"\n\s*\n")
_SPECIAL: Final = tuple(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "ø": "oe", "æ": "ae", "œ": "oe"}.items()
)
_PUNCTUATION: Final = str.maketrans(
    dict.fromkeys("„“”«»", '"') | dict.fromkeys("’‘‚`´", "'") | dict.fromkeys("–—·•…€\u00a0", " ")
)
_MARKS: Final = {"?": "?", "!": "!!", "§": "§"}
SENTENCE_GAP: Final = 4
PARAGRAPH: Final = 2
"""What `opens` says of the first word of a paragraph, which opens a clause too."""
_ASKS: Final = frozenset(
    {
        *("wie", "was", "wer", "wen", "wem", "wo", "woher", "wohin", "wann", "welche", "welcher", "welches", "welchem"),
        *(
            "welchen",
            "wieviel",
            "ob",
            "wozu",
            "kann",
            "koennen",
            "koennte",
            "koennten",
            "darf",
            "muss",
            "muessen",
            "soll",
        ),
        *("gibt", "ist", "sind", "haben", "hat", "bekomme", "bekommen", "steht", "geht", "gehts", "reicht", "zahlt"),
        *("braucht", "brauche", "wird", "werden", "waere", "uebernimmt", "kommt", "gilt", "lohnt", "zaehlt", "bezahlt"),
    }
)
_ASKED: Final = frozenset({"sie", "ihr", "ich", "man", "wir", "du", "mir", "es", "das"})
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
FIELD_GAP: Final = 100
SUBJECT: Final = 0
TEXT: Final = 1


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """`fold` for single words, remembered up to a bound; a row of marks becomes one."""
    return _MARKS.get(word[:1]) or _fold_anew(word)


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Lower case, umlauts as two letters, no accents: `Grüße` and `GRUESSE` both become `gruesse`.

    Remembered for a while: each reader of a mail asks for the same text.
    """
    return _fold_anew(text)


def _fold_anew(text: str) -> str:
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKC", text).casefold()
    for letter, plain in _SPECIAL:  # far faster than str.translate, which looks at each letter
        lowered = lowered.replace(letter, plain)
    if lowered.isascii():
        return lowered
    return _BEYOND_ASCII.sub(_plain, lowered)


def _plain(match: re.Match[str]) -> str:
    return _plain_run(match[0])


@lru_cache(maxsize=16384)
def _plain_run(run: str) -> str:
    """Some letters beyond ASCII without accents and format characters, signs as their plain ones; remembered."""
    letters = unicodedata.normalize("NFD", run.translate(_PUNCTUATION))
    return "".join([c for c in letters if unicodedata.category(c) not in {"Mn", "Cf"}])


def join_spaced(text: str) -> str:
    """Words whose letters are set apart are put together; single letters of a list are left alone."""

    def joined(match: re.Match[str]) -> str:
        letters = re.sub(r"\s", "", match[0])
        return letters if letters.isalpha() else match[0]

    return _SPACED.sub(joined, text)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words in order. `place` grows by one a word and jumps at sentence ends; `opens` marks the first of a clause, with
    `PARAGRAPH` that of a paragraph."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    place: tuple[int, ...]
    opens: bytes
    field: bytes

    def quote(self, first: int, last: int) -> str:
        """The words from `first` to `last` as they were written, at most sixty characters."""
        return " ".join(self.shown[first : last + 1])[:60]


def read(subject: str, text: str) -> Reading:
    """Read subject and text as one row of words, far enough apart that no phrase spans both."""
    words: list[str] = []
    shown: list[str] = []
    place: list[int] = []
    opens = bytearray()
    field = bytearray()
    for number, part in enumerate((subject, text)):
        written, between = _split(part)
        begin = len(words)
        words += map(fold_word, written)
        shown += written
        field += bytes((number,)) * len(written)
        opens += bytes(len(written))
        ends = _boundaries(between, words, begin, opens)
        _mark_questions(words, begin, ends)
        _number(place, (place[-1] if place else number * FIELD_GAP) + FIELD_GAP, [begin, *ends, len(words)])
        if written:
            opens[begin] = True
    return Reading(tuple(words), tuple(shown), tuple(place), bytes(opens), bytes(field))


def _split(part: str) -> tuple[list[str], list[str]]:
    """The words as they are written, and what stands before each of them."""
    raw = unicodedata.normalize("NFKC", part).replace("\u00ad", "").replace("\u200b", "")
    pieces = _WORDS.split(raw)
    if sum(map(str.isalpha, [word for word in pieces[1::2] if len(word) == 1])) >= _FEWEST_SET_APART:
        pieces = _WORDS.split(join_spaced(raw))
    return pieces[1::2], pieces[:-1:2]


def _boundaries(between: list[str], words: list[str], begin: int, opens: bytearray) -> list[int]:
    """Mark the words that open a clause; the words that begin a sentence are the answer."""
    ends = []
    for at in [at for at, gap in enumerate(between, begin) if gap != " "]:  # in one go: most words stand in a sentence
        fresh, sentence, dot = _boundary(between[at - begin][:_LOOKED_AT])
        opens[at] = fresh
        if sentence and not (dot and at and words[at - 1].isdigit()):
            ends.append(at)
    return ends


def _mark_questions(words: list[str], begin: int, ends: list[int]) -> None:
    """A question mark behind a real question becomes a word of its own."""
    if "?" in words:
        starts = [begin, *ends]
        for at in [at for at, word in enumerate(words) if word == "?" and at >= begin]:
            first = starts[bisect_right(starts, at) - 1]
            if _is_question(words[first : min(first + 3, at)]):
                words[at] = "w?"


def _number(place: list[int], at: int, borders: list[int]) -> None:
    """Number the words on: one by one, and several at once at each border between two sentences."""
    for first, last in pairwise(borders):
        place.extend(range(at + 1, at + 1 + last - first))
        at += last - first + SENTENCE_GAP


@lru_cache(maxsize=4096)
def _boundary(between: str) -> tuple[int, bool, bool]:
    """What stands between two words: whether a clause or more ends, a sentence ends, and whether it is a dot as after
    a day."""
    fresh = PARAGRAPH if _PARAGRAPH_END.search(between) else int(bool(_CLAUSE_END.search(between)))
    return fresh, bool(_SENTENCE_END.search(between)), between.startswith(". ")


def _is_question(opening: list[str]) -> bool:
    """Whether a sentence begins as a question does: a question word among the first three, or verb before subject."""
    if not opening or opening[0] in {"warum", "wieso", "weshalb"}:
        return False
    return any(word in _ASKS for word in opening) or (len(opening) > 1 and opening[1] in _ASKED)
