"""Every mail works with a screen reader (BITV 2.0, WCAG 2.1 AA; domain, section 11).

axe-core asks the page as Chromium draws it; what can be asked without a browser is asked always.
"""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import pytest
from chromium import run_in_page
from every_mail import every_page
from lxml import html as lxml_html
from lxml.html import HtmlElement

PAGES = every_page()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
NOT_OURS = ["region", "landmark-one-main", "bypass"]
"""A mail is shown inside the page of a mail program, which has the landmarks."""
CONTRAST = "color-contrast"


def axe() -> str:
    """The library, as it is put into each page."""
    return (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


def violations_of(pages: dict[str, str], *, contrast: bool) -> dict[str, object]:
    """Rule, help and elements of each violation, by mail, from one browser for all."""
    off = ",".join(f"'{rule}':{{enabled:false}}" for rule in ([] if contrast else [*NOT_OURS, CONTRAST]))
    only = [CONTRAST] if contrast else TAGS
    options = f"{{runOnly:{only},rules:{{{off}}},resultTypes:['violations']}}"
    found = "one => [one.id, one.help, one.nodes.map(node => node.html.slice(0, 200))]"
    asked = f"frame.axe.run(frame.document, {options}).then(told => told.violations.map({found}))"
    violations = run_in_page(pages, axe(), asked)
    assert violations.keys() == pages.keys()
    return {name: told for name, told in violations.items() if told}


def test_axe_finds_nothing_in_any_mail() -> None:
    assert violations_of(PAGES, contrast=False) == {}


def test_axe_finds_every_pair_of_colours_readable() -> None:
    """Measuring colours is five sixths of its time: it is done where, together, every pair of colours and size stands.

    That the words of each mail stand out is reckoned below, without a browser.
    """
    pages, wanted = {}, {name: looks(name) for name in PAGES}
    while any(wanted.values()):
        name = max(wanted, key=lambda one: len(wanted[one]))
        seen = wanted[name]
        pages[name] = PAGES[name]
        wanted = {one: left - seen for one, left in wanted.items()}
    assert violations_of(pages, contrast=True) == {}


def looks(name: str) -> frozenset[tuple[str, ...]]:
    """Every way in which words look in that mail: ink, ground, size, weight."""
    asked = (("color", "#000000"), ("background-color", "#ffffff"), ("font-size", "16px"), ("font-weight", "normal"))
    words = (one for one in tree(name).find("body").iter() if isinstance(one.tag, str) and (one.text or "").strip())
    return frozenset(tuple(inherited(one, *pair) for pair in asked) for one in words)


def test_axe_finds_what_is_wrong() -> None:
    """The instrument is read before it is trusted: a page with faults has them found."""
    page = '<html><body><h3>x</h3><img src="data:,"><p style="color:#aaaaaa">blass</p></body></html>'
    asked = "frame.axe.run(frame.document).then(told => told.violations.map(one => one.id))"
    found = set(run_in_page({"bad": page}, axe(), asked)["bad"])
    assert {"image-alt", "color-contrast", "html-has-lang", "document-title"} <= found


def tree(name: str) -> HtmlElement:
    """The page of that mail."""
    return lxml_html.document_fromstring(PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_language_and_title(name: str) -> None:
    page = tree(name)
    assert page.get("lang") == "de"
    assert page.findtext(".//title")


@pytest.mark.parametrize("name", PAGES)
def test_headings_begin_with_one_first_level_and_skip_none(name: str) -> None:
    levels = [int(one.tag[1]) for one in tree(name).iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_no_heading_holds_the_token(name: str) -> None:
    """It is for programs; read aloud it is noise."""
    assert "abcdefghijklmn" not in str(tree(name).findtext(".//h1"))


@pytest.mark.parametrize("name", PAGES)
def test_a_table_is_of_data_with_headers_or_of_layout_without(name: str) -> None:
    for table in tree(name).iter("table"):
        headers = [one for one in table.iter("th", "caption") if next(one.iterancestors("table")) is table]
        if table.get("role") == "presentation":
            assert not headers
        else:
            assert headers
            assert all(one.get("scope") in {"row", "col"} for one in headers if one.tag == "th")


@pytest.mark.parametrize("name", PAGES)
def test_a_link_has_words_and_no_two_places_behind_the_same_words(name: str) -> None:
    told: dict[str, str] = {}
    for link in tree(name).iter("a"):
        words = " ".join((link.get("aria-label") or link.text_content()).split())
        assert words.strip("» ")
        assert link.text_content().replace("\u00a0", " ").strip("» ") in words
        assert told.setdefault(words, str(link.get("href"))) == link.get("href"), words


@pytest.mark.parametrize("name", PAGES)
def test_there_are_no_forms_or_scripts(name: str) -> None:
    assert not [one.tag for one in tree(name).iter("svg", "form", "input", "script", "object", "iframe", "link")]


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_tells_its_figures_which_stand_in_a_table_before_it(name: str) -> None:
    for picture in tree(name).iter("img"):
        *_, table = picture.xpath("preceding::table[@role='table']")
        cells = {" ".join(one.text_content().replace("\u00ad", "").split()) for one in table.iter("td", "th")}
        figures = re.findall(r"(?::|, [A-Z]\w+) ([0-9]+(?:\.[0-9]{3})*)\b", picture.get("alt"))
        assert picture.get("alt").startswith("Balkendiagramm ")
        assert figures
        assert set(figures) <= cells


def luminance(colour: str) -> float:
    """WCAG 2.1, "relative luminance"."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, "contrast ratio"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def style(element: HtmlElement) -> dict[str, str]:
    """The inline style of an element."""
    pairs = (part.split(":", 1) for part in (element.get("style") or "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def inherited(element: HtmlElement, name: str, default: str) -> str:
    """The value of the nearest element that names it."""
    lineage = (element, *element.iterancestors())
    return next((value for one in lineage if (value := style(one).get(name))), default)


@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_from_their_ground(name: str) -> None:
    for element in tree(name).find("body").iter():
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        if isinstance(element.tag, str) and text.strip() and element.get("aria-hidden") != "true":
            ink, ground = (inherited(element, "color", "#000000"), inherited(element, "background-color", "#ffffff"))
            if text.strip("\u00a0 \n"):
                assert contrast(ink, ground) >= 4.5, (text[:40], ink, ground)
