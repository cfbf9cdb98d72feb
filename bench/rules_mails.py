"""The labelled mails of the tests, for whoever measures or fits the rules."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from mailbot.ingest.house import House, WebForm
from mailbot.ingest.message import Address, Message
from mailbot.ingest.parse import parse
from mailbot.rules.directory import Directory, Office, Person, Team
from mailbot.rules.judge import judge
from mailbot.rules.ruleset import RuleSet
from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import Role

ROOT = Path(__file__).parents[1]
RULES = ROOT / "config" / "rules.toml"
DATA = ROOT / "tests" / "data"
CORPORA = (DATA / "corpus" / "a", DATA / "corpus" / "b")
WRITTEN_FOR_PRIVACY = ("row9", "row10", "row11")
"""Rows 1 to 4 bear no labels of kind and team; the texts of 5 to 8 stand in `tests/data/rules` already."""
RECEIVED = date(2026, 6, 1)
_DOMAIN = "jobcenter-ge.example"
_NOBODY = Person("Niemand Hier", f"niemand@{_DOMAIN}")
_TEAMS = ("leistung", "eingangszone", "vermittlung-u25", "vermittlung-ue25", "arbeitgeber")
HOUSE = House(
    mailbox=f"jobcenter-wolfenbuettel.kundenreaktionsmanagement@{_DOMAIN}",
    internal_domains=frozenset({_DOMAIN}),
    web_forms=(WebForm("formular@buergerportal-wf.example"),),
)
DIRECTORY = Directory(
    teams=tuple(Team(name, name, "", f"{name}@{_DOMAIN}", _NOBODY, _NOBODY) for name in _TEAMS),
    officer=Office(Role.OFFICER, _NOBODY),
    management=Office(Role.MANAGEMENT, _NOBODY),
    objections=Office(Role.OBJECTIONS, _NOBODY),
    agency_krm=Office(Role.AGENCY_KRM, _NOBODY),
    privacy_officer=Office(Role.PRIVACY_OFFICER, _NOBODY),
    supervision=Office(Role.SUPERVISION, _NOBODY),
)


@dataclass(frozen=True)
class Labelled:
    """A mail with what it is, and the row of mails it belongs to."""

    row: str
    message: Message
    label: dict[str, Any]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(filter(None, (self.label["kind"], self.label.get("also"))))

    @property
    def received(self) -> date:
        return self.message.date.date() if self.message.date else RECEIVED


def labelled_cases() -> tuple[Labelled, ...]:
    """Every labelled mail that is a case: the two corpora, the invented rows, the rows written for the anonymiser."""
    folders = {**dict.fromkeys(CORPORA, "corpus"), **{DATA / "privacy" / row: row for row in WRITTEN_FOR_PRIVACY}}
    whole = (mail for folder, row in folders.items() for mail in cases_in(folder, row))
    return (*whole, *_invented())


def cases_in(folder: Path, row: str) -> Iterator[Labelled]:
    """The cases of a folder of mails with their `labels.jsonl`."""
    for label in map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        if label["disposition"] == "case":
            yield Labelled(row, parse((folder / label["file"]).read_bytes()), label)


def _invented() -> Iterator[Labelled]:
    for path in sorted((DATA / "rules").glob("*.toml")):
        for label in tomllib.loads(path.read_text(encoding="utf-8"))["mail"]:
            yield Labelled(path.stem, plain(label), label)


def plain(label: dict[str, Any]) -> Message:
    """The plain mail of a label that holds subject and text."""
    name, address = parseaddr(label.get("from", "Chris Muster <chris.muster@web.example>"))
    text = label["text"]
    return Message(
        subject=label["subject"], senders=(Address(name, address),), from_fields=1, text=text, full_text=text
    )


def judged(mail: Labelled, ruleset: RuleSet) -> Verdict:
    """The verdict on a labelled mail."""
    return judge(mail.message, ruleset, DIRECTORY, HOUSE, mail.received)
