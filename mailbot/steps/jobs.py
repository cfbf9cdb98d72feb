"""The mails of the day: reminders to leads, the officer's digest, management's bundle.

Each job asks the database whether it is due, so a missed one is made up and none comes twice.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time, timedelta

import structlog

from mailbot.cases import measures
from mailbot.cases.case import Case
from mailbot.cases.effects import ReminderReason
from mailbot.cases.events import Presented
from mailbot.cases.recipients import against_management
from mailbot.cases.workflow import wants_bundle
from mailbot.outbound.bundle import bundle
from mailbot.outbound.digest import digest
from mailbot.outbound.digest_facts import BundleFacts
from mailbot.outbound.reminder_contexts import ReminderContext
from mailbot.steps.advance import step
from mailbot.steps.gathering import LAST_DIGEST, case_row, counts_of, digest_facts, open_rows
from mailbot.steps.mailing import Letter, post
from mailbot.steps.reporting import run_report_jobs
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import NOTED, words_noted
from mailbot.store import desk, mails, register
from mailbot.store.schema import ReminderRow
from mailbot.vocabulary import Purpose, Status

log = structlog.get_logger()

DIGEST, BUNDLE, MEASURES = "digest", "bundle", "measures"


def run_due_jobs(office: Runtime) -> None:
    """Do what is due at this moment."""
    if is_time(office, office.policy.reminder_time):
        ask_after_measures(office)
        send_reminders(office)
    if due_today(office, BUNDLE, office.settings.digest.time):
        send_bundle(office)
    if due_today(office, DIGEST, office.settings.digest.time):
        send_digest(office)
    run_report_jobs(office)


def is_time(office: Runtime, moment: time) -> bool:
    """Whether today is a working day and this time of day has come."""
    now = office.now()
    return office.policy.calendar.is_working_day(now.date()) and now.time() >= moment


def due_today(office: Runtime, name: str, moment: time) -> bool:
    """Whether a job of working days is due: after its time, and not done for today."""
    if not is_time(office, moment):
        return False
    with office.store.read() as tx:
        done = desk.job_done_for(tx, name)
    return done is None or done < office.now().date()


def ask_after_measures(office: Runtime) -> int:
    """A line for whoever is to be asked "Umgesetzt?" since this was last done; returns how many cases."""
    now, today = office.now(), office.now().date()
    with office.store.write() as tx:
        last = desk.job_done_for(tx, MEASURES) or today - timedelta(days=1)
        if last >= today:
            return 0
        absent = office.absent(tx, today)
        asked = [
            (case, day)
            for case in register.closed_with_measure(tx)
            if (day := measures.asked_between(case, last, today, office.policy)) is not None
        ]
        for case, day in asked:
            for recipient in measures.asked(case, office.policy, absent):
                row = ReminderRow(case_number=case.number, recipient=recipient, cc=[], due=day, created_at=now)
                row.reason = ReminderReason.MEASURE
                tx.add(row)
        desk.mark_job(tx, MEASURES, today)
    return len(asked)


def send_reminders(office: Runtime) -> int:
    """One mail for each recipient with all lines that wait, at most one a day; returns how many mails."""
    with office.store.read() as tx:
        waiting = desk.reminders(tx)
    by_recipient: dict[str, list[ReminderRow]] = defaultdict(list)
    for row in waiting:
        by_recipient[row.recipient].append(row)
    sent = 0
    for recipient, rows in by_recipient.items():
        sent += _remind(office, recipient, rows)
    return sent


def _remind(office: Runtime, recipient: str, rows: list[ReminderRow]) -> int:
    now = office.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with office.store.read() as tx:
        if mails.created_since(tx, recipient, (Purpose.REMINDER,), midnight):
            return 0
        lines: list[tuple[Case, ReminderReason, date | None]] = []
        for row in {_told_once(row): row for row in rows}.values():
            loaded = register.load(tx, row.case_number)
            if loaded is not None:
                lines.append((loaded[0], ReminderReason(row.reason), row.due))
    words = {(line[0].number, *line[1:]): words_noted(office, line[0], recipient, *line[1:]) for line in lines}
    work = office.work()
    cc = tuple(dict.fromkeys(address for row in rows for address in row.cc))
    letter = Letter(
        Purpose.REMINDER,
        (recipient,),
        cc,
        cause="reminder",
        identifiers=identifiers_of(office, [case.number for case, _, _ in lines]),
    )
    context = ReminderContext.of(
        tuple(lines), now.date(), office.policy, facts=office.facts, reader=recipient, words=words
    )
    post(office, work, context, letter)
    ids = [row.id for row in rows]
    work.after.append(lambda tx: desk.reminders_sent(tx, ids))
    work.commit(office.store)
    return 1


def _told_once(row: ReminderRow) -> tuple[str, str, date | None]:
    """A case is told once for one reason; but each date that somebody set is a line of its own."""
    return row.case_number, row.reason, row.due if row.reason in NOTED else None


def identifiers_of(office: Runtime, numbers: list[str]) -> tuple[str, ...]:
    """Every identifier known of these cases, for the gate."""
    with office.store.read() as tx:
        found = [register.people(tx, number)[1] for number in dict.fromkeys(numbers)]
    return tuple(dict.fromkeys(identifier for known in found for identifier in known))


def send_digest(office: Runtime) -> None:
    """The officer's digest of this working day, also when there is nothing to report."""
    now = office.now()
    facts, findings = digest_facts(office)
    numbers = [row.number for row in (*facts.urgent, *facts.new) if row.number]
    numbers += [number for cluster in facts.clusters for number in cluster.numbers]
    work = office.work()
    letter = Letter(
        Purpose.DIGEST,
        (office.directory.officer.present(now.date()).address,),
        cause=DIGEST,
        identifiers=identifiers_of(office, numbers),
    )
    post(office, work, digest(facts), letter)
    work.after += [
        lambda tx: desk.mark_job(tx, DIGEST, now.date()),
        lambda tx: desk.mark_told(tx, findings, now),
        lambda tx: desk.remember(tx, LAST_DIGEST, now.isoformat()),
    ]
    work.commit(office.store)
    log.info("digest_made", rows=len(facts.urgent), new=len(facts.new))


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
        to = (office.directory.management.present(today).address,)
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
