"""What is promised of the labelled mails in `tests/data/corpus` is kept, figure by figure."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench import corpora
from bench.scoring import Figures


@cache
def figures() -> Figures:
    return corpora.measure()


@pytest.mark.parametrize("name", corpora.TARGETS)
def test_each_figure_meets_its_target(name: str) -> None:
    if figures().total[name]:
        assert corpora.TARGETS[name].met(figures().rate(name)), [
            miss for miss in figures().misses if miss.startswith(f"{name}:")
        ]


def test_nothing_is_counted_of_too_few_mails() -> None:
    assert figures().total["disposition"] == 120
    assert figures().total["leak"] > 800
