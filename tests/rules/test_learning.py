"""What corrections teach: rules that carried wrong readings, words that part what was confused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_judging import shipped_rules

from mailbot.rules.learning import (
    LEAST_CORRECTED,
    LEAST_MAILS,
    NOT_RULED,
    Lesson,
    RuleRecord,
    Ruling,
    confusions,
    words_in,
    wrong_rules,
)
from mailbot.rules.ruleset import RuleSet
from mailbot.rules.words import read
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


def words_of(known: list[Lesson]) -> list[tuple[str, int, int, int]]:
    (taken,) = confusions(known)
    return [(word.word, word.corrected, word.meant, word.read) for word in taken.words]


def grave(*words: str) -> Lesson:
    return lesson(*words, kind=Kind.CONDUCT_COMPLAINT, ruling=CONDUCT)


LEFT = [lesson("er", "miete", "warte") for _ in range(20)]


def test_words_of_the_corrected_mails_that_part_the_two_kinds_would_have_told() -> None:
    corrected = [lesson("er", "lachte", "krankheit", ruling=CONDUCT) for _ in range(4)]
    known = [*corrected, grave("er", "lachte"), grave("er", "schrie"), *LEFT]
    (taken,) = confusions(known)
    assert (taken.read, taken.meant, taken.mails, taken.of_meant, taken.of_read) == (
        "complaint",
        "conduct_complaint",
        4,
        6,
        20,
    )
    assert words_of(known) == [("lachte", 4, 5, 0), ("krankheit", 4, 4, 0)]


def test_a_word_that_no_corrected_mail_holds_would_not_have_told() -> None:
    known = [lesson("er", ruling=CONDUCT) for _ in range(4)] + [grave("schrie") for _ in range(10)] + LEFT
    assert words_of(known) == []


@pytest.mark.parametrize(("corrected", "others", "told"), [(LEAST_CORRECTED, 8, True), (1, 8, False), (2, 1, False)])
def test_what_one_or_two_write_teaches_nothing(corrected: int, others: int, told: bool) -> None:
    known = [lesson("lachte", ruling=CONDUCT) for _ in range(corrected)] + [grave("lachte") for _ in range(others)]
    assert corrected + others >= LEAST_MAILS or not told
    assert bool(words_of([*known, *LEFT])) is told


def test_a_word_that_stands_in_the_others_as_often_tells_nothing() -> None:
    corrected = [lesson("bitte", "termin", ruling=CONDUCT) for _ in range(10)]
    assert words_of([*corrected, *(lesson("bitte", "termin") for _ in range(30))]) == []


def test_a_word_is_shown_as_it_is_written_most_often() -> None:
    forms = ["schrie", "schrie", "Schrie", "geschrien", "schrie"]
    corrected = [Lesson(Kind.COMPLAINT, "leistung", (), CONDUCT, {"schri": form}) for form in forms]
    assert [word for word, *_ in words_of([*corrected, *LEFT])] == ["schrie"]


def test_of_words_that_stand_together_the_best_is_shown() -> None:
    def read_of(text: str) -> dict[str, str]:
        return words_in(read("", text), str)

    corrected = [replace(lesson(ruling=CONDUCT), words=read_of("Das war unter aller Würde.")) for _ in range(6)]
    left = [replace(lesson(), words=read_of("Würde man mir sagen, was war?")) for _ in range(20)]
    shown = " ".join(word for word, *_ in words_of([*corrected, *left])).split()
    assert {"unter", "aller", "das"} <= set(shown)
    assert len(shown) == len(set(shown))


def test_two_words_are_neighbours_only_within_a_sentence() -> None:
    found = words_in(read("Meine Frage", "Er schrie. Ich ging um 8 Uhr"), str)
    assert {"meine frage", "er schrie", "ich ging", "ging um"} <= set(found)
    assert not {"frage er", "schrie ich", "um uhr", "er", "um"} & set(found)


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
