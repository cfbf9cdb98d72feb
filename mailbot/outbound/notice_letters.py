"""From a notice that is due and its case to what the mail to the customer says."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_never

from mailbot.cases.case import Case, NoticeRecord
from mailbot.cases.deadlines import AGAIN_AFTER_DAYS, DAY, final_due, local_day
from mailbot.cases.effects import Notice, SendNotice
from mailbot.cases.events import NoticeWay
from mailbot.cases.policy import Policy
from mailbot.outbound.fields import Context
from mailbot.outbound.notice_contexts import AcknowledgementContext, HandoverContext, InterimContext, ThanksContext
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.shown import optional_day, receipt
from mailbot.privacy.cleared import NOTHING, Cleared, chosen, count, day, file_number, language
from mailbot.vocabulary import PETITIONS, Kind


def addressed(case: Case, facts: OfficeFacts, policy: Policy) -> dict[str, Any]:
    """What every notice says."""
    received = case.counting_from.astimezone(policy.zone)
    return {
        "number": file_number(case.number),
        "received_on": day(received.date()),
        "received_at": receipt(case, policy),
        "languages": (language(case.language),) if case.language in facts.languages else (),
        "by_letter": case.notice_way is NoticeWay.LETTER,
        "attachments": count(case.attachments),
        "one_attachment": case.attachments == 1,
        "attachment_unread": case.attachment_unread,
    }


def notice_context(effect: SendNotice, case: Case, draft: Cleared, facts: OfficeFacts, policy: Policy) -> Context:
    """The context of this notice; `draft` is the newest text that the officer was shown, or nothing."""
    shared = addressed(case, facts, policy)
    by_citizen = case.kind in PETITIONS and not case.from_authority
    again = any(record.round == effect.round and record.notice is effect.notice for record in _others(effect, case))
    unheard = not any(record.round == effect.round for record in _others(effect, case) if _reached(record, case))
    match effect.notice:
        case Notice.ACKNOWLEDGEMENT:
            return AcknowledgementContext(
                **shared,
                hear_by=day(effect.until or final_due(case.counting_from, policy)),
                petition=by_citizen,
                again=case.round > 1,
            )
        case Notice.INTERIM:
            return InterimContext(
                **shared,
                until=optional_day(effect.until),
                hear_by=day(effect.until or _heard_again_by(case, policy)),
                text=draft if effect.draft else NOTHING,
                reason=chosen(effect.reason, policy.interim_reasons),
                first=unheard and case.own_acknowledgement,
                part=unheard and not case.own_acknowledgement,
                again=again,
                petition=by_citizen,
            )
        case Notice.THANKS:
            return ThanksContext(**shared)
        case Notice.HANDOVER:
            return HandoverContext(**shared, to_agency=case.kind is Kind.SERVICE_CENTRE)
        case _:
            assert_never(effect.notice)


def _heard_again_by(case: Case, policy: Policy) -> date:
    """28 days after the last notice there is another one (domain.md, section 4); shown is the later, safe day."""
    last = max((record.decided_at for record in case.notices), default=case.counting_from)
    return local_day(last, policy) + AGAIN_AFTER_DAYS * DAY


def _reached(record: NoticeRecord, case: Case) -> bool:
    """Whether the customer has it: a mail that left, a letter that was written."""
    return record.sent_at is not None or case.notice_way is NoticeWay.LETTER


def _others(effect: SendNotice, case: Case) -> tuple[NoticeRecord, ...]:
    """The notices of the case besides the one that leaves now."""
    return tuple(
        r
        for r in case.notices
        if not (r.notice is effect.notice and r.cause == effect.cause and r.round == effect.round)
    )
