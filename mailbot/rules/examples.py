"""Runs the example sentences that stand with each rule (`mailbot rules test`)."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.rules.match import Facts, hits
from mailbot.rules.ruleset import Rule, RuleSet
from mailbot.vocabulary import Channel


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence on which a rule does not do what stands beside it; `expected` says whether it should have hit."""

    rule: str
    sentence: str
    expected: bool


def test_rules(ruleset: RuleSet) -> tuple[Failure, ...]:
    """Every example that its rule misses and every counter-example that it hits."""
    sentences = [(rule, s, expected) for rule in ruleset.rules for s, expected in _sentences(rule)]
    return tuple(
        Failure(rule.id, sentence, expected)
        for rule, sentence, expected in sentences
        if _hits(ruleset, rule, sentence) is not expected
    )


test_rules.__test__ = False  # type: ignore[attr-defined]  # pytest must not take it for a test


def _sentences(rule: Rule) -> tuple[tuple[str, bool], ...]:
    return (*((s, True) for s in rule.examples), *((s, False) for s in rule.counter_examples))


def _hits(ruleset: RuleSet, rule: Rule, sentence: str) -> bool:
    return any(hit.rule.id == rule.id for hit in hits(ruleset, _facts(rule, sentence)))


def _facts(rule: Rule, sentence: str) -> Facts:
    """The sentence as text (or subject, where only that is read), in a mail for which all other conditions hold."""
    subject_only = bool(rule.subject) and not rule.words
    return Facts(
        subject=sentence if subject_only else "",
        text="" if subject_only else sentence,
        sender=rule.sender[0] if rule.sender else "",
        sender_name=sentence if rule.name else "",
        recipients=rule.recipient[:1],
        headers=tuple(_header(wanted) for wanted in rule.header[:1]),
        attachments=(sentence,) if rule.attachment else (),
        language=rule.language[0] if rule.language else "de",
        channel=rule.channel[0] if rule.channel else Channel.EMAIL,
    )


def _header(wanted: str) -> tuple[str, str]:
    name, _, part = wanted.partition(":")
    return name.strip().lower(), part.strip()
