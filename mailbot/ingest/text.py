"""The text of plain parts: flowed lines joined, armour and uuencoded files taken out, stubs told from texts."""

from __future__ import annotations

import re
from binascii import Error as UuError
from binascii import a2b_uu
from dataclasses import dataclass
from typing import Final

from mailbot.ingest.charset import clean

LONGEST_TEXT: Final = 1_000_000
_UU_BEGIN: Final = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\n]{1,200})$", re.MULTILINE)
_UU_LINE: Final = re.compile(r"[ -`]{1,70}")
_STUB: Final = re.compile(
    r"html[- ]?(?:format|mail|e-?mail|nachricht|version|message|fähig|capable|kompatibel|compatible|viewer)|"
    r"(?:diese|dieser|this|your) (?:e-?mail|nachricht|message|newsletter|mail client|e-?mail client|mailprogramm|"
    r"program)[^.\n]{0,80}html|"
    r"(?:view|display|anzeigen|ansehen|lesen|angezeigt)[^.\n]{0,60}(?:html|browser)|multi-?part message in mime|"
    r"(?:kein|nicht)[^.\n]{0,40}html|does not support html",
    re.IGNORECASE,
)
_LONGEST_STUB: Final = 300
_PGP_SIGNED: Final = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]{1,40}: [^\n]{0,200}\n){0,20}\n?", re.MULTILINE
)
_PGP_SIGNATURE: Final = re.compile(
    r"^-----BEGIN PGP SIGNATURE-----\n[^-]{0,20000}?(?:^-----END PGP SIGNATURE-----\n?|\Z)", re.MULTILINE
)
_PGP_ENCRYPTED: Final = re.compile(
    r"^-----BEGIN PGP MESSAGE-----\n[^-]{0,2000000}(?:^-----END PGP MESSAGE-----\n?|\Z)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that stood uuencoded within a text."""

    name: str
    data: bytes


def plain_text(text: str, *, flowed: bool, delete_space: bool) -> str:
    """A text/plain part as a reader sees it; `flowed` and `delete_space` are the parameters of RFC 3676."""
    cleaned = clean(text[:LONGEST_TEXT])
    return unflow(cleaned, delete_space=delete_space) if flowed else cleaned


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the flowed lines of format=flowed (RFC 3676, section 4): a space at the end says the line goes on."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:]
        body = body.removeprefix(" ")
        is_signature = body == "-- "
        flows = body.endswith(" ") and not is_signature
        content = body[:-1] if flows and delete_space else body
        if open_depth == depth and not is_signature and body:
            out[-1] += content
        else:
            out.append((">" * depth + " " if depth else "") + content)
        open_depth = depth if flows else -1
    return "\n".join(out)


def without_armour(text: str) -> tuple[str, bool]:
    """The text without inline PGP signatures, and whether an encrypted block was taken out."""
    if "-----BEGIN PGP" not in text:
        return text, False
    encrypted = bool(_PGP_ENCRYPTED.search(text))
    text = _PGP_ENCRYPTED.sub("", text)
    if _PGP_SIGNED.search(text):
        text = _PGP_SIGNATURE.sub("", _PGP_SIGNED.sub("", text))
        text = re.sub(r"^- (?=-)", "", text, flags=re.MULTILINE)
    return text, encrypted


def without_uuencoded(text: str) -> tuple[str, tuple[Enclosed, ...]]:
    """The text without uuencoded files, and those files."""
    if "begin" not in text or not _UU_BEGIN.search(text):
        return text, ()
    kept: list[str] = []
    files: list[Enclosed] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        begin = _UU_BEGIN.fullmatch(lines[at])
        end = _uu_end(lines, at + 1) if begin and len(files) < 100 else 0
        if begin and end:
            files.append(Enclosed(begin[1].strip(), _uu_data(lines[at + 1 : end])))
            at = end + 1
        else:
            kept.append(lines[at])
            at += 1
    return "\n".join(kept), tuple(files)


def _uu_end(lines: list[str], start: int) -> int:
    """Where the line "end" stands, 0 when a line before it is no uuencoded one."""
    for index in range(start, len(lines)):
        if lines[index].strip() == "end":
            return index
        if lines[index] and not _UU_LINE.fullmatch(lines[index]):
            return 0
    return 0


def _uu_data(lines: list[str]) -> bytes:
    found: list[bytes] = []
    for line in lines:
        try:
            found.append(a2b_uu(line))
        except (UuError, ValueError):
            length = ((ord(line[:1] or " ") - 32) & 63) * 4 // 3 + 5
            try:
                found.append(a2b_uu(line[:length]))
            except (UuError, ValueError):
                continue
    return b"".join(found)


def is_stub(plain: str, other: str) -> bool:
    """Whether the plain alternative says nothing, or only that the HTML one should be read."""
    return may_be_stub(plain) and bool(other.strip())


def may_be_stub(plain: str) -> bool:
    """Whether a plain alternative gives way to an HTML one that says something."""
    bare = plain.strip()
    if not bare or (len(bare) <= _LONGEST_STUB and _STUB.search(bare)):
        return True
    return bare.startswith("<") and bare.endswith(">") and "</" in bare
