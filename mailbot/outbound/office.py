"""What the office publishes about itself: the only facts of the configuration that may stand in a mail.

`PublicText` marks each of them; a password or a name of an employee has no place here.
"""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.privacy.cleared import PublicText
from mailbot.rules.directory import Directory
from mailbot.vocabulary import TO_CUSTOMERS, Purpose, Role

_NONE = PublicText("")
_SIGNATURE = PublicText("Ihr Kundenreaktionsmanagement")
_FOLDER = PublicText("KRM")


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team as mails name it. `id` is its route."""

    id: PublicText
    name: PublicText
    org: PublicText = _NONE


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office as mails name it.

    `objection_ways` are whole sentences, one valid way each; `languages` the codes of `[notices] languages`;
    `processed_folder` is the root of the IMAP case folders, shown where `case_folders` is on. `labels` pairs an address
    of the directory with what people call whoever stands behind it, for trial mode.
    """

    name: PublicText
    mailbox: PublicText
    address: PublicText = _NONE
    phone: PublicText = _NONE
    hours: PublicText = _NONE
    privacy_notice_url: PublicText = _NONE
    objection_ways: tuple[PublicText, ...] = ()
    signature: PublicText = _SIGNATURE
    krm_org: PublicText = _NONE
    teams: tuple[TeamFacts, ...] = ()
    labels: tuple[tuple[PublicText, PublicText], ...] = ()
    languages: tuple[PublicText, ...] = ()
    processed_folder: PublicText = _FOLDER
    case_folders: bool = True

    @property
    def domain(self) -> str:
        """The domain of the mailbox, lower case."""
        return self.mailbox.rpartition("@")[2].lower()

    @property
    def address_lines(self) -> tuple[PublicText, ...]:
        """The postal address, a line each."""
        return tuple(PublicText(line.strip()) for line in self.address.split(",") if line.strip())

    def label(self, key: str) -> PublicText | None:
        """What people call the team or the address of the directory; None where there is no word for it."""
        team = self.team(key)
        if team is not None:
            return PublicText(f"{team.name} (Org.-Z. {team.org})") if team.org else team.name
        return next((label for known, label in self.labels if known.lower() == key.lower()), None)

    def team(self, route: str) -> TeamFacts | None:
        """The team of that route, or None."""
        return next((team for team in self.teams if team.id == route), None)


def team_facts(directory: Directory) -> tuple[TeamFacts, ...]:
    """The teams of the directory without anybody's name or address."""
    return tuple(TeamFacts(PublicText(t.id), PublicText(t.name), PublicText(t.org)) for t in directory.teams)


def trial_roles(directory: Directory, purpose: Purpose, recipients: tuple[str, ...]) -> str:
    """For `Envelope.trial_for`: the roles that these addresses stand for, comma-separated, each once, no address."""
    if purpose in TO_CUSTOMERS:
        return Role.CUSTOMER.value
    return ",".join(dict.fromkeys(_role_of(directory, address.lower()) for address in recipients))


def _role_of(directory: Directory, address: str) -> str:
    for office in directory.offices:
        if any(person.address.lower() == address for person in office.people):
            return office.role.value
    for team in directory.teams:
        if any(person.address.lower() == address for person in team.heads):
            return f"{Role.LEAD.value}:{team.id}"
        if team.mailbox.lower() == address:
            return f"{Role.TEAM.value}:{team.id}"
    return "other"
