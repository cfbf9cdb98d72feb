"""Documents from templates: what they say, and that a template can say nothing else."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx_text import text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.errors import PermanentError
from mailbot.outbound.document_contexts import (
    PARTS,
    SHEETS,
    CoverSheet,
    DocumentName,
    ExtensionSheet,
    FormSheet,
    LetterSheet,
    OfficeSheet,
    PraiseSheet,
    Sheet,
    StatementSheet,
)
from mailbot.outbound.documents import render_document, template_findings

TEMPLATES = Path(__file__).parents[2] / "templates"
SCRIPTS = TEMPLATES.parent / "scripts"
OFFICE = OfficeSheet(name="Jobcenter Testhausen", address=("Weg 1", "12345 Testhausen"), krm_org="705")
AT = datetime(2026, 3, 12, 9)  # noqa: DTZ001 - a file property without zone
NUMBER = "KRM-2026-000123"


def rendered(sheet: Sheet, template: Path | None = None) -> bytes:
    path = template or TEMPLATES / "documents" / f"{sheet.template}.docx"
    return render_document(sheet, OFFICE, path, AT)


def filled(kind: type[Any], mark: str = "") -> Any:
    """A context with another text in every field."""
    values: dict[str, Any] = {}
    for field in fields(kind):
        name = f"{mark}{field.name}"
        if isinstance(field.default, bool):
            values[field.name] = True
        elif isinstance(field.default, tuple):
            values[field.name] = (filled(PARTS[field.name], f"{name}."),) if field.name in PARTS else (f"<{name}>",)
        else:
            values[field.name] = f"<{name}>"
    return kind(**values)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_document_says_every_text_of_its_context(sheet: type[Sheet]) -> None:
    context = filled(sheet)
    text = text_of(rendered(context)).replace("\N{NO-BREAK SPACE}", " ")
    wanted = [f"<{f.name}>" for f in fields(sheet) if f.name not in PARTS and not isinstance(f.default, bool)]
    wanted += [f"<{f.name}.{inner.name}>" for f in fields(sheet) if f.name in PARTS for inner in fields(PARTS[f.name])]
    assert [one for one in wanted if one not in text and one not in {"<written_on>", "<number>"}] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_empty_context_gives_a_document_to_fill_in(sheet: type[Sheet]) -> None:
    assert "{" not in text_of(rendered(sheet()))


@pytest.mark.parametrize("name", DocumentName)
def test_each_document_is_german_with_headings_and_a_title(name: DocumentName) -> None:
    sheet = next(one for one in SHEETS if one.template is name)
    content = rendered(filled(sheet))
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml")
    assert b'w:lang w:val="de-DE"' in styles
    assert b"en-US" not in styles
    document = docx.Document(io.BytesIO(content))
    assert document.core_properties.language == "de-DE"
    assert document.core_properties.title
    assert any(p.style.name.startswith(("Heading", "Title")) for p in document.paragraphs)


def test_the_shipped_templates_are_what_the_script_makes(tmp_path: Path) -> None:
    sys.path.append(str(SCRIPTS))
    from make_document_templates import main

    main(tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (TEMPLATES / "documents" / made.name).read_bytes(), made.name
    assert {path.stem for path in tmp_path.iterdir()} == set(DocumentName)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_each_document_and_shows_every_text(tmp_path: Path) -> None:
    """As usual, with long texts and names, and empty: what it writes as plain text holds all that was filled in."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        import render_documents
    finally:
        sys.path.remove(str(SCRIPTS))
    wanted = {}
    for name, content in render_documents.documents():
        (tmp_path / name).write_bytes(content)
        wanted[name] = [line.strip() for line in text_of(content).splitlines()]
    render_documents.converted(tmp_path, "txt:Text (encoded):UTF8", [tmp_path / name for name in wanted])
    for name, lines in wanted.items():
        shown = (tmp_path / name).with_suffix(".txt").read_text(encoding="utf-8-sig").replace("\N{NO-BREAK SPACE}", " ")
        body = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines if line and "Seite" not in line]
        assert [line for line in body if line not in shown] == [], name


def test_the_shipped_templates_have_no_findings() -> None:
    assert list(template_findings(TEMPLATES)) == []


def test_the_statement_follows_the_musterstellungnahme() -> None:
    text = text_of(rendered(StatementSheet(number=NUMBER, petitioner="Karla Muster", received_on="10.03.2026")))
    sections = ("Kurzdarstellung", "Ergebnis der Überprüfung", "Sachverhalt", "Rechtliche Würdigung", "Schlusssatz")
    places = [text.index(section) for section in sections]
    assert places == sorted(places)
    assert "zu der Petition von Karla Muster vom [Datum], eingegangen im Jobcenter Testhausen am 10.03.2026" in text
    assert "Regionaldirektion" in text
    for label in ("Organisationseinheit", "GZ", "Ansprechpartner", "Tel.-Nr.", "Unterschrift", "Datum"):
        assert label in text


def test_a_board_petition_goes_to_the_ministry_directly_and_wants_the_authorisation() -> None:
    text = text_of(rendered(StatementSheet(number=NUMBER, board=True)))
    assert "Autorisierung durch die Träger" in text
    assert "Regionaldirektion" not in text
    assert "Regionaldirektion" not in text_of(rendered(ExtensionSheet(number=NUMBER, board=True)))
    assert "über die Regionaldirektion" in text_of(rendered(ExtensionSheet(number=NUMBER)))


FORM = (
    "Aufnahme einer persönlichen oder telefonischen Kundenreaktion",
    "Mitarbeiter/in:",
    "Org.-Z.:",
    "Reaktion erfolgte",
    "Die Reaktion stammt von einem/einer Kunden/Kundin der Gruppe",
    "Der Kunde / die Kundin äußert sich wie folgt:",
    "Der Kunde / die Kundin machte folgenden Verbesserungsvorschlag:",
    "Sonstige Anmerkungen/Hinweise:",
    "Name, Vorname:",
    "Anschrift:",
    "ggfs. Kundennummer:",
    "ggfs. Telefonnummer:",
    "Datum, Unterschrift des aufnehmenden Mitarbeiters",
    "Zur Erfassung und Bearbeitung weiterleiten an",
    "Hdz., Datum",
    "Antwortschreiben abgesandt:",
    "Weiterleitung an 705:",
    "z.d.A.",
)


def test_the_form_has_all_fields_of_the_instruction_in_their_order() -> None:
    text = text_of(rendered(FormSheet()))
    places = [text.index(field) for field in FORM]
    assert places == sorted(places)
    assert text.count("☐") == 5
    assert "☒" not in text


def test_the_boxes_of_the_form_are_ticked() -> None:
    text = text_of(rendered(FormSheet(by_phone=True, employer=True))).replace("\N{NO-BREAK SPACE}", " ")
    assert "☒ telefonisch" in text
    assert "☒ Arbeitgeber" in text
    assert text.count("☒") == 2


def test_a_filled_form_is_read_again_as_the_same() -> None:
    """What we print and somebody sends back as an attachment is our own form."""
    from mailbot.ingest.forms import read_form
    from mailbot.ingest.message import Address, Message

    sheet = FormSheet(
        recorded_by="A. Kraft",
        org="703",
        by_phone=True,
        employee=True,
        statement=("Die Unterlagen sind zum dritten Mal weg.",),
        customer_name="Muster, Karla",
        customer_address="Weg 2, 38300 Ort",
        customer_number="241D123456",
        recorded_on="10.03.2026",
    )
    message = Message(senders=(Address("", "a@x.example"),), from_fields=1, text=text_of(rendered(sheet)))
    form = read_form(message)
    assert form is not None
    assert (form.contact, form.customer_group, form.customer_number) == ("telefonisch", "Arbeitnehmer", "241D123456")
    assert (form.customer_name, form.org) == ("Muster, Karla", "703")
    assert "zum dritten Mal" in form.statement


def test_a_cover_letter_says_first_what_must_be_seen_first() -> None:
    text = text_of(rendered(CoverSheet(number=NUMBER, received_at="10.03.2026, 09:12 Uhr", application=True)))
    assert text.index("Enthält einen Antrag, eingegangen am 10.03.2026, 09:12 Uhr") < text.index("Zeichen")


OUTSIDE = "<w:p>&amp; {{ number }} {% for x in y %} \x00\x07\x0c\x0b\ud800"


def test_text_from_outside_stays_text() -> None:
    text = text_of(rendered(LetterSheet(number=NUMBER, paragraphs=(OUTSIDE,), recipient=(OUTSIDE,))))
    assert text.count("<w:p>&amp; {{ number }} {% for x in y %}") == 2


@given(st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_whatever_somebody_writes_the_document_opens(written: str) -> None:
    text = text_of(rendered(PraiseSheet(number=NUMBER, paragraphs=(written, "Ende."))))
    assert "Ende." in text


ATTACKS = {
    "an attribute that reaches objects": ("{{ number.__class__ }}", "'__class__'"),
    "a method": ("{{ number.upper }}", "'upper'"),
    "a call": ("{{ number.upper() }}", "call"),
    "a subscript": ("{{ number['x'] }}", "getitem"),
    "a global": ("{{ cycler }}", "'cycler'"),
    "a filter": ("{{ number|attr('x') }}", "filter"),
    "an assignment": ("{% set x = number %}{{ x }}", "assign"),
    "a macro": ("{% macro x() %}{% endmacro %}", "macro"),
    "a file": ("{% include 'x' %}", "include"),
    "a sum": ("{{ number ~ office }}", "concat"),
    "an unknown field": ("{{ salary }}", "'salary'"),
    "a whole object": ("{{ office }}", "no text"),
    "a broken tag": ("{% if number %}", "end"),
}


def own_template(folder: Path, name: str, body: str, *, footer: str = "", title: str = "") -> Path:
    document = docx.Document()
    document.add_paragraph("Vorher")
    document.add_paragraph(body)
    document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.title = title
    path = folder / "documents" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


@pytest.mark.parametrize("name", ATTACKS)
def test_a_template_can_put_out_fields_and_nothing_else(name: str, tmp_path: Path) -> None:
    tag, told = ATTACKS[name]
    path = own_template(tmp_path, "letter.docx", tag)
    with pytest.raises(PermanentError):
        rendered(LetterSheet(number=NUMBER), path)
    found = list(template_findings(tmp_path))
    assert all(finding.startswith(f"{path}: ") for finding in found)
    assert any(told in finding for finding in found)


@pytest.mark.parametrize("place", ["footer", "title"])
def test_other_parts_of_the_file_are_looked_at_too(place: str, tmp_path: Path) -> None:
    where: dict[str, Any] = {place: "{{ number.__class__ }}"}
    path = own_template(tmp_path, "letter.docx", "Text", **where)
    with pytest.raises(PermanentError):
        rendered(LetterSheet(number=NUMBER), path)
    assert len(list(template_findings(tmp_path))) == 1


def test_all_mistakes_are_told_at_once_with_what_is_allowed(tmp_path: Path) -> None:
    own_template(tmp_path, "letter.docx", "{{ salary }} {{ numbr }}", footer="{{ offic }}")
    found = list(template_findings(tmp_path))
    assert [("salary" in one, "numbr" in one, "offic'" in one) for one in found] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert all("allowed: number, office, paragraphs, recipient, subject, written_on" in one for one in found)


def test_a_file_of_no_known_name_is_a_slip_of_the_pen(tmp_path: Path) -> None:
    own_template(tmp_path, "leter.docx", "x")
    own_template(tmp_path, "~$letter.docx", "x")
    (finding,) = template_findings(tmp_path)
    assert "no such document; allowed: cover_letter.docx" in finding


def test_what_is_no_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "documents" / "letter.docx"
    path.parent.mkdir()
    path.write_bytes(b"plain text")
    assert "cannot be read as DOCX" in next(iter(template_findings(tmp_path)))


def test_an_office_may_write_its_own_with_word(tmp_path: Path) -> None:
    body = "Danke, {{ team }}! {% for one in paragraphs %}{{ one }}{% endfor %}"
    path = own_template(tmp_path, "praise_card.docx", body)
    assert list(template_findings(tmp_path)) == []
    text = text_of(rendered(PraiseSheet(team="Eingangszone", paragraphs=("a", "b")), path))
    assert "Danke, Eingangszone! ab" in text


def test_a_document_of_the_same_day_is_the_same() -> None:
    sheet = replace(LetterSheet(), number=NUMBER)
    one, other = (zipfile.ZipFile(io.BytesIO(rendered(sheet))) for _ in range(2))
    assert [one.read(name) for name in one.namelist()] == [other.read(name) for name in other.namelist()]
