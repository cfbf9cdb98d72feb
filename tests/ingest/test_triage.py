"""What a mail is before anybody asks what it is about."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.ingest.house import House, WebForm
from mailbot.ingest.message import Address, Attachment, Message
from mailbot.ingest.spam import Sign, signs_of_spam
from mailbot.ingest.triage import triage
from mailbot.vocabulary import Disposition

CASE, FOLLOW_UP, COMMAND = Disposition.CASE, Disposition.FOLLOW_UP, Disposition.COMMAND
AUTOMATIC, BOUNCE, SPAM = Disposition.AUTOMATIC, Disposition.BOUNCE, Disposition.SPAM
HOUSE = House(
    mailbox="krm@jc.example",
    internal_domains=frozenset({"jc.example"}),
    web_forms=(WebForm("formular@portal.example"),),
)
COMPLAINT = "Mein Antrag liegt seit sechs Wochen bei Ihnen. Bitte antworten Sie mir. Eva Muster"


def a_mail(
    subject: str = "Beschwerde",
    text: str = COMPLAINT,
    sender: str = "eva@web.example",
    name: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    **more: object,
) -> Message:
    return Message(
        subject=subject,
        text=text,
        full_text=text,
        senders=(Address(name, sender),),
        from_fields=1,
        headers=headers,
        **more,  # type: ignore[arg-type]
    )


def what(message: Message) -> Disposition:
    return triage(message, HOUSE).disposition


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("auto-submitted", "auto-replied", AUTOMATIC),
        ("auto-submitted", "auto-generated (rejected)", AUTOMATIC),
        ("auto-submitted", 'auto-replied; owner-email="a@b.example"', AUTOMATIC),
        ("auto-submitted", "no", CASE),
        ("auto-submitted", "no (typed by hand)", CASE),
        ("precedence", "bulk", AUTOMATIC),
        ("precedence", "auto_reply", AUTOMATIC),
        ("precedence", "first-class", CASE),
        ("x-autoreply", "yes", AUTOMATIC),
        ("x-autorespond", "Urlaub", AUTOMATIC),
        ("x-fc-machinegenerated", "true", AUTOMATIC),
        ("list-unsubscribe", "<mailto:weg@verein.example>", AUTOMATIC),
        ("list-id", "Verein <v.example>", AUTOMATIC),
        # Exchange sets it on people's mail too
        ("x-auto-response-suppress", "DR, OOF, AutoReply", CASE),
        # a human text with an empty return path may be a case; that nothing is answered is decided elsewhere
        ("return-path", "<>", CASE),
        ("x-loop", "krm@jc.example", AUTOMATIC),
        ("x-spam-flag", "YES", CASE),  # it speaks of "Mein Antrag": looked at, not thrown away
    ],
)
def test_headers_tell_what_a_machine_sent(name: str, value: str, expected: Disposition) -> None:
    assert what(a_mail(headers=((name, value),))) is expected


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Automatische Antwort: [KRM-2026-000001] Eingang", "Ich bin bis 3.4. nicht im Haus.", AUTOMATIC),
        ("AW: Abwesenheitsnotiz", "Ich bin im Urlaub.", AUTOMATIC),
        ("Out of office", "I am away until Monday.", AUTOMATIC),
        (
            "Re: [KRM-2026-000001] Eingang",
            "I am travelling and will be back on Monday. If urgent please call.",
            AUTOMATIC,
        ),
        ("Gelesen: [KRM-2026-000001]", "wurde am Montag, 16. März 2026 gelesen.", AUTOMATIC),
        ("Zugesagt: Termin", "", AUTOMATIC),
        (
            "Re: [KRM-2026-000001]",
            "Am Montag bin ich im Urlaub, Sie erreichen mich nicht. Ich warte immer noch!",
            FOLLOW_UP,
        ),
        ("Undelivered Mail Returned to Sender", f"{COMPLAINT} Ihr Brief kam als unzustellbar zurück.", CASE),
    ],
)
def test_wording_tells_absence_and_receipts_but_not_bounces(subject: str, text: str, expected: Disposition) -> None:
    assert what(a_mail(subject, text)) is expected


def test_a_delivery_report_is_a_bounce() -> None:
    assert what(a_mail(report_type="delivery-status")) is BOUNCE


def test_a_plain_bounce_needs_a_mail_system_as_sender() -> None:
    text = "Ihre Nachricht konnte nicht zugestellt werden. 550 5.1.1 User unknown"
    assert what(a_mail("Unzustellbar", text, "mailer-daemon@web.example")) is BOUNCE
    assert what(a_mail("Unzustellbar", text, "eva@web.example")) is CASE


def test_a_calendar_object_without_text_opens_no_case() -> None:
    assert what(a_mail("Zugesagt: Termin", "", attachments=(Attachment("t.ics", "text/calendar", 9),))) is AUTOMATIC
    assert what(a_mail("Einladung", COMPLAINT, attachments=(Attachment("t.ics", "text/calendar", 9),))) is CASE


@pytest.mark.parametrize(
    ("sender", "subject", "expected"),
    [
        ("lead@jc.example", "AW: [KRM-2026-000123] Beschwerde", COMMAND),
        ("lead@jc.example", "[KRM-2026-000123 k7fabcdefghij2] ERLEDIGT", COMMAND),
        ("lead@jc.example", "WG: [KRM-2026-000123] Beschwerde", FOLLOW_UP),
        ("eva@web.example", "Re: [KRM-2026-000123] Eingang", FOLLOW_UP),
        ("eva@web.example", "KRM-2026-000123", FOLLOW_UP),
        ("krm@jc.example", "AW: [KRM-2026-000123]", FOLLOW_UP),  # our own address commands nothing
        ("leаd@jc.example", "AW: [KRM-2026-000123]", FOLLOW_UP),  # a Cyrillic letter
        ("lead@jc.example.evil.example", "AW: [KRM-2026-000123]", FOLLOW_UP),
        ("eva@web.example", "[KRM-2026-０００００１]", CASE),  # full-width digits are no number
        ("eva@web.example", "[KRM-2026-00000000001]", CASE),  # nor is one too long
        ("lead@jc.example", "Vordruck Kundenreaktion", CASE),
    ],
)
def test_a_number_in_the_subject_belongs_to_a_case(sender: str, subject: str, expected: Disposition) -> None:
    assert what(a_mail(subject, sender=sender)) is expected


def test_two_senders_command_nothing() -> None:
    both = (Address("", "eva@web.example"), Address("", "lead@jc.example"))
    message = Message(
        subject="AW: [KRM-2026-000123]", senders=both, from_fields=1, text="ERLEDIGT", full_text="ERLEDIGT"
    )
    assert what(message) is FOLLOW_UP


def test_a_reply_to_our_message_id_is_a_follow_up_and_one_to_a_colleagues_mail_is_not() -> None:
    assert what(a_mail(in_reply_to=("<krm-2026-000213.ack.d4410f@jc.example>",))) is FOLLOW_UP
    assert what(a_mail(in_reply_to=("<abcdefghij2345@jc.example>",))) is FOLLOW_UP
    assert what(a_mail(in_reply_to=("<AM0PR01MB.XYZ@jc.example>",))) is CASE
    assert what(a_mail(in_reply_to=("<krm-2026-000213.ack@web.example>",))) is CASE


def test_a_bare_number_in_the_text_is_a_new_case() -> None:
    assert what(a_mail(text="Es geht um KRM-2026-000123.")) is CASE


def test_a_configured_web_form_is_a_persons_mail_whatever_its_headers() -> None:
    headers = (("auto-submitted", "auto-generated"), ("precedence", "bulk"))
    assert what(a_mail(sender="formular@portal.example", headers=headers)) is CASE


def test_a_form_or_ticket_is_kept_though_its_system_marks_it_as_automatic() -> None:
    ticket = a_mail(headers=(("auto-submitted", "auto-generated"),))
    assert triage(ticket, HOUSE, is_recorded=True).disposition is CASE


@pytest.mark.parametrize(
    "text",
    [
        "Verdienen Sie 9.000 EUR pro Woche mit Bitcoin! Nur noch 5 Plätze frei. Jetzt starten: http://x.example",
        "Ihr Konto wird gesperrt. Bestätigen Sie Ihre Daten: https://x.example Ihre Sparkasse",
        "Wir bringen Sie auf Platz 1 bei Google, 300 Backlinks für nur 99 EUR.",
        "Lieber Freund, ich habe 8,5 Millionen Dollar als Erbschaft, Sie sind nächster Verwandter.",
        "Ihr Paket konnte nicht zugestellt werden, DHL, zahlen Sie die Zollgebühr: http://x.example",
        "Viagra ohne Rezept, online-apotheke, jetzt bestellen!",
        "Sie wurden ausgewählt: 900 EUR pro Tag - von zu Hause!",
        "Aktivieren Sie die Inhalte der Rechnung und zahlen Sie mit Guthabenkarten.",
    ],
)
def test_spam_is_told_by_its_wording(text: str) -> None:
    assert what(a_mail("Wichtig", text)) is SPAM


@pytest.mark.parametrize(
    "text",
    [
        "Die Sparkasse hat mein Konto gesperrt, das Inkasso schickt die letzte Mahnung. Ich warte auf mein Geld.",
        "Im Bescheid steht ein Kredit von 100 Euro, den ich nicht kenne. Bitcoin habe ich auch keine.",
        "Nach § 22 SGB II steht mir die Miete zu. Ich habe kein Bitcoin-Vermögen.",
        "Ich habe ein Paket mit Unterlagen geschickt, DHL sagt zugestellt. Wo ist es?",
        "Unser Vorschlag: Speed-Dating mit Betrieben, unverbindlich.",
        "Mein Vorschlag: größere Schrift, und oben auf Seite 1 in einem Satz, wie viel es gibt.",
        "Meine Tochter steht auf Platz 1 auf der Warteliste der Kita, trotzdem soll ich zum Termin kommen.",
    ],
)
def test_an_honest_mail_is_not_spam_by_a_word(text: str) -> None:
    assert what(a_mail("Frage", text)) is CASE


@given(st.text(max_size=400), st.text(max_size=80), st.text(max_size=40))
def test_triage_never_raises(text: str, subject: str, sender: str) -> None:
    assert triage(a_mail(subject, text, sender), HOUSE).rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Willkommen im Royal Casino! 200 Freispiele gratis, Bonus jetzt sichern.", SPAM),
        ("Kredit bis 50.000 Euro ohne Schufa, Auszahlung in 24 Stunden, jetzt beantragen.", SPAM),
        (
            (
                "Ihr Bescheid über eine Nachzahlung von 487,20 EUR liegt bereit. Bestätigen Sie innerhalb von 24 "
                "Stunden Ihre Kontodaten und Ihre PIN: https://bonus.example/verify"
            ),
            SPAM,
        ),
        ("Ich habe eine neue Bank, bitte aktualisieren Sie meine Bankdaten.", CASE),
        ("Weil das Geld nicht kam, musste ich einen Blitzkredit aufnehmen.", CASE),
        ("Mein Mann hat alles im Casino verspielt, wir haben nichts mehr.", CASE),
    ],
)
def test_what_offers_money_or_asks_for_a_pin_is_spam_but_not_who_tells_of_it(text: str, expected: Disposition) -> None:
    assert what(a_mail("Nachricht", text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stehpulte für Ihr Amt, Mengenrabatt ab 20 Stück, nur noch 9 Tage. Ihr Gebietsleiter Nord", SPAM),
        ("Unsere Software entlastet Ihre Poststelle. 20 Minuten für eine Demo? Sales Manager", SPAM),
        ("Wir haben 30 sofort verfügbare Helfer, provisionsfrei, Abmeldung mit STOP.", SPAM),
        ("Andere Behörden nutzen KlarAkte schon. Kostenlose Demo: https://klarakte.example", SPAM),
        ("Die Wohnung ist provisionsfrei, ich müsste bis 30.11. zusagen. Übernehmen Sie die Miete?", CASE),
        ("Wir suchen zwei Helfer für unser Lager. Gibt es einen Zuschuss, wenn wir jemanden einstellen?", CASE),
        ("Ihre Software nutzen viele Jobcenter, trotzdem kann ich den Antrag nicht hochladen.", CASE),
        ("Auf der Demo war auch Ihr Gebietsleiter, der hat mich beschimpft.", CASE),
    ],
)
def test_who_sells_to_the_office_is_spam_but_not_who_wants_something_of_it(text: str, expected: Disposition) -> None:
    assert what(a_mail("Anfrage", text)) is expected


@pytest.mark.parametrize("sign", [sign for sign in signs_of_spam() if sign.words], ids=lambda sign: sign.pattern)
@given(st.data())
@settings(max_examples=8)
def test_the_words_looked_for_before_a_spam_pattern_stand_in_each_of_its_matches(
    sign: Sign, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(re.compile(sign.pattern), fullmatch=True))
    assert any(word in text for word in sign.words)
