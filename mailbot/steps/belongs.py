"""To which case and to which mail of ours a message belongs (domain.md, section 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.ingest.house import House
from mailbot.ingest.message import Message
from mailbot.store import ledger, mails, register
from mailbot.store.database import Transaction
from mailbot.store.schema import MailRow

_TOKEN = re.compile(r"(?<![a-z2-7])[a-z2-7]{14}(?![a-z2-7])")


@dataclass(frozen=True, slots=True)
class Belonging:
    """`mail` is the mail of ours that was answered, `number` the case; `mentioned` are numbers that prove nothing."""

    number: str = ""
    mail: MailRow | None = None
    mentioned: tuple[str, ...] = ()


def belonging(tx: Transaction, message: Message, house: House) -> Belonging:
    """Find the mail of ours by Message-ID, then by a token in address or subject, then a number with a known sender."""
    mail = mails.by_message_id(tx, _answered(message)) or _by_token(tx, message, house)
    mentioned = tuple(n for n in house.numbers_in(f"{message.subject}\n{message.full_text}") if register.load(tx, n))
    if mail is not None:
        number = mail.case_number or ""
        return Belonging(number or (mentioned[0] if mentioned else ""), mail, mentioned)
    for number in mentioned:
        if message.sole_sender and _is_on_the_case(tx, number, message.sole_sender):
            return Belonging(number, None, mentioned)
    return Belonging(mentioned=mentioned)


def _is_on_the_case(tx: Transaction, number: str, sender: str) -> bool:
    """Whether the customer has this address, or a further mail of the customer on that case came from it."""
    customer = register.customer(tx, number)
    if customer is not None and customer.address.lower() == sender:
        return True
    return ledger.followed_up_from(tx, number, sender)


def _answered(message: Message) -> tuple[str, ...]:
    original = (message.report.original_message_id,) if message.report else ()
    named = (*message.in_reply_to, *reversed(message.references), *original)
    return tuple(identifier.strip("<> ") for identifier in named if identifier)


def _by_token(tx: Transaction, message: Message, house: House) -> MailRow | None:
    places = [message.subject]
    places += [a.address.partition("+")[2].partition("@")[0] for a in (*message.to, *message.cc) if "+" in a.address]
    places.append(message.header("delivered-to") if house.is_own(message.header("delivered-to")) else "")
    if message.report is not None:
        places += [message.report.original_subject, message.full_text[:20_000]]
    for place in places:
        for token in _TOKEN.findall(place):
            mail = mails.by_token(tx, token)
            if mail is not None:
                return mail
    return None
