"""`ZURÜCK` for commands that concern the office and not one case (docs/decisions/0009-undo.md)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from office import OFFICER, Bench, a_mail, readable, reply_to
from steps_office import LEAD, answers, case_of, complaint, of_purpose, officer_commands, subject_of, writes

from mailbot.embedded import Taken
from mailbot.steps.runtime import PAUSED
from mailbot.store import desk, mails, register
from mailbot.vocabulary import MailState

pytestmark = pytest.mark.dovecot

DONE, REFUSED = "erledigt", "nicht ausgeführt"


def result(caught: Taken) -> str:
    return subject_of(caught).partition(":")[0]


def absent(bench: Bench, day: str) -> frozenset[str]:
    with bench.office.store.read() as tx:
        return bench.office.absent(tx, date.fromisoformat(day))


def is_paused(bench: Bench) -> bool:
    with bench.office.store.read() as tx:
        return desk.setting(tx, PAUSED) is not None


def test_an_absence_is_as_it_was_before(bench: Bench) -> None:
    complaint(bench)
    first = answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ABWESEND BIS 10.3.2026")
    answers(bench, first, LEAD, "ABWESEND BIS 20.3.2026")
    assert LEAD in absent(bench, "2026-03-18")
    assert result(taken_back(bench)) == DONE
    assert LEAD in absent(bench, "2026-03-10")
    assert LEAD not in absent(bench, "2026-03-18")
    assert result(taken_back(bench)) == DONE
    assert LEAD not in absent(bench, "2026-03-10")


def taken_back(bench: Bench) -> Taken:
    """The lead takes the last command back in a mail of its own, which belongs to no case, and confirms it."""
    writes(bench, LEAD, "KRM", "ZURÜCK")
    return answers(bench, of_purpose(bench, "confirmation", LEAD), LEAD, "STIMMT")


def test_holding_back_and_letting_go(bench: Bench) -> None:
    with bench.office.store.write() as tx:
        desk.remember(tx, PAUSED, bench.clock.at.isoformat())
    writes_and_confirms(bench, "WEITERLAUFEN")
    assert not is_paused(bench)
    writes_and_confirms(bench, "ZURÜCK")
    assert is_paused(bench)


def writes_and_confirms(bench: Bench, text: str) -> None:
    """With all mail held back nothing of ours reaches the officer: the answers are looked up in the database."""
    moment = bench.clock.at + timedelta(minutes=30)
    bench.imap.deliver(a_mail("KRM", text, from_=OFFICER, message_id=f"<{moment.timestamp():.0f}@x.example>"), moment)
    bench.tick(moment)
    with bench.office.store.read() as tx:
        asked = [m for m, _ in mails.all_copies(tx) if m.purpose == "confirmation"][-1]
        raw = mails.raw_of(tx, asked.id)
    again = moment + timedelta(minutes=5)
    caught = Taken(OFFICER, (OFFICER,), raw)
    bench.imap.deliver(reply_to(caught, OFFICER, "STIMMT", message_id=f"<{again.timestamp():.0f}@y.example>"), again)
    bench.tick(again)


def test_what_was_recorded_is_not_taken_back_and_the_answer_says_so(bench: Bench) -> None:
    recorded = officer_commands(bench, "ERFASSEN\nEingang: 27.02.2026\nName: Karl Mustermann\nAnliegen: Ich warte.")
    assert result(recorded) == DONE
    refused = officer_commands(bench, "ZURÜCK")
    assert result(refused) == REFUSED
    assert "KEIN FALL" in readable(refused.raw)


def test_the_newest_command_of_all_is_meant(bench: Bench) -> None:
    number = complaint(bench)
    officer_commands(bench, "ABWESEND BIS 10.3.2026")
    officer_commands(bench, f"{number} WIEDERVORLAGE 5.3.2026")
    assert result(officer_commands(bench, "ZURÜCK")) == DONE
    assert not case_of(bench, number).resubmissions
    assert OFFICER in absent(bench, "2026-03-09")


def held_mail(bench: Bench) -> int:
    """A mail that is held with many others that are overdue; its id."""
    complaint(bench)
    with bench.office.store.write() as tx:
        mail, copy = next((m, c) for m, c in mails.all_copies(tx) if m.purpose == "forward")
        copy.state, copy.hold_reason, copy.sent_at = MailState.HELD, "overdue", None
        return mail.id


def test_a_mail_that_was_let_go_and_has_left_is_not_called_back(bench: Bench) -> None:
    row = held_mail(bench)
    assert result(officer_commands(bench, f"FREI {row}")) == DONE
    refused = officer_commands(bench, "ZURÜCK")
    assert result(refused) == REFUSED
    assert re.search(r"nicht mehr zurücknehmen", readable(refused.raw))
    with bench.office.store.read() as tx:
        assert register.broken_links(tx) == []
