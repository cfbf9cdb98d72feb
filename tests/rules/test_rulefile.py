"""The rule file: its own examples, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_judging import shipped_rules

from mailbot.errors import ConfigError
from mailbot.rules import examples
from mailbot.rules.ruleset import load_ruleset

HEAD = '[[rule]]\nid = "probe"\nmeaning = "Probe"\n'


def findings(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_ruleset(path)
    return caught.value.findings


def test_every_shipped_rule_does_what_its_examples_say() -> None:
    assert examples.test_rules(shipped_rules()) == ()


def test_every_shipped_rule_has_a_meaning_and_an_example() -> None:
    assert all(rule.meaning and rule.examples for rule in shipped_rules().rules)


def test_a_failing_example_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(HEAD + 'words = ["miete"]\nexamples = ["Der Aufzug."]\ncounter_examples = ["Die Miete."]\n')
    failures = examples.test_rules(load_ruleset(path))
    assert [(f.rule, f.expected) for f in failures] == [("probe", True), ("probe", False)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (HEAD + 'wrds = ["a"]', "rules.toml: rule probe: key wrds: unknown; did you mean 'words'?"),
        (HEAD + 'words = "a"', 'rules.toml: rule probe: key words: a list of texts, e.g. ["..."]'),
        (HEAD + 'words = ["{nie}"]', "rules.toml: rule probe: key words: there is no list 'nie' under [lists]"),
        (HEAD + 'words = [".."]', "rules.toml: rule probe: key words: a pattern needs at least one word"),
        (HEAD + 'words = ["(a b"]', "rules.toml: rule probe: key words: '(a b' has a bracket without its other half"),
        (HEAD + "kind = { lob = 1 }", "rules.toml: rule probe: key kind: 'lob' is unknown; allowed: complaint, praise"),
        (HEAD + 'flags = ["eilt"]', "rules.toml: rule probe: key flags: 'eilt' is unknown; allowed: application"),
        (HEAD + 'topic = "nie"', "rules.toml: rule probe: key topic: one of [topics]"),
        (HEAD + HEAD, "rules.toml: rule probe: key id: each id may stand only once"),
        ("[[rule]]\nwords = ['a']", "rules.toml: rule no. 1: key id: a short name"),
        ("[decision]\nreview_below = -1", "rules.toml: decision: key review_below: a number, not negative"),
        ("[decison]\nreview_below = 1", "rules.toml: top level: key decison: unknown; did you mean 'decision'?"),
        ("[[rule", "rules.toml: is not valid TOML"),
    ],
)
def test_a_mistake_is_reported_with_rule_key_and_what_is_allowed(tmp_path: Path, text: str, finding: str) -> None:
    assert any(found.startswith(finding) for found in findings(tmp_path, text))


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    assert len(findings(tmp_path, HEAD + 'wrds = ["a"]\nflags = ["eilt"]\nwords = [".."]')) == 3


def test_a_missing_file_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_ruleset(tmp_path / "rules.toml")
