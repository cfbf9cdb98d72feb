"""Fixtures for all tests: the servers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from servers import DovecotServer, PostgresqlServer, SmtpSink, running_dovecot, running_postgresql

from mailbot.embedded import EmbeddedImap
from mailbot.store.database import Store, open_store

# What is to be merged is judged by the same examples each time; at the desk each run looks for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A real PostgreSQL; each test takes an empty database of its own."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store on each kind of database that mailbot runs on: the same tests hold for both."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'mailbot.db'}"
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        url = server.database()
    opened = open_store(url)
    yield opened
    opened.close()
