"""Where templates, sample configuration and sample mails lie: in a checkout, or in the installed package."""

from __future__ import annotations

import shutil
from pathlib import Path

from mailbot.errors import ConfigError

_PACKAGE = Path(__file__).parent
_FILES = ("mailbot.toml", "directory.toml", "rules.toml")


def _shipped(name: str) -> Path:
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def shipped_templates() -> Path:
    """The templates that every office has; its own ones overlay them by name."""
    return _shipped("templates")


def sample_config() -> Path:
    """The complete sample office."""
    return _shipped("config")


def sample_mails() -> Path:
    """The invented mails of the demo, with their plan."""
    return _shipped("demo_mails")


def init(target: Path) -> None:
    """Write the commented sample configuration into `target`. ConfigError when files of it are there already."""
    there = [name for name in _FILES if (target / name).exists()]
    if there:
        raise ConfigError(f"{target}: {', '.join(there)} is there already: choose an empty folder")
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            shutil.copyfile(sample_config() / name, target / name)
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written: {error.strerror or type(error).__name__}") from error
