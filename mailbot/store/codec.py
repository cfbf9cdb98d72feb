"""Cases and events to JSON and back. A field added later takes its default when an older record is read."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from mailbot.cases import events
from mailbot.cases.case import Case
from mailbot.cases.events import Event

_EVENT_TYPES: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(events.Event)}


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump_case(case: Case) -> dict[str, Any]:
    """The case as JSON values."""
    return dict(_adapter(Case).dump_python(case, mode="json"))


def load_case(state: dict[str, Any]) -> Case:
    """The case that `dump_case` wrote."""
    case: Case = _adapter(Case).validate_python(state)
    return case


def dump_event(event: Event) -> tuple[str, dict[str, Any]]:
    """The name of the event's type, and the event as JSON values."""
    kind = type(event)
    return kind.__name__, dict(_adapter(kind).dump_python(event, mode="json"))


def load_event(name: str, data: dict[str, Any]) -> Event:
    """The event that `dump_event` wrote."""
    event: Event = _adapter(_EVENT_TYPES[name]).validate_python(data)
    return event
