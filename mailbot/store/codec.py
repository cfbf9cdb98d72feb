"""Cases and events to JSON and back. A field added later takes its default when an older record is read."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final, get_args

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


SEALED: Final = {"Commanded": ("command", ("line", "text", "measure", "answered_by"))}
"""The fields of an event that people typed. They stand under the salted commitment, not in what is hashed itself."""


def seal(name: str, data: dict[str, Any], text: str) -> tuple[dict[str, Any], str]:
    """The event without what people typed, and the text that holds it instead, with `text`."""
    part, fields = SEALED.get(name, ("", ()))
    typed = {field: data[part][field] for field in fields if data.get(part, {}).get(field)}
    if not typed:
        return data, text
    bare = {**data, part: {**data[part], **dict.fromkeys(typed, "")}}
    return bare, json.dumps({"text": text, "typed": typed}, ensure_ascii=False, sort_keys=True)


def unseal(name: str, data: dict[str, Any], text: str | None) -> dict[str, Any]:
    """The event as it was before `seal`; of an erased one only what is left."""
    part, _ = SEALED.get(name, ("", ()))
    if not part or not text or not text.startswith('{"text": '):
        return data
    typed = json.loads(text)["typed"]
    return {**data, part: {**data[part], **typed}}


def is_event(name: str) -> bool:
    """Whether a link of that type is an event of the workflow, and no plain fact."""
    return name in _events()


def load_event(name: str, data: dict[str, Any]) -> Event:
    """The event that `dump_event` wrote."""
    event: Event = _events()[name].validate_python(data)
    return event
