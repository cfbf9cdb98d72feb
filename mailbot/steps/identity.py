"""What recognises the copies of a message."""

from __future__ import annotations

import hashlib
import re

from mailbot.ingest.message import Message

_MESSAGE_ID = re.compile(rb"(?:\A|\n)message-id:[ \t]{0,20}(?:\r?\n[ \t]{1,20})?(<[^<>\s]{1,500}>)", re.IGNORECASE)
HEAD = 100_000
"""Bytes of a message in which its Message-ID is looked for without parsing it."""


def stated_message_id(raw: bytes) -> str:
    """The Message-ID of a message that must not be parsed, or ""."""
    found = _MESSAGE_ID.search(raw[:HEAD])
    return found[1].decode("ascii", "replace") if found else ""


def identity_of(message: Message) -> str:
    """What all copies of a message share: Message-ID, From, Date, Subject and the decoded content, hashed."""
    date = message.date.isoformat() if message.date else message.header("date")
    senders = ",".join(sender.address.lower() for sender in message.senders)
    parts = (message.message_id, senders, date, message.subject, message.content_digest)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
