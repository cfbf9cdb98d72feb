"""The working days of a Land, from the `holidays` package."""

from __future__ import annotations

from collections.abc import Iterable

import holidays

from mailbot.cases.policy import Calendar

DEFAULT_REGION = "NI"
CLOSING_DAYS = frozenset({(12, 24), (12, 31)})


def calendar_for(
    region: str, years: Iterable[int], closing_days: frozenset[tuple[int, int]] = CLOSING_DAYS
) -> Calendar:
    """The calendar of a German Land (ISO 3166-2 without "DE-", such as "NI") for these years.

    Raises NotImplementedError (of `holidays`) for a region that is none.
    """
    public = holidays.country_holidays("DE", subdiv=region or DEFAULT_REGION, years=tuple(years))
    return Calendar(holidays=frozenset(public), closing_days=closing_days)
