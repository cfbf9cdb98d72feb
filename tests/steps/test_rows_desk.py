"""Sentences of sections 6 and 8 that no other test proves: the folder of a case, and what a Häufung is."""

from __future__ import annotations

import email
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk_office import an_office, keep
from office import Bench, at
from steps_office import LEAD, MONDAY, answers, complaint, of_purpose

from mailbot.cases.case import Case
from mailbot.steps.gathering import digest_facts
from mailbot.vocabulary import Channel, Kind

NOW = at("2026-03-20 07:00")


@pytest.mark.dovecot
def test_the_folder_of_a_case_is_read_without_the_program(bench: Bench) -> None:
    """The original and every mail as files that any mail program opens, numbered by their order; texts as texts."""
    number = complaint(bench, MONDAY)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "NOTIZ Rückruf erledigt")
    (folder,) = Path(bench.office.settings.archive.root).rglob(number)
    names = sorted(path.name for path in folder.iterdir())
    assert {"original.eml", "anonymisiert.txt", "vorgang.json", "ereignisse.log"} <= set(names)
    mails = [path for path in folder.rglob("*.eml") if path.name != "original.eml"]
    assert len(mails) >= 3, "the forward, the lead's reply, our answer"
    assert all(re.match(r"(?:eingang|ausgang)-[0-9]{3}", path.name) for path in mails)
    assert all(email.message_from_bytes(path.read_bytes())["Message-ID"] for path in folder.rglob("*.eml"))
    assert "Karla" not in (folder / "anonymisiert.txt").read_text(encoding="utf-8")
    assert json.loads((folder / "vorgang.json").read_text(encoding="utf-8"))["number"] == number
    assert len((folder / "ereignisse.log").read_text(encoding="utf-8").splitlines()) >= 2


def a_case(number: int, days_ago: int, *, topic: str = "zahlung", route: str = "leistung") -> Case:
    received = NOW - timedelta(days=days_ago)
    case = Case(f"KRM-2026-{number:06}", Kind.COMPLAINT, route, Channel.EMAIL, received, received)
    return replace(case, topics=(topic,))


HEAPS = {
    "three within 14 days": ([a_case(1, 0), a_case(2, 5), a_case(3, 13)], 3),
    "two": ([a_case(1, 0), a_case(2, 5)], 0),
    "the third is older": ([a_case(1, 0), a_case(2, 5), a_case(3, 15)], 0),
    "another topic": ([a_case(1, 0), a_case(2, 5), a_case(3, 6, topic="bescheid")], 0),
    "another team": ([a_case(1, 0), a_case(2, 5), a_case(3, 6, route="eingangszone")], 0),
    "one is no case": ([a_case(1, 0), a_case(2, 5), replace(a_case(3, 6), not_counted=True)], 0),
}


@pytest.mark.parametrize("name", HEAPS)
def test_a_heap_is_three_reactions_on_one_topic_and_team_in_fourteen_days(name: str, tmp_path: Path) -> None:
    cases, size = HEAPS[name]
    office = an_office(tmp_path, NOW)
    keep(office, *cases)
    assert [len(one.numbers) for one in digest_facts(office)[0].clusters] == ([size] if size else [])
