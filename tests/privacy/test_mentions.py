"""An identifier is found in whatever form a reader would recognise, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.privacy.mentions import mentions


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("Müller", "Frau MUELLER war da"),
        ("Müller", "Frau Muller war da"),
        ("Mueller", "Herr Müllers Akte"),
        ("Al-Hariri", "al hariri"),
        ("Grażyna Wiśniewska", "grazyna wisniewska"),
        ("Koch", "K o c h"),
        ("317B204418", "317 B 204-418"),
        ("0170/5550122", "0170 555 01 22"),
        ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
        ("Straße 5", "STRASSE 5"),
        ("Quandtmeier", "Quandt\u00admeier"),
        ("Quandtmeier", "die Quandtmeier-Akte"),
    ],
)
def test_found(identifier: str, text: str) -> None:
    assert [m.identifier for m in mentions(text, [identifier])] == [identifier]


@pytest.mark.parametrize(
    ("identifier", "text"),
    [("Koch", "Kochtopf"), ("Ute", "Leute"), ("317B204418", "1317B2044189"), ("", "nichts"), ("K", "K und so")],
)
def test_not_found(identifier: str, text: str) -> None:
    assert mentions(text, [identifier]) == ()


@given(st.text(max_size=60), st.text(max_size=20))
def test_never_raises(text: str, identifier: str) -> None:
    mentions(text, [identifier])


@given(
    st.sampled_from(["Müller", "Łukasz", "O'Brien", "von der Aue", "Çelik-Groß"]),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_case_never_hides_a_name(name: str, change: object) -> None:
    assert callable(change)
    assert mentions(f"x {change(name)} y", [name])
