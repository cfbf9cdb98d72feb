"""Domain, section 7, the table of commands: each row with the people who may give it, written down from the table.

What a row does stands in `test_commands_on_cases`; the map of rows to tests in `tests/test_domain_rows.py`.
"""

from __future__ import annotations

import pytest
from case_office import (
    AGENCY,
    DEPUTY,
    LEAD,
    MANAGEMENT,
    OBJECTIONS,
    OFFICER,
    POLICY,
    PRIVACY,
    SUPERVISION,
    TEAM,
    actor,
    life,
    order,
    verdict,
)

from mailbot.cases.authority import OFFICE_RIGHTS, may, verbs_of
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Verb
from mailbot.vocabulary import Kind

LEADS, OFFICERS, MANAGERS, TEAMS = "lead", "officer", "management", "team mailbox"
ALL = {LEADS, OFFICERS, MANAGERS}
PEOPLE = {LEADS: LEAD, OFFICERS: OFFICER, MANAGERS: MANAGEMENT, TEAMS: TEAM}

ROWS: dict[Verb, set[str]] = {
    Verb.ACCEPT: {LEADS, TEAMS},
    Verb.CLOSE: {LEADS, OFFICERS, MANAGERS},
    Verb.REROUTE: {LEADS, OFFICERS, MANAGERS},
    Verb.FORECAST: {LEADS, MANAGERS},
    Verb.INTERIM: {LEADS, OFFICERS, MANAGERS},
    Verb.ANSWER: {LEADS},
    Verb.RELEASE: {OFFICERS},
    Verb.CONFIRM: {OFFICERS},
    Verb.KIND: {OFFICERS, MANAGERS},
    Verb.SPLIT: {OFFICERS, MANAGERS},
    Verb.MERGE: {OFFICERS, LEADS},
    Verb.REOPEN: {OFFICERS, LEADS},
    Verb.NO_CASE: {OFFICERS},
    Verb.MAKE_CASE: {OFFICERS},
    Verb.DEADLINE: {OFFICERS, MANAGERS},
    Verb.EXTENSION: {OFFICERS, MANAGERS},
    Verb.INTERNAL_DATE: {OFFICERS},
    Verb.CONTRIBUTION: {OFFICERS, MANAGERS},
    Verb.RESUBMIT: ALL,
    Verb.NOTE: {*ALL, TEAMS},
    Verb.AWAY: ALL,
    Verb.RECORD: {OFFICERS},
    Verb.POSTED: {OFFICERS},
    Verb.RETAIN: {OFFICERS},
    Verb.REPORT: {OFFICERS},
    Verb.UNDO: {*ALL, TEAMS},
    Verb.FREE: {OFFICERS},
    Verb.PAUSE: {OFFICERS},
    Verb.RESUME: {OFFICERS},
    Verb.SEEN: {MANAGERS},
    Verb.IMPLEMENTED: {LEADS, OFFICERS, MANAGERS},
    Verb.STATUS: {*ALL, TEAMS},
    Verb.HELP: {*ALL, TEAMS},
}
"""`TEILEN`: "when officer or management cut it out" (section 2). `ZURÜCK`: its giver."""
STANDS_IN: dict[Verb, set[str]] = {
    Verb.ACCEPT: {OFFICERS, MANAGERS},
    Verb.FORECAST: {OFFICERS},
    Verb.ANSWER: {OFFICERS, MANAGERS},
}
"""Section 1: "Lead and deputy both absent: the officer acts"; what is no team's only officer and management can do."""
OF_THE_OFFICE = frozenset(OFFICE_RIGHTS)


def allowed(verb: Verb, who: str, absent: frozenset[str] = frozenset()) -> bool:
    somebody = actor(PEOPLE[who])
    if verb in OF_THE_OFFICE:
        return verb in verbs_of(somebody)
    return may(somebody, order(verb), life().case, POLICY, absent) is Refusal.NONE


@pytest.mark.parametrize("absent", [set(), {LEAD}, {DEPUTY}], ids=["all there", "lead away", "deputy away"])
@pytest.mark.parametrize("verb", ROWS, ids=lambda verb: verb.value)
def test_a_row_is_given_by_those_whom_it_names_and_by_nobody_else(verb: Verb, absent: set[str]) -> None:
    assert {who for who in PEOPLE if allowed(verb, who, frozenset(absent))} == ROWS[verb]


@pytest.mark.parametrize("verb", ROWS, ids=lambda verb: verb.value)
def test_lead_and_deputy_both_absent_the_officer_acts(verb: Verb) -> None:
    named = ROWS[verb] | STANDS_IN.get(verb, set())
    assert {who for who in PEOPLE if allowed(verb, who, frozenset({LEAD, DEPUTY}))} == named


@pytest.mark.parametrize("verb", STANDS_IN, ids=lambda verb: verb.value)
@pytest.mark.parametrize("kind", [Kind.CONDUCT_COMPLAINT, Kind.PETITION])
def test_what_is_no_teams_is_done_by_officer_and_management(verb: Verb, kind: Kind) -> None:
    case = life(verdict(kind)).case
    assert may(actor(LEAD), order(verb), case, POLICY) is Refusal.RESERVED
    for address in (OFFICER, MANAGEMENT):
        assert may(actor(address), order(verb), case, POLICY) is Refusal.NONE


def test_the_answer_says_whose_it_is() -> None:
    assert may(actor(OFFICER), order(Verb.ACCEPT), life().case, POLICY) is Refusal.THE_LEADS


def test_every_command_has_its_row() -> None:
    assert set(ROWS) == set(Verb)


@pytest.mark.parametrize("verb", ROWS, ids=lambda verb: verb.value)
@pytest.mark.parametrize("address", [PRIVACY, SUPERVISION, AGENCY, OBJECTIONS])
def test_other_offices_command_nothing_on_a_teams_case(verb: Verb, address: str) -> None:
    if verb in OF_THE_OFFICE or verb is Verb.HELP:
        return
    assert may(actor(address), order(verb), life().case, POLICY) is not Refusal.NONE


def test_the_objections_office_accepts_an_objection_and_closes_none() -> None:
    case = life(verdict(Kind.OBJECTION)).case
    assert may(actor(OFFICER), order(Verb.ACCEPT), case, POLICY) is Refusal.THE_LEADS
    assert may(actor(OBJECTIONS), order(Verb.ACCEPT), case, POLICY) is Refusal.NONE
    assert may(actor(OBJECTIONS), order(Verb.CLOSE), case, POLICY) is not Refusal.NONE
