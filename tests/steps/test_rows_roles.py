"""Domain, section 1: deputies, absences, who acts when nobody is there; and what stops and starts the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from office import MAILBOX, MANAGEMENT, OFFICER, a_mail, at, headers_of, readable, reply_to
from office_life import OfficeLife, open_life
from steps_office import KARLA, LEAD, TEXT

from mailbot.embedded import Taken
from mailbot.rules.directory import Absence, Office
from mailbot.steps.intake import quarantine
from mailbot.store import ledger
from mailbot.store.ledger import Folder
from mailbot.vocabulary import Purpose

TEAM, DEPUTY = "leistung@jobcenter-ge.example", "vertretung.leistung@jobcenter-ge.example"
OFFICERS_DEPUTY, MANAGERS_DEPUTY = "krm.vertretung@jobcenter-ge.example", "gf.vertretung@jobcenter-ge.example"
AWAY = Absence(date(2026, 3, 3), date(2026, 3, 6))
CONDUCT = (
    "Hiermit erhebe ich Dienstaufsichtsbeschwerde gegen Herrn Kettler. Er hat mich am Dienstag im Büro angeschrien und "
    "beleidigt."
)


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00"))
    yield life
    life.close()


def absent(life: OfficeLife, *addresses: str, away: Absence = AWAY) -> None:
    """These people are away in those days, by the directory."""
    house = life.office.directory
    teams = tuple(
        replace(
            team,
            lead=replace(team.lead, absences=(away,) if team.lead.address in addresses else ()),
            deputy=replace(team.deputy, absences=(away,) if team.deputy.address in addresses else ())
            if team.deputy
            else None,
        )
        for team in house.teams
    )
    known = replace(
        house,
        teams=teams,
        officer=_away_if(house.officer, addresses),
        management=_away_if(house.management, addresses),
    )
    life.office = replace(life.office, directory=known, policy=replace(life.office.policy, directory=known))


def _away_if(office: Office, addresses: tuple[str, ...]) -> Office:
    holder = replace(office.person, absences=(AWAY,) if office.person.address in addresses else ())
    return replace(office, person=holder)


def forwarded(life: OfficeLife, moment: str, sender: str = KARLA) -> set[str]:
    """Who gets the forward of a complaint that arrives then."""
    life.pass_to(moment)
    left = life.arrives(a_mail("Beschwerde", f"{TEXT}\n\n{moment} {sender}", from_=sender, message_id=f"<{sender}>"))
    return {mail.recipient for mail in left if life.purpose_of(mail) is Purpose.FORWARD}


def test_a_lead_who_is_away_has_the_deputy_beside_from_the_first_to_the_last_day(life: OfficeLife) -> None:
    absent(life, LEAD)
    assert forwarded(life, "2026-03-02 12:00") == {TEAM, LEAD}
    assert forwarded(life, "2026-03-03 08:30", "b@web.example") == {TEAM, LEAD, DEPUTY}
    assert forwarded(life, "2026-03-06 17:00", "c@web.example") == {TEAM, LEAD, DEPUTY}
    assert forwarded(life, "2026-03-09 09:30", "d@web.example") == {TEAM, LEAD}


def test_lead_and_deputy_both_away_the_officer_acts(life: OfficeLife) -> None:
    absent(life, LEAD, DEPUTY)
    assert OFFICER in forwarded(life, "2026-03-04 09:30")
    mail = life.last(Purpose.FORWARD, OFFICER)
    life.arrives(reply_to(mail, OFFICER, "FERTIG BIS 12.03.2026", message_id="<f@jobcenter-ge.example>"))
    (number,) = life.numbers()
    assert life.case(number).forecast == date(2026, 3, 12)


LATER = Absence(date(2026, 3, 9), date(2026, 3, 20))


def offered(mail: Taken) -> str:
    return " ".join(readable(mail.raw).split())


def test_the_officer_who_acts_is_offered_what_is_the_leads(life: OfficeLife) -> None:
    """In the reminder, and in the digest; and what is offered may be done."""
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    absent(life, LEAD, DEPUTY, away=LATER)
    life.pass_to("2026-03-17 07:30")
    (number,) = life.numbers()
    for mail in (life.last(Purpose.REMINDER, OFFICER), life.last(Purpose.DIGEST, OFFICER)):
        assert f"{number} ÜBERNOMMEN" in offered(mail)
        assert f"{number} FERTIG BIS 24.03.2026" in offered(mail)
        assert f"{number} ANTWORT" in offered(mail)
    reminder = life.last(Purpose.REMINDER, OFFICER)
    text = f"{number} ÜBERNOMMEN\n{number} FERTIG BIS 24.03.2026\n{number} ANTWORT\nWir haben heute entschieden."
    life.arrives(reply_to(reminder, OFFICER, text, message_id="<o@jobcenter-ge.example>"))
    case = life.case(number)
    assert case.accepted_at is not None
    assert case.forecast == date(2026, 3, 24)
    assert len(case.drafts) == 1


@pytest.mark.parametrize("away", [(), (LEAD,), (DEPUTY,)])
def test_while_one_of_them_is_there_it_is_theirs(life: OfficeLife, away: tuple[str, ...]) -> None:
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    absent(life, *away, away=LATER)
    life.pass_to("2026-03-17 07:30")
    assert life.count(Purpose.REMINDER, OFFICER) == 0
    text = offered(life.last(Purpose.DIGEST, OFFICER))
    assert "ERLEDIGT" in text
    assert not any(f"{life.numbers()[0]} {word}" in text for word in ("ÜBERNOMMEN", "FERTIG", "ANTWORT"))


def test_management_away_the_deputy_gets_a_conduct_complaint_too_and_still_no_team(life: OfficeLife) -> None:
    absent(life, MANAGEMENT)
    life.pass_to("2026-03-04 09:30")
    left = life.arrives(a_mail("Dienstaufsichtsbeschwerde", CONDUCT, from_=KARLA))
    assert {mail.recipient for mail in left if life.purpose_of(mail) is Purpose.PRESENTATION} == {
        MANAGEMENT,
        MANAGERS_DEPUTY,
    }


def test_the_officer_away_the_deputy_reads_the_digest(life: OfficeLife) -> None:
    absent(life, OFFICER)
    life.pass_to("2026-03-04 07:00")
    assert life.count(Purpose.DIGEST, OFFICERS_DEPUTY) == 1
    life.pass_to("2026-03-09 07:00")
    assert life.count(Purpose.DIGEST, OFFICER) == 1, "back on the 9th"


def test_the_officer_away_by_mail_the_deputy_reads_digest_and_alerts(life: OfficeLife) -> None:
    life.arrives(a_mail("KRM", "ABWESEND BIS 05.03.2026", from_=OFFICER, message_id="<w@jobcenter-ge.example>"))
    asked = life.last(Purpose.CONFIRMATION, OFFICER)
    life.arrives(reply_to(asked, OFFICER, "STIMMT", message_id="<s@jobcenter-ge.example>"))
    before = life.count(Purpose.DIGEST, OFFICER)
    life.pass_to("2026-03-04 07:00")
    assert (life.count(Purpose.DIGEST, OFFICERS_DEPUTY), life.count(Purpose.DIGEST, OFFICER)) == (1, before)
    quarantine(life.office, _unread(life), "ValueError")
    life.pass_to("2026-03-04 07:10")
    assert life.count(Purpose.ALERT, OFFICERS_DEPUTY) == 1
    life.pass_to("2026-03-06 07:00")
    assert life.count(Purpose.DIGEST, OFFICER) == before + 1, "back on the 6th"


def test_management_away_by_mail_the_deputy_has_the_bundle(life: OfficeLife) -> None:
    assert forwarded(life, "2026-03-02 12:00") == {TEAM, LEAD}
    life.arrives(a_mail("KRM", "ABWESEND BIS 05.03.2026", from_=MANAGEMENT, message_id="<w@jobcenter-ge.example>"))
    asked = life.last(Purpose.CONFIRMATION, MANAGEMENT)
    life.arrives(reply_to(asked, MANAGEMENT, "STIMMT", message_id="<s@jobcenter-ge.example>"))
    life.pass_to("2026-03-03 07:00")
    assert life.count(Purpose.BUNDLE, MANAGERS_DEPUTY) == 1


def _unread(life: OfficeLife) -> int:
    """A message that was fetched and that nothing was made of."""
    with life.office.store.write() as tx:
        place, now = Folder(MAILBOX, "INBOX", 1), life.clock.at
        row = ledger.record_fetched(tx, place, 99, raw=b"x", received_at=now, now=now)
    assert row is not None
    return row


def test_abwesend_by_mail_is_an_absence_like_one_of_the_directory(life: OfficeLife) -> None:
    assert forwarded(life, "2026-03-02 12:00") == {TEAM, LEAD}
    mail = life.last(Purpose.FORWARD, LEAD)
    life.arrives(reply_to(mail, LEAD, "ABWESEND BIS 05.03.2026", message_id="<a@jobcenter-ge.example>"))
    assert forwarded(life, "2026-03-05 09:30", "b@web.example") == {TEAM, LEAD, DEPUTY}
    assert forwarded(life, "2026-03-06 09:30", "c@web.example") == {TEAM, LEAD}


def test_705_on_a_form_never_routes(life: OfficeLife) -> None:
    """It is the Org.-Z. of the KRM office, also when an employee writes it where the own one belongs."""
    form = (
        "Aufnahme einer persönlichen oder telefonischen Kundenreaktion\n\nMitarbeiter: Behnken\nOrg.-Z.: 705\n"
        "Reaktion erfolgte: [ ] persönlich   [X] telefonisch\n\nDer Kunde äußert sich wie folgt:\n"
        "Kundin beschwert sich, dass ihr Antrag auf Bürgergeld seit sechs Wochen nicht bearbeitet wird.\n\n"
        "Daten des Kunden:\nName: Ilsemann, Gunhild\nDatum: 27.02.2026\nWeiterleitung an 705: 02.03.2026\n"
    )
    life.arrives(a_mail("Kundenreaktion", form, from_="folkert.behnken@jobcenter-ge.example"))
    (number,) = life.numbers()
    assert life.case(number).route == "leistung"


def test_anhalten_holds_all_mail_back_and_weiterlaufen_lets_it_go(life: OfficeLife) -> None:
    life.pass_to("2026-03-03 07:00")
    digest = life.last(Purpose.DIGEST, OFFICER)
    life.arrives(reply_to(digest, OFFICER, "ANHALTEN", message_id="<p@jobcenter-ge.example>"))
    assert life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA)) == [], "taken in, and nothing leaves"
    assert len(life.numbers()) == 1
    life.pass_to("2026-03-05 12:00")
    assert life.count(Purpose.ACKNOWLEDGEMENT, KARLA) == 0
    life.arrives(reply_to(digest, OFFICER, "WEITERLAUFEN", message_id="<r@jobcenter-ge.example>"))
    life.pass_to("2026-03-05 12:30")
    assert life.count(Purpose.FORWARD, LEAD) == 1
    assert life.count(Purpose.ACKNOWLEDGEMENT, KARLA) == 1


def test_a_lead_may_not_hold_the_mail_back(life: OfficeLife) -> None:
    forwarded(life, "2026-03-02 12:00")
    mail = life.last(Purpose.FORWARD, LEAD)
    life.arrives(reply_to(mail, LEAD, "ANHALTEN", message_id="<p@jobcenter-ge.example>"))
    assert "nicht ausgeführt" in " ".join(str(headers_of(life.last(Purpose.CONFIRMATION, LEAD))["Subject"]).split())
    life.pass_to("2026-03-03 12:00")
    assert life.count(Purpose.ACKNOWLEDGEMENT, KARLA) == 1
