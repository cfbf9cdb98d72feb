"""What Outlook for Windows, which draws mails with Word, ignores or draws wrongly stands in no mail (issue: "looks
right in Outlook"). Sources: Microsoft, "Word HTML and CSS rendering capabilities in Outlook"; caniemail.com.
"""

from __future__ import annotations

import re

import pytest
from every_mail import every_mail, every_page
from lxml import html as lxml_html
from lxml.html import HtmlElement

PAGES = every_page()

IGNORED = {
    "position", "float", "display", "flex", "grid", "gap", "transform", "opacity", "box-shadow", "text-shadow",
    "background-image", "background-position", "background-size", "border-radius", "min-width", "min-height",
    "max-height", "overflow", "animation", "transition", "object-fit", "clip", "visibility", "z-index", "box-sizing",
    "list-style-image", "content", "filter", "top", "left", "right", "bottom",
}  # fmt: skip
"""Properties that do nothing there: what needs them is lost."""
HARMLESS = {"word-break", "overflow-wrap"}
"""Ignored there, and nothing is lost: a long word is then wider."""
SPACED = {"table", "div", "td", "th", "span", "a", "body"}
"""Elements whose margins Word does not draw."""
NOT_DRAWN = ("svg", "video", "audio", "canvas", "button", "form", "input", "details", "picture", "style", "link")
"""Elements it leaves out, or that need what it leaves out. A `style` element alone may hold nothing that is needed."""


def elements(name: str) -> list[HtmlElement]:
    """All elements of the page."""
    page = lxml_html.document_fromstring(PAGES[name])
    return [one for one in page.iter() if isinstance(one.tag, str)]


def style(element: HtmlElement) -> dict[str, str]:
    """The inline style of an element."""
    pairs = (part.split(":", 1) for part in (element.get("style") or "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


@pytest.mark.parametrize("name", PAGES)
def test_no_style_that_word_ignores_carries_anything(name: str) -> None:
    used = {(one.tag, prop) for one in elements(name) for prop in style(one) if prop in IGNORED - HARMLESS}
    assert used == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_width_that_is_bounded_is_bounded_for_word_too(name: str) -> None:
    """`max-width` stands once, inside a table of that width that Word alone sees."""
    bounded = [one for one in elements(name) if "max-width" in style(one) and one.tag != "img"]
    assert len(bounded) == 1
    (wide,) = (style(one)["max-width"].removesuffix("px") for one in bounded)
    page = PAGES[name]
    assert re.search(rf'<!--\[if mso\]><table role="presentation"[^>]* width="{wide}"><tr><td><!\[endif\]-->', page)
    assert page.count("<!--[if mso]></td></tr></table><![endif]-->") == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_has_its_width_for_word_and_no_more_than_the_screen_for_phones(name: str) -> None:
    for picture in (one for one in elements(name) if one.tag == "img"):
        assert 0 < int(picture.get("width")) <= 688
        assert style(picture)["max-width"] == "100%"
        assert style(picture)["height"] == "auto"


@pytest.mark.parametrize("name", PAGES)
def test_every_width_is_an_attribute(name: str) -> None:
    """Of a `width` in a style Word believes nothing in percent."""
    for one in elements(name):
        wide = style(one).get("width")
        assert wide is None or one.get("width") == wide.removesuffix("px")


@pytest.mark.parametrize("name", PAGES)
def test_space_is_made_by_the_padding_of_cells(name: str) -> None:
    for one in elements(name):
        margin = style(one).get("margin", "0")
        assert one.tag not in SPACED or margin == "0", (one.tag, margin)
        assert "padding" not in style(one) or one.tag in {"td", "th", "ul", "body", "caption"}, one.tag


@pytest.mark.parametrize("name", PAGES)
def test_every_cell_names_its_own_font(name: str) -> None:
    """Word hands no font down into a table: what is not named is Times New Roman."""
    for one in elements(name):
        if one.tag in {"td", "th", "caption"} and (one.text or "").strip("\n \u00a0"):
            assert {"font-family", "font-size", "color"} <= style(one).keys(), one.text


@pytest.mark.parametrize("name", PAGES)
def test_a_ground_has_its_colour_as_attribute_too(name: str) -> None:
    for one in elements(name):
        assert one.get("bgcolor") == style(one).get("background-color")
        assert "background" not in style(one)


@pytest.mark.parametrize("name", PAGES)
def test_colours_are_of_six_digits(name: str) -> None:
    """No rgba(), hsl(), var(), and none of three digits."""
    for one in elements(name):
        for prop, value in style(one).items():
            assert not re.search(r"rgba?\(|hsla?\(|var\(|calc\(", value)
            if "color" in prop:
                assert re.fullmatch(r"#[0-9a-f]{6}", value)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_stands_there_that_is_not_drawn(name: str) -> None:
    assert [one.tag for one in elements(name) if one.tag in NOT_DRAWN] == []


@pytest.mark.parametrize("name", PAGES)
def test_lengths_are_in_pixels_or_percent(name: str) -> None:
    """rem, vw and their like are nothing there."""
    for one in elements(name):
        assert not re.search(r"\b[0-9.]+(?:rem|em|vw|vh|ch|fr)\b", one.get("style") or "")


@pytest.mark.parametrize("name", PAGES)
def test_a_link_is_no_longer_than_mail_programs_take(name: str) -> None:
    """Outlook cuts a `mailto:` at 2,083 characters, others at 1,000 (RFC 5322, 2.1.1: 998 octets a line)."""
    assert all(len(one.get("href", "")) <= 900 for one in elements(name))


def test_no_line_of_a_mail_is_longer_than_the_standard_allows() -> None:
    """The text part as people see it: 76 columns, links apart."""
    for name, (_, text, _) in every_mail().items():
        long = [line for line in text.splitlines() if len(line) > 76 and "mailto:" not in line and "https:" not in line]
        assert long == [], name
