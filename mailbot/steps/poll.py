"""Fetching: from the cursor of each folder to ledger rows. Nothing is judged here, nothing is lost.

First start (domain.md, section 9): what lies in the folder with an INTERNALDATE before `start_at` is recorded as
seen, without bytes, and the officer gets one list. A new UIDVALIDITY fetches the folder anew; copies of known
messages are recognised when they are taken in, and messages from before the start never act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from mailbot.ingest.mailbox import Fetched, ImapMailbox
from mailbot.steps.runtime import START_AT, Runtime
from mailbot.store import desk, ledger
from mailbot.store.ledger import Folder
from mailbot.store.schema import FindingRow

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Polled:
    """How many messages were fetched, and how many lay there from before the start."""

    fetched: int = 0
    before_start: int = 0


def poll(office: Runtime, mailbox: ImapMailbox, folder: str) -> Polled:
    """Fetch all that is new in this folder. TemporaryError when the server does not answer."""
    start_at = remember_start(office)
    state = mailbox.status(folder)
    place = Folder(office.house.mailbox, folder, state.uidvalidity)
    with office.store.read() as tx:
        cursor = ledger.cursor(tx, place.mailbox, folder)
    known = cursor is not None and cursor.uidvalidity == state.uidvalidity
    after = cursor.last_uid if known and cursor is not None else 0
    if known and state.uidnext <= after + 1:
        return Polled()
    uids = mailbox.new_uids(folder, after)
    fresh, old = _split_by_start(mailbox, folder, uids, start_at)
    for batch in mailbox.fetch_batches(folder, fresh):
        _record(office, place, batch)
    with office.store.write() as tx:
        ledger.set_cursor(tx, place, max([after, *uids]))
    if fresh or old:
        log.info("mailbox_polled", fetched=len(fresh), before_start=len(old))
    return Polled(len(fresh), len(old) if cursor is None else 0)


def remember_start(office: Runtime) -> datetime:
    """The moment before which nothing is acted on: configured, else the first start, kept for ever."""
    configured = office.settings.mailbox.start_at
    if configured is not None:
        return configured
    with office.store.write() as tx:
        value = desk.setting(tx, START_AT)
        if value is None:
            value = office.now().isoformat()
            desk.remember(tx, START_AT, value)
    return datetime.fromisoformat(value)


def _split_by_start(
    mailbox: ImapMailbox, folder: str, uids: list[int], start_at: datetime
) -> tuple[list[int], list[int]]:
    dates = mailbox.received_dates(folder, uids)
    fresh = [uid for uid in uids if uid in dates and dates[uid] >= start_at]
    old = [uid for uid in uids if uid in dates and dates[uid] < start_at]
    return fresh, old


def _record(office: Runtime, place: Folder, batch: Iterable[Fetched]) -> None:
    messages = list(batch)
    if not messages:
        return
    now = office.now()
    with office.store.write() as tx:
        for message in messages:
            ledger.record_fetched(tx, place, message.uid, raw=message.raw, received_at=message.internaldate, now=now)
        ledger.set_cursor(tx, place, max(message.uid for message in messages))


def note_first_start(office: Runtime, polled: Polled) -> None:
    """What lay there before the start stands once in the officer's next digest (domain.md, section 9)."""
    if polled.before_start:
        with office.store.write() as tx:
            finding = FindingRow(at=office.now(), what="before_start", detail=str(polled.before_start))
            desk.add_finding(tx, finding)
