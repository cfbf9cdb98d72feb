"""What `decide` returns."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.cases.case import Case
from mailbot.cases.effects import Effect, Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """The case after the event, what has to be done, and for a command its outcome."""

    case: Case
    effects: tuple[Effect, ...] = ()
    outcome: Outcome | None = None
