"""A message becomes a case: customer, anonymised text, file number, the workflow's first decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailbot.cases.authentication import authentication
from mailbot.cases.case import Case
from mailbot.cases.effects import OpenLinked
from mailbot.cases.events import FollowedUp, Linked, Received
from mailbot.cases.workflow import decide
from mailbot.ingest.message import Message
from mailbot.privacy.anonymise import Anonymised, anonymise, withheld_whole
from mailbot.privacy.known import known_from
from mailbot.privacy.people import People
from mailbot.privacy.sought import known_identifiers, to_remember
from mailbot.privacy.telling import telling
from mailbot.rules.customer_group import self_described
from mailbot.rules.verdict import Evidence, Verdict
from mailbot.steps.advance import put, step
from mailbot.steps.arrival import Arrival
from mailbot.steps.belongs import Belonging
from mailbot.steps.customer import Customer, customer_of, forwarded_by
from mailbot.steps.execute import carry_out, case_folder, doubtful_folder
from mailbot.steps.relations import Duplicate, duplicate_of, note_relations
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import register
from mailbot.store.ledger import Facts
from mailbot.store.schema import CaseTextRow, CustomerRow
from mailbot.vocabulary import Channel, Disposition, Flag

OLDEST_RECEIPT = timedelta(days=31)
"""A date on a form or in a forwarded header that lies further back is taken for a slip of the pen."""


def take_new_case(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging, *, follows: str = "") -> Facts:
    """Open a case, or file a near duplicate with the case it repeats.

    `follows` is a case that the mail answers and that was closed too long ago: both name each other.
    """
    duplicate = duplicate_of(office, arrival)
    if duplicate is not None:
        return file_duplicate(office, work, arrival, duplicate)
    note_relations(office, work, arrival, belongs, known=follows)
    arrival = _as_protected_as_before(office, arrival)
    case = open_case(office, work, arrival, arrival.verdict, follows=follows)
    if follows:
        link(office, work, follows, case)
    return Facts(Disposition.CASE, case_number=case.number, target_folder=case_folder(office, case))


def _as_protected_as_before(office: Runtime, arrival: Arrival) -> Arrival:
    """Whoever was protected in an earlier case is so in this one, though the mail does not say it again."""
    sender = arrival.message.sole_sender
    if not sender or office.house.is_internal(sender) or Flag.PROTECTED in arrival.verdict.flags:
        return arrival
    with office.store.read() as tx:
        if not register.is_protected(tx, sender):
            return arrival
    flags = arrival.verdict.flags | {Flag.PROTECTED}
    return replace(arrival, verdict=replace(arrival.verdict, flags=flags))


def open_case(
    office: Runtime,
    work: Work,
    arrival: Arrival,
    verdict: Verdict,
    parent: str = "",
    *,
    later: bool = False,
    own_acknowledgement: bool = False,
    follows: str = "",
) -> Case:
    """A new case for this message under this verdict; with `parent` a linked case of its own.

    `later` says that it came with a later mail than the parent's, which nobody has acknowledged yet; `follows` is the
    case that it takes up again; `own_acknowledgement`: what the parent's customer is told does not stand for both.
    """
    message = arrival.message
    proof = authentication(message, office.house)
    customer = customer_of(message, verdict, office.house, office.directory, proof)
    received_at = receipt(office, arrival, verdict)
    number = _number(office, work, received_at)
    known = known_from(message, verdict.form, office.directory.names, office.policy.prefix)
    anonymised = anonymise(message.subject, message.full_text, known, People(), language=verdict.language)
    anonymised = withheld_whole(anonymised) if message.is_encrypted else anonymised
    with office.store.read() as tx:
        absent = office.absent(tx, arrival.now.date())
    event = Received(
        at=arrival.now,
        number=number,
        received_at=received_at,
        verdict=judged(verdict, customer),
        notice_way=customer.way,
        attachments=len(message.attachments),
        already_with=_already_with(office, arrival),
        parent=parent,
        own_acknowledgement=later or own_acknowledgement,
        part=bool(parent) and not later,
        colleague=bool(customer.colleague) and verdict.channel is Channel.EMAIL,
        withheld=anonymised.withheld,
        notices_held=customer.notices_held,
        absent=absent,
        follows=follows,
    )
    decision = decide(None, event, office.policy)
    work.taken.append(number)
    put(office, work, decision.case)
    work.customers.append(_customer_row(number, customer, message, verdict))
    file_text(work, number, arrival, anonymised, "original")
    about = (*to_remember(anonymised.identifiers), *known_identifiers(known), *_contact(customer))
    work.people[number] = (anonymised.people, about)
    work.entries.append(office.entry(number, arrival.now, event))
    carry_out(office, work, decision.case, decision.effects, arrival=arrival, customer=customer)
    for effect in decision.effects:
        if isinstance(effect, OpenLinked):
            second = replace(verdict, kind=effect.kind, route=effect.route, also=None, review=False)
            own = effect.own_acknowledgement
            linked = open_case(office, work, arrival, second, parent=number, own_acknowledgement=own)
            link(office, work, number, linked)
    return work.cases[number][0]


def link(office: Runtime, work: Work, number: str, linked: Case) -> None:
    """Let the parent know of the linked case that was opened for a second concern of it."""
    step(office, work, number, lambda _absent: Linked(linked.opened_at, linked.number))


def judged(verdict: Verdict, customer: Customer) -> Verdict:
    """The verdict as the event log keeps it: of the evidence the names of the rules, without text from outside, and
    doubtful where the customer is."""
    rules = tuple(Evidence(name, "") for name in dict.fromkeys(evidence.rule for evidence in verdict.evidence))
    return replace(verdict, evidence=rules, form=None, review=verdict.review or customer.doubtful)


def file_text(work: Work, number: str, arrival: Arrival, anonymised: Anonymised, kind: str) -> None:
    """The anonymised text into the case file."""
    work.texts.append(
        CaseTextRow(
            case_number=number,
            message_row=arrival.row_id,
            kind=kind,
            at=arrival.now,
            subject=str(anonymised.subject),
            body=str(anonymised.text),
            withheld=anonymised.withheld,
        )
    )


def receipt(office: Runtime, arrival: Arrival, verdict: Verdict) -> datetime:
    """The earliest proven moment in the office (domain.md, section 4): form, forwarded header, else INTERNALDATE.

    For a letter the officer's `Eingang` is the proof, however long ago.
    """
    if verdict.channel is Channel.LETTER and verdict.form and verdict.form.recorded_on:
        return datetime.combine(verdict.form.recorded_on, datetime.min.time(), office.zone)
    proven = [arrival.received_at]
    if verdict.channel is Channel.FORM and verdict.form and verdict.form.recorded_on:
        proven.append(datetime.combine(verdict.form.recorded_on, datetime.min.time(), office.zone))
    if office.house.is_internal(arrival.message.sender.address) and verdict.channel is Channel.EMAIL:
        header = forwarded_by(arrival.message)
        if header is not None and header.date is not None:
            stated = header.date
            proven.append(stated.replace(tzinfo=office.zone) if stated.tzinfo is None else stated)
    plausible = [at for at in proven if arrival.received_at - OLDEST_RECEIPT <= at <= arrival.received_at]
    return min(plausible).astimezone(office.zone)


def _number(office: Runtime, work: Work, received_at: datetime) -> str:
    with office.store.read() as tx:
        number = register.next_number(tx, office.name, office.policy.prefix, received_at.year)
    before = sum(1 for taken in work.taken if taken.startswith(number[:-6]))
    return f"{number[:-6]}{int(number[-6:]) + before:06}"


def _already_with(office: Runtime, arrival: Arrival) -> frozenset[str]:
    addressed = {a.address.lower() for a in (*arrival.message.to, *arrival.message.cc)}
    return frozenset(addressed & office.directory.addresses)


def _contact(customer: Customer) -> tuple[str, ...]:
    """What is known of the customer besides the text; of a display name only what can name a person."""
    return (*telling(customer.name), *((customer.address,) if customer.address else ()))


def _customer_row(number: str, customer: Customer, message: Message, verdict: Verdict) -> CustomerRow:
    form = verdict.form
    return CustomerRow(
        case_number=number,
        name=customer.name,
        address=customer.address.lower() if customer.address else "",
        customer_number=form.customer_number if form else "",
        customer_group=_group(message, verdict),
        postal_address=form.customer_address if form else "",
    )


def _group(message: Message, verdict: Verdict) -> str:
    """What was ticked, or what the writer says of himself; of an authority's mail neither is known."""
    if verdict.form is not None and verdict.form.customer_group:
        return verdict.form.customer_group
    told_by_writer = verdict.channel in {Channel.EMAIL, Channel.LETTER} and not verdict.from_authority
    return self_described(message) if told_by_writer else ""


def file_duplicate(office: Runtime, work: Work, arrival: Arrival, found: Duplicate) -> Facts:
    """Nearly the same text again: filed with the case that it repeats; new attachments alone are told."""
    verdict = replace(arrival.verdict, evidence=(), form=None)
    decision = step(
        office,
        work,
        found.number,
        lambda absent: FollowedUp(
            arrival.now,
            arrival.received_at,
            verdict,
            duplicate=True,
            absent=absent,
            new_attachments=found.new_attachments,
        ),
    )
    doubt = decision.case.doubt is not None
    folder = doubtful_folder(office, decision.case) if doubt else case_folder(office, decision.case)
    return Facts(Disposition.FOLLOW_UP, case_number=found.number, target_folder=folder, reason="duplicate")
