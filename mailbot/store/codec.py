"""Cases and events to JSON and back. A field added later takes its default when an older record is read."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from mailbot.cases import events
from mailbot.cases.case import Case
from mailbot.cases.events import Event


@cache
def _cases() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


@cache
def _events() -> dict[str, TypeAdapter[Any]]:
    return {kind.__name__: TypeAdapter(kind) for kind in get_args(events.Event)}


def dump_case(case: Case) -> dict[str, Any]:
    """The case as JSON values."""
    return dict(_cases().dump_python(case, mode="json"))


def load_case(state: dict[str, Any]) -> Case:
    """The case that `dump_case` wrote."""
    return _cases().validate_python(state)


def dump_event(event: Event) -> tuple[str, dict[str, Any]]:
    """The name of the event's type, and the event as JSON values."""
    name = type(event).__name__
    return name, dict(_events()[name].dump_python(event, mode="json"))


def is_event(name: str) -> bool:
    """Whether a link of that type is an event of the workflow, and no plain fact."""
    return name in _events()


def load_event(name: str, data: dict[str, Any]) -> Event:
    """The event that `dump_event` wrote."""
    event: Event = _events()[name].validate_python(data)
    return event
