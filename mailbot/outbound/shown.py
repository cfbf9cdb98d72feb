"""What mails show of a case, and the commands they offer as ready replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates
from mailbot.cases.effects import Notice
from mailbot.cases.events import Verb
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import officers_route
from mailbot.outbound.fields import Choice, Count, Day, FileNumber, Folder, Moment, Part, Term, Topic
from mailbot.outbound.office import OfficeFacts
from mailbot.privacy.cleared import (
    HERE,
    NOTHING,
    Cleared,
    PublicText,
    chosen,
    count,
    day,
    file_number,
    folder,
    is_named,
    language,
    moment,
    named,
    public,
    term,
)
from mailbot.vocabulary import PETITIONS, Channel, Flag, Kind, Route, Status

FLAG_ORDER = (Flag.DANGER, Flag.PROTECTED, Flag.APPLICATION, Flag.PRIVACY, Flag.NO_PHONE)
"""What comes first must be seen first."""


BY_MAIL = public(PublicText(f"{Verb.RELEASE.value} MAIL"))
"""`FREIGABE MAIL` in the word lists: it does something else than `FREIGABE` alone."""


class Answer(StrEnum):
    """To "Umgesetzt?"."""

    NO = "NEIN"


class Explained(StrEnum):
    """What a ready reply does, where that is not what its command does elsewhere."""

    OTHER_EVALUATION = "other_evaluation"
    FORECAST_ALONE = "forecast_alone"
    DO_IT = "do_it"


class NoticeState(StrEnum):
    """Why a notice that was decided has not reached the customer."""

    UNDER_WAY = "under_way"
    CAME_BACK = "came_back"


class Everything(StrEnum):
    """The target of a command for all that a list shows."""

    ALL = "ALLE"


@dataclass(frozen=True, slots=True)
class Reply(Part):
    """A ready reply: a command that one click puts into a mail to the mailbox. `number` only for another case.

    `other` is the case that GEHÖRT ZU names, `explains` the sentence that says what it does here.
    """

    verb: Term
    number: FileNumber = NOTHING
    on: Day = NOTHING
    kind: Term = NOTHING
    route: Term = NOTHING
    choice: Choice = NOTHING
    row: Count = NOTHING
    answer: Term = NOTHING
    all: Term = NOTHING
    other: FileNumber = NOTHING
    explains: Term = NOTHING

    @property
    def explained(self) -> Cleared:
        """The key of the sentence that says what it does: to release a draft as a mail is not as a letter."""
        if str(self.explains):
            return self.explains
        return BY_MAIL if str(self.route) == "mail" else self.verb


@dataclass(frozen=True, slots=True)
class CaseFacts(Part):
    """A case as a mail shows it; texts stand beside it, in the context."""

    number: FileNumber
    kind: Term
    route: Term
    channel: Term
    status: Term
    language: Term
    received_at: Moment
    received_on: Day
    acknowledgement_due: Day
    interim_due: Day
    final_due: Day
    attachments: Count
    round: Count
    folder: Folder = NOTHING
    deadline: Day = NOTHING
    forecast: Day = NOTHING
    acknowledged_on: Day = NOTHING
    interim_on: Day = NOTHING
    acknowledgement_state: Term = NOTHING
    interim_state: Term = NOTHING
    answered_on: Day = NOTHING
    closed_on: Day = NOTHING
    evaluation: Choice = NOTHING
    also_kind: Term = NOTHING
    also_route: Term = NOTHING
    topics: tuple[Topic, ...] = ()
    flags: tuple[Term, ...] = ()
    likely: tuple[Term, ...] = ()
    linked: tuple[FileNumber, ...] = ()
    foreign: bool = False
    anonymous: bool = False
    review: bool = False
    accepted: bool = False
    attachment_unread: bool = False
    evaluation_proposed: bool = False
    deadline_confirmed: bool = False
    deadline_missing: bool = False
    from_authority: bool = False
    petition: bool = False
    by_mail: bool = True
    measure: bool = False
    measure_done_on: Day = NOTHING
    closed: bool = False
    part: bool = False
    part_waits: bool = False


def case_facts(case: Case, policy: Policy, facts: OfficeFacts | None) -> CaseFacts:
    """What may be shown of this case; without `facts` the folder of the originals is left out."""
    received = case.counting_from.astimezone(policy.zone)
    dues = due_dates(case, policy)
    evaluations = (*policy.evaluations, *policy.suggestion_evaluations)
    linked = (*((case.parent,) if case.parent else ()), *case.linked)
    return CaseFacts(
        number=file_number(case.number),
        kind=term(case.kind),
        route=named(case.route),
        channel=term(case.channel),
        status=term(case.status),
        language=_language(case.language),
        received_at=receipt(case, policy),
        received_on=day(received.date()),
        acknowledgement_due=_due(dues.acknowledgement, case, own=case.own_acknowledgement),
        interim_due=_due(dues.interim, case),
        final_due=_due(dues.final, case),
        acknowledged_on=_told_on(case, policy, Notice.ACKNOWLEDGEMENT, Notice.THANKS),
        interim_on=_told_on(case, policy, Notice.INTERIM),
        acknowledgement_state=_state_of(case, Notice.ACKNOWLEDGEMENT),
        interim_state=_state_of(case, Notice.INTERIM),
        answered_on=optional_day(case.closing.answered_on if case.closing else None),
        attachments=count(case.attachments),
        round=count(case.round),
        folder=original_folder(case, policy) if facts and case.own_original else NOTHING,
        deadline=optional_day(case.deadline.on if case.deadline else None),
        forecast=optional_day(case.forecast),
        closed_on=optional_day(case.closing.at.astimezone(policy.zone).date() if case.closing else None),
        evaluation=chosen(case.evaluation.value, evaluations) if case.evaluation else NOTHING,
        also_kind=term(case.also.kind) if case.also else NOTHING,
        also_route=named(case.also.route) if case.also else NOTHING,
        topics=tuple(named(topic) for topic in case.topics if is_named(topic)),
        flags=tuple(term(flag) for flag in FLAG_ORDER if flag in case.flags),
        likely=tuple(term(kind) for kind in case.review.likely if kind is not case.kind) if case.review else (),
        linked=tuple(file_number(number) for number in linked),
        foreign=case.language not in {"de", ""},
        anonymous=case.anonymous,
        review=case.review is not None,
        accepted=case.accepted_at is not None,
        attachment_unread=case.attachment_unread,
        evaluation_proposed=case.evaluation is not None and case.evaluation.proposed,
        deadline_confirmed=case.deadline is not None and case.deadline.confirmed,
        deadline_missing=case.deadline is not None and case.deadline.missing,
        from_authority=case.from_authority,
        petition=case.kind in PETITIONS,
        measure=bool(case.measure),
        measure_done_on=optional_day(answer.on if (answer := case.measure_answer) and answer.done else None),
        closed=case.closing is not None,
        part=not case.own_original,
        part_waits=part_waits(case),
    )


def _due(moment_: datetime | None, case: Case, *, own: bool = True) -> Cleared:
    """A deadline that the reader has to know of: none of praise that closes itself, nor of what was handed over."""
    shown = own and case.status is not Status.HANDED_OVER and not (case.kind is Kind.PRAISE and case.review is None)
    return optional_day(moment_.date() if moment_ is not None and shown else None)


def _told_on(case: Case, policy: Policy, *notices: Notice) -> Cleared:
    """The day on which the customer last got one of these notices in this round."""
    sent = [
        r.sent_at
        for r in case.notices
        if r.round == case.round and r.notice in notices and r.sent_at is not None and not r.undeliverable
    ]
    return optional_day(max(sent).astimezone(policy.zone).date() if sent else None)


def _state_of(case: Case, notice: Notice) -> Cleared:
    """Why the newest notice of this sort in this round has not reached the customer; nothing where it has."""
    newest = next((r for r in reversed(case.notices) if r.round == case.round and r.notice is notice), None)
    if newest is None or (newest.sent_at is not None and not newest.undeliverable):
        return NOTHING
    return term(NoticeState.CAME_BACK if newest.undeliverable else NoticeState.UNDER_WAY)


def part_waits(case: Case) -> bool:
    """Whether a part of a conduct complaint is another's: that team gets it when it is cut out (`TEILEN`)."""
    return case.kind is Kind.CONDUCT_COMPLAINT and case.also is not None and not case.linked


def receipt(case: Case, policy: Policy) -> Cleared:
    """When the case was received; of a form or letter only the day is known."""
    received = case.counting_from.astimezone(policy.zone)
    by_date = case.channel in {Channel.FORM, Channel.LETTER} and received.time() == time(0)
    return day(received.date()) if by_date else moment(received)


def original_folder(case: Case, policy: Policy) -> Cleared:
    """The IMAP folder of the originals: confidential ones lie with management (domain.md, section 5)."""
    if not policy.case_folders:
        return HERE
    confidential = case.kind is Kind.CONDUCT_COMPLAINT or Flag.PROTECTED in case.flags
    return folder(Route.MANAGEMENT if confidential else case.route, case.number)


def doubtful_folder(case: Case, policy: Policy) -> Cleared:
    """Where the original of a follow-up lies that only the officer may read for now."""
    return folder(officers_route(case, policy), case.number) if policy.case_folders else HERE


def _language(code: str) -> Cleared:
    """The language by its code; `und` for a code that is none."""
    return language(code if code.isascii() and code.isalpha() and code.islower() and len(code) in {2, 3} else "und")


def optional_day(value: date | None) -> Cleared:
    """The date, or nothing."""
    return day(value) if value else NOTHING
