"""Scenarios over real servers: an office is opened for each, and its mails are compared at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from life_on_file import OFFICE, Begin, Life
from office import at, open_bench, write_office
from servers import DovecotServer, SmtpSink


@pytest.fixture
def begin(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Begin]:
    """Open an office for a scenario; at the end its mails must be as reviewed."""
    opened: list[Life] = []

    def life(scenario: str, moment: str = "2026-03-02 06:00", *, lists: bool = False, **changes: str) -> Life:
        changes = {"office": OFFICE, **changes}
        folder = write_office(tmp_path / scenario / "config", dovecot, smtp_sink, **changes)
        opened.append(Life(open_bench(folder, dovecot, smtp_sink, at(moment)), scenario, lists))
        return opened[-1]

    yield life
    for one in opened:
        one.bench.close()
        one.close()
