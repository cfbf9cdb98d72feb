"""From an effect and a case to the context of its mail, and which ready replies stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from mailbot.cases.authority import actor_of
from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    AnnounceClosing,
    Forward,
    ForwardReason,
    Present,
    SendAnswer,
    SendNotice,
    TellNumber,
)
from mailbot.cases.events import NoticeWay
from mailbot.cases.policy import Policy
from mailbot.outbound.case_contexts import (
    AlertContext,
    ClosingContext,
    ForwardContext,
    NumberContext,
    PresentationContext,
)
from mailbot.outbound.fields import Context
from mailbot.outbound.notice_contexts import (
    AnswerContext,
)
from mailbot.outbound.notice_letters import addressed, notice_context
from mailbot.outbound.offers import after_closing, for_alert, for_forward, for_number, for_presentation, usable
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.shown import CaseFacts, case_facts, doubtful_folder, optional_day
from mailbot.privacy.cleared import NOTHING, Cleared, count, day, file_number, named, term
from mailbot.vocabulary import Channel, Flag, Role


class Advice(StrEnum):
    """What an alert advises where that depends on more than its reason."""

    NO_LETTER = "no_letter"


MailEffect = SendNotice | Forward | Present | Alert | AnnounceClosing | TellNumber | SendAnswer


@dataclass(frozen=True, slots=True)
class CaseTexts:
    """The cleared texts of a case; `withheld` when the original may not be shown.

    `doubtful` is the newest follow-up that the officer had to look at first, `statement` the newest of the house,
    `word` what the officer has just written to the team beside a date.
    """

    subject: Cleared
    text: Cleared
    withheld: bool
    follow_up: Cleared | None = None
    draft: Cleared | None = None
    doubtful: Cleared | None = None
    statement: Cleared | None = None
    word: Cleared | None = None


def context_for(effect: MailEffect, case: Case, texts: CaseTexts, facts: OfficeFacts, policy: Policy) -> Context:
    """The context of the mail that this effect wants."""
    match effect:
        case SendNotice():
            return notice_context(effect, case, texts.draft or NOTHING, facts, policy)
        case SendAnswer():
            return AnswerContext(**addressed(case, facts, policy), text=texts.draft or NOTHING)
        case Forward():
            return _forward(effect, case, texts, facts, policy)
        case Present():
            return _presentation(effect, case, texts, facts, policy)
        case Alert():
            return _alert(effect, case, texts, facts, policy)
        case AnnounceClosing():
            replies = usable(after_closing(), (*effect.to, *effect.cc), case, policy)
            return ClosingContext(case=case_facts(case, policy, facts), replies=replies)
        case TellNumber():
            return _number(effect, case, policy)
        case _:
            assert_never(effect)


def _shown_texts(case: Case, texts: CaseTexts) -> tuple[Cleared, Cleared, Cleared, bool]:
    """Subject, text, newest follow-up, and whether the text is withheld; a protected case shows none."""
    if Flag.PROTECTED in case.flags:
        return NOTHING, NOTHING, NOTHING, True
    if texts.withheld:
        return NOTHING, NOTHING, texts.follow_up or NOTHING, True
    return texts.subject, texts.text, texts.follow_up or NOTHING, False


def _forward(effect: Forward, case: Case, texts: CaseTexts, facts: OfficeFacts, policy: Policy) -> Context:
    subject, text, follow_up, withheld = _shown_texts(case, texts)
    return ForwardContext(
        case=_case_shown(effect, case, facts, policy),
        reason=term(effect.reason),
        subject=subject,
        text=text,
        follow_up=follow_up if effect.reason in _WITH_FOLLOW_UP else NOTHING,
        further=_further(effect, case, texts),
        until=optional_day(effect.until),
        word=(texts.word or NOTHING) if effect.reason is ForwardReason.DATE_SET else NOTHING,
        withheld=withheld,
        attachments=count(effect.attachments) if effect.attachments else NOTHING,
        contribution=effect.reason is ForwardReason.CONTRIBUTION,
        replies=usable(for_forward(effect, case, policy), (*effect.to, *effect.cc), case, policy),
    )


def _case_shown(effect: Forward, case: Case, facts: OfficeFacts, policy: Policy) -> CaseFacts:
    """The case with the folder that this reader may open: none for a contributor, the officer's own for a doubt."""
    shown = case_facts(case, policy, facts)
    if effect.reason is ForwardReason.CONTRIBUTION:
        return replace(shown, folder=NOTHING)
    if effect.reason is ForwardReason.DOUBTFUL:
        return replace(shown, folder=doubtful_folder(case, policy))
    return shown


def _further(effect: Forward, case: Case, texts: CaseTexts) -> Cleared:
    """A follow-up that is, or was, the officer's to settle: nobody else reads it before."""
    if Flag.PROTECTED in case.flags or texts.doubtful is None:
        return NOTHING
    if effect.reason is ForwardReason.DOUBTFUL:
        return texts.doubtful
    return texts.doubtful if case.doubt is None and effect.reason in _WITH_SETTLED else NOTHING


_WITH_SETTLED = frozenset({ForwardReason.SETTLED, ForwardReason.REROUTED, ForwardReason.DEPUTY})
_WITH_FOLLOW_UP = frozenset(
    {ForwardReason.FOLLOW_UP, ForwardReason.REOPENED, ForwardReason.REROUTED, ForwardReason.DEPUTY}
)


def _presentation(effect: Present, case: Case, texts: CaseTexts, facts: OfficeFacts, policy: Policy) -> Context:
    subject, text, follow_up, withheld = _shown_texts(case, texts)
    return PresentationContext(
        case=case_facts(case, policy, facts),
        reason=term(effect.reason),
        subject=subject,
        text=text,
        follow_up=follow_up,
        further=_settled_too(case, texts),
        statement=_statement(effect, case, texts),
        withheld=withheld,
        attachments=count(effect.attachments) if effect.attachments else NOTHING,
        replies=usable(for_presentation(case, policy), (*effect.to, *effect.cc), case, policy),
    )


def _settled_too(case: Case, texts: CaseTexts) -> Cleared:
    return (texts.doubtful or NOTHING) if Flag.PROTECTED not in case.flags else NOTHING


def _statement(effect: Present, case: Case, texts: CaseTexts) -> Cleared:
    """The contribution that has just come in."""
    shown = effect.reason is ForwardReason.CONTRIBUTED and Flag.PROTECTED not in case.flags
    return (texts.statement or NOTHING) if shown else NOTHING


def _alert(effect: Alert, case: Case, texts: CaseTexts, facts: OfficeFacts, policy: Policy) -> Context:
    waits = effect.reason is AlertReason.DRAFT_WAITS
    return AlertContext(
        case=case_facts(case, policy, facts),
        reason=term(effect.reason),
        flag=term(effect.flag) if effect.flag else NOTHING,
        due=optional_day(effect.due),
        draft=(texts.draft or NOTHING) if waits and Flag.PROTECTED not in case.flags else NOTHING,
        draft_version=count(case.drafts[-1].version) if waits and case.drafts else NOTHING,
        failed=_failed(effect, policy),
        failed_team=_failed_team(effect, policy),
        covered=effect.covered,
        replies=usable(for_alert(effect, case, policy), (*effect.to, *effect.cc), case, policy),
        advice=term(Advice.NO_LETTER) if _is_lost(effect, case) else NOTHING,
        answer_by=optional_day(effect.answer_by),
    )


def _is_lost(effect: Alert, case: Case) -> bool:
    """A notice came back and no letter took its place: the case is closed or protected."""
    return effect.reason is AlertReason.UNDELIVERABLE_NOTICE and case.notice_way is not NoticeWay.LETTER


def _failed(effect: Alert, policy: Policy) -> Cleared:
    """The role behind the mailbox that refused a mail; its address could name a person."""
    roles = actor_of(effect.failed, policy.directory).roles if effect.failed else frozenset()
    return term(min(roles)) if roles - {Role.TEAM} else NOTHING


def _failed_team(effect: Alert, policy: Policy) -> Cleared:
    teams = actor_of(effect.failed, policy.directory).teams if effect.failed else frozenset()
    return named(min(teams)) if teams else NOTHING


def _number(effect: TellNumber, case: Case, policy: Policy) -> Context:
    return NumberContext(
        number=file_number(case.number),
        received_on=day(case.received_at.astimezone(policy.zone).date()),
        form=case.channel is Channel.FORM,
        ticket=case.channel is Channel.SERVICE_CENTRE_TICKET,
        replies=usable(for_number(case, policy), (*effect.to, *effect.cc), case, policy),
        due=optional_day(due.date() if (due := due_dates(case, policy).final) is not None else None),
    )
