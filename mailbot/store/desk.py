"""What the daemon must remember besides cases and mails: jobs, settings, absences, reminders, findings, documents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select, update

from mailbot.rules.directory import Absence
from mailbot.store.database import Transaction
from mailbot.store.schema import AbsenceRow, DocumentRow, FindingRow, JobRow, ReminderRow, SettingRow


def setting(tx: Transaction, key: str) -> str | None:
    """A remembered value, or None."""
    row = tx.get(SettingRow, key)
    return row.value if row else None


def remember(tx: Transaction, key: str, value: str) -> None:
    """Remember a value."""
    tx.merge(SettingRow(key=key, value=value))


def forget(tx: Transaction, key: str) -> None:
    """Forget a value."""
    tx.execute(delete(SettingRow).where(SettingRow.key == key))


def job_done_for(tx: Transaction, name: str) -> date | None:
    """The last day or period this job was done for."""
    row = tx.get(JobRow, name)
    return row.done_for if row else None


def mark_job(tx: Transaction, name: str, day: date) -> None:
    """The job is done for this day."""
    tx.merge(JobRow(name=name, done_for=day))


def absences(tx: Transaction, day: date) -> dict[str, Absence]:
    """Who gave notice of being away on that day, by address."""
    rows = tx.scalars(select(AbsenceRow).where(AbsenceRow.first <= day, AbsenceRow.last >= day))
    return {row.address: Absence(row.first, row.last) for row in rows}


def add_absence(tx: Transaction, address: str, absence: Absence) -> None:
    """Note an absence; one that overlaps is not written twice."""
    query = select(AbsenceRow).where(AbsenceRow.address == address, AbsenceRow.last >= absence.first)
    row = tx.scalars(query).first()
    if row is None:
        tx.add(AbsenceRow(address=address, first=absence.first, last=absence.last))
    else:
        row.last = absence.last


def absence_until(tx: Transaction, address: str, day: date) -> date | None:
    """The last day of the absence of this address that is not over on that day, or None."""
    query = select(AbsenceRow).where(AbsenceRow.address == address, AbsenceRow.last >= day)
    row = tx.scalars(query).first()
    return row.last if row else None


def withdraw_absence(tx: Transaction, address: str, last: date, before: date | None) -> None:
    """Take back what `add_absence` wrote: the day that stood there before, or nothing at all."""
    query = select(AbsenceRow).where(AbsenceRow.address == address, AbsenceRow.last == last)
    row = tx.scalars(query).first()
    if row is not None and before is not None:
        row.last = before
    elif row is not None:
        tx.delete(row)


def reminders(tx: Transaction) -> list[ReminderRow]:
    """The lines that wait and stand in no mail, in order."""
    return list(tx.scalars(select(ReminderRow).where(ReminderRow.mail_id.is_(None)).order_by(ReminderRow.id)))


def reminders_in(tx: Transaction, mail_id: int) -> list[ReminderRow]:
    """The lines that stand in this mail, which has not left yet."""
    return list(tx.scalars(select(ReminderRow).where(ReminderRow.mail_id == mail_id).order_by(ReminderRow.id)))


def put_into_mail(tx: Transaction, ids: list[int], mail_id: int | None) -> None:
    """These lines stand in this mail now; in None, if they wait again."""
    tx.execute(update(ReminderRow).where(ReminderRow.id.in_(ids)).values(mail_id=mail_id))


def reminders_sent(tx: Transaction, mail_id: int) -> None:
    """The mail has left, or never will: its lines are done."""
    tx.execute(delete(ReminderRow).where(ReminderRow.mail_id == mail_id))


def delete_reminders(tx: Transaction, ids: list[int]) -> None:
    """These lines are told to nobody."""
    tx.execute(delete(ReminderRow).where(ReminderRow.id.in_(ids)))


def drop_reminders(tx: Transaction, number: str) -> None:
    """The case needs no reminder any more; of a mail that waits each line is asked before the next attempt."""
    waiting = (ReminderRow.case_number == number, ReminderRow.mail_id.is_(None))
    tx.execute(delete(ReminderRow).where(*waiting))


def add_finding(tx: Transaction, row: FindingRow) -> None:
    """Something for the next digest."""
    tx.add(row)


def untold(tx: Transaction, since: datetime | None = None) -> list[FindingRow]:
    """What the officer was not told yet; `since`: what stood in a digest made later than this never arrived."""
    wanted: ColumnElement[bool] = FindingRow.told_at.is_(None)
    if since is not None:
        wanted = wanted | (FindingRow.told_at > since)
    return list(tx.scalars(select(FindingRow).where(wanted).order_by(FindingRow.id)))


def mark_told(tx: Transaction, ids: list[int], now: datetime) -> None:
    """These stood in a digest."""
    tx.execute(update(FindingRow).where(FindingRow.id.in_(ids)).values(told_at=now))


def documents(tx: Transaction, number: str) -> list[DocumentRow]:
    """The documents of a case."""
    return list(tx.scalars(select(DocumentRow).where(DocumentRow.case_number == number).order_by(DocumentRow.id)))


def unposted(tx: Transaction) -> list[DocumentRow]:
    """The letters that wait to be printed and posted."""
    return list(tx.scalars(select(DocumentRow).where(DocumentRow.posted_at.is_(None)).order_by(DocumentRow.id)))


def to_print(tx: Transaction) -> list[str]:
    """The cases whose papers wait to be printed, each once, the longest waiting first: `VERSANDT` settles them all."""
    return list(dict.fromkeys(row.case_number for row in unposted(tx)))


def mark_posted(tx: Transaction, number: str, until: datetime, now: datetime) -> int:
    """The officer posted the letters of this case that were written `until` then."""
    result = tx.execute(
        update(DocumentRow)
        .where(DocumentRow.case_number == number, DocumentRow.posted_at.is_(None), DocumentRow.at <= until)
        .values(posted_at=now)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
