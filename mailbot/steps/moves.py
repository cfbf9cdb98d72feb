"""Moving messages on the server: a deed of its own after the commit, remembered in the ledger and repeated."""

from __future__ import annotations

import structlog

from mailbot.ingest.imap_connection import ServerRefusedError
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger
from mailbot.store.schema import MessageRow

log = structlog.get_logger()


def move_messages(office: Runtime, mailbox: ImapMailbox) -> int:
    """Move every message that was taken in and not yet seen moved; returns how many.

    One that the server refuses to move (rights, quota) is tried again next time and holds up nobody.
    TemporaryError when the server does not answer at all.
    """
    with office.store.read() as tx:
        rows = ledger.to_move(tx)
    moved = 0
    for row in rows:
        try:
            _move(mailbox, row)
        except ServerRefusedError:
            log.warning("message_not_moved", row=row.id)
            continue
        with office.store.write() as tx:
            ledger.mark_moved(tx, row.id, office.now())
        moved += 1
    return moved


def _move(mailbox: ImapMailbox, row: MessageRow) -> None:
    """From where it was fetched by its UID; from a case folder by renaming the folder, which holds nothing else."""
    target = row.target_folder or ""
    if row.lies_in:
        mailbox.rename_folder(row.lies_in, target)
    elif mailbox.status(row.folder).uidvalidity == row.uidvalidity:
        mailbox.move(row.folder, row.uid, target)
