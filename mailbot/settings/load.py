"""From an office's folder to `Settings`, or to every mistake in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mailbot.errors import ConfigError
from mailbot.settings.check_directory import loops, teams
from mailbot.settings.check_main import office
from mailbot.settings.model import Settings
from mailbot.settings.reading import Reading

ESSENTIAL = (office, loops, teams)
"""With a mistake of these kinds mails would go round in circles, or cases to the wrong desk: nothing starts."""


def load(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Read an office's folder. ConfigError with every mistake of `mailbot.toml` and `directory.toml` at once.

    `environ` is where `password_env` is looked up. A password that cannot be read is no error here but where it
    is asked for (`secret()`), so that `inspect` needs no right to it. What else `check` finds does not keep the
    daemon from starting.
    """
    reading = Reading(folder, environ)
    found = [finding for look in ESSENTIAL for finding in look(reading)]
    if found:
        raise ConfigError(*dict.fromkeys([*reading.findings, *found]))
    return reading.settings()
