"""The newest text of a mail: without what it quotes, forwards and signs with.

A mail that neither answers nor forwards loses nothing but its signature block. Quoted lines ("> ") go, and so does
all that stands below a program's mark (attribution, header block, "Ursprüngliche Nachricht"); what a writer put
between or below quoted lines is newest text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mailbot.ingest import reply_marks as marks
from mailbot.ingest.address_fields import addresses
from mailbot.ingest.header_fields import date_of
from mailbot.ingest.signatures import separator_at, without_tail
from mailbot.ingest.spoken_dates import spoken_date

LONGEST_READ: Final = 400_000
MOST_LINES: Final = 20_000
_SHORT_NOTE: Final = 60
_OWN_QUOTATION: Final = 6
_RE: Final = re.compile(
    r"\s{0,5}(?:\[[^\]]{0,60}\]\s?)?(?:re|aw|antw|antwort|sv|odp|ynt|r|rif|ref|vs|atb|ha|"
    r"на)(?:\s?[\[(]\d{1,3}[\])])?\s?:",
    re.IGNORECASE,
)
_FW: Final = re.compile(
    r"\s{0,5}(?:\[[^\]]{0,60}\]\s?)?(?:wg|fwd?|tr|rv|enc|i|pd|vb|vl|doorst|weitergeleitet|"
    r"weiterleitung|fs|ilt|пересл)(?:\s?[\[(]\d{1,3}[\])])?\s?:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """The three parts of a text; each holds whole lines of it. `forward`: the quoted part was passed on."""

    newest: str
    quoted: str
    signature: str
    forward: bool = False


@dataclass(frozen=True, slots=True)
class ForwardedHeader:
    """Who wrote what a colleague passes on, as its header block says; `date` is naive where no zone stands there."""

    name: str
    address: str
    date: datetime | None
    subject: str


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where the newest text ends: `at` the mark begins, `below` what it carries begins."""

    at: int
    below: int
    quoted_lines: bool
    forward: bool


def newest_text(full: str) -> Reply:
    """Split a decoded text into newest text, quoted part and signature. Any text is taken, none raises."""
    lines = full[:LONGEST_READ].split("\n")[:MOST_LINES]
    cut = _first_cut(lines)
    if cut is not None and not cut.quoted_lines:
        return _parts(lines[: cut.at], lines[cut.at :], forward=cut.forward)
    above = lines[: cut.at] if cut else []
    rest = lines[cut.below :] if cut else lines
    mark = lines[cut.at : cut.below] if cut else []
    kept, quoted = _unquoted(rest, attributed=cut is not None)
    return _parts([*above, *kept], [*mark, *quoted], forward=False)


def concern_of(full: str, subject: str, *, answers: bool) -> Reply:
    """The same for a whole mail: what is passed on to us is the concern, so it stays, below the note above it.

    `answers`: the mail names an earlier one in In-Reply-To or References. `newest` of a forward is the note and the
    newest text of what is passed on; `quoted` then holds its header block and what is quoted further below.
    """
    reply = newest_text(full)
    if not reply.quoted.strip() or not _passes_on(reply, subject, answers=answers):
        return reply
    header, body = _opened(reply.quoted)
    inner = newest_text(body)
    if not inner.newest.strip():
        return reply
    newest = "\n\n".join(part for part in (reply.newest, inner.newest) if part.strip())
    below = "\n".join(part for part in (header, inner.quoted) if part.strip())
    signature = "\n".join(part for part in (reply.signature, inner.signature) if part.strip())
    return Reply(newest, below, signature, forward=True)


def _passes_on(reply: Reply, subject: str, *, answers: bool) -> bool:
    if _RE.match(subject):
        return False
    if _FW.match(subject) or reply.forward:
        return True
    return not answers and len(reply.newest.split()) <= _SHORT_NOTE and bool(_blocks(reply.quoted))


def _blocks(text: str) -> bool:
    lines = text.split("\n")[:12]
    return any(marks.header_block(lines, index) for index in range(len(lines)))


def _opened(quoted: str) -> tuple[str, str]:
    """What is passed on, as header and body, its own "> " taken off where every line bears one."""
    lines = quoted.split("\n")
    bodies = [line for line in lines if line.strip()]
    if sum(1 for line in bodies if marks.QUOTED.match(line)) > len(bodies) * 0.8:
        lines = [re.sub(r"^\s{0,3}> ?", "", line) for line in lines]
    end = 0
    for index in range(min(len(lines), 14)):
        block = marks.header_block(lines, index)
        if block is not None:
            end = block.end
            break
        if marks.splits_original(lines[index]):
            end = index + 1
    if end == 0 and lines and marks.attribution(lines, 0):
        end = marks.attribution(lines, 0)
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def _first_cut(lines: list[str]) -> _Cut | None:
    """The first mark that a program set, whatever its kind."""
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        if found := _cut_at(lines, index):
            return found
    return None


def _cut_at(lines: list[str], index: int) -> _Cut | None:
    line = lines[index]
    if marks.QUOTED.match(line):
        return None
    if marks.splits_original(line):
        return _Cut(_above_rule(lines, index), index + 1, quoted_lines=False, forward=marks.says_forwarded(line))
    if ":" in line and (block := marks.header_block(lines, index)):
        below = _next_text(lines, block.end)
        quoted = below < len(lines) and bool(marks.QUOTED.match(lines[below]))
        return _Cut(_above_rule(lines, index), block.end, quoted_lines=quoted, forward=False)
    if after := marks.attribution(lines, index):
        below = _next_text(lines, after)
        quoted = below < len(lines) and bool(marks.QUOTED.match(lines[below]))
        return _Cut(index, after, quoted_lines=quoted, forward=False)
    return None


def _next_text(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _above_rule(lines: list[str], index: int) -> int:
    """A line of underscores directly above a mark belongs to it."""
    above = index - 1
    while above >= 0 and not lines[above].strip() and above > index - 3:
        above -= 1
    return above if above >= 0 and marks.RULE_LINE.fullmatch(lines[above]) else index


def _unquoted(lines: list[str], *, attributed: bool) -> tuple[list[str], list[str]]:
    """The lines without those that quote; a writer's own short quotation at the top of a text stays."""
    if not any(marks.QUOTED.match(line) for line in lines):
        return lines, []
    if not attributed and _own_quotation(lines):
        return lines, []
    kept: list[str] = []
    quoted: list[str] = []
    at = 0
    while at < len(lines):
        after = marks.attribution(lines, at) if not marks.QUOTED.match(lines[at]) else 0
        if marks.QUOTED.match(lines[at]):
            quoted.append(lines[at])
            at += 1
        elif after:
            quoted.extend(lines[at:after])
            at = after
        else:
            kept.append(lines[at])
            at += 1
    return kept, quoted


def _own_quotation(lines: list[str]) -> bool:
    """One short block of "> " with text below it and nobody named as quoted: the writer quotes a letter."""
    numbers = [index for index, line in enumerate(lines) if marks.QUOTED.match(line)]
    first, last = numbers[0], numbers[-1]
    together = last - first + 1 == len(numbers) <= _OWN_QUOTATION
    below, _ = without_tail(lines[last + 1 : last + 1 + separator_at(lines[last + 1 :])])
    return together and any(line.strip() for line in below)


def _parts(newest: list[str], quoted: list[str], *, forward: bool) -> Reply:
    at = separator_at(newest)
    body, signature = newest[:at], newest[at:]
    kept, tail = without_tail(body)
    return Reply(_joined(kept), _joined(quoted), _joined([*tail, *signature]), forward)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()


def forwarded_header(full_text: str) -> ForwardedHeader | None:
    """The first header block in a text, read: whoever wrote what is forwarded. None where there is none."""
    lines = full_text[:LONGEST_READ].split("\n")[:MOST_LINES]
    for index, line in enumerate(lines):
        if ":" in line and (block := marks.header_block(lines, index)):
            return _read_block(block)
    return None


def _read_block(block: marks.HeaderBlock) -> ForwardedHeader:
    sender = re.sub(r"\s?[\[<(]mailto:([^\]>)\s]{1,200})[\]>)]", r" <\1>", block.sender)
    sender = re.sub(r"<([^<>\s]{1,200})<[^<>\s]{1,200}>>?", r"<\1>", sender)
    found = addresses([sender]) if "@" in sender else ()
    written = [found[0]] if found else []
    address = written[0].address if written else ""
    name = written[0].name if written else sender
    if written and not name and "<" in sender:
        name = sender.partition("<")[0]
    return ForwardedHeader(
        name.strip(" \"'<>,"), address, spoken_date(block.date) or date_of(block.date), block.subject
    )
