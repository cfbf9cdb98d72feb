"""Erasing, table by table: whatever `schema.py` names as personal data. The chain of events verifies afterwards.

A link keeps its metadata and its commitment; text and salt go, so that nobody can try texts against the commitment.
An erased message keeps its place in the ledger, so that it is never taken for a new one. Each function is one deed
inside a transaction; leaving the transaction without a commit is the dry run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.orm import undefer

from mailbot.store import desk, ledger
from mailbot.store.database import Store, Transaction
from mailbot.store.schema import (
    CasePeopleRow,
    CaseRow,
    CaseTextRow,
    CustomerRow,
    DocumentRow,
    EventRow,
    FindingRow,
    MailRow,
    MessageRow,
    OutboxRow,
    ReminderRow,
)
from mailbot.vocabulary import TO_CUSTOMERS, Disposition

NOTHING_LEFT: Final = b""
"""What stands in place of the bytes of an erased message."""
ERASED: Final = "erased"
"""The reason of a message of which nothing is left."""
SENT: Final = "\\Sent"
"""Stands for the sent folder of the mailbox, whatever it is called (RFC 6154)."""
BY_CONTENT: Final = "sha256"
"""Begins the mark of a message that has no Message-ID: `sha256:<digest>:<size>`."""
SHORT_LIVED: Final = (Disposition.SPAM, Disposition.AUTOMATIC, Disposition.QUARANTINE)
PENDING: Final = "erase_pending"
"""The setting that holds what lies outside the database and is still to be erased."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased."""

    cases: int = 0
    register_rows: int = 0
    messages: int = 0
    mails: int = 0
    texts: int = 0
    documents: int = 0
    events: int = 0

    def __add__(self, other: Erased) -> Erased:
        """Both together."""
        return Erased(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def __bool__(self) -> bool:
        """Whether it was anything."""
        return any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Outside:
    """What lies outside the database: case files on disk, IMAP folders, single messages (folder, Message-ID)."""

    case_files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    messages: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Outside) -> Outside:
        """Both together, each thing once."""
        return Outside(
            tuple(dict.fromkeys((*self.case_files, *other.case_files))),
            tuple(dict.fromkeys((*self.folders, *other.folders))),
            tuple(dict.fromkeys((*self.messages, *other.messages))),
        )


NOTHING_OUTSIDE: Final = Outside()


def with_content(tx: Transaction) -> frozenset[str]:
    """The numbers of the cases of whose content anything is still there."""
    named = or_(CustomerRow.name != "", CustomerRow.address != "", CustomerRow.customer_number != "")
    tables: Sequence[Any] = (CaseTextRow, CasePeopleRow, DocumentRow, MailRow)
    queries = [
        *(select(table.case_number) for table in tables),
        select(EventRow.case_number).where(EventRow.text.is_not(None)),
        select(MessageRow.case_number).where(MessageRow.raw != NOTHING_LEFT),
        select(CustomerRow.case_number).where(named),
    ]
    found = (number for query in queries for number in tx.scalars(query.distinct()))
    return frozenset(number for number in found if number is not None)


def erase_content(tx: Transaction, number: str) -> Erased:
    """Erase originals, texts, mails, names and addresses of a case; its row of the register stays."""
    messages = list(tx.scalars(_full_messages(MessageRow.case_number == number)))
    for row in messages:
        empty(row)
    mails = list(tx.scalars(select(MailRow.id).where(MailRow.case_number == number)))
    _delete_mails(tx, mails)
    tx.execute(delete(CasePeopleRow).where(CasePeopleRow.case_number == number))
    tx.execute(delete(ReminderRow).where(ReminderRow.case_number == number))
    tx.execute(
        update(CustomerRow)
        .where(CustomerRow.case_number == number)
        .values(name="", address="", customer_number="", postal_address="")
    )
    return Erased(
        cases=1,
        messages=len(messages),
        mails=len(mails),
        texts=_count(tx.execute(delete(CaseTextRow).where(CaseTextRow.case_number == number))),
        documents=_count(tx.execute(delete(DocumentRow).where(DocumentRow.case_number == number))),
        events=_count(tx.execute(_without_text().where(EventRow.case_number == number))),
    )


def erase_row(tx: Transaction, number: str) -> Erased:
    """Erase the row of the register too; the log keeps the number."""
    content = erase_content(tx, number)
    tx.execute(delete(CustomerRow).where(CustomerRow.case_number == number))
    tx.execute(update(FindingRow).where(FindingRow.case_number == number).values(case_number=None))
    tx.execute(update(MessageRow).where(MessageRow.case_number == number).values(case_number=None))
    rows = _count(tx.execute(delete(CaseRow).where(CaseRow.number == number)))
    return content + Erased(register_rows=rows, cases=-1)


def expired_messages(tx: Transaction, short_before: datetime, long_before: datetime) -> list[MessageRow]:
    """The messages on no case whose time is over: spam and the like by the first moment, all others by the second."""
    short = MessageRow.disposition.in_(SHORT_LIVED) & (MessageRow.received_at < short_before)
    query = _full_messages(
        MessageRow.case_number.is_(None),
        MessageRow.taken_in_at.is_not(None),
        or_(short, MessageRow.received_at < long_before),
    )
    return list(tx.scalars(query.order_by(MessageRow.id)))


def messages_from(tx: Transaction, address: str) -> list[MessageRow]:
    """The messages of this sender on no case."""
    query = _full_messages(func.lower(MessageRow.sender) == address.lower(), MessageRow.case_number.is_(None))
    return list(tx.scalars(query.order_by(MessageRow.id)))


def loose_commands(tx: Transaction) -> list[MessageRow]:
    """The mails of the office's own people that were taken in and belong to no case."""
    query = _full_messages(
        MessageRow.disposition == Disposition.COMMAND,
        MessageRow.case_number.is_(None),
        MessageRow.taken_in_at.is_not(None),
    )
    return list(tx.scalars(query.order_by(MessageRow.id)))


def cases_written_to_by(tx: Transaction, address: str) -> list[str]:
    """The cases that hold a message of this sender, or whose customer has this address."""
    by_mail = select(MessageRow.case_number).where(
        func.lower(MessageRow.sender) == address.lower(), MessageRow.case_number.is_not(None)
    )
    as_customer = select(CustomerRow.case_number).where(func.lower(CustomerRow.address) == address.lower())
    return sorted({number for query in (by_mail, as_customer) for number in tx.scalars(query) if number is not None})


def erase_messages(rows: Sequence[MessageRow]) -> Erased:
    """Empty these rows of the ledger."""
    for row in rows:
        empty(row)
    return Erased(messages=len(rows))


def erase_old_office_mails(tx: Transaction, before: datetime) -> Erased:
    """The mails on no case (digests, lists) made before this moment, and texts of the log that belong to no case."""
    mails = list(tx.scalars(select(MailRow.id).where(MailRow.case_number.is_(None), MailRow.created_at < before)))
    _delete_mails(tx, mails)
    texts = tx.execute(_without_text().where(EventRow.case_number.is_(None), EventRow.at < before))
    return Erased(mails=len(mails), events=_count(texts))


def empty(row: MessageRow) -> None:
    """Of a message only its place, its time and what it was stay."""
    row.raw, row.reason = NOTHING_LEFT, ERASED
    row.message_id = row.identity = row.sender = row.text_digest = None
    row.target_folder = row.lies_in = None


def where_messages_lie(rows: Sequence[MessageRow]) -> Outside:
    """The IMAP folders that hold the messages of one case alone, and single messages elsewhere."""
    folders: list[str] = []
    messages: list[tuple[str, str]] = []
    for row in rows:
        folder = (row.lies_in or row.target_folder or row.folder) if row.moved_at else row.folder
        if row.case_number and folder.rpartition("/")[2] == row.case_number:
            folders.append(folder)
        else:
            messages.append((folder, row.message_id or mark_of(row.raw)))
    return Outside(folders=tuple(folders), messages=tuple(messages))


def where_sent_mails_lie(tx: Transaction, number: str) -> Outside:
    """What went to the customer of this case: the sent folder has it where somebody wrote by hand, or the server files.

    One by hand without a Message-ID is known by its content.
    """
    query = select(MailRow).where(MailRow.case_number == number, MailRow.purpose.in_(TO_CUSTOMERS))
    marks = (_sent_mark(row) for row in tx.scalars(query.options(undefer(MailRow.raw)).order_by(MailRow.id)))
    return Outside(messages=tuple((SENT, mark) for mark in marks))


def erase_mails_to(tx: Transaction, address: str) -> tuple[Erased, Outside]:
    """The mails on no case that went to this customer: several notices in one."""
    query = (
        select(MailRow)
        .join(OutboxRow, OutboxRow.mail_id == MailRow.id)
        .where(MailRow.case_number.is_(None), func.lower(OutboxRow.recipient) == address.lower())
        .options(undefer(MailRow.raw))
    )
    rows = tx.scalars(query.order_by(MailRow.id)).unique().all()
    outside = Outside(messages=tuple((SENT, _sent_mark(row)) for row in rows))
    _delete_mails(tx, [row.id for row in rows])
    return Erased(mails=len(rows)), outside


def _sent_mark(row: MailRow) -> str:
    return row.message_id if "@" in row.message_id else mark_of(row.raw)


def mark_of(raw: bytes) -> str:
    """The mark of a message by its content and size."""
    return f"{BY_CONTENT}:{hashlib.sha256(raw).hexdigest()}:{len(raw)}"


def messages_of(tx: Transaction, number: str) -> list[MessageRow]:
    """The messages of a case."""
    return ledger.messages_of(tx, number)


def pending(tx: Transaction) -> Outside:
    """What lies outside the database and is still to be erased."""
    stored = desk.setting(tx, PENDING)
    if stored is None:
        return Outside()
    found = json.loads(stored)
    messages = tuple((folder, message_id) for folder, message_id in found["messages"])
    return Outside(tuple(found["case_files"]), tuple(found["folders"]), messages)


def remember_pending(tx: Transaction, outside: Outside) -> None:
    """Remember it until it is done."""
    if outside == Outside():
        desk.forget(tx, PENDING)
        return
    value = {"case_files": outside.case_files, "folders": outside.folders, "messages": outside.messages}
    desk.remember(tx, PENDING, json.dumps(value, ensure_ascii=False))


def compact(store: Store) -> None:
    """Give back the room of what was erased, so that nothing of it stays in free pages of a SQLite file.

    On a server that is the affair of its own VACUUM.
    """
    if store.engine.dialect.name != "sqlite":
        return
    with closing(store.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for command in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(command)
        cursor.close()


def _full_messages(*conditions: Any) -> Any:
    return select(MessageRow).where(MessageRow.raw != NOTHING_LEFT, *conditions)


def _without_text() -> Any:
    return update(EventRow).where(EventRow.text.is_not(None)).values(text=None, salt=None)


def _delete_mails(tx: Transaction, ids: Sequence[int]) -> None:
    tx.execute(delete(ReminderRow).where(ReminderRow.mail_id.in_(ids)))
    tx.execute(delete(OutboxRow).where(OutboxRow.mail_id.in_(ids)))
    tx.execute(delete(MailRow).where(MailRow.id.in_(ids)))


def _count(result: Any) -> int:
    return int(result.rowcount) if isinstance(result, CursorResult) else 0
