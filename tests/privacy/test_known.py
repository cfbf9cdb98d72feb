"""What a case knows beforehand, and what the anonymiser makes of it."""

from __future__ import annotations

import pytest

from mailbot.ingest.forms import Form
from mailbot.ingest.message import Address, Attachment, Message
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.known import known_from
from mailbot.privacy.numbering import Numbering
from mailbot.privacy.people import Known, People
from mailbot.privacy.spans import Kind, Span, settle


def a_message(name: str = "", address: str = "", *, file: str = "", text: str = "") -> Message:
    attachments = (Attachment(file, "application/pdf", 1),) if file else ()
    return Message(senders=(Address(name, address),), attachments=attachments, text=text, full_text=text)


def test_the_display_name_is_split_and_titles_fall_away() -> None:
    assert known_from(a_message("Dr. Sommer, Gabi (Elektro Kranz GmbH)"), None, ()).names == ("Sommer", "Gabi", "Kranz")


def test_the_local_part_and_attachment_names_give_names() -> None:
    known = known_from(a_message("", "tilo.quandtmeier@web.de", file="Vollmacht_Ihlenburg.pdf"), None, ())
    assert {"tilo", "quandtmeier", "Ihlenburg"} <= set(known.names)
    assert known.addresses == ("tilo.quandtmeier@web.de",)


def test_a_forwarded_header_gives_name_and_address() -> None:
    known = known_from(a_message(text="Zur Kenntnis\nVon: Swea Plöger <swea@ploeger.de>\nAn: uns"), None, ())
    assert {"Swea", "Plöger"} <= set(known.names)
    assert "swea@ploeger.de" in known.addresses


def test_the_form_gives_name_number_and_street() -> None:
    form = Form(
        customer_name="Plöger, Swea", customer_address="Hinter dem Hof 3, 38999 Irgendwo", customer_number="12-34-X"
    )
    known = known_from(Message(), form, ("Ihlenburg",))
    found = anonymise("", "Swea aus hinter dem hof 3 hat die 1234X, sagt Ihlenburg.", known)
    assert str(found.text) == "[Person 1] aus [Anschrift] hat die [Kundennummer], sagt [Person 2]."


def test_a_known_name_that_is_a_word_is_found_in_signature_form_only_where_it_is_a_name() -> None:
    known = Known(names=("Gabi", "Sommer"))
    found = anonymise("", "Im Sommer war ich krank.\nIhre G. Sommer", known)
    assert str(found.text) == "Im Sommer war ich krank.\nIhre [Person 1]"


def test_forms_of_one_name_are_one_person() -> None:
    numbering = Numbering(People())
    assert numbering.number(("Swea", "Plöger")) == 1
    assert [
        numbering.number(words)
        for words in [("Plöger",), ("Plögers",), ("PLOEGER",), ("S", "Plöger"), ("Plöger", "Swea")]
    ] == [1] * 5
    assert numbering.number(("Jorin", "Plöger")) == 2


def test_overlapping_findings_become_one_of_the_first_kind() -> None:
    spans = [Span(0, 5, Kind.IBAN, "a"), Span(3, 9, Kind.PHONE, "b"), Span(20, 22, Kind.NAME, "c")]
    assert settle(spans) == [Span(0, 9, Kind.IBAN, "a"), Span(20, 22, Kind.NAME, "c")]


def test_identifiers_are_what_was_replaced() -> None:
    found = anonymise("Frau Plöger", "Tel. 0170 5550122", Known())
    assert set(found.identifiers) == {"Plöger", "0170 5550122"}
    assert found.redactions == (("NAME", 1), ("PHONE", 1))


@pytest.mark.parametrize(
    ("prefix", "stays", "goes"),
    [
        ("KRM", "KRM-2026-000123", "JC-2026-000123"),
        ("BESCHWERDE", "BESCHWERDE-2026-000123", "KRM-2026-000123"),
        ("Ü2", "Ü2-2026-000123", "IS-2025-770412"),
    ],
)
def test_file_numbers_of_the_office_stay_those_of_other_houses_go(prefix: str, stays: str, goes: str) -> None:
    text = f"Zu {stays} und zu {goes} habe ich geschrieben."
    found = anonymise(f"Ihr Zeichen {stays}", text, Known(prefix=prefix))
    assert (stays in str(found.text), goes in str(found.text), stays in str(found.subject)) == (True, False, True)
