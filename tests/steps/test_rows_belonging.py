"""Domain, section 7: what makes a mail belong to a case, and what a customer's mail then does to it."""

from __future__ import annotations

import re

import pytest
from office import MAILBOX, OFFICER, Bench, a_mail, at, headers_of, readable
from steps_office import KARLA, LEAD, MONDAY, TEXT, answers, case_of, complaint, of_purpose, sent_to

from mailbot.steps import views
from mailbot.vocabulary import Status

pytestmark = pytest.mark.dovecot
MORE = "Guten Tag, zu meiner Sache noch dies: Auch die Nebenkosten für den Januar sind noch nicht überwiesen worden."
STRANGER = "fremd@web.example"


def token_of(bench: Bench, address: str) -> str:
    """The token in the Message-ID of the newest mail to that address."""
    found = re.search(r"krm\.([a-z2-7]{14})@", str(headers_of(sent_to(bench, address)[-1])["Message-ID"]))
    assert found is not None
    return found[1]


def acknowledged(bench: Bench) -> str:
    """A case whose customer has our acknowledgement."""
    number = complaint(bench)
    bench.tick(at("2026-03-03 08:00"))
    return number


def numbers(bench: Bench) -> list[str]:
    return [str(row["number"]) for row in views.cases(bench.office)]


def writes(bench: Bench, subject: str, text: str, sender: str, moment: str = "2026-03-04 10:00", **headers: str) -> str:
    """The mail arrives; the number it is filed with."""
    message_id = f"<{abs(hash((subject, text, sender, moment)))}@x.example>"
    bench.imap.deliver(a_mail(subject, text, from_=sender, message_id=message_id, **headers), at(moment))
    bench.tick(at(moment))
    row = next(row for row in views.inbox(bench.office) if row["message_id"] == message_id)
    return str(row["case"])


def digests(bench: Bench) -> str:
    """What the officer read in all digests, that of the next morning included."""
    bench.tick(at("2026-03-05 07:00"))
    return "\n".join(readable(mail.raw) for mail in sent_to(bench, OFFICER, "Tagesübersicht"))


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_it_answers_a_mail_of_ours_from_whatever_address(bench: Bench, header: str) -> None:
    number = acknowledged(bench)
    ours = str(headers_of(sent_to(bench, KARLA)[-1])["Message-ID"]).strip()
    filed = writes(bench, "Re: Ihre Nachricht", MORE, "karla.privat@other.example", **{header: f"<a@b.example> {ours}"})
    assert filed == number
    assert numbers(bench) == [number]


def test_the_subject_holds_our_token(bench: Bench) -> None:
    number = acknowledged(bench)
    assert writes(bench, f"Re: [{number} {token_of(bench, KARLA)}]", MORE, STRANGER) == number


def test_the_address_holds_our_token(bench: Bench) -> None:
    number = acknowledged(bench)
    local, _, domain = MAILBOX.partition("@")
    to = f"{local}+{token_of(bench, KARLA)}@{domain}"
    assert writes(bench, "Noch etwas", MORE, STRANGER, to=to) == number


def test_it_names_the_number_and_comes_from_an_address_on_the_case(bench: Bench) -> None:
    number = acknowledged(bench)
    assert writes(bench, f"Zu {number}", MORE, KARLA) == number
    assert numbers(bench) == [number]


def test_the_bare_number_of_a_stranger_is_a_new_case_shown_to_the_officer(bench: Bench) -> None:
    number = acknowledged(bench)
    filed = writes(bench, f"Zu {number}", MORE, STRANGER)
    assert filed != number
    digest = digests(bench)
    assert "Erwähnt einen Fall" in digest
    assert STRANGER not in digest


def test_an_invented_token_proves_nothing(bench: Bench) -> None:
    number = acknowledged(bench)
    assert writes(bench, f"Re: [{number} abcdefghijklmn]", MORE, STRANGER) != number


def test_a_second_mail_of_the_same_person_without_number_is_its_own_case_and_probably_belongs(bench: Bench) -> None:
    number = acknowledged(bench)
    filed = writes(bench, "Noch eine Sache", MORE, KARLA)
    assert filed != number
    assert "Gehört vermutlich zu einem Fall" in digests(bench)


def test_nearly_the_same_text_within_fourteen_days_is_filed_without_a_second_acknowledgement(
    bench: Bench,
) -> None:
    number = acknowledged(bench)
    assert writes(bench, "Beschwerde", TEXT.replace("sechs", "sieben"), KARLA) == number
    bench.tick(at("2026-03-05 08:00"))
    assert numbers(bench) == [number]
    assert len(sent_to(bench, KARLA)) == 1


def test_the_same_text_after_fourteen_days_is_a_new_case(bench: Bench) -> None:
    number = acknowledged(bench)
    assert writes(bench, "Beschwerde", TEXT, KARLA, "2026-03-17 10:00") != number


def closed(bench: Bench) -> str:
    """A case that was acknowledged and closed on 3 March."""
    number = acknowledged(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT berechtigt")
    assert case_of(bench, number).status is Status.CLOSED
    return number


def test_a_follow_up_to_an_open_case_is_filed_and_sent_on_to_the_lead(bench: Bench) -> None:
    number = acknowledged(bench)
    before = len(sent_to(bench, LEAD))
    writes(bench, f"Zu {number}", MORE, KARLA)
    assert len(sent_to(bench, LEAD)) == before + 1
    assert "Nebenkosten für den Januar" in readable(sent_to(bench, LEAD)[-1].raw)
    assert case_of(bench, number).round == 1


THANKS = (
    "Herzlichen Dank für die schnelle Bearbeitung!",
    "Vielen herzlichen Dank für die schnelle und freundliche Bearbeitung.",
)


def test_only_thanks_reopens_nothing(bench: Bench) -> None:
    number = closed(bench)
    for text in THANKS:
        assert writes(bench, f"Zu {number}", text, KARLA) == number
    assert case_of(bench, number).status is Status.CLOSED


def test_otherwise_a_closed_case_is_reopened_as_a_new_round_with_its_own_notices_and_deadlines(bench: Bench) -> None:
    number = closed(bench)
    assert writes(bench, f"Zu {number}", MORE, KARLA) == number
    case = case_of(bench, number)
    assert (case.status, case.round) == (Status.OPEN, 2)
    bench.tick(at("2026-03-05 08:00"))
    assert "Ihre Nachricht vom 04.03.2026" in str(headers_of(sent_to(bench, KARLA)[-1])["Subject"])


def test_after_twelve_months_it_is_a_new_case_that_names_the_old_one(bench: Bench) -> None:
    number = closed(bench)
    filed = writes(bench, f"Zu {number}", MORE, KARLA, "2027-03-04 10:00")
    assert filed != number
    assert case_of(bench, number).status is Status.CLOSED
    bench.tick(at("2027-03-05 08:00"))
    assert number in readable(of_purpose(bench, "forward", LEAD).raw)
    assert case_of(bench, filed).linked == (number,)
    assert case_of(bench, number).linked == (filed,)


GRAVE = {
    "objection": "Gegen den Bescheid vom 02.03.2026 lege ich Widerspruch ein, das Einkommen ist falsch berechnet.",
    "conduct_complaint": "Ihr Herr Kettler hat mich gestern im Büro angeschrien und beleidigt. Ich erhebe "
    "Dienstaufsichtsbeschwerde gegen ihn.",
}


@pytest.mark.parametrize("kind", GRAVE)
def test_a_follow_up_of_a_grave_kind_is_a_linked_case_whose_text_goes_only_where_that_kind_goes(
    bench: Bench, kind: str
) -> None:
    number = acknowledged(bench)
    before = len(sent_to(bench, LEAD))
    writes(bench, f"Zu {number}", GRAVE[kind], KARLA)
    linked = next(row for row in views.cases(bench.office) if row["number"] != number)
    assert linked["kind"] == kind
    assert number in linked["linked"]
    assert not any(
        word in readable(mail.raw)
        for mail in sent_to(bench, LEAD)[before:]
        for word in ("Widerspruch", "angeschrien", "Dienstaufsicht")
    )


def test_a_mail_on_the_first_day_is_no_reply_to_anything(bench: Bench) -> None:
    assert complaint(bench, MONDAY) == "KRM-2026-000001"
