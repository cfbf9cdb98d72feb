"""The folders of offices, and what can be said of one without its database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mailbot.config import directory, house, load
from mailbot.errors import ConfigError
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.steps.inspection import Inspector


def office_folders(folder: Path) -> tuple[Path, ...]:
    """The office in this folder, or the offices in its subfolders. ConfigError where there is none."""
    if (folder / "mailbot.toml").is_file():
        return (folder,)
    found = tuple(sorted(path.parent for path in folder.glob("*/mailbot.toml")))
    if not found:
        raise ConfigError(f"{folder}: no mailbot.toml here: write one with `mailbot init {folder}`")
    return found


def ruleset_of(folder: Path) -> RuleSet:
    """The office's own rules."""
    return load_ruleset(folder / "rules.toml")


def inspector(folder: Path, environ: Mapping[str, str]) -> Inspector:
    """What `inspect` needs; no server and no database."""
    settings = load(folder, environ)
    return Inspector(ruleset_of(folder), directory(settings), house(settings))
