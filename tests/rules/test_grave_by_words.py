"""What ordinary words alone may do: they never outweigh a grave kind that rules found, and alone they are looked at."""

from __future__ import annotations

from sample_judging import invented, judge_text, shipped_rules

from mailbot.rules.classify import SUPPORTS, score_kinds
from mailbot.rules.match import RuleHit
from mailbot.rules.ruleset import Decision, Rule
from mailbot.vocabulary import Kind

SURE = 0.9
DECISION = Decision(
    prior={Kind.OBJECTION: -1.0},
    dominates_from={Kind.PETITION: 4.0, Kind.OBJECTION: 4.0},
    margin=0.8,
    objection_by_words=8.0,
)


def test_words_of_an_objection_do_not_outweigh_a_petition_that_rules_found() -> None:
    petition = RuleHit(Rule("petition", kinds=((Kind.PETITION, 5.5),)), "Petitionsausschuss", 1, False)
    scores = score_kinds((petition,), DECISION, {Kind.OBJECTION: 8.0})
    assert scores[Kind.PETITION] > scores[Kind.OBJECTION]


def test_of_two_grave_kinds_that_rules_found_the_stronger_wins() -> None:
    petition = RuleHit(Rule("petition", kinds=((Kind.PETITION, 5.5),)), "Petition", 1, False)
    objection = RuleHit(Rule("objection", kinds=((Kind.OBJECTION, 7.0),)), "Widerspruch", 1, False)
    scores = score_kinds((petition, objection), DECISION)
    assert scores[Kind.OBJECTION] > scores[Kind.PETITION]


def test_an_accusation_that_only_words_suggest_is_sure_or_looked_at() -> None:
    rules = [rule for rule in shipped_rules().rules if dict(rule.kinds).get(Kind.CONDUCT_COMPLAINT, 0.0) > 0]
    accusing = {rule.id for rule in rules if SUPPORTS not in rule.signals}
    for mail in invented():
        if mail.verdict.kind is Kind.CONDUCT_COMPLAINT and accusing.isdisjoint(e.rule for e in mail.verdict.evidence):
            assert mail.verdict.review or mail.verdict.confidence >= SURE, mail.name


def test_thanks_with_a_quotation_are_not_only_thanks() -> None:
    text = 'Danke auch an den jungen Mann am Schalter. "Alt genug sind Sie ja", hat er gesagt.'
    assert not judge_text("Na super", text).only_thanks
    assert judge_text("Danke", "Vielen Dank, hat sich erledigt.").only_thanks
