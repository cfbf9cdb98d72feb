"""Rows and counts of the lists as templates see them, with the ready replies that settle a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from mailbot.cases.events import Verb
from mailbot.outbound.digest_facts import Row, What
from mailbot.outbound.fields import Count, Day, FileNumber, Part, Term
from mailbot.outbound.shown import Reply
from mailbot.privacy.cleared import NOTHING, count, day, file_number, named, term
from mailbot.vocabulary import Kind


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
    deed: Term = NOTHING
    one_day: bool = False
    today: bool = False
    overdue: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar(Part):
    """A figure of a chart or count."""

    what: Term
    figure: Count


_HELD_BACK: Final = frozenset({What.BLOCKED, What.HELD, What.CEILING})
"""What FREI lets go, by the id of the mail."""
_MESSAGES: Final = frozenset({What.QUARANTINE, What.BEFORE_START, What.STRANGER})


def shown_row(row: Row) -> ShownRow:
    """The row with its words to come, and what settles it."""
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
        deed=term(row.deed) if row.deed else NOTHING,
        one_day=row.age == 1,
        today=row.age == 0,
        overdue=row.what is What.OVERDUE,
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


def by_kind(figures: Iterable[tuple[Kind, int]]) -> tuple[Bar, ...]:
    """How many of each kind."""
    return tuple(Bar(what=term(kind), figure=count(figure)) for kind, figure in figures)


def by_route(figures: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    """How many on each route."""
    return tuple(Bar(what=named(route), figure=count(figure)) for route, figure in figures)
