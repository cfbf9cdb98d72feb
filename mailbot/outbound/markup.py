"""The markup in which templates write a mail: one source, of which both the text part and the HTML part are made.

    ## Überschrift            a heading
    ! Wichtig                 a line that must be seen first
    - Punkt                   a list
    Eingang:: 12.03.2026      a row of a table of facts
    | Nummer | Art |          a table; its first row is the header
    %% Offene Fälle           a chart with its title; then rows `% Beschwerde | 4`
    %% Woche | Neu | Fertig   a chart of several series, each by its name; then rows `% 02.03. | 4 | 2`
    @@ Titel | Neu | Fertig   a picture of these columns of figures of the table before it
    => ÜBERNOMMEN | was das bewirkt | mailto:...    a ready reply
    ~ Kleingedrucktes         small print
    │ ...                     text from outside
Inside a cell `⏎` begins a new line, and `¬` is where a long word may be parted on a narrow screen.
Any other line is a line of a paragraph; an empty line ends it. Values can begin no line: `templates.py` sees to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

QUOTE: Final = "│"
LINK: Final = "\x02"
TARGET: Final = "\x03"
"""`LINK words TARGET address TARGET line LINK`: a ready reply inside a cell, and the whole line as one types it.

No value can hold these characters.
"""
MARK: Final = "»\u00a0"
"""Stands before each command that a mail offers: quoted in an answer, the line is then no command."""
ONE_SERIES: Final = "Anzahl"
"""The name of the figures of a chart that has only these."""
BREAK: Final = "⏎"
"""A new line inside a cell."""
JOINT: Final = "¬"
SOFT_HYPHEN: Final = "\u00ad"
RELEASED: Final = "\x1f"
"""Begins each line of a released answer, which is no markup."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  the word of the field
    """Lines that must be seen first."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """Small print."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of label and value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: title, the names of its series, and for each label a figure of each series."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that is drawn: what these columns of the table before it say; None where the table has a dash."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyReply:
    """A command, what it does, and its link."""

    command: str
    meaning: str
    link: str


@dataclass(frozen=True, slots=True)
class Replies:
    """Ready replies that stand together."""

    replies: tuple[ReadyReply, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text from outside, line by line, without the mark."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """The office's fixed translation, paragraph by paragraph, in the language of that code (BCP 47)."""

    language: str
    paragraphs: tuple[str, ...]


Block = Heading | Paragraph | Warning | Small | Items | Facts | Table | Bars | Picture | Replies | Quoted | Foreign

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})
"""Languages that are written from right to left."""

_MARKS: Final = ("## ", "! ", "- ", "~ ", "| ", "%% ", "% ", "@@ ", "=> ")


def parse(source: str) -> tuple[Block, ...]:
    """The blocks of a rendered template."""
    blocks: list[Block] = []
    for mark, group in groupby(source.split("\n"), key=_mark):
        lines = list(group)
        if mark != "":
            blocks += _MAKERS[mark]([_without(mark, line) for line in lines])
    return tuple(_charts(blocks))


def _mark(line: str) -> str:
    """What kind of line this is: its mark, `::` for a fact, `p` for a paragraph, "" for an empty line."""
    if line.startswith(RELEASED):
        return "p"
    if line.startswith(QUOTE):
        return QUOTE
    if not line.strip():
        return ""
    found = next((mark for mark in _MARKS if line.startswith(mark)), "")
    return found or ("::" if ":: " in line else "p")


def unparted(text: str) -> str:
    """The text without the places where its words may be parted."""
    return text.replace(JOINT, "").replace(SOFT_HYPHEN, "")


def _without(mark: str, line: str) -> str:
    if mark == QUOTE:
        return line[1:].removeprefix(" ")
    if mark in _MARKS:
        return line[len(mark) :].strip()
    return line.removeprefix(RELEASED).strip()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removesuffix("|").split("|"))


def _facts(lines: list[str]) -> list[Block]:
    rows = (line.partition(":: ") for line in lines)
    return [Facts(tuple((label.strip(), value.strip()) for label, _, value in rows if value.strip()))]


def _table(lines: list[str]) -> list[Block]:
    rows = [tuple(cell.replace(JOINT, SOFT_HYPHEN) for cell in _cells(line)) for line in lines]
    return [Table(rows[0], tuple(rows[1:]))] if len(rows) > 1 else []


def _replies(lines: list[str]) -> list[Block]:
    cells = ([*_cells(line), "", ""] for line in lines)
    return [Replies(tuple(ReadyReply(one[0], one[1], one[2]) for one in cells))]


def _bars(lines: list[str]) -> list[Block]:
    cells = (_cells(line) for line in lines)
    rows = ((label, figures) for label, *figures in cells if figures and all(one.isdigit() for one in figures))
    return [Bars("", (), tuple((label, tuple(map(int, figures))) for label, figures in rows))]


def _chart_title(line: str) -> Bars:
    title, *names = _cells(line)
    return Bars(title, tuple(names) or (ONE_SERIES,), ())


def _picture_title(line: str) -> Picture:
    title, *names = _cells(line)
    return Picture(title, tuple(names) or (ONE_SERIES,))


_MAKERS: Final[dict[str, Callable[[list[str]], list[Block]]]] = {
    "## ": lambda lines: [Heading(line) for line in lines],
    "! ": lambda lines: [Warning(tuple(lines))],
    "~ ": lambda lines: [Small(tuple(lines))],
    "- ": lambda lines: [Items(tuple(lines))],
    "| ": _table,
    "%% ": lambda lines: [_chart_title(line) for line in lines],
    "% ": _bars,
    "@@ ": lambda lines: [_picture_title(line) for line in lines],
    "=> ": _replies,
    "::": _facts,
    QUOTE: lambda lines: [Quoted(tuple(lines))],
    "p": lambda lines: [Paragraph(tuple(lines))],
}


def _charts(blocks: list[Block]) -> Iterator[Block]:
    """Title and rows of a chart become one block; a chart without rows is none."""
    head, table = Bars("", (ONE_SERIES,), ()), Table((), ())
    for block in blocks:
        match block:
            case Picture():
                yield from _pictured(block, table)
            case Bars(title, _, _) if title:
                head = block
            case Bars(_, _, rows) if rows:
                yield Bars(head.title, head.names, tuple(row for row in rows if len(row[1]) == len(head.names)))
            case Bars():
                pass
            case Table():
                table = block
                yield block
            case _:
                yield block


def _pictured(wanted: Picture, table: Table) -> Iterator[Picture]:
    """The picture of these columns; none where the table has not all of them, or no figure to draw."""
    head = [unparted(name) for name in table.head]
    if not set(wanted.names) <= set(head):
        return
    places = [head.index(name) for name in wanted.names]
    whole = [row for row in table.rows if len(row) == len(head)]
    rows = tuple((unparted(row[0]), tuple(_figure(row[place]) for place in places)) for row in whole)
    if any(figure for _, figures in rows for figure in figures):
        yield Picture(wanted.title, wanted.names, rows)


def _figure(cell: str) -> int | None:
    """A figure as people read it (1.234); None for a dash, and for whatever is no whole number."""
    digits = cell.replace(".", "")
    return int(digits) if digits.isascii() and digits.isdigit() else None
