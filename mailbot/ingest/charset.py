"""Bytes to text, whatever charset a mail claims; and text to clean text. Nothing here raises on content.

The order of trust: a byte order mark or interleaved NULs, the declared charset if the bytes agree with it, UTF-8 (a
text that is valid UTF-8 by accident is rare), statistics for what is mostly not ASCII, windows-1252.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

_ALIASES: Final = {
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "iso-8859-8-i": "iso8859_8",
    "iso-8859-8-e": "iso8859_8",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}
"""Labels of mail programs and what their bytes really are (WHATWG Encoding Standard, section 4.2)."""

_NO_TEXT: Final = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_ASCII: Final = frozenset({"us-ascii", "ascii", "7bit", "8bit", "unknown", "unknown-8bit", "x-unknown", "default", ""})
_LONGEST_NAME: Final = 60
_SAMPLE: Final = 8_000
_MOSTLY_FOREIGN: Final = 0.3
_RUN: Final = re.compile(r"[^\x00-\x7f]{2,400}")
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls save tab, line ends, NEL
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"  # soft hyphen, joiners, Hangul and Mongolian fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"  # zero width, bidi, interlinear marks
    "\U000e0000-\U000e007f]"  # tag characters
)
_ANSI: Final = re.compile("(?:\x1b\\[|\x9b)[0-9;?]{0,20}[A-Za-z]|\x1b\\][^\x07\x1b]{0,200}\x07")
_LINE_END: Final = re.compile("\r\n|\r|\x85|\u2028|\u2029|\x0b|\x0c")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def codec_of(name: str) -> str:
    """The Python codec for a MIME charset name, "" when it is no text charset we know. Never raises."""
    label = name.strip(" \"'\t").lower().partition("*")[0]
    if not label or len(label) > _LONGEST_NAME or not label.isascii() or not label.isprintable():
        return ""
    label = _ALIASES.get(label, label)
    if windows := re.fullmatch(r"(?:x-)?(?:windows|cp|win)[-_ ]?(\d{3,4})", label):
        label = f"cp{windows[1]}"
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError, UnicodeError):
        return ""
    is_text = getattr(found, "_is_text_encoding", False)
    return found.name if is_text and found.name.replace("-", "_") not in _NO_TEXT else ""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of `data` and a defect word: "" where the declared charset was right.

    Defects: "charset-unknown", "charset-wrong", "charset-missing".
    """
    if not data:
        return "", ""
    if marked := _by_mark(data):
        return marked, ""
    codec = "" if declared.strip().lower() in _ASCII else codec_of(declared)
    if data.isascii() and codec not in {"utf-7", "hz"} and not codec.startswith(("iso2022", "utf-16", "utf-32")):
        return data.decode("ascii"), ""
    if codec and (text := _by_declared(data, codec)) is not None:
        return mend_double_encoding(text), ""
    defect = "charset-wrong" if codec or declared.strip().lower() in {"us-ascii", "ascii"} else _unnamed(declared)
    return mend_double_encoding(_by_guess(data)), defect


def _unnamed(declared: str) -> str:
    return "charset-unknown" if declared.strip() else "charset-missing"


def _by_mark(data: bytes) -> str:
    """Text with a byte order mark, or UTF-16 without one, told by the NULs in every other byte."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half > 2 and sample.count(0) > half * 0.6:
        if sample[1::2].count(0) > half * 0.6:
            return data.decode("utf-16-le", "replace")
        if sample[0::2].count(0) > half * 0.6:
            return data.decode("utf-16-be", "replace")
    return ""


def _by_declared(data: bytes, codec: str) -> str | None:
    """The text if the bytes agree with the charset; single-byte charsets agree with all, so UTF-8 is asked first."""
    if codec.startswith(("cp125", "iso8859", "latin", "mac")) and (text := _strictly(data, "utf-8")) is not None:
        return text
    if (text := _strictly(data, codec)) is not None:
        return text
    if codec.startswith("cp125"):
        return data.decode(codec, "replace")
    if codec in {"utf-8", "iso2022_jp_ext", "utf-7", "utf-16", "cp932", "gb18030", "cp949", "big5"}:
        text = data.decode(codec, "replace")
        if text.count("\ufffd") <= max(1, len(text) // 200):
            return text
    return None


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError, LookupError):
        return None


def _by_guess(data: bytes) -> str:
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    sample = data[:_SAMPLE]
    letters = sum(1 for byte in sample if byte > 0x40)
    foreign = sum(1 for byte in sample if byte > 0x7F)
    if foreign > letters * _MOSTLY_FOREIGN and foreign > 20:
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None and codec_of(best.encoding):
            return data.decode(codec_of(best.encoding), "replace")
    return _mixed(data)


def _mixed(data: bytes) -> str:
    """UTF-8 line by line where a line is valid, windows-1252 else: quotes below carry another charset."""
    lines = data.split(b"\n")
    if len(lines) > 20_000:
        return data.decode("cp1252", "replace")
    return "\n".join(
        found if (found := _strictly(line, "utf-8")) is not None else line.decode("cp1252", "replace") for line in lines
    )


def mend_double_encoding(text: str) -> str:
    """UTF-8 that was read as windows-1252 and encoded again ("fÃ¼r") becomes what was meant; runs that are not stay."""
    if text.isascii() or not re.search("[\u00c2-\u00ef]", text):
        return text
    return _RUN.sub(_mend_run, text)


def _mend_run(match: re.Match[str]) -> str:
    run = match[0]
    try:
        raw = b"".join(_byte_of(char) for char in run)
        return raw.decode("utf-8")
    except UnicodeError:
        return run


def _byte_of(char: str) -> bytes:
    return char.encode("latin-1") if ord(char) < 0x100 else char.encode("cp1252")


def clean(text: str) -> str:
    """Text as a reader sees it: NFC, line ends as LF, without controls, zero-width and bidi characters."""
    if text.isascii() and text.isprintable():
        return text
    if "\x1b" in text or "\x9b" in text:
        text = _ANSI.sub("", text)
    text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))


def clean_line(text: str) -> str:
    """The same for what stands on one line: every run of white space becomes one space."""
    return " ".join(clean(text).split())
