"""A new case: its kind and route, who gets it at once, who is alerted, what the employee who sent it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta

from mailbot.cases.case import Case, Review
from mailbot.cases.deadlines import local_day, months_later, receipt_day
from mailbot.cases.decision import Decision
from mailbot.cases.effects import Alert, AlertReason, Effect, ForwardReason, OpenLinked, TellNumber
from mailbot.cases.events import NoticeWay, Received
from mailbot.cases.handing import (
    CRITICAL,
    hand_to_worker,
    moved,
    notice_way_for,
    route_for,
    status_for,
    with_proposed_deadline,
)
from mailbot.cases.notices import send_due
from mailbot.cases.papers import record_form, with_papers
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import (
    Addresses,
    desk,
    leads_of,
    management_for,
    officer_for,
    officers_route,
    team_of,
    unique,
)
from mailbot.rules.directory import Team
from mailbot.rules.verdict import Concern, Verdict
from mailbot.vocabulary import HANDED_OVER, Channel, Flag, Kind, Role, Status

ACKNOWLEDGED = frozenset({Kind.COMPLAINT, Kind.SUGGESTION, Kind.REQUEST})
"""Second concerns whose receipt has to be confirmed; an objection has its handover, praise its thanks."""
BREACH_TIME = timedelta(hours=72)
"""Art. 33 GDPR: a breach is reported within 72 hours. A request has a month (Art. 12(3))."""


def received(event: Received, policy: Policy) -> Decision:
    """Open the case and hand it on (domain, sections 2 and 3)."""
    case = _opened(event, policy)
    effects: list[Effect] = [moved(case)]
    case, handed = _handed(case, event, policy)
    effects += handed
    effects += flag_alerts(case, case.flags, leads_told(case, policy, event.absent), policy, event.absent)
    case, papers = with_papers(case)
    effects += (*papers, *record_form(case))
    # a handover leaves at once; all other notices wait for the sweep, which counts what is overdue
    if case.status is Status.HANDED_OVER:
        case, notices = send_due(case, event.at, policy)
        effects += notices
    second = tuple(_second_concern(case, event))
    if case.kind is Kind.PRAISE and any(linked.own_acknowledgement for linked in second):
        case = replace(case, own_acknowledgement=False)  # one for both, and thanks alone would be the wrong one
    return Decision(case, (*effects, *second))


def _opened(event: Received, policy: Policy) -> Case:
    verdict = event.verdict
    kind, also = _main_concern(verdict)
    review = _review(event, kind, policy)
    way = NoticeWay.NONE if verdict.channel in {Channel.FORM, Channel.SERVICE_CENTRE_TICKET} else event.notice_way
    case = Case(
        number=event.number,
        kind=kind,
        route=route_for(kind, verdict.flags, verdict.route, policy),
        channel=verdict.channel,
        received_at=event.received_at,
        opened_at=event.at,
        also=also,
        topics=verdict.topics,
        flags=verdict.flags,
        anonymous=verdict.anonymous,
        language=verdict.language,
        notice_way=notice_way_for(way, verdict.flags),
        notices_held=event.notices_held,
        from_authority=verdict.from_authority,
        accused=verdict.accused,
        parent=event.parent,
        attachments=event.attachments,
        attachment_unread=event.attachment_unread,
        withheld=event.withheld or Flag.PROTECTED in verdict.flags,
        review=review,
        policy_version=policy.version,
        proposed_route=verdict.route if policy.directory.team(verdict.route) is not None else "",
        own_acknowledgement=not event.parent or event.own_acknowledgement,
        own_original=not event.part,
        linked=(event.follows,) if event.follows else (),
        second_team=verdict.second_team,
    )
    if review is not None and review.to_officer:
        case = replace(case, route=officers_route(case, policy))
    case = with_proposed_deadline(case, verdict.deadline, verdict.deadline_days, verdict.committee_date, policy)
    return replace(case, status=status_for(case))


def stands_for_both(kind: Kind, also: Kind) -> bool:
    """Whether the notice on the first concern acknowledges the second too: thanks and handovers do not."""
    return also not in ACKNOWLEDGED or kind not in {Kind.PRAISE, *HANDED_OVER}


def _main_concern(verdict: Verdict) -> tuple[Kind, Concern | None]:
    """Is one of two concerns a conduct complaint, the whole is one; a text without a kind is a request."""
    kind = Kind.REQUEST if verdict.kind is Kind.NONE else verdict.kind
    also = verdict.also
    if also is not None and also.kind is Kind.CONDUCT_COMPLAINT and kind is not Kind.CONDUCT_COMPLAINT:
        return Kind.CONDUCT_COMPLAINT, Concern(kind, verdict.route)
    return kind, also


def _review(event: Received, kind: Kind, policy: Policy) -> Review | None:
    """Doubtful: to the officer alone where a critical kind is likely or nobody else is known, else to the team."""
    verdict = event.verdict
    if not verdict.review and verdict.kind is not Kind.NONE:
        return None
    critical = bool(CRITICAL & {kind, *verdict.likely, *([verdict.also.kind] if verdict.also else [])})
    known = kind is Kind.SERVICE_CENTRE or Flag.PROTECTED in verdict.flags  # both have a place that is no team
    homeless = policy.directory.team(verdict.route) is None and not known
    return Review(event.at, verdict.likely, to_officer=critical or homeless)


def _handed(case: Case, event: Received, policy: Policy) -> tuple[Case, Iterator[Effect]]:
    """The case to its worker; forms and tickets that the lead has already are told by number only."""
    told: list[Effect] = []
    if case.channel is Channel.FORM or event.colleague:
        told.append(TellNumber())
    team = team_of(case, policy)
    if team is not None and _has_it_already(event, team):
        leads = leads_of(case, team, policy, event.absent)
        return case, iter((TellNumber(leads), *told))
    reason = ForwardReason.REVIEW if case.review is not None else ForwardReason.NEW
    case, effects = hand_to_worker(case, reason, event.at, policy, event.absent)
    return case, iter((*effects, *told))


def _has_it_already(event: Received, team: Team) -> bool:
    if event.verdict.channel is Channel.SERVICE_CENTRE_TICKET:
        return True
    heads = {head.address.lower() for head in team.heads}
    return event.verdict.channel is Channel.FORM and bool(event.already_with & heads)


def leads_told(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    """The heads of the team that works on the case; nobody where it is no team's."""
    team = team_of(case, policy)
    return leads_of(case, team, policy, absent) if team is not None else ()


def flag_alerts(
    case: Case, flags: frozenset[Flag], leads: Addresses, policy: Policy, absent: frozenset[str]
) -> Iterator[Effect]:
    """Danger and data protection are told at once, without text (domain, section 2, flags)."""
    if Flag.DANGER in flags:
        to = (*officer_for(case, policy, absent), *management_for(case, policy, absent), *leads)
        yield Alert(unique(to), AlertReason.DANGER, flag=Flag.DANGER)
    if Flag.PRIVACY in flags:
        to = (*desk(policy.directory.privacy_officer, absent), *officer_for(case, policy, absent))
        due = local_day(case.counting_from.astimezone(UTC) + BREACH_TIME, policy)
        answer_by = months_later(receipt_day(case.counting_from, policy), 1)
        yield Alert(unique(to), AlertReason.PRIVACY, flag=Flag.PRIVACY, due=due, answer_by=answer_by)


def _second_concern(case: Case, event: Received) -> Iterator[OpenLinked]:
    """A linked case for the second concern; never while the whole text belongs to management or officer alone."""
    alone = case.review is not None and case.review.to_officer
    if case.also is None or event.parent or alone:
        return
    if Kind.CONDUCT_COMPLAINT in {case.kind, case.also.kind} or Flag.PROTECTED in case.flags:
        return
    own = not stands_for_both(case.kind, case.also.kind)
    yield OpenLinked(case.also.kind, case.also.route, own_acknowledgement=own)


def wants_bundle(case: Case) -> bool:
    """Whether the case still has to stand in a daily bundle: all written reactions are presented to management.

    Not what was presented at once, what the officer has not looked at yet, or what accuses management itself.
    """
    written = case.channel in {Channel.EMAIL, Channel.LETTER}
    kinds = {Kind.COMPLAINT, Kind.SUGGESTION, Kind.REQUEST, Kind.PRAISE, Kind.SERVICE_CENTRE}
    waits = case.review is not None and case.review.to_officer
    accused = Role.MANAGEMENT in case.accused
    return case.presented_at is None and written and case.kind in kinds and not (waits or accused or case.not_counted)
