"""Commands that concern the office, not one case: absence, pause, records of letters, released mails, help."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.effects import Outcome, Refusal, Result
from mailbot.cases.events import Actor, Command, Verb
from mailbot.errors import ConfigError
from mailbot.outbound.report_period import read_period
from mailbot.rules.directory import Absence
from mailbot.steps.arrival import Arrival
from mailbot.steps.letters import record_letter
from mailbot.steps.reporting import send_report
from mailbot.steps.rescue import rescue
from mailbot.steps.runtime import PAUSED, Runtime
from mailbot.steps.sweep import OVERDUE
from mailbot.steps.work import Work
from mailbot.store import desk, mails
from mailbot.store.database import Transaction
from mailbot.vocabulary import MailState, Role

OFFICE_VERBS = frozenset({Verb.HELP, Verb.AWAY, Verb.PAUSE, Verb.RESUME, Verb.MAKE_CASE, Verb.REPORT, Verb.RECORD})
FOR_ALL = frozenset({Verb.HELP, Verb.AWAY, Verb.STATUS})


def concerns_the_office(command: Command) -> bool:
    """Whether the command is no case's: `STATUS` without one, and `FREI` with the id of a mail."""
    if command.verb is Verb.FREE:
        return bool(command.target)
    return command.verb in OFFICE_VERBS or (command.verb is Verb.STATUS and not command.number)


def carry_out_office_command(office: Runtime, work: Work, arrival: Arrival, actor: Actor, command: Command) -> Outcome:
    """Do it inside `work`; refused with a reason where the actor may not or the words do not suffice."""
    if command.verb not in FOR_ALL and Role.OFFICER not in actor.roles:
        return Outcome(command, Result.REFUSED, Refusal.NOT_YOURS)
    match command.verb:
        case Verb.AWAY:
            return _away(work, arrival, actor, command)
        case Verb.PAUSE:
            work.after.append(lambda tx: _pause(office, tx))
        case Verb.RESUME:
            work.after.append(lambda tx: _resume(office, tx))
        case Verb.FREE:
            return _free(office, work, command)
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
    for reason in (OVERDUE, "ceiling"):
        mails.release_held(tx, reason, office.now())


def _away(work: Work, arrival: Arrival, actor: Actor, command: Command) -> Outcome:
    today = arrival.now.date()
    if command.on is None:
        return Outcome(command, Result.REFUSED, Refusal.DATE_MISSING)
    if command.on < today:
        return Outcome(command, Result.REFUSED, Refusal.PAST_DATE)
    absence = Absence(today, command.on)
    work.after.append(lambda tx: desk.add_absence(tx, actor.address, absence))
    return Outcome(command, Result.DONE)


def _free(office: Runtime, work: Work, command: Command) -> Outcome:
    """`FREI <id>`: lets a held or blocked mail go; the id is the one of the digest."""
    mail_id = int(command.target)
    command = replace(command, number="")
    with office.store.read() as tx:
        states = {copy.state for copy in mails.recipients_of(tx, mail_id)}
    if not states:
        return Outcome(command, Result.REFUSED, Refusal.UNKNOWN_TARGET)
    if not states & {MailState.HELD, MailState.BLOCKED}:
        return Outcome(command, Result.REFUSED, Refusal.WRONG_STATE)
    work.after.append(lambda tx: _release(office, tx, mail_id))
    return Outcome(command, Result.DONE)


def _release(office: Runtime, tx: Transaction, mail_id: int) -> None:
    mails.release_mail(tx, mail_id, office.now())


def _report(office: Runtime, work: Work, actor: Actor, command: Command) -> Outcome:
    """`BERICHT 2026Q1`: the exact report to whoever asked; the files lie in the archive."""
    try:
        period = read_period(command.target)
    except ConfigError:
        return Outcome(command, Result.REFUSED, Refusal.UNKNOWN_TARGET)
    send_report(office, work, period, actor.address)
    return Outcome(command, Result.DONE)


def _make_case(office: Runtime, work: Work, command: Command) -> Outcome:
    """`FALL <id>`: makes a case of spam, automatic or quarantined mail."""
    number = rescue(office, work, int(command.target)) if command.target.isdigit() else ""
    if not number:
        return Outcome(replace(command, number=""), Result.REFUSED, Refusal.UNKNOWN_TARGET)
    return Outcome(replace(command, number=number), Result.DONE)


def _record(office: Runtime, work: Work, arrival: Arrival, command: Command) -> Outcome:
    """`ERFASSEN`: a letter becomes a case."""
    case = record_letter(office, work, arrival, command.text)
    if isinstance(case, Refusal):
        return Outcome(replace(command, number=""), Result.REFUSED, case)
    return Outcome(replace(command, number=case.number), Result.DONE)
