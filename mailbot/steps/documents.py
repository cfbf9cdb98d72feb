"""Writes the documents that the workflow wants into the case file; the officer prints and posts them."""

from __future__ import annotations

from mailbot.cases.case import Case
from mailbot.cases.effects import Document, Notice, SendNotice, WriteDocument
from mailbot.outbound.compose import paragraphs
from mailbot.outbound.documents import letter_docx
from mailbot.outbound.letters import context_for
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import newest_text, texts_of
from mailbot.steps.work import Work
from mailbot.store import register
from mailbot.store.schema import CustomerRow, DocumentRow

NOTICES = {
    Document.ACKNOWLEDGEMENT_LETTER: Notice.ACKNOWLEDGEMENT,
    Document.INTERIM_LETTER: Notice.INTERIM,
    Document.HANDOVER_LETTER: Notice.HANDOVER,
}
NAMES = {
    Document.ACKNOWLEDGEMENT_LETTER: "Eingangsbestaetigung",
    Document.INTERIM_LETTER: "Zwischennachricht",
    Document.HANDOVER_LETTER: "Abgabenachricht",
    Document.ANSWER_LETTER: "Antwort",
    Document.PETITION_STATEMENT: "Stellungnahme",
    Document.EXTENSION_REQUEST: "Fristverlaengerung",
}
"""The beginnings of the file names, without umlauts for whatever system keeps them."""
TITLES = {Document.PETITION_STATEMENT: "Stellungnahme", Document.EXTENSION_REQUEST: "Bitte um Fristverlängerung"}
"""What goes to authorities; every other document is a letter to the customer and names no kind, like a mail."""


def write_document(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> None:
    """One DOCX into the case file; a letter waits in the digest until the officer answers `VERSANDT`."""
    lines = _lines(office, work, case, effect)
    now = office.now()
    content = letter_docx(
        lines,
        subject=_subject(office, case, effect.document),
        sender=" · ".join((office.facts.name, *office.facts.address_lines)),
        recipient=[] if effect.document in TITLES else _recipient(office, work, case.number),
        place_date=f"{now:%d.%m.%Y}",
        at=now,
    )
    name = f"{NAMES[effect.document]}-{now:%Y%m%d-%H%M}.docx"
    work.documents.append(
        DocumentRow(case_number=case.number, kind=effect.document, name=name, content=content, at=now)
    )


def _subject(office: Runtime, case: Case, document: Document) -> str:
    if document in TITLES:
        return f"{TITLES[document]} ({case.number})"
    return f"Ihre Nachricht vom {case.counting_from.astimezone(office.zone):%d.%m.%Y} ({case.number})"


def _recipient(office: Runtime, work: Work, number: str) -> list[str]:
    """Name and address, a line each, as far as they are known."""
    customer = _customer(office, work, number)
    if customer is None:
        return []
    return [line for line in (customer.name, *customer.postal_address.splitlines()) if line]


def _lines(office: Runtime, work: Work, case: Case, effect: WriteDocument) -> list[str]:
    notice = NOTICES.get(effect.document)
    if notice is None:
        draft = newest_text(office, work, case.number, "draft")
        typed = (draft.typed or draft.body) if effect.document is Document.ANSWER_LETTER and draft else effect.text
        return [line for line in typed.splitlines() if line.strip()]
    sending = SendNotice(notice, "letter", case.round, effect.until)
    context = context_for(sending, case, texts_of(office, work, case), office.facts, office.policy)
    return list(paragraphs(context, office.templates))


def _customer(office: Runtime, work: Work, number: str) -> CustomerRow | None:
    for row in work.customers:
        if row.case_number == number:
            return row
    with office.store.read() as tx:
        return register.customer(tx, number)
