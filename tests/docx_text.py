"""What a reader sees in a DOCX: its paragraphs in their order, those in tables too."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn


def text_of(content: bytes) -> str:
    """Body and footers, a paragraph a line; a line break inside one too."""
    document = docx.Document(io.BytesIO(content))
    bodies = [document.element.body, *(section.footer._element for section in document.sections)]
    return "\n".join(_line(paragraph) for body in bodies for paragraph in body.iter(qn("w:p")))


def _line(paragraph: object) -> str:
    pieces = paragraph.iter(qn("w:t"), qn("w:br"))  # type: ignore[attr-defined]
    return "".join("\n" if piece.tag == qn("w:br") else piece.text or "" for piece in pieces)
