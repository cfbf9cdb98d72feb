"""Seals what lay in the database before the office had a key."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import LargeBinary, select, type_coerce, update

from mailbot.store.at_rest import is_sealed
from mailbot.store.database import Store
from mailbot.store.erasing import compact
from mailbot.store.schema import DATABASE, Compressed, DocumentRow, MailRow, MessageRow

COLUMNS: Final[tuple[tuple[type[Any], str], ...]] = (
    (MessageRow, "raw"),
    (MailRow, "raw"),
    (DocumentRow, "content"),
)
_BATCH: Final = 100


def seal_what_is_plain(store: Store) -> int:
    """Seal every original that is not; returns how many. Nothing happens where the office has no key.

    What was free in a SQLite file is given back, so that no plain copy stays in its pages.
    """
    if store.cipher is None:
        return 0
    done = sum(_seal_column(store, table, column) for table, column in COLUMNS)
    if done:
        compact(store)
    return done


def _seal_column(store: Store, table: type[Any], column: str) -> int:
    done, after = 0, 0
    while True:
        with store.write() as tx:
            found = _batch(tx, table, column, after)
            for row_id, packed in found:
                if not is_sealed(packed) and packed != _NOTHING:
                    sealed = store.cipher.seal(packed, DATABASE) if store.cipher else packed
                    value = type_coerce(sealed, LargeBinary)
                    tx.execute(update(table).where(table.id == row_id).values({column: value}))
                    done += 1
        if not found:
            return done
        after = found[-1][0]


def _batch(tx: Any, table: type[Any], column: str, after: int) -> list[tuple[int, bytes]]:
    stored = type_coerce(getattr(table, column), LargeBinary)
    query = select(table.id, stored).where(table.id > after).order_by(table.id).limit(_BATCH)
    return [(row_id, packed) for row_id, packed in tx.execute(query)]


_NOTHING: Final = Compressed.packed(b"")
"""An erased message stays as it is: the database asks for it by its value."""
