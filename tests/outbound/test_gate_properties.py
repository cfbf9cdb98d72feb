"""Whatever identifier, in whatever form, in whatever place: the mail is blocked; our own words alone never are."""

from __future__ import annotations

import re
from typing import Any

import pytest
from disguises import NAMES, PLACES, WHOLE_NAMES, WORDS_AND_NAMES, Pair, pairs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from outbound_samples import CUSTOMER, LEAD, MAILBOX, context, envelope, samples, templates
from test_gate import OPEN_HOLES, filled, gate

from mailbot.cases.effects import Notice, SendNotice
from mailbot.outbound.compose import compose
from mailbot.outbound.contexts import bare_context
from mailbot.outbound.gate import Hit, check
from mailbot.outbound.reading import reading
from mailbot.privacy.cleared import _clear
from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.lexicon import shipped

NOBODY = b"Content-Type: text/plain\r\n\r\n"
ALL = samples()
OURS = templates()
MARK = "Zwischenruf"
OURSELVES = ("krm@jobcenter-ge.example", "leistung@jobcenter-ge.example", "a@jobcenter-ge.example")


def found(raw: bytes, identifier: str) -> bool:
    """Whether the gate finds it; a mail that it cannot read at all proves nothing."""
    hits = check(raw, neutral=NOBODY, identifiers=(identifier,), recipients=(LEAD, MAILBOX, *OURSELVES))
    assert Hit("unreadable") not in hits
    return bool(hits)


def is_word(text: str) -> bool:
    """Whether a misspelt name became an ordinary word: that says nothing of anybody."""
    return text.isalpha() and shipped().explained(fold(tidy(text)))


@given(pair=pairs(), place=st.sampled_from(sorted(PLACES)))
@settings(max_examples=150, deadline=None)
@example(("Rosalinde Grebenstein", "R. G."), "text")
@example(("0170 1234567", "null eins sieben null eins zwei drei vier fünf sechs sieben"), "subject")
def test_an_identifier_in_any_form_and_any_place_is_found(pair: Pair, place: str) -> None:
    identifier, form = pair
    assert found(PLACES[place](form), identifier) or is_word(form)


@given(pair=pairs(), hole=st.sampled_from(OPEN_HOLES))
@settings(max_examples=60, deadline=None)
def test_an_identifier_in_any_form_stops_any_template(pair: Pair, hole: tuple[str, tuple[Any, ...]]) -> None:
    (identifier, form), (name, path) = pair, hole
    one = filled(ALL[name], path, _clear(f"{MARK} {' '.join(form.split())} ."))
    mail = compose(one, envelope(), OURS)
    shown = MARK in reading(mail.raw, drawn=mail.pictures)
    assert gate(one, identifier) or not shown or is_word(form)


@pytest.mark.parametrize("name", WORDS_AND_NAMES)
@pytest.mark.parametrize("form", ["Frau {}", "{}s Akte", "{}-Akte", "FAMILIE {}", "die {}s"])
def test_a_name_that_is_a_word_is_found_where_it_was_found_before(name: str, form: str) -> None:
    assert found(PLACES["text"](form.format(name)), name)


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("Gabi Sommer", "Im Sommer war das Geld da."),
        ("Klaus Koch", "Ich arbeite als Koch in der Kantine."),
        ("Zoe Becker", "Das betrifft z. B. die Miete."),
        ("Peter Grebenstein", "So schiebt jeder dem anderen den schwarzen Peter zu."),
        ("An", "Ich schreibe an das Amt."),
        ("Da", "Da war niemand."),
        ("28", "Am 28. waren 28 Euro da."),
        ("Lehmann", "Die Leihmappe liegt da."),
        ("Bäcker", "Die Bäckerei zahlt."),
        ("Anders", "Das andere Amt sagt anderes."),
        ("Rolf", "Die Rolle spielt keine Rolle."),
        ("[Person 1]", "[Person 1] wohnt in [Ort]"),
    ],
)
def test_ordinary_words_near_a_name_stop_nothing(identifier: str, text: str) -> None:
    assert not found(PLACES["text"](text), identifier)


ACKNOWLEDGEMENT = bare_context(context(SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1)))
ITS_WORDS = sorted(set(re.findall(r"\S+", reading(compose(ACKNOWLEDGEMENT, envelope(), OURS).raw))))
CALLED = st.one_of(
    st.text(max_size=40),
    st.sampled_from(ITS_WORDS),
    st.lists(st.sampled_from(ITS_WORDS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from([*NAMES, *WHOLE_NAMES]),
    st.sampled_from(["Beschwerde", "Sie", "Guten Tag", "Jobcenter", "28", "KRM", "Montag", "112"]),
)


@given(st.lists(CALLED, max_size=8), st.sampled_from([CUSTOMER, "guten.tag@sie.example", "jobcenter@web.example"]))
@settings(max_examples=100, deadline=None)
def test_nothing_a_customer_is_called_or_writes_stops_a_bare_acknowledgement(names: list[str], address: str) -> None:
    assert gate(ACKNOWLEDGEMENT, *names, address, to=address) == ()


@pytest.mark.parametrize("notice", Notice)
def test_not_even_all_of_its_own_words_stop_a_bare_notice(notice: Notice) -> None:
    one = bare_context(context(SendNotice(notice, "x", 1)))
    words = set(re.findall(r"\S+", reading(compose(one, envelope(to=(CUSTOMER,)), OURS).raw)))
    assert gate(one, *words, to=CUSTOMER) == ()
