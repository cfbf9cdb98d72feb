"""The one reminder mail a day for each who has to be reminded, 07:30 of a working day (domain, section 4).

Its lines stay with it until it has left: one that waits out an outage is told anew, with what came up since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Final

from mailbot.cases import measures
from mailbot.cases.case import Case
from mailbot.cases.effects import ReminderReason
from mailbot.cases.wanted import line_wanted
from mailbot.outbound.reminder_contexts import ReminderContext
from mailbot.steps.mailing import Letter, identifiers_of, midnight, post
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import NOTED, words_noted
from mailbot.store import desk, mails, register
from mailbot.store.database import Transaction
from mailbot.store.schema import MailRow, ReminderRow
from mailbot.vocabulary import Purpose

MEASURES: Final = "measures"
Line = tuple[Case, ReminderReason, date | None]


def is_time(office: Runtime, moment: time) -> bool:
    """Whether today is a working day and this time of day has come."""
    now = office.now()
    return office.policy.calendar.is_working_day(now.date()) and now.time() >= moment


def time_for_reminders(office: Runtime) -> bool:
    """Whether reminders may leave today by now."""
    return is_time(office, office.policy.reminder_time)


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
    take_back_late(office)
    with office.store.read() as tx:
        waiting = desk.reminders(tx)
    by_recipient: dict[str, list[ReminderRow]] = defaultdict(list)
    for row in waiting:
        by_recipient[row.recipient].append(row)
    sent = 0
    for recipient, rows in by_recipient.items():
        sent += _remind(office, recipient, rows)
    return sent


def take_back_late(office: Runtime) -> None:
    """Reminders of earlier days that never left: what in them still holds is told in the mail of today."""
    with office.store.read() as tx:
        late = mails.kept_back(tx, Purpose.REMINDER, midnight(office.now()))
        wanted = {mail_id: wanted_lines(office, tx, desk.reminders_in(tx, mail_id)) for mail_id in late}
    for mail_id, lines in wanted.items():
        with office.store.write() as tx:
            if mails.cancel_untried(tx, mail_id):
                take_lines_out(tx, mail_id, lines)


def take_lines_out(tx: Transaction, mail_id: int, wanted: list[int]) -> None:
    """The mail does not leave: these of its lines wait again, the others are done."""
    desk.put_into_mail(tx, wanted, None)
    desk.reminders_sent(tx, mail_id)


def wanted_lines(office: Runtime, tx: Transaction, lines: Sequence[ReminderRow]) -> list[int]:
    """The lines that still say something to their reader."""
    today = office.now().date()
    found = []
    for line in lines:
        loaded = register.load(tx, line.case_number)
        reason = ReminderReason(line.reason)
        if loaded is not None and line_wanted(
            loaded[0], reason, line.due, reader=line.recipient, today=today, policy=office.policy
        ):
            found.append(line.id)
    return found


def _remind(office: Runtime, recipient: str, rows: list[ReminderRow]) -> int:
    now = office.now()
    with office.store.read() as tx:
        if mails.created_since(tx, recipient, (Purpose.REMINDER,), midnight(now)):
            return 0
        absent = office.absent(tx, now.date())
        lines: list[Line] = []
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
        tuple(lines), now.date(), office.policy, facts=office.facts, reader=recipient, words=words, absent=absent
    )
    post(office, work, context, letter)
    ids, made = [row.id for row in rows], [mail.row for mail in work.outgoing]
    work.after.append(lambda tx: _in_their_mail(tx, ids, made))
    work.commit(office.store)
    return 1


def _in_their_mail(tx: Transaction, ids: list[int], made: list[MailRow]) -> None:
    """Where none was made, there is nobody in the house to remind."""
    if made:
        desk.put_into_mail(tx, ids, made[-1].id)
    else:
        desk.delete_reminders(tx, ids)


def _told_once(row: ReminderRow) -> tuple[str, str, date | None]:
    """A case is told once for one reason; but each date that somebody set is a line of its own."""
    return row.case_number, row.reason, row.due if row.reason in NOTED else None
