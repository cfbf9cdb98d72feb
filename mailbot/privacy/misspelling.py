"""Words that differ by one error: of the fingers, or of the ear."""

from __future__ import annotations

from itertools import chain
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS: Final = tuple(
    pair.split(":")
    for pair in [
        "s:ss",
        "ss:s",
        "i:ie",
        "ie:i",
        "f:v",
        "v:f",
        "k:ck",
        "d:t",
        "t:d",
        "a:ae",
        "o:oe",
        "u:ue",
        "e:ae",
        "eu:aeu",
        "a:ah",
        "e:eh",
        "o:oh",
    ]
)


def one_letter_apart(a: str, b: str) -> bool:
    """Whether two different words differ by one letter that is missing, too much, or another."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] if len(a) == len(b) else a[i:] == b[i + 1 :]


def slips_of(key: str) -> chain[str]:
    """The word as it would be without a slip that writers make: a letter not doubled, a lost ending, a like sound."""
    doubled = (key[: i + 1] + key[i:] for i in range(1, len(key)))
    single = (key[:i] + key[i + 1 :] for i in range(1, len(key)) if key[i] == key[i - 1])
    swapped = (key[:i] + key[i + 1] + key[i] + key[i + 2 :] for i in range(len(key) - 1))
    ended = (key + ending for ending in ("e", "t", "n", "d", "en", "st"))
    sounds = (key.replace(a, b, 1) for a, b in _SOUNDS if a in key)
    return chain(doubled, single, swapped, ended, sounds)


def edits_of(key: str) -> chain[str]:
    """The words one typing error away: a letter less, more, other, or two changed round."""
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    deleted = [a + b[1:] for a, b in cuts if b]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    replaced = [a + c + b[1:] for a, b in cuts if b for c in _LETTERS]
    inserted = [a + c + b for a, b in cuts for c in _LETTERS]
    return chain(deleted, swapped, replaced, inserted)
