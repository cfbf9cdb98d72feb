"""The period of a report: a quarter or a year of the calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.errors import ConfigError

_WRITTEN = re.compile(r"(20[0-9]{2})(?: ?[Qq]([1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or with `quarter` 1 to 4 one of its quarters."""

    year: int
    quarter: int = 0

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        after = date(self.year + 1, 1, 1) if self.quarter in {0, 4} else date(self.year, 3 * self.quarter + 1, 1)
        return after - timedelta(days=1)

    @property
    def written(self) -> str:
        """As people write it to us: 2026Q1, 2026."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def title(self) -> str:
        """As people read it."""
        return f"{self.quarter}. Quartal {self.year}" if self.quarter else f"Jahr {self.year}"

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last

    def before(self) -> Period:
        """The period of the same length before it."""
        if not self.quarter:
            return Period(self.year - 1)
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    def compared(self) -> tuple[Period, ...]:
        """What stands beside it: to a quarter the four before it, to a year its quarters; the oldest first."""
        if not self.quarter:
            return tuple(Period(self.year, quarter) for quarter in range(1, 5))
        earlier = [self.before()]
        while len(earlier) < 4:
            earlier.append(earlier[-1].before())
        return tuple(reversed(earlier))


def quarter_of(day: date) -> Period:
    """The quarter in which the day lies."""
    return Period(day.year, (day.month - 1) // 3 + 1)


def read_period(written: str) -> Period:
    """From "2026Q1" or "2026". ConfigError for anything else."""
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise ConfigError("--of: not a period; allowed: a quarter such as 2026Q1 or a year such as 2026")
    return Period(int(match[1]), int(match[2] or 0))
