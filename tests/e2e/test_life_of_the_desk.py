"""A week at the desk: what officer, management and lead read in their lists, and each answer to what they write."""

from __future__ import annotations

import pytest
from life_on_file import Begin, Life, reply
from office import MANAGEMENT, OFFICER, a_mail, at, headers_of

pytestmark = pytest.mark.dovecot
LEAD = "teamleitung.leistung@jobcenter-ge.example"
FRONT = "teamleitung.eingangszone@jobcenter-ge.example"
FRAUKE = "frauke.harmsen@jobcenter-ge.example"
MONEY = (
    "Guten Tag,\n\nseit sechs Wochen warte ich auf die Bearbeitung meiner Unterlagen zur Miete. Niemand ruft mich "
    "zurück. Ich beschwere mich darüber.\n\nKarla Musterfrau\nLange Straße 5, 38300 Wolfenbüttel\n"
)
IDEA = (
    "Guten Tag,\n\nich habe einen Vorschlag: Bitte stellen Sie im Wartebereich eine Anzeige mit der Wartezeit auf. Das "
    "würde vielen helfen.\n\nOlaf Brandes\n"
)
WAITED = (
    "Guten Tag,\n\nich beschwere mich über die lange Wartezeit am Empfang. Gestern habe ich dort zwei Stunden gewartet."
    "\n\nJens Holtkamp\n"
)
LETTER = """ERFASSEN
Eingang: 02.03.2026
Name: Gunhild Ilsemann
Anschrift: Lange Herzogstraße 71, 38300 Wolfenbüttel
Anliegen: Ich beschwere mich, weil mein Antrag seit Januar nicht bearbeitet wird."""


def subjects(life: Life, address: str) -> list[str]:
    """What this address was written, by subject without the tag."""
    return [str(headers_of(one)["Subject"]).rsplit(" [", 1)[0] for _, one in life.mails if one.recipients[0] == address]


def two_cases(life: Life) -> None:
    """A complaint and a suggestion."""
    life.arrives("2026-03-02 09:12", a_mail("Beschwerde: Miete wird nicht bearbeitet", MONEY))
    life.arrives("2026-03-02 09:40", a_mail("Vorschlag", IDEA, from_="Olaf Brandes <olaf.brandes@web.example>"))


def test_what_a_lead_writes_is_answered_whatever_it_is(begin: Begin) -> None:
    life = begin("answers")
    two_cases(life)
    life.answers("2026-03-02 11:00", "forward", LEAD, "Erledigt ist hier noch gar nichts. Wir prüfen das diese Woche.")
    assert "zur Akte genommen: Stellungnahme" in subjects(life, LEAD)
    life.answers("2026-03-02 11:10", "forward", LEAD, "FERTIG BIS 31.02.2026")
    life.answers("2026-03-02 11:20", "forward", LEAD, "ÜBERNOMMEN\nFRIST 20.03.2026")
    life.answers("2026-03-02 11:30", "forward", LEAD, "HILFE")
    life.arrives("2026-03-02 11:40", a_mail("KRM-2026-000001", "FERTIG BIS 13.03.2026", from_=LEAD))
    assert "Bitte bestätigen" in subjects(life, LEAD)[-1], "without a token nothing is done"
    life.answers("2026-03-02 11:50", "confirmation", LEAD, "STIMMT")
    assert life.register(1).forecast is not None
    forward = life.last("forward", LEAD)
    life.arrives("2026-03-02 12:00", reply(forward, FRAUKE, "ERLEDIGT berechtigt", at("2026-03-02 12:00")))
    assert life.case(1)["status"] == "open", "a colleague may not command"
    life.answers("2026-03-02 12:10", "forward", FRONT, "WEITER AN leistung")
    assert life.case(2)["route"] == "leistung"
    life.answers("2026-03-02 12:20", "forward", LEAD, "STATUS")


def test_a_week_of_officer_and_management(begin: Begin) -> None:
    life = begin("desk", lists=True)
    two_cases(life)
    elsewhere = {"from_": "Jens Holtkamp <jens.holtkamp@web.example>", "Reply_To": "anderswo@postfach.example"}
    life.arrives("2026-03-02 10:05", a_mail("Beschwerde über die Wartezeit", WAITED, **elsewhere))
    assert life.case(3)["review"], "an address to answer to that is not the sender's"
    life.arrives("2026-03-02 10:30", a_mail("Brief", LETTER, from_=OFFICER))
    life.answers("2026-03-02 10:40", "confirmation", OFFICER, "STIMMT")
    life.pass_to("2026-03-03 07:30")
    assert [one for one in subjects(life, OFFICER) if one.startswith("Tagesübersicht")]
    life.answers(
        "2026-03-03 08:30", "digest", OFFICER, "3 STIMMT\n4 VERSANDT\n1 TERMIN 05.03.2026 Bitte eine Stellungnahme"
    )
    life.answers("2026-03-03 09:00", "forward", FRONT, "ERLEDIGT aufgegriffen")
    life.answers("2026-03-03 09:30", "bundle", MANAGEMENT, "GESEHEN")
    life.pass_to("2026-03-04 08:30")
    life.answers("2026-03-04 09:00", "digest", OFFICER, "4 VERSANDT\n1 KEIN FALL Versehen")
    life.arrives("2026-03-04 09:10", a_mail("Zurück", "ZURÜCK", from_=OFFICER))
    life.answers("2026-03-04 09:20", "confirmation", OFFICER, "STIMMT")
    assert life.case(1)["status"] == "open"
    life.pass_to("2026-03-06 08:30")
    life.answers("2026-03-06 09:00", "digest", OFFICER, "BERICHT 2026Q1")
    life.pass_to("2026-03-09 08:30")
