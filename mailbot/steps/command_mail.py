"""A mail from inside: authority, commands, statement, and one answer with the result in its subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.cases.authority import Standing, TokenFacts, covers, standing
from mailbot.cases.case import Case
from mailbot.cases.commands import Reading, read_commands
from mailbot.cases.decision import Decision
from mailbot.cases.effects import OpenLinked, Outcome, Refusal, Result
from mailbot.cases.events import Actor, Command, Commanded, Stated, Verb
from mailbot.ingest.message import Message
from mailbot.outbound.answer_contexts import AskContext, ConfirmationContext, StaffContext
from mailbot.outbound.shown import case_facts
from mailbot.privacy.anonymise import Anonymised, anonymise
from mailbot.privacy.known import known_from
from mailbot.privacy.sought import known_identifiers, to_remember
from mailbot.rules.deadline_text import Demand
from mailbot.steps.advance import step
from mailbot.steps.arrival import Arrival, demand_of
from mailbot.steps.belongs import Belonging
from mailbot.steps.confirming import Confirmed, confirmed_by
from mailbot.steps.drafts import DRAFT, file_draft, file_word, holds_a_draft, holds_a_word, may_be_mailed
from mailbot.steps.execute import case_folder, doubtful_folder
from mailbot.steps.lists import cases_in, number_meant, open_cases_of, spread
from mailbot.steps.mailing import Letter
from mailbot.steps.merging import whole_target
from mailbot.steps.new_case import file_text
from mailbot.steps.office_commands import carry_out_office_command, concerns_the_office
from mailbot.steps.pointing_out import POINTED_OUT, to_point_out
from mailbot.steps.runtime import Runtime
from mailbot.steps.seldom import FILED, post_seldom
from mailbot.steps.splitting import split_off
from mailbot.steps.texts import newest_text
from mailbot.steps.undo import undo_last
from mailbot.steps.work import Work
from mailbot.store import desk, ledger, register
from mailbot.store.database import Transaction
from mailbot.store.ledger import Facts
from mailbot.store.schema import FindingRow, MailRow
from mailbot.vocabulary import Disposition, Purpose


@dataclass(frozen=True, slots=True)
class Reply:
    """A command mail with all that is known of it: who, about which case, in answer to which mail of ours.

    `proof` is the mail whose token the sender holds, `answered` the one that the commands refer to (another one where
    "Bitte bestätigen" was answered), `listed` the cases that stand in it where it is a list.
    """

    arrival: Arrival
    reading: Reading
    text: str
    number: str
    proof: MailRow | None
    answered: MailRow | None
    listed: tuple[str, ...] = ()
    confirmed: int | None = None


def take_command(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> Facts:
    """Judge the sender, do what may be done, answer once."""
    listed = cases_in(office, belongs.mail)
    number = _case_meant(office, arrival.message, belongs, listed)
    sender = standing(
        arrival.message, office.policy, office.house, token_facts(belongs.mail), now=arrival.now, number=number
    )
    reading = read_commands(arrival.message.text, arrival.now.date(), office.policy)
    reply = Reply(arrival, reading, arrival.message.text, number, belongs.mail, belongs.mail, listed)
    match sender.standing:
        case Standing.ACTS if sender.actor is not None:
            number = _act(office, work, _with_original(office, work, reply), sender.actor)
        case Standing.ASK:
            _ask(office, work, reply)
        case Standing.STAFF:
            _statement(office, work, reply)
            letter = Letter(Purpose.CONFIRMATION, (arrival.message.sole_sender,), number=number, cause=FILED)
            post_seldom(office, work, StaffContext.of(number), letter)
        case _:
            work.findings.append(_refused(reply, sender.standing))
    return Facts(Disposition.COMMAND, case_number=number, target_folder=_folder(office, work, number))


def _case_meant(office: Runtime, message: Message, belongs: Belonging, listed: tuple[str, ...]) -> str:
    """The case of a command mail: that of the answered mail, the only one that a list holds, or one that is named.

    What a reply to a list quotes says nothing: there the sender's own words have to name the case.
    """
    mail = belongs.mail
    if mail is None:
        return belongs.number or (belongs.mentioned[0] if belongs.mentioned else "")
    if mail.case_number:
        return mail.case_number
    own = office.house.numbers_in(f"{message.subject}\n{message.text}")
    named = [number for number in belongs.mentioned if number in own] or list(listed)
    return named[0] if len(named) == 1 else ""


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


def _folder(office: Runtime, work: Work, number: str) -> str:
    """With its case; where a doubtful follow-up waits, or waited up to now, apart: a reply may quote of it."""
    case = _case_of(office, work, number)
    if case is None:
        return office.settings.mailbox.processed_folder
    with office.store.read() as tx:
        stored = register.load(tx, number)
    doubtful = case.doubt is not None or (stored is not None and stored[0].doubt is not None)
    return doubtful_folder(office, case) if doubtful else case_folder(office, case)


def _with_original(office: Runtime, work: Work, reply: Reply) -> Reply:
    """Where "Bitte bestätigen" was answered with yes, the commands of the mail that it asked about come first."""
    original: Confirmed | None = confirmed_by(office, work, reply.proof, reply.reading)
    if original is None:
        return reply
    return replace(
        reply,
        reading=original.reading,
        text=original.reading.statement,
        answered=original.answered,
        listed=cases_in(office, original.answered),
        confirmed=reply.proof.confirms_row if reply.proof is not None else None,
    )


def _act(office: Runtime, work: Work, reply: Reply, actor: Actor) -> str:
    """Do all commands and answer once; returns the number of the case that the mail is filed with."""
    reading = reply.reading
    commands = [one for command in reading.commands for one in _spread(office, reply, actor, command)]
    outcomes = [_carry_out(office, work, reply, actor, command) for command in commands]
    opened = [outcome.command.number for outcome in outcomes if _opens_a_case(outcome)]
    outcomes += [Outcome(misread.command, Result.UNCLEAR, misread.refusal) for misread in reading.misread]
    filed = _statement(office, work, reply) if reading.statement else None
    if filed is not None:
        step(office, work, reply.number, lambda absent: Stated(reply.arrival.now, actor, absent))
    work.findings += [_refused(reply, outcome.refusal) for outcome in outcomes if outcome.result is not Result.DONE]
    number = reply.number or (opened[0] if opened else "")
    if reply.confirmed is not None and opened and number == opened[0]:
        _file_original(office, work, reply.confirmed, number)
    _answer(office, work, replace(reply, number=number), actor, tuple(outcomes), filed)
    return number


def _file_original(office: Runtime, work: Work, row: int, number: str) -> None:
    """The mail that was confirmed holds the letter: it lies, and goes one day, with the case that it opened."""
    folder = _folder(office, work, number)
    work.after.append(lambda tx: ledger.file_with(tx, row, number, folder))


def _opens_a_case(outcome: Outcome) -> bool:
    return outcome.result is Result.DONE and outcome.command.verb in {Verb.RECORD, Verb.MAKE_CASE}


def _refused(reply: Reply, why: str) -> FindingRow:
    return FindingRow(
        at=reply.arrival.now,
        what="refused_command",
        case_number=reply.number or None,
        message_row=reply.arrival.row_id,
        detail=why,
    )


def _spread(office: Runtime, reply: Reply, actor: Actor, command: Command) -> tuple[Command, ...]:
    return spread(office, actor, command, reply.answered, reply.listed)


def _carry_out(office: Runtime, work: Work, reply: Reply, actor: Actor, command: Command) -> Outcome:
    number = number_meant(office, command, reply.number, reply.listed)
    command = replace(command, number=number)
    if concerns_the_office(command):
        return carry_out_office_command(office, work, reply.arrival, actor, replace(command, number=""))
    token = token_facts(reply.proof)
    if token is not None and not covers(token, number):
        return Outcome(command, Result.REFUSED, Refusal.OTHER_MAIL)
    with office.store.read() as tx:
        known = bool(number) and (number in work.cases or register.load(tx, number) is not None)
    if not known and (number or command.verb is not Verb.UNDO):
        return Outcome(command, Result.REFUSED, Refusal.UNKNOWN_NUMBER if number else Refusal.NO_CASE)
    if command.verb is Verb.UNDO:
        return undo_last(office, work, actor, command, reply.arrival.now)
    if command.verb is Verb.MERGE:
        command, refusal = whole_target(office, work, actor, command)
        if refusal is not Refusal.NONE:
            return Outcome(command, Result.REFUSED, refusal)
    return _on_case(office, work, reply, actor, command)


def _on_case(office: Runtime, work: Work, reply: Reply, actor: Actor, command: Command) -> Outcome:
    """Let the workflow decide on the command, and do what the shell adds to it."""
    now, number = reply.arrival.now, command.number
    filed = file_draft(office, work, reply.arrival, command) if holds_a_draft(office, command) else None
    if holds_a_word(command):
        filed = file_word(office, work, reply.arrival, command)
    offered = reply.answered.draft if reply.answered is not None and reply.answered.case_number == number else None
    clean = command.verb is Verb.RELEASE and may_be_mailed(newest_text(office, work, number, DRAFT))
    answered_at = _listed_at(reply) if command.verb is Verb.POSTED else None
    demand = demand_of(office, number) if command.verb is Verb.KIND else Demand()
    before = _case_of(office, work, number)
    decision = step(
        office,
        work,
        number,
        lambda absent: Commanded(
            now,
            actor,
            command,
            absent,
            offered_draft=offered,
            draft_clean=clean,
            deadline_on=demand.on,
            deadline_days=demand.days,
            committee_on=demand.committee_on,
            answered_at=answered_at,
        ),
        text=command.text,
    )
    outcome = decision.outcome or Outcome(command, Result.DONE)
    if filed is not None and outcome.result is not Result.DONE:
        work.texts.remove(filed)
    if _stays_apart(before, decision):
        work.after.append(lambda tx: ledger.keep_apart(tx, number))
    if command.verb is Verb.POSTED and outcome.result is Result.DONE:
        work.after.append(lambda tx: _mark_posted(tx, number, answered_at or now, now))
    for effect in decision.effects:
        if isinstance(effect, OpenLinked):
            split_off(office, work, decision.case, effect, command)
    return outcome


def _listed_at(reply: Reply) -> datetime | None:
    """When the list was made that is answered; a mail on one case lists nothing."""
    answered = reply.answered
    return answered.created_at if answered is not None and not answered.case_number else None


def _stays_apart(before: Case | None, decision: Decision) -> bool:
    """Whether a doubtful follow-up, or what is left of one, was settled and belongs to no team."""
    doubt = before.doubt if before is not None else None
    own = any(isinstance(effect, OpenLinked) and effect.follow_up for effect in decision.effects)
    return doubt is not None and decision.case.doubt is None and (doubt.parted or own)


def _case_of(office: Runtime, work: Work, number: str) -> Case | None:
    """As it stands in this step."""
    if number in work.cases:
        return work.cases[number][0]
    with office.store.read() as tx:
        loaded = register.load(tx, number) if number else None
    return loaded[0] if loaded is not None else None


def _mark_posted(tx: Transaction, number: str, until: datetime, now: datetime) -> None:
    desk.mark_posted(tx, number, until, now)


def _statement(office: Runtime, work: Work, reply: Reply) -> Anonymised | None:
    """File what is no command as a statement, anonymised with the case's own table of persons; None without a case."""
    if not reply.number:
        return None
    with office.store.read() as tx:
        people, _ = register.people(tx, reply.number)
    known = known_from(reply.arrival.message, None, office.directory.names, office.policy.prefix)
    anonymised = anonymise("", reply.text, known, people, language="de")
    file_text(work, reply.number, reply.arrival, anonymised, "statement")
    work.people[reply.number] = (anonymised.people, (*to_remember(anonymised.identifiers), *known_identifiers(known)))
    return anonymised


def _ask(office: Runtime, work: Work, reply: Reply) -> None:
    """ "Bitte bestätigen": nothing is done but one mail to the directory address, with a fresh token."""
    letter = Letter(
        Purpose.CONFIRMATION,
        (reply.arrival.message.sole_sender,),
        number=reply.number,
        cause="ask" if _means_a_command(reply.reading) else FILED,
        confirms_row=reply.arrival.row_id,
    )
    post_seldom(office, work, AskContext.of(reply.number, reply.reading.commands, office.policy), letter)


def _means_a_command(reading: Reading) -> bool:
    return bool(reading.commands or reading.misread)


def _besides_misread(reading: Reading) -> bool:
    """Whether there is more to file than lines that are asked back about anyway."""
    asked = {misread.command.line.strip() for misread in reading.misread}
    return any(line.strip() and line.strip() not in asked for line in reading.statement.splitlines())


def _answer(
    office: Runtime,
    work: Work,
    reply: Reply,
    actor: Actor,
    outcomes: tuple[Outcome, ...],
    filed: Anonymised | None,
) -> None:
    case = _case_of(office, work, reply.number)
    message = reply.arrival.message
    teams = (team.name for team in office.directory.teams)
    own = (*office.directory.names, *teams, *(sender.name for sender in message.senders))
    personal = to_point_out(office.store, reply.number, message, filed, own)
    cause = POINTED_OUT if personal else "answer" if outcomes else FILED
    letter = Letter(Purpose.CONFIRMATION, (message.sole_sender,), number=reply.number, cause=cause)
    statement = bool(_besides_misread(reply.reading) and reply.number)
    context = ConfirmationContext.of(outcomes, case, statement=statement, policy=office.policy, actor=actor)
    context = replace(context, personal=personal)
    if any(outcome.command.verb is Verb.STATUS and not outcome.command.number for outcome in outcomes):
        shown = tuple(case_facts(one, office.policy, None) for one in open_cases_of(office, actor))
        context = replace(context, case=shown)
    post_seldom(office, work, context, letter)
