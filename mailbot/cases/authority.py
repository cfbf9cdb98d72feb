"""Who may command: the one From address, the directory, a token of ours, the trusted server's word (domain, section 7).

A command counts from a directory address that holds a valid token for that case. Nothing else that a mail says of
itself (display name, Reply-To, Sender, a number in the subject) gives authority.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailbot.cases.authentication import Authentication, authentication
from mailbot.cases.case import Case
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Actor, Command, Verb
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import (
    against_management,
    desk,
    hidden_from_officer,
    leads_of,
    reserved,
    team_of,
    with_officer_alone,
)
from mailbot.ingest.house import House
from mailbot.ingest.message import Message
from mailbot.rules.directory import Directory
from mailbot.vocabulary import PETITIONS, Kind, Purpose, Role

_PLAIN = re.compile(r"[a-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}")
LISTS = frozenset({Purpose.REMINDER, Purpose.DIGEST, Purpose.BUNDLE, Purpose.CONFIRMATION, Purpose.REPORT})
"""Mails of ours that name several cases, or none: their token holds for every case the recipient may act on."""
UNKNOWN = Authentication()


class Standing(StrEnum):
    """What a mail from inside may do."""

    ACTS = "acts"
    ASK = "ask"
    STAFF = "staff"
    STRANGER = "stranger"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What the store knows of a token: its case ("" for a list), whom the mail went to, until when, what for."""

    number: str
    recipients: frozenset[str]
    expires_at: datetime | None
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Sender:
    """The judgement; `actor` is given for ACTS and ASK only."""

    standing: Standing
    actor: Actor | None = None
    authentication: Authentication = UNKNOWN


def standing(
    message: Message, policy: Policy, house: House, token: TokenFacts | None, *, now: datetime, number: str = ""
) -> Sender:
    """Judge the sender of a mail. `number` is the case it commands; "" where it names none.

    ACTS: does it. ASK: a directory address without proof, asked to confirm. STAFF: internal, not in the directory.
    STRANGER: from outside. FORGED: claims to be one of ours against the evidence.
    """
    proof = authentication(message, house)
    sender = message.sole_sender
    if not _PLAIN.fullmatch(sender):
        return Sender(Standing.FORGED if _claims(message, policy, house) else Standing.STRANGER, None, proof)
    known = sender in policy.directory.addresses
    if proof.dmarc == "fail" and (known or house.is_internal(sender)):
        return Sender(Standing.FORGED, None, proof)
    if not known:
        return Sender(_outside(message, policy, house), None, proof)
    actor = actor_of(sender, policy.directory)
    valid = token is not None and holds(token, sender, policy.directory, now) and covers(token, number)
    return Sender(Standing.ACTS if valid else Standing.ASK, actor, proof)


def _outside(message: Message, policy: Policy, house: House) -> Standing:
    if house.is_internal(message.sole_sender):
        return Standing.STAFF
    return Standing.FORGED if _claims(message, policy, house) else Standing.STRANGER


def _claims(message: Message, policy: Policy, house: House) -> bool:
    """Whether one of the From addresses or display names pretends to be one of ours."""
    shown = [address.address.lower() for address in message.senders[:20]]
    shown += [word.strip("<>\"'(),;") for a in message.senders[:20] for word in a.name.lower().split()[:20]]
    return any(item in policy.directory.addresses or house.is_internal(item) for item in shown)


def actor_of(address: str, directory: Directory) -> Actor:
    """The roles that this address holds in the directory, with the teams it is lead, deputy or mailbox of."""
    wanted, roles, teams = address.lower(), set[Role](), set[str]()
    for office in directory.offices:
        if wanted in {person.address.lower() for person in office.people}:
            roles.add(office.role)
    for team in directory.teams:
        if wanted in {head.address.lower() for head in team.heads}:
            roles.add(Role.LEAD)
            teams.add(team.id)
        elif wanted == team.mailbox.lower():
            roles.add(Role.TEAM)
            teams.add(team.id)
    return Actor(wanted, frozenset(roles), frozenset(teams))


def holds(token: TokenFacts, sender: str, directory: Directory, now: datetime) -> bool:
    """Whether the token is not expired and holds for this sender: a recipient of the mail, or a recipient's deputy."""
    if token.expires_at is not None and token.expires_at <= now:
        return False
    return sender in token.recipients or any(_stands_in(sender, other, directory) for other in token.recipients)


def _stands_in(sender: str, recipient: str, directory: Directory) -> bool:
    """A deputy for the holder of a role, or for a team's lead; nobody becomes more than the deputy by it."""
    pairs = [(office.person, office.deputy) for office in directory.offices]
    pairs += [(team.lead, team.deputy) for team in directory.teams]
    return any(
        deputy is not None and sender == deputy.address.lower() and recipient == holder.address.lower()
        for holder, deputy in pairs
    )


def covers(token: TokenFacts, number: str) -> bool:
    """Whether the token is one for that case: its own, or one of a mail that lists cases."""
    return not number or token.number == number or (not token.number and token.purpose in LISTS)


_ALL = frozenset(Role) - {Role.CUSTOMER}
_HEADS = frozenset({Role.LEAD, Role.OFFICER, Role.MANAGEMENT})
_OFFICER = frozenset({Role.OFFICER})
_UPPER = frozenset({Role.OFFICER, Role.MANAGEMENT})

RIGHTS: dict[Verb, frozenset[Role]] = {
    Verb.ACCEPT: frozenset({Role.LEAD, Role.TEAM, Role.OBJECTIONS, Role.AGENCY_KRM}),
    Verb.CLOSE: _HEADS,
    Verb.REROUTE: _HEADS,
    Verb.FORECAST: frozenset({Role.LEAD, Role.MANAGEMENT}),
    Verb.INTERIM: _HEADS,
    Verb.ANSWER: frozenset({Role.LEAD}),
    Verb.RELEASE: _OFFICER,
    Verb.CONFIRM: _OFFICER,
    Verb.KIND: _UPPER,
    Verb.SPLIT: _UPPER,  # a conduct complaint: "officer or management cut it out"
    Verb.MERGE: frozenset({Role.OFFICER, Role.LEAD}),
    Verb.REOPEN: frozenset({Role.OFFICER, Role.LEAD}),
    Verb.NO_CASE: _OFFICER,
    Verb.DEADLINE: _UPPER,
    Verb.EXTENSION: _UPPER,
    Verb.INTERNAL_DATE: _OFFICER,
    Verb.CONTRIBUTION: _UPPER,
    Verb.RETAIN: _OFFICER,
    Verb.POSTED: _OFFICER,
    Verb.FREE: _OFFICER,
    Verb.SEEN: frozenset({Role.MANAGEMENT}),
    Verb.IMPLEMENTED: _HEADS,
    Verb.RESUBMIT: _ALL - {Role.TEAM},  # a shared mailbox takes over, notes and asks; it has no diary
    Verb.NOTE: _ALL,
    Verb.STATUS: _ALL,
    Verb.HELP: _ALL,
}
"""Who may give a command on a case at all (domain, section 7, column "who"); where, says `may`."""


STANDS_IN: dict[Verb, frozenset[Role]] = {Verb.ACCEPT: _UPPER, Verb.FORECAST: _OFFICER, Verb.ANSWER: _UPPER}
"""What is the lead's, and theirs where no lead can do it: nobody of the team is there (section 1), or there is none."""


OFFICE_RIGHTS: dict[Verb, frozenset[Role]] = {
    Verb.AWAY: _ALL - {Role.TEAM},
    Verb.UNDO: _ALL,
    Verb.RECORD: _OFFICER,
    Verb.MAKE_CASE: _OFFICER,
    Verb.REPORT: _OFFICER,
    Verb.PAUSE: _OFFICER,
    Verb.RESUME: _OFFICER,
}
"""The same for commands that belong to no one case."""


def verbs_of(actor: Actor) -> tuple[Verb, ...]:
    """The commands that are open to this actor on the right case, for HILFE."""
    rights = {**RIGHTS, **OFFICE_RIGHTS}
    return tuple(verb for verb in Verb if actor.roles & (rights[verb] | STANDS_IN.get(verb, frozenset())))


def may(actor: Actor, command: Command, case: Case, policy: Policy, absent: frozenset[str] = frozenset()) -> Refusal:
    """Whether this actor may give this command on this case: `Refusal.NONE`, or why not. `absent`: who is away."""
    if command.verb is Verb.HELP:
        return Refusal.NONE
    roles = roles_on(actor, case, policy)
    if not roles:
        return Refusal.RESERVED if reserved(case) or with_officer_alone(case) else Refusal.NOT_YOURS
    if roles & RIGHTS.get(command.verb, frozenset()):
        return Refusal.NONE
    if not roles & STANDS_IN.get(command.verb, frozenset()):
        return Refusal.NOT_YOUR_ROLES
    return Refusal.NONE if _nobody_else(case, policy, absent) else Refusal.THE_LEADS


def _nobody_else(case: Case, policy: Policy, absent: frozenset[str]) -> bool:
    """Whether the case is no team's, or nobody of the team or office that has it is there."""
    team = team_of(case, policy)
    if team is not None:
        heads = {head.address.lower() for head in team.heads} - absent
        return not heads & set(leads_of(case, team, policy, absent))
    offices = {Kind.OBJECTION: policy.directory.objections, Kind.SERVICE_CENTRE: policy.directory.agency_krm}
    if case.kind in offices and not with_officer_alone(case) and not reserved(case):
        return not set(desk(offices[case.kind], absent)) - absent
    return True


def roles_on(actor: Actor, case: Case, policy: Policy) -> frozenset[Role]:
    """The roles of the actor that count for this case."""
    accused = frozenset(str(item).lower() for item in case.accused)
    if actor.address in accused:
        return frozenset()
    roles = set(actor.roles & {Role.OFFICER, Role.MANAGEMENT})
    if hidden_from_officer(case, policy):
        roles.discard(Role.OFFICER)
    if against_management(case, policy):
        roles.discard(Role.MANAGEMENT)
        roles |= actor.roles & {Role.SUPERVISION}
    if _not_with_management_yet(case) and not hidden_from_officer(case, policy):
        roles.discard(Role.MANAGEMENT)
    return frozenset(roles | _roles_in_teams(actor, case, accused))


def is_contributor(case: Case, actor: Actor) -> bool:
    """Whether the actor was asked for a contribution (ZUARBEIT) to a case that is not the own team's."""
    asked = Role.LEAD in actor.roles and bool(actor.teams & set(case.contributors))
    return asked and case.kind in PETITIONS


def _not_with_management_yet(case: Case) -> bool:
    return case.review is not None and case.review.to_officer and not case.review.with_management


def _roles_in_teams(actor: Actor, case: Case, accused: frozenset[str]) -> frozenset[Role]:
    """Lead and team on the own team's cases alone; objections office and agency on what was handed to them."""
    if reserved(case) or with_officer_alone(case):
        return frozenset()
    roles = actor.roles
    if case.kind is Kind.OBJECTION:
        return roles & {Role.OBJECTIONS}
    if case.kind is Kind.SERVICE_CENTRE:
        return roles & {Role.AGENCY_KRM}
    if case.route not in actor.teams or Role.LEAD.value in accused:
        return frozenset()
    return roles & {Role.LEAD, Role.TEAM}
