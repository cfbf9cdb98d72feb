"""A complaint about the matter that names a lead or deputy as the actor: that person does not get it."""

from __future__ import annotations

import pytest
from sample_judging import shipped_rules
from sample_office import DIRECTORY, HOUSE

from mailbot.ingest.message import Address, Message
from mailbot.rules.judge import judge

LEAD = "petra.leitner@jobcenter-ge.example"
DEPUTY = "ingo.brackmann@jobcenter-ge.example"


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Frau Leitner hat meinen Antrag auf Bürgergeld abgelehnt, obwohl alle Unterlagen da waren.", {LEAD}),
        ("Mein Antrag liegt seit sechs Wochen. Ich beschwere mich über Frau Petra Leitner.", {LEAD}),
        ("Herr Brackmann antwortet seit Wochen nicht auf meine Fragen zur Miete.", {DEPUTY}),
        ("Die Teamleitung vom Team Leistung lässt meinen Antrag auf Bürgergeld liegen.", {"lead"}),
        ("Ihre Teamleiterin, Frau Leitner, kürzte mir die Miete ohne Bescheid.", {LEAD, "lead"}),
        # not the actor: asked, met, thanked, written to
        ("Ich habe mit Frau Leitner gesprochen, aber mein Antrag auf Bürgergeld ist nicht bearbeitet.", set()),
        ("Frau Leitner hat mir freundlich geholfen, aber die Miete ist immer noch nicht gezahlt.", set()),
        ("Sehr geehrte Frau Leitner,\nmein Antrag auf Bürgergeld liegt seit sechs Wochen bei Ihnen.", set()),
        ("Herr Behnken hat meinen Antrag auf Bürgergeld abgelehnt.", set()),
    ],
)
def test_who_did_it_does_not_get_it(text: str, accused: set[str]) -> None:
    full = f"{text}\nIch beschwere mich. Das geht so nicht."
    sender = (Address("", "karla@web.example"),)
    mail = Message(senders=sender, from_fields=1, subject="Beschwerde", text=full, full_text=full)
    verdict = judge(mail, shipped_rules(), DIRECTORY, HOUSE)
    assert verdict.kind == "complaint"
    assert set(verdict.accused) == accused
