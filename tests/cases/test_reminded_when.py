"""Domain, section 4: petitions are reminded of at 07:30 by their deadline, whenever that was set; bounces; dates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from case_office import (
    DEPUTY,
    LEAD,
    NUMBER,
    OFFICER,
    POLICY,
    TEAM,
    Life,
    at,
    day,
    life,
    reached,
    verdict,
)

from mailbot.cases.effects import Alert, Forward, ForwardReason, OpenLinked, Refusal, Remark, Remind, ReminderReason
from mailbot.cases.events import NoticeWay, Received, Undelivered
from mailbot.cases.handing import OWN_ROUTE
from mailbot.cases.replay import Logged, replay
from mailbot.cases.workflow import decide
from mailbot.vocabulary import Channel, Kind, Purpose

PETITION = verdict(Kind.PETITION, from_authority=True, deadline=None, route="management")


def reminders(case: Life, until: str) -> list[str]:
    """When the petition's deadline is reminded of from now on, local time."""
    found = [(now, e) for now, e in case.until(until) if isinstance(e, Remind)]
    return [f"{now:%a %d.%m. %H:%M} {e.reason.value}" for now, e in found]


SET_ON = {
    # received Monday 2 March, deadline Monday 30 March: half time is 16 March, then 25 and 27 March, 30 March
    "the half-time day": ("2026-03-16 10:00", ["Tue 17.03. 07:30", "Wed 25.03. 07:30", "Fri 27.03. 07:30"]),
    "the half-time day, before 07:30": ("2026-03-16 06:00", ["Mon 16.03. 07:30", "Wed 25.03. 07:30"]),
    "a day after half time": ("2026-03-18 15:00", ["Thu 19.03. 07:30", "Wed 25.03. 07:30"]),
    "a Friday after half time": ("2026-03-20 15:00", ["Mon 23.03. 07:30", "Wed 25.03. 07:30"]),
    "the day before one of the reminders": ("2026-03-24 15:00", ["Wed 25.03. 07:30", "Fri 27.03. 07:30"]),
}


@pytest.mark.parametrize("name", SET_ON)
def test_a_deadline_set_on(name: str) -> None:
    when, expected = SET_ON[name]
    case = life(PETITION)
    case.until(when)
    case.command(OFFICER, "FRIST 30.3.2026")
    found = [line.removesuffix(" deadline") for line in reminders(case, "2026-03-29 12:00")]
    assert found[: len(expected)] == expected
    assert len({line[:10] for line in found}) == len(found), "never twice the same day"


def test_a_letter_that_was_recorded_late_is_reminded_of_the_next_morning_not_at_once() -> None:
    event = Received(
        at("2026-03-30 15:00"), NUMBER, at("2026-03-02 00:00"), verdict(channel=Channel.LETTER), NoticeWay.LETTER
    )
    case = Life(decide(None, event, POLICY).case, event.at)
    assert reminders(case, "2026-03-31 12:00") == ["Tue 31.03. 07:30 overdue"]


def test_the_committees_date_alone_makes_a_proposal_for_a_board_petition() -> None:
    """Section 2: at the BMAS 14 days before the committee's date."""
    case = life(verdict(Kind.PETITION_BOARD, from_authority=True, committee_date=day("2026-04-30"), route="management"))
    deadline = case.case.deadline
    assert deadline is not None
    assert (deadline.on, deadline.missing, deadline.confirmed) == (day("2026-04-16"), False, False)
    assert ReminderReason.DEADLINE_MISSING not in {
        e.reason for _, e in case.until("2026-04-01 12:00") if isinstance(e, Remind)
    }
    case.command(OFFICER, "STIMMT")
    assert case.case.deadline is not None
    assert case.case.deadline.confirmed


@pytest.mark.parametrize("kind", [Kind.PETITION, Kind.SUBMISSION])
@pytest.mark.parametrize(("committee", "internal"), [("2026-04-30", "2026-03-09"), ("2026-03-05", "2026-03-05")])
def test_of_other_petitions_it_is_no_deadline_of_ours(kind: Kind, committee: str, internal: str) -> None:
    """Section 4: from an authority without a date: 7 calendar days, not after the committee, and "Frist fehlt"."""
    case = life(verdict(kind, from_authority=True, committee_date=day(committee), route="management"))
    deadline = case.case.deadline
    assert deadline is not None
    assert (deadline.on, deadline.missing, deadline.committee_on) == (day(internal), True, day(committee))
    assert case.command(OFFICER, "STIMMT").refusal is Refusal.WRONG_STATE, "there is no proposal to confirm"
    found = [e.reason for _, e in case.until("2026-03-04 12:00") if isinstance(e, Remind)]
    assert found == [ReminderReason.DEADLINE_MISSING] * 2


def test_a_board_petition_whose_14_days_are_over_already_is_due_at_once() -> None:
    case = life(verdict(Kind.PETITION_BOARD, from_authority=True, committee_date=day("2026-03-10"), route="management"))
    assert case.case.deadline is not None
    assert case.case.deadline.on == day("2026-03-02")


# --- bounces of forwards


def bounce(case: Life, failed: str, *others: str) -> tuple[Alert, list[str]]:
    effects = case.happens(Undelivered(case.now, Purpose.FORWARD, failed, also_to=frozenset(others)))
    (alert,) = [effect for effect in effects if isinstance(effect, Alert)]
    return alert, sorted(reached([effect for effect in effects if not isinstance(effect, Alert)]))


def test_the_deputy_gets_the_case_instead_and_the_officer_hears_whose_mailbox_failed() -> None:
    alert, instead = bounce(life(), LEAD, TEAM)
    assert (alert.to, alert.failed, alert.covered) == ((OFFICER,), LEAD, True)
    assert instead == [DEPUTY]


def test_a_deputy_who_stands_in_cc_already_does_not_get_the_case_twice() -> None:
    alert, instead = bounce(life(), LEAD, TEAM, DEPUTY)
    assert instead == []
    assert alert.covered


def test_where_nobody_stands_in_the_officer_hears_that_too() -> None:
    case = life(absent=frozenset({LEAD, DEPUTY}))
    case.absent = frozenset({LEAD, DEPUTY})
    effects = case.happens(Undelivered(case.now, Purpose.FORWARD, LEAD, case.absent))
    (alert,) = [effect for effect in effects if isinstance(effect, Alert)]
    assert not alert.covered


# --- a follow-up that may be of a grave kind

DOUBT = verdict(review=True, likely=(Kind.CONDUCT_COMPLAINT,))


def test_while_it_waits_the_lead_can_not_merge_it_away() -> None:
    case = life()
    case.writes(DOUBT)
    assert case.command(LEAD, "GEHÖRT ZU KRM-2026-000009").refusal.value == "reserved"
    assert case.command(OFFICER, "GEHÖRT ZU KRM-2026-000009").refusal.value == "none"


@pytest.mark.parametrize("word", ["STIMMT", "WEITER AN leistung"])
def test_the_officers_word_sends_it_to_the_team(word: str) -> None:
    case = life()
    case.writes(DOUBT)
    before = len(case.effects)
    case.command(OFFICER, word)
    assert Forward((TEAM,), (LEAD,), ForwardReason.SETTLED) in case.effects[before:]
    assert case.case.doubt is None
    assert replay([Logged(i, event) for i, (event, _) in enumerate(case.log)], case.policy).case == case.case


@pytest.mark.parametrize(
    ("word", "kind"), [("Dienstaufsichtsbeschwerde", Kind.CONDUCT_COMPLAINT), ("Widerspruch", Kind.OBJECTION)]
)
def test_a_grave_kind_makes_a_case_of_its_own_of_it(word: str, kind: Kind) -> None:
    """Section 7: a linked case of that kind is opened, and its text goes only where that kind goes."""
    case = life()
    case.writes(DOUBT)
    before, stood = len(case.effects), case.case
    case.command(OFFICER, f"ART {word}")
    (opened,) = case.effects[before:]
    assert opened == OpenLinked(kind, OWN_ROUTE[kind], own_acknowledgement=True, follow_up=True)
    assert case.case == replace(stood, doubt=None)


def test_an_ordinary_kind_is_the_cases_and_the_follow_up_waits_on() -> None:
    case = life()
    case.writes(DOUBT)
    case.command(OFFICER, "ART Anregung")
    assert case.case.kind is Kind.SUGGESTION
    assert case.case.doubt is not None


@pytest.mark.parametrize("word", ["WEITER AN leistung", "WEITER AN eingangszone", "GEHÖRT ZU KRM-2026-000009"])
def test_what_is_left_when_the_team_has_its_part_goes_to_no_team(word: str) -> None:
    """Section 2: the team gets its part when officer or management cut it out with TEILEN, and nothing else."""
    case = life()
    case.writes(DOUBT)
    assert case.command(OFFICER, "TEILEN\nDie Miete fehlt.").remark is Remark.REST_WAITS
    before = case.case
    assert case.command(OFFICER, word).refusal is Refusal.PARTED
    assert case.case == before
    done = len(case.effects)
    assert case.command(OFFICER, "STIMMT").remark is Remark.KEPT_APART
    assert case.effects[done:] == []
    assert case.case.doubt is None


def test_a_further_doubtful_follow_up_does_not_set_free_what_was_kept() -> None:
    case = life()
    case.writes(DOUBT)
    case.command(OFFICER, "TEILEN\nDie Miete fehlt.")
    case.writes(DOUBT)
    assert case.command(OFFICER, "WEITER AN leistung").refusal is Refusal.PARTED


def test_what_waits_for_the_officer_too_long_is_shown_to_the_deputy() -> None:
    case = life()
    case.writes(DOUBT)
    found = [e for _, e in case.until("2026-03-06 12:00") if isinstance(e, Alert)]
    assert [alert.reason.value for alert in found] == ["waits_for_officer"]


def test_only_attachments_that_are_new_are_told_of() -> None:
    case = life()
    assert case.writes(duplicate=True) == ()
    assert case.writes(duplicate=True, new_attachments=2) == (
        Forward((TEAM,), (LEAD,), ForwardReason.ATTACHMENTS, attachments=2),
    )
    case.command(LEAD, "ERLEDIGT berechtigt", "2026-03-03 12:00")
    case.writes(duplicate=True, new_attachments=1)
    assert case.case.round == 2
