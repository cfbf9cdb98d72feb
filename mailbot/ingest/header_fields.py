"""Header fields decoded: encoded words (RFC 2047), parameters (RFC 2231), ids, dates, however broken."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from binascii import a2b_qp
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from mailbot.ingest.charset import clean_line, decode

LONGEST_VALUE: Final = 16_000
MOST_IDS: Final = 200
_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?]|\?(?!=)){0,1500})\?=")
_OPEN_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{1,1500})\Z")
_ID: Final = re.compile(r"<([^<>\s]{1,400}(?:\s[^<>\s]{1,400})?)>")
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")
_SECTION: Final = re.compile(r"\A([^*=\s]{1,60})(?:\*(\d{1,3}))?(\*)?\Z")


def raw_bytes(value: str) -> bytes:
    """The bytes of a header value or payload as the parser stored it (ASCII with surrogate escapes)."""
    try:
        return value.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def decode_header(value: str, charset: str = "") -> str:
    """The value of a field as a reader sees it, on one line, at most `LONGEST_VALUE` characters.

    `charset` is what the body declares: raw 8-bit headers mostly share it.
    """
    value = value[:LONGEST_VALUE]
    if not value.isascii():
        value = raw_text(value, charset)
    if "=?" in value:
        value = _decode_words(value)
    return clean_line(value)


def raw_text(value: str, charset: str = "") -> str:
    """The text of raw 8-bit bytes in a header (RFC 6532: UTF-8), else in the body's charset."""
    raw = raw_bytes(value)
    return decode(raw, "cp932" if charset.lower() == "iso-2022-jp" else charset)[0]


def _decode_words(value: str) -> str:
    """Encoded words decoded; white space between two of them goes, and a character split over two is joined."""
    out: list[str] = []
    pending: list[bytes] = []
    charset = ""
    end = 0
    for match in _words(value):
        between = value[end : match.start()]
        same = bool(pending) and not between.strip() and match[1].lower() == charset
        if not same:
            out.append(decode(b"".join(pending), charset)[0])
            pending = []
            if not (end and not between.strip()):
                out.append(between)
        charset = match[1].lower().partition("*")[0]
        pending.append(_word_bytes(match[2], match[3]))
        end = match.end()
    out.append(decode(b"".join(pending), charset)[0])
    return "".join([*out, value[end:]])


def _words(value: str) -> list[re.Match[str]]:
    found = list(_WORD.finditer(value))
    last = found[-1].end() if found else 0
    unfinished = _OPEN_WORD.search(value, last)
    return [*found, unfinished] if unfinished else found


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        return loose_base64(raw)
    return a2b_qp(raw.replace(b" ", b"_"), header=True)


def loose_base64(data: bytes) -> bytes:
    """Base64 decoded as far as it goes: foreign bytes skipped, padding mended, joined pieces each decoded."""
    pieces: list[bytes] = []
    for part in re.split(rb"=+", data):
        digits = _NO_BASE64.sub(b"", part)
        if len(digits) % 4 == 1:
            digits = digits[:-1]
        if digits:
            pieces.append(_decode_piece(digits))
    return b"".join(pieces)


def _decode_piece(digits: bytes) -> bytes:
    try:
        return b64decode(digits + b"=" * (-len(digits) % 4))
    except (Base64Error, ValueError):
        return b""


def message_ids(values: list[str]) -> tuple[str, ...]:
    """The ids of In-Reply-To or References with their brackets, in order, each once, the last `MOST_IDS`."""
    found: list[str] = []
    for value in values:
        text = decode_header(value)
        brackets = [f"<{''.join(match[1].split())}>" for match in _ID.finditer(text)]
        found.extend(brackets or [word for word in text.split() if "@" in word and len(word) < 400])
    return tuple(dict.fromkeys(found))[-MOST_IDS:]


def message_id(value: str) -> str:
    """The Message-ID with its brackets, "" where the field holds none."""
    text = decode_header(value)
    match = _ID.search(text)
    return f"<{''.join(match[1].split())}>" if match else text[:400]


def date_of(value: str) -> datetime | None:
    """The Date field, aware (UTC where no zone is named), or None; mail-parser reads what the library cannot."""
    flat = decode_header(value)[:200]
    if not any(char.isdigit() for char in flat):
        return None
    try:
        found = parsedate_to_datetime(flat)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _odd_date(flat)
    return _aware(found)


def _odd_date(flat: str) -> datetime | None:
    from mailparser.dates import parse_mail_date

    try:
        found = parse_mail_date(flat).value
    except (ValueError, TypeError, OverflowError, LookupError):
        found = None
    if not isinstance(found, datetime):
        try:
            found = datetime.fromisoformat(flat)
        except ValueError:
            return None
    return _aware(found)


def _aware(found: datetime) -> datetime | None:
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return aware


def parameters(value: str) -> dict[str, str]:
    """The parameters of Content-Type or Content-Disposition, RFC 2231 pieces joined, RFC 2047 forgiven."""
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for key, content in _split_parameters(value[:LONGEST_VALUE]):
        match = _SECTION.match(key)
        if match:
            number = int(match[2] or 0) if match[2] or match[3] else -1
            pieces.setdefault(match[1].lower(), {}).setdefault(number, (content, bool(match[3])))
    return {name: _join(sections) for name, sections in pieces.items()}


def _split_parameters(value: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for piece in _semicolons(value)[1:]:
        key, equals, content = piece.partition("=")
        if equals:
            content = content.strip()
            if content[:1] == '"':
                content = content[1:].rpartition('"')[0] or content[1:]
                content = re.sub(r"\\(.)", r"\1", content)
            found.append((key.strip().lower(), content))
    return found[:100]


def _semicolons(value: str) -> list[str]:
    """Split at the semicolons outside quotes; one pass."""
    parts: list[str] = []
    start, quoted, skip = 0, False, False
    for index, char in enumerate(value):
        if skip:
            skip = False
        elif char == "\\" and quoted:
            skip = True
        elif char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            parts.append(value[start:index])
            start = index + 1
    return [*parts, value[start:]]


def _join(sections: dict[int, tuple[str, bool]]) -> str:
    """The extended form wins over the plain one (RFC 6266, section 4.3)."""
    numbered = [sections[number] for number in sorted(sections) if number >= 0]
    if not numbered:
        return decode_header(sections[-1][0])
    charset = ""
    raw: list[bytes] = []
    for index, (content, extended) in enumerate(numbered):
        value = content
        if extended and index == 0 and content.count("'") >= 2:
            charset, _, value = content.split("'", 2)
        raw.append(unquote_to_bytes(raw_bytes(value)) if extended else raw_bytes(value))
    text = decode(b"".join(raw), charset or "utf-8")[0]
    return decode_header(text) if "=?" in text else clean_line(text)
