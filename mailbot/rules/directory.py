"""The people and addresses of the office. All addresses are lower case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailbot.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from the first to the last day, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether that day is a day of absence."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an address; `name` is for the anonymiser and never stands in a mail."""

    name: str
    address: str
    absences: tuple[Absence, ...] = ()

    def is_away(self, day: date) -> bool:
        """Whether the person is absent on that day."""
        return any(absence.covers(day) for absence in self.absences)


@dataclass(frozen=True, slots=True)
class Team:
    """A Fachabteilung: `id` is its route, `org` its Org.-Z., `mailbox` the shared mailbox.

    `customer_group` is the group that it serves alone, "" where it serves several.
    """

    id: str
    name: str
    org: str
    mailbox: str
    lead: Person
    deputy: Person | None = None
    customer_group: str = ""

    @property
    def heads(self) -> tuple[Person, ...]:
        """The lead, then the deputy where there is one."""
        return (self.lead,) if self.deputy is None else (self.lead, self.deputy)


@dataclass(frozen=True, slots=True)
class Office:
    """A role with an address of its own and perhaps a deputy (management, objections office, ...)."""

    role: Role
    person: Person
    deputy: Person | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """The holder, then the deputy where there is one."""
        return (self.person,) if self.deputy is None else (self.person, self.deputy)


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody whom mailbot may write to besides the customer."""

    teams: tuple[Team, ...]
    officer: Office
    management: Office
    objections: Office
    agency_krm: Office
    privacy_officer: Office
    supervision: Office
    staff: tuple[str, ...] = ()
    """Further names of employees, for the anonymiser only."""

    def team(self, route: str) -> Team | None:
        """The team of that route, or None."""
        return next((team for team in self.teams if team.id == route), None)

    @property
    def offices(self) -> tuple[Office, ...]:
        """All roles that are not teams."""
        return (
            self.officer,
            self.management,
            self.objections,
            self.agency_krm,
            self.privacy_officer,
            self.supervision,
        )

    @property
    def addresses(self) -> frozenset[str]:
        """Every address of the directory, lower case."""
        people = [p.address for office in self.offices for p in office.people]
        people += [p.address for team in self.teams for p in team.heads]
        return frozenset(a.lower() for a in (*people, *(team.mailbox for team in self.teams)))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of a person of the office that is known here."""
        people = [p.name for office in self.offices for p in office.people]
        people += [p.name for team in self.teams for p in team.heads]
        return tuple(dict.fromkeys(name for name in (*people, *self.staff) if name))
