"""The quarterly and the yearly report: when they are due, to whom they go, and the files beside the mail.

Management and officer get exact numbers. What management passes on to the agency is a mail and a file of its own, in
which small numbers are hidden (domain, section 8). Nothing is attached: documents do not travel by e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import structlog

from mailbot.cases.calendar import calendar_for
from mailbot.cases.case import Case
from mailbot.cases.deadlines import local_day, on_or_after, on_or_before
from mailbot.cases.policy import Policy
from mailbot.errors import ConfigError
from mailbot.outbound.compose import page
from mailbot.outbound.digest_facts import Deed
from mailbot.outbound.report_files import report_csv, report_xlsx
from mailbot.outbound.report_mail import ReportContext, report
from mailbot.outbound.report_period import Period, quarter_of, read_period
from mailbot.outbound.reports import Figures, report_figures
from mailbot.steps.failing import tell_failed
from mailbot.steps.mailing import Letter, post
from mailbot.steps.passing_on import figures_to_pass_on
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import desk, register
from mailbot.store.casefile import write_shared
from mailbot.store.database import Transaction
from mailbot.vocabulary import Purpose

log = structlog.get_logger()

QUARTERLY, YEARLY, PREVIEW = "report_quarter", "report_year", "report_preview"
PREVIEW_DAY: Final = (12, 15)
"""The yearly report is shown to management before the year is over (GA, "Berichtswesen")."""


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report that wants to be sent; `job` and `done_for` remember that it was."""

    job: str
    period: Period
    done_for: date

    @property
    def is_preview(self) -> bool:
        """Whether its period is not over."""
        return self.job == PREVIEW


def run_report_jobs(office: Runtime) -> int:
    """Send management every report that is due and was not sent; returns how many. A missed one is made up."""
    now = office.now()
    if not office.policy.calendar.is_working_day(now.date()) or now.time() < office.settings.digest.time:
        return 0
    with office.store.read() as tx:
        wanted = [one for one in due_reports(now.date(), office.policy) if _is_wanted(office, tx, one)]
    for one in wanted:
        try:
            _send_due(office, one)
        except Exception:
            tell_failed(office, Deed.REPORT)
            raise
    return len(wanted)


def due_reports(today: date, policy: Policy) -> tuple[DueReport, ...]:
    """The reports whose day has come: each quarter, the preview in December, the year in January. Pure."""
    quarter, year = quarter_of(today).before(), Period(today.year - 1)
    found = []
    if today >= on_or_after(quarter_of(today).first, policy.calendar):
        found.append(DueReport(QUARTERLY, quarter, quarter.last))
    if today >= on_or_after(date(today.year, 1, 1), policy.calendar):
        found.append(DueReport(YEARLY, year, year.last))
    preview = date(today.year, *PREVIEW_DAY)
    if today >= on_or_before(preview, policy.calendar):
        found.append(DueReport(PREVIEW, Period(today.year), preview))
    return tuple(found)


def _is_wanted(office: Runtime, tx: Transaction, one: DueReport) -> bool:
    """Not sent yet, and there was something to report: an office that has just begun gets no empty reports."""
    done = desk.job_done_for(tx, one.job)
    if done is not None and done >= one.done_for:
        return False
    first = register.first_receipt(tx)
    return first is not None and local_day(first, office.policy) <= one.period.last


def _send_due(office: Runtime, one: DueReport) -> None:
    work = office.work()
    to = office.acting(office.directory.management)
    send_report(office, work, one.period, to, preview=one.is_preview)
    if one.job == YEARLY:
        send_report_for_outside(office, work, one.period, to)
    work.after.append(lambda tx: desk.mark_job(tx, one.job, one.done_for))
    work.commit(office.store)
    log.info("report_made", job=one.job)


def send_report(office: Runtime, work: Work, period: Period, to: str, *, preview: bool = False) -> None:
    """Put the exact report into `work` as a mail to this directory address, and its files into the archive."""
    figures = figures_of(office, period)
    write_files(office, figures, preview=preview)
    _post(office, work, figures, to, preview=preview)


def send_report_for_outside(office: Runtime, work: Work, period: Period, to: str) -> None:
    """The same for passing on: small numbers are hidden, as in every version of it that there was before."""
    figures = figures_to_pass_on(office, figures_of(office, period))
    _to_pass_on(office, figures)
    _post(office, work, figures, to)


def _post(office: Runtime, work: Work, figures: Figures, to: str, *, preview: bool = False) -> None:
    post(
        office,
        work,
        _told(office, figures, preview=preview),
        Letter(Purpose.REPORT, (to,), cause=f"report {figures.period.written}"),
    )


def _told(office: Runtime, figures: Figures, *, preview: bool) -> ReportContext:
    evaluations = (*office.policy.evaluations, *office.policy.suggestion_evaluations)
    return report(figures, evaluations=evaluations, preview=preview)


def figures_of(office: Runtime, period: Period) -> Figures:
    """The exact figures of the period, as the register stands now."""
    with office.store.read() as tx:
        cases = [case for case, _ in register.all_cases(tx)]
    policy = policy_over(office, (*_years(cases), period.year))
    by_team = office.settings.office.works_agreement
    return report_figures(cases, period, policy, at=office.now(), by_team=by_team)


def _years(cases: Iterable[Case]) -> set[int]:
    return {case.received_at.year for case in cases}


def policy_over(office: Runtime, years: Iterable[int]) -> Policy:
    """The office's policy with the working days of all these years, and of those beside them."""
    listed = set(years) | {office.now().year}
    span = range(min(listed) - 1, max(listed) + 2)
    section = office.settings.office
    return replace(office.policy, calendar=calendar_for(section.region, span, frozenset(section.closing_days)))


def report_files(office: Runtime, figures: Figures, *, preview: bool = False) -> tuple[tuple[str, bytes], ...]:
    """Name and content of the files of one report."""
    period = figures.period
    name = f"quartalsbericht-{period.year}-q{period.quarter}" if period.quarter else f"jahresbericht-{period.year}"
    name += "-vorschau" if preview else "-weitergabe" if figures.hidden else ""
    return (
        (f"{name}.html", page(_told(office, figures, preview=preview), office.templates)),
        (f"{name}.xlsx", report_xlsx(figures, office.templates, office.now())),
        (f"{name}.csv", report_csv(figures, office.templates)),
    )


def write_files(office: Runtime, figures: Figures, *, preview: bool = False) -> Sequence[Path]:
    """The files of one report into `reports` of the archive, and its copy; returns where they lie in the archive."""
    return _file(office, report_files(office, figures, preview=preview))


def _file(office: Runtime, written: Sequence[tuple[str, bytes]]) -> Sequence[Path]:
    files, copy = office.case_files(), office.settings.archive.reports_copy
    places = [files.write_report(name, content) for name, content in written]
    if copy is not None:
        _copy_to(office, copy, written)
    return places


def _copy_to(office: Runtime, folder: Path, written: Iterable[tuple[str, bytes]]) -> None:
    """The same files where the office files its reports; that this folder is away stops no report."""
    try:
        for name, content in written:
            write_shared(folder, name, content)
    except OSError:
        log.exception("reports_not_copied")
        tell_failed(office, Deed.REPORTS_COPY)


def reports_on_request(office: Runtime, period: Period) -> tuple[tuple[str, bytes], ...]:
    """For `mailbot report`: the exact files, and for a year those for passing on; all go into the archive too.

    What was made for passing on stays as it was: from two versions of it a hidden number could be reckoned back.
    """
    figures = figures_of(office, period)
    preview = runs_on(office, period)
    write_files(office, figures, preview=preview)
    exact = report_files(office, figures, preview=preview)
    return exact if period.quarter or preview else (*exact, *_to_pass_on(office, figures_to_pass_on(office, figures)))


def runs_on(office: Runtime, period: Period) -> bool:
    """Whether the period is not over: what is told of it is a preview."""
    return period.last >= office.now().date()


def _to_pass_on(office: Runtime, figures: Figures) -> tuple[tuple[str, bytes], ...]:
    """The files for passing on, as they lie there already, into the archive and its copy."""
    files = office.case_files()
    told = tuple((name, files.report(name) or content) for name, content in report_files(office, figures))
    _file(office, told)
    return told


def asked_period(office: Runtime, span: str, of: str | None) -> Period:
    """The period of `report quarter|year [--of]`; without `--of` the last that is over. ConfigError when unclear."""
    if span not in {"quarter", "year"}:
        raise ConfigError("report: which one? allowed: quarter, year")
    today = office.now().date()
    if of is None:
        return quarter_of(today).before() if span == "quarter" else Period(today.year - 1)
    period = read_period(of)
    if bool(period.quarter) != (span == "quarter"):
        raise ConfigError("--of: does not fit; allowed: 2026Q1 with `report quarter`, 2026 with `report year`")
    if period.first > today:
        raise ConfigError(f"--of: {period.written} has not begun; allowed: up to {quarter_of(today).written}")
    return period
