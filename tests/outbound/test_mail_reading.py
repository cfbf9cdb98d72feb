"""A finished mail is read as whoever opens its source can; what cannot be read is refused."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from disguises import PLACES
from hypothesis import given
from hypothesis import strategies as st

from mailbot.outbound.office_files import office_text
from mailbot.outbound.reading import reading
from mailbot.privacy.fold import tidy


@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_read_in_every_place(place: str) -> None:
    assert "Grebenstein" in tidy(reading(PLACES[place]("Grebenstein")))


def a_zip(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def test_runs_make_one_word_and_paragraphs_part_words() -> None:
    text = office_text(a_zip(document_xml=b"<d><p><r><t>Greben</t></r><r><t>stein</t></r></p><p><t>war</t></p></d>"))
    assert "Grebenstein" in text
    assert "Grebensteinwar" not in text


def test_attributes_and_the_names_of_the_parts_are_read() -> None:
    text = office_text(a_zip(Grebenstein_xml=b'<sheet name="Quandtmeier"/>'))
    assert "Grebenstein.xml" in text
    assert "Quandtmeier" in text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        a_zip(picture_png=b"\x89PNG"),
        a_zip(macro_bin=b"x"),
        a_zip(document_xml=b"<open>"),
        a_zip(document_xml=b'<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>'),
        a_zip(**{f"a{i}_xml": b"<d/>" for i in range(1001)}),
        a_zip(document_xml=b"<d>" + b" " * 50_000_001 + b"</d>"),
    ],
    ids=["empty", "cut", "picture", "macro", "broken", "entities", "too many parts", "too large"],
)
def test_what_is_no_plain_document_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="attachment"):
        office_text(content)


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(office_text(content), str)
