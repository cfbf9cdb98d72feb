"""A mail from inside: authority, commands, statement, and one answer with the result in its subject."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailbot.cases.authority import Sender, Standing, TokenFacts, covers, standing
from mailbot.cases.commands import Reading, read_commands
from mailbot.cases.effects import OpenLinked, Outcome, Refusal, Result
from mailbot.cases.events import Actor, Command, Commanded, Stated, Verb
from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.outbound.contexts import AskContext, ConfirmationContext, StaffContext
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.known import known_from
from mailbot.steps.advance import step
from mailbot.steps.arrival import Arrival
from mailbot.steps.belongs import Belonging
from mailbot.steps.drafts import DRAFT, file_draft, may_be_mailed
from mailbot.steps.execute import case_folder
from mailbot.steps.mailing import Letter, post
from mailbot.steps.new_case import file_text
from mailbot.steps.office_commands import OFFICE_VERBS, carry_out_office_command
from mailbot.steps.runtime import Runtime
from mailbot.steps.splitting import split_off
from mailbot.steps.texts import newest_text
from mailbot.steps.work import Work
from mailbot.store import ledger, register
from mailbot.store.ledger import Facts
from mailbot.store.schema import FindingRow, MailRow
from mailbot.vocabulary import Disposition, Purpose


@dataclass(frozen=True, slots=True)
class Reply:
    """A command mail with all that is known of it: who, about which case, in answer to which mail of ours."""

    arrival: Arrival
    message: Message
    number: str
    mail: MailRow | None
    sender: Sender


def take_command(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> Facts:
    """Judge the sender, do what may be done, answer once."""
    mail = belongs.mail
    number = belongs.number or (belongs.mentioned[0] if belongs.mentioned else "")
    sender = standing(
        arrival.message, office.policy, office.house, token_facts(mail), now=arrival.now, number=belongs.number
    )
    message = _original_of_confirmation(office, mail) or arrival.message
    reply = Reply(arrival, message, number, mail, sender)
    match sender.standing:
        case Standing.ACTS if sender.actor is not None:
            _act(office, work, reply, sender.actor)
        case Standing.ASK:
            _ask(office, work, reply)
        case Standing.STAFF:
            _statement(office, work, reply)
            letter = Letter(Purpose.CONFIRMATION, (arrival.message.sole_sender,), number=number, cause="staff")
            post(office, work, StaffContext.of(number), letter)
        case _:
            work.findings.append(
                FindingRow(
                    at=arrival.now,
                    what="refused_command",
                    case_number=number or None,
                    message_row=arrival.row_id,
                    detail=sender.standing,
                )
            )
    return Facts(Disposition.COMMAND, case_number=number, target_folder=_folder(office, work, number))


def token_facts(mail: MailRow | None) -> TokenFacts | None:
    """What a token proves: the case, and the recipients it was sent to."""
    if mail is None:
        return None
    return TokenFacts(
        number=mail.case_number or "",
        recipients=frozenset(address.lower() for address in (*mail.to, *mail.cc)),
        expires_at=mail.token_expires_at,
        purpose=Purpose(mail.purpose),
    )


def _original_of_confirmation(office: Runtime, mail: MailRow | None) -> Message | None:
    """The command mail that our "Bitte bestätigen" asked about, when this mail answers it."""
    if mail is None or mail.confirms_row is None:
        return None
    with office.store.read() as tx:
        return parse(ledger.message(tx, mail.confirms_row).raw)


def _folder(office: Runtime, work: Work, number: str) -> str:
    if number in work.cases:
        return case_folder(office, work.cases[number][0])
    with office.store.read() as tx:
        loaded = register.load(tx, number) if number else None
    return case_folder(office, loaded[0]) if loaded else office.settings.mailbox.processed_folder


def _act(office: Runtime, work: Work, reply: Reply, actor: Actor) -> None:
    reading = read_commands(reply.message.text, reply.arrival.now.date(), office.policy)
    outcomes = [_carry_out(office, work, reply, actor, command) for command in reading.commands]
    outcomes += [Outcome(misread.command, Result.UNCLEAR, misread.refusal) for misread in reading.misread]
    if reading.statement and reply.number:
        _statement(office, work, reply)
        step(office, work, reply.number, lambda absent: Stated(reply.arrival.now, actor, absent))
    for outcome in outcomes:
        if outcome.result is not Result.DONE:
            work.findings.append(
                FindingRow(
                    at=reply.arrival.now,
                    what="refused_command",
                    case_number=reply.number or None,
                    message_row=reply.arrival.row_id,
                    detail=outcome.refusal,
                )
            )
    _answer(office, work, reply, tuple(outcomes), reading)


def _carry_out(office: Runtime, work: Work, reply: Reply, actor: Actor, command: Command) -> Outcome:
    number = _number_meant(office, command, reply.number)
    command = replace(command, number=number)
    if command.verb in OFFICE_VERBS or (command.verb is Verb.STATUS and not number):
        return carry_out_office_command(office, work, reply.arrival, actor, command)
    token = token_facts(reply.mail)
    if token is not None and not covers(token, number):
        return Outcome(command, Result.REFUSED, Refusal.NOT_YOURS)
    with office.store.read() as tx:
        known = bool(number) and (number in work.cases or register.load(tx, number) is not None)
    if not known:
        return Outcome(command, Result.REFUSED, Refusal.UNKNOWN_NUMBER if number else Refusal.NO_CASE)
    now = reply.arrival.now
    filed = file_draft(office, work, reply.arrival, command) if command.verb is Verb.ANSWER else None
    offered = reply.mail.draft if reply.mail is not None and reply.mail.case_number == number else None
    clean = command.verb is Verb.RELEASE and may_be_mailed(newest_text(office, work, number, DRAFT))
    decision = step(
        office,
        work,
        number,
        lambda absent: Commanded(now, actor, command, absent, offered_draft=offered, draft_clean=clean),
        text=command.text,
    )
    outcome = decision.outcome or Outcome(command, Result.DONE)
    if filed is not None and outcome.result is not Result.DONE:
        work.texts.remove(filed)
    for effect in decision.effects:
        if isinstance(effect, OpenLinked):
            split_off(office, work, decision.case, effect, command)
    return outcome


def _number_meant(office: Runtime, command: Command, answered: str) -> str:
    """The full number of a line such as `123 ERLEDIGT`: of the year of the answered case, else of this year."""
    given = command.number.upper()
    if not given:
        return answered
    if not given.isdigit():
        return given
    year = answered.split("-")[1] if answered.count("-") == 2 else str(office.now().year)
    return f"{office.policy.prefix}-{year}-{int(given):06}"


def _statement(office: Runtime, work: Work, reply: Reply) -> None:
    """File what is no command as a statement, anonymised with the case's own table of persons."""
    if not reply.number:
        return
    with office.store.read() as tx:
        people, _ = register.people(tx, reply.number)
    known = known_from(reply.message, None, office.directory.names)
    anonymised = anonymise("", reply.message.text, known, people, language="de")
    file_text(work, reply.number, reply.arrival, anonymised, "statement")
    work.people[reply.number] = (anonymised.people, anonymised.identifiers)


def _ask(office: Runtime, work: Work, reply: Reply) -> None:
    """ "Bitte bestätigen": nothing is done but one mail to the directory address, with a fresh token."""
    reading = read_commands(reply.message.text, reply.arrival.now.date(), office.policy)
    letter = Letter(
        Purpose.CONFIRMATION,
        (reply.arrival.message.sole_sender,),
        number=reply.number,
        cause="ask",
        confirms_row=reply.arrival.row_id,
    )
    post(office, work, AskContext.of(reply.number, reading.commands, office.policy), letter)


def _answer(office: Runtime, work: Work, reply: Reply, outcomes: tuple[Outcome, ...], reading: Reading) -> None:
    case = work.cases[reply.number][0] if reply.number in work.cases else None
    if case is None and reply.number:
        with office.store.read() as tx:
            loaded = register.load(tx, reply.number)
        case = loaded[0] if loaded else None
    to = reply.arrival.message.sole_sender
    letter = Letter(Purpose.CONFIRMATION, (to,), number=reply.number, cause="answer")
    context = ConfirmationContext.of(outcomes, case, statement=bool(reading.statement), policy=office.policy)
    post(office, work, context, letter)
