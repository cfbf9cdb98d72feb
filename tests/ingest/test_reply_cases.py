"""Whole replies as people's programs send them, each with what of it is the reply; `make bench` shows peers on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailbot.ingest.reply import newest_text

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parents[1] / "data" / "reply_cases.json").read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("name", CASES)
def test_the_reply_is_told_from_what_it_quotes(name: str) -> None:
    case = CASES[name]
    assert newest_text(case["email_text"]).newest.split() == case["expected_reply"].split()
