"""Management's bundle: what is presented, and once a week how the open cases stand (domain, section 8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from desk_office import an_office, keep
from office import at

from mailbot.cases.case import Case, Closing
from mailbot.steps.jobs import send_bundle
from mailbot.steps.runtime import Runtime
from mailbot.store import mails
from mailbot.vocabulary import Channel, Kind, Purpose, Role, Status

MONDAY, TUESDAY = at("2026-03-16 07:05"), at("2026-03-17 07:05")


def a_case(number: int, days_old: int, **changes: object) -> Case:
    """A complaint with Leistung that is so many days old on that Monday, presented already."""
    received = MONDAY - timedelta(days=days_old)
    case = Case(f"KRM-2026-{number:06}", Kind.COMPLAINT, "leistung", Channel.EMAIL, received, received)
    return replace(case, **{"presented_at": received, **changes})  # type: ignore[arg-type]


def sent(office: Runtime) -> tuple[str, str]:
    """Subject and text of the bundle that was made; two empty texts where there was none."""
    send_bundle(office)
    with office.store.read() as tx:
        made = [mail for mail, _ in mails.all_copies(tx) if mail.purpose == Purpose.BUNDLE]
        if not made:
            return "", ""
        mail = message_from_bytes(mails.raw_of(tx, made[-1].id), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(mail["Subject"]).split()), " ".join(str(body.get_content()).split())


@pytest.fixture
def monday(tmp_path: Path) -> Runtime:
    """The office on the first working day of a week."""
    return an_office(tmp_path, MONDAY)


def test_the_state_begins_with_what_is_overdue_and_goes_by_the_day_that_is_due(monday: Runtime) -> None:
    late = a_case(3, 20, forecast=MONDAY.date() + timedelta(days=3))
    keep(monday, a_case(1, 2), a_case(2, 9), late, a_case(4, 30))
    subject, text = sent(monday)
    assert "keine neue Kundenreaktion, Stand der offenen Fälle" in subject
    places = [text.index(f"KRM-2026-00000{number}") for number in (4, 3, 2, 1)]
    assert places == sorted(places)
    assert "überfällig, 28.02.2026" in text
    assert "überfällig, 10.03.2026" in text, "a forecast moves no deadline"
    assert text.count("überfällig") == 2


def test_what_accuses_management_stands_neither_in_list_nor_count(monday: Runtime) -> None:
    director = monday.directory.management.person.address
    keep(
        monday,
        a_case(1, 2),
        a_case(2, 2, kind=Kind.CONDUCT_COMPLAINT, route="management", accused=(Role.MANAGEMENT.value,)),
        a_case(3, 2, accused=(director,)),
        a_case(4, 2, accused=(director,), presented_at=None),
    )
    _, text = sent(monday)
    assert "KRM-2026-000001" in text
    for number in (2, 3, 4):
        assert f"KRM-2026-00000{number}" not in text
    assert "Dienstaufsichtsbeschwerde" not in text


def test_the_state_comes_weekly_also_when_nothing_is_open(monday: Runtime) -> None:
    assert sent(monday) == ("", ""), "not before the first case of the office"
    closed = Closing(MONDAY - timedelta(days=1), Role.LEAD)
    keep(monday, a_case(1, 9, status=Status.CLOSED, closing=closed))
    assert "Alle Fälle sind abgeschlossen." in sent(monday)[1]


def test_on_other_days_there_is_a_bundle_only_where_something_is_presented(tmp_path: Path) -> None:
    office = an_office(tmp_path, TUESDAY)
    keep(office, a_case(1, 2))
    assert sent(office) == ("", "")
    keep(office, a_case(2, 2, presented_at=None))
    subject, text = sent(office)
    assert "eine Kundenreaktion" in subject
    assert "KRM-2026-000002" in text
    assert "Stand der offenen Fälle" not in text
