"""Templates hold wording and nothing else; what they say keeps the rules of plain language and of the commands."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import fields, replace
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbound_samples import FACTS, POLICY, TEMPLATES, THURSDAY, a_case, context, envelope, samples, templates, texts

from mailbot.cases.commands import read_commands
from mailbot.cases.effects import (
    AlertReason,
    Forward,
    ForwardReason,
    Notice,
    Refusal,
    Remark,
    ReminderReason,
    Result,
    SendNotice,
)
from mailbot.cases.events import Verb
from mailbot.errors import ConfigError, PermanentError
from mailbot.outbound.contexts import ROOMS
from mailbot.outbound.digest_facts import Figure, What
from mailbot.outbound.fields import Context, Part, TemplateName
from mailbot.outbound.gate import Found
from mailbot.outbound.html_part import as_html
from mailbot.outbound.letters import Advice
from mailbot.outbound.markup import Block, Quoted, parse
from mailbot.outbound.plain_text import as_text
from mailbot.outbound.reminder_contexts import Run
from mailbot.outbound.shown import Explained, NoticeState
from mailbot.outbound.templates import MailFacts, Templates
from mailbot.privacy.cleared import Cleared, subject_tag, token
from mailbot.vocabulary import TO_CUSTOMERS, Channel, Flag, Kind, Route, Status

OURS = templates()
ALL = samples()
NOTICES = [
    pytest.param(context(SendNotice(notice, "due", 1), a_case(**changes)), id=f"{notice}-{number}")
    for notice in Notice
    for number, changes in enumerate(
        (
            {"attachments": 0},
            {"attachments": 1, "attachment_unread": True},
            {"attachments": 3, "attachment_unread": True},
            {"kind": Kind.PETITION},
            {"kind": Kind.OBJECTION},
            {"kind": Kind.SERVICE_CENTRE},
            {"round": 2},
        )
    )
]
ENDING = "{% extends '_base.txt' %}{% block subject %}x{% endblock %}{% block body %}__HERE__{% endblock %}"


def blocks_of(one: Context, by: Templates = OURS) -> tuple[Block, ...]:
    """What a mail says, before it becomes text and HTML."""
    tag = subject_tag(one.file_number, token(envelope().token))
    return parse(by.render(one, MailFacts(tag=tag)).source)


def an_office(folder: Path, **files: str) -> Path:
    """An office's own templates."""
    (folder / "mail").mkdir(parents=True)
    for name, text in files.items():
        (folder / "mail" / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


# what a template may hold


def test_each_name_has_a_template_and_each_template_a_name() -> None:
    files = {path.stem for path in (TEMPLATES / "mail").glob("*.txt") if not path.stem.startswith("_")}
    assert files == {name.value for name in TemplateName}


@pytest.mark.parametrize(
    "forbidden",
    [
        "{{ number.__class__ }}",
        "{{ number._text }}",
        "{{ _x }}",
        "{{ office.name.upper() }}",
        "{{ range(3) }}",
        "{{ number ~ number }}",
        "{{ 1 + 1 }}",
        "{{ office['name'] }}",
        "{% if number == number %}x{% endif %}",
        "{{ number|upper }}",
        "{{ number|safe }}",
        "{{ number|attr('_text') }}",
        "{{ number|map('upper') }}",
        "{{ number|word(group='kind') }}",
        "{% set x = number %}",
        "{% macro m() %}{% endmacro %}",
        "{% call m() %}{% endcall %}",
        "{% filter word('kind') %}x{% endfilter %}",
        "{% import '_base.txt' as base %}",
        "{% from '_base.txt' import x %}",
        "{% include number %}",
        "{% include '_missing.txt' %}",
        "{% with x = 1 %}{% endwith %}",
        "{% autoescape true %}{% endautoescape %}",
        "{{ [number] }}",
        "{{ number if number else number }}",
        "{% for x in (1, 2) %}{% endfor %}",
        "{{ unknown_name }}",
        "{% if %}",
    ],
)
def test_everything_but_wording_is_refused_with_file_and_line(forbidden: str, tmp_path: Path) -> None:
    own = an_office(tmp_path, staff=ENDING.replace("__HERE__", f"\n{forbidden}"))
    with pytest.raises(ConfigError) as refused:
        Templates(TEMPLATES, own, FACTS)
    assert str(tmp_path / "mail" / "staff.txt") in str(refused.value)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    own = an_office(tmp_path, staff="{% set x = 1 %}", ask="{{ 1 + 1 }}")
    with pytest.raises(ConfigError) as refused:
        Templates(TEMPLATES, own, FACTS)
    assert {"staff.txt", "ask.txt"} <= set(re.findall(r"\w+\.txt", "\n".join(refused.value.findings)))


def test_an_office_writes_its_own_words_over_ours(tmp_path: Path) -> None:
    own = an_office(tmp_path, staff=ENDING.replace("__HERE__", "Moin aus {{ office.name }}!"))
    (own / "words.toml").write_text('[kind]\ncomplaint = "Kritik"\n', encoding="utf-8")
    by = Templates(TEMPLATES, own, FACTS)
    assert "Moin aus Jobcenter Wolfenbüttel!" in as_text(blocks_of(ALL["staff"], by))
    assert "Kritik" in as_text(blocks_of(ALL["forward"], by))
    assert "Beschwerde" in as_text(blocks_of(ALL["forward"]))


def test_a_template_of_no_known_name_is_a_slip(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such template"):
        Templates(TEMPLATES, an_office(tmp_path, aknowledgement="x"), FACTS)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "t")
    (tmp_path / "t" / "mail" / "thanks.txt").unlink()
    with pytest.raises(ConfigError, match="thanks"):
        Templates(tmp_path / "t", None, FACTS)


def test_what_is_not_there_is_an_error_and_no_hole(tmp_path: Path) -> None:
    own = an_office(tmp_path, staff=ENDING.replace("__HERE__", "{{ office.fax }}"))
    with pytest.raises(PermanentError):
        Templates(TEMPLATES, own, FACTS).render(ALL["staff"], MailFacts())


# what a context may hold


def classes() -> list[type[Part]]:
    """Every context and part of one."""
    found = {c for room in ROOMS for c in vars(room).values() if isinstance(c, type) and issubclass(c, Part)}
    return sorted(found - {Part, Context}, key=lambda one: one.__name__)


def is_harmless(hint: object) -> bool:
    """Cleared text, a flag, a part, or a tuple of such."""
    if get_origin(hint) is tuple:
        return all(is_harmless(one) for one in get_args(hint) if one is not Ellipsis)
    return hint in {Cleared, bool} or (isinstance(hint, type) and issubclass(hint, Part))


@pytest.mark.parametrize("part", classes(), ids=lambda part: part.__name__)
def test_a_context_holds_cleared_text_and_flags_only(part: type[Part]) -> None:
    hints = get_type_hints(part)
    assert [field.name for field in fields(part) if not is_harmless(hints[field.name])] == []


def test_every_template_has_exactly_one_context() -> None:
    named = [c.template for c in classes() if issubclass(c, Context) and hasattr(c, "template")]
    assert sorted(named) == sorted(TemplateName)


SETS: list[tuple[str, type[StrEnum]]] = [
    ("kind", Kind),
    ("kind_advice", Kind),
    ("flag", Flag),
    ("flag_short", Flag),
    ("flag_dated", Flag),
    ("flag_advice", Flag),
    ("channel", Channel),
    ("route", Route),
    ("status", Status),
    ("forward_reason", ForwardReason),
    ("alert_reason", AlertReason),
    ("alert_advice", AlertReason),
    ("alert_advice", Advice),
    ("reminder_reason", ReminderReason),
    ("reminder_reason", Run),
    ("notice_state", NoticeState),
    ("verb", Verb),
    ("verb", Explained),
    ("verb_form", Verb),
    ("result", Result),
    ("refusal", Refusal),
    ("remark", Remark),
    ("digest", What),
    ("digest_advice", What),
    ("mail", TemplateName),
    ("hit", Found),
    ("figure", Figure),
]


@pytest.mark.parametrize(("group", "values"), SETS, ids=[f"{group}-{values.__name__}" for group, values in SETS])
def test_every_value_of_a_closed_set_has_its_word(group: str, values: type[StrEnum]) -> None:
    words = tomllib.loads((TEMPLATES / "words.toml").read_text(encoding="utf-8"))[group]
    assert {value.value for value in values} - set(words) == set()


# what citizens read


@pytest.mark.parametrize("one", NOTICES)
def test_sentences_to_citizens_have_at_most_fifteen_words(one: Context) -> None:
    lines = [
        line for line in as_text(blocks_of(one)).replace("\n  ", " ").split("\n\n") if "Öffnungszeiten" not in line
    ]
    sentences = [s for line in lines for s in re.split(r"(?<=[a-zäöüß)][.!?:])\s|\n(?==)", " ".join(line.split()))]
    assert [s for s in sentences if len(s.split()) > 15] == []


FORBIDDEN = re.compile(
    r"\b(?:beschwerde|anregung|lob|dienstaufsicht\w*|eingabe|team|fachabteilung|leistung|eingangszone|bürgergeld"
    r"|auszahlung|wartezeit|geschäftsführung|kategorie|vorgang\w*)\b|[│\[\]]",
    re.IGNORECASE,
)


@pytest.mark.parametrize("one", NOTICES)
@pytest.mark.parametrize("form", ["full", "bare"])
def test_a_notice_names_no_kind_topic_team_or_benefit_and_quotes_nothing(one: Context, form: str) -> None:
    shown = one if form == "full" else one.bare()
    assert FORBIDDEN.findall(as_text(blocks_of(shown))) == []


@pytest.mark.parametrize("one", NOTICES)
@pytest.mark.parametrize("form", ["full", "bare"])
def test_a_notice_says_number_receipt_and_what_it_is_not(one: Context, form: str) -> None:
    text = as_text(blocks_of(one if form == "full" else one.bare()))
    assert "KRM-2026-000123" in text
    assert "12.03.2026" in text
    assert "automatisch erstellt. Sie ist kein Bescheid." in text
    assert "Im Notfall: 112" in text
    assert "https://www.jobcenter-ge.example/datenschutz" in text


@pytest.mark.parametrize("one", NOTICES)
@pytest.mark.parametrize("form", ["full", "bare"])
def test_a_notice_says_how_to_reach_the_office_and_when_it_is_not_read(one: Context, form: str) -> None:
    text = " ".join(as_text(blocks_of(one if form == "full" else one.bare())).split())
    assert "05331 000-0" in text
    assert "Dieses Postfach wird nicht rund um die Uhr gelesen." in text
    assert "Telefonseelsorge 0800 111 0 111" in text


@pytest.mark.parametrize("form", ["full", "bare"])
def test_an_objection_is_never_called_lodged_and_its_ways_are_named(form: str) -> None:
    one = context(SendNotice(Notice.HANDOVER, "handover", 1), a_case(kind=Kind.OBJECTION))
    text = " ".join(as_text(blocks_of(one if form == "full" else one.bare())).split())
    assert "reicht eine einfache E-Mail in der Regel nicht aus" in text
    assert "läuft weiter" in text
    assert all(way in text for way in FACTS.objection_ways)
    assert not re.search(r"eingelegt|fristgerecht|formgerecht|rechtzeitig", text)


def test_only_a_citizen_s_petition_is_told_who_decides() -> None:
    sentence = "Darüber entscheidet nur der Ausschuss oder das Ministerium."
    ack = SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1)
    petition = " ".join(as_text(blocks_of(context(ack, a_case(kind=Kind.PETITION)))).split())
    assert sentence in petition
    assert sentence not in " ".join(as_text(blocks_of(context(ack))).split())


def test_translations_say_the_same_notices_and_hold_no_number_but_the_emergency_call() -> None:
    known = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (TEMPLATES / "translations").glob("*.toml")]
    assert len(known) >= 4
    for language in known:
        assert set(language) == {"notice"}
        assert set(language["notice"]) == {notice.value for notice in Notice}
        assert {*re.findall(r"\d+", " ".join(language["notice"].values()))} <= {"112"}
        assert not re.search(r"[{}|]", " ".join(language["notice"].values()))


# what a mail of ours must never do when it is quoted


class Cells(HTMLParser):
    """The lines that the worst mail program makes of a page: each element on a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def handle_data(self, data: str) -> None:
        """Text between two tags."""
        self.lines += data.split("\n")


@pytest.mark.parametrize("name", sorted(set(ALL) - {purpose.value for purpose in TO_CUSTOMERS}))
def test_no_line_of_an_internal_mail_is_a_command_when_it_comes_back_unquoted(name: str) -> None:
    blocks = blocks_of(ALL[name])
    page = Cells()
    page.feed(as_html(blocks, ""))
    for line in (*as_text(blocks).split("\n"), *page.lines):
        assert read_commands(line, THURSDAY.date(), POLICY).commands == (), line


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "## x",
                "! x",
                "- x",
                "| a | b |",
                "%% x",
                "% a | 1",
                "=> A | b | c",
                "~ x",
                "a:: b",
                "│ x",
                "ERLEDIGT",
                "⏎",
            ]
        ),
        st.text(alphabet="\x00\x02\x03\x1c\x1d\x1e\x1f\x85\u2028\r\n│|:#!", max_size=12),
    ),
    max_size=6,
).map("\n".join)


@given(LINES)
def test_no_text_from_outside_makes_markup(text: str) -> None:
    forward = context(Forward(("leitung701@jobcenter-ge.example",)))
    outside = replace(forward, text=texts("x").text, follow_up=texts("x").text)  # type: ignore[call-arg]
    from mailbot.privacy.cleared import _clear

    hostile = replace(outside, text=_clear(f"x{text}x"), subject=_clear(text), follow_up=_clear("x"))  # type: ignore[call-arg]
    plain = [block for block in blocks_of(outside) if not isinstance(block, Quoted)]
    assert [block for block in blocks_of(hostile) if not isinstance(block, Quoted)] == plain
