"""`ZURÜCK`: takes back the giver's own last command on a case, within a day (docs/decisions/0009).

The case becomes what its log makes of it without that command. That is possible when everything since would have
happened just so without it, and nothing that the command sent has left that only another command can put right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from mailbot.cases.case import Case
from mailbot.cases.decision import Decision
from mailbot.cases.effects import (
    Cancel,
    Effect,
    ForwardReason,
    Merge,
    MoveOriginals,
    OpenLinked,
    Outcome,
    Refusal,
    Remind,
    Result,
    WriteDocument,
)
from mailbot.cases.events import Actor, Command, Commanded, Tick, Undone, Verb
from mailbot.cases.handing import hand_to_worker
from mailbot.cases.replay import Logged, replay
from mailbot.steps.advance import put
from mailbot.steps.execute import carry_out, originals_along, purpose_of
from mailbot.steps.office_undo import last_command, take_back
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import register, undoing
from mailbot.store.codec import is_event
from mailbot.vocabulary import MailState, Purpose

WITHIN: Final = timedelta(days=1)
CHANGES_NOTHING: Final = frozenset({Verb.STATUS, Verb.HELP})
LEFT: Final = frozenset({MailState.SENT, MailState.SENDING, MailState.UNDELIVERABLE})
HARMLESS: Final = frozenset({Purpose.ALERT, Purpose.CLOSING})
"""Mails that may have left: an alert asks to look at the case, and after a closing the team gets the case again."""
SHOWS_A_DRAFT: Final = frozenset({Verb.ANSWER, Verb.INTERIM})
"""Their alert shows a version that may be released in answer to it: its number must not be given to another text."""
ELSEWHERE: Final = (OpenLinked, Merge)
"""Effects on other cases: they are not taken back."""


Decided = tuple[Logged, Decision]


@dataclass(frozen=True, slots=True)
class _Deed:
    """A command that was done: its number in the log, when, what it decided."""

    number: int
    event: Commanded
    decision: Decision

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """Of the mails it made."""
        silent = (Cancel, MoveOriginals, OpenLinked, Merge, Remind, WriteDocument)
        return tuple(purpose_of(effect) for effect in self.decision.effects if not isinstance(effect, silent))

    @property
    def papers(self) -> tuple[str, ...]:
        """The kinds of document it wrote."""
        return tuple(e.document.value for e in self.decision.effects if isinstance(e, WriteDocument))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A command that can be taken back: the case without it, its mails, and those that it called back."""

    deed: _Deed
    case: Case
    withdrawn: tuple[int, ...]
    revived: tuple[int, ...]
    closing_told: bool


def undo_last(office: Runtime, work: Work, actor: Actor, command: Command, now: datetime) -> Outcome:
    """Take back the last command of this actor on the case of the command, else on any case, inside `work`."""
    of_office = last_command(office, actor, now - WITHIN) if not command.number else None
    number, seq = (command.number, 0) if command.number else _last_case(office, actor, now)
    if of_office is not None and of_office.seq > seq:
        return take_back(office, work, command, of_office)
    if not number:
        return Outcome(command, Result.REFUSED, Refusal.NOTHING_TO_UNDO)
    command = replace(command, number=number)
    if number in work.cases:
        return Outcome(command, Result.REFUSED, Refusal.TOO_LATE)  # the same mail has just commanded something else
    taken = _taken(office, number, actor, now)
    if isinstance(taken, Refusal):
        return Outcome(command, Result.REFUSED, taken)
    _take_back(office, work, taken, actor, now)
    return Outcome(command, Result.DONE)


def _last_case(office: Runtime, actor: Actor, now: datetime) -> tuple[str, int]:
    """The case of the actor's last command that changed something, and where it stands in the chain."""
    with office.store.read() as tx:
        for row in undoing.commands_since(tx, now - WITHIN):
            event = register.event_of(row)
            if isinstance(event, Commanded) and event.actor.address == actor.address and _changes(event):
                return row.case_number or "", row.seq
    return "", 0


def _changes(event: Commanded) -> bool:
    return event.command.verb not in CHANGES_NOTHING


def log_of(office: Runtime, number: str) -> list[Logged]:
    """The events of the workflow in the log of a case."""
    with office.store.read() as tx:
        return [Logged(row.seq, register.event_of(row)) for row in register.events(tx, number) if is_event(row.type)]


def _taken(office: Runtime, number: str, actor: Actor, now: datetime) -> _Taken | Refusal:
    """What taking back comes to, or why it cannot be done."""
    with office.store.read() as tx:
        loaded = register.load(tx, number)
    log = log_of(office, number)
    before = replay(log, office.policy)
    if loaded is None or before.case != loaded[0]:
        return Refusal.TOO_LATE  # the directory or the rules changed since: the log no longer tells how it came
    deed = _last_deed(before.decisions)
    if deed is None or deed.event.actor.address != actor.address or deed.event.at < now - WITHIN:
        return Refusal.NOTHING_TO_UNDO
    after = replay(log, office.policy, without=frozenset({deed.number}))
    if after.case is None or any(isinstance(effect, ELSEWHERE) for effect in deed.decision.effects):
        return Refusal.TOO_LATE
    if _later(before.decisions, deed) != _later(after.decisions, deed):
        return Refusal.TOO_LATE
    return _with_mails(office, deed, after.case, before.decisions)


def _last_deed(decisions: tuple[Decided, ...]) -> _Deed | None:
    """The last command on the case that did something, whoever gave it."""
    for entry, decision in reversed(decisions):
        event, outcome = entry.event, decision.outcome
        if isinstance(event, Commanded) and _changes(event) and outcome is not None and outcome.result is Result.DONE:
            return _Deed(entry.number, event, decision)
    return None


def _later(decisions: tuple[Decided, ...], deed: _Deed) -> list[tuple[int, tuple[Effect, ...]]]:
    return [(entry.number, decision.effects) for entry, decision in decisions if entry.number > deed.number]


def _with_mails(office: Runtime, deed: _Deed, case: Case, decisions: tuple[Decided, ...]) -> _Taken | Refusal:
    """Whether its mails can still be called back, and which mails it called back itself."""
    at, revived = deed.event.at, list[int]()
    with office.store.read() as tx:
        made = undoing.made_by(tx, case.number, at, deed.purposes)
        for purpose in _cancelled(deed.decision):
            since = _last_cancelling(decisions, deed, purpose)
            revived += [copy.id for copy in undoing.cancelled_before(tx, case.number, at, purpose, since)]
    left = {Purpose(mail.purpose) for mail, copies in made if any(copy.state in LEFT for copy in copies)}
    harmless = HARMLESS - ({Purpose.ALERT} if deed.event.command.verb in SHOWS_A_DRAFT else set())
    if left - harmless:
        return Refusal.TOO_LATE
    waiting = tuple(copy.id for _, copies in made for copy in copies)
    return _Taken(deed, case, waiting, tuple(revived), Purpose.CLOSING in left)


def _cancelled(decision: Decision) -> tuple[Purpose, ...]:
    return tuple(purpose for effect in decision.effects if isinstance(effect, Cancel) for purpose in effect.purposes)


def _last_cancelling(decisions: tuple[Decided, ...], deed: _Deed, purpose: Purpose) -> datetime | None:
    """When mails of that purpose were last called back before: those stay cancelled."""
    earlier = [entry.event for entry, done in decisions if entry.number < deed.number and purpose in _cancelled(done)]
    if not earlier:
        return None
    last = earlier[-1]
    return last.now if isinstance(last, Tick) else last.at


def _take_back(office: Runtime, work: Work, taken: _Taken, actor: Actor, now: datetime) -> None:
    """Write what the case is now, the entry in the log, the mails called back and those called back in vain."""
    case, deed = taken.case, taken.deed
    with office.store.read() as tx:
        loaded = register.load(tx, case.number)
        absent = office.absent(tx, now.date())
    if loaded is not None:
        work.versions[case.number] = loaded[1]
    put(office, work, case)
    work.entries.append(office.entry(case.number, now, Undone(now, actor, deed.number)))
    work.after += [
        lambda tx: undoing.withdraw(tx, taken.withdrawn),
        lambda tx: undoing.revive(tx, taken.revived, now),
        lambda tx: undoing.withdraw_papers(tx, case.number, deed.event.at, deed.papers),
        lambda tx: undoing.withdraw_draft(tx, case.number, deed.event.at),
        originals_along(office, case),
    ]
    if taken.closing_told:
        _, again = hand_to_worker(case, ForwardReason.REOPENED, now, office.policy, absent)
        carry_out(office, work, case, again)
