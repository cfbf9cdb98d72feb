"""The text of a page that is too deep or too large to build a tree of: the tags are taken out, in one linear pass."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

_HEAVY: Final = re.compile(
    r"<!--.{0,100000}?-->|<(script|style|template|svg)\b[^>]{0,5000}>.{0,300000}?</\1\s{0,5}>",
    re.IGNORECASE | re.DOTALL,
)


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


def without_tags(page: str) -> str:
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
