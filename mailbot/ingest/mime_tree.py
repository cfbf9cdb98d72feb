"""The tree of a mail's parts, their fields and bytes, read so that nothing raises.

`email` with the compat32 policy is the authority on structure. It recurses, so what is nested too deep for it is
taken apart here by boundary lines.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message as Part
from typing import Final

from mailbot.ingest.attachments import safe_name
from mailbot.ingest.header_fields import loose_base64, parameters
from mailbot.ingest.text import without_uuencoded

MOST_PIECES: Final = 12_000

_MULTIPART: Final = re.compile(rb"(?im)^content-type:\s{0,5}multipart/")


MOST_MULTIPARTS: Final = 150


def parse_tree(raw: bytes) -> tuple[Part, str]:
    """The tree of parts and a defect word; never raises."""
    if len(_MULTIPART.findall(raw)) > MOST_MULTIPARTS:
        return _flattened(raw), "nested-too-deep"
    try:
        return message_from_bytes(raw), ""
    except RecursionError:
        return _flattened(raw), "nested-too-deep"
    except Exception:  # noqa: BLE001 - whatever a header of the mail makes the library raise, the bytes are read plainly
        return _flattened(raw), "unreadable-structure"


BOUNDARY_LINE: Final = re.compile(rb"^--[^\r\n]{1,200}\r?\n?", re.MULTILINE)


BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")


def _flattened(raw: bytes) -> Part:
    """Every leaf below one multipart/mixed, found by the lines that look like boundaries."""
    head = BLANK_LINE.split(raw, maxsplit=1)[0]
    root = _headers_only(head)
    del root["content-type"], root["content-transfer-encoding"]
    root["Content-Type"] = "multipart/mixed"
    leaves: list[Part] = []
    for piece in BOUNDARY_LINE.split(raw)[1:MOST_PIECES]:
        leaf = leaf_of(piece)
        if leaf is not None:
            leaves.append(leaf)
    root.set_payload([*leaves])
    return root


def _headers_only(head: bytes) -> Part:
    try:
        return message_from_bytes(
            re.sub(rb"(?im)^content-type:[^\n]{0,2000}\n?(?:[ \t][^\n]{0,2000}\n?){0,50}", b"", head) + b"\n\n"
        )
    except Exception:  # noqa: BLE001 - see parse_tree
        return Part()


def leaf_of(piece: bytes) -> Part | None:
    head = BLANK_LINE.split(piece, maxsplit=1)[0][:20_000]
    if re.search(rb"(?im)^content-type:\s{0,5}(?:multipart|message)/", head) or not piece.strip():
        return None
    try:
        return message_from_bytes(piece.lstrip(b"\r\n") if head.strip() else piece)
    except Exception:  # noqa: BLE001 - see parse_tree
        return None


def content_type(part: Part) -> str:
    """The type in lower case; what is not of the form type/subtype counts as text/plain (RFC 2045, section 5.2)."""
    value = raw_field(part, "content-type").partition(";")[0].strip().lower()
    if value.count("/") == 1 and value.isascii() and value.isprintable() and " " not in value:
        return value[:100]
    return part.get_default_type()


def raw_field(part: Part, name: str) -> str:
    """A header as the parser stored it, with surrogate escapes."""
    for key, value in part.raw_items():
        if key.lower() == name:
            return str(value)
    return ""


def payload(part: Part) -> tuple[bytes, str]:
    """The decoded bytes of a leaf and a defect word; broken transfer encodings are decoded as far as they go."""
    encoding = transfer_encoding(part)
    raw = raw_payload(part)
    if encoding == "base64":
        return _base64(raw)
    if encoding == "quoted-printable":
        return quoted_printable(raw), ""
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        files = without_uuencoded(raw.decode("latin-1"))[1]
        return (files[0].data if files else raw), ""
    return raw, "" if encoding in {"", "7bit", "8bit", "binary"} else "transfer-encoding-unknown"


def transfer_encoding(part: Part) -> str:
    return raw_field(part, "content-transfer-encoding").strip().lower().partition(";")[0].partition(" ")[0].strip("\"'")


def raw_payload(part: Part) -> bytes:
    """The bytes of a leaf as they came: without its encoding field the library returns them untouched."""
    if part.is_multipart():
        return b""
    del part["content-transfer-encoding"]
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _base64(raw: bytes) -> tuple[bytes, str]:
    marks = sum(raw.count(char) for char in (b" ", b".", b",", b"!"))
    if marks > 10 and marks > len(raw) // 30:
        return raw, "broken-base64"
    broken = re.search(rb"[^A-Za-z0-9+/=\s]", raw[:200_000]) or re.search(rb"=\s*[A-Za-z0-9+/]", raw[-200:])
    return loose_base64(raw), "broken-base64" if broken else ""


def quoted_printable(raw: bytes) -> bytes:
    from binascii import a2b_qp

    return a2b_qp(raw)


def file_name(part: Part) -> str:
    """The name of a part from Content-Disposition, else Content-Type; made safe, "" where none stands there."""
    for header, key in (("content-disposition", "filename"), ("content-type", "name")):
        value = raw_field(part, header)
        if value and key in value.lower() and (name := parameters(value).get(key)):
            return safe_name(name)
    return ""


def children_of(part: Part) -> list[Part]:
    content = part.get_payload()
    return [child for child in content if isinstance(child, Part)] if isinstance(content, list) else []
