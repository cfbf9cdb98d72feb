"""The commands for the store: schema, proof, backup, erasing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli_common import offices, one_office

if TYPE_CHECKING:
    from mailbot.steps.runtime import Runtime

app = typer.Typer()


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the newest schema; SQLite is copied first."""
    for office in offices(context):
        print(f"{office.name}: the schema is up to date.")  # noqa: T201


@app.command()
def verify(context: typer.Context) -> None:
    """Check the event logs for tampering, and write every case file anew."""
    from mailbot.steps.projection import rewrite_case_files
    from mailbot.store import register

    broken: list[int] = []
    for office in offices(context):
        with office.store.read() as tx:
            broken += register.broken_links(tx)
            head, length = register.chain_head(tx)
        rewrite_case_files(office)
        print(f"{office.name}: {length} events, head {head[:16]}, broken: {broken or 'none'}")  # noqa: T201
    raise typer.Exit(1 if broken else 0)


@app.command()
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Copy the database to a new file, consistent and checked, while the daemon runs."""
    from mailbot.steps.backup import backup as copy

    cases_ = copy(one_office(context, "backup"), os.environ, file)
    print(f"{file}: whole, {cases_} cases. It holds personal data: erase it when its time is over.")  # noqa: T201


@app.command()
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Put a backup in the place of the database; the daemon must be stopped."""
    from mailbot.steps.backup import restore as put_back

    done = put_back(one_office(context, "restore"), os.environ, file)
    print(f"{done.database}: restored." + (f" The old database lies at {done.aside}." if done.aside else ""))  # noqa: T201
    print(  # noqa: T201
        "Run `mailbot verify` to write the case files anew. What came in after the backup lies in the IMAP folders "
        "of its cases: move it back to the inbox folder, and it is taken in again."
    )


@app.command()
def erase(
    context: typer.Context,
    address: Annotated[str | None, typer.Option("--address", help="Erase one customer, by mail address.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much it would be.")] = False,
) -> None:
    """Erase what is past its retention time, or one customer on request; the daemon must be stopped."""
    from mailbot.steps.lock import exclusive
    from mailbot.steps.opening import lock_path

    left = False
    for office in offices(context):
        if dry_run:
            left |= _say_erased(office, address, dry_run=True)
            continue
        with exclusive(lock_path(office.settings)):
            left |= _say_erased(office, address, dry_run=False)
    raise typer.Exit(1 if left else 0)


def _say_erased(office: Runtime, address: str | None, *, dry_run: bool) -> bool:
    """Erase and print counts, no names; whether something had to stay."""
    from mailbot.console import print_erased
    from mailbot.ingest.imap_erasing import ErasingMailbox
    from mailbot.steps import retention
    from mailbot.steps.opening import imap_account
    from mailbot.steps.retention_outside import erase_in_mailbox

    if dry_run:
        found = retention.would_erase_address(office, address) if address else retention.would_expire(office)
        print_erased(office.name, found, would=True)
        return bool(found.kept)
    found = retention.erase_address(office, address) if address else retention.erase_expired(office)
    print_erased(office.name, found, would=False)
    mailbox = ErasingMailbox(imap_account(office.settings))
    try:
        refused = erase_in_mailbox(office, mailbox)
    finally:
        mailbox.close()
    for folder in (*refused.folders, *(folder for folder, _ in refused.messages)):
        print(f"{office.name}: the IMAP server refused to erase in {folder}")  # noqa: T201
    return bool(found.kept or refused.folders or refused.messages)
