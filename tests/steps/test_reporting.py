"""When reports are due, to whom they go, what stands in them and which files lie beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import cast

import pytest

from desk_office import an_office, keep  # isort: skip
from case_office import POLICY
from office import MANAGEMENT, OFFICER, HandClock, at

from mailbot.cases.case import Case, Closing, Evaluation, NoticeRecord, SetDeadline
from mailbot.cases.effects import Notice
from mailbot.cases.events import NoticeWay
from mailbot.errors import ConfigError
from mailbot.outbound.digest_facts import Deed, What
from mailbot.outbound.report_deadlines import Deadline, Kept, days_taken, judge_deadlines
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import report_figures
from mailbot.steps.gathering import digest_facts
from mailbot.steps.reporting import (
    asked_period,
    due_reports,
    figures_of,
    reports_on_request,
    run_report_jobs,
    send_report,
    send_report_for_outside,
    write_files,
)
from mailbot.steps.runtime import Runtime
from mailbot.store import mails
from mailbot.vocabulary import Channel, Kind, MailState, Purpose, Role, Status

MONDAY = "2026-03-02 10:00"


def a_case(number: int = 1, received: str = MONDAY, **changes: object) -> Case:
    moment = at(received)
    case = Case(f"KRM-{moment.year}-{number:06}", Kind.COMPLAINT, "leistung", Channel.EMAIL, moment, moment)
    return replace(case, topics=("zahlung",), **changes)  # type: ignore[arg-type]


def closed(case: Case, on: str, answered: date | None = None) -> Case:
    return replace(case, status=Status.CLOSED, closing=Closing(at(on), Role.LEAD, answered))


def noticed(case: Case, notice: Notice, on: str | None, **changes: object) -> Case:
    moment = None if on is None else at(on)
    record = NoticeRecord(notice, "received", case.round, case.received_at, moment)
    return replace(case, notices=(*case.notices, replace(record, **changes)))  # type: ignore[arg-type]


def a_petition(on: date, *, missing: bool = False) -> Case:
    """One that an authority sent, with its date."""
    return a_case(kind=Kind.PETITION, from_authority=True, deadline=SetDeadline(on, missing=missing))


ACK, INTERIM = Notice.ACKNOWLEDGEMENT, Notice.INTERIM


@pytest.mark.parametrize(
    ("case", "today", "acknowledgement", "interim", "final"),
    [
        (a_case(), "2026-03-03 09:00", "pending", "pending", "pending"),
        (a_case(), "2026-03-05 23:00", "pending", "pending", "pending"),
        (a_case(), "2026-03-06 00:10", "missed", "pending", "pending"),
        (a_case(), "2026-03-17 00:10", "missed", "missed", "missed"),
        (noticed(a_case(), ACK, "2026-03-05 23:50"), "2026-04-01 09:00", "met", "missed", "missed"),
        (noticed(a_case(), ACK, "2026-03-06 00:10"), "2026-04-01 09:00", "missed", "missed", "missed"),
        (noticed(a_case(), ACK, None), "2026-03-06 09:00", "missed", "pending", "pending"),
        (
            noticed(a_case(), ACK, "2026-03-03 08:00", undeliverable=True),
            "2026-03-06 09:00",
            "missed",
            "pending",
            "pending",
        ),
        (noticed(a_case(), INTERIM, "2026-03-03 08:00"), "2026-03-20 09:00", "met", "met", "missed"),
        (closed(a_case(), "2026-03-04 09:00"), "2026-04-01 09:00", None, None, "met"),
        (closed(a_case(), "2026-03-09 09:00"), "2026-04-01 09:00", "missed", None, "met"),
        (closed(a_case(), "2026-03-16 23:00"), "2026-04-01 09:00", "missed", "missed", "met"),
        (closed(a_case(), "2026-03-17 09:00"), "2026-04-01 09:00", "missed", "missed", "missed"),
        (closed(a_case(), "2026-03-17 09:00", date(2026, 3, 16)), "2026-04-01 09:00", "missed", "missed", "met"),
        (a_case(forecast=date(2026, 3, 16)), "2026-03-12 09:00", "missed", None, "pending"),
        (a_case(forecast=date(2026, 3, 17)), "2026-03-12 09:00", "missed", "missed", "pending"),
        (a_case(notice_way=NoticeWay.NONE), "2026-03-12 09:00", None, None, "pending"),
        (a_case(channel=Channel.FORM), "2026-03-12 09:00", None, None, "pending"),
        (a_case(own_acknowledgement=False), "2026-03-12 09:00", None, "missed", "pending"),
    ],
)
def test_a_deadline_is_judged_by_its_unmoved_day(
    case: Case, today: str, acknowledgement: str | None, interim: str | None, final: str | None
) -> None:
    judged = {one.deadline: one.kept for one in judge_deadlines(case, POLICY, at(today))}
    wanted = zip(Deadline, (acknowledgement, interim, final, None), strict=True)
    assert judged == {deadline: Kept(kept) for deadline, kept in wanted if kept is not None}


@pytest.mark.parametrize(
    ("case", "today", "judged"),
    [
        (a_petition(date(2026, 3, 27)), "2026-03-20 09:00", {Deadline.AUTHORITY: Kept.PENDING}),
        (a_petition(date(2026, 3, 27)), "2026-03-28 09:00", {Deadline.AUTHORITY: Kept.MISSED}),
        (closed(a_petition(date(2026, 3, 27)), "2026-03-27 18:00"), "2026-04-01 09:00", {Deadline.AUTHORITY: Kept.MET}),
        (
            closed(a_petition(date(2026, 3, 9)), "2026-03-10 09:00"),
            "2026-04-01 09:00",
            {Deadline.AUTHORITY: Kept.MISSED},
        ),
        (a_petition(date(2026, 3, 9), missing=True), "2026-03-20 09:00", {Deadline.FINAL: Kept.MISSED}),
    ],
)
def test_what_a_superior_body_set_is_a_deadline_of_its_own(
    case: Case, today: str, judged: dict[Deadline, Kept]
) -> None:
    assert {one.deadline: one.kept for one in judge_deadlines(case, POLICY, at(today))} == judged


def test_the_report_tells_the_timeliness_of_petitions_apart_and_compares_final_answers() -> None:
    kept, late = closed(a_petition(date(2026, 3, 27)), "2026-03-20 09:00"), a_petition(date(2026, 3, 9))
    cases = [kept, late, closed(a_case(), "2026-03-12 09:00")]
    found = report_figures(cases, Period(2026, 1), POLICY, at=at("2026-04-02 09:00"))
    told = {one.deadline: (one.met, one.missed) for one in found.deadlines}
    assert told[Deadline.AUTHORITY] == (1, 1)
    assert told[Deadline.FINAL] == (1, 0)
    assert found.beside[-1].final.met == 1


def test_days_count_from_the_day_after_receipt_to_the_answer() -> None:
    assert days_taken(closed(a_case(), "2026-03-12 09:00"), POLICY) == 10
    assert days_taken(closed(a_case(), "2026-03-12 09:00", date(2026, 3, 10)), POLICY) == 8
    assert days_taken(a_case(), POLICY) is None


@pytest.mark.parametrize(
    ("today", "jobs"),
    [
        (date(2026, 12, 14), {"report_quarter": "2026Q3", "report_year": "2025"}),
        (date(2026, 12, 15), {"report_quarter": "2026Q3", "report_year": "2025", "report_preview": "2026"}),
        (date(2027, 1, 1), {}),
        (date(2027, 1, 4), {"report_quarter": "2026Q4", "report_year": "2026"}),
        (date(2027, 4, 1), {"report_quarter": "2027Q1", "report_year": "2026"}),
        (date(2028, 4, 1), {"report_year": "2027"}),
        (date(2028, 4, 3), {"report_quarter": "2028Q1", "report_year": "2027"}),
    ],
)
def test_reports_come_on_the_first_working_day_and_the_preview_in_december(today: date, jobs: dict[str, str]) -> None:
    assert {one.job: one.period.written for one in due_reports(today, POLICY)} == jobs


def test_a_preview_day_without_work_is_moved_before_it() -> None:
    """15 December 2024 is a Sunday."""
    assert {one.job for one in due_reports(date(2024, 12, 12), POLICY)} == {"report_quarter", "report_year"}
    assert "report_preview" in {one.job for one in due_reports(date(2024, 12, 13), POLICY)}


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    return an_office(tmp_path, at("2026-12-15 08:00"))


def move_to(office: Runtime, moment: str) -> None:
    cast("HandClock", office.clock).at = at(moment)


def sent(office: Runtime) -> list[tuple[str, str, str]]:
    """To, subject and text of every report."""
    with office.store.read() as tx:
        rows = [mail for mail, _ in mails.in_state(tx, (MailState.WAITING,)) if mail.purpose == Purpose.REPORT]
        raws = [(mail, mails.raw_of(tx, mail.id)) for mail in rows]
    found = []
    for mail, raw in raws:
        body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
        assert body is not None
        found.append((mail.to[0], mail.subject, str(body.get_content())))
    return found


def reported(office: Runtime) -> list[str]:
    return [re.sub(r" \[.*", "", subject) for _, subject, _ in sent(office)]


def some_year(office: Runtime) -> None:
    cases = [closed(a_case(n, "2026-02-03 10:00"), "2026-02-10 10:00") for n in range(1, 8)]
    cases = [replace(case, evaluation=Evaluation("berechtigt", n < 2, Role.LEAD)) for n, case in enumerate(cases)]
    keep(office, *cases, a_case(8, "2026-05-04 09:00", kind=Kind.PRAISE), a_case(9, "2026-11-03 09:00"))


def test_each_report_is_sent_once_to_management_and_made_up_when_missed(office: Runtime) -> None:
    some_year(office)
    run_report_jobs(office)
    run_report_jobs(office)
    assert sorted(reported(office)) == [
        "Quartalsbericht 3/2026 des Kundenreaktionsmanagements",
        "Vorschau: Jahresbericht 2026 des Kundenreaktionsmanagements",
    ]
    move_to(office, "2027-01-01 08:00")
    assert run_report_jobs(office) == 0
    move_to(office, "2027-01-05 06:59")
    assert run_report_jobs(office) == 0
    move_to(office, "2027-01-05 07:00")
    assert run_report_jobs(office) == 2
    assert {to for to, _, _ in sent(office)} == {MANAGEMENT}
    yearly = [subject for subject in reported(office) if subject.startswith("Jahresbericht 2026")]
    assert yearly == [
        "Jahresbericht 2026 des Kundenreaktionsmanagements",
        "Jahresbericht 2026 des Kundenreaktionsmanagements, Fassung zur Weitergabe",
    ]


def test_an_office_that_has_just_begun_gets_no_empty_report(office: Runtime) -> None:
    assert run_report_jobs(office) == 0
    keep(office, a_case(1, "2026-12-14 10:00"))
    run_report_jobs(office)
    assert reported(office) == ["Vorschau: Jahresbericht 2026 des Kundenreaktionsmanagements"]


def test_management_gets_exact_numbers_and_a_version_to_pass_on(office: Runtime) -> None:
    some_year(office)
    move_to(office, "2027-01-04 08:00")
    run_report_jobs(office)
    exact, outside = (text for _, subject, text in sent(office) if subject.startswith("Jahresbericht"))
    assert re.search(r"Beschwerde\s+8", exact)
    assert re.search(r"Lob\s+1", exact)
    assert "bleibt im Haus" in exact
    assert "bleibt im Haus" not in outside
    assert "Weitergabe" in outside
    assert re.search(r"Lob\W+–", outside)
    tables = outside.split("Zum Vergleich")[0]
    assert not re.search(
        r"(?<![\d.,/])[012](?![\d.,/])(?! Tag)",
        re.sub(r"\d+/\d+|KRM-\S+|Anlage 1", "", tables.split("Auf einen Blick")[1]),
    )


def told_outside(office: Runtime) -> list[str]:
    """What the newest version for passing on says: the text of the mail, without its own head."""
    return [text for _, subject, text in sent(office) if "Weitergabe" in subject]


def test_what_was_passed_on_once_stays_as_it_was_whoever_asks_and_whatever_changes(office: Runtime) -> None:
    """By hand on the day before, the daemon after a correction, then by hand again with the files gone."""
    some_year(office)
    move_to(office, "2027-01-02 10:00")
    by_hand = dict(reports_on_request(office, Period(2026)))
    keep(office, *(closed(a_case(n, "2026-02-03 10:00"), "2026-02-10 10:00") for n in range(10, 14)))
    move_to(office, "2027-01-04 08:00")
    run_report_jobs(office)
    exact = dict(reports_on_request(office, Period(2026)))
    assert b"Art;Beschwerde;Anzahl;12\r\n" in exact["jahresbericht-2026.csv"]
    assert b"Eingegangen;Wert;13\r\n" in exact["jahresbericht-2026.csv"]
    for path in (Path(office.settings.archive.root) / "reports").glob("*-weitergabe*"):
        path.unlink()
    again = dict(reports_on_request(office, Period(2026)))
    name = "jahresbericht-2026-weitergabe.csv"
    assert by_hand[name] == exact[name] == again[name], "nothing to subtract"
    (mailed,) = told_outside(office)
    assert re.search(r"Eingegangen\W+9\b", mailed), "and not the 13 that there are by now"
    assert b"Eingegangen;Wert;9\r\n" in by_hand[name]


@pytest.mark.parametrize("period", [Period(2024), Period(2026, 1), Period(2026)])
@pytest.mark.parametrize("cases", [0, 1])
def test_a_report_of_little_or_nothing_is_a_report(office: Runtime, period: Period, cases: int) -> None:
    """An empty quarter, the first there is, a year with one case: mail and files hold up, and divide by nothing."""
    keep(office, *[closed(a_case(n, "2026-11-03 09:00"), "2026-11-05 09:00") for n in range(1, cases + 1)])
    move_to(office, "2027-01-04 08:00")
    files = dict(reports_on_request(office, period))
    assert all(files.values())
    work = office.work()
    send_report(office, work, period, OFFICER)
    send_report_for_outside(office, work, period, OFFICER)
    work.commit(office.store)
    assert not work.findings
    exact, outside = (text for _, _, text in sent(office))
    assert re.search(rf"Eingegangen\W+{cases if period == Period(2026) else 0}\b", exact)
    assert re.search(r"Eingegangen\W+–", outside)


def test_a_report_goes_through_the_gate(office: Runtime) -> None:
    some_year(office)
    work = office.work()
    send_report(office, work, Period(2026, 1), OFFICER)
    work.commit(office.store)
    assert [to for to, _, _ in sent(office)] == [OFFICER]
    assert not work.findings


def test_teams_are_told_apart_under_a_works_agreement_only(tmp_path: Path) -> None:
    without = an_office(tmp_path / "a", at("2027-01-04 08:00"))
    within = an_office(
        tmp_path / "b", at("2027-01-04 08:00"), office='name = "Jobcenter Wolfenbüttel"\nworks_agreement = true'
    )
    for office in (without, within):
        some_year(office)
    assert figures_of(without, Period(2026)).by_team == ()
    assert [(row.what, row.number) for row in figures_of(within, Period(2026)).by_team] == [("leistung", 9)]


def test_files_lie_in_the_archive_for_the_owner_alone(office: Runtime) -> None:
    some_year(office)
    move_to(office, "2027-01-04 08:00")
    first = reports_on_request(office, Period(2026))
    names = [name for name, _ in first]
    again = dict(reports_on_request(office, Period(2026)))
    assert all(again[name] == content for name, content in first if "weitergabe" in name)
    assert names == [
        f"jahresbericht-2026{sort}.{ending}" for sort in ("", "-weitergabe") for ending in ("html", "xlsx", "csv")
    ]
    folder = Path(office.settings.archive.root) / "reports"
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_report_is_copied_to_a_further_folder_and_goes_out_also_when_that_is_away(tmp_path: Path) -> None:
    archive = f'root = "{tmp_path}/archive"\nreports_copy = "{tmp_path}/intranet"'
    opened = an_office(tmp_path, at("2027-01-04 08:00"), archive=archive)
    figures = figures_of(opened, Period(2026))
    places = write_files(opened, figures)
    assert all(place.is_file() for place in places)
    write_files(opened, figures)
    rows = [(row.what, row.number, row.deed) for row in digest_facts(opened)[0].urgent]
    assert rows == [(What.TROUBLE, "", Deed.REPORTS_COPY)], "told once, in the next digest"
    (tmp_path / "intranet").mkdir()
    write_files(opened, figures)
    assert {path.name for path in (tmp_path / "intranet").iterdir()} == {place.name for place in places}


def test_the_csv_opens_in_a_german_spreadsheet(office: Runtime) -> None:
    some_year(office)
    files = dict(reports_on_request(office, Period(2026, 1)))
    text = files["quartalsbericht-2026-q1.csv"].decode("utf-8")
    assert text.startswith("\ufeffTabelle;Zeile;Spalte;Wert\r\n")
    assert "Art;Beschwerde;Anzahl;7\r\n" in text
    assert "Fristen;Endantwort;Anteil gehalten in %;100,0\r\n" in text
    assert "Bewertung;berechtigt;Vorgeschlagen;2\r\n" in text


def test_what_was_removed_or_handed_over_is_not_counted(office: Runtime) -> None:
    keep(
        office,
        a_case(1),
        replace(closed(a_case(2), "2026-03-03 10:00"), not_counted=True),
        a_case(3, kind=Kind.OBJECTION, route="objections", status=Status.HANDED_OVER),
    )
    figures = figures_of(office, Period(2026, 1))
    assert (figures.received, figures.closed, figures.open_at_end) == (1, 0, 1)
    assert [(row.what, row.number) for row in figures.handed_over] == [("objection", 1)]


def test_a_period_that_is_asked_for_has_to_fit(office: Runtime) -> None:
    assert asked_period(office, "quarter", None) == Period(2026, 3)
    assert asked_period(office, "year", None) == Period(2025)
    assert asked_period(office, "quarter", "2026Q1") == Period(2026, 1)
    for span, of in (("quarter", "2026"), ("year", "2026Q1"), ("month", None), ("year", "2027"), ("quarter", "2027Q1")):
        with pytest.raises(ConfigError, match="allowed"):
            asked_period(office, span, of)
