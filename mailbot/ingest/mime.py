"""Which parts of a mail are its text, which are attachments: one walk through the tree of parts."""

from __future__ import annotations

import re
from email.message import Message as Part
from typing import Final

from mailbot.ingest import attachments as att
from mailbot.ingest.charset import clean_line, decode
from mailbot.ingest.header_fields import decode_header, loose_base64, message_id, parameters
from mailbot.ingest.message import Attachment
from mailbot.ingest.mime_found import Body, Found
from mailbot.ingest.mime_text import LONGEST_ATTACHMENT_TEXT, attachment_text, html_text, inline_text
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
from mailbot.ingest.text import is_stub, may_be_stub, plain_text

DEEPEST: Final = 40
MOST_PARTS: Final = 12_000
MOST_FORWARDED: Final = 60
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
        return inline_text(part, kind, data, found)
    if kind.startswith("text/") and kind not in _MACHINE_TEXT and inline and not name:
        return inline_text(part, "text/plain", data, found)
    if kind in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat":
        return _collect_tnef(name, kind, data, found)
    if kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return _collect_cms(part, name, kind, data, found)
    if kind == "text/rfc822-headers":
        _note_original(parse_tree(data)[0], found)
    found.mark(kind, data)
    found.attachments.append(Attachment(name, kind, len(data), attachment_text(part, name, kind, data, found)))
    return Body()


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
