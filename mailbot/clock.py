"""The clock: the only module that reads the time. Everybody else is given it."""

from __future__ import annotations

import time
from datetime import datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The moment, aware."""
        ...

    def monotonic(self) -> float:
        """Seconds that only ever grow, for waiting."""
        ...


class SystemClock:
    """The machine's clock, told in the office's time zone."""

    def __init__(self, zone: tzinfo) -> None:
        """Take the zone in which `now` tells the time."""
        self._zone = zone

    def now(self) -> datetime:
        """The moment, in the office's time zone."""
        return datetime.now(self._zone)

    def monotonic(self) -> float:
        """Seconds that only ever grow, whatever happens to the machine's date."""
        return time.monotonic()


class FixedClock:
    """A clock that stands still: for `tick --at` and for tests."""

    def __init__(self, at: datetime) -> None:
        """Take the moment. ValueError when it is not aware."""
        if at.tzinfo is None:
            raise ValueError("a clock wants an aware moment")
        self._at = at

    def now(self) -> datetime:
        """The moment given."""
        return self._at

    def monotonic(self) -> float:
        """The moment given, as seconds."""
        return self._at.timestamp()
