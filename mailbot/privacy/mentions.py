"""Where an identifier stands in a text in any form a reader would recognise.

Case, accents, umlauts (ä, ae, a), hyphens, blanks, full stops, endings, initials, spaced letters, the notation of
numbers, dates and addresses, compounds and one typing error do not matter (`forms.py`, `slips.py`, `spoken.py`).
The gate asks this of every mail that leaves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mailbot.privacy.fold import fold, tidy, without_umlauts
from mailbot.privacy.forms import find_initials, further_forms, is_initials
from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.slips import slips
from mailbot.privacy.speech import is_word_of, tongues_in
from mailbot.privacy.spoken import in_digits
from mailbot.privacy.tongues import Tongue

_DIGITS: Final = re.compile(r"[0-9]")
_BETWEEN: Final = r"[\s\W_]{0,4}"
_WORDS: Final = re.compile(r"[^\W_]+")
_FOREIGN_DIGIT: Final = re.compile(r"(?![0-9])\d")


_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]{1,16}")
_fold = lru_cache(maxsize=4096)(fold)
_bare = lru_cache(maxsize=4096)(without_umlauts)
"""For the few characters of a text, composed by `tidy`, that are more than lower case."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier found: which one, and where in the folded text."""

    identifier: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A text made ready for looking: its spellings, other languages in it, and their words."""

    tidied: str
    folded: str
    bare: str
    squeezed: str
    tongues: tuple[Tongue, ...]
    foreign: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Page:
        """Read a text; digits of other scripts and numbers in words count as digits."""
        tidied = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match.group())), tidy(text))
        folded, bare = _spelt(tidied, _fold), _spelt(tidied, _bare)
        spoken = in_digits(folded)
        folded = f"{folded}\n{spoken}" if spoken else folded
        tongues = tongues_in(tidied, FUNCTION)
        words = {word for word in _WORDS.findall(tidied.lower()) if is_word_of(tongues, word)} if tongues else set()
        foreign = frozenset(_spelt(word, _bare) for word in words)
        return cls(tidied, folded, bare, f"{squeezed(folded)}\n{squeezed(bare)}", tongues, foreign)

    def is_word(self, identifier: str) -> bool:
        """Whether an identifier is a word of another language of the page, so that it tells nobody by itself."""
        return bool(self.foreign) and identifier.isalpha() and without_umlauts(tidy(identifier)) in self.foreign


def _spelt(text: str, spelling: Callable[[str], str]) -> str:
    """As `fold` or `without_umlauts`, at the speed of text that is mostly ASCII; the text was tidied."""
    return _NOT_ASCII.sub(lambda match: spelling(match.group()), text.lower())


def squeezed(folded: str) -> str:
    """A folded text without all that may stand between the letters of an identifier."""
    return "".join(_WORDS.findall(folded))


def could_stand(identifier: str, squeezed_text: str) -> bool:
    """Whether the identifier's letters stand in a squeezed text at all; cheap, and right whenever it says no."""
    return any(row in squeezed_text for row in _rows(identifier))


@lru_cache(maxsize=4096)
def _rows(identifier: str) -> tuple[str, ...]:
    words = _WORDS.findall(tidy(identifier))
    return tuple(dict.fromkeys("".join(map(form, words)) for form in (fold, without_umlauts)))


@lru_cache(maxsize=1024)
def form_of(identifier: str) -> re.Pattern[str] | None:
    """The expression that finds the identifier's own letters in a folded text, whatever stands between them."""
    identifier = tidy(identifier).strip()
    words = _WORDS.findall(identifier)
    letters = "".join(words)
    if len(letters) < 2:
        return None
    digits = len(_DIGITS.findall(letters))
    if digits >= 4:
        body = r"[\W_]{0,5}".join(re.escape(c) for c in fold(letters))
        return re.compile(rf"(?<![^\W_]){body}(?![^\W_])")
    forms = {tuple(fold(w) for w in words), tuple(without_umlauts(w) for w in words)}
    bodies = [_BETWEEN.join(re.escape(word) for word in form) for form in sorted(forms)]
    if len(letters) >= 3:
        bodies += [r"[\W_]{1,3}".join(re.escape(spelt(c)) for c in letters) for spelt in (fold, without_umlauts)]
    genitive = "'?s|'" if len(letters) > 3 else "'s|'"
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(bodies))})(?:{genitive})?(?![^\W_])")


def mentions(text: str, identifiers: Iterable[str]) -> tuple[Mention, ...]:
    """Every identifier that stands in the text, first place of each; positions are those of the folded text."""
    page = Page.of(text)
    wanted = [one for one in dict.fromkeys(identifiers) if not page.is_word(one)]
    found = {mention.identifier: mention for mention in _written(page, wanted)}
    left = [identifier for identifier in wanted if identifier not in found]
    for name, word in slips((page.folded, page.bare, page.tidied.lower()), left, page.tongues):
        start = max(page.folded.find(word), 0)
        found.setdefault(name, Mention(name, start, start + len(word)))
    return tuple(found.values())


def _written(page: Page, identifiers: Iterable[str]) -> Iterator[Mention]:
    for identifier in identifiers:
        match = _own_letters(page, identifier) or _other_form(page, identifier)
        if match:
            yield Mention(identifier, match.start(), match.end())


def _own_letters(page: Page, identifier: str) -> re.Match[str] | None:
    if not could_stand(identifier, page.squeezed) or is_initials(identifier):
        return None
    form = form_of(identifier)
    return form and (form.search(page.folded) or (form.search(page.bare) if page.bare != page.folded else None))


def _other_form(page: Page, identifier: str) -> re.Match[str] | None:
    for form in further_forms(identifier):
        if form.row in page.squeezed:
            match = form.pattern.search(page.folded) or form.pattern.search(page.bare)
            if match:
                return match
    return find_initials(page.tidied, identifier)
