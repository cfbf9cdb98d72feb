"""Domain, section 2: one mail of each kind, and whom the office writes to because of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from office import MANAGEMENT, OBJECTIONS, OFFICER, Bench, a_mail, at, headers_of, open_bench, write_office
from servers import SmtpSink, running_dovecot

from mailbot.steps import views

pytestmark = pytest.mark.dovecot
AGENCY = "krm@arbeitsagentur.example"
SUPERVISION = "dienstaufsicht@jobcenter-ge.example"
TEAM, LEAD = "leistung@jobcenter-ge.example", "teamleitung.leistung@jobcenter-ge.example"
FRONT, FRONT_LEAD = "eingangszone@jobcenter-ge.example", "teamleitung.eingangszone@jobcenter-ge.example"
RD = "petitionen.rd-nsb@arbeitsagentur.example"
BMAS = "petitionen@bmas.example"
PURPOSES = ("forward", "presentation", "alert", "acknowledgement", "reminder", "confirmation", "interim")
MONDAY, BUNDLE = at("2026-03-02 09:00"), at("2026-03-03 08:00")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: who gets the case To and Cc, how management sees it, what the customer gets."""

    to: set[str]
    cc: set[str]
    presented: str
    customer: list[str]
    sender: str
    subject: str
    text: str
    due: bool = True


ROWS = {
    "complaint": Row(
        {TEAM},
        {LEAD},
        "bundle",
        ["acknowledgement"],
        "anna.lohmann@web.example",
        "Beschwerde über die Bearbeitung",
        "Guten Tag, seit acht Wochen wird mein Antrag auf Bürgergeld nicht bearbeitet. Ich warte auf das Geld für die "
        "Miete und beschwere mich über die lange Bearbeitungszeit. Anna Lohmann",
    ),
    "suggestion": Row(
        {FRONT},
        {FRONT_LEAD},
        "bundle",
        ["acknowledgement"],
        "bernd.kuhlmann@web.example",
        "Verbesserungsvorschlag für den Wartebereich",
        "Guten Tag, ich habe einen Vorschlag: Bitte hängen Sie im Wartebereich eine Anzeige auf, die zeigt, wie lange "
        "man am Empfang noch wartet. Das würde allen helfen. Bernd Kuhlmann",
    ),
    "request": Row(
        {TEAM},
        {LEAD},
        "bundle",
        ["acknowledgement"],
        "carla.wiebe@web.example",
        "Frage zur Miete",
        "Guten Tag, ich habe eine Frage: Bis zu welcher Höhe übernehmen Sie die Miete und die Heizkosten für zwei "
        "Personen? Bitte geben Sie mir Auskunft. Vielen Dank. Carla Wiebe",
    ),
    "praise": Row(
        {FRONT},
        {FRONT_LEAD},
        "bundle",
        ["thanks"],
        "dirk.ahlers@web.example",
        "Lob",
        "Guten Tag, ich möchte mich herzlich bei der Dame am Empfang bedanken. Sie war sehr freundlich und hat mir "
        "geduldig geholfen. Ein großes Lob! Dirk Ahlers",
        due=False,
    ),
    "conduct_complaint": Row(
        {MANAGEMENT},
        set(),
        "at once",
        ["acknowledgement"],
        "esra.tuncel@web.example",
        "Dienstaufsichtsbeschwerde",
        "Hiermit erhebe ich Dienstaufsichtsbeschwerde gegen Herrn Kettler. Er hat mich am Dienstag im Büro "
        "angeschrien und beleidigt. Esra Tuncel",
    ),
    "petition": Row(
        {MANAGEMENT},
        {OFFICER},
        "at once",
        [],
        RD,
        "Petition Pet 4-20-11-81503-001234 - Stellungnahme bis 27.03.2026",
        "Sehr geehrte Damen und Herren, über das BMAS und die Zentrale der BA wurde uns die Petition der Frau "
        "Hannelore Zwingmann an den Petitionsausschuss des Deutschen Bundestages übersandt. Wir bitten um "
        "Stellungnahme bis zum 27.03.2026. Im Auftrag, Regionaldirektion",
    ),
    "petition_board": Row(
        {MANAGEMENT},
        {OFFICER},
        "at once",
        [],
        BMAS,
        "Petition in der Zuständigkeit der Trägerversammlung",
        "Sehr geehrte Damen und Herren, der Petitionsausschuss des Deutschen Bundestages bittet um Stellungnahme zu "
        "einer Petition. Sie betrifft Aufgaben der Trägerversammlung nach § 44c Abs. 2 SGB II. Die Frist des "
        "Ausschusses endet am 17.04.2026. Im Auftrag, BMAS",
    ),
    "submission": Row(
        {MANAGEMENT},
        {OFFICER},
        "at once",
        [],
        "eingaben.rd-nsb@arbeitsagentur.example",
        "Eingabe an das BMAS - Stellungnahme bis 20.03.2026",
        "Sehr geehrte Damen und Herren, die beigefügte Eingabe des Herrn Gerd Sander an das Bundesministerium für "
        "Arbeit und Soziales wird mit der Bitte um Stellungnahme bis zum 20.03.2026 übersandt. Im Auftrag",
    ),
    "objection": Row(
        {OBJECTIONS},
        set(),
        "no",
        ["handover"],
        "fritz.ohm@web.example",
        "Widerspruch gegen den Bescheid vom 16.02.2026",
        "Sehr geehrte Damen und Herren, gegen Ihren Bescheid vom 16.02.2026 lege ich hiermit Widerspruch ein. "
        "Begründung: Das Einkommen ist falsch berechnet. Fritz Ohm",
        due=False,
    ),
    "service_centre": Row(
        {AGENCY},
        set(),
        "bundle",
        ["handover"],
        "gudrun.pape@web.example",
        "Beschwerde über das Service Center",
        "Guten Tag, ich beschwere mich über die Hotline des Service Centers. Die Mitarbeiterin im Callcenter der "
        "Agentur hat mich dreimal falsch verbunden und dann aufgelegt. Gudrun Pape",
        due=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Day:
    """What the office had done when the next morning was over."""

    bench: Bench
    cases: dict[str, dict[str, object]]

    def mails(self, kind: str, *purposes: str) -> list[dict[str, object]]:
        """The copies on the case of this kind."""
        number = self.cases[kind]["number"]
        return [row for row in views.outbox(self.bench.office) if row["case"] == number and row["purpose"] in purposes]

    def bundles(self) -> list[str]:
        """What the daily bundles present to management, without the weekly state of the open cases."""
        ids = {row["message_id"] for row in views.outbox(self.bench.office) if row["purpose"] == "bundle"}
        mails = [headers_of(mail) for mail in self.bench.sent]
        bodies = [mail.get_body(("plain",)) for mail in mails if str(mail["Message-ID"]).strip() in ids]
        return [str(body.get_content()).partition("Stand der offenen")[0] for body in bodies if body is not None]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """One mail of each kind came in on Monday; the office worked until Tuesday morning."""
    with running_dovecot() as dovecot, SmtpSink() as sink:
        folder = write_office(tmp_path_factory.mktemp("kinds") / "office" / "config", dovecot, sink)
        bench = open_bench(folder, dovecot, sink, MONDAY)
        raws = [
            (a_mail(row.subject, row.text, from_=row.sender, message_id=f"<{kind}@x.example>"), MONDAY)
            for kind, row in ROWS.items()
        ]
        dovecot.deliver_all(raws)
        for moment in (MONDAY, at("2026-03-03 07:00"), BUNDLE):
            bench.tick(moment)
        cases = {str(case["message_id"]).strip("<>").partition("@")[0]: case for case in views.cases(bench.office)}
        yield Day(bench, cases)
        bench.close()


@pytest.mark.parametrize("kind", ROWS)
def test_the_kind_is_recognised(day: Day, kind: str) -> None:
    assert day.cases[kind]["kind"] == kind
    assert not day.cases[kind]["review"]


@pytest.mark.parametrize("kind", ROWS)
def test_the_case_goes_to_whom_the_row_names_and_to_nobody_else(day: Day, kind: str) -> None:
    row = ROWS[kind]
    handed = day.mails(kind, "forward", "presentation")
    assert {address for mail in handed for address in mail["to"]} == row.to  # type: ignore[attr-defined]
    assert {address for mail in handed for address in mail["cc"]} == row.cc  # type: ignore[attr-defined]
    assert {mail["recipient"] for mail in handed} == row.to | row.cc


@pytest.mark.parametrize("kind", ROWS)
def test_it_is_presented_to_management_as_the_row_says(day: Day, kind: str) -> None:
    in_bundle = any(str(day.cases[kind]["number"]) in presented for presented in day.bundles())
    at_once = any(mail["purpose"] == "presentation" for mail in day.mails(kind, "presentation"))
    assert (in_bundle, at_once) == {"bundle": (True, False), "at once": (False, True), "no": (False, False)}[
        ROWS[kind].presented
    ]


@pytest.mark.parametrize("kind", ROWS)
def test_the_customer_gets_what_the_row_says_and_an_authority_nothing(day: Day, kind: str) -> None:
    sent = [mail for mail in views.outbox(day.bench.office) if mail["recipient"] == ROWS[kind].sender]
    assert [mail["purpose"] for mail in sent] == ROWS[kind].customer


def test_praise_closes_itself_and_handed_over_cases_leave_the_house(day: Day) -> None:
    status = {kind: str(case["status"]) for kind, case in day.cases.items()}
    assert status["praise"] == "closed"
    assert status["objection"] == status["service_centre"] == "handed_over"
    assert {status[kind] for kind in ROWS} == {"open", "closed", "handed_over"}


def test_deadlines_run_where_the_row_says_so(day: Day) -> None:
    due = {kind: day.cases[kind]["due"] for kind in ROWS}
    assert due["complaint"] == {
        "acknowledgement": "2026-03-05T23:59:59+01:00",
        "interim": "2026-03-09T23:59:59+01:00",
        "final": "2026-03-16T23:59:59+01:00",
    }
    finals = {kind: str(dates["final"])[:10] for kind, dates in due.items()}  # type: ignore[index]
    assert finals["petition"] == "2026-03-27", "the date of the superior body"
    assert finals["petition_board"] == "2026-04-03", "14 days before the committee's date"
    assert finals["submission"] == "2026-03-20"


def test_no_mail_about_a_conduct_complaint_reaches_anybody_but_management_and_the_customer(day: Day) -> None:
    told = {mail["recipient"] for mail in day.mails("conduct_complaint", *PURPOSES)}
    assert told == {MANAGEMENT, ROWS["conduct_complaint"].sender}
