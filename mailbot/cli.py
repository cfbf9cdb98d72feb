"""The command line. Each command is thin: it opens an office, calls a step, prints.

Exit codes (contract): 0 done, 1 done with findings, 2 wrong call or configuration, 3 a server could not be reached.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.errors import ConfigError, MailbotError, TemporaryError

if TYPE_CHECKING:
    from mailbot.steps.runtime import Runtime

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Runs the complaint mailbox of a public office by e-mail.",
)
rules_app = typer.Typer(no_args_is_help=True, help="Work on the rules.")
app.add_typer(rules_app, name="rules")

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def main() -> None:
    """Run a command; every error of ours is one line on stderr that says what to do."""
    try:
        code = app(config_first(sys.argv[1:]), standalone_mode=False)
    except MailbotError as error:
        _say_error(error)
        sys.exit(_exit_code(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")):
            _say_usage(error)
            sys.exit(2)
        raise
    sys.exit(code if isinstance(code, int) else 0)


def _say_error(error: MailbotError) -> None:
    findings = error.findings if isinstance(error, ConfigError) else (str(error),)
    for finding in findings:
        print(f"mailbot: {finding}", file=sys.stderr)  # noqa: T201


def _say_usage(error: Exception) -> None:
    message = getattr(error, "format_message", lambda: "wrong call")()
    print(f"mailbot: {message}; see `mailbot --help`", file=sys.stderr)  # noqa: T201


def _exit_code(error: MailbotError) -> int:
    from mailbot.steps.lock import AlreadyRunningError

    if isinstance(error, AlreadyRunningError):
        return 1
    if isinstance(error, TemporaryError):
        return 3
    return 2


def config_first(arguments: list[str]) -> list[str]:
    """The same call with `--config DIR` in front, wherever it was given."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--config":
            front = [word, next(words, "")]
        elif word.startswith("--config="):
            front = ["--config", word.partition("=")[2]]
        else:
            rest.append(word)
    return front + rest


@app.callback()
def _root(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="Folder with mailbot.toml.", show_default=False)] = None,
) -> None:
    import logging

    from mailbot.logs import configure

    configure(level=logging.CRITICAL)
    context.obj = config


def _folder(context: typer.Context) -> Path:
    from mailbot.config import find_config

    root = context.find_root().obj
    return find_config(str(root) if root is not None else None, os.environ)


def _offices(context: typer.Context, at: datetime | None = None) -> Iterator[Runtime]:
    """Open each office in turn; with `at`, at that time, where the configuration allows it."""
    from mailbot.clock import FixedClock
    from mailbot.steps.offices import office_folders
    from mailbot.steps.opening import open_office

    for folder in office_folders(_folder(context)):
        office = open_office(folder, os.environ, FixedClock(at) if at is not None else None)
        if at is not None and not office.settings.clock.simulated:
            raise ConfigError("--at: only where mailbot.toml says `[clock] simulated = true`")
        try:
            yield office
        finally:
            office.store.close()


def _lines(rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))  # noqa: T201


def _list(context: typer.Context, rows_of: Callable[[Runtime], Iterable[Mapping[str, Any]]], *, as_json: bool) -> None:
    from mailbot.console import print_table

    for office in _offices(context):
        rows = rows_of(office)
        if as_json:
            _lines(rows)
        else:
            print_table(list(rows))


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
    run_offices(office_folders(_folder(context)), os.environ)


@app.command()
def tick(
    context: typer.Context,
    at: Annotated[str | None, typer.Option(help="Time of the cycle (ISO 8601), simulated clocks only.")] = None,
) -> None:
    """One full cycle: poll, sweep, jobs, outbox."""
    from mailbot.supervise import tick_once

    moment = _moment(at) if at is not None else None
    for office in _offices(context, moment):
        tick_once(office)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError("--at: not a time; allowed: ISO 8601 such as 2026-03-12T08:00:00+01:00") from error
    if moment.tzinfo is None:
        raise ConfigError("--at: the offset is missing; allowed: 2026-03-12T08:00:00+01:00")
    return moment


@app.command()
def inspect(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show each redaction and rule.")] = False,
) -> None:
    """Say what would happen to a message file, changing nothing."""
    from mailbot.console import explain_file, print_inspected
    from mailbot.steps.inspection import inspect_file
    from mailbot.steps.offices import inspector, office_folders

    office = inspector(office_folders(_folder(context))[0], os.environ)
    failed = False
    for file in files:
        result = inspect_file(file, office)
        failed |= "error" in result
        if as_json:
            _lines([result])
        elif explain and "error" not in result:
            explain_file(file, office)
        else:
            print_inspected(result)
    raise typer.Exit(1 if failed else 0)


@app.command()
def check(
    context: typer.Context,
    offline: Annotated[bool, typer.Option("--offline", help="Do not try the servers.")] = False,
) -> None:
    """Report every mistake of the configuration, then try IMAP, SMTP, database and archive."""
    from mailbot.checking import check_office
    from mailbot.steps.offices import office_folders

    worst = 0
    for folder in office_folders(_folder(context)):
        worst = max(worst, check_office(folder, os.environ, offline=offline))
    raise typer.Exit(worst)


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

    for office in _offices(context):
        with office.store.read() as tx:
            loaded = register.load(tx, number.upper())
        if loaded is None:
            continue
        detail = views.case_detail(office, loaded[0], office.name)
        if as_json:
            _lines([detail])
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
def pause(context: typer.Context) -> None:
    """Hold back all outgoing mail."""
    from mailbot.steps.office_commands import pause as hold_back

    for office in _offices(context):
        hold_back(office)
    print("All outgoing mail is held back; `mailbot resume` lets it go.")  # noqa: T201


@app.command()
def resume(context: typer.Context) -> None:
    """Let outgoing mail go."""
    from mailbot.steps.office_commands import resume as let_go

    for office in _offices(context):
        let_go(office)
    print("Outgoing mail leaves again.")  # noqa: T201


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the database to the newest schema; SQLite is copied first."""
    for office in _offices(context):
        print(f"{office.name}: the schema is up to date.")  # noqa: T201


@app.command()
def verify(context: typer.Context) -> None:
    """Check the event logs for tampering, and write every case file anew."""
    from mailbot.steps.projection import rewrite_case_files
    from mailbot.store import register

    broken: list[int] = []
    for office in _offices(context):
        with office.store.read() as tx:
            broken += register.broken_links(tx)
            head, length = register.chain_head(tx)
        rewrite_case_files(office)
        print(f"{office.name}: {length} events, head {head[:16]}, broken: {broken or 'none'}")  # noqa: T201
    raise typer.Exit(1 if broken else 0)


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

    several = len(office_folders(_folder(context))) > 1
    for office in _offices(context):
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
    _one_office(context, "export")
    for office in _offices(context):
        content = export_register(office, form)
        if out is not None:
            write_private(out, content)
        elif sys.stdout.isatty() and how == "xlsx":
            raise ConfigError("export: XLSX is no text; name a file with --out or redirect the output")
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()


def _one_office(context: typer.Context, command: str) -> Path:
    """The folder of the one office meant. ConfigError where the configuration holds several."""
    from mailbot.steps.offices import office_folders

    folders = office_folders(_folder(context))
    if len(folders) > 1:
        names = ", ".join(str(folder) for folder in folders)
        raise ConfigError(f"{command}: one office at a time; allowed: --config with one of {names}")
    return folders[0]


@app.command()
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Copy the database to a new file, consistent and checked, while the daemon runs."""
    from mailbot.steps.backup import backup as copy

    cases_ = copy(_one_office(context, "backup"), os.environ, file)
    print(f"{file}: whole, {cases_} cases. It holds personal data: erase it when its time is over.")  # noqa: T201


@app.command()
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Put a backup in the place of the database; the daemon must be stopped."""
    from mailbot.steps.backup import restore as put_back

    done = put_back(_one_office(context, "restore"), os.environ, file)
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
    for office in _offices(context):
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


@rules_app.command("test")
def rules_test(context: typer.Context) -> None:
    """Run the example sentences that stand with each rule."""
    from mailbot.rules.examples import test_rules
    from mailbot.steps.offices import office_folders, ruleset_of

    failures = 0
    for folder in office_folders(_folder(context)):
        for failure in test_rules(ruleset_of(folder)):
            failures += 1
            print(failure)  # noqa: T201
    print("All examples hold." if not failures else f"{failures} examples do not hold.")  # noqa: T201
    raise typer.Exit(1 if failures else 0)
