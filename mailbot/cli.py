"""The command line. Each command is thin: it opens an office, calls a step, prints.

Exit codes (contract): 0 done, 1 done with findings, 2 wrong call or configuration, 3 a server could not be reached.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mailbot.errors import ConfigError, MailbotError, TemporaryError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Runs the complaint mailbox of a public office by e-mail.",
)
rules_app = typer.Typer(no_args_is_help=True, help="Work on the rules.")
app.add_typer(rules_app, name="rules")

ConfigOption = Annotated[Path | None, typer.Option("--config", help="Folder with mailbot.toml.", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def main() -> None:
    """Run a command; every error of ours is one line on stderr that says what to do."""
    try:
        code = app(standalone_mode=False)
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


@app.callback()
def _root(
    context: typer.Context,
    config: ConfigOption = None,
) -> None:
    context.obj = config


def _folder(context: typer.Context) -> Path:
    from mailbot.config import find_config

    chosen = context.obj
    return find_config(str(chosen) if chosen is not None else None, os.environ)
