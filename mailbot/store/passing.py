"""What passes the ceilings: how many mails go to one address in a day, and those that wait for a day with room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

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


def held_oldest_first(tx: Transaction, reason: str) -> list[tuple[int, str, Purpose]]:
    """The copies that are held for this reason: number, recipient, purpose; those that are due longest come first."""
    query = (
        select(OutboxRow.id, OutboxRow.recipient, MailRow.purpose)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(OutboxRow.state == MailState.HELD, OutboxRow.hold_reason == reason)
        .order_by(MailRow.created_at, OutboxRow.id)
    )
    return [(row, recipient, Purpose(purpose)) for row, recipient, purpose in tx.execute(query)]


def let_go(tx: Transaction, outbox_id: int, now: datetime) -> None:
    """This held copy may leave now."""
    row = tx.get_one(OutboxRow, outbox_id, with_for_update=True)
    if row.state == MailState.HELD:
        row.state, row.hold_reason, row.next_attempt_at = MailState.WAITING, None, now
