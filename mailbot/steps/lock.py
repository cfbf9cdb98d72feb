"""One daemon at a time: `run`, `tick` and `erase` exclude each other.

Where the database is a file, an exclusive lock on a file beside it; where it is a server, which machines elsewhere
reach too, a lease in the database that a thread of its own renews.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog

from mailbot.errors import ConfigError, MailbotError, TemporaryError
from mailbot.steps.opening import lock_path
from mailbot.steps.runtime import Runtime
from mailbot.store import leases
from mailbot.store.database import Store, sqlite_path

log = structlog.get_logger()

AT_WORK: Final = "worker"


class AlreadyRunningError(MailbotError):
    """Another `run` or `tick` holds the lock."""


@dataclass(frozen=True, slots=True)
class LeaseTimes:
    """How long a lease runs, and how often it is renewed: three renewals may fail before somebody else takes over."""

    lasts: timedelta = timedelta(seconds=90)
    renewed_after: timedelta = timedelta(seconds=20)


@contextmanager
def at_work(office: Runtime, lost: Callable[[], None], times: LeaseTimes = LeaseTimes()) -> Iterator[None]:
    """Hold the office's database for the block.

    AlreadyRunningError at once when somebody else holds it; also at the end of the block when a lease was lost on
    the way, because the server could not be reached for as long as it runs: `lost` is called then, from another
    thread, and must end the work.
    """
    if sqlite_path(office.settings.database.url) is not None:
        with exclusive(lock_path(office.settings)):
            yield
        return
    keeper = _Keeper(office, _lease(office.store, office.random_token(), times.lasts), times, lost)
    keeper.start()
    try:
        yield
    finally:
        keeper.end()
    if keeper.is_lost:
        raise AlreadyRunningError("another mailbot has taken over this database: this one has stopped")


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock on the file for the block. AlreadyRunningError at once when somebody else holds it.

    The kernel lets go of the lock when the process dies, however it dies. ConfigError when it may not be written.
    """
    handle = _opened(path)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunningError("another mailbot is at work on this database: stop it first") from error
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}; the service user must own it") from error


def _lease(store: Store, owner: str, lasts: timedelta) -> leases.Lease:
    with store.write() as tx:
        lease = leases.take(tx, AT_WORK, owner, leases.server_time(tx), lasts)
    if lease is None:
        raise AlreadyRunningError("another mailbot is at work on this database: stop it first")
    return lease


class _Keeper:
    """Renews a lease in a thread of its own, gives it back at the end."""

    def __init__(self, office: Runtime, lease: leases.Lease, times: LeaseTimes, lost: Callable[[], None]) -> None:
        self._store, self._monotonic = office.store, office.clock.monotonic
        self._lease, self._times, self._lost = lease, times, lost
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)
        self._sure_until = self._monotonic() + times.lasts.total_seconds()
        self.is_lost = False

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()
        if self.is_lost:
            return
        try:
            with self._store.write() as tx:
                leases.give_back(tx, self._lease, leases.server_time(tx))
        except TemporaryError:  # it runs out by itself
            log.info("lease_left")

    def _keep(self) -> None:
        while not self._over.wait(self._times.renewed_after.total_seconds()):
            if not self._is_still_ours():
                self.is_lost = True
                log.warning("lease_lost")
                self._lost()
                return

    def _is_still_ours(self) -> bool:
        """Renew; while the server does not answer it is ours until it runs out."""
        begun = self._monotonic()
        try:
            with self._store.write() as tx:
                kept = leases.renew(tx, self._lease, leases.server_time(tx), self._times.lasts)
        except TemporaryError:
            return begun < self._sure_until
        self._sure_until = begun + self._times.lasts.total_seconds()
        return kept
