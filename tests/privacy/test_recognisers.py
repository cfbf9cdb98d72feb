"""Recognisers by pattern: what each must find, and near misses that it must leave."""

from __future__ import annotations

import pytest

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known
from mailbot.privacy.spans import Kind


def found(text: str) -> dict[str, str]:
    """Original -> kind of every finding."""
    result = anonymise("", text, Known())
    return {result.tidied[span.start : span.end].strip(): span.kind.value for span in result.spans}


HITS = {
    Kind.CUSTNO: (
        "317B204418",
        "317 B 204 418",
        "317-b-204418",
        "317B 204 418",
        "31704//0012345",
        "31704/0012345",
        "317 04 // 0012345",
        "31704BG0012345",
        "31704 BG 0012345",
        "31704--0012345",
    ),
    Kind.IBAN: (
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "de89 3704 0044 0532 0130 00",
        "DE89-3704-0044-0532-0130-00",
        "DE89 3704 0044\n0532 0130 00",
    ),
    Kind.PHONE: (
        "0170/5550122",
        "0170 - 555 01 22",
        "(05331) 9 04 11",
        "+49 (0)5331 90411",
        "0049 5331 90411",
        "0170.555.0122",
        "0 53 31 / 9 04 11",
        "null eins sieben null fünf fünf fünf null eins zwei",
        "null-fünf-drei-drei-eins neun null vier",
        "0 1 7 0 5 5 5 0 1 2 2",
    ),
    Kind.EMAIL: (
        "a.b@example.org",
        "ute_k@web.de",
        "ute punkt k ät web punkt de",
        "ute.k (at) web (punkt) de",
        "ute [at] gmx [dot] net",
        "ute at gmx de",
    ),
    Kind.URL: ("www.kanzlei-muster.de", "https://kanzlei-muster.example/seite?x=1", "kanzlei-muster.de"),
    Kind.USER: ("@die.echte.ute", "ute_k_1980"),
    Kind.ID: (
        "S 44 AS 1290/25",
        "L 7 AS 12/26 B ER",
        "12 F 2207/25",
        "Pet 4-21-11-81503-008812",
        "29 140577 E 023",
        "Q337018246",
        "HH-AB 1234",
        "L01X00T47",
    ),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in HITS.items() for text in texts])
def test_found_in_the_middle_of_a_sentence(kind: Kind, text: str) -> None:
    kinds = found(f"Das hier ist {text} und weiter.")
    assert kind.value in kinds.values(), kinds


@pytest.mark.parametrize(
    "text",
    [
        "geboren am 3.4.1970",
        "geb. 03.04.70",
        "*3.4.70",
        "Geburtsdatum: 1970-04-03",
        "geb. am 3. April 1970",
        "geboren am dritten April neunzehnhundertsiebzig",
        "am 3. April werde ich achtzehn",
        "am dritten vierten achtundsechzig geboren",
        "mein Geburtstag ist der 3. April",
        "am 3. April kam unser Baby zur Welt",
    ],
)
def test_birth_dates_in_every_notation(text: str) -> None:
    assert "BIRTH" in found(f"Ich schreibe Ihnen: {text}, das wissen Sie.").values()


@pytest.mark.parametrize(
    "text",
    [
        "Bahnhofstraße 7",
        "Bahnhofstr. 7a",
        "Am Anger 12",
        "An der Teichmühle 4",
        "Kleine Gasse 3 b",
        "Lange Str. 11-13",
        "Dr.-Hans-Muster-Weg 5",
        "Unter den Linden 1",
    ],
)
def test_streets(text: str) -> None:
    assert found(f"Wir wohnen {text}, gleich am Park.").get(text) == "STREET"


@pytest.mark.parametrize("line", ["Vorwerk 11 a", "Rhene 14", "Hinterdorf 3"])
def test_a_line_with_a_name_and_a_number_is_a_street(line: str) -> None:
    assert found(f"Gruß\nTilo Quandtmeier\n{line}\n38315 Hornburg").get(line) == "STREET"


LEFT = (
    "Der Bescheid vom 12.03.2026 ist falsch.",
    "Die Miete beträgt 1.946,20 Euro im Monat.",
    "Ich war um 10:15 Uhr in Zimmer 214.",
    "Nach § 22 Abs. 1 SGB II steht mir das zu.",
    "Das Stellenangebot 10000-1203344556-S passt nicht.",
    "Das Ticket 0026-318447 ist offen.",
    "Am Montag 12 Uhr ist der Termin.",
    "Im Januar 2026 kam nichts.",
    "Am Schalter 3 saß niemand.",
    "Der Kurs kostet 15000 Euro.",
    "Seit 2024/2025 warte ich.",
    "Vom 01.02. bis 28.02.2026 war ich krank.",
    "Ich bin 58 Jahre alt und habe 31 Jahre gearbeitet.",
    "Das ist die Akte KRM-2026-000123.",
    "Die Wohnung hat 64 Quadratmeter und 3 Zimmer.",
    "Er ist Jahrgang 1961.",
    "In Teil 2 und 3 der Anlage steht es.",
    "Der Aufzug ist seit 3 Wochen kaputt.",
    "Bitte antworten Sie in 14 Tagen.",
    "Aus diesem Grund war der Winter hart und im Sommer auch.",
    "Am Freitag kam der Brief.",
    "Das hat der Koch in der Kantine gesehen.",
    "Die Sachbearbeiterin war nett.",
    "Meine Mutter ist krank, mein Vater auch.",
    "Ich wohne mit zwei Kindern.",
    "Das Jobcenter Wolfenbüttel antwortet nicht.",
    "Auf jobcenter.digital geht nichts.",
    "Liebe Kolleginnen und Kollegen,",
    "Mit freundlichen Grüßen",
    "Ich heiße das nicht gut.",
    "So wird man von Pontius zu Pilatus geschickt.",
    "Er schiebt mir den Schwarzen Peter zu.",
    "Frau und Kinder sind versorgt.",
    "Herr der Lage ist hier keiner.",
    "ich weis nich was ich noch machen soll",
)


@pytest.mark.parametrize("text", LEFT)
def test_what_identifies_nobody_is_left_as_it_is(text: str) -> None:
    assert str(anonymise("", text, Known()).text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frau Grund hat aus gutem Grund gehandelt.", "Frau [Person 1] hat aus gutem Grund gehandelt."),
        ("Herr Winter war im Winter krank.", "Herr [Person 1] war im Winter krank."),
        ("Der Bescheid kam von Frau Freitag am Freitag.", "Der Bescheid kam von Frau [Person 1] am Freitag."),
        ("Die Kochs und Frau Koch.", "Die [Person 1] und Frau [Person 1]."),
        (
            "Herrn Quandtmeiers Akte, die Quandtmeier-Akte, QUANDTMEIER",
            "Herrn [Person 1] Akte, die [Person 1]-Akte, [Person 1]",
        ),
        ("Sehr geehrte Frau Dr. von der Aue-Lührs,", "Sehr geehrte Frau Dr. [Person 1],"),
        ("Mein Sohn Jorin (7) und meine Tochter Swea.", "Mein Sohn [Person 1] (7) und meine Tochter [Person 2]."),
        ("gez. Ihlenburg i.A. Quast", "gez. [Person 1] i.A. [Person 2]"),
    ],
)
def test_names_that_are_words_and_forms_of_names(text: str, expected: str) -> None:
    assert str(anonymise("", text, Known()).text) == expected


def test_the_numbers_that_a_form_names_are_called_what_they_are() -> None:
    known = Known(numbers=("241A123456",), phones=("05331 5550177",))
    text = "Nummer: 241A123456\nTelefonnummer: 05331 5550177\n"
    assert str(anonymise("", text, known).text) == "Nummer: [Kundennummer]\nTelefonnummer: [Telefon]\n"
