"""`ERFASSEN`, `VERSANDT`: a letter lives through the same deadlines, on paper (domain, section 3, `letter`)."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from docx_text import text_of
from office import OFFICER, Bench, at, headers_of, readable
from steps_office import (
    LEAD,
    MONDAY,
    answers,
    case_of,
    copies,
    log_tells_the_state,
    of_purpose,
    officer_commands,
    sent_to,
    subject_of,
    view_of,
    writes,
)

from mailbot.cases.effects import Refusal
from mailbot.steps import views
from mailbot.steps.paper_mail import PaperMail, read_paper_mail
from mailbot.store import desk

LETTER = (
    "ERFASSEN\n"
    "Eingang: 26.02.2026\n"
    "Name: Karla Musterfrau\n"
    "Anschrift: Am Herzogtore 12, 38300 Wolfenbüttel\n"
    "Kundennummer: 241D123456\n"
    "Anliegen: Ich warte seit sechs Wochen auf meinen Bescheid über das Bürgergeld.\n"
    "Das ist eine Beschwerde. Niemand antwortet mir.\n\n"
    "Karla Musterfrau, Am Herzogtore 12\n"
)
TODAY = date(2026, 3, 2)


def recorded(bench: Bench) -> str:
    officer_commands(bench, LETTER)
    (case,) = views.cases(bench.office)
    return str(case["number"])


READINGS = {
    "with the group of the customer": (
        "Eingang: 26.02.2026\nName: A. Muster\nKundengruppe: arbeitgeber\nAnliegen: Ich warte.",
        PaperMail(date(2026, 2, 26), "A. Muster", "", "", "Ich warte.", "Arbeitgeber"),
    ),
    "in the order of the instruction": (
        LETTER.partition("\n")[2],
        PaperMail(
            date(2026, 2, 26),
            "Karla Musterfrau",
            "Am Herzogtore 12\n38300 Wolfenbüttel",
            "241D123456",
            LETTER.partition("Anliegen: ")[2].strip(),
        ),
    ),
    "address on lines of its own, no number, other order": (
        "name: Karla\nAdresse:\nWeg 1\n38300 Ort\nEingang: 26.2.\nAnliegen:\nHilfe!",
        PaperMail(date(2026, 2, 26), "Karla", "Weg 1\n38300 Ort", "", "Hilfe!"),
    ),
    "anonymous": ("Eingang: 1.3.26\nAnliegen: Hilfe!", PaperMail(date(2026, 3, 1), "", "", "", "Hilfe!")),
    "a field after the concern": (
        "Eingang: 1.3.2026\nAnliegen: Hilfe!\nName: Karla\nBitte.",
        PaperMail(date(2026, 3, 1), "Karla", "", "", "Hilfe!\nBitte."),
    ),
    "without a date of receipt": ("Name: Karla\nAnliegen: Hilfe!", Refusal.DATE_MISSING),
    "received tomorrow": ("Eingang: 3.3.2026\nAnliegen: Hilfe!", Refusal.FUTURE_DATE),
    "without a concern": ("Eingang: 1.3.2026\nName: Karla", Refusal.TEXT_MISSING),
}


@pytest.mark.parametrize("name", READINGS)
def test_the_lines_of_a_letter(name: str) -> None:
    text, read = READINGS[name]
    assert read_paper_mail(text, TODAY) == read


@pytest.mark.dovecot
def test_all_deadlines_run_from_eingang(bench: Bench) -> None:
    number = recorded(bench)
    case = view_of(bench, number)
    assert (case["channel"], case["kind"], case["route"]) == ("letter", "complaint", "leistung")
    assert case["received_at"].startswith("2026-02-26T00:00")
    assert case["due"]["acknowledgement"].startswith("2026-03-03")
    assert case["due"]["interim"].startswith("2026-03-05")
    assert case["due"]["final"].startswith("2026-03-12")
    assert not case["review"]
    assert log_tells_the_state(bench, number)


@pytest.mark.dovecot
def test_the_text_is_forwarded_anonymised(bench: Bench) -> None:
    number = recorded(bench)
    forward = readable(of_purpose(bench, "forward", LEAD).raw)
    assert number in forward
    assert "seit sechs Wochen auf meinen Bescheid" in forward
    for outside in ("Karla", "Musterfrau", "Herzogtore", "241D123456"):
        assert outside not in forward


@pytest.mark.dovecot
def test_the_answer_to_erfassen_names_the_new_case(bench: Bench) -> None:
    number = recorded(bench)
    assert number in subject_of(of_purpose(bench, "confirmation", OFFICER))
    confirmation = answers(bench, of_purpose(bench, "confirmation", OFFICER), OFFICER, "NOTIZ: Original liegt im Fach")
    assert subject_of(confirmation).startswith("erledigt")


@pytest.mark.dovecot
def test_each_notice_is_a_letter_that_the_digest_lists_until_it_was_posted(bench: Bench) -> None:
    number = recorded(bench)
    bench.tick(MONDAY + timedelta(hours=4))
    assert not copies(bench, number, "acknowledgement", "interim"), "nothing is mailed to who wrote on paper"
    with bench.office.store.read() as tx:
        cover, document = desk.unposted(tx)
    assert (cover.kind, document.kind) == ("cover_letter", "acknowledgement_letter")
    text = text_of(document.content)
    assert "Karla Musterfrau\nAm Herzogtore 12\n38300 Wolfenbüttel" in text
    assert number in text
    assert "26.02.2026" in text
    assert f"Ihre Nachricht vom 26.02.2026 ({number})" in text
    assert "00:00" not in text
    assert "antworten Sie einfach auf diese Mail" not in text
    assert b'w:lang w:val="de-DE"' in zipfile.ZipFile(io.BytesIO(document.content)).read("word/styles.xml")
    assert case_of(bench, number).notices[0].sent_at is None
    bench.tick(at("2026-03-03 07:05"))
    digest = of_purpose(bench, "digest", OFFICER)
    assert number in readable(digest.raw)
    answers(bench, digest, OFFICER, "VERSANDT")
    assert case_of(bench, number).notices[0].sent_at == bench.clock.at
    with bench.office.store.read() as tx:
        assert desk.unposted(tx) == []
    assert log_tells_the_state(bench, number)


@pytest.mark.dovecot
def test_a_letter_without_a_date_is_asked_back_and_opens_nothing(bench: Bench) -> None:
    answer = officer_commands(bench, "ERFASSEN\nName: Karla\nAnliegen: Ich beschwere mich.")
    assert subject_of(answer).startswith("nicht ausgeführt")
    assert list(views.cases(bench.office)) == []


@pytest.mark.dovecot
def test_nobody_but_the_officer_records_letters(bench: Bench) -> None:
    writes(bench, LEAD, "KRM", LETTER)
    answer = answers(bench, of_purpose(bench, "confirmation", LEAD), LEAD, "STIMMT")
    assert subject_of(answer).startswith("nicht ausgeführt")
    assert list(views.cases(bench.office)) == []


@pytest.mark.dovecot
def test_a_part_of_a_letter_split_off_is_a_letter_too(bench: Bench) -> None:
    number = recorded(bench)
    answers(
        bench, of_purpose(bench, "confirmation", OFFICER), OFFICER, "TEILEN Eingangszone\nIch stand lange am Empfang."
    )
    linked = case_of(bench, number).linked[0]
    other = case_of(bench, linked)
    assert (other.channel, other.route, other.parent) == ("letter", "eingangszone", number)
    assert other.received_at == case_of(bench, number).received_at
    assert log_tells_the_state(bench, number)
    assert log_tells_the_state(bench, linked)
    assert not sent_to(bench, "x@brief.invalid")
    assert headers_of(of_purpose(bench, "forward", "eingangszone@jobcenter-ge.example"))["To"]
