"""Texts by many hands that were written to defeat an anonymiser: no marked identifier may be left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known

MARK = re.compile(r"\{\{([A-Z]+)\|(.*?)\}\}", re.DOTALL)
TEXTS = (Path(__file__).parent / "hard_texts.txt").read_text(encoding="utf-8").split("\n---\n")[1:]


def left_over(original: str, sent: str, harmless: str) -> bool:
    form = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, original.casefold().split())) + r"(?!\w)")
    return len(form.findall(sent.casefold())) > len(form.findall(harmless.casefold()))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_nothing_marked_is_left_and_what_a_clerk_needs_is(text: str) -> None:
    marked, _, keep = text.partition("\n==keep: ")
    found = anonymise("", MARK.sub(r"\2", marked), Known())
    sent, harmless = str(found.text), MARK.sub(" ", marked)
    left = [original for _, original in MARK.findall(marked) if left_over(original, sent, harmless)]
    lost = [phrase for phrase in keep.strip().split("; ") if phrase not in sent]
    assert (left, lost, found.withheld) == ([], [], False), sent
