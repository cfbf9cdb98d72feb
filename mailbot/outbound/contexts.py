"""One frozen context class for each template: all that the mail may say (docs/decisions/0006).

The lists (digest, bundle) have theirs in `digest.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Final, Self

from mailbot.cases.authority import actor_of, is_contributor, roles_on, verbs_of
from mailbot.cases.case import Case
from mailbot.cases.effects import Document, Outcome, Refusal, Remark, ReminderReason, Result
from mailbot.cases.events import Actor, Command, Verb
from mailbot.cases.policy import Policy
from mailbot.outbound.fields import (
    Choice,
    Clock,
    Context,
    Count,
    Day,
    FileNumber,
    Moment,
    Outside,
    Part,
    TemplateName,
    Term,
)
from mailbot.outbound.offers import for_reminder, usable
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.shown import BY_MAIL, CaseFacts, Reply, case_facts, optional_day
from mailbot.privacy.cleared import NOTHING, Cleared, chosen, clock, count, day, file_number, named, term
from mailbot.vocabulary import Route


@dataclass(frozen=True, slots=True)
class NoticeContext(Context):
    """A mail to a customer. `languages` are those whose fixed translation follows; `is_bare` asks for the bare form.

    `by_letter`: it is printed and posted; nobody can answer to it by mail, and a letter has a day of receipt alone.
    """

    number: FileNumber
    received_on: Day
    received_at: Moment
    languages: tuple[Term, ...]
    by_letter: bool = field(default=False, kw_only=True)

    replies_to_mail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AcknowledgementContext(NoticeContext):
    """Eingangsbestätigung; `hear_by` is the day until which the customer hears again."""

    template: ClassVar[TemplateName] = TemplateName.ACKNOWLEDGEMENT
    hear_by: Day
    attachments: Count
    one_attachment: bool = False
    attachment_unread: bool = False
    petition: bool = False
    again: bool = False
    is_bare: bool = False

    @property
    def has_attachments(self) -> bool:
        """Whether any arrived."""
        return str(self.attachments) not in {"", "0"}

    def bare(self) -> Self:
        """Number, date, office."""
        return replace(self, is_bare=True, languages=())


@dataclass(frozen=True, slots=True)
class InterimContext(NoticeContext):
    """Zwischennachricht; `until` is the day the lead named, `hear_by` the day by which the customer hears again.

    `reason` is one of the configured ones, `text` a free text that the officer released.
    """

    template: ClassVar[TemplateName] = TemplateName.INTERIM
    until: Day
    hear_by: Day
    reason: Choice = NOTHING
    text: Outside = NOTHING
    first: bool = False
    again: bool = False
    petition: bool = False
    is_bare: bool = False

    def bare(self) -> Self:
        """Number, date, office."""
        return replace(self, is_bare=True, languages=(), reason=NOTHING, text=NOTHING)


@dataclass(frozen=True, slots=True)
class ThanksContext(NoticeContext):
    """The acknowledgement of praise."""

    template: ClassVar[TemplateName] = TemplateName.THANKS
    is_bare: bool = False

    def bare(self) -> Self:
        """Number, date, office."""
        return replace(self, is_bare=True, languages=())


@dataclass(frozen=True, slots=True)
class HandoverContext(NoticeContext):
    """Another office has the mail now: the objections office, or the agency's KRM."""

    template: ClassVar[TemplateName] = TemplateName.HANDOVER
    to_agency: bool = False
    is_bare: bool = False

    def bare(self) -> Self:
        """Number, date, office, and the valid ways of an objection, for these no customer may miss."""
        return replace(self, is_bare=True, languages=())


@dataclass(frozen=True, slots=True)
class AnswerContext(NoticeContext):
    """The released answer."""

    template: ClassVar[TemplateName] = TemplateName.ANSWER
    text: Outside = NOTHING
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class ForwardContext(Context):
    """The case, anonymised, to those who work on it.

    `further` is a follow-up that waits, or waited, for the officer; `attachments` how many came with a known text,
    `word` what the officer writes beside a date.
    """

    template: ClassVar[TemplateName] = TemplateName.FORWARD
    case: CaseFacts
    reason: Term
    subject: Outside
    text: Outside
    follow_up: Outside
    until: Day
    withheld: bool
    contribution: bool
    replies: tuple[Reply, ...]
    further: Outside = NOTHING
    word: Outside = NOTHING
    attachments: Count = NOTHING


@dataclass(frozen=True, slots=True)
class PresentationContext(Context):
    """The case at once to management; `statement` is a contribution that came in to it."""

    template: ClassVar[TemplateName] = TemplateName.PRESENTATION
    case: CaseFacts
    reason: Term
    subject: Outside
    text: Outside
    follow_up: Outside
    withheld: bool
    replies: tuple[Reply, ...]
    further: Outside = NOTHING
    statement: Outside = NOTHING
    attachments: Count = NOTHING


@dataclass(frozen=True, slots=True)
class AlertContext(Context):
    """A word at once, without text of the case; a draft that waits for release is shown as it would leave.

    `failed` and `failed_team` say whose mailbox refused a mail, `covered` that the deputy has the case.
    """

    template: ClassVar[TemplateName] = TemplateName.ALERT
    case: CaseFacts
    reason: Term
    flag: Term
    due: Day
    draft: Outside
    draft_version: Count
    replies: tuple[Reply, ...]
    failed: Term = NOTHING
    failed_team: Term = NOTHING
    covered: bool = False


@dataclass(frozen=True, slots=True)
class QuarantineAlertContext(Context):
    """A message could not be taken in; `row` is its id in the ledger."""

    template: ClassVar[TemplateName] = TemplateName.QUARANTINE
    row: Count
    replies: tuple[Reply, ...]

    @classmethod
    def of(cls, row: int) -> Self:
        """For the message with that id."""
        return cls(row=count(row), replies=(Reply(verb=term(Verb.MAKE_CASE), row=count(row)),))


@dataclass(frozen=True, slots=True)
class CeilingContext(Context):
    """Mails wait because a ceiling is reached: that of one address, or (`per_hour`) that of all mails in an hour; or
    because so many notices are `overdue` at once that a person has to look.
    """

    template: ClassVar[TemplateName] = TemplateName.CEILING
    replies: tuple[Reply, ...] = ()
    per_hour: Count = NOTHING
    overdue: Count = NOTHING

    @classmethod
    def of_held(cls, rows: tuple[int, ...]) -> Self:
        """For held mails with these ids, each with the reply that lets it go."""
        return cls(replies=tuple(Reply(verb=term(Verb.FREE), row=count(row)) for row in rows))

    @classmethod
    def of_overdue(cls, notices: int) -> Self:
        """For so many overdue notices, with the reply that lets them go."""
        return cls(replies=(Reply(verb=term(Verb.RESUME)),), overdue=count(notices))

    @classmethod
    def of_hour(cls, limit: int) -> Self:
        """For so many mails in an hour."""
        return cls(per_hour=count(limit))


@dataclass(frozen=True, slots=True)
class NumberContext(Context):
    """The file number, for an employee, a colleague or a lead."""

    template: ClassVar[TemplateName] = TemplateName.NUMBER
    replies_to_mail: ClassVar[bool] = True
    number: FileNumber
    received_on: Day
    form: bool
    ticket: bool
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class ClosingContext(Context):
    """The case is closed; where the originals belong."""

    template: ClassVar[TemplateName] = TemplateName.CLOSING
    case: CaseFacts
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Done(Part):
    """A command, and what became of it. A line of the mail itself is never repeated."""

    verb: Term
    result: Term = NOTHING
    refusal: Term = NOTHING
    remark: Term = NOTHING
    number: FileNumber = NOTHING
    kind: Term = NOTHING
    route: Term = NOTHING
    on: Day = NOTHING
    evaluation: Choice = NOTHING
    row: Count = NOTHING
    done: bool = False
    by_letter: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmationContext(Context):
    """The one answer to a command mail. `case` is shown where a command was about it; `help` lists the commands.

    `personal`: the mail held names, numbers or attachments, and it is pointed out for the first time.
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
        shown = case is not None and (actor is None or bool(roles_on(actor, case, policy)))
        verbs = {outcome.command.verb for outcome in outcomes if outcome.result is Result.DONE}
        results = [outcome.result is Result.DONE for outcome in outcomes]
        return cls(
            number=file_number(case.number) if case else NOTHING,
            done=tuple(
                replace(_done(outcome.command, policy, outcome), by_letter=_became_a_letter(outcome, case))
                for outcome in outcomes
            ),
            all_done=bool(results) and all(results),
            nothing_done=bool(results) and not any(results),
            statement=statement,
            help=Verb.HELP in verbs or not all(results),
            case=(case_facts(case, policy, None),) if case is not None and shown and outcomes else (),
            verbs=_forms(verbs_of(actor) if actor is not None else tuple(Verb)) if Verb.HELP in verbs else (),
            contribution=actor is not None and case is not None and is_contributor(case, actor),
        )


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
            replies=(Reply(verb=term(Verb.CONFIRM)),),
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


@dataclass(frozen=True, slots=True)
class Reminder(Part):
    """One case in a lead's reminder mail.

    `at` is when the interim notice that it tells of leaves; `after_days_off`: not tomorrow. `words` is what was noted
    with the date.
    """

    case: CaseFacts
    reason: Term
    due: Day
    replies: tuple[Reply, ...]
    at: Clock = NOTHING
    after_days_off: bool = False
    words: tuple[Outside, ...] = ()


Noted = Mapping[tuple[str, ReminderReason, date | None], tuple[Cleared, ...]]
"""What was noted with a date of a case: by file number, reason and day."""
NOTHING_NOTED: Final[Noted] = {}


@dataclass(frozen=True, slots=True)
class ReminderContext(Context):
    """The one reminder mail of a day: everything that needs something from its reader."""

    template: ClassVar[TemplateName] = TemplateName.REMINDER
    today: Day
    total: Count
    one: bool
    reminders: tuple[Reminder, ...]

    @classmethod
    def of(
        cls,
        due: tuple[tuple[Case, ReminderReason, date | None], ...],
        today: date,
        policy: Policy,
        *,
        facts: OfficeFacts | None = None,
        reader: str = "",
        words: Noted = NOTHING_NOTED,
    ) -> Self:
        """From the cases with why and by when, and what was noted with it; what is due first stands first.

        With a `reader` only replies that this address may send, and folders only of cases it has a part in.
        """
        ordered = sorted(due, key=lambda one: (one[2] or date.max, one[0].number))
        return cls(
            today=day(today),
            total=count(len(due)),
            one=len(due) == 1,
            reminders=tuple(
                replace(
                    _reminder(case, reason, on, policy, facts=facts, reader=reader, today=today),
                    words=words.get((case.number, reason, on), ()),
                )
                for case, reason, on in ordered
            ),
        )


def _reminder(
    case: Case,
    reason: ReminderReason,
    on: date | None,
    policy: Policy,
    *,
    facts: OfficeFacts | None,
    reader: str,
    today: date,
) -> Reminder:
    """Each reply of a list names its case."""
    replies = for_reminder(reason, case, policy)
    has_part = not reader or bool(roles_on(actor_of(reader, policy.directory), case, policy))
    interim = reason is ReminderReason.INTERIM_TOMORROW
    return Reminder(
        case=case_facts(case, policy, facts if has_part else None),
        reason=term(reason),
        due=optional_day(on),
        replies=tuple(
            replace(reply, number=file_number(case.number))
            for reply in (usable(replies, (reader,), case, policy) if reader else replies)
        ),
        at=clock(policy.notice_time) if interim else NOTHING,
        after_days_off=interim and on is not None and (on - today).days > 1,
    )


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


def bare_context(context: Context) -> Context:
    """The bare form of a notice; any other context as it is."""
    return context.bare()


def neutral_context(context: Context) -> Context:
    """The same context with neutral values where text may have come from outside."""
    return context.neutral()
