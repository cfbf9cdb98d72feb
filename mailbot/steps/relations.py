"""How a new message relates to what is there: a near duplicate, an earlier case of the same person, a named number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from mailbot.ingest.message import Attachment
from mailbot.ingest.parse import parse
from mailbot.steps.arrival import Arrival
from mailbot.steps.belongs import Belonging
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger, register
from mailbot.store.schema import FindingRow, MessageRow
from mailbot.vocabulary import Channel, Flag

DUPLICATE_DAYS = 14
NEARLY_THE_SAME = 95.0
"""Percent of likeness from which a second mail of the same person is a duplicate."""
SHORTEST = 40
"""Characters under which a text is too short to tell a duplicate from a second mail."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The case that a mail repeats, and how many of its attachments no earlier mail of that case held."""

    number: str
    new_attachments: int = 0


def duplicate_of(office: Runtime, arrival: Arrival) -> Duplicate | None:
    """The case of a mail of the same sender within 14 days with nearly the same text, or None."""
    sender = arrival.message.sole_sender
    if not sender or arrival.verdict.channel is not Channel.EMAIL or office.house.is_internal(sender):
        return None
    since = arrival.received_at - timedelta(days=DUPLICATE_DAYS)
    with office.store.read() as tx:
        earlier = ledger.earlier_from(tx, sender, since, arrival.row_id)
    text = _comparable(arrival.message.text)
    if len(text) < SHORTEST:
        return None
    read = [(_filed_with(office, row), parse(row.raw)) for row in earlier]
    for row, (number, message) in zip(earlier, read, strict=True):
        alike = number and fuzz.ratio(text, _comparable(message.text), score_cutoff=NEARLY_THE_SAME) > 0
        if alike and not _is_apart(office, row):  # what no team reads is looked at again
            known = {_mark(part) for other, one in read if other == number for part in one.attachments}
            return Duplicate(number, sum(_mark(part) not in known for part in arrival.message.attachments))
    return None


def _is_apart(office: Runtime, row: MessageRow) -> bool:
    """Whether it is what is left of a follow-up that the officer kept."""
    with office.store.read() as tx:
        kept = register.texts(tx, row.case_number or "", ledger.APART)
    return any(text.message_row == row.id for text in kept) and _filed_with(office, row) == row.case_number


def _filed_with(office: Runtime, row: MessageRow) -> str:
    """The case whose folder the message lies in: a grave follow-up lies with the linked case that it opened."""
    lies = office.house.numbers_in((row.target_folder or "").rpartition("/")[2])
    return lies[0] if lies else row.case_number or ""


def _mark(part: Attachment) -> tuple[str, str, int]:
    """What tells one attachment from another: its name, type and size."""
    return part.name.casefold(), part.type, part.size


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())[:5000]


def note_relations(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging, *, known: str = "") -> None:
    """What the officer is shown: "vermutlich zu KRM-...", "erwähnt KRM-..."; not of the case that it is `known` for."""
    protected = Flag.PROTECTED in arrival.verdict.flags
    if arrival.message.sole_sender and not protected:
        with office.store.read() as tx:
            related = register.cases_of_address(tx, arrival.message.sole_sender)
        for number in [one for one in related if one != known][:1]:
            work.findings.append(
                FindingRow(at=arrival.now, what="probably_belongs", case_number=number, message_row=arrival.row_id)
            )
    for number in [one for one in belongs.mentioned if one != known][:3]:
        work.findings.append(
            FindingRow(at=arrival.now, what="mentions", case_number=number, message_row=arrival.row_id)
        )
