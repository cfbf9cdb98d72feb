"""Replaying the log of a case gives its state; a command taken back is left out of it."""

from __future__ import annotations

from case_office import LEAD, OFFICER, POLICY, actor, at, life, order

from mailbot.cases.events import Commanded, Event, Linked, Undone, Verb
from mailbot.cases.replay import Logged, replay


def log(*events: Event) -> list[Logged]:
    return [Logged(number, event) for number, event in enumerate(events, start=1)]


RECEIVED = life().log[0][0]
TAKEN_OVER = Commanded(at("2026-03-03 10:00"), actor(LEAD), order(Verb.ACCEPT))
NOTED = Commanded(at("2026-03-03 11:00"), actor(OFFICER), order(Verb.NOTE, text="x"))


def test_the_same_events_give_the_same_case() -> None:
    events = log(RECEIVED, TAKEN_OVER, NOTED, Linked(at("2026-03-03 12:00"), "KRM-2026-000002"))
    first, second = replay(events, POLICY), replay(events, POLICY)
    assert first == second
    assert first.case is not None
    assert first.case.linked == ("KRM-2026-000002",)
    assert first.case.accepted_at == TAKEN_OVER.at


def test_a_command_taken_back_never_was() -> None:
    undone = Undone(at("2026-03-03 12:00"), actor(LEAD), command=2)
    assert replay(log(RECEIVED, TAKEN_OVER, NOTED, undone), POLICY).case == replay(log(RECEIVED, NOTED), POLICY).case


def test_what_would_be_without_a_command_can_be_asked_before_it_is_taken_back() -> None:
    events = log(RECEIVED, TAKEN_OVER)
    assert replay(events, POLICY, without=frozenset({2})).case == replay(log(RECEIVED), POLICY).case


def test_a_linked_case_is_named_once() -> None:
    linked = Linked(at("2026-03-03 12:00"), "KRM-2026-000002")
    case = replay(log(RECEIVED, linked, linked), POLICY).case
    assert case is not None
    assert case.linked == ("KRM-2026-000002",)


def test_an_empty_log_is_no_case() -> None:
    assert replay([], POLICY).case is None
