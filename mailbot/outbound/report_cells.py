"""Tables as CSV and XLSX that a spreadsheet opens in German, and in which no cell can act."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from mailbot.outbound.chart import COLOURS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | datetime | None
"""What a cell may hold; None is a hidden number, a moment is the office's own time."""

DASH: Final = "–"
BOM: Final = "\ufeff"
_ACTING: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in full width too."""
_UNSEEN: Final = " \N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
_CHANGED: Final = re.compile(r"0[0-9]+|[0-9]{16,}|[0-9]+[eE][0-9]+|[0-9]+[./-][0-9]+")
"""Texts that a spreadsheet would turn into another number, or a day: 0049, 031E000012, 3/4."""
_WIDEST: Final = 60
_LONGEST_IN_HEAD: Final = 16
"""A longer word of a header makes its column wider; several words stand below each other."""
_NARROW: Final = 12
_FILTER: Final = 3
"""Room for the arrow of a filter."""
_LINE: Final = 16
"""Height of a line in points, with some air."""
_A3, _A4 = 8, 9
"""Paper sizes (ECMA-376, part 1, 18.3.1.63)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its header. `chart`: bars of its second column stand beside it, or of so many `series`."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: bool = False
    series: int = 1


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula or another number."""
    acts = text.startswith(_ACTING) or text.lstrip(_UNSEEN).startswith(_ACTING)
    return f"'{text}" if acts or _CHANGED.fullmatch(text) else text


def written(value: Value) -> str:
    """A value as a German spreadsheet reads it."""
    match value:
        case None:
            return DASH
        case float():
            return f"{value:.1f}".replace(".", ",")
        case datetime():
            return value.strftime("%d.%m.%Y %H:%M")
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


@dataclass(frozen=True, slots=True)
class _Looks:
    """How cells are shown. A German spreadsheet writes its own separators: 1.234 and 6,5."""

    head: Any
    text: Any
    hidden: Any
    whole: Any
    broken: Any
    day: Any
    moment: Any

    @classmethod
    def of(cls, book: Workbook) -> _Looks:
        top = {"valign": "top"}
        return cls(
            head=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
            text=book.add_format({"text_wrap": True, **top}),
            hidden=book.add_format({"align": "right", **top}),
            whole=book.add_format({"num_format": "#,##0", **top}),
            broken=book.add_format({"num_format": "0.0", **top}),
            day=book.add_format({"num_format": "dd.mm.yyyy", "align": "left", **top}),
            moment=book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left", **top}),
        )


def _write(book: Workbook, sheet: Sheet) -> None:
    page, looks = book.add_worksheet(sheet.title[:31]), _Looks.of(book)
    page.set_row(0, _LINE * max(map(_lines_of, sheet.head)))
    for column, text in enumerate(sheet.head):
        page.write_string(0, column, text, looks.head)
        page.set_column(column, column, _width(sheet, column))
    for line, row in enumerate(sheet.rows, 1):
        if (lines := max(_wrapped(value) for value in row)) > 1:
            page.set_row(line, _LINE * lines)
        for column, value in enumerate(row):
            _cell(page, line, column, value, looks)
    page.freeze_panes(1, 1)
    _for_print(page, sheet)
    if sheet.chart and sheet.rows:
        _chart(book, page, sheet)


def _cell(page: Worksheet, line: int, column: int, value: Value, looks: _Looks) -> None:
    match value:
        case datetime():
            page.write_datetime(line, column, value.replace(tzinfo=None), looks.moment)
        case date():
            page.write_datetime(line, column, datetime(value.year, value.month, value.day), looks.day)  # noqa: DTZ001
        case float():
            page.write_number(line, column, value, looks.broken)
        case int():
            page.write_number(line, column, value, looks.whole)
        case None:
            page.write_string(line, column, DASH, looks.hidden)
        case _:
            page.write_string(line, column, value, looks.text)


def _for_print(page: Worksheet, sheet: Sheet) -> None:
    """Across, with the header and the number of each page; a register on three pages side by side, with filters."""
    wide = len(sheet.head) > _NARROW
    page.set_landscape()
    page.set_paper(_A3 if wide else _A4)
    page.fit_to_pages(3 if wide else 1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{sheet.title}&RSeite &P von &N")
    if wide:
        page.repeat_columns(0)
    if wide and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.head) - 1)


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(line) for row in sheet.rows for line in written(row[column]).splitlines()), default=0)
    words = max(len(word) for word in sheet.head[column].split())
    head = max(words, min(len(sheet.head[column]), _LONGEST_IN_HEAD)) + _FILTER * (len(sheet.head) > _NARROW)
    return min(max(longest, head) + 2, _WIDEST)


def _wrapped(value: Value) -> int:
    """How many lines the value takes in the widest column there is."""
    if not isinstance(value, str) or (len(value) <= _WIDEST and "\n" not in value):
        return 1
    return sum(max(len(wrap(line, _WIDEST)), 1) for line in value.splitlines())


def _lines_of(title: str) -> int:
    return len(wrap(title, _LONGEST_IN_HEAD, break_long_words=False))


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
                "data_labels": {"value": True, "num_format": "#,##0"},
                "gap": 60,
            }
        )
    chart.set_title({"name": sheet.title})
    chart.set_legend({"none": True} if sheet.series == 1 else {"position": "bottom"})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis(
        {"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#d5dae0"}}}
    )
    chart.set_size({"width": 640, "height": 120 + 34 * last * sheet.series})
    told = {"description": f"{sheet.title}, Zahlen in der Tabelle links", "object_position": 3}
    page.insert_chart(0, len(sheet.head) + 1, chart, told)
