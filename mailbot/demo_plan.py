"""What happens in the demo's three weeks: which sample mail arrives when, and who answers which mail of ours.

Read from `plan.toml` beside the sample mails:

    [[arrival]]            file, day (0 to 20), time
    [[reply]]              day, time, by (a role, a team's id, "customer"), answers (a file), purpose, text
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

from mailbot.errors import ConfigError
from mailbot.vocabulary import Purpose

T = TypeVar("T")

PLAN_FILE = "plan.toml"
LAST_DAY = 20


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sample mail that reaches the mailbox on that day (0 is the first) at that time."""

    at_day: int
    at_time: time
    file: str


@dataclass(frozen=True, slots=True)
class PlannedReply:
    """Somebody answers our mail of that purpose in the case of that sample mail, at that time or as soon as it left.

    `by` is a role, a team's id (its lead answers) or "customer".
    """

    at_day: int
    at_time: time
    by: str
    answers_file: str
    purpose: Purpose
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything in the order of time."""

    arrivals: tuple[Arrival, ...]
    replies: tuple[PlannedReply, ...]


def load_plan(folder: Path) -> Plan:
    """Read the plan. ConfigError with every mistake in it: missing files, unknown purposes, days out of range."""
    path = folder / PLAN_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML") from error
    findings: list[str] = []
    arrivals = _read(table.get("arrival", ()), _arrival, findings)
    replies = _read(table.get("reply", ()), _reply, findings)
    findings += _loose_ends(folder, arrivals, replies)
    if findings:
        raise ConfigError(*findings)
    return Plan(
        tuple(sorted(arrivals, key=lambda a: (a.at_day, a.at_time, a.file))),
        tuple(sorted(replies, key=lambda r: (r.at_day, r.at_time, r.answers_file))),
    )


def _read(rows: Iterable[Mapping[str, Any]], one: Callable[[Mapping[str, Any]], T], findings: list[str]) -> list[T]:
    """Every row that can be read; the others are noted."""
    entries = []
    for row in rows:
        try:
            entries.append(one(row))
        except (KeyError, ValueError, TypeError) as error:
            findings.append(f"{PLAN_FILE}: {error} in the entry of day {row.get('day', '?')}")
    return entries


def _arrival(row: Mapping[str, Any]) -> Arrival:
    return Arrival(_day(row), _time(row), str(row["file"]))


def _reply(row: Mapping[str, Any]) -> PlannedReply:
    purpose = Purpose(row["purpose"])
    return PlannedReply(_day(row), _time(row), str(row["by"]), str(row["answers"]), purpose, str(row["text"]).strip())


def _day(row: Mapping[str, Any]) -> int:
    day = int(row["day"])
    if not 0 <= day <= LAST_DAY:
        raise ValueError(f"day must be from 0 to {LAST_DAY}")
    return day


def _time(row: Mapping[str, Any]) -> time:
    value = row["time"]
    if not isinstance(value, time):
        raise TypeError("time must be written as 08:30:00")
    return value


def _loose_ends(folder: Path, arrivals: list[Arrival], replies: list[PlannedReply]) -> list[str]:
    """Files that do not exist, and answers to mails that never arrive."""
    arriving = {arrival.file for arrival in arrivals}
    missing = sorted(file for file in arriving if not (folder / file).is_file())
    unknown = sorted({reply.answers_file for reply in replies} - arriving)
    return [f"{folder / file}: named in the plan, but not there" for file in missing] + [
        f"{folder / PLAN_FILE}: {file} is answered, but never arrives" for file in unknown
    ]
