"""The command line. Each command is thin: it opens an office, calls a step, prints.

Exit codes (contract): 0 done, 1 done with findings, 2 wrong call or configuration, 3 a server could not be reached.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from mailbot import cli_daemon, cli_desk, cli_reading, cli_upkeep
from mailbot.cli_common import say_error
from mailbot.errors import MailbotError, TemporaryError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Runs the complaint mailbox of a public office by e-mail.",
)
for commands in (cli_daemon.app, cli_desk.app, cli_reading.app, cli_upkeep.app):
    app.add_typer(commands)

_FILES_ONLY: Final = "inspect"
"""The command that needs no office opened and logs nothing; scripts wait for its start."""


def main() -> None:
    """Run a command; every error of ours is one line on stderr that says what to do."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(config_first(sys.argv[1:]), standalone_mode=False)
    except MailbotError as error:
        say_error(error)
        sys.exit(_exit_code(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except OSError as error:
        print(_says_disk(error), file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")):
            _say_usage(error)
            sys.exit(2)
        raise
    sys.exit(code if isinstance(code, int) else 0)


def _says_disk(error: OSError) -> str:
    """What the operating system refused. The file is not named: it may bear the words of a mail."""
    return f"mailbot: {error.strerror or type(error).__name__}: see the rights and the space of the folders it uses"


def _say_usage(error: Exception) -> None:
    message = getattr(error, "format_message", lambda: "")() or "no command given"
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

    from mailbot.logs import configure, configure_when_needed

    if context.invoked_subcommand == _FILES_ONLY:
        configure_when_needed()
    else:
        configure(level=logging.CRITICAL)
    context.obj = config
