"""Before each attempt the outbox asks whether a mail is still wanted (domain, section 4; architecture, idea 3).

A notice asks its case. A mail that holds several, for a customer or for somebody of the office, asks each of them: is
one no longer wanted, the mail is taken apart, and what is left is put together anew.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from mailbot.cases.wanted import notice_wanted
from mailbot.steps.ceilings import CEILING, let_go_held
from mailbot.steps.mailing import AUTOMATIC
from mailbot.steps.reminding import send_reminders, take_lines_out, time_for_reminders, wanted_lines
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, mails, passing, register
from mailbot.store.database import Transaction
from mailbot.store.mails import Claim
from mailbot.store.passing import HeldCopy
from mailbot.vocabulary import Purpose

log = structlog.get_logger()


def withdrawn(office: Runtime, taken: Claim, now: datetime) -> bool:
    """Whether this claimed copy was given up because it is no longer wanted; what is left of it waits again."""
    if taken.purpose in AUTOMATIC:
        return _notice_withdrawn(office, taken)
    return taken.purpose is Purpose.REMINDER and _reminder_withdrawn(office, taken, now)


def _notice_withdrawn(office: Runtime, taken: Claim) -> bool:
    with office.store.read() as tx:
        mail_id = mails.mail_of(tx, taken.outbox_id)
        own = passing.copies_of(tx, mail_id) if taken.case_number else passing.put_into(tx, mail_id)
        wanted = [copy.row for copy in own if _copy_wanted(tx, copy)]
    if len(wanted) == len(own):
        return False
    with office.store.write() as tx:
        mails.withdraw(tx, taken)
        passing.take_apart(tx, mail_id, wanted, CEILING)
    log.info("mail_withdrawn", purpose=taken.purpose, case=taken.case_number)
    if wanted:
        let_go_held(office)
    return True


def _copy_wanted(tx: Transaction, copy: HeldCopy) -> bool:
    """A case that is gone wants nothing."""
    loaded = register.load(tx, copy.number)
    return loaded is not None and notice_wanted(loaded[0], copy.purpose, copy.cause, copy.round)


def _reminder_withdrawn(office: Runtime, taken: Claim, now: datetime) -> bool:
    """One of an earlier day is told anew with what came up since; nobody is reminded of what is done."""
    with office.store.read() as tx:
        mail_id = mails.mail_of(tx, taken.outbox_id)
        lines = desk.reminders_in(tx, mail_id)
        wanted = wanted_lines(office, tx, lines)
    of_today = taken.created_at.astimezone(office.zone).date() >= now.date()
    if not lines or (of_today and len(wanted) == len(lines)):
        return False
    with office.store.write() as tx:
        mails.withdraw(tx, taken)
        take_lines_out(tx, mail_id, wanted)
    log.info("mail_withdrawn", purpose=taken.purpose, case=None)
    if wanted and time_for_reminders(office):
        send_reminders(office)
    return True
