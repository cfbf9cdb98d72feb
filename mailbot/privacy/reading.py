"""A text as the recognisers read it: tidied, cut into words, each word with what the lexicon says."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.recognisers.beginnings import Beginnings
from mailbot.privacy.spans import PLACEHOLDERS, Span

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,3}(?![^\W\d_]))?")
_PROTECTED: Final = re.compile(
    r"\[Person(?: [0-9]+)?\]|"
    + "|".join(re.escape(p) for p in PLACEHOLDERS.values() if p != "[Person]")
    + r"|\[Einrichtung\]"
    r"|(?i:\bticket(?:-?(?:nr|nummer))?[.:#]?[ \t]{0,8})[0-9][0-9-]{3,14}(?![\w/])|(?<![\w-])"
    r"[0-9]{5}-[0-9]{8,10}-S(?!\w)"
)
_FILE_NUMBERS: Final = Memory(
    lambda prefix: re.compile(rf"(?<![\w-]){re.escape(prefix)}-[0-9]{{4}}-[0-9]{{6}}(?![\w-])")
)
"""The file numbers of an office, by its prefix; a number built like them names somebody's file in another house."""
_IDIOMS: Final = re.compile(
    r"\b(?:schwarzen? peter|pontius (?:zu|nach) pilatus|hinz und kunz|otto[- ]normal\w*|lieschen müller|"
    r"(?:max|erika) mustermann\w*|krethi und plethi|"
    r"hans im glück|hans ?wurst|hansel|vater staat|mutter teresa|onkel doktor|prinzip hoffnung|"
    r"st\.? nimmerlein\w*|sankt nimmerlein\w*|guter geist|"
    r"(?:der|die|den|dem) klein(?:e|en) (?:mann|leute)|bruder leichtfuß|heiliger strohsack|gott sei dank|"
    r"grüß gott|vergelt'?s gott|mein gott|um gottes willen|in gottes namen|schwarze[snm]? brett(?:er)?|"
    r"rote[rn]? teppich|rote[rns]? fad(?:en)|graue[rn]? star|blaue[rn]? brief|grüne[sn]? licht)\b"
)
_IN_IDIOMS: Final = frozenset(
    [
        *(
            "schw",
            "pont",
            "hinz",
            "otto",
            "lies",
            "must",
            "kret",
            "hans",
            "vate",
            "mutt",
            "onke",
            "prin",
            "nimm",
            "geis",
        ),
        *("klei", "brud", "heil", "gott", "rote", "grau", "blau", "grün"),
    ]
)
"""With one of these a word of each saying begins."""
_NAME: Final = Flag.FIRST | Flag.SURNAME
_WORDY: Final = Flag.ORDINARY | Flag.OFFICE
COMMA: Final = frozenset({", ", ",  ", ",\t", ", \t", ",\t ", ",\t\t"})
"""What stands between two words that a comma parts."""
_SENTENCE_END: Final = re.compile(r"[.!?:;\n•>\-–—\"„“(|]\s*$")


@dataclass(frozen=True, slots=True)
class _Said:
    """A word by itself: its folded form and what the lexicon says of it.

    `noun`: whether it is explained where it is written as a noun, no sentence beginning. `capital`: begins with a
    capital letter. `shouted`: in capitals throughout. `listed`: in the list of words itself. `named`: known as a name
    and not as an ordinary word.
    """

    key: str
    flags: int
    explained: bool
    noun: bool
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
    and, last, behind all of them. `keys`: the folded forms. `by_key`: the places of the words of each folded form.
    `odd`: the places of the words that are no plain ones: not listed, or somebody's name, or a place. `given`: those
    of first names in capitals. `singles`: those of single letters. `beginnings`: the text in lower case, and what
    begins where.
    """

    text: str
    tokens: list[Token]
    protected: list[tuple[int, int]]
    loud: bool
    quiet: bool
    settled: bytearray
    gaps: list[str]
    keys: list[str]
    by_key: dict[str, list[int]]
    odd: list[int]
    given: list[int]
    singles: list[int]
    beginnings: Beginnings

    def where(self, words: frozenset[str]) -> list[int]:
        """The places of the words whose folded form is one of these, in order."""
        places = self.by_key
        shared = words.intersection(places) if len(words) > len(places) else [key for key in words if key in places]
        return sorted([i for key in shared for i in places[key]])

    def beside(self, words: frozenset[str], *, distance: int) -> list[int]:
        """The places so many words behind (or, if negative, before) one of these, in order."""
        last = len(self.tokens)
        return [i + distance for i in self.where(words) if 0 <= i + distance < last]

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


def read(text: str, prefix: str = "KRM") -> Reading:
    """Read a text from outside; file numbers of the office with this prefix are left alone."""
    text = tidy(text)
    beginnings = Beginnings(text)
    protected = _protected(beginnings, prefix)
    settled = bytearray(len(text))
    for start, end in protected:
        settled[start:end] = b"\x01" * (end - start)
    apart = "'" not in text and "’" not in text
    places = beginnings.words if apart else [match.span() for match in _WORD.finditer(text)]
    if protected:
        places = [place for place in places if not settled[place[0]]]
    words = [text[start:end] for start, end in places]
    said = [_SAID[word] for word in words]
    gaps = _gaps(text, places)
    opening = [place == 0 or (gap != " " and _opens(gap)) for place, gap in enumerate(gaps[:-1])]
    loud, quiet = _voice(words, said, opening)
    tokens = _tokens(words, places, said, opening, loud=loud)
    keys = [token.key for token in tokens]
    odd = [one.index for one in tokens if not one.listed or one.named or one.flags & Flag.PLACE]
    given = [one.index for one in tokens if one.capital and one.flags & Flag.FIRST]
    singles = [i for i, word in enumerate(words) if len(word) == 1]
    return Reading(
        text, tokens, protected, loud, quiet, settled, gaps, keys, _by_key(keys), odd, given, singles, beginnings
    )


def _protected(beginnings: Beginnings, prefix: str) -> list[tuple[int, int]]:
    """What is left alone: placeholders, our file numbers, tickets, sayings; each looked for where its signs stand."""
    text, lower = beginnings.text, beginnings.lower
    numbered = _LONG_NUMBER.search(text)
    signed = "[" in text or "cket" in lower or numbered
    protected = [match.span() for match in _PROTECTED.finditer(text)] if signed else []
    if numbered:
        protected += [match.span() for match in _FILE_NUMBERS[prefix].finditer(text)]
    if not _IN_IDIOMS.isdisjoint(beginnings.places):
        protected += [match.span() for match in _IDIOMS.finditer(lower)]
    return protected


_LONG_NUMBER: Final = re.compile("-[0-9]{6}")
"""Stands in every file number, as `cket` does in every ticket; the i and the t have relatives in other scripts."""


def _gaps(text: str, places: list[tuple[int, int]]) -> list[str]:
    """What stands before each word and, last, behind all of them."""
    gaps, end = [], 0
    for start, behind in places:
        gaps.append(text[end:start])
        end = behind
    return [*gaps, text[end:]]


def _opens(gap: str) -> bool:
    """Whether a word behind it begins a sentence, a line or a quotation."""
    return "\n" in gap or bool(_SENTENCE_END.search(gap))


def _voice(words: list[str], said: list[_Said], opening: list[bool]) -> tuple[bool, bool]:
    """Whether the text is written in capitals throughout, and whether without any."""
    long = [one.shouted for word, one in zip(words, said, strict=True) if len(word) > _SHORT]
    loud = sum(long) > 0.6 * len(long)
    inner = [
        one.capital
        for word, one, opens in zip(words, said, opening, strict=True)
        if not opens and len(word) > _SHORT and not one.shouted
    ]
    quiet = (len(inner) > 2 and sum(inner) < 0.08 * len(inner)) or (
        len(words) > 1 and not any(one.capital for one in said)
    )
    return loud, quiet


_SHORT: Final = 2


def _tokens(
    words: list[str], places: list[tuple[int, int]], said: list[_Said], opening: list[bool], *, loud: bool
) -> list[Token]:
    tokens: list[Token] = []
    for word, (start, end), one, opens in zip(words, places, said, opening, strict=True):
        explained = one.noun if one.capital and not opens and not loud else one.explained
        token = Token(
            len(tokens), start, end, word, one.key, one.flags, explained, opens,
            one.capital, one.shouted, one.listed, one.named,
        )  # fmt: skip
        tokens.append(token)
    return tokens


def _by_key(keys: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if key in places:
            places[key].append(i)
        else:
            places[key] = [i]
    return places


def _ask(word: str) -> _Said:
    """What the lexicon says of a word."""
    key = fold(word)
    flags = shipped().flags(key)
    stem = key.partition("'")[0]
    apart = stem != key and shipped().explained(stem)
    noun = apart or shipped().explained_noun(key)
    return _Said(
        key,
        flags,
        noun or shipped().explained(key),
        noun,
        word[0].isupper(),
        len(word) > 1 and word.isupper(),
        bool(flags & Flag.WORD),
        bool(flags & _NAME) and not flags & _WORDY,
    )


_SAID: Final = Memory(_ask)
