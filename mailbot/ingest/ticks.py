"""Which option of a form is ticked, however people tick."""

from __future__ import annotations

from typing import Final

from mailbot.ingest.late import Late

_MARK: Final = Late(
    r"(?P<on>\[\s?[xX✓✗✘×]\s?\]|\(\s?[xX✓×]\s?\)|<\s?[xX]\s?>|[☒☑✔✓✗✘🗹]|_{1,3}[xX]_{1,3}|(?<![\w.])[xX](?![\w.]))|"
    r"(?P<off>\[[\s_.]{0,3}\]|\([\s_.]{0,3}\)|[☐□▢○]|_{2,6}|<\s{0,2}>)"
)
_TICK_BEGINS_LINE: Final = Late(rf"\n[ \t]{{0,20}}(?:{_MARK.pattern})[ \t]{{0,20}}\S")


def ticked(value: str, options: Late) -> str:
    """The option with the tick before or behind it; the only one that stands there; else ""."""
    marks = [(match.start(), match.lastgroup == "on") for match in _MARK.finditer(value)]
    named = [(match.start(), match.lastgroup or "") for match in options.finditer(value)]
    if not named:
        return ""
    if not any(on for _, on in marks):
        return named[0][1] if len({name for _, name in named}) == 1 else ""
    before = marks[0][0] < named[0][0] or bool(_TICK_BEGINS_LINE.search(value))
    for start, on in marks:
        if on:
            after = [name for at, name in named if at > start]
            ahead = [name for at, name in named if at < start]
            chosen = after[:1] if before else ahead[-1:]
            if chosen:
                return chosen[0]
    return ""
