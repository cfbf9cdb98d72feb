"""What stands in a document of a case: its context, from the case, the register's customer and the message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from mailbot.cases.case import Case
from mailbot.cases.effects import Document, Notice, Refusal, SendNotice, WriteDocument
from mailbot.ingest.forms import Form, read_form
from mailbot.ingest.parse import parse
from mailbot.outbound.compose import paragraphs
from mailbot.outbound.document_contexts import (
    CoverSheet,
    EarlierCase,
    ExtensionSheet,
    FormSheet,
    LetterSheet,
    PraiseSheet,
    Sheet,
    StatementSheet,
)
from mailbot.outbound.letters import context_for
from mailbot.outbound.shown import receipt
from mailbot.steps.arrival import Arrival
from mailbot.steps.paper_mail import read_paper_mail
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import newest_text, texts_of
from mailbot.steps.work import Work
from mailbot.store import ledger, register
from mailbot.store.schema import CustomerRow
from mailbot.vocabulary import Channel, CustomerGroup, Flag, Kind

NOTICES: Final = {
    Document.ACKNOWLEDGEMENT_LETTER: Notice.ACKNOWLEDGEMENT,
    Document.INTERIM_LETTER: Notice.INTERIM,
    Document.HANDOVER_LETTER: Notice.HANDOVER,
}
Builder = Callable[[Runtime, Work, Case, WriteDocument], Sheet]


def sheet_for(office: Runtime, work: Work, case: Case, effect: WriteDocument, arrival: Arrival | None) -> Sheet:
    """The context of the document that this effect wants; whatever has no form of its own is a letter."""
    if effect.document is Document.RECORD_FORM:
        return _form(office, work, case, arrival)
    return _BUILDERS.get(effect.document, _letter)(office, work, case, effect)


def _letter(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> Sheet:
    customer = customer_row(office, work, case.number)
    address = (customer.name, *customer.postal_address.splitlines()) if customer else ()
    subject = office.templates.words.word("document", "subject")
    return LetterSheet(
        **_shared(office, case),
        recipient=tuple(line for line in address if line),
        subject=f"{subject} {_day(office, case)} ({case.number})",
        paragraphs=_written(office, work, case, effect),
    )


def _written(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> tuple[str, ...]:
    notice = NOTICES.get(effect.document)
    if notice is None:
        draft = newest_text(office, work, case.number, "draft")
        typed = (draft.typed or draft.body) if effect.document is Document.ANSWER_LETTER and draft else effect.text
        return _lines(typed)
    sending = SendNotice(notice, "letter", case.round, effect.until)
    context = context_for(sending, case, texts_of(office, work, case), office.facts, office.policy)
    return tuple(line for line in paragraphs(context, office.templates) if line.strip())


def _statement(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> Sheet:
    words = office.templates.words
    return StatementSheet(
        **_petition(office, work, case, effect.until),
        topics=", ".join(str(words.topic(topic)) for topic in case.topics),
        evaluation=case.evaluation.value if case.evaluation else "",
        measure=case.measure,
        paragraphs=_anonymised(office, work, case),
        earlier=_earlier(office, work, case),
    )


def _extension(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> Sheet:
    """`effect.until` is the date that is asked for; the old one stands until `FRIST` records the new one."""
    due = case.deadline.on if case.deadline else None
    return ExtensionSheet(
        **_petition(office, work, case, due), wanted_on=_date(effect.until), reason=_lines(effect.text)
    )


def _petition(office: Runtime, work: Work, case: Case, due: date | None) -> dict[str, Any]:
    customer = customer_row(office, work, case.number)
    known = customer is not None and not case.from_authority
    return {
        **_shared(office, case),
        "submission": case.kind is Kind.SUBMISSION,
        "board": case.kind is Kind.PETITION_BOARD,
        "petitioner": customer.name if customer and known else "",
        "received_on": _day(office, case),
        "due_on": _date(due),
    }


def _cover(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> Sheet:
    customer = customer_row(office, work, case.number)
    return CoverSheet(
        **_shared(office, case),
        to=str(office.templates.label(case.route)),
        kind=str(office.templates.words.word("kind", case.kind)),
        customer=customer.name if customer else "",
        customer_number=customer.customer_number if customer else "",
        received_at=str(receipt(case, office.policy)),
        attachments=str(case.attachments) if case.channel is not Channel.LETTER else "",
        objection=case.kind is Kind.OBJECTION,
        service_centre=case.kind is Kind.SERVICE_CENTRE,
        on_paper=case.channel is Channel.LETTER,
        application=Flag.APPLICATION in case.flags,
        no_phone=Flag.NO_PHONE in case.flags,
        due_on=_date(effect.until),
    )


def _praise(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> Sheet:
    del effect
    shared = _shared(office, case)
    team = office.policy.directory.team(case.route)
    return PraiseSheet(
        **shared,
        team=team.name if team else "",
        received_on=_day(office, case),
        paragraphs=_anonymised(office, work, case),
    )


def _form(office: Runtime, work: Work, case: Case, arrival: Arrival | None) -> Sheet:
    """Anlage 1 with what the form or the letter said, and at the closing with what became of it."""
    letter = case.channel is Channel.LETTER
    form, said = _recorded(office, case) if arrival is None else _arrived(arrival)
    customer = customer_row(office, work, case.number)
    address = customer.postal_address if customer else form.customer_address
    group = case.customer_group or form.customer_group
    return FormSheet(
        **_shared(office, case),
        recorded_by=form.recorded_by,
        org=str(office.facts.krm_org) if letter else form.org,
        in_person=form.contact == "persönlich",
        by_phone=form.contact == "telefonisch",
        in_writing=letter,
        employee=group == CustomerGroup.EMPLOYEE,
        employer=group == CustomerGroup.EMPLOYER,
        other=group == CustomerGroup.OTHER,
        statement=_lines(said if letter else form.statement),
        suggestion=_lines(form.suggestion),
        remarks=_lines(form.remarks),
        customer_name=form.customer_name,
        customer_address=", ".join(address.splitlines()),
        customer_number=form.customer_number,
        customer_phone=form.customer_phone,
        recorded_on=_date(form.recorded_on),
        forward_to=str(office.templates.label(case.route)),
        forwarded_on=f"{case.opened_at.astimezone(office.zone):%d.%m.%Y}",
        **_became(office, case),
    )


def _arrived(arrival: Arrival) -> tuple[Form, str]:
    return arrival.verdict.form or Form(), arrival.message.text


def _recorded(office: Runtime, case: Case) -> tuple[Form, str]:
    """The same from the first message of the case, as long as its bytes are kept."""
    with office.store.read() as tx:
        first = next(iter(ledger.messages_of(tx, case.number)), None)
        raw = ledger.message(tx, first.id).raw if first is not None else b""
    if not raw:
        return Form(), ""
    message = parse(raw)
    if case.channel is not Channel.LETTER:
        return read_form(message) or Form(), ""
    paper = read_paper_mail(message.text, case.opened_at.astimezone(office.zone).date())
    return (Form(), "") if isinstance(paper, Refusal) else (paper.form, paper.concern)


def _became(office: Runtime, case: Case) -> dict[str, str]:
    """What the closing adds: the day and the way of the answer, evaluation, measure, and when it was filed."""
    closing, evaluation = case.closing, case.evaluation
    if closing is None:
        return {}
    answered = ", ".join(filter(None, (_date(closing.answered_on), closing.answered_by)))
    proposed = evaluation is not None and evaluation.proposed
    return {
        "answered_on": answered,
        "result": (evaluation.value + (" (Vorschlag der Teamleitung)" if proposed else "")) if evaluation else "",
        "measure": case.measure,
        "filed_on": f"{closing.at.astimezone(office.zone):%d.%m.%Y}",
    }


_BUILDERS: Final[dict[Document, Builder]] = {
    Document.PETITION_STATEMENT: _statement,
    Document.EXTENSION_REQUEST: _extension,
    Document.COVER_LETTER: _cover,
    Document.PRAISE_CARD: _praise,
}


def _shared(office: Runtime, case: Case) -> dict[str, Any]:
    return {"number": case.number, "written_on": f"{office.now():%d.%m.%Y}"}


def _day(office: Runtime, case: Case) -> str:
    return f"{case.counting_from.astimezone(office.zone):%d.%m.%Y}"


def _date(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _anonymised(office: Runtime, work: Work, case: Case) -> tuple[str, ...]:
    """The text of the case as teams see it; none where it is withheld."""
    texts = texts_of(office, work, case)
    return () if texts.withheld or Flag.PROTECTED in case.flags else _lines(str(texts.text))


def _earlier(office: Runtime, work: Work, case: Case) -> tuple[EarlierCase, ...]:
    """The other cases of the same address."""
    customer = customer_row(office, work, case.number)
    if customer is None or not customer.address or case.from_authority:
        return ()
    with office.store.read() as tx:
        numbers = register.cases_of_address(tx, customer.address)
        others = [loaded[0] for number in numbers if number != case.number and (loaded := register.load(tx, number))]
    kinds = office.templates.words
    return tuple(
        EarlierCase(other.number, _day(office, other), str(kinds.word("kind", other.kind)))
        for other in sorted(others, key=lambda one: one.received_at)
        if other.kind is not Kind.CONDUCT_COMPLAINT  # those lie with management alone
    )


def customer_row(office: Runtime, work: Work, number: str) -> CustomerRow | None:
    """Who wrote: what this very step noted, else what the store holds."""
    for row in work.customers:
        if row.case_number == number:
            return row
    with office.store.read() as tx:
        return register.customer(tx, number)
