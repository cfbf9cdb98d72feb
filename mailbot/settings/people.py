"""The models of `directory.toml`: teams, roles, absences, staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from mailbot.settings.model import Section
from mailbot.settings.values import List, LowerAddress, Text


class PersonEntry(Section):
    """`{ name = "...", address = "..." }`; the name is for the anonymiser and never stands in a mail."""

    name: Annotated[str, Field(description="a name, or an empty text where nobody is known")] = ""
    address: LowerAddress


class RoleEntry(PersonEntry):
    """A role that is no team, such as `[officer]`, perhaps with a deputy."""

    deputy: Annotated[PersonEntry | None, Field(description='{ name = "...", address = "..." }')] = None


class TeamEntry(Section):
    """`[[teams]]`: a Fachabteilung. `id` is its name in rules, routes and folders."""

    id: Annotated[
        str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$", description='small letters, digits, hyphens such as "leistung"')
    ]
    name: Text
    org: Annotated[str, Field(min_length=1, description='the Org.-Z. as a text such as "701"')]
    mailbox: LowerAddress
    lead: Annotated[PersonEntry, Field(description='{ name = "...", address = "..." }')]
    deputy: Annotated[PersonEntry | None, Field(description='{ name = "...", address = "..." }')] = None
    customer_group: Annotated[
        Literal["", "Arbeitnehmer", "Arbeitgeber", "Sonstige"],
        Field(description='"Arbeitnehmer", "Arbeitgeber", "Sonstige", or "" where the team serves several groups'),
    ] = ""


class AbsenceEntry(Section):
    """`[[absences]]`: the holder of an address is away, first and last day included."""

    address: LowerAddress
    first: Annotated[date, Field(alias="from", description="a date such as 2026-07-01")]
    last: Annotated[date, Field(alias="to", description="a date such as 2026-07-14")]


class DirectoryFile(Section):
    """`directory.toml` as a whole."""

    staff: Annotated[tuple[Text, ...], List, Field(description="a list of names")] = ()
    teams: Annotated[tuple[TeamEntry, ...], List, Field(min_length=1, description="at least one table [[teams]]")]
    officer: RoleEntry
    management: RoleEntry
    objections: RoleEntry
    agency_krm: RoleEntry
    privacy_officer: RoleEntry
    supervision: RoleEntry
    absences: Annotated[tuple[AbsenceEntry, ...], List, Field(description="tables [[absences]]")] = ()

    @property
    def roles(self) -> dict[str, RoleEntry]:
        """The roles that are no teams, by their key."""
        return {
            "officer": self.officer,
            "management": self.management,
            "objections": self.objections,
            "agency_krm": self.agency_krm,
            "privacy_officer": self.privacy_officer,
            "supervision": self.supervision,
        }

    def persons(self) -> Iterator[tuple[str, PersonEntry]]:
        """Every person with the key where it stands."""
        for key, role in self.roles.items():
            yield key, role
            if role.deputy is not None:
                yield f"{key}.deputy", role.deputy
        for team in self.teams:
            yield f"teams.{team.id}.lead", team.lead
            if team.deputy is not None:
                yield f"teams.{team.id}.deputy", team.deputy

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every address with the key where it stands, team mailboxes included."""
        yield from ((key, person.address) for key, person in self.persons())
        yield from ((f"teams.{team.id}.mailbox", team.mailbox) for team in self.teams)
