"""Puts the adapters together: one tick, or the daemon of each office until a signal comes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from mailbot.daemon import Daemon
from mailbot.ingest.idle import Watcher
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps.cycle import tick
from mailbot.steps.lock import at_work
from mailbot.steps.opening import imap_account, open_office, smtp_account
from mailbot.steps.runtime import Runtime


def tick_once(office: Runtime) -> None:
    """One full cycle under the lock. TemporaryError at its end when a server did not answer."""
    with at_work(office, lost=lambda: None):
        mailbox = ImapMailbox(imap_account(office.settings))
        sender = SmtpSender(smtp_account(office.settings))
        try:
            tick(office, mailbox, sender)
        finally:
            mailbox.close()
            sender.close()


def run_offices(folders: Sequence[Path], environ: Mapping[str, str]) -> None:
    """Run the daemon of each office until SIGTERM or SIGINT, then finish the step at hand."""
    with ExitStack() as stack:
        daemons = [_daemon(stack, open_office(folder, environ)) for folder in folders]

        def stop_all(_number: int, _frame: object) -> None:
            for daemon in daemons:
                daemon.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop_all)
        threads = [threading.Thread(target=daemon.run, name="worker") for daemon in daemons]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(0.5)


def _daemon(stack: ExitStack, office: Runtime) -> Daemon:
    stack.callback(office.store.close)
    account = imap_account(office.settings)
    daemon = Daemon(office, ImapMailbox(account), SmtpSender(smtp_account(office.settings)))
    stack.enter_context(at_work(office, daemon.stop))
    daemon.watcher = Watcher(account, office.settings.mailbox.folder, daemon.wake)
    return daemon
