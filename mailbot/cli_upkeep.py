"""The commands for the store: schema, proof, backup, erasing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli_common import offices, one_office
from mailbot.errors import ConfigError

if TYPE_CHECKING:
    from mailbot.steps.runtime import Runtime

app = typer.Typer()


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the newest schema (SQLite is copied first); seal originals where there is a key."""
    from mailbot.store.sealing import seal_what_is_plain

    for office in offices(context):
        sealed = seal_what_is_plain(office.store)
        more = f" {sealed} originals were sealed." if sealed else ""
        print(f"{office.name}: the schema is up to date.{more}")  # noqa: T201


@app.command()
def key(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write a new key, for archive.key_file; an existing file is never overwritten."""
    from mailbot.store.at_rest import write_key

    write_key(file)
    print(  # noqa: T201
        f"{file}: a new key. Name it as [archive] key_file, then run `mailbot migrate` and `mailbot verify`. Keep a "
        "copy apart from the backups: without it what was sealed cannot be read any more."
    )


@app.command()
def verify(
    context: typer.Context,
    head: Annotated[str | None, typer.Option("--head", help="The Prüfsumme of a digest.")] = None,
    length: Annotated[int | None, typer.Option("--length", help="The number of entries beside it.")] = None,
) -> None:
    """Check the event logs for tampering and every message for its copy; put case files right; --head: nothing cut off.

    Exit 1 where something was not as it should be.
    """
    from mailbot.steps.proving import prove, says_head, says_log

    sound, found = True, head is None
    for office in offices(context):
        proof = prove(office, head, length)
        sound &= proof.is_sound
        found |= proof.head_stands
        print(says_log(office.name, proof))  # noqa: T201
    if head is not None:
        print(says_head(length, found=found))  # noqa: T201
    raise typer.Exit(0 if sound and found else 1)


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
    case: Annotated[str | None, typer.Option("--case", help="Erase one customer, by file number.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much it would be.")] = False,
) -> None:
    """Erase what is past its retention time, or one customer on request; the daemon must be stopped."""
    from mailbot.steps.lock import at_work

    if address is not None and case is not None:
        raise ConfigError("erase: either --address or --case")
    if case is not None:
        one_office(context, "erase --case")
    left = False
    for office in offices(context):
        if dry_run:
            left |= _say_what_would_be_erased(office, address, case)
            continue
        with at_work(office, lost=lambda: None):
            left |= _say_erased(office, address, case)
    raise typer.Exit(1 if left else 0)


def _say_what_would_be_erased(office: Runtime, address: str | None, case: str | None) -> bool:
    """Print counts, no names; whether something would have to stay."""
    from mailbot.console import print_erased
    from mailbot.steps import retention

    if address is not None:
        found = retention.would_erase_address(office, address)
    else:
        found = retention.would_expire(office) if case is None else retention.would_erase_case(office, case)
    print_erased(office.name, found, would=True)
    return bool(found.kept)


def _say_erased(office: Runtime, address: str | None, case: str | None) -> bool:
    """Erase and print counts, no names; whether something had to stay."""
    from mailbot.console import print_erased
    from mailbot.ingest.imap_erasing import ErasingMailbox
    from mailbot.steps import retention
    from mailbot.steps.opening import imap_account
    from mailbot.steps.retention_outside import erase_in_mailbox

    if address is not None:
        found = retention.erase_address(office, address)
    else:
        found = retention.erase_expired(office) if case is None else retention.erase_case(office, case)
    print_erased(office.name, found, would=False)
    mailbox = ErasingMailbox(imap_account(office.settings))
    try:
        refused = erase_in_mailbox(office, mailbox)
    finally:
        mailbox.close()
    for folder in (*refused.folders, *(folder for folder, _ in refused.messages)):
        print(f"{office.name}: the IMAP server refused to erase in {folder}")  # noqa: T201
    return bool(found.kept or refused.folders or refused.messages)
