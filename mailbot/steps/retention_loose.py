"""Erasing what belongs to no case: messages of the customer, and mails of the office's own people that tell of her.

A reply to a list with lines for several cases, or a question without a number, lies with no case. What is about one
person goes with what is stored of that person; other people's mails, and files of other cases, are not searched.
"""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.parse import parse
from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.mentions import mentions
from mailbot.store import erasing
from mailbot.store.database import Transaction
from mailbot.store.erasing import Erased, Outside
from mailbot.store.schema import CustomerRow, MessageRow

_WORDS: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]{2,})*")


def erase_loose(tx: Transaction, address: str, known: tuple[str, ...]) -> tuple[Erased, Outside]:
    """The messages of this address on no case, and those of the office's own people that mention what is `known`."""
    rows = erasing.messages_from(tx, address) if address else []
    rows += [row for row in erasing.loose_commands(tx) if row not in rows and _tells_of(row, known)]
    outside = erasing.where_messages_lie(rows)
    return erasing.erase_messages(rows), outside


def calling(customer: CustomerRow) -> tuple[str, ...]:
    """By what a colleague would call this customer: the name without first names alone, address, numbers."""
    lexicon = shipped()
    names = [word for word in _WORDS.findall(customer.name) if not _first_name_only(lexicon.flags(fold(tidy(word))))]
    own = (*names, customer.address, customer.customer_number, *customer.postal_address.split("\n")[:1])
    return tuple(one for one in own if one.strip())


def _first_name_only(flags: int) -> bool:
    return bool(flags & Flag.FIRST) and not flags & Flag.SURNAME


def _tells_of(row: MessageRow, known: tuple[str, ...]) -> bool:
    message = parse(row.raw)
    return bool(known) and bool(mentions(f"{message.subject}\n{message.full_text}", known))
