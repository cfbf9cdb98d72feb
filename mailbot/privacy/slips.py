"""Names with one typing error, and names at the head of a compound: `Grebenstien`, `Grebensteinakte`.

Only words that no lexicon explains are compared, so that no ordinary word is taken for somebody's misspelt name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from mailbot.privacy.classes import words
from mailbot.privacy.fold import fold, tidy, without_umlauts
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.speech import is_word_of
from mailbot.privacy.tongues import Tongue

SHORTEST: Final = 5
"""Shorter names lie one error away from too much."""
_WORDS: Final = re.compile(r"[^\W\d_]{4,48}")
_SHORTEST_HEAD: Final = 4
_COMBINING: Final = words("combining")
"""Heads of ordinary compounds, such as `elektro`, though firms are called so too."""


def slips(texts: Iterable[str], names: Iterable[str], tongues: tuple[Tongue, ...] = ()) -> Iterator[tuple[str, str]]:
    """Each name that stands misspelt or compounded in one of the texts in lower case, with the word that says so.

    Words of `tongues`, other languages that stand in the texts, are nobody's misspelt name.
    """
    there = {word for text in texts for word in _WORDS.findall(text)}
    strange = sorted(word for word in there if not _listed(word) and not is_word_of(tongues, word))
    if not strange:
        return
    spelt = {key: name for name in names for key in _keys(name)}
    near: dict[int, list[str]] = defaultdict(list)
    for key in spelt:
        for size in (len(key) - 1, len(key), len(key) + 1):
            near[size].append(key)
    for word in strange:
        name = _compounded(word, spelt.keys()) or _misspelt(word, near)
        if name:
            yield spelt[name], word


def _keys(name: str) -> tuple[str, ...]:
    """The spellings of a single word that is long enough; of anything else none."""
    if len(name) < SHORTEST or not name.isalpha():
        return ()
    return (fold(name), without_umlauts(name), tidy(name).lower())


def _listed(word: str) -> bool:
    return bool(shipped().flags(fold(word)) & Flag.WORD)


def _compounded(word: str, heads: Collection[str]) -> str:
    """The name with which the word begins, a listed word following, as in `heard.Heard.head_of`."""
    explained = shipped().explained(fold(word))
    for cut in range(SHORTEST, len(word) - _SHORTEST_HEAD + 1):
        head = word[:cut]
        if head not in heads or (explained and head in _COMBINING):
            continue
        if any(_listed(rest) for rest in (word[cut:], word[cut:].removeprefix("s"))):
            return head
    return ""


def _misspelt(word: str, spelt: Mapping[int, Sequence[str]]) -> str:
    """The name one error away: a letter more, less, other, or two changed round."""
    if shipped().explained(fold(word)):
        return ""
    return next((key for key in spelt.get(len(word), ()) if OSA.distance(key, word, score_cutoff=1) <= 1), "")
