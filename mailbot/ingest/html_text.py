"""HTML to the text a reader sees: hidden parts gone, quotes marked with "> ", tables row by row.

lxml reads, inscriptis sets the blocks and white space. Both are bounded: what is too long is cut, what is nested too
deep for either is read by taking the tags out, which is linear and never fails.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from mailbot.ingest.charset import clean

LONGEST_HTML: Final = 1_000_000
LONGEST_TEXT: Final = 500_000
MOST_ELEMENTS: Final = 15_000
DEEPEST: Final = 180

_HEAVY: Final = re.compile(
    r"<!--.{0,100000}?-->|<(script|style|template|svg)\b[^>]{0,5000}>.{0,300000}?</\1\s{0,5}>",
    re.IGNORECASE | re.DOTALL,
)
_DATA_URI: Final = re.compile(r"\b(?:src|href|background)\s{0,5}=\s{0,5}([\"'])data:[^\"']{0,2000000}\1", re.IGNORECASE)
_STYLE: Final = re.compile(r"<style\b[^>]{0,5000}>(.{0,100000}?)</style", re.IGNORECASE | re.DOTALL)
_RULE: Final = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_TAG: Final = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})((?:[^<>\"']|\"[^\"<]{0,20000}\"|'[^'<]{0,20000}'){0,2000})>"
)
_BREAKS: Final = frozenset(
    [
        "br",
        "p",
        "div",
        "tr",
        "table",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "hr",
        "section",
        "article",
    ]
)
_GONE: Final = [
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "iframe",
    "audio",
    "video",
    "canvas",
    "select",
    "datalist",
    "meta",
    "link",
    "base",
    "xml",
    "noframes",
]
_HIDDEN: Final = re.compile(
    r"display\s?:\s?none|visibility\s?:\s?(?:hidden|collapse)|mso-hide\s?:\s?all|font-size\s?:\s?0(?:\.0+)?(?:px|"
    r"pt|em|rem|%)?\s?(?:;|!|$)|"
    r"(?:^|[;\s])opacity\s?:\s?0(?:\.0+)?\s?(?:;|!|$)|text-indent\s?:\s?-\d{3,5}|(?:left|top)\s?:\s?-\d{3,5}(?:px|"
    r"pt|em)"
)
_FLAT: Final = re.compile(
    r"max-(?:height|width)\s?:\s?0(?:px|pt)?\s?(?:;|!|$)|(?<![\w-])(?:height|width)\s?:\s?0(?:px|pt)?\s?(?:;|!|$)"
)
_COLOUR: Final = re.compile(r"(?<![\w-])color\s?:\s?([#\w(), .%]{1,40})")
_GROUND: Final = re.compile(r"background(?:-color)?\s?:\s?([#\w(), .%]{1,40})")
_WHITE: Final = re.compile(
    r"#fff(?:fff)?\b|#fe(?:fefe|fdfd)\b|white\b|rgba?\(\s?255\s?,\s?255\s?,\s?255|transparent\b|"
    r"rgba\([^)]{0,20},\s?0(?:\.0+)?\s?\)"
)
_QUOTE_CLASS: Final = re.compile(
    r"gmail_quote|yahoo_quoted|protonmail_quote|moz-cite|quote|zmail_extra|tutanota_quote|cite", re.IGNORECASE
)
_RULE_BEFORE: Final = re.compile(
    r"border-top\s?:\s?solid|border-top\s?:\s?\d(?:\.\d)?(?:px|pt) solid|border-top-style\s?:\s?solid"
)
OUTLOOK_LINE: Final = "_" * 32


_OURS: Final = re.compile("[\ue000-\ue002]")
"""Marks that this module writes into the tree; a page that holds them already could pass text off as a quote."""


def html_to_text(page: str) -> tuple[str, tuple[str, ...]]:
    """The readable text of an HTML part, and defects: "html-cut" when it was too long, "html-deep" when too nested."""
    defects: list[str] = []
    if len(page) > LONGEST_HTML and "data:" in page:
        page = _DATA_URI.sub("", page)
    if len(page) > LONGEST_HTML:
        page = page[:LONGEST_HTML]
        defects.append("html-cut")
    if not page.isascii():
        page = _OURS.sub("", page)
    sheet = _hiding_rules(page)
    text = None
    if page.count("<!--") < 5_000 and _depth_is_bounded(page):
        text = _by_library(page, sheet)
    if text is None:
        text = _by_taking_tags_out(page)
        defects.append("html-deep")
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        defects.append("html-cut")
    return _tidy(text), tuple(dict.fromkeys(defects))


def _hiding_rules(page: str) -> frozenset[str]:
    """The classes, ids and elements that a style sheet of the mail hides outside of media queries."""
    found: set[str] = set()
    for sheet in _STYLE.finditer(page[:300_000]):
        content = re.sub(r"@media[^{]{0,300}\{(?:[^{}]{0,500}\{[^{}]{0,2000}\}){0,200}[^{}]{0,200}\}", "", sheet[1])
        for selectors, body in _RULE.findall(content):
            if _HIDDEN.search(" ".join(body.lower().split())):
                found.update(
                    part.strip().lower() for part in selectors.split(",") if re.fullmatch(r"\s*[\w.#-]+\s*", part)
                )
    return frozenset(found)


_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "o",
    ]
)


def _depth_is_bounded(page: str) -> bool:
    """Whether the tags nest less than `DEEPEST`, counted without building anything; unclosed p, li, td do not count."""
    depth = deepest = count = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})", page):
        count += 1
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST * 3:
            return False
    return count < MOST_ELEMENTS * 2


def _by_library(page: str, sheet: frozenset[str]) -> str | None:
    """lxml and inscriptis; None where either gives up."""
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.html_engine import Inscriptis
    from inscriptis.model.config import ParserConfig
    from lxml import etree

    try:
        parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
        )
        root = etree.fromstring(page.encode("utf-8", "replace").replace(b"\x00", b""), parser)
        if root is None:
            return ""
        prepared = _prepare(root, sheet)
        if prepared is None:
            return None
        config = ParserConfig(css=STRICT_CSS_PROFILE)
        return str(Inscriptis(prepared, config).get_text())
    except (etree.LxmlError, RecursionError, ValueError, AssertionError, IndexError, AttributeError, TypeError):
        return None


def _prepare(root: Any, sheet: frozenset[str]) -> Any | None:
    """The tree without what no reader sees, quotes and tables rewritten; None when too deep or too large."""
    count = 0
    doomed: list[Any] = []
    quotes: list[Any] = []
    stack: list[tuple[Any, int]] = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        count += 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            return None
        if not isinstance(node.tag, str) or _is_hidden(node, sheet):
            doomed.append(node)
            continue
        _rewrite(node)
        if _is_quote(node):
            quotes.append(node)
        stack.extend((child, depth + 1) for child in node)
    for node in doomed:
        _remove(node)
    for node in reversed(quotes):
        _mark_quote(node)
    return root


def _is_hidden(node: Any, sheet: frozenset[str]) -> bool:
    tag = node.tag.lower()
    if tag in _GONE or node.get("hidden") is not None or (node.get("aria-hidden") == "true" and not _has_letters(node)):
        return True
    if tag == "input" or (tag == "img"):
        return True
    if sheet and _named(node, tag) & sheet:
        return True
    style = " ".join((node.get("style") or "").lower().split())
    if tag == "font" and _white_on_white(f"color:{node.get('color') or ''}".lower(), node):
        return True
    return bool(style) and _hides(style, node)


def _has_letters(node: Any) -> bool:
    return any(char.isalpha() for char in (node.text or ""))


def _named(node: Any, tag: str) -> set[str]:
    names = {tag}
    for name in (node.get("class") or "").lower().split():
        names |= {f".{name}", f"{tag}.{name}"}
    if ident := (node.get("id") or "").lower():
        names |= {f"#{ident}", f"{tag}#{ident}"}
    return names


def _hides(style: str, node: Any) -> bool:
    if _HIDDEN.search(style):
        return True
    if _FLAT.search(style) and "overflow" in style and "hidden" in style:
        return True
    return "color" in style and _white_on_white(style, node)


def _white_on_white(style: str, node: Any) -> bool:
    """White (or transparent) letters where no element around sets a ground that is not white."""
    colour = _COLOUR.search(style)
    if not colour or not _WHITE.match(colour[1].strip()):
        return False
    around: Any | None = node
    for _ in range(60):
        if around is None:
            return True
        own = " ".join((around.get("style") or "").lower().split())
        ground = _GROUND.search(own)
        named = (around.get("bgcolor") or "").lower()
        if "background-image" in own or around.get("background") or around.get("class"):
            return False
        if (ground and not _WHITE.match(ground[1].strip())) or (named and not _WHITE.match(named)):
            return False
        around = around.getparent()
    return True


def _rewrite(node: Any) -> None:
    """Table rows become lines, cells words set apart; Outlook's line above a header block becomes a line of text."""
    tag = node.tag.lower().rpartition(":")[2]
    if tag in {
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "caption",
        "center",
        "form",
        "fieldset",
        "dl",
        "dt",
        "dd",
        "legend",
        "option",
    }:
        node.tag = "div"
    elif tag in {"td", "th"}:
        _rewrite_cell(node)
    elif tag == "hr":
        node.tag = "div"
        node.text = OUTLOOK_LINE
    style = (node.get("style") or "").lower()
    if (style and _RULE_BEFORE.search(style)) or (node.get("id") or "").lower() == "divrplyfwdmsg":
        node.text = f"{OUTLOOK_LINE}\n{node.text or ''}"
        _insert_break(node)


def _insert_break(node: Any) -> None:
    from lxml import etree

    line = etree.Element("div")
    line.text = OUTLOOK_LINE
    node.text = (node.text or "").removeprefix(f"{OUTLOOK_LINE}\n")
    rest, node.text = node.text, None
    line.tail = rest
    node.insert(0, line)


_CELL_END: Final = "\ue002"


def _rewrite_cell(node: Any) -> None:
    """A cell becomes a word in its row's line, its first block with it; alone in its row it stays a block."""
    parent = node.getparent()
    if parent is None or len(parent) < 2:
        node.tag = "div"
        return
    node.tag = "span"
    if node.getnext() is not None:
        node.tail = f"{_CELL_END}{node.tail or ''}"
    first = node
    while not (first.text or "").strip() and len(first) and first[0].tag in {"p", "div", "center"}:
        first = first[0]
        first.tag = "span"


def _is_quote(node: Any) -> bool:
    if node.tag != "blockquote":
        return False
    if node.get("type") == "cite" or node.get("cite") is not None or _QUOTE_CLASS.search(node.get("class") or ""):
        return True
    style = (node.get("style") or "").lower()
    if "border-left" in style and "border-left:none" not in style.replace(" ", ""):
        return True
    around = node.getparent()
    for _ in range(6):
        if around is None:
            return False
        if _QUOTE_CLASS.search(f"{around.get('class') or ''} {around.get('id') or ''} {around.get('name') or ''}"):
            return True
        around = around.getparent()
    return False


_OPEN, _CLOSE = "\ue000", "\ue001"


def _mark_quote(node: Any) -> None:
    from lxml import etree

    first, last = etree.Element("div"), etree.Element("div")
    first.text, last.text = _OPEN, _CLOSE
    first.tail, node.text = node.text, None
    node.insert(0, first)
    node.append(last)


def _remove(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        node.clear()
        return
    tail = node.tail or ""
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _by_taking_tags_out(page: str) -> str:
    """The text between the tags; block tags break lines. For what is too deep or too large to build a tree of."""
    page = _HEAVY.sub(" ", page) if page.count("<!--") < 5000 else re.sub(r"<!--", " <", page)
    out = list(_between_tags(page))
    return html.unescape("".join(out))


def _between_tags(page: str) -> Iterator[str]:
    end = 0
    for match in _TAG.finditer(page):
        yield _one_space(page[end : match.start()])
        name = match[2].lower()
        if name in _BREAKS:
            yield "\n"
        elif name in {"td", "th"}:
            yield " "
        end = match.end()
    yield _one_space(page[end:])


_SPACES: Final = re.compile(r"[ \t\r\n]+")


def _one_space(text: str) -> str:
    return _SPACES.sub(" ", text) if text else ""


def _tidy(text: str) -> str:
    """Quote depth as "> ", no white space at line ends, no more than one empty line in a row."""
    lines: list[str] = []
    depth = 0
    for line in clean(text).replace("\xa0", " ").split("\n"):
        stripped = re.sub(rf" ?{_CELL_END} ?", "  ", line.strip()).strip()
        if stripped == _OPEN:
            depth += 1
        elif stripped == _CLOSE:
            depth = max(0, depth - 1)
        elif stripped or (lines and lines[-1].strip("> ")):
            lines.append(f"{'> ' * min(depth, 5)}{stripped}".rstrip())
    return "\n".join(lines).strip("\n")
