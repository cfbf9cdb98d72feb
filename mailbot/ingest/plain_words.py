"""From an expression to the plain words it cannot do without.

Looking for plain words, all of them in one pass, is many times faster than trying each expression at each letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_BAR: Final = re.compile(r"\\.|\[\^?\]?[^\]]*\]|[()|]")
_DOLLAR: Final = "\1"
_PIECE: Final = r"([^()|]+)|\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)([?*]?)|(\|)"


def needed_words(pattern: str) -> tuple[str, ...]:
    """Words of which a match must hold at least one; () where that cannot be said."""
    return _needed(re.sub(r"\\.|\[[^\]]*\]|\{[^}]*\}", lambda m: _DOLLAR if m[0] == r"\$" else "\0", pattern))


def _needed(flat: str) -> tuple[str, ...]:
    found: list[str] = []
    for plain, groups in _alternatives(flat):
        runs = re.findall(rf"[a-zäöüß0-9{_DOLLAR}][a-zäöüß0-9{_DOLLAR} -]+|{_DOLLAR}", re.sub(r".[?*]", "\0", plain))
        choices: list[tuple[str, ...]] = [(run.strip().replace(_DOLLAR, "$"),) for run in runs]
        choices += [needed for group in groups if (needed := _needed(group))]
        if not choices:
            return ()
        found += max(choices, key=lambda words: (min(map(len, words)), sum(map(len, words))))
    return tuple(dict.fromkeys(found))


def _alternatives(flat: str) -> list[tuple[str, list[str]]]:
    """Each top-level alternative: what stands outside its groups, and the groups a match cannot skip."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for outside, bracketed, mark, bar in re.findall(_PIECE, flat):
        if bar:
            found.append(("", []))
            continue
        plain, groups = found[-1]
        if bracketed.startswith("?:") and not mark:
            groups.append(bracketed[2:])
        found[-1] = (plain + (outside or "\0"), groups)
    return found


def split_alternatives(pattern: str) -> Iterator[str]:
    """The expressions between the bars that stand outside all brackets."""
    depth, begin = 0, 0
    for match in _BAR.finditer(pattern):
        depth += (match[0] == "(") - (match[0] == ")")
        if match[0] == "|" and not depth:
            yield pattern[begin : match.start()]
            begin = match.end()
    yield pattern[begin:]
