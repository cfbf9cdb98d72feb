"""The register, the ledger and the outbox as JSON values (contract, "The other `--json` lists")."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates
from mailbot.cases.effects import Notice
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, ledger, mails, register
from mailbot.store.schema import MailRow, OutboxRow
from mailbot.vocabulary import Channel, Route

Json = dict[str, Any]


def iso(office: Runtime, at: datetime | None) -> str | None:
    """ISO 8601 with the offset of the office's time zone."""
    return None if at is None else at.astimezone(office.zone).isoformat()


def inbox(office: Runtime) -> Iterator[Json]:
    """Every message taken in and what became of it."""
    with office.store.read() as tx:
        for row in ledger.all_messages(tx):
            yield {
                "message_id": row.message_id or None,
                "received_at": iso(office, row.received_at),
                "disposition": row.disposition,
                "case": row.case_number,
            }


def cases(office: Runtime) -> Iterator[Json]:
    """The register, one case each."""
    with office.store.read() as tx:
        listed = [(case, row.office) for case, row in register.all_cases(tx)]
    for case, name in listed:
        yield case_json(office, case, name)


def case_json(office: Runtime, case: Case, name: str) -> Json:
    """One case as others read it. No name, address or text of anybody stands in it."""
    with office.store.read() as tx:
        messages = ledger.messages_of(tx, case.number)
    original = messages[0].message_id if messages else None
    if original is None and case.parent:
        with office.store.read() as tx:
            original = next((m.message_id for m in ledger.messages_of(tx, case.parent)), None)
    sent = {record.notice: record.sent_at for record in case.notices}
    due = due_dates(case, office.policy)
    return {
        "office": name,
        "number": case.number,
        "linked": sorted({*case.linked, *((case.parent,) if case.parent else ())}),
        "flags": sorted(case.flags),
        "status": case.status,
        "kind": case.kind,
        "also": case.also.kind if case.also else None,
        "topics": list(case.topics),
        "channel": case.channel,
        "route": Route.NONE if case.route == Route.KRM else case.route,
        "anonymous": case.anonymous,
        "received_at": iso(office, case.received_at),
        "message_id": original or None,
        "due": {
            "acknowledgement": iso(office, due.acknowledgement),
            "interim": iso(office, due.interim),
            "final": iso(office, due.final),
        },
        "sent": {
            "acknowledgement": iso(office, sent.get(Notice.ACKNOWLEDGEMENT) or sent.get(Notice.THANKS)),
            "interim": iso(office, sent.get(Notice.INTERIM)),
            "final": iso(office, _answered_at(office, case)),
        },
        "closed_at": iso(office, case.closing.at if case.closing else None),
        "evaluation": case.evaluation.value if case.evaluation else None,
        "review": case.review is not None,
    }


def _answered_at(office: Runtime, case: Case) -> datetime | None:
    """When the team answered: the day that was told, from its beginning."""
    day = case.closing.answered_on if case.closing else None
    return datetime.combine(day, time.min, office.zone) if day else None


def case_detail(office: Runtime, case: Case, name: str) -> Json:
    """One case with its events, deadlines, mails and documents."""
    with office.store.read() as tx:
        events = [
            {"seq": row.seq, "at": iso(office, row.at), "type": row.type, "data": row.data}
            for row in register.events(tx, case.number)
        ]
        mailed = [
            {"purpose": mail.purpose, "created_at": iso(office, mail.created_at), "to": mail.to, "cc": mail.cc}
            for mail in mails.mails_of(tx, case.number)
            if case.channel is not Channel.LETTER or mail.to
        ]
        papers = [
            {
                "name": row.name,
                "kind": row.kind,
                "created_at": iso(office, row.at),
                "posted_at": iso(office, row.posted_at),
            }
            for row in desk.documents(tx, case.number)
        ]
    return {**case_json(office, case, name), "events": events, "mails": mailed, "documents": papers}


def outbox(office: Runtime) -> Iterator[Json]:
    """Every copy of every mail of ours."""
    with office.store.read() as tx:
        for mail, row in mails.all_copies(tx):
            yield _copy_json(office, mail, row)


def _copy_json(office: Runtime, mail: MailRow, row: OutboxRow) -> Json:
    return {
        "message_id": f"<{mail.message_id}>",
        "case": mail.case_number,
        "purpose": mail.purpose,
        "recipient": row.recipient,
        "to": mail.to,
        "cc": mail.cc,
        "state": row.state,
        "created_at": iso(office, mail.created_at),
        "sent_at": iso(office, row.sent_at),
        "attempts": row.attempts,
    }


def quarantine(office: Runtime) -> Iterator[Json]:
    """The messages that could not be taken in."""
    with office.store.read() as tx:
        for row in ledger.in_quarantine(tx):
            yield {
                "id": row.id,
                "message_id": row.message_id or None,
                "received_at": iso(office, row.received_at),
                "reason": row.reason,
            }
