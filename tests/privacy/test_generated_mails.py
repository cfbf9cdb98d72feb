"""The generator's lists are apart from the anonymiser's, and a sample of its mails stays below the floor."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, shipped

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return importlib.import_module("bench.privacy_generator")


def test_the_lexicon_knows_none_of_the_names_and_villages(generator: ModuleType) -> None:
    known = [n for n in (*generator.GIVEN, *generator.FAMILY) if shipped().flags(fold(n)) & (Flag.FIRST | Flag.SURNAME)]
    villages = [name for name in generator.VILLAGES if shipped().flags(fold(name)) & Flag.PLACE]
    assert (known, villages) == ([], [])


def test_few_leaks_and_little_lost_in_generated_mails(generator: ModuleType) -> None:
    table = generator.run(150, 42)
    numbers = ("IBAN", "PHONE", "EMAIL", "CUSTNO", "BIRTH", "ID", "USER", "STREET")
    assert sum(table.leaked[kind] for kind in numbers) == 0
    assert table.rate("leak") <= 0.01
    assert table.rate("survive") >= 0.97
    assert table.rate("withheld") <= 0.08


def test_the_same_seed_gives_the_same_figures(generator: ModuleType) -> None:
    assert generator.run(5, 7).leaked == generator.run(5, 7).leaked
