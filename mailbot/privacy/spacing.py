"""Words whose letters stand apart: `M ü l l e r`, `W I D E R S P R U C H`."""

from __future__ import annotations

import re
from typing import Final

_SPACED: Final = re.compile(r"(?<![\w.])(?:[^\W\d_][ \t.·*_-]){3,40}[^\W\d_](?![\w])")


def close_spaced_letters(text: str) -> str:
    """Put spaced letters together, so that the words can be read; nothing else changes."""
    return _SPACED.sub(_closed, text)


def _closed(match: re.Match[str]) -> str:
    gaps = set(re.findall(r"[\W_]", match.group()))
    if len(gaps) > 1 or gaps <= {"."}:
        return match.group()
    return re.sub(r"[\W_]", "", match.group())
