"""Which ready replies stand in which mail. Nothing is offered that its reader may not do (domain.md, section 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from mailbot.cases.authority import RIGHTS, actor_of, may, roles_on
from mailbot.cases.case import Case
from mailbot.cases.deadlines import add_working_days, final_due
from mailbot.cases.effects import Alert, AlertReason, Forward, ForwardReason, Refusal, ReminderReason
from mailbot.cases.events import Actor, Command, NoticeWay, Verb
from mailbot.cases.handing import OWN_ROUTE
from mailbot.cases.notices import may_have_notices
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import hidden_from_officer, team_of
from mailbot.cases.transitions import allowed
from mailbot.outbound.digest_facts import What
from mailbot.outbound.shown import Answer, Explained, Reply, part_waits
from mailbot.privacy.cleared import NOTHING, chosen, day, named, term
from mailbot.vocabulary import PETITIONS, Channel, Kind, Route

NOBODY: Final = frozenset[str]()
_EVALUATED = frozenset({Kind.COMPLAINT, Kind.CONDUCT_COMPLAINT, *PETITIONS})


def usable(
    replies: tuple[Reply, ...],
    readers: tuple[str, ...],
    case: Case,
    policy: Policy,
    absent: frozenset[str] = NOBODY,
) -> tuple[Reply, ...]:
    """Those that one of the readers may send, in the state that the case is in. `absent`: who is away."""
    actors = [actor_of(reader, policy.directory) for reader in readers]
    return tuple(
        reply
        for reply in replies
        if allowed(case.status, verb := Verb(str(reply.verb)))
        and any(may(actor, Command(verb), case, policy, absent) is Refusal.NONE for actor in actors)
    )


def in_the_leads_place(
    readers: tuple[str, ...], case: Case, policy: Policy, absent: frozenset[str], today: date
) -> tuple[Reply, ...]:
    """What is the lead's to say, for a reader who acts while lead and deputy are away (domain, section 1)."""
    standing_in = [
        actor for actor in (actor_of(reader, policy.directory) for reader in readers) if _stands_in(actor, case, policy)
    ]
    if team_of(case, policy) is None or not standing_in:
        return ()
    on = max(final_due(case.counting_from, policy), _next(today, policy, A_WEEK))
    accept = (Reply(verb=term(Verb.ACCEPT)),) if case.accepted_at is None else ()
    replies = (*accept, Reply(verb=term(Verb.FORECAST), on=day(on)), Reply(verb=term(Verb.ANSWER)))
    return usable(replies, tuple(actor.address for actor in standing_in), case, policy, absent)


def _stands_in(actor: Actor, case: Case, policy: Policy) -> bool:
    """Whether the lead's commands are not this reader's own."""
    return not roles_on(actor, case, policy) & RIGHTS[Verb.ANSWER]


def closings(case: Case, policy: Policy) -> tuple[Reply, ...]:
    """ERLEDIGT with every evaluation that this kind of case takes."""
    words: tuple[str, ...] = ()
    if case.kind in _EVALUATED:
        words = policy.evaluations
    elif case.kind is Kind.SUGGESTION:
        words = policy.suggestion_evaluations
    if not words:
        return (Reply(verb=term(Verb.CLOSE)),)
    return tuple(Reply(verb=term(Verb.CLOSE), choice=chosen(word, words)) for word in words)


def for_forward(effect: Forward, case: Case, policy: Policy) -> tuple[Reply, ...]:
    """For the lead: accept, close, forecast, interim notice, pass on. Other offices accept."""
    if effect.reason is ForwardReason.CONTRIBUTION:
        return ()
    if effect.reason is ForwardReason.DOUBTFUL:
        return _doubts(case, policy)
    if case.route in {Route.OBJECTIONS, Route.AGENCY_KRM}:
        return (Reply(verb=term(Verb.ACCEPT)),)
    if case.kind is Kind.PRAISE and case.review is None:
        return (Reply(verb=term(Verb.CLOSE)), Reply(verb=term(Verb.REROUTE), route=named("krm")))
    return (
        Reply(verb=term(Verb.ACCEPT)),
        *closings(case, policy),
        _forecast(case, policy),
        *((Reply(verb=term(Verb.INTERIM)),) if case.channel is Channel.EMAIL else ()),
        Reply(verb=term(Verb.REROUTE), route=named("krm")),
    )


def _forecast(case: Case, policy: Policy) -> Reply:
    """FERTIG BIS with the day of the final answer; where nobody gets notices it sends none."""
    alone = NOTHING if may_have_notices(case) else term(Explained.FORECAST_ALONE)
    return Reply(verb=term(Verb.FORECAST), on=day(final_due(case.counting_from, policy)), explains=alone)


def _doubts(case: Case, policy: Policy) -> tuple[Reply, ...]:
    """A follow-up that only the officer has read: it belongs to the case, or becomes one of these kinds by itself."""
    kinds = case.doubt.likely if case.doubt is not None else ()
    belongs: tuple[Reply, ...] = (Reply(verb=term(Verb.CONFIRM)),)
    if hidden_from_officer(case, policy):
        parted = case.doubt is not None and case.doubt.parted
        belongs = () if parted else (Reply(verb=term(Verb.REROUTE), route=named(case.route)),)
    others = tuple(kind for kind in kinds if kind in OWN_ROUTE) or (Kind.CONDUCT_COMPLAINT,)
    return (*belongs, *(Reply(verb=term(Verb.KIND), kind=term(kind)) for kind in others))


def _doubts_in_a_list(case: Case, policy: Policy) -> tuple[Reply, ...]:
    """The same in the digest, and the way to management for what is neither."""
    if case.doubt is None:
        return ()
    return (*_doubts(case, policy), Reply(verb=term(Verb.REROUTE), route=named(Route.MANAGEMENT)))


def for_presentation(case: Case, policy: Policy) -> tuple[Reply, ...]:
    """For management: seen, close, forecast; where the kind is doubtful, the likely kinds; the part of another."""
    parts = (Reply(verb=term(Verb.SPLIT)),) if part_waits(case) else ()
    times = () if case.from_authority else (_forecast(case, policy),)
    told = (Reply(verb=term(Verb.INTERIM)),) if times and may_have_notices(case) else ()
    seen = Reply(verb=term(Verb.SEEN))
    return (seen, *reviews(case), *_deadline(case), *parts, *closings(case, policy), *times, *told)


def _deadline(case: Case) -> tuple[Reply, ...]:
    """FRIST with the date that was read from an authority's text, while nobody has confirmed it."""
    read = case.deadline
    if case.kind not in PETITIONS or read is None or read.on is None or read.confirmed or read.missing:
        return ()
    return (Reply(verb=term(Verb.DEADLINE), on=day(read.on)),)


def reviews(case: Case) -> tuple[Reply, ...]:
    """For whoever settles a doubtful kind: right as it is, or one of the likely kinds."""
    if case.review is None:
        return ()
    kinds = tuple(dict.fromkeys(kind for kind in case.review.likely if kind is not case.kind and kind is not Kind.NONE))
    return (Reply(verb=term(Verb.CONFIRM)), *(Reply(verb=term(Verb.KIND), kind=term(kind)) for kind in kinds))


def for_alert(effect: Alert, case: Case, policy: Policy) -> tuple[Reply, ...]:
    """What the officer can do at once about this."""
    match effect.reason:
        case AlertReason.REVIEW | AlertReason.WAITS_FOR_OFFICER:
            return reviews(case)
        case AlertReason.DRAFT_WAITS:
            return _releases(case)
        case AlertReason.EVALUATION_PROPOSED:
            return (Reply(verb=term(Verb.CONFIRM)), *_other_evaluations(case, policy))
        case AlertReason.UNDELIVERABLE_NOTICE if case.notice_way is NoticeWay.LETTER:
            return (Reply(verb=term(Verb.POSTED)),)
        case AlertReason.LEAD_WANTS_REROUTE:
            return tuple(
                Reply(verb=term(Verb.REROUTE), route=named(team.id))
                for team in policy.directory.teams
                if team.id != case.route
            )
        case AlertReason.OBJECTION_UNCONFIRMED | AlertReason.APPLICATION:
            return (Reply(verb=term(Verb.ACCEPT)),)
        case _:
            return ()


def _other_evaluations(case: Case, policy: Policy) -> tuple[Reply, ...]:
    """ERLEDIGT with each evaluation but the proposed one."""
    proposed = case.evaluation.value if case.evaluation else ""
    changed = term(Explained.OTHER_EVALUATION)
    return tuple(replace(reply, explains=changed) for reply in closings(case, policy) if str(reply.choice) != proposed)


def _releases(case: Case) -> tuple[Reply, ...]:
    """A free text for an interim notice has one way out, an answer two: as a letter or as a mail."""
    as_it_is = Reply(verb=term(Verb.RELEASE))
    if case.drafts and case.drafts[-1].interim:
        return (as_it_is,)
    return (as_it_is, Reply(verb=term(Verb.RELEASE), route=named("mail")))


def for_reminder(reason: ReminderReason, case: Case, policy: Policy, today: date) -> tuple[Reply, ...]:
    """What settles this reminder."""
    match reason:
        case ReminderReason.OBJECTION:
            return (Reply(verb=term(Verb.ACCEPT)),)
        case ReminderReason.INTERIM_TOMORROW:
            return (_forecast(case, policy), *closings(case, policy), Reply(verb=term(Verb.INTERIM)))
        case ReminderReason.OPEN | ReminderReason.OVERDUE:
            return (*closings(case, policy), Reply(verb=term(Verb.INTERIM)))
        case ReminderReason.MEASURE:
            return (Reply(verb=term(Verb.IMPLEMENTED)), Reply(verb=term(Verb.IMPLEMENTED), answer=term(Answer.NO)))
        case ReminderReason.DEADLINE | ReminderReason.AUTHORISATION:
            return closings(case, policy)
        case ReminderReason.RESUBMISSION:
            return (*closings(case, policy), Reply(verb=term(Verb.RESUBMIT), on=day(_next(today, policy, A_WEEK))))
        case _:
            return ()


def for_digest(what: What, case: Case, policy: Policy, today: date) -> tuple[Reply, ...]:
    """What settles this row of the officer's digest; nothing where only reading it does."""
    match what:
        case What.DANGER:
            return (Reply(verb=term(Verb.ACCEPT)), *closings(case, policy))
        case What.OVERDUE | What.DUE_TODAY:
            return (*closings(case, policy), *_asking(case, policy, today))
        case What.REVIEW:
            return reviews(case) or _doubts_in_a_list(case, policy)
        case What.RELEASE:
            return _releases(case)
        case What.CONFIRM:
            return (Reply(verb=term(Verb.CONFIRM)), *_other_evaluations(case, policy))
        case What.RESUBMISSION:
            return (*closings(case, policy), Reply(verb=term(Verb.RESUBMIT), on=day(_next(today, policy, A_WEEK))))
        case _:
            return ()


A_WEEK: Final = 5
"""In working days."""


def _asking(case: Case, policy: Policy, today: date) -> tuple[Reply, ...]:
    """Where there is no answer yet: a word to the customer, a date for the team, which the lead is told."""
    told = (Reply(verb=term(Verb.INTERIM)),) if may_have_notices(case) else ()
    asked = Reply(verb=term(Verb.INTERNAL_DATE), on=day(_next(today, policy, 1)))
    return (*told, asked) if team_of(case, policy) is not None else told


def _next(today: date, policy: Policy, working_days: int) -> date:
    return add_working_days(today, working_days, policy.calendar)


def for_number(case: Case, policy: Policy) -> tuple[Reply, ...]:
    """For a lead who has the form or ticket already."""
    return (Reply(verb=term(Verb.ACCEPT)), *closings(case, policy))


def after_closing() -> tuple[Reply, ...]:
    """The way back."""
    return (Reply(verb=term(Verb.REOPEN)),)
