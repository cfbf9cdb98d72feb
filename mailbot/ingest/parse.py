"""Bytes to `Message`. Any bytes are taken; what is wrong with them is told in `defects`, never by an exception.

Who decides on which field stands in docs/decisions/0002-parsing.md.
"""

from __future__ import annotations

import re
from email.message import Message as Part
from typing import Final

from mailbot.ingest.address_fields import addresses, is_plain_sender
from mailbot.ingest.header_fields import (
    LONGEST_VALUE,
    date_of,
    decode_header,
    message_id,
    message_ids,
    parameters,
)
from mailbot.ingest.message import Address, DeliveryReport, Message
from mailbot.ingest.mime import collect
from mailbot.ingest.mime_found import Found
from mailbot.ingest.mime_tree import content_type, parse_tree
from mailbot.ingest.reply import Reply, concern_of

MOST_HEADERS: Final = 4_000
LONGEST_SUBJECT: Final = 2_000


def parse(raw: bytes) -> Message:
    """Read a mail. Defects are short English words of our own; text from outside never stands in them."""
    try:
        return _parse(raw)
    except Exception:  # noqa: BLE001 - the promise of this function: a mail is never lost to an odd byte
        return _last_resort(raw)


def _parse(raw: bytes) -> Message:
    tree, defect = parse_tree(_with_headers_first(raw))
    found = Found()
    found.add(defect)
    body = collect(tree, found)
    fields = _fields(tree, found)
    full = body.text.strip("\n")
    reply = _reply(full, fields)
    senders = fields.addresses("from")
    _note_senders(fields, senders, found)
    _note_text(full, found)
    return Message(
        subject=fields.first("subject")[:LONGEST_SUBJECT],
        senders=senders,
        from_fields=len(fields.raw("from")),
        reply_to=fields.addresses("reply-to"),
        to=fields.addresses("to"),
        cc=fields.addresses("cc"),
        date=date_of(fields.raw("date")[0]) if fields.raw("date") else None,
        message_id=message_id(fields.raw("message-id")[0]) if fields.raw("message-id") else "",
        in_reply_to=message_ids(fields.raw("in-reply-to")),
        references=message_ids(fields.raw("references")),
        headers=fields.decoded,
        content_type=content_type(tree),
        report_type=_report_type(tree, fields),
        text=reply.newest,
        full_text=full,
        quoted=reply.quoted,
        attachments=tuple(found.attachments),
        report=_report(full, fields, senders, found),
        content_digest=found.digest.hexdigest(),
        defects=tuple(found.defects),
    )


_ENVELOPE_LINE: Final = re.compile(rb"\A(?:>?From [^\r\n]{0,500}\r?\n)+")
_BARE_CR: Final = re.compile(rb"\r(?!\n)")


def _with_headers_first(raw: bytes) -> bytes:
    """Without mbox lines, byte order mark and empty lines before the header; lone CR become line ends."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    start = raw.lstrip(b"\r\n")
    if re.match(rb"[!-9;-~]{1,80}:", start) and re.match(
        rb"(?i)(?:from|to|subject|date|received|return-path|message-id|mime-version|x-[a-z-]{1,60}|content-type|"
        rb"delivered-to|dkim-signature)\s?:",
        start,
    ):
        raw = start
    raw = _ENVELOPE_LINE.sub(b"", raw)
    if b"\r" in raw and b"\n" not in raw[:2000]:
        raw = _BARE_CR.sub(b"\n", raw)
    return raw


_SYSTEM: Final = re.compile(
    r"mailer-?daemon|postmaster|mail-?daemon|microsoftexchange|mail delivery|mail ?administrator|mdaemon|"
    r"mail-?system|bounce",
    re.IGNORECASE,
)


class _Fields:
    """The header of a mail: raw values by name for the readers, decoded values in order for the message."""

    __slots__ = ("_raw", "charset", "decoded")

    def __init__(self, items: list[tuple[str, str]], charset: str) -> None:
        self.charset = charset
        self._raw: dict[str, list[str]] = {}
        for name, value in items:
            self._raw.setdefault(name, []).append(value)
        self.decoded = tuple((name, decode_header(value, charset)) for name, value in items)

    def raw(self, name: str) -> list[str]:
        """Every value of that name as it stands in the mail."""
        return self._raw.get(name, [])

    def addresses(self, name: str) -> tuple[Address, ...]:
        """Every mailbox of the fields of that name."""
        return addresses(self.raw(name), self.charset)

    def first(self, name: str) -> str:
        """The first decoded value of that name, or ""."""
        return next((value for key, value in self.decoded if key == name), "")


def _fields(tree: Part, found: Found) -> _Fields:
    items: list[tuple[str, str]] = []
    for name, value in tree.raw_items():
        if len(items) >= MOST_HEADERS:
            found.add("too-many-headers")
            break
        text = str(value)
        if len(text) > LONGEST_VALUE:
            found.add("header-cut")
        items.append((name.strip().lower(), text))
    fields = _Fields(_with_address_fields(tree, items), found.charset)
    if not fields.decoded:
        found.add("no-headers")
    return fields


def _with_address_fields(tree: Part, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where the count was cut, the fields that decide on sender and kind are still taken from the rest."""
    if len(items) < MOST_HEADERS:
        return items
    wanted = {
        "from",
        "reply-to",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "auto-submitted",
    }
    rest = list(tree.raw_items())[MOST_HEADERS:]
    return items + [(name.lower(), str(value)) for name, value in rest if name.lower() in wanted][:100]


def _reply(full: str, fields: _Fields) -> Reply:
    answers = bool(fields.raw("in-reply-to") or fields.raw("references"))
    return concern_of(full, fields.first("subject"), answers=answers) if full else Reply("", "", "")


def _note_senders(fields: _Fields, senders: tuple[Address, ...], found: Found) -> None:
    values = fields.raw("from")
    if not values:
        found.add("no-from")
    elif len(values) > 1:
        found.add("several-from-fields")
    elif len(senders) > 1:
        found.add("several-senders")
    elif not is_plain_sender(values[0], senders):
        found.add("from-repaired")


def _note_text(full: str, found: Found) -> None:
    if not full.strip():
        found.add("no-text")


def _report_type(tree: Part, fields: _Fields) -> str:
    values = fields.raw("content-type")
    if not values:
        return ""
    named = parameters(values[0]).get("report-type", "").lower()
    if named or content_type(tree) != "multipart/report":
        return named
    kinds = {content_type(child) for child in tree.get_payload() if isinstance(child, Part)}
    kind = next((kind for kind in kinds if kind in {"message/delivery-status", "message/disposition-notification"}), "")
    return kind.partition("/")[2]


def _report(full: str, fields: _Fields, senders: tuple[Address, ...], found: Found) -> DeliveryReport | None:
    sender = senders[0] if senders else Address("", "")
    failed = fields.first("x-failed-recipients")
    empty_path = fields.first("return-path").replace(" ", "") == "<>"
    by_system = empty_path or bool(_SYSTEM.search(sender.address.partition("@")[0]) or _SYSTEM.search(sender.name))
    if not (found.status_groups or failed or by_system):
        return None
    from mailbot.ingest.bounce_report import report_of_status, report_of_text

    if found.status_groups:
        return report_of_status(found.status_groups, found.original_id, found.original_subject)
    return report_of_text(full, failed)


def _last_resort(raw: bytes) -> Message:
    """The bytes as plain text: what a person in the office can still read."""
    from mailbot.ingest.charset import clean, decode

    text = clean(decode(raw[:200_000])[0])
    return Message(text=text, full_text=text, defects=("unreadable-structure",), content_digest=_digest(raw))


def _digest(raw: bytes) -> str:
    from hashlib import sha256

    return sha256(raw).hexdigest()
