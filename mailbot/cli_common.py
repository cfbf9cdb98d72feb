"""What the commands share: the configuration they are about, its offices, lists as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.errors import ConfigError

if TYPE_CHECKING:
    from mailbot.steps.runtime import Runtime

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def folder_of(context: typer.Context) -> Path:
    from mailbot.config import find_config

    root = context.find_root().obj
    return find_config(str(root) if root is not None else None, os.environ)


def offices(context: typer.Context, at: datetime | None = None) -> Iterator[Runtime]:
    """Open each office in turn; with `at`, at that time, where the configuration allows it."""
    from mailbot.clock import FixedClock
    from mailbot.steps.offices import office_folders
    from mailbot.steps.opening import open_office

    for folder in office_folders(folder_of(context)):
        office = open_office(folder, os.environ, FixedClock(at) if at is not None else None)
        if at is not None and not office.settings.clock.simulated:
            raise ConfigError("--at: only where mailbot.toml says `[clock] simulated = true`")
        try:
            yield office
        finally:
            office.store.close()


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))  # noqa: T201


def one_office(context: typer.Context, command: str) -> Path:
    """The folder of the one office meant. ConfigError where the configuration holds several."""
    from mailbot.steps.offices import office_folders

    folders = office_folders(folder_of(context))
    if len(folders) > 1:
        names = ", ".join(str(folder) for folder in folders)
        raise ConfigError(f"{command}: one office at a time; allowed: --config with one of {names}")
    return folders[0]
