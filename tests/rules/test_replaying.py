"""A changed rule file against the one in force: what changes, and whether it gets better or worse."""

from __future__ import annotations

import pytest

from mailbot.rules.learning import NOT_RULED, Ruling
from mailbot.rules.replaying import Comparison, Turn, compared
from mailbot.rules.verdict import Concern, Verdict
from mailbot.vocabulary import Disposition, Flag, Kind

CONDUCT = Ruling(Kind.CONDUCT_COMPLAINT, "management")


def verdict(kind: Kind, route: str = "leistung", *, review: bool = False) -> Verdict:
    return Verdict(Disposition.CASE, kind=kind, route=route, review=review)


COMPLAINT = verdict(Kind.COMPLAINT)
GRAVE = verdict(Kind.CONDUCT_COMPLAINT, "management")
DOUBTFUL = verdict(Kind.COMPLAINT, review=True)
MOVED = verdict(Kind.COMPLAINT, "eingangszone")


@pytest.mark.parametrize(
    ("before", "after", "ruling", "turn", "worse"),
    [
        (COMPLAINT, COMPLAINT, NOT_RULED, Turn.NOT_RULED, False),
        (COMPLAINT, GRAVE, NOT_RULED, Turn.NOT_RULED, False),
        (COMPLAINT, GRAVE, CONDUCT, Turn.NOW_RIGHT, False),
        (COMPLAINT, COMPLAINT, CONDUCT, Turn.STILL_WRONG, False),
        (GRAVE, GRAVE, CONDUCT, Turn.STILL_RIGHT, False),
        (GRAVE, COMPLAINT, CONDUCT, Turn.LOST, True),
        (GRAVE, DOUBTFUL, CONDUCT, Turn.NOW_WRONG, True),
        (DOUBTFUL, COMPLAINT, CONDUCT, Turn.LOST, True),
        (COMPLAINT, DOUBTFUL, CONDUCT, Turn.STILL_WRONG, False),
        (COMPLAINT, MOVED, Ruling(None, "leistung"), Turn.NOW_WRONG, True),
        (COMPLAINT, MOVED, Ruling(None, "eingangszone"), Turn.NOW_RIGHT, False),
        (COMPLAINT, GRAVE, Ruling(None, "management"), Turn.NOW_RIGHT, False),
    ],
)
def test_a_mail_takes_a_turn(before: Verdict, after: Verdict, ruling: Ruling, turn: Turn, worse: bool) -> None:
    comparison = compared([("KRM-2026-000001", before, after, ruling)])
    assert comparison.mails[0].turn is turn
    assert comparison.is_worse is worse


def test_a_grave_mail_lost_is_worse_whatever_got_better() -> None:
    better = [(f"KRM-2026-{n:06}", COMPLAINT, GRAVE, CONDUCT) for n in range(5)]
    assert not compared(better).is_worse
    assert compared([*better, ("KRM-2026-000009", GRAVE, COMPLAINT, CONDUCT)]).is_worse


def test_one_wrong_for_one_right_is_not_worse() -> None:
    right = Ruling(None, "leistung")
    mails = [("KRM-2026-000001", COMPLAINT, MOVED, right), ("KRM-2026-000002", MOVED, COMPLAINT, right)]
    assert not compared(mails).is_worse


def test_what_got_worse_is_listed_first() -> None:
    mails = [
        ("KRM-2026-000001", COMPLAINT, MOVED, NOT_RULED),
        ("KRM-2026-000002", COMPLAINT, GRAVE, CONDUCT),
        ("KRM-2026-000003", COMPLAINT, COMPLAINT, NOT_RULED),
        ("KRM-2026-000004", GRAVE, COMPLAINT, CONDUCT),
    ]
    assert [mail.number[-1] for mail in compared(mails).changed] == ["4", "2", "1"]


def test_second_concern_flags_and_review_count_as_changes() -> None:
    also = Verdict(Disposition.CASE, Kind.COMPLAINT, Concern(Kind.OBJECTION, "objections"), route="leistung")
    flagged = Verdict(Disposition.CASE, Kind.COMPLAINT, route="leistung", flags=frozenset({Flag.DANGER}))
    for changed in (also, flagged, DOUBTFUL):
        assert compared([("KRM-2026-000001", COMPLAINT, changed, NOT_RULED)]).changed


def test_reviews_are_counted_on_both_sides() -> None:
    mails = [("KRM-2026-000001", DOUBTFUL, COMPLAINT, NOT_RULED), ("KRM-2026-000002", DOUBTFUL, DOUBTFUL, NOT_RULED)]
    assert compared(mails).reviews == (2, 1)
    assert Comparison(()).reviews == (0, 0)
