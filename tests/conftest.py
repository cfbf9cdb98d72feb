"""Fixtures for all tests: the servers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from servers import DovecotServer, SmtpSink, running_dovecot

from mailbot.embedded import EmbeddedImap


@pytest.fixture
def dovecot() -> Iterator[DovecotServer]:
    """A real IMAP server with an empty mailbox."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """An SMTP server that keeps what it is given."""
    with SmtpSink() as sink:
        yield sink


@pytest.fixture
def imap_dict() -> Iterator[EmbeddedImap]:
    """An IMAP server in memory (pymap): needs nothing installed, has no keywords."""
    with EmbeddedImap() as server:
        yield server
