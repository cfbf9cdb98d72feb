"""The commands that set an office up and keep it running."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli_common import folder_of, offices, opened, say_error
from mailbot.errors import ConfigError, MailbotError

app = typer.Typer()


@app.command()
def init(target: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write a commented sample configuration, to be filled in."""
    from mailbot.resources import init as write_sample

    write_sample(target)
    print(f"Sample configuration written to {target}. Fill it in, then: mailbot --config {target} check")  # noqa: T201


@app.command()
def demo(
    target: Annotated[Path, typer.Option("--out", help="Folder for the page.")] = Path("demo"),
) -> None:
    """Three simulated weeks of an office on embedded servers, and a page that shows them."""
    import logging

    from mailbot.demo import run_demo
    from mailbot.logs import configure

    configure(level=logging.ERROR)
    run_demo(target)


@app.command()
def run(context: typer.Context) -> None:
    """Be the daemon, until SIGTERM or SIGINT; the step at hand is finished."""
    from mailbot.logs import configure
    from mailbot.steps.offices import office_folders
    from mailbot.supervise import run_offices

    configure()
    run_offices(office_folders(folder_of(context)), os.environ)


@app.command()
def tick(
    context: typer.Context,
    at: Annotated[str | None, typer.Option(help="Time of the cycle (ISO 8601), simulated clocks only.")] = None,
) -> None:
    """One full cycle: poll, sweep, jobs, outbox. Of several offices each has its own, whatever becomes of another."""
    from mailbot.steps.offices import office_folders
    from mailbot.supervise import tick_once

    moment = _moment(at) if at is not None else None
    failed: list[MailbotError] = []
    for folder in office_folders(folder_of(context)):
        try:
            with opened(folder, moment) as office:
                tick_once(office)
        except MailbotError as error:
            failed.append(error)
    for one in failed[:-1]:
        say_error(one)
    if failed:
        raise failed[-1]


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError("--at: not a time; allowed: ISO 8601 such as 2026-03-12T08:00:00+01:00") from error
    if moment.tzinfo is None:
        raise ConfigError("--at: the offset is missing; allowed: 2026-03-12T08:00:00+01:00")
    return moment


@app.command()
def check(
    context: typer.Context,
    offline: Annotated[bool, typer.Option("--offline", help="Do not try the servers.")] = False,
) -> None:
    """Report every mistake of the configuration, then try IMAP, SMTP, database and archive."""
    from mailbot.checking import check_office
    from mailbot.steps.offices import office_folders

    worst = 0
    for folder in office_folders(folder_of(context)):
        worst = max(worst, check_office(folder, os.environ, offline=offline))
    raise typer.Exit(worst)


@app.command()
def pause(context: typer.Context) -> None:
    """Hold back all outgoing mail."""
    from mailbot.steps.office_commands import pause as hold_back

    for office in offices(context):
        hold_back(office)
    print("All outgoing mail is held back; `mailbot resume` lets it go.")  # noqa: T201


@app.command()
def resume(context: typer.Context) -> None:
    """Let outgoing mail go."""
    from mailbot.steps.office_commands import resume as let_go

    for office in offices(context):
        let_go(office)
    print("Outgoing mail leaves again.")  # noqa: T201
