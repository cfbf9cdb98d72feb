"""What corrections teach: rules that carried wrong readings, words that part what was confused."""

from __future__ import annotations

import pytest
from sample_judging import shipped_rules

from mailbot.rules.learning import (
    LEAST_MAILS,
    NOT_RULED,
    Lesson,
    RuleRecord,
    Ruling,
    confusions,
    telling_words,
    wrong_rules,
)
from mailbot.rules.ruleset import RuleSet
from mailbot.vocabulary import Kind

CONDUCT = Ruling(Kind.CONDUCT_COMPLAINT, "management")


def lesson(*words: str, ruling: Ruling = NOT_RULED, kind: Kind = Kind.COMPLAINT, rules: tuple[str, ...] = ()) -> Lesson:
    return Lesson(kind, "leistung", rules, ruling, {word: word for word in words})


def a_rule_for(ruleset: RuleSet, kind: Kind) -> str:
    return next(rule.id for rule in ruleset.rules if dict(rule.kinds).get(kind, 0.0) > 0 and not rule.teams)


@pytest.mark.parametrize(
    ("kind", "route", "ruling", "in_kind", "in_route"),
    [
        (Kind.COMPLAINT, "leistung", NOT_RULED, False, False),
        (Kind.COMPLAINT, "leistung", CONDUCT, True, False),
        (Kind.COMPLAINT, "leistung", Ruling(Kind.PRAISE, "eingangszone"), True, True),
        (Kind.COMPLAINT, "leistung", Ruling(None, "eingangszone"), False, True),
        (Kind.COMPLAINT, "leistung", Ruling(Kind.COMPLAINT, "leistung"), False, False),
        (Kind.OBJECTION, "objections", Ruling(Kind.REQUEST, "leistung"), True, False),
    ],
)
def test_a_team_is_wrong_only_where_the_matter_decides(
    kind: Kind, route: str, ruling: Ruling, in_kind: bool, in_route: bool
) -> None:
    assert ruling.differs_in_kind(kind) is in_kind
    assert ruling.differs_in_route(kind, route) is in_route


def test_the_rules_that_spoke_for_a_corrected_kind_are_counted() -> None:
    ruleset = shipped_rules()
    blamed, other = a_rule_for(ruleset, Kind.COMPLAINT), a_rule_for(ruleset, Kind.PRAISE)
    known = [
        lesson(rules=(blamed, blamed, other, "gone"), ruling=CONDUCT),
        lesson(rules=(blamed,)),
        lesson(rules=(blamed,), ruling=Ruling(Kind.COMPLAINT, "leistung")),
        lesson(rules=(other,), kind=Kind.PRAISE),
    ]
    meaning = next(rule.meaning for rule in ruleset.rules if rule.id == blamed)
    assert wrong_rules(known, ruleset) == (RuleRecord(blamed, meaning, "complaint", wrong=1, mails=3),)


def test_a_rule_for_a_team_is_counted_where_the_team_was_corrected() -> None:
    ruleset = shipped_rules()
    rule = next(rule.id for rule in ruleset.rules if dict(rule.teams).get("leistung", 0.0) > 0 and not rule.kinds)
    (record,) = wrong_rules([lesson(rules=(rule,), ruling=Ruling(None, "eingangszone"))], ruleset)
    assert (record.rule, record.spoke_for, record.wrong, record.mails) == (rule, "leistung", 1, 1)


def test_a_matter_that_two_teams_share_speaks_for_both() -> None:
    ruleset = shipped_rules()
    split = ruleset.splits[0]
    rule = next(rule.id for rule in ruleset.rules if dict(rule.teams).get(split.name, 0.0) > 0)
    for team in (split.under, split.otherwise):
        read = Lesson(Kind.COMPLAINT, team, (rule,), Ruling(None, "leistung"))
        assert [record.rule for record in wrong_rules([read], ruleset) if record.spoke_for == team] == [rule]


def test_words_that_only_corrected_mails_hold_would_have_told() -> None:
    corrected = [lesson("er", "lachte", "krankheit", ruling=CONDUCT) for _ in range(4)]
    left = [lesson("er", "miete", "warte") for _ in range(20)]
    (taken,) = confusions([*corrected, *left])
    assert (taken.read, taken.meant, taken.mails, taken.others) == ("complaint", "conduct_complaint", 4, 20)
    assert [(word.word, word.inside, word.outside) for word in taken.words] == [("krankheit", 4, 0), ("lachte", 4, 0)]


def test_one_or_two_mails_teach_no_word() -> None:
    corrected = [lesson("lachte", ruling=CONDUCT) for _ in range(LEAST_MAILS - 1)]
    (taken,) = confusions([*corrected, *(lesson("miete") for _ in range(50))])
    assert taken.words == ()


def test_a_word_that_stands_in_the_others_as_often_tells_nothing() -> None:
    corrected = [lesson("bitte", "termin", ruling=CONDUCT) for _ in range(10)]
    assert telling_words(corrected, [lesson("bitte", "termin") for _ in range(30)]) == ()


def test_a_word_is_shown_as_it_is_written_most_often() -> None:
    forms = ["schrie", "schrie", "Schrie", "geschrien"]
    corrected = [Lesson(Kind.COMPLAINT, "leistung", (), CONDUCT, {"schri": form}) for form in forms]
    (taken,) = confusions([*corrected, *(lesson("miete") for _ in range(9))])
    assert [word.word for word in taken.words] == ["schrie"]


def test_kinds_come_before_teams_and_the_frequent_first() -> None:
    moved = Ruling(None, "eingangszone")
    known = [
        *(lesson(ruling=moved) for _ in range(5)),
        lesson(ruling=Ruling(Kind.PRAISE, "")),
        *(lesson(ruling=CONDUCT) for _ in range(2)),
    ]
    assert [(one.read, one.meant, one.mails) for one in confusions(known)] == [
        ("complaint", "conduct_complaint", 2),
        ("complaint", "praise", 1),
        ("leistung", "eingangszone", 5),
    ]
