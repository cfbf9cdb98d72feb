"""The tables of a rule file beside its rules: `[decision]`, `[topics]`, `[[split]]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mailbot.rules.rulefile_values import Findings, kind_weights, weights
from mailbot.rules.ruleset import Decision, Split, Topic

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
    "parted_from",
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


def decision(raw: object, findings: Findings) -> Decision:
    """`[decision]`: how evidence becomes a verdict."""
    if not isinstance(raw, dict):
        findings.add("decision", "decision", "a table")
        return Decision()
    findings.unknown("decision", raw, _DECISION_KEYS)
    numbers = {key: raw[key] for key in (*_NUMBERS, "repeats") if key in raw}
    for key, value in numbers.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            findings.add("decision", key, "a number, not negative")
    return Decision(
        prior=dict(kind_weights(raw.get("prior", {}), "decision", "prior", findings)),
        ceiling=dict(kind_weights(raw.get("ceiling", {}), "decision", "ceiling", findings)),
        dominates_from=dict(kind_weights(raw.get("dominates_from", {}), "decision", "dominates_from", findings)),
        team_prior=weights(raw.get("team_prior", {}), "decision", "team_prior", findings),
        fallback_team=str(raw.get("fallback_team", "")),
        reliability=_points(raw.get("reliability", []), findings),
        **numbers,
    )


def _points(raw: object, findings: Findings) -> tuple[tuple[float, float], ...]:
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


def topics(raw: object, findings: Findings) -> dict[str, Topic]:
    """`[topics]`: what customers write about."""
    found: dict[str, Topic] = {}
    for name, entry in raw.items() if isinstance(raw, dict) else ():
        aspect = entry.get("aspect", "sache") if isinstance(entry, dict) else None
        if aspect in ("sache", "verhalten") and isinstance(entry.get("name"), str):
            found[name] = Topic(entry["name"], aspect)
        else:
            findings.add("topics", name, '{ name = "...", aspect = "sache" or "verhalten" }')
    return found


def split(entry: Mapping[str, Any], findings: Findings) -> Split:
    """`[[split]]`: a matter that two teams share by age."""
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
