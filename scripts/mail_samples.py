"""An invented mail of every kind, for pictures and for tests of what people see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.cases import effects
from mailbot.cases.case import Case, Closing, Draft, Evaluation, Review, SetDeadline
from mailbot.cases.effects import Notice, Refusal, ReminderReason, SendNotice
from mailbot.cases.events import Command, Verb
from mailbot.cases.policy import Calendar, Policy
from mailbot.demo import html_part
from mailbot.outbound.answer_contexts import AskContext, ConfirmationContext, StaffContext
from mailbot.outbound.bundle import bundle
from mailbot.outbound.case_contexts import QuarantineAlertContext
from mailbot.outbound.compose import compose
from mailbot.outbound.digest import digest
from mailbot.outbound.digest_facts import Age, BundleFacts, Cluster, DigestFacts, Figure, Row, Week, What
from mailbot.outbound.envelope import Envelope
from mailbot.outbound.fields import Context
from mailbot.outbound.letters import CaseTexts, context_for
from mailbot.outbound.notice_contexts import AlsoMeant, NoticeContext
from mailbot.outbound.offers import for_digest, usable
from mailbot.outbound.office import OfficeFacts, team_facts
from mailbot.outbound.reminder_contexts import Noted, ReminderContext
from mailbot.outbound.report_deadlines import Deadline
from mailbot.outbound.report_hiding import for_outside
from mailbot.outbound.report_mail import report
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Compared, Counted, Days, Evaluated, Figures, Measures, Timeliness
from mailbot.outbound.templates import Templates
from mailbot.privacy.cleared import Cleared, PublicText, file_number, moment
from mailbot.privacy.cleared import count as number_of
from mailbot.privacy.restore import restore
from mailbot.rules.directory import Directory, Office, Person, Team
from mailbot.vocabulary import Channel, Flag, Kind, Role, Status

ROOT = Path(__file__).resolve().parent.parent
ZONE = ZoneInfo("Europe/Berlin")
RECEIVED = datetime(2026, 3, 12, 14, 5, tzinfo=ZONE)
TODAY = date(2026, 3, 19)
TOPICS = {
    "zahlung": "Auszahlung und Überweisung",
    "wartezeit": "Wartezeit und Empfang",
    "bescheid": "Bescheid und Rechtsfragen",
}
MAILBOX = "Jobcenter-Wolfenbuettel.Kundenreaktionsmanagement@jobcenter-ge.example"
TEXT = """Sehr geehrte Damen und Herren,

am 2. März habe ich meinen Weiterbewilligungsantrag mit allen Unterlagen am Empfang abgegeben. Frau [Person 1] hat mir gesagt, dass die Miete zum Monatsende kommt. Bis heute ist nichts auf meinem Konto [IBAN].

Mein Vermieter, Herr [Person 2], droht mit Kündigung.
ERLEDIGT berechtigt
Bitte prüfen Sie das und rufen Sie mich an: [Telefon].

Mit freundlichen Grüßen
[Person 3], [Anschrift]"""  # noqa: E501  a letter has long lines


def person(name: str) -> Person:
    """Somebody of the sample office."""
    return Person(name, f"{name.lower()}@jobcenter-ge.example")


DIRECTORY = Directory(
    teams=(
        Team("leistung", "Leistung", "701", "leistung@jobcenter-ge.example", person("lead701"), person("deputy701")),
        Team("vermittlung-u25", "Vermittlung unter 25", "702", "u25@jobcenter-ge.example", person("lead702")),
        Team("eingangszone", "Eingangszone", "704", "eingang@jobcenter-ge.example", person("lead704")),
    ),
    officer=Office(Role.OFFICER, person("krm")),
    management=Office(Role.MANAGEMENT, person("gf")),
    objections=Office(Role.OBJECTIONS, person("widerspruch")),
    agency_krm=Office(Role.AGENCY_KRM, person("agentur")),
    privacy_officer=Office(Role.PRIVACY_OFFICER, person("datenschutz")),
    supervision=Office(Role.SUPERVISION, person("traeger")),
)
POLICY = Policy(DIRECTORY, Calendar(frozenset()), ZONE, interim_reasons=("Es fehlt noch eine Auskunft.",))
FACTS = OfficeFacts(
    name=PublicText("Jobcenter Wolfenbüttel"),
    mailbox=PublicText(MAILBOX),
    address=PublicText("Musterstraße 1, 38300 Wolfenbüttel"),
    phone=PublicText("05331 000-0"),
    hours=PublicText("Montag bis Freitag 8 bis 12 Uhr, Donnerstag auch 14 bis 18 Uhr"),
    privacy_notice_url=PublicText("https://www.jobcenter-ge.example/datenschutz"),
    objection_ways=(
        PublicText("Schicken Sie uns einen Brief mit Ihrer Unterschrift."),
        PublicText("Kommen Sie zu uns und geben Sie den Widerspruch zur Niederschrift auf."),
    ),
    krm_org=PublicText("705"),
    teams=team_facts(DIRECTORY),
    languages=(PublicText("en"), PublicText("ar")),
)


def cleared(text: str) -> Cleared:
    """Sample text, looked at like text from the store."""
    return restore(text, ())


CASE = Case(
    "KRM-2026-000123", Kind.COMPLAINT, "leistung", Channel.EMAIL, RECEIVED, RECEIVED,
    topics=("zahlung",), flags=frozenset({Flag.APPLICATION, Flag.NO_PHONE}), attachments=2,
)  # fmt: skip
PETITION = replace(
    CASE, kind=Kind.PETITION, route="management", flags=frozenset(), from_authority=True,
    deadline=SetDeadline(date(2026, 4, 2)),
)  # fmt: skip
CONDUCT = replace(CASE, kind=Kind.CONDUCT_COMPLAINT, route="management", flags=frozenset())
DOUBTFUL = replace(CASE, flags=frozenset(), review=Review(RECEIVED, (Kind.CONDUCT_COMPLAINT, Kind.SUGGESTION)))
CLOSED = replace(
    CASE, status=Status.CLOSED, closing=Closing(RECEIVED + timedelta(days=9), Role.LEAD),
    evaluation=Evaluation("berechtigt", proposed=True, by=Role.LEAD),
)  # fmt: skip
TEXTS = CaseTexts(cleared("Keine Miete seit März"), cleared(TEXT), withheld=False)
WITHHELD = CaseTexts(cleared(""), cleared(""), withheld=True)
FOLLOWED = replace(TEXTS, follow_up=cleared("Jetzt ist auch der Strom abgemahnt. Bitte melden Sie sich."))
DRAFTED = replace(TEXTS, draft=cleared("Guten Tag,\n\nwir haben die Zahlung heute angewiesen.\n\nFreundliche Grüße"))


def letter(effect: object, case: Case = CASE, texts: CaseTexts = TEXTS) -> Context:
    """The context of a mail effect on a sample case."""
    return context_for(effect, case, texts, FACTS, POLICY)  # type: ignore[arg-type]  # every effect here is a mail


def notices() -> Iterator[tuple[str, Context]]:
    """The mails to customers."""
    english = replace(CASE, language="en", attachment_unread=True)
    yield "acknowledgement", letter(SendNotice(Notice.ACKNOWLEDGEMENT, "due", 1))
    yield "acknowledgement-en", letter(SendNotice(Notice.ACKNOWLEDGEMENT, "due", 1), english)
    yield "acknowledgement-ar", letter(SendNotice(Notice.ACKNOWLEDGEMENT, "due", 1), replace(CASE, language="ar"))
    further = tuple(
        AlsoMeant(number=file_number(f"KRM-2026-00012{count}"), received_at=moment(RECEIVED), attachments=number_of(0))
        for count in (4, 5, 6)
    )
    together = letter(SendNotice(Notice.ACKNOWLEDGEMENT, "gathered", 1))
    if isinstance(together, NoticeContext):
        yield "acknowledgement-together", replace(together, also=further)
    yield "acknowledgement-bare", letter(SendNotice(Notice.ACKNOWLEDGEMENT, "due", 1)).bare()
    plain = replace(CASE, attachments=0, kind=Kind.PETITION)
    yield "acknowledgement-petition", letter(SendNotice(Notice.ACKNOWLEDGEMENT, "due", 1), plain)
    until = date(2026, 4, 2)
    yield "interim", letter(SendNotice(Notice.INTERIM, "due", 1, until, "Es fehlt noch eine Auskunft."))
    yield "interim-plain", letter(SendNotice(Notice.INTERIM, "due", 1))
    yield "thanks", letter(SendNotice(Notice.THANKS, "due", 1))
    yield "handover", letter(SendNotice(Notice.HANDOVER, "due", 1), replace(CASE, kind=Kind.OBJECTION))
    yield "handover-bare", letter(SendNotice(Notice.HANDOVER, "due", 1), replace(CASE, kind=Kind.OBJECTION)).bare()
    yield "handover-agency", letter(SendNotice(Notice.HANDOVER, "due", 1), replace(CASE, kind=Kind.SERVICE_CENTRE))
    yield "answer", letter(effects.SendAnswer(1), texts=DRAFTED)


def internal() -> Iterator[tuple[str, Context]]:
    """The mails on one case to those who work on it."""
    to = ("leistung@jobcenter-ge.example",)
    yield "forward", letter(effects.Forward(to))
    yield "forward-withheld", letter(effects.Forward(to, reason=effects.ForwardReason.REVIEW), DOUBTFUL, WITHHELD)
    yield "forward-follow-up", letter(effects.Forward(to, reason=effects.ForwardReason.FOLLOW_UP), texts=FOLLOWED)
    contribution = effects.Forward(to, reason=effects.ForwardReason.CONTRIBUTION, until=date(2026, 3, 25))
    yield "forward-contribution", letter(contribution, PETITION)
    yield "forward-objection", letter(effects.Forward(to), replace(CASE, kind=Kind.OBJECTION, route="objections"))
    yield "presentation-petition", letter(effects.Present(to), PETITION)
    yield "presentation-conduct", letter(effects.Present(to), CONDUCT)
    for reason in effects.AlertReason:
        flag = {"danger": Flag.DANGER, "privacy": Flag.PRIVACY, "protected": Flag.PROTECTED}.get(reason.value)
        case = replace(DOUBTFUL, drafts=(Draft(2, RECEIVED),))
        yield f"alert-{reason}", letter(effects.Alert(to, reason, flag=flag), case, DRAFTED)
    yield "closing", letter(effects.AnnounceClosing(to), CLOSED)
    yield "number-form", letter(effects.TellNumber(), replace(CASE, channel=Channel.FORM))
    yield "number-ticket", letter(effects.TellNumber(to), replace(CASE, channel=Channel.SERVICE_CENTRE_TICKET))
    yield "quarantine", QuarantineAlertContext.of(4711)


def answers() -> Iterator[tuple[str, Context]]:
    """The answers to commands."""
    done = effects.Outcome(Command(Verb.CLOSE, evaluation="berechtigt"), effects.Result.DONE)
    late = effects.Outcome(Command(Verb.FORECAST, on=date(2026, 3, 1)), effects.Result.REFUSED, Refusal.PAST_DATE)
    unclear = effects.Outcome(Command(Verb.FORECAST), effects.Result.UNCLEAR, Refusal.DATE_MISSING)
    asked = effects.Outcome(Command(Verb.HELP), effects.Result.DONE)
    of = ConfirmationContext.of
    yield "confirmation-done", of((done,), CLOSED, statement=False, policy=POLICY)
    yield "confirmation-mixed", of((done, late, unclear), CLOSED, statement=True, policy=POLICY)
    yield "confirmation-statement", of((), CASE, statement=True, policy=POLICY)
    yield "confirmation-help", of((asked,), CASE, statement=False, policy=POLICY)
    yield "ask", AskContext.of("KRM-2026-000123", (Command(Verb.CLOSE, evaluation="berechtigt"),))
    yield "staff", StaffContext.of("KRM-2026-000123")


def row(what: What, number: str, age: int, due: date | None, **changes: Any) -> Row:
    """A row of the digest, with the ready replies that a case like that has."""
    kind, route = changes.pop("kind", Kind.COMPLAINT), changes.pop("route", "leistung")
    case = replace(CASE, number=number, kind=kind, route=route, flags=frozenset(), **changes.pop("case", {}))
    offers = usable(for_digest(what, case, POLICY, TODAY), ("krm@jobcenter-ge.example",), case, POLICY)
    return Row(what, number, kind, route, age, due, offers=offers, **changes)


PROPOSED = Evaluation("berechtigt", proposed=True, by=Role.LEAD)
ROWS = (
    row(What.DANGER, "KRM-2026-000131", 0, date(2026, 4, 2), kind=Kind.REQUEST, flags=frozenset({Flag.DANGER})),
    row(What.OVERDUE, "KRM-2026-000098", 16, date(2026, 3, 17), route="vermittlung-u25"),
    row(What.DUE_TODAY, "KRM-2026-000104", 14, TODAY, kind=Kind.SUGGESTION, route="eingangszone"),
    row(What.REVIEW, "KRM-2026-000130", 1, date(2026, 4, 1), case={"review": DOUBTFUL.review}),
    row(What.RELEASE, "KRM-2026-000112", 6, date(2026, 3, 27), case={"drafts": (Draft(1, RECEIVED),)}),
    row(What.CONFIRM, "KRM-2026-000111", 9, None, case={"evaluation": PROPOSED, "status": Status.CLOSED}),
    row(What.CONFIRM, "KRM-2026-000107", 12, None, case={"evaluation": PROPOSED, "status": Status.CLOSED}),
    row(What.TO_PRINT, "KRM-2026-000120", 7, date(2026, 3, 26), route="eingangszone"),
    row(What.REFUSED_COMMAND, "KRM-2026-000098", 16, date(2026, 3, 17), route="vermittlung-u25", why=Refusal.PAST_DATE),
    Row(What.QUARANTINE, id=4711, age=1),
)
NEW = (
    Row(What.OTHER, "KRM-2026-000130", Kind.COMPLAINT, "leistung", 1, date(2026, 4, 1)),
    Row(What.OTHER, "KRM-2026-000131", Kind.REQUEST, "leistung", 0, date(2026, 4, 2), flags=frozenset({Flag.DANGER})),
    Row(What.OTHER, "KRM-2026-000132", Kind.PRAISE, "eingangszone", 0, date(2026, 4, 2)),
)


def lists() -> Iterator[tuple[str, Context]]:
    """Digest, bundle, reminder."""
    figures = ((Figure.OPEN, 23), (Figure.NEW, 3), (Figure.CLOSED, 5), (Figure.OVERDUE, 1), (Figure.SENT, 14))
    by_kind = ((Kind.COMPLAINT, 14), (Kind.REQUEST, 6), (Kind.SUGGESTION, 2), (Kind.CONDUCT_COMPLAINT, 1))
    by_route = (("leistung", 12), ("vermittlung-u25", 6), ("eingangszone", 4), ("management", 1))
    by_age = tuple(zip(Age, (6, 7, 8, 2, 0), strict=True))
    ends = tuple(TODAY - timedelta(days=back) for back in (21, 14, 7, 0))
    sums = ((18, 15), (24, 19), (15, 21), (20, 17))
    weeks = tuple(Week(end - timedelta(days=6), end, *both) for end, both in zip(ends, sums, strict=True))
    chain = ("9f3ab0c1d2e4f567", 1834)
    cluster = Cluster("zahlung", "leistung", ("KRM-2026-000119", "KRM-2026-000123", "KRM-2026-000130"))
    yield "digest", digest(DigestFacts(
        TODAY, ROWS, NEW, (cluster,), figures, by_kind, by_route, by_age, weeks, spam=(4698, 4703), chain=chain,
    ))  # fmt: skip
    yield "digest-nothing", digest(DigestFacts(TODAY, figures=figures, open_by_age=by_age, weeks=weeks, chain=chain))
    yield "digest-normal", digest(DigestFacts(
        TODAY, ROWS[1:4], NEW[:2], (), figures, by_kind, by_route, by_age, weeks, chain=chain,
    ))  # fmt: skip
    yield "bundle", bundle(BundleFacts(TODAY, NEW, ROWS[:6], by_kind, by_route, weekly=True))
    due = (
        (CASE, ReminderReason.INTERIM_TOMORROW, date(2026, 3, 20)),
        (replace(CASE, number="KRM-2026-000098"), ReminderReason.OVERDUE, date(2026, 3, 17)),
    )
    yield "reminder", ReminderContext.of(due, TODAY, POLICY)
    noted: Noted = {(CASE.number, ReminderReason.RESUBMISSION, TODAY): (cleared("Rückruf Vermieter von [Person 1]"),)}
    again = ((CASE, ReminderReason.RESUBMISSION, TODAY),)
    yield "reminder-noted", ReminderContext.of(again, TODAY, POLICY, words=noted)
    kept = replace(CLOSED, number="KRM-2025-000871", measure="x")
    yield "reminder-measure", ReminderContext.of(((kept, ReminderReason.MEASURE, TODAY),), TODAY, POLICY)
    yield "reminder-one", ReminderContext.of(due[:1], TODAY, POLICY)


def _timeliness(deadline: Deadline, met: int, missed: int, pending: int) -> Timeliness:
    return Timeliness(deadline, met, missed, pending)


def figures(period: Period) -> Figures:
    """Invented figures of a report."""
    size = 1 if period.quarter else 4
    return Figures(
        period=period,
        received=312 * size,
        closed=297 * size,
        open_at_end=41,
        handed_over=(Counted("objection", 23 * size), Counted("service_centre", 2)),
        by_kind=(
            Counted("complaint", 214 * size), Counted("request", 58 * size), Counted("suggestion", 21 * size),
            Counted("praise", 14 * size), Counted("conduct_complaint", 3), Counted("petition", 2),
        ),
        by_topic=(Counted("zahlung", 141 * size), Counted("bescheid", 77 * size), Counted("wartezeit", 39 * size)),
        by_team=(Counted("leistung", 190 * size), Counted("eingangszone", 71 * size), Counted("management", 5)),
        by_channel=(Counted("email", 281 * size), Counted("letter", 22 * size), Counted("form", 9 * size)),
        evaluations=(
            Evaluated("berechtigt", 88 * size, 4), Evaluated("teilweise berechtigt", 53 * size, 2),
            Evaluated("unberechtigt", 61 * size, 1), Evaluated("aufgegriffen", 12 * size, 0),
        ),
        not_evaluated=7,
        deadlines=(
            _timeliness(Deadline.ACKNOWLEDGEMENT, 305 * size, 2, 5),
            _timeliness(Deadline.INTERIM, 168 * size, 6, 12),
            _timeliness(Deadline.FINAL, 279 * size, 18 * size, 41),
            _timeliness(Deadline.AUTHORITY, 2 * size, 0, 1),
        ),
        days=Days(6.5, 13),
        measures=Measures(61 * size, 80 * size),
        compared=tuple(
            Compared(one, 290 + 9 * place, 281 + 11 * place, _timeliness(Deadline.FINAL, 250 + 8 * place, 20, 0))
            for place, one in enumerate(period.compared())
        ),
    )  # fmt: skip


def reports() -> Iterator[tuple[str, Context]]:
    """Quarter and year, exact and for passing on."""
    evaluations = (*POLICY.evaluations, *POLICY.suggestion_evaluations)
    quarter, year = figures(Period(2026, 1)), figures(Period(2026))
    yield "report-quarter", report(quarter, evaluations=evaluations)
    yield "report-year", report(year, evaluations=evaluations)
    yield "report-preview", report(year, evaluations=evaluations, preview=True)
    yield "report-outside", report(for_outside(year), evaluations=evaluations)


def samples() -> dict[str, Context]:
    """Every mail there is, by name."""
    return dict((*notices(), *internal(), *answers(), *lists(), *reports()))


def pages() -> dict[str, str]:
    """The HTML part of every mail there is, by name, with its pictures inside it."""
    return {name: html for name, (_, _, html) in mails().items()}


def mails() -> dict[str, tuple[str, str, str]]:
    """Subject, text part and HTML part of every mail there is, by name, as they leave."""
    templates = Templates(ROOT / "templates", None, FACTS, topics=TOPICS)
    found = {}
    for name, context in samples().items():
        composed = compose(context, envelope(), templates)
        mail = message_from_bytes(composed.raw, policy=policy.default)
        text = mail.get_body(("plain",))
        found[name] = (composed.subject, text.get_content() if text else "", html_part(composed.raw))
    return found


def envelope(trial_for: str = "") -> Envelope:
    """The headers of a sample."""
    return Envelope(
        message_id="krm.abcdefghijklmn@jobcenter-ge.example",
        token="abcdefghijklmn",  # noqa: S106  a sample
        date=RECEIVED,
        sender=MAILBOX,
        to=("leistung@jobcenter-ge.example",),
        trial_for=trial_for,
    )
