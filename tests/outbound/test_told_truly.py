"""What a mail says is so at this moment of the case, and says what its reader needs next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from outbound_samples import LEAD, POLICY, THURSDAY, a_case, context, outcome, templates, texts

from mailbot.cases.case import Case, NoticeRecord, SetDeadline
from mailbot.cases.commands import read_commands
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    AnnounceClosing,
    Forward,
    Notice,
    Present,
    ReminderReason,
    SendAnswer,
    SendNotice,
    TellNumber,
)
from mailbot.cases.events import NoticeWay, Verb
from mailbot.outbound.answer_contexts import ConfirmationContext
from mailbot.outbound.fields import Context
from mailbot.outbound.markup import parse
from mailbot.outbound.plain_text import as_text
from mailbot.outbound.reminder_contexts import ReminderContext
from mailbot.outbound.templates import MailFacts
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Channel, Flag, Kind, Status

OURS = templates()
OFFICER = POLICY.directory.officer.person.address
MANAGEMENT = POLICY.directory.management.person.address
OBJECTIONS = POLICY.directory.objections.person.address
TODAY = THURSDAY.date()


def told(one: Context) -> str:
    """The words of a mail, as one line."""
    return " ".join(as_text(parse(OURS.render(one, MailFacts()).source)).split())


def told_of(notice: Notice, **state: object) -> str:
    record = NoticeRecord(notice, "received", 1, THURSDAY, **state)  # type: ignore[arg-type]
    return told(context(Forward((LEAD,)), a_case(notices=(record,))))


def test_a_notice_that_left_is_told_with_its_day() -> None:
    assert f"Eingangsbestätigung: am {TODAY:%d.%m.%Y}" in told_of(Notice.ACKNOWLEDGEMENT, sent_at=THURSDAY)


def test_one_that_was_decided_and_has_not_left_is_due_and_under_way() -> None:
    shown = told_of(Notice.INTERIM)
    assert "Zwischennachricht fällig:" in shown
    assert "(veranlasst)" in shown


def test_one_that_came_back_is_due_still() -> None:
    shown = told_of(Notice.ACKNOWLEDGEMENT, sent_at=THURSDAY, undeliverable=True)
    assert "Eingangsbestätigung fällig:" in shown
    assert "(kam zurück)" in shown


def test_an_interim_notice_that_left_first_replaces_the_acknowledgement() -> None:
    assert "Eingangsbestätigung" not in told_of(Notice.INTERIM, sent_at=THURSDAY)


@pytest.mark.parametrize(
    ("case", "letter"),
    [(a_case(notice_way=NoticeWay.LETTER), True), (a_case(flags=frozenset({Flag.PROTECTED})), False)],
    ids=["becomes-a-letter", "protected"],
)
def test_a_letter_is_promised_only_where_one_was_written(case: Case, *, letter: bool) -> None:
    shown = told(context(Alert((OFFICER,), AlertReason.UNDELIVERABLE_NOTICE), case))
    assert ("liegt als Brief in der Fallakte" in shown) is letter
    assert ("Ein Brief wurde nicht geschrieben" in shown) is not letter


def test_a_forecast_on_a_form_sends_no_notice_and_promises_none() -> None:
    form = a_case(channel=Channel.FORM, notice_way=NoticeWay.NONE)
    assert "Zwischennachricht" not in told(context(Forward((LEAD,)), form))
    assert "geht sofort eine Zwischennachricht hinaus" in told(context(Forward((LEAD,))))


def reminded(on: date | None, reader: str, case: Case, reason: ReminderReason = ReminderReason.DEADLINE) -> str:
    return told(ReminderContext.of(((case, reason, on),), TODAY, POLICY, reader=reader))


@pytest.mark.parametrize(
    ("days", "words"),
    [(4, "Stelle läuft."), (0, "Stelle endet heute."), (-1, "Stelle ist vorbei. Der Fall ist noch offen.")],
)
def test_a_deadline_from_above_runs_ends_today_or_is_over(days: int, words: str) -> None:
    petition = a_case(kind=Kind.PETITION, route="management", from_authority=True, deadline=SetDeadline(TODAY))
    assert words in reminded(TODAY + timedelta(days=days), MANAGEMENT, petition)


def test_a_reminder_shows_as_an_example_what_its_reader_may_do() -> None:
    handed = a_case(kind=Kind.OBJECTION, route="objections", status=Status.HANDED_OVER)
    shown = reminded(None, OBJECTIONS, handed, ReminderReason.OBJECTION)
    assert f"Zum Beispiel: » {handed.number} ÜBERNOMMEN" in shown
    assert "ERLEDIGT" not in shown
    assert "Das Datum" not in shown


def test_whoever_may_not_accept_an_objection_is_told_to_ask() -> None:
    handed = a_case(kind=Kind.OBJECTION, route="objections", status=Status.HANDED_OVER)
    shown = reminded(None, OFFICER, handed, ReminderReason.OBJECTION)
    assert "Bitte fragen Sie bei der Widerspruchsstelle nach." in shown
    assert "Beispiel" not in shown


def test_an_interim_notice_on_paper_is_announced_as_such() -> None:
    case, tomorrow = a_case(notice_way=NoticeWay.LETTER), TODAY + timedelta(days=1)
    shown = reminded(tomorrow, LEAD, case, ReminderReason.INTERIM_TOMORROW)
    assert "wird die Zwischennachricht als Brief geschrieben." in shown


CONDUCT = a_case(
    kind=Kind.CONDUCT_COMPLAINT, route="management", also=Concern(Kind.COMPLAINT, "leistung"), linked=(), review=None
)


def test_management_reads_how_a_team_gets_its_part_of_a_conduct_complaint() -> None:
    shown = told(context(Present((MANAGEMENT,)), CONDUCT))
    assert "Dort weiß noch niemand davon. Antworten Sie mit TEILEN" in shown
    assert "» TEILEN" in shown


def test_once_it_was_cut_out_nothing_is_asked_any_more() -> None:
    shown = told(context(Present((MANAGEMENT,)), replace(CONDUCT, linked=("KRM-2026-000002",))))
    assert "TEILEN" not in shown


def test_management_may_name_a_day_and_have_the_customer_told() -> None:
    shown = told(context(Present((MANAGEMENT,)), CONDUCT))
    assert "» FERTIG BIS" in shown
    assert "» ZWISCHENNACHRICHT" in shown


def test_what_is_said_of_an_employee_is_filed_in_no_customers_file() -> None:
    closed = replace(CONDUCT, status=Status.CLOSED)
    assert "Leistungs- oder Fachakte" not in told(context(AnnounceClosing((MANAGEMENT,)), closed))
    assert "Leistungs- oder Fachakte" in told(context(AnnounceClosing((LEAD,)), a_case(status=Status.CLOSED)))


@pytest.mark.parametrize("notice", [Notice.ACKNOWLEDGEMENT, Notice.THANKS, Notice.HANDOVER, Notice.INTERIM])
@pytest.mark.parametrize("kind", [Kind.OBJECTION, Kind.SERVICE_CENTRE])
def test_the_first_notice_counts_the_attachments_and_names_one_that_cannot_be_read(notice: Notice, kind: Kind) -> None:
    shown = told(context(SendNotice(notice, "received", 1), a_case(kind=kind, attachments=3, attachment_unread=True)))
    assert "Anhänge: 3" in shown
    assert "Mindestens einen Anhang konnten wir nicht öffnen." in shown


def test_a_later_notice_does_not_count_them_again() -> None:
    case = a_case(attachments=3, notices=(NoticeRecord(Notice.ACKNOWLEDGEMENT, "received", 1, THURSDAY, THURSDAY),))
    assert "Anhänge" not in told(context(SendNotice(Notice.INTERIM, "day7", 1), case))


def test_a_part_whose_receipt_was_confirmed_with_the_whole_is_called_a_part() -> None:
    part = a_case(parent="KRM-2026-000001", own_acknowledgement=False)
    shown = told(context(SendNotice(Notice.INTERIM, "day7", 1), part))
    assert "ein Teil Ihrer Nachricht vom" in shown
    assert "hat bei uns eine eigene Nummer. Wir arbeiten noch an diesem Teil." in shown
    assert "Vielen Dank" not in shown


def test_the_signature_of_an_answer_stands_below_its_text() -> None:
    shown = told(context(SendAnswer(1), its=replace(texts(), draft=texts("Freundliche Grüße", "x").text)))
    assert "Freundliche Grüße Ihr Kundenreaktionsmanagement" in shown
    assert shown.index("Ihr Kundenreaktionsmanagement") < shown.index("So erreichen Sie uns")
    assert shown.count("Ihr Kundenreaktionsmanagement") == 1


def test_a_lead_who_is_told_the_number_of_a_ticket_is_told_when_the_answer_is_due() -> None:
    ticket = a_case(channel=Channel.SERVICE_CENTRE_TICKET, notice_way=NoticeWay.NONE)
    shown = told(context(TellNumber(to=(LEAD,)), ticket))
    assert "Antwort fällig:" in shown
    assert "» ERLEDIGT teilweise berechtigt" in shown


def test_a_command_is_shown_as_it_is_typed() -> None:
    done = outcome(Verb.CONTRIBUTION, target="leistung", on=TODAY)
    shown = told(ConfirmationContext.of((done,), a_case(), statement=False, policy=POLICY))
    line = f"ZUARBEIT leistung BIS {TODAY:%d.%m.%Y}"
    assert line in shown
    assert [command.verb for command in read_commands(line, TODAY, POLICY).commands] == [Verb.CONTRIBUTION]


def test_a_case_that_no_command_was_about_is_not_shown() -> None:
    elsewhere = outcome(Verb.NO_CASE, number="KRM-2026-000999", text="Versehen")
    assert "Der Fall" not in told(ConfirmationContext.of((elsewhere,), a_case(), statement=False, policy=POLICY))
    report = outcome(Verb.REPORT)
    assert "Der Fall" not in told(ConfirmationContext.of((report,), a_case(), statement=False, policy=POLICY))


@pytest.mark.parametrize(("total", "ending"), [(3, "GESEHEN"), (4, "GESEHEN"), (5, "GESEHEN und 2 weitere")])
def test_the_subject_of_an_answer_names_a_few_commands(total: int, ending: str) -> None:
    seen = tuple(outcome(Verb.SEEN, number=f"KRM-2026-{number:06d}") for number in range(1, total + 1))
    subject = OURS.render(ConfirmationContext.of(seen, None, statement=False, policy=POLICY), MailFacts()).subject
    assert subject.count("GESEHEN") == (total if "weitere" not in ending else 3)
    assert subject.strip().endswith(ending)
