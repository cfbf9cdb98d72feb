"""A mail that says that it holds two matters is judged in halves; reasons that are counted make no second case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_judging import judge_text, shipped_rules

from mailbot.rules.halves import halves_of
from mailbot.rules.leaning import NOTHING
from mailbot.rules.match import Facts, hits
from mailbot.rules.opinion import Heard, laid_out
from mailbot.rules.parting import parting_of
from mailbot.rules.words import read
from mailbot.vocabulary import Kind, Route

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


PRAISED = "Frau Kersting am Empfang hat mir beim Ausfüllen sehr freundlich geholfen, dafür ein großes Lob."


@pytest.mark.parametrize("joint", ["\n\nÜbrigens: ", "\n\nAch ja, ", "\n\nP.S. ", "\n\nZum Schluss: "])
def test_a_second_concern_is_told_by_its_substance(joint: str) -> None:
    verdict = judge_text("Meine Nachzahlung", f"Darüber beschwere ich mich: {LATE}{joint}{PRAISED}")
    assert (verdict.kind, verdict.route) == (Kind.COMPLAINT, "leistung")
    assert verdict.also
    assert verdict.also.kind is Kind.PRAISE


def test_the_graver_of_two_concerns_is_the_main_one() -> None:
    verdict = judge_text(
        "Zwei Briefe",
        f"Darüber beschwere ich mich: {LATE}\n\nUnd noch etwas: Gegen den Bescheid vom 3. Mai lege ich hiermit "
        "Widerspruch ein, der Freibetrag ist falsch.",
    )
    assert (verdict.kind, verdict.route) == (Kind.OBJECTION, "objections")


@pytest.mark.parametrize(
    "text",
    [
        f"{LATE}\n\nVielen Dank im Voraus und freundliche Grüße",
        f"{LATE}\n\nP.S. Die Belege waren in einem grünen Hefter, mein Nachbar kann das bestätigen.",
        f"{LATE}\n\nIch bitte um Antwort bis Freitag. Wann kann ich mit dem Geld rechnen?",
    ],
)
def test_courtesy_and_what_belongs_to_the_matter_are_no_second_concern(text: str) -> None:
    assert judge_text("Beschwerde über die Bearbeitung", text).also is None


def test_where_nothing_parts_a_mail_by_substance() -> None:
    never = replace(shipped_rules(), decision=replace(shipped_rules().decision, parted_from=1.1))
    reading = read("", f"Darüber beschwere ich mich: {LATE}\n\nÜbrigens: {PRAISED}")
    heard = Heard(reading, hits(never, Facts(), reading), NOTHING)
    assert parting_of(laid_out(heard, never, "de"), never.decision) is None
    assert parting_of(laid_out(heard, shipped_rules(), "de"), shipped_rules().decision)


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


def test_a_rude_agent_of_the_service_centre_is_a_matter_of_the_agency_although_a_question_is_told_beside_it() -> None:
    text = (
        "Ich habe die 0800er Nummer vom Service Center angerufen. Die Dame hat mich als Trantüte bezeichnet und "
        "dann aufgelegt. Ich wollte nur fragen, ob mein Änderungsbescheid raus ist. Über Ihr Haus habe ich nichts "
        "zu klagen."
    )
    assert judge_text("Beschwerde über eine Telefonistin", text).route == Route.AGENCY_KRM
