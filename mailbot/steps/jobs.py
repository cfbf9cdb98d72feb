"""The mails of the day: reminders (`reminding`), the officer's digest, management's bundle.

Each job asks the database whether it is due, so a missed one is made up and none comes twice.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

import structlog

from mailbot.cases.case import Case
from mailbot.cases.events import Presented
from mailbot.cases.recipients import against_management
from mailbot.cases.workflow import wants_bundle
from mailbot.outbound.bundle import bundle
from mailbot.outbound.digest import digest
from mailbot.outbound.digest_facts import BundleFacts
from mailbot.steps.advance import step
from mailbot.steps.gathering import A_DAY, case_row, counts_of, digest_facts, open_rows
from mailbot.steps.mailing import Letter, identifiers_of, post
from mailbot.steps.reminding import ask_after_measures, is_time, send_reminders, time_for_reminders
from mailbot.steps.reporting import run_report_jobs
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, mails, register
from mailbot.store.database import Transaction
from mailbot.vocabulary import Purpose, Status

log = structlog.get_logger()

DIGEST, BUNDLE = "digest", "bundle"
LAST_DIGEST: Final = "last_digest"
LAST_DIGEST_ARRIVED: Final = "last_digest_arrived"
"""When the digest before the last one was made: that from which the last one told on."""


def run_due_jobs(office: Runtime) -> None:
    """Do what is due at this moment."""
    if time_for_reminders(office):
        ask_after_measures(office)
        send_reminders(office)
    if due_today(office, BUNDLE, office.settings.digest.time):
        send_bundle(office)
    if due_today(office, DIGEST, office.settings.digest.time):
        send_digest(office)
    run_report_jobs(office)


def due_today(office: Runtime, name: str, moment: time) -> bool:
    """Whether a job of working days is due: after its time, and not done for today."""
    if not is_time(office, moment):
        return False
    with office.store.read() as tx:
        done = desk.job_done_for(tx, name)
    return done is None or done < office.now().date()


def send_digest(office: Runtime) -> None:
    """The officer's digest of this working day, also when there is nothing to report.

    One that never left, for no server took it, says nothing any more: what stood in it is told in this one.
    """
    now = office.now()
    with office.store.read() as tx:
        kept_back = mails.kept_back(tx, Purpose.DIGEST, now)
        before = desk.setting(tx, LAST_DIGEST_ARRIVED if kept_back else LAST_DIGEST)
    since = datetime.fromisoformat(before) if before else now - A_DAY
    facts, findings = digest_facts(office, since, missed=bool(kept_back))
    numbers = [row.number for row in (*facts.urgent, *facts.new) if row.number]
    numbers += [number for cluster in facts.clusters for number in cluster.numbers]
    work = office.work()
    letter = Letter(
        Purpose.DIGEST,
        (office.acting(office.directory.officer),),
        cause=DIGEST,
        identifiers=identifiers_of(office, numbers),
    )
    post(office, work, digest(facts), letter)
    work.after += [
        lambda tx: _cancel_all(tx, kept_back),
        lambda tx: desk.mark_job(tx, DIGEST, now.date()),
        lambda tx: desk.mark_told(tx, findings, now),
        lambda tx: desk.remember(tx, LAST_DIGEST, now.isoformat()),
        lambda tx: desk.remember(tx, LAST_DIGEST_ARRIVED, since.isoformat()),
    ]
    work.commit(office.store)
    log.info("digest_made", rows=len(facts.urgent), new=len(facts.new))


def _cancel_all(tx: Transaction, mail_ids: list[int]) -> None:
    for mail_id in mail_ids:
        mails.cancel_untried(tx, mail_id)


def send_bundle(office: Runtime) -> None:
    """Management's bundle: every written reaction not presented yet; once a week the state of all open cases.

    What accuses management itself is neither presented nor listed: it is the officer's and the supervision's.
    """
    now = office.now()
    today = now.date()
    with office.store.read() as tx:
        waiting = [case for case in register.not_presented(tx) if wants_bundle(case) and _is_managements(office, case)]
        open_cases = [case for case in register.open_cases(tx) if case.status is Status.OPEN]
        begun = register.first_receipt(tx) is not None
    open_cases = [case for case in open_cases if _is_managements(office, case)]
    weekly = _first_working_day_of_week(office, today)
    by_kind, by_route = counts_of(open_cases)
    facts = BundleFacts(
        day=today,
        presented=tuple(case_row(office, case, today) for case in waiting),
        open_cases=open_rows(office, open_cases, today) if weekly else (),
        open_by_kind=by_kind,
        open_by_route=by_route,
        weekly=weekly,
    )
    work = office.work()
    if waiting or (weekly and begun):
        numbers = [row.number for row in (*facts.presented, *facts.open_cases)]
        to = (office.acting(office.directory.management),)
        letter = Letter(Purpose.BUNDLE, to, cause=BUNDLE, identifiers=identifiers_of(office, numbers))
        post(office, work, bundle(facts), letter)
    for case in waiting:
        step(office, work, case.number, lambda _absent: Presented(at=now))
    work.after.append(lambda tx: desk.mark_job(tx, BUNDLE, today))
    work.commit(office.store)


def _is_managements(office: Runtime, case: Case) -> bool:
    return not against_management(case, office.policy)


def _first_working_day_of_week(office: Runtime, today: date) -> bool:
    monday = today.toordinal() - today.weekday()
    earlier = [date.fromordinal(day) for day in range(monday, today.toordinal())]
    return not any(office.policy.calendar.is_working_day(day) for day in earlier)
