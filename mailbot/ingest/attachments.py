"""What can be read of an attachment: text, HTML, calendars, Word and OpenDocument files, Outlook's winmail.dat.

Everything is bounded: an archive is never unpacked beyond the one member that holds the text, and that only up to
`LONGEST_MEMBER` bytes.
"""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from mailbot.ingest.charset import clean, clean_line, decode

LONGEST_TEXT: Final = 200_000
LONGEST_MEMBER: Final = 5_000_000
LONGEST_ARCHIVE: Final = 30_000_000
_MEMBERS: Final = {".docx": "word/document.xml", ".odt": "content.xml", ".docm": "word/document.xml"}
_DOCUMENT_TYPES: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
    "application/vnd.oasis.opendocument.text": "content.xml",
}
_CALENDAR_LINE: Final = re.compile(
    r"^(SUMMARY|DESCRIPTION|LOCATION|COMMENT)(?:;[^:\n]{0,300})?:([^\n]{0,5000})$", re.MULTILINE
)
_DEVICES: Final = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def safe_name(name: str) -> str:
    """A file name without folders, controls or length that no file system bears; "" where nothing is left."""
    base = re.split(r"[/\\]", clean_line(name))[-1].strip(" .\"'") if name else ""
    if _DEVICES.match(base):
        base = f"_{base}"
    if len(base) > 150:
        stem, dot, ending = base.rpartition(".")
        base = f"{stem[: 140 - len(ending)]}.{ending}" if dot and len(ending) < 12 else base[:150]
    return base


def document_text(name: str, kind: str, data: bytes) -> str:
    """The text of a DOCX or ODT file, "" for any other or one that cannot be read."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    member = _DOCUMENT_TYPES.get(kind) or _MEMBERS.get(ending)
    if not member or not data.startswith(b"PK") or len(data) > LONGEST_ARCHIVE:
        return ""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(member) as stream:
            xml = stream.read(LONGEST_MEMBER + 1)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return ""
    except Exception:  # noqa: BLE001 - zlib, lzma and bz2 each raise errors of their own on broken members
        return ""
    return _xml_text(xml) if len(xml) <= LONGEST_MEMBER else ""


def _xml_text(xml: bytes) -> str:
    """Paragraphs, tabs, line breaks and ticked boxes of WordprocessingML and OpenDocument, in reading order."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    out: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if isinstance(node.tag, str):
            out.append(_node_text(event, etree.QName(node).localname, node))
    text = re.sub(r"\t?\n[ \t]*", "\n", clean("".join(out)[:LONGEST_TEXT]))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


_NEW_LINE: Final = frozenset({"p", "h", "br", "line-break", "cr", "tr", "table-row"})


def _node_text(event: str, name: str, node: object) -> str:
    if event == "start":
        if name == "checked":
            values = list(getattr(node, "attrib", {}).values())
            return "" if values and values[0] in {"0", "false"} else "[x] "
        if name in {"t", "p", "h", "span", "a"}:
            return getattr(node, "text", None) or ""
        return {"tab": "\t", "s": " "}.get(name, "")
    tail = (getattr(node, "tail", None) or "") if name in {"span", "a", "s", "tab", "line-break"} else ""
    if name in _NEW_LINE:
        return f"\n{tail}"
    return f"\t{tail}" if name in {"tc", "table-cell"} else tail


def calendar_text(text: str) -> str:
    """What a calendar object says to a reader (RFC 5545): summary, place, description."""
    unfolded = re.sub(r"\n[ \t]", "", clean(text[:LONGEST_TEXT]))
    values = [match[2] for match in _CALENDAR_LINE.finditer(unfolded)][:40]
    return "\n".join(re.sub(r"\\([,;\\])", r"\1", value.replace("\\n", "\n").replace("\\N", "\n")) for value in values)


@dataclass(frozen=True, slots=True)
class Tnef:
    """What winmail.dat holds: the plain text, the HTML, and the files' names and bytes."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


_TNEF_SIGNATURE: Final = 0x223E9F78
_BODY, _MAPI, _TITLE, _DATA, _CODEPAGE = 0x800C, 0x9003, 0x8010, 0x800F, 0x9007


def read_tnef(data: bytes) -> Tnef | None:
    """Open Outlook's container (MS-OXTNEF); None where it is none. Broken attributes end the reading."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _TNEF_SIGNATURE:
        return None
    at, text, page, charset = 6, "", "", "cp1252"
    files: list[tuple[str, bytes]] = []
    title = ""
    while at + 9 <= len(data) and len(files) < 200:
        _level, ident, _kind, size = struct.unpack_from("<BHHI", data, at)
        value = data[at + 9 : at + 9 + size]
        at += 9 + size + 2
        if ident == _CODEPAGE and len(value) >= 4:
            charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif ident == _BODY:
            text = decode(value.rstrip(b"\0"), charset)[0]
        elif ident == _MAPI:
            page = page or _html_in_properties(value)
        elif ident == _TITLE:
            title = decode(value.rstrip(b"\0"), charset)[0]
        elif ident == _DATA:
            files.append((title, value))
            title = ""
    return Tnef(text, page, tuple(files))


_HTML_PROPERTY: Final = struct.pack("<HH", 0x0102, 0x1013)


def _html_in_properties(value: bytes) -> str:
    """PidTagBodyHtml, looked for by its tag: reading every property type for its length is not worth it here."""
    at = value.find(_HTML_PROPERTY)
    if at < 0 or at + 12 > len(value):
        return ""
    count, size = struct.unpack_from("<II", value, at + 4)
    return decode(value[at + 12 : at + 12 + size])[0] if count == 1 else ""
