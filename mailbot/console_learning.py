"""What corrections teach, and what a changed rule file would do, on the operator's terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailbot.console import printable
from mailbot.rules.learning import (
    NOT_RULED,
    Confusion,
    Lesson,
    confusions,
    wrong_rules,
)
from mailbot.rules.replaying import Comparison, Reading, Turn
from mailbot.rules.ruleset import RuleSet
from mailbot.vocabulary import Kind


def print_suggestions(office: str, lessons: Sequence[Lesson], ruleset: RuleSet) -> None:
    """Counts, then the rules that were wrong, then what was taken for what and the words that would have told."""
    console = Console(highlight=False)
    corrected = sum(lesson.was_corrected for lesson in lessons)
    accepted = sum(lesson.ruling != NOT_RULED for lesson in lessons) - corrected
    console.print(
        f"[bold]{escape(office)}[/bold]: {len(lessons)} mails read; {corrected} corrected, {accepted} accepted."
    )
    taken = confusions(lessons)
    if not taken:
        console.print("No reading was corrected.")
        return
    records = wrong_rules(lessons, ruleset)
    if records:
        table = _table("rule", "spoke for", "corrected", "of mails", "what it is for")
        for one in records:
            table.add_row(*map(_cell, (one.rule, one.spoke_for, one.wrong, one.mails, one.meaning)))
        console.print(table)
    for confusion in taken:
        _print_confusion(console, confusion)


def _print_confusion(console: Console, taken: Confusion) -> None:
    read, meant = escape(printable(taken.read)), escape(printable(taken.meant))
    console.print(f"Read as [bold]{read}[/bold], meant [bold]{meant}[/bold]: {taken.mails}")
    if not taken.words:
        console.print("  no word stands out yet")
        return
    table = _table("would have told", "corrected", meant, read)
    for one in taken.words:
        counts = (one.corrected, taken.mails), (one.meant, taken.of_meant), (one.read, taken.of_read)
        table.add_row(_cell(one.word), *(f"{count} of {total}" for count, total in counts))
    console.print(table)


def print_comparison(comparison: Comparison) -> None:
    """Counts, then every mail that would be read otherwise, what got worse first."""
    console = Console(highlight=False)
    changed, (before, after) = comparison.changed, comparison.reviews
    console.print(
        f"{len(comparison.mails)} mails: {len(comparison.mails) - len(changed)} as before, {len(changed)} not."
    )
    console.print(f"For review: {before} before, {after} after.")
    counts = ", ".join(f"{comparison.count(turn)} {turn}" for turn in Turn if turn is not Turn.NOT_RULED)
    console.print(f"Against what people said: {counts}.")
    if changed:
        table = _table("case", "before", "after", "people said")
        table.columns[0].no_wrap = True
        for mail in changed:
            said = (mail.turn.value, *_destination(mail.ruling.kind, mail.ruling.route))
            cells = ((mail.number,), _reading(mail.before), _reading(mail.after), said)
            table.add_row(*("\n".join(map(_cell, cell)) for cell in cells))
        console.print(table)
    if comparison.unjudged:
        console.print(f"{len(comparison.unjudged)} of the changed mails were judged by nobody: look at them.")
    console.print("[bold red]Worse than the rules in force.[/bold red]" if comparison.is_worse else "Not worse.")


def _reading(reading: Reading) -> tuple[str, ...]:
    also = (f"+ {reading.also}",) if reading.also else ()
    marks = (*(("review",) if reading.review else ()), *sorted(reading.flags))
    return (*also, *_destination(reading.kind, reading.route), *marks)


def _destination(kind: Kind | None, route: str) -> tuple[str, ...]:
    return (*((str(kind),) if kind else ()), *((f"-> {route}",) if route else ()))


def _table(*columns: str) -> Table:
    table = Table(header_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cell(value: object) -> str:
    return escape(printable(value))
