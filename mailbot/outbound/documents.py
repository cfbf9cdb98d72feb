"""Letters as DOCX, for the case file: printed and posted, never mailed, so they may carry a name and an address."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any


def letter_docx(
    lines: Sequence[str], *, subject: str, sender: str, recipient: Sequence[str], place_date: str, at: datetime
) -> bytes:
    """A letter (DIN 5008 order: sender, recipient, date, subject, text); the language is set to German.

    `lines` is the text of the notice, one paragraph each; an empty line separates. `at` is the document's date.
    """
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document: Any = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    language = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "de-DE"})
    style.element.get_or_add_rPr().append(language)
    properties = document.core_properties
    properties.author, properties.title, properties.language = sender, subject, "de-DE"
    properties.created = properties.modified = at.replace(tzinfo=None)
    document.add_paragraph(sender).runs[0].font.size = Pt(9)
    document.add_paragraph("\n".join(recipient))
    document.add_paragraph(place_date)
    document.add_heading(subject, level=1)
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
