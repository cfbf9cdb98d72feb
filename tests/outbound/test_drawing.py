"""The charts of a report are pictures of the figures in the table before them, and of nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outbound_samples import MAILBOX, envelope, samples, templates

from mailbot.demo import html_part
from mailbot.outbound.compose import Composed, compose, page
from mailbot.outbound.drawing import described, draw, holds_no_words
from mailbot.outbound.gate import Hit, check
from mailbot.outbound.markup import Picture, Table, parse
from mailbot.outbound.plain_text import as_text
from mailbot.outbound.reading import reading
from mailbot.outbound.templates import MailFacts

NOBODY = b"Content-Type: text/plain\r\n\r\n"
TABLE = "| Frist | Ge¬halten | Versäumt |\n| Zwischen¬nachricht | 1.205 | – |\n| Endantwort | 9 | 0 |\n"
DRAWN = Picture("Fristen", ("Gehalten", "Versäumt"), (("Zwischennachricht", (1205, None)), ("Endantwort", (9, 0))))


def pictures(source: str) -> list[Picture]:
    """What is drawn of this markup."""
    return [block for block in parse(source) if isinstance(block, Picture)]


def test_a_picture_shows_columns_of_the_table_before_it() -> None:
    assert pictures(f"{TABLE}\n@@ Fristen | Gehalten | Versäumt") == [DRAWN]


@pytest.mark.parametrize(
    "source",
    [
        "@@ Fristen | Gehalten",
        f"@@ Fristen | Gehalten\n\n{TABLE}",
        f"{TABLE}\n@@ Fristen | Gehalten | Gelogen",
        "| Art | Anzahl |\n| Lob | – |\n| Anregung | 0 |\n\n@@ Fälle | Anzahl",
        "| Art | Anzahl |\n\n@@ Fälle | Anzahl",
    ],
    ids=["no table", "the table comes after it", "no such column", "nothing to draw", "no rows"],
)
def test_there_is_no_picture_without_figures(source: str) -> None:
    assert pictures(source) == []


def test_the_alternative_text_tells_every_figure() -> None:
    assert described(DRAWN) == (
        "Balkendiagramm Fristen. Zwischennachricht: Gehalten 1.205, Versäumt nicht genannt. "
        "Endantwort: Gehalten 9, Versäumt 0."
    )


def test_the_text_part_tells_each_figure_once() -> None:
    text = as_text(parse(f"{TABLE}\n@@ Fristen | Gehalten | Versäumt"))
    assert text.count("1.205") == 1
    assert "–" in text
    assert "¬" not in text
    assert "\u00ad" not in text


def test_the_text_part_keeps_a_table_that_says_more() -> None:
    text = as_text(parse(f"{TABLE}\n@@ Fristen | Gehalten"))
    assert [one for one in parse(TABLE) if isinstance(one, Table)]
    assert text.count("1.205") == 2


LABELS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
FIGURES = st.none() | st.integers(0, 9_999_999)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(LABELS, st.tuples(FIGURES, FIGURES)), min_size=1, max_size=3))
@pytest.mark.filterwarnings("ignore:Glyph")  # what DejaVu Sans has not is drawn as a box
def test_any_label_and_figure_is_drawn_and_the_bytes_hold_no_words(
    rows: list[tuple[str, tuple[int | None, int | None]]],
) -> None:
    drawn = draw(Picture("x", ("a", "b"), tuple(rows)))
    assert holds_no_words(drawn)


def test_the_same_figures_make_the_same_bytes_in_any_process() -> None:
    """No date, no name of a program, nothing that the account has set for itself."""
    asked = (
        "import sys, hashlib; from mailbot.outbound.drawing import draw; from mailbot.outbound.markup import Picture;"
        "print(hashlib.sha256(draw(Picture('Fälle', ('Anzahl',), (('Lob', (3,)),)))).hexdigest())"
    )
    settings = {"MPLBACKEND": "svg", "PYTHONHASHSEED": "1"}
    other = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env={**os.environ, **settings}
    )
    import hashlib

    here = hashlib.sha256(draw(Picture("Fälle", ("Anzahl",), (("Lob", (3,)),)))).hexdigest()
    assert other.stdout.strip() == here


def test_starting_mailbot_does_not_load_what_draws() -> None:
    asked = "import sys, mailbot.steps.cycle, mailbot.steps.reporting; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def the_report() -> Composed:
    """The sample report, as it leaves."""
    return compose(samples()["report"], envelope(), templates())


def parts(raw: bytes) -> list[EmailMessage]:
    """All parts of a mail."""
    return list(message_from_bytes(raw, policy=policy.default).walk())


def test_pictures_stand_in_one_part_with_the_page_that_shows_them() -> None:
    """RFC 2387 and 2392; a reader of text alone gets none."""
    kinds = [part.get_content_type() for part in parts(the_report().raw)]
    assert kinds[:4] == ["multipart/alternative", "text/plain", "multipart/related", "text/html"]
    assert len(kinds) > 6
    assert set(kinds[4:]) == {"image/png"}


def test_every_picture_is_shown_once_and_every_place_has_its_picture() -> None:
    found = parts(the_report().raw)
    html = found[3].get_content()
    there = [part["Content-ID"].strip("<>") for part in found[4:]]
    assert [html.count(f'src="cid:{one}"') for one in there] == [1] * len(there)
    assert html.count("<img ") == len(there)
    assert {part.get_content() for part in found[4:]} == the_report().pictures


def test_a_mail_without_pictures_has_two_parts_as_ever() -> None:
    kinds = [part.get_content_type() for part in parts(compose(samples()["digest"], envelope(), templates()).raw)]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_the_page_of_a_report_needs_nothing_beside_it() -> None:
    html = page(samples()["report"], templates()).decode("utf-8")
    assert html.count('src="data:image/png;base64,') == len(the_report().pictures)
    assert "cid:" not in html


def test_the_demo_shows_a_mail_with_its_pictures() -> None:
    html = html_part(the_report().raw)
    assert html.count('src="data:image/png;base64,') == len(the_report().pictures)
    assert "cid:" not in html


def gate(raw: bytes, drawn: frozenset[bytes], *identifiers: str) -> tuple[Hit, ...]:
    """What the last look finds."""
    return check(raw, neutral=NOBODY, identifiers=identifiers, recipients=(MAILBOX, *envelope().to), drawn=drawn)


def test_the_gate_lets_exactly_our_own_pictures_pass() -> None:
    report = the_report()
    assert gate(report.raw, report.pictures) == ()
    assert gate(report.raw, frozenset()) == (Hit("unreadable"),)
    assert gate(report.raw, frozenset(sorted(report.pictures)[1:])) == (Hit("unreadable"),)


def test_the_gate_reads_what_the_pictures_say() -> None:
    """Whatever is drawn stands in the alternative text too."""
    report = the_report()
    shown = reading(report.raw, drawn=report.pictures)
    for part in parse(templates().render(samples()["report"], MailFacts()).source):
        assert not isinstance(part, Picture) or described(part) in shown


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda png: png[:-12] + chunk(b"tEXt", b"Author\0Rosalinde Grebenstein") + png[-12:],
        lambda png: png[:-12] + chunk(b"eXIf", b"x") + png[-12:],
        lambda png: png + b"Rosalinde Grebenstein",
        lambda png: png[:-1],
        lambda png: b"GIF89a" + png[6:],
        lambda _: b"",
    ],
    ids=["a text", "a camera's notes", "something behind it", "cut", "another format", "nothing"],
)
def test_a_picture_that_holds_words_is_none_of_ours(spoilt: object) -> None:
    content = spoilt(draw(DRAWN))  # type: ignore[operator]
    mail = EmailMessage()
    mail.set_content("Anbei.")
    mail.add_attachment(content, "image", "png")
    assert not holds_no_words(content)
    assert gate(mail.as_bytes(policy=policy.SMTP), frozenset({content})) == (Hit("unreadable"),)
