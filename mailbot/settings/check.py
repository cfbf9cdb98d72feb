"""`mailbot check`, the part without servers: whatever is wrong with an office's folder, one line each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mailbot.settings.check_directory import absences, loops, outside, people, teams
from mailbot.settings.check_main import (
    archive,
    documents,
    folders,
    languages,
    office,
    password_files,
    retention,
    servers,
    times,
)
from mailbot.settings.check_rules import rules
from mailbot.settings.reading import Reading

LOOKS = (
    office,
    servers,
    password_files,
    folders,
    times,
    languages,
    documents,
    archive,
    retention,
    outside,
    loops,
    teams,
    people,
    absences,
    rules,
)


def check(folder: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Every mistake of the three files, each as "file: key: what is wrong; allowed: ...". Tries no server."""
    reading = Reading(folder, environ)
    found = [finding for look in LOOKS for finding in look(reading)]
    return tuple(dict.fromkeys([*reading.findings, *found]))
