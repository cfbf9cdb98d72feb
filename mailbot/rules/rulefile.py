"""Reads `rules.toml` and reports every mistake at once, with rule, key and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from mailbot.errors import ConfigError
from mailbot.rules.patterns import PatternError, Phrase, Vocabulary, compile_pattern
from mailbot.rules.rulefile_tables import decision, split, topics
from mailbot.rules.rulefile_values import Findings, kind_weights, members, strings, weights
from mailbot.rules.ruleset import Rule, RuleSet, assemble
from mailbot.vocabulary import Channel, Flag

Table = Mapping[str, Any]
_PATTERNS: Final = ("words", "subject", "attachment", "name", "needs", "unless")
_TEXTS: Final = ("sender", "recipient", "header", "language", "signals", "examples", "counter_examples")
_RULE_KEYS: Final = ("id", "meaning", *_PATTERNS, *_TEXTS, "channel", "kind", "team", "topic", "flags", "negation")
_FOREIGN_WORD: Final = re.compile(r"(?<![^\s|(])([^\W_\d]+)(?![^\s|)])")
_TOP_KEYS: Final = ("decision", "lists", "split", "topics", "rule")


def read_rulefile(path: Path) -> RuleSet:
    """Read, check and compile the file; offices whose files say the same share one set.

    Raises ConfigError with every finding.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path.name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name}: is not valid TOML: {error}") from error
    return _compiled(path.name, text)


@lru_cache(maxsize=4)
def _compiled(name: str, text: str) -> RuleSet:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: is not valid TOML: {error}") from error
    return _compile(raw, Findings(name))


def _compile(raw: Table, findings: Findings) -> RuleSet:
    findings.unknown("top level", raw, _TOP_KEYS)
    lists = _lists(raw.get("lists", {}), findings)
    vocabulary = Vocabulary()
    entries = raw.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        findings.add("top level", "rule", "a list of [[rule]] tables")
        entries = []
    rules = tuple(_rule(entry, number, lists, vocabulary, findings) for number, entry in enumerate(entries, 1))
    _check_ids(rules, findings)
    decided = decision(raw.get("decision", {}), findings)
    splits = tuple(split(entry, findings) for entry in raw.get("split", []))
    known = topics(raw.get("topics", {}), findings)
    for rule in rules:
        if rule.topic and rule.topic not in known:
            findings.add(f"rule {rule.id}", "topic", f"one of [topics]: {', '.join(known)}")
    if findings.all:
        raise ConfigError(*findings.all)
    return assemble(rules, decided, splits, known, vocabulary)


def _check_ids(rules: tuple[Rule, ...], findings: Findings) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            findings.add(f"rule {rule.id}", "id", "each id may stand only once")
        seen.add(rule.id)


def _lists(raw: object, findings: Findings) -> dict[str, tuple[str, ...]]:
    if not isinstance(raw, dict):
        findings.add("lists", "lists", "a table of lists of words")
        return {}
    return {name: strings(words, "lists", name, findings) for name, words in raw.items()}


def _rule(
    entry: Table, number: int, lists: dict[str, tuple[str, ...]], vocabulary: Vocabulary, findings: Findings
) -> Rule:
    name = entry.get("id")
    where = f"rule {name}" if isinstance(name, str) else f"rule no. {number}"
    findings.unknown(where, entry, _RULE_KEYS)
    if not isinstance(name, str) or not name:
        findings.add(where, "id", "a short name, e.g. 'widerspruch-wort'")
    for key in ("meaning", "topic", "negation"):
        if not isinstance(entry.get(key, ""), str):
            findings.add(where, key, "a text")
    if entry.get("negation", "blocks") not in ("blocks", "allowed"):
        findings.add(where, "negation", "'blocks' or 'allowed'")
    texts = {key: strings(entry.get(key, []), where, key, findings) for key in _TEXTS}
    exact = bool(texts["language"]) and "de" not in texts["language"]
    phrases = {
        key: _phrases(_foreign(patterns) if exact else patterns, where, key, lists, vocabulary, findings)
        for key, patterns in ((key, strings(entry.get(key, []), where, key, findings)) for key in _PATTERNS)
    }
    return Rule(
        id=str(name),
        meaning=str(entry.get("meaning", "")),
        channel=members(Channel, entry.get("channel", []), where, "channel", findings),
        kinds=kind_weights(entry.get("kind", {}), where, "kind", findings),
        teams=tuple(weights(entry.get("team", {}), where, "team", findings).items()),
        topic=str(entry.get("topic", "")),
        flags=members(Flag, entry.get("flags", []), where, "flags", findings),
        negation=str(entry.get("negation", "blocks")),
        words=phrases["words"],
        subject=phrases["subject"],
        attachment=phrases["attachment"],
        name=phrases["name"],
        needs=phrases["needs"],
        unless=phrases["unless"],
        **texts,
    )


def _foreign(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Words of other languages are taken exactly: German endings and slips mean nothing there."""
    return tuple(_FOREIGN_WORD.sub(r"=\1", pattern) for pattern in patterns)


def _phrases(
    sources: tuple[str, ...],
    where: str,
    key: str,
    lists: dict[str, tuple[str, ...]],
    vocabulary: Vocabulary,
    findings: Findings,
) -> tuple[Phrase, ...]:
    compiled: list[Phrase] = []
    for source in sources:
        try:
            compiled.extend(compile_pattern(source, lists, vocabulary))
        except PatternError as error:
            findings.add(where, key, str(error))
    return tuple(compiled)
