"""What the commands share: the configuration they are about, its offices, lists as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.errors import ConfigError, MailbotError

if TYPE_CHECKING:
    from mailbot.steps.runtime import Runtime

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def folder_of(context: typer.Context) -> Path:
    from mailbot.config import find_config

    root = context.find_root().obj
    return find_config(str(root) if root is not None else None, os.environ)


def offices(context: typer.Context) -> Iterator[Runtime]:
    """Open each office in turn."""
    from mailbot.steps.offices import office_folders

    for folder in office_folders(folder_of(context)):
        with opened(folder) as office:
            yield office


@contextmanager
def opened(folder: Path, at: datetime | None = None) -> Iterator[Runtime]:
    """The office of this folder; with `at`, at that time, where the configuration allows it."""
    from mailbot.clock import FixedClock
    from mailbot.steps.opening import open_office

    office = open_office(folder, os.environ, FixedClock(at) if at is not None else None)
    try:
        if at is not None and not office.settings.clock.simulated:
            raise ConfigError("--at: only where mailbot.toml says `[clock] simulated = true`")
        yield office
    finally:
        office.store.close()


def say_error(error: MailbotError) -> None:
    """One line on stderr for each finding."""
    findings = error.findings if isinstance(error, ConfigError) else (str(error),)
    for finding in findings:
        print(f"mailbot: {finding}", file=sys.stderr)  # noqa: T201


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line. What standard output cannot write, such as bytes of a file name, is escaped."""
    for row in rows:
        print(_json(row, sys.stdout.encoding))  # noqa: T201


def _json(row: Mapping[str, Any], encoding: str) -> str:
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(row)
    return line


def one_office(context: typer.Context, command: str) -> Path:
    """The folder of the one office meant. ConfigError where the configuration holds several."""
    from mailbot.steps.offices import office_folders

    folders = office_folders(folder_of(context))
    if len(folders) > 1:
        names = ", ".join(str(folder) for folder in folders)
        raise ConfigError(f"{command}: one office at a time; allowed: --config with one of {names}")
    return folders[0]
