"""The customer of a confidential case writes again: the text goes only where that kind goes (domain, sections 2, 7)."""

from __future__ import annotations

import pytest
from office import MANAGEMENT, OFFICER, Bench, a_mail, readable, reply_to
from steps_office import KARLA, MONDAY, case_of, copies, log_tells_the_state, sent_to

from mailbot.steps import views
from mailbot.store import ledger
from mailbot.vocabulary import Flag

pytestmark = pytest.mark.dovecot

CONDUCT = (
    "Dienstaufsichtsbeschwerde\n\nIhr Mitarbeiter hat mich am Montag vor allen Leuten angeschrien und als Schmarotzer "
    "beleidigt. Ich erhebe Dienstaufsichtsbeschwerde gegen ihn wegen seines Verhaltens."
)
PROTECTED = (
    "Guten Tag,\n\nich wohne im Frauenhaus und es besteht eine Auskunftssperre. Mein Bescheid über das Bürgergeld ist "
    "immer noch nicht da. Ich beschwere mich über die lange Bearbeitungszeit."
)
NEXT = {
    "an application": "Hiermit beantrage ich die Weiterbewilligung meines Bürgergeldes ab April. Blaue Bohnen.",
    "nothing special": "Ich möchte noch ergänzen, dass ich an dem Tag einen Termin hatte. Blaue Bohnen.",
    "data protection": "Außerdem wurden meine Daten an Dritte weitergegeben. Ich verlange Auskunft. Blaue Bohnen.",
}


def opened(bench: Bench, text: str) -> str:
    bench.imap.deliver(a_mail("Mein Anliegen", text), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    return str(case["number"])


def follows(bench: Bench, text: str) -> None:
    bench.tick(MONDAY.replace(day=3, hour=8))
    assert sent_to(bench, KARLA), bench.log.getvalue()[-2500:]
    notice = sent_to(bench, KARLA)[-1]
    bench.imap.deliver(reply_to(notice, f"Karla <{KARLA}>", text, message_id="<again@web.example>"), bench.clock.at)
    bench.tick(MONDAY.replace(day=3, hour=9))


def readers(bench: Bench) -> set[str]:
    """Who of the office got a mail on any of the cases, but for alerts, which hold no text."""
    mails = [row for row in views.outbox(bench.office) if row["case"] and row["purpose"] != "alert"]
    return {row["recipient"] for row in mails} - {KARLA}


@pytest.mark.parametrize("name", NEXT)
def test_a_follow_up_of_a_conduct_complaint_goes_to_management_alone(bench: Bench, name: str) -> None:
    number = opened(bench, CONDUCT)
    assert case_of(bench, number).kind == "conduct_complaint"
    follows(bench, NEXT[name])
    assert readers(bench) == {MANAGEMENT}
    shown = [mail for mail in bench.sent if "Blaue Bohnen" in readable(mail.raw)]
    assert {recipient for mail in shown for recipient in mail.recipients} == {MANAGEMENT}
    assert log_tells_the_state(bench, number)


@pytest.mark.parametrize("name", NEXT)
def test_a_follow_up_of_a_protected_case_shows_its_text_to_nobody(bench: Bench, name: str) -> None:
    number = opened(bench, PROTECTED)
    assert Flag.PROTECTED in case_of(bench, number).flags
    follows(bench, NEXT[name])
    assert readers(bench) <= {MANAGEMENT, OFFICER}
    assert not [mail for mail in bench.sent if "Blaue Bohnen" in readable(mail.raw)]
    assert all(Flag.PROTECTED in case_of(bench, row["number"]).flags for row in views.cases(bench.office))


def test_an_objection_in_a_protected_case_stays_with_management(bench: Bench) -> None:
    number = opened(bench, PROTECTED)
    follows(bench, "Hiermit lege ich Widerspruch gegen den Bescheid vom 20.02.2026 ein. Blaue Bohnen.")
    (linked,) = case_of(bench, number).linked
    assert case_of(bench, linked).route == "management"
    assert not [mail for mail in bench.sent if "Blaue Bohnen" in readable(mail.raw)]


def test_a_new_mail_of_somebody_protected_is_protected_too(bench: Bench) -> None:
    opened(bench, PROTECTED)
    text = "Guten Tag, ich warte seit drei Wochen auf einen Termin am Empfang und erreiche niemanden. Blaue Bohnen."
    bench.imap.deliver(a_mail("Termin", text, message_id="<other@web.example>"), MONDAY)
    bench.tick(MONDAY.replace(hour=10))
    assert [Flag.PROTECTED in case_of(bench, row["number"]).flags for row in views.cases(bench.office)] == [True, True]
    assert not [mail for mail in bench.sent if "Blaue Bohnen" in readable(mail.raw)]


def test_a_conduct_complaint_in_a_follow_up_stays_in_managements_folder_when_the_case_moves_on(bench: Bench) -> None:
    text = "Guten Tag, mein Bescheid über das Bürgergeld ist seit sechs Wochen nicht da. Ich beschwere mich darüber."
    number = opened(bench, text)
    follows(bench, CONDUCT)
    (linked,) = case_of(bench, number).linked
    assert case_of(bench, linked).kind == "conduct_complaint"
    with bench.office.store.write() as tx:
        ledger.send_along(tx, number, f"KRM/eingangszone/{number}")
    bench.tick(MONDAY.replace(day=3, hour=10))
    folders = [name for name in bench.imap.folders() if linked in name]
    assert folders == [f"KRM/management/{linked}"]
    assert any(b"again@web.example" in raw for raw in bench.imap.messages(folders[0]))
    assert copies(bench, linked, "forward") == []
