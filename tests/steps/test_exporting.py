"""The register as a table: all fields, no formula, no employee."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_office import an_office, keep
from lxml import etree
from office import at

from mailbot.cases.case import Case, Closing, Evaluation, MeasureAnswer, NoticeRecord
from mailbot.cases.effects import Notice
from mailbot.errors import ConfigError
from mailbot.outbound.report_cells import Sheet, csv_bytes, harmless, written, xlsx_bytes
from mailbot.steps.exporting import HEAD, Format, export_register, read_format, register_rows
from mailbot.steps.private_files import write_private
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.store.schema import CustomerRow
from mailbot.vocabulary import Channel, Flag, Kind, Role, Status


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    """One finished complaint with everything a row can show, and one that has just come."""
    opened = an_office(tmp_path, at("2026-03-20 12:00"))
    moment = at("2026-03-02 10:05")
    case = Case("KRM-2026-000001", Kind.COMPLAINT, "leistung", Channel.EMAIL, moment, moment)
    case = replace(
        case,
        flags=frozenset({Flag.APPLICATION}),
        notices=(
            NoticeRecord(Notice.ACKNOWLEDGEMENT, "received", 1, moment, at("2026-03-03 08:00")),
            NoticeRecord(Notice.INTERIM, "due", 1, moment, at("2026-03-10 08:00"), undeliverable=True),
        ),
        forecast=date(2026, 3, 20),
        status=Status.CLOSED,
        closing=Closing(at("2026-03-12 09:00"), Role.LEAD, date(2026, 3, 11), "Brief"),
        evaluation=Evaluation("teilweise berechtigt", True, Role.LEAD),
        measure='=HYPERLINK("http://x.example")',
        linked=("KRM-2026-000002",),
    )
    keep(
        opened,
        case,
        Case("KRM-2026-000002", Kind.REQUEST, "eingangszone", Channel.EMAIL, at("2026-03-19 09:00"), moment),
    )
    with opened.store.write() as tx:
        customer = CustomerRow(case_number=case.number, name='@Grebenstein; "R"', customer_number="031A123456")
        customer.customer_group = "Arbeitnehmer"
        register.add_customer(tx, customer)
    return opened


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def opened_by_libreoffice(file: Path) -> list[dict[str, tuple[str, str]]]:
    """What a spreadsheet takes each cell for, and its value, by the column's title; German, semicolons, UTF-8."""
    page = file.with_suffix(".fods")
    command = ["soffice", f"-env:UserInstallation=file://{file.parent}/profile", "--headless"]
    if file.suffix == ".csv":
        command.append("--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true")
    command += ["--convert-to", "fods", "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    head, *rows = [list(_cells(row)) for row in etree.parse(page).iter(f"{TABLE}table-row")]
    titles = [title for _, title in head]
    return [dict(zip(titles, row, strict=False)) for row in rows if row and row[0][1]]


def _cells(row: etree._Element) -> Iterator[tuple[str, str]]:
    for cell in row.iter(f"{TABLE}table-cell"):
        what = cell.get(f"{OFFICE}value-type", "")
        value = cell.get(f"{OFFICE}date-value") or cell.get(f"{OFFICE}value") or "".join(cell.itertext()).strip()
        yield from [(what, value)] * min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), len(HEAD))


def test_a_row_holds_every_field_of_the_register(office: Runtime) -> None:
    first, second = rows_of(export_register(office, Format.CSV))
    assert tuple(first) == HEAD
    wanted = {
        "Aktenzeichen": "KRM-2026-000001",
        "Eingang": "02.03.2026 10:05",
        "Weg": "E-Mail",
        "Art": "Beschwerde",
        "Kennzeichen": "Antrag",
        "Status": "abgeschlossen",
        "Kundengruppe": "Arbeitnehmer",
        "Kundennummer": "031A123456",
        "Eingangsbestätigung am": "03.03.2026",
        "Zwischennachrichten am": "10.03.2026 (unzustellbar)",
        "Prognose": "20.03.2026",
        "Abgeschlossen am": "12.03.2026",
        "Beantwortet am": "11.03.2026",
        "Art der Antwort": "Brief",
        "Bewertung": "teilweise berechtigt",
        "Bewertung bestätigt": "nein",
        "Umgesetzt?": "noch offen",
        "Dauer in Tagen": "9",
        "Eingangsbestätigung fällig": "05.03.2026",
        "Eingangsbestätigung gehalten": "ja",
        "Zwischennachricht gehalten": "nein",
        "Endantwort fällig": "16.03.2026",
        "Endantwort gehalten": "ja",
        "Gezählt": "ja",
        "Verbundene Fälle": "KRM-2026-000002",
    }
    assert {key: first[key] for key in wanted} == wanted
    assert (second["Endantwort gehalten"], second["Abgeschlossen am"], second["Dauer in Tagen"]) == ("läuft", "", "")


def test_the_row_tells_whether_the_measure_was_put_into_practice(office: Runtime) -> None:
    with office.store.write() as tx:
        loaded = register.load(tx, "KRM-2026-000001")
        assert loaded is not None
        case = replace(loaded[0], measure_answer=MeasureAnswer(date(2026, 6, 12), done=False))
        register.save(tx, case, office=office.name, version=loaded[1], next_due_at=None)
    first, second = rows_of(export_register(office, Format.CSV))
    assert (first["Umgesetzt?"], second["Umgesetzt?"]) == ("nein (12.06.2026)", "")


@pytest.mark.parametrize(
    ("route", "told", "shown"),
    [
        ("arbeitgeber", "", "Arbeitgeber (vermutet)"),
        ("vermittlung-u25", "", "Arbeitnehmer (vermutet)"),
        ("leistung", "Sonstige", "Sonstige"),
        ("eingangszone", "", ""),
        ("management", "", ""),
    ],
)
def test_a_group_that_nobody_told_is_presumed_by_the_team(office: Runtime, route: str, told: str, shown: str) -> None:
    case = Case("KRM-2026-000009", Kind.COMPLAINT, route, Channel.EMAIL, at("2026-03-19 09:00"), office.now())
    keep(office, case)
    with office.store.write() as tx:
        register.add_customer(tx, CustomerRow(case_number=case.number, customer_group=told))
    assert rows_of(export_register(office, Format.CSV))[-1]["Kundengruppe"] == shown


def test_of_an_authority_no_group_is_presumed(office: Runtime) -> None:
    case = Case("KRM-2026-000009", Kind.SUBMISSION, "leistung", Channel.EMAIL, at("2026-03-19 09:00"), office.now())
    keep(office, replace(case, from_authority=True))
    assert rows_of(export_register(office, Format.CSV))[-1]["Kundengruppe"] == ""


def test_the_csv_is_utf8_with_bom_and_semicolons(office: Runtime) -> None:
    content = export_register(office, Format.CSV)
    assert content.startswith(b"\xef\xbb\xbfAktenzeichen;Eingang;")
    assert b"\r\n" in content


def test_no_cell_is_a_formula(office: Runtime) -> None:
    first = rows_of(export_register(office, Format.CSV))[0]
    assert first["Kundenname"] == '\'@Grebenstein; "R"'
    assert first["Maßnahme"].startswith("'=")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0+", "\u200b@", "＝"])
def test_what_a_spreadsheet_would_act_on_is_quoted(begin: str) -> None:
    assert harmless(f"{begin}1+1") == f"'{begin}1+1"
    read = list(
        csv.reader(io.StringIO(csv_bytes(("a",), [(f"{begin}cmd",)]).decode("utf-8-sig"), newline=""), delimiter=";")
    )
    assert read[1] == [f"'{begin}cmd"]


@pytest.mark.parametrize("text", ["0049", "031E000012", "1234567890123456", "3/4", "1.2"])
def test_what_a_spreadsheet_would_read_as_another_number_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "Müller-Lüdenscheid", "'", "38300", "031A123456", "12.03.2026"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_in_the_workbook_texts_are_texts(office: Runtime) -> None:
    book = zipfile.ZipFile(io.BytesIO(export_register(office, Format.XLSX)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in strings
    assert "hyperlink" not in sheet
    assert "Aktenzeichen" in strings


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("how", Format)
def test_a_spreadsheet_reads_days_as_days_and_texts_as_they_are(office: Runtime, how: Format, tmp_path: Path) -> None:
    """LibreOffice opens both and says what it took each cell for; they hold the same."""
    with office.store.write() as tx:
        register.add_customer(tx, CustomerRow(case_number="KRM-2026-000002", customer_number="031E000012"))
    (tmp_path / f"register.{how}").write_bytes(export_register(office, how))
    first, second = opened_by_libreoffice(tmp_path / f"register.{how}")
    assert first["Eingang"] == ("date", "2026-03-02T10:05:00")
    assert first["Eingangsbestätigung am"] == ("date", "2026-03-03")
    assert first["Endantwort fällig"] == ("date", "2026-03-16")
    assert first["Dauer in Tagen"] == ("float", "9")
    assert first["Maßnahme"] == ("string", ("'" if how is Format.CSV else "") + '=HYPERLINK("http://x.example")')
    assert first["Art der Antwort"] == ("string", "Brief")
    assert second["Kundennummer"] == ("string", ("'" if how is Format.CSV else "") + "031E000012")


def test_both_formats_hold_the_same_cells(office: Runtime) -> None:
    rows = [[written(value) for value in row] for row in register_rows(office)]
    read = [list(row.values()) for row in rows_of(export_register(office, Format.CSV))]
    assert read == rows
    book = zipfile.ZipFile(io.BytesIO(export_register(office, Format.XLSX)))
    cells = re.findall(r'<c r="[A-Z]+\d+"[^>]*?(?:/>|>)', book.read("xl/worksheets/sheet1.xml").decode())
    assert len(cells) == len(HEAD) * (1 + len(rows))


def test_no_employee_stands_in_it(office: Runtime) -> None:
    told = export_register(office, Format.CSV).decode().casefold()
    people = [p for o in office.directory.offices for p in o.people] + [
        p for t in office.directory.teams for p in t.heads
    ]
    assert not [p for p in people if p.address.casefold() in told or (p.name and p.name.casefold() in told)]


def test_only_csv_and_xlsx_are_formats() -> None:
    assert read_format("xlsx") is Format.XLSX
    with pytest.raises(ConfigError, match="csv, xlsx"):
        read_format("ods")


def test_a_written_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "register.csv"
    target.write_bytes(b"old")
    target.chmod(0o644)
    write_private(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ConfigError, match="cannot be written"):
        write_private(tmp_path / "file" / "x.csv", b"")


def test_the_workbook_keeps_its_header_in_sight_and_prints_across(office: Runtime) -> None:
    book = zipfile.ZipFile(io.BytesIO(export_register(office, Format.XLSX)))
    sheet, styles = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/styles.xml").decode()
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "<autoFilter" in sheet
    assert 'formatCode="dd.mm.yyyy"' in styles or 'formatCode="dd\\.mm\\.yyyy"' in styles


def test_a_long_text_of_the_workbook_has_room_for_all_its_lines() -> None:
    content = xlsx_bytes(
        [Sheet("x", ("a", "b"), (("1", "Wort " * 40), ("2", "kurz")))], title="x", at=at("2026-03-12 09:00")
    )
    rows = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<row r="2"[^>]* ht="6[34]', rows)
    assert not re.search(r'<row r="3"[^>]* ht=', rows)
