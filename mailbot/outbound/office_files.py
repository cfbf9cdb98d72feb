"""What can be read in a DOCX or XLSX: text, cells, comments, properties, names of sheets and of the parts themselves.

Both are ZIP files of XML parts (ECMA-376, part 2). ValueError for all that cannot be read as such: pictures, macros,
encrypted or broken files, files out of all proportion.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

SIGNATURE: Final = b"PK\x03\x04"
_LARGEST: Final = 50_000_000
_MOST_PARTS: Final = 1000
_INLINE: Final = frozenset(
    {"r", "t", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "proofErr", "lang", "noProof"}
)
"""Elements that do not part a word: runs, their texts and their looks (ECMA-376, part 1, 17.3.2 and 18.4)."""
_TEXT_PARTS: Final = re.compile(r"(?i)\.(?:xml|rels|vml)$")


def office_text(content: bytes) -> str:
    """All of it, a line for each paragraph, cell or attribute."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(_pieces(archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        ET.ParseError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise ValueError("an attachment that cannot be read") from error


def _pieces(archive: zipfile.ZipFile) -> Iterator[str]:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
        raise ValueError("an attachment out of all proportion")
    yield archive.comment.decode("utf-8", "replace")
    for part in parts:
        if not _TEXT_PARTS.search(part.filename):
            raise ValueError("a part of an attachment that is no text")
        yield part.filename
        yield part.comment.decode("utf-8", "replace")
        yield _xml_text(archive.read(part))


def _xml_text(content: bytes) -> str:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("an attachment with entities of its own")
    texts: list[str] = []
    attributes: list[str] = []
    _walk(ET.fromstring(content), texts, attributes)  # noqa: S314  our own files, and no entities
    return "".join(texts) + "\n" + "\n".join(attributes)


def _walk(root: ET.Element, texts: list[str], attributes: list[str]) -> None:
    """Texts in their order, a line break at each element that parts words; without recursion, however deep it is."""
    waiting: list[ET.Element | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            texts.append(element)
            continue
        gap = "" if element.tag.rpartition("}")[2] in _INLINE else "\n"
        texts.append(gap + (element.text or ""))
        attributes += element.attrib.values()
        waiting.append(gap + (element.tail or ""))
        waiting += reversed(element)
