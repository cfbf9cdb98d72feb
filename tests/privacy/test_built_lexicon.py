"""What ships is what the script builds: a list that was changed without building anew is noticed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mailbot.privacy.tongues import TONGUES

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "scripts" / "lexicon"
BUILT = LISTS / "built.txt"


def recorded() -> dict[str, str]:
    return {path: digest for digest, path in map(str.split, BUILT.read_text(encoding="utf-8").splitlines())}


def test_lists_and_data_are_those_of_the_last_build() -> None:
    changed = [p for p, digest in recorded().items() if hashlib.sha256((ROOT / p).read_bytes()).hexdigest() != digest]
    assert changed == [], "run scripts/build_lexicon.py (how: its docstring)"


def test_every_list_and_every_file_of_data_is_recorded() -> None:
    there = {*LISTS.glob("*.txt"), *TONGUES.parent.rglob("*.marisa")} - {BUILT}
    assert {str(path.relative_to(ROOT)) for path in there} == set(recorded())


def test_all_word_data_is_small() -> None:
    assert sum(path.stat().st_size for path in TONGUES.parent.rglob("*.marisa")) < 10_000_000
