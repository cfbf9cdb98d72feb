"""The register as the command line lists it: which cases are wanted, and the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates, local_day
from mailbot.cases.policy import Policy
from mailbot.errors import ConfigError
from mailbot.rules.directory import Directory
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.vocabulary import PETITIONS, Kind, Route, Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases; what is left out asks for nothing. `overdue` are open ones past the date that binds them."""

    open: bool = False
    overdue: bool = False
    team: str = ""
    kind: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A case, its office, and the date that binds it while it is open."""

    case: Case
    office: str
    due: date | None


def listed(office: Runtime, wanted: Wanted) -> list[Listed]:
    """The wanted cases in the order of receipt. ConfigError for a team or kind that there is not."""
    check_wanted(wanted, office.directory)
    with office.store.read() as tx:
        found = [Listed(case, row.office, binding(case, office.policy)) for case, row in register.all_cases(tx)]
    today = office.now().date()
    return [one for one in found if is_wanted(one, wanted, office.policy, today)]


def check_wanted(wanted: Wanted, directory: Directory) -> None:
    """ConfigError that says what is allowed."""
    if wanted.kind and wanted.kind not in set(Kind):
        raise ConfigError(f"--kind: is unknown; allowed: {', '.join(kind for kind in Kind if kind is not Kind.NONE)}")
    routes = (*(team.id for team in directory.teams), *(route for route in Route if route is not Route.NONE))
    if wanted.team and wanted.team not in routes:
        raise ConfigError(f"--team: is unknown; allowed: {', '.join(routes)}")


def is_wanted(one: Listed, wanted: Wanted, policy: Policy, today: date) -> bool:
    """Whether the case is one of those asked for. Pure."""
    case = one.case
    late = one.due is not None and one.due < today
    return (
        (not wanted.open or case.status is Status.OPEN)
        and (not wanted.overdue or late)
        and (not wanted.team or case.route == wanted.team)
        and (not wanted.kind or case.kind == wanted.kind)
        and (wanted.since is None or local_day(case.received_at, policy) >= wanted.since)
    )


def most_urgent_first(cases: Iterable[Listed]) -> list[Listed]:
    """By the date that binds, then what no date binds by receipt."""
    return sorted(cases, key=lambda one: (one.due is None, one.due or date.max, one.case.received_at, one.case.number))


def binding(case: Case, policy: Policy) -> date | None:
    """The date by which an open case has to be finished: the superior body's, else the 14 days."""
    if case.status is not Status.OPEN:
        return None
    if case.kind in PETITIONS and case.deadline is not None:
        return case.deadline.on
    final = due_dates(case, policy).final
    return local_day(final, policy) if final is not None else None


def read_day(written: str) -> date:
    """2026-03-01 or 01.03.2026. ConfigError for anything else."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(written.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ConfigError("--since: not a date; allowed: 2026-03-01 or 01.03.2026")
