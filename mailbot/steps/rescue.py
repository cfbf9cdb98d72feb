"""`FALL <id>`: the officer makes a case of a message that was taken for spam or automatic, or lay in quarantine."""

from __future__ import annotations

from dataclasses import replace

from mailbot.steps.arrival import read_arrival
from mailbot.steps.execute import case_folder
from mailbot.steps.new_case import open_case
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger
from mailbot.store.database import Transaction
from mailbot.vocabulary import Disposition, Kind

RESCUABLE = frozenset({Disposition.SPAM, Disposition.AUTOMATIC, Disposition.QUARANTINE})


def rescue(office: Runtime, work: Work, row_id: int) -> bool:
    """Open the case inside `work`; False when no such message waits."""
    with office.store.read() as tx:
        row = ledger.find(tx, row_id)
    if row is None or row.disposition not in RESCUABLE:
        return False
    found = read_arrival(office, row)
    kind = Kind.REQUEST if found.verdict.kind is Kind.NONE else found.verdict.kind
    verdict = replace(found.verdict, disposition=Disposition.CASE, kind=kind, review=True)
    arrival = replace(found, verdict=verdict)
    case = open_case(office, work, arrival, verdict)
    target = case_folder(office, case)
    work.after.insert(0, lambda tx: _refile(tx, row_id, case.number, target))
    return True


def _refile(tx: Transaction, row_id: int, number: str, target: str) -> None:
    row = ledger.message(tx, row_id)
    row.disposition, row.case_number, row.target_folder = Disposition.CASE, number, target
    row.moved_at = None
