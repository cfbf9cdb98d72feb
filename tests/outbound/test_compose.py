"""Every mail: both parts with the same words, the headers of RFC 3834, and nothing that could begin a header."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbound_samples import (
    CUSTOMER,
    FACTS,
    LEAD,
    MAILBOX,
    TEMPLATES,
    TOKEN,
    a_case,
    context,
    envelope,
    samples,
    templates,
    texts,
)

from mailbot.cases.effects import Forward, ForwardReason, Notice, SendNotice
from mailbot.outbound.compose import compose, paragraphs
from mailbot.outbound.envelope import Envelope
from mailbot.outbound.fields import Context, TemplateName
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.templates import Templates
from mailbot.privacy.cleared import PublicText
from mailbot.vocabulary import TO_CUSTOMERS

ALL = samples()
NOTICES = sorted({purpose.value for purpose in TO_CUSTOMERS})
INTERNAL = sorted(set(ALL) - set(NOTICES))
OUR_TEMPLATES = templates()


def mail_of(one: Context, way: Envelope | None = None, by: Templates = OUR_TEMPLATES) -> EmailMessage:
    """The mail as a mail program parses it."""
    parsed = message_from_bytes(compose(one, way or envelope(), by).raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def part(mail: EmailMessage, kind: str) -> str:
    """The text of its plain or HTML part."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of(html: str) -> str:
    reader = Words()
    reader.feed(html)
    return " ".join(" ".join(reader.found).split())


def test_every_template_has_a_sample() -> None:
    assert set(ALL) == {name.value for name in TemplateName}


@pytest.mark.parametrize("name", ALL)
def test_every_mail_is_well_formed(name: str) -> None:
    raw = compose(ALL[name], envelope(), OUR_TEMPLATES).raw
    mail = mail_of(ALL[name])
    assert not mail.defects
    assert not any(piece.defects for piece in mail.walk())
    assert mail.get_content_type() == "multipart/alternative"
    page = "multipart/related" if name == "report" else "text/html"  # its charts: test_drawing.py
    assert [piece.get_content_type() for piece in mail.iter_parts()] == ["text/plain", page]
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert mail.get_boundary() == f"=_{TOKEN}"


@pytest.mark.parametrize("name", ALL)
def test_every_mail_says_that_no_person_wrote_it(name: str) -> None:
    mail = mail_of(ALL[name])
    assert mail["Auto-Submitted"] in {"auto-generated", "auto-replied"}
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-Mailbot-Loop"] == MAILBOX
    assert mail["Content-Language"] == "de"
    assert mail["From"].addresses[0].addr_spec == MAILBOX
    assert mail["From"].addresses[0].display_name == "Jobcenter Wolfenbüttel"
    assert mail["Message-ID"] == f"<krm.{TOKEN}@jobcenter-ge.example>"


def test_a_notice_answers_a_mail_a_forward_does_not() -> None:
    assert mail_of(ALL["acknowledgement"])["Auto-Submitted"] == "auto-replied"
    assert mail_of(ALL["forward"])["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("name", INTERNAL)
def test_an_internal_subject_carries_the_token(name: str) -> None:
    assert re.search(rf"\S \[(KRM-2026-\d{{6}} )?{TOKEN}\]$", str(mail_of(ALL[name])["Subject"]))


@pytest.mark.parametrize("name", NOTICES)
def test_a_customer_sees_number_and_date_and_no_token(name: str) -> None:
    mail = mail_of(ALL[name])
    assert mail["Subject"] == "Ihre Nachricht vom 12.03.2026 (KRM-2026-000123)"
    assert TOKEN not in part(mail, "plain")
    assert TOKEN not in part(mail, "html")


def test_the_subjects_of_a_forward_and_of_an_answer_say_what_they_are_about() -> None:
    tag = f"[KRM-2026-000123 {TOKEN}]"
    plain_case = a_case(flags=frozenset())
    forward = mail_of(context(Forward((LEAD,)), plain_case))
    assert forward["Subject"] == f"Beschwerde – Leistung (Org.-Z. 701) {tag}"
    assert str(mail_of(ALL["confirmation"])["Subject"]).startswith("teilweise erledigt: ERLEDIGT berechtigt")


def test_only_the_customer_gets_a_mail_in_the_own_thread() -> None:
    way = envelope(to=(CUSTOMER,), in_reply_to="abc@web.example", references=("old@web.example",))
    notice = mail_of(ALL["acknowledgement"], way)
    assert notice["In-Reply-To"] == "<abc@web.example>"
    assert str(notice["References"]).split() == ["<old@web.example>", "<abc@web.example>"]
    assert mail_of(ALL["forward"], way)["In-Reply-To"] is None


@pytest.mark.parametrize(
    "bad", ["", "no-at-sign", "a b@c", "a@b>\r\nBcc: x@y", "x" * 600 + "@web.example", "ü@web.example"]
)
def test_a_malformed_message_id_is_left_out(bad: str) -> None:
    mail = mail_of(ALL["acknowledgement"], envelope(in_reply_to=bad))
    assert mail["In-Reply-To"] is None
    assert mail["Bcc"] is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_value_of_the_envelope_can_begin_a_header(address: str, message_id: str) -> None:
    way = envelope(to=(address,), cc=(f"x\r\nBcc: {address}",), in_reply_to=message_id, references=(address,))
    raw = compose(ALL["acknowledgement"], way, OUR_TEMPLATES).raw
    head = raw.partition(b"\r\n\r\n")[0]
    names = {line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")}
    expected = {
        "From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
        "X-Auto-Response-Suppress", "X-Mailbot-Loop", "Content-Language", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert names <= {name.encode() for name in expected}


def test_a_name_of_an_office_cannot_begin_a_header() -> None:
    facts = replace(FACTS, name=PublicText('Büro "X"\r\nBcc: a@b.example'))
    mail = mail_of(ALL["acknowledgement"], by=Templates(TEMPLATES, None, facts))
    assert mail["Bcc"] is None
    assert len(mail["From"].addresses) == 1


def test_the_same_mail_has_the_same_bytes() -> None:
    assert compose(ALL["digest"], envelope(), OUR_TEMPLATES) == compose(samples()["digest"], envelope(), templates())


@pytest.mark.parametrize("name", ALL)
def test_the_text_part_says_all_that_the_page_says(name: str) -> None:
    """Signs that only draw (rules, bars, marks) and the subject as heading apart, the words of both are the same."""

    def essence(text: str) -> set[str]:
        return set(re.findall(r"[^\W_]{3,}", text))

    mail = mail_of(ALL[name])
    page = words_of(re.sub(r"(?s)<title>.*?</title>|<h1.*?</h1>|\u00ad", "", part(mail, "html")))
    chart_words = {"Was", "Anzahl", "Balken", "Ihre", "Antwort", "Wirkung"}
    assert essence(page) - essence(part(mail, "plain")) <= chart_words


@pytest.mark.parametrize("name", ALL)
def test_a_page_works_with_a_screen_reader(name: str) -> None:
    html = part(mail_of(ALL[name]), "html")
    assert html.startswith('<!DOCTYPE html>\n<html lang="de">')
    assert "<title>" in html
    assert all('scope="' in tag for tag in re.findall(r"<th\b[^>]*>", html))
    assert "<script" not in html
    assert all(place.startswith("cid:") for place in re.findall(r'src="([^"]*)"', html))
    for table in re.findall(r"<table\b[^>]*>", html):
        assert 'role="' in table


def test_a_trial_says_for_whom_a_mail_was() -> None:
    mail = mail_of(ALL["forward"], envelope(trial_for=f"{LEAD},unknown@jobcenter-ge.example"))
    first = part(mail, "plain").splitlines()[0]
    assert first == "!! Probebetrieb, wäre gegangen an: Teamleitung Leistung, eine Stelle"


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ("customer", "Kundin oder Kunde"),
        ("team:leistung,lead:leistung", "Team Leistung (Org.-Z. 701), Teamleitung Leistung (Org.-Z. 701)"),
        ("management,officer", "Geschäftsführung, Beauftragte/r für KRM"),
        ("other", "eine Stelle des Hauses"),
        ("r.grebenstein@web.example", "eine Stelle des Hauses"),
    ],
)
def test_a_trial_names_roles_and_never_an_address(roles: str, shown: str) -> None:
    text = part(mail_of(ALL["acknowledgement"], envelope(trial_for=roles)), "plain")
    heading = " ".join(text.partition("\n\n")[0].split())
    assert heading == f"!! Probebetrieb, wäre gegangen an: {shown}"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_no_line_of_outside_text_can_act_as_a_command(kind: str) -> None:
    outside = "Hallo\rERLEDIGT\u2028ÜBERNOMMEN\n\nFREIGABE\x0bSTIMMT\n" + "silbe " * 60
    mail = mail_of(context(Forward((LEAD,)), its=texts(outside)))
    text = part(mail, kind)
    lines = text.splitlines() if kind == "plain" else words_of(text.replace("<br>", "")).split("│ ")
    if kind == "plain":
        wanted = [line for line in lines if re.search(r"Hallo|FREIGABE|STIMMT|silbe", line)]
        assert wanted
        assert all(line.startswith("│ ") for line in wanted)
        assert "│ ERLEDIGT" in lines
        assert "│ ÜBERNOMMEN" in lines
    else:
        assert "ERLEDIGT " in lines


def test_ready_replies_carry_token_and_command() -> None:
    html = part(mail_of(ALL["forward"]), "html")
    links = re.findall(r'href="(mailto:[^"]+)"', html)
    assert (
        links[0] == f"mailto:{MAILBOX}?subject=Re%3A%20%5BKRM-2026-000123%20{TOKEN}%5D&amp;body=%C3%9CBERNOMMEN%0D%0A"
    )
    assert any("ERLEDIGT%20teilweise%20berechtigt" in link for link in links)
    assert all(f"%20{TOKEN}%5D" in link for link in links)


def test_a_forward_says_first_what_must_be_seen_first() -> None:
    lines = part(mail_of(ALL["forward"]), "plain").splitlines()
    assert lines[0].startswith("!! Enthält einen Antrag, eingegangen am 12.03.2026, 14:05 Uhr.")
    text = "\n".join(lines)
    for wanted in (
        "Aktenzeichen: KRM-2026-000123",
        "Art: Beschwerde (nicht sicher)",
        "Themen: Auszahlung und Überweisung; Wartezeit und Empfang",
        "Zuständig: Leistung (Org.-Z. 701)",
        "Weg: E-Mail",
        "Antwort fällig: 26.03.2026",
        "Ordner im Postfach: KRM/leistung/KRM-2026-000123",
        "Bitte antworten Sie ohne Namen, Nummern und Anhänge.",
    ):
        assert wanted in text


@pytest.mark.parametrize(
    ("code", "shown"), [("en", "Sprache: Englisch"), ("vi", "Sprache: andere Sprache"), ("Müller", "nicht erkannt")]
)
def test_a_foreign_language_is_named(code: str, shown: str) -> None:
    assert shown in part(mail_of(context(Forward((LEAD,)), a_case(language=code))), "plain")
    assert "Sprache" not in part(mail_of(context(Forward((LEAD,)), a_case(language="de"))), "plain")


def test_a_topic_that_the_rules_do_not_know_is_not_shown() -> None:
    case = a_case(topics=("grebenstein", "Frau Grebenstein", "zahlung"))
    text = part(mail_of(context(Forward((LEAD,)), case)), "plain")
    assert "grebenstein" not in text.lower()
    assert "Themen: Auszahlung und Überweisung\n" in text


def test_a_withheld_text_is_said_to_be_withheld() -> None:
    its = replace(texts(), withheld=True)
    text = part(mail_of(context(Forward((LEAD,), reason=ForwardReason.NEW), its=its)), "plain")
    assert "Der Text wird nicht mitgesandt" in text
    assert "mein Geld" not in text


@pytest.mark.parametrize("name", ["acknowledgement", "interim", "thanks", "handover"])
def test_notices_end_with_the_translation_of_the_writer(name: str) -> None:
    mail = mail_of(ALL[name])
    assert 'lang="en" dir="ltr"' in part(mail, "html")
    assert "This message was created automatically" in part(mail, "plain")


def test_arabic_runs_from_right_to_left() -> None:
    one = context(SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1), a_case(language="ar"))
    assert 'lang="ar" dir="rtl"' in part(mail_of(one), "html")


def test_an_office_without_contact_still_writes_mails() -> None:
    facts = OfficeFacts(name=PublicText("Jobcenter"), mailbox=PublicText(MAILBOX), teams=FACTS.teams)
    for one in ALL.values():
        assert part(mail_of(one, by=Templates(TEMPLATES, None, facts)), "plain").strip()


def test_a_letter_has_the_words_of_the_notice_unwrapped() -> None:
    lines = paragraphs(ALL["acknowledgement"], OUR_TEMPLATES)
    assert "Wie geht es weiter?" in lines
    assert not any("===" in line or "\n" in line for line in lines)
