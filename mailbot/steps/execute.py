"""From effects to deeds: the one place where what the workflow decided becomes rows and mails."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from mailbot.cases.case import Case
from mailbot.cases.effects import (
    Alert,
    AnnounceClosing,
    Cancel,
    Effect,
    Forward,
    Merge,
    MoveOriginals,
    OpenLinked,
    Present,
    Remind,
    SendAnswer,
    SendNotice,
    TellNumber,
    WriteDocument,
)
from mailbot.cases.recipients import officers_route
from mailbot.outbound.letters import CaseTexts, context_for
from mailbot.steps.arrival import Arrival
from mailbot.steps.customer import Customer
from mailbot.steps.documents import write_document
from mailbot.steps.mailing import Letter, post
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import texts_of
from mailbot.steps.work import Work
from mailbot.store import ledger, register
from mailbot.store.database import Transaction
from mailbot.store.schema import ReminderRow
from mailbot.vocabulary import Flag, Kind, Purpose, Route

MailEffect = SendNotice | Forward | Present | Alert | AnnounceClosing | TellNumber | SendAnswer


def carry_out(
    office: Runtime,
    work: Work,
    case: Case,
    effects: tuple[Effect, ...],
    *,
    hold: str = "",
    arrival: Arrival | None = None,
    customer: Customer | None = None,
) -> None:
    """Do all effects of one decision inside `work`. `arrival` and `customer` are given for a new case."""
    for effect in effects:
        match effect:
            case SendNotice() | Forward() | Present() | Alert() | AnnounceClosing() | TellNumber() | SendAnswer():
                _mail(office, work, case, effect, hold=hold, customer=customer, arrival=arrival)
            case Remind():
                _remind(office, work, case, effect)
            case WriteDocument():
                write_document(office, work, case, effect, arrival)
            case Cancel():
                work.cancelled.append((case.number, effect.purposes))
            case MoveOriginals():
                work.after.append(originals_along(office, case))
            case OpenLinked():
                pass  # a linked case needs the message itself: `new_case.open_case` opens it
            case Merge():
                into = effect.into
                work.after.append(lambda tx, into=into: ledger.merge(tx, case.number, into))  # type: ignore[misc]
            case _:
                assert_never(effect)


def case_folder(office: Runtime, case: Case) -> str:
    """The IMAP folder of the originals: conduct complaints and protected cases lie in management's alone."""
    box = office.settings.mailbox
    if not box.case_folders:
        return box.processed_folder
    confidential = case.kind is Kind.CONDUCT_COMPLAINT or Flag.PROTECTED in case.flags
    route = Route.MANAGEMENT if confidential else case.route
    return f"{box.processed_folder}/{route}/{case.number}"


def doubtful_folder(office: Runtime, case: Case) -> str:
    """Where the original of a follow-up lies that only the officer may read for now."""
    box = office.settings.mailbox
    if not box.case_folders:
        return box.processed_folder
    return f"{box.processed_folder}/{officers_route(case, office.policy)}/{case.number}"


def originals_along(office: Runtime, case: Case) -> Callable[[Transaction], None]:
    """Send the originals of the case to its folder; a doubtful follow-up stays where the officer alone reads it."""
    target = case_folder(office, case)
    apart = doubtful_folder(office, case) if case.doubt is not None else ""
    return lambda tx: ledger.send_along(tx, case.number, target, apart)


def _mail(
    office: Runtime,
    work: Work,
    case: Case,
    effect: MailEffect,
    *,
    hold: str,
    customer: Customer | None,
    arrival: Arrival | None,
) -> None:
    to, cc = _addressees(office, work, case, effect, customer, arrival)
    texts: CaseTexts = texts_of(office, work, case)
    context = context_for(effect, case, texts, office.facts, office.policy)
    letter = Letter(
        purpose=purpose_of(effect),
        to=to,
        cc=cc,
        number=case.number,
        cause=effect.cause if isinstance(effect, SendNotice) else "",
        round=case.round,
        in_reply_to=_answers(office, case, arrival) if isinstance(effect, SendNotice) else "",
        hold=hold if isinstance(effect, SendNotice) else "",
        draft=case.drafts[-1].version if case.drafts else None,
    )
    post(office, work, context, letter)


def purpose_of(effect: MailEffect) -> Purpose:
    """The purpose of the contract for a mail effect."""
    match effect:
        case SendNotice():
            return Purpose(effect.notice.value)
        case Forward():
            return Purpose.FORWARD
        case Present():
            return Purpose.PRESENTATION
        case Alert():
            return Purpose.ALERT
        case AnnounceClosing():
            return Purpose.CLOSING
        case TellNumber():
            return Purpose.CONFIRMATION
        case SendAnswer():
            return Purpose.ANSWER
        case _:
            assert_never(effect)


def _addressees(
    office: Runtime,
    work: Work,
    case: Case,
    effect: MailEffect,
    customer: Customer | None,
    arrival: Arrival | None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(effect, SendNotice | SendAnswer):
        address = customer.address if customer else _stored_address(office, work, case.number)
        return ((address,) if address else ()), ()
    if isinstance(effect, TellNumber):
        sender = customer.colleague if customer and customer.colleague else ""
        sender = sender if arrival is not None and office.house.is_internal(sender) else ""
        return effect.to or ((sender,) if sender else ()), effect.cc
    return effect.to, effect.cc


def _stored_address(office: Runtime, work: Work, number: str) -> str:
    for row in work.customers:
        if row.case_number == number:
            return row.address
    with office.store.read() as tx:
        stored = register.customer(tx, number)
    return stored.address if stored else ""


def _answers(office: Runtime, case: Case, arrival: Arrival | None) -> str:
    """The customer's newest Message-ID: it may go back to that customer, and to nobody else."""
    if arrival is not None:
        return arrival.message.message_id
    with office.store.read() as tx:
        messages = ledger.messages_of(tx, case.number)
        stored = register.customer(tx, case.number)
    own = [m.message_id for m in messages if m.message_id and stored and m.sender == stored.address]
    return own[-1] if own else ""


def _remind(office: Runtime, work: Work, case: Case, effect: Remind) -> None:
    for recipient in effect.to:
        work.reminders.append(
            ReminderRow(
                case_number=case.number,
                recipient=recipient,
                cc=list(effect.cc),
                reason=effect.reason,
                due=effect.due,
                created_at=office.now(),
            )
        )
