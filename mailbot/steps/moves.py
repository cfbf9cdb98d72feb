"""Moving messages on the server: a deed of its own after the commit, remembered in the ledger and repeated."""

from __future__ import annotations

import structlog

from mailbot.ingest.imap_connection import ServerRefusedError
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger
from mailbot.store.schema import MessageRow

log = structlog.get_logger()

LOOKED_THROUGH = 500
"""So many of the newest messages of a folder are compared where no Message-ID leads to the one."""


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
            _move(office, mailbox, row)
        except ServerRefusedError:
            log.warning("message_not_moved", row=row.id)
            continue
        with office.store.write() as tx:
            ledger.mark_moved(tx, row.id, office.now())
        moved += 1
    return moved


def _move(office: Runtime, mailbox: ImapMailbox, row: MessageRow) -> None:
    """From where it was fetched by its UID; from a case folder by renaming the folder, where all in it goes along.

    From a folder that holds other messages too (spam, quarantine) the one message is looked for by its bytes.
    """
    target = row.target_folder or ""
    if row.lies_in and _is_emptied(office, row.lies_in, target):
        mailbox.rename_folder(row.lies_in, target)
    elif row.lies_in:
        uid = _find(office, mailbox, row, row.lies_in)
        if uid:
            mailbox.move(row.lies_in, uid, target)
    elif mailbox.status(row.folder).uidvalidity == row.uidvalidity:
        mailbox.move(row.folder, row.uid, target)


def _is_emptied(office: Runtime, folder: str, target: str) -> bool:
    """Whether it is the folder of one case of which nothing stays behind."""
    if not office.house.numbers_in(folder.rpartition("/")[2]):
        return False
    with office.store.read() as tx:
        return not ledger.others_lie_in(tx, folder, target)


def _find(office: Runtime, mailbox: ImapMailbox, row: MessageRow, folder: str) -> int:
    """The UID of a message in a folder that it was moved into, or 0."""
    with office.store.read() as tx:
        raw = ledger.message(tx, row.id).raw
    named = mailbox.find_by_message_id(folder, row.message_id) if row.message_id else []
    for uids in (named, mailbox.new_uids(folder, 0)[-LOOKED_THROUGH:]):
        for message in mailbox.fetch(folder, uids):
            if message.raw == raw:
                return message.uid
    return 0
