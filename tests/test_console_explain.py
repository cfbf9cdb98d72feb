"""`inspect --explain` tells the operator what is replaced, by whom, why, and what doubt keeps back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mailbot.console_explain import marked_text
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.grounds import grounds_of
from mailbot.privacy.people import Known

MAIL = """\
From: Rosalinde Grebenstein <r.grebenstein@web.example>
To: Jobcenter-Wolfenbuettel.Kundenreaktionsmanagement@jobcenter-ge.example
Subject: Beschwerde =?utf-8?q?=1B?=[31m
Date: Thu, 12 Mar 2026 14:05:00 +0100
Content-Type: text/plain; charset=utf-8

Sehr geehrte Damen und Herren,

ich warte seit Wochen auf mein Geld und niemand ruft mich zurück. Bitte melden Sie sich
unter 0170 1234567, damit ich weiß, wann die Miete überwiesen wird.

Mit freundlichen Grüßen
Rosalinde Grebenstein
"""
VIETNAMESE_WITHOUT_CAPITALS = (
    "xin chào tôi là hoa tiền của tôi chưa đến xin vui lòng giúp tôi tôi không trả được tiền nhà"
)


@pytest.fixture
def explained(tmp_path: Path) -> str:
    """What the command prints where it is no terminal."""
    file = tmp_path / "a.eml"
    file.write_text(MAIL, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mailbot", "inspect", "--explain", str(file)],
        capture_output=True,
        text=True,
        check=True,
        env={"COLUMNS": "160", "PATH": "", "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
    )
    assert done.stderr == ""
    return done.stdout


def test_each_redaction_stands_in_the_text_and_in_the_table(explained: str) -> None:
    assert "Rosalinde Grebenstein]]" in explained
    assert "0170 1234567]]" in explained
    assert "phone_after_word" in explained
    assert "after the word for a phone" in explained
    assert "[Telefon]" in explained


def test_verdict_doubt_and_what_would_be_sent_are_told(explained: str) -> None:
    assert "complaint" in explained
    assert "Doubt 0." in explained
    assert "withheld above 0.20: the text may leave" in explained
    assert "stand in no lexicon" in explained
    assert "| [Person 1]" in explained
    assert "The gate finds none of" in explained


def test_without_a_terminal_there_are_no_colours_and_nothing_acts_on_one(explained: str) -> None:
    assert "\x1b" not in explained


def test_marks_say_by_colour_and_number_what_the_brackets_say() -> None:
    found = anonymise("Beschwerde", "Frau Grebenstein hat 0170 1234567.", Known())
    assert marked_text(found, coloured=False).plain == "Beschwerde\nFrau [[1 Grebenstein]] hat [[2 0170 1234567]]."
    coloured = marked_text(found, coloured=True)
    assert coloured.plain == "Beschwerde\nFrau Grebenstein[1] hat 0170 1234567[2]."
    assert len({str(span.style) for span in coloured.spans}) == 3


@pytest.mark.parametrize(
    ("text", "language", "ground"),
    [
        ("Guten Tag, mein Geld ist nicht da.", "de", "German function words"),
        (VIETNAMESE_WITHOUT_CAPITALS, "vi", "no capitals"),
        ("ሰላም ገንዘበይ ኣይመጸን", "ti", "always withheld"),
    ],
)
def test_the_grounds_of_doubt_name_no_word_of_the_text(text: str, language: str, ground: str) -> None:
    grounds = grounds_of(anonymise("", text, Known(), language=language), language)
    assert any(ground in one for one in grounds)
    assert not {word for word in text.split() if len(word) > 4} & set(" ".join(grounds).split())
