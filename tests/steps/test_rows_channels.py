"""Domain, section 3: how a reaction reaches the office decides who hears of it and which deadlines run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office import MAILBOX, MANAGEMENT, OFFICER, Bench, a_mail, at, open_bench, readable, write_office
from servers import SmtpSink, running_dovecot
from steps_office import (
    KARLA,
    LEAD,
    MONDAY,
    TEXT,
    answers,
    case_of,
    copies,
    of_purpose,
    officer_commands,
    sent_to,
    view_of,
)

from mailbot.cases.deadlines import due_dates
from mailbot.steps import views
from mailbot.vocabulary import Channel, Kind

pytestmark = pytest.mark.dovecot
TEAM, FRONT_LEAD = "leistung@jobcenter-ge.example", "teamleitung.eingangszone@jobcenter-ge.example"
CLERK = "frauke.harmsen@jobcenter-ge.example"
TUESDAY = at("2026-03-03 08:00")

FORM = """Aufnahme einer persönlichen oder telefonischen Kundenreaktion

Mitarbeiter: {clerk}
Org.-Z.: 701
Reaktion erfolgte: [ ] persönlich   [X] telefonisch
Die Reaktion stammt von: [X] Arbeitnehmer   [ ] Arbeitgeber   [ ] Sonstige

Der Kunde äußert sich wie folgt:
{statement}

Daten des Kunden:
Name: Ilsemann, Gunhild
Anschrift: Lange Herzogstraße 71, 38300 Wolfenbüttel
Datum: 27.02.2026
"""
SLOW = "Kundin beschwert sich, dass ihr Antrag auf Bürgergeld seit sechs Wochen nicht bearbeitet wird. Miete offen."
SHOUTED = "Kundin beschwert sich, dass Herr Kettler sie im Büro angeschrien und beleidigt hat. Das sei entwürdigend."
TICKET = """TICKET / WEITERLEITUNG AN TEAMLEITUNG
Kategorie:        Beschwerde
Anrufzeit:        02.03.2026, 08:41 Uhr
Kunde:            Pasternak, Roman
Kundennummer:     241B664031

Sachverhalt:
Kunde beschwert sich, dass der Bescheid das Kindergeld doppelt anrechnet. Er bittet um Rückruf.
"""
FORWARDED = f"""Hallo, das kam bei mir an.

Frauke Harmsen

-----Ursprüngliche Nachricht-----
Von: Karla Musterfrau <{KARLA}>
Gesendet: Freitag, 27. Februar 2026 11:05
An: Harmsen, Frauke <{CLERK}>
Betreff: Beschwerde

{TEXT}
"""
NOTICES = ("acknowledgement", "interim", "thanks", "handover")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One office for all rows: each has its own case."""
    with running_dovecot() as dovecot, SmtpSink() as sink:
        folder = write_office(tmp_path_factory.mktemp("channels") / "office" / "config", dovecot, sink)
        text = (folder / "mailbot.toml").read_text(encoding="utf-8")
        form = '[[mailbox.web_forms]]\nsender = "kontaktformular@jobcenter-ge.example"\n\n[smtp]'
        (folder / "mailbot.toml").write_text(text.replace("[smtp]", form, 1), encoding="utf-8")
        bench = open_bench(folder, dovecot, sink, MONDAY)
        yield bench
        bench.close()


def comes_in(bench: Bench, raw: bytes) -> str:
    """The mail is taken in; the number of its case."""
    known = {row["number"] for row in views.cases(bench.office)}
    bench.imap.deliver(raw, bench.clock.at)
    bench.tick(bench.clock.at)
    (number,) = {row["number"] for row in views.cases(bench.office)} - known
    return str(number)


def told(bench: Bench, number: str, *purposes: str) -> set[str]:
    """Who got mails on the case for these purposes."""
    return {str(row["recipient"]) for row in copies(bench, number, *purposes)}


def test_email_from_outside_all_deadlines_run(bench: Bench) -> None:
    number = comes_in(bench, a_mail("Beschwerde", TEXT, from_="erste@web.example"))
    case = case_of(bench, number)
    assert case.channel is Channel.EMAIL
    due = due_dates(case, bench.office.policy)
    assert [str(d.date()) for d in (due.acknowledgement, due.interim, due.final) if d] == [
        "2026-03-05",
        "2026-03-09",
        "2026-03-16",
    ]


def test_a_colleague_forwards_the_citizen_is_the_customer_and_the_colleague_gets_the_number_only(bench: Bench) -> None:
    number = comes_in(bench, a_mail("WG: Beschwerde", FORWARDED, from_=f"Frauke Harmsen <{CLERK}>"))
    case = case_of(bench, number)
    assert case.channel is Channel.EMAIL
    assert str(case.received_at.astimezone(bench.office.zone).date()) == "2026-02-27", "the date in the header block"
    assert told(bench, number, "confirmation") == {CLERK}
    bench.tick(max(bench.clock.at, TUESDAY))
    assert told(bench, number, *NOTICES) == {KARLA}


def test_a_forward_without_a_readable_address_is_reviewed_and_nobody_gets_notices(bench: Bench) -> None:
    text = f"Hallo,\n\nanbei, was mir jemand am Telefon diktiert hat.\n\n{TEXT}"
    number = comes_in(bench, a_mail("WG: Beschwerde", text, from_="Enno <enno.siemers@jobcenter-ge.example>"))
    assert case_of(bench, number).review is not None
    bench.tick(bench.clock.at.replace(hour=17))
    assert told(bench, number, *NOTICES) == set()


def test_a_form_goes_to_the_lead_the_employee_gets_number_and_thanks_and_nobody_a_notice(bench: Bench) -> None:
    raw = a_mail(
        "Kundenreaktion", FORM.format(clerk="Behnken", statement=SLOW), from_=CLERK, message_id="<f1@x.example>"
    )
    number = comes_in(bench, raw)
    case = case_of(bench, number)
    assert case.channel is Channel.FORM
    assert told(bench, number, "forward") == {LEAD}
    assert told(bench, number, "confirmation") == {CLERK}
    assert "Vielen Dank" in readable(of_purpose(bench, "confirmation", CLERK).raw)
    due = due_dates(case, bench.office.policy)
    assert (due.acknowledgement, due.interim) == (None, None)
    assert due.final is not None
    assert str(due.final.date()) == "2026-03-13", "14 days from the date on the form"


def test_a_form_that_the_lead_has_already_is_not_sent_again(bench: Bench) -> None:
    text = FORM.format(clerk="Behnken", statement=SLOW)
    raw = a_mail("Kundenreaktion", text, from_=CLERK, to=LEAD, Cc=MAILBOX, message_id="<f2@x.example>")
    number = comes_in(bench, raw)
    assert told(bench, number, "forward") == set()
    assert told(bench, number, "confirmation") == {LEAD, CLERK}


def test_a_form_about_conduct_goes_to_management_only(bench: Bench) -> None:
    text = FORM.format(clerk="Behnken", statement=SHOUTED)
    number = comes_in(bench, a_mail("Kundenreaktion", text, from_=CLERK, message_id="<f3@x.example>"))
    assert case_of(bench, number).kind is Kind.CONDUCT_COMPLAINT
    assert told(bench, number, "forward", "presentation", "alert") == {MANAGEMENT}


def test_a_ticket_of_the_service_centre_is_recorded_and_the_lead_told_the_number(bench: Bench) -> None:
    centre = "Service Center SGB II <sc-ticket@arbeitsagentur.example>"
    number = comes_in(bench, a_mail("Ticket Beschwerde - Leistung", TICKET, from_=centre, to=LEAD, Cc=MAILBOX))
    assert case_of(bench, number).channel is Channel.SERVICE_CENTRE_TICKET
    assert told(bench, number, "forward") == set()
    assert told(bench, number, "confirmation") == {LEAD}
    assert told(bench, number, *NOTICES) == set()


def test_a_ticket_belongs_to_the_lead_who_has_it_whatever_it_speaks_of(bench: Bench) -> None:
    lead = "teamleitung.eingangszone@jobcenter-ge.example"
    text = TICKET.replace("Ticket", "Ticket ")
    raw = a_mail("Ticket Geld - Leistung", text, from_="SC <sc-ticket@arbeitsagentur.example>", to=lead, Cc=MAILBOX)
    number = comes_in(bench, raw)
    assert case_of(bench, number).route == "eingangszone"
    assert told(bench, number, "confirmation") == {lead}


def test_a_web_form_is_email_with_the_citizen_in_reply_to(bench: Bench) -> None:
    raw = a_mail("Kontaktformular", TEXT, from_="kontaktformular@jobcenter-ge.example", Reply_To="per@web.example")
    number = comes_in(bench, raw)
    assert case_of(bench, number).channel is Channel.EMAIL
    bench.tick(bench.clock.at.replace(hour=17))
    bench.tick(at("2026-03-04 08:00"))
    assert told(bench, number, *NOTICES) == {"per@web.example"}


def test_a_letter_is_recorded_by_the_officer_and_its_notices_are_documents(bench: Bench) -> None:
    lines = (
        "ERFASSEN\nEingang: 02.03.2026\nName: Gerda Ahrens\nAnschrift: Am Markt 3, 38300 Wolfenbüttel\n"
        "Anliegen: Ich beschwere mich, dass mein Antrag auf Bürgergeld seit Wochen nicht bearbeitet wird."
    )
    known = {row["number"] for row in views.cases(bench.office)}
    officer_commands(bench, lines)
    (number,) = {str(row["number"]) for row in views.cases(bench.office)} - known
    case = case_of(bench, number)
    assert case.channel is Channel.LETTER
    assert str(case.received_at.astimezone(bench.office.zone).date()) == "2026-03-02"
    bench.tick(at("2026-03-05 08:00"))
    assert told(bench, number, *NOTICES) == set()
    (record,) = case_of(bench, number).notices
    assert record.sent_at is None, "a letter counts as sent when the officer says so"
    bench.tick(at("2026-03-06 07:00"))
    digest = sent_to(bench, OFFICER)[-1]
    assert "Zum Ausdrucken" in readable(digest.raw)
    assert view_of(bench, number)["sent"]["acknowledgement"] is None
    answers(bench, digest, OFFICER, f"{number} VERSANDT")
    assert case_of(bench, number).notices[0].sent_at is not None
    assert view_of(bench, number)["sent"]["acknowledgement"] is not None
