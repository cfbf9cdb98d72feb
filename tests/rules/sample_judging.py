"""Judging whole folders of labelled mails, for the tests that hold a floor."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

from sample_office import DIRECTORY, HOUSE

from mailbot.ingest.message import Address, Message
from mailbot.ingest.parse import parse
from mailbot.rules.judge import judge
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.rules.verdict import Verdict

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
RECEIVED = date(2026, 6, 1)


@cache
def shipped_rules() -> RuleSet:
    """The rules that the sample office ships with."""
    return load_ruleset(ROOT / "config" / "rules.toml")


@dataclass(frozen=True)
class Judged:
    """One mail: what its label wants, what the rules say."""

    name: str
    label: dict[str, Any]
    verdict: Verdict

    @property
    def kind_right(self) -> bool:
        return self.verdict.kind in {self.label["kind"], self.label.get("also")}

    @property
    def route_right(self) -> bool:
        return self.verdict.route == self.label["route"]


@cache
def corpus(name: str) -> tuple[Judged, ...]:
    """Every mail of a labelled corpus, judged."""
    folder = DATA / "corpus" / name
    lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_judged(folder, label) for label in map(json.loads, lines))


def _judged(folder: Path, label: dict[str, Any]) -> Judged:
    message = parse((folder / label["file"]).read_bytes())
    received = message.date.date() if message.date else None
    return Judged(label["file"], label, judge(message, shipped_rules(), DIRECTORY, HOUSE, received))


@cache
def written_for_privacy() -> tuple[Judged, ...]:
    """The cases among the mails written for the anonymiser that bear labels of kind and are not in `invented` too."""
    return tuple(_written_for_privacy())


def _written_for_privacy() -> Iterator[Judged]:
    for row in (9, 10, 11):
        folder = DATA / "privacy" / f"row{row}"
        for label in map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
            if label["disposition"] == "case":
                judged = _judged(folder, label)
                yield Judged(f"row{row}/{judged.name}", label, judged.verdict)


@cache
def invented() -> tuple[Judged, ...]:
    """The invented mails of tests/data/rules, judged."""
    return tuple(_invented())


def _invented() -> Iterator[Judged]:
    for path in sorted((DATA / "rules").glob("*.toml")):
        for label in tomllib.loads(path.read_text(encoding="utf-8"))["mail"]:
            yield Judged(f"{path.stem}: {label['subject']}", label, judge_text(label["subject"], label["text"], label))


def judge_text(subject: str, text: str, label: dict[str, Any] | None = None) -> Verdict:
    """The verdict on a plain mail of a named sender."""
    name, address = parseaddr((label or {}).get("from", "Chris Muster <chris.muster@web.example>"))
    message = Message(subject=subject, senders=(Address(name, address),), from_fields=1, text=text, full_text=text)
    return judge(message, shipped_rules(), DIRECTORY, HOUSE, RECEIVED)
