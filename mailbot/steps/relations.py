"""How a new message relates to what is there: a near duplicate, an earlier case of the same person, a named number."""

from __future__ import annotations

from datetime import timedelta

from rapidfuzz import fuzz

from mailbot.ingest.parse import parse
from mailbot.steps.arrival import Arrival
from mailbot.steps.belongs import Belonging
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger, register
from mailbot.store.schema import FindingRow
from mailbot.vocabulary import Channel, Flag

DUPLICATE_DAYS = 14
NEARLY_THE_SAME = 95.0
"""Percent of likeness from which a second mail of the same person is a duplicate."""
SHORTEST = 40
"""Characters under which a text is too short to tell a duplicate from a second mail."""


def duplicate_of(office: Runtime, arrival: Arrival) -> str:
    """The case of a mail of the same sender within 14 days with nearly the same text, or ""."""
    sender = arrival.message.sole_sender
    if not sender or arrival.verdict.channel is not Channel.EMAIL or office.house.is_internal(sender):
        return ""
    since = arrival.received_at - timedelta(days=DUPLICATE_DAYS)
    with office.store.read() as tx:
        earlier = ledger.earlier_from(tx, sender, since, arrival.row_id)
    text = _comparable(arrival.message.text)
    if len(text) < SHORTEST:
        return ""
    for row in earlier:
        if row.case_number and fuzz.ratio(text, _comparable(parse(row.raw).text)) >= NEARLY_THE_SAME:
            return row.case_number
    return ""


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())[:5000]


def note_relations(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> None:
    """What the officer is shown: "vermutlich zu KRM-...", "erwähnt KRM-..."."""
    protected = Flag.PROTECTED in arrival.verdict.flags
    if arrival.message.sole_sender and not protected:
        with office.store.read() as tx:
            related = register.cases_of_address(tx, arrival.message.sole_sender)
        for number in related[:1]:
            work.findings.append(
                FindingRow(at=arrival.now, what="probably_belongs", case_number=number, message_row=arrival.row_id)
            )
    for number in belongs.mentioned[:3]:
        work.findings.append(
            FindingRow(at=arrival.now, what="mentions", case_number=number, message_row=arrival.row_id)
        )
