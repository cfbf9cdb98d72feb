"""What people made of a case, read from its log: `ART`, `STIMMT` on a review, `WEITER AN` (domain.md, section 7).

The last word counts. What was refused or taken back is none, and a lead's `WEITER AN` is one on the team alone. Who
accepts a case, or closes it, and says nothing of kind and team, takes them as they were read: `ÜBERNOMMEN` the team,
`ERLEDIGT` both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.cases.case import Case
from mailbot.cases.effects import Result
from mailbot.cases.events import Commanded, Received, Verb
from mailbot.cases.handing import OWN_ROUTE
from mailbot.cases.policy import Policy
from mailbot.cases.replay import Logged, replay
from mailbot.rules.learning import NOT_RULED, Ruling
from mailbot.vocabulary import Kind, Route


@dataclass(frozen=True, slots=True)
class Ruled:
    """How a case began, and what people made of it."""

    received: Received
    ruling: Ruling


def ruled(log: Sequence[Logged], policy: Policy) -> Ruled | None:
    """The beginning and the last word; None where the log does not begin with a receipt."""
    if not log or not isinstance(log[0].event, Received):
        return None
    ruling, before = NOT_RULED, None
    for entry, decision in replay(log, policy).decisions:
        event, done = entry.event, decision.outcome
        if isinstance(event, Commanded) and before is not None and done is not None and done.result is Result.DONE:
            ruling = _with_word(ruling, event, before, decision.case)
        before = decision.case
    return Ruled(log[0].event, ruling)


def _with_word(ruling: Ruling, event: Commanded, before: Case, after: Case) -> Ruling:
    """The ruling after one command that was done."""
    match event.command.verb:
        case Verb.KIND if after.kind is event.command.kind:  # else it was said of a follow-up
            return Ruling(after.kind, str(OWN_ROUTE.get(after.kind, ruling.route)))
        case Verb.CONFIRM if before.review is not None and after.review is None:
            return Ruling(after.kind, str(OWN_ROUTE.get(after.kind, before.proposed_route or after.route)))
        case Verb.REROUTE:
            return _rerouted(ruling, event.command.target, before.kind, after.kind)
        case Verb.ACCEPT:
            return replace(ruling, route=ruling.route or before.route)
        case Verb.CLOSE:
            return replace(ruling, kind=ruling.kind or before.kind, route=ruling.route or before.route)
    return ruling


def _rerouted(ruling: Ruling, target: str, before: Kind, after: Kind) -> Ruling:
    """`WEITER AN KRM` asks the officer to look and says nothing yet; others say the kind where they changed it."""
    if target == Route.KRM:
        return ruling
    return replace(ruling, route=target, kind=after if after is not before else ruling.kind)
