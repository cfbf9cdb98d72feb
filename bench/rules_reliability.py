"""Whether the confidence means something: how often judgements of each confidence were right.

    python -m bench.rules_reliability             print the table
    python -m bench.rules_reliability --record ROW  note what the rules say of a row they were not yet mended by
    python -m bench.rules_reliability --fit       print the points for `reliability` in rules.toml

Only first judgements count: once the rules were mended by a row of mails, they know it. When the weight of the second
voice changed, all rows were judged anew as if each were new: by the rules as they stood before the row was known, and
by ordinary words counted on the other rows. The points are checked by leaving out each row in turn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from typing import Final

from bench.rules_mails import RULES, Labelled, judged, labelled_cases
from mailbot.rules.classify import calibrated
from mailbot.rules.ruleset import load_ruleset

FIRST: Final = Path(__file__).with_name("rules_first_judgements.tsv")
BINS: Final = ((0.0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01))
_POINTS: Final = 6
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class First:
    """A first judgement: of which row, how sure by the weights alone, and whether kind and route were right."""

    row: str
    probability: float
    right: bool


def first_judgements() -> list[First]:
    """What was noted, in the order of noting."""
    lines = FIRST.read_text(encoding="utf-8").splitlines()
    return [First(row, float(p), right == "1") for row, p, right in (line.split("\t") for line in lines)]


def is_right(mail: Labelled, kind: str, route: str) -> bool:
    """Whether the kind is one of those wanted and the route the one wanted."""
    return kind in mail.kinds and route == mail.label["route"]


def record(row: str) -> None:
    """Note the judgements on a row, once."""
    if any(first.row == row for first in first_judgements()):
        raise SystemExit(f"{row} is noted already")
    ruleset = load_ruleset(RULES)
    raw = replace(ruleset, decision=replace(ruleset.decision, reliability=()))
    with FIRST.open("a", encoding="utf-8") as file:
        for mail in labelled_cases():
            if mail.row == row:
                verdict = judged(mail, raw)
                right = is_right(mail, verdict.kind.value, verdict.route)
                file.write(f"{row}\t{verdict.confidence:.3f}\t{right:d}\n")


def fit(judgements: Sequence[First]) -> Points:
    """Groups of equal size by probability, how often each was right (with one of each added), made rising."""
    ordered = sorted(judgements, key=lambda first: first.probability)
    size = max(1, len(ordered) // _POINTS)
    groups = [ordered[at : at + size] for at in range(0, size * _POINTS, size)]
    points = [(sum(f.probability for f in g) / len(g), (sum(f.right for f in g) + 1) / (len(g) + 2)) for g in groups]
    rising: list[tuple[float, float]] = []
    for probability, right in points:
        rising.append((round(probability, 2), round(max(right, rising[-1][1] if rising else 0.0), 2)))
    return tuple(rising)


def log_loss(pairs: Iterable[tuple[float, bool]]) -> float:
    """The mean surprise at what was right and wrong; smaller is better."""
    losses = [-log(min(max(p if right else 1 - p, 0.01), 0.99)) for p, right in pairs]
    return sum(losses) / len(losses)


def left_out(judgements: Sequence[First]) -> str:
    """The loss without points, and with points fitted on the other rows."""
    rows = sorted({first.row for first in judgements})
    points = {row: fit([first for first in judgements if first.row != row]) for row in rows}
    before = log_loss((first.probability, first.right) for first in judgements)
    after = log_loss((calibrated(first.probability, points[first.row]), first.right) for first in judgements)
    return f"log loss {before:.3f} by weights alone, {after:.3f} with points fitted on the other rows"


def table(title: str, pairs: Sequence[tuple[float, bool]]) -> str:
    """One line for each range of confidence: how many, how sure on average, how often right."""
    lines = [f"{title:34} {'mails':>6} {'sure':>6} {'right':>6}"]
    for low, high in BINS:
        own = [(p, right) for p, right in pairs if low <= p < high]
        if own:
            sure, right = sum(p for p, _ in own) / len(own), sum(r for _, r in own) / len(own)
            lines.append(f"  {low:.1f} to {min(high, 1.0):.1f}{'':23} {len(own):6} {sure:6.2f} {right:6.2f}")
    return "\n".join(lines)


def run() -> str:
    """The reliability table of first judgements and of all labelled mails, for `make bench`."""
    ruleset = load_ruleset(RULES)
    first = first_judgements()
    points = ruleset.decision.reliability
    unseen = [(calibrated(f.probability, points), f.right) for f in first]
    seen = []
    for mail in labelled_cases():
        verdict = judged(mail, ruleset)
        seen.append((verdict.confidence, is_right(mail, verdict.kind.value, verdict.route)))
    parts = (table("first judgements", unseen), table("mails the rules know", seen), left_out(first))
    return "\n".join(parts)


def main() -> None:
    """Print the table; note a row; print points."""
    if "--record" in sys.argv:
        record(sys.argv[sys.argv.index("--record") + 1])
    elif "--fit" in sys.argv:
        print([list(point) for point in fit(first_judgements())])
    else:
        print(run())


if __name__ == "__main__":
    main()
