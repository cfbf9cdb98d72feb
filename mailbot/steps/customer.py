"""Who the customer of a new case is, and whether notices may go there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.cases.authentication import Authentication
from mailbot.cases.events import NoticeWay
from mailbot.ingest.house import House
from mailbot.ingest.message import Address, Message
from mailbot.ingest.reply import ForwardedHeader, forwarded_header
from mailbot.rules.directory import Directory
from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import Channel

_NO_REPLY = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|keine[-_.]?antwort|nicht[-_.]?antworten|mailer[-_.]?daemon|postmaster"
    r"|bounces?|noreply[^@]{0,40}|daemon|root|www-data)(?:[-+_.][^@]{0,60})?@",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Customer:
    """Whoever wrote. `way` says how notices reach them; `colleague` forwarded it and only gets the number.

    `doubtful` asks for a review: an address to answer to that is not the sender's, or none found in a forward.
    """

    name: str
    address: str
    way: NoticeWay
    colleague: str = ""
    doubtful: bool = False
    notices_held: bool = False


def customer_of(
    message: Message, verdict: Verdict, house: House, directory: Directory, proof: Authentication
) -> Customer:
    """Find the customer (domain.md, sections 3 and 4: only the From address, Reply-To only for web forms)."""
    sender = message.sole_sender
    if verdict.channel is Channel.LETTER and verdict.form is not None:
        form = verdict.form
        way = NoticeWay.LETTER if form.customer_name and form.customer_address else NoticeWay.NONE
        return Customer(form.customer_name, "", way)
    if verdict.channel in {Channel.FORM, Channel.SERVICE_CENTRE_TICKET}:
        name = verdict.form.customer_name if verdict.form else ""
        return Customer(name, "", NoticeWay.NONE, colleague=sender)
    if any(form.sender.lower() == sender for form in house.web_forms):
        return _by_address(message.reply_to[0] if message.reply_to else Address("", ""), house, directory)
    if sender and (house.is_internal(sender) or sender in directory.addresses):
        return _forwarded(message, house, directory, sender)
    if verdict.from_authority:
        return Customer(message.sender.name, sender, NoticeWay.NONE)
    writer = _by_address(message.sender, house, directory)
    elsewhere = any(address.address.lower() != sender for address in message.reply_to)
    way = writer.way if sender and not message.header("return-path").startswith("<>") else NoticeWay.NONE
    return Customer(
        writer.name,
        writer.address,
        way,
        doubtful=elsewhere or not sender,
        notices_held=proof.failed,
    )


def _by_address(writer: Address, house: House, directory: Directory) -> Customer:
    address = writer.address
    usable = (
        "@" in address
        and not _NO_REPLY.match(address)
        and not house.is_own(address)
        and address.lower() not in directory.addresses
    )
    return Customer(writer.name, address, NoticeWay.MAIL if usable else NoticeWay.NONE)


def _forwarded(message: Message, house: House, directory: Directory, colleague: str) -> Customer:
    header = forwarded_by(message)
    if header is None or "@" not in header.address or house.is_internal(header.address):
        return Customer(header.name if header else "", "", NoticeWay.NONE, colleague=colleague, doubtful=True)
    writer = _by_address(Address(header.name, header.address), house, directory)
    return Customer(writer.name, writer.address, writer.way, colleague=colleague)


def forwarded_by(message: Message) -> ForwardedHeader | None:
    """The header block of the mail that was passed on: in the text, else in an attached message."""
    attached = (part.text for part in message.attachments if part.type == "message/rfc822")
    found = (forwarded_header(text) for text in (message.full_text, *attached))
    return next((header for header in found if header is not None), None)
