"""Mail that no person wrote to us: automatic answers, bounces, spam. Recorded, never answered."""

from __future__ import annotations

from datetime import date
from functools import partial

from mailbot.cases.deadlines import add_working_days
from mailbot.cases.events import LeadAway, Undelivered
from mailbot.cases.recipients import deputy_of
from mailbot.ingest.message import Message
from mailbot.rules.directory import Absence
from mailbot.steps.absence import is_absence, last_day_away
from mailbot.steps.advance import step
from mailbot.steps.arrival import Arrival
from mailbot.steps.belongs import Belonging
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import desk, mails, passing
from mailbot.store.ledger import Facts
from mailbot.store.schema import FindingRow, MailRow
from mailbot.vocabulary import TO_CUSTOMERS, Disposition, MailState, Purpose

LISTING = frozenset({Purpose.REMINDER, Purpose.DIGEST, Purpose.BUNDLE})
"""Mails of ours about several cases that somebody has to read."""
STILL_ON_ITS_WAY = frozenset({"delayed", "delivered", "relayed", "expanded"})
"""What a report may say of a mail that did not fail (RFC 3464, section 2.3.3): recorded, and nothing follows."""
AWAY_WORKING_DAYS = 5
"""How long an out-of-office without a date is taken to last."""


def take_automatic(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> Facts:
    """Record it. An out-of-office of somebody in the directory brings in the deputy."""
    sender = arrival.message.sole_sender
    mail = belongs.mail
    if mail is not None and sender in office.directory.addresses and is_absence(arrival.message):
        until = _away_until(office, arrival)
        first = arrival.now.date()
        work.after.append(lambda tx: desk.add_absence(tx, sender, Absence(first, until)))
        if mail.case_number:
            _bring_in_the_deputy(office, work, arrival, mail, sender)
        else:
            _same_mail_to_the_deputy(office, work, mail, sender)
    number = (mail.case_number if mail else "") or ""
    return Facts(Disposition.AUTOMATIC, case_number=number, target_folder=office.settings.mailbox.processed_folder)


def _bring_in_the_deputy(office: Runtime, work: Work, arrival: Arrival, mail: MailRow, sender: str) -> None:
    others, purpose = _others(office, mail, sender), Purpose(mail.purpose)
    step(
        office,
        work,
        mail.case_number or "",
        lambda absent: LeadAway(arrival.now, sender, purpose, absent | {sender}, also_to=others),
    )


def _same_mail_to_the_deputy(office: Runtime, work: Work, mail: MailRow, address: str) -> None:
    """A mail that lists cases goes to the deputy as it is; the token in it holds for the deputy's replies too."""
    deputy = deputy_of(address, office.policy)
    if mail.purpose not in LISTING or not deputy or deputy in _others(office, mail, address):
        return
    with office.store.read() as tx:
        deputy_away = deputy in office.absent(tx, office.now().date())
    if not deputy_away:
        work.after.append(lambda tx: mails.add_copy(tx, mail.id, deputy, office.now()))


def _away_until(office: Runtime, arrival: Arrival) -> date:
    """The last day named in the answer, else five working days."""
    today = arrival.now.date()
    named = last_day_away(arrival.message, today)
    return named or add_working_days(today, AWAY_WORKING_DAYS, office.policy.calendar)


def take_bounce(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> Facts:
    """Mark the copy undeliverable and let the case know: officer told, deputy instead, a letter instead."""
    folder = office.settings.mailbox.processed_folder
    mail = belongs.mail
    if mail is None:
        work.findings.append(FindingRow(at=arrival.now, what="bounce_unknown", message_row=arrival.row_id))
        return Facts(Disposition.BOUNCE, target_folder=folder)
    if arrival.message.report is not None and arrival.message.report.action in STILL_ON_ITS_WAY:
        return Facts(Disposition.BOUNCE, case_number=mail.case_number or "", target_folder=folder)
    failed = _failed_recipient(arrival.message, mail)
    work.after.append(lambda tx: mails.undeliverable(tx, mail.id, failed))
    work.findings.append(
        FindingRow(at=arrival.now, what="undeliverable", case_number=mail.case_number, detail=mail.purpose)
    )
    if not mail.case_number:
        _same_mail_to_the_deputy(office, work, mail, failed)
        with office.store.read() as tx:
            noticed = passing.stands_for(tx, mail.id)
        for number, meant in noticed:
            step(office, work, number, partial(Undelivered, arrival.now, meant, ""))
    else:
        purpose = Purpose(mail.purpose)
        recipient = "" if purpose in TO_CUSTOMERS else failed
        others = _others(office, mail, failed)
        step(
            office,
            work,
            mail.case_number,
            lambda absent: Undelivered(arrival.now, purpose, recipient, absent, also_to=others),
        )
    return Facts(Disposition.BOUNCE, case_number=mail.case_number or "", target_folder=folder)


def _others(office: Runtime, mail: MailRow, failed: str) -> frozenset[str]:
    """Who else has the mail that came back."""
    lost = (MailState.UNDELIVERABLE, MailState.FAILED, MailState.CANCELLED)
    with office.store.read() as tx:
        copies = mails.recipients_of(tx, mail.id)
    return frozenset(copy.recipient.lower() for copy in copies if copy.state not in lost) - {failed}


def _failed_recipient(message: Message, mail: MailRow) -> str:
    """The recipient of ours whom the report names; the only one where it names none; "" when it stays unclear."""
    ours = [address.lower() for address in (*mail.to, *mail.cc)]
    named = [r.lower() for r in message.report.recipients] if message.report else []
    for recipient in named:
        if recipient in ours:
            return recipient
    text = message.full_text.lower()
    mentioned = [address for address in ours if address in text]
    if len(mentioned) == 1:
        return mentioned[0]
    return ours[0] if len(ours) == 1 else ""


def take_spam(office: Runtime, work: Work, arrival: Arrival) -> Facts:
    """Kept and counted; `FALL <id>` makes a case of it."""
    del work, arrival
    return Facts(Disposition.SPAM, target_folder=f"{office.settings.mailbox.processed_folder}/Spam")
