"""Numbers in words put back into digits: `null eins sieben null`, `fünfundfünfzig`."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = {
    "null": "0", "ein": "1", "eins": "1", "zwei": "2", "zwo": "2", "drei": "3", "vier": "4", "fuenf": "5",
    "sechs": "6", "sieben": "7", "acht": "8", "neun": "9",
}  # fmt: skip
_TEENS: Final = {
    "zehn": "10", "elf": "11", "zwoelf": "12", "dreizehn": "13", "vierzehn": "14", "fuenfzehn": "15",
    "sechzehn": "16", "siebzehn": "17", "achtzehn": "18", "neunzehn": "19",
}  # fmt: skip
_TENS: Final = {
    "zwanzig": "2", "dreissig": "3", "vierzig": "4", "fuenfzig": "5", "sechzig": "6", "siebzig": "7", "achtzig": "8",
    "neunzig": "9",
}  # fmt: skip
_SPOKEN: Final = {
    **_ONES,
    **_TEENS,
    **{word: f"{ten}0" for word, ten in _TENS.items()},
    **{f"{one}und{word}": f"{ten}{_ONES[one]}" for word, ten in _TENS.items() for one in _ONES if one != "eins"},
    **{f"doppel{word}": digit * 2 for word, digit in _ONES.items()},
}
_WORD: Final = "(?:" + "|".join(sorted(_SPOKEN, key=len, reverse=True)) + ")"
_RUN: Final = re.compile(
    rf"(?<![^\W_])(?:{_WORD}|[0-9]{{1,6}})(?:[\W_]{{1,4}}(?:{_WORD}|[0-9]{{1,6}})){{2,30}}(?![^\W_])"
)
_PIECE: Final = re.compile(r"[^\W_]+")


def in_digits(folded: str) -> str:
    """The runs of a folded text in which numbers stand in words, each in digits, a line a run; else nothing."""
    runs = (match.group() for match in _RUN.finditer(folded))
    return "\n".join(_digits(run) for run in runs if any(c.isalpha() for c in run))


def _digits(run: str) -> str:
    return "".join(_SPOKEN.get(piece, piece) for piece in _PIECE.findall(run))
