"""Writes the documents that the workflow wants into the case file; the officer prints and posts them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import structlog

from mailbot.cases.case import Case
from mailbot.cases.effects import Document, WriteDocument
from mailbot.clock import SystemClock
from mailbot.config import load, office_facts, zone
from mailbot.errors import PermanentError
from mailbot.outbound.digest_facts import Deed, What
from mailbot.outbound.document_contexts import FormSheet, OfficeSheet, Sheet
from mailbot.outbound.documents import ENDING, FOLDER, render_document
from mailbot.outbound.office import OfficeFacts
from mailbot.resources import shipped_templates
from mailbot.steps.arrival import Arrival
from mailbot.steps.runtime import Runtime
from mailbot.steps.sheets import sheet_for
from mailbot.steps.work import Work
from mailbot.store import desk
from mailbot.store.schema import DocumentRow, FindingRow

log = structlog.get_logger()

NAMES: Final = {
    Document.ACKNOWLEDGEMENT_LETTER: "Eingangsbestaetigung",
    Document.INTERIM_LETTER: "Zwischennachricht",
    Document.HANDOVER_LETTER: "Abgabenachricht",
    Document.ANSWER_LETTER: "Antwort",
    Document.PETITION_STATEMENT: "Stellungnahme",
    Document.EXTENSION_REQUEST: "Fristverlaengerung",
    Document.RECORD_FORM: "Anlage-1",
    Document.COVER_LETTER: "Begleitschreiben",
    Document.PRAISE_CARD: "Lob",
    Document.DISCLOSURE: "Auskunft",
}
"""The beginnings of the file names, without umlauts for whatever system keeps them."""
FOR_THE_FILE: Final = frozenset({Document.RECORD_FORM, Document.DISCLOSURE})
"""Nobody waits for these to be posted; all others stand in the digest until the officer answers `VERSANDT`."""


def write_document(
    office: Runtime, work: Work, case: Case, effect: WriteDocument, arrival: Arrival | None = None
) -> None:
    """One DOCX into the case file, inside `work`; `arrival` is the message of a new case."""
    add_document(office, work, case.number, effect.document, sheet_for(office, work, case, effect, arrival))


def add_document(office: Runtime, work: Work, number: str, document: Document, sheet: Sheet) -> None:
    """The same for a sheet that is filled in already."""
    now = office.now()
    content, as_wanted = _rendered(office.settings.folder, _office_sheet(office.facts), sheet, now)
    if not as_wanted:
        work.findings.append(FindingRow(at=now, what=What.TROUBLE, case_number=number, detail=Deed.DOCUMENT))
    work.documents.append(
        DocumentRow(
            case_number=number,
            kind=document,
            name=_free_name(office, work, number, f"{NAMES[document]}-{now:%Y%m%d-%H%M}"),
            content=content,
            at=now,
            posted_at=now if document in FOR_THE_FILE else None,
        )
    )


def rendered(office: Runtime, sheet: Sheet) -> bytes:
    """The document by the office's own template; by ours where that one cannot be used, and the log says so."""
    return _rendered(office.settings.folder, _office_sheet(office.facts), sheet, office.now())[0]


def blank_form(folder: Path, environ: Mapping[str, str]) -> bytes:
    """Anlage 1 to be filled in by hand; neither database nor server is asked. ConfigError with every finding."""
    settings = load(folder, environ)
    return _rendered(folder, _office_sheet(office_facts(settings)), FormSheet(), SystemClock(zone(settings)).now())[0]


def _rendered(folder: Path, office: OfficeSheet, sheet: Sheet, at: datetime) -> tuple[bytes, bool]:
    """The document, and whether the template is the one that was wanted."""
    name = f"{sheet.template}{ENDING}"
    own = folder / "templates" / FOLDER / name
    if own.is_file():
        try:
            return render_document(sheet, office, own, at), True
        except PermanentError:
            log.exception("document_template_unusable", template=name)
    return render_document(sheet, office, shipped_templates() / FOLDER / name, at), not own.is_file()


def _office_sheet(facts: OfficeFacts) -> OfficeSheet:
    return OfficeSheet(
        name=str(facts.name),
        address=tuple(str(line) for line in facts.address_lines),
        phone=str(facts.phone),
        mailbox=str(facts.mailbox),
        hours=str(facts.hours),
        krm_org=str(facts.krm_org),
        signature=str(facts.signature),
    )


def _free_name(office: Runtime, work: Work, number: str, stem: str) -> str:
    """A file name that no other document of the case has."""
    with office.store.read() as tx:
        taken = {row.name for row in desk.documents(tx, number)}
    taken |= {row.name for row in work.documents if row.case_number == number}
    names = (f"{stem}{'' if position == 1 else f'-{position}'}{ENDING}" for position in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
