"""Trying an expression only where words begin as it does finds what looking everywhere finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.privacy.lowered import lower_of
from mailbot.privacy.patterned import _PATTERNS
from mailbot.privacy.recognisers.beginnings import Beginnings, heads_of

PIECES = st.sampled_from(
    [
        *("geboren am ", "12.03.1980", "Tel.: ", "0171 2345678", "KRM", " B-XY 12 ", "٣123 ", "a1", "_12", "ä12 "),
        *("wird am 3. Mai 18 Jahre", "Kundennummer ", "241A123456", "null eins ", "elfter märz ", "\n", " ", "-", "("),
        *("Az. ", "S 12 AS 345/20 ", "BG 24102//0001234", "ſteuer-id ", "²", "65 120389 M 501 ", "endet auf 4711"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join)


@given(TEXTS)
def test_every_pattern_finds_the_same(text: str) -> None:
    lowered = lower_of(text)
    beginnings = (Beginnings(text), Beginnings(lowered[0]))
    for pattern in _PATTERNS:
        assert list(pattern(text, lowered, beginnings)) == list(pattern(text, lowered))


@pytest.mark.parametrize(
    ("form", "heads"),
    [
        (r"(?<!\w)ab?c", {"ab", "ac"}),
        (r"\b(?:tel|fax)\d", {"te", "fa"}),
        (r"(?<![a-z0-9])\d[a-z]", {"0\0"}),
        (r"(?<!\w)x\w", {"x\0"}),
        (r"(?<![a-z0-9])[a-z]\d", None),
        (r"ab", None),
        (r"(?<!\w)\w+@", None),
        (r"(?<!\w)a*", None),
    ],
)
def test_what_an_expression_begins_with(form: str, heads: set[str] | None) -> None:
    assert heads_of(re.compile(form)) == heads
