"""Replaying the log of a case: the same events give the same state, without what was taken back (ZURÜCK)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.cases.case import Case
from mailbot.cases.decision import Decision
from mailbot.cases.events import Event, Undone
from mailbot.cases.policy import Policy
from mailbot.cases.workflow import decide


@dataclass(frozen=True, slots=True)
class Logged:
    """An event with its number in the chain."""

    number: int
    event: Event


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the events made of the case, and what each of them decided, in their order."""

    case: Case | None
    decisions: tuple[tuple[Logged, Decision], ...] = ()


def replay(log: Sequence[Logged], policy: Policy, *, without: frozenset[int] = frozenset()) -> Replayed:
    """The case after these events, leaving out every undone command, and those numbered in `without`.

    The directory of today decides: a log that was written under another may give another state.
    """
    undone = without | {entry.event.command for entry in log if isinstance(entry.event, Undone)}
    case: Case | None = None
    decisions: list[tuple[Logged, Decision]] = []
    for entry in log:
        if entry.number in undone:
            continue
        decision = decide(case, entry.event, policy)
        case = decision.case
        decisions.append((entry, decision))
    return Replayed(case, tuple(decisions))
