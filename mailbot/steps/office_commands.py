"""Commands that concern the office, not one case: absence, pause, records of letters, released mails, help."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.authority import verbs_of
from mailbot.cases.effects import Outcome, Refusal, Result
from mailbot.cases.events import Actor, Command, Verb
from mailbot.errors import ConfigError
from mailbot.outbound.report_period import read_period
from mailbot.rules.directory import Absence
from mailbot.steps.arrival import Arrival
from mailbot.steps.letters import record_letter
from mailbot.steps.office_undo import absence_before, copies_of, note_command
from mailbot.steps.reporting import runs_on, send_report
from mailbot.steps.rescue import rescue
from mailbot.steps.runtime import PAUSED, Runtime
from mailbot.steps.sweep import OVERDUE
from mailbot.steps.work import Work
from mailbot.store import desk, mails
from mailbot.store.database import Transaction
from mailbot.vocabulary import MailState

OFFICE_VERBS = frozenset({Verb.HELP, Verb.AWAY, Verb.PAUSE, Verb.RESUME, Verb.MAKE_CASE, Verb.REPORT, Verb.RECORD})
NOT_TAKEN_BACK = frozenset({Verb.MAKE_CASE, Verb.RECORD, Verb.REPORT})
"""What these made stands on its own: `ZURÜCK` says so instead of taking back an earlier command."""
RELEASED = (OVERDUE, "ceiling")
"""What `WEITERLAUFEN` lets go besides the pause itself."""


def concerns_the_office(command: Command) -> bool:
    """Whether the command is no case's: `STATUS` without one, and `FREI` with the id of a mail."""
    if command.verb is Verb.FREE:
        return bool(command.target)
    return command.verb in OFFICE_VERBS or (command.verb is Verb.STATUS and not command.number)


def carry_out_office_command(office: Runtime, work: Work, arrival: Arrival, actor: Actor, command: Command) -> Outcome:
    """Do it inside `work`; refused with a reason where the actor may not or the words do not suffice."""
    if command.verb not in verbs_of(actor):
        return Outcome(command, Result.REFUSED, Refusal.NOT_YOUR_ROLES)
    outcome = _carried_out(office, work, arrival, actor, command)
    if outcome.result is Result.DONE and command.verb in NOT_TAKEN_BACK:
        note_command(office, work, actor, command.verb)
    return outcome


def _carried_out(office: Runtime, work: Work, arrival: Arrival, actor: Actor, command: Command) -> Outcome:
    match command.verb:
        case Verb.AWAY:
            return _away(office, work, arrival, actor, command)
        case Verb.PAUSE:
            note_command(office, work, actor, command.verb, paused=_paused(office))
            work.after.append(lambda tx: _pause(office, tx))
        case Verb.RESUME:
            _note_resume(office, work, actor)
            work.after.append(lambda tx: _resume(office, tx))
        case Verb.FREE:
            return _free(office, work, actor, command)
        case Verb.MAKE_CASE:
            return _make_case(office, work, command)
        case Verb.RECORD:
            return _record(office, work, arrival, command)
        case Verb.REPORT:
            return _report(office, work, actor, command)
        case Verb.HELP | Verb.STATUS:
            pass
        case _:
            return Outcome(command, Result.REFUSED, Refusal.NOT_READY)
    return Outcome(command, Result.DONE)


def pause(office: Runtime) -> None:
    """Hold back all outgoing mail until `resume`."""
    with office.store.write() as tx:
        _pause(office, tx)


def resume(office: Runtime) -> None:
    """Let outgoing mail go, held notices included."""
    with office.store.write() as tx:
        _resume(office, tx)


def _pause(office: Runtime, tx: Transaction) -> None:
    desk.remember(tx, PAUSED, office.now().isoformat())


def _resume(office: Runtime, tx: Transaction) -> None:
    desk.forget(tx, PAUSED)
    for reason in RELEASED:
        mails.release_held(tx, reason, office.now())


def _paused(office: Runtime) -> str:
    with office.store.read() as tx:
        return desk.setting(tx, PAUSED) or ""


def _note_resume(office: Runtime, work: Work, actor: Actor) -> None:
    with office.store.read() as tx:
        held = mails.held_for(tx, RELEASED)
    note_command(office, work, actor, Verb.RESUME, paused=_paused(office), copies=copies_of(held))


def _away(office: Runtime, work: Work, arrival: Arrival, actor: Actor, command: Command) -> Outcome:
    today = arrival.now.date()
    if command.on is None:
        return Outcome(command, Result.REFUSED, Refusal.DATE_MISSING)
    if command.on < today:
        return Outcome(command, Result.REFUSED, Refusal.PAST_DATE)
    absence = Absence(today, command.on)
    before = absence_before(office, actor.address, absence)
    note_command(office, work, actor, Verb.AWAY, last=command.on.isoformat(), before=before)
    work.after.append(lambda tx: desk.add_absence(tx, actor.address, absence))
    return Outcome(command, Result.DONE)


def _free(office: Runtime, work: Work, actor: Actor, command: Command) -> Outcome:
    """`FREI <id>`: lets a held or blocked mail go; the id is the one of the digest."""
    mail_id = int(command.target)
    command = replace(command, number="")
    with office.store.read() as tx:
        copies = mails.recipients_of(tx, mail_id)
    kept = [copy for copy in copies if copy.state in {MailState.HELD, MailState.BLOCKED}]
    if not copies:
        return Outcome(command, Result.REFUSED, Refusal.UNKNOWN_TARGET)
    if not kept:
        return Outcome(command, Result.REFUSED, Refusal.WRONG_STATE)
    note_command(office, work, actor, Verb.FREE, copies=copies_of(kept))
    work.after.append(lambda tx: _release(office, tx, mail_id))
    return Outcome(command, Result.DONE)


def _release(office: Runtime, tx: Transaction, mail_id: int) -> None:
    mails.release_mail(tx, mail_id, office.now())


def _report(office: Runtime, work: Work, actor: Actor, command: Command) -> Outcome:
    """`BERICHT 2026Q1`: the exact report to whoever asked, a preview while its time runs, files into the archive."""
    try:
        period = read_period(command.target)
    except ConfigError:
        return Outcome(command, Result.REFUSED, Refusal.UNKNOWN_PERIOD)
    if period.first > office.now().date():
        return Outcome(command, Result.REFUSED, Refusal.FUTURE_DATE)
    send_report(office, work, period, actor.address, preview=runs_on(office, period))
    return Outcome(command, Result.DONE)


def _make_case(office: Runtime, work: Work, command: Command) -> Outcome:
    """`FALL <id>`: makes a case of spam, automatic or quarantined mail."""
    known = command.target.isdigit()
    number = rescue(office, work, int(command.target)) if known else Refusal.UNKNOWN_TARGET
    if isinstance(number, Refusal):
        return Outcome(replace(command, number=""), Result.REFUSED, number)
    return Outcome(replace(command, number=number), Result.DONE)


def _record(office: Runtime, work: Work, arrival: Arrival, command: Command) -> Outcome:
    """`ERFASSEN`: a letter becomes a case."""
    case = record_letter(office, work, arrival, command.text)
    if isinstance(case, Refusal):
        return Outcome(replace(command, number=""), Result.REFUSED, case)
    return Outcome(replace(command, number=case.number), Result.DONE)
