"""Cases, their customers, texts and persons, and the chain of events over the whole office."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from mailbot.cases.case import Case
from mailbot.cases.events import Event
from mailbot.errors import TemporaryError
from mailbot.privacy.people import People
from mailbot.store.codec import dump_case, dump_event, load_case, load_event, seal, unseal
from mailbot.store.database import Transaction
from mailbot.store.schema import (
    CasePeopleRow,
    CaseRow,
    CaseTextRow,
    CounterRow,
    CustomerRow,
    EventRow,
)
from mailbot.vocabulary import Flag, Status

GENESIS = "0" * 64
"""What the first link of the chain stands on."""


def next_number(tx: Transaction, office: str, prefix: str, year: int) -> str:
    """The next free file number, without taking it."""
    row = tx.get(CounterRow, (office, year))
    return f"{prefix}-{year}-{row.next if row else 1:06}"


def take_number(tx: Transaction, office: str, number: str) -> None:
    """Take this number; TemporaryError when somebody else has taken it meanwhile."""
    _, year, ordinal = number.rsplit("-", 2)
    row = tx.get(CounterRow, (office, int(year)), with_for_update=True)
    if row is None:
        row = CounterRow(office=office, year=int(year), next=1)
        tx.add(row)
    if row.next != int(ordinal):
        raise TemporaryError("the file number was taken meanwhile")
    row.next += 1


def load(tx: Transaction, number: str) -> tuple[Case, int] | None:
    """The case of that number and its version, or None."""
    row = tx.get(CaseRow, number)
    return None if row is None else (load_case(row.state), row.version)


def save(tx: Transaction, case: Case, *, office: str, version: int, next_due_at: datetime | None) -> None:
    """Store the case; `version` is the one it was loaded with (0: new). TemporaryError when it changed meanwhile."""
    row = tx.get(CaseRow, case.number, with_for_update=True)
    if (row.version if row else 0) != version:
        raise TemporaryError("the case changed meanwhile")
    if row is None:
        row = CaseRow(number=case.number, office=office)
        tx.add(row)
    row.status, row.kind, row.route = case.status, case.kind, case.route
    row.received_at, row.presented_at, row.next_due_at = case.received_at, case.presented_at, next_due_at
    row.closed_at = case.closing.at if case.closing and case.status is not Status.OPEN else None
    row.version = version + 1
    row.state = dump_case(case)
    tx.flush()


def due(tx: Transaction, now: datetime, limit: int = 200) -> list[str]:
    """The numbers of the cases that want to be looked at by now, the longest due first."""
    query = select(CaseRow.number).where(CaseRow.next_due_at <= now).order_by(CaseRow.next_due_at).limit(limit)
    return list(tx.scalars(query))


def all_cases(tx: Transaction) -> Iterator[tuple[Case, CaseRow]]:
    """Every case with its row, in the order of their numbers."""
    query = select(CaseRow).order_by(CaseRow.received_at, CaseRow.number)
    for row in tx.scalars(query.execution_options(yield_per=200)):
        yield load_case(row.state), row


def open_cases(tx: Transaction) -> list[Case]:
    """Every case that is not closed."""
    query = select(CaseRow).where(CaseRow.status != Status.CLOSED).order_by(CaseRow.received_at)
    return [load_case(row.state) for row in tx.scalars(query)]


def not_presented(tx: Transaction) -> list[Case]:
    """The cases that stood in no bundle yet."""
    query = select(CaseRow).where(CaseRow.presented_at.is_(None)).order_by(CaseRow.received_at)
    return [load_case(row.state) for row in tx.scalars(query)]


def received_since(tx: Transaction, since: datetime) -> list[Case]:
    """The cases received since then."""
    query = select(CaseRow).where(CaseRow.received_at >= since).order_by(CaseRow.received_at)
    return [load_case(row.state) for row in tx.scalars(query)]


def closed_since(tx: Transaction, since: datetime) -> list[Case]:
    """The cases that were closed since then and are closed."""
    query = select(CaseRow).where(CaseRow.status == Status.CLOSED, CaseRow.closed_at >= since)
    return [load_case(row.state) for row in tx.scalars(query.order_by(CaseRow.closed_at))]


def closed_with_measure(tx: Transaction) -> list[Case]:
    """The closed cases with a measure, the oldest first."""
    measure = CaseRow.state["measure"].as_string()
    query = select(CaseRow).where(CaseRow.status == Status.CLOSED, measure != "").order_by(CaseRow.received_at)
    return [load_case(row.state) for row in tx.scalars(query)]


def closed_to_confirm(tx: Transaction) -> list[Case]:
    """The closed cases whose evaluation is a lead's proposal, the oldest first."""
    proposed = CaseRow.state["evaluation"]["proposed"].as_boolean()
    query = select(CaseRow).where(CaseRow.status == Status.CLOSED, proposed.is_(True)).order_by(CaseRow.received_at)
    return [load_case(row.state) for row in tx.scalars(query)]


def first_receipt(tx: Transaction) -> datetime | None:
    """When the first case of the office was received, or None."""
    query = select(CaseRow.received_at).order_by(CaseRow.received_at).limit(1)
    return tx.scalars(query).first()


def customer(tx: Transaction, number: str) -> CustomerRow | None:
    """Who wrote, or None."""
    return tx.get(CustomerRow, number)


def add_customer(tx: Transaction, row: CustomerRow) -> None:
    """Remember who wrote."""
    tx.add(row)


def cases_of_address(tx: Transaction, address: str) -> list[str]:
    """The numbers of the cases of this customer address, newest first."""
    query = select(CustomerRow.case_number).where(CustomerRow.address == address)
    return sorted(tx.scalars(query), reverse=True)


def is_protected(tx: Transaction, address: str) -> bool:
    """Whether one of the cases of this customer address is protected."""
    flags = CaseRow.state["flags"].as_string()
    query = (
        select(CaseRow.number)
        .join(CustomerRow, CustomerRow.case_number == CaseRow.number)
        .where(CustomerRow.address == address, flags.contains(Flag.PROTECTED))
    )
    return tx.scalars(query.limit(1)).first() is not None


def add_text(tx: Transaction, row: CaseTextRow) -> None:
    """File a text."""
    tx.add(row)


def texts(tx: Transaction, number: str, kind: str) -> Sequence[CaseTextRow]:
    """The texts of that kind, oldest first."""
    query = select(CaseTextRow).where(CaseTextRow.case_number == number, CaseTextRow.kind == kind)
    return list(tx.scalars(query.order_by(CaseTextRow.id)))


def people(tx: Transaction, number: str) -> tuple[People, tuple[str, ...]]:
    """The case's table of persons, and every identifier known of the case."""
    row = tx.get(CasePeopleRow, number)
    if row is None:
        return People(), ()
    return People(tuple((str(k), int(n)) for k, n in row.people["table"])), tuple(row.identifiers)


def save_people(tx: Transaction, number: str, table: People, identifiers: Sequence[str]) -> None:
    """Store both; identifiers are added to those known."""
    row = tx.get(CasePeopleRow, number)
    value: dict[str, Any] = {"table": [list(entry) for entry in table.table]}
    if row is None:
        tx.add(CasePeopleRow(case_number=number, people=value, identifiers=list(dict.fromkeys(identifiers))))
        return
    row.people, row.identifiers = value, list(dict.fromkeys((*row.identifiers, *identifiers)))


def chain_head(tx: Transaction) -> tuple[str, int]:
    """The hash of the last event of the office, and how many there are."""
    row = tx.scalars(select(EventRow).order_by(EventRow.seq.desc()).limit(1)).first()
    return (row.hash, row.seq) if row else (GENESIS, 0)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def link_hash(row: EventRow) -> str:
    """The hash of a link, from its metadata, the commitment to its text and the hash before it."""
    data = json.dumps(row.data, ensure_ascii=False, sort_keys=True)
    at = row.at.astimezone(UTC).isoformat()
    return _digest(row.previous, row.case_number or "", at, row.type, data, row.commitment)


def append_event(tx: Transaction, number: str | None, at: datetime, event: Event, *, salt: str, text: str = "") -> None:
    """Add a link to the chain. `text` can be erased later; the salted commitment to it stays."""
    name, data = dump_event(event)
    data, text = seal(name, data, text)
    append_entry(tx, number, at, name, data, salt=salt, text=text)


def event_of(row: EventRow) -> Event:
    """The event of a link, with what people typed as long as it is not erased."""
    return load_event(row.type, unseal(row.type, row.data, row.text))


def append_entry(
    tx: Transaction,
    number: str | None,
    at: datetime,
    name: str,
    data: dict[str, Any],
    *,
    salt: str,
    text: str = "",
) -> None:
    """Add a link that is no event of the workflow, such as a mail that left."""
    previous, _ = chain_head(tx)
    row = EventRow(
        case_number=number,
        at=at,
        type=name,
        data=data,
        text=text or None,
        salt=salt,
        commitment=_digest(salt, text),
        previous=previous,
    )
    row.hash = link_hash(row)
    tx.add(row)
    tx.flush()


def events(tx: Transaction, number: str | None = None) -> Iterator[EventRow]:
    """The events of a case, or of the whole office, in order."""
    query = select(EventRow).order_by(EventRow.seq)
    if number is not None:
        query = query.where(EventRow.case_number == number)
    yield from tx.scalars(query.execution_options(yield_per=500))


def cases_touched_since(tx: Transaction, seq: int) -> list[str]:
    """The numbers of the cases with an event after this link."""
    query = select(EventRow.case_number).where(EventRow.seq > seq, EventRow.case_number.is_not(None)).distinct()
    return sorted(number for number in tx.scalars(query) if number is not None)


def broken_links(tx: Transaction) -> list[int]:
    """The numbers of the events whose hash, text or place in the chain does not fit."""
    broken, previous = [], GENESIS
    for row in events(tx):
        text_fits = row.text is None or row.salt is None or row.commitment == _digest(row.salt, row.text)
        if row.previous != previous or row.hash != link_hash(row) or not text_fits:
            broken.append(row.seq)
        previous = row.hash
    return broken
