"""The text of one part: of plain text, of HTML, of a file that holds text."""

from __future__ import annotations

import re
from email.message import Message as Part
from typing import Final

from mailbot.ingest import attachments as att
from mailbot.ingest.charset import decode
from mailbot.ingest.header_fields import parameters
from mailbot.ingest.message import Attachment
from mailbot.ingest.mime_found import Body, Found
from mailbot.ingest.mime_tree import raw_field
from mailbot.ingest.text import Enclosed, plain_text, without_armour, without_uuencoded

LONGEST_ATTACHMENT_TEXT: Final = 200_000
_FEW_TAGS: Final = 150
_SHORT_PAGE: Final = 100_000
"""A page below both has no defect that would have to be told, read or not."""


def part_text(part: Part, data: bytes, found: Found) -> str:
    """A text part decoded; `charset` of the header is tried first."""
    options = (
        parameters(raw_field(part, "content-type")) if "charset" in raw_field(part, "content-type").lower() else {}
    )
    charset = options.get("charset", "")
    found.charset = found.charset or charset
    text, defect = decode(data, charset)
    if defect and not data.isascii():
        found.add(defect)
    return text


def inline_text(part: Part, kind: str, data: bytes, found: Found) -> Body:
    """The text of a part that is shown as text."""
    text = part_text(part, data, found)
    found.has_text = found.has_text or bool(text.strip())
    if kind == "text/plain":
        return Body(_plain(part, text, found))
    if kind == "text/html":
        found.mark(kind, " ".join(text.split()).encode("utf-8", "replace"))
        unread = found.beside_plain and text.count("<") < _FEW_TAGS and len(text) < _SHORT_PAGE
        return Body("" if unread else html_text(text, found), is_html=True)
    stripped = re.sub(r"<[^<>\n]{1,60}>", "", text).replace("<<", "<") if kind != "text/markdown" else text
    return Body(_plain(part, stripped, found))


def html_text(page: str, found: Found) -> str:
    """The text of HTML; a library is loaded only where a mail needs it."""
    from mailbot.ingest.html_text import html_to_text

    text, defects = html_to_text(page)
    for defect in defects:
        found.add(defect)
    return text


def _plain(part: Part, text: str, found: Found) -> str:
    value = raw_field(part, "content-type").lower()
    flowed = "flowed" in value and parameters(value).get("format", "").lower() == "flowed"
    delete_space = flowed and parameters(value).get("delsp", "").lower() == "yes"
    readable = plain_text(text, flowed=flowed, delete_space=delete_space)
    readable, files = without_uuencoded(readable)
    for file in files:
        _enclosed(file, found)
    readable, encrypted = without_armour(readable)
    if encrypted:
        found.add("encrypted")
    found.mark("text/plain", " ".join(readable.split()).encode("utf-8", "replace"))
    return readable


def _enclosed(file: Enclosed, found: Found) -> None:
    found.mark("application/octet-stream", file.data)
    found.attachments.append(Attachment(att.safe_name(file.name), "application/octet-stream", len(file.data)))


def attachment_text(part: Part, name: str, kind: str, data: bytes, found: Found) -> str:
    """The text that an attachment holds, "" where it holds none that is read."""
    if kind == "text/calendar":
        return att.calendar_text(part_text(part, data, found))
    if kind in {"text/html", "application/xhtml+xml"}:
        return html_text(part_text(part, data, found), found)[:LONGEST_ATTACHMENT_TEXT]
    if kind.startswith("text/"):
        return plain_text(part_text(part, data, found)[:LONGEST_ATTACHMENT_TEXT], flowed=False, delete_space=False)
    return att.document_text(name, kind, data)
