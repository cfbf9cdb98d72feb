"""What the answer to a command mail may say, and what is asked back (docs/decisions/0006)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Self

from mailbot.cases.authority import is_contributor, roles_on, verbs_of
from mailbot.cases.case import Case
from mailbot.cases.effects import Document, Outcome, Refusal, Remark, Result
from mailbot.cases.events import Actor, Command, Verb
from mailbot.cases.policy import Policy
from mailbot.outbound.fields import (
    Choice,
    Context,
    Count,
    Day,
    FileNumber,
    Part,
    TemplateName,
    Term,
)
from mailbot.outbound.shown import BY_MAIL, CaseFacts, Explained, Reply, case_facts, optional_day
from mailbot.privacy.cleared import NOTHING, Cleared, chosen, count, file_number, named, term
from mailbot.vocabulary import Route


@dataclass(frozen=True, slots=True)
class Done(Part):
    """A command, and what became of it. A line of the mail itself is never repeated."""

    verb: Term
    result: Term = NOTHING
    refusal: Term = NOTHING
    remark: Term = NOTHING
    number: FileNumber = NOTHING
    kind: Term = NOTHING
    group: Term = NOTHING
    route: Term = NOTHING
    on: Day = NOTHING
    evaluation: Choice = NOTHING
    row: Count = NOTHING
    done: bool = False
    by_letter: bool = False
    unclear: bool = False


IN_SUBJECT: Final = 3
"""So many commands are named in the subject of their answer, or one more where that makes all."""


@dataclass(frozen=True, slots=True)
class ConfirmationContext(Context):
    """The one answer to a command mail. `case` is shown where a command was about it; `help` lists the commands.

    `named` are the first few of `done`, for the subject, `more` how many there are besides. `personal`: the mail held
    names, numbers or attachments, and it is pointed out for the first time.
    """

    template: ClassVar[TemplateName] = TemplateName.CONFIRMATION
    replies_to_mail: ClassVar[bool] = True
    number: FileNumber
    done: tuple[Done, ...]
    all_done: bool
    nothing_done: bool
    statement: bool
    help: bool
    case: tuple[CaseFacts, ...] = ()
    verbs: tuple[Term, ...] = ()
    contribution: bool = False
    personal: bool = False
    named: tuple[Done, ...] = ()
    more: Count = NOTHING

    @classmethod
    def of(
        cls,
        outcomes: tuple[Outcome, ...],
        case: Case | None,
        *,
        statement: bool,
        policy: Policy,
        actor: Actor | None = None,
    ) -> Self:
        """What was done, what was not and why; with nothing done and no command, that the text was filed.

        Of the case nothing but the number is shown to an `actor` who has no part in it (any more).
        """
        meant = case is not None and any(_is_about(outcome, case) for outcome in outcomes)
        shown = case is not None and meant and (actor is None or bool(roles_on(actor, case, policy)))
        verbs = {outcome.command.verb for outcome in outcomes if outcome.result is Result.DONE}
        results = [outcome.result is Result.DONE for outcome in outcomes]
        done = tuple(
            replace(_done(outcome.command, policy, outcome), by_letter=_became_a_letter(outcome, case))
            for outcome in outcomes
        )
        return cls(
            number=file_number(case.number) if case else NOTHING,
            done=done,
            named=done[:IN_SUBJECT] if len(done) > IN_SUBJECT + 1 else done,
            more=count(len(done) - IN_SUBJECT) if len(done) > IN_SUBJECT + 1 else NOTHING,
            all_done=bool(results) and all(results),
            nothing_done=bool(results) and not any(results),
            statement=statement,
            help=Verb.HELP in verbs or not all(results),
            case=(case_facts(case, policy, None),) if case is not None and shown else (),
            verbs=_forms(verbs_of(actor) if actor is not None else tuple(Verb)) if Verb.HELP in verbs else (),
            contribution=actor is not None and case is not None and is_contributor(case, actor),
        )


def _is_about(outcome: Outcome, case: Case) -> bool:
    """Whether the case belongs beside this result; a command of the whole office (BERICHT, HILFE) is about none."""
    number = outcome.command.number
    return number == case.number or (not number and outcome.result is Result.UNCLEAR)


def _forms(verbs: tuple[Verb, ...]) -> tuple[Cleared, ...]:
    """The verbs as HILFE lists them; FREIGABE has two forms that do different things."""
    forms: list[Cleared] = []
    for verb in verbs:
        forms += [term(verb), *([BY_MAIL] if verb is Verb.RELEASE else [])]
    return tuple(forms)


@dataclass(frozen=True, slots=True)
class AskContext(Context):
    """ "Bitte bestätigen": what would be done; a reply to this mail does it."""

    template: ClassVar[TemplateName] = TemplateName.ASK
    replies_to_mail: ClassVar[bool] = True
    number: FileNumber
    wanted: tuple[Done, ...]
    replies: tuple[Reply, ...]

    @classmethod
    def of(cls, number: str, commands: tuple[Command, ...], policy: Policy | None = None) -> Self:
        """What the mail without a token asked for; with the policy, teams and evaluations are named too."""
        return cls(
            number=file_number(number) if number else NOTHING,
            wanted=tuple(_done(command, policy, None) for command in commands),
            replies=(Reply(verb=term(Verb.CONFIRM), explains=term(Explained.DO_IT)),),
        )


@dataclass(frozen=True, slots=True)
class StaffContext(Context):
    """Other internal staff: the mail was filed as a statement; who may command."""

    template: ClassVar[TemplateName] = TemplateName.STAFF
    replies_to_mail: ClassVar[bool] = True
    number: FileNumber

    @classmethod
    def of(cls, number: str) -> Self:
        """For the case of that number, or none."""
        return cls(number=file_number(number) if number else NOTHING)


def _done(command: Command, policy: Policy | None, outcome: Outcome | None) -> Done:
    """Only what is ours: closed sets, dates, numbers, teams of the directory."""
    evaluations = (*policy.evaluations, *policy.suggestion_evaluations) if policy else ()
    refused = outcome is not None and outcome.refusal is not Refusal.NONE
    return Done(
        verb=term(command.verb),
        result=term(outcome.result) if outcome else NOTHING,
        refusal=term(outcome.refusal) if outcome and refused else NOTHING,
        remark=term(outcome.remark) if outcome and outcome.remark is not Remark.NONE else NOTHING,
        number=_number(command),
        kind=term(command.kind) if command.kind else NOTHING,
        group=term(command.group) if command.group else NOTHING,
        route=_route(command, policy),
        on=optional_day(command.on),
        evaluation=chosen(command.evaluation, evaluations),
        row=count(int(command.target)) if _ROW.fullmatch(command.target) else NOTHING,
        done=outcome is not None and outcome.result is Result.DONE,
        unclear=outcome is not None and outcome.result is Result.UNCLEAR,
    )


def _became_a_letter(outcome: Outcome, case: Case | None) -> bool:
    """Whether FREIGABE wrote a letter: what is not clean, or was not asked for as a mail, is never mailed."""
    released = outcome.command.verb is Verb.RELEASE and outcome.result is Result.DONE
    return released and case is not None and case.documents[-1:] == (Document.ANSWER_LETTER,)


_FILE_NUMBER = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}")
_ROW = re.compile(r"[0-9]{1,9}")


def _number(command: Command) -> Cleared:
    """The file number that the line names: its case, or for GEHÖRT ZU the other one."""
    named_ = command.target if command.verb is Verb.MERGE else command.number
    return file_number(named_) if _FILE_NUMBER.fullmatch(named_) else NOTHING


def _route(command: Command, policy: Policy | None) -> Cleared:
    if command.by_mail:
        return named("mail")
    known = {team.id for team in policy.directory.teams} if policy else set()
    return named(command.target) if command.target in known | set(Route) else NOTHING
