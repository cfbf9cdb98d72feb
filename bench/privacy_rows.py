"""The anonymiser on mails written by hand, row by row: what leaks, what survives, and how it was at first sight.

Each row in `tests/data/privacy/` was written before anybody looked at what the rules would make of it; then it was
measured (`FIRST_SIGHT`), and only then were the classes of its misses mended. The figures of today therefore flatter;
those of first sight tell what mails by others will meet.

python -m bench privacy_rows
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench import privacy_generator as generator
from mailbot.steps.inspection import inspect_bytes
from mailbot.steps.offices import inspector

ROWS: Final = Path(__file__).parent.parent / "tests" / "data" / "privacy"
CONFIG: Final = Path(__file__).parent.parent / "config"
FIRST_SIGHT: Final = {
    "row1": "leak 29/506, part of one 1, mails 24/62, quasi 2/36, keep 187/191, survive 0.967",
    "row2": "leak 6/395, part of one 1, mails 5/58, quasi 2/36, keep 203/212, survive 0.969, withheld 1/58",
    "row3": "leak 12/367, part of one 1, mails 12/52, quasi 0/23, keep 179/182, survive 0.987, withheld 0/52",
    "row4": "leak 17/222, mails 15/34, quasi 3/12, keep 121/123, survive 0.993, withheld 0/34",
}
_WORD: Final = re.compile(r"\w+")
_TITLES: Final = frozenset(
    ["von", "van", "der", "den", "zur", "zum", "und", "the", "bin", "ibn", "abu", "frau", "herr", "familie", "prof"]
)


@dataclass(slots=True)
class Score:
    """What was counted over a row: hits and totals by figure, and an example of each miss."""

    hits: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, figure: str, *, hit: bool) -> bool:
        """Count one; the same again, so that a caller may go on with it."""
        self.total[figure] += 1
        self.hits[figure] += hit
        return hit

    def rate(self, figure: str) -> float:
        """The share of this figure."""
        return self.hits[figure] / self.total[figure] if self.total[figure] else 0.0

    def line(self) -> str:
        """All figures in one line."""
        return ", ".join(f"{name} {self.hits[name]}/{self.total[name]}" for name in self.total)


def rows() -> list[Path]:
    """The folders of the rows, in order."""
    return sorted(path for path in ROWS.glob("row*") if path.is_dir())


def part_of_name(text: str, sent: str, harmless: str) -> bool:
    """Whether a word of a name still stands in what would be sent."""
    words = [word for word in _WORD.findall(text) if len(word) > 2 and word not in _TITLES]
    return any(generator.occurrences(w, sent) > generator.occurrences(w, harmless) for w in words)


def score_mail(score: Score, label: dict[str, Any], subject: str, text: str, *, withheld: bool) -> None:
    """Count what is left of one labelled mail."""
    sent, harmless = generator.plain(f"{subject}\n{text}"), generator.plain(label["unmarked"])
    bad = False
    for item in label["identifiers"]:
        kind, original = item["type"], generator.plain(item["text"])
        left = generator.occurrences(original, sent) > generator.occurrences(original, harmless)
        left = left or (part_of_name(original, sent, harmless) if kind == "NAME" else _digits_left(original, sent))
        if score.add("leak", hit=left):
            score.misses.append(f"{label['file']}: {kind} {item['text']!r}")
        bad |= left
    score.add("leak_mails", hit=bad)
    for item in label["quasi"]:
        original = generator.plain(item["text"])
        score.add("leak_quasi", hit=generator.occurrences(original, sent) > generator.occurrences(original, harmless))
    for phrase in label["keep"]:
        if not score.add("keep", hit=generator.plain(phrase) in sent):
            score.misses.append(f"{label['file']}: lost {phrase!r}")
    want, have = Counter(_WORD.findall(harmless)), Counter(_WORD.findall(sent))
    score.hits["survive"] += sum((want & have).values())
    score.total["survive"] += sum(want.values())
    score.add("withheld", hit=withheld)


def _digits_left(original: str, sent: str) -> bool:
    """Whether five digits in a row of a number still stand there."""
    return generator.leaks("ID", original, sent, original)


def measure(row: Path) -> Score:
    """The figures of one row."""
    score, reads = Score(), inspector(CONFIG, {})
    for line in (row / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found = inspect_bytes((row / label["file"]).read_bytes(), reads).anonymised
        score_mail(score, label, str(found.subject), str(found.text), withheld=found.withheld)
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
