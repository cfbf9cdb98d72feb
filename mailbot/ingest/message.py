"""A mail after parsing: frozen, decoded, complete. Nothing here reads bytes or raises on odd content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of RFC 5322: display name (decoded, may be empty) and addr-spec as written."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part after the last `@`, lower case; empty where there is none."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the text. `text` holds what could be read from a text or forwarded part, else ""."""

    name: str
    type: str
    size: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a delivery status notification says (RFC 3464), or a plain-text bounce as far as it could be read."""

    action: str
    status: str
    recipients: tuple[str, ...]
    original_message_id: str
    original_subject: str


@dataclass(frozen=True, slots=True)
class Message:
    """A parsed mail.

    `text` is the newest text without quotes and signature; `full_text` is all readable text; `quoted` is what
    the reply or forward carries below. `senders` holds every mailbox of every From field: more than one, or
    none, means no authority. `headers` are (lower-case name, decoded value) in the order of the mail.
    `date` is the Date header, aware, or None; it is never used for deadlines.
    `content_digest` is the SHA-256 (hex) over decoded bodies and attachments, for recognising copies.
    `defects` are short English words of our own, never text from the mail.
    """

    subject: str = ""
    senders: tuple[Address, ...] = ()
    from_fields: int = 0
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "text/plain"
    report_type: str = ""
    text: str = ""
    full_text: str = ""
    quoted: str = ""
    attachments: tuple[Attachment, ...] = ()
    report: DeliveryReport | None = None
    content_digest: str = ""
    defects: tuple[str, ...] = ()

    @property
    def sender(self) -> Address:
        """The first From mailbox, or an empty one."""
        return self.senders[0] if self.senders else Address("", "")

    @property
    def sole_sender(self) -> str:
        """The From address in lower case if exactly one From field holds exactly one plain address, else "".

        Whoever stands here may have authority; anything else has none, least of all an address that was mended.
        """
        if self.from_fields == 1 and len(self.senders) == 1 and "from-repaired" not in self.defects:
            return self.senders[0].address.lower()
        return ""

    @property
    def is_encrypted(self) -> bool:
        """Whether what it says cannot be read here."""
        return "encrypted" in self.defects

    def header(self, name: str) -> str:
        """The first header of that (lower-case) name, or ""."""
        return next((value for key, value in self.headers if key == name), "")

    def headers_named(self, name: str) -> tuple[str, ...]:
        """Every header of that (lower-case) name, topmost first."""
        return tuple(value for key, value in self.headers if key == name)
