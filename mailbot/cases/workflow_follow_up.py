"""The customer wrote again, or was answered by hand (domain, section 7)."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.case import Case, Review
from mailbot.cases.decision import Decision
from mailbot.cases.effects import Cancel, Effect, Forward, ForwardReason, Notice, Present
from mailbot.cases.events import AnsweredByHand, FollowedUp
from mailbot.cases.handing import CRITICAL, hand_to_worker, moved, notice_way_for, route_for, status_for
from mailbot.cases.notices import Planned, planned, record
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import officer_for, team_of
from mailbot.cases.workflow_receive import flag_alerts, leads_told
from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import HANDED_OVER, Flag, Kind, Purpose, Status

NOTICES = (Purpose.ACKNOWLEDGEMENT, Purpose.THANKS, Purpose.INTERIM)
ORDINARY = frozenset({Kind.COMPLAINT, Kind.SUGGESTION, Kind.REQUEST})


def followed_up(case: Case, event: FollowedUp, policy: Policy) -> Decision:
    """Filed; sent on to whoever works on the case; a closed case opens a new round. Thanks and copies: filed only."""
    if event.duplicate:
        return _repeated(case, event, policy)
    if event.linked:
        return _linked(replace(case, linked=(*case.linked, event.linked)), event, policy)
    case = replace(case, own_original=True)
    if _only_thanks(case, event.verdict):
        return Decision(case)
    case, effects = _with_flags(case, event, policy)
    if case.status is Status.CLOSED:
        return _reopened(case, event, policy, effects)
    if is_doubtful(case, event.verdict, policy):
        case, handed = _to_the_officer(case, event, policy)
        return Decision(case, (*effects, *handed))
    case, handed = hand_to_worker(case, ForwardReason.FOLLOW_UP, event.at, policy, event.absent)
    return Decision(case, (*effects, *handed))


def _repeated(case: Case, event: FollowedUp, policy: Policy) -> Decision:
    """Nearly the same text again: filed only, unless attachments came with it that nobody has seen yet."""
    if not event.new_attachments:
        return Decision(case)
    if case.status is Status.CLOSED:
        return _reopened(replace(case, own_original=True), event, policy, ())
    case = replace(case, own_original=True)
    if case.doubt is not None:  # it may repeat what the team must not read yet
        return Decision(*_to_the_officer(case, event, policy))
    case, handed = hand_to_worker(case, ForwardReason.ATTACHMENTS, event.at, policy, event.absent)
    return Decision(case, _with_attachments(handed, event.new_attachments))


def _with_attachments(effects: tuple[Effect, ...], new: int) -> tuple[Effect, ...]:
    return tuple(replace(e, attachments=new) if isinstance(e, Forward | Present) else e for e in effects)


def _to_the_officer(case: Case, event: FollowedUp, policy: Policy) -> tuple[Case, tuple[Effect, ...]]:
    """Until the officer has settled what it is, neither the text nor the original goes to the team."""
    since = case.doubt.since if case.doubt is not None else event.at
    before = case.doubt.likely if case.doubt is not None else ()
    likely = tuple(dict.fromkeys((*before, event.verdict.kind, *event.verdict.likely)))
    parted = case.doubt is not None and case.doubt.parted
    case = replace(case, doubt=Review(since, likely, to_officer=True, parted=parted))
    return case, (Forward(officer_for(case, policy, event.absent), reason=ForwardReason.DOUBTFUL),)


def _linked(case: Case, event: FollowedUp, policy: Policy) -> Decision:
    """The concern has a case of its own; but who is protected from now on is so in this case too."""
    if Flag.PROTECTED not in event.verdict.flags - case.flags:
        return Decision(case)
    protected = replace(event.verdict, flags=frozenset({Flag.PROTECTED}))
    return Decision(*_with_flags(case, replace(event, verdict=protected), policy))


def _only_thanks(case: Case, verdict: Verdict) -> bool:
    """Only thanks, or praise after the case was closed: nothing is reopened, unless it holds something to act on."""
    pleased = verdict.only_thanks or (verdict.kind is Kind.PRAISE and case.status is Status.CLOSED)
    return pleased and not verdict.review and not verdict.flags - {Flag.NO_PHONE} and verdict.also is None


def is_doubtful(case: Case, verdict: Verdict, policy: Policy) -> bool:
    """A follow-up that may be about conduct, or another critical kind, does not go to the team unread."""
    if team_of(case, policy) is None or Flag.PROTECTED in verdict.flags:
        return False
    kinds = {verdict.kind, *([verdict.also.kind] if verdict.also is not None else [])}
    kinds |= set(verdict.likely) if verdict.review else set()
    return bool(CRITICAL & kinds) or bool(verdict.accused)


def _with_flags(case: Case, event: FollowedUp, policy: Policy) -> tuple[Case, tuple[Effect, ...]]:
    """The case keeps every flag; one that becomes protected leaves the team for officer and management."""
    new = event.verdict.flags - case.flags
    case = replace(case, flags=case.flags | new, accused=tuple(dict.fromkeys((*case.accused, *event.verdict.accused))))
    doubtful = is_doubtful(case, event.verdict, policy)
    leads = () if doubtful else leads_told(case, policy, event.absent)
    effects: tuple[Effect, ...] = tuple(flag_alerts(case, event.verdict.flags, leads, policy, event.absent))
    if Flag.PROTECTED not in new:
        return case, effects
    route = route_for(case.kind, case.flags, case.route, policy)
    way = notice_way_for(case.notice_way, case.flags)
    case = replace(case, route=route, withheld=True, notice_way=way, doubt=None)
    return case, (Cancel((Purpose.FORWARD,)), moved(case), *effects)


def _reopened(case: Case, event: FollowedUp, policy: Policy, effects: tuple[Effect, ...]) -> Decision:
    """A new round with notices and deadlines of its own."""
    case = _with_concern(case, event.verdict, policy)
    case = replace(
        case,
        round=case.round + 1,
        round_received_at=event.received_at,
        own_acknowledgement=True,
        closing=None,
        not_counted=False,
        evaluation=None,
        accepted_at=None,
        forecast=None,
        pending=None,
        interim_announced_on=None,
        last_reminded_on=None,
        management_told_on=None,
        notices_wait_until=None,
        reminders_wait_until=None,
    )
    case = replace(case, status=status_for(case))
    if not event.duplicate and is_doubtful(case, event.verdict, policy):
        case, handed = _to_the_officer(case, event, policy)
        return Decision(case, (moved(case), *effects, *handed))
    case, handed = hand_to_worker(case, ForwardReason.REOPENED, event.at, policy, event.absent)
    return Decision(case, (moved(case), *effects, *_with_attachments(handed, event.new_attachments)))


def _with_concern(case: Case, verdict: Verdict, policy: Policy) -> Case:
    """Praise that comes back as a complaint is one now, and goes where its matter belongs."""
    if case.kind is not Kind.PRAISE or verdict.kind not in ORDINARY:
        return case
    route = verdict.route if policy.directory.team(verdict.route) is not None else case.route
    return replace(case, kind=verdict.kind, route=route, topics=verdict.topics or case.topics)


def answered_by_hand(case: Case, event: AnsweredByHand, policy: Policy) -> Decision:
    """The officer's own answer takes the place of the notice that is due next."""
    plans = planned(case, policy)
    day = event.at.astimezone(policy.zone).date()
    notice = plans[0].notice if plans else Notice.INTERIM
    if case.kind in HANDED_OVER and not plans:
        notice = Notice.HANDOVER
    if notice is Notice.THANKS:
        notice = Notice.ACKNOWLEDGEMENT
    cause = plans[0].cause if plans else f"by_hand:{day.isoformat()}"
    case = record(case, Planned(event.at, notice, cause), event.at, by_hand=True)
    return Decision(case, (Cancel(NOTICES),))
