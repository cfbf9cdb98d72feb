"""One unit of work: all that a step decided, written in one transaction, or not at all.

A step fills a `Work` while no transaction is open (parsing, anonymising and rendering take their time), then
`commit` writes it. Whatever changed meanwhile (a case's version, the next file number) makes `commit` fail with
TemporaryError, and the step is done again from the start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mailbot.cases.case import Case
from mailbot.cases.events import Event
from mailbot.privacy.people import People
from mailbot.store import desk, mails, register
from mailbot.store.database import Store, Transaction
from mailbot.store.schema import (
    CaseTextRow,
    CustomerRow,
    DocumentRow,
    FindingRow,
    MailRow,
    ReminderRow,
)
from mailbot.vocabulary import MailState, Purpose


@dataclass(frozen=True, slots=True)
class Entry:
    """A link for the chain of events: an event of the workflow, or a plain fact such as a mail that was made."""

    number: str | None
    at: datetime
    event: Event | None
    salt: str
    name: str = ""
    facts: tuple[tuple[str, Any], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A finished mail with the addresses it goes to."""

    row: MailRow
    recipients: tuple[str, ...]
    state: MailState
    reason: str = ""


@dataclass
class Work:
    """Collects what one step decided. `after` are further deeds of the step inside the same transaction."""

    office: str
    versions: dict[str, int] = field(default_factory=dict)
    cases: dict[str, tuple[Case, datetime | None]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)
    texts: list[CaseTextRow] = field(default_factory=list)
    people: dict[str, tuple[People, tuple[str, ...]]] = field(default_factory=dict)
    customers: list[CustomerRow] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    reminders: list[ReminderRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    cancelled: list[tuple[str, tuple[Purpose, ...]]] = field(default_factory=list)
    after: list[Callable[[Transaction], None]] = field(default_factory=list)

    def commit(self, store: Store) -> None:
        """Write everything in one transaction. TemporaryError: something changed meanwhile, do the step again."""
        with store.write() as tx:
            self.write(tx)

    def write(self, tx: Transaction) -> None:
        """Write everything inside an open transaction, in an order that the foreign keys allow."""
        for number in self.taken:
            register.take_number(tx, self.office, number)
        for case, due_at in self.cases.values():
            version = self.versions.get(case.number, 0)
            register.save(tx, case, office=self.office, version=version, next_due_at=due_at)
        for row in (*self.customers, *self.texts, *self.findings, *self.reminders, *self.documents):
            tx.add(row)
        for number, (table, identifiers) in self.people.items():
            register.save_people(tx, number, table, identifiers)
        for number, purposes in self.cancelled:
            mails.cancel(tx, number, purposes)
            if Purpose.REMINDER in purposes:
                desk.drop_reminders(tx, number)
        for mail in self.outgoing:
            mails.add_mail(tx, mail.row, mail.recipients, mail.state, mail.reason)
        for entry in self.entries:
            _append(tx, entry)
        for deed in self.after:
            deed(tx)


def _append(tx: Transaction, entry: Entry) -> None:
    if entry.event is not None:
        register.append_event(tx, entry.number, entry.at, entry.event, salt=entry.salt, text=entry.text)
        return
    facts = dict(entry.facts)
    register.append_entry(tx, entry.number, entry.at, entry.name, facts, salt=entry.salt, text=entry.text)
