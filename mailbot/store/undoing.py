"""What taking a command back needs of the database: who commanded what, and the mails and papers it made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from mailbot.store.database import Transaction
from mailbot.store.passing import TOGETHER
from mailbot.store.schema import CaseTextRow, DocumentRow, EventRow, MailRow, OutboxRow
from mailbot.vocabulary import MailState, Purpose

COMMANDED = "Commanded"
SAME_STEP = timedelta(minutes=10)
"""A mail made so long after a command's moment, and no later, can be that command's own."""


def commands_since(tx: Transaction, since: datetime) -> list[EventRow]:
    """The commands on all cases since then, the newest first."""
    query = select(EventRow).where(EventRow.type == COMMANDED, EventRow.at >= since).order_by(EventRow.seq.desc())
    return list(tx.scalars(query))


def links_since(tx: Transaction, types: Sequence[str], since: datetime) -> list[EventRow]:
    """The links of these types in the chain since then, the newest first."""
    query = select(EventRow).where(EventRow.type.in_(types), EventRow.at >= since).order_by(EventRow.seq.desc())
    return list(tx.scalars(query))


def made_by(
    tx: Transaction, number: str, at: datetime, purposes: Sequence[Purpose]
) -> list[tuple[MailRow, list[OutboxRow]]]:
    """The mails on a case with one of these purposes that were made in the step of that moment, with their copies."""
    query = select(MailRow).where(
        MailRow.case_number == number,
        MailRow.purpose.in_(purposes),
        MailRow.created_at >= at,
        MailRow.created_at <= at + SAME_STEP,
    )
    return [(mail, _copies(tx, mail)) for mail in tx.scalars(query.order_by(MailRow.id))]


def cancelled_before(
    tx: Transaction, number: str, at: datetime, purpose: Purpose, since: datetime | None
) -> list[OutboxRow]:
    """The cancelled copies of a purpose that were made before `at`, and after `since` where it is given."""
    query = (
        select(OutboxRow)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(
            MailRow.case_number == number,
            MailRow.purpose == purpose,
            MailRow.created_at < at,
            OutboxRow.state == MailState.CANCELLED,
            func.coalesce(OutboxRow.hold_reason, "").not_like(f"{TOGETHER}%"),
        )
    )
    if since is not None:
        query = query.where(MailRow.created_at > since)
    return list(tx.scalars(query.order_by(OutboxRow.id)))


def withdraw(tx: Transaction, copies: Sequence[int]) -> None:
    """These copies are not wanted; one that has begun to leave meanwhile is left alone."""
    waiting = (MailState.WAITING, MailState.HELD, MailState.BLOCKED)
    chosen = (OutboxRow.id.in_(copies), OutboxRow.state.in_(waiting))
    tx.execute(update(OutboxRow).where(*chosen).values(state=MailState.CANCELLED))


def revive(tx: Transaction, copies: Sequence[int], now: datetime) -> None:
    """These cancelled copies are wanted again; what was held is held as before."""
    chosen = (OutboxRow.id.in_(copies), OutboxRow.state == MailState.CANCELLED)
    held = OutboxRow.hold_reason.is_not(None)
    tx.execute(update(OutboxRow).where(*chosen, held).values(state=MailState.HELD))
    tx.execute(update(OutboxRow).where(*chosen, ~held).values(state=MailState.WAITING, next_attempt_at=now))


def withdraw_papers(tx: Transaction, number: str, at: datetime, kinds: Sequence[str]) -> None:
    """The letters that a command of that moment wrote need not be printed."""
    tx.execute(
        delete(DocumentRow).where(
            DocumentRow.case_number == number,
            DocumentRow.kind.in_(kinds),
            DocumentRow.at >= at,
            DocumentRow.at <= at + SAME_STEP,
            DocumentRow.posted_at.is_(None),
        )
    )


def withdraw_draft(tx: Transaction, number: str, at: datetime) -> None:
    """The draft that came with a command of that moment is no draft any more; its text stays in the file."""
    tx.execute(
        update(CaseTextRow)
        .where(CaseTextRow.case_number == number, CaseTextRow.kind == "draft", CaseTextRow.at == at)
        .values(kind="withdrawn")
    )


def spend_token(tx: Transaction, mail_id: int, now: datetime) -> None:
    """The token of this mail was used and proves nothing any more."""
    tx.execute(update(MailRow).where(MailRow.id == mail_id).values(token_expires_at=now))


def _copies(tx: Transaction, mail: MailRow) -> list[OutboxRow]:
    return list(tx.scalars(select(OutboxRow).where(OutboxRow.mail_id == mail.id)))
