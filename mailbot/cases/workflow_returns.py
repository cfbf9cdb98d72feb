"""Our own mails on their way: taken over, come back, met an out-of-office (domain, section 7)."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.case import Case, NoticeRecord
from mailbot.cases.deadlines import local_day
from mailbot.cases.decision import Decision
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    Document,
    Effect,
    Forward,
    ForwardReason,
    Notice,
    Present,
    WriteDocument,
)
from mailbot.cases.events import Delivered, LeadAway, NoticeWay, Undelivered
from mailbot.cases.notices import LETTERS
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import (
    Addresses,
    deputy_of,
    hidden_from_officer,
    officer_for,
    team_of,
    with_officer_alone,
    working_on,
)
from mailbot.vocabulary import AT_ONCE, TO_CUSTOMERS, Flag, Purpose, Route, Status

CARRIES_THE_CASE = frozenset({Purpose.FORWARD, Purpose.PRESENTATION, Purpose.REMINDER, Purpose.CLOSING, Purpose.ALERT})
"""Mails whose recipient has to act or know; a confirmation or a digest that fails is shown in the digest."""


def delivered(case: Case, event: Delivered) -> Decision:
    """The account of the notice is closed: it left at this moment."""
    index = _last(case, event.purpose, unsent_only=True)
    if index is None:
        return Decision(case)
    return Decision(_with_record(case, index, replace(case.notices[index], sent_at=event.at)))


def _last(case: Case, purpose: Purpose, *, unsent_only: bool) -> int | None:
    fitting = [
        index
        for index, entry in enumerate(case.notices)
        if entry.notice.value == purpose.value and not (unsent_only and entry.sent_at is not None)
    ]
    return fitting[-1] if fitting else None


def _with_record(case: Case, index: int, entry: NoticeRecord) -> Case:
    return replace(case, notices=(*case.notices[:index], entry, *case.notices[index + 1 :]))


def undelivered(case: Case, event: Undelivered, policy: Policy) -> Decision:
    """A notice: undeliverable, officer told once, letter as document. A forward: officer at once, deputy instead."""
    if event.purpose in TO_CUSTOMERS:
        return _undeliverable_notice(case, event, policy)
    if event.purpose not in CARRIES_THE_CASE:
        return Decision(case)
    deputies = _instead(case, event, policy)
    covered = bool(deputies) or deputy_of(event.recipient, policy) in event.also_to
    officer = tuple(a for a in officer_for(case, policy, event.absent) if a != event.recipient.lower())
    to = tuple(a for a in officer or (deputy_of(event.recipient, policy),) if a)
    if not to:
        return Decision(case, deputies)
    failed = event.recipient.lower()
    return Decision(case, (Alert(to, AlertReason.UNDELIVERABLE_FORWARD, failed=failed, covered=covered), *deputies))


def _instead(case: Case, event: Undelivered, policy: Policy) -> tuple[Effect, ...]:
    """The case to the deputy, unless the same mail went there already."""
    if case.status is Status.CLOSED or event.purpose not in {Purpose.FORWARD, Purpose.PRESENTATION}:
        return ()
    if deputy_of(event.recipient, policy) in event.also_to:
        return ()
    return _to_deputy(case, event.recipient, policy, event.absent)


def _undeliverable_notice(case: Case, event: Undelivered, policy: Policy) -> Decision:
    index = _last(case, event.purpose, unsent_only=False)
    if index is not None:
        case = _with_record(case, index, replace(case.notices[index], undeliverable=True))
    key = f"undeliverable:{event.purpose}:{case.notices[index].cause if index is not None else len(case.drafts)}"
    key += f":{case.round}"
    if key in case.told:
        return Decision(case)
    first = not any(told.startswith("undeliverable:") for told in case.told)
    case = replace(case, told=(*case.told, key))
    alert = Alert(officer_for(case, policy, event.absent), AlertReason.UNDELIVERABLE_NOTICE)
    effects: tuple[Effect, ...] = (alert,) if first else ()
    if case.status is Status.CLOSED and event.purpose is not Purpose.ANSWER:
        return Decision(case, effects)
    if Flag.PROTECTED in case.flags:
        return Decision(replace(case, notice_way=NoticeWay.NONE), effects)
    document = _letter(event.purpose)
    case = replace(case, notice_way=NoticeWay.LETTER, documents=(*case.documents, document))
    return Decision(case, (*effects, WriteDocument(document)))


def _letter(purpose: Purpose) -> Document:
    return Document.ANSWER_LETTER if purpose is Purpose.ANSWER else LETTERS[Notice(purpose.value)]


def _to_deputy(case: Case, address: str, policy: Policy, absent: frozenset[str]) -> tuple[Effect, ...]:
    """The mail goes to the deputy; where there is none, or none who may have it, the officer has the alert."""
    deputy = deputy_of(address, policy)
    if not deputy or deputy in absent or deputy in case.accused or address.lower() == deputy:
        return ()
    if _is_contributor(case, address, policy):
        return (Forward((deputy,), reason=ForwardReason.CONTRIBUTION),)
    if not _may_have(case, address, deputy, policy):
        return ()
    if case.kind in AT_ONCE or case.route == Route.MANAGEMENT or Flag.PROTECTED in case.flags:
        return (Present((deputy,), reason=ForwardReason.DEPUTY),)
    return (Forward((deputy,), reason=ForwardReason.DEPUTY),)


def _may_have(case: Case, address: str, deputy: str, policy: Policy) -> bool:
    """Only for one who still works on the case; after a correction of the kind the old team gets nothing more."""
    team = team_of(case, policy)
    if team is not None:
        return deputy in {head.address.lower() for head in team.heads}
    house = policy.directory
    if address.lower() == house.officer.person.address.lower():
        return not hidden_from_officer(case, policy)
    return address.lower() in working_on(case, policy, frozenset())


def _is_contributor(case: Case, address: str, policy: Policy) -> bool:
    teams = (policy.directory.team(name) for name in case.contributors)
    return any(team is not None and team.lead.address.lower() == address.lower() for team in teams)


def lead_away(case: Case, event: LeadAway, policy: Policy) -> Decision:
    """The answered mail goes to the deputy within the hour, once a day; both away: to the officer."""
    key = f"away:{event.address.lower()}:{local_day(event.at, policy).isoformat()}"
    if event.purpose not in CARRIES_THE_CASE or key in case.told:
        return Decision(case)
    case = replace(case, told=(*case.told, key))
    if deputy_of(event.address, policy) in event.also_to:
        return Decision(case)
    effects = _to_deputy(case, event.address, policy, event.absent)
    team = team_of(case, policy)
    if effects or team is None or with_officer_alone(case):
        return Decision(case, effects)
    officer: Addresses = officer_for(case, policy, event.absent)
    everybody_away = all(head.address.lower() in event.absent for head in team.heads)
    on_team = event.address.lower() in {head.address.lower() for head in team.heads}
    if everybody_away and on_team:
        return Decision(case, (Forward(officer, reason=ForwardReason.DEPUTY),))
    return Decision(case)
