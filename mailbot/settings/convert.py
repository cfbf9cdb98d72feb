"""What the rooms get of the configuration: their own frozen values, never the settings themselves."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from mailbot.cases.policy import Calendar, Policy
from mailbot.errors import ConfigError
from mailbot.ingest.house import House, WebForm
from mailbot.outbound.office import OfficeFacts, team_facts
from mailbot.privacy.cleared import PublicText
from mailbot.rules.directory import Absence, Directory, Office, Person, Team
from mailbot.settings.model import LAENDER, Settings
from mailbot.settings.people import AbsenceEntry, PersonEntry, RoleEntry, TeamEntry
from mailbot.settings.reading import zone_named
from mailbot.vocabulary import Role


def zone(settings: Settings) -> ZoneInfo:
    """The office's time zone. ConfigError when it is unknown."""
    return zone_named(settings.office.timezone)


def house(settings: Settings) -> House:
    """What ingest must know. Full addresses in `internal_domains` do not make their domain internal."""
    box, trust = settings.mailbox, settings.trust
    return House(
        mailbox=box.address.lower(),
        prefix=settings.office.prefix,
        internal_domains=frozenset(entry for entry in settings.smtp.internal_domains if "@" not in entry),
        own_addresses=frozenset({box.address.lower()}),
        web_forms=tuple(WebForm(entry.sender) for entry in box.web_forms),
        spam_header=trust.spam_header,
        authserv_id=trust.authserv_id,
        received_by=trust.received_by,
    )


def is_inside(settings: Settings, address: str) -> bool:
    """Whether the text of a case may go to this address: in an internal domain, or named there itself."""
    address = address.lower()
    return not {address, address.rpartition("@")[2]}.isdisjoint(settings.smtp.internal_domains)


def directory(settings: Settings) -> Directory:
    """Everybody whom mailbot may write to, with the absences that the directory names."""
    people = settings.people
    away = people.absences
    return Directory(
        teams=tuple(_team(entry, away) for entry in people.teams),
        officer=_office(Role.OFFICER, people.officer, away),
        management=_office(Role.MANAGEMENT, people.management, away),
        objections=_office(Role.OBJECTIONS, people.objections, away),
        agency_krm=_office(Role.AGENCY_KRM, people.agency_krm, away),
        privacy_officer=_office(Role.PRIVACY_OFFICER, people.privacy_officer, away),
        supervision=_office(Role.SUPERVISION, people.supervision, away),
        staff=people.staff,
    )


def _team(entry: TeamEntry, away: tuple[AbsenceEntry, ...]) -> Team:
    return Team(
        id=entry.id,
        name=entry.name,
        org=entry.org,
        mailbox=entry.mailbox,
        lead=_person(entry.lead, away),
        deputy=_person(entry.deputy, away) if entry.deputy is not None else None,
        customer_group=entry.customer_group,
    )


def _office(role: Role, entry: RoleEntry, away: tuple[AbsenceEntry, ...]) -> Office:
    deputy = _person(entry.deputy, away) if entry.deputy is not None else None
    return Office(role=role, person=_person(entry, away), deputy=deputy)


def _person(entry: PersonEntry, away: tuple[AbsenceEntry, ...]) -> Person:
    absences = tuple(Absence(a.first, a.last) for a in away if a.address == entry.address)
    return Person(name=entry.name, address=entry.address, absences=absences)


def policy(settings: Settings, years: Iterable[int]) -> Policy:
    """What the workflow must know, with the public holidays of these years. ConfigError for an unknown region."""
    deadlines, evaluations = settings.deadlines, settings.evaluations
    return Policy(
        directory=directory(settings),
        calendar=calendar(settings, years),
        zone=zone(settings),
        prefix=settings.office.prefix,
        notice_time=settings.notices.time,
        reminder_time=settings.reminders.time,
        window_start=settings.outbound.window.start,
        window_end=settings.outbound.window.end,
        acknowledgement_working_days=deadlines.acknowledgement_working_days,
        interim_days=deadlines.interim_days,
        final_days=deadlines.final_days,
        reminder_days=settings.reminders.days,
        authority_days=deadlines.authority_days,
        reopen_months=deadlines.reopen_months,
        review_working_days=deadlines.review_working_days,
        evaluations=evaluations.complaints,
        suggestion_evaluations=evaluations.suggestions,
        interim_reasons=settings.notices.interim_reasons,
        case_folders=settings.mailbox.case_folders,
    )


def calendar(settings: Settings, years: Iterable[int]) -> Calendar:
    """The working days of the office's region in these years. ConfigError when the region is unknown."""
    from mailbot.cases.calendar import calendar_for

    try:
        return calendar_for(settings.office.region, years, frozenset(settings.office.closing_days))
    except NotImplementedError as error:
        allowed = ", ".join(LAENDER)
        raise ConfigError(f"mailbot.toml: office.region: is unknown; allowed: {allowed}") from error


def office_facts(settings: Settings) -> OfficeFacts:
    """What the office publishes about itself, for its mails."""
    office, box = settings.office, settings.mailbox
    return OfficeFacts(
        name=PublicText(office.name),
        mailbox=PublicText(box.address),
        address=PublicText(office.address),
        phone=PublicText(office.phone),
        hours=PublicText(office.hours),
        privacy_notice_url=PublicText(office.privacy_notice_url),
        objection_ways=tuple(PublicText(way) for way in office.objection_ways),
        signature=PublicText(office.signature),
        krm_org=PublicText(office.krm_org),
        teams=team_facts(directory(settings)),
        languages=tuple(PublicText(code) for code in settings.notices.languages),
        processed_folder=PublicText(box.processed_folder),
        case_folders=box.case_folders,
    )
