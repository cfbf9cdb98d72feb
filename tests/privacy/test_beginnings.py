"""Trying an expression only where words begin as it does finds what looking everywhere finds."""

from __future__ import annotations

import time

import pytest
from first_characters import begins_words, first_characters, longest_match
from hypothesis import given
from hypothesis import strategies as st

from mailbot.privacy.patterned import PATTERNS
from mailbot.privacy.recognisers.beginnings import MIXED, Beginnings
from mailbot.privacy.recognisers.expressions import caseless, exact
from mailbot.privacy.recognisers.pattern import Pattern, Patterns
from mailbot.privacy.spans import Kind

PIECES = st.sampled_from(
    [
        *("geboren am ", "12.03.1980", "Tel.: ", "0171 2345678", "KRM", " B-XY 12 ", "٣123 ", "a1", "_12", "ä12 "),
        *("wird am 3. Mai 18 Jahre", "Kundennummer ", "241A123456", "null eins ", "elfter märz ", "\n", " ", "-", "("),
        *("Az. ", "S 12 AS 345/20 ", "BG 24102//0001234", "ſteuer-id ", "²", "65 120389 M 501 ", "endet auf 4711"),
        *("Am Anger 3", "38304 ", "Rosenweg 7 ", "in Groß ", "Ortsteil ", "Quendeln", "Bau GmbH", "İ", "ı"),
        *("a@b.de", "jo at web.de", "Seeweg 7, 38300 Ort", "Am Tor 3\n", "WF-AB 12 ", "Ulmenallee", "str.", "x" * 70),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join)
TOGETHER = Patterns(PATTERNS)
BEGINNING = [one for one in PATTERNS if one.form.begins]
SIGNED = [one for one in PATTERNS if one.longest is not None]


@given(TEXTS)
def test_all_patterns_together_find_what_each_finds_everywhere(text: str) -> None:
    assert list(TOGETHER(Beginnings(text))) == [span for one in PATTERNS for span in one(text)]


@pytest.mark.parametrize("pattern", BEGINNING, ids=[one.name for one in BEGINNING])
def test_every_match_begins_as_is_declared(pattern: Pattern) -> None:
    form = pattern.form
    if MIXED not in form.begins:  # such expressions are words with letters and digits by all they say
        assert begins_words(form.compiled)
        declared = tuple({head[:4] for head in form.begins})
        assert {head for head in first_characters(form.compiled) if not head.startswith(declared)} == set()


@pytest.mark.parametrize("pattern", SIGNED, ids=[one.name for one in SIGNED])
def test_no_match_is_longer_than_declared(pattern: Pattern) -> None:
    assert pattern.requires
    assert pattern.longest
    assert longest_match(pattern.form.compiled) <= pattern.longest


def test_what_stands_long_before_the_first_sign_is_looked_for_from_near_it() -> None:
    text = "Ort 1234 und 12 " + "x " * 500 + f"\nSeeweg 7, 38300 Ort, a{'b' * 90}@web.example"
    assert list(TOGETHER(Beginnings(text))) == [span for one in PATTERNS for span in one(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Tel 0171", {"tel ": [0], "0000": [4]}),
        ("a12b3", {"a00b": [0], "00b0": [1], "0": [4], MIXED: [0]}),
        ("(x) -y", {"(x) ": [0], "x) -": [1], "-y": [4], "y": [5]}),
        ("AB ab", {"ab a": [0], "ab": [3]}),
    ],
)
def test_where_words_signs_and_digits_begin(text: str, places: dict[str, list[int]]) -> None:
    assert Beginnings(text).places == places


def test_an_expression_for_lower_case_reads_turkish_letters_as_an_i() -> None:
    pattern = Pattern("city", Kind.PLACE, caseless(r"(?<!\w)is[a-z]{3}bul", "is"), "")
    assert [(span.start, span.end) for span in pattern("in İstanbul, ıstanbul, ISTANBUL")] == [
        (3, 11),
        (13, 21),
        (23, 31),
    ]


def test_what_begins_inside_a_word_is_looked_for_everywhere() -> None:
    pattern = Pattern("inside", Kind.ID, exact("[0-9]x"), "")
    assert len(list(Patterns([pattern])(Beginnings("a1x2x b3x")))) == 3


@pytest.mark.parametrize("piece", ["geb ", "am 1 ", "0", "12.3.", "+0 ", "tel: ", "am an der ", "a1", "-", "("])
def test_the_time_grows_with_the_text(piece: str) -> None:
    """Ten times the text takes about ten times as long, whatever stands in it."""
    took = []
    for size in (10_000, 100_000):
        text = piece * (size // len(piece))
        begun = time.process_time()
        list(TOGETHER(Beginnings(text)))
        took.append(time.process_time() - begun)
    assert took[1] < 40 * took[0] + 0.2
