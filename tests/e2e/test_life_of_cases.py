"""Whole lives of cases over a real IMAP and SMTP server, each mail that leaves held against a reviewed copy."""

from __future__ import annotations

from datetime import datetime

import pytest
from life_on_file import Begin, auto_reply, delivery_report
from office import MAILBOX, MANAGEMENT, OBJECTIONS, OFFICER, a_mail, readable

pytestmark = pytest.mark.dovecot
LEAD = "teamleitung.leistung@jobcenter-ge.example"
DEPUTY = "vertretung.leistung@jobcenter-ge.example"
TEAM = "leistung@jobcenter-ge.example"
FRONT = "teamleitung.eingangszone@jobcenter-ge.example"
KARLA = "karla.musterfrau@web.example"


def due(case: dict[str, object], what: str) -> str:
    """The local day on which something is due."""
    dates = case["due"]
    assert isinstance(dates, dict)
    return str(datetime.fromisoformat(dates[what]).date())


MONEY = (
    "Guten Tag,\n\nseit sechs Wochen warte ich auf die Bearbeitung meiner Unterlagen zur Miete. Meine Vermieterin "
    "Frau Dörte Kleinschmidt droht mir schon mit Mahnungen. Am Telefon heißt es jedes Mal, das dauere eben. "
    "Ich finde das unmöglich und beschwere mich darüber.\n\nKarla Musterfrau\nLange Straße 5, 38300 Wolfenbüttel\n"
    "Kundennummer 241A123456\n"
)


def test_a_complaint_from_receipt_to_its_second_closing(begin: Begin) -> None:
    life = begin("complaint")
    life.arrives("2026-03-02 09:12", a_mail("Beschwerde: Miete wird nicht bearbeitet", MONEY))
    assert life.purposes(TEAM) == ["forward"]
    assert life.purposes(LEAD) == ["forward"]
    assert life.folders() == ["KRM/leistung/KRM-2026-000001"]

    life.answers("2026-03-02 11:00", "forward", LEAD, "ÜBERNOMMEN")
    life.pass_to("2026-03-03 12:00")
    assert life.purposes(KARLA) == ["acknowledgement"]

    life.answers("2026-03-05 10:00", "forward", LEAD, "Guten Tag,\n\nFERTIG BIS 25.03.2026\n\nMit freundlichen Grüßen")
    assert life.purposes(KARLA) == ["acknowledgement", "interim"], "beyond the 14 days: at once"

    draft = "ANTWORT\nGuten Tag,\n\nwir haben Ihre Unterlagen jetzt bearbeitet. Es tut uns leid, dass es so lange "
    life.answers("2026-03-23 10:00", "forward", LEAD, f"{draft}gedauert hat.\n\nFreundliche Grüße")
    life.answers("2026-03-23 14:00", "alert", OFFICER, "FREIGABE MAIL")
    assert life.purposes(KARLA) == ["acknowledgement", "interim", "answer"]

    closing = "ERLEDIGT berechtigt\nMaßnahme: Posteingang wird jetzt täglich verteilt\nAntwort: 23.03.2026, E-Mail"
    life.answers("2026-03-24 09:00", "forward", LEAD, closing)
    assert life.case()["status"] == "closed"
    life.answers("2026-03-24 10:00", "alert", OFFICER, "STIMMT")
    assert life.case()["evaluation"] == "berechtigt"

    again = "Guten Tag,\n\njetzt fehlt aber noch die Nachzahlung für den Februar. Wann kommt sie?\n\nKarla Musterfrau"
    life.answers("2026-04-07 15:30", "answer", KARLA, again)
    assert life.case()["status"] == "open"
    assert due(life.case(), "acknowledgement") == "2026-04-10"
    life.pass_to("2026-04-08 12:00")
    assert life.purposes(KARLA)[-1] == "acknowledgement"
    life.answers("2026-04-09 09:00", "forward", LEAD, "ERLEDIGT teilweise berechtigt Antwort: 09.04.2026, Telefon")
    assert life.case()["status"] == "closed"
    life.pass_to("2026-05-20 12:00")
    assert life.purposes(KARLA) == ["acknowledgement", "interim", "answer", "acknowledgement"]


PETITION = (
    "Sehr geehrte Kolleginnen und Kollegen,\n\nüber das BMAS und die Zentrale der BA ist uns die beigefügte Petition "
    "an den Petitionsausschuss des Deutschen Bundestages zugegangen, die in Ihren Zuständigkeitsbereich fällt.\n\n"
    "Petentin: Hannelore Zwingmann, geb. 14.05.1971\nAnschrift: Kirchgasse 2, 38325 Roklum\n\n"
    "Die Petentin wendet sich dagegen, dass ihre Heizkosten nur teilweise übernommen werden.\n\n"
    "Wir bitten um Ihre Stellungnahme bis zum 27.03.2026 auf dem Dienstweg.\n\nMit freundlichen Grüßen\nIm Auftrag\n\n"
    "Gesine Oltmanns\nRegionaldirektion Niedersachsen-Bremen\n"
)


def test_a_petition_from_proposal_to_extension(begin: Begin) -> None:
    life = begin("petition")
    rd = "Regionaldirektion Niedersachsen-Bremen <petitionen.rd-nsb@arbeitsagentur.example>"
    raw = a_mail("EILT - Petition Pet 4-21-11-8150-017743 - Stellungnahme bis 27.03.2026", PETITION, from_=rd)
    life.arrives("2026-03-02 13:15", raw)
    assert life.purposes(MANAGEMENT) == ["presentation"]
    assert life.purposes(OFFICER) == ["presentation"], "in Cc"
    assert life.purposes(TEAM) == life.purposes(LEAD) == []

    life.answers("2026-03-03 09:00", "presentation", OFFICER, "STIMMT\nZUARBEIT leistung BIS 12.03.2026")
    assert life.purposes(LEAD) == ["forward"]
    contribution = "Die Heizkosten wurden nach dem örtlichen Richtwert übernommen. Eine Einzelfallprüfung fehlte."
    life.answers("2026-03-11 10:00", "forward", LEAD, contribution)
    assert life.case()["status"] == "open"

    life.pass_to("2026-03-16 09:00")
    assert life.purposes(MANAGEMENT).count("reminder") >= 1, "at half time"
    assert due(life.case(), "final") == "2026-03-27", "the date of the text, confirmed by STIMMT"
    life.answers("2026-03-16 10:00", "presentation", OFFICER, "FRIST 02.04.2026")
    assert due(life.case(), "final") == "2026-04-02"
    extension = "FRISTVERLÄNGERUNG 16.04.2026 Auskunft des Vermieters fehlt noch"
    life.answers("2026-03-31 10:00", "presentation", OFFICER, extension)
    assert due(life.case(), "final") == "2026-04-02", "the old deadline stands until FRIST records the new one"
    assert "Fristverlaengerung" in " ".join(life.documents())
    life.pass_to("2026-04-02 12:00")
    life.answers("2026-04-02 13:00", "presentation", MANAGEMENT, "FRIST 16.04.2026")
    assert due(life.case(), "final") == "2026-04-16"
    life.answers("2026-04-15 10:00", "presentation", MANAGEMENT, "ERLEDIGT berechtigt Antwort: 15.04.2026, Dienstweg")
    assert life.case()["status"] == "closed"
    life.pass_to("2026-04-20 12:00")
    assert not [mail for mail in life.bench.sent if mail.recipients[0].endswith("arbeitsagentur.example")]


def test_an_objection_from_handover_to_confirmation(begin: Begin) -> None:
    life = begin("objection")
    text = (
        "Sehr geehrte Damen und Herren,\n\ngegen Ihren Änderungsbescheid vom 23.02.2026 lege ich Widerspruch ein.\n\n"
        "Sie rechnen mir ein Einkommen an, das ich nicht habe.\n\nMarten Ockenfels\nBahnhofsallee 20\n"
    )
    marten = "m.ockenfels@postkasten.example"
    life.arrives("2026-03-07 21:44", a_mail("Widerspruch", text, from_=f"Marten Ockenfels <{marten}>"))
    assert life.purposes(marten) == ["handover"], "at once, on a Saturday night"
    assert life.purposes(OBJECTIONS) == ["forward"]
    assert life.purposes(TEAM) == life.purposes(LEAD) == []
    life.pass_to("2026-03-11 12:00")
    assert life.purposes(OBJECTIONS).count("reminder") >= 2
    life.answers("2026-03-11 14:00", "forward", OBJECTIONS, "ÜBERNOMMEN")
    reminded = life.purposes(OBJECTIONS).count("reminder")
    life.pass_to("2026-03-25 12:00")
    assert life.purposes(OBJECTIONS).count("reminder") == reminded
    assert life.purposes(marten) == ["handover"]
    assert life.case()["status"] == "handed_over"
    assert life.register(1).accepted_at is not None


CONDUCT = (
    "An die Geschäftsführung,\n\nam Dienstag hatte ich um 10 Uhr einen Termin bei Herrn Kettler in Zimmer 118. Herr "
    "Kettler hat mich vor meinem Kind angeschrien. Wörtlich: Sie sind doch nur zu faul zum Arbeiten. Mein Sohn hat "
    "geweint.\n\nAußerdem fehlt seit Januar die Zahlung der Heizkosten.\n\nSwea Tiedemann\nAlter Weg 33\n"
)


def test_a_conduct_complaint_goes_to_management_and_the_team_gets_what_is_cut_out(begin: Begin) -> None:
    life = begin("conduct")
    swea = "Swea Tiedemann <swea.tiedemann@netzpost.example>"
    life.arrives("2026-03-05 08:50", a_mail("Dienstaufsichtsbeschwerde gegen Herrn Kettler", CONDUCT, from_=swea))
    assert life.purposes(MANAGEMENT) == ["presentation"]
    assert life.purposes(OFFICER) == life.purposes(TEAM) == life.purposes(LEAD) == []
    cut = "TEILEN\nEs fehlt seit Januar die Zahlung der Heizkosten."
    life.answers("2026-03-05 11:00", "presentation", MANAGEMENT, cut)
    part = readable(life.last("forward", LEAD).raw)
    assert "Zahlung der Heizkosten" in part
    assert not any(word in part for word in ("angeschrien", "Dienstaufsicht", "Fehlverhalten", "Kettler"))
    life.pass_to("2026-03-06 12:00")
    assert life.purposes("swea.tiedemann@netzpost.example") == ["acknowledgement"], "one for both"
    life.answers("2026-03-12 10:00", "presentation", MANAGEMENT, "ERLEDIGT berechtigt Maßnahme: Gespräch geführt")
    assert life.case()["status"] == "closed"
    assert life.folders()[0].startswith("KRM/management/")


def test_praise_is_thanked_and_closes_itself(begin: Begin) -> None:
    life = begin("praise")
    text = (
        "Guten Tag,\n\nich möchte mich ganz herzlich bei Frau Harmsen am Empfang bedanken. Sie war sehr freundlich und "
        "hat mir geduldig geholfen. Ein großes Lob an sie!\n\nOlaf Brandes\n"
    )
    olaf = "olaf.brandes@web.example"
    life.arrives("2026-03-06 16:20", a_mail("Ein großes Lob", text, from_=f"Olaf Brandes <{olaf}>"))
    life.pass_to("2026-03-30 12:00")
    assert life.purposes(olaf) == ["thanks"]
    assert life.case()["status"] == "closed"


FORM = """Aufnahme einer persönlichen oder telefonischen Kundenreaktion

Mitarbeiter: Behnken
Org.-Z.: 702
Reaktion erfolgte: [ ] persönlich   [X] telefonisch
Die Reaktion stammt von: [X] Arbeitnehmer   [ ] Arbeitgeber   [ ] Sonstige

Der Kunde äußert sich wie folgt:
Kundin hat heute 35 Minuten in der Warteschleife am Telefon gewartet und ist dann zweimal herausgeflogen. Sie wollte
nur einen Termin verschieben und beschwert sich, dass niemand zu erreichen ist.

Verbesserungsvorschlag:
Rückrufknopf in der Warteschleife.

Daten des Kunden:
Name: Ilsemann
Vorname: Gunhild
Anschrift: Lange Herzogstraße 71, 38300 Wolfenbüttel
Telefonnummer: 05331 5550177
Datum: 03.03.2026
"""
TICKET = """TICKET / WEITERLEITUNG AN TEAMLEITUNG
Kategorie:        Beschwerde
Anrufzeit:        04.03.2026, 09:41 Uhr
Aufgenommen von:  Junghans, Meike

Kunde:            Pasternak, Roman
Kundennummer:     241B664031
Tel.:             0171 3920058

Sachverhalt:
Kunde beschwert sich, dass der Bescheid vom 20.02.2026 das Kindergeld doppelt anrechnet.

Wunsch des Kunden: Neuberechnung und Rückruf.
"""
FORWARDED = f"""Hallo zusammen,

das kam bei mir an, gehört aber wohl zu euch.

Gruß
Frauke Harmsen

-----Ursprüngliche Nachricht-----
Von: Jana Petersen <jana.petersen@web.example>
Gesendet: Montag, 2. März 2026 18:05
An: Harmsen, Frauke <frauke.harmsen@jobcenter-ge.example>
Betreff: Beschwerde: Miete wird nicht bearbeitet

{MONEY.replace("Karla Musterfrau", "Jana Petersen")}
"""


def test_what_colleagues_and_the_service_centre_send(begin: Begin) -> None:
    life = begin("inside")
    folkert, frauke = "folkert.behnken@jobcenter-ge.example", "frauke.harmsen@jobcenter-ge.example"
    life.arrives("2026-03-03 15:20", a_mail("Kundenreaktion telefonisch 03.03.", FORM, from_=folkert))
    assert life.purposes(folkert) == ["confirmation"], "number and thanks"
    assert life.purposes(FRONT) == ["forward"]
    assert life.purposes("eingangszone@jobcenter-ge.example") == [], "a form goes to the lead"

    centre = "Service Center SGB II <sc-ticket@arbeitsagentur.example>"
    ticket = a_mail("Ticket Beschwerde - Leistung", TICKET, from_=centre, to=LEAD, Cc=MAILBOX)
    life.arrives("2026-03-04 10:02", ticket)
    assert life.purposes(LEAD) == ["confirmation"], "the number alone"
    assert life.purposes(TEAM) == [], "not forwarded again"

    life.arrives("2026-03-04 11:00", a_mail("WG: Beschwerde", FORWARDED, from_=f"Frauke Harmsen <{frauke}>"))
    life.pass_to("2026-03-05 12:00")
    assert life.purposes(frauke) == ["confirmation"], "the number, never the notices"
    assert life.purposes("jana.petersen@web.example") == ["acknowledgement"]


ANONYMOUS = (
    "Ich nenne meinen Namen lieber nicht, sonst habe ich nachher Nachteile.\n\nIm Wartebereich ruft die Security die "
    "Leute mit vollem Namen auf. Jeder hört mit. Die Anzeigetafel mit den Nummern ist seit Wochen kaputt.\n"
)
UKRAINIAN = (
    "Доброго дня,\n\nя вже шість тижнів чекаю на рішення щодо оплати оренди. Ніхто мені не відповідає, а орендодавець "
    "вимагає гроші. Будь ласка, повідомте мені, коли буде виплата.\n\nЗ повагою\nОксана Коваленко\n"
)


def test_the_anonymous_and_those_who_write_another_language(begin: Begin) -> None:
    life = begin("strangers", notices='languages = ["en", "uk"]')
    life.arrives("2026-03-05 12:30", a_mail("Zustände im Wartebereich", ANONYMOUS, from_="anonym-4471@weg.example"))
    life.arrives("2026-03-05 13:00", a_mail("Оплата оренди", UKRAINIAN, from_="oksana@web.example"))
    life.pass_to("2026-03-06 12:00")
    assert life.case(1)["anonymous"] is True
    assert life.purposes("anonym-4471@weg.example") == ["acknowledgement"]
    assert life.purposes("oksana@web.example") == ["acknowledgement"]


def test_absences_and_mails_that_come_back(begin: Begin) -> None:
    life = begin("absent")
    life.arrives("2026-03-02 09:00", a_mail("Beschwerde: Miete wird nicht bearbeitet", MONEY))
    away = "Vielen Dank für Ihre Nachricht. Ich bin bis zum 06.03.2026 nicht im Haus. Mails werden nicht gelesen."
    forward = life.last("forward", LEAD)
    life.arrives("2026-03-02 09:05", auto_reply(forward, LEAD, away))
    life.pass_to("2026-03-02 10:00")
    assert life.purposes(DEPUTY) == ["forward"], "to the deputy within the hour"

    text = MONEY.replace("Karla Musterfrau", "Jens Holtkamp").replace("Lange Straße 5", "Am Anger 9")
    life.arrives("2026-03-03 10:00", a_mail("Beschwerde Miete", text, from_="jens.holtkamp@web.example"))
    assert life.purposes(LEAD).count("forward") == life.purposes(DEPUTY).count("forward") == 2

    life.arrives("2026-03-03 11:00", delivery_report(life.last("forward", TEAM)))
    assert "alert" in life.purposes(OFFICER), "a bounce of a forward: the officer at once"
    life.pass_to("2026-03-04 12:00")
    life.arrives("2026-03-04 13:00", delivery_report(life.last("acknowledgement", "jens.holtkamp@web.example")))
    life.pass_to("2026-03-11 12:00")
    assert life.purposes("jens.holtkamp@web.example") == ["acknowledgement"], "then by letter"
    assert life.purposes(OFFICER).count("alert") >= 2


def test_danger_and_protection(begin: Begin) -> None:
    life = begin("flags")
    danger = (
        "Guten Tag,\n\nmorgen wird uns der Strom abgestellt, weil das Geld seit zwei Monaten nicht gezahlt wird. Ich "
        "habe zwei kleine Kinder und nichts mehr zu essen im Haus. Ich weiß nicht mehr weiter.\n\nRonja Fecht\n"
    )
    ronja = "ronja.fecht@web.example"
    life.arrives("2026-03-07 22:10", a_mail("Strom wird abgestellt", danger, from_=f"Ronja Fecht <{ronja}>"))
    assert {address for address in (OFFICER, MANAGEMENT, LEAD) if "alert" in life.purposes(address)} == {
        OFFICER,
        MANAGEMENT,
        LEAD,
    }
    hidden = (
        "Guten Tag,\n\nich wohne seit Januar im Frauenhaus und habe eine Auskunftssperre. Trotzdem wurde meine neue "
        "Anschrift in einem Brief an meinen Mann genannt. Bitte klären Sie das. Meine Miete ist auch noch offen.\n\n"
        "Ayla Demirel\n"
    )
    ayla = "ayla.demirel@web.example"
    life.arrives("2026-03-09 09:30", a_mail("Auskunftssperre missachtet", hidden, from_=f"Ayla Demirel <{ayla}>"))
    life.pass_to("2026-03-10 12:00")
    assert life.purposes(TEAM) == ["forward"], "of the first case alone"
    assert not any("Frauenhaus" in readable(mail.raw) for mail in life.bench.sent)
    assert life.purposes(ayla) == ["acknowledgement"]
    assert life.purposes(ronja) == ["acknowledgement"]
