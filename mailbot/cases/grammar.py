"""One line to one command. A line acts only when the whole of it fits; each rule below is one command's grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from mailbot.cases.effects import Refusal
from mailbot.cases.events import Command, Verb
from mailbot.cases.german import date_at_start, fold, is_slip, meant, whole_date
from mailbot.cases.names import evaluation_named, group_named, kind_named, number_named, target_named
from mailbot.cases.policy import Policy

KEYWORDS: Final[dict[str, Verb]] = {fold(verb.value): verb for verb in Verb}
_COURTESY: Final = re.compile(r"[,.!;]?\s(?:vielen dank|danke schoen|danke|besten dank|mfg|lg|vg|gruss)$")
_PLEASE: Final = re.compile(r"(?:^|[,;]?\s)bitte$")
"""Behind what is asked for; behind what is said to be done it would be a request to somebody else."""
_MARKED: Final = re.compile(r"\b(massnahme|antwort)\s?:\s?")
_QUARTER: Final = re.compile(
    r"(?:(?P<y>20[0-9]{2})\s?[/-]?\s?q(?P<q>[1-4])|q(?P<q2>[1-4])\s?[/-]?\s?(?P<y2>20[0-9]{2})"
    r"|(?:quartal )?(?P<q3>[1-4])(?:\. quartal|\s?/)?\s?(?P<y3>20[0-9]{2}))"
)
_YEAR: Final = re.compile(r"(?:jahr )?(20[0-9]{2})")
_TERMINATORS: Final = ".,;!:"
ALL: Final = "alle"
"""The target of `STIMMT ALLE`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that begins with a command word: what follows it, as typed and folded; `loud`: typed in capitals."""

    verb: Verb
    rest: str
    folded: str
    loud: bool
    marked: bool
    today: date
    policy: Policy


Rule = Callable[[Line, Command], Command | Refusal]
"""The command with its fields, or why the line does not fit."""


def _bare(line: Line, command: Command) -> Command | Refusal:
    return Refusal.NOT_UNDERSTOOD if line.folded else command


def _date_only(line: Line, command: Command) -> Command | Refusal:
    on = whole_date(line.folded, line.today)
    return Refusal.DATE_MISSING if on is None else replace(command, on=on)


def _date_and_text(line: Line, command: Command) -> Command | Refusal:
    """`TERMIN 12.6. Stellungnahme`: text only after a keyword in capitals or a mark, else it is a sentence."""
    found = date_at_start(line.folded, line.today)
    if found is None:
        return Refusal.DATE_MISSING
    on, after = found
    marked = after[:1] in {":", "-", "–", "—"}
    if after and not (line.loud or marked):
        return Refusal.NOT_UNDERSTOOD
    return replace(command, on=on, text=_tail(line.rest, after.lstrip(":-–—, ")))


def _tail(typed: str, folded_tail: str) -> str:
    """The end of the line as typed that corresponds to a folded tail: as many words from the end."""
    words = typed.split()
    count = len(folded_tail.split())
    return " ".join(words[len(words) - count :]) if count else ""


def _text(line: Line, command: Command) -> Command | Refusal:
    """Free text makes any sentence fit: the keyword is in capitals or followed by a colon."""
    if not line.folded:
        return Refusal.TEXT_MISSING
    return replace(command, text=line.rest.strip()) if line.loud or line.marked else Refusal.NOT_UNDERSTOOD


def _interim(line: Line, command: Command) -> Command | Refusal:
    known = {fold(reason): reason for reason in line.policy.interim_reasons}
    wanted = _PLEASE.sub("", line.folded)
    if not wanted:
        return command
    reason = meant(wanted, known)
    if reason is not None:
        return replace(command, text=reason)
    return replace(command, text=line.rest.strip()) if line.loud or line.marked else Refusal.NOT_UNDERSTOOD


def _close(line: Line, command: Command) -> Command | Refusal:
    """`ERLEDIGT [Bewertung] [Maßnahme: ...] [Antwort: <Datum, Weg>]`."""
    marks = list(_MARKED.finditer(line.folded))
    head = line.folded[: marks[0].start()] if marks else line.folded
    head = head.strip(f"{_TERMINATORS} -–()")
    evaluation = evaluation_named(head, line.policy)
    if head and not evaluation:
        return Refusal.UNKNOWN_EVALUATION
    command = replace(command, evaluation=evaluation)
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(line.folded)
        part = line.folded[mark.end() : end].strip(" ,;")
        filled = with_mark(command, mark[1], part, _typed_part(line, mark[1], part), line.today)
        if isinstance(filled, Refusal):
            return filled
        command = filled
    return command


def _typed_part(line: Line, name: str, folded: str) -> str:
    """The part behind `Maßnahme:` as typed, where it can be found again; else as folded."""
    for found in re.finditer(r"(?:ma(?:ß|ss)nahme|antwort)\s?:", line.rest, re.IGNORECASE):
        if fold(found[0]).startswith(name):
            words = line.rest[found.end() :].split()[: len(folded.split())]
            return " ".join(words).strip(" ,;")
    return folded


def with_mark(command: Command, name: str, folded: str, typed: str, today: date) -> Command | Refusal:
    """The command with `Maßnahme: ...` or `Antwort: <Datum>, <Weg>` filled in."""
    if not folded:
        return Refusal.TEXT_MISSING
    if name == "massnahme":
        return replace(command, measure=typed)
    found = date_at_start(folded, today, past=True)
    if found is None:
        return replace(command, answered_by=typed)
    way = found[1].strip(" ,;.").split()
    as_typed = typed.split()[-len(way) :] if way else []
    return replace(command, answered_on=found[0], answered_by=" ".join(as_typed).strip(" ,;."))


def _route(line: Line, command: Command) -> Command | Refusal:
    target = target_named(line.folded, line.policy)
    return replace(command, target=target) if target else Refusal.UNKNOWN_TARGET


def _kind(line: Line, command: Command) -> Command | Refusal:
    """`ART Beschwerde`; `ART Kundengruppe Arbeitgeber` says of what kind the customer is."""
    group = group_named(line.folded)
    if group is not None:
        return replace(command, group=group)
    kind = kind_named(line.folded)
    return replace(command, kind=kind) if kind is not None else Refusal.UNKNOWN_KIND


def _release(line: Line, command: Command) -> Command | Refusal:
    if line.folded in {"", "mail", "per mail", "e-mail", "per e-mail"}:
        return replace(command, by_mail=bool(line.folded))
    return Refusal.NOT_UNDERSTOOD


def _implemented(line: Line, command: Command) -> Command | Refusal:
    """`UMGESETZT`, `UMGESETZT JA`, `UMGESETZT NEIN`."""
    if line.folded.strip(f"{_TERMINATORS} ") not in {"", "ja", "nein", "noch nicht"}:
        return Refusal.NOT_UNDERSTOOD
    return replace(command, target="nein" if line.folded.startswith("n") else "")


def _deadline(line: Line, command: Command) -> Command | Refusal:
    found = date_at_start(line.folded, line.today)
    if found is None:
        return Refusal.DATE_MISSING
    on, after = found
    if after.strip("() ") not in {"", "ausschuss"}:
        return Refusal.NOT_UNDERSTOOD
    return replace(command, on=on, committee=bool(after))


def _contribution(line: Line, command: Command) -> Command | Refusal:
    name, separator, when = line.folded.rpartition(" bis ")
    target = target_named(name if separator else line.folded, line.policy)
    if not target:
        return Refusal.UNKNOWN_TARGET
    on = whole_date(when, line.today) if separator else None
    return Refusal.DATE_MISSING if on is None else replace(command, target=target, on=on)


def _merge(line: Line, command: Command) -> Command | Refusal:
    number = number_named(line.folded.upper(), line.policy, line.today)
    return replace(command, target=number) if number else Refusal.UNKNOWN_NUMBER


def _confirm(line: Line, command: Command) -> Command | Refusal:
    """`STIMMT`, or in answer to a list `STIMMT ALLE`: everything in it that waits to be confirmed."""
    if line.folded in {"alle", "alles"}:
        return replace(command, target=ALL)
    return _bare(line, command)


def _free(line: Line, command: Command) -> Command | Refusal:
    """`FREI 17` for a mail, `FREI KRM-2026-000123` or `FREI` alone for the held notices of a case."""
    number = number_named(line.folded.upper(), line.policy, line.today) if "-" in line.folded else ""
    if number or not line.folded:
        return replace(command, number=number)
    return _identifier(line, command)


def _identifier(line: Line, command: Command) -> Command | Refusal:
    return replace(command, target=line.folded) if re.fullmatch(r"[0-9]{1,9}", line.folded) else Refusal.UNKNOWN_TARGET


def _report(line: Line, command: Command) -> Command | Refusal:
    """`BERICHT 2026Q1`, `BERICHT 1. Quartal 2026`, `BERICHT 2026`."""
    quarter, year = _QUARTER.fullmatch(line.folded), _YEAR.fullmatch(line.folded)
    if quarter is not None:
        told = [quarter[name] for name in ("y", "y2", "y3", "q", "q2", "q3") if quarter[name]]
        return replace(command, target="Q".join(told))
    return replace(command, target=year[1]) if year is not None else Refusal.UNKNOWN_PERIOD


def _split(line: Line, command: Command) -> Command | Refusal:
    """`TEILEN` alone, or with the team that gets the part; the text follows."""
    if not line.folded:
        return command
    target = target_named(line.folded, line.policy)
    return replace(command, target=target) if target else Refusal.UNKNOWN_TARGET


def _asked(line: Line, command: Command) -> Command | Refusal:
    return command if _PLEASE.sub("", line.folded) in {"", "?"} else Refusal.NOT_UNDERSTOOD


RULES: Final[dict[Verb, Rule]] = {
    Verb.ACCEPT: _bare,
    Verb.CLOSE: _close,
    Verb.REROUTE: _route,
    Verb.FORECAST: _date_only,
    Verb.INTERIM: _interim,
    Verb.ANSWER: _bare,
    Verb.RELEASE: _release,
    Verb.CONFIRM: _confirm,
    Verb.KIND: _kind,
    Verb.SPLIT: _split,
    Verb.MERGE: _merge,
    Verb.REOPEN: _bare,
    Verb.NO_CASE: _text,
    Verb.MAKE_CASE: _identifier,
    Verb.DEADLINE: _deadline,
    Verb.EXTENSION: _date_and_text,
    Verb.INTERNAL_DATE: _date_and_text,
    Verb.CONTRIBUTION: _contribution,
    Verb.RESUBMIT: _date_and_text,
    Verb.NOTE: _text,
    Verb.AWAY: _date_only,
    Verb.RECORD: _bare,
    Verb.POSTED: _bare,
    Verb.RETAIN: _date_only,
    Verb.REPORT: _report,
    Verb.UNDO: _bare,
    Verb.FREE: _free,
    Verb.PAUSE: _bare,
    Verb.RESUME: _bare,
    Verb.SEEN: _bare,
    Verb.IMPLEMENTED: _implemented,
    Verb.STATUS: _asked,
    Verb.HELP: _asked,
}


def keyword_of(typed: str) -> tuple[Verb, str, bool] | None:
    """The command word a line begins with, what follows as typed, and whether it is spelt without a slip."""
    words = typed.split()
    for count in (2, 1):
        if len(words) < count:
            continue
        head = fold(" ".join(words[:count])).rstrip(_TERMINATORS)
        verb = KEYWORDS.get(head)
        if verb is not None:
            return verb, " ".join(words[count:]), True
    for count in (2, 1):
        head = fold(" ".join(words[:count])).rstrip(_TERMINATORS)
        near = [verb for word, verb in KEYWORDS.items() if word.count(" ") == count - 1 and is_slip(head, word)]
        if len(near) == 1 and len(words) >= count:
            return near[0], " ".join(words[count:]), False
    return None


def read_line(typed: str, today: date, policy: Policy) -> tuple[Command, Refusal, bool] | None:
    """The command of a line, whether it fits, and whether its keyword is spelt exactly; None without a keyword."""
    found = keyword_of(typed)
    if found is None:
        return None
    verb, rest, exact = found
    keyword = typed.split()[: len(typed.split()) - len(rest.split())]
    loud = "".join(keyword).isupper()
    marked = "".join(keyword).endswith(":")
    folded = _COURTESY.sub("", " " + fold(rest)).strip()
    ending = folded.rstrip(_TERMINATORS) if not folded.endswith("...") and not _ends_with_date(folded) else folded
    line = Line(verb, rest.strip(), ending.strip(), loud, marked, today, policy)
    command = Command(verb, line=typed[:200])
    result = RULES[verb](line, command)
    if isinstance(result, Refusal):
        return command, result, exact
    return result, Refusal.NONE, exact


def _ends_with_date(folded: str) -> bool:
    """`FERTIG BIS 12.6.`: the last dot belongs to the date."""
    return bool(re.search(r"[0-9]\.[0-9]{1,2}\.$", folded))
