"""Every figure that is promised of the labelled mails, beside its target.

`keep` and `survive` count what is withheld, or not sent on, as lost; `keep_sent` and `survive_sent` do not.

python -m bench corpora           the table
python -m bench.corpora --show    and each mail that spoils a figure
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.scoring import Figures, interval, score
from mailbot.steps.inspection import inspect_file
from mailbot.steps.offices import inspector

ROOT: Final = Path(__file__).parent.parent
CORPORA: Final = tuple(ROOT / "tests" / "data" / "corpus" / name for name in ("a", "b"))


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure must reach: on the mails at hand, and on mails of other writers; `most` turns it round."""

    dev: float
    unseen: float
    most: bool = False

    def met(self, rate: float) -> bool:
        """Whether the share is good enough on the mails at hand."""
        return rate <= self.dev if self.most else rate >= self.dev


TARGETS: Final = {
    "disposition": Target(0.99, 0.96),
    "kind": Target(0.97, 0.93),
    "also": Target(0.9, 0.8),
    "critical": Target(1.0, 0.98),
    "critical_precision": Target(0.97, 0.92),
    "misdelivered": Target(0, 0, most=True),
    "route": Target(0.96, 0.92),
    "channel": Target(1.0, 0.97),
    "anonymous": Target(1.0, 0.97),
    "language": Target(0.98, 0.97),
    "review_rate": Target(0.15, 0.15, most=True),
    "wrong_flagged": Target(0.9, 0.8),
    "leak": Target(0, 0.003, most=True),
    "leak_part": Target(0, 0.003, most=True),
    "leak_mails": Target(0, 0.01, most=True),
    "leak_quasi": Target(0.02, 0.05, most=True),
    "keep": Target(0.99, 0.97),
    "survive": Target(0.97, 0.95),
    "keep_sent": Target(0.99, 0.97),
    "survive_sent": Target(0.97, 0.95),
    "withheld_de": Target(0.05, 0.08, most=True),
}


def measure(corpora: Sequence[Path] = CORPORA) -> Figures:
    """The figures over folders of mails with their `labels.jsonl`, read as `inspect --json` reads them."""
    figures, office = Figures(), inspector(ROOT / "config", {})
    for folder in corpora:
        for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            score(figures, label, inspect_file(folder / label["file"], office))
    return figures


def rows(figures: Figures) -> Iterator[str]:
    """The table: each figure with its counts, interval and targets."""
    yield f"{'figure':18} {'share':>7} {'count':>12} {'95 % interval':>15} {'target':>7} {'unseen':>7}"
    for name, target in TARGETS.items():
        hits, total = figures.hits[name], figures.total[name]
        if not total:
            yield f"{name:18} {'-':>7} {'none':>12} {'':15} {_wanted(target):>7}"
            continue
        low, high = interval(hits, total)
        short = "" if target.met(figures.rate(name)) else "  SHORT"
        yield (
            f"{name:18} {figures.rate(name):7.4f} {f'{hits}/{total}':>12} [{low:.3f}, {high:.3f}]"
            f" {_wanted(target):>7} {target.unseen:7g}{short}"
        )


def _wanted(target: Target) -> str:
    return f"{'≤' if target.most else '≥'} {target.dev:g}"


def report() -> Iterator[str]:
    """The lines of the table, and with --show what spoils it."""
    figures = measure()
    yield from rows(figures)
    if "--show" in sys.argv:
        yield from figures.misses


if __name__ == "__main__":
    print(*report(), sep="\n")
