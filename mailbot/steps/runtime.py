"""What every step needs: one office with its configuration, store, clock and source of randomness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.cases.events import Event
from mailbot.cases.policy import Policy
from mailbot.clock import Clock
from mailbot.config import Settings
from mailbot.ingest.house import House
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.templates import Templates
from mailbot.rules.directory import Directory, Office
from mailbot.rules.ruleset import RuleSet
from mailbot.steps.work import Entry, Work
from mailbot.store import desk
from mailbot.store.casefile import CaseFiles
from mailbot.store.database import Store, Transaction

PAUSED = "paused"
START_AT = "start_at"
LAST_CYCLE = "last_cycle"


@dataclass(frozen=True, slots=True)
class Runtime:
    """One office at work. `random_token` gives 14 characters base32; it is the only source of randomness."""

    settings: Settings
    store: Store
    clock: Clock
    random_token: Callable[[], str]
    house: House
    directory: Directory
    policy: Policy
    ruleset: RuleSet
    templates: Templates
    facts: OfficeFacts

    @property
    def name(self) -> str:
        """The office's identifier in the database."""
        return self.settings.office.name

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.policy.zone

    def now(self) -> datetime:
        """The time of this step, in the office's time zone."""
        return self.clock.now().astimezone(self.zone)

    def case_files(self) -> CaseFiles:
        """The case files on disk, whose originals are sealed where the office has a key."""
        archive = self.settings.archive
        return CaseFiles(Path(archive.root), archive.group, self.store.cipher)

    def work(self) -> Work:
        """An empty unit of work."""
        return Work(office=self.name)

    def entry(self, number: str | None, at: datetime, event: Event, text: str = "") -> Entry:
        """A link for the chain, with a salt of its own."""
        return Entry(number=number, at=at, event=event, salt=self.random_token() + self.random_token(), text=text)

    def absent(self, tx: Transaction, day: date) -> frozenset[str]:
        """The addresses that are away on that day: by the directory and by what was told by mail."""
        people = [p for office in self.directory.offices for p in office.people]
        people += [p for team in self.directory.teams for p in team.heads]
        away = {person.address for person in people if person.is_away(day)}
        return frozenset(away) | frozenset(desk.absences(tx, day))

    def acting(self, role: Office) -> str:
        """The address of who acts for this role today: the holder; away, by directory or mail, the deputy if there."""
        with self.store.read() as tx:
            away = self.absent(tx, self.now().date())
        there = [person.address for person in role.people if person.address not in away]
        return there[0] if there else role.person.address
