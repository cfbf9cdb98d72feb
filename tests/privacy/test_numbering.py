"""One number per person: whatever form the name takes, wherever it stands, in whichever mail of the case."""

from __future__ import annotations

import re

import pytest

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known, People

NOBODY = Known()
FIRST = anonymise(
    "Beschwerde Friederike Brünjes",
    "Mein Name ist Friederike Brünjes. Mein Sachbearbeiter ist Herr Kolbatz.",
    NOBODY,
)


def numbers(text: str, people: People) -> list[int]:
    """The numbers of the persons in a later mail of the case, in order."""
    found = anonymise("", text, NOBODY, people)
    return [int(number) for number in re.findall(r"\[Person (\d+)\]", str(found.text))]


@pytest.mark.parametrize(
    "text",
    [
        "Friederikes Akte fehlt.",  # genitive of the given name
        "Brünjes' Akte fehlt.",
        "Frau Brünjes ist da.",  # Frau + surname
        "hier ist friederike brünjes",  # without capitals
        "HIER SPRICHT FRIEDERIKE BRÜNJES",
        "gez. F. Brünjes",  # initial
        "gez. F. B. Brünjes",
        "Brünjes, Friederike",
        "Gruß\nFriederike",  # given name alone
        "Mein Name ist Friederike Bruenjes.",  # umlaut in two letters
        "Mein Name ist Friederike Brunjes.",  # without dots
        "Mein Name ist Freiderike Brünjes.",  # a slip
        "> Sehr geehrte Frau Brünjes,",  # quoted
        "Die Brünjes-Akte liegt da.",
    ],
)
def test_the_writer_keeps_the_number(text: str) -> None:
    assert numbers(text, FIRST.people) == [1]


@pytest.mark.parametrize("text", ["Herr Kolbatz war da.", "Herrn Kolbatz' Kollegin", "der kolbatz hat angerufen"])
def test_the_clerk_keeps_another(text: str) -> None:
    assert numbers(text, FIRST.people) == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Herr Schmidt und Herr Schmitt streiten.", [3, 4]),  # two known names, one letter apart
        ("Frau Anna Kolbe und Frau Anne Kolbe", [3, 4]),
        ("Herr Amsel und Frau Meise", [3, 4]),
    ],
)
def test_two_people_are_two(text: str, expected: list[int]) -> None:
    assert numbers(text, FIRST.people) == expected


def test_both_fields_of_a_form_are_one_person() -> None:
    form = "Name: Ingwersen\nVorname: Beeke\n\nFrau Ingwersen und Beeke"
    assert set(numbers(form, People())) == {1}


def test_street_postcode_and_place_are_one_address() -> None:
    text = "Ich wohne Alter Weg 13, 38302 Wolfenbüttel."
    assert str(anonymise("", text, NOBODY).text) == "Ich wohne [Anschrift] Wolfenbüttel."
