"""Renders every document (DOCX) as LibreOffice shows it: as usual, with long texts and names, and empty.

    python scripts/render_documents.py OUT

Writes `NAME-usual.docx`, `NAME-long.docx`, `NAME-empty.docx`, their PDF and, with pdftoppm, a PNG of each page.
Look at the pictures after each change of templates: nothing cut, nothing over the edge, headings with what they head.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from mailbot.outbound.document_contexts import (
    CoverSheet,
    DisclosedCase,
    DisclosureSheet,
    EarlierCase,
    ExtensionSheet,
    FormSheet,
    LetterSheet,
    OfficeSheet,
    PraiseSheet,
    Sheet,
    StatementSheet,
)
from mailbot.outbound.documents import FOLDER, render_document
from mailbot.resources import shipped_templates

AT = datetime(2026, 3, 12, 9)  # noqa: DTZ001  a file property without zone
OFFICE = OfficeSheet(
    name="Jobcenter Wolfenbüttel",
    address=("Musterstraße 1", "38300 Wolfenbüttel"),
    phone="05331 000-0",
    mailbox="Jobcenter-Wolfenbuettel.Kundenreaktionsmanagement@jobcenter-ge.example",
    hours="Montag bis Freitag 8 bis 12 Uhr",
    krm_org="705",
    signature="Ihr Jobcenter Wolfenbüttel",
)
PARAGRAPHS = (
    "am 2. März habe ich den Weiterbewilligungsantrag mit allen Unterlagen am Empfang abgegeben.",
    "[Person 1] hat mir gesagt, dass die Miete zum Monatsende kommt. Bis heute ist nichts auf meinem Konto [IBAN].",
)
_CASE: dict[str, Any] = {"number": "KRM-2026-000123", "written_on": "13.03.2026"}
_PETITION: dict[str, Any] = {
    **_CASE,
    "petitioner": "Karla Musterfrau",
    "received_on": "12.03.2026",
    "due_on": "02.04.2026",
}
_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-von-und-zu-Überläßt"
_LONG = "Ändern Sie bitte die Überweisung, denn die Größe der Wohnung wurde falsch übernommen – „nicht“ richtig. " * 6
_PAGES = 25
"""So many long paragraphs fill three pages and more."""


def usual() -> tuple[Sheet, ...]:
    """Each document as it is on most days."""
    return (
        LetterSheet(
            **_CASE,
            recipient=("Karla Musterfrau", "Okerstraße 1", "38300 Wolfenbüttel"),
            subject="Ihre Nachricht vom 12.03.2026 (KRM-2026-000123)",
            paragraphs=PARAGRAPHS,
        ),
        StatementSheet(
            **_PETITION,
            topics="Auszahlung und Überweisung, Bescheid und Rechtsfragen",
            evaluation="teilweise berechtigt",
            measure="Ein zweiter Schalter",
            paragraphs=PARAGRAPHS,
            earlier=(EarlierCase("KRM-2025-000871", "03.11.2025", "Beschwerde"),),
        ),
        ExtensionSheet(**_PETITION, wanted_on="20.04.2026", reason=("Die Auskunft der Familienkasse steht aus.",)),
        FormSheet(
            **_CASE,
            recorded_by="Behnken",
            org="702",
            by_phone=True,
            employee=True,
            statement=PARAGRAPHS,
            suggestion=("Rückrufknopf in der Warteschleife.",),
            remarks=("War freundlich, aber sehr aufgebracht.",),
            customer_name="Ilsemann, Gunhild",
            customer_address="Lange Herzogstraße 71, 38300 Wolfenbüttel",
            customer_number="241C207719",
            customer_phone="05331 5550177",
            recorded_on="03.03.2026",
            forward_to="Team Eingangszone (Org.-Z. 702)",
            forwarded_on="03.03.2026",
        ),
        CoverSheet(
            **_CASE,
            to="Team Leistung (Org.-Z. 701)",
            kind="Beschwerde",
            customer="Karla Musterfrau",
            customer_number="031A123456",
            received_at="12.03.2026",
            attachments="2",
            on_paper=True,
            application=True,
            no_phone=True,
            due_on="26.03.2026",
        ),
        PraiseSheet(**_CASE, team="Team Eingangszone", received_on="12.03.2026", paragraphs=PARAGRAPHS),
        DisclosureSheet(
            **_CASE,
            address="karla@web.example",
            name="Karla Musterfrau",
            cases=(_disclosed("KRM-2026-000123"), _disclosed("KRM-2025-000871")),
            loose_messages="1",
            content_years="2",
            row_years="10",
        ),
    )


def _disclosed(number: str) -> DisclosedCase:
    return DisclosedCase(
        number=number,
        received_on="12.03.2026",
        kind="Beschwerde",
        topics="Auszahlung und Überweisung",
        status="offen",
        name="Karla Musterfrau",
        customer_number="031A123456",
        customer_group="Arbeitnehmer",
        postal_address="Okerstraße 1, 38300 Wolfenbüttel",
        messages="2",
        mails="5",
        texts="3",
        documents="1",
        identifiers=("Karla", "Musterfrau"),
        erased_after="31.12.2028",
    )


def lengthened(sheet: Any) -> Any:
    """The same with names that are one long word, texts of three pages and every box ticked."""
    values: dict[str, Any] = {}
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if isinstance(value, bool):
            values[field.name] = True
        elif isinstance(value, tuple):
            values[field.name] = _lengthened_lines(field.name, value)
        elif field.name not in _CASE and not field.name.endswith("_on"):
            values[field.name] = _WORD
    return replace(sheet, **values)


def _lengthened_lines(name: str, lines: tuple[Any, ...]) -> tuple[Any, ...]:
    if name in {"recipient", "identifiers"}:
        return (_WORD, *lines, "Übersee")
    texts = all(isinstance(line, str) for line in lines)
    return (_LONG.strip(),) * _PAGES if texts else tuple(lengthened(line) for line in lines)


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and content of each document, in its three shapes."""
    for sheet in usual():
        shapes = {"usual": sheet, "long": lengthened(sheet), "empty": type(sheet)()}
        for shape, filled in shapes.items():
            template = shipped_templates() / FOLDER / f"{sheet.template}.docx"
            yield f"{sheet.template}-{shape}.docx", render_document(filled, OFFICE, template, AT)


def converted(out: Path, ending: str, pages: list[Path]) -> None:
    """LibreOffice opens these files and writes them with another ending. CalledProcessError where it cannot."""
    with tempfile.TemporaryDirectory() as profile:
        command = ("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", ending)
        subprocess.run((*command, "--outdir", str(out), *map(str, pages)), check=True, capture_output=True, timeout=600)


def main(arguments: list[str]) -> None:
    """See the head of this file."""
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in documents():
        (out / name).write_bytes(content)
        written.append(out / name)
    converted(out, "pdf", written)
    for page in sorted(out.glob("*.pdf")):
        if shutil.which("pdftoppm"):
            subprocess.run(("pdftoppm", "-r", "70", "-png", str(page), str(page.with_suffix(""))), check=True)
        print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
