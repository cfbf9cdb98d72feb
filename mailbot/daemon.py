"""The loops. The worker alone talks to the mailbox and decides; the watcher only waits; the outbox has its own thread.

APScheduler knocks at the times of the calendar jobs; each job asks the database whether it is due.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from mailbot.errors import PermanentError, TemporaryError
from mailbot.ingest.idle import Watcher
from mailbot.ingest.imap_connection import backoff
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.outbound.digest_facts import Deed
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps.cycle import clock_cycle, intake_cycle
from mailbot.steps.delivery import deliver
from mailbot.steps.failing import tell_failed
from mailbot.steps.intake import take_in_waiting
from mailbot.steps.runtime import Runtime

log = structlog.get_logger()

OUTBOX_SECONDS = 5.0
CLOCK_SECONDS = 20.0


class Daemon:
    """One office at work until `stop` is called; the step at hand is finished before the threads end.

    `watcher` may be set before `run`: it sets `wake` when the server announces mail.
    """

    def __init__(self, office: Runtime, mailbox: ImapMailbox, sender: SmtpSender) -> None:
        """Take the adapters; nothing is connected yet."""
        self._office, self._mailbox, self._sender = office, mailbox, sender
        self.watcher: Watcher | None = None
        self._stop = threading.Event()
        self.wake = threading.Event()
        self._outbox_wake = threading.Event()

    def stop(self) -> None:
        """Ask all loops to end after the step at hand. Safe in a signal handler."""
        self._stop.set()
        self.wake.set()
        self._outbox_wake.set()

    def run(self) -> None:
        """Work until `stop`."""
        scheduler = self._scheduler()
        outbox = threading.Thread(target=self._outbox_loop, name="outbox")
        outbox.start()
        if self.watcher is not None:
            self.watcher.start()
        scheduler.start()
        log.info("daemon_started")
        try:
            self._worker_loop()
        finally:
            self.stop()
            scheduler.shutdown(wait=False)
            if self.watcher is not None:
                self.watcher.stop()
                self.watcher.join()
            outbox.join()
            self._mailbox.close()
            self._sender.close()
            log.info("daemon_stopped")

    def _scheduler(self) -> BackgroundScheduler:
        scheduler = BackgroundScheduler(timezone=self._office.zone)
        policy, digest = self._office.policy, self._office.settings.digest.time
        for moment in {digest, policy.reminder_time, policy.notice_time}:
            scheduler.add_job(
                self.wake.set,
                CronTrigger(hour=moment.hour, minute=moment.minute, timezone=self._office.zone),
                coalesce=True,
                misfire_grace_time=None,
                max_instances=1,
            )
        return scheduler

    def _worker_loop(self) -> None:
        failures = 0
        while not self._stop.is_set():
            self.wake.clear()
            mailbox_ok = self._guarded("intake", self._intake)
            failures = 0 if mailbox_ok else failures + 1
            self._guarded("clock", lambda: clock_cycle(self._office))
            self._outbox_wake.set()
            poll_seconds = float(self._office.settings.mailbox.poll_seconds)
            self.wake.wait(poll_seconds if mailbox_ok else backoff(failures))

    def _intake(self) -> None:
        take_in_waiting(self._office)
        self._mailbox.connect()
        intake_cycle(self._office, self._mailbox)

    def _outbox_loop(self) -> None:
        failures = 0
        while not self._stop.is_set():
            self._outbox_wake.clear()
            failures = 0 if self._guarded("outbox", lambda: deliver(self._office, self._sender)) else failures + 1
            self._outbox_wake.wait(max(OUTBOX_SECONDS, backoff(failures)) if failures else OUTBOX_SECONDS)

    def _guarded(self, loop: str, deed: Callable[[], object]) -> bool:
        """Run one round of a loop; whatever it raises is logged by its type and told, and the loop goes on."""
        try:
            deed()
        except (TemporaryError, PermanentError):
            log.warning("loop_waits", loop=loop)
            if loop == "intake":
                self._mailbox.close()
            return False
        except Exception:  # the other loops must go on
            log.exception("loop_failed", loop=loop)
            if loop == "intake":
                self._mailbox.close()
            if loop in set(Deed):
                self._guarded("telling", lambda: tell_failed(self._office, Deed(loop)))
            return False
        return True
