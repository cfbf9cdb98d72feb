"""Where an identifier stands in a text in any form a reader would recognise.

Case, accents, umlauts (ä, ae, a), hyphens, blanks, full stops, the genitive's s, spaced letters and the separators of
numbers do not matter. The gate asks this of every mail that leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mailbot.privacy.fold import fold, tidy, without_umlauts

_DIGITS: Final = re.compile(r"[0-9]")
_BETWEEN: Final = r"[\s\W_]{0,4}"
_NO_LETTER: Final = re.compile(r"[\W_]+")
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier found: which one, and where in the folded text."""

    identifier: str
    start: int
    end: int


def squeezed(folded: str) -> str:
    """A folded text without all that may stand between the letters of an identifier."""
    return _NO_LETTER.sub("", folded)


def could_stand(identifier: str, squeezed_text: str) -> bool:
    """Whether the identifier's letters stand in a squeezed text at all; cheap, and right whenever it says no."""
    words = _WORDS.findall(tidy(identifier))
    return any("".join(map(form, words)) in squeezed_text for form in (fold, without_umlauts))


@lru_cache(maxsize=1024)
def form_of(identifier: str) -> re.Pattern[str] | None:
    """The expression that finds all forms of an identifier in a folded text."""
    identifier = tidy(identifier).strip()
    words = _WORDS.findall(identifier)
    letters = "".join(words)
    if len(letters) < 2:
        return None
    digits = len(_DIGITS.findall(letters))
    if digits >= 4:
        body = r"[\s./\\()\-–_]{0,5}".join(re.escape(c) for c in fold(letters))
        return re.compile(rf"(?<![^\W_]){body}(?![^\W_])")
    forms = {tuple(fold(w) for w in words), tuple(without_umlauts(w) for w in words)}
    spaced = " ".join(fold(letters)) if len(letters) >= 4 else ""
    bodies = [_BETWEEN.join(re.escape(word) for word in form) for form in sorted(forms)]
    if spaced:
        bodies.append(r"[\s.\-]{1,2}".join(re.escape(c) for c in fold(letters)))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(bodies)})(?:'?s|')?(?![^\W_])")


def mentions(text: str, identifiers: Iterable[str]) -> tuple[Mention, ...]:
    """Every identifier that stands in the text, first place of each; positions are those of the folded text."""
    folded = fold(tidy(text))
    bare = without_umlauts(tidy(text))
    letters = f"{squeezed(folded)}\n{squeezed(bare)}"
    found: list[Mention] = []
    for identifier in dict.fromkeys(identifiers):
        if not could_stand(identifier, letters):
            continue
        form = form_of(identifier)
        match = form and (form.search(folded) or (form.search(bare) if bare != folded else None))
        if match:
            found.append(Mention(identifier, match.start(), match.end()))
    return tuple(found)
