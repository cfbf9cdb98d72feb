"""What a changed rule file would have made of mails that are known: before, after, and what people said of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mailbot.rules.learning import NOT_RULED, Ruling
from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import AT_ONCE, Flag, Kind

GRAVE = AT_ONCE | {Kind.OBJECTION}
"""Kinds whose mails must not go to a team unseen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The part of a verdict that decides what happens."""

    kind: Kind
    route: str
    review: bool
    also: Kind | None = None
    flags: frozenset[Flag] = frozenset()

    @classmethod
    def of(cls, verdict: Verdict) -> Reading:
        """From a whole verdict."""
        also = verdict.also.kind if verdict.also else None
        return cls(verdict.kind, verdict.route, verdict.review, also, verdict.flags)

    def agrees(self, ruling: Ruling) -> bool:
        """Whether this is what people made of the mail."""
        return not (ruling.differs_in_kind(self.kind) or ruling.differs_in_route(self.kind, self.route))

    def is_lost(self, ruling: Ruling) -> bool:
        """Whether a grave mail would go somewhere else and nobody would look."""
        return ruling.kind in GRAVE and not self.agrees(ruling) and not self.review


class Turn(StrEnum):
    """How a reading stands to what people said, before and after; the worst first."""

    LOST = "lost"
    NOW_WRONG = "now wrong"
    STILL_WRONG = "still wrong"
    NOW_RIGHT = "now right"
    STILL_RIGHT = "still right"
    NOT_RULED = "not judged"


@dataclass(frozen=True, slots=True)
class Compared:
    """One mail under both rule files. `number` is its case."""

    number: str
    before: Reading
    after: Reading
    ruling: Ruling = NOT_RULED

    @property
    def is_changed(self) -> bool:
        """Whether anything that decides differs."""
        return self.before != self.after

    @property
    def turn(self) -> Turn:
        """What the change means for this mail."""
        if self.ruling == NOT_RULED:
            return Turn.NOT_RULED
        if self.after.is_lost(self.ruling) and not self.before.is_lost(self.ruling):
            return Turn.LOST
        was, now = self.before.agrees(self.ruling), self.after.agrees(self.ruling)
        if was:
            return Turn.STILL_RIGHT if now else Turn.NOW_WRONG
        return Turn.NOW_RIGHT if now else Turn.STILL_WRONG


@dataclass(frozen=True, slots=True)
class Comparison:
    """All mails under both rule files, in the order of receipt."""

    mails: tuple[Compared, ...]

    @property
    def changed(self) -> tuple[Compared, ...]:
        """The mails that would be read otherwise, what got worse first."""
        order = list(Turn)
        return tuple(sorted((m for m in self.mails if m.is_changed), key=lambda m: (order.index(m.turn), m.number)))

    def count(self, turn: Turn) -> int:
        """How many mails took this turn, changed or not."""
        return sum(1 for mail in self.mails if mail.turn is turn)

    @property
    def unjudged(self) -> tuple[Compared, ...]:
        """The changed mails of which nobody has said anything: a person has to look at them."""
        return tuple(mail for mail in self.mails if mail.is_changed and mail.turn is Turn.NOT_RULED)

    @property
    def reviews(self) -> tuple[int, int]:
        """How many mails a person would have to look at, before and after."""
        return sum(m.before.review for m in self.mails), sum(m.after.review for m in self.mails)

    @property
    def is_worse(self) -> bool:
        """Whether more mails contradict what people said than before, or a grave one is lost."""
        lost, wrong = self.count(Turn.LOST), self.count(Turn.NOW_WRONG)
        return lost > 0 or wrong > self.count(Turn.NOW_RIGHT)


def compared(mails: Iterable[tuple[str, Verdict, Verdict, Ruling]]) -> Comparison:
    """Number, verdict before, verdict after and ruling of each mail, as a comparison."""
    return Comparison(tuple(Compared(n, Reading.of(old), Reading.of(new), ruling) for n, old, new, ruling in mails))
