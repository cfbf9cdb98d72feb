"""Commands on one case: rights first, then the state, then the deed; whole or not at all (domain, section 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mailbot.cases.authority import may
from mailbot.cases.case import Case
from mailbot.cases.deadlines import local_day
from mailbot.cases.decision import Decision
from mailbot.cases.effects import Effect, Outcome, Refusal, Remark, Result
from mailbot.cases.events import Command, Commanded, Verb
from mailbot.cases.policy import Policy
from mailbot.cases.transitions import allowed

Deed = Callable[["Order"], "Done | Refusal"]
"""Carries a command out, or says why not; it changes nothing when it refuses."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command that its giver may give in this state, with all it is judged by."""

    case: Case
    event: Commanded
    policy: Policy

    @property
    def command(self) -> Command:
        """What is commanded."""
        return self.event.command

    @property
    def today(self) -> date:
        """The day of the command in the office's zone."""
        return local_day(self.event.at, self.policy)

    def date_refused(self) -> Refusal | None:
        """Why the command's date does not do: missing, or past; None where it does."""
        if self.command.on is None:
            return Refusal.DATE_MISSING
        return Refusal.PAST_DATE if self.command.on < self.today else None


@dataclass(frozen=True, slots=True)
class Done:
    """The case after a command, and what follows. `effects` also stand beside a refusal that somebody must hear of."""

    case: Case
    effects: tuple[Effect, ...] = ()
    refusal: Refusal = Refusal.NONE
    remark: Remark = Remark.NONE


def commanded(case: Case, event: Commanded, policy: Policy, deeds: dict[Verb, Deed]) -> Decision:
    """The decision on one command, with its outcome."""
    command = event.command
    refusal = may(event.actor, command, case, policy, event.absent)
    if refusal is Refusal.NONE and command.verb not in deeds:
        refusal = Refusal.NOT_READY
    if refusal is Refusal.NONE and not allowed(case.status, command.verb):
        refusal = Refusal.WRONG_STATE
    if refusal is not Refusal.NONE:
        return Decision(case, (), Outcome(command, Result.REFUSED, refusal))
    done = deeds[command.verb](Order(case, event, policy))
    if isinstance(done, Refusal):
        return Decision(case, (), Outcome(command, Result.REFUSED, done))
    result = Result.DONE if done.refusal is Refusal.NONE else Result.REFUSED
    return Decision(done.case, done.effects, Outcome(command, result, done.refusal, done.remark))
