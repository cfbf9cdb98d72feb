"""What a mail on one case to those who work on it, or on what waits for the officer, may say (docs/decisions/0006)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from mailbot.cases.events import Verb
from mailbot.outbound.fields import (
    Context,
    Count,
    Day,
    FileNumber,
    Outside,
    TemplateName,
    Term,
)
from mailbot.outbound.shown import CaseFacts, Reply
from mailbot.privacy.cleared import NOTHING, count, term


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

    `failed` and `failed_team` say whose mailbox refused a mail, `covered` that the deputy has the case; `advice` is
    what to do where that depends on more than the reason.
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
    advice: Term = NOTHING
    answer_by: Day = NOTHING


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
    """The file number, for an employee, a colleague or a lead, who is told when the answer is `due`."""

    template: ClassVar[TemplateName] = TemplateName.NUMBER
    replies_to_mail: ClassVar[bool] = True
    number: FileNumber
    received_on: Day
    form: bool
    ticket: bool
    replies: tuple[Reply, ...]
    due: Day = NOTHING


@dataclass(frozen=True, slots=True)
class ClosingContext(Context):
    """The case is closed; where the originals belong."""

    template: ClassVar[TemplateName] = TemplateName.CLOSING
    case: CaseFacts
    replies: tuple[Reply, ...]
