"""Texts in other languages written without capitals: a word stays only if it is certain that nobody is called so.

What titles, introductions and closings announce goes whatever word it is; any other word goes unless it is of the
language's grammar, of the office, or listed as a word even where names could stand, and no name of any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mailbot.privacy.foreign_doubt import UNREADABLE_SMALL, without_capitals
from mailbot.privacy.foreign_names import JOINT, lines_of, lower, written_small
from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.name_runs import ends_sentence
from mailbot.privacy.tongues import Mark, Tongue

_GRAMMAR: Final = ("function", "closings", "titles", "months", "saying", "digits", "titles behind", "kin")
_LONGEST_NAME: Final = 3
_LAST_LINES: Final = 3
_CONTRACTED: Final = frozenset(
    {"it's", "that's", "he's", "she's", "what's", "there's", "here's", "let's", "who's", "where's"}
)
_DIGIT: Final = re.compile(r"\d")


def careless(readings: Sequence[Reading], tongue: Tongue) -> bool:
    """Whether the text is written without capitals, or a name in it is, in a language that can be read so."""
    if tongue.caseless or tongue.code in UNREADABLE_SMALL:
        return False
    small = any(True for reading in readings for _ in written_small(reading, tongue))
    return small or without_capitals(readings[-1], tongue)


def grammatical(token: Token, tongue: Tongue) -> bool:
    """Whether the word is one of grammar, of the language or of German, that nobody is called."""
    word = lower(token)
    german = token.key in FUNCTION and not token.has(Flag.FIRST, Flag.SURNAME, Flag.NOUN)
    return word in tongue.words("function") or german or len(word) == 1


def beside(reading: Reading, doubtful: dict[int, bool], tongue: Tongue) -> Iterator[int]:
    """`красимир mut`, `остап weiß`: the word before a doubtful one, and the one behind a name, where it can be one."""
    for i, named in doubtful.items():
        for at, fits in ((i - 1, True), (i + 1, named)):
            if not fits or at in doubtful or not 0 <= at < len(reading.tokens) or reading.before(max(i, at)) != " ":
                continue
            token = reading.tokens[at]
            own = token.has(Flag.OFFICE) and not token.has(Flag.FIRST, Flag.SURNAME)
            if (
                not grammatical(token, tongue)
                and not own
                and not any(lower(token) in tongue.words(n) for n in _GRAMMAR)
            ):
                yield at


def certain(token: Token, tongue: Tongue) -> bool:
    """Whether a word written small is nobody's name."""
    word = lower(token)
    if grammatical(token, tongue):
        return True
    if token.has(Flag.OFFICE) and not token.has(Flag.FIRST, Flag.SURNAME):
        return True
    owner = "'s" in token.text and word not in _CONTRACTED
    if owner or word in tongue.words("names like words"):
        return False
    if token.has(Flag.FIRST, Flag.SURNAME) or _named_in_latin(token) or tongue.marked(tongue.key(word)) & Mark.NAME:
        return any(word in tongue.words(name) for name in _GRAMMAR)
    return tongue.sure(word) or any(word in tongue.words(name) for name in _GRAMMAR)


def _named_in_latin(token: Token) -> bool:
    """Whether a Cyrillic word is a name in the ways in which German writes it: `ванеса`."""
    if token.key.isascii() or not _CYRILLIC.match(token.key):
        return False
    latin = token.key.translate(_LATIN)
    spelt = {latin, latin.replace("j", "y"), latin.replace("ja", "ia"), latin.replace("v", "w")}
    return any(shipped().flags(one) & (Flag.FIRST | Flag.SURNAME) for one in spelt)


_CYRILLIC: Final = re.compile(r"[а-яѐ-џґ]")
_LATIN: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziiklmnoprstufyeig", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju", "я": "ja", "є": "je"}
    | {"ї": "i", "ё": "e", "ь": "", "ъ": "a"}
)


def announced(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """The places of the words that belong to a name because of where they stand, whatever words they are."""
    keys = [lower(token) for token in reading.tokens]
    for title in tongue.words("strict titles") | tongue.words("small titles"):
        yield from (at for i in _places(keys, (title,)) for at in _run(reading, keys, i + 1, tongue, longest=1))
    for phrase in tongue.words("strict introductions"):
        parts = tuple(phrase.split("+"))
        starts = (i + len(parts) for i in _places(keys, parts))
        yield from (at for start in starts for at in _run(reading, keys, start, tongue, longest=_LONGEST_NAME))
    titles = tongue.words("titles")
    for i in [i for i, key in enumerate(keys[:-1]) if key in titles and reading.gap(i + 1)[:1] == ","]:
        if keys[i + 1] not in titles:
            yield from _run(reading, keys, i + 1, tongue, longest=1)
    behind = tongue.words("titles behind")
    yield from (i - 1 for i, key in enumerate(keys) if i and key in behind and reading.before(i) == " ")
    if "\n" in reading.text:
        yield from _signed(reading, keys, tongue)
    yield from _set_apart(reading, keys, tongue)
    yield from _speaking(reading, keys, tongue)
    yield from _related(reading, keys, tongue)


def _places(keys: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    return (i for i in range(len(keys) - len(phrase)) if tuple(keys[i : i + len(phrase)]) == phrase)


def _run(reading: Reading, keys: Sequence[str], start: int, tongue: Tongue, *, longest: int) -> Iterator[int]:
    """The words of the name that begins there: as many as it can have, up to a word of the language's grammar."""
    for i in range(start, min(start + longest, len(keys))):
        over = i > start and ends_sentence(reading.before(i), reading.tokens[i - 1])
        no_name = any(keys[i] in tongue.words(name) for name in ("function", "saying", "auxiliaries"))
        if over or no_name or not JOINT.fullmatch(reading.before(i)):
            return
        yield i


def _speaking(reading: Reading, keys: Sequence[str], tongue: Tongue) -> Iterator[int]:
    """`grau a strigat`, `green said`: what opens a sentence right before a verb of saying."""
    saying, between = tongue.words("saying"), tongue.words("auxiliaries")
    for i, token in enumerate(reading.tokens[:-1]):
        if not token.opens or grammatical(token, tongue) or reading.gap(i) != " ":
            continue
        at = i + 1
        while at < min(i + _LONGEST_NAME, len(keys) - 1) and keys[at] in between:
            at += 1
        if keys[at] in saying and not any(keys[i] in tongue.words(name) for name in ("titles", "kin")):
            yield i


def _related(reading: Reading, keys: Sequence[str], tongue: Tongue) -> Iterator[int]:
    """`ma fille désiré est née`: between a relation, whose it is, and a verb of being, or before a comma."""
    kin, behind, function = tongue.words("kin"), tongue.words("behind kin"), tongue.words("function")
    for i in [i for i, key in enumerate(keys) if key in kin]:
        at = i + 1
        if at < len(keys) and keys[at] in function and reading.before(at) == " ":
            at += 1
        if at >= len(keys) or keys[at] in function or reading.before(at) != " ":
            continue
        closed = reading.gap(at).strip()[:1] in {",", ".", ")"} or (at + 1 < len(keys) and keys[at + 1] in behind)
        if closed:
            yield at


def _set_apart(reading: Reading, keys: Sequence[str], tongue: Tongue) -> Iterator[int]:
    """All words of a piece of two or three between commas or full stops of which one is no certain word."""
    start = 0
    for i in range(len(keys)):
        if i + 1 < len(keys) and not _PARTED.search(reading.gap(i)):
            continue
        piece = range(start, i + 1)
        start = i + 1
        if not 1 < len(piece) <= _LONGEST_NAME or any(keys[at] in tongue.words("function") for at in piece):
            continue
        whole = all(JOINT.fullmatch(reading.before(at)) for at in piece[1:])
        if whole and any(not certain(reading.tokens[at], tongue) for at in piece):
            yield from piece


_PARTED: Final = re.compile(r"[,.;:!?()\n\d\"«»„“]")


def _signed(reading: Reading, keys: Sequence[str], tongue: Tongue) -> Iterator[int]:
    """The short lines behind a closing, and the last short lines that hold a word nobody is certain of."""
    lines = list(lines_of(reading))
    closed = False
    for number, (first, last, text) in enumerate(lines):
        short = 0 < last - first <= _LONGEST_NAME and not _DIGIT.search(text)
        doubtful = any(not certain(reading.tokens[i], tongue) for i in range(first, last))
        if short and (closed or (number >= len(lines) - _LAST_LINES and number > 0 and doubtful)):
            yield from (
                i for i in range(first, last) if keys[i] not in tongue.words("function") | tongue.words("closings")
            )
        closed |= bool(tongue.words("closings").intersection(keys[first:last])) and last - first <= 2 * _LONGEST_NAME
