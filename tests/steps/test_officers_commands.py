"""What the officer, the leads and management command by mail beyond one case: lists, held mails, rescued mails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from office import MANAGEMENT, OFFICER, Bench, a_mail, at, open_bench, readable, write_office
from servers import DovecotServer, SmtpSink
from steps_office import (
    KARLA,
    LEAD,
    MONDAY,
    TEXT,
    answers,
    case_of,
    complaint,
    copies,
    log_tells_the_state,
    of_purpose,
    officer_commands,
    purpose_of,
    sent_to,
    subject_of,
    view_of,
    writes,
)

from mailbot.cases.events import Command, Verb
from mailbot.steps import views
from mailbot.steps.intake import quarantine
from mailbot.steps.lists import number_meant
from mailbot.steps.poll import poll
from mailbot.store import ledger, mails, register

pytestmark = pytest.mark.dovecot

DONE, PARTLY, REFUSED = "erledigt", "teilweise erledigt", "nicht ausgeführt"
LOTTERY = a_mail(
    "Sie haben gewonnen",
    "Ihr Paket konnte nicht zugestellt werden. Bitte zahlen Sie die Zollgebühr von 2,99 Euro unter diesem Link.",
    from_="Gewinn <gewinn@web.example>",
)


# FALL <id>


def rows(bench: Bench) -> dict[str, int]:
    """The ledger's ids by disposition."""
    with bench.office.store.read() as tx:
        return {str(row.disposition): row.id for row in ledger.all_messages(tx)}


def test_fall_makes_a_case_of_spam_and_moves_it_alone(bench: Bench) -> None:
    other = LOTTERY.replace(b"gewinn@", b"anders@").replace(b"Message-ID: <", b"Message-ID: <1")
    bench.imap.deliver_all([(LOTTERY, MONDAY), (other, MONDAY)])
    bench.tick(MONDAY)
    spam = "KRM/Spam"
    assert len(bench.imap.messages(spam)) == 2
    with bench.office.store.read() as tx:
        first = min(row.id for row in ledger.all_messages(tx))
    answer = officer_commands(bench, f"FALL {first}")
    (case,) = views.cases(bench.office)
    assert case["number"] in subject_of(answer)
    assert case["review"]
    bench.tick(bench.clock.at + timedelta(minutes=1))
    assert bench.imap.messages(spam) == [other]
    assert LOTTERY in bench.imap.messages(f"KRM/krm/{case['number']}")
    bench.tick(at("2026-03-03 08:00"))
    assert purpose_of(bench, sent_to(bench, "gewinn@web.example")[-1]) == "acknowledgement"


def test_fall_makes_a_case_of_an_automatic_mail(bench: Bench) -> None:
    bench.imap.deliver(a_mail("Meine Beschwerde", TEXT, Auto_Submitted="auto-generated"), MONDAY)
    bench.tick(MONDAY)
    officer_commands(bench, f"FALL {rows(bench)['automatic']}")
    (case,) = views.cases(bench.office)
    assert next(row["case"] for row in views.inbox(bench.office)) == case["number"]


def test_fall_makes_a_case_of_what_killed_the_process_without_reading_it(bench: Bench) -> None:
    bench.imap.deliver(a_mail("Beschwerde", TEXT), MONDAY)
    bench.mailbox.connect()
    poll(bench.office, bench.mailbox, "INBOX")
    quarantine(bench.office, 1, "process_died")
    bench.tick(MONDAY)
    alert = of_purpose(bench, "alert", OFFICER)
    answer = answers(bench, alert, OFFICER, "FALL 1")
    assert subject_of(answer).startswith(DONE)
    (case,) = views.cases(bench.office)
    assert case["review"]
    assert case_of(bench, str(case["number"])).route == "krm"
    assert list(views.quarantine(bench.office)) == []


def test_fall_for_a_case_or_an_unknown_id_is_refused(bench: Bench) -> None:
    complaint(bench)
    for row in (1, 4711):
        assert subject_of(officer_commands(bench, f"FALL {row}")).startswith(REFUSED)
    assert len(list(views.cases(bench.office))) == 1


# FREI


@pytest.fixture
def trusting(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    """An office whose own server says whether DMARC holds."""
    trust = 'authserv_id = "mx.jobcenter-ge.example"\nreceived_by = "mx.jobcenter-ge.example"'
    folder = write_office(tmp_path / "trusting" / "config", dovecot, smtp_sink, trust=trust)
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


def failing_dmarc() -> bytes:
    trace = (
        b"Authentication-Results: mx.jobcenter-ge.example; dmarc=fail header.from=web.example\r\n"
        b"Received: from mx.web.example by mx.jobcenter-ge.example; Mon, 02 Mar 2026 09:00:00 +0100\r\n"
    )
    return trace + a_mail("Beschwerde", TEXT, message_id="<dmarc@web.example>")


@pytest.mark.parametrize("command", ["FREI", "STIMMT"])
def test_notices_wait_for_the_officer_when_dmarc_fails(trusting: Bench, command: str) -> None:
    bench = trusting
    bench.imap.deliver(failing_dmarc(), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    number = str(case["number"])
    assert case_of(bench, number).notices_held
    bench.tick(at("2026-03-03 08:00"))
    bench.tick(at("2026-03-03 10:00"))
    assert copies(bench, number, "acknowledgement") == []
    assert subject_of(officer_commands(bench, f"{number} {command}")).startswith(DONE)
    bench.tick(bench.clock.at + timedelta(minutes=1))
    assert [row["state"] for row in copies(bench, number, "acknowledgement")] == ["sent"]
    assert log_tells_the_state(bench, number)


def test_frei_by_the_number_of_the_case_and_by_nobody_else(trusting: Bench) -> None:
    bench = trusting
    bench.imap.deliver(failing_dmarc(), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    number = str(case["number"])
    refused = answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "FREI")
    assert subject_of(refused).startswith(REFUSED)
    assert case_of(bench, number).notices_held
    assert subject_of(officer_commands(bench, f"FREI {number}")).startswith(DONE)
    assert not case_of(bench, number).notices_held


def test_frei_lets_a_held_mail_go_and_refuses_one_that_left(bench: Bench) -> None:
    number = complaint(bench)
    with bench.office.store.write() as tx:
        mail = next(mail for mail in mails.mails_of(tx, number) if mail.purpose == "forward")
        for copy in mails.recipients_of(tx, mail.id):
            copy.state, copy.hold_reason, copy.sent_at = "held", "overdue", None
    before = len(sent_to(bench, LEAD))
    assert subject_of(officer_commands(bench, f"FREI {mail.id}")).startswith(DONE)
    assert len(sent_to(bench, LEAD)) == before + 1
    assert subject_of(officer_commands(bench, f"FREI {mail.id}")).startswith(REFUSED)
    assert subject_of(officer_commands(bench, "FREI 4711")).startswith(REFUSED)


# "Bitte bestätigen"


@pytest.mark.parametrize("yes", ["STIMMT", "Stimmt.", "Ja", "ok", ""])
def test_a_command_without_proof_counts_when_it_is_confirmed(bench: Bench, yes: str) -> None:
    number = complaint(bench)
    writes(bench, LEAD, f"[{number}]", "ÜBERNOMMEN")
    assert case_of(bench, number).accepted_at is None
    asked = of_purpose(bench, "confirmation", LEAD)
    assert subject_of(answers(bench, asked, LEAD, yes)).startswith(DONE)
    assert case_of(bench, number).accepted_at is not None


@pytest.mark.parametrize("no", ["Nein, das war ich nicht!", "Was soll das sein?", "Bitte nicht"])
def test_any_other_answer_confirms_nothing(bench: Bench, no: str) -> None:
    number = complaint(bench)
    writes(bench, LEAD, f"[{number}]", "ERLEDIGT berechtigt")
    answers(bench, of_purpose(bench, "confirmation", LEAD), LEAD, no)
    assert case_of(bench, number).status == "open"


def test_a_confirmation_counts_once(bench: Bench) -> None:
    number = complaint(bench)
    writes(bench, LEAD, f"[{number}]", "WIEDERVORLAGE 5.3.2026")
    asked = of_purpose(bench, "confirmation", LEAD)
    answers(bench, asked, LEAD, "STIMMT")
    answers(bench, asked, LEAD, "STIMMT")
    assert len(case_of(bench, number).resubmissions) == 1


# lists


def two_doubtful(bench: Bench) -> tuple[str, str]:
    """Two cases that somebody has to look at, for their answers would go elsewhere; after the mails of that morning."""
    bench.tick(MONDAY)
    first = complaint(bench, Reply_To="anders@evil.example")
    second = complaint(bench, text=f"{TEXT} Außerdem fehlt die Nachzahlung vom Januar.", Reply_To="anders@evil.example")
    assert view_of(bench, first)["review"]
    assert view_of(bench, second)["review"]
    return first, second


def test_a_bare_command_in_answer_to_a_list_acts_on_no_case_of_it(bench: Bench) -> None:
    """The quoted list names many numbers: none of them is meant."""
    first, second = two_doubtful(bench)
    bench.tick(at("2026-03-03 07:05"))
    digest = of_purpose(bench, "digest", OFFICER)
    assert {first, second} <= set(bench.office.house.numbers_in(readable(digest.raw)))
    answer = answers(bench, digest, OFFICER, f"ERLEDIGT berechtigt\n\n> {first}\n> {second}")
    assert subject_of(answer).startswith(REFUSED)
    assert {case_of(bench, number).status for number in (first, second)} == {"open"}


def test_lines_with_numbers_settle_several_cases_in_one_answer(bench: Bench) -> None:
    first, second = two_doubtful(bench)
    bench.tick(at("2026-03-03 07:05"))
    digest = of_purpose(bench, "digest", OFFICER)
    answer = answers(bench, digest, OFFICER, f"{int(first[-6:])} ERLEDIGT berechtigt\n{second} ERLEDIGT unberechtigt")
    assert subject_of(answer).startswith(DONE)
    assert [case_of(bench, n).evaluation.value for n in (first, second)] == ["berechtigt", "unberechtigt"]  # type: ignore[union-attr]


def test_a_running_number_means_the_case_in_the_list_whatever_its_year(bench: Bench) -> None:
    command = Command(Verb.CLOSE, number="17")
    assert number_meant(bench.office, command, "", ("KRM-2025-000017",)) == "KRM-2025-000017"
    assert number_meant(bench.office, command, "KRM-2025-000001", ()) == "KRM-2025-000017"
    assert number_meant(bench.office, command, "", ()) == "KRM-2026-000017"


def test_stimmt_alle_confirms_everything_in_the_list_that_waits(bench: Bench) -> None:
    waiting = two_doubtful(bench)
    bench.tick(at("2026-03-03 07:05"))
    answer = answers(bench, of_purpose(bench, "digest", OFFICER), OFFICER, "STIMMT ALLE")
    assert subject_of(answer).startswith(DONE)
    assert not [n for n in waiting if view_of(bench, n)["review"]]
    again = answers(bench, of_purpose(bench, "digest", OFFICER), OFFICER, "STIMMT ALLE")
    assert subject_of(again).startswith(REFUSED)


def test_gesehen_marks_every_case_of_that_bundle_and_no_other(bench: Bench) -> None:
    bench.tick(MONDAY)
    first = complaint(bench)
    second = complaint(bench, text=f"{TEXT} Außerdem fehlt die Nachzahlung vom Januar.")
    bench.tick(at("2026-03-03 07:05"))
    bundle = of_purpose(bench, "bundle", MANAGEMENT)
    third = complaint(bench, at("2026-03-03 09:00"), text="Ich beschwere mich über die lange Wartezeit am Empfang.")
    bench.tick(at("2026-03-04 07:05"))
    answers(bench, bundle, MANAGEMENT, "GESEHEN")
    seen = {number: case_of(bench, number).seen_at for number in (first, second, third)}
    assert [number for number, moment in seen.items() if moment is None] == [third]
    for number in seen:
        assert log_tells_the_state(bench, number)


def test_gesehen_by_a_lead_is_refused(bench: Bench) -> None:
    number = complaint(bench)
    answer = answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "GESEHEN")
    assert subject_of(answer).startswith(REFUSED)
    assert case_of(bench, number).seen_at is None


# STATUS, HILFE


def test_status_without_a_case_shows_the_open_cases_of_whoever_asks(bench: Bench) -> None:
    first, second = two_doubtful(bench)
    elsewhere = complaint(bench, text="Ich beschwere mich über die lange Wartezeit am Empfang in der Eingangszone.")
    assert case_of(bench, elsewhere).route == "eingangszone"
    writes(bench, LEAD, "Frage", "STATUS")
    shown = readable(answers(bench, of_purpose(bench, "confirmation", LEAD), LEAD, "STIMMT").raw)
    assert first in shown
    assert second in shown
    assert elsewhere not in shown


def test_status_in_answer_to_a_forward_shows_that_case(bench: Bench) -> None:
    number = complaint(bench)
    answer = answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "STATUS")
    assert number in subject_of(answer)
    assert log_tells_the_state(bench, number)


def test_hilfe_lists_the_commands(bench: Bench) -> None:
    complaint(bench)
    shown = readable(answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "HILFE").raw)
    for word in ("ÜBERNOMMEN", "ZURÜCK", "ABWESEND BIS", "WEITER AN"):
        assert word in shown


# free text for an interim notice


def test_a_free_text_for_an_interim_notice_waits_and_leaves_as_it_was_shown(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "ZWISCHENNACHRICHT: Wir warten noch auf eine Auskunft des Vermieters.")
    assert copies(bench, number, "interim") == []
    alert = of_purpose(bench, "alert", OFFICER)
    assert "Auskunft des Vermieters" in readable(alert.raw)
    assert subject_of(answers(bench, alert, OFFICER, "FREIGABE")).startswith(DONE)
    assert "Auskunft des Vermieters" in readable(of_purpose(bench, "interim", KARLA).raw)


# linked cases


def test_a_second_concern_is_linked_by_an_event(bench: Bench) -> None:
    text = (
        "Guten Tag,\n\nhiermit lege ich Widerspruch gegen den Bescheid vom 20.02.2026 ein. Außerdem beschwere ich "
        "mich: Am Empfang musste ich zwei Stunden warten und niemand war zuständig. Das ist eine Beschwerde."
    )
    bench.imap.deliver(a_mail("Widerspruch und Beschwerde", text), MONDAY)
    bench.tick(MONDAY)
    listed = list(views.cases(bench.office))
    numbers = [str(row["number"]) for row in listed]
    if len(numbers) == 1:
        officer_commands(bench, f"{numbers[0]} TEILEN eingangszone\nAm Empfang musste ich zwei Stunden warten.")
        numbers = [str(row["number"]) for row in views.cases(bench.office)]
    assert len(numbers) == 2
    with bench.office.store.read() as tx:
        assert "Linked" in {row.type for row in register.events(tx, numbers[0])}
    assert case_of(bench, numbers[0]).linked == (numbers[1],)
    assert all(log_tells_the_state(bench, number) for number in numbers)


# BERICHT


def test_of_a_time_that_has_not_begun_there_is_no_report(bench: Bench) -> None:
    complaint(bench)
    told = officer_commands(bench, "BERICHT 2026Q2")
    assert "Das Datum liegt in der Zukunft." in readable(told.raw)
    assert "report" not in {row["purpose"] for row in views.outbox(bench.office)}


@pytest.mark.parametrize(
    ("asked", "told"), [("BERICHT 2026Q1", "Vorschau: Quartalsbericht 1/2026"), ("BERICHT 2025", "Jahresbericht 2025")]
)
def test_a_report_comes_to_whoever_asked_as_a_preview_while_its_time_runs(bench: Bench, asked: str, told: str) -> None:
    complaint(bench)
    officer_commands(bench, asked)
    report = of_purpose(bench, "report", OFFICER)
    assert subject_of(report).startswith(told)
    assert ("Das Quartal läuft noch" in readable(report.raw)) == ("Vorschau" in told)
