"""The watcher: a connection of its own that only IDLEs (RFC 2177) and wakes the worker when mail arrives.

It reads no mail. Whatever it misses the worker's polling finds, so it may die and come back at any time.
"""

from __future__ import annotations

import select
import threading
from contextlib import suppress
from typing import Any

import structlog
from imapclient import IMAPClient

from mailbot.errors import MailbotError, PermanentError, TemporaryError
from mailbot.ingest.imap_connection import (
    BACKOFF_LONGEST,
    ImapAccount,
    backoff,
    hang_up,
    names_of,
    open_connection,
    translated,
)

log = structlog.get_logger()

RENEW_AFTER = 300.0
"""Seconds until IDLE is renewed; servers may end it after 30 minutes, routers forget a silent connection sooner."""
CHECK_EVERY = 1.0
"""Seconds of one wait: how long `stop` may take."""


class Watcher(threading.Thread):
    """Sets `wake` when the server announces mail, and once after each start of IDLE.

    The latter because mail that came just before is not announced, and an announcement in the same segment as the
    server's go-ahead is swallowed by imapclient. Ends by itself where the server has no IDLE.
    """

    def __init__(
        self,
        account: ImapAccount,
        folder: str,
        wake: threading.Event,
        *,
        renew_after: float = RENEW_AFTER,
        check_every: float = CHECK_EVERY,
    ) -> None:
        """Remember what to watch; `start` begins."""
        super().__init__(name="watcher", daemon=True)
        self._account, self._folder, self._wake = account, folder, wake
        self._checks = max(1, round(renew_after / check_every))
        self._check_every = check_every
        self._halt = threading.Event()

    def stop(self) -> None:
        """Ask the thread to end; it does so within one check."""
        self._halt.set()

    def run(self) -> None:
        """Watch until `stop`, coming back after each failure with growing patience."""
        failures = 0
        while not self._halt.is_set():
            try:
                client = self._open()
                if client is None:
                    log.info("idle_unsupported")
                    return
                failures = 0
                self._watch(client)
            except PermanentError:
                log.warning("idle_login_refused")
                self._halt.wait(BACKOFF_LONGEST)
            except MailbotError:
                failures += 1
                log.info("idle_interrupted", attempts=failures)
                self._halt.wait(backoff(failures))

    def _open(self) -> IMAPClient | None:
        """A connection with the folder opened for reading, or None where the server has no IDLE."""
        client = open_connection(self._account)
        try:
            with translated("idle"):
                if not client.has_capability("IDLE"):
                    hang_up(client)
                    return None
                client.select_folder(names_of(client).on_server(self._folder), readonly=True)
        except BaseException:
            hang_up(client)
            raise
        return client

    def _watch(self, client: IMAPClient) -> None:
        """IDLE again and again on this connection. TemporaryError when it is dead."""
        try:
            while not self._halt.is_set():
                with translated("idle"):
                    client.idle()
                    self._wake.set()
                    self._wait(client)
                    client.idle_done()
        finally:
            hang_up(client)

    def _wait(self, client: IMAPClient) -> None:
        for _ in range(self._checks):
            if self._halt.is_set():
                return
            if not _readable(client, self._check_every):
                continue
            answers = client.idle_check(timeout=0)
            if not answers:
                # readable without a word: the other side has closed
                raise TemporaryError("the IMAP connection broke (idle)")
            if any(_announces_mail(answer) for answer in answers):
                self._wake.set()
            if any(answer and answer[0] == b"BYE" for answer in answers):
                raise TemporaryError("the IMAP server said goodbye (idle)")


def _readable(client: IMAPClient, seconds: float) -> bool:
    poller = select.poll()
    poller.register(client.socket().fileno(), select.POLLIN)
    return bool(poller.poll(seconds * 1000))


def _announces_mail(answer: Any) -> bool:
    with suppress(TypeError, IndexError):
        return bool(answer[1] == b"EXISTS")
    return False
