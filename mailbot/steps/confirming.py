"""The answer to "Bitte bestätigen": it makes count what a mail without a token asked for, once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from mailbot.cases.commands import Reading, read_commands
from mailbot.cases.events import Command, Verb
from mailbot.cases.german import fold
from mailbot.ingest.parse import parse
from mailbot.steps.belongs import belonging
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import ledger, undoing
from mailbot.store.schema import MailRow

YES: Final = frozenset({"", "ja", "ok", "okay", "bestaetigt", "bestaetige ich", "einverstanden", "passt"})
"""A reply of one of these alone confirms like `STIMMT`; so does an empty one: who replied to us has the mail."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What is to be done now, and the mail of ours that the confirmed mail had answered, if any."""

    reading: Reading
    answered: MailRow | None


def confirmed_by(office: Runtime, work: Work, asked: MailRow | None, reply: Reading) -> Confirmed | None:
    """The commands that this reply confirms, those of the reply itself behind them; None where it confirms nothing.

    The token is spent with it: the same reply sent again does nothing again.
    """
    if asked is None or asked.confirms_row is None or not _says_yes(office, reply):
        return None
    with office.store.read() as tx:
        message = parse(ledger.message(tx, asked.confirms_row).raw)
        answered = belonging(tx, message, office.house).mail
    now, asked_id = office.now(), asked.id
    work.after.append(lambda tx: undoing.spend_token(tx, asked_id, now))
    original = read_commands(message.text, now.date(), office.policy)
    further = tuple(command for command in reply.commands if not _is_yes(command))
    whole = replace(original, commands=original.commands + further, misread=original.misread + reply.misread)
    return Confirmed(whole, answered)


def _says_yes(office: Runtime, reply: Reading) -> bool:
    if reply.commands or reply.misread:
        return any(_is_yes(command) for command in reply.commands)
    first, _, rest = reply.statement.partition("\n")
    further = read_commands(rest, office.now().date(), office.policy)
    return fold(first).strip(" .!,") in YES and not (further.statement or further.commands or further.misread)


def _is_yes(command: Command) -> bool:
    return command.verb is Verb.CONFIRM and not command.number and not command.target
