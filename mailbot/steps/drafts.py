"""A draft answer (`ANTWORT`): filed as typed for a letter, and as the anonymiser would let it leave."""

from __future__ import annotations

import re

from mailbot.cases.events import Command, Verb
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known
from mailbot.steps.arrival import Arrival
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import RESUBMISSION, WORD
from mailbot.steps.work import Work
from mailbot.store import register
from mailbot.store.schema import CaseTextRow

DRAFT = "draft"
WITH_WORDS = {Verb.INTERNAL_DATE: WORD, Verb.RESUBMIT: RESUBMISSION}
_SOCIAL = re.compile(
    r"€|\bEUR\b|\bEuro\b|\bBescheid|bewilligt|abgelehnt|\bAblehnung|\bNachzahlung|\bErstattung|\bSanktion|\bMinderung",
    re.IGNORECASE,
)
"""Amounts and decisions are social data that no e-mail carries: such a draft becomes a letter."""


def holds_a_draft(office: Runtime, command: Command) -> bool:
    """ANTWORT, and a free text for an interim notice: both wait for the officer."""
    if command.verb is not Verb.INTERIM:
        return command.verb is Verb.ANSWER
    known = {reason.casefold() for reason in office.policy.interim_reasons}
    return bool(command.text.strip()) and command.text.strip().casefold() not in known


def file_draft(office: Runtime, work: Work, arrival: Arrival, command: Command) -> CaseTextRow:
    """Put the draft into `work`; its version follows the last one of the case."""
    number = command.number
    with office.store.read() as tx:
        people, known = register.people(tx, number)
        version = len(register.texts(tx, number, DRAFT)) + 1
    version += sum(1 for row in work.texts if row.case_number == number and row.kind == DRAFT)
    anonymised = anonymise("", command.text, _known(office, known), people)
    row = CaseTextRow(
        case_number=number,
        message_row=arrival.row_id,
        kind=DRAFT,
        version=version,
        at=arrival.now,
        body=str(anonymised.text),
        typed=command.text,
        withheld=anonymised.withheld,
    )
    work.texts.append(row)
    return row


def _known(office: Runtime, names: tuple[str, ...]) -> Known:
    return Known(names=names, staff=office.directory.names, prefix=office.policy.prefix)


def holds_a_word(command: Command) -> bool:
    """TERMIN and WIEDERVORLAGE with words beside the date."""
    return command.verb in WITH_WORDS and bool(command.text.strip())


def file_word(office: Runtime, work: Work, arrival: Arrival, command: Command) -> CaseTextRow:
    """What stands beside a date (`TERMIN 12.6. Bitte zur Miete`), as it may leave; its version is the date's place
    among those of the case.
    """
    with office.store.read() as tx:
        people, known = register.people(tx, command.number)
        loaded = work.cases.get(command.number) or register.load(tx, command.number)
    anonymised = anonymise("", command.text, _known(office, known), people)
    row = CaseTextRow(
        case_number=command.number,
        message_row=arrival.row_id,
        kind=WITH_WORDS[command.verb],
        version=len(loaded[0].resubmissions) + 1 if loaded else 1,
        at=arrival.now,
        body=str(anonymised.text),
        typed=command.text,
        withheld=anonymised.withheld,
    )
    work.texts.append(row)
    return row


def may_be_mailed(row: CaseTextRow | None) -> bool:
    """Whether the anonymiser left the draft as it was typed, and it names no amount and no decision."""
    if row is None or row.withheld or _SOCIAL.search(row.typed):
        return False
    return " ".join(row.body.split()) == " ".join(row.typed.split())
