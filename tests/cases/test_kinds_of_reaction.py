"""Domain, section 2: each kind with its recipients, presentation and deadlines; flags; review; two concerns."""

from __future__ import annotations

import pytest
from case_office import (
    AGENCY,
    DEPUTY,
    DIRECTORY,
    LEAD,
    MANAGEMENT,
    MANAGEMENT_2,
    OBJECTIONS,
    OFFICER,
    OFFICER_2,
    POLICY,
    PRIVACY,
    SUPERVISION,
    TEAM,
    actor,
    addresses,
    at,
    day,
    life,
    reached,
    verdict,
)

from mailbot.cases.effects import (
    Alert,
    AlertReason,
    Document,
    Forward,
    ForwardReason,
    MoveOriginals,
    Notice,
    OpenLinked,
    Present,
    Refusal,
    Remind,
    ReminderReason,
    SendNotice,
    TellNumber,
    WriteDocument,
)
from mailbot.cases.events import Command, Commanded, NoticeWay, Verb
from mailbot.cases.notices import posted_by
from mailbot.cases.recipients import hidden_from_officer
from mailbot.cases.workflow import decide, wants_bundle
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Channel, Flag, Kind, Role, Route, Status

ORDINARY = [Kind.COMPLAINT, Kind.SUGGESTION, Kind.REQUEST, Kind.PRAISE]
PETITIONS = [Kind.PETITION, Kind.PETITION_BOARD, Kind.SUBMISSION]


@pytest.mark.parametrize("kind", ORDINARY)
def test_ordinary_kinds_go_to_the_team_with_the_lead_in_cc_and_into_the_daily_bundle(kind: Kind) -> None:
    case = life(verdict(kind))
    assert case.of(Forward) == [Forward((TEAM,), (LEAD,))]
    assert case.of(MoveOriginals) == [MoveOriginals("leistung")]
    assert wants_bundle(case.case)


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.SUGGESTION, Kind.REQUEST, Kind.CONDUCT_COMPLAINT])
def test_written_reactions_get_acknowledgement_and_interim_notice(kind: Kind) -> None:
    case = life(verdict(kind))
    case.until("2026-03-20 12:00")
    assert case.notices() == [("acknowledgement", "Tue 03.03. 08:00"), ("interim", "Mon 09.03. 08:00")]


def test_praise_is_thanked_and_closes_itself_when_certain() -> None:
    case = life(verdict(Kind.PRAISE))
    case.until("2026-03-31 12:00")
    assert case.notices() == [("thanks", "Tue 03.03. 08:00")]
    assert case.case.status is Status.CLOSED
    assert not case.of(Remind)


def test_praise_without_an_address_closes_itself_unthanked() -> None:
    case = life(verdict(Kind.PRAISE), notice_way=NoticeWay.NONE)
    case.until("2026-03-03 08:00")
    assert case.case.status is Status.CLOSED
    assert case.notices() == []


@pytest.mark.parametrize(("channel", "way"), [(Channel.FORM, NoticeWay.NONE), (Channel.LETTER, NoticeWay.LETTER)])
def test_praise_on_paper_that_closes_itself_is_recorded_anew_on_its_form(channel: Channel, way: NoticeWay) -> None:
    case = life(verdict(Kind.PRAISE, channel=channel), notice_way=way)
    case.until("2026-03-03 08:00")
    assert case.case.status is Status.CLOSED
    assert case.of(WriteDocument).count(WriteDocument(Document.RECORD_FORM)) == 2


@pytest.mark.parametrize("changes", [{"review": True}, {"flags": frozenset({Flag.APPLICATION})}])
def test_praise_that_is_not_certain_stays_open(changes: dict[str, object]) -> None:
    case = life(verdict(Kind.PRAISE, **changes))
    case.until("2026-03-05 12:00")
    assert case.case.status is Status.OPEN
    assert case.notices() == [("acknowledgement", "Tue 03.03. 08:00")]


def test_conduct_complaint_goes_to_management_and_to_nobody_else() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT))
    assert case.of(Present) == [Present((MANAGEMENT,))]
    assert not case.of(Forward)
    case.until("2026-06-01 12:00")
    assert reached(case.effects) == {MANAGEMENT}
    assert case.case.presented_at is not None


def test_conduct_complaint_against_management_goes_to_officer_and_supervision() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT, accused=(Role.MANAGEMENT.value,)))
    case.until("2026-06-01 12:00")
    assert reached(case.effects) == {OFFICER, SUPERVISION}


def test_conduct_complaint_against_a_manager_by_address_is_one_against_management() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT, accused=(MANAGEMENT_2,)))
    assert reached(case.effects) == {OFFICER, SUPERVISION}


def test_conduct_complaint_against_the_officer_goes_to_management_and_never_into_the_officers_mails() -> None:
    found = verdict(Kind.CONDUCT_COMPLAINT, accused=(Role.OFFICER.value,), flags=frozenset({Flag.DANGER}))
    case = life(found)
    case.until("2026-06-01 12:00")
    assert reached(case.effects) == {MANAGEMENT}
    assert hidden_from_officer(case.case, POLICY)


def test_conduct_complaint_against_officer_and_management_goes_to_supervision() -> None:
    accused = (Role.OFFICER.value, Role.MANAGEMENT.value)
    assert reached(life(verdict(Kind.CONDUCT_COMPLAINT, accused=accused)).effects) == {SUPERVISION}


@pytest.mark.parametrize(("accused", "gets"), [(LEAD, DEPUTY), (DEPUTY, LEAD)])
def test_a_lead_or_deputy_named_as_the_actor_does_not_get_the_reaction(accused: str, gets: str) -> None:
    case = life(verdict(accused=(accused,)))
    case.until("2026-06-01 12:00")
    assert accused not in reached(case.effects)
    assert TEAM not in reached(case.effects)
    assert gets in reached(case.of(Forward))


@pytest.mark.parametrize("kind", PETITIONS)
def test_petitions_and_submissions_go_to_management_with_the_officer_in_cc_at_once(kind: Kind) -> None:
    case = life(verdict(kind, from_authority=True, deadline=day("2026-03-26")))
    assert case.of(Present) == [Present((MANAGEMENT,), (OFFICER,))]
    assert case.of(WriteDocument) == [WriteDocument(Document.PETITION_STATEMENT, day("2026-03-26"))]
    assert not wants_bundle(case.case)
    case.until("2026-03-20 12:00")
    assert case.notices() == []


def test_petition_of_a_citizen_gets_the_ordinary_notices() -> None:
    case = life(verdict(Kind.PETITION))
    case.until("2026-03-10 12:00")
    assert [notice for notice, _ in case.notices()] == ["acknowledgement", "interim"]


def test_objection_is_handed_over_at_once_at_any_hour() -> None:
    case = life(verdict(Kind.OBJECTION), "2026-03-07 23:30")  # a Saturday night
    assert case.case.status is Status.HANDED_OVER
    assert case.of(Forward) == [Forward((OBJECTIONS,))]
    assert case.of(SendNotice) == [SendNotice(Notice.HANDOVER, "handover", 1)]
    assert not wants_bundle(case.case)


def test_objections_office_is_reminded_and_the_officer_told_each_working_day_until_it_confirms() -> None:
    case = life(verdict(Kind.OBJECTION), "2026-03-06 10:00")  # a Friday
    told = case.until("2026-03-11 12:00")
    assert [moment.strftime("%a %H:%M") for moment, _ in told] == ["Mon 07:30", "Tue 07:30", "Wed 07:30"]
    assert {addresses_ for _, effect in told for addresses_ in addresses(effect)} == {OBJECTIONS, OFFICER}
    case.command(OBJECTIONS, "ÜBERNOMMEN")
    assert case.until("2026-04-30 12:00") == []
    assert case.case.status is Status.HANDED_OVER


def test_service_centre_is_handed_over_to_the_agency_and_stands_in_the_bundle() -> None:
    case = life(verdict(Kind.SERVICE_CENTRE, route=Route.AGENCY_KRM))
    assert case.of(Forward) == [Forward((AGENCY,))]
    assert case.of(SendNotice)[0].notice is Notice.HANDOVER
    assert case.case.status is Status.HANDED_OVER
    assert wants_bundle(case.case)
    assert case.until("2026-06-01 12:00") == []


def test_anonymous_reactions_run_like_any_other() -> None:
    case = life(verdict(anonymous=True), notice_way=NoticeWay.NONE)
    case.until("2026-03-17 12:00")
    assert case.notices() == []
    assert ReminderReason.OVERDUE in {remind.reason for remind in case.of(Remind)}


@pytest.mark.parametrize("critical", [Kind.CONDUCT_COMPLAINT, *PETITIONS, Kind.OBJECTION])
def test_review_that_may_be_critical_goes_to_the_officer_alone_and_after_a_working_day_to_management(
    critical: Kind,
) -> None:
    case = life(verdict(review=True, likely=(Kind.COMPLAINT, critical)), "2026-03-06 10:00")  # a Friday
    assert case.of(Forward) == [Forward((OFFICER,), reason=ForwardReason.REVIEW)]
    assert reached(case.effects) == {OFFICER}
    assert case.of(MoveOriginals) == [MoveOriginals(Route.KRM)]
    assert not wants_bundle(case.case)
    case.until("2026-03-09 09:59")
    assert MANAGEMENT not in reached(case.effects)
    case.until("2026-03-09 10:00")
    assert case.of(Present) == [Present((MANAGEMENT,), reason=ForwardReason.REVIEW)]


def test_review_among_ordinary_kinds_goes_to_the_likeliest_team_marked() -> None:
    case = life(verdict(review=True, likely=(Kind.COMPLAINT, Kind.REQUEST)))
    assert case.of(Forward) == [Forward((TEAM,), (LEAD,), ForwardReason.REVIEW)]


def test_review_without_a_team_goes_to_the_officer() -> None:
    assert life(verdict(review=True, route=Route.NONE)).of(Forward)[0].to == (OFFICER,)


def test_notices_never_wait_for_a_review_and_a_doubtful_objection_is_acknowledged_not_handed_over() -> None:
    case = life(verdict(Kind.OBJECTION, review=True))
    case.until("2026-03-04 12:00")
    assert case.notices() == [("acknowledgement", "Tue 03.03. 08:00")]
    assert case.command(OFFICER, "STIMMT").result == "done"
    assert case.case.status is Status.HANDED_OVER
    assert case.notices()[-1] == ("handover", "Wed 04.03. 12:00")
    assert OBJECTIONS in reached(case.of(Forward))


def test_what_waits_for_the_officer_more_than_two_working_days_is_shown_to_the_deputy() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT, review=True), "2026-03-06 10:00")  # a Friday
    case.until("2026-03-12 12:00")
    alerts = case.of(Alert)
    assert alerts == [Alert((OFFICER_2,), AlertReason.WAITS_FOR_OFFICER)]


def test_two_concerns_open_a_linked_case_and_share_one_acknowledgement() -> None:
    found = verdict(also=Concern(Kind.SUGGESTION, "eingangszone"))
    case = life(found)
    assert case.of(OpenLinked) == [OpenLinked(Kind.SUGGESTION, "eingangszone")]
    linked = life(verdict(Kind.SUGGESTION, route="eingangszone"), parent=case.case.number)
    assert not linked.of(OpenLinked)
    linked.until("2026-03-10 12:00")
    assert [notice for notice, _ in linked.notices()] == ["interim"]


@pytest.mark.parametrize(
    "found",
    [
        verdict(also=Concern(Kind.CONDUCT_COMPLAINT, Route.MANAGEMENT)),
        verdict(Kind.CONDUCT_COMPLAINT, route=Route.MANAGEMENT, also=Concern(Kind.COMPLAINT, "leistung")),
    ],
)
def test_conduct_and_another_concern_the_whole_text_goes_to_management_only(found: object) -> None:
    case = life(found)  # type: ignore[arg-type]
    case.until("2026-04-30 12:00")
    assert reached(case.effects) == {MANAGEMENT}
    assert not case.of(OpenLinked)
    case.command(OFFICER, "TEILEN\nDie Miete wurde falsch berechnet.")
    assert case.of(OpenLinked) == [OpenLinked(Kind.COMPLAINT, "leistung")]


# Flags


def test_application_without_take_over_by_the_end_of_the_next_working_day_is_told_to_deputy_and_officer() -> None:
    case = life(verdict(Kind.REQUEST, flags=frozenset({Flag.APPLICATION})), "2026-03-06 10:00")  # a Friday
    case.until("2026-03-09 23:00")
    assert not case.of(Alert)
    case.until("2026-03-10 00:00")
    assert reached(case.of(Alert)) == {DEPUTY, OFFICER}
    case.until("2026-04-30 12:00")
    assert len(case.of(Alert)) == 1


def test_application_that_is_taken_over_raises_no_alarm() -> None:
    case = life(verdict(Kind.REQUEST, flags=frozenset({Flag.APPLICATION})))
    assert case.command(TEAM, "ÜBERNOMMEN", "2026-03-02 15:00").result == "done"
    case.until("2026-04-30 12:00")
    assert not case.of(Alert)


def test_danger_is_told_at_once_at_any_hour_to_officer_management_and_lead() -> None:
    case = life(verdict(flags=frozenset({Flag.DANGER})), "2026-03-08 03:00")  # a Sunday night
    alert = case.of(Alert)[0]
    assert alert.flag is Flag.DANGER
    assert set(alert.to) == {OFFICER, MANAGEMENT, LEAD}


def test_danger_in_a_conduct_complaint_is_not_told_to_the_lead() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT, flags=frozenset({Flag.DANGER})))
    assert reached(case.of(Alert)) == {OFFICER, MANAGEMENT}


def test_protected_goes_to_officer_and_management_only_and_gets_no_letters() -> None:
    case = life(verdict(flags=frozenset({Flag.PROTECTED})))
    case.until("2026-06-01 12:00")
    assert reached(case.effects) == {OFFICER, MANAGEMENT}
    assert case.case.withheld
    letter = life(verdict(flags=frozenset({Flag.PROTECTED}), channel=Channel.LETTER), notice_way=NoticeWay.LETTER)
    letter.until("2026-06-01 12:00")
    assert {written.document for written in letter.of(WriteDocument)} == {Document.RECORD_FORM}


def test_privacy_is_told_to_the_privacy_officer_and_the_officer_with_the_date() -> None:
    alert = life(verdict(flags=frozenset({Flag.PRIVACY}))).of(Alert)[0]
    assert set(alert.to) == {PRIVACY, OFFICER}
    assert alert.due == day("2026-03-05"), "72 hours"
    assert alert.answer_by == day("2026-04-02"), "one month"


# Channels


def test_form_goes_to_the_lead_without_notices_and_the_employee_gets_the_number() -> None:
    case = life(verdict(channel=Channel.FORM))
    assert case.of(Forward) == [Forward((LEAD,))]
    assert case.of(TellNumber) == [TellNumber()]
    case.until("2026-03-17 12:00")
    assert case.notices() == []
    assert case.of(Remind)[-1].reason is ReminderReason.OVERDUE


@pytest.mark.parametrize("head", [LEAD, DEPUTY])
def test_form_that_the_lead_has_already_is_told_by_number_only(head: str) -> None:
    case = life(verdict(channel=Channel.FORM), already_with=frozenset({head}))
    assert not case.of(Forward)
    assert case.of(TellNumber) == [TellNumber((LEAD,)), TellNumber()]


def test_form_about_conduct_goes_to_management_only() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT, channel=Channel.FORM), already_with=frozenset({LEAD}))
    assert case.of(Present) == [Present((MANAGEMENT,))]
    assert LEAD not in reached(case.effects)


def test_ticket_is_recorded_and_watched_and_only_its_number_is_told_to_the_lead() -> None:
    case = life(verdict(channel=Channel.SERVICE_CENTRE_TICKET), already_with=frozenset({LEAD}))
    assert case.of(TellNumber) == [TellNumber((LEAD,))]
    assert not case.of(Forward)
    case.until("2026-03-20 12:00")
    assert case.notices() == []
    assert case.of(Remind)


def test_letter_gets_documents_instead_of_mails_that_count_when_posted() -> None:
    case = life(verdict(channel=Channel.LETTER), notice_way=NoticeWay.LETTER)
    case.until("2026-03-03 12:00")
    assert case.of(WriteDocument) == [
        WriteDocument(Document.COVER_LETTER),
        WriteDocument(Document.RECORD_FORM),
        WriteDocument(Document.ACKNOWLEDGEMENT_LETTER, day("2026-03-16")),
    ]
    assert case.notices() == []
    assert case.case.notices[0].sent_at is None
    assert case.command(OFFICER, "VERSANDT").result == "done"
    assert case.case.notices[0].sent_at == at("2026-03-03 12:00")
    assert case.case.documents == ()


def test_the_interim_letter_is_written_a_working_day_before_it_is_due_to_be_posted_in_time() -> None:
    case = life(verdict(channel=Channel.LETTER), notice_way=NoticeWay.LETTER)
    case.until("2026-03-06 07:59")
    assert posted_by(case.case, POLICY) == day("2026-03-05"), "the acknowledgement"
    case.command(OFFICER, "VERSANDT")
    assert posted_by(case.case, POLICY) is None
    case.until("2026-03-06 08:00")
    assert case.of(WriteDocument)[-1] == WriteDocument(Document.INTERIM_LETTER)
    assert posted_by(case.case, POLICY) == day("2026-03-09")


def test_a_letter_that_was_written_after_the_answered_list_still_waits() -> None:
    case = life(verdict(channel=Channel.LETTER), notice_way=NoticeWay.LETTER)
    case.until("2026-03-03 08:30")
    listed = at("2026-03-03 07:00")
    order = Command(Verb.POSTED)
    decision = decide(case.case, Commanded(case.now, actor(OFFICER), order, answered_at=listed), POLICY)
    assert decision.case.documents == (Document.ACKNOWLEDGEMENT_LETTER,)
    assert decision.case.notices[0].sent_at is None
    again = decide(decision.case, Commanded(case.now, actor(OFFICER), order, answered_at=listed), POLICY)
    assert again.outcome is not None
    assert again.outcome.refusal is Refusal.WRONG_STATE


def test_a_colleague_who_forwarded_gets_the_number() -> None:
    assert life(colleague=True).of(TellNumber) == [TellNumber()]


# Absences


def test_lead_away_the_deputy_stands_in_cc_too() -> None:
    assert life(absent=frozenset({LEAD})).of(Forward)[0].cc == (LEAD, DEPUTY)


def test_lead_and_deputy_away_the_officer_acts() -> None:
    assert life(absent=frozenset({LEAD, DEPUTY})).of(Forward)[0].cc == (LEAD, DEPUTY, OFFICER)


def test_management_away_the_deputy_gets_it_too() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT), absent=frozenset({MANAGEMENT}))
    assert case.of(Present)[0].to == (MANAGEMENT, MANAGEMENT_2)


def test_every_team_is_known() -> None:
    for team in DIRECTORY.teams:
        assert life(verdict(route=team.id)).of(Forward)[0].to == (team.mailbox,)
