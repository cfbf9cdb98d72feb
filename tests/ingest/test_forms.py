"""The Anlage 1 form and Service Center tickets, in the layouts people make of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from mailbot.ingest.forms import Form, read_form, read_ticket
from mailbot.ingest.html_text import html_to_text
from mailbot.ingest.message import Address, Attachment, Message
from mailbot.ingest.parse import parse

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
STAFF = Address("Kessler, Birgit", "birgit.kessler@office.example")

PRINTED = """Aufnahme einer persönlichen oder telefonischen Kundenreaktion

Mitarbeiter: Kessler
Org.-Z.: 701

Reaktion erfolgte [X] persönlich [ ] telefonisch
Die Reaktion stammt von einem/einer Kunden/Kundin der Gruppe [ ] Arbeitnehmer [X] Arbeitgeber [ ] Sonstige:
Der Kunde / die Kundin äußert sich wie folgt:
Der Antrag liegt seit Wochen.
Er war dreimal hier.
Der Kunde/die Kundin machte folgenden Verbesserungsvorschlag:
Ein Brief.
Sonstige Anmerkungen/Hinweise:
Bitte schnell.
Daten des Kunden
Name, Vorname: Koch, Jürgen
Anschrift: Neuer Weg 41, 38302 Wolfenbüttel
ggfs. Kundennummer: 241A307718
ggfs. Telefonnummer: 05331 / 90 88 21

Datum, Unterschrift des aufnehmenden Mitarbeiters: 14.01.2026, gez. Kessler

Zur Erfassung und Bearbeitung weiterleiten an
Antwortschreiben abgesandt:   Weiterleitung an 705:   z.d.A.
"""
VALUES_BELOW = """Aufnahme einer persönlichen oder telefonischen Kundenreaktion
Mitarbeiter:
Kessler
Org.-Z.:
701
Reaktion erfolgte:
X persönlich
  telefonisch
Gruppe:
  Arbeitnehmer
X Arbeitgeber
Der Kunde / die Kundin äußert sich wie folgt:

Der Antrag liegt seit Wochen.
Er war dreimal hier.

Verbesserungsvorschlag:

Ein Brief.

Sonstige Anmerkungen/Hinweise:

Bitte schnell.

Daten des Kunden
Name, Vorname:
Koch, Jürgen
Anschrift:
Neuer Weg 41, 38302 Wolfenbüttel
ggfs. Kundennummer:
241A307718
ggfs. Telefonnummer:
05331 / 90 88 21
Datum, Unterschrift: 14. Januar 2026 Kessler
"""
DOTTED = """AUFNAHME EINER PERSÖNLICHEN ODER TELEFONISCHEN KUNDENREAKTION
--------------------------------------------------------------
Mitarbeiter/in ......: Kessler
Org.-Zeichen ........: 701
Reaktion erfolgte ...: persönlich [x]  telefonisch [ ]
Kundengruppe ........: Arbeitnehmer [ ]  Arbeitgeber [x]  Sonstige [ ]
--------------------------------------------------------------
Äußerung:
Der Antrag liegt seit Wochen.
Er war dreimal hier.
--------------------------------------------------------------
Verbesserungsvorschlag: Ein Brief.
Anmerkungen: Bitte schnell.
Name .......: Koch
Vorname ....: Jürgen
Adresse ....: Neuer Weg 41, 38302 Wolfenbüttel
KdNr. ......: 241A307718
Tel. .......: 05331 / 90 88 21
Datum ......: 14.01.26
"""
REORDERED = """Anlage 1
Datum: 14.01.2026
Name, Vorname: Koch, Jürgen
Anschrift: Neuer Weg 41, 38302 Wolfenbüttel
Kundennummer: 241A307718
Telefon: 05331 / 90 88 21
Sonstige Hinweise: Bitte schnell.
Verbesserungsvorschlag des Kunden: Ein Brief.
Der Kunde äußert sich wie folgt:
Der Antrag liegt seit Wochen.
Er war dreimal hier.
Gruppe: ( ) Arbeitnehmer (x) Arbeitgeber ( ) Sonstige
Reaktion: ☒ persönlich ☐ telefonisch
Org.-Z.: 701
Aufgenommen von: Kessler
"""
ROWS = "".join(
    f"<tr><td><p>{label}</p></td><td><p>{value}</p></td></tr>"
    for label, value in (
        ("Mitarbeiter:", "Kessler"),
        ("Org.-Z.:", "701"),
        ("Reaktion erfolgte", "☒ persönlich ☐ telefonisch"),
        ("Gruppe", "☐ Arbeitnehmer ☒ Arbeitgeber ☐ Sonstige"),
        ("Der Kunde / die Kundin äußert sich wie folgt:", "Der Antrag liegt seit Wochen.</p><p>Er war dreimal hier."),
        ("Der Kunde/die Kundin machte folgenden Verbesserungsvorschlag:", "Ein Brief."),
        ("Sonstige Anmerkungen/Hinweise:", "Bitte schnell."),
        ("Name, Vorname:", "Koch, Jürgen"),
        ("Anschrift:", "Neuer Weg 41, 38302 Wolfenbüttel"),
        ("ggfs. Kundennummer:", "241A307718"),
        ("ggfs. Telefonnummer:", "05331 / 90 88 21"),
        ("Datum, Unterschrift:", "14.01.2026"),
    )
)
TABLE = html_to_text(f"<p>Aufnahme einer persönlichen oder telefonischen Kundenreaktion</p><table>{ROWS}</table>")[0]
LAYOUTS = {
    "printed": PRINTED,
    "values below": VALUES_BELOW,
    "dotted": DOTTED,
    "reordered": REORDERED,
    "HTML table": TABLE,
}


def a_mail(text: str, subject: str = "Kundenreaktion", attachment: str = "") -> Message:
    """A mail of an employee."""
    attachments = (Attachment("form.docx", "application/x", 1, attachment),) if attachment else ()
    return Message(subject=subject, senders=(STAFF,), from_fields=1, text=text, full_text=text, attachments=attachments)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_form_is_read_in_any_layout(text: str) -> None:
    form = read_form(a_mail(text))
    assert form is not None
    assert form.statement.split() == ["Der", "Antrag", "liegt", "seit", "Wochen.", "Er", "war", "dreimal", "hier."]
    assert form == Form(
        recorded_by="Kessler",
        org="701",
        contact="persönlich",
        customer_group="Arbeitgeber",
        statement=form.statement,
        suggestion="Ein Brief.",
        remarks="Bitte schnell.",
        customer_name="Koch, Jürgen",
        customer_address="Neuer Weg 41, 38302 Wolfenbüttel",
        customer_number="241A307718",
        customer_phone="05331 / 90 88 21",
        recorded_on=date(2026, 1, 14),
    )


def test_a_form_in_a_document_is_read() -> None:
    form = read_form(a_mail("anbei", attachment=PRINTED))
    assert form is not None
    assert form.recorded_by == "Kessler"


@pytest.mark.parametrize(
    ("marks", "contact"),
    [
        ("_x_ persönlich   ___ telefonisch", "persönlich"),
        ("( ) pers. (X) tel.", "telefonisch"),
        ("☐ persönlich ☑ telefonisch", "telefonisch"),
        ("persönlich ☐ telefonisch ☒", "telefonisch"),
        ("telefonisch", "telefonisch"),
        ("persönlich / telefonisch", ""),
        ("[ ] persönlich [ ] telefonisch", ""),
    ],
)
def test_a_tick_is_read_before_or_behind_its_word(marks: str, contact: str) -> None:
    form = read_form(a_mail(PRINTED.replace("[X] persönlich [ ] telefonisch", marks)))
    assert form is not None
    assert form.contact == contact


@pytest.mark.parametrize(
    "nothing", ["./.", "-", "keine", "möchte keinen Namen nennen", "anonym", "", "k. A.", "_______"]
)
def test_what_says_nothing_is_empty(nothing: str) -> None:
    form = read_form(a_mail(PRINTED.replace("Koch, Jürgen", nothing).replace("Ein Brief.", nothing)))
    assert form is not None
    assert (form.customer_name, form.suggestion) == ("", "")


EMPTY = "\n".join(
    line.partition(":")[0] + ":" for line in PRINTED.split("\n") if ":" in line or "Kundenreaktion" in line
)


@pytest.mark.parametrize(
    "text",
    [
        EMPTY,
        (
            "Sehr geehrte Damen und Herren,\n\nmein Anliegen: Der Antrag liegt.\nName: Koch\nTelefon: 05331 1\nDatum: "
            "14.01.2026"
        ),
        "Wo finde ich den Vordruck zur Aufnahme einer persönlichen oder telefonischen Kundenreaktion?",
    ],
    ids=["empty form", "a citizen's own labels", "somebody asks for it"],
)
def test_what_is_no_filled_form_is_none(text: str) -> None:
    assert read_form(a_mail(text, subject="Frage")) is None


TICKET = """Ticketart: Beschwerde
Priorität: hoch
Aufgenommen von: Pilz, Corinna
Anrufzeit: 13.04.2026, 11:21 Uhr

Kundin: Haddad, Rania
geb.: 01.01.1990
KdNr.: 241A660193
Anschrift: Lange Str. 5, Börßum
Rückrufnummer: 0151 2345678

Sachverhalt:
Die Auszahlung ist nicht angekommen.

Wunsch der Kundin: Rückruf.

Bemerkung SC: Konto ist in der Akte.
"""
CENTRE = Address("Service Center Braunschweig", "ticket-versand@service-center-bs.example")


def test_a_ticket_is_read() -> None:
    ticket = read_ticket(
        Message(subject="[SC-Ticket 0026-1] Beschwerde", senders=(CENTRE,), from_fields=1, text=TICKET)
    )
    assert ticket == Form(
        recorded_by="Pilz, Corinna",
        contact="telefonisch",
        statement="Die Auszahlung ist nicht angekommen.\n\nRückruf.",
        remarks="Beschwerde\nKonto ist in der Akte.",
        customer_name="Haddad, Rania",
        customer_address="Lange Str. 5, Börßum",
        customer_number="241A660193",
        customer_phone="0151 2345678",
        recorded_on=date(2026, 4, 13),
    )


def test_a_ticket_without_a_label_for_its_matter_keeps_all_it_says() -> None:
    text = (
        "Ticket-Nr.: 1\nAgent: Pauline R.\n\nAnruf von Ronja Herzog, KdNr. 241A915066.\n\nSie möchte wissen, we"
        "r zuständig ist."
    )
    ticket = read_ticket(Message(subject="Ticket", senders=(CENTRE,), from_fields=1, text=text))
    assert ticket is not None
    assert "Sie möchte wissen, wer zuständig ist." in ticket.statement
    assert (ticket.customer_name, ticket.customer_number) == ("Ronja Herzog", "241A915066")


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (
            Address("Heike Vogel", "h@x.example"),
            "Service-Center!!!!",
            "Im Service Center hat man mir ein Ticket versprochen.",
        ),
        (Address("Heike Vogel", "h@x.example"), "Beschwerde", TICKET.replace("Ticketart", "Art")),
        (CENTRE, "Wartung am Sonntag", "Am Sonntag ist die Anlage außer Betrieb."),
    ],
    ids=["a complaint about the Service Center", "a citizen's labels", "no ticket"],
)
def test_what_is_no_ticket_is_none(sender: Address, subject: str, text: str) -> None:
    assert read_ticket(Message(subject=subject, senders=(sender,), from_fields=1, text=text)) is None


@pytest.mark.parametrize("corpus", ["a", "b"])
def test_every_labelled_mail_is_told_apart(corpus: str) -> None:
    wrong = []
    for line in (CORPUS / corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        message = parse((CORPUS / corpus / label["file"]).read_bytes())
        found = "form" if read_form(message) else "service_centre_ticket" if read_ticket(message) else "email"
        if label.get("channel") in {"form", "service_centre_ticket", "email"} and found != label["channel"]:
            wrong.append((label["file"], found))
    assert not wrong


def test_a_ticket_without_any_field_is_read_and_names_the_customer() -> None:
    text = "Kunde Fritjof Wedemeyer, Kundennummer 241D 410 026, möchte seinen Vormittag verlegen. Agent 2207"
    message = Message(
        subject="[Ticket 4490007] Kundenanliegen",
        senders=(Address("Service-Center Jobcenter", "sc-post@sc-sgb2.example"),),
        from_fields=1,
        text=text,
        full_text=text,
    )
    ticket = read_ticket(message)
    assert ticket is not None
    assert ticket.customer_name == "Fritjof Wedemeyer"
