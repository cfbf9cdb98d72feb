"""Tables as CSV and XLSX that a spreadsheet opens in German, and in which no cell can act."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from mailbot.outbound.chart import COLOURS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | None
"""What a cell may hold; None is a hidden number."""

DASH: Final = "–"
BOM: Final = "\ufeff"
_ACTING: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""
_WIDEST: Final = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its header. `chart`: bars of its second column stand beside it, or of so many `series`."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: bool = False
    series: int = 1


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_ACTING) else text


def written(value: Value) -> str:
    """A value as a German spreadsheet reads it."""
    match value:
        case None:
            return DASH
        case float():
            return f"{value:.1f}".replace(".", ",")
        case date():
            return value.strftime("%d.%m.%Y")
        case str():
            return harmless(value)
        case _:
            return str(value)


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV as Excel opens it in German: UTF-8 with BOM, semicolons, CRLF."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(one) for one in head])
    writer.writerows([written(value) for value in row] for row in rows)
    return f"{BOM}{page.getvalue()}".encode()


def xlsx_bytes(sheets: Sequence[Sheet], *, title: str, at: datetime) -> bytes:
    """A workbook with one sheet for each table; texts are written as texts, so that none is a formula."""
    from xlsxwriter import Workbook

    page = io.BytesIO()
    book = Workbook(page, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
    for sheet in sheets:
        _write(book, sheet)
    book.close()
    return page.getvalue()


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.title[:31])
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd.mm.yyyy"})
    for column, text in enumerate(sheet.head):
        page.write_string(0, column, text, bold)
        page.set_column(column, column, _width(sheet, column))
    for line, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(line, column, datetime(value.year, value.month, value.day), wrapped)  # noqa: DTZ001
            elif isinstance(value, int | float):
                page.write_number(line, column, value)
            else:
                page.write_string(line, column, DASH if value is None else value)
    page.freeze_panes(1, 1)
    if sheet.chart and sheet.rows:
        _chart(book, page, sheet)


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(written(row[column])) for row in sheet.rows), default=0)
    return min(max(longest, len(sheet.head[column])) + 2, _WIDEST)


def _chart(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Bars with their figures, in the colours of the mails; where there are several series, with their names."""
    chart = book.add_chart({"type": "bar"})
    name, last = sheet.title[:31], len(sheet.rows)
    for column in range(1, sheet.series + 1):
        chart.add_series(
            {
                "name": sheet.head[column],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column],
                "fill": {"color": COLOURS[column - 1]},
                "data_labels": {"value": True},
            }
        )
    chart.set_title({"name": sheet.title})
    chart.set_legend({"none": True} if sheet.series == 1 else {"position": "bottom"})
    chart.set_y_axis({"reverse": True})
    page.insert_chart(1, len(sheet.head) + 1, chart, {"description": f"{sheet.title}, Zahlen in der Tabelle links"})
