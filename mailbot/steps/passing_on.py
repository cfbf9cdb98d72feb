"""The yearly report for passing on is reckoned once: two versions of one table could be subtracted (domain, section 8).

Which cells are hidden depends on the figures. Were they reckoned anew after a correction, a number that one version
hides could stand in the other, or follow from both. So the first reckoning of a year binds every later one, whoever
asked for it, and whether its files are still there or not (docs/decisions/0010).
"""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from mailbot.outbound.report_hiding import for_outside
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Figures
from mailbot.steps.runtime import Runtime
from mailbot.store import desk
from mailbot.vocabulary import Route


@cache
def _figures() -> TypeAdapter[Figures]:
    return TypeAdapter(Figures)


def figures_to_pass_on(office: Runtime, figures: Figures) -> Figures:
    """What of these exact figures leaves the office: as it was first reckoned for this year, else as it is now."""
    with office.store.write() as tx:
        key = _key(figures.period)
        told = desk.setting(tx, key)
        if told is not None:
            return _figures().validate_json(told)
        fresh = for_outside(figures, (*(team.id for team in office.directory.teams), Route.MANAGEMENT, Route.KRM))
        desk.remember(tx, key, _figures().dump_json(fresh).decode())
        return fresh


def _key(period: Period) -> str:
    return f"passed_on:{period.written}"
