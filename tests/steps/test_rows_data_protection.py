"""Domain, section 5, sentence by sentence, on the office at work: what leaves, what lies where, what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from office import MAILBOX, MANAGEMENT, OBJECTIONS, OFFICER, a_mail, at, headers_of, readable, reply_to
from office_life import OfficeLife, open_life
from steps_office import KARLA, LEAD, TEXT

from mailbot.vocabulary import TO_CUSTOMERS, Purpose

FULL = (
    "Guten Tag,\n\nmein Name ist Rosalinde Grebenstein, geboren am 03.05.1981, Kundennummer 731D123456, Am Eichengrund "
    "12, 38179 Ohlenbüttel, Telefon 0170 1234567, r.grebenstein@post.example, IBAN DE02 1203 0000 0000 2020 51, "
    "Aktenzeichen S 12 AS 345/26. Ich arbeite bei der Firma Hansemann Bau GmbH. Mein Antrag auf Bürgergeld liegt seit "
    "sechs Wochen bei Frau Quandtmeier und niemand antwortet mir. Ich beschwere mich darüber.\n\n"
    "Mit freundlichen Grüßen\nRosalinde Grebenstein"
)
PIECES = (
    "grebenstein", "rosalinde", "eichengrund", "ohlenb", "quandtmeier", "03.05.1981", "731d123456", "0170 1234567",
    "2020 51", "s 12 as 345", "hansemann", "post.example", "bescheid_grebenstein", "geheimer inhalt",
)  # fmt: skip
CONDUCT = "Herr Kettler hat mich am Dienstag im Büro angeschrien und beleidigt. Dienstaufsichtsbeschwerde."
PROTECTED = "Ich wohne im Frauenhaus und habe eine Auskunftssperre. Mein Antrag auf Bürgergeld liegt seit sechs Wochen."
WITHHELD = "Der Text wird nicht mitgesandt"
NOTHING_TO_READ = "enthält keinen lesbaren Text. Was sie sagt, steht nur im Original"


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00"))
    yield life
    life.close()


def full_mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = '"Rosalinde Grebenstein" <r.grebenstein@post.example>'
    mail["To"], mail["Subject"] = MAILBOX, "Beschwerde Grebenstein, 731D123456"
    mail["Message-ID"], mail["Reply-To"] = "<7.grebenstein@post.example>", "r.grebenstein@post.example"
    mail["Date"] = "Mon, 02 Mar 2026 09:00:00 +0100"
    mail.set_content(FULL)
    mail.add_attachment(
        b"%PDF geheimer Inhalt", maintype="application", subtype="pdf", filename="Bescheid_Grebenstein.pdf"
    )
    return mail.as_bytes(policy=SMTP)


def forward_of(life: OfficeLife, recipient: str = LEAD) -> str:
    return readable(life.last(Purpose.FORWARD, recipient).raw)


def even(text: str) -> str:
    return " ".join(text.split())


def test_no_mail_carries_anything_of_the_original_save_the_recipients_own_address(life: OfficeLife) -> None:
    life.arrives(full_mail())
    life.pass_to("2026-03-31 12:00")
    assert {life.purpose_of(taken) for taken in life.sender.taken} >= {
        Purpose.FORWARD, Purpose.ACKNOWLEDGEMENT, Purpose.INTERIM, Purpose.REMINDER, Purpose.DIGEST, Purpose.BUNDLE,
    }  # fmt: skip
    for taken in life.sender.taken:
        mine = life.purpose_of(taken) in TO_CUSTOMERS
        text = readable(taken.raw).casefold()
        if mine:
            text = text.replace("r.grebenstein@post.example", "").replace("<7.grebenstein@post.example>", "")
        assert [piece for piece in PIECES if piece in text] == [], (life.purpose_of(taken), text)


def test_original_attachments_are_never_sent(life: OfficeLife) -> None:
    life.arrives(full_mail())
    life.pass_to("2026-03-04 12:00")
    for taken in life.sender.taken:
        parts = [part for part in headers_of(taken).walk() if not part.is_multipart()]
        assert b"geheimer Inhalt" not in b"".join(part.get_payload(decode=True) or b"" for part in parts)  # type: ignore[misc]
        assert "application/pdf" not in {part.get_content_type() for part in parts}
    assert "Anhänge im Original: 1" in even(forward_of(life))


def test_placeholders_are_numbered_and_keep_the_text_readable(life: OfficeLife) -> None:
    life.arrives(full_mail())
    text = forward_of(life)
    for placeholder in (
        "[Person 1]", "[Person 2]", "[Anschrift]", "[Ort]", "[Telefon]", "[E-Mail]", "[IBAN]", "[Kundennummer]",
        "[Geburtsdatum]", "[Aktenzeichen]", "[Arbeitgeber]",
    ):  # fmt: skip
        assert placeholder in text
    assert "liegt seit sechs Wochen bei Frau [Person 2] und niemand antwortet mir" in even(text.replace("│", " "))


def test_with_none_mails_carry_number_kind_topics_dates_and_flags_only(life: OfficeLife) -> None:
    settings = life.office.settings
    none = settings.privacy.model_copy(update={"forward_text": "none"})
    life.office = replace(life.office, settings=replace(settings, privacy=none))
    life.arrives(a_mail("Beschwerde", f"{TEXT} Hiermit beantrage ich die Weiterbewilligung.", from_=KARLA))
    text = even(forward_of(life))
    assert "sechs Wochen" not in text
    for told in ("KRM-2026-000001", "Beschwerde", "Bearbeitung eines Antrags", "02.03.2026", "Enthält einen Antrag"):
        assert told in text


UNCERTAIN = {
    "foreign": ("text/plain; charset=utf-8", "私の申請は六週間も放置されています。誰も返事をしてくれません。"),
    "encrypted": (
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x',
        (
            "--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x\r\n"
            "Content-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\nhQEMA\r\n--x--"
        ),
    ),
    "picture": (
        "multipart/mixed; boundary=x",
        "--x\r\nContent-Type: image/jpeg; name=foto.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ\r\n--x--",
    ),
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_a_text_that_may_not_be_anonymous_is_not_sent_but_kind_and_place_are(life: OfficeLife, name: str) -> None:
    type_, body = UNCERTAIN[name]
    head = (
        f"From: k@web.example\r\nTo: {MAILBOX}\r\nSubject: Beschwerde\r\nMIME-Version: 1.0\r\nMessage-ID: <u@web>\r\n"
    )
    left = life.arrives(f"{head}Content-Type: {type_}\r\n\r\n{body}\r\n".encode())
    forwards = [taken for taken in left if life.purpose_of(taken) in {Purpose.FORWARD, Purpose.PRESENTATION}]
    assert forwards
    for taken in forwards:
        text = even(readable(taken.raw))
        assert (NOTHING_TO_READ if name == "picture" else WITHHELD) in text
        assert "Art:" in text
        assert "Ordner im Postfach: KRM/" in text
        assert "申請" not in text


def test_a_mail_that_is_only_a_subject_is_shown(life: OfficeLife) -> None:
    life.arrives(a_mail("Seit sechs Wochen kein Geld, ich beschwere mich, Rosalinde Grebenstein", "\n", from_=KARLA))
    text = even(forward_of(life, "leistung@jobcenter-ge.example"))
    assert "│ Seit sechs Wochen kein Geld, ich beschwere mich, [Person 1]" in text


def test_text_goes_to_named_domains_only(life: OfficeLife) -> None:
    settings = life.office.settings
    elsewhere = settings.smtp.model_copy(update={"internal_domains": ("anderswo.example",)})
    life.office = replace(life.office, settings=replace(settings, smtp=elsewhere))
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    life.pass_to("2026-03-03 12:00")
    assert {taken.recipient for taken in life.sender.taken} == {KARLA}, "the acknowledgement alone"


def test_a_mail_to_a_customer_holds_no_placeholder_and_its_subject_is_the_day_and_the_number(life: OfficeLife) -> None:
    life.arrives(full_mail())
    life.arrives(a_mail("Widerspruch", "Ich lege gegen den Bescheid vom 12.02.2026 Widerspruch ein.", from_=KARLA))
    life.pass_to("2026-03-31 12:00")
    notices = [taken for taken in life.sender.taken if life.purpose_of(taken) in TO_CUSTOMERS]
    assert {life.purpose_of(taken) for taken in notices} == {
        Purpose.ACKNOWLEDGEMENT, Purpose.INTERIM, Purpose.HANDOVER,
    }  # fmt: skip
    for taken in notices:
        number = life.row_of(taken).case_number
        assert even(str(headers_of(taken)["Subject"])) == f"Ihre Nachricht vom 02.03.2026 ({number})"
        text = even(readable(taken.raw))
        assert not re.search(r"\[[A-Z]", text)
        for word in ("Bürgergeld", "Antrag", "Team Leistung", "sechs Wochen", "12.02.2026", "Dienstaufsicht"):
            assert word not in text


def folders(life: OfficeLife) -> set[str]:
    """The folders below the processed one that hold something."""
    return {name for name, kept in life.mailbox.kept.items() if kept and name.startswith("KRM/")}


def test_the_original_moves_after_the_commit_and_with_the_case(life: OfficeLife) -> None:
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    (number,) = life.numbers()
    assert folders(life) == {f"KRM/leistung/{number}"}
    assert life.mailbox.kept["INBOX"] == {}
    assert f"KRM/leistung/{number}" in forward_of(life)
    forward = life.last(Purpose.FORWARD, LEAD)
    life.arrives(reply_to(forward, LEAD, "WEITER AN eingangszone", message_id="<w@jobcenter-ge.example>"))
    assert f"KRM/eingangszone/{number}" in folders(life)
    assert f"KRM/leistung/{number}" not in folders(life)
    life.arrives(a_mail("KRM", f"{number} ART Dienstaufsichtsbeschwerde", from_=OFFICER, message_id="<x@jobcenter-ge>"))
    asked = life.last(Purpose.CONFIRMATION, OFFICER)
    life.arrives(reply_to(asked, OFFICER, "STIMMT", message_id="<s@jobcenter-ge.example>"))
    assert f"KRM/management/{number}" in folders(life)
    assert not {name for name in folders(life) if name.startswith("KRM/eingangszone/")}


@pytest.mark.parametrize("text", [CONDUCT, PROTECTED])
def test_conduct_complaints_and_protected_cases_lie_with_management_only(life: OfficeLife, text: str) -> None:
    life.arrives(a_mail("Dienstaufsichtsbeschwerde" if text is CONDUCT else "Beschwerde", text, from_=KARLA))
    (number,) = life.numbers()
    assert folders(life) == {f"KRM/management/{number}"}


def test_a_protected_case_goes_to_officer_and_management_at_once_without_its_text(life: OfficeLife) -> None:
    for doubt in ("", " Ich weiß auch nicht."):
        left = life.arrives(a_mail("Frage", PROTECTED + doubt, from_=f"k{len(doubt)}@web.example"))
        told = {taken.recipient for taken in left if life.purpose_of(taken) is Purpose.PRESENTATION}
        assert told == {OFFICER, MANAGEMENT}
        assert not any("frauenhaus" in readable(taken.raw).casefold() for taken in left)


def test_mails_that_ask_for_an_answer_say_without_names_numbers_and_attachments(life: OfficeLife) -> None:
    life.arrives(full_mail())
    life.arrives(a_mail("Dienstaufsichtsbeschwerde", CONDUCT, from_=KARLA))
    life.arrives(a_mail("Widerspruch", "Ich lege gegen den Bescheid vom 12.02.2026 Widerspruch ein.", from_=KARLA))
    life.pass_to("2026-03-11 12:00")
    asking = [taken for taken in life.sender.taken if "So antworten Sie" in readable(taken.raw)]
    assert {taken.recipient for taken in asking} >= {LEAD, OFFICER, MANAGEMENT, OBJECTIONS}
    for taken in asking:
        assert "ohne Namen, Nummern und Anhänge" in even(readable(taken.raw))
