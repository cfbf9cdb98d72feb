"""The officer's daily digest. Facts in, context out; who reads the mail sees first what needs a hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from mailbot.cases.events import Verb
from mailbot.outbound.digest_facts import Cluster, DigestFacts, Row, Week, What
from mailbot.outbound.fields import Context, Count, Day, FileNumber, Hash, Part, TemplateName, Term, Topic
from mailbot.outbound.list_rows import Bar, ShownRow, by_kind, by_route, shown_row
from mailbot.outbound.shown import Everything, Reply
from mailbot.privacy.cleared import NOTHING, chain_head, count, day, file_number, named, term


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
class ShownWeek(Part):
    """Seven days of a chart."""

    first: Day
    last: Day
    received: Count
    closed: Count


@dataclass(frozen=True, slots=True)
class DigestContext(Context):
    """The officer's daily digest. `nothing` when it can be said in one line; `many`: how many of what comes first."""

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
    many: bool = False


MANY: Final = 10
"""From so many rows on the sections are counted above them: what stands below the screen is not overlooked."""
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
        new=tuple(shown_row(row) for row in facts.new),
        new_total=count(len(facts.new)),
        clusters=tuple(_cluster(one) for one in facts.clusters),
        figures=tuple(Bar(what=term(what), figure=count(figure)) for what, figure in facts.figures),
        open_by_kind=by_kind(facts.open_by_kind),
        open_by_route=by_route(facts.open_by_route),
        open_by_age=tuple(Bar(what=term(age), figure=count(figure)) for age, figure in facts.open_by_age),
        weeks=tuple(_week(week) for week in facts.weeks),
        replies=_for_all(facts.urgent),
        spam=tuple(count(one) for one in facts.spam),
        chain_head=chain_head(facts.chain[0]),
        chain_length=count(facts.chain[1]),
        review_due=facts.review_due,
        no_urgent=shown == 0,
        one_urgent=shown == 1,
        many=shown >= MANY and len(urgent) > 1,
    )


def _sections(rows: Iterable[Row]) -> tuple[Section, ...]:
    by_what: dict[What, list[Row]] = {}
    for row in dict.fromkeys(rows):
        by_what.setdefault(row.what, []).append(row)
    return tuple(_section(what, by_what[what]) for what in What if what in by_what)


def _section(what: What, rows: list[Row]) -> Section:
    return Section(
        what=term(what),
        rows=tuple(
            shown_row(row) for row in sorted(rows, key=lambda row: (row.due or date.max, row.number, row.id or 0))
        ),
        total=count(len(rows)),
        of_cases=any(row.number for row in rows),
        with_ids=any(row.id is not None for row in rows),
    )


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
