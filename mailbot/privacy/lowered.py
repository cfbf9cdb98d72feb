"""A text in lower case beside the text itself: expressions without case run over it several times as quickly."""

from __future__ import annotations

import re
from typing import Final

Lowered = tuple[str, bool]
"""A text in lower case, and whether each of its letters stands where it stood before."""
_UNLIKE: Final = re.compile("[\u0130\u0131]")
"""Letters that an expression without case holds for an i, and lower case does not."""


def lower_of(text: str) -> Lowered:
    """The text in lower case, and whether expressions for lower case may read it in its place."""
    lower = text.lower()
    return lower, len(lower) == len(text) and not _UNLIKE.search(text)
