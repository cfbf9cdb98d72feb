"""Names in a script without capitals, such as Arabic: where no capital tells, lists of names and their place do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mailbot.privacy.foreign_names import lower, signed_lines
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.tongues import Mark, Tongue

_LONGEST_NAME: Final = 3
_SHORTEST: Final = 2
_JOINED: Final = ("و", "ف", "ب", "ل", "ك")
_NEVER_A_NAME: Final = ("function", "titles", "kin", "introductions", "saying", "closings")


def harmless(token: Token, tongue: Tongue) -> bool:
    """Whether a word is one of the language and nobody's name, with what the script joins to it taken off."""
    word = lower(token)
    if _small(word, tongue):
        return True
    if word in tongue.words("names like words"):
        return False
    key = tongue.key(word)
    return not named(key, tongue) and (tongue.explains(word) or _joined(key, tongue))


def named(key: str, tongue: Tongue) -> bool:
    """Whether a folded word is rather a name, also behind a small word: `وأحمد`."""
    marks = tongue.marked(key)
    if marks & (Mark.NAME | Mark.WORD):
        return bool(marks & Mark.NAME)
    return any(key.startswith(joined) and tongue.marked(key[1:]) & Mark.NAME for joined in _JOINED) and len(key) > 3


def _joined(key: str, tongue: Tongue) -> bool:
    """Whether a known word is left when what is joined to it before and behind is taken off."""
    bodies = [key, *(key[len(prefix) :] for prefix in tongue.words("prefixes") if key.startswith(prefix))]
    return any(
        _plain(rest, tongue)
        for body in bodies
        for rest in (body, *(body[: -len(suffix)] for suffix in tongue.words("suffixes") if body.endswith(suffix)))
    )


def _plain(key: str, tongue: Tongue) -> bool:
    marks = tongue.marked(key)
    return len(key) >= _SHORTEST and not marks & Mark.NAME and (bool(marks & Mark.WORD) or tongue.built(key))


def announced(reading: Reading, tongue: Tongue) -> Iterator[int]:
    """The words that belong to a name because of where they stand."""
    keys = [lower(token) for token in reading.tokens]
    titles, particles = tongue.words("titles"), tongue.words("name particles")
    for i, key in enumerate(keys[:-1]):
        if key in titles and keys[i + 1] not in titles:
            yield from _run(reading, keys, i + 1, tongue)
        if key in particles:
            yield from (i, i + 1)
    for start in _behind(keys, tongue.words("introductions")):
        yield from _run(reading, keys, start, tongue)
    for start in _behind(keys, tongue.words("self")):
        if not harmless(reading.tokens[start], tongue):
            yield from _run(reading, keys, start, tongue)
    for i in [i for i, token in enumerate(reading.tokens) if token.opens and named(tongue.key(keys[i]), tongue)]:
        yield from _whole(reading, i)
    if "\n" in reading.text:
        for first, last, closed in signed_lines(reading, tongue):
            signed = closed or any(not harmless(token, tongue) for token in reading.tokens[first:last])
            yield from (i for i in range(first, last) if signed and not _small(keys[i], tongue))


def _whole(reading: Reading, i: int) -> Iterator[int]:
    """All words of a short piece that a name opens and a comma or the line's end closes: `عبير الشيخ علي،`."""
    last = i
    while last + 1 < len(reading.tokens) and reading.gap(last) == " ":
        last += 1
    if last - i < _LONGEST_NAME and reading.gap(last)[:1] in {"", "\n", ",", "،"}:
        yield from range(i, last + 1)


def _behind(keys: list[str], phrases: frozenset[str]) -> Iterator[int]:
    """The places of the words behind these phrases."""
    for phrase in (one.split("+") for one in phrases):
        yield from (i + len(phrase) for i in range(len(keys) - len(phrase)) if keys[i : i + len(phrase)] == phrase)


def _small(key: str, tongue: Tongue) -> bool:
    return any(key in tongue.words(name) for name in _NEVER_A_NAME)


def _run(reading: Reading, keys: list[str], start: int, tongue: Tongue) -> Iterator[int]:
    """The first word, and those behind it that are no words of the language or are names."""
    for i in range(start, min(start + _LONGEST_NAME, len(keys))):
        if any(keys[i] in tongue.words(name) for name in ("function", "saying", "introductions")):
            return
        if i > start and (reading.before(i) not in {" ", "-", ". "} or harmless(reading.tokens[i], tongue)):
            return
        if i == start and not set(reading.before(i)) <= set(' :"«-/.'):
            return
        yield i
