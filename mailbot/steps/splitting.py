"""A linked case that a command asks for (`TEILEN`): it opens with the text that the officer cut out."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.case import Case
from mailbot.cases.effects import OpenLinked
from mailbot.cases.events import Command
from mailbot.steps.advance import put
from mailbot.steps.arrival import read_arrival
from mailbot.steps.new_case import open_case
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger


def split_off(office: Runtime, work: Work, case: Case, effect: OpenLinked, command: Command) -> None:
    """Open the linked case inside `work`, from the original message of this one."""
    with office.store.read() as tx:
        messages = ledger.messages_of(tx, case.number)
    if not messages:
        return
    found = read_arrival(office, messages[0])
    verdict = replace(found.verdict, kind=effect.kind, route=effect.route, also=None, review=False)
    message = replace(found.message, text=command.text) if command.text else found.message
    arrival = replace(found, message=message, verdict=verdict)
    linked = open_case(office, work, arrival, verdict, parent=case.number)
    put(office, work, replace(work.cases[case.number][0], linked=(*case.linked, linked.number)))
