"""Which documents arise with which case, what stands in them, and when the officer has them off the list."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from docx_text import text_of
from office import OFFICER, Bench, a_mail, at, headers_of, readable
from steps_office import MONDAY, answers, case_of, log_tells_the_state, of_purpose, officer_commands, writes

from mailbot.config import check
from mailbot.steps import views
from mailbot.steps.exporting import Format, export_register
from mailbot.store import desk
from mailbot.store.schema import DocumentRow
from mailbot.vocabulary import Channel, CustomerGroup, Status

DEMO = Path(__file__).parents[2] / "demo_mails"
PETITION = (
    "petitionen.rd-nsb@arbeitsagentur.example",
    "Petition Pet 4-20-11-81503-001234 - Stellungnahme bis 27.03.2026",
    (
        "Sehr geehrte Damen und Herren, über das BMAS und die Zentrale der BA wurde uns die Petition der "
        "Frau Hannelore Zwingmann an den Petitionsausschuss des Deutschen Bundestages übersandt. Wir bitten um "
        "Stellungnahme bis zum 27.03.2026. Im Auftrag, Regionaldirektion"
    ),
)
PRAISE = (
    "Dirk Ahlers <dirk.ahlers@web.example>",
    "Lob",
    (
        "Guten Tag, ich möchte mich herzlich bei Frau Kettler am Empfang bedanken. Sie war sehr freundlich und hat mir "
        "geduldig geholfen. Ein großes Lob! Dirk Ahlers"
    ),
)
PRAISE_ON_THE_FORM = """Ein grosses Lob an den Empfang: sehr freundlich, geduldig und schnell geholfen. Herzlichen Dank!

Verbesserungsvorschlag:
-

"""
OBJECTION = (
    "Fritz Ohm <fritz.ohm@web.example>",
    "Widerspruch gegen den Bescheid vom 16.02.2026",
    (
        "Sehr geehrte Damen und Herren, gegen Ihren Bescheid vom 16.02.2026 lege ich hiermit Widerspruch ein. "
        "Begründung: Das Einkommen ist falsch berechnet. Fritz Ohm"
    ),
)
LETTER = (
    "ERFASSEN\nEingang: 26.02.2026\nName: Karla Musterfrau\nAnschrift: Am Herzogtore 12, 38300 Wolfenbüttel\n"
    "Kundennummer: 241D123456\nAnliegen: Ich warte seit sechs Wochen auf meinen Bescheid über das Bürgergeld. Das ist "
    "eine Beschwerde."
)


def arrives(bench: Bench, mail: tuple[str, str, str]) -> str:
    sender, subject, text = mail
    bench.imap.deliver(a_mail(subject, text, from_=sender), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    return str(case["number"])


def documents(bench: Bench, number: str) -> dict[str, DocumentRow]:
    with bench.office.store.read() as tx:
        return {row.kind: row for row in desk.documents(tx, number)}


def waiting(bench: Bench) -> list[str]:
    with bench.office.store.read() as tx:
        return [row.kind for row in desk.unposted(tx)]


@pytest.mark.dovecot
def test_a_petition_has_the_statement_and_on_command_the_request_for_a_later_date(bench: Bench) -> None:
    number = arrives(bench, PETITION)
    statement = text_of(documents(bench, number)["petition_statement"].content)
    assert "Vorzulegen bis: 27.03.2026" in statement
    assert f"unter dem Zeichen {number} geführt" in statement
    assert "eingegangen im Jobcenter Wolfenbüttel am 02.03.2026" in statement
    presented = of_purpose(bench, "presentation", OFFICER)
    answers(bench, presented, OFFICER, "FRISTVERLÄNGERUNG 10.04.2026 Auskunft der Familienkasse steht aus")
    request = text_of(documents(bench, number)["extension_request"].content)
    for told in ("über die Regionaldirektion", "bis zum 27.03.2026", "bis zum 10.04.2026", "Familienkasse"):
        assert told in request
    assert waiting(bench) == ["petition_statement", "extension_request"]
    answers(bench, presented, OFFICER, "VERSANDT", after=timedelta(hours=2))
    assert waiting(bench) == []
    assert log_tells_the_state(bench, number)


@pytest.mark.dovecot
def test_praise_has_a_card_without_names_that_can_be_printed_after_it_closed_itself(bench: Bench) -> None:
    number = arrives(bench, PRAISE)
    card = text_of(documents(bench, number)["praise_card"].content)
    assert "sehr freundlich und hat mir geduldig geholfen" in card
    assert "Ahlers" not in card
    assert "Kettler" not in card
    bench.tick(at("2026-03-03 08:05"))
    assert case_of(bench, number).status is Status.CLOSED
    digest = of_purpose(bench, "digest", OFFICER)
    assert number in readable(digest.raw)
    answers(bench, digest, OFFICER, f"{number} VERSANDT")
    assert waiting(bench) == []


@pytest.mark.dovecot
def test_an_objection_is_handed_over_by_internal_post_with_a_cover_letter(bench: Bench) -> None:
    number = arrives(bench, OBJECTION)
    cover = text_of(documents(bench, number)["cover_letter"].content)
    for told in ("Widerspruchsstelle", number, "Fritz Ohm", "02.03.2026, 09:00 Uhr", "Form und Frist"):
        assert told in cover
    assert waiting(bench) == ["cover_letter"]
    notices = case_of(bench, number).notices
    assert [record.sent_at for record in notices] == [bench.clock.at], "its mail left"


@pytest.mark.dovecot
def test_a_letter_has_the_form_filled_in_for_the_file(bench: Bench) -> None:
    officer_commands(bench, LETTER)
    (case,) = views.cases(bench.office)
    form = text_of(documents(bench, case["number"])["record_form"].content)
    for told in ("241D123456", "Karla Musterfrau", "Am Herzogtore 12, 38300 Wolfenbüttel", "seit sechs Wochen"):
        assert told in form
    assert "☒\N{NO-BREAK SPACE}schriftlich" in form or "☒ schriftlich" in form
    assert "record_form" not in waiting(bench), "it is for the file"
    assert case["channel"] == Channel.LETTER


@pytest.mark.dovecot
def test_at_the_closing_the_form_is_written_again_with_what_became_of_it(bench: Bench) -> None:
    told = officer_commands(bench, LETTER)
    (case,) = views.cases(bench.office)
    number = case["number"]
    closing = "ERLEDIGT teilweise berechtigt\nMaßnahme: Ein zweiter Schalter\nAntwort: 02.03.2026, Brief"
    answers(bench, told, OFFICER, closing)
    with bench.office.store.read() as tx:
        forms = [row for row in desk.documents(tx, number) if row.kind == "record_form"]
    before, after = (text_of(row.content) for row in forms)
    for kept in ("241D123456", "Karla Musterfrau", "Am Herzogtore 12, 38300 Wolfenbüttel", "seit sechs Wochen"):
        assert kept in before
        assert kept in after
    for became in ("teilweise berechtigt", "Ein zweiter Schalter", "02.03.2026, Brief"):
        assert became not in before
        assert became in after
    assert "record_form" not in waiting(bench), "it is for the file"
    assert log_tells_the_state(bench, number)


@pytest.mark.dovecot
def test_the_form_of_a_colleague_is_written_again_from_what_was_mailed(bench: Bench) -> None:
    bench.imap.deliver((DEMO / "06-form-telefon.eml").read_bytes(), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    number = str(case["number"])
    writes(bench, OFFICER, number, "ERLEDIGT berechtigt")
    answers(bench, of_purpose(bench, "confirmation", OFFICER), OFFICER, "STIMMT")
    with bench.office.store.read() as tx:
        before, after = (text_of(row.content) for row in desk.documents(tx, number) if row.kind == "record_form")
    same = [line for line in before.splitlines() if line.strip()]
    assert set(same) <= set(after.splitlines()), "nothing that was recorded is lost"
    assert "berechtigt" in after.partition("Bewertung:")[2]


@pytest.mark.dovecot
def test_praise_on_a_form_that_closes_itself_is_written_again_too(bench: Bench) -> None:
    form = (DEMO / "06-form-telefon.eml").read_bytes()
    complaint, praise = form.partition(b"Kundin hat heute")[2].partition(b"Daten des Kunden")[0], PRAISE_ON_THE_FORM
    bench.imap.deliver(form.replace(b"Kundin hat heute" + complaint, praise.encode()), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    number = str(case["number"])
    assert case["kind"] == "praise"
    bench.tick(at("2026-03-03 08:05"))
    assert case_of(bench, number).status is Status.CLOSED
    with bench.office.store.read() as tx:
        forms = [text_of(row.content) for row in desk.documents(tx, number) if row.kind == "record_form"]
    filed = ["03.03.2026" in form.partition("z.d.A.")[2] for form in forms]
    assert filed == [False, True]
    assert log_tells_the_state(bench, number)


@pytest.mark.dovecot
def test_the_officer_corrects_the_customer_group_in_register_and_form_and_takes_it_back(bench: Bench) -> None:
    told = officer_commands(bench, LETTER)
    (case,) = views.cases(bench.office)
    number = str(case["number"])
    told = answers(bench, told, OFFICER, "ART Kundengruppe Arbeitgeber")
    assert headers_of(told)["Subject"].startswith(f"erledigt: {number} ART Kundengruppe Arbeitgeber")
    assert "steht berichtigt im Register" in readable(told.raw)
    answers(bench, told, OFFICER, "ERLEDIGT berechtigt")
    form = text_of(documents(bench, number)["record_form"].content).replace("\N{NO-BREAK SPACE}", " ")
    assert "☒ Arbeitgeber" in form
    answers(bench, told, OFFICER, "ART Kundengruppe Sonstige", after=timedelta(hours=2))
    form = text_of(documents(bench, number)["record_form"].content).replace("\N{NO-BREAK SPACE}", " ")
    assert "☒ Sonstige" in form
    assert ";Sonstige;" in export_register(bench.office, Format.CSV).decode()
    answers(bench, told, OFFICER, "ZURÜCK", after=timedelta(hours=3))
    assert case_of(bench, number).customer_group is CustomerGroup.EMPLOYER
    assert ";Arbeitgeber;" in export_register(bench.office, Format.CSV).decode()
    assert log_tells_the_state(bench, number)


@pytest.mark.dovecot
def test_a_template_of_the_office_that_breaks_falls_back_to_ours(bench: Bench) -> None:
    own = bench.office.settings.folder / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "cover_letter.docx").write_bytes(b"no document")
    assert any("cannot be read as DOCX" in finding for finding in check(bench.office.settings.folder, {}))
    number = arrives(bench, OBJECTION)
    assert "Begleitschreiben" in text_of(documents(bench, number)["cover_letter"].content)
    assert "document_template_unusable" in bench.log.getvalue()
    digest = " ".join(readable(of_purpose(bench, "digest", OFFICER).raw).split())
    assert "ein Dokument mit der eigenen Vorlage schreiben" in digest, "the officer hears of it"
