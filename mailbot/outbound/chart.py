"""Charts for mails: bars made of table cells or of characters, always with their figures beside them."""

from __future__ import annotations

from html import escape
from typing import Final

COLUMNS: Final = 24
COLOUR: Final = "#1f5c99"


def share(figure: int, most: int) -> int:
    """Length of a bar in percent; something is always more than nothing."""
    return max(1, round(100 * figure / most)) if figure > 0 and most > 0 else 0


def bar(figure: int, most: int) -> str:
    """A bar of characters."""
    length = share(figure, most) * COLUMNS // 100
    return "#" * max(length, 1 if figure > 0 else 0)


def written(figure: int) -> str:
    """The figure in German format: 1.234."""
    return f"{figure:,}".replace(",", ".")


def bars_html(title: str, rows: tuple[tuple[str, int], ...]) -> str:
    """A table of label, figure and bar: a screen reader reads the figures, Outlook shows the bars."""
    most = max((figure for _, figure in rows), default=0)
    head = (
        f'<table role="table" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:560px;'
        f'border-collapse:collapse;margin:8px 0 16px 0"><caption style="text-align:left;font-weight:bold;'
        f'padding:0 0 6px 0">{escape(title)}</caption><tr>'
        f'<th scope="col" style="{_CELL};text-align:left">Was</th>'
        f'<th scope="col" style="{_CELL};text-align:right">Anzahl</th>'
        f'<th scope="col" style="{_CELL};text-align:left;width:50%">Balken</th></tr>'
    )
    return head + "".join(_row(label, figure, most) for label, figure in rows) + "</table>"


_CELL: Final = (
    "padding:4px 8px 4px 0;border-bottom:1px solid #d5dae0;vertical-align:middle;font-size:14px;line-height:1.45"
)


def _row(label: str, figure: int, most: int) -> str:
    width = share(figure, most)
    filled = (
        f'<table role="presentation" aria-hidden="true" cellpadding="0" cellspacing="0" border="0" width="{width}%" '
        f'style="width:{width}%;border-collapse:collapse"><tr><td bgcolor="{COLOUR}" height="14" '
        f'style="background:{COLOUR};height:14px;line-height:14px;font-size:1px">&nbsp;</td></tr></table>'
        if width
        else ""
    )
    return (
        f'<tr><th scope="row" style="{_CELL};text-align:left;font-weight:normal">{escape(label)}</th>'
        f'<td style="{_CELL};text-align:right">{written(figure)}</td><td style="{_CELL}">{filled}</td></tr>'
    )
