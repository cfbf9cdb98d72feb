"""What recognises the copies of a message."""

from __future__ import annotations

import hashlib

from mailbot.ingest.message import Message


def identity_of(message: Message) -> str:
    """What all copies of a message share: Message-ID, From, Date, Subject and the decoded content, hashed."""
    date = message.date.isoformat() if message.date else message.header("date")
    senders = ",".join(sender.address.lower() for sender in message.senders)
    parts = (message.message_id, senders, date, message.subject, message.content_digest)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
