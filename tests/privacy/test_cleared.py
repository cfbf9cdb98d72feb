"""Cleared text is made in privacy/ alone, from values that can carry no personal data."""

from __future__ import annotations

import ast
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.errors import PermanentError
from mailbot.ingest.parse import parse
from mailbot.privacy import cleared
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.cleared import NOTHING, Cleared, PublicText
from mailbot.privacy.known import known_from
from mailbot.privacy.restore import restore
from mailbot.privacy.telling import telling
from mailbot.vocabulary import Kind, Route

CORPUS = Path(__file__).parent.parent / "data" / "corpus"
PACKAGE = Path(__file__).parent.parent.parent / "mailbot"
AT = datetime(2026, 3, 12, 14, 5, tzinfo=ZoneInfo("Europe/Berlin"))


def test_nobody_else_can_make_it() -> None:
    with pytest.raises(TypeError):
        Cleared("Rosalinde Grebenstein", key=object())


def test_it_never_changes() -> None:
    text = cleared.count(3)
    with pytest.raises(AttributeError):
        text._text = "Rosalinde Grebenstein"
    with pytest.raises(AttributeError):
        del text._text


def test_only_privacy_names_the_key_or_the_maker() -> None:
    """A module of another room that imports `_clear` or `_KEY` would make the type worthless."""
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name == "privacy":
            continue
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module == "mailbot.privacy.cleared"
            for alias in node.names
        }
        assert not {name for name in names if name.startswith("_")}, path


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (cleared.count(12), "12"),
        (cleared.day(date(2026, 3, 2)), "02.03.2026"),
        (cleared.moment(AT), "12.03.2026, 14:05 Uhr"),
        (cleared.file_number("KRM-2026-000123"), "KRM-2026-000123"),
        (cleared.token("abcdefghijklmn"), "abcdefghijklmn"),
        (cleared.term(Kind.COMPLAINT), "complaint"),
        (cleared.term(Route.MANAGEMENT), "management"),
        (cleared.public(PublicText("Jobcenter")), "Jobcenter"),
        (cleared.named("vermittlung-u25"), "vermittlung-u25"),
        (cleared.language("uk"), "uk"),
        (cleared.folder("leistung", "KRM-2026-000123"), "leistung/KRM-2026-000123"),
        (cleared.chosen("berechtigt", ("berechtigt", "unberechtigt")), "berechtigt"),
        (cleared.chosen("Frau Grebenstein lügt", ("berechtigt",)), ""),
        (cleared.chain_head("0f" * 32), "0f" * 32),
    ],
)
def test_what_the_makers_make(made: Cleared, text: str) -> None:
    assert str(made) == text


def test_a_tag_holds_number_and_token_or_the_token_alone() -> None:
    token = cleared.token("abcdefghijklmn")
    assert str(cleared.subject_tag(cleared.file_number("KRM-2026-000123"), token)) == "[KRM-2026-000123 abcdefghijklmn]"
    assert str(cleared.subject_tag(NOTHING, token)) == "[abcdefghijklmn]"


NAMES = st.sampled_from(
    ["Grebenstein", "Müller-Lüdenscheidt", "r@web.example", "0170 1234567", "KRM-2026-000123 Meier", ""]
)


STRANGE = st.text(max_size=20).filter(lambda text: not text.isascii() or " " in text or "\n" in text)


@given(NAMES | STRANGE.map(lambda text: f"Grebenstein{text}Grebenstein"))
def test_no_maker_of_a_form_takes_a_name(text: str) -> None:
    for make in (cleared.file_number, cleared.token, cleared.named, cleared.chain_head):
        if make is cleared.chain_head and not text:
            continue
        with pytest.raises(PermanentError) as caught:
            make(text)
        assert not text.strip() or text not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Mein Geld ist nicht da.",
        "[Person 1] hat am 12.03.2026 bei [Arbeitgeber] angefangen, Zimmer 1.104, 1.234,56 Euro, [Telefon]",
        "",
        "Geboren am [Geburtsdatum], IBAN [IBAN], § 44 SGB X, Bescheid vom 03.02.2026",
    ],
)
def test_anonymous_text_comes_back(text: str) -> None:
    assert str(restore(text, ("Grebenstein",))) == text


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.eml")), ids=lambda path: path.stem)
def test_what_the_anonymiser_made_comes_back(path: Path) -> None:
    """Else a mail that may be forwarded would end in quarantine."""
    message = parse(path.read_bytes())
    made = anonymise(message.subject, message.text, known_from(message, None, ()))
    assert restore(str(made.subject), ()) == made.subject
    assert restore(str(made.text), ()) == made.text


@pytest.mark.parametrize(
    ("name", "tells"),
    [
        ("Rosalinde Grebenstein", True),
        ("Öztürk", True),
        ("Nguyễn Thị Hoa", True),
        ("K. Müller", True),
        ("xX_grbnstn_Xx", True),
        ("Beschwerde", False),
        ("Ein Aufstocker", False),
        ("Regionaldirektion Niedersachsen-Bremen", False),
        ("Sie", False),
        ("Montag", False),
        ("", False),
    ],
)
def test_which_display_names_tell_who_somebody_is(name: str, tells: bool) -> None:
    assert telling(name) == ((name,) if tells else ())


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Rosalinde GREBENSTEIN",
        "Mail an r.g@web.example",
        "Anruf unter 0170 1234567",
        "DE02 1203 0000 0000 2020 51",
        "731D123456",
        "geb. 03.05.1981",
    ],
)
def test_a_stored_text_that_was_tampered_with_does_not_come_back(text: str) -> None:
    with pytest.raises(PermanentError) as caught:
        restore(text, ("Grebenstein",))
    assert text not in str(caught.value)
