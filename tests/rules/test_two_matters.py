"""A mail that says that it holds two matters is judged in halves; reasons that are counted make no second case."""

from __future__ import annotations

import pytest
from sample_judging import judge_text, shipped_rules

from mailbot.rules.halves import halves_of
from mailbot.rules.match import Facts, hits
from mailbot.rules.words import read
from mailbot.vocabulary import Kind

LATE = "Mein Antrag auf Wohngeldersatz liegt seit zehn Wochen bei Ihnen und niemand antwortet mir darauf."
IDEA = "ein Vorschlag: ein Schild am Eingang würde vielen Leuten den Weg zeigen."


@pytest.mark.parametrize(
    "joint",
    [
        "Eine ganz andere Sache: ",
        "Unabhängig davon habe ich noch etwas: ",
        "Nichts damit zu tun hat dies: ",
        "Außerdem ",
        "PS: ",
        "2) Eine andere Sache: ",
    ],
)
def test_a_second_matter_is_a_second_concern(joint: str) -> None:
    verdict = judge_text("Anliegen", f"{LATE}\n\n{joint}{IDEA}")
    assert verdict.kind is Kind.COMPLAINT
    assert verdict.also
    assert verdict.also.kind is Kind.SUGGESTION


def test_the_route_is_that_of_the_first_matter() -> None:
    verdict = judge_text(
        "Zwei Punkte",
        "1) Die Miete wurde falsch berechnet, immer fehlen 60 Euro, darüber beschwere ich mich.\n"
        "2) Am Empfang in der Wartezone könnten Sie eine Uhr aufhängen, das ist mein Vorschlag.",
    )
    assert (verdict.kind, verdict.route) == (Kind.COMPLAINT, "leistung")
    assert verdict.also
    assert (verdict.also.kind, verdict.also.route) == (Kind.SUGGESTION, "eingangszone")


def test_grounds_of_an_objection_are_no_second_concern() -> None:
    verdict = judge_text(
        "Bescheid vom 4. Mai",
        "Gegen den Bescheid lege ich Widerspruch ein. Erstens ist die Miete falsch angesetzt worden.\n"
        "2. Unabhängig davon ist das Einkommen meiner Tochter doppelt angerechnet worden.",
    )
    assert verdict.kind is Kind.OBJECTION
    assert verdict.also is None


@pytest.mark.parametrize(
    "text",
    [
        LATE,
        "Außerdem stimmt das nicht.",
        "Erstens kam niemand, zweitens war die Tür zu, und so ging es dann den ganzen Vormittag weiter.",
        "Ich wurde zum zweiten Mal vertröstet, das ist jetzt drei Wochen her und nichts geschieht.",
    ],
)
def test_what_is_not_cut(text: str) -> None:
    reading = read("", text)
    assert halves_of(reading, hits(shipped_rules(), Facts(text=text), reading)) is None
