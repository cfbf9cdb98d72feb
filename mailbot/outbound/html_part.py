"""The HTML part of a mail: headings, tables with scope, inline styles, readable at 400 px and in Outlook.

Outlook for Windows draws with Word: it knows no `max-width`, no flex, no margins of tables and boxes, and it does not
hand fonts down into tables. So each block is a row of one outer table, spaced by the padding of its cell; widths stand
as attributes; each cell names its own font; and what is wide for others is bounded for Word by a table of its own in a
conditional comment. Every word goes through `escape` here; templates write no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from mailbot.outbound.chart import bars_html
from mailbot.outbound.drawing import WIDTH as PICTURE_WIDTH
from mailbot.outbound.drawing import described
from mailbot.outbound.markup import (
    BREAK,
    LINK,
    MARK,
    QUOTE,
    RIGHT_TO_LEFT,
    TARGET,
    Bars,
    Block,
    Facts,
    Foreign,
    Heading,
    Items,
    Paragraph,
    Picture,
    Quoted,
    ReadyReply,
    Replies,
    Small,
    Table,
    Warning,  # noqa: A004  the word of the field
)

WIDTH: Final = 720
_FAMILY: Final = "font-family:Arial,Helvetica,sans-serif"
_FONT: Final = f"{_FAMILY};font-size:16px;line-height:1.5;color:#1b2430"
_TABLE_FONT: Final = f"{_FAMILY};font-size:14px;line-height:1.45;color:#1b2430"
_CELL: Final = "padding:6px 10px 6px 0;border-bottom:1px solid #d5dae0;vertical-align:top;text-align:left"
_RIGHT: Final = ";text-align:right;white-space:nowrap"
_FIGURE: Final = re.compile(r"–|[0-9]{1,3}(?:\.[0-9]{3}){0,4}(?:,[0-9])?(?: %)?")
_BUTTON: Final = "color:#1f5c99;font-weight:bold;text-decoration:underline"
_LINK: Final = re.compile(r"https?://[^\s<>\"]{1,500}")
_KEPT_TOGETHER: Final = re.compile(
    r"\b[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}\b|\(?Org\.-Z\. [0-9]{1,9}\)?,?|\b[0-9]{1,4} Tage? alt\b"
    r"|(?:fällig )?\b[0-9]{2}\.[0-9]{2}\.[0-9]{4}\b"
)
"""A file number, an organisational unit, an age, a date: none is broken at the end of a line."""
_BARE_TABLE: Final = 'cellpadding="0" cellspacing="0" border="0"'


def as_html(
    blocks: Iterable[Block],
    title: str,
    language: str = "de",
    *,
    heading: str = "",
    places: Mapping[Picture, str] | None = None,
) -> str:
    """A whole page with these blocks; `title` is the subject, `heading` what stands over the page (else the title).

    `places` says under which address (`cid:`, `data:`) each drawn picture is to be found.
    """
    shown = heading or title
    rows = [
        _row(f'<h1 style="{_FONT};font-size:21px;line-height:1.3;margin:0">{_words(shown)}</h1>', "0 0 14px 0"),
        *(_row(_block(block, places or {}), _space(block), _attributes(block)) for block in blocks),
    ]
    body = "\n".join(rows)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body bgcolor="#ffffff" style="margin:0;padding:0;background-color:#ffffff">\n'
        f'<table role="presentation" {_BARE_TABLE} width="100%"><tr><td align="left" style="padding:16px">\n'
        f'<!--[if mso]><table role="presentation" {_BARE_TABLE} width="{WIDTH}"><tr><td><![endif]-->\n'
        f'<table role="presentation" {_BARE_TABLE} width="100%" style="width:100%;max-width:{WIDTH}px">\n'
        f"{body}\n</table>\n"
        "<!--[if mso]></td></tr></table><![endif]-->\n"
        "</td></tr></table>\n</body>\n</html>\n"
    )


def _row(content: str, space: str, attributes: str = "") -> str:
    return f'<tr><td{attributes} align="left" style="{_FONT};padding:{space}">{content}</td></tr>'


def _space(block: Block) -> str:
    """Padding above and below, as Word draws no margin of a table."""
    match block:
        case Heading():
            return "12px 0 8px 0"
        case Small():
            return "0 0 10px 0"
        case Foreign():
            return "16px 0 0 0;border-top:2px solid #d5dae0"
        case _:
            return "0 0 16px 0"


def _attributes(block: Block) -> str:
    """A screen reader changes its voice at `lang`; `dir` turns the lines of Arabic."""
    if not isinstance(block, Foreign):
        return ""
    direction = "rtl" if block.language in RIGHT_TO_LEFT else "ltr"
    return f' lang="{escape(block.language)}" dir="{direction}"'


def _block(block: Block, places: Mapping[Picture, str]) -> str:
    match block:
        case Picture():
            return _picture(block, places.get(block, ""))
        case Heading(text):
            return f'<h2 style="{_FONT};font-size:18px;line-height:1.3;margin:0">{_words(text)}</h2>'
        case Facts(rows):
            return _facts(rows)
        case Table(head, rows):
            return _table(head, rows)
        case Bars(title, names, rows):
            return bars_html(title, names, rows)
        case Replies(replies):
            return "".join(_reply(one) for one in replies)
        case _:
            return _prose(block)


def _prose(block: Warning | Paragraph | Small | Items | Quoted | Foreign) -> str:
    match block:
        case Warning(lines):
            return _boxed(lines, "#fdf3f2", "border:2px solid #8a1c1c;font-weight:bold")
        case Paragraph(lines):
            return f'<p style="margin:0">{_lines(lines)}</p>'
        case Small(lines):
            return f'<p style="{_TABLE_FONT};color:#47525f;margin:0;word-break:break-word">{_lines(lines)}</p>'
        case Items(items):
            points = "".join(f'<li style="{_FONT};margin:0 0 6px 0">{_words(item)}</li>' for item in items)
            return f'<ul style="margin:0;padding:0 0 0 24px">{points}</ul>'
        case Quoted(lines):
            marked = tuple(f"{QUOTE} {line}" for line in lines)
            return _boxed(marked, "#f6f7f9", "border:1px solid #8793a0")
        case Foreign(language, paragraphs):
            aligned = "right" if language in RIGHT_TO_LEFT else "left"
            return "".join(f'<p style="margin:0 0 14px 0;text-align:{aligned}">{_words(one)}</p>' for one in paragraphs)


def _cell(text: str) -> str:
    """The words of a cell: its lines, and its ready replies as links."""
    pieces = text.split(LINK)
    shown = (_inline(piece) if number % 2 else _words(piece) for number, piece in enumerate(pieces))
    return "".join(shown).replace(BREAK, "<br>")


def _inline(piece: str) -> str:
    """A ready reply inside a cell. The mark before it keeps a quoted line from being a command.

    Read aloud it names its case, so that it can be told from the same command in the next row.
    """
    words, address, line = (*piece.split(TARGET), "", "")[:3]
    if not address:
        return escape(words)
    label = f' aria-label="{escape(line)}"' if line and line != words else ""
    return f'<a href="{escape(address)}"{label} style="{_BUTTON}">{MARK}{escape(words)}</a>'


def _words(text: str) -> str:
    """Escaped text, with addresses of pages as links, and what belongs together on one line."""
    pieces, end = [], 0
    for match in _LINK.finditer(text):
        address = match.group().rstrip(".,;:)")
        pieces.append(_together(text[end : match.start()]))
        pieces.append(f'<a href="{escape(address)}" style="color:#1f5c99">{escape(address)}</a>')
        end = match.start() + len(address)
    return "".join([*pieces, _together(text[end:])])


def _together(text: str) -> str:
    pieces, end = [], 0
    for match in _KEPT_TOGETHER.finditer(text):
        pieces.append(escape(text[end : match.start()]))
        pieces.append(f'<span style="white-space:nowrap">{escape(match.group())}</span>')
        end = match.end()
    return "".join([*pieces, escape(text[end:])])


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>\n".join(_words(line) for line in lines)


def _boxed(lines: tuple[str, ...], colour: str, frame: str) -> str:
    return (
        f'<table role="presentation" {_BARE_TABLE} width="100%" style="border-collapse:collapse"><tr>'
        f'<td bgcolor="{colour}" style="{_FONT};padding:10px 14px;background-color:{colour};{frame};'
        f'word-break:break-word">{_lines(lines)}</td></tr></table>'
    )


def _facts(rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f'<tr><th scope="row" width="36%" style="{_FONT};{_CELL};font-weight:normal;color:#47525f">{escape(label)}</th>'
        f'<td width="64%" style="{_FONT};{_CELL};overflow-wrap:anywhere">{_cell(value)}</td></tr>'
        for label, value in rows
    )
    return f"{_open_table()}{cells}</table>"


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Figures stand under each other to the right, where there is more than one column of them."""
    right = {place for place in range(1, len(head)) if len(head) > 2 and _is_of_figures(rows, place)}
    first = 28 if len(head) == 2 and not _is_of_figures(rows, 1) else 60 if len(head) == 2 else 0
    titles = "".join(_column(name, right=place in right) for place, name in enumerate(head))
    body = "".join(f"<tr>{_cells(row, right, first)}</tr>" for row in rows)
    return f"{_open_table()}<tr>{titles}</tr>{body}</table>"


def _is_of_figures(rows: tuple[tuple[str, ...], ...], place: int) -> bool:
    return all(_FIGURE.fullmatch(row[place]) for row in rows if len(row) > place)


def _column(name: str, *, right: bool) -> str:
    side = ";text-align:right" if right else ""
    return f'<th scope="col" style="{_TABLE_FONT};{_CELL};font-weight:bold{side}">{escape(name)}</th>'


def _cells(row: tuple[str, ...], right: set[int], first: int) -> str:
    width = f' width="{first}%"' if first else ""
    label = f'<th scope="row"{width} style="{_TABLE_FONT};{_CELL};font-weight:bold">{_cell(row[0])}</th>'
    return label + "".join(
        f'<td style="{_TABLE_FONT};{_CELL}{_RIGHT if place in right else ""}">{_cell(cell)}</td>'
        for place, cell in enumerate(row[1:], 1)
    )


def _open_table() -> str:
    return f'<table role="table" {_BARE_TABLE} width="100%" style="width:100%;border-collapse:collapse">'


def _picture(picture: Picture, place: str) -> str:
    """As wide as it was drawn, for Word that knows no `max-width`; on a phone as wide as the phone."""
    said = escape(described(picture))
    if not place:
        return f'<p style="{_TABLE_FONT};margin:0">{said}</p>'
    return (
        f'<img src="{escape(place)}" alt="{said}" width="{PICTURE_WIDTH}" border="0" '
        f'style="max-width:100%;height:auto;{_TABLE_FONT}">'
    )


def _reply(reply: ReadyReply) -> str:
    """One line each, with a mark before the command: quoted in an answer, the line must not be a command itself."""
    command = f"{MARK}{escape(reply.command)}"
    link = f'<a href="{escape(reply.link)}" style="{_BUTTON}">{command}</a>' if reply.link else command
    return f'<p style="margin:0 0 8px 0">{link} – {_words(reply.meaning)}</p>'
