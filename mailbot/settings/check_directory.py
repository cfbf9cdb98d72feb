"""What can be wrong with `directory.toml` though each key has the right type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mailbot.settings.findings import likely
from mailbot.settings.model import MailboxSection, SmtpSection
from mailbot.settings.reading import DIRECTORY, MAIN, Reading
from mailbot.vocabulary import Route


def outside(reading: Reading) -> Iterator[str]:
    """Mails with the text of a case go only to addresses named in `[smtp] internal_domains`."""
    smtp = reading.section(SmtpSection)
    if smtp is None or reading.people is None:
        return
    allowed = frozenset(smtp.internal_domains)
    for key, address in reading.people.addresses():
        if address not in allowed and address.rpartition("@")[2] not in allowed:
            yield (
                f"{DIRECTORY}: {key}: {address} lies outside the internal domains; allowed: addresses in"
                f" [smtp] internal_domains ({', '.join(smtp.internal_domains)}), or name the full address there"
            )


def loops(reading: Reading) -> Iterator[str]:
    """Our own mailbox must not be one of our recipients: mailbot would read its own mails."""
    mailbox = reading.section(MailboxSection)
    if mailbox is None or reading.people is None:
        return
    own = mailbox.address.lower()
    for key, address in reading.people.addresses():
        if address == own:
            yield f"{DIRECTORY}: {key}: is the mailbox itself; allowed: an address that mailbot does not read"
    for entry in mailbox.web_forms:
        if entry.sender == own:
            yield f"{MAIN}: mailbox.web_forms: sender is the mailbox itself; allowed: the web form's own address"


def teams(reading: Reading) -> Iterator[str]:
    """Each team has an id, a mailbox and an Org.-Z. of its own."""
    if reading.people is None:
        return
    yield from _repeated("id", [team.id for team in reading.people.teams])
    yield from _repeated("mailbox", [team.mailbox for team in reading.people.teams])
    yield from _repeated("org", [team.org for team in reading.people.teams])
    persons = {person.address: key for key, person in reading.people.persons()}
    for team in reading.people.teams:
        if team.id in set(Route):
            reserved = ", ".join(Route)
            yield f"{DIRECTORY}: teams.{team.id}.id: is a word of mailbot's own; allowed: any but {reserved}"
        if team.mailbox in persons:
            where = persons[team.mailbox]
            yield f"{DIRECTORY}: teams.{team.id}.mailbox: is also the address of {where}; allowed: a shared mailbox"


def _repeated(key: str, values: list[str]) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{DIRECTORY}: teams.{key}: {value} stands {times} times; allowed: once"


def people(reading: Reading) -> Iterator[str]:
    """A deputy is somebody else, and one address belongs to one name."""
    if reading.people is None:
        return
    pairs = [(key, role.address, role.deputy) for key, role in reading.people.roles.items()]
    pairs += [(f"teams.{team.id}", team.lead.address, team.deputy) for team in reading.people.teams]
    for key, head, deputy in pairs:
        if deputy is not None and deputy.address == head:
            yield f"{DIRECTORY}: {key}.deputy: has the same address as the holder; allowed: somebody else, or no deputy"
    names: dict[str, tuple[str, str]] = {}
    for key, person in reading.people.persons():
        where, name = names.setdefault(person.address, (key, person.name))
        if name != person.name:
            yield f"{DIRECTORY}: {key}: {person.address} has another name than at {where}; allowed: one name an address"


def absences(reading: Reading) -> Iterator[str]:
    """Absences of somebody who is in the directory, from an earlier to a later day."""
    if reading.people is None:
        return
    known = {person.address for _, person in reading.people.persons()}
    for number, absence in enumerate(reading.people.absences, 1):
        if absence.address not in known:
            meant = likely(absence.address, known)
            yield f"{DIRECTORY}: absences[{number}].address: nobody has it{meant or '; allowed: an address from above'}"
        if absence.last < absence.first:
            yield f"{DIRECTORY}: absences[{number}].to: lies before from; allowed: the same day or a later one"
