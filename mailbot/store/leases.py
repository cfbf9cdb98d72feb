"""Who may work on a database that several machines reach: one lease row per name, taken for a time and renewed.

A lease is judged by the database server's clock alone, so machines whose clocks differ agree on who holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from mailbot.store.database import Transaction
from mailbot.store.schema import LeaseRow, UtcDateTime


@dataclass(frozen=True, slots=True)
class Lease:
    """A right that was taken: `fence` grows with each holder, so an old one is told apart from its successor."""

    name: str
    owner: str
    fence: int


def server_time(tx: Transaction) -> datetime:
    """The database server's time (UTC)."""
    return tx.scalars(select(func.current_timestamp(type_=UtcDateTime()))).one()


def take(tx: Transaction, name: str, owner: str, now: datetime, lasts: timedelta) -> Lease | None:
    """Take the lease until `now + lasts`; None while somebody else's runs."""
    row = tx.get(LeaseRow, name, with_for_update=True)
    if row is None:
        return _first(tx, name, owner, now + lasts)
    if row.until > now:
        return None
    row.owner, row.until, row.fence = owner, now + lasts, row.fence + 1
    return Lease(name, owner, row.fence)


def _first(tx: Transaction, name: str, owner: str, until: datetime) -> Lease | None:
    try:
        with tx.begin_nested():
            tx.add(LeaseRow(name=name, owner=owner, until=until, fence=1))
    except IntegrityError:  # somebody was quicker
        return None
    return Lease(name, owner, 1)


def renew(tx: Transaction, lease: Lease, now: datetime, lasts: timedelta) -> bool:
    """Hold it until `now + lasts`; False when somebody else has taken it meanwhile."""
    row = tx.get(LeaseRow, lease.name, with_for_update=True)
    if row is None or (row.owner, row.fence) != (lease.owner, lease.fence):
        return False
    row.until = now + lasts
    return True


def give_back(tx: Transaction, lease: Lease, now: datetime) -> None:
    """Let the next one have it at once."""
    renew(tx, lease, now, timedelta(0))
