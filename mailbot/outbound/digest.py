"""The lists: the officer's daily digest and management's daily bundle ("Vorlage"). Facts in, contexts out.

Whoever gathers the facts decides nothing about words; who reads the mail sees first what needs a hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from mailbot.cases.effects import Refusal
from mailbot.cases.events import Verb
from mailbot.outbound.fields import Context, Count, Day, FileNumber, Hash, Part, TemplateName, Term, Topic
from mailbot.outbound.gate import Found
from mailbot.outbound.shown import Everything, Reply
from mailbot.privacy.cleared import NOTHING, chain_head, count, day, file_number, named, term
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


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to see: a case with its age in days and what is due, or a row of ledger or outbox by its `id`.

    `why` is the reason of a refused command; `offers` are the ready replies that settle it; `stopped` is the template
    of a mail that the gate kept back, `hits` what it found there, by kind alone.
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


@dataclass(frozen=True, slots=True)
class ShownRow(Part):
    """A row as the template sees it."""

    number: FileNumber
    kind: Term
    route: Term
    age: Count
    due: Day
    id: Count
    flags: tuple[Term, ...] = ()
    why: Term = NOTHING
    stopped: Term = NOTHING
    hits: tuple[Term, ...] = ()
    one_day: bool = False
    today: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Section(Part):
    """Rows of one kind. `of_cases` where they are cases, else rows by id."""

    what: Term
    rows: tuple[ShownRow, ...]
    total: Count
    of_cases: bool = True
    with_ids: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownCluster(Part):
    """A Häufung as the template sees it."""

    topic: Topic
    route: Term
    total: Count
    numbers: tuple[FileNumber, ...]


@dataclass(frozen=True, slots=True)
class Bar(Part):
    """A figure of a chart or count."""

    what: Term
    figure: Count


@dataclass(frozen=True, slots=True)
class ShownWeek(Part):
    """Seven days of a chart."""

    first: Day
    last: Day
    received: Count
    closed: Count


@dataclass(frozen=True, slots=True)
class DigestContext(Context):
    """The officer's daily digest. `nothing` when it can be said in one line."""

    template: ClassVar[TemplateName] = TemplateName.DIGEST
    today: Day
    nothing: bool
    urgent_total: Count
    urgent: tuple[Section, ...] = ()
    new: tuple[ShownRow, ...] = ()
    new_total: Count = NOTHING
    clusters: tuple[ShownCluster, ...] = ()
    figures: tuple[Bar, ...] = ()
    open_by_kind: tuple[Bar, ...] = ()
    open_by_route: tuple[Bar, ...] = ()
    open_by_age: tuple[Bar, ...] = ()
    weeks: tuple[ShownWeek, ...] = ()
    replies: tuple[Reply, ...] = ()
    spam: tuple[Count, ...] = ()
    chain_head: Hash = NOTHING
    chain_length: Count = NOTHING
    review_due: bool = False
    no_urgent: bool = False
    one_urgent: bool = False


@dataclass(frozen=True, slots=True)
class BundleContext(Context):
    """Management's daily bundle; `GESEHEN` records the presentation."""

    template: ClassVar[TemplateName] = TemplateName.BUNDLE
    today: Day
    total: Count
    presented: tuple[ShownRow, ...] = ()
    open_cases: tuple[ShownRow, ...] = ()
    open_by_kind: tuple[Bar, ...] = ()
    open_by_route: tuple[Bar, ...] = ()
    weekly: bool = False
    one: bool = False
    replies: tuple[Reply, ...] = ()


_HELD_BACK: Final = frozenset({What.BLOCKED, What.HELD, What.CEILING})
"""What FREI lets go, by the id of the mail."""
_MESSAGES: Final = frozenset({What.QUARANTINE, What.BEFORE_START, What.STRANGER})
MOST_OFFERED: Final = 2
"""From so many rows on that wait for a word, one reply for all of them is offered."""


def digest(facts: DigestFacts) -> DigestContext:
    """The officer's digest of these facts; sections stand in the order of `What`, each row once."""
    urgent = _sections(facts.urgent)
    shown = sum(len(section.rows) for section in urgent)
    return DigestContext(
        today=day(facts.day),
        nothing=not (urgent or facts.new or facts.clusters or facts.spam or facts.review_due),
        urgent_total=count(shown),
        urgent=urgent,
        new=tuple(_row(row) for row in facts.new),
        new_total=count(len(facts.new)),
        clusters=tuple(_cluster(one) for one in facts.clusters),
        figures=tuple(Bar(what=term(what), figure=count(figure)) for what, figure in facts.figures),
        open_by_kind=_by_kind(facts.open_by_kind),
        open_by_route=_by_route(facts.open_by_route),
        open_by_age=tuple(Bar(what=term(age), figure=count(figure)) for age, figure in facts.open_by_age),
        weeks=tuple(_week(week) for week in facts.weeks),
        replies=_for_all(facts.urgent),
        spam=tuple(count(one) for one in facts.spam),
        chain_head=chain_head(facts.chain[0]),
        chain_length=count(facts.chain[1]),
        review_due=facts.review_due,
        no_urgent=shown == 0,
        one_urgent=shown == 1,
    )


def bundle(facts: BundleFacts) -> BundleContext:
    """Management's bundle of these facts."""
    return BundleContext(
        today=day(facts.day),
        total=count(len(facts.presented)),
        presented=tuple(_row(row) for row in facts.presented),
        open_cases=tuple(_row(row) for row in facts.open_cases),
        open_by_kind=_by_kind(facts.open_by_kind),
        open_by_route=_by_route(facts.open_by_route),
        weekly=facts.weekly,
        one=len(facts.presented) == 1,
        replies=(Reply(verb=term(Verb.SEEN)),),
    )


def _sections(rows: Iterable[Row]) -> tuple[Section, ...]:
    by_what: dict[What, list[Row]] = {}
    for row in dict.fromkeys(rows):
        by_what.setdefault(row.what, []).append(row)
    return tuple(_section(what, by_what[what]) for what in What if what in by_what)


def _section(what: What, rows: list[Row]) -> Section:
    return Section(
        what=term(what),
        rows=tuple(_row(row) for row in sorted(rows, key=lambda row: (row.due or date.max, row.number, row.id or 0))),
        total=count(len(rows)),
        of_cases=any(row.number for row in rows),
        with_ids=any(row.id is not None for row in rows),
    )


def _row(row: Row) -> ShownRow:
    return ShownRow(
        number=file_number(row.number) if row.number else NOTHING,
        kind=term(row.kind) if row.kind else NOTHING,
        route=named(row.route) if row.route else NOTHING,
        age=count(row.age) if row.age is not None else NOTHING,
        due=day(row.due) if row.due else NOTHING,
        id=count(row.id) if row.id is not None else NOTHING,
        flags=tuple(term(flag) for flag in sorted(row.flags)),
        why=term(row.why) if row.why else NOTHING,
        stopped=term(row.stopped) if row.stopped else NOTHING,
        hits=tuple(map(term, row.hits)),
        one_day=row.age == 1,
        today=row.age == 0,
        replies=_replies(row),
    )


def _replies(row: Row) -> tuple[Reply, ...]:
    """What settles the row with one click; each names its case."""
    if row.what in _HELD_BACK and row.id is not None:
        return (Reply(verb=term(Verb.FREE), row=count(row.id)),)
    if row.what in _MESSAGES and row.id is not None:
        return (Reply(verb=term(Verb.MAKE_CASE), row=count(row.id)),)
    if not row.number:
        return ()
    offers = row.offers or tuple(Reply(verb=term(verb)) for verb in _SETTLED_BY.get(row.what, ()))
    return tuple(replace(one, number=one.number or file_number(row.number)) for one in offers)


_SETTLED_BY: Final[dict[What, tuple[Verb, ...]]] = {
    What.HELD: (Verb.FREE,),
    What.REVIEW: (Verb.CONFIRM,),
    What.CONFIRM: (Verb.CONFIRM,),
    What.RELEASE: (Verb.RELEASE,),
    What.TO_PRINT: (Verb.POSTED,),
    What.UNDELIVERABLE: (Verb.STATUS,),
    What.REFUSED_COMMAND: (Verb.STATUS,),
}
"""Where whoever gathers the row offers nothing of its own."""


def _for_all(rows: Iterable[Row]) -> tuple[Reply, ...]:
    """One reply for all that wait to be confirmed, or to be printed."""
    waiting = Counter(row.what for row in dict.fromkeys(rows) if row.number)
    confirm = Reply(verb=term(Verb.CONFIRM), all=term(Everything.ALL))
    posted = Reply(verb=term(Verb.POSTED))
    return (
        *((confirm,) if waiting[What.CONFIRM] + waiting[What.REVIEW] >= MOST_OFFERED else ()),
        *((posted,) if waiting[What.TO_PRINT] >= MOST_OFFERED else ()),
    )


def _week(week: Week) -> ShownWeek:
    return ShownWeek(
        first=day(week.first), last=day(week.last), received=count(week.received), closed=count(week.closed)
    )


def _cluster(cluster: Cluster) -> ShownCluster:
    return ShownCluster(
        topic=named(cluster.topic),
        route=named(cluster.route),
        total=count(len(cluster.numbers)),
        numbers=tuple(file_number(number) for number in cluster.numbers),
    )


def _by_kind(figures: Iterable[tuple[Kind, int]]) -> tuple[Bar, ...]:
    return tuple(Bar(what=term(kind), figure=count(figure)) for kind, figure in figures)


def _by_route(figures: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    return tuple(Bar(what=named(route), figure=count(figure)) for route, figure in figures)
