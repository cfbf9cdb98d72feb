"""A text as the recognisers read it: tidied, cut into words, each word with what the lexicon says."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.lexicon import Flag, Lexicon, shipped
from mailbot.privacy.spans import PLACEHOLDERS, Span

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,3}(?![^\W\d_]))?")
_PROTECTED: Final = re.compile(
    r"\[Person(?: [0-9]+)?\]|"
    + "|".join(re.escape(p) for p in PLACEHOLDERS.values() if p != "[Person]")
    + r"|\[Einrichtung\]"
    r"|(?<![\w-])[A-ZÄÖÜ]{2,10}-[0-9]{4}-[0-9]{6}(?![\w-])"
)
_SENTENCE_END: Final = re.compile(r"[.!?:;\n•>\-–—\"„“(|]\s*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, its folded form, and what the lexicon says of it."""

    index: int
    start: int
    end: int
    text: str
    key: str
    flags: int
    explained: bool
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is written in capitals throughout."""
        return len(self.text) > 1 and self.text.isupper()

    def has(self, *flags: Flag) -> bool:
        """Whether the lexicon gives it one of the flags."""
        return any(self.flags & flag for flag in flags)

    @property
    def named(self) -> bool:
        """Whether the lexicon knows it as a name and not as an ordinary word."""
        return bool(self.flags & (Flag.FIRST | Flag.SURNAME)) and not self.flags & (Flag.ORDINARY | Flag.OFFICE)


@dataclass(slots=True)
class Reading:
    """The tidied text, its words, and the places that are settled already."""

    text: str
    tokens: list[Token]
    protected: list[tuple[int, int]]
    loud: bool
    quiet: bool
    taken: list[tuple[int, int]] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing there is settled or protected."""
        return not any(s < end and start < e for s, e in self.taken) and not any(
            s < end and start < e for s, e in self.protected
        )

    def take(self, spans: list[Span]) -> None:
        """Settle these places: later recognisers leave them alone."""
        self.taken.extend((span.start, span.end) for span in spans)

    def token_at(self, start: int) -> int:
        """Index of the first word that begins at or after the place."""
        return bisect_left(self.tokens, start, key=lambda token: token.start)

    def gap(self, index: int) -> str:
        """What stands between the word and the next one."""
        after = self.tokens[index + 1].start if index + 1 < len(self.tokens) else len(self.text)
        return self.text[self.tokens[index].end : after]

    def before(self, index: int) -> str:
        """What stands between the word and the one before."""
        start = self.tokens[index - 1].end if index else 0
        return self.text[start : self.tokens[index].start]


def read(text: str, lexicon: Lexicon | None = None) -> Reading:
    """Read a text from outside."""
    lexicon = lexicon or shipped()
    text = tidy(text)
    protected = [match.span() for match in _PROTECTED.finditer(text)]
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        if any(s <= match.start() < e for s, e in protected):
            continue
        between = text[end : match.start()]
        opens = not tokens or "\n" in between or bool(_SENTENCE_END.search(between))
        key = fold(match.group())
        flags = lexicon.flags(key)
        token = Token(len(tokens), match.start(), match.end(), match.group(), key, flags, lexicon.explained(key), opens)
        tokens.append(token)
        end = match.end()
    long = [t for t in tokens if len(t.text) > 2]
    shouted = sum(t.shouted for t in long)
    inner = [t for t in long if not t.opens]
    capitals = sum(t.capital for t in inner)
    return Reading(
        text,
        tokens,
        protected,
        loud=bool(long) and shouted > 0.6 * len(long),
        quiet=len(inner) > 3 and capitals < 0.06 * len(inner),
    )
