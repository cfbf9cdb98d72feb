"""What the office has settled: directory, calendar, times. `decide` reads it and nothing else of the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from mailbot.rules.directory import Directory


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days: Monday to Friday without `holidays` and `closing_days` (month, day of every year)."""

    holidays: frozenset[date]
    closing_days: frozenset[tuple[int, int]] = frozenset({(12, 24), (12, 31)})

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that day."""
        return day.weekday() < 5 and day not in self.holidays and (day.month, day.day) not in self.closing_days


@dataclass(frozen=True, slots=True)
class Policy:
    """Defaults are those of the instruction and of domain.md, section 4. Times are local times of `zone`."""

    directory: Directory
    calendar: Calendar
    zone: ZoneInfo
    version: str = "1"
    prefix: str = "KRM"
    notice_time: time = time(8, 0)
    reminder_time: time = time(7, 30)
    window_start: time = time(7, 0)
    window_end: time = time(18, 0)
    acknowledgement_working_days: int = 3
    interim_days: int = 7
    final_days: int = 14
    reminder_days: tuple[int, ...] = (7, 10, 13)
    authority_days: int = 7
    reopen_months: int = 12
    review_working_days: int = 1
    evaluations: tuple[str, ...] = ("berechtigt", "teilweise berechtigt", "unberechtigt")
    suggestion_evaluations: tuple[str, ...] = ("aufgegriffen", "nicht aufgegriffen")
    interim_reasons: tuple[str, ...] = ()
    case_folders: bool = True
