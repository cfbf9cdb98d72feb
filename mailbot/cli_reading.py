"""The commands about the reading of mails: what would happen to one, and the rules."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli_common import JsonOption, folder_of, print_lines

if TYPE_CHECKING:
    from mailbot.steps.inspection import Inspector

_OBJECTS_BETWEEN_SEARCHES = 10_000
"""Mails leave no waste that only the collector finds: it need not look fifteen times a mail."""

app = typer.Typer()
rules_app = typer.Typer(no_args_is_help=True, help="Work on the rules.")
app.add_typer(rules_app, name="rules")


@app.command()
def inspect(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show each redaction and rule.")] = False,
) -> None:
    """Say what would happen to a message file, changing nothing."""
    office = _loaded(context)
    from mailbot.steps.inspection import inspect_file

    failed = False
    for file in files:
        result = inspect_file(file, office)
        failed |= "error" in result
        if as_json:
            print_lines([result])
        else:
            _show(file, result, office, explain=explain)
    raise typer.Exit(1 if failed else 0)


def _loaded(context: typer.Context) -> Inspector:
    """The office. What is loaded here lasts: the collector neither looks for waste in it meanwhile nor later."""
    gc.disable()
    try:
        from mailbot.steps.offices import inspector, office_folders

        return inspector(office_folders(folder_of(context))[0], os.environ)
    finally:
        gc.freeze()
        gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES, *gc.get_threshold()[1:])
        gc.enable()


def _show(file: Path, result: Mapping[str, Any], office: Inspector, *, explain: bool) -> None:
    """For a person; what draws tables is loaded only for that, because scripts wait for the start."""
    from mailbot.console import print_inspected
    from mailbot.console_explain import explain_file

    if explain and "error" not in result:
        explain_file(file, office)
    else:
        print_inspected(result)


@rules_app.command("test")
def rules_test(context: typer.Context) -> None:
    """Run the example sentences that stand with each rule."""
    from mailbot.rules.examples import test_rules
    from mailbot.steps.offices import office_folders, ruleset_of

    failures = 0
    for folder in office_folders(folder_of(context)):
        for failure in test_rules(ruleset_of(folder)):
            failures += 1
            print(failure)  # noqa: T201
    print("All examples hold." if not failures else f"{failures} examples do not hold.")  # noqa: T201
    raise typer.Exit(1 if failures else 0)


@rules_app.command("suggest")
def rules_suggest(context: typer.Context) -> None:
    """Show which rules were corrected how often, and which words would have told."""
    from mailbot.cli_common import offices
    from mailbot.console_learning import print_suggestions
    from mailbot.steps.learning import lessons

    for office in offices(context):
        print_suggestions(office.name, lessons(office), office.ruleset)


@rules_app.command("replay")
def rules_replay(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The changed rules.toml.")],
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="From this day on; else half a year.")
    ] = None,
) -> None:
    """Show what a changed rule file would have done with the mails of the last months. Exit 1 when it is worse."""
    from mailbot.cli_common import offices, one_office
    from mailbot.console_learning import print_comparison
    from mailbot.steps.learning import MONTHS_BACK, replay_rules, rules_to_try

    one_office(context, "rules replay")
    for office in offices(context):
        from_day = since.replace(tzinfo=office.zone) if since else office.now() - MONTHS_BACK
        comparison = replay_rules(office, rules_to_try(office, file), from_day)
        print_comparison(comparison)
        if comparison.is_worse:
            raise typer.Exit(1)
