"""One message on its way through the house, read and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.rules.deadline_text import Demand, demanded_by
from mailbot.rules.judge import judge
from mailbot.rules.ruleset import RuleSet
from mailbot.rules.verdict import Verdict
from mailbot.steps.identity import identity_of
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger
from mailbot.store.schema import MessageRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """`received_at` is the INTERNALDATE in the office's time zone, `now` the moment of taking in."""

    row_id: int
    message: Message
    verdict: Verdict
    received_at: datetime
    now: datetime
    identity: str


def read_arrival(office: Runtime, row: MessageRow) -> Arrival:
    """Parse and judge a stored message."""
    message = parse(row.raw)
    received_at = row.received_at.astimezone(office.zone)
    verdict = verdict_on(office, row, message, office.ruleset)
    return Arrival(row.id, message, verdict, received_at, office.now(), identity_of(message))


def verdict_on(office: Runtime, row: MessageRow, message: Message, ruleset: RuleSet) -> Verdict:
    """What these rules say of a stored message that was parsed."""
    received_on = row.received_at.astimezone(office.zone).date()
    verdict = judge(message, ruleset, office.directory, office.house, received_on)
    if row.folder in office.settings.mailbox.also_watch:
        verdict = replace(verdict, review=True)  # somebody's filter put it there: a person looks
    return verdict


def demand_of(office: Runtime, number: str) -> Demand:
    """The deadline that the first message of a case demands; none once its bytes are erased."""
    with office.store.read() as tx:
        first = next(iter(ledger.messages_of(tx, number)), None)
        raw = ledger.message(tx, first.id).raw if first is not None else b""
    if first is None or not raw:
        return Demand()
    return demanded_by(parse(raw), first.received_at.astimezone(office.zone).date())
