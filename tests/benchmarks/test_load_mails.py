"""The mails that speed is measured with."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench import load_mails
from mailbot.ingest.parse import parse


def test_the_same_seed_gives_the_same_mails() -> None:
    assert list(load_mails.mails(20, 7)) == list(load_mails.mails(20, 7)) != list(load_mails.mails(20, 8))


def test_they_are_of_about_4_kb_and_whole() -> None:
    sizes = []
    for raw in load_mails.mails(60, 7):
        message = parse(raw)
        assert not message.defects
        assert message.text.endswith(message.sender.name)
        sizes.append(len(raw) - 140_000 * len(message.attachments))
    assert 3_500 < sorted(sizes)[30] < 5_000
