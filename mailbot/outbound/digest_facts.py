"""What the digest and the bundle are made of: plain facts. Whoever gathers them decides nothing about words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from mailbot.cases.effects import Refusal
from mailbot.outbound.fields import TemplateName
from mailbot.outbound.gate import Found
from mailbot.outbound.shown import Reply
from mailbot.vocabulary import Flag, Kind


class What(StrEnum):
    """Why a row stands in the digest; the order is the order of reading."""

    DANGER = "danger"
    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    REVIEW = "review"
    RELEASE = "release"
    CONFIRM = "confirm"
    TO_PRINT = "to_print"
    UNDELIVERABLE = "undeliverable"
    REFUSED_COMMAND = "refused_command"
    QUARANTINE = "quarantine"
    BLOCKED = "blocked"
    FAILED = "failed"
    HELD = "held"
    CEILING = "ceiling"
    MEASURE = "measure"
    RESUBMISSION = "resubmission"
    STRANGER = "stranger"
    PROBABLY_BELONGS = "probably_belongs"
    MENTIONS = "mentions"
    MESSAGE_ID_REUSED = "message_id_reused"
    BOUNCE_UNKNOWN = "bounce_unknown"
    BEFORE_START = "before_start"
    SIDE_MESSAGE = "side_message"
    TROUBLE = "trouble"
    OTHER = "other"


class Age(StrEnum):
    """How long an open case has been there, in calendar days."""

    UP_TO_3 = "up_to_3"
    UP_TO_7 = "up_to_7"
    UP_TO_14 = "up_to_14"
    UP_TO_28 = "up_to_28"
    OLDER = "older"


AGES: Final = ((3, Age.UP_TO_3), (7, Age.UP_TO_7), (14, Age.UP_TO_14), (28, Age.UP_TO_28))
"""The last day of each band, as the deadlines of the instruction divide them."""


def age_of(days: int) -> Age:
    """The band of so many days."""
    return next((age for last, age in AGES if days <= last), Age.OLDER)


class Figure(StrEnum):
    """What the digest counts."""

    OPEN = "open"
    NEW = "new"
    CLOSED = "closed"
    OVERDUE = "overdue"
    SENT = "sent"
    SPAM = "spam"
    AUTOMATIC = "automatic"


class Deed(StrEnum):
    """What the daemon itself could not do, by kind alone. The first three are its loops."""

    INTAKE = "intake"
    CLOCK = "clock"
    OUTBOX = "outbox"
    SWEEP = "sweep"
    PROJECTION = "projection"
    DOCUMENT = "document"
    REPORT = "report"
    REPORTS_COPY = "reports_copy"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to see: a case with its age in days and what is due, or a row of ledger or outbox by its `id`.

    `why` is the reason of a refused command; `offers` are the ready replies that settle it; `stopped` is the template
    of a mail that the gate kept back, `hits` what it found there, by kind alone; `deed` is what did not succeed.
    """

    what: What
    number: str = ""
    kind: Kind | None = None
    route: str = ""
    age: int | None = None
    due: date | None = None
    id: int | None = None
    flags: frozenset[Flag] = frozenset()
    why: Refusal | None = None
    offers: tuple[Reply, ...] = ()
    stopped: TemplateName | None = None
    hits: tuple[Found, ...] = ()
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and how many reactions were received and closed in them."""

    first: date
    last: date
    received: int
    closed: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Häufung: several reactions on one topic and team within 14 days."""

    topic: str
    route: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What one digest says. `chain` is the head and length of the event chain; `review_due` in December."""

    day: date
    urgent: tuple[Row, ...] = ()
    new: tuple[Row, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    figures: tuple[tuple[Figure, int], ...] = ()
    open_by_kind: tuple[tuple[Kind, int], ...] = ()
    open_by_route: tuple[tuple[str, int], ...] = ()
    open_by_age: tuple[tuple[Age, int], ...] = ()
    weeks: tuple[Week, ...] = ()
    spam: tuple[int, ...] = ()
    chain: tuple[str, int] = ("", 0)
    review_due: bool = False


@dataclass(frozen=True, slots=True)
class BundleFacts:
    """What one bundle presents; `open_cases` once a week the state of all open cases."""

    day: date
    presented: tuple[Row, ...] = ()
    open_cases: tuple[Row, ...] = ()
    open_by_kind: tuple[tuple[Kind, int], ...] = ()
    open_by_route: tuple[tuple[str, int], ...] = ()
    weekly: bool = False
