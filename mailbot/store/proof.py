"""Proof that nothing was cut off or lost: a digest's head still stands in the chain, each message still opens."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import select

from mailbot.errors import ConfigError, PermanentError
from mailbot.store.database import Transaction
from mailbot.store.erasing import ERASED
from mailbot.store.schema import EventRow, MessageRow

_HEAD: Final = re.compile(r"[0-9a-f]{12,64}")


def place_of_head(tx: Transaction, head: str) -> int | None:
    """The number of the link with this hash (or beginning of one), None where there is none (any more).

    Together with `register.broken_links` it proves the log up to that digest: each hash holds all before it.
    ConfigError when it is no hash.
    """
    wanted = head.strip().lower()
    if not _HEAD.fullmatch(wanted):
        raise ConfigError("--head: allowed: the Prüfsumme of a digest, at least 12 of its signs (0-9, a-f)")
    query = select(EventRow.seq).where(EventRow.hash.startswith(wanted, autoescape=True)).order_by(EventRow.seq)
    return tx.scalars(query.limit(1)).first()


def lost_messages(tx: Transaction) -> list[int]:
    """The messages of cases whose bytes are gone though nobody erased them, or do not open any more."""
    query = select(MessageRow.id, MessageRow.reason, MessageRow.message_id).where(MessageRow.case_number.is_not(None))
    rows = tx.execute(query.order_by(MessageRow.id)).all()
    return [row for row, reason, name in rows if reason != ERASED and not _opens(tx, row, empty_fits=name is None)]


def _opens(tx: Transaction, row: int, *, empty_fits: bool) -> bool:
    """Whether the bytes come out; none at all fits only a message that came without a single header."""
    try:
        raw = tx.scalar(select(MessageRow.raw).where(MessageRow.id == row))
    except PermanentError:
        return False
    return bool(raw) or empty_fits
