"""The content of a signed S/MIME part (CMS SignedData, RFC 5652 section 5); nothing is verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LONGEST: Final = 30_000_000
_SIGNED_DATA: Final = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _SET, _OID, _OCTETS, _CONTEXT_0 = 0x30, 0x31, 0x06, 0x04, 0xA0
_CONSTRUCTED_OCTETS: Final = 0x24


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    start: int
    end: int
    after: int


def signed_content(data: bytes) -> bytes:
    """The bytes that were signed, b"" where the part is no SignedData or is detached or broken."""
    if len(data) > LONGEST:
        return b""
    try:
        return _content(data)
    except (IndexError, ValueError, RecursionError):
        return b""


def _content(data: bytes) -> bytes:
    outer = _element(data, 0)
    kind = _element(data, outer.start)
    if outer.tag != _SEQUENCE or data[kind.start : kind.end] != _SIGNED_DATA:
        return b""
    signed = _element(data, _element(data, kind.after).start)
    at = signed.start
    version = _element(data, at)
    digests = _element(data, version.after)
    inside = _element(data, digests.after)
    inside_kind = _element(data, inside.start)
    if inside_kind.after >= inside.end:
        return b""
    wrapped = _element(data, inside_kind.after)
    return _octets(data, _element(data, wrapped.start), 0) if wrapped.tag == _CONTEXT_0 else b""


def _octets(data: bytes, element: _Element, depth: int) -> bytes:
    if element.tag == _OCTETS:
        return data[element.start : element.end]
    if element.tag != _CONSTRUCTED_OCTETS or depth > 4:
        return b""
    pieces: list[bytes] = []
    at = element.start
    while at < element.end:
        piece = _element(data, at)
        if piece.tag == 0 and piece.after == at + 2:
            break
        pieces.append(_octets(data, piece, depth + 1))
        at = piece.after
    return b"".join(pieces)


def _element(data: bytes, at: int, depth: int = 0) -> _Element:
    """Tag, content and end of one element; an indefinite length (0x80) runs to its end-of-contents octets."""
    tag, length = data[at], data[at + 1]
    start = at + 2
    if length == 0x80:
        end = _indefinite_end(data, start, depth)
        return _Element(tag, start, end, end + 2)
    if length & 0x80:
        size = length & 0x7F
        if size > 4:
            raise ValueError("length of more than four octets")
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    return _Element(tag, start, start + length, start + length)


def _indefinite_end(data: bytes, at: int, depth: int) -> int:
    if depth > 30:
        raise ValueError("nested too deep")
    while data[at : at + 2] != b"\0\0":
        at = _element(data, at, depth + 1).after
    return at
