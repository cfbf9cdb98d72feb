"""What ordinary words add, how far it reaches, and what confidence is made of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_judging import judge_text, shipped_rules
from sample_office import DIRECTORY, HOUSE

from mailbot.ingest.message import Address, Message
from mailbot.rules.classify import calibrated
from mailbot.rules.judge import LEANING, judge
from mailbot.rules.leaning import Leanings, features, leaning_of, shipped_leanings
from mailbot.vocabulary import Channel, Kind

TABLE = Leanings(("complaint", "request"), {"kam": (3.0, -3.0), "ob": (-1.0, 1.0)})


def leaning(words: tuple[str, ...], strength: float = 1.0, limit: float = 2.0) -> dict[str, float]:
    return leaning_of(words, str, leanings=TABLE, strength=strength, limit=limit).scores


def test_words_add_up_and_are_bounded() -> None:
    assert leaning(("kam",))["complaint"] == 2.0
    assert leaning(("kam",), limit=9.0)["complaint"] == pytest.approx(3.0 / 2**0.5)
    assert leaning(("kam", "ob"), limit=9.0)["request"] == pytest.approx(-2.0 / 3**0.5)


def test_nothing_known_or_turned_off_adds_nothing() -> None:
    assert leaning(("haus",)) == {}
    assert leaning(("kam",), strength=0.0) == {}


def test_short_words_count_in_pairs_and_numbers_not() -> None:
    assert features(("habe", "ich", "12", "kontoauszuege"), str) == {
        "habe",
        "ich",
        "kontoauszuege",
        "habe ich",
        "ich 12",
    }


def test_no_title_or_salutation_brings_a_name_into_the_table() -> None:
    words = shipped_leanings().weights
    assert not [word for word in words if word.startswith(("herr ", "herrn ", "frau ", "familie "))]
    assert not words.keys() & {"petersen", "kunze", "dressler", "siems", "aksoy", "olaf", "renate"}


def test_a_text_of_another_language_leans_nowhere() -> None:
    english = judge_text(
        "Hello", "Good afternoon, please tell me when you are open, I want to bring my documents, thank you."
    )
    assert LEANING not in {evidence.rule for evidence in english.evidence}


@pytest.mark.parametrize(("probability", "shown"), [(0.0, 0.0), (0.25, 0.2), (0.5, 0.4), (0.75, 0.6), (1.0, 0.8)])
def test_confidence_runs_straight_between_the_points(probability: float, shown: float) -> None:
    assert calibrated(probability, ((0.5, 0.4), (1.0, 0.8))) == pytest.approx(shown)


def test_without_points_confidence_is_the_probability() -> None:
    assert calibrated(0.7, ()) == 0.7


FORM = """Aufnahme einer persönlichen oder telefonischen Kundenreaktion
Aufgenommen von: Meier
Org.-Z.: 702
Datum: 02.06.2026
Kontakt: [x] persönlich [ ] telefonisch
Kunde: Arbeitnehmer
Name des Kunden: Paul Beispiel
Anliegen: Der Kunde beschwert sich über die lange Wartezeit am Empfang.
Verbesserungsvorschlag: mehr Schalter
Bemerkungen: keine
"""


@pytest.mark.parametrize(
    ("address", "channel"),
    [("meier@jobcenter-ge.example", Channel.FORM), ("paul@web.example", Channel.EMAIL)],
)
def test_a_form_counts_only_from_inside(address: str, channel: Channel) -> None:
    """A citizen who copies Anlage 1 writes an e-mail of a citizen (domain, section 3)."""
    message = Message(
        subject="Kundenreaktion", senders=(Address("Meier", address),), from_fields=1, text=FORM, full_text=FORM
    )
    verdict = judge(message, shipped_rules(), DIRECTORY, HOUSE)
    assert verdict.channel is channel
    assert verdict.kind is Kind.COMPLAINT


def test_the_office_can_turn_the_leaning_off() -> None:
    ruleset = shipped_rules()
    silent = replace(ruleset, decision=replace(ruleset.decision, leaning=0.0))
    text = "Guten Tag, ich war gestern da und niemand wusste etwas. Gruß Olaf Petersen"
    message = Message(senders=(Address("O. P.", "o@web.example"),), from_fields=1, text=text, full_text=text)
    assert LEANING not in {evidence.rule for evidence in judge(message, silent, DIRECTORY, HOUSE).evidence}
