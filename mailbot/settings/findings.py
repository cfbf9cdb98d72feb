"""From what pydantic or TOML found to one line for people: file, key, what is wrong, what is allowed, what was meant.

No line ever holds a value: it may be a password.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from mailbot.settings.model import SECTIONS, Section

_CLOSE = 0.6
_KINDS = {
    "missing": "is missing",
    "too_short": "is empty",
    "string_too_short": "is empty",
}


def likely(word: str, known: Iterable[str]) -> str:
    """`, did you mean "x"?` for the nearest known word, or ""."""
    meant = get_close_matches(word, list(known), n=1, cutoff=_CLOSE)
    return f'; did you mean "{meant[0]}"?' if meant else ""


def unknown_key(model: type[Section], key: str, sections: Iterable[str] = ()) -> str:
    """What to say of a key that its table does not know."""
    meant = likely(key, keys_of(model))
    if meant:
        return f"is unknown{meant}"
    homes = [name for name in sections if key in keys_of(SECTIONS[name])]
    if homes:
        return f"is unknown here; it belongs into [{homes[0]}]"
    return f"is unknown; allowed: {', '.join(keys_of(model))}"


def keys_of(model: type[Section]) -> tuple[str, ...]:
    """The keys of a table as they are written in TOML."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def lines(error: ValidationError, model: type[Section], file: str, prefix: str = "") -> Iterator[str]:
    """One line for each key in which pydantic found something."""
    return iter(dict.fromkeys(_lines(error, model, file, prefix)))


def _lines(error: ValidationError, model: type[Section], file: str, prefix: str) -> Iterator[str]:
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        table, field, path = _walk(model, detail["loc"])
        key = ".".join(part for part in (prefix, path) if part)
        if detail["type"] == "extra_forbidden":
            yield f"{file}: {key}: {unknown_key(table, str(detail['loc'][-1]), SECTIONS if prefix else ())}"
        else:
            yield f"{file}: {key}: {_problem(detail['type'])}{_allowed(field)}"


def _problem(kind: str) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    return "has the wrong type" if kind.endswith("_type") else "has a wrong value"


def _allowed(field: FieldInfo | None) -> str:
    text = _description(field)
    return f"; allowed: {text}" if text else ""


def _description(field: FieldInfo | None) -> str:
    if field is None:
        return ""
    return field.description or next(
        (found.description for found in _metadata(field.annotation) if found.description), ""
    )


def _metadata(annotation: Any) -> Iterator[FieldInfo]:
    """The descriptions that stand inside `X | None`."""
    for part in get_args(annotation):
        for item in getattr(part, "__metadata__", ()):
            if isinstance(item, FieldInfo):
                yield item


def _walk(model: type[Section], location: tuple[int | str, ...]) -> tuple[type[Section], FieldInfo | None, str]:
    """The table in which the location ends, the field there, and the location as people write it (from 1)."""
    table, path = model, ""
    field: FieldInfo | None = None
    for part in location:
        if isinstance(part, int):
            path += f"[{part + 1}]"
            continue
        inner = (_model_in(field.annotation) if field is not None else None) or table
        known = next((f for name, f in inner.model_fields.items() if part in (name, f.alias)), None)
        if known is None and field is not None and inner is table:
            continue  # not a key but a branch of `X | Y`
        table, field = inner, known
        path += f".{part}" if path else part
    return table, field, path


def _model_in(annotation: Any) -> type[Section] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, Section) else None
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
