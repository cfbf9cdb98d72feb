"""Domain, section 4: what leaves when. Monday 2 March 2026 is the day of receipt unless told otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from case_office import (
    DEPUTY,
    LEAD,
    MANAGEMENT,
    OFFICER,
    OFFICER_2,
    POLICY,
    Life,
    actor,
    addresses,
    at,
    day,
    life,
    order,
    verdict,
)

from mailbot.cases.deadlines import due_dates
from mailbot.cases.effects import (
    Alert,
    Cancel,
    Document,
    Forward,
    Remark,
    Remind,
    ReminderReason,
    SendNotice,
    WriteDocument,
)
from mailbot.cases.events import AnsweredByHand, Commanded, Delivered, NoticeWay, Tick, Verb
from mailbot.cases.workflow import decide, next_due_at
from mailbot.vocabulary import Kind, Purpose, Status


def reminded(case: Life, reason: ReminderReason) -> list[str]:
    """When somebody was reminded for this reason."""
    return [
        event.now.astimezone(POLICY.zone).strftime("%d.%m. %H:%M")
        for event, decision in case.log
        if isinstance(event, Tick)
        for effect in decision.effects
        if isinstance(effect, Remind) and effect.reason is reason
    ]


def test_acknowledgement_leaves_at_eight_on_the_first_working_day() -> None:
    case = life(when="2026-03-06 16:00")  # a Friday
    case.until("2026-03-09 12:00")
    assert case.notices() == [("acknowledgement", "Mon 09.03. 08:00")]


def test_acknowledgement_does_not_leave_when_closed_before() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt")
    case.until("2026-06-01 12:00")
    assert case.notices() == []
    assert next_due_at(case.case, POLICY) is None


def test_interim_notice_is_spared_by_a_forecast_within_the_14_days() -> None:
    case = life()
    case.command(LEAD, "FERTIG BIS 16.3.", "2026-03-04 10:00")
    case.until("2026-03-16 23:00")
    assert [notice for notice, _ in case.notices()] == ["acknowledgement"]


def test_a_forecast_not_kept_releases_the_interim_notice_the_next_working_morning() -> None:
    case = life()
    case.command(LEAD, "FERTIG BIS 13.3.", "2026-03-04 10:00")  # a Friday
    case.until("2026-03-20 12:00")
    assert case.notices()[1:] == [("interim", "Mon 16.03. 08:00")]


def test_a_forecast_beyond_the_14_days_is_told_at_once_with_its_date() -> None:
    case = life()
    case.command(LEAD, "FERTIG BIS 30.3.", "2026-03-04 10:00")
    assert case.notices()[1:] == [("interim", "Wed 04.03. 10:00")]
    assert case.case.notices[-1].until == day("2026-03-30")
    case.until("2026-03-30 23:00")
    assert len(case.notices()) == 2


def test_at_once_still_waits_for_the_window() -> None:
    case = life()
    case.command(LEAD, "FERTIG BIS 30.3.", "2026-03-06 19:00")  # a Friday evening
    assert len(case.notices()) == 1
    case.until("2026-03-09 12:00")
    assert case.notices()[1:] == [("interim", "Mon 09.03. 07:00")]


def test_a_date_told_to_the_customer_that_passes_releases_a_notice() -> None:
    case = life()
    case.command(LEAD, "FERTIG BIS 20.3.", "2026-03-04 10:00")  # a Friday
    case.until("2026-03-31 12:00")
    assert case.notices()[1:] == [("interim", "Wed 04.03. 10:00"), ("interim", "Mon 23.03. 08:00")]


def test_28_days_after_the_last_notice_the_customer_hears_again() -> None:
    case = life()
    case.until("2026-05-05 12:00")
    assert [moment for _, moment in case.notices()[1:]] == ["Mon 09.03. 08:00", "Thu 02.04. 08:00", "Thu 30.04. 08:00"]


def test_interim_before_the_acknowledgement_replaces_it() -> None:
    case = life()
    case.command(LEAD, "ZWISCHENNACHRICHT Krankheit", "2026-03-02 15:00")
    case.until("2026-03-13 12:00")
    assert case.notices() == [("interim", "Mon 02.03. 15:00")]


def test_day_14_without_any_interim_notice_releases_one() -> None:
    """A forecast within the 14 days, withdrawn by a new route after day 7."""
    case = life()
    case.command(LEAD, "FERTIG BIS 16.3.", "2026-03-04 10:00")
    case.until("2026-03-18 12:00")
    assert [moment for _, moment in case.notices()[1:]] == ["Tue 17.03. 08:00"]


def test_interim_on_a_day_off_leaves_on_the_working_day_before() -> None:
    case = life(when="2026-03-07 10:00")  # a Saturday; Saturday 14 becomes Friday 13
    case.until("2026-03-20 12:00")
    assert case.notices() == [("acknowledgement", "Mon 09.03. 08:00"), ("interim", "Fri 13.03. 08:00")]


def test_after_an_outage_only_the_newest_applicable_notice_leaves_at_once() -> None:
    case = life()
    case.now = at("2026-03-11 14:20")  # nothing ran for nine days
    case.happens(Tick(case.now))
    assert case.notices() == [("interim", "Wed 11.03. 14:20")]
    assert next_due_at(case.case, POLICY) > case.now  # type: ignore[operator]


def test_after_an_outage_at_night_the_notice_waits_for_the_window() -> None:
    case = life()
    case.now = at("2026-03-13 22:00")  # a Friday night
    case.happens(Tick(case.now))
    assert case.notices() == []
    case.until("2026-03-16 12:00")
    assert case.notices() == [("interim", "Mon 16.03. 07:00")]


def test_a_case_closed_during_an_outage_sends_nothing() -> None:
    case = life()
    case.now = at("2026-03-11 14:20")
    case.command(LEAD, "ERLEDIGT")
    assert case.of(Cancel)
    assert case.happens(Tick(case.now)) == ()


def test_notices_wait_until_the_officer_agrees_where_the_sender_is_not_authentic() -> None:
    case = life(notices_held=True)
    case.until("2026-03-04 12:00")
    assert case.notices() == []
    assert case.command(OFFICER, "STIMMT").result == "done"
    assert case.notices() == [("acknowledgement", "Wed 04.03. 12:00")]


@pytest.mark.parametrize(
    "case",
    [
        life(notice_way=NoticeWay.NONE),
        life(verdict(from_authority=True)),
        life(verdict(Kind.OBJECTION), notices_held=True),
    ],
)
def test_no_notice_where_there_must_be_none(case: Life) -> None:
    case.until("2026-04-30 12:00")
    assert case.notices() == []


def test_both_summer_time_nights_keep_eight_oclock() -> None:
    spring = life(when="2026-03-27 10:00")  # the Friday before
    spring.until("2026-04-01 12:00")
    assert spring.notices() == [("acknowledgement", "Mon 30.03. 08:00")]
    autumn = life(when="2026-10-23 10:00")
    autumn.until("2026-10-28 12:00")
    assert autumn.notices() == [("acknowledgement", "Mon 26.10. 08:00")]


def test_year_end() -> None:
    case = life(when="2026-12-23 15:00")  # a Wednesday
    case.until("2027-01-08 12:00")
    assert case.notices() == [("acknowledgement", "Mon 28.12. 08:00"), ("interim", "Wed 30.12. 08:00")]


def test_the_lead_is_told_on_the_working_day_before_an_interim_notice() -> None:
    case = life()
    case.until("2026-03-09 12:00")
    assert reminded(case, ReminderReason.INTERIM_TOMORROW) == ["06.03. 07:30"]


def test_reminders_on_days_7_10_13_and_from_15_every_working_day_with_management_weekly() -> None:
    case = life()
    case.until("2026-03-31 12:00")
    assert reminded(case, ReminderReason.OPEN) == ["09.03. 07:30", "12.03. 07:30", "13.03. 07:30"]  # Sunday 15: Friday
    overdue = [(remind.cc, remind.to) for remind in case.of(Remind) if remind.reason is ReminderReason.OVERDUE]
    assert [bool(cc) for cc, _ in overdue] == [True, False, False, False, False] * 2 + [True]
    assert {to for _, to in overdue} == {(LEAD,)}
    assert {cc for cc, _ in overdue if cc} == {(MANAGEMENT,)}


def test_a_forecast_replaces_the_reminders() -> None:
    case = life()
    case.command(LEAD, "FERTIG BIS 25.3.", "2026-03-04 10:00")  # a Wednesday
    case.until("2026-03-27 12:00")
    assert reminded(case, ReminderReason.OPEN) == ["25.03. 07:30"]
    assert reminded(case, ReminderReason.OVERDUE) == ["26.03. 07:30", "27.03. 07:30"]


def test_reminders_go_to_whoever_is_there() -> None:
    case = life()
    case.until("2026-03-08 12:00")
    case.absent = frozenset({LEAD})
    case.until("2026-03-09 12:00")
    assert case.of(Remind)[-1].to == (LEAD, DEPUTY)
    case.absent = frozenset({LEAD, DEPUTY})
    case.until("2026-03-12 12:00")
    assert OFFICER in case.of(Remind)[-1].to


# Petitions and submissions


def petition(kind: Kind = Kind.PETITION, **changes: object) -> Life:
    return life(verdict(kind, from_authority=True, **changes))


def test_petition_is_reminded_at_half_time_then_3_and_1_working_days_before_then_every_working_day() -> None:
    case = petition(deadline=day("2026-03-26"))  # a Thursday, 24 days on
    case.until("2026-03-30 12:00")
    expected = ["13.03.", "23.03.", "25.03.", "26.03.", "27.03.", "30.03."]  # half time is Saturday 14: Friday 13
    assert reminded(case, ReminderReason.DEADLINE) == [f"{moment} 07:30" for moment in expected]
    assert addresses(case.of(Remind)[0]) == {MANAGEMENT, OFFICER}


def test_board_petition_is_due_14_days_before_the_committee_and_authorised_7_working_days_before_that() -> None:
    case = petition(Kind.PETITION_BOARD, committee_date=day("2026-04-24"))
    assert case.case.deadline.on == day("2026-04-10")  # type: ignore[union-attr]
    case.until("2026-04-01 12:00")
    assert reminded(case, ReminderReason.AUTHORISATION) == ["30.03. 07:30"]  # Easter in between


def test_a_span_is_counted_from_receipt() -> None:
    assert petition(deadline_days=28).case.deadline.on == day("2026-03-30")  # type: ignore[union-attr]


def test_from_an_authority_without_a_date_7_days_and_a_daily_word() -> None:
    case = petition()
    assert case.case.deadline.on == day("2026-03-09")  # type: ignore[union-attr]
    case.until("2026-03-05 12:00")
    assert reminded(case, ReminderReason.DEADLINE_MISSING) == ["03.03. 07:30", "04.03. 07:30", "05.03. 07:30"]
    assert case.command(OFFICER, "FRIST 2.4.").result == "done"
    case.until("2026-03-16 12:00")
    assert len(reminded(case, ReminderReason.DEADLINE_MISSING)) == 3


def test_deadline_is_a_proposal_until_confirmed_or_set() -> None:
    case = petition(deadline=day("2026-03-26"))
    assert not case.case.deadline.confirmed  # type: ignore[union-attr]
    case.command(OFFICER, "STIMMT")
    assert case.case.deadline.confirmed  # type: ignore[union-attr]
    case.command(OFFICER, "FRIST 30.4. AUSSCHUSS")
    assert case.case.deadline.on == day("2026-04-16")  # type: ignore[union-attr]
    assert due_dates(case.case, POLICY).final == at("2026-04-16 23:59:59")


def test_extension_writes_the_request_and_the_old_deadline_stands() -> None:
    case = petition(deadline=day("2026-03-26"))
    case.command(OFFICER, "FRISTVERLÄNGERUNG 9.4. Auskunft steht aus")
    assert case.of(WriteDocument)[-1] == WriteDocument(
        Document.EXTENSION_REQUEST, day("2026-04-09"), "Auskunft steht aus"
    )
    assert case.case.deadline.on == day("2026-03-26")  # type: ignore[union-attr]


def test_contribution_reaches_the_lead_and_is_reminded_until_the_statement() -> None:
    case = petition(deadline=day("2026-03-26"))
    case.command(MANAGEMENT, "ZUARBEIT Leistung BIS 12.3.")
    sent = case.of(Forward)[0]
    assert (sent.to, sent.until) == ((LEAD,), day("2026-03-12"))
    case.until("2026-03-12 12:00")
    assert reminded(case, ReminderReason.INTERNAL_DATE) == ["12.03. 07:30"]


# Accounts


def test_a_notice_is_sent_when_the_server_took_it() -> None:
    case = life()
    case.until("2026-03-03 12:00")
    case.happens(Delivered(at("2026-03-03 08:01"), Purpose.ACKNOWLEDGEMENT))
    assert case.case.notices[0].sent_at == at("2026-03-03 08:01")


def test_an_answer_by_hand_replaces_the_notice_that_is_due() -> None:
    case = life()
    case.happens(AnsweredByHand(at("2026-03-02 14:00")))
    case.until("2026-03-10 12:00")
    assert case.notices() == [("interim", "Mon 09.03. 08:00")]
    assert case.case.notices[0].by_hand


def test_deciding_the_same_tick_twice_sends_nothing_twice() -> None:
    case = life()
    case.until("2026-03-03 12:00")
    assert decide(case.case, Tick(case.now), POLICY).effects == ()


def test_unknown_commands_of_the_office_are_refused_not_lost() -> None:
    outcome = decide(life().case, Commanded(at("2026-03-02 11:00"), actor(OFFICER), order(Verb.PAUSE)), POLICY).outcome
    assert outcome is not None
    assert outcome.result == "refused"


def test_policy_moves_the_times() -> None:
    case = life()
    case.policy = replace(POLICY, interim_days=5)
    case.until("2026-03-10 12:00")
    assert case.notices()[1:] == [("interim", "Fri 06.03. 08:00")]  # Saturday 7 becomes Friday 6


def test_status_open_is_where_a_case_begins() -> None:
    assert life().case.status is Status.OPEN


def test_what_the_lead_asked_for_comes_before_what_is_due_anyway() -> None:
    case = life()
    case.command(LEAD, "ZWISCHENNACHRICHT Krankheit", "2026-03-06 19:00")  # Friday evening: the window is shut
    case.now = at("2026-03-09 09:00")  # the sweep comes late
    case.happens(Tick(case.now))
    assert case.of(SendNotice)[-1].reason == "Krankheit"
    case.until("2026-03-20 12:00")
    assert [notice for notice, _ in case.notices()] == ["acknowledgement", "interim"]


def test_notices_held_too_long_are_shown_to_the_officers_deputy() -> None:
    case = life(notices_held=True)
    case.until("2026-03-05 12:00")
    assert [addresses(alert) for alert in case.of(Alert)] == [{OFFICER_2}]


def test_praise_confirmed_after_its_acknowledgement_closes() -> None:
    case = life(verdict(Kind.PRAISE, review=True))
    case.command(OFFICER, "STIMMT", "2026-03-04 12:00")
    assert case.case.status is Status.CLOSED
    assert [notice for notice, _ in case.notices()] == ["acknowledgement"]


@pytest.mark.parametrize(
    ("moment", "remark"),
    [("2026-03-03 10:00", Remark.INTERIM_LEAVES), ("2026-03-03 19:00", Remark.INTERIM_WAITS)],
)
@pytest.mark.parametrize("text", ["ZWISCHENNACHRICHT", "FERTIG BIS 25.3."])
def test_the_answer_says_when_the_interim_notice_leaves(text: str, moment: str, remark: Remark) -> None:
    case = life()
    case.until(moment)
    assert case.command(LEAD, text).remark is remark


def test_a_forecast_within_the_14_days_says_nothing_of_it() -> None:
    assert life().command(LEAD, "FERTIG BIS 12.3.").remark is Remark.NONE
