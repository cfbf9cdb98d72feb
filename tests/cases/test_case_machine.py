"""Months of a case's life at random: mails, commands, sweeps, outages, closings, clock changes. What always holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from case_office import (
    AGENCY,
    BERLIN,
    DIRECTORY,
    MANAGEMENT,
    NUMBER,
    OBJECTIONS,
    OFFICER,
    POLICY,
    SUPERVISION,
    TEAM,
    actor,
    addresses,
    at,
    verdict,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import TypeAdapter

from mailbot.cases.case import Case
from mailbot.cases.deadlines import acknowledgement_due, in_window, interim_due, local_day
from mailbot.cases.decision import Decision
from mailbot.cases.effects import Notice, OpenLinked, Result, SendNotice
from mailbot.cases.events import (
    AnsweredByHand,
    Command,
    Commanded,
    Delivered,
    Event,
    FollowedUp,
    LeadAway,
    NoticeWay,
    Presented,
    Received,
    Stated,
    Tick,
    Undelivered,
    Verb,
)
from mailbot.cases.transitions import TRANSITIONS
from mailbot.cases.workflow import decide, next_due_at
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Channel, Flag, Kind, Purpose, Role, Route, Status

ROUTES = [team.id for team in DIRECTORY.teams]
LEADS = [head.address for team in DIRECTORY.teams for head in team.heads]
TEAMS = frozenset(LEADS) | {team.mailbox for team in DIRECTORY.teams}
PEOPLE = [OFFICER, MANAGEMENT, OBJECTIONS, AGENCY, SUPERVISION, TEAM, *LEADS]
ACCUSED = [(), (), (), (LEADS[0],), (Role.MANAGEMENT.value,), (Role.OFFICER.value,), (Role.LEAD.value,)]
KINDS = [kind for kind in Kind if kind is not Kind.NONE]
CODEC = TypeAdapter(Case)
START = at("2026-01-05 00:00")
WORDS = {"text": "Text", "evaluation": "berechtigt", "measure": "Schulung"}

kinds = st.sampled_from(KINDS)
flags = st.sets(st.sampled_from(list(Flag)), max_size=2).map(frozenset)
absences = st.sets(st.sampled_from([*LEADS[:4], OFFICER, MANAGEMENT]), max_size=3).map(frozenset)
verdicts = st.builds(
    verdict,
    kinds,
    route=st.sampled_from([*ROUTES, *ROUTES, Route.NONE.value]),
    also=st.none() | st.builds(Concern, kinds, st.sampled_from(ROUTES)),
    flags=st.just(frozenset()) | flags,
    channel=st.sampled_from([Channel.EMAIL, Channel.EMAIL, *Channel]),
    review=st.sampled_from([False, False, True]),
    likely=st.lists(kinds, max_size=2).map(tuple),
    accused=st.sampled_from(ACCUSED),
    from_authority=st.sampled_from([False, False, False, True]),
    only_thanks=st.sampled_from([False, False, True]),
    deadline_days=st.none() | st.integers(1, 60),
)
commands = st.builds(
    Command,
    st.sampled_from(list(Verb)),
    target=st.sampled_from([*ROUTES, *Route, "KRM-2026-000099", "unknown"]),
    kind=st.none() | st.sampled_from(list(Kind)),
    text=st.sampled_from(["", "Text", "Krankheit"]),
    evaluation=st.sampled_from(["", "berechtigt", "aufgegriffen"]),
    committee=st.booleans(),
    by_mail=st.booleans(),
)


CONDUCT = Kind.CONDUCT_COMPLAINT


def may_be_conduct(case: Case, event: Event) -> bool:
    """Whether the text at hand is, or may be, a conduct complaint."""
    if case.kind is CONDUCT:
        return True
    if not isinstance(event, Received | FollowedUp):
        return False
    found = event.verdict
    if found.kind is CONDUCT or (found.also is not None and found.also.kind is CONDUCT):
        return True
    return found.review and CONDUCT in found.likely


class CaseLife(RuleBasedStateMachine):
    """One case, looked at as the sweep does, with everything that can happen in between."""

    case: Case
    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.log: list[tuple[Event, Decision]] = []
        self.sent: set[tuple[str, str, int]] = set()
        self.absent: frozenset[str] = frozenset()
        self.undisturbed = True

    @initialize(
        found=verdicts,
        way=st.sampled_from([*NoticeWay, NoticeWay.MAIL, NoticeWay.MAIL]),
        hours=st.integers(0, 24 * 360),
        held=st.sampled_from([False, False, False, True]),
        parent=st.sampled_from(["", "", "KRM-2026-000077"]),
    )
    def arrives(self, found: object, way: NoticeWay, hours: int, held: bool, parent: str) -> None:
        self.now = START + timedelta(hours=hours)
        event = Received(self.now, NUMBER, self.now, found, way, notices_held=held, parent=parent)  # type: ignore[arg-type]
        self._take(None, event)

    def _happens(self, event: Event) -> None:
        self._take(self.case, event)

    def _take(self, before: Case | None, event: Event) -> None:
        decision = decide(before, event, POLICY)
        assert decide(before, event, POLICY) == decision, "the same question has the same answer"
        self.log.append((event, decision))
        self.case = decision.case
        self._judge(before, event, decision)

    def _judge(self, before: Case | None, event: Event, decision: Decision) -> None:
        after = decision.case
        self._judge_notices(before, decision)
        reached = set().union(*(addresses(effect) for effect in decision.effects)) if decision.effects else set()
        assert "" not in reached
        assert reached <= DIRECTORY.addresses
        if may_be_conduct(after, event) or Flag.PROTECTED in after.flags:
            assert not reached & TEAMS, "conduct complaints and protected cases never reach a team"
        accused = {item for item in after.accused if "@" in item}
        set_by_themselves = {entry.to for entry in after.resubmissions}
        assert not (reached & accused) - set_by_themselves, "nobody gets a reaction that names them"
        if may_be_conduct(after, event):
            assert not any(isinstance(effect, OpenLinked) for effect in decision.effects) or isinstance(
                event, Commanded
            )
        if before is not None:
            self._judge_state(before, event, decision)

    def _judge_notices(self, before: Case | None, decision: Decision) -> None:
        for effect in decision.effects:
            if not isinstance(effect, SendNotice):
                continue
            key = (effect.notice.value, effect.cause, effect.round)
            assert effect.cause
            assert key not in self.sent, "no notice twice for one cause and round"
            self.sent.add(key)
            assert before is None or before.status is not Status.CLOSED, "a closed case sends nothing"
            assert decision.case.notice_way is NoticeWay.MAIL
            assert not decision.case.notices_held
            assert not decision.case.from_authority
            if effect.notice is not Notice.HANDOVER:
                assert in_window(self.now, POLICY)
            self._judge_time(effect, decision.case)

    def _judge_time(self, effect: SendNotice, case: Case) -> None:
        """None late while the sweep runs and nobody changed what the case is."""
        if not self.undisturbed or effect.round > 1:
            return
        today = local_day(self.now, POLICY)
        if effect.cause == "received":
            assert today <= acknowledgement_due(case.counting_from, POLICY)
        if effect.cause == "day7":
            assert today <= interim_due(case.counting_from, POLICY)

    def _judge_state(self, before: Case, event: Event, decision: Decision) -> None:
        step = event.command.verb if isinstance(event, Commanded) else type(event)
        following = TRANSITIONS[before.status].get(step, frozenset({before.status}))
        refused = decision.outcome is not None and decision.outcome.result is not Result.DONE
        assert decision.case.status in following or (refused and decision.case.status is before.status)
        if refused:
            assert not [effect for effect in decision.effects if isinstance(effect, SendNotice)]
        if before.status is Status.CLOSED and isinstance(event, Tick):
            assert not decision.effects

    @rule(days=st.integers(0, 20), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        end = self.now + timedelta(days=days, hours=hours)
        for _ in range(400):
            due = next_due_at(self.case, POLICY)
            if due is None or due > end:
                break
            self.now = max(self.now, due.astimezone(BERLIN))
            self._happens(Tick(self.now, self.absent))
            later = next_due_at(self.case, POLICY)
            assert later is None or later > self.now, "after a tick the case wants to be looked at later"
        else:
            raise AssertionError("a busy loop")
        self.now = max(self.now, end)

    @rule(days=st.integers(1, 40))
    def outage(self, days: int) -> None:
        """Nothing runs, then one sweep, at any hour."""
        self.now += timedelta(days=days, hours=5)
        self.undisturbed = False
        before = len(self.sent)
        self._happens(Tick(self.now, self.absent))
        assert len(self.sent) <= before + 1, "only the newest applicable notice"
        later = next_due_at(self.case, POLICY)
        assert later is None or later > self.now

    @rule(away=absences)
    def people_go_and_come(self, away: frozenset[str]) -> None:
        self.absent = away

    @rule(
        found=verdicts,
        linked=st.sampled_from(["", "", "KRM-2026-000088"]),
        duplicate=st.sampled_from([False, False, True]),
    )
    def customer_writes(self, found: object, linked: str, duplicate: bool) -> None:
        event = FollowedUp(self.now, self.now, found, linked, duplicate, self.absent)  # type: ignore[arg-type]
        self.undisturbed = False
        self._happens(event)

    @rule(who=st.sampled_from(PEOPLE), command=commands, days=st.none() | st.integers(-3, 40), clean=st.booleans())
    def command(self, who: str, command: Command, days: int | None, clean: bool) -> None:
        on = None if days is None else self.now.date() + timedelta(days=days)
        given = Command(
            command.verb, target=command.target, kind=command.kind, on=on, text=command.text,
            evaluation=command.evaluation, committee=command.committee, by_mail=command.by_mail,
        )  # fmt: skip
        self.undisturbed = False
        self._happens(Commanded(self.now, actor(who), given, self.absent, draft_clean=clean))
        assert self.log[-1][1].outcome is not None, "every command has an outcome"

    @rule(
        verb=st.sampled_from([Verb.CONFIRM, Verb.KIND, Verb.REROUTE, Verb.CLOSE, Verb.REOPEN, Verb.INTERIM]),
        kind=kinds,
        route=st.sampled_from([*ROUTES, *Route]),
    )
    def officer_decides(self, verb: Verb, kind: Kind, route: str) -> None:
        """What changes a case most: its kind, route and state."""
        self.undisturbed = False
        command = Command(verb, kind=kind, target=route)
        self._happens(Commanded(self.now, actor(OFFICER), command, self.absent))

    @rule(who=st.sampled_from(LEADS[:2]), on=st.integers(0, 40))
    def lead_forecasts(self, who: str, on: int) -> None:
        """Forecasts alone make no notice late."""
        command = Command(Verb.FORECAST, on=self.now.date() + timedelta(days=on))
        self._happens(Commanded(self.now, actor(who), command, self.absent))

    @rule(purpose=st.sampled_from(list(Purpose)), who=st.sampled_from(["", *PEOPLE]), what=st.integers(0, 5))
    def mail_returns(self, purpose: Purpose, who: str, what: int) -> None:
        events: list[Event] = [
            Delivered(self.now, purpose),
            Undelivered(self.now, purpose, who, self.absent),
            LeadAway(self.now, who, purpose, self.absent),
            Presented(self.now),
            AnsweredByHand(self.now),
            Stated(self.now, actor(who), self.absent),
        ]
        self.undisturbed = False
        self._happens(events[what])

    @precondition(lambda self: self.log)
    @invariant()
    def stored_and_read_again_it_is_the_same(self) -> None:
        assert CODEC.validate_json(CODEC.dump_json(self.case)) == self.case

    @precondition(lambda self: self.log)
    @invariant()
    def closed_cases_ask_for_nothing(self) -> None:
        if self.case.status is Status.CLOSED:
            assert next_due_at(self.case, POLICY) is None
            assert self.case.closing is not None

    def teardown(self) -> None:
        """Replaying the log gives the same state and the same effects."""
        case: Case | None = None
        for event, decision in self.log:
            again = decide(case, event, POLICY)
            assert again == decision
            case = again.case


CaseLife.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestCaseLife = CaseLife.TestCase
