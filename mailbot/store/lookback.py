"""The mails of the last months, for looking back on how they were read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from mailbot.store.database import Transaction
from mailbot.store.schema import MessageRow
from mailbot.vocabulary import Disposition


def concerns_since(tx: Transaction, since: datetime) -> list[int]:
    """The row ids of the customers' mails on cases received since then, without copies, in the order of receipt."""
    query = select(MessageRow.id).where(
        MessageRow.received_at >= since,
        MessageRow.disposition.in_((Disposition.CASE, Disposition.FOLLOW_UP)),
        MessageRow.case_number.is_not(None),
        MessageRow.copy_of.is_(None),
    )
    return list(tx.scalars(query.order_by(MessageRow.received_at, MessageRow.id)))
