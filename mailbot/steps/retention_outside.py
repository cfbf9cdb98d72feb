"""Erasing what lies outside the database: case files on disk, folders and messages on the IMAP server.

The database remembers what is still to be done, so that it is repeated until it is.
"""

from __future__ import annotations

from dataclasses import replace

import structlog

from mailbot.ingest.imap_connection import ServerRefusedError
from mailbot.ingest.imap_erasing import ErasingMailbox
from mailbot.steps.runtime import Runtime
from mailbot.steps.sent_mail import SENT_FLAG, USUAL_NAMES, sent_folder
from mailbot.store import erasing
from mailbot.store.erasing import Outside

log = structlog.get_logger()


def erase_case_files(office: Runtime) -> int:
    """Remove the folders on disk of what was erased; returns how many. OSError when the disk does not let us."""
    files = office.case_files()
    with office.store.read() as tx:
        numbers = erasing.pending(tx).case_files
    removed = sum(files.erase(number) for number in numbers)
    with office.store.write() as tx:
        erasing.remember_pending(tx, replace(erasing.pending(tx), case_files=()))
    return removed


def erase_in_mailbox(office: Runtime, mailbox: ErasingMailbox) -> Outside:
    """Remove folders and messages on the IMAP server; returns what the server refused. TemporaryError: it is away."""
    with office.store.read() as tx:
        wanted = erasing.pending(tx)
    if not wanted.folders and not wanted.messages:
        return Outside()
    mailbox.connect()
    sent = _sent_folder(office, mailbox)
    folders = tuple(folder for folder in wanted.folders if not _folder_gone(mailbox, folder))
    messages = tuple(one for one in wanted.messages if not _message_gone(mailbox, *one, sent=sent))
    left = Outside(folders=folders, messages=messages)
    with office.store.write() as tx:
        erasing.remember_pending(tx, replace(erasing.pending(tx), folders=folders, messages=messages))
    if left != Outside():
        log.warning("not_erased_in_mailbox", count=len(folders) + len(messages))
    return left


def _folder_gone(mailbox: ErasingMailbox, folder: str) -> bool:
    try:
        mailbox.delete_folder(folder)
    except ServerRefusedError:
        return False
    return True


def _sent_folder(office: Runtime, mailbox: ErasingMailbox) -> str:
    """The sent folder, also where mailbot does not read it; "" where the mailbox has none."""
    return sent_folder(office, mailbox) or mailbox.find_folder(SENT_FLAG, USUAL_NAMES)


def _message_gone(mailbox: ErasingMailbox, folder: str, message_id: str, *, sent: str) -> bool:
    place = sent if folder == erasing.SENT else folder
    try:
        return not place or mailbox.delete_message(place, message_id)
    except ServerRefusedError:
        return False
