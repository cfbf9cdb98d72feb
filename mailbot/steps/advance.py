"""One event for one case: load, decide, carry out, commit; done again when the case changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mailbot.cases.case import Case
from mailbot.cases.decision import Decision
from mailbot.cases.events import Event
from mailbot.cases.workflow import decide, next_due_at
from mailbot.errors import PermanentError, TemporaryError
from mailbot.steps.execute import carry_out
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import register

RETRIES = 5

MakeEvent = Callable[[frozenset[str]], Event]
"""Gives the event, told who is away that day."""


def advance(office: Runtime, number: str, make: MakeEvent, *, hold: str = "", text: str = "") -> Decision:
    """Let the event happen to the case of that number and store what follows.

    `hold` names a reason for which notices made now are held. Raises PermanentError for an unknown number.
    """
    for attempt in range(RETRIES):
        work = office.work()
        decision = step(office, work, number, make, hold=hold, text=text)
        try:
            work.commit(office.store)
        except TemporaryError:
            if attempt == RETRIES - 1:
                raise
            continue
        return decision
    raise PermanentError("unreachable")


def step(office: Runtime, work: Work, number: str, make: MakeEvent, *, hold: str = "", text: str = "") -> Decision:
    """The same without committing: everything goes into `work`, on top of what it holds already."""
    now = office.now()
    with office.store.read() as tx:
        absent = office.absent(tx, now.date())
        loaded = register.load(tx, number)
    case = _newest(work, number, loaded)
    event = make(absent)
    decision = decide(case, event, office.policy)
    work.entries.append(office.entry(number, now, event, text))
    put(office, work, decision.case)
    carry_out(office, work, decision.case, decision.effects, hold=hold)
    return decision


def _newest(work: Work, number: str, loaded: tuple[Case, int] | None) -> Case:
    if number in work.cases:
        return work.cases[number][0]
    if loaded is None:
        raise PermanentError("no case has this number")
    work.versions[number] = loaded[1]
    return loaded[0]


def put(office: Runtime, work: Work, case: Case) -> None:
    """The case as it is now, with the moment at which it wants to be looked at next."""
    due: datetime | None = next_due_at(case, office.policy)
    work.cases[case.number] = (case, due)
