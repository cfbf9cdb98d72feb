"""Values of a rule file, checked: what is wrong with one is added to the findings, and something harmless stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from mailbot.vocabulary import Kind

Member = TypeVar("Member", bound=StrEnum)


class Findings:
    """Collects mistakes; each says where, which key, and what is allowed."""

    def __init__(self, file: str) -> None:
        """None yet."""
        self.file = file
        self.all: list[str] = []

    def add(self, where: str, key: str, allowed: str) -> None:
        """Note a mistake."""
        self.all.append(f"{self.file}: {where}: key {key}: {allowed}")

    def unknown(self, where: str, keys: Iterable[str], known: tuple[str, ...]) -> None:
        """Note each key that is not known, with the one that was meant."""
        for key in keys:
            if key not in known:
                meant = get_close_matches(key, known, n=1)
                hint = f"unknown; did you mean '{meant[0]}'?" if meant else f"unknown; allowed: {', '.join(known)}"
                self.add(where, key, hint)


def strings(value: object, where: str, key: str, findings: Findings) -> tuple[str, ...]:
    """A list of texts."""
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(value)
    findings.add(where, key, 'a list of texts, e.g. ["..."]')
    return ()


def members(kind: type[Member], value: object, where: str, key: str, findings: Findings) -> tuple[Member, ...]:
    """A list of words of a closed set."""
    found = []
    for item in strings(value, where, key, findings):
        try:
            found.append(kind(item))
        except ValueError:
            findings.add(where, key, f"'{item}' is unknown; allowed: {', '.join(kind)}")
    return tuple(found)


def weights(value: object, where: str, key: str, findings: Findings) -> dict[str, float]:
    """A table of weights."""
    good: Callable[[object], bool] = lambda w: isinstance(w, int | float) and not isinstance(w, bool)  # noqa: E731
    if isinstance(value, dict) and all(good(weight) for weight in value.values()):
        return {name: float(weight) for name, weight in value.items()}
    findings.add(where, key, "a table of weights, e.g. { complaint = 2.0 }")
    return {}


def kind_weights(value: object, where: str, key: str, findings: Findings) -> tuple[tuple[Kind, float], ...]:
    """A table of weights by kind."""
    found = []
    for name, weight in weights(value, where, key, findings).items():
        if name in set(Kind):
            found.append((Kind(name), weight))
        else:
            findings.add(where, key, f"'{name}' is unknown; allowed: {', '.join(Kind)}")
    return tuple(found)
