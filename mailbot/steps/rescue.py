"""`FALL <id>`: the officer makes a case of a message that was taken for spam or automatic, or lay in quarantine."""

from __future__ import annotations

from dataclasses import replace

import structlog

from mailbot.cases.effects import Refusal
from mailbot.ingest.message import Message
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known, People
from mailbot.rules.verdict import Verdict
from mailbot.steps.arrival import Arrival, read_arrival
from mailbot.steps.execute import case_folder
from mailbot.steps.new_case import open_case
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger
from mailbot.store.database import Transaction
from mailbot.store.erasing import ERASED
from mailbot.store.schema import MessageRow
from mailbot.vocabulary import Disposition, Kind, Route

log = structlog.get_logger()

RESCUABLE = frozenset({Disposition.SPAM, Disposition.AUTOMATIC, Disposition.QUARANTINE})
DEADLY = "process_died"
"""The reason of a message that ended the process whenever it was read: it is not read again."""


def rescue(office: Runtime, work: Work, row_id: int) -> str | Refusal:
    """Open the case inside `work` and return its number; why not where no such message waits, or it is erased.

    A message that cannot be read becomes a case without text: the original lies in the folder that the mail names.
    """
    with office.store.read() as tx:
        row = ledger.find(tx, row_id)
    if row is None or row.disposition not in RESCUABLE or row.case_number:
        return Refusal.UNKNOWN_TARGET
    if row.reason == ERASED:
        return Refusal.ERASED
    found = _read(office, row)
    kind = Kind.REQUEST if found.verdict.kind is Kind.NONE else found.verdict.kind
    verdict = replace(found.verdict, disposition=Disposition.CASE, kind=kind, review=True)
    case = open_case(office, work, replace(found, verdict=verdict), verdict)
    target = case_folder(office, case)
    work.after.insert(0, lambda tx: _refile(tx, row_id, case.number, target))
    return case.number


def _read(office: Runtime, row: MessageRow) -> Arrival:
    """The message read and judged, as far as it can be."""
    if row.raw and row.reason != DEADLY:
        try:
            found = read_arrival(office, row)
            anonymise(found.message.subject, found.message.text, Known(), People(), language=found.verdict.language)
        except Exception:  # it lies in quarantine because it could not be read
            log.exception("message_unreadable", row=row.id)
        else:
            return found
    received_at = row.received_at.astimezone(office.zone)
    message = Message(defects=("unreadable",))
    return Arrival(row.id, message, Verdict(Disposition.CASE, route=Route.KRM), received_at, office.now(), "")


def _refile(tx: Transaction, row_id: int, number: str, target: str) -> None:
    row = ledger.message(tx, row_id)
    row.disposition, row.case_number, row.target_folder = Disposition.CASE, number, target
    row.moved_at = None
