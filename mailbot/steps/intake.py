"""Taking a fetched message in: attempts are counted before anything is read; the third death means quarantine.

Each message ends as exactly one of case, follow-up, command, recorded automatic mail, bounce or spam, or quarantine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from mailbot.cases.commands import read_commands
from mailbot.errors import TemporaryError
from mailbot.ingest.message import Message
from mailbot.outbound.case_contexts import QuarantineAlertContext
from mailbot.rules.verdict import Verdict
from mailbot.steps.arrival import Arrival, read_arrival
from mailbot.steps.belongs import Belonging, belonging
from mailbot.steps.command_mail import take_command
from mailbot.steps.follow_up import take_follow_up
from mailbot.steps.identity import stated_message_id
from mailbot.steps.mailing import Letter, post
from mailbot.steps.new_case import take_new_case
from mailbot.steps.returns import take_automatic, take_bounce, take_spam
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger
from mailbot.store.database import Transaction
from mailbot.store.ledger import MAX_ATTEMPTS, Facts
from mailbot.store.schema import FindingRow, MessageRow
from mailbot.vocabulary import Disposition, Purpose

log = structlog.get_logger()

SPAM_FOLDER = "Spam"
QUARANTINE_FOLDER = "Quarantaene"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one message."""

    disposition: Disposition | None
    case: str = ""


def take_in_waiting(office: Runtime) -> int:
    """Take in everything fetched, oldest first; returns how many. One bad message never holds up the next."""
    with office.store.read() as tx:
        waiting = ledger.waiting(tx)
    for row_id in waiting:
        take_in(office, row_id)
    return len(waiting)


def take_in(office: Runtime, row_id: int) -> TakenIn:
    """Take one message in. Whatever goes wrong is counted; at last it goes into quarantine with its bytes."""
    with office.store.write() as tx:
        attempts = ledger.count_attempt(tx, row_id)
    if attempts > MAX_ATTEMPTS:
        return quarantine(office, row_id, "process_died")
    try:
        return _take_in(office, row_id)
    except TemporaryError:
        log.warning("message_waits", row=row_id, attempts=attempts)
        return TakenIn(None)
    except Exception as error:
        log.exception("message_failed", row=row_id, attempts=attempts)
        return quarantine(office, row_id, type(error).__name__) if attempts >= MAX_ATTEMPTS else TakenIn(None)


def _take_in(office: Runtime, row_id: int) -> TakenIn:
    with office.store.read() as tx:
        row = ledger.message(tx, row_id)
    if not row.raw:
        return quarantine(office, row_id, "unreadable_on_server")
    arrival = read_arrival(office, row)
    with office.store.read() as tx:
        copy = ledger.first_copy(tx, arrival.identity, row_id)
        reused = copy is None and bool(arrival.message.message_id) and _is_reused(tx, arrival)
        belongs = belonging(tx, arrival.message, office.house)
    work = office.work()
    if reused:
        work.findings.append(FindingRow(at=arrival.now, what="message_id_reused", message_row=row_id))
    facts = file_copy(office, copy) if copy is not None else _handle(office, work, arrival, belongs)
    facts = replace(
        facts,
        message_id=arrival.message.message_id,
        identity=arrival.identity,
        sender=arrival.message.sender.address.lower(),
    )
    work.after.insert(0, lambda tx: ledger.settle(tx, row_id, arrival.now, facts))
    work.commit(office.store)
    log.info("message_taken_in", row=row_id, disposition=facts.disposition, case=facts.case_number)
    return TakenIn(facts.disposition, facts.case_number)


def _is_reused(tx: Transaction, arrival: Arrival) -> bool:
    return ledger.same_message_id(tx, arrival.message.message_id, arrival.row_id)


def file_copy(office: Runtime, copy: MessageRow) -> Facts:
    """A copy of a known message is filed with it; nothing else happens."""
    case = copy.case_number or ""
    disposition = Disposition(copy.disposition) if copy.disposition else Disposition.AUTOMATIC
    if disposition is Disposition.CASE:
        disposition = Disposition.FOLLOW_UP
    folder = copy.target_folder or office.settings.mailbox.processed_folder
    return Facts(disposition, case_number=case, copy_of=copy.id, target_folder=folder, reason="copy")


def _handle(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> Facts:
    """The one place where the paths part."""
    match disposition_of(office, arrival.message, arrival.verdict, belongs):
        case Disposition.AUTOMATIC:
            return take_automatic(office, work, arrival, belongs)
        case Disposition.BOUNCE:
            return take_bounce(office, work, arrival, belongs)
        case Disposition.SPAM:
            return take_spam(office, work, arrival)
        case Disposition.COMMAND:
            return take_command(office, work, arrival, belongs)
        case Disposition.FOLLOW_UP:
            return take_follow_up(office, work, arrival, belongs)
        case _:
            return take_new_case(office, work, arrival, belongs)


def disposition_of(office: Runtime, message: Message, verdict: Verdict, belongs: Belonging) -> Disposition:
    """What the message is, now that the database was asked; without it `inspect` trusts the file alone."""
    if verdict.disposition in {Disposition.AUTOMATIC, Disposition.BOUNCE, Disposition.SPAM}:
        return verdict.disposition
    sender = message.sole_sender
    inside = sender in office.directory.addresses or office.house.is_internal(message.sender.address)
    if office.house.is_own(sender):
        return Disposition.CASE
    if verdict.disposition is Disposition.COMMAND:
        return Disposition.COMMAND
    if inside:
        answers = belongs.mail is not None or bool(belongs.mentioned)
        return Disposition.COMMAND if answers or _commands_us(office, message) else Disposition.CASE
    return Disposition.FOLLOW_UP if belongs.number else Disposition.CASE


def _commands_us(office: Runtime, message: Message) -> bool:
    """Whether somebody of the directory wrote a command of its own accord (ERFASSEN, HILFE, BERICHT, ...)."""
    if message.sole_sender not in office.directory.addresses:
        return False
    return bool(read_commands(message.text, office.now().date(), office.policy).commands)


def quarantine(office: Runtime, row_id: int, reason: str) -> TakenIn:
    """Keep the bytes, tell the officer, go on. `reason` is a word of ours."""
    work, now = office.work(), office.now()
    work.findings.append(FindingRow(at=now, what="quarantine", message_row=row_id, detail=reason[:100]))
    folder = f"{office.settings.mailbox.processed_folder}/{QUARANTINE_FOLDER}"
    with office.store.read() as tx:
        message_id = stated_message_id(ledger.message(tx, row_id).raw)
    facts = Facts(Disposition.QUARANTINE, message_id, reason=reason[:60], target_folder=folder)
    letter = Letter(Purpose.ALERT, (office.acting(office.directory.officer),), cause="quarantine")
    post(office, work, QuarantineAlertContext.of(row_id), letter)
    work.after.insert(0, lambda tx: ledger.settle(tx, row_id, now, facts))
    work.commit(office.store)
    log.error("message_quarantined", row=row_id, reason=reason)
    return TakenIn(Disposition.QUARANTINE)
