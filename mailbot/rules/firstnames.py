"""First names that are common in Germany, folded. Only for telling whether a writer gave a name at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mailbot.rules.words import fold

_FILE: Final = Path(__file__).parent / "data" / "first_names.txt"
FIRST_NAMES: Final = frozenset(fold(_FILE.read_text(encoding="utf-8")).split())
