"""The commands about the reading of mails: what would happen to one, and the rules."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli_common import JsonOption, folder_of, print_lines

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
    from mailbot.console import explain_file, print_inspected
    from mailbot.steps.inspection import inspect_file
    from mailbot.steps.offices import inspector, office_folders

    office = inspector(office_folders(folder_of(context))[0], os.environ)
    failed = False
    for file in files:
        result = inspect_file(file, office)
        failed |= "error" in result
        if as_json:
            print_lines([result])
        elif explain and "error" not in result:
            explain_file(file, office)
        else:
            print_inspected(result)
    raise typer.Exit(1 if failed else 0)


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
