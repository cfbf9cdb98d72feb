"""An office on a database of its own, without servers, for what the officer gets from the register."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from office import HandClock, write_office

from mailbot.cases.case import Case
from mailbot.cases.workflow import next_due_at
from mailbot.privacy.people import People
from mailbot.steps.opening import open_office
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger, mails, register
from mailbot.store.ledger import Facts, Folder
from mailbot.store.schema import CaseTextRow, CustomerRow, DocumentRow, MailRow, MessageRow
from mailbot.vocabulary import Disposition, MailState, Purpose

sys.path.append(str(Path(__file__).parent / "cases"))
"""Where the builders of cases lie."""

NOBODY: Any = SimpleNamespace(port=1)
"""A server that no test of these talks to."""


def an_office(folder: Path, moment: datetime, **changes: str) -> Runtime:
    """Opened at that time; set `office.clock.at` to move on."""
    return open_office(write_office(folder / "config", NOBODY, NOBODY, **changes), os.environ, HandClock(moment))


def keep(office: Runtime, *cases: Case) -> None:
    """Put the cases into the register as they are."""
    with office.store.write() as tx:
        for case in cases:
            register.save(tx, case, office=office.name, version=0, next_due_at=next_due_at(case, office.policy))


def fill(office: Runtime, number: str, *, name: str, address: str, folder: str) -> None:
    """Everything a case can hold of a person: original, customer, texts, people, mails, document, log."""
    now = office.now()
    with office.store.write() as tx:
        row = a_message(tx, f"From: {name} <{address}>\n\n{name} schreibt.".encode(), address, now, number=number)
        row.moved_at, row.lies_in = now, folder
        customer = CustomerRow(case_number=number, name=name, address=address, customer_number="031A123456")
        customer.postal_address = "Okerstr. 1\n38300 Wolfenbüttel"
        register.add_customer(tx, customer)
        register.add_text(tx, CaseTextRow(case_number=number, kind="note", at=now, typed=f"{name} rief an", body="x"))
        register.save_people(tx, number, People(), (name, address))
        tx.add(DocumentRow(case_number=number, kind="letter", name="brief.docx", content=name.encode(), at=now))
        mail = MailRow(
            message_id=f"krm.{number}@office.example",
            token=number[-14:],
            case_number=number,
            purpose=Purpose.ACKNOWLEDGEMENT,
            cause="received",
            subject=f"An {name}",
            to=[address],
            cc=[],
            raw=f"To: {address}\n\nText".encode(),
            created_at=now,
            token_expires_at=now,
        )
        mails.add_mail(tx, mail, (address,), MailState.SENT)
        register.append_entry(tx, number, now, "Noted", {"what": "call"}, salt="s4lt", text=f"{name} rief an")


def a_message(tx: Any, raw: bytes, sender: str, at: datetime, *, number: str = "", what: str = "case") -> MessageRow:
    """A message that was taken in."""
    count = tx.query(MessageRow).count() + 1
    inbox = Folder("krm@office.example", "INBOX", 7)
    row_id = ledger.record_fetched(tx, inbox, count, raw=raw, received_at=at, now=at)
    assert row_id is not None
    facts = Facts(
        Disposition(what), message_id=f"<{count}@{sender}>", identity=f"{count:064}", sender=sender, case_number=number
    )
    ledger.settle(tx, row_id, at, facts)
    return ledger.message(tx, row_id)


def everything_stored(office: Runtime) -> str:
    """Every value of every table, raw bytes decompressed, as one text."""
    from sqlalchemy import select

    from mailbot.store.schema import Base

    with office.store.read() as tx:
        rows = [row for table in Base.metadata.sorted_tables for row in tx.execute(select(table))]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )
