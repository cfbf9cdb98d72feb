"""What the rules say of one message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailbot.ingest.forms import Form
from mailbot.vocabulary import Channel, Disposition, Flag, Kind, Route


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule that hit and the words it hit on. `text` is from outside: shown on this machine only, never mailed."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Concern:
    """A second concern of the same mail."""

    kind: Kind
    route: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole judgement; `route` is a team id or a value of `Route`.

    `deadline` is what an authority's text demands (a proposal), `deadline_days` a span in calendar days from
    receipt. `likely` are the kinds that came close, for the ready replies of a review. `accused` are the roles
    or addresses of the directory that the writer names as the actor. `second_team` owns a further topic: its lead is
    in Cc.
    """

    disposition: Disposition
    kind: Kind = Kind.NONE
    also: Concern | None = None
    topics: tuple[str, ...] = ()
    route: str = Route.NONE
    channel: Channel = Channel.EMAIL
    anonymous: bool = False
    language: str = "de"
    confidence: float = 1.0
    review: bool = False
    likely: tuple[Kind, ...] = ()
    flags: frozenset[Flag] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    numbers: tuple[str, ...] = ()
    only_thanks: bool = False
    from_authority: bool = False
    deadline: date | None = None
    deadline_days: int | None = None
    committee_date: date | None = None
    accused: tuple[str, ...] = ()
    form: Form | None = None
    second_team: str = ""
