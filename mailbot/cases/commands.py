"""The newest text of a reply to commands, a statement, and lines that look like commands and are none.

Read from the top. A line acts only when the whole line fits the grammar; everything else is a statement, so that a
sentence that happens to begin with a command word ("Erledigt ist hier noch gar nichts") acts on nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from mailbot.cases.effects import Refusal
from mailbot.cases.events import Command, Verb
from mailbot.cases.german import fold
from mailbot.cases.grammar import read_line, with_mark
from mailbot.cases.names import evaluation_named, number_named
from mailbot.cases.policy import Policy


@dataclass(frozen=True, slots=True)
class Misread:
    """A line that looks like a command and does not fit, and why."""

    command: Command
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a reply: commands in their order, the statement to file, lines to ask back about."""

    commands: tuple[Command, ...] = ()
    statement: str = ""
    misread: tuple[Misread, ...] = ()


TAKES_THE_REST: Final = frozenset({Verb.ANSWER, Verb.SPLIT, Verb.RECORD})
"""After these words, alone on their line, the rest of the text belongs to the command."""
MAY_ASK: Final = frozenset({Verb.STATUS, Verb.HELP, Verb.NOTE, Verb.RESUBMIT, Verb.INTERNAL_DATE})
"""Lines of these may end with a question mark; of all others they are questions."""
SHORT: Final = 3
"""So many words after a keyword still look like a command that went wrong, more like a sentence."""
LONGEST_TEXT: Final = 100_000
LONGEST_LINE: Final = 300

_QUOTED: Final = re.compile(r"\s{0,8}[│|>┃▏]")
_ORIGINAL: Final = re.compile(
    r"\s{0,8}(?:-{2,}\s{0,3}(?:urspr|original|weitergeleitet)|_{8,}\s{0,4}$"
    r"|(?:von|from|gesendet|sent)\s?:\s\S|am .{5,120} schrieb .{1,120}:\s{0,4}$)",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"(?:sehr geehrte|hallo|guten (?:morgen|tag|abend)|moin|liebe|hi\b|servus|gruess gott|werte|mahlzeit|tach)"
)
_CLOSING: Final = re.compile(
    r"(?:mit (?:freundlich|best|viel|lieb)|freundliche|viele gruesse|beste gruesse|liebe gruesse|schoene gruesse|gruss"
    r"|gruesse|mfg|lg\b|vg\b|i\. ?a\.|im auftrag|danke|vielen dank|besten dank|von meinem"
    r"|gesendet (?:von|mit)|sent from|--)"
)
_NUMBERED: Final = re.compile(
    r"(?:(?:[Nn]r\.?|#)[ ]{0,2})?(?P<number>[A-Za-zÄÖÜäöü]{1,10}-[0-9]{4}-[0-9]{6}|[0-9]{1,6})"
    r"[ ]{0,3}[:–-]?[ ]{1,3}(?P<rest>[^0-9 ].*)"
)
_BULLET: Final = re.compile(r"^\s{0,8}(?:[-*•–]\s{1,3}|\*{1,2}(?=\S))")
_CONTINUES: Final = re.compile(r"(massnahme|antwort|bewertung)\s?:\s?(.*)")


@dataclass(slots=True)
class _Reader:
    """The lines of a reply and how far they are read."""

    lines: list[str]
    today: date
    policy: Policy
    commands: list[Command] = field(default_factory=list)
    statement: list[str] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    in_prose: bool = False
    after_blank: bool = True


def read_commands(text: str, today: date, policy: Policy) -> Reading:
    """Read the newest text of a reply. Nothing is carried out here; dates may lie in the past."""
    reader = _Reader(_own_lines(text), today, policy)
    index = 0
    while index < len(reader.lines):
        index = _read(reader, index)
    statement = "\n".join(reader.statement).strip()
    return Reading(tuple(reader.commands), "" if _only_polite(statement) else statement, tuple(reader.misread))


def _own_lines(text: str) -> list[str]:
    """The lines before a quoted original, without quoted lines: what others wrote never acts."""
    own: list[str] = []
    for line in text[:LONGEST_TEXT].splitlines():
        if _ORIGINAL.match(line[:LONGEST_LINE]):
            break
        own.append("" if _QUOTED.match(line) else line.strip("\u200b\ufeff"))
    return own


def _only_polite(statement: str) -> bool:
    """Whether nothing but greeting and closing is left: names below a closing are no statement."""
    lines = [fold(line) for line in statement.splitlines() if line.strip()]
    lines = lines[1:] if lines and _GREETING.match(lines[0]) and len(lines[0].split()) <= SHORT + 3 else lines
    return not lines or bool(
        _CLOSING.match(lines[0]) and len(lines) <= SHORT + 1 and len(lines[0].split()) <= SHORT + 2
    )


def _read(reader: _Reader, index: int) -> int:
    """Read one line, or a command with what belongs to it; returns the next index."""
    line = reader.lines[index]
    if not line.strip():
        reader.after_blank = True
        if reader.in_prose:
            reader.statement.append("")
        return index + 1
    if _is_greeting(reader, line):
        return index + 1
    taken = _command(reader, index)
    if taken:
        return taken
    reader.statement.append(line)
    reader.in_prose, reader.after_blank = True, False
    return index + 1


def _is_greeting(reader: _Reader, line: str) -> bool:
    first = not reader.in_prose and not reader.commands
    folded = fold(line[:LONGEST_LINE])
    return first and bool(_GREETING.match(folded)) and len(folded.split()) <= 2 * SHORT and not folded.endswith("?")


def _command(reader: _Reader, index: int) -> int:
    """Read the line as a command; 0 where it is none."""
    line = reader.lines[index]
    if len(line) > LONGEST_LINE or (reader.in_prose and not reader.after_blank) or line.strip().endswith("?"):
        return _asked(reader, index)
    typed, number = _without_number(reader, _BULLET.sub("", line).strip().strip('*"„“ '))
    read = read_line(typed, reader.today, reader.policy)
    if read is None:
        return 0
    command, refusal, exact = _numbered(read, number)
    if _runs_on(reader, index, command) or (reader.in_prose and not exact):
        return 0
    if refusal is not Refusal.NONE:
        return _misread(reader, index, command, refusal, exact=exact)
    reader.commands.append(command)
    if command.verb in TAKES_THE_REST:
        return _with_rest(reader, index)
    return _with_continuation(reader, index + 1) if command.verb is Verb.CLOSE else index + 1


def _numbered(read: tuple[Command, Refusal, bool], number: str) -> tuple[Command, Refusal, bool]:
    """The same with the file number that stood before the command word."""
    command, refusal, exact = read
    return replace(command, number=number or command.number), refusal, exact


def _asked(reader: _Reader, index: int) -> int:
    """`STATUS?` is a command and `WIEDERVORLAGE 5.3. Stand?` too; `ERLEDIGT?` is a question."""
    line = reader.lines[index].strip()
    if not line.endswith("?") or len(line) > LONGEST_LINE or reader.in_prose:
        return 0
    read = read_line(line, reader.today, reader.policy) or read_line(line.rstrip("? "), reader.today, reader.policy)
    if read is None or read[0].verb not in MAY_ASK or read[1] is not Refusal.NONE:
        return 0
    reader.commands.append(read[0])
    return index + 1


def _without_number(reader: _Reader, typed: str) -> tuple[str, str]:
    """`123 ERLEDIGT` and `KRM-2026-000123: ERLEDIGT`: the rest and the number as given."""
    found = _NUMBERED.fullmatch(typed)
    if found is None:
        return typed, ""
    number = found["number"]
    full = number if number.isdigit() else number_named(number.upper(), reader.policy, reader.today)
    return (found["rest"], full) if full else (typed, "")


def _runs_on(reader: _Reader, index: int, command: Command) -> bool:
    """Whether the next line goes on in small letters: then the line is the beginning of a wrapped sentence."""
    if command.verb in TAKES_THE_REST or index + 1 >= len(reader.lines):
        return False
    following = reader.lines[index + 1].strip()
    if not following or not following[0].islower() or _CLOSING.match(fold(following)):
        return False
    if _CONTINUES.match(fold(following)):
        return False
    return read_line(following, reader.today, reader.policy) is None


def _misread(reader: _Reader, index: int, command: Command, refusal: Refusal, *, exact: bool) -> int:
    """A short line, or one in capitals, was meant as a command: it is asked back. It stays in the statement."""
    words = command.line.split()
    keyword = len(command.verb.value.split())
    loud = "".join(words[:keyword]).isupper()
    if not exact or (reader.in_prose and not loud) or not (loud or len(words) - keyword <= SHORT):
        return 0
    reader.misread.append(Misread(command, refusal))
    reader.statement.append(reader.lines[index])
    reader.after_blank = False
    return index + 1


def _with_rest(reader: _Reader, index: int) -> int:
    """The text below belongs to ANTWORT, TEILEN, ERFASSEN."""
    text = "\n".join(reader.lines[index + 1 :]).strip()
    reader.commands[-1] = replace(reader.commands[-1], text=text)
    return len(reader.lines)


def _with_continuation(reader: _Reader, index: int) -> int:
    """`Maßnahme: ...`, `Antwort: ...`, `Bewertung: ...` on lines of their own right below ERLEDIGT."""
    while index < len(reader.lines):
        typed = reader.lines[index].strip()
        found = _CONTINUES.fullmatch(fold(typed)) if len(typed) <= LONGEST_LINE else None
        if found is None:
            break
        filled = _continued(reader, found[1], found[2], typed.partition(":")[2].strip())
        if isinstance(filled, Refusal):
            reader.misread.append(Misread(replace(reader.commands.pop(), line=typed), filled))
            return index + 1
        reader.commands[-1] = filled
        index += 1
    return index


def _continued(reader: _Reader, name: str, folded: str, typed: str) -> Command | Refusal:
    command = reader.commands[-1]
    if name != "bewertung":
        return with_mark(command, name, folded, typed, reader.today)
    value = evaluation_named(folded.strip(" .!"), reader.policy)
    return replace(command, evaluation=value) if value else Refusal.UNKNOWN_EVALUATION
