"""The curve of leaks against withheld texts, as a table and as the picture of docs/privacy.md.

python -m bench.privacy_curve [PICTURE.png] [COUNT] [SEED]
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench import privacy_foreign as foreign
from bench import privacy_generator as generator

THRESHOLDS: Final = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2)
"""Above the last one texts are withheld: what they would leak is not made."""
FOREIGN_MAILS: Final = 40
Point = tuple[float, float, float]
"""Threshold, share of the mails withheld, share of the mails sent that leak."""


def points(doubts: Sequence[tuple[float, bool]]) -> list[Point]:
    """One point for each threshold; `doubts` are the doubt of each mail and whether it leaks when it is sent."""
    found = []
    for threshold in THRESHOLDS:
        sent = [bad for doubt, bad in doubts if doubt <= threshold]
        found.append((threshold, 1 - len(sent) / len(doubts), sum(sent) / max(1, len(sent))))
    return found


def measured(count: int, seed: int) -> dict[str, list[Point]]:
    """The curves: German mails, and those of the other languages."""
    german = generator.run(count, seed).doubts
    others = [one for code in foreign.LANGUAGES for one in foreign.run(FOREIGN_MAILS, seed, code).doubts]
    return {"Deutsch": points(german), "andere Sprachen": points(others)}


def lines(curves: dict[str, list[Point]]) -> list[str]:
    """The table in Markdown."""
    head = " | ".join(f"{name}: zurückgehalten | mit einer Angabe" for name in curves)
    rows = [f"| ab Zweifel | {head} |", "|---" * (1 + 2 * len(curves)) + "|"]
    for row in zip(*curves.values(), strict=True):
        cells = " | ".join(f"{100 * withheld:.1f} % | {100 * leaks:.2f} %" for _, withheld, leaks in row)
        rows.append(f"| {row[0][0]:.2f} | {cells} |")
    return rows


def draw(curves: dict[str, list[Point]], target: Path) -> None:
    """The picture: leaks over withheld, a mark where the threshold of the project lies. Needs matplotlib."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # type: ignore[import-not-found,unused-ignore]
    from matplotlib.figure import Figure  # type: ignore[import-not-found,unused-ignore]

    from mailbot.privacy.doubt import THRESHOLD

    figure = Figure(figsize=(6, 3.2), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for (name, curve), mark in zip(curves.items(), ("o", "s"), strict=True):
        axes.plot([100 * x for _, x, _ in curve], [100 * y for _, _, y in curve], marker=mark, markersize=4, label=name)
        here = next(point for point in curve if point[0] == THRESHOLD)
        axes.annotate(f"{THRESHOLD:.1f}", (100 * here[1], 100 * here[2]), xytext=(6, 8), textcoords="offset points")
    axes.set_xlabel("zurückgehaltene Texte in %")
    axes.set_ylabel("gesandte Mails mit einer Angabe in %")
    axes.set_ylim(bottom=-0.1)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(target, dpi=110, metadata={"Software": None})


def main(arguments: list[str]) -> int:
    """Print the table; draw the picture where a file is named."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    count, seed = (numbers + [1000, 9201][len(numbers) :])[:2]
    curves = measured(count, seed)
    print(*lines(curves), sep="\n")
    for name in (one for one in arguments if one.endswith(".png")):
        if importlib.util.find_spec("matplotlib") is None:
            print("picture: matplotlib is not installed (pip install '.[bench]'), not drawn")
        else:
            draw(curves, Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
