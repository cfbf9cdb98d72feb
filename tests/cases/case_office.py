"""A small office and the life of one case in it, for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from mailbot.cases.authority import actor_of
from mailbot.cases.calendar import calendar_for
from mailbot.cases.case import Case
from mailbot.cases.commands import read_commands
from mailbot.cases.decision import Decision
from mailbot.cases.effects import Effect, Outcome, SendNotice
from mailbot.cases.events import Actor, Command, Commanded, Event, FollowedUp, NoticeWay, Received, Tick, Verb
from mailbot.cases.policy import Policy
from mailbot.cases.workflow import decide, next_due_at
from mailbot.rules.directory import Directory, Office, Person, Team
from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import Disposition, Kind, Role

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = "jobcenter.example"
NUMBER = "KRM-2026-000001"


def at(text: str) -> datetime:
    """`2026-03-02 10:00` in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def person(name: str) -> Person:
    return Person(name.title(), f"{name}@{OFFICE}")


def team(identifier: str, name: str, org: str) -> Team:
    return Team(
        identifier, name, org, f"{identifier}@{OFFICE}", person(f"lead.{identifier}"), person(f"deputy.{identifier}")
    )


def office(role: Role, *, domain: str = OFFICE) -> Office:
    name = role.value.replace("_", "-")
    return Office(role, Person(name, f"{name}@{domain}"), Person(f"{name} 2", f"deputy.{name}@{domain}"))


DIRECTORY = Directory(
    teams=(
        team("leistung", "Leistung", "701"),
        team("vermittlung-u25", "Vermittlung U25", "702"),
        team("vermittlung-ue25", "Vermittlung Ü25", "703"),
        team("eingangszone", "Eingangszone", "704"),
        team("arbeitgeber", "Arbeitgeberservice", "706"),
    ),
    officer=office(Role.OFFICER),
    management=office(Role.MANAGEMENT),
    objections=office(Role.OBJECTIONS),
    agency_krm=office(Role.AGENCY_KRM, domain="agentur.example"),
    privacy_officer=office(Role.PRIVACY_OFFICER),
    supervision=office(Role.SUPERVISION, domain="traeger.example"),
)
POLICY = Policy(
    directory=DIRECTORY,
    calendar=calendar_for("NI", range(2025, 2029)),
    zone=BERLIN,
    interim_reasons=("Aktenanforderung", "Krankheit"),
)

TEAM = f"leistung@{OFFICE}"
LEAD = f"lead.leistung@{OFFICE}"
DEPUTY = f"deputy.leistung@{OFFICE}"
OFFICER = f"officer@{OFFICE}"
OFFICER_2 = f"deputy.officer@{OFFICE}"
MANAGEMENT = f"management@{OFFICE}"
MANAGEMENT_2 = f"deputy.management@{OFFICE}"
OBJECTIONS = f"objections@{OFFICE}"
AGENCY = "agency-krm@agentur.example"
PRIVACY = f"privacy-officer@{OFFICE}"
SUPERVISION = "supervision@traeger.example"

E = TypeVar("E")


def verdict(kind: Kind = Kind.COMPLAINT, **changes: Any) -> Verdict:
    base = Verdict(Disposition.CASE, kind=kind, route="leistung")
    return replace(base, **changes)


def actor(address: str) -> Actor:
    return actor_of(address, DIRECTORY)


@dataclass
class Life:
    """One case from its receipt; `log` holds every event with its decision."""

    case: Case
    now: datetime
    log: list[tuple[Event, Decision]] = field(default_factory=list)
    absent: frozenset[str] = frozenset()
    policy: Policy = POLICY

    def happens(self, event: Event) -> tuple[Effect, ...]:
        decision = decide(self.case, event, self.policy)
        self.case = decision.case
        self.log.append((event, decision))
        return decision.effects

    def command(self, address: str, text: str, when: str | None = None, **changes: Any) -> Outcome:
        """The one command that stands in this text, given by this address."""
        if when is not None:
            self.until(when)
        read = read_commands(text, self.now.date(), self.policy).commands
        assert len(read) == 1, text
        self.happens(Commanded(self.now, actor(address), read[0], self.absent, **changes))
        outcome = self.log[-1][1].outcome
        assert outcome is not None
        return outcome

    def writes(self, found: Verdict | None = None, when: str | None = None, **changes: Any) -> tuple[Effect, ...]:
        """The customer writes again."""
        if when is not None:
            self.until(when)
        return self.happens(FollowedUp(self.now, self.now, found or verdict(), absent=self.absent, **changes))

    def until(self, when: str) -> list[tuple[datetime, Effect]]:
        """Let time pass as the sweep does; returns what was decided, with its moment."""
        end, found = at(when), []
        for _ in range(2000):
            due = next_due_at(self.case, self.policy)
            if due is None or due > end:
                self.now = end
                return found
            self.now = max(due, self.now)
            found += [(self.now, effect) for effect in self.happens(Tick(self.now, self.absent))]
        raise AssertionError("a busy loop")

    @property
    def effects(self) -> list[Effect]:
        return [effect for _, decision in self.log for effect in decision.effects]

    def of(self, kind: type[E]) -> list[E]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def notices(self) -> list[tuple[str, str]]:
        """The notices that were sent, with the local time of each."""
        return [
            (notice.notice.value, _moment(event).astimezone(BERLIN).strftime("%a %d.%m. %H:%M"))
            for event, decision in self.log
            for notice in decision.effects
            if isinstance(notice, SendNotice)
        ]


def _moment(event: Event) -> datetime:
    return event.now if isinstance(event, Tick) else event.at


def received(found: Verdict | None = None, when: str = "2026-03-02 10:00", **changes: Any) -> Received:
    base = Received(at(when), NUMBER, at(when), found or verdict(), NoticeWay.MAIL)
    return replace(base, **changes)


def life(found: Verdict | None = None, when: str = "2026-03-02 10:00", **changes: Any) -> Life:
    """A case that came in; Monday 2 March 2026, 10:00 unless told otherwise."""
    event = received(found, when, **changes)
    absent = event.absent
    decision = decide(None, event, POLICY)
    return Life(decision.case, event.at, [(event, decision)], absent)


def addresses(effect: Effect) -> set[str]:
    """Everybody in the house whom an effect reaches."""
    return {*getattr(effect, "to", ()), *getattr(effect, "cc", ())}


def reached(effects: list[Effect] | tuple[Effect, ...]) -> set[str]:
    return set().union(*(addresses(effect) for effect in effects)) if effects else set()


def order(verb: Verb, **changes: Any) -> Command:
    return Command(verb, **changes)


def day(text: str) -> date:
    return date.fromisoformat(text)
