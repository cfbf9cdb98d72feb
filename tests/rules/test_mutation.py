"""Every shipped rule is held by something: take it away, and an example or an invented mail notices.

The rules are compiled and run once; a rule is taken away by leaving out its hits.
"""

from __future__ import annotations

import pytest
from sample_judging import shipped_rules

from mailbot.rules.examples import test_rules as run_examples
from mailbot.rules.match import Facts, RuleHit, hits
from mailbot.rules.ruleset import Rule

RULES = shipped_rules().rules


def facts_for(rule: Rule, sentence: str) -> Facts:
    """A mail that meets the rule's other conditions, as `mailbot rules test` makes it."""
    return Facts(
        subject=sentence if rule.subject and not rule.words else "",
        text=sentence,
        sender=f"jemand{rule.sender[0]}" if rule.sender else "",
        sender_name=sentence if rule.name else "",
        recipients=(f"jemand{rule.recipient[0]}",) if rule.recipient else (),
        language=rule.language[0] if rule.language else "de",
        channel=rule.channel[0] if rule.channel else Facts().channel,
    )


def without(rule: Rule, found: tuple[RuleHit, ...]) -> list[str]:
    return [hit.rule.id for hit in found if hit.rule.id != rule.id]


def test_the_examples_of_all_rules_hold() -> None:
    assert not run_examples(shipped_rules())


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_taking_the_rule_away_is_noticed(rule: Rule) -> None:
    """Each example is a mail on which the rule speaks, and says something that no longer is said without it."""
    assert rule.examples
    for sentence in rule.examples:
        found = hits(shipped_rules(), facts_for(rule, sentence))
        assert len(without(rule, found)) < len(found), sentence
    assert rule.kinds or rule.teams or rule.topic or rule.flags or rule.signals
