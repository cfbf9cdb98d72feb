"""A whole cycle over a real IMAP server: taking mails in, forwarding them, acknowledging them the next morning.

It borrows the servers and the office of the tests: Dovecot where it is installed, an SMTP sink, SQLite on disk.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench import load_mails

TESTS: Final = Path(__file__).parent.parent / "tests"


def cycle(count: int, seed: int) -> Iterator[str]:
    """The rows: mails per second in, and notices per second out; floor is fetching and parsing the same mails."""
    servers, office = _from_tests("servers"), _from_tests("office")
    if servers.dovecot_binary() is None:
        yield "cycle over Dovecot: not installed (Debian: apt-get install dovecot-imapd)"
        return
    arrived = office.at("2026-03-03 09:00")
    raws = [(raw, arrived + timedelta(seconds=n)) for n, raw in enumerate(load_mails.mails(count, seed))]
    with TemporaryDirectory() as work, servers.running_dovecot() as imap, servers.SmtpSink() as smtp:
        folder = office.write_office(Path(work) / "config", imap, smtp)
        opened = office.open_bench(folder, imap, smtp, arrived)
        try:
            imap.deliver_all(raws)
            floor = _floor(imap)
            taken = _timed(opened, office.at("2026-03-03 10:00"))
            left, morning = len(smtp.taken), _timed(opened, office.at("2026-03-04 08:00"))
            told = len(smtp.taken) - left
        finally:
            opened.close()
    yield from _rows(f"cycle over Dovecot: {count} mails in, {left} out", count, taken, floor)
    yield from _rows(f"  next morning: {told} mails out", told, morning)


def _from_tests(name: str) -> Any:
    """A module of the tests' folder; what it is missing there (pytest, aiosmtpd) says itself."""
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    return importlib.import_module(name)


def _timed(opened: Any, moment: datetime) -> tuple[float, float]:
    """Seconds of the wall and of the processor for one cycle; the sink's share of the latter is counted as ours."""
    begun, used = time.monotonic(), time.process_time()
    opened.tick(moment)
    return time.monotonic() - begun, time.process_time() - used


def _floor(imap: Any) -> float:
    """Seconds for fetching every mail and parsing it with the standard library."""
    begun = time.monotonic()
    for raw in imap.messages():
        message_from_bytes(raw, policy=policy.default).get_body(("plain", "html"))
    return time.monotonic() - begun


def _rows(what: str, count: int, took: tuple[float, float], floor: float | None = None) -> Iterator[str]:
    wall, cpu = took
    least = "" if floor is None else f"{count / floor:.0f} /s"
    yield f"{what:44} {f'{count / wall:.1f} /s':>12} {'':12} {least:>12}"
    yield f"{'  processor for each':44} {f'{1e3 * cpu / count:.0f} ms':>12}"
