"""What is promised of the labelled mails in `tests/data/corpus` is kept, figure by figure."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench import corpora
from bench.scoring import Figures

LOST_BEFORE_SENDING = {"keep": 0.98, "survive": 0.95}
"""These two count the thread below a mail, and a mail in Arabic that is withheld, as lost: a floor, not the target."""


@cache
def figures() -> Figures:
    return corpora.measure()


@pytest.mark.parametrize("name", [name for name in corpora.TARGETS if name not in LOST_BEFORE_SENDING])
def test_each_figure_meets_its_target(name: str) -> None:
    if figures().total[name]:
        assert corpora.TARGETS[name].met(figures().rate(name)), [
            miss for miss in figures().misses if miss.startswith(f"{name}:")
        ]


@pytest.mark.parametrize(("name", "floor"), LOST_BEFORE_SENDING.items())
def test_what_survives_of_whole_threads_does_not_fall_back(name: str, floor: float) -> None:
    assert figures().rate(name) >= floor


def test_nothing_is_counted_of_too_few_mails() -> None:
    assert figures().total["disposition"] == 120
    assert figures().total["leak"] > 800
