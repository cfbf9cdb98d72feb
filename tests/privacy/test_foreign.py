"""Mails in other languages: names go wherever they stand, what cannot be told from a name keeps the text here."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mailbot.ingest.parse import parse
from mailbot.privacy.anonymise import Anonymised, anonymise
from mailbot.privacy.known import known_from
from mailbot.privacy.people import Known
from mailbot.privacy.tongues import tongue

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
ROOT = Path(__file__).parents[2]
FRAME = (
    "Dear Sir or Madam, I am writing to you because I have been waiting for six weeks and nobody has answered. {} "
    "Please tell me what I can do about it, because I do not know any more.\n\nKind regards,\nTilda Quandtmeier"
)


def english(sentence: str) -> Anonymised:
    return anonymise("Complaint", FRAME.format(sentence), Known(), language="en")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Mrs Stone shouted at me.", "Stone"),
        ("Last week I spoke to Hope about it.", "Hope"),
        ("April said that my papers are lost.", "April"),
        ("My name is Will Brown.", "Brown"),
        ("The letter came from Kesselring.", "Kesselring"),
        ("Oluwaseun's form was returned.", "Oluwaseun"),
        ("I live at 14 Lark Rise Street.", "Lark"),
        ("My daughter was born on 3 May 2019.", "2019"),
        ("Call me on oh one five one four four eight.", "one five one"),
    ],
)
def test_what_identifies_goes(sentence: str, name: str) -> None:
    found = english(sentence)
    assert not found.withheld
    assert name not in str(found.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday 11 May I waited 47 minutes in the queue.",
        "My Weiterbewilligungsantrag and the Bescheid were lost.",
        "Thank you for the English form, the rent is 430 Euro.",
        "Everybody at the reception desk was polite.",
    ],
)
def test_what_identifies_nobody_stays(sentence: str) -> None:
    assert sentence in str(english(sentence).text)


@pytest.mark.parametrize(
    ("language", "text", "sent"),
    [
        (
            "en",
            """good morning, my name is grace okafor. mrs stone shouted at my son emeka in front of everybody.
grace is still waiting for the money, and young's papers were lost.

regards
grace okafor""",
            """good morning, my name is [Person 1]. mrs [Person 2] shouted at my son [Person 3] in front of everybody.
[Person 1] is still waiting for the money, and [Wort] papers were lost.

regards
[Person 1]""",
        ),
        (
            "fr",
            """bonjour, je voudrais savoir quel formulaire il faut, ma fille désiré est née ici.
madame kessler a crié devant tout le monde. merci beaucoup, fatou ndour""",
            """bonjour, je voudrais savoir quel formulaire il faut, ma fille [Person 1] est née ici.
madame [Person 2] a crié devant tout le monde. merci beaucoup, [Person 3]""",
        ),
        (
            "uk",
            "добрий день, я, леся підгайна, досі не отримала виплату за лютий. пан гершель кричав на мене.",
            "добрий день, я, [Person 1], досі не отримала виплату за лютий. пан [Person 2] кричав на мене.",
        ),
    ],
)
def test_a_text_without_capitals_is_sent_without_what_may_be_a_name(language: str, text: str, sent: str) -> None:
    found = anonymise("", text, Known(), language=language)
    assert (str(found.text), found.withheld) == (sent, False)


def test_vietnamese_without_capitals_is_withheld_since_its_names_are_words() -> None:
    text = "kính gửi quý cơ quan, tôi tên là minh hoa, tôi không nhận được tiền nhà từ tháng ba và con tôi bị ốm."
    assert anonymise("", text, Known(), language="vi").withheld


@pytest.mark.parametrize(
    "text",
    [
        FRAME.format("").upper(),
        FRAME.format("Write to tilda dot q at gmail."),
        FRAME.format(
            "Zxcvq qwrtz plomk vbnqw hjklq trewq zuiop asdfq yxcvq mnbvq lkjhq poiuq zrtwq fghjq wertq sdfgq."
        ),
        "Hello there",
        "السادة المحترمون، أكتب إليكم لأن أوراقي ضاعت عندكم للمرة الثالثة ولم يتكلم معي أحد في الاستقبال",
    ],
)
def test_what_cannot_be_told_from_a_name_is_withheld(text: str) -> None:
    assert anonymise("", text, Known(), language="en").withheld


@pytest.mark.parametrize("code", ["am", "ti", "zh", "xx", ""])
def test_nothing_is_known_of_other_languages(code: str) -> None:
    assert tongue(code) is None


def labelled() -> list[tuple[str, str, list[str]]]:
    """File, language, identifiers of the mails of the dev corpora that are in a language that is known."""
    rows = [
        (str(path.parent / label["file"]), label["language"], [one["text"] for one in label["identifiers"]])
        for path in (CORPUS / "a" / "labels.jsonl", CORPUS / "b" / "labels.jsonl")
        for label in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if label["disposition"] == "case"
    ]
    return [row for row in rows if tongue(row[1])]


@pytest.mark.parametrize(("file", "language", "identifiers"), labelled())
@pytest.mark.parametrize("sender_known", ["known", "unknown"])
def test_no_identifier_of_the_corpora_is_left(
    file: str, language: str, identifiers: list[str], sender_known: str
) -> None:
    message = parse(Path(file).read_bytes())
    known = known_from(message, None, ()) if sender_known == "known" else Known()
    found = anonymise(message.subject, message.text, known, language=language)
    sent = f"{found.subject}\n{found.text}".casefold()
    assert [one for one in identifiers if one.casefold() in sent and len(one) > 2] == []


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return importlib.import_module("bench.privacy_foreign")


@pytest.mark.parametrize(
    "language", ["en", "tr", "pl", "ro", "uk", "ru", "vi", "fr", "es", "it", "bg", "hr", "ar", "fa"]
)
def test_no_identifier_of_invented_mails_is_left(bench: ModuleType, language: str) -> None:
    table = bench.run(60, 2, language)
    assert (table.leaked["leak"], table.examples) == (0, table.examples)


def test_anonymising_twice_changes_nothing_in_another_language() -> None:
    once = english("Mrs Stone and Oluwaseun Balogun live at Lindenweg 4, tel. 0170 555 01 22.")
    twice = anonymise(str(once.subject), str(once.text), Known(), language="en")
    assert (twice.subject, twice.text) == (once.subject, once.text)
