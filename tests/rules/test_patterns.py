"""The little language of the patterns, on sentences."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_judging import judge_text, shipped_rules

from mailbot.rules.finding import find, spots_of
from mailbot.rules.match import Facts, hits
from mailbot.rules.patterns import Vocabulary, _is_slip
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.rules.words import fold, join_spaced, read


def rules(tmp_path: Path, pattern: str, extra: str = "") -> RuleSet:
    path = tmp_path / "rules.toml"
    text = f'[lists]\namt = ["jobcenter", "behoerd*"]\n[[rule]]\nid = "r"\nwords = ["{pattern}"]\n{extra}\n'
    path.write_text(text, encoding="utf-8")
    return load_ruleset(path)


@pytest.mark.parametrize(
    ("pattern", "text", "hit"),
    [
        # inflection, umlauts, case
        ("bescheid", "die Bescheide", True),
        ("=lob", "Lob!", True),
        ("=lob", "loben", False),
        ("vermieter", "DES VERMIETERS", True),
        ("unverschaemt", "unverschämt", True),
        # a short stem keeps its umlauts
        ("schoen", "schon", False),
        ("waere", "war", False),
        # beginnings, endings, parts
        ("beschwer*", "Beschwerdeführer", True),
        ("*bescheid", "Aufhebungsbescheid", True),
        ("*sperr*", "Stromsperre", True),
        # one typing error in long words, but not another word
        ("widerspruch", "wiederspruch", True),
        ("widerspruch", "widersrpuch", True),
        ("massnahme", "masnahme", True),
        ("ausgelacht", "ausgedacht", False),
        ("unterschrieben", "unterschreiben", False),
        ("anschreien", "anschreiben", False),
        ("geschrieen", "geschriben", False),
        # several words, gaps, alternatives, lists, groups
        ("kein geld", "kein Geld", True),
        ("kein geld", "kein gutes Geld", False),
        ("kein .. geld", "kein gutes Geld", True),
        ("kein .. geld", "Ich habe kein Auto. Das Geld ist da.", False),
        ("warte ... geld", "ich warte nun schon seit sechs langen Wochen auf Geld", True),
        ("lege|erhebe .. widerspruch", "erhebe ich Widerspruch", True),
        ("{amt} schweigt", "Die Behörde schweigt", True),
        ("(service center|hotline) schweigt", "Das Service-Center schweigt", True),
        # numbers, marks, letters set apart, sentence ends
        ("seit # wochen", "seit 6 Wochen", True),
        ("vom .. bin", "vom 3.2. bin ich", True),
        ("widerspruch", "W i d e r s p r u c h", True),
        ("!!", "Jetzt reicht es!!!", True),
        ("?", "Geht das?", True),
        ("w?", "Wann geht das?", True),
        ("w?", "Haben Sie das?", True),
        ("w?", "Warum nicht?", False),
        # what is denied does not count; a pattern with a denial in it does
        ("beschwerde", "Das ist keine Beschwerde.", False),
        ("beschwerde", "Das ist nicht nur eine Beschwerde.", True),
        ("beschwerde", "Ich habe kein Geld, das ist eine Beschwerde.", True),
        ("keine beschwerde", "Das ist keine Beschwerde.", True),
    ],
)
def test_a_pattern(tmp_path: Path, pattern: str, text: str, hit: bool) -> None:
    assert bool(hits(rules(tmp_path, pattern), Facts(text=text))) is hit


@pytest.mark.parametrize(
    ("extra", "facts", "hit"),
    [
        ('unless = ["bundestag"]', Facts(text="Petition an den Bundestag"), False),
        ('needs = ["bundestag"]', Facts(text="Petition"), False),
        ('needs = ["bundestag"]', Facts(text="Petition, Bundestag"), True),
        ('sender = ["@bmas."]', Facts(text="Petition", sender="a@bmas.example"), True),
        ('sender = ["@bmas."]', Facts(text="Petition", sender="a@web.example"), False),
        ('language = ["tr"]', Facts(text="Petition", language="de"), False),
        ('channel = ["form"]', Facts(text="Petition"), False),
        ('header = ["X-Kind: Brief"]', Facts(text="Petition", headers=(("x-kind", "ein brief"),)), True),
        ('recipient = ["@bmas."]', Facts(text="Petition", recipients=("x@bmas.example",)), True),
    ],
)
def test_conditions(tmp_path: Path, extra: str, facts: Facts, hit: bool) -> None:
    assert bool(hits(rules(tmp_path, "petition", extra), facts)) is hit


def test_folding_makes_equal_what_people_write_differently() -> None:
    assert fold("Grüße") == fold("GRUESSE") == "gruesse"
    assert fold("Şivan") == "sivan"
    assert join_spaced("lege ich W I D E R S P R U C H ein") == "lege ich WIDERSPRUCH ein"
    assert join_spaced("1 2 3 4 5 6") == "1 2 3 4 5 6"


@given(st.text(max_size=600), st.text(max_size=100))
@settings(deadline=None)
def test_no_text_makes_the_judgement_fail(text: str, subject: str) -> None:
    verdict = judge_text(subject, text)
    assert 0.0 <= verdict.confidence <= 1.0


def test_a_long_mail_is_read_in_bounded_time() -> None:
    judge_text("kein kein kein", "kein .. kein warte nicht Widerspruch " * 20_000)


LETTERS = st.sampled_from("abcdefgiklmnoprstuvwz")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_each_slip_in_a_long_word_is_found_by_its_ends(data: st.DataObject) -> None:
    known = data.draw(st.lists(st.text(LETTERS, min_size=8, max_size=14), min_size=1, max_size=6, unique=True))
    written = data.draw(st.sampled_from(known))
    at = data.draw(st.integers(1, len(written) - 1))
    letter = data.draw(LETTERS)
    word = data.draw(
        st.sampled_from(
            [
                written[:at] + written[at + 1 :],
                written[:at] + letter + written[at:],
                written[:at] + letter + written[at + 1 :],
                written[:at] + written[at : at + 2][::-1] + written[at + 2 :],
            ]
        )
    )
    vocabulary = Vocabulary()
    numbers = {one: vocabulary.atom(one) for one in known}
    assert vocabulary._with_typo(word) == {number for one, number in numbers.items() if _is_slip(one, word)}


def text_of(length: int) -> str:
    """Words of the rules, each of them close to what other words would make a phrase of."""
    words = "ich warte seit wochen kein geld nicht der bescheid vom termin antrag miete und weiter mein"
    return " ".join(islice(cycle(words.split()), length))


def test_finding_phrases_takes_time_in_proportion_to_the_text() -> None:
    took = []
    for length in (4_000, 16_000):
        reading = read("", text_of(length))
        spots = spots_of(reading)
        find(shipped_rules().index, reading, spots)
        begun = process_time()
        find(shipped_rules().index, reading, spots)
        took.append(process_time() - begun)
    assert took[1] < 4 * took[0] * 2.5
