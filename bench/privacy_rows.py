"""The anonymiser on mails written by hand, row by row: what leaks, what survives, and how it was at first sight.

Each row in `tests/data/privacy/` was written before anybody looked at what the rules would make of it; then it was
measured (`FIRST_SIGHT`), and only then were the classes of its misses mended. The figures of today therefore flatter;
those of first sight tell what mails by others will meet.

python -m bench privacy_rows
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.scoring import Figures, score_text
from mailbot.steps.inspection import inspect_bytes
from mailbot.steps.offices import inspector

ROWS: Final = Path(__file__).parent.parent / "tests" / "data" / "privacy"
CONFIG: Final = Path(__file__).parent.parent / "config"
FIRST_SIGHT: Final = {
    "row1": "leak 29/506, part of one 1, mails 24/62, quasi 2/36, keep 187/191, survive 0.967",
    "row2": "leak 6/395, part of one 1, mails 5/58, quasi 2/36, keep 203/212, survive 0.969, withheld 1/58",
    "row3": "leak 12/367, part of one 1, mails 12/52, quasi 0/23, keep 179/182, survive 0.987, withheld 0/52",
    "row4": "leak 17/222, mails 15/34, quasi 3/12, keep 121/123, survive 0.993, withheld 0/34",
    "row5": "leak 0/557, part of one 0, mails 0/114, quasi 0/62, keep 433/444, survive 0.993, withheld 0/114",
    "row6": "leak 2/863, part of one 0, mails 2/129, quasi 6/143, keep 560/616, survive 0.940, withheld 8/129",
    "row7": "leak 0/425, part of one 0, mails 0/73, quasi 4/58, keep 299/302, survive 0.994",
    "row8": "leak 11/378, part of one 1, mails 13/71, quasi 5/42, keep 284/292, survive 0.966",
    "row9": "leak 5/953, part of one 0, mails 4/144, quasi 8/134, keep 660/671, survive 0.991, withheld 0/128",
    "row10": "leak 2/653, part of one 0, mails 2/92, quasi 2/102, keep 446/453, survive 0.992, withheld 0/84",
    "row11": "leak 2/635, part of one 0, mails 2/99, quasi 10/131, keep 376/415, survive 0.924, withheld 0/87",
}


def rows() -> list[Path]:
    """The folders of the rows, in order."""
    return sorted((path for path in ROWS.glob("row*") if path.is_dir()), key=lambda path: int(path.name[3:]))


def measure(row: Path) -> Figures:
    """The figures of one row."""
    score, reads = Figures(), inspector(CONFIG, {})
    for line in (row / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found = inspect_bytes((row / label["file"]).read_bytes(), reads).anonymised
        score_text(score, label, f"{found.subject}\n{found.text}")
        score.count("withheld", hit=found.withheld)
    return score


def report() -> Iterator[str]:
    """The lines of the table."""
    for row in rows():
        score = measure(row)
        yield f"{row.name} today: {score.line()}"
        if row.name in FIRST_SIGHT:
            yield f"{row.name} at first sight: {FIRST_SIGHT[row.name]}"
        if "--show" in sys.argv:
            yield from (f"  {miss}" for miss in score.misses)


if __name__ == "__main__":
    print(*report(), sep="\n")
