"""What a field of a context may hold, and where it came from. The base of all contexts.

Every field of a context is `Cleared`, a flag, a nested context part, or a tuple of these. Its annotation says where
the value came from; the form is checked when the context is made, so that a name can never stand where a date
belongs. What may have come from outside (`Outside`, `Choice`) is replaced in the neutral rendering, the rest is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Self, get_args, get_origin, get_type_hints

from mailbot.errors import PermanentError
from mailbot.privacy.cleared import NEUTRAL, NOTHING, Cleared


class Source(StrEnum):
    """Where the value of a field came from."""

    TERM = "term"
    TOPIC = "topic"
    DAY = "day"
    MOMENT = "moment"
    COUNT = "count"
    NUMBER = "number"
    FOLDER = "folder"
    CHOICE = "choice"
    OUTSIDE = "outside"
    HASH = "hash"
    FIGURE = "figure"
    CLOCK = "clock"


Term = Annotated[Cleared, Source.TERM]
"""A word of a closed set, or the id of a team: templates show the German word for it."""
Topic = Annotated[Cleared, Source.TOPIC]
"""The id of a topic, as the rules name it."""
Day = Annotated[Cleared, Source.DAY]
"""A date of the case, or nothing."""
Moment = Annotated[Cleared, Source.MOMENT]
"""A time of the case, its date alone where only that is known, or nothing."""
Count = Annotated[Cleared, Source.COUNT]
"""A number of things, or the id of a row."""
FileNumber = Annotated[Cleared, Source.NUMBER]
"""A file number, or nothing."""
Folder = Annotated[Cleared, Source.FOLDER]
"""The IMAP folder of a case's originals below the folder for processed mail, or nothing."""
Choice = Annotated[Cleared, Source.CHOICE]
"""A text that the configuration lists: an evaluation, a reason."""
Hash = Annotated[Cleared, Source.HASH]
"""The head of the event chain."""
Number = Annotated[Cleared, Source.FIGURE]
"""A number as people read it (1.234, 6,5, 98,4 %), a dash where it is hidden, or nothing."""
Clock = Annotated[Cleared, Source.CLOCK]
"""A time of day that the office has settled (8 Uhr, 7:30 Uhr), or nothing."""
Outside = Annotated[Cleared, Source.OUTSIDE]
"""Text that began outside and was anonymised."""

_FORMS: Final = {
    Source.TERM: re.compile(r"[A-Za-zÄÖÜäöüß0-9_ -]{0,60}"),
    Source.TOPIC: re.compile(r"[a-z][a-z0-9_-]{0,39}"),
    Source.DAY: re.compile(r"(?:[0-9]{2}\.[0-9]{2}\.[0-9]{4})?"),
    Source.MOMENT: re.compile(r"(?:[0-9]{2}\.[0-9]{2}\.[0-9]{4}(?:, [0-9]{2}:[0-9]{2} Uhr)?)?"),
    Source.COUNT: re.compile(r"[0-9]{0,12}"),
    Source.NUMBER: re.compile(r"(?:[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6})?"),
    Source.FOLDER: re.compile(r"(?:-|[a-z][a-z0-9_-]{0,39}/[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6})?"),
    Source.CHOICE: re.compile(r"[^\r\n]{0,300}"),
    Source.OUTSIDE: re.compile(r"(?s).*"),
    Source.HASH: re.compile(r"[0-9a-f]{0,64}"),
    Source.CLOCK: re.compile(r"(?:[0-9]{1,2}(?::[0-9]{2})? Uhr)?"),
    Source.FIGURE: re.compile(r"(?:–|[0-9]{1,3}(?:\.[0-9]{3}){0,3}(?:,[0-9])?(?: %)?)?"),
}
_REPLACED: Final = frozenset({Source.CHOICE, Source.OUTSIDE})


_KNOWN: Final[dict[type, dict[str, Source]]] = {}
"""What `sources` found, by class: reading annotations is slow, and they never change."""


def sources(part: type[Part]) -> dict[str, Source]:
    """The fields of a part that hold cleared text, alone or in a tuple, with where it came from."""
    if part not in _KNOWN:
        hints = get_type_hints(part, include_extras=True)
        found = {field.name: _source(hints[field.name]) for field in fields(part)}
        _KNOWN[part] = {name: source for name, source in found.items() if source is not None}
    return _KNOWN[part]


def _source(hint: Any) -> Source | None:
    if get_origin(hint) is Annotated:
        return next((extra for extra in get_args(hint)[1:] if isinstance(extra, Source)), None)
    if get_origin(hint) is tuple:
        return _source(get_args(hint)[0])
    return None


@dataclass(frozen=True, slots=True)
class Part:
    """A context or a part of one. PermanentError, without the text, when a field has not the form of its source."""

    def __post_init__(self) -> None:
        """Look at every cleared field."""
        for name, source in sources(type(self)).items():
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if not isinstance(one, Cleared) or not _FORMS[source].fullmatch(str(one)):
                    raise PermanentError(f"{type(self).__name__}.{name} holds no {source.value}")

    def neutral(self) -> Self:
        """The same with neutral values where text may have come from outside."""
        changes: dict[str, Any] = {}
        known = sources(type(self))
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Part):
                changes[field.name] = value.neutral()
            elif isinstance(value, tuple):
                changes[field.name] = tuple(_neutral(one, known.get(field.name)) for one in value)
            elif field.name in known:
                changes[field.name] = _neutral(value, known[field.name])
        return replace(self, **changes)


def _neutral(value: Any, source: Source | None) -> Any:
    if isinstance(value, Part):
        return value.neutral()
    return NEUTRAL if source in _REPLACED and value else value


class TemplateName(StrEnum):
    """The mails there are: one template, one context class each."""

    ACKNOWLEDGEMENT = "acknowledgement"
    INTERIM = "interim"
    THANKS = "thanks"
    HANDOVER = "handover"
    ANSWER = "answer"
    FORWARD = "forward"
    PRESENTATION = "presentation"
    ALERT = "alert"
    QUARANTINE = "quarantine"
    CEILING = "ceiling"
    NUMBER = "number"
    CLOSING = "closing"
    CONFIRMATION = "confirmation"
    ASK = "ask"
    STAFF = "staff"
    REMINDER = "reminder"
    DIGEST = "digest"
    BUNDLE = "bundle"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Context(Part):
    """All that one template may say."""

    template: ClassVar[TemplateName]
    replies_to_mail: ClassVar[bool] = False
    """Whether the mail answers one (RFC 3834: auto-replied) or tells of its own accord (auto-generated)."""

    @property
    def file_number(self) -> Cleared:
        """The file number that stands in subject and headers; nothing where the mail is about no single case."""
        number = getattr(self, "number", None)
        if isinstance(number, Cleared):
            return number
        case = getattr(self, "case", None)
        own = getattr(case, "number", None)
        return own if isinstance(own, Cleared) else NOTHING

    def bare(self) -> Self:
        """The barest form that still does its duty; for all but notices the context itself."""
        return self
