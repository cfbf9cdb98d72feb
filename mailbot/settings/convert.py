"""From settings to the values that the pure rooms take."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from mailbot.cases.calendar import calendar_for
from mailbot.cases.policy import Policy
from mailbot.ingest.house import House, WebForm
from mailbot.outbound.office import OfficeFacts
from mailbot.privacy.cleared import PublicText
from mailbot.rules.directory import Absence, Directory, Office, Person, Team
from mailbot.settings.model import OfficeEntry, PersonEntry, Settings
from mailbot.vocabulary import Role


def zone(settings: Settings) -> ZoneInfo:
    """The office's time zone."""
    return ZoneInfo(settings.office.timezone)


def house(settings: Settings) -> House:
    """What ingest must know of the office. Whole addresses among the internal domains make nobody internal."""
    domains = {d.lower() for d in settings.smtp.internal_domains if "@" not in d}
    return House(
        mailbox=settings.mailbox.address,
        prefix=settings.office.prefix,
        internal_domains=frozenset(domains),
        web_forms=tuple(WebForm(form.sender) for form in settings.mailbox.web_forms),
        spam_header=settings.trust.spam_header,
        authserv_id=settings.trust.authserv_id,
        received_by=settings.trust.received_by,
    )


def directory(settings: Settings) -> Directory:
    """The people of the office with their absences."""
    people = settings.people
    away: dict[str, list[Absence]] = {}
    for entry in people.absence:
        away.setdefault(entry.address, []).append(Absence(entry.first, entry.last))

    def person(entry: PersonEntry | OfficeEntry) -> Person:
        return Person(entry.name, entry.address, tuple(away.get(entry.address, ())))

    def office(role: Role, entry: OfficeEntry) -> Office:
        return Office(role, person(entry), person(entry.deputy) if entry.deputy else None)

    teams = tuple(
        Team(t.id, t.name, t.org, t.mailbox, person(t.lead), person(t.deputy) if t.deputy else None)
        for t in people.team
    )
    return Directory(
        teams=teams,
        officer=office(Role.OFFICER, people.officer),
        management=office(Role.MANAGEMENT, people.management),
        objections=office(Role.OBJECTIONS, people.objections),
        agency_krm=office(Role.AGENCY_KRM, people.agency_krm),
        privacy_officer=office(Role.PRIVACY_OFFICER, people.privacy_officer),
        supervision=office(Role.SUPERVISION, people.supervision),
        staff=people.staff,
    )


def policy(settings: Settings, years: Iterable[int]) -> Policy:
    """What the workflow needs, with the working days of these years."""
    notices, outbound = settings.notices, settings.outbound
    closing = frozenset((int(day[:2]), int(day[3:])) for day in settings.office.closing_days)
    return Policy(
        directory=directory(settings),
        calendar=calendar_for(settings.office.region, years, closing),
        zone=zone(settings),
        prefix=settings.office.prefix,
        notice_time=notices.time,
        reminder_time=settings.reminders.time,
        window_start=outbound.window_start,
        window_end=outbound.window_end,
        acknowledgement_working_days=notices.acknowledgement_working_days,
        interim_days=notices.interim_days,
        final_days=notices.final_days,
        reminder_days=settings.reminders.days,
        interim_reasons=notices.interim_reasons,
        case_folders=settings.mailbox.case_folders,
    )


def office_facts(settings: Settings) -> OfficeFacts:
    """What citizens may read of the office: configuration values that are public."""
    office = settings.office
    labels = [(team.id, f"{team.name} ({team.org})") for team in settings.people.team]
    return OfficeFacts(
        name=PublicText(office.name),
        address=tuple(PublicText(line) for line in office.postal_address),
        phone=PublicText(office.phone),
        hours=PublicText(office.hours),
        mailbox=PublicText(settings.mailbox.address),
        privacy_notice_url=PublicText(office.privacy_notice_url),
        objection_ways=tuple(PublicText(way) for way in office.objection_ways),
        signature=PublicText(office.signature),
        krm_org=PublicText(office.krm_org),
        labels=tuple((PublicText(key), PublicText(label)) for key, label in labels),
        processed_folder=PublicText(settings.mailbox.processed_folder),
        languages=notices_languages(settings),
    )


def notices_languages(settings: Settings) -> tuple[str, ...]:
    """The languages in which a translation follows the German text."""
    return settings.notices.languages
