"""Which language most of a mail is written in, offline: by script, then by the small words that every text holds.

Broken German stays German: another language must hold clearly more of its own small words than German does.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from mailbot.rules.words import fold

_FILE: Final = Path(__file__).parent / "data" / "function_words.toml"
_FUNCTION_WORDS: Final[dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_LANGUAGES_OF: Final[dict[str, list[str]]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in dict.fromkeys(fold(_words).split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
_LETTERS: Final = {
    "tr": "ışğİ", "pl": "łęąśćźżń", "ro": "ăţșşț", "fr": "çèàêœùâ",
    "vi": "đơưạảấầậắằẵẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "es": "ñ¿¡", "hr": "čćžđš", "bs": "čćžđš", "sr": "čćžđš", "sq": "ëç",
    "ku": "êîûç", "hu": "őű", "cs": "ěřůč", "pt": "ãõç",
}  # fmt: skip
_TELLING_LETTER: Final = re.compile(f"[{''.join(_LETTERS.values())}]")
_NO_LATIN: Final = re.compile("[^\x00-\u024f\u1e00-\u1eff]")


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of most of the text; "de" where nothing tells."""
    if not any(map(_script, set(_NO_LATIN.findall(text)))):
        return _latin(text) if any(map(_script, text)) else "de"
    scripts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        scripts[_script(char)] += times
    del scripts[""]
    if not scripts:
        return "de"
    script, most = scripts.most_common(1)[0]
    if script != "latin" and most * 2 > sum(scripts.values()):
        return _BY_SCRIPT[script](text)
    return _latin(text)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if char < "\x80":
        return "latin" if char.isalpha() else ""
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return "latin" if char.isalpha() else ""
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name
    return ""


_RANGES: Final = (
    (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"),
    (0x530, 0x58F, "armenian"),
    (0x590, 0x5FF, "hebrew"),
    (0x600, 0x6FF, "arabic"),
    (0x750, 0x77F, "arabic"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFC, "arabic"),
    (0x900, 0x97F, "devanagari"),
    (0xB80, 0xBFF, "tamil"),
    (0xE00, 0xE7F, "thai"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1200, 0x139F, "ethiopic"),
    (0x4E00, 0x9FFF, "chinese"),
    (0x3040, 0x30FF, "japanese"),
    (0xAC00, 0xD7AF, "korean"),
)


def _cyrillic(text: str) -> str:
    counts = Counter(text.lower())
    if counts["ј"] + counts["љ"] + counts["њ"] + counts["ћ"] + counts["ђ"] > 1:
        return "sr"
    if counts["і"] + counts["ї"] + counts["є"] + counts["ґ"] > counts["ы"] + counts["э"] + counts["ё"]:
        return "uk"
    russian = counts["ы"] + counts["э"] + counts["ё"]
    soft = counts["ь"] - text.lower().count("ьо")
    if russian == 0 and soft <= counts["ъ"] // 8 and (counts["ъ"] or len(text) > _TELLING):
        return "bg"
    return "ru"


_TELLING: Final = 60
"""A Russian text of so many letters has an ы, э, ё or a ь; a Bulgarian one has a ь only in ьо."""


def _arabic(text: str) -> str:
    counts = Counter(text)
    if sum(counts[c] for c in "ێۆڕڵە") > len(text) // 60 + 1:
        return "ku"
    if sum(counts[c] for c in "ےٹڈں") > 2:
        return "ur"
    if sum(counts[c] for c in "پچژگکی") > len(text) // 60 + 1:
        return "ps" if sum(counts[c] for c in "ټډړښځڅۍ") > 2 else "fa"
    return "ar"


def _ethiopic(text: str) -> str:
    tigrinya = sum(text.count(mark) for mark in ("ኣ", "እዩ", "ኢየ", "ናይ", "ዝ", "ከመይ", "ሓ", "ቐ", "ኹ"))
    amharic = sum(text.count(mark) for mark in ("ነው", "እና", "ነኝ", "አ", "ሁ", "የ", "ላይ"))
    return "ti" if tigrinya > amharic else "am"


_BY_SCRIPT: Final[dict[str, Callable[[str], str]]] = {
    "greek": lambda _: "el",
    "cyrillic": _cyrillic,
    "armenian": lambda _: "hy",
    "hebrew": lambda _: "he",
    "arabic": _arabic,
    "devanagari": lambda _: "hi",
    "tamil": lambda _: "ta",
    "thai": lambda _: "th",
    "georgian": lambda _: "ka",
    "ethiopic": _ethiopic,
    "chinese": lambda _: "zh",
    "japanese": lambda _: "ja",
    "korean": lambda _: "ko",
}


def _latin(text: str) -> str:
    words = re.findall(r"[a-z']{1,30}", fold(text[:12_000]))
    scores: Counter[str] = Counter()
    counts = Counter(words)
    for word in [word for word in counts if word in _LANGUAGES_OF]:
        for code in _LANGUAGES_OF[word]:
            scores[code] += counts[word]
    lowered = text.lower()
    present = set(_TELLING_LETTER.findall(lowered))
    for code, letters in _LETTERS.items() if present else ():
        if scores[code]:
            scores[code] += min(sum(lowered.count(letter) for letter in letters if letter in present), len(words))
    german = scores.pop("de", 0)
    best, most = max(scores.items(), key=lambda item: item[1], default=("de", 0))
    needed = 2 if german == 0 or len(words) < 15 else 3
    return best if most >= needed and most > german * 1.15 + 0.5 else "de"
