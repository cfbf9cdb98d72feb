"""The little language of the patterns, on sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_judging import judge_text

from mailbot.rules.match import Facts, hits
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.rules.words import fold, join_spaced


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
def test_no_text_makes_the_judgement_fail(text: str, subject: str) -> None:
    verdict = judge_text(subject, text)
    assert 0.0 <= verdict.confidence <= 1.0


def test_a_long_mail_is_read_in_bounded_time() -> None:
    judge_text("kein kein kein", "kein .. kein warte nicht Widerspruch " * 20_000)
