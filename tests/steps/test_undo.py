"""`ZURÜCK`: a command is taken back by its giver, within a day (docs/decisions/0009-undo.md)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from office import Bench, at, readable
from steps_office import (
    KARLA,
    LEAD,
    answers,
    case_of,
    complaint,
    copies,
    log_tells_the_state,
    of_purpose,
    officer_commands,
    sent_to,
    subject_of,
)

from mailbot.embedded import Taken
from mailbot.store import register

pytestmark = pytest.mark.dovecot

DONE, REFUSED = "erledigt", "nicht ausgeführt"

SILENT = {
    "FERTIG BIS": "FERTIG BIS 10.3.2026",
    "ÜBERNOMMEN": "ÜBERNOMMEN",
    "WIEDERVORLAGE": "WIEDERVORLAGE 5.3.2026",
    "NOTIZ": "NOTIZ: Akte angefordert",
}


def result(caught: Taken) -> str:
    return subject_of(caught).partition(":")[0]


@pytest.mark.parametrize("name", SILENT)
def test_the_case_is_as_if_the_command_had_not_been(bench: Bench, name: str) -> None:
    number = complaint(bench)
    before = case_of(bench, number)
    forward = of_purpose(bench, "forward", LEAD)
    confirmation = answers(bench, forward, LEAD, SILENT[name])
    assert result(answers(bench, confirmation, LEAD, "ZURÜCK")) == DONE
    assert case_of(bench, number) == before
    assert log_tells_the_state(bench, number)


def test_the_log_keeps_both_the_command_and_its_taking_back(bench: Bench) -> None:
    number = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ÜBERNOMMEN")
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ZURÜCK")
    with bench.office.store.read() as tx:
        types = [row.type for row in register.events(tx, number)]
        assert register.broken_links(tx) == []
    assert types[-2:] == ["Commanded", "Undone"]


def test_without_a_case_it_is_the_last_command_of_its_giver(bench: Bench) -> None:
    number = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ÜBERNOMMEN")
    officer_commands(bench, f"{number} WIEDERVORLAGE 5.3.2026")
    assert case_of(bench, number).resubmissions
    officer_commands(bench, "ZURÜCK")
    assert not case_of(bench, number).resubmissions
    assert case_of(bench, number).accepted_at is not None, "the lead's command stands"


def test_what_somebody_else_commanded_is_not_taken_back(bench: Bench) -> None:
    number = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ÜBERNOMMEN")
    officer_commands(bench, f"{number} WIEDERVORLAGE 5.3.2026")
    assert result(answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ZURÜCK")) == REFUSED
    assert case_of(bench, number).accepted_at is not None


def test_after_a_day_it_is_too_late(bench: Bench) -> None:
    complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "ÜBERNOMMEN")
    assert result(answers(bench, forward, LEAD, "ZURÜCK", after=timedelta(hours=25))) == REFUSED


def test_a_notice_that_has_left_cannot_be_called_back(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "ZWISCHENNACHRICHT")
    assert copies(bench, number, "interim")[0]["state"] == "sent"
    refused = answers(bench, forward, LEAD, "ZURÜCK")
    assert result(refused) == REFUSED
    assert "schon hinaus" in readable(refused.raw)
    assert case_of(bench, number).notices


def test_a_case_passed_on_is_with_another_team_for_good(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "WEITER AN Eingangszone")
    officer_commands(bench, f"{number} STATUS")
    assert case_of(bench, number).route == "eingangszone"
    assert result(answers(bench, of_purpose(bench, "confirmation", LEAD), LEAD, "ZURÜCK")) == REFUSED


def test_a_notice_that_waits_is_called_back(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    bench.smtp.refuse(KARLA, "451 4.3.0 later", times=5)
    answers(bench, forward, LEAD, "ZWISCHENNACHRICHT")
    assert copies(bench, number, "interim")[0]["state"] == "waiting"
    assert result(answers(bench, forward, LEAD, "ZURÜCK", after=timedelta(minutes=1))) == DONE
    assert copies(bench, number, "interim")[0]["state"] == "cancelled"
    assert case_of(bench, number).notices == ()


def test_what_a_closing_called_back_leaves_after_all(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    bench.smtp.refuse(KARLA, "451 4.3.0 later", times=5)
    bench.tick(at("2026-03-03 08:00"))
    assert copies(bench, number, "acknowledgement")[0]["state"] == "waiting"
    answers(bench, forward, LEAD, "ERLEDIGT berechtigt", after=timedelta(minutes=1))
    assert copies(bench, number, "acknowledgement")[0]["state"] == "cancelled"
    assert result(answers(bench, forward, LEAD, "ZURÜCK", after=timedelta(minutes=1))) == DONE
    case = case_of(bench, number)
    assert (case.status, case.evaluation, case.closing) == ("open", None, None)
    assert copies(bench, number, "acknowledgement")[0]["state"] == "waiting"
    assert log_tells_the_state(bench, number)


def test_a_team_that_was_told_of_a_closing_gets_the_case_again(bench: Bench) -> None:
    number = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT berechtigt")
    told = len(sent_to(bench, LEAD))
    answers(bench, of_purpose(bench, "confirmation", LEAD), LEAD, "ZURÜCK")
    assert case_of(bench, number).status == "open"
    assert [row["purpose"] for row in copies(bench, number) if row["recipient"] == LEAD].count("forward") == 2
    assert len(sent_to(bench, LEAD)) == told + 2
    assert log_tells_the_state(bench, number)


def test_a_case_that_took_another_course_since_stays(bench: Bench) -> None:
    """Without the forecast the interim notice would have left on day 7: what happened since depends on it."""
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    bench.tick(at("2026-03-09 07:45"))
    answers(bench, forward, LEAD, "FERTIG BIS 12.3.2026", after=timedelta(minutes=1))
    bench.tick(at("2026-03-09 08:00"))
    bench.tick(at("2026-03-09 16:00"))
    answer = answers(bench, forward, LEAD, "ZURÜCK")
    case = case_of(bench, number)
    assert log_tells_the_state(bench, number)
    assert (result(answer), case.forecast is None) in {(DONE, True), (REFUSED, False)}


def test_a_closing_by_the_officer_of_a_merged_case_is_no_matter_of_undoing(bench: Bench) -> None:
    first, second = complaint(bench), complaint(bench, text="Ich warte seit drei Wochen auf einen Termin am Empfang.")
    officer_commands(bench, f"{second} GEHÖRT ZU {first}")
    assert case_of(bench, second).status == "closed"
    answer = officer_commands(bench, "ZURÜCK")
    assert result(answer) == REFUSED
    assert case_of(bench, second).status == "closed"


def test_a_draft_that_was_taken_back_is_never_released(bench: Bench) -> None:
    """The officer was shown it already; a newer draft voids it."""
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "ANTWORT\nWir kümmern uns darum und melden uns.")
    assert result(answers(bench, forward, LEAD, "ZURÜCK")) == REFUSED
    assert case_of(bench, number).drafts


def test_a_command_that_was_refused_is_no_last_command(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "ÜBERNOMMEN")
    answers(bench, forward, LEAD, "KEIN FALL: doppelt")
    assert result(answers(bench, forward, LEAD, "ZURÜCK")) == DONE
    assert case_of(bench, number).accepted_at is None


def test_the_log_tells_the_state_of_commands_with_words_of_their_own(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    answers(bench, forward, LEAD, "ANTWORT\nWir kümmern uns darum und melden uns.")
    answers(bench, forward, LEAD, "ZWISCHENNACHRICHT: Wir warten auf eine Auskunft.")
    answers(bench, forward, LEAD, "ERLEDIGT berechtigt Maßnahme: Vertretung geregelt Antwort: 2.3.2026, Brief")
    assert case_of(bench, number).measure == "Vertretung geregelt"
    assert log_tells_the_state(bench, number)


def test_nobody_without_a_command_takes_anything_back(bench: Bench) -> None:
    complaint(bench)
    assert result(answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ZURÜCK")) == REFUSED
