"""The tables of a report, for its CSV and XLSX. Names of kinds, teams and topics come from the office's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mailbot.outbound.markup import unparted
from mailbot.outbound.report_cells import Sheet, Value, csv_bytes, xlsx_bytes
from mailbot.outbound.reports import Counted, Figures, Timeliness
from mailbot.outbound.templates import Templates


def report_sheets(figures: Figures, templates: Templates) -> tuple[Sheet, ...]:
    """One table for each part of the report that has rows."""
    words = templates.words
    counted = (
        ("Art", figures.by_kind, lambda value: str(words.word("kind", value))),
        ("Anliegen", figures.by_topic, lambda value: str(words.topic(value)) or value),
        ("Zuständigkeit", figures.by_team, lambda value: str(templates.label(value))),
        ("Eingangsweg", figures.by_channel, lambda value: str(words.word("channel", value))),
    )
    found = (
        _overview(figures, templates),
        _deadlines(figures, templates),
        *(_counted(title, rows, name) for title, rows, name in counted),
        _evaluations(figures),
        _compared(figures),
    )
    return tuple(sheet for sheet in found if sheet.rows)


def report_csv(figures: Figures, templates: Templates) -> bytes:
    """All tables under each other: table, row, column, value."""
    lines: list[tuple[Value, ...]] = [
        (sheet.title, row[0], sheet.head[place], value)
        for sheet in report_sheets(figures, templates)
        for row in sheet.rows
        for place, value in enumerate(row[1:], 1)
    ]
    return csv_bytes(("Tabelle", "Zeile", "Spalte", "Wert"), lines)


def report_xlsx(figures: Figures, templates: Templates, at: datetime) -> bytes:
    """A sheet for each table, with charts."""
    title = f"Kundenreaktionsmanagement, {figures.period.title}"
    return xlsx_bytes(report_sheets(figures, templates), title=title, at=at)


def _overview(figures: Figures, templates: Templates) -> Sheet:
    days = figures.days
    rows: list[tuple[Value, ...]] = [
        ("Zeitraum", figures.period.title),
        ("Eingegangen", figures.received),
        ("Abgeschlossen", figures.closed),
        ("Offen am Ende des Zeitraums", figures.open_at_end),
        *((f"Abgegeben: {templates.words.word('kind', row.what)}", row.number) for row in figures.handed_over),
        ("Tage bis zur Antwort, Hälfte der Fälle", days.median),
        ("Tage bis zur Antwort, neun von zehn Fällen", days.ninetieth),
        ("Berechtigte Beschwerden mit Maßnahme", figures.measures.with_measure),
        ("Berechtigte Beschwerden ohne Maßnahme", figures.measures.without),
        ("Abgeschlossen, noch ohne Bewertung", figures.not_evaluated),
    ]
    return Sheet("Überblick", ("Was", "Wert"), tuple(rows))


def _deadlines(figures: Figures, templates: Templates) -> Sheet:
    rows = tuple(
        (
            unparted(str(templates.words.word("report_deadline", one.deadline))),
            one.met,
            one.missed,
            one.pending,
            _percent(one),
        )
        for one in figures.deadlines
    )
    return Sheet(
        "Fristen", ("Frist", "Gehalten", "Versäumt", "Läuft noch", "Anteil gehalten in %"), rows, chart=True, series=2
    )


def _counted(title: str, rows: tuple[Counted, ...], name: Callable[[str], str]) -> Sheet:
    return Sheet(title, (title, "Anzahl"), tuple((name(row.what), row.number) for row in rows), chart=True)


def _evaluations(figures: Figures) -> Sheet:
    rows = tuple((one.value, one.confirmed, one.proposed) for one in figures.evaluations)
    return Sheet("Bewertung", ("Bewertung", "Bestätigt", "Vorgeschlagen"), rows, chart=True, series=2)


def _compared(figures: Figures) -> Sheet:
    rows = tuple((one.period.title, one.received, one.closed, _percent(one.final)) for one in figures.beside)
    return Sheet(
        "Vergleich",
        ("Zeitraum", "Eingegangen", "Abgeschlossen", "Endantwort in der Frist in %"),
        rows,
        chart=True,
        series=2,
    )


def _percent(one: Timeliness) -> float | None:
    return None if one.share is None else round(one.share, 1)
