"""One full cycle: poll, take in, sweep, jobs, outbox, moves. `tick` does it once, the daemon for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog

from mailbot.errors import ConfigError, MailbotError, PermanentError, TemporaryError
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps.ceilings import let_go_held, tell_held, tell_overdue
from mailbot.steps.delivery import deliver
from mailbot.steps.intake import take_in_waiting
from mailbot.steps.jobs import run_due_jobs
from mailbot.steps.moves import move_messages
from mailbot.steps.poll import note_first_start, poll
from mailbot.steps.projection import write_case_files
from mailbot.steps.runtime import LAST_CYCLE, Runtime
from mailbot.steps.sent_mail import read_sent
from mailbot.steps.sweep import sweep
from mailbot.steps.watched import watch_folders
from mailbot.store import desk

log = structlog.get_logger()


def check_order(office: Runtime) -> None:
    """A cycle never goes back in time: ConfigError when `now` is earlier than the last cycle."""
    with office.store.read() as tx:
        last = desk.setting(tx, LAST_CYCLE)
    if last is not None and office.now() < datetime.fromisoformat(last):
        raise ConfigError(f"tick: the last cycle was at {last}, later than now; set the clock right, or --at later")


def intake_cycle(office: Runtime, mailbox: ImapMailbox) -> None:
    """What needs the mailbox: fetch, take in, move. TemporaryError when the server does not answer."""
    for folder in folders(office):
        polled = poll(office, mailbox, folder)
        note_first_start(office, polled)
        take_in_waiting(office)
    watch_folders(office, mailbox)
    take_in_waiting(office)
    read_sent(office, mailbox)
    move_messages(office, mailbox)


def folders(office: Runtime) -> tuple[str, ...]:
    """The folders that are read."""
    return (office.settings.mailbox.folder,)


def clock_cycle(office: Runtime) -> None:
    """What needs only the clock: what is due, then the mails of the day."""
    let_go_held(office)
    sweep(office)
    run_due_jobs(office)
    tell_held(office)
    tell_overdue(office)
    with office.store.write() as tx:
        desk.remember(tx, LAST_CYCLE, office.now().isoformat())
    write_case_files(office)


def tick(office: Runtime, mailbox: ImapMailbox, sender: SmtpSender) -> None:
    """One full cycle. A server that does not answer, a disk that is full are raised at the end; all else is done."""
    check_order(office)
    troubles: list[MailbotError] = []
    with _put_off(troubles, lambda: log.warning("mailbox_unreachable")):
        mailbox.connect()
        intake_cycle(office, mailbox)
    take_in_waiting(office)
    with _put_off(troubles, lambda: log.warning("clock_cycle_unfinished")):
        clock_cycle(office)
    with _put_off(troubles, lambda: log.warning("outbox_waits")):
        deliver(office, sender)
    if troubles:
        raise troubles[0]


@contextmanager
def _put_off(troubles: list[MailbotError], tell: Callable[[], None]) -> Iterator[None]:
    """What fails in the block is told and kept for later: the rest of the cycle does not depend on it."""
    try:
        yield
    except (TemporaryError, PermanentError) as error:
        troubles.append(error)
        tell()
