"""The office at work for the tests of this folder: real IMAP and SMTP, the time set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import Bench, open_bench, write_office
from servers import DovecotServer, SmtpSink
from steps_office import MONDAY


@pytest.fixture
def bench(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()
