"""What people typed stands in the log under the commitment alone, and comes back as long as it is not erased."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from mailbot.cases.events import Actor, Command, Commanded, Tick, Verb
from mailbot.store import register
from mailbot.store.codec import dump_event, load_event, seal, unseal
from mailbot.store.database import Store
from mailbot.store.schema import EventRow
from mailbot.vocabulary import Role

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
LEAD = Actor("lead@office.example", frozenset({Role.LEAD}), frozenset({"leistung"}))
CLOSED = Command(
    Verb.CLOSE,
    line="ERLEDIGT berechtigt Maßnahme: Anruf bei Frau Grebenstein",
    evaluation="berechtigt",
    measure="Anruf bei Frau Grebenstein",
    answered_on=date(2026, 3, 11),
    answered_by="Brief an Grebenstein",
)
NOTED = Command(Verb.NOTE, line="NOTIZ Grebenstein rief an", text="Grebenstein rief an")


@pytest.mark.parametrize("command", [CLOSED, NOTED, Command(Verb.STATUS)])
def test_a_command_comes_back_as_it_was_given(store: Store, command: Command) -> None:
    event = Commanded(NOW, LEAD, command)
    with store.write() as tx:
        register.append_event(tx, None, NOW, event, salt="s", text=command.text)
    with store.read() as tx:
        (row,) = register.events(tx)
        assert register.event_of(row) == event
        assert "Grebenstein" not in json.dumps(row.data)
        assert register.broken_links(tx) == []


def test_what_was_typed_is_under_the_commitment(store: Store) -> None:
    with store.write() as tx:
        register.append_event(tx, None, NOW, Commanded(NOW, LEAD, CLOSED), salt="s")
    with store.write() as tx:
        row = next(register.events(tx))
        tx.execute(update(EventRow).values(text=str(row.text).replace("Anruf", "Besuch")))
    with store.read() as tx:
        assert register.broken_links(tx) == [1]


def test_of_an_erased_command_what_it_did_is_left(store: Store) -> None:
    with store.write() as tx:
        register.append_event(tx, None, NOW, Commanded(NOW, LEAD, CLOSED), salt="s")
    with store.write() as tx:
        tx.execute(update(EventRow).values(text=None, salt=None))
    with store.read() as tx:
        event = register.event_of(next(register.events(tx)))
        assert isinstance(event, Commanded)
        assert (event.command.verb, event.command.evaluation, event.command.measure) == (Verb.CLOSE, "berechtigt", "")
        assert register.broken_links(tx) == []


def test_other_events_hold_nothing_typed_and_stay_as_they_are() -> None:
    name, data = dump_event(Tick(NOW))
    assert seal(name, data, "a text") == (data, "a text")
    assert load_event(name, unseal(name, data, "a text")) == Tick(NOW)
