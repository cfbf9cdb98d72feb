"""Domain, section 2: two concerns in one mail are both acted on, and the customer gets one acknowledgement for both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from case_office import POLICY, life, received, verdict

from mailbot.cases.effects import OpenLinked
from mailbot.cases.workflow import decide
from mailbot.cases.workflow_receive import stands_for_both
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Kind

ROWS = [
    # the first concern, the second, the notices on the first, whether the second is acknowledged by itself
    (Kind.COMPLAINT, Kind.SUGGESTION, ["acknowledgement"], False),
    (Kind.COMPLAINT, Kind.OBJECTION, ["acknowledgement"], False),
    (Kind.PRAISE, Kind.COMPLAINT, [], True),
    (Kind.PRAISE, Kind.OBJECTION, ["thanks"], False),
    (Kind.OBJECTION, Kind.COMPLAINT, ["handover"], True),
    (Kind.SERVICE_CENTRE, Kind.REQUEST, ["handover"], True),
]


@pytest.mark.parametrize(("first", "second", "notices", "own"), ROWS)
def test_one_acknowledgement_for_both(first: Kind, second: Kind, notices: list[str], own: bool) -> None:
    case = life(verdict(first, also=Concern(second, "eingangszone")))
    (linked,) = case.of(OpenLinked)
    assert (linked.kind, linked.own_acknowledgement) == (second, own)
    case.until("2026-03-04 12:00")
    assert [notice for notice, _ in case.notices()] == notices
    assert stands_for_both(first, second) is not own


def test_while_the_kind_is_doubtful_the_mail_is_acknowledged_as_ever() -> None:
    case = life(verdict(Kind.PRAISE, also=Concern(Kind.COMPLAINT, "leistung"), review=True, likely=(Kind.OBJECTION,)))
    case.until("2026-03-04 12:00")
    assert [notice for notice, _ in case.notices()] == ["acknowledgement"]


def test_the_linked_case_of_praise_is_acknowledged_in_time() -> None:
    event = received(verdict(Kind.COMPLAINT), parent="KRM-2026-000002", own_acknowledgement=True, part=True)
    case = replace(life(), case=decide(None, event, POLICY).case, log=[])
    case.until("2026-03-04 12:00")
    assert [notice for notice, _ in case.notices()] == ["acknowledgement"]
    assert not case.case.own_original
