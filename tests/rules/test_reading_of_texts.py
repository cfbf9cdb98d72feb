"""What is read of a text besides its kind: deadlines, languages, ages, names, the accused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_judging import judge_text, shipped_rules
from sample_office import DIRECTORY, HOUSE

from mailbot.ingest.message import Address, Attachment, Message
from mailbot.rules.ages import ages_in
from mailbot.rules.deadline_text import Demand, demanded
from mailbot.rules.judge import judge
from mailbot.rules.language import language_of
from mailbot.rules.writer import is_anonymous
from mailbot.vocabulary import Flag, Kind, Route

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bis zum 12.03.2026", Demand(on=date(2026, 3, 12))),
        ("bis 12.3.26", Demand(on=date(2026, 3, 12))),
        ("bis spätestens zum 12. März 2026", Demand(on=date(2026, 3, 12))),
        ("spätestens am Donnerstag, den 12.03.", Demand(on=date(2026, 3, 12))),
        ("bis zum 12. Januar", Demand(on=date(2027, 1, 12))),  # without a year: the next such day
        ("Termin: 12.03.2026", Demand(on=date(2026, 3, 12))),
        ("EILT - Termin 10.03.2026", Demand(on=date(2026, 3, 10))),
        ("Petition / Fristsache 16.06.", Demand(on=date(2026, 6, 16))),
        ("T.: 2026-03-12", Demand()),  # an ISO date after "T.:" is not usual; nothing is guessed
        ("binnen vier Wochen", Demand(days=28)),
        ("innerhalb von 14 Tagen", Demand(days=14)),
        ("innerhalb einer Frist von zwei Monaten", Demand(days=60)),
        ("binnen zehn Arbeitstagen", Demand(days=14)),
        ("Die Frist zur Stellungnahme läuft am 17.04.2026 ab.", Demand(on=date(2026, 4, 17))),
        ("Die Frist des Ausschusses endet am 17.04.2026.", Demand(committee_on=date(2026, 4, 17))),
        ("Frist des Petitionsausschusses: 17. April 2026", Demand(committee_on=date(2026, 4, 17))),
        ("seit dem 01.08.2025", Demand()),
        ("bis zum 31.02.2026", Demand()),
    ],
)
def test_a_deadline_in_its_usual_notations(text: str, expected: Demand) -> None:
    found = demanded(f"Wir bitten um Stellungnahme {text}.", MONDAY)
    assert found == expected or (text.startswith("T.:") and found.on == date(2026, 3, 12))


def test_the_committees_date_is_not_the_deadline() -> None:
    text = "Die Sitzung des Petitionsausschusses ist am 20.05.2026. Bitte antworten Sie bis zum 02.05.2026."
    assert demanded(text, MONDAY) == Demand(on=date(2026, 5, 2), committee_on=date(2026, 5, 20))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "ich warten 6 woche auf geld, nix kommen, was ich machen"),
        ("de", "Danke"),
        ("de", ""),
        ("en", "I have been waiting for my money for six weeks."),
        ("tr", "Altı haftadır param gelmedi, lütfen yardım edin."),
        ("ar", "أنتظر المال منذ ستة أسابيع ولا أحد يرد"),
        ("fa", "سلام من شش هفته است که منتظر پول هستم و کسی جواب نمی‌دهد"),
        ("ru", "Здравствуйте, я жду деньги уже шесть недель, это ужасно"),
        ("uk", "Добрий день, я чекаю на гроші вже шість тижнів"),
        ("bg", "Здравейте, чакам парите си от шест седмици, никой не отговаря и съм отчаян"),
        ("pl", "Dzień dobry, czekam na pieniądze od sześciu tygodni"),
        ("ro", "Bună ziua, aştept banii de şase săptămâni"),
        ("hr", "Poštovani, već šest tjedana čekam novac, molim vas"),
        ("sq", "Përshëndetje, po pres paratë prej gjashtë javësh"),
        ("ku", "Silav, ez ji şeş hefteyan ve li benda pereyên xwe me"),
        ("fr", "Bonjour, j'attends mon argent depuis six semaines"),
        ("it", "Buongiorno, aspetto i miei soldi da sei settimane"),
        ("es", "Hola, espero mi dinero desde hace seis semanas"),
        ("vi", "Tôi đã chờ tiền sáu tuần rồi"),
        ("ti", "ሰላም ኣነ ገንዘብ ክጽበ ሽዱሽተ ሰሙን ኮይኑ"),
        ("am", "ሰላም እኔ ስድስት ሳምንት ገንዘብ እየጠበቅኩ ነው"),
    ],
)
def test_the_language_of_a_text(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("ich bin 52 und Schlosser", 52),
        ("Mein Sohn Tim (19) sucht eine Lehrstelle", 19),
        ("ich bin 44, mein Sohn ist 19.", 19),
        ("Olga Weber, 38 Jahre, Ingenieurin", 38),
        ("geb. 12.03.2006", 20),
        ("geboren am 7. März 1996", 30),
        ("Jahrgang 1961", 65),
        ("ich habe 22 Jahre dort gearbeitet", None),
        ("meine Tochter, geb. 4.5.2021", None),
        ("bei unter 25-jährigen", None),
        ("gelernte Bürokauffrau mit 22 Jahren Erfahrung", None),
        ("Mit freundlichen Grüßen\nEnis Hoxha, 11.01.2008", 18),
        ("Ihr Bescheid\nWolfenbüttel, 11.01.2026", None),
    ],
)
def test_the_age_that_decides(text: str, age: int | None) -> None:
    assert ages_in(text, MONDAY).decisive(25) == age


@pytest.mark.parametrize(
    ("name", "address", "text", "anonymous"),
    [
        ("Eva Muster", "x@web.example", "Hallo", False),
        ("detlef", "x@web.example", "Hallo", False),
        ("Tischlerei Harz GmbH", "x@web.example", "Hallo", False),
        ("", "sternschnuppe77@web.example", "Geht nie einer ran.", True),
        ("Jemand aus der Wartezone", "x@web.example", "Nur eine Idee.", True),
        ("Ein Aufstocker", "frueh@web.example", "Ein Aufstocker ohne Urlaub", True),
        ("", "x77@web.example", "Mein Name ist Kovalchuk.", False),
        ("", "x77@web.example", "Meinen Namen nenne ich nicht. Eine Mutter", True),
        ("", "x77@web.example", "Kaputt.\n\nMit freundlichen Grüßen\nAyşe Demir", False),
        ("", "ayse.demir@web.example", "Kaputt.", False),
    ],
)
def test_whether_the_writer_gave_a_name(name: str, address: str, text: str, anonymous: bool) -> None:
    message = Message(senders=(Address(name, address),), from_fields=1, text=text, full_text=text)
    assert is_anonymous(message) is anonymous


def test_a_name_in_the_subject_or_in_a_file_is_a_name() -> None:
    sender = (Address("", "bibi2001@web.example"),)
    assert not is_anonymous(Message(subject="keiner geht ran bianca stockfisch", senders=sender))
    assert not is_anonymous(Message(senders=sender, attachments=(Attachment("Widerspruch_Kaiser.pdf", "x", 1),)))


def test_who_is_accused_is_named_by_address_or_role() -> None:
    verdict = judge_text("Beleidigung", "Frau Leitner hat mich angeschrien und beleidigt.")
    assert verdict.kind is Kind.CONDUCT_COMPLAINT
    assert verdict.accused == ("petra.leitner@jobcenter-ge.example",)
    about = judge_text(
        "Dienstaufsichtsbeschwerde gegen die Geschäftsführung", "Der Geschäftsführer hat mich beleidigt."
    )
    assert "management" in about.accused
    greeted = judge_text("Beleidigung", "Sehr geehrte Frau Leitner,\nHerr Kurz hat mich angeschrien.")
    assert greeted.accused == ()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Hiermit beantrage ich ein Darlehen.", Flag.APPLICATION),
        ("Bitte überprüfen Sie das nach § 44 SGB X.", Flag.APPLICATION),
        ("Ich will nicht mehr leben.", Flag.DANGER),
        ("Morgen wird uns der Strom abgestellt.", Flag.DANGER),
        ("Wir haben nichts mehr zu essen.", Flag.DANGER),
        ("Am Freitag kommt der Gerichtsvollzieher zur Räumung.", Flag.DANGER),
        ("Für mich gilt eine Auskunftssperre.", Flag.PROTECTED),
        ("Ich lebe im Frauenhaus.", Flag.PROTECTED),
        ("In meinem Umschlag lag der Bescheid einer anderen Familie.", Flag.PRIVACY),
        ("Ich bitte um Auskunft nach Art. 15 DSGVO.", Flag.PRIVACY),
        ("Ich bin gehörlos.", Flag.NO_PHONE),
        ("Bitte rufen Sie mich nicht an, nur schriftlich.", Flag.NO_PHONE),
    ],
)
def test_flags(text: str, flag: Flag) -> None:
    assert flag in judge_text("Anliegen", text).flags


@pytest.mark.parametrize(
    ("changes", "review"),
    [
        ({}, False),
        ({"senders": ()}, True),
        ({"from_fields": 2}, True),
        ({"reply_to": (Address("", "anderswo@web.example"),)}, True),
        ({"reply_to": (Address("", "eva@web.example"),)}, False),
        ({"headers": (("x-spam-flag", "YES"),)}, True),
        ({"defects": ("encrypted",)}, True),
        ({"subject": "", "text": ""}, True),
    ],
)
def test_some_mails_are_looked_at_whatever_they_say(changes: dict[str, object], review: bool) -> None:
    text = "Ich beschwere mich: Seit sechs Wochen ist der Bescheid über meine Miete nicht da. Niemand antwortet mir."
    message = Message(
        subject="Beschwerde Miete", senders=(Address("Eva", "eva@web.example"),), from_fields=1, text=text
    )
    changed = replace(message, **changes)  # type: ignore[arg-type]
    assert judge(changed, shipped_rules(), DIRECTORY, HOUSE, MONDAY).review is review


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Danke, hat sich erledigt.", True),
        ("Vielen Dank!", True),
        ("Vielen Dank für die schnelle Hilfe!", True),
        ("Vielen Dank, hat sich erledigt. Das Geld ist da.", True),
        ("Danke, aber mein Geld ist immer noch nicht da.", False),
        ("Vielen Dank, bitte rufen Sie mich an.", False),
        ("Danke. Wann kommt der Bescheid?", False),
        ("Danke für nichts.", False),
    ],
)
def test_only_thanks(text: str, only: bool) -> None:
    verdict = judge_text("Re: Ihre Nachricht", text)
    assert verdict.only_thanks is only
    assert not only or (verdict.kind is Kind.PRAISE and not verdict.review)


def test_thanks_for_the_telephone_line_are_a_reaction_about_it() -> None:
    verdict = judge_text("Service-Center", "Die Dame am Telefon der Hotline war so nett. Danke!")
    assert verdict.kind is Kind.SERVICE_CENTRE


@pytest.mark.parametrize(
    "text",
    [
        "Die Petition Pet 4-19 wird am 14. September 2026 im Petitionsausschuss behandelt.",
        "Petition Pet 4-19. Der Ausschuss kommt am 14.09.2026 zusammen.",
        "Petition Pet 4-19. Ausschusstermin 14.09.2026.",
    ],
)
def test_the_committees_date_alone_is_read_as_such(text: str) -> None:
    verdict = judge_text("Petition", text, {"from": "Referat <ref@bmas.bund.de>"})
    assert verdict.kind is Kind.PETITION
    assert (verdict.committee_date, verdict.deadline) == (date(2026, 9, 14), None)


@pytest.mark.parametrize(
    ("closing", "named"),
    [
        ("С уважением\nИван Петров", True),
        ("З повагою\nОлена Коваль", True),
        ("مع التحية\nمريم حداد", True),
        ("С уважением", False),
    ],
)
def test_who_signs_in_another_script_is_not_anonymous(closing: str, named: bool) -> None:
    text = f"Здравствуйте, я жду уже три месяца, никто не отвечает.\n\n{closing}"
    assert judge_text("Жалоба", text, {"from": "<x77@mail.example>"}).anonymous is not named


def test_a_protected_case_goes_to_management_whatever_its_matter() -> None:
    verdict = judge_text("Konto", "Ich bin im Frauenhaus. Wie bekomme ich meine Miete auf ein anderes Konto?")
    assert verdict.route == Route.MANAGEMENT
    assert Flag.PROTECTED in verdict.flags


def test_an_insult_told_beside_an_objection_goes_to_management_with_the_objection_as_second() -> None:
    text = (
        "1. Gegen den Bescheid vom 04.02.2026 lege ich Widerspruch ein. 2. Herr Vogt hat mich im Flur angebrüllt und "
        "als Schmarotzer beschimpft."
    )
    verdict = judge_text("Zwei Dinge", text)
    assert verdict.kind is Kind.CONDUCT_COMPLAINT
    assert verdict.also is not None
    assert verdict.also.kind is Kind.OBJECTION


def test_what_only_follows_a_deed_accuses_nobody() -> None:
    text = (
        "Drei Stunden habe ich am Empfang gewartet, es gab keinen Stuhl, mein Kind hat geweint. Warum ist bei so "
        "vielen Leuten nur der Schalter von Frau Klein offen?"
    )
    verdict = judge_text("Wartezeit", text)
    assert verdict.kind is not Kind.CONDUCT_COMPLAINT
