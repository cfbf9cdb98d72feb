"""The watcher wakes the worker, and survives what servers do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from servers import DovecotServer, a_mail, running_dovecot

from mailbot.embedded import EmbeddedImap
from mailbot.ingest.idle import Watcher
from mailbot.ingest.mailbox import ImapAccount, ImapMailbox

SOON = 8.0


@contextmanager
def watching(account: ImapAccount, **options: float) -> Iterator[tuple[Watcher, threading.Event]]:
    wake = threading.Event()
    watcher = Watcher(account, "INBOX", wake, check_every=0.1, **options)
    watcher.start()
    try:
        yield watcher, wake
    finally:
        watcher.stop()
        watcher.join(SOON)
        assert not watcher.is_alive()


def settle(wake: threading.Event) -> None:
    """The start of IDLE itself wakes once: wait for that and begin anew."""
    assert wake.wait(SOON)
    wake.clear()


@pytest.mark.dovecot
def test_new_mail_wakes_within_seconds(dovecot: DovecotServer) -> None:
    with watching(dovecot.account) as (_, wake):
        settle(wake)
        dovecot.deliver(a_mail())
        assert wake.wait(SOON)


def test_new_mail_wakes_on_the_server_in_memory_too(imap_dict: EmbeddedImap) -> None:
    account = ImapAccount(imap_dict.host, imap_dict.port, "none", imap_dict.user, imap_dict.password, 10.0)
    mailbox = ImapMailbox(account)
    mailbox.connect()
    with watching(account) as (_, wake):
        settle(wake)
        mailbox.append("INBOX", a_mail(), datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
        assert wake.wait(SOON)
    mailbox.close()


@pytest.mark.dovecot
def test_a_killed_server_is_noticed_and_watched_again_when_it_is_back(dovecot: DovecotServer) -> None:
    with watching(dovecot.account) as (watcher, wake):
        settle(wake)
        dovecot.kill()
        time.sleep(0.3)
        assert watcher.is_alive()
        assert not wake.is_set()
        dovecot.start()
        settle(wake)
        dovecot.deliver(a_mail())
        assert wake.wait(SOON)


@pytest.mark.dovecot
def test_idle_is_renewed_and_each_renewal_wakes(dovecot: DovecotServer) -> None:
    with watching(dovecot.account, renew_after=0.3) as (_, wake):
        for _ in range(3):
            settle(wake)


@pytest.mark.dovecot
def test_without_idle_the_watcher_ends_quietly() -> None:
    with running_dovecot(extra="imap_capability = IMAP4rev1 UIDPLUS MOVE NAMESPACE") as server:
        watcher = Watcher(server.account, "INBOX", threading.Event())
        watcher.start()
        watcher.join(SOON)
        assert not watcher.is_alive()


def test_a_server_that_is_not_there_does_not_end_the_watcher() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with watching(ImapAccount("127.0.0.1", closed.getsockname()[1], "none", "krm", "krm", 1.0)) as (watcher, wake):
            time.sleep(0.3)
            assert watcher.is_alive()
            assert not wake.is_set()


def test_a_refused_login_waits_instead_of_hammering(imap_dict: EmbeddedImap) -> None:
    account = ImapAccount(imap_dict.host, imap_dict.port, "none", imap_dict.user, "falsch", 10.0)
    with watching(account) as (watcher, wake):
        time.sleep(0.5)
        assert watcher.is_alive()
        assert not wake.is_set()
