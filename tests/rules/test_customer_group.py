"""The group of a customer is what the writer says of himself; nothing is guessed from names or matters."""

from __future__ import annotations

import pytest

from mailbot.ingest.message import Address, Message
from mailbot.rules.customer_group import CustomerGroup, self_described


def group(text: str, name: str = "") -> str:
    """What this text and this display name say."""
    return self_described(Message(senders=(Address(name, "x@web.example"),), from_fields=1, text=text, full_text=text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ich schreibe Ihnen als Arbeitgeberin aus Schladen.", ""),
        ("Wir sind ein Malerbetrieb und suchen zwei Helfer.", ""),
        ("Wir beschäftigen 40 Leute und warten auf den Zuschuss.", ""),
        ("Im Januar haben wir Ihnen drei Stellen gemeldet.", ""),
        ("Unser Stellenangebot steht falsch im Netz.", ""),
    ],
)
def test_an_employer_says_so(text: str, name: str) -> None:
    assert group(text, name) == CustomerGroup.EMPLOYER


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Namens meiner Mandantin bitte ich um Auskunft zu ihrem Bürgergeld.", ""),
        ("Guten Tag, ich bitte um einen Rückruf.", "Rechtsanwältin Dr. Vogt"),
        ("Als gesetzlicher Betreuer frage ich nach meinem Antrag.", ""),
        ("Als Vermieterin warte ich auf die Miete.", ""),
        ("Mein Betreuter wartet.", "D. Immen, Berufsbetreuerin"),
    ],
)
def test_who_speaks_for_another_or_as_another_says_so(text: str, name: str) -> None:
    assert group(text, name) == CustomerGroup.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Mein Weiterbewilligungsantrag liegt seit März bei Ihnen.",
        "Ich bekomme seit zwei Jahren Bürgergeld.",
        "Meine Vermittlerin war freundlich.",
        "ich bin arbeitslos und warte",
    ],
)
def test_who_gets_benefits_is_a_customer_of_the_first_group(text: str) -> None:
    assert group(text) == CustomerGroup.EMPLOYEE


@pytest.mark.parametrize(
    "text",
    [
        "Die Wartezeit ist zu lang.",
        "Mein Arbeitgeber hat die Bescheinigung nicht geschickt.",
        "Ein Arbeitgeber wollte mich einstellen.",
        "Er trat als Arbeitgeber hat er mir gekündigt auf.",
        "Mein Vermieter mahnt mich.",
        "Mein Anwalt sagt etwas anderes.",
        "",
    ],
)
def test_where_nothing_is_said_nothing_is_guessed(text: str) -> None:
    assert group(text) == ""


def test_a_quoted_mail_of_another_says_nothing_of_the_writer() -> None:
    message = Message(
        senders=(Address("", "x@web.example"),),
        from_fields=1,
        text="Siehe unten.",
        full_text="Siehe unten.\n> Als Arbeitgeber bitte ich um Antwort.",
    )
    assert self_described(message) == ""
