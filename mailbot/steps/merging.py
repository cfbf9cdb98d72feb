"""`GEHÖRT ZU`: the number that a case is to belong to, and whether its giver may act on that one too (domain, 7)."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.authority import may
from mailbot.cases.case import Case
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Actor, Command
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import register
from mailbot.store.database import Transaction


def whole_target(office: Runtime, work: Work, actor: Actor, command: Command) -> tuple[Command, Refusal]:
    """The command with the number under which the target is found today, and why it may not be done, or NONE."""
    with office.store.read() as tx:
        case = final_case(tx, work, command.target.upper())
        absent = office.absent(tx, office.now().date())
    if case is None:
        return command, Refusal.UNKNOWN_NUMBER
    return replace(command, target=case.number), may(actor, command, case, office.policy, absent)


def final_case(tx: Transaction, work: Work, number: str) -> Case | None:
    """The case of that number, or the one that its messages belong to since an earlier `GEHÖRT ZU`."""
    seen: set[str] = set()
    while number and number not in seen:
        seen.add(number)
        loaded = work.cases.get(number) or register.load(tx, number)
        if loaded is None:
            return None
        if not loaded[0].merged_into:
            return loaded[0]
        number = loaded[0].merged_into
    return None
