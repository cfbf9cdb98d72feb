"""Every row and sentence of the domain's tables with the tests that prove it: a map that cannot go stale unseen.

A row is named as the domain names it (sections 1 to 4, 7, 9 and 10); the tests by file and function.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

# ruff: noqa: E501  a place is a line
TESTS = Path(__file__).parent

ROLES = {
    "customer writes and gets notices": "steps/test_rows_channels.py::test_email_from_outside_all_deadlines_run",
    "team gets the case (To), team lead gets Cc": "e2e/test_three_weeks.py::test_a_forward_has_the_team_in_to_and_the_lead_in_cc",
    "team lead works by replying to the mail": "e2e/test_nasty.py::test_a_lead_closes_a_case_by_replying",
    "KRM officer reads the daily digest": "e2e/test_nasty.py::test_every_digest_goes_to_the_officer_once_a_working_day",
    "KRM officer commands by mail": "steps/test_officers_commands.py::test_a_command_without_proof_counts_when_it_is_confirmed",
    "management": "steps/test_rows_kinds.py::test_it_is_presented_to_management_as_the_row_says",
    "objections": "cases/test_kinds_of_reaction.py::test_objection_is_handed_over_at_once_at_any_hour",
    "agency_krm": "cases/test_kinds_of_reaction.py::test_service_centre_is_handed_over_to_the_agency_and_stands_in_the_bundle",
    "privacy_officer": "cases/test_kinds_of_reaction.py::test_privacy_is_told_to_the_privacy_officer_and_the_officer_with_the_date",
    "supervision": "cases/test_kinds_of_reaction.py::test_conduct_complaint_against_management_goes_to_officer_and_supervision",
    "Service Center": "steps/test_rows_channels.py::test_a_ticket_of_the_service_centre_is_recorded_and_the_lead_told_the_number",
    "superior bodies set petition deadlines": "rules/test_reading_of_texts.py::test_a_deadline_in_its_usual_notations",
    "deputy and absences in the directory": "steps/test_rows_roles.py::test_a_lead_who_is_away_has_the_deputy_beside_from_the_first_to_the_last_day",
    "lead and deputy both absent: the officer acts": "steps/test_rows_roles.py::test_lead_and_deputy_both_away_the_officer_acts",
    "what waits for the officer is shown to the deputy": "cases/test_kinds_of_reaction.py::test_what_waits_for_the_officer_more_than_two_working_days_is_shown_to_the_deputy",
    "the teams of the sample office": "e2e/test_three_weeks.py::test_each_kind_and_each_team_occurs",
    "705 never routes": "steps/test_rows_roles.py::test_705_on_a_form_never_routes",
}
KINDS = {
    "goes To, Cc": "steps/test_rows_kinds.py::test_the_case_goes_to_whom_the_row_names_and_to_nobody_else",
    "presented to management": "steps/test_rows_kinds.py::test_it_is_presented_to_management_as_the_row_says",
    "deadlines": "steps/test_rows_kinds.py::test_deadlines_run_where_the_row_says_so",
    "praise closes itself when certain": "cases/test_kinds_of_reaction.py::test_praise_is_thanked_and_closes_itself_when_certain",
    "praise that is not certain stays open": "cases/test_kinds_of_reaction.py::test_praise_that_is_not_certain_stays_open",
    "conduct_complaint never reaches the team or its lead": "steps/test_office_machine.py::OfficeMonths",
    "petition_board 14 days before the committee": "cases/test_notices_and_reminders.py::test_board_petition_is_due_14_days_before_the_committee_and_authorised_7_working_days_before_that",
    "two concerns, one acknowledgement": "cases/test_kinds_of_reaction.py::test_two_concerns_open_a_linked_case_and_share_one_acknowledgement",
    "a conduct complaint among them: management only": "cases/test_kinds_of_reaction.py::test_conduct_and_another_concern_the_whole_text_goes_to_management_only",
    "TEILEN gives the team its part": "e2e/test_life_of_cases.py::test_a_conduct_complaint_goes_to_management_and_the_team_gets_what_is_cut_out",
    "against management": "cases/test_kinds_of_reaction.py::test_conduct_complaint_against_management_goes_to_officer_and_supervision",
    "against the officer": "cases/test_kinds_of_reaction.py::test_conduct_complaint_against_the_officer_goes_to_management_and_never_into_the_officers_mails",
    "a lead or deputy named as the actor": "cases/test_kinds_of_reaction.py::test_a_lead_or_deputy_named_as_the_actor_does_not_get_the_reaction",
    "objection: handover at once, at any hour": "cases/test_kinds_of_reaction.py::test_objection_is_handed_over_at_once_at_any_hour",
    "objection: reminded until confirmed": "cases/test_kinds_of_reaction.py::test_objections_office_is_reminded_and_the_officer_told_each_working_day_until_it_confirms",
    "objection from handover to confirmation": "e2e/test_life_of_cases.py::test_an_objection_from_handover_to_confirmation",
    "anonymous": "cases/test_kinds_of_reaction.py::test_anonymous_reactions_run_like_any_other",
    "review that may be grave": "cases/test_kinds_of_reaction.py::test_review_that_may_be_critical_goes_to_the_officer_alone_and_after_a_working_day_to_management",
    "review otherwise: likeliest team, marked": "cases/test_kinds_of_reaction.py::test_review_among_ordinary_kinds_goes_to_the_likeliest_team_marked",
    "notices never wait for a review": "cases/test_kinds_of_reaction.py::test_notices_never_wait_for_a_review_and_a_doubtful_objection_is_acknowledged_not_handed_over",
    "customer group": "steps/test_exporting.py::test_a_row_holds_every_field_of_the_register",
}
FLAGS = {
    "application": "cases/test_kinds_of_reaction.py::test_application_without_take_over_by_the_end_of_the_next_working_day_is_told_to_deputy_and_officer",
    "application taken over": "cases/test_kinds_of_reaction.py::test_application_that_is_taken_over_raises_no_alarm",
    "danger": "cases/test_kinds_of_reaction.py::test_danger_is_told_at_once_at_any_hour_to_officer_management_and_lead",
    "protected": "cases/test_kinds_of_reaction.py::test_protected_goes_to_officer_and_management_only_and_gets_no_letters",
    "privacy": "cases/test_kinds_of_reaction.py::test_privacy_is_told_to_the_privacy_officer_and_the_officer_with_the_date",
    "no_phone": "rules/test_reading_of_texts.py::test_flags",
    "shown first": "outbound/test_compose.py::test_a_forward_says_first_what_must_be_seen_first",
}
CHANNELS = {
    "email": "steps/test_rows_channels.py::test_email_from_outside_all_deadlines_run",
    "email forwarded inside": "steps/test_rows_channels.py::test_a_colleague_forwards_the_citizen_is_the_customer_and_the_colleague_gets_the_number_only",
    "no address can be read: review": "steps/test_rows_channels.py::test_a_forward_without_a_readable_address_is_reviewed_and_nobody_gets_notices",
    "form": "steps/test_rows_channels.py::test_a_form_goes_to_the_lead_the_employee_gets_number_and_thanks_and_nobody_a_notice",
    "form, all fields of Anlage 1": "ingest/test_forms.py::test_a_form_is_read_in_any_layout",
    "form that the lead has already": "steps/test_rows_channels.py::test_a_form_that_the_lead_has_already_is_not_sent_again",
    "form about conduct": "steps/test_rows_channels.py::test_a_form_about_conduct_goes_to_management_only",
    "service_centre_ticket": "steps/test_rows_channels.py::test_a_ticket_of_the_service_centre_is_recorded_and_the_lead_told_the_number",
    "web form": "steps/test_rows_channels.py::test_a_web_form_is_email_with_the_citizen_in_reply_to",
    "letter": "steps/test_rows_channels.py::test_a_letter_is_recorded_by_the_officer_and_its_notices_are_documents",
    "letter: deadlines from Eingang": "steps/test_letters.py::test_all_deadlines_run_from_eingang",
    "letter: notices count by VERSANDT": "steps/test_letters.py::test_each_notice_is_a_letter_that_the_digest_lists_until_it_was_posted",
}
DEADLINES = {
    "days count from the day after receipt": "cases/test_case_deadlines.py::test_deadlines_of_a_written_reaction",
    "receipt in the office's time zone": "cases/test_case_deadlines.py::test_receipt_is_the_day_in_the_offices_zone",
    "receipt: date in a forwarded header": "steps/test_rows_channels.py::test_a_colleague_forwards_the_citizen_is_the_customer_and_the_colleague_gets_the_number_only",
    "receipt: never the Date header": "steps/test_rows_dates.py::test_the_date_header_says_nothing_about_receipt",
    "working days of Niedersachsen": "cases/test_case_deadlines.py::test_each_land_has_its_own_holidays",
    "extra closing days": "cases/test_case_deadlines.py::test_extra_closing_days_are_a_setting",
    "acknowledgement": "steps/test_rows_notices.py::test_the_acknowledgement_leaves_at_eight_on_the_first_working_day",
    "interim notice": "steps/test_rows_notices.py::test_the_interim_notice_leaves_on_day_seven_or_the_working_day_before",
    "interim spared by a forecast": "steps/test_rows_notices.py::test_no_interim_notice_when_the_lead_forecasts_completion_within_the_fourteen_days",
    "interim at once when the lead asks": "steps/test_rows_notices.py::test_the_interim_notice_leaves_at_once_when_the_lead_asks_but_in_the_window",
    "unless closed": "steps/test_rows_notices.py::test_closed_before_it_is_due_nothing_leaves",
    "sending window": "cases/test_case_deadlines.py::test_sending_window",
    "the working day before": "cases/test_notices_and_reminders.py::test_interim_on_a_day_off_leaves_on_the_working_day_before",
    "met is judged by the unmoved date": "steps/test_reporting.py::test_a_deadline_is_judged_by_its_unmoved_day",
    "shifting never works in our favour": "cases/test_case_deadlines.py::test_shifting_never_works_in_our_favour",
    "both summer time nights": "steps/test_rows_dates.py::test_eight_oclock_is_eight_oclock_around_both_summer_time_nights",
    "year's end": "steps/test_rows_dates.py::test_over_the_years_end",
    "after an outage what is overdue leaves at once": "cases/test_notices_and_reminders.py::test_after_an_outage_only_the_newest_applicable_notice_leaves_at_once",
    "the breach is recorded and reported": "steps/test_rows_dates.py::test_a_breach_by_an_outage_stands_in_the_report",
    "an earlier interim notice replaces the acknowledgement": "cases/test_notices_and_reminders.py::test_interim_before_the_acknowledgement_replaces_it",
    "a forecast not kept": "cases/test_notices_and_reminders.py::test_a_forecast_not_kept_releases_the_interim_notice_the_next_working_morning",
    "day 14 without any interim notice": "cases/test_notices_and_reminders.py::test_day_14_without_any_interim_notice_releases_one",
    "a date told to the customer that passes": "cases/test_notices_and_reminders.py::test_a_date_told_to_the_customer_that_passes_releases_a_notice",
    "28 days after the last notice": "cases/test_notices_and_reminders.py::test_28_days_after_the_last_notice_the_customer_hears_again",
    "no notice twice for the same cause and round": "steps/test_office_machine.py::OfficeMonths",
    "Morgen 8 Uhr geht die Zwischennachricht hinaus": "steps/test_rows_notices.py::test_the_lead_is_told_the_working_day_before_with_ready_replies",
    "no notice to ...": "steps/test_rows_notices.py::test_no_notice_goes_to",
    "no notice to the form channel, an authority, ...": "cases/test_notices_and_reminders.py::test_no_notice_where_there_must_be_none",
    "Reply-To that differs: review, nothing there": "e2e/test_nasty.py::test_a_reply_to_elsewhere_gets_nothing",
    "DMARC or SPF fail: the officer agrees first": "steps/test_officers_commands.py::test_notices_wait_for_the_officer_when_dmarc_fails",
    "ceiling of a customer address": "steps/test_rows_notices.py::test_five_automatic_mails_to_a_customer_a_day_the_sixth_is_held_and_the_officer_sees_it",
    "ceiling of a staff address": "steps/test_rows_notices.py::test_sixty_answers_to_a_staff_address_a_day_the_next_is_held",
    "ceilings hold back, never drop": "steps/test_two_robots.py::test_none_of_the_flood_is_dropped",
    "more than 20 overdue notices are held": "steps/test_rows_notices.py::test_more_than_twenty_overdue_notices_wait_for_the_officer",
    "after five days without SMTP only the newest leaves": "steps/test_rows_notices.py::test_after_five_days_without_smtp_only_the_newest_notice_leaves_and_a_closed_case_sends_nothing",
    "lead: days 7, 10, 13, from 15 every working day": "cases/test_notices_and_reminders.py::test_reminders_on_days_7_10_13_and_from_15_every_working_day_with_management_weekly",
    "a forecast replaces the reminders": "cases/test_notices_and_reminders.py::test_a_forecast_replaces_the_reminders",
    "one reminder mail a day, 07:30": "steps/test_rows_dates.py::test_one_reminder_mail_a_day_holds_all_cases",
    "petition: deadline from the text, a proposal": "cases/test_notices_and_reminders.py::test_deadline_is_a_proposal_until_confirmed_or_set",
    "petition: a span counts from receipt": "cases/test_notices_and_reminders.py::test_a_span_is_counted_from_receipt",
    "petition: half time, 3 and 1 working days before": "cases/test_notices_and_reminders.py::test_petition_is_reminded_at_half_time_then_3_and_1_working_days_before_then_every_working_day",
    "petition: Autorisierung durch die Träger": "cases/test_notices_and_reminders.py::test_board_petition_is_due_14_days_before_the_committee_and_authorised_7_working_days_before_that",
    "petition without a date: Frist fehlt": "cases/test_notices_and_reminders.py::test_from_an_authority_without_a_date_7_days_and_a_daily_word",
    "petition sent by a citizen": "cases/test_kinds_of_reaction.py::test_petition_of_a_citizen_gets_the_ordinary_notices",
    "petition: the notice says who decides": "outbound/test_compose_contexts.py::test_a_petition_sent_by_a_citizen_is_told_who_decides",
    "FRISTVERLÄNGERUNG": "cases/test_notices_and_reminders.py::test_extension_writes_the_request_and_the_old_deadline_stands",
}
BELONGING = {
    "In-Reply-To, References": "steps/test_rows_belonging.py::test_it_answers_a_mail_of_ours_from_whatever_address",
    "token in the subject": "steps/test_rows_belonging.py::test_the_subject_holds_our_token",
    "token in the address": "steps/test_rows_belonging.py::test_the_address_holds_our_token",
    "number and a known address": "steps/test_rows_belonging.py::test_it_names_the_number_and_comes_from_an_address_on_the_case",
    "a bare number from a stranger": "steps/test_rows_belonging.py::test_the_bare_number_of_a_stranger_is_a_new_case_shown_to_the_officer",
    "follow-up of a grave kind": "steps/test_rows_belonging.py::test_a_follow_up_of_a_grave_kind_is_a_linked_case_whose_text_goes_only_where_that_kind_goes",
    "follow-up filed and sent on": "steps/test_rows_belonging.py::test_a_follow_up_to_an_open_case_is_filed_and_sent_on_to_the_lead",
    "only thanks": "steps/test_rows_belonging.py::test_only_thanks_reopens_nothing",
    "reopened as a new round": "steps/test_rows_belonging.py::test_otherwise_a_closed_case_is_reopened_as_a_new_round_with_its_own_notices_and_deadlines",
    "after 12 months": "steps/test_rows_belonging.py::test_after_twelve_months_it_is_a_new_case_that_names_the_old_one",
    "a second mail without number": "steps/test_rows_belonging.py::test_a_second_mail_of_the_same_person_without_number_is_its_own_case_and_probably_belongs",
    "nearly the same text within 14 days": "steps/test_rows_belonging.py::test_nearly_the_same_text_within_fourteen_days_is_filed_without_a_second_acknowledgement",
    "a machine that answers everything": "steps/test_two_robots.py::test_two_robots_exchange_a_few_mails_and_stop",
}
COMMANDS = {
    "ÜBERNOMMEN": "cases/test_commands_on_cases.py::test_uebernommen_accepts_and_the_first_counts",
    "ERLEDIGT": "cases/test_commands_on_cases.py::test_erledigt_closes_cancels_and_announces_where_the_originals_belong",
    "WEITER AN": "cases/test_commands_on_cases.py::test_weiter_an_routes_anew_and_deadlines_run_on",
    "WEITER AN, a lead once": "cases/test_commands_on_cases.py::test_a_lead_reroutes_once_then_the_officer_decides",
    "FERTIG BIS": "cases/test_notices_and_reminders.py::test_a_forecast_beyond_the_14_days_is_told_at_once_with_its_date",
    "ZWISCHENNACHRICHT": "cases/test_commands_on_cases.py::test_zwischennachricht_with_a_configured_reason_leaves_at_once",
    "ZWISCHENNACHRICHT, free text": "steps/test_officers_commands.py::test_a_free_text_for_an_interim_notice_waits_and_leaves_as_it_was_shown",
    "ANTWORT": "cases/test_commands_on_cases.py::test_antwort_waits_for_the_officer_and_freigabe_without_mail_writes_a_letter",
    "FREIGABE": "cases/test_commands_on_cases.py::test_freigabe_releases_the_version_the_officer_was_shown",
    "FREIGABE MAIL": "cases/test_commands_on_cases.py::test_freigabe_mail_sends_a_clean_draft_only",
    "STIMMT": "cases/test_commands_on_cases.py::test_stimmt_sends_a_doubtful_conduct_complaint_to_management",
    "ART": "cases/test_commands_on_cases.py::test_art_corrects_the_kind_and_routes_anew",
    "TEILEN": "cases/test_commands_on_cases.py::test_teilen_to_a_named_team",
    "GEHÖRT ZU": "cases/test_commands_on_cases.py::test_gehoert_zu_merges",
    "ÖFFNEN": "cases/test_commands_on_cases.py::test_oeffnen_undoes_a_closing_in_the_same_round",
    "KEIN FALL": "cases/test_commands_on_cases.py::test_kein_fall_ends_without_counting",
    "FALL": "steps/test_officers_commands.py::test_fall_makes_a_case_of_spam_and_moves_it_alone",
    "FRIST": "cases/test_notices_and_reminders.py::test_deadline_is_a_proposal_until_confirmed_or_set",
    "FRISTVERLÄNGERUNG": "steps/test_documents_of_a_case.py::test_a_petition_has_the_statement_and_on_command_the_request_for_a_later_date",
    "TERMIN": "cases/test_commands_on_cases.py::test_termin_is_told_to_the_lead_reminded_and_met_by_a_statement",
    "ZUARBEIT": "cases/test_notices_and_reminders.py::test_contribution_reaches_the_lead_and_is_reminded_until_the_statement",
    "WIEDERVORLAGE": "cases/test_commands_on_cases.py::test_wiedervorlage_reminds_its_giver_once",
    "NOTIZ, STATUS, HILFE": "cases/test_commands_on_cases.py::test_notiz_status_hilfe_change_nothing",
    "ABWESEND BIS": "steps/test_rows_roles.py::test_abwesend_by_mail_is_an_absence_like_one_of_the_directory",
    "ERFASSEN": "steps/test_letters.py::test_the_answer_to_erfassen_names_the_new_case",
    "VERSANDT": "steps/test_letters.py::test_each_notice_is_a_letter_that_the_digest_lists_until_it_was_posted",
    "SPERRE BIS": "cases/test_commands_on_cases.py::test_sperre_bis_keeps_the_case",
    "BERICHT": "cases/test_command_grammar.py::test_report_of_a_quarter",
    "ZURÜCK": "steps/test_undo.py::test_the_case_is_as_if_the_command_had_not_been",
    "FREI": "steps/test_officers_commands.py::test_frei_lets_a_held_mail_go_and_refuses_one_that_left",
    "ANHALTEN, WEITERLAUFEN": "steps/test_rows_roles.py::test_anhalten_holds_all_mail_back_and_weiterlaufen_lets_it_go",
    "GESEHEN": "steps/test_officers_commands.py::test_gesehen_marks_every_case_of_that_bundle_and_no_other",
    "who": "cases/test_rows_commands.py::test_a_row_is_given_by_those_whom_it_names_and_by_nobody_else",
    "the whole line, natural sentences": "cases/test_command_grammar.py::test_a_sentence_that_begins_with_a_command_word_acts_on_nothing",
    "no quoted line can act": "steps/test_command_mail_shapes.py::test_nothing_acts_and_the_answer_asks_back",
    "case, umlauts and small typos": "cases/test_command_grammar.py::test_form_is_forgiven",
    "dates without a year": "cases/test_command_grammar.py::test_german_dates",
    "past dates are refused": "cases/test_commands_on_cases.py::test_fertig_bis_in_the_past_is_refused",
    "several cases in one reply to a list": "steps/test_command_mail_shapes.py::test_one_reply_to_a_list_settles_several_cases",
    "one answer, nothing half done": "steps/test_command_mail_shapes.py::test_what_is_not_understood_is_said_and_the_rest_is_done_whole",
}
AUTHORITY = {
    "a lead on the own team's cases only": "cases/test_sender_authority.py::test_a_lead_acts_on_the_own_teams_cases_only",
    "the team mailbox": "steps/test_command_mail_shapes.py::test_the_team_mailbox_takes_over_and_closes_nothing",
    "nobody but officer and management": "cases/test_sender_authority.py::test_nobody_but_officer_and_management_on_conduct_complaints_and_petitions",
    "recipients and their deputies": "steps/test_command_mail_shapes.py::test_the_deputy_commands_with_the_leads_token",
    "the ways to forge it": "steps/test_forged_commands.py::test_forged_it_does_nothing_and_no_stranger_is_answered",
    "expired": "steps/test_forged_commands.py::test_an_expired_token_is_no_proof",
    "replay": "steps/test_forged_commands.py::test_an_old_command_mail_that_comes_again_does_nothing",
    "Bitte bestätigen": "steps/test_forged_commands.py::test_whoever_is_asked_confirms_and_only_then_it_is_done",
    "strangers: shown to the officer": "steps/test_forged_commands.py::test_what_was_forged_stands_before_the_officer",
    "out-of-office of a lead": "cases/test_follow_ups_and_returns.py::test_the_mail_to_a_lead_who_is_away_goes_to_the_deputy_once_a_day",
    "a bounce of a forward": "cases/test_follow_ups_and_returns.py::test_a_bounce_of_a_forward_tells_the_officer_at_once_and_brings_in_the_deputy",
    "a bounce of a notice": "cases/test_follow_ups_and_returns.py::test_a_bounce_of_a_notice_is_marked_told_once_and_becomes_a_letter",
    "answers by hand": "steps/test_sent_by_hand.py::test_an_answer_by_hand_is_filed_and_replaces_the_acknowledgement",
}
FIRST_START = {
    "nothing before start_at is acted on, one list": "e2e/test_restart.py::test_old_mail_at_the_first_start_is_not_acted_on",
    "redirect": "e2e/test_command_line.py::test_in_trial_everything_goes_to_the_officer_alone",
    "Probebetrieb names roles": "outbound/test_compose.py::test_a_trial_names_roles_and_never_an_address",
    "hold": "e2e/test_command_line.py::test_held_mails_wait_in_the_outbox",
    "check says which mode is on": "e2e/test_command_line.py::test_check_tries_the_servers",
}
NO_REACTION = {
    "automatic mail": "e2e/test_nasty.py::test_an_out_of_office_answer_is_never_answered",
    "bounces": "e2e/test_nasty.py::test_a_postmaster_bounce_without_marks_is_never_answered",
    "read receipts, newsletters": "ingest/test_triage.py::test_headers_tell_what_a_machine_sent",
    "nothing is sent to an automatic sender": "e2e/test_three_weeks.py::test_nothing_was_sent_to_an_automatic_sender",
    "spam": "ingest/test_triage.py::test_spam_is_told_by_its_wording",
    "a file number, a paragraph, a Bescheid": "ingest/test_triage.py::test_an_honest_mail_is_not_spam_by_a_word",
    "kept 90 days": "steps/test_retention.py::test_spam_and_the_like_go_after_90_days",
    "FALL": "steps/test_officers_commands.py::test_fall_makes_a_case_of_an_automatic_mail",
    "also_watch": "steps/test_watched_folders.py::test_a_concern_is_taken_from_there_under_review",
    "quarantine": "steps/test_intake.py::test_the_third_death_over_a_message_means_quarantine",
}
SECTIONS = {
    "1 who is involved": ROLES,
    "2 kinds": KINDS,
    "2 flags": FLAGS,
    "3 channels": CHANNELS,
    "4 deadlines": DEADLINES,
    "7 belonging": BELONGING,
    "7 commands": COMMANDS,
    "7 authority": AUTHORITY,
    "9 first start": FIRST_START,
    "10 mail that is no reaction": NO_REACTION,
}


@cache
def names_in(file: str) -> frozenset[str]:
    """The tests and machines that a file defines."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))


@pytest.mark.parametrize("section", SECTIONS)
def test_each_row_has_a_test_that_exists(section: str) -> None:
    missing = []
    for row, place in SECTIONS[section].items():
        file, _, name = place.partition("::")
        if not (TESTS / file).is_file() or name not in names_in(file):
            missing.append((row, place))
    assert missing == []
