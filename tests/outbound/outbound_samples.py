"""An invented office, a case, and one full context for each template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.cases.case import Case, Closing, Draft, Evaluation, Review
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    AnnounceClosing,
    Forward,
    Notice,
    Outcome,
    Present,
    Refusal,
    ReminderReason,
    Result,
    SendAnswer,
    SendNotice,
    TellNumber,
)
from mailbot.cases.events import Command, Verb
from mailbot.cases.policy import Calendar, Policy
from mailbot.outbound.answer_contexts import AskContext, ConfirmationContext, StaffContext
from mailbot.outbound.bundle import bundle
from mailbot.outbound.case_contexts import CeilingContext, QuarantineAlertContext
from mailbot.outbound.digest import digest
from mailbot.outbound.digest_facts import BundleFacts, Cluster, DigestFacts, Figure, Row, What
from mailbot.outbound.envelope import Envelope
from mailbot.outbound.fields import Context
from mailbot.outbound.letters import CaseTexts, context_for
from mailbot.outbound.office import OfficeFacts, TeamFacts
from mailbot.outbound.reminder_contexts import ReminderContext
from mailbot.outbound.report_deadlines import Deadline
from mailbot.outbound.report_mail import report
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Compared, Counted, Days, Evaluated, Figures, Measures, Timeliness
from mailbot.outbound.templates import Templates
from mailbot.privacy.cleared import PublicText
from mailbot.privacy.restore import restore
from mailbot.rules.directory import Directory, Office, Person, Team
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Channel, Flag, Kind, Role

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
BERLIN = ZoneInfo("Europe/Berlin")
MAILBOX = "Jobcenter-Wolfenbuettel.Kundenreaktionsmanagement@jobcenter-ge.example"
CUSTOMER = "kundin@web.example"
LEAD = "leitung701@jobcenter-ge.example"
TOKEN = "abcdefghijklmn"
THURSDAY = datetime(2026, 3, 12, 14, 5, tzinfo=BERLIN)


def _person(name: str) -> Person:
    return Person("", f"{name}@jobcenter-ge.example")


def _office(role: Role) -> Office:
    return Office(role, _person(role.value))


DIRECTORY = Directory(
    teams=(
        Team("leistung", "Leistung", "701", "team701@jobcenter-ge.example", Person("", LEAD)),
        Team("eingangszone", "Eingangszone", "704", "team704@jobcenter-ge.example", _person("leitung704")),
    ),
    officer=_office(Role.OFFICER),
    management=_office(Role.MANAGEMENT),
    objections=_office(Role.OBJECTIONS),
    agency_krm=_office(Role.AGENCY_KRM),
    privacy_officer=_office(Role.PRIVACY_OFFICER),
    supervision=_office(Role.SUPERVISION),
)
REASON = "Wir warten noch auf eine Auskunft."
POLICY = Policy(DIRECTORY, Calendar(frozenset()), BERLIN, interim_reasons=(REASON,))
FACTS = OfficeFacts(
    name=PublicText("Jobcenter Wolfenbüttel"),
    mailbox=PublicText(MAILBOX),
    address=PublicText("Musterstraße 1, 38300 Wolfenbüttel"),
    phone=PublicText("05331 000-0"),
    hours=PublicText("Montag bis Freitag 8 bis 12 Uhr"),
    privacy_notice_url=PublicText("https://www.jobcenter-ge.example/datenschutz"),
    objection_ways=(
        PublicText("Schicken Sie uns einen Brief mit Ihrer Unterschrift."),
        PublicText("Kommen Sie zu uns und geben Sie den Widerspruch zur Niederschrift auf."),
    ),
    teams=tuple(TeamFacts(PublicText(t.id), PublicText(t.name), PublicText(t.org)) for t in DIRECTORY.teams),
    labels=((PublicText(LEAD), PublicText("Teamleitung Leistung")),),
    languages=(PublicText("en"), PublicText("ar")),
)
TOPICS = {"zahlung": "Auszahlung und Überweisung", "wartezeit": "Wartezeit und Empfang"}


def a_case(**changes: object) -> Case:
    """A complaint to Leistung of Thursday 12 March 2026 with everything a case can show."""
    case = Case(
        "KRM-2026-000123",
        Kind.COMPLAINT,
        "leistung",
        Channel.EMAIL,
        THURSDAY,
        THURSDAY,
        also=Concern(Kind.SUGGESTION, "eingangszone"),
        topics=("zahlung", "wartezeit"),
        flags=frozenset({Flag.APPLICATION, Flag.NO_PHONE}),
        language="en",
        attachments=2,
        linked=("KRM-2026-000124",),
        review=Review(THURSDAY, likely=(Kind.OBJECTION, Kind.REQUEST)),
        evaluation=Evaluation("berechtigt", proposed=True, by=Role.LEAD),
        drafts=(Draft(2, THURSDAY),),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def texts(text: str = "Guten Tag,\n\nmein Geld ist nicht da.\n[Person 1]", subject: str = "Kein Geld") -> CaseTexts:
    """The texts of a case, all of them there."""
    more = restore("Noch immer nichts.", ())
    return CaseTexts(restore(subject, ()), restore(text, ()), withheld=False, follow_up=more, draft=more)


def context(effect: object, case: Case | None = None, its: CaseTexts | None = None) -> Context:
    """The context that `letters` makes."""
    return context_for(effect, case or a_case(), its or texts(), FACTS, POLICY)  # type: ignore[arg-type]


def outcome(verb: Verb, result: Result = Result.DONE, refusal: Refusal = Refusal.NONE, **parts: object) -> Outcome:
    """What became of one command."""
    return Outcome(Command(verb, **parts), result, refusal)  # type: ignore[arg-type]


def _digest() -> Context:
    rows = [
        Row(what, "KRM-2026-000123", Kind.COMPLAINT, "leistung", 3, date(2026, 3, 26), 7, frozenset({Flag.DANGER}))
        for what in What
    ]
    return digest(
        DigestFacts(
            day=date(2026, 3, 16),
            urgent=(*rows, Row(What.QUARANTINE, age=1, id=9)),
            new=(Row(What.OTHER, "KRM-2026-000130", Kind.PRAISE, "eingangszone", 0),),
            clusters=(Cluster("zahlung", "leistung", ("KRM-2026-000123", "KRM-2026-000130")),),
            figures=tuple((figure, 3) for figure in Figure),
            open_by_kind=((Kind.COMPLAINT, 4), (Kind.PRAISE, 1)),
            open_by_route=(("leistung", 4), ("management", 1)),
            spam=(11, 12),
            chain=("0f" * 32, 512),
            review_due=True,
        )
    )


def _bundle() -> Context:
    row = Row(What.OTHER, "KRM-2026-000123", Kind.COMPLAINT, "leistung", 3, date(2026, 3, 26))
    return bundle(
        BundleFacts(date(2026, 3, 16), (row,), (row,), ((Kind.COMPLAINT, 4),), (("leistung", 4),), weekly=True)
    )


def _report() -> Context:
    final = Timeliness(Deadline.FINAL, 1190, 12, 1)
    return report(
        Figures(
            period=Period(2026, 1),
            received=1234,
            closed=1200,
            open_at_end=34,
            handed_over=(Counted("objection", 5),),
            by_kind=(Counted("complaint", 1200), Counted("praise", 34)),
            by_topic=(Counted("zahlung", 900), Counted("wartezeit", 334)),
            by_team=(Counted("leistung", 1000), Counted("management", 234)),
            by_channel=(Counted("email", 1200), Counted("letter", 34)),
            evaluations=(Evaluated("berechtigt", 12, 3),),
            not_evaluated=4,
            deadlines=(final,),
            days=Days(6.5, 13),
            measures=Measures(7, 5),
            compared=(Compared(Period(2025, 4), 1100, 1090, final), Compared(Period(2025), 4000, 3990, final)),
        ),
        evaluations=("berechtigt",),
    )


def samples() -> dict[str, Context]:
    """A full context for each template, under its name."""
    interim = SendNotice(Notice.INTERIM, "asked", 1, date(2026, 4, 2), REASON, draft=2)
    found = [
        context(SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1)),
        context(interim),
        context(SendNotice(Notice.THANKS, "received", 1)),
        context(SendNotice(Notice.HANDOVER, "handover", 1)),
        context(SendAnswer(2)),
        context(Forward((LEAD,), until=date(2026, 3, 20))),
        context(Present(("management@jobcenter-ge.example",)), a_case(kind=Kind.PETITION, from_authority=True)),
        context(Alert((LEAD,), AlertReason.DRAFT_WAITS, due=date(2026, 3, 20))),
        QuarantineAlertContext.of(17),
        CeilingContext.of_held((7, 8)),
        context(TellNumber((LEAD,)), a_case(channel=Channel.SERVICE_CENTRE_TICKET)),
        context(AnnounceClosing((LEAD,)), a_case(closing=Closing(THURSDAY, Role.LEAD))),
        ConfirmationContext.of(
            (
                outcome(Verb.CLOSE, evaluation="berechtigt"),
                outcome(Verb.REROUTE, Result.REFUSED, Refusal.NOT_YOURS, target="eingangszone"),
                outcome(Verb.HELP),
            ),
            a_case(),
            statement=True,
            policy=POLICY,
        ),
        AskContext.of("KRM-2026-000123", (Command(Verb.FORECAST, on=date(2026, 3, 26)),)),
        StaffContext.of("KRM-2026-000123"),
        ReminderContext.of(
            (
                (a_case(), ReminderReason.OVERDUE, date(2026, 3, 26)),
                (a_case(number="KRM-2026-000124"), ReminderReason.INTERIM_TOMORROW, date(2026, 3, 19)),
            ),
            date(2026, 3, 18),
            POLICY,
        ),
        _digest(),
        _bundle(),
        _report(),
    ]
    return {one.template.value: one for one in found}


def templates(overlay: Path | None = None) -> Templates:
    """The shipped templates for the invented office."""
    return Templates(TEMPLATES, overlay, FACTS, topics=TOPICS)


def envelope(**changes: object) -> Envelope:
    """From the mailbox to the lead."""
    mail = Envelope(f"krm.{TOKEN}@jobcenter-ge.example", TOKEN, THURSDAY, MAILBOX, (LEAD,))
    return replace(mail, **changes)  # type: ignore[arg-type]
