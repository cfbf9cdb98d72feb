"""The only module that reads the clock. Everybody else is told the time."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back, for waiting."""
        ...


class SystemClock:
    """The machine's clock, shown in one time zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Show the time of this zone."""
        self._zone = zone

    def now(self) -> datetime:
        """The present moment in the zone."""
        return datetime.now(self._zone)

    def monotonic(self) -> float:
        """The system's monotonic seconds."""
        return time.monotonic()


class FixedClock:
    """A clock that stands: one simulated cycle has one time."""

    def __init__(self, at: datetime) -> None:
        """Stand at this aware time. ValueError for a naive one."""
        if at.tzinfo is None:
            raise ValueError("naive time")
        self.at = at

    def now(self) -> datetime:
        """The time it stands at."""
        return self.at

    def monotonic(self) -> float:
        """Seconds of the simulated time."""
        return self.at.timestamp()
