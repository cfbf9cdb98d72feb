"""Every event in every state is in the table, or refused or ignored with nothing done."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from case_office import OFFICER, POLICY, actor, day, life, order, verdict

from mailbot.cases.case import Case
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Commanded, Event, FollowedUp, Received, Tick, Verb
from mailbot.cases.transitions import TRANSITIONS, allowed, as_table
from mailbot.cases.workflow import DEEDS, decide
from mailbot.vocabulary import Kind, Status

DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "0005-workflow.md"


def case_in(status: Status) -> Case:
    """A case in that state."""
    if status is Status.HANDED_OVER:
        return life(verdict(Kind.OBJECTION)).case
    one = life()
    if status is Status.CLOSED:
        one.command(OFFICER, "ERLEDIGT")
    assert one.case.status is status
    return one.case


@pytest.mark.parametrize("status", list(Status))
def test_every_state_has_an_entry_and_can_be_reached(status: Status) -> None:
    assert case_in(status).status in TRANSITIONS
    assert any(status in after for steps in TRANSITIONS.values() for after in steps.values())


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("verb", list(Verb))
def test_every_command_in_every_state_is_done_or_refused_with_a_reason(status: Status, verb: Verb) -> None:
    case = case_in(status)
    event = Commanded(case.opened_at, actor(OFFICER), order(verb, text="x", on=day("2026-03-30"), target="leistung"))
    decision = decide(case, event, POLICY)
    assert decision.outcome is not None
    if decision.outcome.refusal is Refusal.NONE:
        assert decision.case.status in TRANSITIONS[status][verb]
    else:
        assert decision.case == case
    if verb in DEEDS and not allowed(status, verb):
        assert decision.outcome.refusal in {Refusal.WRONG_STATE, Refusal.NOT_YOUR_ROLES, Refusal.THE_LEADS}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("kind", [kind for kind in get_args(Event) if kind not in {Received, Commanded}])
def test_every_event_in_every_state_is_known(status: Status, kind: type) -> None:
    assert kind in TRANSITIONS[status] or status is Status.CLOSED


def test_what_is_not_in_the_table_is_ignored() -> None:
    case = case_in(Status.CLOSED)
    decision = decide(case, Tick(case.opened_at), POLICY)
    assert (decision.case, decision.effects) == (case, ())


def test_a_second_receipt_changes_nothing() -> None:
    one = life()
    event = one.log[0][0]
    assert decide(one.case, event, POLICY).case == one.case


def test_only_a_received_message_opens_a_case() -> None:
    with pytest.raises(ValueError, match="received"):
        decide(None, FollowedUp(life().now, life().now, verdict()), POLICY)


def test_the_document_shows_the_table() -> None:
    assert as_table() in DECISION.read_text(encoding="utf-8")
