"""`mailbot check`, the part without servers: whatever is wrong with an office's folder, one line each."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from mailbot.errors import ConfigError
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.settings.findings import likely
from mailbot.settings.load import DIRECTORY, MAIN, RULES, Reading, zone_named
from mailbot.settings.model import LAENDER, ArchiveSection, MailboxSection, OfficeSection, SmtpSection, WithPassword
from mailbot.store.casefile import CaseFiles
from mailbot.transport import is_loopback
from mailbot.vocabulary import Route


def check(folder: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Every mistake of the three files, each as "file: key: what is wrong; allowed: ...". Tries no server."""
    reading = Reading(folder, environ)
    found = [*reading.findings]
    for look in (_office, _archive, _servers, _password_files, _outside, _loops, _teams, _people, _absences):
        found += look(reading)
    found += _rules(reading)
    return tuple(dict.fromkeys(found))


def _office(reading: Reading) -> Iterator[str]:
    """Time zone and region."""
    office = cast(OfficeSection | None, reading.sections.get("office"))
    if office is None:
        return
    try:
        zone_named(office.timezone)
    except ConfigError as error:
        yield from error.findings
    if office.region not in LAENDER:
        meant = likely(office.region, LAENDER)
        yield f"{MAIN}: office.region: is unknown{meant}; allowed: {', '.join(LAENDER)}"


def _archive(reading: Reading) -> Iterator[str]:
    """The group that may read the case files."""
    archive = reading.sections.get("archive")
    if isinstance(archive, ArchiveSection):
        try:
            CaseFiles(archive.root, archive.group)
        except ConfigError as error:
            yield from error.findings


def _servers(reading: Reading) -> Iterator[str]:
    """Plain text only on this machine; passwords that cannot be read."""
    for key in ("mailbox", "smtp"):
        section = reading.sections.get(key)
        if not isinstance(section, WithPassword):
            continue
        if section.tls == "none" and not section.allow_plaintext and not is_loopback(section.host):
            yield (
                f'{MAIN}: {key}.tls: "none" sends mail and password in the clear; allowed: "implicit" or "starttls"'
                " (for loopback addresses, or with allow_plaintext = true, also none)"
            )
        if section.password_problem:
            yield section.password_problem
        elif key == "mailbox" and not section.user:
            yield f"{MAIN}: mailbox.user: is missing; allowed: the name to log in with"


def _password_files(reading: Reading) -> Iterator[str]:
    """A password that others on the machine can read is none."""
    for key in ("mailbox", "smtp"):
        section = reading.sections.get(key)
        if not isinstance(section, WithPassword) or section.password_file is None:
            continue
        path = reading.folder / section.password_file
        try:
            mode = path.stat().st_mode
        except OSError:
            continue
        if mode & stat.S_IRWXO:
            yield f"{MAIN}: {key}.password_file: everybody on this machine can read {path}; do `chmod 600 {path}`"


def _outside(reading: Reading) -> Iterator[str]:
    """Mails with the text of a case go only to addresses named in `[smtp] internal_domains`."""
    smtp = reading.sections.get("smtp")
    if not isinstance(smtp, SmtpSection) or reading.people is None:
        return
    allowed = frozenset(smtp.internal_domains)
    for key, address in reading.people.addresses():
        if address not in allowed and address.rpartition("@")[2] not in allowed:
            yield (
                f"{DIRECTORY}: {key}: {address} lies outside the internal domains; allowed: addresses in"
                f" [smtp] internal_domains ({', '.join(smtp.internal_domains)}), or name the full address there"
            )


def _loops(reading: Reading) -> Iterator[str]:
    """Our own mailbox must not be one of our recipients: mailbot would read its own mails."""
    mailbox = reading.sections.get("mailbox")
    if not isinstance(mailbox, MailboxSection) or reading.people is None:
        return
    own = mailbox.address.lower()
    for key, address in reading.people.addresses():
        if address == own:
            yield f"{DIRECTORY}: {key}: is the mailbox itself; allowed: an address that mailbot does not read"
    for entry in mailbox.web_forms:
        if entry.sender == own:
            yield f"{MAIN}: mailbox.web_forms: sender is the mailbox itself; allowed: the web form's own address"


def _teams(reading: Reading) -> Iterator[str]:
    """Each team has an id, a mailbox and an Org.-Z. of its own."""
    if reading.people is None:
        return
    teams = reading.people.teams
    yield from _repeated("id", [team.id for team in teams])
    yield from _repeated("mailbox", [team.mailbox for team in teams])
    yield from _repeated("org", [team.org for team in teams])
    persons = {person.address: key for key, person in reading.people.persons()}
    for team in teams:
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


def _people(reading: Reading) -> Iterator[str]:
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


def _absences(reading: Reading) -> Iterator[str]:
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


def _rules(reading: Reading) -> Iterator[str]:
    """The rules themselves, and that each of them routes to a team of the directory."""
    try:
        ruleset = load_ruleset(reading.folder / RULES)
    except ConfigError as error:
        yield from error.findings
        return
    if reading.people is None:
        return
    known = tuple(team.id for team in reading.people.teams)
    for where, team in _named_teams(ruleset):
        if team and team not in known:
            meant = likely(team, known)
            yield f'{RULES}: {where}: team "{team}" is not in {DIRECTORY}{meant}; allowed: {", ".join(known)}'


def _named_teams(ruleset: RuleSet) -> Iterator[tuple[str, str]]:
    """Every team that the rules name, with the place."""
    for rule in ruleset.rules:
        yield from ((f"rule {rule.id}", team) for team, _ in rule.teams if team not in _matters(ruleset))
    for split in ruleset.splits:
        yield from ((f"split {split.name}", team) for team in (split.under, split.otherwise))
    yield from (("decision.team_prior", team) for team in ruleset.decision.team_prior if team not in _matters(ruleset))
    if ruleset.decision.fallback_team not in _matters(ruleset):
        yield "decision.fallback_team", ruleset.decision.fallback_team


def _matters(ruleset: RuleSet) -> frozenset[str]:
    """Matters that two teams share by age; rules may name them in place of a team."""
    return frozenset(split.name for split in ruleset.splits)
