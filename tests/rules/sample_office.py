"""A small office for the tests of the rules: five teams, their leads, and the mailbox of the corpora."""

from __future__ import annotations

from mailbot.ingest.house import House, WebForm
from mailbot.rules.directory import Directory, Office, Person, Team
from mailbot.vocabulary import Role

DOMAIN = "jobcenter-ge.example"


def _person(name: str) -> Person:
    return Person(name, f"{name.lower().replace(' ', '.')}@{DOMAIN}")


def _team(team_id: str, name: str, org: str, lead: str, deputy: str) -> Team:
    return Team(team_id, name, org, f"team{org}@{DOMAIN}", _person(lead), _person(deputy))


def _office(role: Role, name: str) -> Office:
    return Office(role, _person(name))


DIRECTORY = Directory(
    teams=(
        _team("leistung", "Leistung", "701", "Petra Leitner", "Ingo Brackmann"),
        _team("eingangszone", "Eingangszone", "702", "Markus Thiede", "Anke Rohde"),
        _team("vermittlung-u25", "Vermittlung U25", "703", "Songuel Aksoy", "Bernd Kunze"),
        _team("vermittlung-ue25", "Vermittlung ü25", "704", "Holger Dressler", "Ute Siems"),
        _team("arbeitgeber", "Arbeitgeberservice", "706", "Katja Immenroth", "Olaf Thuelow"),
    ),
    officer=_office(Role.OFFICER, "Annegret Wohlfeil"),
    management=_office(Role.MANAGEMENT, "Gerd Habermann"),
    objections=_office(Role.OBJECTIONS, "Irene Kolbe"),
    agency_krm=_office(Role.AGENCY_KRM, "Rainer Vogt"),
    privacy_officer=_office(Role.PRIVACY_OFFICER, "Dora Schutz"),
    supervision=_office(Role.SUPERVISION, "Traute Aufsicht"),
)
HOUSE = House(
    mailbox=f"jobcenter-wolfenbuettel.kundenreaktionsmanagement@{DOMAIN}",
    internal_domains=frozenset({DOMAIN}),
    web_forms=(WebForm("formular@buergerportal-wf.example"),),
)
