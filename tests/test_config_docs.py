"""What the documents say is what the program does: commands of the Handbuch, words of the glossary, calls, events."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

import lxml.html
import pytest

from mailbot.cases.commands import read_commands
from mailbot.cases.events import Verb
from mailbot.config import load, policy
from mailbot.resources import sample_config
from mailbot.vocabulary import Channel, Disposition, Flag, Kind, MailState, Purpose, Role, Status

ROOT = Path(__file__).parents[1]
HANDBUCH = (ROOT / "docs" / "handbuch.md").read_text(encoding="utf-8")
SHEET = (ROOT / "docs" / "befehle.html").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "operators-guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
POLICY = policy(load(sample_config(), {}), [2026, 2027])


def commands_of_the_handbook() -> Iterator[str]:
    """What stands in the first column of the tables of commands, and the block with several in one mail."""
    for cell in re.findall(r"(?m)^\| (`[A-ZÄÖÜ][^|]*) \|", HANDBUCH):
        yield from (command for command in re.findall(r"`([^`]+)`", cell) if command != "AUSSCHUSS")
    for block in re.findall(r"```\n(.*?)```", HANDBUCH, re.DOTALL):
        yield from block.strip().splitlines()


def commands_of_the_sheet() -> Iterator[str]:
    """What stands as an example on the printed page of commands."""
    page = lxml.html.fromstring(SHEET)
    yield from (code.text_content() for code in page.iter("code"))
    for block in page.iter("pre"):
        text = block.text_content()
        yield from text.splitlines() if block.get("class") == "lines" else [text]


@pytest.mark.parametrize("command", sorted({*commands_of_the_handbook(), *commands_of_the_sheet()}))
def test_every_command_that_people_are_shown_is_understood(command: str) -> None:
    text = f"{command}\nDies ist der Text." if command in {"ANTWORT", "TEILEN"} else command
    reading = read_commands(text, date(2026, 3, 2), POLICY)
    assert len(reading.commands) == 1, reading
    assert not reading.misread


def test_every_command_stands_on_the_printed_page() -> None:
    shown = " ".join(commands_of_the_sheet())
    assert [verb.value for verb in Verb if verb.value not in shown] == []


def test_a_sentence_of_the_handbook_that_is_no_command_is_none() -> None:
    assert not read_commands("Erledigt ist hier noch gar nichts", date(2026, 3, 2), POLICY).commands


@pytest.mark.parametrize("words", [Kind, Disposition, Flag, Channel, Purpose, Status, Role])
def test_the_glossary_has_every_word_of_the_closed_sets(words: type[StrEnum]) -> None:
    assert [word for word in words if f"`{word}`" not in GLOSSARY] == []


def test_the_glossary_has_the_states_that_people_meet() -> None:
    for state in (MailState.HELD, MailState.BLOCKED, MailState.UNDELIVERABLE):
        assert f"`{state}`" in GLOSSARY


def events() -> set[str]:
    """Every event that a logger of the package names at level warning or above, or as daily work."""
    found = set()
    for path in (ROOT / "mailbot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log"), attr="warning" | "error" | "critical"),
                    args=[ast.Constant(value=str(event)), *_],
                ):
                    found.add(event)
    return found


def test_the_guide_says_what_to_do_about_every_warning() -> None:
    assert [event for event in sorted(events()) if f"`{event}`" not in GUIDE] == []


def test_the_calls_of_the_readme_exist() -> None:
    import typer

    from mailbot.cli import app

    known = set(getattr(typer.main.get_command(app), "commands", {}))
    table = "\n".join(re.findall(r"(?m)^\| (`.*?) \|", README))
    said = set(re.findall(r"`([a-z]+)", table))
    assert said <= known


@pytest.mark.parametrize("name", ["README.md", "docs/operators-guide.md", "docs/handbuch.md", "docs/glossary.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []
