"""What of an HTML page no reader sees: by element, attribute, style, style sheet, or white letters on white ground."""

from __future__ import annotations

import re
from typing import Any, Final

_STYLE: Final = re.compile(r"<style\b[^>]{0,5000}>(.{0,100000}?)</style", re.IGNORECASE | re.DOTALL)


_RULE: Final = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")


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


def hiding_rules(page: str) -> frozenset[str]:
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


def is_hidden(node: Any, sheet: frozenset[str]) -> bool:
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
