"""Domain, section 7: customers write again; bounces; out-of-office."""

from __future__ import annotations

import pytest
from case_office import (
    DEPUTY,
    LEAD,
    MANAGEMENT,
    MANAGEMENT_2,
    OBJECTIONS,
    OFFICER,
    OFFICER_2,
    TEAM,
    at,
    life,
    reached,
    verdict,
)

from mailbot.cases.effects import (
    Alert,
    AlertReason,
    Cancel,
    Document,
    Forward,
    ForwardReason,
    MoveOriginals,
    Present,
    WriteDocument,
)
from mailbot.cases.events import Delivered, LeadAway, NoticeWay, Presented, Undelivered
from mailbot.cases.workflow import wants_bundle
from mailbot.vocabulary import Flag, Kind, Purpose, Route, Status

AWAY = frozenset({LEAD})


def test_a_follow_up_is_sent_on_to_the_team_and_the_lead() -> None:
    case = life()
    assert case.writes() == (Forward((TEAM,), (LEAD,), ForwardReason.FOLLOW_UP),)


@pytest.mark.parametrize("changes", [{"duplicate": True}, {"linked": "KRM-2026-000002"}])
def test_a_duplicate_and_one_with_a_linked_case_are_filed_only(changes: dict[str, object]) -> None:
    case = life()
    assert case.writes(**changes) == ()


def test_only_thanks_reopens_nothing() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt")
    assert case.writes(verdict(Kind.PRAISE, only_thanks=True)) == ()
    assert case.writes(verdict(Kind.PRAISE)) == ()
    assert case.case.status is Status.CLOSED


def test_thanks_that_hold_an_application_are_not_only_thanks() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt")
    case.writes(verdict(Kind.PRAISE, only_thanks=True, flags=frozenset({Flag.APPLICATION})))
    assert case.case.status is Status.OPEN


def test_a_closed_case_is_reopened_as_a_new_round_with_its_own_notices_and_deadlines() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt", "2026-03-10 12:00")
    effects = case.writes(verdict(), "2026-04-13 10:00")  # a Monday
    assert Forward((TEAM,), (LEAD,), ForwardReason.REOPENED) in effects
    assert (case.case.round, case.case.counting_from) == (2, at("2026-04-13 10:00"))
    case.until("2026-04-21 12:00")
    assert case.notices()[2:] == [("acknowledgement", "Tue 14.04. 08:00"), ("interim", "Mon 20.04. 08:00")]


def test_praise_that_comes_back_as_a_complaint_is_one() -> None:
    case = life(verdict(Kind.PRAISE))
    case.until("2026-03-03 12:00")
    case.writes(verdict(Kind.COMPLAINT, route="eingangszone"))
    assert (case.case.kind, case.case.route, case.case.status) == (Kind.COMPLAINT, "eingangszone", Status.OPEN)


@pytest.mark.parametrize("kind", [Kind.CONDUCT_COMPLAINT, Kind.OBJECTION, Kind.PETITION])
@pytest.mark.parametrize("closed", [True, False])
def test_a_follow_up_that_may_be_critical_goes_to_the_officer_not_to_the_team(kind: Kind, closed: bool) -> None:
    case = life()
    if closed:
        case.command(LEAD, "ERLEDIGT berechtigt")
    effects = case.writes(verdict(review=True, likely=(kind,)))
    assert reached(effects) == {OFFICER}


def test_a_follow_up_to_an_objection_goes_to_the_objections_office() -> None:
    case = life(verdict(Kind.OBJECTION))
    assert case.writes(verdict(Kind.OBJECTION)) == (Forward((OBJECTIONS,), reason=ForwardReason.FOLLOW_UP),)


def test_a_follow_up_to_a_conduct_complaint_goes_to_management() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT))
    assert reached(case.writes()) == {MANAGEMENT}


def test_a_customer_who_turns_out_to_be_protected_leaves_the_team() -> None:
    case = life()
    effects = case.writes(verdict(flags=frozenset({Flag.PROTECTED})))
    assert reached(effects) == {OFFICER, MANAGEMENT}
    assert MoveOriginals(Route.MANAGEMENT) in effects
    assert Cancel((Purpose.FORWARD,)) in effects
    assert case.case.withheld


def test_danger_in_a_follow_up_is_told_at_once() -> None:
    case = life()
    effects = case.writes(verdict(flags=frozenset({Flag.DANGER})))
    assert any(isinstance(effect, Alert) and effect.flag is Flag.DANGER for effect in effects)


def test_danger_is_told_each_time_and_not_to_a_lead_whom_the_text_may_accuse() -> None:
    found = verdict(flags=frozenset({Flag.DANGER}))
    case = life(found)
    assert LEAD in reached(case.writes(found))
    doubtful = verdict(flags=frozenset({Flag.DANGER}), review=True, likely=(Kind.CONDUCT_COMPLAINT,))
    assert reached(case.writes(doubtful)) == {OFFICER, MANAGEMENT}


# Bounces


def test_a_bounce_of_a_forward_tells_the_officer_at_once_and_brings_in_the_deputy() -> None:
    case = life()
    effects = case.happens(Undelivered(case.now, Purpose.FORWARD, LEAD))
    assert effects == (
        Alert((OFFICER,), AlertReason.UNDELIVERABLE_FORWARD, failed=LEAD, covered=True),
        Forward((DEPUTY,), reason=ForwardReason.DEPUTY),
    )


def test_a_bounce_of_the_officers_own_mail_goes_to_the_deputy() -> None:
    case = life()
    assert reached(case.happens(Undelivered(case.now, Purpose.ALERT, OFFICER))) == {OFFICER_2}


def test_a_bounce_of_a_presentation_brings_in_managements_deputy() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT))
    effects = case.happens(Undelivered(case.now, Purpose.PRESENTATION, MANAGEMENT))
    assert Present((MANAGEMENT_2,), reason=ForwardReason.DEPUTY) in effects


def test_a_bounce_of_an_old_forward_never_brings_a_conduct_complaint_to_the_deputy_of_the_team() -> None:
    case = life()
    case.command(OFFICER, "ART Dienstaufsichtsbeschwerde")
    assert DEPUTY not in reached(case.happens(Undelivered(case.now, Purpose.FORWARD, LEAD)))
    assert DEPUTY not in reached(case.happens(LeadAway(case.now, LEAD, Purpose.FORWARD, AWAY)))


def test_a_bounce_of_a_notice_is_marked_told_once_and_becomes_a_letter() -> None:
    case = life()
    case.until("2026-03-03 12:00")
    effects = case.happens(Undelivered(case.now, Purpose.ACKNOWLEDGEMENT))
    assert effects == (
        Alert((OFFICER,), AlertReason.UNDELIVERABLE_NOTICE),
        WriteDocument(Document.ACKNOWLEDGEMENT_LETTER),
    )
    assert case.case.notices[0].undeliverable
    assert case.case.notice_way is NoticeWay.LETTER
    assert case.happens(Undelivered(case.now, Purpose.ACKNOWLEDGEMENT)) == ()
    case.until("2026-03-10 12:00")
    assert WriteDocument(Document.INTERIM_LETTER) in case.effects


def test_the_letter_after_a_bounce_counts_as_sent_when_it_is_posted() -> None:
    case = life()
    case.until("2026-03-03 12:00")
    case.happens(Delivered(case.now, Purpose.ACKNOWLEDGEMENT))
    case.happens(Undelivered(case.now, Purpose.ACKNOWLEDGEMENT))
    case.until("2026-03-04 09:00")
    assert case.command(OFFICER, "VERSANDT").result == "done"
    assert case.case.notices[0].sent_at == at("2026-03-04 09:00")
    assert not case.case.notices[0].undeliverable


def test_a_notice_that_came_back_and_became_no_letter_is_never_posted() -> None:
    case = life(verdict(flags=frozenset({Flag.PROTECTED})))
    case.until("2026-03-03 12:00")
    case.happens(Undelivered(case.now, Purpose.ACKNOWLEDGEMENT))
    case.command(OFFICER, "VERSANDT")
    assert case.case.notices[0].undeliverable


def test_a_bounce_of_a_notice_to_a_protected_customer_writes_no_letter() -> None:
    case = life(verdict(flags=frozenset({Flag.PROTECTED})))
    case.until("2026-03-03 12:00")
    assert reached(case.happens(Undelivered(case.now, Purpose.ACKNOWLEDGEMENT))) == {OFFICER}
    assert not case.of(WriteDocument)


def test_a_bounce_that_names_nobody_still_reaches_the_officer() -> None:
    case = life()
    assert reached(case.happens(Undelivered(case.now, Purpose.FORWARD))) == {OFFICER}


# Out-of-office


def test_the_mail_to_a_lead_who_is_away_goes_to_the_deputy_once_a_day() -> None:
    case = life()
    event = LeadAway(case.now, LEAD, Purpose.FORWARD, AWAY)
    assert case.happens(event) == (Forward((DEPUTY,), reason=ForwardReason.DEPUTY),)
    assert case.happens(event) == ()


def test_lead_and_deputy_away_the_officer_gets_it() -> None:
    case = life()
    event = LeadAway(case.now, LEAD, Purpose.FORWARD, AWAY | {DEPUTY})
    assert case.happens(event) == (Forward((OFFICER,), reason=ForwardReason.DEPUTY),)


def test_out_of_office_to_a_confirmation_or_in_a_closed_case_changes_nothing() -> None:
    case = life()
    assert case.happens(LeadAway(case.now, LEAD, Purpose.CONFIRMATION, AWAY)) == ()
    case.command(OFFICER, "ERLEDIGT")
    assert case.happens(LeadAway(case.now, LEAD, Purpose.FORWARD, AWAY)) == ()


def test_the_bundle_presents_a_case_once() -> None:
    case = life()
    assert wants_bundle(case.case)
    case.happens(Presented(case.now))
    assert not wants_bundle(case.case)
