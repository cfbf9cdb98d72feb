"""Whatever text comes, the anonymiser ends soon, does not raise, and changes nothing the second time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known

UNITS = (
    "a",
    "Aa ",
    "1 ",
    "a.",
    "@",
    "null ",
    "(",
    "\n",
    "a_",
    "12.",
    "x@x.",
    "straße ",
    "geb am ",
    "Müller, ",
    "A. ",
    "ä",
    "xqzw ",
    "Frau ",
)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    begun = time.process_time()
    anonymise("", unit * (4000 // len(unit)), Known(names=("Müller",), addresses=("x@x.de",)))
    assert time.process_time() - begun < 2


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_it_never_raises(text: str) -> None:
    anonymise(text[:40], text, Known())
