"""The text part of a mail, as good as the HTML: wrapped, with tables that a narrow screen can show."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from mailbot.outbound.chart import SIGNS, Rows, bar, most_of, written
from mailbot.outbound.markup import (
    BREAK,
    LINK,
    MARK,
    QUOTE,
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
    unparted,
)

WIDTH: Final = 72
_SENTENCE_BREAK: Final = re.compile(f"(?<=[.!?]){BREAK}")
_QUOTES: Final = re.compile(r"(?:> ?){1,5}")


def as_text(blocks: Iterable[Block]) -> str:
    """The blocks as text, one empty line between them."""
    return "\n\n".join(filter(None, (_block(block) for block in _told_once(tuple(blocks))))) + "\n"


def _told_once(blocks: Sequence[Block]) -> Iterable[Block]:
    """Without a table all of whose figures stand beside the bars that follow it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        drawn = isinstance(block, Table) and isinstance(following, Picture) and _names(block) == following.names
        if not drawn:
            yield block


def _names(table: Table) -> tuple[str, ...]:
    return tuple(unparted(name) for name in table.head[1:])


def lines_of(block: Block) -> tuple[str, ...]:
    """A block as the lines of a letter: unwrapped, headings without a rule."""
    match block:
        case Heading(text):
            return (text,)
        case Paragraph(lines) | Small(lines) | Warning(lines):
            return lines
        case Items(items):
            return tuple(f"– {item}" for item in items)
        case Facts(rows):
            return tuple(f"{label}: {value}" for label, value in rows)
        case _:
            return (_block(block),)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            head = _wrap(text)
            return f"{head}\n{'=' * max(map(len, head.splitlines()))}"
        case Table(head, rows):
            return _table(head, rows)
        case Bars(title, names, rows) | Picture(title, names, rows):
            return _bars(title, names, rows)
        case Replies(replies):
            return "\n".join(_reply(one) for one in replies)
        case Quoted(lines):
            return "\n".join(_quoted(line) for line in lines)
        case Foreign(_, paragraphs):
            return "\n\n".join(("-" * WIDTH, *(_wrap(one) for one in paragraphs)))
        case _:
            return _prose(block)


def _prose(block: Warning | Paragraph | Small | Items | Facts) -> str:
    match block:
        case Warning(lines):
            return "\n".join(_wrap(f"!! {line}", "   ") for line in lines)
        case Paragraph(lines) | Small(lines):
            return "\n".join(_wrap(line) for line in lines)
        case Items(items):
            return "\n".join(_wrap(f"- {item}", "  ") for item in items)
        case Facts(rows):
            return "\n".join(_fact(label, value) for label, value in rows)


def _reply(reply: ReadyReply) -> str:
    """With a mark before the command: quoted in an answer, the line must not be a command itself."""
    link = f"    <{reply.link}>" if reply.link else ""
    return "\n".join(filter(None, (_wrap(f"{MARK}{reply.command} – {reply.meaning}", "    "), link)))


def _wrap(line: str, following: str = "", first: str = "") -> str:
    """The line in pieces; none is one word alone, which quoted could be taken for a command ("Freigabe.")."""
    pieces = textwrap.wrap(
        line,
        WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for place in range(len(pieces) - 1, 0, -1):
        before, _, word = pieces[place - 1].rpartition(" ")
        if len(pieces[place].split()) == 1 and len(before.split()) > 1:
            pieces[place - 1], pieces[place] = before, f"{following}{word} {pieces[place].strip()}"
    return "\n".join(pieces)


def _quoted(line: str) -> str:
    """Every line that a reader sees begins with the mark, the wrapped ones too; what it quotes itself stays a quote."""
    depth = _QUOTES.match(line)
    pieces = textwrap.wrap(
        line, WIDTH, break_long_words=True, break_on_hyphens=False, subsequent_indent=depth[0] if depth else ""
    )
    return "\n".join(f"{QUOTE} {piece}" for piece in pieces or [""])


def _cell(text: str) -> str:
    """The words of a cell in one line, without its ready replies."""
    words = unparted("".join(text.split(LINK)[::2]))
    return _SENTENCE_BREAK.sub(" ", words).replace(BREAK, ", ").strip(" ,\u00a0")


def _offered(text: str) -> tuple[str, ...]:
    """The ready replies of a cell, each the whole line as one types it, with the mark that keeps it from acting."""
    return tuple(f"{MARK}{piece.split(TARGET)[-1]}" for piece in text.split(LINK)[1::2])


def _fact(label: str, value: str) -> str:
    offered = tuple(f"  {one}" for one in _offered(value))
    return "\n".join((_wrap(f"{label}: {_cell(value)}".rstrip(), "  "), *offered))


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Columns side by side where they fit, else each row as its own lines with the names of the columns."""
    head = tuple(unparted(name) for name in head)
    cells = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    columns = [*zip(*((*row, *[""] * (len(head) - len(row))) for row in (head, *cells)), strict=False)]
    widths = [max(map(len, column)) for column in columns]
    offers = [_offered("".join(row)) for row in rows]
    if not any(offers) and sum(widths) + 2 * (len(widths) - 1) <= WIDTH:
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) for row in (head, *cells)
        ]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join(line.rstrip() for line in lines)
    return "\n".join(_row(head, row, offered) for row, offered in zip(cells, offers, strict=True))


def _row(head: tuple[str, ...], row: tuple[str, ...], offered: tuple[str, ...]) -> str:
    """The dot is no bullet of the commands' grammar: a command in the first cell stays a quotation."""
    named = len(head) > 2
    rest = "; ".join(
        f"{label}: {cell}" if named else cell for label, cell in zip(head[1:], row[1:], strict=False) if cell
    )
    words = _wrap(rest, "  ", "  ") if rest else ""
    return "\n".join(filter(None, (_wrap(f"· {row[0]}", "  "), words, *(f"  {one}" for one in offered))))


def _figure(figure: int | None) -> str:
    return "–" if figure is None else written(figure)


def _bars(title: str, names: tuple[str, ...], rows: Rows) -> str:
    """One line for each bar; where there are several series, the signs of their bars stand behind the title."""
    most, width = most_of(rows), max((len(label) for label, _ in rows), default=0)
    signs = ", ".join(f"{sign} {name}" for sign, name in zip(SIGNS, names, strict=False))
    head = f"{title} ({signs})" if len(names) > 1 else title
    lines = [
        f"{'' if place else label:{width}}  {_figure(figure):>5}  {bar(figure or 0, most, SIGNS[place])}"
        for label, figures in rows
        for place, figure in enumerate(figures)
    ]
    return "\n".join(filter(None, (head, *(line.rstrip() for line in lines))))
