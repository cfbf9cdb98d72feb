"""HTML to the text a reader sees: hidden parts gone, quotes marked with "> ", tables row by row.

lxml reads, inscriptis sets the blocks and white space. Both are bounded: what is too long is cut, what is nested too
deep for either is read by taking the tags out, which is linear and never fails.
"""

from __future__ import annotations

import re
from typing import Any, Final

from mailbot.ingest.charset import clean
from mailbot.ingest.html_hidden import hiding_rules, is_hidden
from mailbot.ingest.html_tags import without_tags

LONGEST_HTML: Final = 1_000_000
LONGEST_TEXT: Final = 500_000
MOST_ELEMENTS: Final = 15_000
DEEPEST: Final = 180

_DATA_URI: Final = re.compile(r"\b(?:src|href|background)\s{0,5}=\s{0,5}([\"'])data:[^\"']{0,2000000}\1", re.IGNORECASE)
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
    sheet = hiding_rules(page)
    text = None
    if page.count("<!--") < 5_000 and _depth_is_bounded(page):
        text = _by_library(page, sheet)
    if text is None:
        text = without_tags(page)
        defects.append("html-deep")
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        defects.append("html-cut")
    return _tidy(text), tuple(dict.fromkeys(defects))


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
        if not isinstance(node.tag, str) or is_hidden(node, sheet):
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
