"""Which parts of a mail are its text, which are attachments: one walk through the tree of parts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from email.message import Message as Part
from typing import Final

from mailbot.ingest import attachments as att
from mailbot.ingest.charset import clean_line, decode
from mailbot.ingest.header_fields import decode_header, loose_base64, message_id, parameters
from mailbot.ingest.message import Attachment
from mailbot.ingest.mime_tree import (
    BLANK_LINE,
    BOUNDARY_LINE,
    children_of,
    content_type,
    file_name,
    leaf_of,
    parse_tree,
    payload,
    quoted_printable,
    raw_field,
    raw_payload,
    transfer_encoding,
)
from mailbot.ingest.text import Enclosed, is_stub, may_be_stub, plain_text, without_armour, without_uuencoded

DEEPEST: Final = 40
MOST_PARTS: Final = 12_000
MOST_FORWARDED: Final = 60
LONGEST_ATTACHMENT_TEXT: Final = 200_000
_FEW_TAGS: Final = 150
_SHORT_PAGE: Final = 100_000
"""A page below both has no defect that would have to be told, read or not."""
_SIGNATURES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_MACHINE_TEXT: Final = frozenset(
    {
        "text/calendar",
        "text/x-vcard",
        "text/vcard",
        "text/directory",
        "text/csv",
        "text/rfc822-headers",
        "text/xml",
        "text/css",
        "text/javascript",
        "text/x-amp-html",
        "text/calender",
    }
)


@dataclass(slots=True)
class Found:
    """What a walk through the parts collects."""

    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    status_groups: list[dict[str, str]] = field(default_factory=list)
    original_id: str = ""
    original_subject: str = ""
    parts: int = 0
    charset: str = ""
    has_text: bool = False
    beside_plain: bool = False
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, defect: str) -> None:
        """Note a defect once."""
        if defect and defect not in self.defects:
            self.defects.append(defect)

    def mark(self, kind: str, content: bytes) -> None:
        """Take one decoded leaf into the digest, its length first so that parts cannot run together."""
        self.digest.update(f"{kind} {len(content)}\n".encode("utf-8", "replace"))
        self.digest.update(content)


@dataclass(frozen=True, slots=True)
class Body:
    """Readable text and whether any of it was HTML."""

    text: str = ""
    is_html: bool = False


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


def collect(part: Part, found: Found, depth: int = 0) -> Body:
    """The readable text below a part; attachments, defects and reports go to `found`."""
    found.parts += 1
    if found.parts > MOST_PARTS:
        found.add("too-many-parts")
        return Body()
    if depth > DEEPEST:
        found.add("nested-too-deep")
        return Body()
    kind = content_type(part)
    if part.is_multipart():
        found.beside_plain = False
    if part.is_multipart() and kind.startswith("multipart/"):
        return _collect_multipart(part, kind, found, depth)
    if kind.startswith("multipart/"):
        found.add("multipart-without-parts")
        return _unopened(part, found)
    if kind.startswith("message/") or part.is_multipart():
        _collect_message(part, kind, found, depth)
        return Body()
    return _collect_leaf(part, kind, found)


_HEAD_LINES: Final = re.compile(
    r"\A(?:\s*--[^\n]{1,200}\n)?(?:(?:content-|mime-)[\w-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n)*){0,20}\n?",
    re.IGNORECASE,
)


def _unopened(part: Part, found: Found) -> Body:
    """A multipart whose boundary is missing or never comes: its parts by boundary-like lines, else the raw text."""
    raw = raw_payload(part)
    leaves = [
        leaf for piece in BOUNDARY_LINE.split(raw)[1:200] if (leaf := leaf_of(piece)) is not None and leaf.items()
    ]
    if leaves and found.parts < MOST_PARTS:
        bodies = [_collect_leaf(leaf, content_type(leaf), found) for leaf in leaves if not leaf.is_multipart()]
        texts = [body.text for body in bodies if body.text.strip()]
        if texts:
            return Body("\n\n".join(texts[:1] if len(texts) == 2 and _same(texts[0], texts[1]) else texts))
    text = plain_text(decode(raw)[0], flowed=False, delete_space=False)
    return Body(_HEAD_LINES.sub("", text, count=1))


def _collect_multipart(part: Part, kind: str, found: Found, depth: int) -> Body:
    children = children_of(part)
    if kind == "multipart/encrypted":
        found.add("encrypted")
    if kind == "multipart/alternative":
        return _best_of(_choices(children, found, depth))
    if kind == "multipart/signed":
        children = [child for child in children if content_type(child) not in _SIGNATURES]
    bodies = [collect(child, found, depth + 1) for child in children]
    texts = [body.text for body in bodies if body.text.strip()]
    if len(texts) == 2 and _same(texts[0], texts[1]):
        texts = texts[:1]
    return Body("\n\n".join(text.strip("\n") for text in texts), any(body.is_html for body in bodies))


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same words: some programs put both forms into multipart/mixed."""
    first, second = one.split(), other.split()
    return first == second or (len(first) > 20 and abs(len(first) - len(second)) < 5 and first[:20] == second[:20])


def _choices(children: list[Part], found: Found, depth: int) -> list[Body]:
    """The alternatives; HTML is only set as text where the plain text before it may give way to it."""
    choices: list[Body] = []
    for child in children:
        found.beside_plain = any(not body.is_html and not may_be_stub(body.text) for body in choices)
        choices.append(collect(child, found, depth + 1))
    found.beside_plain = False
    return choices


def _best_of(choices: list[Body]) -> Body:
    """RFC 2046 section 5.1.4 turned round: plain text first, unless it is empty or only points to the HTML."""
    texts = [body for body in choices if body.text.strip()]
    plain = next((body for body in texts if not body.is_html), None)
    rich = next((body for body in texts if body.is_html), None)
    if plain is None or rich is None:
        return plain or rich or Body()
    return rich if is_stub(plain.text, rich.text) else plain


def _collect_leaf(part: Part, kind: str, found: Found) -> Body:
    data, defect = payload(part)
    found.add(defect)
    name = file_name(part)
    disposition = raw_field(part, "content-disposition").strip().lower()
    named = found.has_text and ("." in name or bool(name and disposition))
    inline = not disposition.startswith("attachment") and not named and kind not in _MACHINE_TEXT
    if kind in {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"} and inline:
        return _inline_text(part, kind, data, found)
    if kind.startswith("text/") and kind not in _MACHINE_TEXT and inline and not name:
        return _inline_text(part, "text/plain", data, found)
    if kind in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat":
        return _collect_tnef(name, kind, data, found)
    if kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return _collect_cms(part, name, kind, data, found)
    if kind == "text/rfc822-headers":
        _note_original(parse_tree(data)[0], found)
    found.mark(kind, data)
    found.attachments.append(Attachment(name, kind, len(data), _attachment_text(part, name, kind, data, found)))
    return Body()


def _inline_text(part: Part, kind: str, data: bytes, found: Found) -> Body:
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


def _attachment_text(part: Part, name: str, kind: str, data: bytes, found: Found) -> str:
    if kind == "text/calendar":
        return att.calendar_text(part_text(part, data, found))
    if kind in {"text/html", "application/xhtml+xml"}:
        return html_text(part_text(part, data, found), found)[:LONGEST_ATTACHMENT_TEXT]
    if kind.startswith("text/"):
        return plain_text(part_text(part, data, found)[:LONGEST_ATTACHMENT_TEXT], flowed=False, delete_space=False)
    return att.document_text(name, kind, data)


def _collect_tnef(name: str, kind: str, data: bytes, found: Found) -> Body:
    found.mark(kind, data)
    found.add("tnef")
    opened = att.read_tnef(data)
    if opened is None:
        found.attachments.append(Attachment(name, kind, len(data)))
        return Body()
    text = plain_text(opened.text, flowed=False, delete_space=False) if opened.text.strip() else ""
    if not text.strip() and opened.html:
        text = html_text(opened.html, found)
    found.attachments.append(Attachment(name, kind, len(data)))
    found.attachments.extend(
        Attachment(att.safe_name(title), "application/octet-stream", len(content)) for title, content in opened.files
    )
    return Body(text)


def _collect_cms(part: Part, name: str, kind: str, data: bytes, found: Found) -> Body:
    """S/MIME in one part: what is only signed is read; what is enveloped stays closed (RFC 8551, section 3)."""
    from mailbot.ingest.cms import signed_content

    smime = parameters(raw_field(part, "content-type")).get("smime-type", "").lower()
    content = b"" if smime in {"enveloped-data", "authenveloped-data"} else signed_content(data)
    if content and found.parts < MOST_PARTS:
        return collect(parse_tree(content)[0], found, DEEPEST - 10)
    found.mark(kind, data)
    if smime != "certs-only":
        found.add("encrypted")
    found.attachments.append(Attachment(name, kind, len(data)))
    return Body()


def _collect_message(part: Part, kind: str, found: Found, depth: int) -> None:
    if kind == "message/delivery-status":
        _collect_status(part, found)
        return
    if kind in {
        "message/disposition-notification",
        "message/feedback-report",
        "message/external-body",
        "message/global-delivery-status",
    }:
        found.attachments.append(Attachment(file_name(part), kind, 0))
        if kind == "message/external-body":
            found.add("external-body")
        return
    if kind == "message/partial":
        found.add("partial")
    inner = _inner_message(part)
    name = file_name(part)
    if inner is None:
        found.attachments.append(Attachment(name, kind, 0))
        return
    text, size = _forwarded_text(inner, found, depth)
    found.attachments.append(Attachment(name, kind, size, text[:LONGEST_ATTACHMENT_TEXT]))


def _inner_message(part: Part) -> Part | None:
    """The message within; base64 there is forbidden (RFC 2046, section 5.2.1) and common."""
    children = children_of(part)
    encoding = transfer_encoding(part)
    if children and encoding in {"base64", "quoted-printable"} and not children[0].items():
        raw = raw_payload(children[0])
        data = loose_base64(raw) if encoding == "base64" else quoted_printable(raw)
        return parse_tree(data)[0]
    if children:
        return children[0]
    content = raw_payload(part)
    return parse_tree(content)[0] if content.strip() else None


def _note_original(inner: Part, found: Found) -> None:
    """Remember which mail came back: the first one enclosed."""
    if not found.original_id:
        found.original_id = message_id(raw_field(inner, "message-id"))
        found.original_subject = decode_header(raw_field(inner, "subject"))


def _forwarded_text(inner: Part, found: Found, depth: int) -> tuple[str, int]:
    """Head and text of a forwarded mail, with the texts of what is attached to it; and its size in readable bytes."""
    within = Found(digest=found.digest, parts=found.parts)
    body = collect(inner, within, depth + 1) if depth < DEEPEST else Body()
    found.parts = within.parts
    for defect in within.defects:
        found.add(defect)
    _note_original(inner, found)
    heads = [
        f"{label}: {value}"
        for label, name in (("Von", "from"), ("Datum", "date"), ("An", "to"), ("Betreff", "subject"))
        if (value := decode_header(raw_field(inner, name)))
    ]
    below = [attachment.text for attachment in within.attachments if attachment.text]
    text = "\n\n".join(piece for piece in ("\n".join(heads), body.text, *below) if piece.strip())
    size = len(body.text.encode("utf-8", "replace")) + sum(attachment.size for attachment in within.attachments)
    return text, size


def _collect_status(part: Part, found: Found) -> None:
    groups = children_of(part)
    if not groups:
        data, _ = payload(part)
        groups = [parse_tree(block)[0] for block in BLANK_LINE.split(data)[:100]]
    for group in groups[:200]:
        found.status_groups.append(
            {key.lower(): clean_line(decode_header(str(value))) for key, value in group.raw_items()}
        )
    found.attachments.append(Attachment(file_name(part), "message/delivery-status", 0))
