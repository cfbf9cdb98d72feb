"""What the operator sees on the terminal. Text from outside is shown here only, on the machine itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:  # what erases needs the database, what prints does not
    from mailbot.steps.retention import Report

_HIDDEN = frozenset({"evidence", "anonymised", "message", "file", "redactions"})


def printable(value: object) -> str:
    """A value as one line: control characters made visible, nothing that a terminal would act on."""
    if isinstance(value, Mapping):
        value = ", ".join(f"{key} {item}" for key, item in value.items() if item)
    elif isinstance(value, list | tuple | set):
        value = ", ".join(str(item) for item in value)
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    """A table with one row each, or a word that there is nothing."""
    console = Console(highlight=False)
    if not rows:
        console.print("Nothing here.")
        return
    table = Table(header_style="bold")
    for column in rows[0]:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(value)) for value in row.values()))
    console.print(table)


def print_case(detail: Mapping[str, Any]) -> None:
    """One case: its fields, then its events, mails and documents."""
    console = Console(highlight=False)
    for key, value in detail.items():
        if key not in {"events", "mails", "documents"}:
            console.print(f"[bold]{key:13}[/bold] {escape(printable(value))}")
    for event in detail["events"]:
        console.print(f"  {event['at']}  {escape(event['type'])}")
    print_table([{key: mail[key] for key in ("created_at", "purpose", "to", "cc")} for mail in detail["mails"]])
    if detail["documents"]:
        print_table(detail["documents"])


def print_inspected(result: Mapping[str, Any]) -> None:
    """The verdict on one file and what would be sent on."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(printable(result['file']))}[/bold]")
    if "error" in result:
        console.print(f"  [red]{escape(result['error'])}[/red]")
        return
    for key, value in result.items():
        if key not in _HIDDEN:
            console.print(f"  {key:12} {escape(printable(value))}")
    for evidence in result["evidence"]:
        console.print(f"  [dim]{escape(evidence['rule'])}: {escape(printable(evidence['text']))}[/dim]")
    console.print(Text(f"  {printable(result['anonymised']['subject'])}", style="italic"))
    for line in result["anonymised"]["text"].splitlines():
        console.print(Text(f"  | {printable(line)}"))


def print_erased(office: str, report: Report, *, would: bool) -> None:
    """How much was, or would be, erased, in counts; file numbers of what had to stay, with the reason."""
    console = Console(highlight=False)
    done, outside = report.erased, report.outside
    console.print(f"{escape(office)}: {'would be erased' if would else 'erased'}:")
    counts = {
        "cases": done.cases,
        "rows of the register": done.register_rows,
        "messages": done.messages,
        "mails of ours": done.mails,
        "texts": done.texts,
        "documents": done.documents,
        "texts of the log": done.events,
        "IMAP folders": len(outside.folders),
        "messages to be looked for in other IMAP folders": len(outside.messages),
    }
    for what, number in counts.items():
        console.print(f"  {what}: {number}")
    for number_, reason in report.kept:
        console.print(f"  kept: {number_} {reason}")
