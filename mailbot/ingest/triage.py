"""What a mail is before anybody asks what it is about: a case, or automatic, a bounce, spam, a reply of ours.

The order of the rules is the tuple `RULES`; the first that hits decides. Nothing hit: the mail is a case. Throwing
away always needs a positive match.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from mailbot.ingest import automatic, bounces, spam
from mailbot.ingest.house import House
from mailbot.ingest.message import Message
from mailbot.ingest.signs import Hit, Signs, signs_of
from mailbot.vocabulary import Disposition

__all__ = ["RULES", "Hit", "triage"]

_TOKEN: Final = re.compile(r"(?<![a-z0-9])[a-z2-7]{14}(?![a-z0-9])")
_OWN_MARKS: Final = ("x-loop", "x-mailbot-loop")


def returned_loop(signs: Signs) -> Hit | None:
    """Our own mail comes back: our address in X-Loop, or our address as sender of something automatic."""
    if any(signs.house.is_own(signs.header(name)) for name in _OWN_MARKS):
        return Hit(Disposition.AUTOMATIC, "returned_loop", "X-Loop")
    return None


def numbered_reply(signs: Signs) -> Hit | None:
    """The subject bears a file number: a command from an internal address, a follow-up from anybody else.

    An internal forward is no command, nor is a mail whose From is not one plain address or is our own.
    """
    if not signs.numbers:
        return None
    return Hit(_reply_from(signs), "numbered_reply", signs.numbers[0])


def threaded_reply(signs: Signs) -> Hit | None:
    """In-Reply-To or References name a mail of ours, by number or token in an id of our own domains."""
    for mail_id in (*signs.message.in_reply_to, *signs.message.references):
        local, _, domain = mail_id.strip("<> ").lower().rpartition("@")
        ours = domain in signs.house.internal_domains or domain == signs.house.mailbox.lower().rpartition("@")[2]
        if ours and (signs.house.numbers_in(local.replace(".", " ")) or _TOKEN.search(local)):
            return Hit(_reply_from(signs), "threaded_reply", "In-Reply-To")
    return None


def addressed_reply(signs: Signs) -> Hit | None:
    """The mailbox's address was written to with a number or token behind a plus."""
    for address in (*signs.message.to, *signs.message.cc):
        plus = address.address.lower().partition("@")[0].partition("+")[2]
        known = bool(signs.house.numbers_in(plus.replace(".", " "))) or bool(_TOKEN.search(plus))
        if known and signs.house.is_own(address.address):
            return Hit(_reply_from(signs), "addressed_reply", "plus address")
    return None


def _reply_from(signs: Signs) -> Disposition:
    author = signs.message.sole_sender
    trusted = author.isascii() and bool(author) and signs.house.is_internal(author) and not signs.house.is_own(author)
    return Disposition.COMMAND if trusted and not signs.is_forward else Disposition.FOLLOW_UP


RULES: Final[tuple[Callable[[Signs], Hit | None], ...]] = (
    # by form, before any wording
    returned_loop,
    automatic.read_receipt,
    bounces.delivery_report,
    bounces.plain_bounce,
    automatic.calendar_reply,
    automatic.auto_submitted,
    automatic.vendor_autoreply,
    # the server's word and wording; fraud often wears the headers of a newsletter, so it is asked first
    spam.marked_by_server,
    automatic.absence_subject,
    automatic.absence_wording,
    spam.spam_wording,
    automatic.bulk_headers,
    automatic.newsletter,
    automatic.monitoring,
    automatic.machine_confirmation,
    # what belongs to a case
    numbered_reply,
    threaded_reply,
    addressed_reply,
)


def triage(message: Message, house: House, *, is_recorded: bool = False) -> Hit:
    """What this mail is. `is_recorded`: it was read as an Anlage 1 form or a Service Center ticket."""
    signs = signs_of(message, house)
    for rule in RULES:
        if is_recorded and rule not in _FOR_RECORDED:
            continue
        hit = rule(signs)
        if hit is not None:
            return hit
    return Hit(Disposition.CASE, "a_person_writes", "")


_FOR_RECORDED: Final = (returned_loop, automatic.read_receipt, bounces.delivery_report, automatic.absence_subject)
