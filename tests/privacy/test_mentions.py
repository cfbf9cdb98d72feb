"""An identifier is found in whatever form a reader would recognise, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.privacy.mentions import Page, could_stand, form_of, mentions
from mailbot.privacy.people import Known
from mailbot.privacy.sought import known_identifiers, sought, to_remember
from mailbot.privacy.spoken import in_digits


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


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        # endings
        ("Quandtmeier", "die Quandtmeiers"),
        ("Ihlitz", "Ihlitzens Garten"),
        ("Quandtmeier", "der Quandtmeiersche Antrag"),
        # compounds
        ("Quandtmeier", "die Quandtmeierakte"),
        ("Müller", "die Müllerakte"),
        # one typing error
        ("Quandtmeier", "Frau Quandmeier"),
        ("Quandtmeier", "Frau Quantdmeier"),
        ("Öztürk", "Herr Öztrük"),
        ("Großkreutz", "Herr Grßokreutz"),
        # initials
        ("Tilo Quandtmeier", "gez. T. Q."),
        ("Tilo Quandtmeier", "gez. T.Q."),
        # letters apart
        ("Öztürk", "Ö z t ü r k"),
        ("Öztürk", "ö_z_t_ü_r_k"),
        ("Ute", "U t e"),
        # phones, dates, addresses
        ("0170/5550122", "+49 (0) 170 5550122"),
        ("+49 170 5550122", "0049170-5550122"),
        ("0170/5550122", "null eins sieben null fünf fünf fünf null eins zweiundzwanzig"),
        ("0170/5550122", "٠١٧٠ ٥٥٥٠١٢٢"),
        ("03.05.1981", "3. Mai 1981"),
        ("3. Mai 1981", "1981-05-03"),
        ("03.05.81", "3.5.1981"),
        ("t.quandtmeier@web.de", "t punkt quandtmeier ät web punkt de"),
    ],
)
def test_found_in_another_form(identifier: str, text: str) -> None:
    assert [m.identifier for m in mentions(text, [identifier])] == [identifier]


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("Koch", "Ich koche, du kochst, die Köchin"),
        ("Wei", "ein Glas Wein"),
        ("De", "des Amtes"),
        ("Elektro", "zwei Elektrohelfer"),
        ("Becker", "der Bäcker"),
        ("Lehmann", "die Lehmwand"),
        ("Zoe Becker", "z. B. die Miete, Z. B. wie hier"),
        ("Quandtmeier", "Quandtm"),
        ("Kranz", "Kram"),
        ("0170 5550122", "05550122"),
        ("03.05.1981", "03.06.1981"),
        ("03.05.1981", "13.05.1981"),
    ],
)
def test_what_is_only_like_it_is_not_found(identifier: str, text: str) -> None:
    assert mentions(text, [identifier]) == ()


@pytest.mark.parametrize(
    ("identifier", "parts"),
    [
        ("Rosalinde Quandtmeier", ("Rosalinde Quandtmeier", "Rosalinde", "Quandtmeier")),
        ("28", ()),
        ("a", ()),
        ("Jobcenter", ("Jobcenter",)),
        ("r.quandtmeier@web.de", ("r.quandtmeier@web.de",)),
    ],
)
def test_the_telling_parts_of_an_identifier_are_sought_too(identifier: str, parts: tuple[str, ...]) -> None:
    assert sought([identifier]) == parts


def test_a_name_that_is_a_word_is_sought_where_it_can_only_be_a_name() -> None:
    assert "Gabi" in sought(["Gabi Sommer"])
    assert "Sommer" not in sought(["Gabi Sommer"])
    assert {"Frau Sommer", "G. Sommer"} <= set(sought(["Gabi Sommer"]))
    assert {"Frau An", "Familie An"} <= set(sought(["An"]))
    assert "An" not in sought(["An"])


@pytest.mark.parametrize("word", ["Beschwerde", "Erledigt", "berechtigt", "Bürgergeld", "Antrag", "ZWISCHENNACHRICHT"])
def test_a_word_that_nobody_is_called_is_remembered_only_behind_herr_and_frau(word: str) -> None:
    assert word not in to_remember([word])
    assert f"Frau {word}" in to_remember([word])


@pytest.mark.parametrize("name", ["Koch", "Lange", "Richter", "Schulz", "Petra", "Grebenstein", "Hausbichler", "Meise"])
def test_a_name_is_remembered_by_itself_whatever_else_it_means(name: str) -> None:
    assert to_remember([name, f"{name} 4"]) == (name, f"{name} 4")


def test_what_is_known_beforehand_becomes_identifiers() -> None:
    known = Known(("Gabi", "Sommer"), ("g@web.de",), ("731D123456",), ("Hinter dem Hof 3, 38999 Ohlen\nHaus",))
    found = set(known_identifiers(known))
    assert {"Gabi", "Frau Sommer", "g@web.de", "731D123456", "Hinter dem Hof 3", "38999 Ohlen"} <= found
    assert not {"Sommer", "Haus"} & found


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("null eins sieben", "017"),
        ("fuenfundfuenfzig null doppelnull", "55000"),
        ("05331 neun acht", "0533198"),
        ("ein zwei", ""),
        ("1 2 3", ""),
    ],
)
def test_numbers_in_words_become_digits(words: str, digits: str) -> None:
    assert in_digits(words) == digits


WORDS = st.sampled_from(
    ["Müller", "Mueller", "MULLER", "M ü l l e r", "Öztürk", "Ozturk", "O'Hara", "o hara", "Nguyễn", "nguyen", "Straße",
     "strasse", "731D123456", "731 d 123.456", "Anna-Lena", "anna lena", "ﬁscher", "Fischer", "Łukasz", "lukasz", "-",
     "│"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=6), WORDS, st.sampled_from([" ", "\n│ ", "-", ", ", ""]))
def test_looking_only_where_the_letters_stand_in_a_row_misses_nothing(
    text: list[str], identifier: str, between: str
) -> None:
    page, form = Page.of(between.join(text)), form_of(identifier)
    if form is not None and (form.search(page.folded) or form.search(page.bare)):
        assert could_stand(identifier, page.squeezed)
