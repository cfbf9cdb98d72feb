"""A mail that says itself that it holds two separate matters is cut where the second begins (domain, section 2).

Both halves are then judged each for itself. Only plain words cut: that something else follows, that one thing has
nothing to do with the other, a second point. Reasons that are counted ("erstens, zweitens") cut nothing by themselves.
"""

from __future__ import annotations

import re
from typing import Final

_LEAST_WORDS: Final = 6
_MATTERS: Final = r"(?:punkte?n?|anliegen|dinge?n?|sachen?|them(?:a|en)|angelegenheit(?:en)?|baustellen?|geschichten?)"
_ANNOUNCED: Final = re.compile(
    rf"\b(?:zwei|2|zweierlei|beide)\s+(?:\w+\s+)?{_MATTERS}\b|\bnichts\s+miteinander\b|\bbeides\s+(?:schreiben|sagen)\b"
    rf"|\bzweierlei\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"\bzweitens\b|(?:^|\n)[ \t]*(?:\(?2[.):]|\(?b\))|\bzum\s+(?:zweiten|anderen)\b(?!\s+mal)"
    rf"|\b(?:der|die|das|dem|den)\s+(?:zweite|andere)[ns]?(?:\s+{_MATTERS}|\s*[:,])",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(
    rf"\bnichts\s+damit\s+zu\s+tun\b|\b(?:davon|hiervon)\s+(?:ganz\s+|völlig\s+)?(?:getrennt|unabhängig|losgelöst)"
    rf"|\b(?:getrennt|unabhängig|losgelöst|abgesehen)\s+davon\b"
    rf"|\b(?:ganz|völlig|komplett)\s+(?:andere[rs]?|getrennte[rs]?)\s+{_MATTERS}\b|\betwas\s+(?:ganz|völlig)\s+anderes\b"
    rf"|\b(?:ein|eine|mein|meine|noch\s+ein|noch\s+eine)\s+(?:zweite|andere|weitere)[rs]?[,\w]*\s+(?:\w+\s+){{0,3}}{_MATTERS}"
    r"|\b(?:jetzt|nun)\s+(?:aber\s+|noch\s+)?(?:der|die|das|zum|zur|zu\s+meine[rm])\s+"
    r"(?:ärger|aber|kritik|beschwerde|lob|frage|tadel|unschöne\w*|andere\w*|unangenehme\w*)"
    r"|\bdas\s+(?:dicke|große|kleine|einzige)\s+Aber\b|(?:^|\n)[ \t]*(?:p\.?\s?s\.?|nachtrag|nachsatz)\b\s*:?"
    r"|\b(?:außerdem|gleichzeitig|zugleich|zudem|daneben|ferner|des\s+weiteren|darüber\s+hinaus|und\s+dann|andererseits)\b"
    r"[^.!?\n]{0,60}?\b(?:beschwer\w*|vorschlag|anregung|frage|lob|idee|tipp|dienstaufsicht\w*)\b"
    r"|\bbei\s+dieser\s+gelegenheit\b|\bw(?:o|enn)\s+ich\s+(?:gerade\s+)?schon\s+(?:ein)?(?:mal\s+)?(?:schreibe|dabei)",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(r"[.!?:](?:\s)|\n")


def halves_of(subject: str, text: str) -> tuple[str, str] | None:
    """The text before and from the second matter on; None where the mail does not say that it holds two."""
    cut = (_ANNOUNCED.search(f"{subject}\n{text}") and _COUNTED.search(text)) or _ANOTHER.search(text)
    if cut is None:
        return None
    begin = max((match.end() for match in _BEGINS.finditer(text, 0, cut.start() + 1)), default=0)
    first, second = text[:begin], text[begin:]
    return (first, second) if min(len(first.split()), len(second.split())) >= _LEAST_WORDS else None
