"""Surnames are read as nothing: no pattern is found in them."""

from __future__ import annotations

import pytest
from sample_judging import judge_text

from mailbot.rules.surnames import UNREAD, without_surnames
from mailbot.rules.words import read


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Frau Süß hat das vermerkt.", ["suess"]),
        ("bei Herrn Sorge und Fr. Nacht war niemand", ["sorge", "nacht"]),
        ("Frau Mitarbeiterin, Herr Bundesminister, Frau Teamleiterin", []),
        ("meine frau freut sich", []),
        ("Ich habe große Sorge.", []),
    ],
)
def test_the_word_after_a_title_is_not_read(text: str, unread: list[str]) -> None:
    before = read("", text)
    after = without_surnames(before, "")
    assert [old for old, new in zip(before.words, after.words, strict=True) if new == UNREAD] == unread
    assert after.shown == before.shown


def test_the_writers_name_is_not_read_where_it_signs() -> None:
    text = "Mein Freund Ernst bat mich. " + "Das Formular ist lang. " * 6 + "Gruß\nSieglinde Ernst"
    reading = without_surnames(read("", text), "Sieglinde Ernst")
    assert reading.words.count(UNREAD) == 2
    assert reading.words[2] == "ernst"


def test_a_name_is_no_evidence() -> None:
    verdict = judge_text("Umzug", "Guten Tag, Frau Beleidigung hat mir die Zusicherung geschickt, wie geht es weiter?")
    assert all("Beleidigung" not in evidence.text for evidence in verdict.evidence)
