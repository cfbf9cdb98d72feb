"""Proof that nothing of the log was cut off: a head that stood in a digest still stands in the chain."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import select

from mailbot.errors import ConfigError
from mailbot.store.database import Transaction
from mailbot.store.schema import EventRow

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
