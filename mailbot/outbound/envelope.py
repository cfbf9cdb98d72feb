"""The headers of a mail of ours. Whatever comes in is checked here, so that no header can be injected.

RFC 5322 (fields), RFC 3834 (automatic responses), RFC 2076 and [MS-OXCMAIL] (X-Auto-Response-Suppress).
docs/decisions/0007-gate.md says why there is no `Precedence` field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from mailbot.errors import PermanentError

LOOP_HEADER = "X-Mailbot-Loop"
"""Our own mark: a mail that comes back with it was made here."""

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]{1,128}@[A-Za-z0-9.\-]{1,253}")
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,400}@[\x21-\x3b\x3d\x3f-\x7e]{1,400}")
_ROLE = re.compile(r"[a-z_]{1,20}(?::[A-Za-z0-9_-]{1,80})?")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom, under which identity.

    `message_id`, `in_reply_to` and `references` may come with or without angle brackets. `in_reply_to` and
    `references` hold a customer's Message-ID only in mails to that customer. `trial_for` names, in redirect mode, the
    roles the mail would have gone to (`office.trial_roles`). `sender_name` is the office's own name.
    """

    message_id: str
    token: str
    date: datetime
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    trial_for: str = ""
    sender_name: str = ""

    @property
    def trial_roles(self) -> tuple[str, ...]:
        """The roles of `trial_for`; what has not the form of a role (an address) becomes "other"."""
        given = [role.strip() for role in self.trial_for.split(",") if role.strip()]
        return tuple(dict.fromkeys(role if _ROLE.fullmatch(role) else "other" for role in given))


def write_headers(mail: EmailMessage, envelope: Envelope, subject: str, sender_name: str) -> None:
    """Put all headers into `mail`. PermanentError for an address or Message-ID that is none, or a naive date."""
    if envelope.date.tzinfo is None:
        raise PermanentError("a mail needs a date with its time zone")
    name = " ".join(_printable(envelope.sender_name or sender_name).split())
    mail["From"] = formataddr((name, _address(envelope.sender)))
    mail["To"] = ", ".join(_address(address) for address in envelope.to)
    if envelope.cc:
        mail["Cc"] = ", ".join(_address(address) for address in envelope.cc)
    mail["Subject"] = " ".join(_printable(subject).split())
    mail["Date"] = format_datetime(envelope.date)
    mail["Message-ID"] = f"<{_own_id(envelope.message_id)}>"
    _write_thread(mail, envelope)
    mail["Auto-Submitted"] = "auto-replied" if envelope.in_reply_to else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail[LOOP_HEADER] = _address(envelope.sender).rpartition("@")[2].lower()
    mail["Content-Language"] = "de"


def _write_thread(mail: EmailMessage, envelope: Envelope) -> None:
    """Foreign ids that are not well-formed are left out: a thread is a convenience, not worth a risk."""
    answered = _foreign_id(envelope.in_reply_to)
    line = [identifier for identifier in map(_foreign_id, envelope.references) if identifier]
    if answered:
        mail["In-Reply-To"] = f"<{answered}>"
        line = [*(identifier for identifier in line if identifier != answered), answered]
    if line:
        mail["References"] = " ".join(f"<{identifier}>" for identifier in line[-10:])


def _address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise PermanentError("an address of this mail is not a plain e-mail address")
    return address


def _own_id(message_id: str) -> str:
    bare = message_id.strip().removeprefix("<").removesuffix(">")
    if not _MESSAGE_ID.fullmatch(bare):
        raise PermanentError("the Message-ID of this mail is not well-formed")
    return bare


def _foreign_id(message_id: str) -> str:
    """At most 200 characters: longer ones would not fit into a folded line everywhere."""
    bare = message_id.strip().removeprefix("<").removesuffix(">")
    return bare if len(bare) <= 200 and _MESSAGE_ID.fullmatch(bare) else ""  # noqa: PLR2004


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
