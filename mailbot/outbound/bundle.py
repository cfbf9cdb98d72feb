"""Management's daily bundle ("Vorlage"), once a week with the state of all open cases. Facts in, context out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mailbot.cases.events import Verb
from mailbot.outbound.digest_facts import BundleFacts
from mailbot.outbound.fields import Context, Count, Day, TemplateName
from mailbot.outbound.list_rows import Bar, ShownRow, by_kind, by_route, shown_row
from mailbot.outbound.shown import Reply
from mailbot.privacy.cleared import count, day, term


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


def bundle(facts: BundleFacts) -> BundleContext:
    """Management's bundle of these facts."""
    return BundleContext(
        today=day(facts.day),
        total=count(len(facts.presented)),
        presented=tuple(shown_row(row) for row in facts.presented),
        open_cases=tuple(shown_row(row) for row in facts.open_cases),
        open_by_kind=by_kind(facts.open_by_kind),
        open_by_route=by_route(facts.open_by_route),
        weekly=facts.weekly,
        one=len(facts.presented) == 1,
        replies=(Reply(verb=term(Verb.SEEN)),),
    )
