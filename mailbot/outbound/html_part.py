"""The HTML part of a mail: headings, tables with scope, inline styles, readable at 400 px and in Outlook.

Every word goes through `escape` here; templates write no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from mailbot.outbound.chart import bars_html
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
    Quoted,
    ReadyReply,
    Replies,
    Small,
    Table,
    Warning,  # noqa: A004  the word of the field
)

_FONT: Final = "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:#1b2430"
_CELL: Final = "padding:6px 10px 6px 0;border-bottom:1px solid #d5dae0;vertical-align:top;text-align:left"
_SMALL: Final = "font-size:14px;line-height:1.45;overflow-wrap:break-word"
_BUTTON: Final = "color:#1f5c99;font-weight:bold;text-decoration:underline;white-space:nowrap"
_LINK: Final = re.compile(r"https?://[^\s<>\"]{1,500}")


def as_html(blocks: Iterable[Block], title: str, language: str = "de") -> str:
    """A whole page with these blocks; `title` is the subject."""
    body = "\n".join(_block(block) for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body style="margin:0;padding:0;background:#ffffff">\n'
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"><tr>'
        '<td style="padding:16px">\n'
        f'<div style="max-width:720px;{_FONT}">\n{body}\n</div>\n</td></tr></table>\n</body>\n</html>\n'
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f'<h2 style="font-size:18px;line-height:1.3;margin:24px 0 8px 0">{escape(text)}</h2>'
        case Facts(rows):
            return _facts(rows)
        case Table(head, rows):
            return _table(head, rows)
        case Bars(title, rows):
            return bars_html(title, rows)
        case Replies(replies):
            return "".join(_reply(one) for one in replies)
        case _:
            return _prose(block)


def _prose(block: Warning | Paragraph | Small | Items | Quoted | Foreign) -> str:
    match block:
        case Warning(lines):
            return _boxed(lines, "border:2px solid #8a1c1c;background:#fdf3f2", "font-weight:bold")
        case Paragraph(lines):
            return f'<p style="margin:0 0 14px 0">{_lines(lines)}</p>'
        case Small(lines):
            return f'<p style="margin:0 0 10px 0;font-size:14px;color:#47525f">{_lines(lines)}</p>'
        case Items(items):
            points = "".join(f'<li style="margin:0 0 6px 0">{_words(item)}</li>' for item in items)
            return f'<ul style="margin:0 0 14px 0;padding-left:22px">{points}</ul>'
        case Quoted(lines):
            marked = tuple(f"{QUOTE} {line}" for line in lines)
            return _boxed(marked, "border:1px solid #9aa5b1;background:#f6f7f9", "font-weight:normal")
        case Foreign(language, paragraphs):
            return _foreign(language, paragraphs)


def _foreign(language: str, paragraphs: tuple[str, ...]) -> str:
    """A screen reader changes its voice at `lang`; `dir` turns the lines of Arabic."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    body = "".join(f'<p style="margin:0 0 14px 0">{_words(one)}</p>' for one in paragraphs)
    style = "border-top:2px solid #d5dae0;margin:24px 0 0 0;padding:16px 0 0 0"
    return f'<div lang="{escape(language)}" dir="{direction}" style="{style}">{body}</div>'


def _cell(text: str) -> str:
    """The words of a cell: its lines, and its ready replies as links."""
    pieces = text.split(LINK)
    shown = (_inline(piece) if number % 2 else _words(piece) for number, piece in enumerate(pieces))
    return "".join(shown).replace(BREAK, "<br>")


def _inline(piece: str) -> str:
    """A ready reply inside a cell. The mark before it keeps a quoted line from being a command."""
    words, _, address = piece.partition(TARGET)
    return f'<a href="{escape(address)}" style="{_BUTTON}">{MARK}{escape(words)}</a>' if address else escape(words)


def _words(text: str) -> str:
    """Escaped text, with addresses of pages as links."""
    pieces, end = [], 0
    for match in _LINK.finditer(text):
        address = match.group().rstrip(".,;:)")
        pieces.append(escape(text[end : match.start()]))
        pieces.append(f'<a href="{escape(address)}" style="color:#1f5c99">{escape(address)}</a>')
        end = match.start() + len(address)
    return "".join([*pieces, escape(text[end:])])


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>\n".join(_words(line) for line in lines)


def _boxed(lines: tuple[str, ...], frame: str, weight: str) -> str:
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" '
        f'style="margin:0 0 16px 0;border-collapse:collapse"><tr><td style="padding:10px 14px;{frame};{weight};'
        f'word-break:break-word">{_lines(lines)}</td></tr></table>'
    )


def _facts(rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f'<tr><th scope="row" style="{_CELL};width:36%;font-weight:normal;color:#47525f">{escape(label)}</th>'
        f'<td style="{_CELL};overflow-wrap:anywhere">{_cell(value)}</td></tr>'
        for label, value in rows
    )
    return f"{_open_table()}{cells}</table>"


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    titles = "".join(f'<th scope="col" style="{_CELL};{_SMALL}">{escape(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    return f"{_open_table()}<tr>{titles}</tr>{body}</table>"


def _cells(row: tuple[str, ...]) -> str:
    first, *others = row
    return f'<th scope="row" style="{_CELL};{_SMALL}">{_cell(first)}</th>' + "".join(
        f'<td style="{_CELL};{_SMALL}">{_cell(cell)}</td>' for cell in others
    )


def _open_table() -> str:
    return (
        '<table role="table" cellpadding="0" cellspacing="0" border="0" width="100%" '
        'style="width:100%;border-collapse:collapse;margin:0 0 16px 0">'
    )


def _reply(reply: ReadyReply) -> str:
    """One line each, with a mark before the command: quoted in an answer, the line must not be a command itself."""
    command = f"{MARK}{escape(reply.command)}"
    link = f'<a href="{escape(reply.link)}" style="{_BUTTON}">{command}</a>' if reply.link else command
    return f'<p style="margin:0 0 8px 0">{link} – {_words(reply.meaning)}</p>'
