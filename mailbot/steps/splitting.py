"""A linked case that a command asks for (`TEILEN`): it opens with the text that the officer cut out."""

from __future__ import annotations

from dataclasses import replace

from mailbot.cases.case import Case
from mailbot.cases.effects import OpenLinked
from mailbot.cases.events import Command
from mailbot.ingest.forms import Form
from mailbot.ingest.message import Message
from mailbot.rules.judge import judge
from mailbot.rules.verdict import Verdict
from mailbot.steps.arrival import Arrival, read_arrival
from mailbot.steps.execute import case_folder, doubtful_folder
from mailbot.steps.new_case import link, open_case
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger, register
from mailbot.store.database import Transaction
from mailbot.vocabulary import Channel, Route


def split_off(office: Runtime, work: Work, case: Case, effect: OpenLinked, command: Command) -> None:
    """Open the linked case inside `work`, from the original message of this one, or from its doubtful follow-up."""
    with office.store.read() as tx:
        row_id = _source(tx, case.number, follow_up=effect.follow_up)
        if row_id is None:
            return
        original = ledger.message(tx, row_id)
    found = read_arrival(office, original)
    message, verdict = found.message, found.verdict
    if command.text:
        message, verdict = _cut_out(office, found, command.text)
    judged = effect.route == Route.KRM or bool(command.text)  # the part goes where it belongs, not where the whole did
    known = office.directory.team(verdict.route) is not None and not command.target
    route = verdict.route if judged and known else effect.route
    verdict = replace(verdict, kind=effect.kind, route=route, also=None, review=False)
    if case.channel is Channel.LETTER:
        verdict = _of_a_letter(office, case, verdict)
    arrival = replace(found, message=message, verdict=verdict)
    own = effect.own_acknowledgement
    whole = effect.follow_up and not command.text
    opened = open_case(office, work, arrival, verdict, parent=case.number, later=whole, own_acknowledgement=own)
    link(office, work, case.number, opened)
    if whole:
        apart, target = doubtful_folder(office, case), case_folder(office, opened)
        work.after.append(lambda tx: ledger.send_apart(tx, case.number, apart, target))


def _source(tx: Transaction, number: str, *, follow_up: bool) -> int | None:
    """The message that the linked case is made of: the newest doubtful one, else the first of the case."""
    if follow_up:
        rows = [row.message_row for row in register.texts(tx, number, ledger.DOUBTFUL) if row.message_row is not None]
        if rows:
            return rows[-1]
    messages = ledger.messages_of(tx, number)
    return messages[0].id if messages else None


def _cut_out(office: Runtime, found: Arrival, text: str) -> tuple[Message, Verdict]:
    """The part alone, judged for itself: subject, topics and team of the whole would tell of what stays behind."""
    part = replace(found.message, subject="", text=text, full_text=text, quoted="", attachments=())
    own = judge(part, office.ruleset, office.directory, office.house, found.received_at.date())
    whole = found.verdict
    return part, replace(own, disposition=whole.disposition, anonymous=whole.anonymous, accused=whole.accused)


def _of_a_letter(office: Runtime, case: Case, verdict: Verdict) -> Verdict:
    """The message of a letter is the officer's ERFASSEN; who wrote it and when it came in stands in the register."""
    with office.store.read() as tx:
        stored = register.customer(tx, case.number)
    form = Form(
        customer_name=stored.name if stored else "",
        customer_address=stored.postal_address if stored else "",
        customer_number=stored.customer_number if stored else "",
        recorded_on=case.received_at.astimezone(office.zone).date(),
    )
    return replace(verdict, channel=Channel.LETTER, form=form, anonymous=case.anonymous)
