"""Charts for mails: bars made of table cells or of characters, always with their figures beside them.

Not pictures: a mail program shows pictures only after a click, a screen reader never, and the gate refuses what it
cannot read. The colours are told apart by every eye (a test reckons with it), and each bar has its figure and its sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

COLUMNS: Final = 24
COLOURS: Final = ("#174a7c", "#cc7722", "#8a94a0")
"""Of the first, second, third series: blue, orange, grey (docs/decisions/0010)."""
SIGNS: Final = ("#", "=", "-")
"""The same in the text part."""
_FAMILY: Final = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.45;color:#1b2430"
_CELL: Final = f"{_FAMILY};padding:4px 8px 4px 0;border-bottom:1px solid #d5dae0;vertical-align:middle"
_TABLE: Final = 'cellpadding="0" cellspacing="0" border="0"'

Rows = Sequence[tuple[str, Sequence[int | None]]]
"""A label and the figures of its bars, one for each series; None is a number that is not told."""


def share(figure: int, most: int) -> int:
    """Length of a bar in percent; something is always more than nothing."""
    return max(1, round(100 * figure / most)) if figure > 0 and most > 0 else 0


def most_of(rows: Rows) -> int:
    """The figure of the longest bar."""
    return max((figure for _, figures in rows for figure in figures if figure is not None), default=0)


def bar(figure: int, most: int, sign: str = SIGNS[0]) -> str:
    """A bar of characters."""
    length = share(figure, most) * COLUMNS // 100
    return sign * max(length, 1 if figure > 0 else 0)


def written(figure: int) -> str:
    """The figure in German format: 1.234."""
    return f"{figure:,}".replace(",", ".")


def bars_html(title: str, names: tuple[str, ...], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """A table of label, figures and bars: a screen reader reads the figures, Outlook shows the bars."""
    most = most_of(rows)
    caption = (
        f'<caption align="left" style="{_FAMILY};text-align:left;font-weight:bold;padding:0 0 4px 0">'
        f"{escape(title)}</caption>"
    )
    titles = "".join(_title(name, place, len(names)) for place, name in enumerate(names))
    head = (
        f'<tr><th scope="col" align="left" style="{_CELL};font-weight:bold">Was</th>{titles}'
        f'<th scope="col" align="left" width="45%" style="{_CELL};font-weight:bold">Balken</th></tr>'
    )
    body = "".join(_row(label, figures, most) for label, figures in rows)
    opened = f'<table role="table" {_TABLE} width="100%" style="width:100%;border-collapse:collapse">'
    return f"{opened}{caption}{head}{body}</table>"


def _title(name: str, place: int, series: int) -> str:
    """The head of a column of figures; where there are several series, with a spot of the colour of its bars."""
    spot = f'<span aria-hidden="true" style="color:{COLOURS[place]}">&#9632;</span> ' if series > 1 else ""
    style = f"{_CELL};font-weight:bold;text-align:right;white-space:nowrap"
    return f'<th scope="col" align="right" style="{style}">{spot}{escape(name)}</th>'


def _row(label: str, figures: Sequence[int], most: int) -> str:
    numbers = "".join(f'<td align="right" style="{_CELL};text-align:right">{written(one)}</td>' for one in figures)
    height = 14 if len(figures) == 1 else 8
    bars = "".join(_bar(share(one, most), COLOURS[place], height) for place, one in enumerate(figures))
    return (
        f'<tr><th scope="row" align="left" style="{_CELL};font-weight:normal">{escape(label)}</th>'
        f'{numbers}<td width="45%" style="{_CELL}">{bars}</td></tr>'
    )


def _bar(width: int, colour: str, height: int) -> str:
    if not width:
        return ""
    return (
        f'<table role="presentation" {_TABLE} width="{width}%" style="width:{width}%;border-collapse:collapse"><tr>'
        f'<td bgcolor="{colour}" height="{height}" style="background-color:{colour};height:{height}px;'
        f'line-height:{height}px;font-size:1px">&nbsp;</td></tr></table>'
    )
