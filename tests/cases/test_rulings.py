"""What people made of a case, read from its log."""

from __future__ import annotations

import pytest
from case_office import LEAD, OFFICER, POLICY, actor, at, life, verdict

from mailbot.cases.events import Commanded, Undone
from mailbot.cases.replay import Logged
from mailbot.cases.rulings import ruled
from mailbot.rules.learning import NOT_RULED, Ruling
from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import Kind

DOUBTFUL = verdict(review=True, likely=(Kind.COMPLAINT, Kind.REQUEST))
GRAVE = verdict(review=True, likely=(Kind.COMPLAINT, Kind.CONDUCT_COMPLAINT))
CONDUCT = Ruling(Kind.CONDUCT_COMPLAINT, "management")


def ruling_of(found: Verdict, *commands: tuple[str, str], undo_last: bool = False) -> Ruling:
    case = life(found)
    for hour, (address, text) in enumerate(commands, start=11):
        case.command(address, text, f"2026-03-02 {hour}:00")
    log = [Logged(number, event) for number, (event, _) in enumerate(case.log, start=1)]
    if undo_last:
        last = max(entry.number for entry in log if isinstance(entry.event, Commanded))
        log.append(Logged(len(log) + 1, Undone(at("2026-03-02 20:00"), actor(OFFICER), last)))
    known = ruled(log, POLICY)
    assert known is not None
    assert known.received is case.log[0][0]
    return known.ruling


@pytest.mark.parametrize(
    ("found", "commands", "ruling"),
    [
        (verdict(), [], NOT_RULED),
        (verdict(), [(LEAD, "NOTIZ angerufen")], NOT_RULED),
        (verdict(), [(LEAD, "ÜBERNOMMEN")], Ruling(None, "leistung")),
        (verdict(), [(LEAD, "ERLEDIGT berechtigt")], Ruling(Kind.COMPLAINT, "leistung")),
        (verdict(), [(OFFICER, "ART Lob"), (LEAD, "ERLEDIGT")], Ruling(Kind.PRAISE, "leistung")),
        (verdict(), [(LEAD, "ÜBERNOMMEN"), (OFFICER, "WEITER AN eingangszone")], Ruling(None, "eingangszone")),
        (verdict(), [(OFFICER, "ART Dienstaufsichtsbeschwerde")], CONDUCT),
        (verdict(), [(OFFICER, "ART Lob")], Ruling(Kind.PRAISE)),
        (verdict(), [(OFFICER, "WEITER AN eingangszone")], Ruling(None, "eingangszone")),
        (verdict(), [(LEAD, "WEITER AN eingangszone")], Ruling(None, "eingangszone")),
        (verdict(), [(LEAD, "WEITER AN KRM")], NOT_RULED),
        (verdict(), [(OFFICER, "WEITER AN objections")], Ruling(Kind.OBJECTION, "objections")),
        (
            verdict(),
            [(OFFICER, "WEITER AN eingangszone"), (OFFICER, "ART Lob")],
            Ruling(Kind.PRAISE, "eingangszone"),
        ),
        (verdict(), [(OFFICER, "ART Lob"), (OFFICER, "ART Beschwerde")], Ruling(Kind.COMPLAINT)),
        (DOUBTFUL, [(OFFICER, "STIMMT")], Ruling(Kind.COMPLAINT, "leistung")),
        (GRAVE, [(OFFICER, "STIMMT")], Ruling(Kind.COMPLAINT, "leistung")),
        (verdict(), [(OFFICER, "STIMMT")], NOT_RULED),
        (verdict(), [(LEAD, "ART Lob")], NOT_RULED),
    ],
)
def test_the_last_word_counts(found: Verdict, commands: list[tuple[str, str]], ruling: Ruling) -> None:
    assert ruling_of(found, *commands) == ruling


def test_a_word_taken_back_was_never_said() -> None:
    assert ruling_of(verdict(), (OFFICER, "ART Lob"), undo_last=True) == NOT_RULED


def test_a_confirmed_evaluation_says_no_more_of_the_kind_than_the_closing() -> None:
    closed = (LEAD, "ERLEDIGT berechtigt")
    assert ruling_of(verdict(), closed, (OFFICER, "STIMMT")) == ruling_of(verdict(), closed)


def test_a_log_without_a_receipt_tells_nothing() -> None:
    assert ruled([], POLICY) is None
