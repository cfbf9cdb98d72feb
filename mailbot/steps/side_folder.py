"""Reading a folder beside the inbox: its own cursor, message by message, and nothing is stored unread.

What the reader of a folder wants to keep it stores itself; the rest is left where it lies.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from mailbot.errors import TemporaryError
from mailbot.ingest.imap_connection import ServerRefusedError
from mailbot.ingest.mailbox import Fetched, ImapMailbox
from mailbot.steps.poll import remember_start
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, ledger
from mailbot.store.ledger import Folder
from mailbot.store.schema import FindingRow

log = structlog.get_logger()

Read = Callable[[Folder, Fetched], None]


def each_new(office: Runtime, mailbox: ImapMailbox, folder: str, read: Read) -> int:
    """Give every message that came into this folder since the last time, and since the start, to `read`.

    A folder that is not there, or may not be read, holds up nobody. A message on which `read` fails is passed over
    and told in the digest. TemporaryError when server or database do not answer: the message comes again.
    """
    try:
        place, after = _where(office, mailbox, folder)
        uids = mailbox.new_uids(folder, after) if after is not None else []
        dates = mailbox.received_dates(folder, uids)
    except ServerRefusedError:
        log.warning("folder_refused")
        return 0
    start_at = remember_start(office)
    wanted = [uid for uid in uids if uid in dates and dates[uid] >= start_at]
    for message in mailbox.fetch(folder, wanted):
        _guarded(office, place, message, read)
        with office.store.write() as tx:
            ledger.set_cursor(tx, place, message.uid)
    if uids:
        with office.store.write() as tx:
            ledger.set_cursor(tx, place, max(uids))
    return len(wanted)


def _where(office: Runtime, mailbox: ImapMailbox, folder: str) -> tuple[Folder, int | None]:
    """The folder as it stands now, and up to which UID it was read; None where nothing new can be in it."""
    state = mailbox.status(folder)
    place = Folder(office.house.mailbox, folder, state.uidvalidity)
    with office.store.read() as tx:
        cursor = ledger.cursor(tx, place.mailbox, folder)
    if cursor is None or cursor.uidvalidity != state.uidvalidity:
        return place, 0
    return place, cursor.last_uid if state.uidnext > cursor.last_uid + 1 else None


def _guarded(office: Runtime, place: Folder, message: Fetched, read: Read) -> None:
    if message.is_unreadable:
        return
    try:
        read(place, message)
    except TemporaryError:
        raise
    except Exception:  # one message must not stop the others
        log.exception("side_message_failed")
        with office.store.write() as tx:
            desk.add_finding(tx, FindingRow(at=office.now(), what="side_message", detail=place.name[:100]))
