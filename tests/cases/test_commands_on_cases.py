"""Domain, section 7: each command's effect, given by whoever may give it; what is refused is not half done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from case_office import (
    DEPUTY,
    LEAD,
    MANAGEMENT,
    NUMBER,
    OBJECTIONS,
    OFFICE,
    OFFICER,
    POLICY,
    TEAM,
    actor,
    addresses,
    at,
    day,
    life,
    order,
    reached,
    verdict,
)

from mailbot.cases.case import Evaluation
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    AnnounceClosing,
    Cancel,
    Document,
    Forward,
    ForwardReason,
    Merge,
    MoveOriginals,
    OpenLinked,
    Present,
    Refusal,
    Remind,
    ReminderReason,
    Result,
    SendAnswer,
    SendNotice,
    WriteDocument,
)
from mailbot.cases.events import Commanded, NoticeWay, Stated, Verb
from mailbot.cases.workflow import DEEDS, decide, next_due_at
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Channel, CustomerGroup, Flag, Kind, Purpose, Role, Route, Status

OTHER_TEAM = f"vermittlung-u25@{OFFICE}"
OTHER_LEAD = f"lead.vermittlung-u25@{OFFICE}"


def test_uebernommen_accepts_and_the_first_counts() -> None:
    case = life()
    case.command(LEAD, "ÜBERNOMMEN", "2026-03-02 11:00")
    case.command(TEAM, "ÜBERNOMMEN", "2026-03-02 12:00")
    assert case.case.accepted_at == at("2026-03-02 11:00")


def test_erledigt_closes_cancels_and_announces_where_the_originals_belong() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt Maßnahme: Schulung Antwort: 2.3., Telefon")
    assert case.case.status is Status.CLOSED
    assert case.case.evaluation == Evaluation("berechtigt", proposed=True, by=Role.LEAD)
    assert case.case.measure == "Schulung"
    assert case.case.closing is not None
    assert (case.case.closing.answered_on, case.case.closing.answered_by) == (day("2026-03-02"), "Telefon")
    assert case.of(AnnounceClosing) == [AnnounceClosing((TEAM,), (LEAD,))]
    assert Purpose.INTERIM in case.of(Cancel)[0].purposes
    assert case.of(Alert) == [Alert((OFFICER,), AlertReason.EVALUATION_PROPOSED)]
    assert next_due_at(case.case, POLICY) is None


def test_the_evaluation_of_a_lead_is_a_proposal_until_the_officer_confirms() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt")
    case.command(OFFICER, "STIMMT")
    assert case.case.evaluation == Evaluation("berechtigt", proposed=False, by=Role.LEAD)


def test_the_officer_corrects_the_evaluation_of_a_closed_case_without_any_mail() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt")
    sent = len(case.effects)
    assert case.command(OFFICER, "ERLEDIGT unberechtigt").result is Result.DONE
    assert case.case.evaluation == Evaluation("unberechtigt", proposed=False, by=Role.OFFICER)
    assert len(case.effects) == sent
    assert case.command(LEAD, "ERLEDIGT").refusal is Refusal.WRONG_STATE


@pytest.mark.parametrize(
    ("kind", "value", "refusal"),
    [
        (Kind.COMPLAINT, "aufgegriffen", Refusal.UNKNOWN_EVALUATION),
        (Kind.SUGGESTION, "berechtigt", Refusal.UNKNOWN_EVALUATION),
        (Kind.REQUEST, "berechtigt", Refusal.UNKNOWN_EVALUATION),
        (Kind.SUGGESTION, "nicht aufgegriffen", Refusal.NONE),
    ],
)
def test_evaluations_belong_to_kinds(kind: Kind, value: str, refusal: Refusal) -> None:
    case = life(verdict(kind))
    before = case.case
    outcome = case.command(LEAD, f"ERLEDIGT {value}")
    assert outcome.refusal is refusal
    assert refusal is Refusal.NONE or case.case == before


def test_weiter_an_routes_anew_and_deadlines_run_on() -> None:
    case = life()
    case.command(LEAD, "WEITER AN Vermittlung U25", "2026-03-04 10:00")
    assert case.of(MoveOriginals)[-1] == MoveOriginals("vermittlung-u25")
    assert case.of(Forward)[-1] == Forward((OTHER_TEAM,), (OTHER_LEAD,), ForwardReason.REROUTED)
    case.until("2026-03-10 12:00")
    assert case.notices()[1:] == [("interim", "Mon 09.03. 08:00")]
    assert case.command(LEAD, "ERLEDIGT").refusal is Refusal.NOT_YOURS


def test_a_lead_reroutes_once_then_the_officer_decides() -> None:
    case = life()
    case.command(LEAD, "WEITER AN Vermittlung U25")
    outcome = case.command(OTHER_LEAD, "WEITER AN Leistung")
    assert outcome.refusal is Refusal.ALREADY_REROUTED
    assert case.of(Alert) == [Alert((OFFICER,), AlertReason.LEAD_WANTS_REROUTE)]
    assert case.case.route == "vermittlung-u25"
    assert case.command(OFFICER, "WEITER AN Leistung").result is Result.DONE


def test_weiter_an_the_objections_office_makes_it_an_objection() -> None:
    case = life()
    case.command(LEAD, "WEITER AN Widerspruchsstelle", "2026-03-07 22:00")
    assert case.case.kind is Kind.OBJECTION
    assert case.case.status is Status.HANDED_OVER
    assert case.notices()[-1][0] == "handover"
    assert case.of(Forward)[-1].to == (OBJECTIONS,)


@pytest.mark.parametrize("kind", [Kind.CONDUCT_COMPLAINT, Kind.PETITION])
def test_what_is_reserved_is_not_routed_to_a_team(kind: Kind) -> None:
    case = life(verdict(kind))
    assert case.command(OFFICER, "WEITER AN Leistung").refusal is Refusal.RESERVED


def test_fertig_bis_in_the_past_is_refused() -> None:
    assert life().command(LEAD, "FERTIG BIS 1.3.2026").refusal is Refusal.PAST_DATE


def test_zwischennachricht_with_a_configured_reason_leaves_at_once() -> None:
    case = life()
    case.command(LEAD, "ZWISCHENNACHRICHT Aktenanforderung", "2026-03-04 15:00")
    assert case.of(SendNotice)[-1].reason == "Aktenanforderung"
    case.command(LEAD, "ZWISCHENNACHRICHT", "2026-03-04 15:10")
    assert len(case.of(SendNotice)) == 2, "the same cause on the same day leaves once"


def test_zwischennachricht_with_free_text_waits_for_freigabe_while_the_standard_notice_leaves_in_time() -> None:
    case = life()
    case.command(LEAD, "ZWISCHENNACHRICHT wir warten auf eine Auskunft", "2026-03-04 15:00")
    assert case.of(Alert) == [Alert((OFFICER,), AlertReason.DRAFT_WAITS)]
    case.until("2026-03-09 12:00")
    assert case.notices()[1:] == [("interim", "Mon 09.03. 08:00")]
    case.command(OFFICER, "FREIGABE")
    assert case.of(SendNotice)[-1].draft == 1


def test_zwischennachricht_where_no_notice_may_go_is_refused() -> None:
    assert life(notice_way=NoticeWay.NONE).command(LEAD, "ZWISCHENNACHRICHT").refusal is Refusal.WRONG_STATE


def test_antwort_waits_for_the_officer_and_freigabe_without_mail_writes_a_letter() -> None:
    case = life()
    assert case.command(LEAD, "ANTWORT").refusal is Refusal.TEXT_MISSING
    case.command(LEAD, "ANTWORT\nGuten Tag, wir haben es geändert.")
    assert case.of(Alert) == [Alert((OFFICER,), AlertReason.DRAFT_WAITS)]
    assert not case.of(SendAnswer)
    case.command(OFFICER, "FREIGABE", draft_clean=True)
    assert case.of(WriteDocument) == [WriteDocument(Document.ANSWER_LETTER)]


@pytest.mark.parametrize(("clean", "effect"), [(True, SendAnswer), (False, WriteDocument)])
def test_freigabe_mail_sends_a_clean_draft_only(clean: bool, effect: type) -> None:
    case = life()
    case.command(LEAD, "ANTWORT\nGuten Tag.")
    case.command(OFFICER, "FREIGABE MAIL", draft_clean=clean)
    assert len(case.of(effect)) == 1


def test_freigabe_releases_the_version_the_officer_was_shown() -> None:
    case = life()
    case.command(LEAD, "ANTWORT\nErste Fassung.")
    case.command(LEAD, "ANTWORT\nZweite Fassung.")
    assert case.command(OFFICER, "FREIGABE", offered_draft=1).refusal is Refusal.NOTHING_TO_RELEASE
    assert case.command(OFFICER, "FREIGABE", offered_draft=2).result is Result.DONE
    assert case.command(OFFICER, "FREIGABE").refusal is Refusal.NOTHING_TO_RELEASE


def test_stimmt_without_anything_to_confirm_is_refused() -> None:
    assert life().command(OFFICER, "STIMMT").refusal is Refusal.WRONG_STATE


def test_stimmt_sends_a_doubtful_conduct_complaint_to_management() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT, review=True))
    case.command(OFFICER, "STIMMT")
    assert case.of(Present) == [Present((MANAGEMENT,))]
    assert case.case.review is None


def test_stimmt_opens_the_second_concern_that_waited() -> None:
    found = verdict(review=True, likely=(Kind.OBJECTION,), also=Concern(Kind.SUGGESTION, "eingangszone"))
    case = life(found)
    assert not case.of(OpenLinked)
    case.command(OFFICER, "STIMMT")
    assert case.of(OpenLinked) == [OpenLinked(Kind.SUGGESTION, "eingangszone")]
    assert case.of(Forward)[-1].to == (TEAM,)


@pytest.mark.parametrize(
    ("word", "route", "status"),
    [
        ("Dienstaufsichtsbeschwerde", Route.MANAGEMENT, Status.OPEN),
        ("Petition", Route.MANAGEMENT, Status.OPEN),
        ("Widerspruch", Route.OBJECTIONS, Status.HANDED_OVER),
        ("Service Center", Route.AGENCY_KRM, Status.HANDED_OVER),
        ("Anregung", "leistung", Status.OPEN),
    ],
)
def test_art_corrects_the_kind_and_routes_anew(word: str, route: str, status: Status) -> None:
    case = life()
    assert case.command(OFFICER, f"ART {word}").result is Result.DONE
    assert (case.case.route, case.case.status) == (route, status)


def test_art_with_a_customer_group_corrects_that_and_nothing_else() -> None:
    case = life()
    before = case.case
    assert case.command(OFFICER, "ART Kundengruppe Arbeitgeber").result is Result.DONE
    assert case.case == replace(before, customer_group=CustomerGroup.EMPLOYER)
    assert case.command(LEAD, "ART Kundengruppe Sonstige").refusal is Refusal.NOT_YOUR_ROLES
    case.command(OFFICER, "ERLEDIGT berechtigt")
    assert case.command(MANAGEMENT, "ART Kundengruppe Sonstige").result is Result.DONE
    assert case.case.customer_group is CustomerGroup.OTHER


def test_art_conduct_complaint_calls_back_the_forward_and_moves_the_folder() -> None:
    case = life()
    before = len(case.log)
    case.command(MANAGEMENT, "ART Dienstaufsichtsbeschwerde")
    effects = [effect for _, decision in case.log[before:] for effect in decision.effects]
    assert Purpose.FORWARD in next(effect for effect in effects if isinstance(effect, Cancel)).purposes
    assert MoveOriginals(Route.MANAGEMENT) in effects
    assert reached(effects) == {MANAGEMENT}


def test_art_in_a_closed_case_changes_the_register_and_the_folder_only() -> None:
    case = life()
    case.command(OFFICER, "ERLEDIGT berechtigt")
    before = len(case.effects)
    case.command(OFFICER, "ART Dienstaufsichtsbeschwerde")
    assert case.effects[before:] == [MoveOriginals(Route.MANAGEMENT)]
    assert case.case.status is Status.CLOSED


def test_art_back_from_a_conduct_complaint_goes_to_the_team_the_rules_proposed() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT))
    case.command(MANAGEMENT, "ART Beschwerde")
    assert case.of(Forward)[-1].to == (TEAM,)


def test_gehoert_zu_merges() -> None:
    case = life()
    assert case.command(OFFICER, f"GEHÖRT ZU {NUMBER}").refusal is Refusal.WRONG_STATE
    case.command(OFFICER, "GEHÖRT ZU KRM-2026-000017")
    assert case.of(Merge) == [Merge("KRM-2026-000017")]
    assert case.case.not_counted
    assert case.case.status is Status.CLOSED


def test_oeffnen_undoes_a_closing_in_the_same_round() -> None:
    case = life()
    case.command(LEAD, "ERLEDIGT berechtigt", "2026-03-04 10:00")
    case.command(LEAD, "ÖFFNEN", "2026-03-05 10:00")
    assert (case.case.status, case.case.round, case.case.closing) == (Status.OPEN, 1, None)
    case.until("2026-03-10 12:00")
    assert [notice for notice, _ in case.notices()] == ["acknowledgement", "interim"]


def test_kein_fall_ends_without_counting() -> None:
    case = life()
    case.command(OFFICER, "KEIN FALL Werbung")
    assert case.case.not_counted
    assert case.until("2026-06-01 12:00") == []


def test_termin_is_told_to_the_lead_reminded_and_met_by_a_statement() -> None:
    case = life()
    case.command(OFFICER, "TERMIN 6.3. Stellungnahme")
    assert case.of(Forward)[-1] == Forward((LEAD,), reason=ForwardReason.DATE_SET, until=day("2026-03-06"))
    met = life()
    met.command(OFFICER, "TERMIN 6.3.")
    met.happens(Stated(met.now, actor(LEAD)))
    for one in (case, met):
        one.until("2026-03-06 12:00")
    reasons = [remind.reason for remind in case.of(Remind)]
    assert ReminderReason.INTERNAL_DATE in reasons
    assert ReminderReason.INTERNAL_DATE not in [remind.reason for remind in met.of(Remind)]


def test_wiedervorlage_reminds_its_giver_once() -> None:
    case = life()
    case.command(MANAGEMENT, "WIEDERVORLAGE 5.3. Stand?")
    case.until("2026-03-06 07:00")
    assert [addresses(remind) for remind in case.of(Remind)] == [{MANAGEMENT}]


def test_a_date_of_a_team_that_lost_the_case_tells_nobody() -> None:
    """A conduct complaint is nobody's but management's, and no reminder says that there is one."""
    for text in ("TERMIN 10.3. Stellungnahme", "WIEDERVORLAGE 10.3. nachsehen"):
        case = life()
        case.command(OFFICER if text.startswith("TERMIN") else LEAD, text)
        case.command(OFFICER, "ART Dienstaufsichtsbeschwerde")
        case.until("2026-03-20 12:00")
        assert LEAD not in {address for remind in case.of(Remind) for address in addresses(remind)}


def test_a_date_of_the_team_is_told_to_the_deputy_of_a_lead_who_is_away() -> None:
    case = life()
    case.command(OFFICER, "TERMIN 5.3.")
    case.absent = frozenset({LEAD})
    case.until("2026-03-06 07:00")
    assert [addresses(remind) for remind in case.of(Remind)] == [{LEAD, DEPUTY}]


def test_notiz_status_hilfe_change_nothing() -> None:
    case = life()
    before = case.case
    for text in ("NOTIZ Rückruf vereinbart", "STATUS", "HILFE"):
        assert case.command(LEAD, text).result is Result.DONE
    assert case.case == before


def test_gesehen_records_the_presentation() -> None:
    case = life()
    case.command(MANAGEMENT, "GESEHEN")
    assert case.case.seen_at == case.case.presented_at == case.now


def test_sperre_bis_keeps_the_case() -> None:
    case = life()
    case.command(OFFICER, "SPERRE BIS 31.12.2030")
    assert case.case.retain_until == day("2030-12-31")


def test_versandt_without_letters_is_refused() -> None:
    assert life().command(OFFICER, "VERSANDT").refusal is Refusal.WRONG_STATE


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (Verb.FORECAST, Refusal.DATE_MISSING),
        (Verb.REROUTE, Refusal.UNKNOWN_TARGET),
        (Verb.KIND, Refusal.UNKNOWN_KIND),
        (Verb.MERGE, Refusal.UNKNOWN_NUMBER),
        (Verb.NO_CASE, Refusal.TEXT_MISSING),
        (Verb.SPLIT, Refusal.TEXT_MISSING),
        (Verb.NOTE, Refusal.TEXT_MISSING),
        (Verb.DEADLINE, Refusal.WRONG_STATE),
        (Verb.EXTENSION, Refusal.WRONG_STATE),
        (Verb.CONTRIBUTION, Refusal.WRONG_STATE),
        (Verb.INTERNAL_DATE, Refusal.DATE_MISSING),
        (Verb.RESUBMIT, Refusal.DATE_MISSING),
        (Verb.RETAIN, Refusal.DATE_MISSING),
        (Verb.REOPEN, Refusal.WRONG_STATE),
        (Verb.RELEASE, Refusal.NOTHING_TO_RELEASE),
        (Verb.UNDO, Refusal.NOT_YOUR_ROLES),
    ],
)
def test_a_refused_command_does_nothing(verb: Verb, refusal: Refusal) -> None:
    case = life()
    who = MANAGEMENT if verb in {Verb.KIND, Verb.FORECAST} else OFFICER
    decision = decide(case.case, Commanded(case.now, actor(who), order(verb)), POLICY)
    assert decision.outcome is not None
    assert decision.outcome.refusal is refusal
    assert (decision.case, decision.effects) == (case.case, ())


@pytest.mark.parametrize("verb", sorted(DEEDS))
def test_a_closed_case_sends_nothing_whatever_is_commanded(verb: Verb) -> None:
    case = life()
    case.command(OFFICER, "ERLEDIGT berechtigt")
    event = Commanded(case.now, actor(OFFICER), order(verb, text="x", on=day("2026-03-30"), kind=Kind.PRAISE))
    decision = decide(case.case, event, POLICY)
    assert verb is Verb.REOPEN or not decision.effects


def test_closing_a_conduct_complaint_is_announced_to_management() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT))
    case.command(MANAGEMENT, "ERLEDIGT berechtigt")
    assert case.of(AnnounceClosing) == [AnnounceClosing((MANAGEMENT,))]


def test_teilen_to_a_named_team() -> None:
    case = life(verdict(Kind.CONDUCT_COMPLAINT))
    case.command(OFFICER, "TEILEN Eingangszone\nDie Wartezeit war lang.")
    assert case.of(OpenLinked) == [OpenLinked(Kind.COMPLAINT, "eingangszone")]


def test_deputies_command_like_their_leads() -> None:
    assert life().command(DEPUTY, "ÜBERNOMMEN").result is Result.DONE


def test_letters_of_a_case_with_flags() -> None:
    case = life(verdict(channel=Channel.LETTER, flags=frozenset({Flag.NO_PHONE})), notice_way=NoticeWay.LETTER)
    case.until("2026-03-09 12:00")
    documents = [written.document for written in case.of(WriteDocument)]
    assert documents[-2:] == [Document.ACKNOWLEDGEMENT_LETTER, Document.INTERIM_LETTER]
