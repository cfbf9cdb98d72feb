"""What is looked for in whatever leaves: each identifier, and each word of it that names somebody by itself.

"Rosalinde Grebenstein" is given away by "Grebenstein" alone; "Gabi Sommer" is by "Gabi" and by "Frau Sommer", but
not by "im Sommer".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.grammar import FUNCTION
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.people import Known

_WORDS: Final = re.compile(r"[^\W\d_]+")
_LEADS: Final = ("Herr", "Herrn", "Hr", "Frau", "Fr", "Familie", "Fam", "Eheleute")
_SHORTEST: Final = 3
_LEAST_DIGITS: Final = 4
_FULL_NAME: Final = 2


def names_somebody(word: str) -> bool:
    """Whether a word by itself can only be a name: known as one and as nothing else, or not known at all."""
    lexicon = shipped()
    key = fold(tidy(word))
    flags = lexicon.flags(key)
    if flags & (Flag.FIRST | Flag.SURNAME):
        return not flags & (Flag.ORDINARY | Flag.OFFICE)
    return not lexicon.explained(key)


def sought(identifiers: Iterable[str]) -> tuple[str, ...]:
    """Each identifier and its telling parts, none twice. What is too short to tell anything is left out."""
    return tuple(dict.fromkeys(part for identifier in identifiers for part in _parts(identifier)))


def to_remember(identifiers: Iterable[str]) -> tuple[str, ...]:
    """What the case keeps of the names found in a later mail: one that is nobody's only behind Herr, Frau, Familie.

    Whoever writes "Frau Beschwerde" or signs "Antrag" would else stop every later mail of the case that says so.
    """
    kept = (_with_leads(one) if _nobodys_name(one) else (one,) for one in identifiers)
    return tuple(dict.fromkeys(form for forms in kept for form in forms))


def _nobodys_name(word: str) -> bool:
    """Whether the lexicon lists it as a frequent word or one of the office's, and never as a name."""
    flags = shipped().flags(fold(tidy(word)))
    return bool(flags & (Flag.COMMON | Flag.OFFICE)) and not flags & (Flag.FIRST | Flag.SURNAME)


def known_identifiers(known: Known) -> tuple[str, ...]:
    """What a case knows of its people beforehand: names that can be nothing else, addresses, numbers."""
    return tuple(dict.fromkeys(_known(known)))


def _known(known: Known) -> Iterator[str]:
    names = [name for name in known.names if _WORDS.search(name)]
    for name in names:
        if " " in name or names_somebody(name):
            yield name
        else:
            yield from _with_leads(name)
    yield from (*known.addresses, *known.numbers, *known.phones)
    for place in known.places:
        yield from (line.strip() for line in re.split(r"[\n,;]", place) if re.search(r"\d", line))


def _with_leads(name: str) -> tuple[str, ...]:
    """A name that is also a word, where it can only be a name: `Frau Sommer`."""
    return tuple(f"{lead} {name}" for lead in _LEADS)


@lru_cache(maxsize=4096)
def _parts(identifier: str) -> tuple[str, ...]:
    whole = tidy(identifier).strip()
    if not whole or _tells_nothing(whole):
        return ()
    words = _WORDS.findall(whole)
    if fold(whole) in FUNCTION:
        return _with_leads(whole)
    if len(words) < 2 or "@" in whole:
        return (identifier,)
    telling = [word for word in words if len(word) >= _SHORTEST and names_somebody(word)]
    return (identifier, *telling, *_beside_initial(words, telling))


def _beside_initial(words: list[str], telling: list[str]) -> tuple[str, ...]:
    """`J. Bräunlich`, `Herr Bräunlich`: of two words that name somebody, the one that is also another word."""
    if len(words) != _FULL_NAME or not telling or words[-1] in telling or len(words[-1]) < _SHORTEST:
        return ()
    return (f"{words[0][0]}. {words[-1]}", *_with_leads(words[-1]))


def _tells_nothing(whole: str) -> bool:
    """A number of up to three digits ("28"), or a single letter."""
    letters = re.sub(r"[\W_]", "", whole)
    return len(letters) < 2 or (letters.isdecimal() and len(letters) < _LEAST_DIGITS)
