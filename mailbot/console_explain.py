"""`inspect --explain`: why a mail is judged, anonymised or withheld as it is, for the operator's eyes on the machine.

The text stands there as it came, so nothing of this may be copied into a ticket or a mail. Where there are no colours
(no terminal, NO_COLOR) marks in brackets say the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from mailbot.console import printable
from mailbot.privacy.anonymise import Anonymised
from mailbot.privacy.doubt import THRESHOLD
from mailbot.privacy.grounds import grounds_of
from mailbot.privacy.leaks import leaks
from mailbot.privacy.mentions import mentions
from mailbot.privacy.sought import sought
from mailbot.privacy.spans import PLACEHOLDERS, Kind, Span
from mailbot.steps.inspection import Inspected, Inspector, inspect_bytes

_PEOPLE, _PLACES, _STRANGE, _NUMBERS = "black on yellow", "black on cyan", "black on red", "black on magenta"
_LOOKS: Final = {Kind.NAME: _PEOPLE, Kind.PLACE: _PLACES, Kind.STREET: _PLACES, Kind.ORG: _PLACES, Kind.WORD: _STRANGE}
_LEGEND: Final = ((_PEOPLE, "names"), (_PLACES, "places, streets, firms"), (_NUMBERS, "numbers, addresses"),
                  (_STRANGE, "words that nothing explains"))  # fmt: skip


def explain_file(path: Path, inspector: Inspector) -> None:
    """Verdict, text with its redactions, the reason of each, doubt, and what would be sent on."""
    console = Console(highlight=False)
    inspected = inspect_bytes(path.read_bytes(), inspector)
    console.print(f"[bold]{escape(printable(str(path)))}[/bold]")
    _print_verdict(console, inspected)
    _print_text(console, inspected.anonymised)
    _print_redactions(console, inspected.anonymised)
    _print_doubt(console, inspected)
    _print_sent(console, inspected.anonymised)


def _head(console: Console, title: str) -> None:
    console.print(f"\n[bold]{title}[/bold]")


def _print_verdict(console: Console, inspected: Inspected) -> None:
    verdict = inspected.verdict
    _head(console, "Verdict")
    facts = {
        "disposition": verdict.disposition,
        "kind": verdict.kind,
        "also": verdict.also.kind if verdict.also else "",
        "topics": ", ".join(verdict.topics),
        "route": verdict.route,
        "language": verdict.language,
        "flags": ", ".join(sorted(verdict.flags)),
        "confidence": f"{verdict.confidence:.2f}{' (review)' if verdict.review else ''}",
    }
    for name, value in facts.items():
        if value:
            console.print(f"  {name:12} {escape(printable(value))}")
    for evidence in verdict.evidence:
        console.print(f"  [cyan]{escape(evidence.rule)}[/cyan]: {escape(printable(evidence.text))}")


def _print_text(console: Console, anonymised: Anonymised) -> None:
    _head(console, "Text as it came (first line: subject), what would be replaced marked with its number")
    coloured = console.is_terminal and not console.no_color
    if coloured:
        console.print(Text("  ").join(Text(f" {meaning} ", style=look) for look, meaning in _LEGEND))
    console.print(marked_text(anonymised, coloured=coloured), soft_wrap=not coloured)


def marked_text(anonymised: Anonymised, *, coloured: bool) -> Text:
    """The text with every finding marked: by colour and number, or as `[[1 Grebenstein]]`."""
    text, shown, position = anonymised.tidied, Text(), 0
    for number, span in enumerate(anonymised.spans, 1):
        shown.append(_lines(text[position : span.start]))
        original = printable(text[span.start : span.end])
        if coloured:
            shown.append(original, style=_LOOKS.get(span.kind, _NUMBERS)).append(f"[{number}]", style="bold red")
        else:
            shown.append(f"[[{number} {original}]]")
        position = span.end
    shown.append(_lines(text[position:]))
    return shown


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _print_redactions(console: Console, anonymised: Anonymised) -> None:
    _head(console, f"Redactions: {len(anonymised.spans)}")
    if not anonymised.spans:
        return
    table = Table(header_style="bold", box=None, pad_edge=False)
    for column in ("", "written", "becomes", "recogniser", "reason"):
        table.add_column(column, overflow="fold")
    for number, span in enumerate(anonymised.spans, 1):
        table.add_row(*(escape(cell) for cell in _row(number, span, anonymised)))
    console.print(table)


def _row(number: int, span: Span, anonymised: Anonymised) -> tuple[str, ...]:
    original = " ".join(anonymised.tidied[span.start : span.end].split())
    return str(number), printable(original), PLACEHOLDERS[span.kind], span.recogniser, span.reason


def _print_doubt(console: Console, inspected: Inspected) -> None:
    anonymised = inspected.anonymised
    fate = "the text is withheld" if anonymised.withheld else "the text may leave"
    _head(console, f"Doubt {anonymised.doubt:.2f}, withheld above {THRESHOLD:.2f}: {fate}")
    for ground in grounds_of(anonymised, inspected.verdict.language):
        console.print(f"  {escape(ground)}")


def _print_sent(console: Console, anonymised: Anonymised) -> None:
    _head(console, "What would be sent on")
    console.print(Text(f"  {printable(str(anonymised.subject))}", style="italic"))
    for line in str(anonymised.text).splitlines():
        console.print(Text(f"  | {printable(line)}"))
    text = f"{anonymised.subject}\n{anonymised.text}"
    found = [mention.identifier for mention in mentions(text, sought(anonymised.identifiers))]
    kinds = sorted({span.recogniser for span in leaks(text)})
    if found or kinds:
        console.print(f"  [bold red]The gate would block this:[/bold red] {escape(printable([*found, *kinds]))}")
    else:
        console.print(f"  The gate finds none of {len(anonymised.identifiers)} identifiers in it, in any form.")
