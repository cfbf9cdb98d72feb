"""Writes `templates/documents/*.docx`: the documents of an office as Word files, with fields to be filled in.

Run it after a change of wording here; an office does not need it: it edits its own copies in Word. The files are the
same, byte for byte, however often it runs.

    python scripts/make_document_templates.py [FOLDER]
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TARGET = Path(__file__).resolve().parent.parent / "templates" / "documents"
WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 - a file property without zone
FONT = "Arial"
GREY = RGBColor(0x40, 0x40, 0x40)
BOX = "{%% if %s %%}☒{%% else %%}☐{%% endif %%}\N{NO-BREAK SPACE}%s"


def sheet(title: str) -> Any:
    """An empty A4 sheet: German, Arial 11, black headings, the office and the page number in the footer."""
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    _language(document)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.1
    for name, size in (("Title", 16), ("Heading 1", 13), ("Heading 2", 11)):
        _plain_heading(document.styles[name], size)
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, "de-DE", ""
    properties.comments, properties.created, properties.modified = "", WRITTEN, WRITTEN
    _footer(section.footer.paragraphs[0])
    return document


def _language(document: Any) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")
        language.set(qn("w:eastAsia"), "de-DE")
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    properties.append(language)


def _plain_heading(style: Any, size: int) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:hAnsi"), FONT)
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)
    style.paragraph_format.keep_with_next = True


def _footer(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    words = "{{ office.name }}{% if office.phone %} · Telefon {{ office.phone }}{% endif %}"
    words += "{% if number %} · {{ number }}{% endif %} · Seite "
    _small(paragraph.add_run(words))
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "1"), ("end", "")):
        field = paragraph.add_run(text if kind == "shown" else "")
        _small(field)
        if kind == "shown":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        field._r.append(element)  # noqa: SLF001 - python-docx knows no fields


def _small(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(8), GREY


def say(document: Any, text: str, *, bold: bool = False, after: float | None = None, right: bool = False) -> Any:
    """One paragraph."""
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def control(document: Any, text: str) -> None:
    """A paragraph that vanishes: an if or a for around whole paragraphs (docxtpl: `{%p ... %}`)."""
    document.add_paragraph("{%p " + text + " %}")


def each(document: Any, field: str, text: str, *, after: float | None = None) -> None:
    """One paragraph for each of the field's texts."""
    control(document, f"for one in {field}")
    say(document, text, after=after)
    control(document, "endfor")


def hint(document: Any, text: str) -> None:
    """What the writer is to put here: grey and slanted, to be replaced."""
    run = document.add_paragraph().add_run(text)
    run.italic, run.font.color.rgb = True, GREY


def point(document: Any, text: str) -> None:
    """One point of a list."""
    document.add_paragraph(text, style="List Bullet").paragraph_format.space_after = Pt(2)


def letterhead(document: Any, *recipient: str) -> None:
    """Sender and recipient where the window of the envelope is, then reference and date (DIN 5008, form B)."""
    sender = say(document, "{{ office.sender }}", after=6)
    sender.paragraph_format.space_before = Cm(2.7)
    _small(sender.runs[0])
    row = document.add_table(rows=1, cols=1).rows[0]
    row.height, row.height_rule = Cm(3.6), WD_ROW_HEIGHT_RULE.AT_LEAST
    for line in recipient:
        looks = row.cells[0].add_paragraph(line).paragraph_format
        looks.space_after, looks.right_indent = Pt(0), Cm(8)  # the window of an envelope shows 85 mm
    first = row.cells[0].paragraphs[0]._p  # noqa: SLF001 - a cell begins with an empty paragraph
    first.getparent().remove(first)
    say(document, "Unser Zeichen: {{ number }}", after=0, right=True)
    say(document, "Datum: {{ written_on }}", after=18, right=True)


def table(document: Any, rows: Sequence[tuple[str, str]], *, widths: tuple[float, float] = (5.5, 11)) -> Any:
    """Labels and values, with lines, on one page; the labels are the heads of their rows."""
    grid = document.add_table(rows=0, cols=2, style="Table Grid")
    grid.autofit = False
    _heads(grid, first_row=False)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    for position, (label, value) in enumerate(rows, 1):
        cells = grid.add_row().cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Cm(width)
        _fill(cells[0], label, bold=True)
        _fill(cells[1], value)
        for cell in cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = position < len(rows)
    say(document, "", after=0).paragraph_format.line_spacing = Pt(8)
    return grid


def _heads(grid: Any, *, first_row: bool) -> None:
    """Tells a screen reader where the heads of the table stand."""
    look = grid._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - python-docx does not name it
    look.attrib.clear()
    for name, value in (("firstRow", first_row), ("firstColumn", not first_row), ("noHBand", True), ("noVBand", True)):
        look.set(qn(f"w:{name}"), "1" if value else "0")


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).bold = bold


def box(document: Any, title: str, field: str, *, lines: int) -> None:
    """A framed field of the form with its question above; empty it has room for handwriting."""
    grid = document.add_table(rows=1, cols=1, style="Table Grid")
    _heads(grid, first_row=False)
    cell = grid.rows[0].cells[0]
    _fill(cell, title, bold=True)
    cell.add_paragraph("{%p for one in " + field + " %}")
    cell.add_paragraph("{{ one }}").paragraph_format.space_after = Pt(4)
    cell.add_paragraph("{%p endfor %}")
    cell.add_paragraph("{%p if not " + field + " %}")
    for _ in range(lines):
        cell.add_paragraph("").paragraph_format.space_after = Pt(4)
    cell.add_paragraph("{%p endif %}")
    say(document, "", after=0).paragraph_format.line_spacing = Pt(8)


def letter() -> Any:
    document = sheet("Brief")
    letterhead(document, "{%p for one in recipient %}", "{{ one }}", "{%p endfor %}")
    document.add_heading("{{ subject }}", level=1)
    each(document, "paragraphs", "{{ one }}")
    return document


WHAT = "{% if submission %}Eingabe{% else %}Petition{% endif %}"
WHOSE = "{% if petitioner %}von {{ petitioner }}{% else %}der Frau/des Herrn [Vorname Nachname]{% endif %}"


def statement() -> Any:
    document = sheet("Stellungnahme")
    say(document, "Entwurf – bitte in Word ergänzen. Kursive Hinweise ersetzen.", bold=True)
    control(document, "if due_on")
    say(document, "Vorzulegen bis: {{ due_on }}", bold=True)
    control(document, "endif")
    control(document, "if board")
    say(
        document,
        "Zuständigkeit der Trägerversammlung (§ 44c Abs. 2 SGB II): Vor dem Versand ist die Autorisierung durch die "
        "Träger nötig. Die Stellungnahme geht unmittelbar an das BMAS, spätestens 14 Tage vor dem Termin des "
        "Ausschusses.",
    )
    control(document, "else")
    say(document, "Weg der Stellungnahme: über die Regionaldirektion an das BMAS.")
    control(document, "endif")
    document.add_heading("Stellungnahme", level=0)
    say(
        document,
        f"zu der {WHAT} {WHOSE} vom [Datum], eingegangen im {{{{ office.name }}}} am {{{{ received_on }}}}",
        bold=True,
    )
    document.add_heading("1. Kurzdarstellung des Anliegens", level=1)
    control(document, "if topics")
    say(document, "Erfasstes Anliegen: {{ topics }}.")
    control(document, "endif")
    hint(
        document,
        "2 bis 3 Sätze, z. B.: „Mit der Petition wendet sich die Petentin/der Petent gegen … / beschwert sich … über "
        "… / begehrt …“",
    )
    document.add_heading("2. Ergebnis der Überprüfung", level=1)
    control(document, "if evaluation")
    say(document, "Im Register erfasste Bewertung: {{ evaluation }}.")
    control(document, "endif")
    control(document, "if measure")
    say(document, "Veranlasste Maßnahme: {{ measure }}")
    control(document, "endif")
    hint(
        document,
        "z. B.: „Die Petition ist jedoch nicht begründet / nur soweit begründet, als … Im Übrigen ist sie nicht "
        "begründet.“",
    )
    document.add_heading("3. Sachverhalt", level=1)
    say(
        document,
        f"Die {WHAT} ist am {{{{ received_on }}}} im {{{{ office.name }}}} eingegangen und wird unter dem Zeichen "
        "{{ number }} geführt.",
    )
    each(document, "earlier", "Weitere Reaktion: {{ one.number }} vom {{ one.received_on }} ({{ one.kind }}).")
    hint(
        document,
        "Möglichst chronologisch, mit den wesentlichen tatsächlichen Ausführungen der Petentin/des Petenten, z. B.: "
        "„Die Petentin/der Petent hat am … einen Antrag auf … gestellt. Der Antrag wurde mit Bescheid vom … "
        "abgelehnt. Der hiergegen am … eingelegte Widerspruch wurde mit Widerspruchsbescheid vom … zurückgewiesen.“ "
        "„Über die dagegen beim SG … eingereichte Klage ist noch nicht entschieden.“ „Soweit die Petentin/der Petent "
        "behauptet, dass …, haben die Feststellungen der … jedoch ergeben, dass …“",
    )
    document.add_heading("4. Rechtliche Würdigung", level=1)
    hint(
        document,
        "Umfassend, mit den wesentlichen rechtlichen Ausführungen der Petentin/des Petenten, z. B.: „Der Widerspruch "
        "war zurückzuweisen. Gemäß § … Absatz … Satz … SGB II hat Anspruch auf …, wer … Diese Voraussetzung liegt "
        "vor, wenn … Die Petentin/der Petent hat … Soweit die Petentin/der Petent der Ansicht ist, dass …, ist dies "
        "mit … nicht vereinbar.“",
    )
    document.add_heading("5. Schlusssatz", level=1)
    hint(document, "z. B.: „Die Petition ist nach alledem nicht begründet / nur teilweise begründet.“")
    table(
        document,
        (
            ("Jobcenter", "{{ office.name }}"),
            ("Organisationseinheit", "{{ office.krm_org }}"),
            ("GZ", "{{ number }}"),
            ("Ansprechpartner/in", "Herr/Frau …"),
            ("Tel.-Nr. (Durchwahl)", "{{ office.phone }}"),
            ("Name, Unterschrift (Geschäftsführung bzw. Vertretung)", ""),
            ("Datum", ""),
        ),
    )
    control(document, "if paragraphs")
    annex = document.add_heading("Anlage für die Bearbeitung (nicht mitsenden): Wortlaut, anonymisiert", level=1)
    annex.paragraph_format.page_break_before = True
    each(document, "paragraphs", "{{ one }}")
    control(document, "endif")
    return document


def extension_request() -> Any:
    document = sheet("Bitte um Fristverlängerung")
    letterhead(
        document,
        "Bundesministerium für Arbeit und Soziales",
        "{%p if not board %}",
        "über die Regionaldirektion Niedersachsen-Bremen",
        "der Bundesagentur für Arbeit",
        "{%p endif %}",
    )
    document.add_heading("Bitte um Fristverlängerung", level=1)
    say(
        document,
        f"{WHAT} {WHOSE}, eingegangen im {{{{ office.name }}}} am {{{{ received_on }}}}, Zeichen {{{{ number }}}}",
        bold=True,
    )
    say(document, "Sehr geehrte Damen und Herren,")
    say(
        document,
        "für die Stellungnahme in dieser Sache ist uns eine Frist{% if due_on %} bis zum {{ due_on }}{% endif %} "
        "gesetzt. Zu diesem Termin kann die Stellungnahme nicht gefertigt werden.",
    )
    each(document, "reason", "{{ one }}")
    control(document, "if wanted_on")
    say(document, "Wir bitten, die Frist bis zum {{ wanted_on }} zu verlängern.")
    control(document, "else")
    say(document, "Wir bitten, die Frist zu verlängern.")
    control(document, "endif")
    say(document, "Mit freundlichen Grüßen")
    say(document, "", after=30)
    say(document, "[Name, Unterschrift]")
    return document


def form() -> Any:
    document = sheet("Aufnahme einer Kundenreaktion (Anlage 1)")
    document.sections[0].top_margin = document.sections[0].bottom_margin = Cm(1.3)
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading("Aufnahme einer persönlichen oder telefonischen Kundenreaktion", level=0)
    table(document, (("Mitarbeiter/in:", "{{ recorded_by }}"), ("Org.-Z.:", "{{ org }}")))
    ways = "    ".join(BOX % pair for pair in (("in_person", "persönlich"), ("by_phone", "telefonisch")))
    groups = "    ".join(
        BOX % pair for pair in (("employee", "Arbeitnehmer"), ("employer", "Arbeitgeber"), ("other", "Sonstige"))
    )
    table(
        document,
        (
            ("Reaktion erfolgte", ways + "{% if in_writing %}    ☒ schriftlich{% endif %}"),
            ("Die Reaktion stammt von einem/einer Kunden/Kundin der Gruppe", groups),
        ),
    )
    box(document, "Der Kunde / die Kundin äußert sich wie folgt:", "statement", lines=5)
    box(document, "Der Kunde / die Kundin machte folgenden Verbesserungsvorschlag:", "suggestion", lines=2)
    box(document, "Sonstige Anmerkungen/Hinweise:", "remarks", lines=1)
    document.add_heading("Daten des Kunden / der Kundin", level=1)
    table(
        document,
        (
            ("Name, Vorname:", "{{ customer_name }}"),
            ("Anschrift:", "{{ customer_address }}"),
            ("ggfs. Kundennummer:", "{{ customer_number }}"),
            ("ggfs. Telefonnummer:", "{{ customer_phone }}"),
        ),
    )
    document.add_heading("Bearbeitung", level=1)
    table(
        document,
        (
            ("Datum, Unterschrift des aufnehmenden Mitarbeiters / der Mitarbeiterin", "{{ recorded_on }}"),
            ("Zur Erfassung und Bearbeitung weiterleiten an", "{{ forward_to }}"),
            ("Hdz., Datum", "{{ forwarded_on }}"),
            ("Antwortschreiben abgesandt:", "{{ answered_on }}"),
            ("Weiterleitung an {% if office.krm_org %}{{ office.krm_org }}{% else %}KRM{% endif %}:", "{{ number }}"),
            ("Bewertung:", "{{ result }}"),
            ("Maßnahme:", "{{ measure }}"),
            ("z.d.A.", "{{ filed_on }}"),
        ),
    )
    return document


DESK_ORG = "{% if office.krm_org %}, Org.\N{NON-BREAKING HYPHEN}Z. {{ office.krm_org }}{% endif %}"
OFFICE_DESK = "{{ office.name }}, Kundenreaktionsmanagement" + DESK_ORG


def cover_letter() -> Any:
    document = sheet("Begleitschreiben")
    document.add_heading("Begleitschreiben – Hauspost", level=0)
    control(document, "if application")
    say(document, "Enthält einen Antrag, eingegangen am {{ received_at }}.", bold=True)
    control(document, "endif")
    control(document, "if no_phone")
    say(document, "Bitte nicht anrufen.", bold=True)
    control(document, "endif")
    table(
        document,
        (
            ("An", "{{ to }}"),
            (
                "Von",
                OFFICE_DESK,
            ),
            ("Zeichen", "{{ number }}"),
            ("Art", "{{ kind }}"),
            ("Eingegangen am", "{{ received_at }}"),
            ("Kunde / Kundin", "{{ customer }}"),
            ("Kundennummer", "{{ customer_number }}"),
            ("Anlagen", "{{ attachments }}"),
            ("Frist", "{{ due_on }}"),
        ),
    )
    control(document, "if objection")
    say(
        document,
        "Anbei der Ausdruck einer Nachricht, die ein Widerspruch sein kann. Widersprüche sind keine "
        "Kundenreaktionen. Bitte prüfen Sie Form und Frist. Der Kundin oder dem Kunden haben wir die Abgabe "
        "mitgeteilt und auf die zulässigen Wege hingewiesen.",
    )
    control(document, "endif")
    control(document, "if on_paper")
    say(document, "Anbei das Original. Es gehört nach der Erledigung in die Leistungs- oder Fachakte.")
    control(document, "endif")
    control(document, "if service_centre")
    say(
        document,
        "Anbei eine Reaktion, die das Service-Center selbst betrifft. Bitte erfassen Sie sie und leiten Sie sie "
        "weiter.",
    )
    control(document, "endif")
    say(document, "Bitte bestätigen Sie die Übernahme: mit ÜBERNOMMEN auf unsere E-Mail zu diesem Zeichen oder hier:")
    table(document, (("Übernommen am", ""), ("Name, Handzeichen", "")))
    say(
        document,
        "Diese Unterlagen enthalten Sozialdaten. Bitte im verschlossenen Umschlag weitergeben und nicht per E-Mail "
        "senden.",
    )
    say(document, "{{ written_on }}, {{ office.signature }}")
    return document


def praise_card() -> Any:
    document = sheet("Lob")
    document.sections[0].page_height = Cm(14.8)  # A5, lying
    heading = document.add_heading("Ein Lob für Sie", level=0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    control(document, "if team")
    say(document, "{{ team }}", bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    control(document, "endif")
    say(document, "Am {{ received_on }} hat uns diese Nachricht erreicht:").alignment = WD_ALIGN_PARAGRAPH.CENTER
    grid = document.add_table(rows=1, cols=1, style="Table Grid")
    cell = grid.rows[0].cells[0]
    _heads(grid, first_row=False)
    cell.paragraphs[0].text = "{%p for one in paragraphs %}"
    quoted = cell.add_paragraph("{{ one }}")
    quoted.runs[0].font.size = Pt(13)
    quoted.paragraph_format.space_before = quoted.paragraph_format.space_after = Pt(8)
    quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Cm(0.4)
    cell.add_paragraph("{%p endfor %}")
    say(document, "", after=4)
    say(document, "Vielen Dank für Ihre Arbeit.", bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(document, "{{ office.signature }}, {{ office.name }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(document, "Für: ______________________________ (von Hand eintragen)").alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def disclosure() -> Any:
    document = sheet("Auskunft über gespeicherte Daten")
    letterhead(document, "{{ name }}", "{{ address }}")
    document.add_heading("Auskunft über gespeicherte Daten (Art. 15 DSGVO, § 83 SGB X)", level=1)
    say(
        document,
        "Entwurf. Vor dem Versand prüft die/der behördliche Datenschutzbeauftragte, ob Angaben über andere Personen "
        "zu schwärzen sind.",
        bold=True,
    )
    say(document, "Gespeichert sind im Kundenreaktionsmanagement zu dieser Adresse:")
    control(document, "for one in cases")
    document.add_heading("Vorgang {{ one.number }}", level=2)
    say(document, "Eingang: {{ one.received_on }}. Art: {{ one.kind }}. Stand: {{ one.status }}.", after=2)
    control(document, "if one.topics")
    say(document, "Anliegen: {{ one.topics }}.", after=2)
    control(document, "endif")
    for label, field in (
        ("Name", "name"),
        ("Kundennummer", "customer_number"),
        ("Kundengruppe", "customer_group"),
        ("Anschrift", "postal_address"),
    ):
        control(document, f"if one.{field}")
        point(document, f"{label}: {{{{ one.{field} }}}}")
        control(document, "endif")
    point(
        document,
        "Nachrichten im Wortlaut: {{ one.messages }}. Unsere Mails dazu: {{ one.mails }}. Texte (anonymisiert), "
        "Notizen, Entwürfe: {{ one.texts }}. Dokumente: {{ one.documents }}.",
    )
    control(document, "if one.identifiers")
    point(
        document,
        "Angaben aus dem Text: {% for found in one.identifiers %}{{ found }}{% if not loop.last %}; {% endif %}{% "
        "endfor %}",
    )
    control(document, "endif")
    control(document, "if one.erased_after")
    say(document, "Aufbewahrung der Inhalte bis: {{ one.erased_after }}.")
    control(document, "endif")
    control(document, "endfor")
    control(document, "if not cases")
    say(document, "Kein Vorgang.")
    control(document, "endif")
    say(document, "Nachrichten ohne Vorgang: {{ loose_messages }}.")
    document.add_heading("Wozu, woher, an wen, wie lange", level=1)
    for line in (
        "Zweck: Bearbeitung von Beschwerden, Lob, Anregungen und anderen Reaktionen und ihre Auswertung.",
        "Herkunft: die Nachrichten selbst; bei Aufnahme am Telefon oder im Haus das ausgefüllte Formular.",
        "Empfänger: die zuständige Stelle des Hauses, per E-Mail nur anonymisiert; sonst wie oben genannt.",
        (
            "Dauer: {{ content_years }} Jahre nach dem Ende des Jahres der Erledigung werden Originale, Texte, Mails, "
            "Namen und Adressen gelöscht, nach {{ row_years }} Jahren auch die Zeile des Registers."
        ),
        (
            "Rechte: Berichtigung, Löschung, Einschränkung der Verarbeitung, Widerspruch; Beschwerde bei der "
            "Aufsichtsbehörde."
        ),
        (
            "Die Einordnung nach Art und Stelle schlägt ein Programm nach festen Regeln vor. Über Leistungen "
            "entscheidet es nicht."
        ),
    ):
        point(document, line)
    return document


MAKERS = {
    "letter": letter,
    "statement": statement,
    "extension_request": extension_request,
    "form": form,
    "cover_letter": cover_letter,
    "praise_card": praise_card,
    "disclosure": disclosure,
}


def packed(document: Any) -> bytes:
    """The file, with the same times for every part."""
    buffer, same = io.BytesIO(), io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as read, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            written.writestr(
                zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0)), read.read(entry), zipfile.ZIP_DEFLATED
            )
    return same.getvalue()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        (folder / f"{name}.docx").write_bytes(packed(make()))
        print(f"{folder / name}.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
