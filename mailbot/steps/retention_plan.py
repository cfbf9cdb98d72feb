"""What the retention times say (domain, section 6). Pure: from the register and today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mailbot.cases.case import Case
from mailbot.cases.deadlines import local_day
from mailbot.cases.policy import Policy
from mailbot.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Periods:
    """How long what is kept (domain, section 6): `[retention]`. `short_days`: spam, automatic mail, quarantine."""

    content_years: int = 2
    row_years: int = 10
    short_days: int = 90


DEFAULT_PERIODS: Final = Periods()


@dataclass(frozen=True, slots=True)
class RetentionPlan:
    """Families of linked cases whose content, or whose rows too, are to be erased."""

    contents: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def retention_plan(
    cases: Iterable[Case], policy: Policy, today: date, periods: Periods = DEFAULT_PERIODS
) -> RetentionPlan:
    """What the retention times say. Linked cases share a text, so they go together, with the last of them."""
    families = families_of(list(cases))
    contents = [
        family for family in families if all(_is_over(case, policy, today, periods.content_years) for case in family)
    ]
    rows = [family for family in contents if all(_is_over(case, policy, today, periods.row_years) for case in family)]
    return RetentionPlan(_numbers([family for family in contents if family not in rows]), _numbers(rows))


def _numbers(families: Sequence[Sequence[Case]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(case.number for case in family) for family in families)


def _is_over(case: Case, policy: Policy, today: date, years: int) -> bool:
    """So many years after the end of the year of closure; `SPERRE BIS` stops it, its last day included."""
    ended = ended_on(case, policy)
    if ended is None or is_locked(case, today):
        return False
    return today > date(ended.year + years, 12, 31)


def ended_on(case: Case, policy: Policy) -> date | None:
    """The day of the closing, or of handing over what is not ours to close; None while the case is open."""
    if case.status is Status.OPEN:
        return None
    if case.closing is not None:
        return local_day(case.closing.at, policy)
    return local_day(case.accepted_at or case.opened_at, policy)


def is_locked(case: Case, today: date) -> bool:
    """Whether `SPERRE BIS` holds today."""
    return case.retain_until is not None and case.retain_until >= today


def families_of(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases that are linked with each other, directly or through others, in the order of the first of them."""
    by_number = {case.number: case for case in cases}
    near: dict[str, set[str]] = {number: set() for number in by_number}
    for case in cases:
        for other in {case.parent, *case.linked} & set(by_number):
            near[case.number].add(other)
            near[other].add(case.number)
    seen: set[str] = set()
    return [[by_number[n] for n in _reached(number, near, seen)] for number in by_number if number not in seen]


def _reached(start: str, near: Mapping[str, set[str]], seen: set[str]) -> list[str]:
    waiting, found = [start], []
    seen.add(start)
    while waiting:
        number = waiting.pop()
        found.append(number)
        fresh = near[number] - seen
        seen |= fresh
        waiting += sorted(fresh)
    return sorted(found)
