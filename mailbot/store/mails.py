"""Our own mails: their bytes, their tokens, and one outbox row for each recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import undefer

from mailbot.store.database import Transaction
from mailbot.store.schema import MailRow, OutboxRow
from mailbot.vocabulary import TO_CUSTOMERS, MailState, Purpose

_URGENCY = case(
    (MailRow.purpose.in_((Purpose.ALERT, Purpose.PRESENTATION, Purpose.HANDOVER)), 0),
    (MailRow.purpose.in_(sorted(TO_CUSTOMERS)), 1),
    else_=2,
)
UNSENT = (MailState.WAITING, MailState.HELD, MailState.SENDING)
"""The states from which a mail can still be cancelled or sent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A copy that one daemon has taken to send; the result counts only with the same fence."""

    outbox_id: int
    fence: int
    recipient: str
    raw: bytes
    token: str
    purpose: Purpose
    case_number: str | None
    created_at: datetime


def add_mail(tx: Transaction, mail: MailRow, recipients: Sequence[str], state: MailState, reason: str = "") -> None:
    """Store a mail and one outbox row for each recipient, each address once."""
    tx.add(mail)
    tx.flush()
    for recipient in dict.fromkeys(recipients):
        tx.add(
            OutboxRow(
                mail_id=mail.id,
                recipient=recipient,
                state=state,
                hold_reason=reason or None,
                next_attempt_at=mail.created_at,
            )
        )


def add_copy(tx: Transaction, mail_id: int, recipient: str, now: datetime) -> None:
    """One more copy of a mail, byte for byte, for somebody who stands in for a recipient."""
    known = {copy.recipient.lower() for copy in recipients_of(tx, mail_id)}
    if recipient.lower() not in known:
        tx.add(OutboxRow(mail_id=mail_id, recipient=recipient, state=MailState.WAITING, next_attempt_at=now))


def add_sent_by_hand(tx: Transaction, mail: MailRow, sent_at: datetime) -> None:
    """File a mail that somebody of the office sent: it has left, and is never sent from here."""
    add_mail(tx, mail, mail.to, MailState.SENT)
    tx.execute(update(OutboxRow).where(OutboxRow.mail_id == mail.id).values(sent_at=sent_at))


def by_token(tx: Transaction, token: str) -> MailRow | None:
    """The mail that carries this token, or None."""
    return tx.scalars(select(MailRow).where(MailRow.token == token)).first()


def by_message_id(tx: Transaction, message_ids: Sequence[str]) -> MailRow | None:
    """The newest mail of ours that one of these Message-IDs names, or None."""
    if not message_ids:
        return None
    query = select(MailRow).where(MailRow.message_id.in_(message_ids)).order_by(MailRow.id.desc())
    return tx.scalars(query.limit(1)).first()


def recipients_of(tx: Transaction, mail_id: int) -> list[OutboxRow]:
    """The copies of a mail."""
    return list(tx.scalars(select(OutboxRow).where(OutboxRow.mail_id == mail_id).order_by(OutboxRow.id)))


def others_of(tx: Transaction, outbox_id: int) -> frozenset[str]:
    """Who else got, or still gets, the mail that this copy is of (lower case)."""
    copy = tx.get_one(OutboxRow, outbox_id)
    lost = (MailState.UNDELIVERABLE, MailState.FAILED, MailState.CANCELLED)
    found = recipients_of(tx, copy.mail_id)
    return frozenset(row.recipient.lower() for row in found if row.id != outbox_id and row.state not in lost)


def mail_of(tx: Transaction, outbox_id: int) -> int:
    """The mail that this copy is of."""
    return tx.get_one(OutboxRow, outbox_id).mail_id


def ready(tx: Transaction, now: datetime, limit: int = 50) -> list[int]:
    """The copies that may be tried now: what leaves at once, what is due to a customer, the rest; each by age."""
    query = (
        select(OutboxRow.id)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(
            OutboxRow.next_attempt_at <= now,
            (OutboxRow.state == MailState.WAITING)
            | ((OutboxRow.state == MailState.SENDING) & (OutboxRow.lease_until < now)),
        )
        .order_by(_URGENCY, OutboxRow.next_attempt_at, OutboxRow.id)
    )
    return list(tx.scalars(query.limit(limit)))


def claim(tx: Transaction, outbox_id: int, now: datetime, lease: timedelta) -> Claim | None:
    """Take a copy to send; None when it is no longer wanted or somebody else has it."""
    row = tx.get_one(OutboxRow, outbox_id, with_for_update=True)
    expired = row.state == MailState.SENDING and row.lease_until is not None and row.lease_until < now
    if row.state != MailState.WAITING and not expired:
        return None
    mail = tx.get_one(MailRow, row.mail_id)
    row.state, row.lease_until, row.fence, row.attempts = (
        MailState.SENDING,
        now + lease,
        row.fence + 1,
        row.attempts + 1,
    )
    return Claim(
        row.id,
        row.fence,
        row.recipient,
        mail.raw,
        mail.token,
        Purpose(mail.purpose),
        mail.case_number,
        mail.created_at,
    )


def settle(
    tx: Transaction, taken: Claim, state: MailState, *, now: datetime, code: int, again_at: datetime | None = None
) -> bool:
    """Write what became of an attempt; False when the claim was lost meanwhile."""
    row = tx.get_one(OutboxRow, taken.outbox_id, with_for_update=True)
    if row.fence != taken.fence or row.state != MailState.SENDING:
        return False
    row.state, row.code, row.lease_until = state, code, None
    if state is MailState.SENT:
        row.sent_at = now
    if again_at is not None:
        row.next_attempt_at = again_at
    return True


def postpone(tx: Transaction, taken: Claim, again_at: datetime) -> None:
    """Give a claim back untried: it waits until `again_at` and no attempt is counted."""
    row = tx.get_one(OutboxRow, taken.outbox_id, with_for_update=True)
    if row.fence == taken.fence and row.state == MailState.SENDING:
        row.state, row.lease_until, row.next_attempt_at = MailState.WAITING, None, again_at
        row.attempts -= 1


def withdraw(tx: Transaction, taken: Claim) -> int:
    """What was claimed is no longer wanted: none of the copies of its mail that wait is sent; returns which mail."""
    row = tx.get_one(OutboxRow, taken.outbox_id, with_for_update=True)
    if row.fence == taken.fence and row.state == MailState.SENDING:
        row.state, row.lease_until = MailState.CANCELLED, None
        row.attempts -= 1
    cancel_mail(tx, row.mail_id)
    return row.mail_id


def cancel_mail(tx: Transaction, mail_id: int) -> None:
    """Cancel the copies of this mail that wait."""
    waiting = (OutboxRow.mail_id == mail_id, OutboxRow.state.in_((MailState.WAITING, MailState.HELD)))
    tx.execute(update(OutboxRow).where(*waiting).values(state=MailState.CANCELLED))


def cancel_untried(tx: Transaction, mail_id: int) -> bool:
    """Cancel a mail all of whose copies wait; False where one is on its way or has left meanwhile."""
    if any(row.state != MailState.WAITING for row in recipients_of(tx, mail_id)):
        return False
    cancel_mail(tx, mail_id)
    return True


def kept_back(tx: Transaction, purpose: Purpose, before: datetime) -> list[int]:
    """The mails of this purpose made before then of which no copy has left yet, and all of which still wait."""
    others = select(OutboxRow.mail_id).where(OutboxRow.state != MailState.WAITING)
    query = (
        select(MailRow.id)
        .join(OutboxRow, OutboxRow.mail_id == MailRow.id)
        .where(MailRow.purpose == purpose, MailRow.created_at < before, OutboxRow.state == MailState.WAITING)
        .where(MailRow.id.not_in(others))
    )
    return sorted(set(tx.scalars(query)))


def is_over(tx: Transaction, mail_id: int) -> bool:
    """Whether no copy of this mail waits any more."""
    return all(row.state not in UNSENT for row in recipients_of(tx, mail_id))


def attempts_of(tx: Transaction, outbox_id: int) -> int:
    """How often this copy was tried."""
    return tx.get_one(OutboxRow, outbox_id).attempts


def cancel(tx: Transaction, number: str, purposes: Sequence[Purpose]) -> int:
    """Cancel what waits for this case with these purposes; returns how many copies."""
    mails = select(MailRow.id).where(MailRow.case_number == number, MailRow.purpose.in_(purposes))
    waiting = (MailState.WAITING, MailState.HELD)
    result = tx.execute(
        update(OutboxRow)
        .where(OutboxRow.mail_id.in_(mails), OutboxRow.state.in_(waiting))
        .values(state=MailState.CANCELLED)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def release_held(tx: Transaction, reason: str, now: datetime) -> int:
    """Let go what was held for this reason."""
    result = tx.execute(
        update(OutboxRow)
        .where(OutboxRow.state == MailState.HELD, OutboxRow.hold_reason == reason)
        .values(state=MailState.WAITING, hold_reason=None, next_attempt_at=now)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def release_mail(tx: Transaction, mail_id: int, now: datetime) -> int:
    """Let go the held or blocked copies of one mail."""
    result = tx.execute(
        update(OutboxRow)
        .where(OutboxRow.mail_id == mail_id, OutboxRow.state.in_((MailState.HELD, MailState.BLOCKED)))
        .values(state=MailState.WAITING, hold_reason=None, next_attempt_at=now)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def held_for(tx: Transaction, reasons: Sequence[str]) -> list[OutboxRow]:
    """The copies that are held for one of these reasons."""
    query = select(OutboxRow).where(OutboxRow.state == MailState.HELD, OutboxRow.hold_reason.in_(reasons))
    return list(tx.scalars(query.order_by(OutboxRow.id)))


def waiting_among(tx: Transaction, copies: Sequence[int]) -> list[int]:
    """Those of these copies that wait to be sent and were never tried."""
    query = select(OutboxRow.id).where(OutboxRow.id.in_(copies), OutboxRow.state == MailState.WAITING)
    return list(tx.scalars(query))


def hold_again(tx: Transaction, copies: Sequence[tuple[int, MailState, str]]) -> None:
    """Put these copies back into the state, and under the reason, that they were let go from."""
    for row, state, reason in copies:
        query = update(OutboxRow).where(OutboxRow.id == row, OutboxRow.state == MailState.WAITING)
        tx.execute(query.values(state=state, hold_reason=reason or None))


def undeliverable(tx: Transaction, mail_id: int, recipient: str) -> None:
    """A bounce came back for this recipient (empty: for all of the mail)."""
    query = update(OutboxRow).where(OutboxRow.mail_id == mail_id)
    if recipient:
        query = query.where(func.lower(OutboxRow.recipient) == recipient.lower())
    tx.execute(query.values(state=MailState.UNDELIVERABLE))


def created_since(tx: Transaction, recipient: str, purposes: Sequence[Purpose], since: datetime) -> int:
    """How many copies with these purposes were made for this recipient since then."""
    query = (
        select(func.count())
        .select_from(OutboxRow)
        .join(MailRow, MailRow.id == OutboxRow.mail_id)
        .where(
            func.lower(OutboxRow.recipient) == recipient.lower(),
            MailRow.purpose.in_(purposes),
            MailRow.created_at >= since,
            OutboxRow.state != MailState.CANCELLED,
        )
    )
    return tx.scalar(query) or 0


def sent_since(tx: Transaction, since: datetime) -> int:
    """How many copies left since then."""
    query = select(func.count()).select_from(OutboxRow).where(OutboxRow.sent_at >= since)
    return tx.scalar(query) or 0


def mails_of(tx: Transaction, number: str) -> list[MailRow]:
    """The mails of a case in the order they were made."""
    return list(tx.scalars(select(MailRow).where(MailRow.case_number == number).order_by(MailRow.id)))


def all_copies(tx: Transaction) -> Iterator[tuple[MailRow, OutboxRow]]:
    """Every copy with its mail, in the order they were made."""
    query = select(MailRow, OutboxRow).join(OutboxRow, OutboxRow.mail_id == MailRow.id).order_by(OutboxRow.id)
    yield from ((mail, row) for mail, row in tx.execute(query.execution_options(yield_per=200)))


def mails_after(tx: Transaction, mail_id: int) -> list[MailRow]:
    """The mails made after this one, in order."""
    query = select(MailRow).where(MailRow.id > mail_id).order_by(MailRow.id)
    return list(tx.scalars(query.options(undefer(MailRow.raw))))


def raw_of(tx: Transaction, mail_id: int) -> bytes:
    """The bytes of one mail."""
    return tx.get_one(MailRow, mail_id, options=[undefer(MailRow.raw)]).raw


def in_state(tx: Transaction, states: Sequence[MailState]) -> list[tuple[MailRow, OutboxRow]]:
    """The copies in these states."""
    query = (
        select(MailRow, OutboxRow)
        .join(OutboxRow, OutboxRow.mail_id == MailRow.id)
        .where(OutboxRow.state.in_(states))
        .order_by(OutboxRow.id)
    )
    return [(mail, row) for mail, row in tx.execute(query)]
