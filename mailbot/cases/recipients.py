"""Who gets what of a case: by kind, route, flags, who is accused and who is away. Pure questions of the directory."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.cases.case import Case
from mailbot.cases.policy import Policy
from mailbot.rules.directory import Office, Team
from mailbot.vocabulary import PETITIONS, Flag, Kind, Role, Route

Addresses = tuple[str, ...]


def unique(addresses: Iterable[str]) -> Addresses:
    """Each address once, lower case, in order."""
    return tuple(dict.fromkeys(address.lower() for address in addresses if address))


def desk(office: Office, absent: frozenset[str]) -> Addresses:
    """Who stands for a role: its holder; while the holder is away the deputy too."""
    holder = office.person.address.lower()
    if holder in absent and office.deputy is not None:
        return unique((holder, office.deputy.address))
    return (holder,)


def accuses(case: Case, office: Office) -> bool:
    """Whether the writer names this role, or one of its people, as the actor."""
    return bool(_accused(case) & {office.role.value, *(person.address.lower() for person in office.people)})


def _accused(case: Case) -> frozenset[str]:
    return frozenset(str(item).lower() for item in case.accused)


def against_management(case: Case, policy: Policy) -> bool:
    """A conduct complaint against management goes to the officer and the supervising Träger."""
    return accuses(case, policy.directory.management)


def hidden_from_officer(case: Case, policy: Policy) -> bool:
    """A reaction against the officer is kept out of the officer's mails, the digest included."""
    return accuses(case, policy.directory.officer)


def management_for(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    """Management; officer and supervision where it is accused itself."""
    house = policy.directory
    if not against_management(case, policy):
        return desk(house.management, absent)
    supervision = desk(house.supervision, absent)
    return supervision if hidden_from_officer(case, policy) else unique((*desk(house.officer, absent), *supervision))


def officer_for(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    """The officer; management where the officer is accused."""
    if hidden_from_officer(case, policy):
        return management_for(case, policy, absent)
    return desk(policy.directory.officer, absent)


def officers_route(case: Case, policy: Policy) -> Route:
    """Where lies what only the officer may see for now: with management where the officer is accused."""
    return Route.MANAGEMENT if hidden_from_officer(case, policy) else Route.KRM


def reserved(case: Case) -> bool:
    """Kinds that only officer and management touch: conduct complaints, petitions, protected cases."""
    return case.kind is Kind.CONDUCT_COMPLAINT or case.kind in PETITIONS or Flag.PROTECTED in case.flags


def with_officer_alone(case: Case) -> bool:
    """A doubtful case that may be one of the critical kinds lies with the officer until it is confirmed."""
    return case.review is not None and case.review.to_officer


def team_of(case: Case, policy: Policy) -> Team | None:
    """The team that works on the case; None where it lies with another office."""
    if reserved(case) or with_officer_alone(case) or case.kind in {Kind.OBJECTION, Kind.SERVICE_CENTRE}:
        return None
    return policy.directory.team(case.route)


def leads_of(case: Case, team: Team, policy: Policy, absent: frozenset[str]) -> Addresses:
    """The team's lead; away: the deputy too; both away: the officer too. Never one who is named as the actor."""
    accused = _accused(case)
    spared = Role.LEAD.value in accused
    lead = team.lead.address.lower()
    deputy = team.deputy.address.lower() if team.deputy else ""
    heads = [] if spared or lead in accused else [lead]
    if not heads or lead in absent:
        heads += [deputy] if deputy and deputy not in accused else []
    if not heads or all(head in absent for head in heads):
        heads += officer_for(case, policy, absent)
    return unique(heads)


def second_lead(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    """The lead of the team that a further topic belongs to, away: the deputy; never one who is named as the actor."""
    team = policy.directory.team(case.second_team)
    if team is None or team.id == case.route or case.kind is Kind.PRAISE or Role.LEAD.value in _accused(case):
        return ()
    present = [h.address.lower() for h in team.heads if h.address.lower() not in absent | _accused(case)]
    return tuple(present[:1])


def team_accused(case: Case, team: Team) -> bool:
    """Whether lead or deputy of the team is named as the actor: then nothing goes to the shared mailbox."""
    people = {head.address.lower() for head in team.heads} | {Role.LEAD.value}
    return bool(_accused(case) & people)


def working_on(case: Case, policy: Policy, absent: frozenset[str]) -> Addresses:
    """Whoever answers for the case now and is reminded of it."""
    team = team_of(case, policy)
    if team is not None:
        return leads_of(case, team, policy, absent)
    if Flag.PROTECTED in case.flags or case.kind in PETITIONS:
        return unique((*management_for(case, policy, absent), *officer_for(case, policy, absent)))
    if with_officer_alone(case):
        return officer_for(case, policy, absent)
    if case.kind is Kind.OBJECTION:
        return desk(policy.directory.objections, absent)
    if case.kind is Kind.SERVICE_CENTRE:
        return desk(policy.directory.agency_krm, absent)
    if case.kind is Kind.CONDUCT_COMPLAINT or case.route == Route.MANAGEMENT:
        return management_for(case, policy, absent)
    return officer_for(case, policy, absent)


def deputy_of(address: str, policy: Policy) -> str:
    """The deputy of whoever has this address, as lead or in a role; "" where there is none."""
    wanted = address.lower()
    for team in policy.directory.teams:
        if wanted in {team.lead.address.lower(), team.mailbox.lower()} and team.deputy is not None:
            return team.deputy.address.lower()
    for office in policy.directory.offices:
        if wanted == office.person.address.lower() and office.deputy is not None:
            return office.deputy.address.lower()
    return ""
