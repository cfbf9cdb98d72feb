"""Where templates, sample configuration and sample mails lie: in the checkout, or inside the installed package."""

from __future__ import annotations

import os
from pathlib import Path

from mailbot.errors import ConfigError

PACKAGE = Path(__file__).resolve().parent
SAMPLE_FILES = ("mailbot.toml", "directory.toml", "rules.toml")
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


def _shipped(name: str) -> Path:
    """A wheel carries the folders under `mailbot/shipped`; a checkout has them beside the package."""
    inside = PACKAGE / "shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def shipped_templates() -> Path:
    """The folder of the templates that mailbot ships; an office's own overlay them by name."""
    return _shipped("templates")


def sample_config() -> Path:
    """The folder of the sample office."""
    return _shipped("config")


def sample_mails() -> Path:
    """The folder of the mails that the demonstration plays."""
    return _shipped("demo_mails")


def init(target: Path) -> None:
    """Write the commented sample configuration into `target`, readable for its owner alone (passwords).

    ConfigError, and nothing written, when one of the files is there already or the folder cannot be written.
    """
    there = [name for name in SAMPLE_FILES if (target / name).exists()]
    if there:
        raise ConfigError(f"init: {target} holds {', '.join(there)} already; choose a new folder")
    try:
        target.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        for name in SAMPLE_FILES:
            _write_new(target / name, (sample_config() / name).read_bytes())
    except OSError as error:
        raise ConfigError(f"init: cannot write into {target} ({error.strerror}); choose another folder") from error


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
