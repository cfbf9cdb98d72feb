"""A year of office life, made by chance and carried out by the workflow, reported and recounted.

The recount reads the log of events as plain JSON and knows nothing of the code that makes the figures: it has its own
calendar, its own reading of the instruction and its own arithmetic.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk_office import an_office

from mailbot.cases.authority import actor_of
from mailbot.cases.case import Case
from mailbot.cases.effects import SendNotice
from mailbot.cases.events import Command, Commanded, Delivered, Event, NoticeWay, Received, Tick, Undelivered, Verb
from mailbot.cases.policy import Policy
from mailbot.cases.workflow import decide, next_due_at
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Figures
from mailbot.rules.verdict import Verdict
from mailbot.steps.reporting import figures_of
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.vocabulary import Channel, Disposition, Kind, Purpose

CASES = 2000
ZONE = ZoneInfo("Europe/Berlin")
END = datetime(2027, 1, 31, 12, tzinfo=ZONE)
TEAMS = ("leistung", "vermittlung-u25", "vermittlung-ue25", "eingangszone", "arbeitgeber")
TOPICS = ("zahlung", "wartezeit", "bescheid", "termin")
MINUTE = timedelta(minutes=1)
PERIODS = [Period(2026, quarter) for quarter in (1, 2, 3, 4)] + [Period(2026)]


class Chance:
    """The writers and leads of the year, from one seed."""

    def __init__(self, seed: int, policy: Policy) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.policy = policy

    def verdict(self) -> Verdict:
        pick = self.random
        kinds = (Kind.COMPLAINT, Kind.REQUEST, Kind.SUGGESTION, Kind.PRAISE, Kind.OBJECTION, Kind.PETITION)
        kind = pick.choices(kinds, (50, 25, 8, 10, 5, 2))[0]
        route = {Kind.OBJECTION: "objections", Kind.PETITION: "management"}.get(kind, pick.choice(TEAMS))
        channel = pick.choices(list(Channel), (80, 10, 4, 6))[0]
        if kind in {Kind.OBJECTION, Kind.PETITION}:
            channel = Channel.EMAIL
        topics = tuple(pick.sample(TOPICS, pick.randint(0, 3)))
        return Verdict(Disposition.CASE, kind=kind, route=route, channel=channel, topics=topics)

    def received(self, number: int) -> Received:
        verdict = self.verdict()
        day = date(2025, 12, 1) + timedelta(days=self.random.randrange(395))
        moment = datetime.combine(day, time(self.random.randrange(24), self.random.randrange(60)), ZONE)
        way = {Channel.LETTER: NoticeWay.LETTER, Channel.EMAIL: NoticeWay.MAIL}.get(verdict.channel, NoticeWay.NONE)
        return Received(moment, f"KRM-{moment.year}-{number:06}", moment, verdict, way)

    def plans(self, received: Received) -> Iterator[tuple[datetime, Event]]:
        """What people do with the case: nothing, a forecast, a closing, a correction, a removal."""
        pick, kind = self.random, received.verdict.kind
        officer, lead = self.policy.directory.officer.person.address, self.leads(received)
        at = received.at + timedelta(days=min(pick.expovariate(1 / 8), 60), hours=1)
        fate = pick.random()
        if fate < 0.02 or kind in {Kind.OBJECTION, Kind.PRAISE}:
            return
        if fate < 0.07:
            yield at, self.command(at, officer, Verb.NO_CASE, text="Irrläufer")
            return
        if fate < 0.15:
            early = received.at + timedelta(hours=2)
            yield (
                early,
                self.command(early, lead, Verb.FORECAST, on=received.at.date() + timedelta(days=pick.randint(3, 20))),
            )
            at = max(at, early + MINUTE)
        yield at, self.closing(at, pick.choice((officer, lead)), kind)
        if pick.random() < 0.3:
            later = at + timedelta(days=2)
            yield later, self.command(later, officer, Verb.CONFIRM)

    def leads(self, received: Received) -> str:
        team = next((t for t in self.policy.directory.teams if t.id == received.verdict.route), None)
        return team.lead.address if team else self.policy.directory.management.person.address

    def closing(self, at: datetime, who: str, kind: Kind) -> Event:
        values: tuple[str, ...] = ("",)
        if kind in {Kind.COMPLAINT, Kind.PETITION}:
            values = (*self.policy.evaluations, "")
        elif kind is Kind.SUGGESTION:
            values = (*self.policy.suggestion_evaluations, "")
        measure = self.random.choice(("", "", "Schulung"))
        answered = at.date() - timedelta(days=1) if self.random.random() < 0.2 else None
        return self.command(
            at, who, Verb.CLOSE, evaluation=self.random.choice(values), measure=measure, answered_on=answered
        )

    def command(self, at: datetime, who: str, verb: Verb, **fields: Any) -> Commanded:
        return Commanded(at, actor_of(who, self.policy.directory), Command(verb, **fields))

    def delivery(self, at: datetime, notice: SendNotice) -> tuple[datetime, Event]:
        """Most notices leave at once; some are held for days, some come back."""
        purpose, fate = Purpose(notice.notice.value), self.random.random()
        if fate < 0.02:
            return at + MINUTE, Undelivered(at + MINUTE, purpose)
        late = at + (timedelta(days=5) if fate < 0.06 else MINUTE)
        return late, Delivered(late, purpose)


def life(chance: Chance, received: Received) -> tuple[Case, list[Event]]:
    """One case until the end of the simulation, as the sweep and the commands drive it.

    Looks at the case that came to nothing, or to a reminder, are left out of the log: they are most of it.
    """
    events: list[Event] = []
    case: Case | None = None
    waiting: list[tuple[datetime, Event]] = [(received.at, received), *chance.plans(received)]
    now = received.at
    for _ in range(400):
        due = next_due_at(case, chance.policy) if case is not None else None
        moments = [at for at, _ in waiting] + ([max(due, now)] if due is not None else [])
        now = min(moments, default=END)
        if now >= END and case is not None:
            return case, events
        planned = next((one for one in waiting if one[0] == now), (now, Tick(now)))
        waiting = [one for one in waiting if one is not planned]
        decision = decide(case, planned[1], chance.policy)
        notices = [effect for effect in decision.effects if isinstance(effect, SendNotice)]
        waiting += [chance.delivery(now, notice) for notice in notices]
        if not isinstance(planned[1], Tick) or notices or case is None or decision.case.status != case.status:
            events.append(planned[1])
        case = decision.case
    raise AssertionError("a busy loop")


def _moment(event: Event) -> datetime:
    return event.now if isinstance(event, Tick) else event.at


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """2,000 cases of a year, with their log."""
    folder: Path = tmp_path_factory.mktemp("year")
    opened = an_office(folder, END, office='name = "Jobcenter Wolfenbüttel"\nworks_agreement = true')
    chance = Chance(20260101, opened.policy)
    with opened.store.write() as tx:
        for number in range(1, CASES + 1):
            case, events = life(chance, chance.received(number))
            register.save(tx, case, office=opened.name, version=0, next_due_at=None)
            for event in events:
                register.append_event(tx, case.number, _moment(event), event, salt="salt")
    yield opened
    opened.store.close()


# --- the recount ---------------------------------------------------------------------------------------------------

HOLIDAYS = {
    *(date(2025, 12, day) for day in (24, 25, 26, 31)),
    *(date(2026, 12, day) for day in (24, 25, 26, 31)),
    *(date(year, 1, 1) for year in (2026, 2027)),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 1),
    date(2026, 5, 14),
    date(2026, 5, 25),
    date(2026, 10, 3),
    date(2026, 10, 31),
}
"""Niedersachsen, from the calendar on the wall."""


@dataclass
class Told:
    """What the log tells of one case."""

    kind: str
    route: str
    channel: str
    topics: list[str]
    received: date
    way: str
    closed: date | None = None
    answered: date | None = None
    evaluation: str = ""
    proposed: bool = False
    measure: str = ""
    removed: bool = False
    forecast: date | None = None
    left: dict[str, list[date]] = field(default_factory=dict)

    @property
    def finished(self) -> date | None:
        return self.answered or self.closed


def local(stamp: str) -> date:
    return datetime.fromisoformat(stamp).astimezone(ZONE).date()


def read_log(office: Runtime) -> list[Told]:
    told: dict[str, Told] = {}
    with office.store.read() as tx:
        for row in register.events(tx):
            data: dict[str, Any] = row.data
            number = str(row.case_number)
            if row.type == "Received":
                v = data["verdict"]
                told[number] = Told(
                    v["kind"], v["route"], v["channel"], v["topics"], local(data["received_at"]), data["notice_way"]
                )
            elif row.type == "Commanded":
                typed = json.loads(row.text)["typed"] if row.text else {}
                command(told[number], data, typed)
            elif row.type == "Delivered":
                told[number].left.setdefault(data["purpose"], []).append(local(data["at"]))
            elif row.type == "Tick" and told[number].kind == "praise" and told[number].closed is None:
                told[number].closed = local(data["now"])
    return list(told.values())


def command(case: Told, data: dict[str, Any], typed: dict[str, str]) -> None:
    given, roles = data["command"], set(data["actor"]["roles"])
    lead_only = not roles & {"officer", "management"}
    match given["verb"]:
        case "ERLEDIGT":
            case.closed = local(data["at"])
            case.answered = date.fromisoformat(given["answered_on"]) if given["answered_on"] else None
            case.evaluation, case.proposed = given["evaluation"], lead_only and bool(given["evaluation"])
            case.measure = typed.get("measure", "")
        case "STIMMT":
            case.proposed = False
        case "KEIN FALL":
            case.removed = True
        case "FERTIG BIS":
            case.forecast = date.fromisoformat(given["on"])


def working_days_on(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in HOLIDAYS
    return day


def bounds(case: Told) -> Iterator[tuple[str, date, date | None, bool]]:
    """Deadline, last day, day on which it was done, and whether it was owed at all."""
    finished = case.finished
    ack, interim, final = (
        working_days_on(case.received, 3),
        case.received + timedelta(days=7),
        case.received + timedelta(days=14),
    )
    if case.channel not in {"form", "service_centre_ticket"}:
        first = min((day for days in case.left.values() for day in days), default=None)
        yield "acknowledgement", ack, first, not (finished and finished <= ack)
        second = min(case.left.get("interim", []), default=None)
        spared = (finished and finished <= interim) or (second is None and case.forecast and case.forecast <= final)
        yield "interim", interim, second, not spared
    yield "final", final, finished, True


def recount(log: list[Told], period: Period) -> dict[str, Any]:
    cases = [case for case in log if not case.removed]
    handed = [case for case in cases if case.kind == "objection" and period.first <= case.received <= period.last]
    cases = [case for case in cases if case.kind != "objection"]
    came = [case for case in cases if period.first <= case.received <= period.last]
    done = [case for case in cases if case.closed and period.first <= case.closed <= period.last]
    judged = [case for case in done if case.kind in {"complaint", "petition", "suggestion"}]
    justified = [
        case
        for case in done
        if case.kind in {"complaint", "petition"} and case.evaluation in {"berechtigt", "teilweise berechtigt"}
    ]
    days = sorted(((case.finished or END.date()) - case.received).days for case in done)
    days = [max(day, 0) for day in days]
    kept: Counter[tuple[str, str]] = Counter()
    for case in cases:
        for name, last, day, owed in bounds(case):
            in_time = day is not None and day <= last
            if period.first <= last <= period.last and (owed or in_time):
                kept[name, "met" if in_time else "missed" if day or END.date() > last else "pending"] += 1
    middle = len(days) // 2
    return {
        "received": len(came),
        "closed": len(done),
        "open": sum(c.received <= period.last and not (c.closed and c.closed <= period.last) for c in cases),
        "handed": len(handed),
        "kind": Counter(case.kind for case in came),
        "topic": Counter(topic for case in came for topic in case.topics),
        "team": Counter(case.route for case in came),
        "channel": Counter(case.channel for case in came),
        "evaluation": Counter((case.evaluation, case.proposed) for case in judged if case.evaluation),
        "without": sum(not case.evaluation for case in judged),
        "kept": kept,
        "measures": (sum(bool(c.measure) for c in justified), sum(not c.measure for c in justified)),
        "median": days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2,
        "ninetieth": days[-(-len(days) * 9 // 10) - 1],
    }


def as_told(figures: Figures) -> dict[str, Any]:
    """The figures in the shape of the recount."""
    return {
        "received": figures.received,
        "closed": figures.closed,
        "open": figures.open_at_end,
        "handed": sum(row.number or 0 for row in figures.handed_over),
        "kind": Counter({row.what: row.number for row in figures.by_kind}),
        "topic": Counter({row.what: row.number for row in figures.by_topic}),
        "team": Counter({row.what: row.number for row in figures.by_team}),
        "channel": Counter({row.what: row.number for row in figures.by_channel}),
        "evaluation": +Counter(
            {
                (one.value, proposed): n
                for one in figures.evaluations
                for proposed, n in ((False, one.confirmed), (True, one.proposed))
            }
        ),
        "without": figures.not_evaluated,
        "kept": +Counter(
            {
                (str(one.deadline), name): getattr(one, name)
                for one in figures.deadlines
                for name in ("met", "missed", "pending")
            }
        ),
        "measures": (figures.measures.with_measure, figures.measures.without),
        "median": figures.days.median,
        "ninetieth": figures.days.ninetieth,
    }


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.written)
def test_each_number_of_the_report_is_that_of_the_log(office: Runtime, period: Period) -> None:
    log = read_log(office)
    assert len(log) == CASES
    figures = figures_of(office, period)
    assert as_told(figures) == recount(log, period)
    for other in figures.compared:
        beside = recount(log, other.period) if other.period.year >= 2026 else None
        if beside:
            assert (other.received, other.closed) == (beside["received"], beside["closed"])
            assert other.final.met == beside["kept"]["final", "met"]


def test_the_year_holds_enough_of_everything_to_prove_something(office: Runtime) -> None:
    found = recount(read_log(office), Period(2026))
    assert min(found["kind"].values()) > 20
    assert min(found["channel"].values()) > 20
    assert {(name, how) for name in ("acknowledgement", "interim", "final") for how in ("met", "missed")} <= set(
        found["kept"]
    )
    assert len(found["evaluation"]) == 10


def test_the_log_of_the_year_verifies(office: Runtime) -> None:
    with office.store.read() as tx:
        assert register.broken_links(tx) == []
