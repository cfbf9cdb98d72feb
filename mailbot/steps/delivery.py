"""Sending what the outbox holds: one SMTP transaction for each copy, asked again before each attempt.

A claim is committed before SMTP and the result is written only with the same fence: at-least-once, always the
stored bytes. A mail may repeat only when DATA was sent and no reply was recorded.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import structlog

from mailbot.cases.deadlines import in_window, next_window
from mailbot.cases.events import Delivered, Undelivered
from mailbot.errors import TemporaryError
from mailbot.outbound.smtp import Refused, SmtpSender, retry_delay
from mailbot.steps.advance import advance
from mailbot.steps.ceilings import tell_hourly
from mailbot.steps.mailing import NO_CEILING, WINDOW_PURPOSES
from mailbot.steps.runtime import PAUSED, Runtime
from mailbot.steps.still_wanted import withdrawn
from mailbot.store import desk, mails, passing
from mailbot.store.mails import Claim
from mailbot.store.schema import FindingRow
from mailbot.vocabulary import TO_CUSTOMERS, MailState, Purpose

log = structlog.get_logger()

LEASE = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, section 4.5.4.1: a sender gives up after four to five days."""
LONGEST_LOCAL_PART = 64
AWAY_AT_MOST = timedelta(minutes=5)
"""Our own server is no recipient: once it is back, what waited leaves at once (domain, section 4)."""


def deliver(office: Runtime, sender: SmtpSender, limit: int = 1000) -> int:
    """Try every copy that is ready; returns how many left. Never raises for one bad mail.

    TemporaryError when the server cannot be reached or lets nobody in: what waits is not asked of it one by one.
    """
    sent = 0
    for _ in range(limit):
        now = office.now()
        with office.store.read() as tx:
            if desk.setting(tx, PAUSED) is not None:
                break
            ready = mails.ready(tx, now, limit=1)
            over = mails.sent_since(tx, now - timedelta(hours=1)) >= office.settings.outbound.per_hour
        if not ready:
            break
        sent += _attempt(office, sender, ready[0], now, over_ceiling=over)
    return sent


def _attempt(office: Runtime, sender: SmtpSender, outbox_id: int, now: datetime, *, over_ceiling: bool) -> int:
    with office.store.write() as tx:
        taken = mails.claim(tx, outbox_id, now, LEASE)
        tries = mails.attempts_of(tx, outbox_id)
    if taken is None:
        return 0
    later = _postponed(office, taken, now, over_ceiling=over_ceiling)
    if later is not None:
        with office.store.write() as tx:
            mails.postpone(tx, taken, later)
        return 0
    if withdrawn(office, taken, now):
        return 0
    result = sender.send(_envelope_sender(office, taken.token), taken.recipient, taken.raw)
    if isinstance(result, Refused):
        _refused(office, taken, result, tries, now)
        return 0
    if _settle(office, taken, MailState.SENT, now=now, code=250):
        log.info("mail_sent", purpose=taken.purpose, case=taken.case_number, attempts=tries)
        for number, purpose in _noticed(office, taken):
            advance(office, number, partial(_delivered, now, purpose))
    return 1


def _envelope_sender(office: Runtime, token: str) -> str:
    """The mailbox; with the mail's token where the own server takes such addresses and the local part stays within
    64 octets (RFC 5321, section 4.5.3.1.1), so that whatever comes back finds its mail."""
    local, at, domain = office.house.mailbox.rpartition("@")
    marked = f"{local}+{token}"
    fits = len(marked.encode()) <= LONGEST_LOCAL_PART
    return f"{marked}{at}{domain}" if office.settings.smtp.plus_addressing and fits else office.house.mailbox


def _delivered(now: datetime, purpose: Purpose, absent: frozenset[str]) -> Delivered:
    del absent
    return Delivered(at=now, purpose=purpose)


def _noticed(office: Runtime, taken: Claim) -> list[tuple[str, Purpose]]:
    """The cases whose customer has this mail, and as which notice: one, or those that one mail stands for."""
    if taken.purpose not in TO_CUSTOMERS:
        return []
    if taken.case_number:
        return [(taken.case_number, taken.purpose)]
    with office.store.read() as tx:
        return passing.stands_for(tx, mails.mail_of(tx, taken.outbox_id))


def _postponed(office: Runtime, taken: Claim, now: datetime, *, over_ceiling: bool) -> datetime | None:
    """When the copy has to wait although it is ready: the sending window, the hourly ceiling."""
    if taken.purpose in WINDOW_PURPOSES and not in_window(now, office.policy):
        return next_window(now, office.policy)
    if over_ceiling and taken.purpose not in NO_CEILING:
        tell_hourly(office)
        return now + timedelta(minutes=10)
    return None


def _settle(
    office: Runtime, taken: Claim, state: MailState, *, now: datetime, code: int, again_at: datetime | None = None
) -> bool:
    with office.store.write() as tx:
        settled = mails.settle(tx, taken, state, now=now, code=code, again_at=again_at)
        mail_id = mails.mail_of(tx, taken.outbox_id)
        if taken.purpose is Purpose.REMINDER and mails.is_over(tx, mail_id):
            desk.reminders_sent(tx, mail_id)
        return settled


def _is_ours(result: Refused) -> bool:
    """Whether no recipient was refused: our own server is away, or does not let us in. That never makes a mail fail."""
    return result.unreachable or result.code in {0, 421} or result.code >= 500


def _refused(office: Runtime, taken: Claim, result: Refused, tries: int, now: datetime) -> None:
    log.warning("mail_refused", purpose=taken.purpose, case=taken.case_number, code=result.code, attempts=tries)
    delay = min(retry_delay(tries), AWAY_AT_MOST) if result.unreachable else retry_delay(tries)
    if not result.permanent and (_is_ours(result) or now - taken.created_at < GIVE_UP_AFTER):
        _settle(office, taken, MailState.WAITING, now=now, code=result.code, again_at=now + delay)
        if result.unreachable:
            raise TemporaryError("the SMTP server does not answer or refuses the login: `mailbot check` says more")
        return
    _settle(office, taken, MailState.UNDELIVERABLE, now=now, code=result.code)
    with office.store.write() as tx:
        desk.add_finding(
            tx, FindingRow(at=now, what="undeliverable", case_number=taken.case_number, detail=taken.purpose)
        )
    if taken.case_number is None:
        for number, purpose in _noticed(office, taken):
            advance(office, number, partial(Undelivered, now, purpose, ""))
        return
    recipient = "" if taken.purpose in TO_CUSTOMERS else taken.recipient
    with office.store.read() as tx:
        others = mails.others_of(tx, taken.outbox_id)
    advance(
        office,
        taken.case_number,
        lambda absent: Undelivered(now, taken.purpose, recipient, absent, also_to=others),
    )
