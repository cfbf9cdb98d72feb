"""What a notice to a customer may say: one frozen context class for each template (docs/decisions/0006)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from mailbot.outbound.fields import (
    Choice,
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
from mailbot.privacy.cleared import NOTHING


@dataclass(frozen=True, slots=True)
class AlsoMeant(Part):
    """A further message of the same address that a notice stands for."""

    number: FileNumber
    received_at: Moment
    attachments: Count


@dataclass(frozen=True, slots=True)
class NoticeContext(Context):
    """A mail to a customer. `languages` are those whose fixed translation follows; `is_bare` asks for the bare form.

    `by_letter`: it is printed and posted; nobody can answer to it by mail, and a letter has a day of receipt alone.
    `also`: further messages of the same address that it stands for. `attachments` is how many came with the message.
    """

    number: FileNumber
    received_on: Day
    received_at: Moment
    languages: tuple[Term, ...]
    by_letter: bool = field(default=False, kw_only=True)
    also: tuple[AlsoMeant, ...] = field(default=(), kw_only=True)
    attachments: Count = field(default=NOTHING, kw_only=True)
    one_attachment: bool = field(default=False, kw_only=True)
    attachment_unread: bool = field(default=False, kw_only=True)

    replies_to_mail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AcknowledgementContext(NoticeContext):
    """Eingangsbestätigung; `hear_by` is the day until which the customer hears again."""

    template: ClassVar[TemplateName] = TemplateName.ACKNOWLEDGEMENT
    hear_by: Day
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

    `reason` is one of the configured ones, `text` a free text that the officer released. `first`: the customer has
    heard nothing yet in this round; `part`: nothing under this number, for another's acknowledgement was for both.
    """

    template: ClassVar[TemplateName] = TemplateName.INTERIM
    until: Day
    hear_by: Day
    reason: Choice = NOTHING
    text: Outside = NOTHING
    first: bool = False
    part: bool = False
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
