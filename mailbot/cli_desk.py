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
def cases(
    context: typer.Context,
    as_json: JsonOption = False,
    open_: Annotated[bool, typer.Option("--open", help="Only open cases.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only open cases past their date.")] = False,
    team: Annotated[str, typer.Option("--team", help="Only those of this team or route.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Only those of this kind.")] = "",
    since: Annotated[str | None, typer.Option("--since", help="Only those received on this day or later.")] = None,
) -> None:
    """The register, the most urgent case first; with --json in the order of receipt."""
    from mailbot.console_cases import print_cases
    from mailbot.steps import views
    from mailbot.steps.case_list import Wanted, listed, most_urgent_first, read_day

    wanted = Wanted(open_, overdue, team, kind, read_day(since) if since is not None else None)
    for office in offices(context):
        found = listed(office, wanted)
        if as_json:
            print_lines(views.case_json(office, one.case, one.office) for one in found)
        else:
            print_cases(most_urgent_first(found), office)


@app.command()
def case(
    context: typer.Context,
    number: str,
    target: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="With --extract: where to.")] = None,
    as_json: JsonOption = False,
    extract: Annotated[bool, typer.Option("--extract", help="Write the case file in plain into DIR.")] = False,
) -> None:
    """One case with its events, deadlines and mails; or its file, opened with the key."""
    from mailbot.console import print_case
    from mailbot.steps import views
    from mailbot.store import register

    if extract:
        _extract(context, number.upper(), target)
        return
    if target is not None:
        raise ConfigError("case: a folder has a meaning with --extract only")
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


def _extract(context: typer.Context, number: str, target: Path | None) -> None:
    import os

    from mailbot.steps.extracting import extract as write_plain
    from mailbot.steps.offices import office_folders

    for path in write_plain(office_folders(folder_of(context)), os.environ, number, target or Path(number)):
        print(path)  # noqa: T201
    print("These files name people. Remove them when they have served.", file=sys.stderr)  # noqa: T201


@app.command()
def form(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="File to write.")] = Path("Anlage-1.docx"),
) -> None:
    """The blank form for what is said in person or by telephone (Anlage 1), as DOCX."""
    import os

    from mailbot.steps.documents import blank_form
    from mailbot.steps.private_files import write_private

    print(write_private(out, blank_form(one_office(context, "form"), os.environ)))  # noqa: T201


@app.command()
def disclose(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS")],
    out: Annotated[Path | None, typer.Option("--out", help="File to write besides the case file.")] = None,
) -> None:
    """What is stored about a mail address (Art. 15 GDPR): a DOCX into the file of its newest case."""
    from mailbot.steps.disclosing import disclose as write_disclosure
    from mailbot.steps.private_files import write_private
    from mailbot.steps.projection import write_case_files

    one_office(context, "disclose")
    for office in offices(context):
        found = write_disclosure(office, address)
        if out is not None:
            print(write_private(out, found.content))  # noqa: T201
        if found.filed_with:
            write_case_files(office)
            print(f"{office.name}: {len(found.cases)} cases; the document lies in the file of {found.filed_with}.")  # noqa: T201
        else:
            print(f"{office.name}: no case of this address. --out writes the document that says so.")  # noqa: T201


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
    out: Annotated[Path | None, typer.Option("--out", help="Folder for HTML, XLSX and CSV.")] = None,
) -> None:
    """Write a quarterly or yearly report: HTML with its charts, XLSX and CSV, into the archive and into --out."""
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
