"""The commands that show the register and what came and went, and write reports and exports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli_common import JsonOption, folder_of, offices, one_office, print_lines
from mailbot.errors import ConfigError

if TYPE_CHECKING:
    from mailbot.steps.runtime import Runtime

app = typer.Typer()


def _list(context: typer.Context, rows_of: Callable[[Runtime], Iterable[Mapping[str, Any]]], *, as_json: bool) -> None:
    from mailbot.console import print_table

    for office in offices(context):
        rows = rows_of(office)
        if as_json:
            print_lines(rows)
        else:
            print_table(list(rows))


@app.command()
def cases(context: typer.Context, as_json: JsonOption = False) -> None:
    """The register."""
    from mailbot.steps import views

    _list(context, views.cases, as_json=as_json)


@app.command()
def case(context: typer.Context, number: str, as_json: JsonOption = False) -> None:
    """One case with its events, deadlines and mails."""
    from mailbot.console import print_case
    from mailbot.steps import views
    from mailbot.store import register

    for office in offices(context):
        with office.store.read() as tx:
            loaded = register.load(tx, number.upper())
        if loaded is None:
            continue
        detail = views.case_detail(office, loaded[0], office.name)
        if as_json:
            print_lines([detail])
        else:
            print_case(detail)
        return
    raise ConfigError("case: no case has this number; `mailbot cases` lists them")


@app.command()
def inbox(context: typer.Context, as_json: JsonOption = False) -> None:
    """Every message taken in and what became of it."""
    from mailbot.steps import views

    _list(context, views.inbox, as_json=as_json)


@app.command()
def outbox(context: typer.Context, as_json: JsonOption = False) -> None:
    """Mails waiting, sent, refused, blocked."""
    from mailbot.steps import views

    _list(context, views.outbox, as_json=as_json)


@app.command()
def quarantine(context: typer.Context, as_json: JsonOption = False) -> None:
    """Messages that could not be taken in."""
    from mailbot.steps import views

    _list(context, views.quarantine, as_json=as_json)


@app.command()
def report(
    context: typer.Context,
    span: Annotated[str, typer.Argument(metavar="quarter|year")],
    of: Annotated[str | None, typer.Option("--of", help="2026Q1 or 2026; else the last that is over.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for XLSX and CSV.")] = None,
) -> None:
    """Write a quarterly or yearly report: XLSX and CSV, into the archive and into --out."""
    from mailbot.steps.offices import office_folders
    from mailbot.steps.private_files import write_private
    from mailbot.steps.reporting import asked_period, reports_on_request

    several = len(office_folders(folder_of(context))) > 1
    for office in offices(context):
        period = asked_period(office, span, of)
        for name, content in reports_on_request(office, period):
            folder = (out / office.settings.folder.name if several else out) if out is not None else None
            place = write_private(folder / name, content) if folder is not None else name
            print(f"{office.name}: {period.written}: {place}")  # noqa: T201


@app.command()
def export(
    context: typer.Context,
    how: Annotated[str, typer.Option("--format", help="csv or xlsx.")] = "csv",
    out: Annotated[Path | None, typer.Option("--out", help="File to write; else standard output.")] = None,
) -> None:
    """The register with the names of customers, for the entry into KRM2. Never mail it."""
    from mailbot.steps.exporting import export_register, read_format
    from mailbot.steps.private_files import write_private

    form = read_format(how)
    one_office(context, "export")
    for office in offices(context):
        content = export_register(office, form)
        if out is not None:
            write_private(out, content)
        elif sys.stdout.isatty() and how == "xlsx":
            raise ConfigError("export: XLSX is no text; name a file with --out or redirect the output")
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
