"""What the lists of the desk ask of the register, on each kind of database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailbot.cases.case import Case, Closing, Evaluation
from mailbot.store import register
from mailbot.store.database import Store
from mailbot.store.schema import CustomerRow
from mailbot.vocabulary import Channel, Kind, Role, Status

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 12, 9, 30, tzinfo=BERLIN)


def a_case(number: int, **changes: object) -> Case:
    """A complaint, received `number` days before now."""
    at = NOW - timedelta(days=number)
    case = Case(f"KRM-2026-{number:06}", Kind.COMPLAINT, "leistung", Channel.EMAIL, received_at=at, opened_at=at)
    return replace(case, **changes)  # type: ignore[arg-type]


def closed(number: int, days_ago: int = 1, **changes: object) -> Case:
    """The same, closed."""
    closing = Closing(NOW - timedelta(days=days_ago), Role.LEAD)
    return a_case(number, status=Status.CLOSED, closing=closing, **changes)


def keep(store: Store, *cases: Case) -> None:
    """Into the register."""
    with store.write() as tx:
        for case in cases:
            register.save(tx, case, office="JC", version=0, next_due_at=None)


def numbers(cases: list[Case]) -> list[int]:
    """Their numbers."""
    return [int(case.number[-6:]) for case in cases]


def test_closed_cases_with_a_measure_are_found_the_oldest_first(store: Store) -> None:
    keep(store, closed(1, measure="Schulung"), closed(2), a_case(3, measure="Plan"), closed(4, measure="Schalter"))
    with store.read() as tx:
        assert numbers(register.closed_with_measure(tx)) == [4, 1]


def test_proposals_of_closed_cases_are_found(store: Store) -> None:
    proposed, settled = Evaluation("berechtigt", True, Role.LEAD), Evaluation("berechtigt", False, Role.OFFICER)
    keep(
        store,
        closed(1, evaluation=proposed),
        closed(2, evaluation=settled),
        closed(3),
        a_case(4, evaluation=proposed),
        closed(5, evaluation=proposed),
    )
    with store.read() as tx:
        assert numbers(register.closed_to_confirm(tx)) == [5, 1]


def test_what_is_open_and_what_was_received_and_closed_lately(store: Store) -> None:
    keep(store, a_case(1), a_case(9), closed(3, days_ago=2), closed(20, days_ago=15))
    with store.read() as tx:
        assert numbers(register.open_cases(tx)) == [9, 1]
        assert numbers(register.received_since(tx, NOW - timedelta(days=4))) == [3, 1]
        assert numbers(register.closed_since(tx, NOW - timedelta(days=4))) == [3]
        assert numbers(register.not_presented(tx)) == [20, 9, 3, 1]
        assert register.first_receipt(tx) == NOW - timedelta(days=20)


def test_the_cases_of_an_address_are_found_the_newest_first(store: Store) -> None:
    keep(store, a_case(1), a_case(2), a_case(3))
    with store.write() as tx:
        for number, address in ((1, "a@web.example"), (2, "b@web.example"), (3, "a@web.example")):
            register.add_customer(tx, CustomerRow(case_number=f"KRM-2026-{number:06}", address=address))
    with store.read() as tx:
        assert register.cases_of_address(tx, "a@web.example") == ["KRM-2026-000003", "KRM-2026-000001"]
