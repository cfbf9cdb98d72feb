"""What passes the ceilings: how many mails go to one address in a day, and those that wait for a day with room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select, update

from mailbot.store.database import Transaction
from mailbot.store.schema import MailRow, OutboxRow
from mailbot.vocabulary import MailState, Purpose

ON_THE_WAY = (MailState.WAITING, MailState.SENDING)
NOT_LEAVING = (MailState.CANCELLED, MailState.HELD, MailState.BLOCKED)


def passing_since(tx: Transaction, recipient: str, purposes: Sequence[Purpose], since: datetime) -> int:
    """How many copies with these purposes left for this recipient since then, or are on their way.

    What is held does not count: it takes its place on the day on which it is let go.
    """
    leaves = OutboxRow.state.in_(ON_THE_WAY) | (OutboxRow.sent_at >= since)
    made = (MailRow.created_at >= since) & OutboxRow.state.not_in(NOT_LEAVING)
    query = (
        select(func.count())
        .select_from(OutboxRow)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(func.lower(OutboxRow.recipient) == recipient.lower(), MailRow.purpose.in_(purposes), leaves | made)
    )
    return tx.scalar(query) or 0


def made_since(tx: Transaction, recipient: str, purpose: Purpose, cause: str, since: datetime) -> int:
    """How many copies with this purpose and cause were made for this recipient since then."""
    query = (
        select(func.count())
        .select_from(OutboxRow)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(func.lower(OutboxRow.recipient) == recipient.lower(), MailRow.purpose == purpose)
        .where(MailRow.cause == cause, MailRow.created_at >= since)
    )
    return tx.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """A copy that is held: its row, to whom, why, and the case that it is about ("" for none) with its round."""

    row: int
    recipient: str
    purpose: Purpose
    number: str
    cause: str
    round: int


def held_oldest_first(tx: Transaction, reason: str) -> list[HeldCopy]:
    """The copies that are held for this reason; those that are due longest come first."""
    return _copies(tx, OutboxRow.state == MailState.HELD, OutboxRow.hold_reason == reason)


def _copies(tx: Transaction, *conditions: ColumnElement[bool]) -> list[HeldCopy]:
    query = (
        select(OutboxRow.id, OutboxRow.recipient, MailRow.purpose, MailRow.case_number, MailRow.cause, MailRow.round)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(*conditions)
        .order_by(MailRow.created_at, OutboxRow.id)
    )
    return [
        HeldCopy(row, recipient, Purpose(purpose), number or "", cause, round_)
        for row, recipient, purpose, number, cause, round_ in tx.execute(query)
    ]


def put_together(tx: Transaction, copies: Sequence[int], mail_id: int) -> None:
    """These held copies do not leave: one mail stands for all of them."""
    chosen = (OutboxRow.id.in_(copies), OutboxRow.state == MailState.HELD)
    tx.execute(update(OutboxRow).where(*chosen).values(state=MailState.CANCELLED, hold_reason=_together(mail_id)))


def take_apart(tx: Transaction, mail_id: int, wanted: Sequence[int], reason: str) -> None:
    """The mail that stood for several copies does not leave: those still wanted are held again for this reason."""
    stood = OutboxRow.hold_reason == _together(mail_id)
    again = (stood, OutboxRow.id.in_(wanted))
    tx.execute(update(OutboxRow).where(*again).values(state=MailState.HELD, hold_reason=reason))
    tx.execute(update(OutboxRow).where(stood).values(hold_reason=None))


def put_into(tx: Transaction, mail_id: int) -> list[HeldCopy]:
    """The copies that this mail stands for; none for any other mail."""
    return _copies(tx, OutboxRow.hold_reason == _together(mail_id))


def copies_of(tx: Transaction, mail_id: int) -> list[HeldCopy]:
    """The copies of this mail, whatever their state."""
    return _copies(tx, OutboxRow.mail_id == mail_id)


def stands_for(tx: Transaction, mail_id: int) -> list[tuple[str, Purpose]]:
    """The cases, and the notices on them, that this mail stands for; none for any other mail."""
    return [(copy.number, copy.purpose) for copy in put_into(tx, mail_id) if copy.number]


TOGETHER: Final = "in mail "


def _together(mail_id: int) -> str:
    return f"{TOGETHER}{mail_id}"


def let_go(tx: Transaction, outbox_id: int, now: datetime) -> None:
    """This held copy may leave now."""
    row = tx.get_one(OutboxRow, outbox_id, with_for_update=True)
    if row.state == MailState.HELD:
        row.state, row.hold_reason, row.next_attempt_at = MailState.WAITING, None, now
