"""The ledger of messages: fetched, taken in, moved. Each function is one question or deed inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, inspect, select, update
from sqlalchemy.orm import aliased, undefer

from mailbot.store.database import Transaction
from mailbot.store.schema import CaseTextRow, CursorRow, MessageRow
from mailbot.vocabulary import Disposition

DOUBTFUL, APART = "doubtful", "apart"
"""The text of a follow-up that the officer has to look at first, and of one that no team reads any more."""

MAX_ATTEMPTS = 3
"""The third death of the process, or failure, over one message means quarantine."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a mailbox, with the UIDVALIDITY under which it is read."""

    mailbox: str
    name: str
    uidvalidity: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is written into the ledger when a message was taken in."""

    disposition: Disposition
    message_id: str = ""
    identity: str = ""
    sender: str = ""
    case_number: str = ""
    target_folder: str = ""
    reason: str = ""
    copy_of: int | None = None


def cursor(tx: Transaction, mailbox: str, folder: str) -> CursorRow | None:
    """How far this folder was read, or None when never."""
    return tx.get(CursorRow, (mailbox, folder))


def set_cursor(tx: Transaction, folder: Folder, last_uid: int) -> None:
    """Remember that everything up to this UID was fetched."""
    row = tx.get(CursorRow, (folder.mailbox, folder.name))
    if row is None:
        tx.add(CursorRow(mailbox=folder.mailbox, folder=folder.name, uidvalidity=folder.uidvalidity, last_uid=last_uid))
    else:
        row.uidvalidity, row.last_uid = folder.uidvalidity, last_uid


def record_fetched(
    tx: Transaction, folder: Folder, uid: int, *, raw: bytes, received_at: datetime, now: datetime
) -> int | None:
    """A new ledger row for this instance; its id, or None when the instance is known already."""
    known = select(MessageRow.id).where(
        MessageRow.mailbox == folder.mailbox,
        MessageRow.folder == folder.name,
        MessageRow.uidvalidity == folder.uidvalidity,
        MessageRow.uid == uid,
    )
    if tx.scalar(known) is not None:
        return None
    row = MessageRow(
        mailbox=folder.mailbox,
        folder=folder.name,
        uidvalidity=folder.uidvalidity,
        uid=uid,
        raw=raw,
        received_at=received_at,
        fetched_at=now,
    )
    tx.add(row)
    tx.flush()
    return row.id


def waiting(tx: Transaction) -> list[int]:
    """The rows that were fetched and not yet taken in, oldest first."""
    query = select(MessageRow.id).where(MessageRow.taken_in_at.is_(None)).order_by(MessageRow.id)
    return list(tx.scalars(query))


def message(tx: Transaction, row_id: int) -> MessageRow:
    """One row, with its bytes."""
    row = tx.get_one(MessageRow, row_id, options=[undefer(MessageRow.raw)])
    if "raw" in inspect(row).unloaded:  # it was listed before in this transaction, without its bytes
        tx.refresh(row, ["raw"])
    return row


def find(tx: Transaction, row_id: int) -> MessageRow | None:
    """One row with its bytes, or None."""
    return tx.get(MessageRow, row_id, options=[undefer(MessageRow.raw)])


def count_attempt(tx: Transaction, row_id: int) -> int:
    """Count one more attempt at taking the message in; committed before anything else is tried."""
    row = tx.get_one(MessageRow, row_id)
    row.attempts += 1
    return row.attempts


def first_copy(tx: Transaction, identity: str, but: int) -> MessageRow | None:
    """An earlier message with the same identity, or None."""
    query = select(MessageRow).where(MessageRow.identity == identity, MessageRow.id < but).order_by(MessageRow.id)
    return tx.scalars(query.limit(1)).first()


def same_message_id(tx: Transaction, message_id: str, but: int) -> bool:
    """Whether an earlier message bears this Message-ID."""
    query = select(MessageRow.id).where(MessageRow.message_id == message_id, MessageRow.id < but)
    return tx.scalar(query.limit(1)) is not None


def cases_of_messages(tx: Transaction, message_ids: Sequence[str]) -> list[str]:
    """The cases that messages with these Message-IDs belong to, in the order of the ids."""
    if not message_ids:
        return []
    query = select(MessageRow.message_id, MessageRow.case_number).where(
        MessageRow.message_id.in_(message_ids), MessageRow.case_number.is_not(None)
    )
    found = [(message_ids.index(identifier or ""), number or "") for identifier, number in tx.execute(query)]
    return [number for _, number in sorted(found)]


def earlier_from(tx: Transaction, sender: str, since: datetime, but: int) -> list[MessageRow]:
    """The messages of this sender on cases, received since then, newest first, at most ten."""
    query = (
        select(MessageRow)
        .where(
            MessageRow.sender == sender,
            MessageRow.received_at >= since,
            MessageRow.id != but,
            MessageRow.case_number.is_not(None),
        )
        .order_by(MessageRow.received_at.desc())
    )
    return list(tx.scalars(query.options(undefer(MessageRow.raw)).limit(10)))


def followed_up_from(tx: Transaction, number: str, sender: str) -> bool:
    """Whether a customer's further mail on this case came from this address."""
    query = select(MessageRow.id).where(
        MessageRow.case_number == number,
        MessageRow.disposition == Disposition.FOLLOW_UP,
        func.lower(MessageRow.sender) == sender.lower(),
    )
    return tx.scalars(query.limit(1)).first() is not None


def to_move(tx: Transaction) -> list[MessageRow]:
    """The messages whose move into a folder has not been seen done."""
    query = (
        select(MessageRow)
        .where(
            MessageRow.taken_in_at.is_not(None),
            MessageRow.moved_at.is_(None),
            MessageRow.target_folder.is_not(None),
        )
        .order_by(MessageRow.id)
    )
    return list(tx.scalars(query))


def mark_moved(tx: Transaction, row_id: int, now: datetime) -> None:
    """The server has the message in its target folder, or nowhere any more."""
    row = tx.get_one(MessageRow, row_id)
    row.moved_at, row.lies_in = now, row.target_folder


def settle(tx: Transaction, row_id: int, now: datetime, facts: Facts) -> None:
    """The message was taken in: what it is, where it belongs, and what recognises its copies."""
    row = tx.get_one(MessageRow, row_id)
    row.taken_in_at = now
    row.disposition, row.reason = facts.disposition, facts.reason or None
    row.case_number, row.target_folder = facts.case_number or None, facts.target_folder
    row.message_id, row.identity, row.sender = facts.message_id, facts.identity, facts.sender
    row.copy_of = facts.copy_of


def file_with(tx: Transaction, row_id: int, number: str, target: str) -> None:
    """The message that belonged to no case belongs to this one from now on."""
    row = tx.get_one(MessageRow, row_id)
    if row.case_number is None:
        row.case_number, row.target_folder, row.moved_at = number, target, None


def send_along(tx: Transaction, number: str, target: str, apart: str = "") -> None:
    """The messages of the case belong into this folder; not one whose text lies with a linked case, or lies `apart`.

    What is left of a follow-up whose part was cut out stays where it is, and so does what was written about it there.
    """
    any_case = f"%/{number[:-11]}____-______"
    with_other = MessageRow.target_folder.like(any_case) & ~MessageRow.target_folder.endswith(f"/{number}")
    tx.execute(
        update(MessageRow)
        .where(
            MessageRow.case_number == number,
            MessageRow.target_folder.not_in((target, apart)),
            ~with_other,
            ~_stays(number),
        )
        .values(target_folder=target, moved_at=None)
    )


def _stays(number: str) -> ColumnElement[bool]:
    kept = select(CaseTextRow.message_row).where(CaseTextRow.case_number == number, CaseTextRow.kind == APART)
    kept = kept.where(CaseTextRow.message_row.is_not(None))
    beside = aliased(MessageRow)
    folders = select(beside.target_folder).where(beside.id.in_(kept), beside.target_folder.is_not(None))
    written = (MessageRow.disposition == Disposition.COMMAND) & MessageRow.target_folder.in_(folders)
    return MessageRow.id.in_(kept) | written


def send_apart(tx: Transaction, number: str, apart: str, target: str) -> None:
    """The doubtful follow-ups of the case, and what was written about them in the folder `apart`, belong there."""
    texts = select(CaseTextRow.message_row).where(
        CaseTextRow.case_number == number,
        CaseTextRow.kind.in_((DOUBTFUL, APART)),
        CaseTextRow.message_row.is_not(None),
    )
    written = (MessageRow.disposition == Disposition.COMMAND) & (MessageRow.target_folder == apart)
    chosen = (MessageRow.case_number == number, MessageRow.id.in_(texts) | written)
    tx.execute(update(MessageRow).where(*chosen).values(target_folder=target, moved_at=None))


def keep_apart(tx: Transaction, number: str) -> None:
    """The doubtful follow-ups of the case are settled, and none of the team's: no mail shows them from now on."""
    chosen = (CaseTextRow.case_number == number, CaseTextRow.kind == DOUBTFUL)
    tx.execute(update(CaseTextRow).where(*chosen).values(kind=APART))


def others_lie_in(tx: Transaction, folder: str, target: str) -> bool:
    """Whether a message lies in that folder that does not belong to `target`."""
    there = (MessageRow.lies_in == folder, MessageRow.target_folder != target)
    return tx.scalar(select(MessageRow.id).where(*there).limit(1)) is not None


def messages_of(tx: Transaction, number: str) -> list[MessageRow]:
    """The messages of a case, in the order of receipt."""
    query = select(MessageRow).where(MessageRow.case_number == number).order_by(MessageRow.received_at, MessageRow.id)
    return list(tx.scalars(query))


def all_messages(tx: Transaction) -> Iterable[MessageRow]:
    """Everything that was taken in, in the order of fetching."""
    query = select(MessageRow).where(MessageRow.taken_in_at.is_not(None)).order_by(MessageRow.id)
    return tx.scalars(query.execution_options(yield_per=200))


def in_quarantine(tx: Transaction) -> Sequence[MessageRow]:
    """The messages that could not be taken in."""
    query = select(MessageRow).where(MessageRow.disposition == Disposition.QUARANTINE).order_by(MessageRow.id)
    return list(tx.scalars(query))


def counts_since(tx: Transaction, since: datetime) -> dict[str, int]:
    """How many messages of each disposition were taken in since then."""
    query = (
        select(MessageRow.disposition, func.count())
        .where(MessageRow.taken_in_at >= since)
        .group_by(MessageRow.disposition)
    )
    return {disposition or "": number for disposition, number in tx.execute(query)}


def ids_since(tx: Transaction, disposition: Disposition, since: datetime) -> list[int]:
    """The row ids of that disposition taken in since then."""
    query = select(MessageRow.id).where(MessageRow.taken_in_at >= since, MessageRow.disposition == disposition)
    return list(tx.scalars(query))


def merge(tx: Transaction, number: str, into: str) -> None:
    """The messages of one case belong to another number from now on, and into its folder."""
    moving = MessageRow.case_number == number
    place = select(MessageRow.target_folder).where(
        MessageRow.case_number == into, MessageRow.target_folder.endswith(f"/{into}")
    )
    target = tx.scalar(place.order_by(MessageRow.id).limit(1))
    if target:
        tx.execute(update(MessageRow).where(moving).values(target_folder=target, moved_at=None))
    tx.execute(update(MessageRow).where(moving).values(case_number=into))
