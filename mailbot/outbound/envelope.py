"""From whom, to whom, when, under which Message-ID: what a mail needs besides its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """`message_id`, `in_reply_to` and `references` stand without angle brackets; `token` is the mail's own.

    `in_reply_to` and `references` are given only where the recipient is the one whose mail is answered.
    `trial_for` says, in trial mode, whom the mail would have gone to: `customer`, or directory addresses joined by
    commas; never a customer's address.
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
