"""The counting of what is right and of what is left over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.scoring import Figures, folded, interval, part_left, score, standing

LABEL: dict[str, Any] = {
    "file": "x.eml",
    "disposition": "case",
    "language": "de",
    "kind": "complaint",
    "also": None,
    "route": "leistung",
    "channel": "email",
    "anonymous": False,
    "identifiers": [{"type": "NAME", "text": "karl koch"}, {"type": "PHONE", "text": "05331 123456"}],
    "quasi": [{"type": "PLACE", "text": "remlingen"}],
    "keep": ["seit wochen"],
    "unmarked": "ich warte seit wochen, sagt ein koch",
}


def reading(text: str, **changed: Any) -> dict[str, Any]:
    """A right reading of the mail, with the text as it would leave."""
    right = {name: LABEL[name] for name in ("disposition", "language", "kind", "also", "route", "channel", "anonymous")}
    message = {"subject": "", "text": "ich warte seit wochen, sagt ein koch, karl koch, 05331 123456, remlingen"}
    made = {"subject": "", "text": text}
    return {**right, "review": False, "withheld": False, "message": message, "anonymised": made, **changed}


def counted(text: str, **changed: Any) -> Figures:
    figures = Figures()
    score(figures, LABEL, reading(text, **changed))
    return figures


def test_a_right_reading_spoils_nothing() -> None:
    figures = counted("Ich warte seit\nWochen, sagt ein Koch, [Person 1], [Telefon], [Ort]")
    assert not figures.misses
    assert (figures.hits["keep"], figures.rate("survive"), figures.hits["leak_mails"]) == (1, 1.0, 0)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("KARL  Koch", "leak"),
        ("Ka\u00adrl Koch", "leak"),
        ("ein Koch, Herr Koch", "leak_part"),
        ("Tel. 12 34 56", "leak_part"),
        ("aus Remlingen", "leak_quasi"),
    ],
)
def test_what_is_left_is_counted_however_it_is_written(text: str, figure: str) -> None:
    assert counted(text).hits[figure] == 1


def test_a_word_that_stands_there_anyway_is_no_leak() -> None:
    assert counted("seit wochen, sagt ein koch").hits["leak_part"] == 0


@pytest.mark.parametrize(
    ("changed", "figure"),
    [
        ({"kind": "request"}, "kind"),
        ({"also": "praise"}, "also"),
        ({"route": "objections"}, "route"),
        ({"kind": "objection"}, "critical_precision"),
        ({"route": "objections"}, "wrong_flagged"),
    ],
)
def test_what_is_wrong_is_counted(changed: dict[str, Any], figure: str) -> None:
    figures = counted("", **changed)
    assert (figures.hits[figure], figures.total[figure]) == (0, 1)


def test_a_doubt_makes_a_wrong_reading_a_flagged_one() -> None:
    assert counted("", kind="request", review=True).rate("wrong_flagged") == 1


def test_a_withheld_text_is_lost_but_not_the_fault_of_the_redaction() -> None:
    figures = counted("zurückgehalten", withheld=True)
    assert (figures.hits["withheld_de"], figures.rate("keep"), figures.total["keep_sent"]) == (1, 0.0, 0)


def test_words_are_found_only_as_words() -> None:
    assert standing("koch", folded("Kochen mit Koch, Kochs")) == 1
    assert part_left("ID", "12", "12", "") is False


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"), [(0, 60, 0.0, 0.060), (60, 60, 0.940, 1.0), (8, 60, 0.069, 0.242)]
)
def test_the_interval_is_that_of_wilson(hits: int, total: int, low: float, high: float) -> None:
    assert interval(hits, total) == pytest.approx((low, high), abs=0.0006)
