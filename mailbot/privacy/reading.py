"""A text as the recognisers read it: tidied, cut into words, each word with what the lexicon says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.lexicon import Flag, Lexicon, shipped
from mailbot.privacy.lowered import Lowered, lower_of
from mailbot.privacy.spans import PLACEHOLDERS, Span

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,3}(?![^\W\d_]))?")
_PROTECTED: Final = re.compile(
    r"\[Person(?: [0-9]+)?\]|"
    + "|".join(re.escape(p) for p in PLACEHOLDERS.values() if p != "[Person]")
    + r"|\[Einrichtung\]"
    r"|(?<![\w-])[A-ZÄÖÜ]{2,10}-[0-9]{4}-[0-9]{6}(?![\w-])"
    r"|(?i:\bticket(?:-?(?:nr|nummer))?[.:#]?[ \t]{0,8})[0-9][0-9-]{3,14}(?![\w/])|(?<![\w-])"
    r"[0-9]{5}-[0-9]{8,10}-S(?!\w)"
)
_IDIOMS: Final = re.compile(
    r"\b(?:schwarzen? peter|pontius (?:zu|nach) pilatus|hinz und kunz|otto[- ]normal\w*|lieschen müller|"
    r"(?:max|erika) mustermann\w*|krethi und plethi|"
    r"hans im glück|hans ?wurst|hansel|vater staat|mutter teresa|onkel doktor|prinzip hoffnung|"
    r"st\.? nimmerlein\w*|sankt nimmerlein\w*|guter geist|"
    r"(?:der|die|den|dem) klein(?:e|en) (?:mann|leute)|bruder leichtfuß|heiliger strohsack|gott sei dank|"
    r"grüß gott|vergelt'?s gott|mein gott|um gottes willen|in gottes namen|schwarze[snm]? brett(?:er)?|"
    r"rote[rn]? teppich|rote[rns]? fad(?:en)|graue[rn]? star|blaue[rn]? brief|grüne[sn]? licht)\b"
)
_NAME: Final = Flag.FIRST | Flag.SURNAME
_WORDY: Final = Flag.ORDINARY | Flag.OFFICE
COMMA: Final = frozenset({", ", ",  ", ",\t", ", \t", ",\t ", ",\t\t"})
"""What stands between two words that a comma parts."""
_SENTENCE_END: Final = re.compile(r"[.!?:;\n•>\-–—\"„“(|]\s*$")


@dataclass(frozen=True, slots=True)
class _Said:
    """A word by itself: its folded form and what the lexicon says of it.

    `capital`: begins with a capital letter. `shouted`: in capitals throughout. `listed`: in the list of words itself.
    `named`: known as a name and not as an ordinary word.
    """

    key: str
    flags: int
    explained: bool
    capital: bool
    shouted: bool
    listed: bool
    named: bool


@dataclass(slots=True)
class Token:
    """A word: where it stands, its folded form, and what the lexicon says of it (`_Said`).

    Nobody changes it; it is not frozen because it is made some hundred times a mail and that would cost double.
    """

    index: int
    start: int
    end: int
    text: str
    key: str
    flags: int
    explained: bool
    opens: bool
    capital: bool
    shouted: bool
    listed: bool
    named: bool

    def has(self, *flags: int) -> bool:
        """Whether the lexicon gives it one of the flags."""
        own = self.flags
        for flag in flags:  # noqa: SIM110 - asked thousands of times a mail; any() takes twice as long
            if own & flag:
                return True
        return False


@dataclass(slots=True)
class Reading:
    """The tidied text, its words, and the places that are settled already.

    `loud`: written in capitals throughout. `quiet`: written without capitals. `gaps`: what stands before each word
    and, last, behind all of them. `keys`: the folded forms. `lowered`: the text in lower case.
    """

    text: str
    tokens: list[Token]
    protected: list[tuple[int, int]]
    loud: bool
    quiet: bool
    settled: bytearray
    gaps: list[str]
    keys: list[str]
    lowered: Lowered

    def where(self, words: Container[str]) -> list[int]:
        """The places of the words whose folded form is one of these."""
        return [i for i, key in enumerate(self.keys) if key in words]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing there is settled or protected."""
        return 1 not in self.settled[start:end]

    def take(self, spans: list[Span]) -> None:
        """Settle these places: later recognisers leave them alone."""
        for span in spans:
            self.settled[span.start : span.end] = b"\x01" * (span.end - span.start)

    def token_at(self, start: int) -> int:
        """Index of the first word that begins at or after the place."""
        return bisect_left(self.tokens, start, key=lambda token: token.start)

    def gap(self, index: int) -> str:
        """What stands between the word and the next one."""
        return self.gaps[index + 1]

    def before(self, index: int) -> str:
        """What stands between the word and the one before."""
        return self.gaps[index]


def read(text: str, lexicon: Lexicon | None = None) -> Reading:
    """Read a text from outside."""
    lexicon = lexicon or shipped()
    text = tidy(text)
    protected = [match.span() for match in _PROTECTED.finditer(text)]
    lowered = lower_of(text)
    if lowered[1]:
        protected += [match.span() for match in _IDIOMS.finditer(lowered[0])]
    settled = bytearray(len(text))
    for start, end in protected:
        settled[start:end] = b"\x01" * (end - start)
    words = [match for match in _WORD.finditer(text) if not settled[match.start()]]
    opening = [_opens(text, words[i - 1].end() if i else 0, word.start()) for i, word in enumerate(words)]
    loud, quiet = _voice([word.group() for word in words], opening)
    tokens = [
        _token(lexicon, i, word, opens=opens, loud=loud)
        for i, (word, opens) in enumerate(zip(words, opening, strict=True))
    ]
    ends, starts = [0, *(word.end() for word in words)], [*(word.start() for word in words), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    keys = [token.key for token in tokens]
    return Reading(text, tokens, protected, loud, quiet, settled, gaps, keys, lowered)


def _opens(text: str, end: int, start: int) -> bool:
    """Whether a word at start, the one before it ending at end, begins a sentence, a line or a quotation."""
    between = text[end:start]
    return end == 0 or (between != " " and ("\n" in between or bool(_SENTENCE_END.search(between))))


def _voice(words: list[str], opening: list[bool]) -> tuple[bool, bool]:
    """Whether the text is written in capitals throughout, and whether without any."""
    long = [word for word in words if len(word) > 2]
    inner = [word for word, opens in zip(words, opening, strict=True) if len(word) > 2 and not opens]
    loud = bool(long) and sum(word.isupper() for word in long) > 0.6 * len(long)
    cased = [word for word in inner if not word.isupper()]
    capitals = sum(word[0].isupper() for word in cased)
    quiet = (len(cased) > 2 and capitals < 0.08 * len(cased)) or (
        len(words) > 1 and not any(word[0].isupper() for word in words)
    )
    return loud, quiet


def _token(lexicon: Lexicon, index: int, match: re.Match[str], *, opens: bool, loud: bool) -> Token:
    word = match.group()
    say = _remembered if len(word) <= _WORD_LENGTH else _said
    said = say(lexicon, word, not opens and not loud and word[0].isupper())
    start, end = match.span()
    return Token(
        index, start, end, word, said.key, said.flags, said.explained, opens,
        said.capital, said.shouted, said.listed, said.named,
    )  # fmt: skip


def _said(lexicon: Lexicon, word: str, as_noun: bool) -> _Said:  # noqa: FBT001 - lru_cache keys are quickest by position
    """What the lexicon says of a word; `as_noun`: written as a noun, where no sentence begins."""
    key = fold(word)
    flags = lexicon.flags(key)
    explained = lexicon.explained_noun(key) if as_noun else lexicon.explained(key)
    if not explained and "'" in key:
        explained = lexicon.explained(key.partition("'")[0])
    return _Said(
        key,
        flags,
        explained,
        word[0].isupper(),
        len(word) > 1 and word.isupper(),
        bool(flags & Flag.WORD),
        bool(flags & _NAME) and not flags & _WORDY,
    )


_WORD_LENGTH: Final = 40
"""Longer strings are texts: personal data, and too much of it, to be remembered."""
_remembered = lru_cache(maxsize=16384)(_said)
