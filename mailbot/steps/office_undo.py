"""`ZURÜCK` for commands that concern the office: absences, holding back and letting go (docs/decisions/0009).

Each such command leaves a link in the chain that says what stood there before. What has left, and what became a case or
a report, cannot be called back; then nothing is done and the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from mailbot.cases.effects import Outcome, Refusal, Result
from mailbot.cases.events import Actor, Command, Verb
from mailbot.rules.directory import Absence
from mailbot.steps.runtime import PAUSED, Runtime
from mailbot.steps.work import Entry, Work
from mailbot.store import desk, mails, undoing
from mailbot.store.database import Transaction
from mailbot.store.schema import EventRow, OutboxRow
from mailbot.vocabulary import MailState

COMMAND: Final = "OfficeCommand"
UNDONE: Final = "OfficeCommandUndone"


def note_command(office: Runtime, work: Work, actor: Actor, verb: Verb, **before: Any) -> None:
    """Write into the chain who commanded what, and what stood there before."""
    facts = {"verb": verb.value, "by": actor.address, **before}
    _note(office, work, COMMAND, facts)


def _note(office: Runtime, work: Work, name: str, facts: dict[str, Any]) -> None:
    salt = office.random_token() + office.random_token()
    entry = Entry(number=None, at=office.now(), event=None, salt=salt, name=name, facts=tuple(facts.items()))
    work.entries.append(entry)


def absence_before(office: Runtime, address: str, absence: Absence) -> str:
    """The last day of the absence that a new one would prolong or shorten, or ""."""
    with office.store.read() as tx:
        last = desk.absence_until(tx, address, absence.first)
    return last.isoformat() if last else ""


def copies_of(copies: list[OutboxRow]) -> list[list[Any]]:
    """Held copies as the chain keeps them: id, state, reason."""
    return [[copy.id, str(copy.state), copy.hold_reason or ""] for copy in copies]


def last_command(office: Runtime, actor: Actor, since: datetime) -> EventRow | None:
    """The last command of this actor on the office since then that was not taken back."""
    with office.store.read() as tx:
        links = undoing.links_since(tx, (COMMAND, UNDONE), since)
    undone = {int(link.data["command"]) for link in links if link.type == UNDONE}
    own = (link for link in links if link.type == COMMAND and link.data["by"] == actor.address)
    return next((link for link in own if link.seq not in undone), None)


def take_back(office: Runtime, work: Work, command: Command, link: EventRow) -> Outcome:
    """Put back what stood there before that command, inside `work`; refused where it cannot be done any more."""
    deed = _DEEDS.get(Verb(link.data["verb"]))
    back = deed(office, link) if deed is not None else None
    if back is None:
        return Outcome(command, Result.REFUSED, Refusal.TOO_LATE)
    work.after.append(back)
    _note(office, work, UNDONE, {"command": link.seq})
    return Outcome(command, Result.DONE)


Back = Callable[[Transaction], None]


def _absence(office: Runtime, link: EventRow) -> Back:
    del office
    data = link.data
    before = date.fromisoformat(data["before"]) if data["before"] else None
    last = date.fromisoformat(data["last"])
    return lambda tx: desk.withdraw_absence(tx, data["by"], last, before)


def _pause(office: Runtime, link: EventRow) -> Back:
    del office
    return lambda tx: None if link.data["paused"] else desk.forget(tx, PAUSED)


def _resume(office: Runtime, link: EventRow) -> Back | None:
    back = _held_again(office, link)
    if back is None:
        return None

    def hold(tx: Transaction) -> None:
        back(tx)
        if link.data["paused"]:
            desk.remember(tx, PAUSED, link.data["paused"])

    return hold


def _held_again(office: Runtime, link: EventRow) -> Back | None:
    """The copies as they were held; None where one of them has left meanwhile."""
    copies = [(int(row), MailState(state), reason) for row, state, reason in link.data["copies"]]
    with office.store.read() as tx:
        waiting = mails.waiting_among(tx, [row for row, _, _ in copies])
    if len(waiting) < len(copies):
        return None
    return lambda tx: mails.hold_again(tx, copies)


_DEEDS: Final[dict[Verb, Callable[[Runtime, EventRow], Back | None]]] = {
    Verb.AWAY: _absence,
    Verb.PAUSE: _pause,
    Verb.RESUME: _resume,
    Verb.FREE: _held_again,
}
