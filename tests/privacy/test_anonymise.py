"""What the anonymiser promises: placeholders, one number per person, nothing changes the second time."""

from __future__ import annotations

from mailbot.privacy.anonymise import WITHHELD, anonymise
from mailbot.privacy.people import Known, People

NOBODY = Known()


def shown(text: str, known: Known = NOBODY) -> str:
    return str(anonymise("", text, known).text)


def test_names_addresses_and_numbers_become_placeholders() -> None:
    text = "Ich bin Tilo Quandtmeier, Lärchenstieg 14, Kundennummer 317B204418, Tel. 0170 / 555 01 22."
    assert shown(text) == "Ich bin [Person 1], [Anschrift], Kundennummer [Kundennummer], Tel. [Telefon]."


def test_a_person_keeps_its_number_through_subject_text_and_later_mails() -> None:
    first = anonymise("Beschwerde Frau Wattenscheidt", "Herr Obermoser und Frau Wattenscheidt waren da.", NOBODY)
    assert str(first.subject) == "Beschwerde Frau [Person 1]"
    assert str(first.text) == "Herr [Person 2] und Frau [Person 1] waren da."
    later = anonymise("", "Frau Obermosers Kollegin und Herr Obermoser", NOBODY, first.people)
    assert "Herr [Person 2]" in str(later.text)


def test_anonymising_twice_changes_nothing() -> None:
    once = anonymise(
        "Herr Plöger", "Sehr geehrter Herr Plöger, meine Tochter Ylva (geb. 3.4.2017) wohnt Am Anger 3.", NOBODY
    )
    twice = anonymise(str(once.subject), str(once.text), NOBODY, People())
    assert (twice.subject, twice.text) == (once.subject, once.text)


def test_another_language_is_withheld() -> None:
    found = anonymise("Hello", "Dear Sir or Madam, my name is John Miller.", NOBODY, language="en")
    assert found.withheld
    assert str(found.text) == WITHHELD
