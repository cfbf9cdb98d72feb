"""One frozen context for one template: all that a mail may say. Every leaf is `Cleared` or a bool.

Codes of closed sets (kinds, roles, reasons) travel as terms; their German words stand in `templates/words.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Self

from mailbot.cases.case import Case
from mailbot.cases.effects import Outcome, Refusal, Result
from mailbot.cases.events import Command, Verb
from mailbot.cases.policy import Policy
from mailbot.outbound.replies import Meaning, Reply, a_reply
from mailbot.privacy.cleared import Cleared, PublicText, _clear, count, day, file_number, nothing, public, term
from mailbot.rules.directory import Directory
from mailbot.vocabulary import Purpose, Route


class TemplateName(StrEnum):
    """The templates; each is a file `templates/<value>.mail`."""

    ACKNOWLEDGEMENT = "acknowledgement"
    INTERIM = "interim"
    THANKS = "thanks"
    HANDOVER = "handover"
    ANSWER = "answer"
    BARE_NOTICE = "bare_notice"
    FORWARD = "forward"
    PRESENTATION = "presentation"
    ALERT = "alert"
    CLOSING = "closing"
    NUMBER = "number"
    CONFIRMATION = "confirmation"
    ASK = "ask"
    STAFF = "staff"
    REMINDER = "reminder"
    DIGEST = "digest"
    BUNDLE = "bundle"
    FIRST_START = "first_start"
    HELD = "held"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Context:
    """What one template may say. `number` is the case the mail belongs to, or empty."""

    template: ClassVar[TemplateName]
    purpose: ClassVar[Purpose]
    number: Cleared


@dataclass(frozen=True, slots=True)
class OfficeBlock:
    """The office's contact as it stands at the foot of a notice."""

    name: Cleared
    signature: Cleared
    mailbox: Cleared
    address: Cleared
    phone: Cleared
    hours: Cleared
    privacy_url: Cleared


@dataclass(frozen=True, slots=True)
class NoticeContext(Context):
    """A notice to a customer. `until` is the date it names; `translation` a language code or empty."""

    received_on: Cleared
    received: Cleared
    until: Cleared
    attachments: Cleared
    has_attachments: bool
    one_attachment: bool
    attachment_unread: bool
    decided_elsewhere: bool
    again: bool
    translation: Cleared
    reason: Cleared
    objection_ways: tuple[Cleared, ...]
    office: OfficeBlock


@dataclass(frozen=True, slots=True)
class AcknowledgementContext(NoticeContext):
    """Eingangsbestätigung."""

    template = TemplateName.ACKNOWLEDGEMENT
    purpose = Purpose.ACKNOWLEDGEMENT


@dataclass(frozen=True, slots=True)
class InterimContext(NoticeContext):
    """Zwischennachricht."""

    template = TemplateName.INTERIM
    purpose = Purpose.INTERIM


@dataclass(frozen=True, slots=True)
class ThanksContext(NoticeContext):
    """The acknowledgement of praise."""

    template = TemplateName.THANKS
    purpose = Purpose.THANKS


@dataclass(frozen=True, slots=True)
class HandoverContext(NoticeContext):
    """The reaction went to the office that decides; a plain e-mail does not keep a period."""

    template = TemplateName.HANDOVER
    purpose = Purpose.HANDOVER


@dataclass(frozen=True, slots=True)
class BareNoticeContext(Context):
    """The bare form of a notice: number, date, office. It goes when the gate blocks the full one."""

    template = TemplateName.BARE_NOTICE
    purpose = Purpose.ACKNOWLEDGEMENT
    received_on: Cleared
    is_interim: bool
    is_handover: bool
    objection_ways: tuple[Cleared, ...]
    office: OfficeBlock


@dataclass(frozen=True, slots=True)
class AnswerContext(Context):
    """The released answer of the office to the customer."""

    template = TemplateName.ANSWER
    purpose = Purpose.ANSWER
    received_on: Cleared
    text: Cleared
    office: OfficeBlock


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What every internal mail on a case tells of it. `folder` names where the original lies, or is empty."""

    number: Cleared
    kind: Cleared
    also: Cleared
    topics: tuple[Cleared, ...]
    team: Cleared
    org: Cleared
    route: Cleared
    channel: Cleared
    status: Cleared
    received: Cleared
    flags: tuple[Cleared, ...]
    application: bool
    anonymous: bool
    doubtful: bool
    likely: tuple[Cleared, ...]
    folder: Cleared
    acknowledgement_due: Cleared
    interim_due: Cleared
    final_due: Cleared
    deadline: Cleared
    deadline_confirmed: bool
    committee_on: Cleared
    forecast: Cleared
    sent_by_authority: bool


@dataclass(frozen=True, slots=True)
class ForwardContext(Context):
    """The case, anonymised, to those who work on it."""

    template = TemplateName.FORWARD
    purpose = Purpose.FORWARD
    reason: Cleared
    case: CaseHead
    until: Cleared
    subject: Cleared
    text: Cleared
    withheld: bool
    is_follow_up: bool
    to_objections: bool
    to_contributor: bool
    to_colleague: bool
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class PresentationContext(Context):
    """The case at once to management."""

    template = TemplateName.PRESENTATION
    purpose = Purpose.PRESENTATION
    reason: Cleared
    case: CaseHead
    subject: Cleared
    text: Cleared
    withheld: bool
    is_petition: bool
    is_follow_up: bool
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class AlertContext(Context):
    """A word at once, without text of the case."""

    template = TemplateName.ALERT
    purpose = Purpose.ALERT
    reason: Cleared
    flag: Cleared
    due: Cleared
    month_from_receipt: Cleared
    is_privacy: bool
    is_danger: bool
    case: CaseHead
    draft: Cleared
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class ClosingContext(Context):
    """The case is closed; where the originals belong."""

    template = TemplateName.CLOSING
    purpose = Purpose.CLOSING
    case: CaseHead
    closed_on: Cleared
    evaluation: Cleared
    proposed: bool
    archive: Cleared
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class NumberContext(Context):
    """The file number, for an employee, a colleague or a lead."""

    template = TemplateName.NUMBER
    purpose = Purpose.CONFIRMATION
    received: Cleared
    channel: Cleared
    is_form: bool
    is_ticket: bool
    confidential: bool
    final_due: Cleared
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command with what it would do or did."""

    number: Cleared
    verb: Cleared
    kind: Cleared
    on: Cleared
    evaluation: Cleared
    result: Cleared
    refusal: Cleared
    done: bool


@dataclass(frozen=True, slots=True)
class StatusBlock:
    """The state of a case as STATUS tells it."""

    number: Cleared
    kind: Cleared
    status: Cleared
    received_on: Cleared
    forecast: Cleared
    closed_on: Cleared


@dataclass(frozen=True, slots=True)
class ConfirmationContext(Context):
    """The one answer to a command mail."""

    template = TemplateName.CONFIRMATION
    purpose = Purpose.CONFIRMATION
    lines: tuple[CommandLine, ...]
    all_done: bool
    none_done: bool
    statement: bool
    only_statement: bool
    help: bool
    status: tuple[StatusBlock, ...]
    verbs: tuple[Cleared, ...]

    @classmethod
    def of(cls, outcomes: tuple[Outcome, ...], case: Case | None, *, statement: bool, policy: Policy) -> Self:
        """The answer: each command with its result, the state of the case where it was asked for, help where wanted."""
        lines = tuple(_line(outcome.command, policy, outcome) for outcome in outcomes)
        done = [outcome.result is Result.DONE for outcome in outcomes]
        verbs = {outcome.command.verb for outcome in outcomes if outcome.result is Result.DONE}
        return cls(
            number=file_number(case.number) if case else nothing(),
            lines=lines,
            all_done=bool(done) and all(done),
            none_done=bool(done) and not any(done),
            statement=statement,
            only_statement=not outcomes,
            help=Verb.HELP in verbs or not all(done),
            status=(_status(case),) if case is not None and outcomes else (),
            verbs=tuple(term(verb) for verb in Verb) if Verb.HELP in verbs else (),
        )


@dataclass(frozen=True, slots=True)
class AskContext(Context):
    """ "Bitte bestätigen": what would be done; a reply to this mail does it."""

    template = TemplateName.ASK
    purpose = Purpose.CONFIRMATION
    lines: tuple[CommandLine, ...]
    replies: tuple[Reply, ...]

    @classmethod
    def of(cls, number: str, commands: tuple[Command, ...]) -> Self:
        """What the mail without a token asked for."""
        lines = tuple(_line(command, None, None) for command in commands)
        replies = (a_reply(Verb.CONFIRM, Meaning.CONFIRM_COMMAND),)
        return cls(number=_number(number), lines=lines, replies=replies)


@dataclass(frozen=True, slots=True)
class StaffContext(Context):
    """Other internal staff: the mail was filed; who may command."""

    template = TemplateName.STAFF
    purpose = Purpose.CONFIRMATION

    @classmethod
    def of(cls, number: str) -> Self:
        """For the case of that number, or none."""
        return cls(number=_number(number))


@dataclass(frozen=True, slots=True)
class QuarantineAlertContext(Context):
    """A message could not be taken in."""

    template = TemplateName.QUARANTINE
    purpose = Purpose.ALERT
    message: Cleared
    replies: tuple[Reply, ...]

    @classmethod
    def of(cls, message: int) -> Self:
        """For the message with that id."""
        reply = a_reply(Verb.MAKE_CASE, Meaning.MAKE_CASE, argument=count(message))
        return cls(number=nothing(), message=count(message), replies=(reply,))


def _number(number: str) -> Cleared:
    return file_number(number) if number else nothing()


def _line(command: Command, policy: Policy | None, outcome: Outcome | None) -> CommandLine:
    """Only what is ours: a line of the mail itself is never repeated."""
    known = (*policy.evaluations, *policy.suggestion_evaluations) if policy else ()
    failed = outcome is not None and outcome.refusal is not Refusal.NONE
    return CommandLine(
        number=_number(command.number) if command.number.count("-") > 1 else nothing(),
        verb=term(command.verb) if outcome is None or outcome.result is not Result.UNCLEAR else nothing(),
        kind=term(command.kind) if command.kind else nothing(),
        on=day(command.on) if command.on else nothing(),
        evaluation=public(PublicText(command.evaluation)) if command.evaluation in known else nothing(),
        result=term(outcome.result) if outcome else nothing(),
        refusal=term(outcome.refusal) if failed and outcome else nothing(),
        done=outcome is not None and outcome.result is Result.DONE,
    )


def _status(case: Case) -> StatusBlock:
    return StatusBlock(
        number=file_number(case.number),
        kind=term(case.kind),
        status=term(case.status),
        received_on=day(case.received_at.date()),
        forecast=day(case.forecast) if case.forecast else nothing(),
        closed_on=day(case.closing.at.date()) if case.closing else nothing(),
    )


def route_name(route: str, directory: Directory) -> Cleared:
    """A route as mails name it: the team's name, or the term of a destination that is no team."""
    team = directory.team(route)
    return public(PublicText(team.name)) if team else term(Route(route) if route in set(Route) else Route.NONE)


def bare_context(context: Context) -> Context:
    """The bare form of a notice; any other context as it is."""
    if not isinstance(context, NoticeContext):
        return context
    return BareNoticeContext(
        number=context.number,
        received_on=context.received_on,
        is_interim=isinstance(context, InterimContext),
        is_handover=isinstance(context, HandoverContext),
        objection_ways=context.objection_ways,
        office=context.office,
    )


def neutral_context(context: Context) -> Context:
    """The same mail as if nobody had written anything: text that came from outside gives way to a fixed word.

    What is our own (terms, dates, counts, the office's contact) stays: it cannot be personal data, and only so
    can a display name such as "Beschwerde" or "Montag" not stop a mail.
    """
    neutral: Context = _neutral(context)
    return neutral


def _neutral(value: Any) -> Any:
    if isinstance(value, Cleared):
        return value if value.is_own or not value else _clear("…")
    if isinstance(value, tuple):
        return tuple(_neutral(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _neutral(getattr(value, field.name)) for field in fields(value)})
    return value
