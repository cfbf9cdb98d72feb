"""Reads `rules.toml` and reports every mistake at once, with rule, key and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from mailbot.errors import ConfigError
from mailbot.rules.patterns import PatternError, Phrase, Vocabulary, compile_pattern
from mailbot.rules.ruleset import Decision, Rule, RuleSet, Split, Topic, assemble
from mailbot.vocabulary import Channel, Flag, Kind

Table = Mapping[str, Any]
Member = TypeVar("Member", bound=StrEnum)
_PATTERNS: Final = ("words", "subject", "attachment", "name", "needs", "unless")
_TEXTS: Final = ("sender", "recipient", "header", "language", "signals", "examples", "counter_examples")
_RULE_KEYS: Final = ("id", "meaning", *_PATTERNS, *_TEXTS, "channel", "kind", "team", "topic", "flags", "negation")
_FOREIGN_WORD: Final = re.compile(r"(?<![^\s|(])([^\W_\d]+)(?![^\s|)])")
_TOP_KEYS: Final = ("decision", "lists", "split", "topics", "rule")
_NUMBERS: Final = (
    "repeat",
    "margin",
    "subject_factor",
    "temperature",
    "review_below",
    "grave_from",
    "conduct_from",
    "conduct_within",
    "unsupported",
    "also_from",
    "leaning",
    "leaning_limit",
    "leaning_teams",
    "objection_by_words",
    "conduct_by_words",
)
_DECISION_KEYS: Final = (
    "prior",
    "ceiling",
    "dominates_from",
    "team_prior",
    *_NUMBERS,
    "repeats",
    "fallback_team",
    "reliability",
)
_SPLIT_KEYS: Final = ("name", "age", "under", "otherwise")


class _Findings:
    """Collects mistakes; each says where, which key, and what is allowed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.all: list[str] = []

    def add(self, where: str, key: str, allowed: str) -> None:
        self.all.append(f"{self.file}: {where}: key {key}: {allowed}")

    def unknown(self, where: str, keys: Iterable[str], known: tuple[str, ...]) -> None:
        for key in keys:
            if key not in known:
                meant = get_close_matches(key, known, n=1)
                hint = f"unknown; did you mean '{meant[0]}'?" if meant else f"unknown; allowed: {', '.join(known)}"
                self.add(where, key, hint)


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
    return _compile(raw, _Findings(name))


def _compile(raw: Table, findings: _Findings) -> RuleSet:
    findings.unknown("top level", raw, _TOP_KEYS)
    lists = _lists(raw.get("lists", {}), findings)
    vocabulary = Vocabulary()
    entries = raw.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        findings.add("top level", "rule", "a list of [[rule]] tables")
        entries = []
    rules = tuple(_rule(entry, number, lists, vocabulary, findings) for number, entry in enumerate(entries, 1))
    _check_ids(rules, findings)
    decision = _decision(raw.get("decision", {}), findings)
    splits = tuple(_split(entry, findings) for entry in raw.get("split", []))
    topics = _topics(raw.get("topics", {}), findings)
    for rule in rules:
        if rule.topic and rule.topic not in topics:
            findings.add(f"rule {rule.id}", "topic", f"one of [topics]: {', '.join(topics)}")
    if findings.all:
        raise ConfigError(*findings.all)
    return assemble(rules, decision, splits, topics, vocabulary)


def _check_ids(rules: tuple[Rule, ...], findings: _Findings) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            findings.add(f"rule {rule.id}", "id", "each id may stand only once")
        seen.add(rule.id)


def _lists(raw: object, findings: _Findings) -> dict[str, tuple[str, ...]]:
    if not isinstance(raw, dict):
        findings.add("lists", "lists", "a table of lists of words")
        return {}
    return {name: _strings(words, "lists", name, findings) for name, words in raw.items()}


def _strings(value: object, where: str, key: str, findings: _Findings) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(value)
    findings.add(where, key, 'a list of texts, e.g. ["..."]')
    return ()


def _rule(
    entry: Table, number: int, lists: dict[str, tuple[str, ...]], vocabulary: Vocabulary, findings: _Findings
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
    texts = {key: _strings(entry.get(key, []), where, key, findings) for key in _TEXTS}
    exact = bool(texts["language"]) and "de" not in texts["language"]
    phrases = {
        key: _phrases(_foreign(patterns) if exact else patterns, where, key, lists, vocabulary, findings)
        for key, patterns in ((key, _strings(entry.get(key, []), where, key, findings)) for key in _PATTERNS)
    }
    return Rule(
        id=str(name),
        meaning=str(entry.get("meaning", "")),
        channel=_members(Channel, entry.get("channel", []), where, "channel", findings),
        kinds=_kind_weights(entry.get("kind", {}), where, "kind", findings),
        teams=tuple(_weights(entry.get("team", {}), where, "team", findings).items()),
        topic=str(entry.get("topic", "")),
        flags=_members(Flag, entry.get("flags", []), where, "flags", findings),
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
    findings: _Findings,
) -> tuple[Phrase, ...]:
    compiled: list[Phrase] = []
    for source in sources:
        try:
            compiled.extend(compile_pattern(source, lists, vocabulary))
        except PatternError as error:
            findings.add(where, key, str(error))
    return tuple(compiled)


def _members(kind: type[Member], value: object, where: str, key: str, findings: _Findings) -> tuple[Member, ...]:
    found = []
    for item in _strings(value, where, key, findings):
        try:
            found.append(kind(item))
        except ValueError:
            findings.add(where, key, f"'{item}' is unknown; allowed: {', '.join(kind)}")
    return tuple(found)


def _weights(value: object, where: str, key: str, findings: _Findings) -> dict[str, float]:
    good: Callable[[object], bool] = lambda w: isinstance(w, int | float) and not isinstance(w, bool)  # noqa: E731
    if isinstance(value, dict) and all(good(weight) for weight in value.values()):
        return {name: float(weight) for name, weight in value.items()}
    findings.add(where, key, "a table of weights, e.g. { complaint = 2.0 }")
    return {}


def _kind_weights(value: object, where: str, key: str, findings: _Findings) -> tuple[tuple[Kind, float], ...]:
    weights = []
    for name, weight in _weights(value, where, key, findings).items():
        if name in set(Kind):
            weights.append((Kind(name), weight))
        else:
            findings.add(where, key, f"'{name}' is unknown; allowed: {', '.join(Kind)}")
    return tuple(weights)


def _decision(raw: object, findings: _Findings) -> Decision:
    if not isinstance(raw, dict):
        findings.add("decision", "decision", "a table")
        return Decision()
    findings.unknown("decision", raw, _DECISION_KEYS)
    numbers = {key: raw[key] for key in (*_NUMBERS, "repeats") if key in raw}
    for key, value in numbers.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            findings.add("decision", key, "a number, not negative")
    return Decision(
        prior=dict(_kind_weights(raw.get("prior", {}), "decision", "prior", findings)),
        ceiling=dict(_kind_weights(raw.get("ceiling", {}), "decision", "ceiling", findings)),
        dominates_from=dict(_kind_weights(raw.get("dominates_from", {}), "decision", "dominates_from", findings)),
        team_prior=_weights(raw.get("team_prior", {}), "decision", "team_prior", findings),
        fallback_team=str(raw.get("fallback_team", "")),
        reliability=_points(raw.get("reliability", []), findings),
        **numbers,
    )


def _points(raw: object, findings: _Findings) -> tuple[tuple[float, float], ...]:
    """Pairs of numbers from 0 to 1, both rising."""
    pairs: list[Any] = raw if isinstance(raw, list) else [None]
    if all(isinstance(pair, list) and len(pair) == 2 and _shares(pair) for pair in pairs):
        points = tuple((float(pair[0]), float(pair[1])) for pair in pairs)
        if list(points) == sorted(points) and [right for _, right in points] == sorted(right for _, right in points):
            return points
    findings.add("decision", "reliability", "pairs of rising numbers from 0 to 1, e.g. [[0.3, 0.2], [0.9, 0.8]]")
    return ()


def _shares(pair: list[object]) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1 for value in pair)


def _topics(raw: object, findings: _Findings) -> dict[str, Topic]:
    topics: dict[str, Topic] = {}
    for name, entry in raw.items() if isinstance(raw, dict) else ():
        aspect = entry.get("aspect", "sache") if isinstance(entry, dict) else None
        if aspect in ("sache", "verhalten") and isinstance(entry.get("name"), str):
            topics[name] = Topic(entry["name"], aspect)
        else:
            findings.add("topics", name, '{ name = "...", aspect = "sache" or "verhalten" }')
    return topics


def _split(entry: Table, findings: _Findings) -> Split:
    where = f"split {entry.get('name', '')}"
    findings.unknown(where, entry, _SPLIT_KEYS)
    if not isinstance(entry.get("age"), int):
        findings.add(where, "age", "a whole number of years, e.g. 25")
    for key in ("name", "under", "otherwise"):
        if not isinstance(entry.get(key), str):
            findings.add(where, key, "the id of a team (or of the matter)")
    age = entry.get("age", 25)
    return Split(
        str(entry.get("name", "")),
        age if isinstance(age, int) else 25,
        str(entry.get("under", "")),
        str(entry.get("otherwise", "")),
    )
