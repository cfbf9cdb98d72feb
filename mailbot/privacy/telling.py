"""Whether a display name can tell who somebody is: what the gate is given to look for besides what was replaced."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.lexicon import Flag, shipped

_WORDS: Final = re.compile(r"[^\W\d_]{2,}")


def telling(name: str) -> tuple[str, ...]:
    """The display name, if one of its words is a name or a word nobody knows; else nothing.

    "Beschwerde", "Ein Aufstocker" or "Regionaldirektion Niedersachsen-Bremen" tell nothing; looked for in a
    forward, where such words stand anyway, they would only keep it back.
    """
    lexicon = shipped()
    keys = [fold(word) for word in _WORDS.findall(tidy(name))]
    tells = any(lexicon.flags(key) & (Flag.FIRST | Flag.SURNAME) or not lexicon.explained(key) for key in keys)
    return (name,) if tells else ()
