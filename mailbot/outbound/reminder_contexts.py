"""What the one reminder mail of a day may say (docs/decisions/0006)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, Self

from mailbot.cases.authority import actor_of, roles_on
from mailbot.cases.case import Case
from mailbot.cases.effects import ReminderReason
from mailbot.cases.events import NoticeWay
from mailbot.cases.policy import Policy
from mailbot.outbound.fields import (
    Clock,
    Context,
    Count,
    Day,
    Outside,
    Part,
    TemplateName,
    Term,
)
from mailbot.outbound.offers import NOBODY, for_reminder, in_the_leads_place, usable
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.shown import CaseFacts, Reply, case_facts, optional_day
from mailbot.privacy.cleared import NOTHING, Cleared, clock, count, day, file_number, term


class Run(StrEnum):
    """How far a deadline has run that was set from above."""

    TODAY = "deadline_today"
    OVER = "deadline_over"


@dataclass(frozen=True, slots=True)
class Reminder(Part):
    """One case in a lead's reminder mail.

    `shown` is the reason, and of a deadline how far it has run. `at` is when the interim notice that it tells of
    leaves; `after_days_off`: not tomorrow; `by_letter`: on paper. `words` is what was noted with the date.
    """

    case: CaseFacts
    reason: Term
    shown: Term
    due: Day
    replies: tuple[Reply, ...]
    at: Clock = NOTHING
    after_days_off: bool = False
    by_letter: bool = False
    words: tuple[Outside, ...] = ()


Noted = Mapping[tuple[str, ReminderReason, date | None], tuple[Cleared, ...]]
"""What was noted with a date of a case: by file number, reason and day."""
NOTHING_NOTED: Final[Noted] = {}
_ASKS_THE_LEAD: Final = frozenset({ReminderReason.OPEN, ReminderReason.OVERDUE, ReminderReason.INTERIM_TOMORROW})


@dataclass(frozen=True, slots=True)
class ReminderContext(Context):
    """The one reminder mail of a day: everything that needs something from its reader.

    `example` is one of its ready replies, none where there are none; `with_dates`: one of them holds a date.
    """

    template: ClassVar[TemplateName] = TemplateName.REMINDER
    today: Day
    total: Count
    one: bool
    reminders: tuple[Reminder, ...]
    example: tuple[Reply, ...] = ()
    with_dates: bool = False

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
        absent: frozenset[str] = NOBODY,
    ) -> Self:
        """From the cases with why and by when, and what was noted with it; what is due first stands first.

        With a `reader` only replies that this address may send (`absent`: who is away, so that others stand in), and
        folders only of cases it has a part in.
        """
        ordered = sorted(due, key=lambda one: (one[2] or date.max, one[0].number))
        reminders = tuple(
            replace(
                _reminder(case, reason, on, policy, facts=facts, reader=reader, today=today, absent=absent),
                words=words.get((case.number, reason, on), ()),
            )
            for case, reason, on in ordered
        )
        replies = tuple(reply for reminder in reminders for reply in reminder.replies)
        return cls(
            today=day(today),
            total=count(len(due)),
            one=len(due) == 1,
            reminders=reminders,
            example=replies[:1],
            with_dates=any(str(reply.on) for reply in replies),
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
    absent: frozenset[str],
) -> Reminder:
    """Each reply of a list names its case."""
    replies = for_reminder(reason, case, policy, today)
    if reader:
        leads = in_the_leads_place((reader,), case, policy, absent, today) if reason in _ASKS_THE_LEAD else ()
        own = usable(replies, (reader,), case, policy, absent)
        replies = (*leads, *(reply for reply in own if str(reply.verb) not in {str(lead.verb) for lead in leads}))
    has_part = not reader or bool(roles_on(actor_of(reader, policy.directory), case, policy))
    interim = reason is ReminderReason.INTERIM_TOMORROW
    return Reminder(
        case=case_facts(case, policy, facts if has_part else None),
        reason=term(reason),
        shown=_shown(reason, on, today),
        due=optional_day(on),
        replies=tuple(replace(reply, number=file_number(case.number)) for reply in replies),
        at=clock(policy.notice_time) if interim else NOTHING,
        after_days_off=interim and on is not None and (on - today).days > 1,
        by_letter=case.notice_way is NoticeWay.LETTER,
    )


def _shown(reason: ReminderReason, on: date | None, today: date) -> Cleared:
    """A deadline from above runs, ends today, or is over."""
    if reason is not ReminderReason.DEADLINE or on is None or on > today:
        return term(reason)
    return term(Run.TODAY if on == today else Run.OVER)
