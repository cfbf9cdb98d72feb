"""The register on the terminal: colour only where a terminal is, and every colour beside a word that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from mailbot.console import printable
from mailbot.steps.case_list import Listed
from mailbot.steps.runtime import Runtime
from mailbot.vocabulary import Flag, Status

SOON_DAYS: Final = 3
PIPE_WIDTH: Final = 200
"""Into a file or a pipe no line is broken for the width of a screen."""
_STATUS: Final = {Status.OPEN: "", Status.CLOSED: "dim", Status.HANDED_OVER: "dim"}


def print_cases(cases: Sequence[Listed], office: Runtime) -> None:
    """A table with one row each, or a word that there is none."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPE_WIDTH)
    if not cases:
        console.print(f"{escape(office.name)}: no such case.")
        return
    table = Table(header_style="bold", title=f"{escape(office.name)}: {len(cases)}", title_justify="left")
    for column in ("number", "due", "kind", "route", "status", "received", "topics", "flags"):
        table.add_column(column, overflow="fold")
    today = office.now().date()
    for one in cases:
        case = one.case
        flags = ", ".join(sorted((*case.flags, *(("review",) if case.review is not None else ()))))
        row = (
            case.number,
            _due(one.due, today),
            case.kind,
            case.route,
            case.status,
            f"{case.received_at.astimezone(office.zone):%Y-%m-%d}",
            printable(case.topics),
            Text(flags, style="bold red" if Flag.DANGER in case.flags else ""),
        )
        table.add_row(*row, style=_STATUS[case.status])
    console.print(table)


def _due(due: date | None, today: date) -> Text:
    """The date, and how far away it is."""
    if due is None:
        return Text("")
    left = (due - today).days
    if left < 0:
        return Text(f"{due:%Y-%m-%d} overdue {-left} d", style="bold red")
    if left <= SOON_DAYS:
        return Text(f"{due:%Y-%m-%d} in {left} d" if left else f"{due:%Y-%m-%d} today", style="yellow")
    return Text(f"{due:%Y-%m-%d}")
