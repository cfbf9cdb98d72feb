"""The sent folder of the mailbox: what the officer answers by hand takes the place of the notice that is due.

Only a mail to a case's own customer is filed; everything else that the office sends from there is none of ours.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import structlog

from mailbot.cases.events import AnsweredByHand
from mailbot.ingest.imap_session import ImapSession
from mailbot.ingest.mailbox import Fetched, ImapMailbox
from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.steps.advance import step
from mailbot.steps.runtime import Runtime
from mailbot.steps.side_folder import each_new
from mailbot.store import ledger, mails, register
from mailbot.store.database import Transaction
from mailbot.store.schema import MailRow
from mailbot.vocabulary import Purpose

log = structlog.get_logger()

AUTO: Final = "auto"
SENT_FLAG: Final = b"\\Sent"
USUAL_NAMES: Final = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
    "gesendete nachrichten",
)
BY_HAND: Final = "by_hand"
LONGEST_ID: Final = 200


def sent_folder(office: Runtime, mailbox: ImapSession) -> str:
    """The folder as configured; "auto" asks the server for its special-use folder (RFC 6154), then for usual names."""
    configured = office.settings.mailbox.sent_folder
    if configured.strip().lower() != AUTO:
        return configured.strip()
    return mailbox.find_folder(SENT_FLAG, USUAL_NAMES)


def read_sent(office: Runtime, mailbox: ImapMailbox) -> int:
    """File what was sent by hand since the last time; returns how many messages were looked at."""
    folder = sent_folder(office, mailbox)
    if not folder:
        return 0
    return each_new(office, mailbox, folder, lambda _place, fetched: _read(office, fetched))


def _read(office: Runtime, fetched: Fetched) -> None:
    message = parse(fetched.raw)
    if _is_automatic(message):
        return
    with office.store.read() as tx:
        number = _answered_case(office, tx, message)
    if number:
        _file(office, number, message, fetched)


def _is_automatic(message: Message) -> bool:
    return message.header("auto-submitted").strip().lower() not in {"", "no"}


def _answered_case(office: Runtime, tx: Transaction, message: Message) -> str:
    """The case of whose customer this is an answer; "" for our own mails, for others, and for what was filed before."""
    if mails.by_message_id(tx, (_identifier(message),)) is not None:
        return ""
    recipients = {address.address.lower() for address in message.to}
    answered = tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))
    ours = mails.by_message_id(tx, tuple(identifier.strip("<> ") for identifier in answered))
    candidates = [ours.case_number or ""] if ours is not None else []
    candidates += ledger.cases_of_messages(tx, answered)
    candidates += office.house.numbers_in(f"{message.subject}\n{message.text}")
    for number in candidates:
        customer = register.customer(tx, number) if number else None
        if customer is not None and customer.address and customer.address.lower() in recipients:
            return number
    return ""


def _identifier(message: Message) -> str:
    """The Message-ID as `mail` keeps it; one of our own making where there is none, or one too long."""
    plain = message.message_id.strip("<> ")
    if plain and len(plain) <= LONGEST_ID:
        return plain
    digest = hashlib.sha256(f"{plain}\x1f{message.header('date')}\x1f{message.content_digest}".encode()).hexdigest()
    return f"{BY_HAND}.{digest}"


def _file(office: Runtime, number: str, message: Message, fetched: Fetched) -> None:
    """One transaction: the mail into the case file, the event, and what follows from it."""
    now = office.now()
    sent_at = min(fetched.internaldate.astimezone(office.zone), now)
    work = office.work()
    step(office, work, number, lambda _absent: AnsweredByHand(at=sent_at))
    row = _row(office, number, message, fetched, sent_at)
    work.after.append(lambda tx: mails.add_sent_by_hand(tx, row, sent_at))
    work.commit(office.store)
    log.info("answer_by_hand_filed", case=number)


def _row(office: Runtime, number: str, message: Message, fetched: Fetched, sent_at: datetime) -> MailRow:
    """As a mail of ours, so that what answers it finds its case; its token stands nowhere and proves nothing."""
    return MailRow(
        message_id=_identifier(message),
        token=office.random_token(),
        case_number=number,
        purpose=Purpose.ANSWER,
        cause=BY_HAND,
        subject=message.subject,
        to=[address.address for address in message.to],
        cc=[address.address for address in message.cc],
        raw=fetched.raw,
        created_at=sent_at,
        token_expires_at=sent_at,
    )
