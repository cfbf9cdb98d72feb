"""One daemon at a time: an exclusive lock on a file beside the database. `run` and `tick` exclude each other."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.errors import MailbotError


class AlreadyRunningError(MailbotError):
    """Another `run` or `tick` holds the lock."""


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock for the block. AlreadyRunningError at once when somebody else holds it.

    The kernel lets go of the lock when the process dies, however it dies.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunningError("another mailbot is at work on this database: stop it first") from error
        yield
    finally:
        os.close(handle)
