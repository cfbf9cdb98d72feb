"""Counts what the signs of a second concern weigh (`mailbot/rules/parting.py`).

    python -m bench.rules_parting          fit on all labelled mails, print the weights
    python -m bench.rules_parting --check  fit without each row in turn, say what is found in that row

Where a mail is to be cut is not labelled: in turn the likeliest cut is taken and the weights are counted anew. Words
are counted on the other rows each time, as for a new mail.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.rules_leaning import KINDS, TEAMS, fitted, samples
from bench.rules_mails import HOUSE, RULES, Labelled, labelled_cases
from mailbot.ingest.forms import read_form, read_ticket
from mailbot.rules import judge as judging
from mailbot.rules.leaning import Leanings
from mailbot.rules.opinion import laid_out
from mailbot.rules.parting import WEIGHTS, Cut, Signs, cuts_of
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.vocabulary import Channel

_ROUNDS: Final = 4
_STEPS: Final = 30
_HELD_SMALL: Final = 3.0
_LEVELS: Final = (0.2, 0.3, 0.4, 0.5, 0.6)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Parted:
    """A mail with its possible cuts and the signs of each."""

    row: str
    wanted: frozenset[str]
    cuts: tuple[Cut, ...]
    signs: Numbers

    @property
    def holds_two(self) -> bool:
        return bool(self.wanted)

    def finds(self, at: int) -> bool:
        return frozenset(map(str, self.cuts[at].kinds)) == self.wanted


def parted_mails(mails: Iterable[Labelled], ruleset: RuleSet) -> list[Parted]:
    """Every labelled e-mail that could be cut, by the words of the other rows."""
    known = samples(ruleset)
    tables: dict[str, Leanings] = {}
    found = []
    for mail in mails:
        if mail.row not in tables:
            kinds, teams = fitted([sample for sample in known if sample.row != mail.row])
            rows: dict[str, tuple[float, ...] | str] = {word: (*kinds[word], *teams[word]) for word in kinds}
            tables[mail.row] = Leanings((*KINDS, *TEAMS), rows)
        cuts = _cuts(mail, ruleset, tables[mail.row])
        if cuts:
            wanted = frozenset((mail.label["kind"], mail.label["also"])) if mail.label.get("also") else frozenset()
            found.append(Parted(mail.row, wanted, cuts, np.array([cut.signs for cut in cuts], dtype=np.float64)))
    return found


def _cuts(mail: Labelled, ruleset: RuleSet, leanings: Leanings) -> tuple[Cut, ...]:
    if read_form(mail.message) or read_ticket(mail.message):
        return ()
    reading = judging._read(mail.message, ruleset, HOUSE, None, Channel.EMAIL, mail.received)  # noqa: SLF001
    return tuple(cuts_of(laid_out(reading.heard, ruleset, reading.facts.language, leanings), ruleset.decision))


def fit(mails: Sequence[Parted]) -> Numbers:
    """The weights: a regression over the likeliest cut of each mail, taken anew with the new weights."""
    weights = np.array(WEIGHTS, dtype=np.float64)
    holds = np.array([float(mail.holds_two) for mail in mails])
    scale = np.concatenate([mail.signs for mail in mails]).std(axis=0)
    scale[scale == 0] = 1.0
    for _ in range(_ROUNDS):
        chosen = np.array([mail.signs[(mail.signs @ weights).argmax()] for mail in mails]) / scale
        weights = _regression(chosen, holds) / scale
    return weights


def _regression(signs: Numbers, holds: Numbers) -> Numbers:
    """Logistic regression by Newton's steps, its weights held small but for the constant."""
    weights = np.zeros(signs.shape[1])
    ridge = np.eye(len(weights)) * _HELD_SMALL
    ridge[0, 0] = 1e-3
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(signs @ weights, -30, 30)))
        slope = signs.T @ (likely - holds) + ridge @ weights
        curve = (signs * (likely * (1 - likely))[:, None]).T @ signs + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def check(mails: Sequence[Parted], missed: int) -> str:
    """For each row and level: how many of both kinds were found, of all that hold two or are said to."""
    judged: list[tuple[Parted, int, float]] = []
    for row in sorted({mail.row for mail in mails}):
        weights = fit([mail for mail in mails if mail.row != row])
        for mail in [mail for mail in mails if mail.row == row]:
            scores = mail.signs @ weights
            at = int(scores.argmax())
            judged.append((mail, at, float(1 / (1 + np.exp(-scores[at])))))
    rows = sorted({mail.row for mail in mails if mail.holds_two})
    lines = [_line(row, [j for j in judged if j[0].row == row], 0) for row in rows]
    return "\n".join([*lines, _line("all", judged, missed)])


def _line(title: str, judged: Sequence[tuple[Parted, int, float]], missed: int) -> str:
    cells = []
    for level in _LEVELS:
        said = [(mail, at) for mail, at, likely in judged if likely >= level]
        right = sum(mail.finds(at) for mail, at in said)
        either = sum(mail.holds_two or likely >= level for mail, _, likely in judged) + missed
        cells.append(f"{right}/{either} ({sum(not mail.holds_two for mail, _ in said)} added)")
    return f"{title:28} " + "   ".join(cells)


def main() -> None:
    """Fit and print, or check."""
    ruleset = load_ruleset(RULES)
    everything = labelled_cases()
    mails = parted_mails(everything, ruleset)
    missed = sum(bool(m.label.get("also")) for m in everything) - sum(mail.holds_two for mail in mails)
    if "--check" in sys.argv:
        print(check(mails, missed))
    else:
        for name, weight in zip(Signs._fields, fit(mails), strict=True):
            print(f"{name:22} {weight:6.2f}")


if __name__ == "__main__":
    main()
