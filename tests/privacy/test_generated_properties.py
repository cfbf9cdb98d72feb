"""Laws of the anonymiser, over generated mails of any seed: nothing changes the second time, no number survives."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.mentions import mentions
from mailbot.privacy.people import Known

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))
generator: Any = importlib.import_module("bench.privacy_generator")
foreign: Any = importlib.import_module("bench.privacy_foreign")

SEEDS = st.integers(min_value=0, max_value=2**32)
LANGUAGES = st.sampled_from(foreign.LANGUAGES)


def a_mail(seed: int, language: str = "de") -> tuple[str, str]:
    """A generated mail with its marks."""
    rng = random.Random(f"{language}{seed}")  # noqa: S311 - reproducible on purpose
    subject, text, _ = generator.compose(rng) if language == "de" else foreign.compose(rng, language)
    return subject, text


def bare(marked: str) -> str:
    return str(generator.MARK.sub(r"\2", marked))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(SEEDS, st.one_of(st.just("de"), LANGUAGES))
def test_anonymising_twice_changes_nothing(seed: int, language: str) -> None:
    subject, text = map(bare, a_mail(seed, language))
    once = anonymise(subject, text, Known(), language=language)
    if once.withheld:
        return
    twice = anonymise(str(once.subject), str(once.text), Known(), language=language)
    assert (twice.subject, twice.text) == (once.subject, once.text)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(SEEDS)
def test_no_marked_number_or_address_survives(seed: int) -> None:
    subject, text = a_mail(seed)
    found = anonymise(bare(subject), bare(text), Known())
    sent = generator.plain(f"{found.subject}\n{found.text}")
    harmless = generator.plain(generator.MARK.sub("\x1f", f"{subject}\n{text}"))
    marked = generator.MARK.findall(f"{subject}\n{text}")
    numbers = [(kind, generator.plain(one)) for kind, one in marked if kind not in {"NAME", "PLACE", "ORG"}]
    assert [one for kind, one in numbers if generator.leaks(kind, one, sent, harmless)] == []


@settings(deadline=None, max_examples=60, derandomize=True)
@given(SEEDS)
def test_what_was_replaced_is_named_for_the_gate(seed: int) -> None:
    """Every original string that was replaced is among the identifiers, so that the gate can look for it."""
    subject, text = map(bare, a_mail(seed))
    found = anonymise(subject, text, Known())
    originals = [found.tidied[span.start : span.end] for span in found.spans]
    assert {" ".join(one.split()) for one in originals} == set(found.identifiers)
    assert all(mentions(found.tidied, [one]) for one in found.identifiers if sum(map(str.isalnum, one)) > 1)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(SEEDS, LANGUAGES)
def test_no_marked_identifier_of_another_language_survives(seed: int, language: str) -> None:
    subject, text = a_mail(seed, language)
    found = anonymise(bare(subject), bare(text), Known(), language=language)
    sent = generator.plain(f"{found.subject}\n{found.text}")
    harmless = generator.plain(generator.MARK.sub("\x1f", f"{subject}\n{text}"))
    marked = [(kind, generator.plain(one)) for kind, one in generator.MARK.findall(text) if kind != "PLACE"]
    assert [one for kind, one in marked if generator.leaks(kind, one, sent, harmless)] == []
