"""Replies to a mail that lists cases (digest, bundle, reminders): which cases stood in it, and which one is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from mailbot.cases.authority import roles_on
from mailbot.cases.case import Case
from mailbot.cases.effects import Result
from mailbot.cases.events import Actor, Command, Commanded, Verb
from mailbot.cases.grammar import ALL
from mailbot.cases.workflow import decide
from mailbot.ingest.parse import parse
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, mails, register
from mailbot.store.schema import MailRow
from mailbot.vocabulary import Purpose

SAME_BUNDLE: Final = timedelta(minutes=5)
"""Between the moment a case counts as presented and the making of its bundle lies less."""

MOST_SHOWN: Final = 30


def cases_in(office: Runtime, mail: MailRow | None) -> tuple[str, ...]:
    """The numbers in a mail of ours that belongs to no single case, in their order."""
    if mail is None or mail.case_number:
        return ()
    with office.store.read() as tx:
        message = parse(mails.raw_of(tx, mail.id))
        named = office.house.numbers_in(f"{message.subject}\n{message.full_text}")
        return tuple(number for number in named if register.load(tx, number) is not None)


def spread(
    office: Runtime, actor: Actor, command: Command, mail: MailRow | None, listed: tuple[str, ...]
) -> tuple[Command, ...]:
    """The command for each case that it means: `GESEHEN` to a bundle, `STIMMT ALLE` and `VERSANDT` to a list.

    Any other command, one with a number, and one for which the list holds nothing, as it is.
    """
    if command.number or mail is None or mail.case_number:
        return (command,)
    if command.verb is Verb.CONFIRM and command.target == ALL:
        return _each(command, _waiting(office, actor, command, listed)) or (command,)
    if command.verb is Verb.SEEN and mail.purpose == Purpose.BUNDLE:
        return _each(command, _presented_in(office, mail, listed)) or (command,)
    if command.verb is Verb.POSTED:
        return _each(command, _to_print(office, mail, listed)) or (command,)
    return (command,)


def _each(command: Command, numbers: tuple[str, ...]) -> tuple[Command, ...]:
    return tuple(replace(command, number=number, target="") for number in numbers)


def _waiting(office: Runtime, actor: Actor, command: Command, listed: tuple[str, ...]) -> tuple[str, ...]:
    """The cases in which this actor has something to confirm; a doubtful follow-up is settled by itself alone."""
    plain = Commanded(office.now(), actor, replace(command, target=""))
    return tuple(
        case.number for case in _loaded(office, listed) if case.doubt is None and _would_do(office, case, plain)
    )


def _would_do(office: Runtime, case: Case, event: Commanded) -> bool:
    outcome = decide(case, event, office.policy).outcome
    return outcome is not None and outcome.result is Result.DONE


def _presented_in(office: Runtime, mail: MailRow, listed: tuple[str, ...]) -> tuple[str, ...]:
    """The cases that this bundle presented; the weekly list of open cases below presents none."""
    made = mail.created_at
    return tuple(
        case.number
        for case in _loaded(office, listed)
        if case.presented_at is not None and abs(case.presented_at - made) <= SAME_BUNDLE
    )


def _to_print(office: Runtime, mail: MailRow, listed: tuple[str, ...]) -> tuple[str, ...]:
    """The cases with a letter that waited to be printed when this list was made."""
    with office.store.read() as tx:
        waiting = {row.case_number for row in desk.unposted(tx) if row.at <= mail.created_at}
    return tuple(number for number in listed if number in waiting)


def _loaded(office: Runtime, numbers: tuple[str, ...]) -> tuple[Case, ...]:
    with office.store.read() as tx:
        found = [register.load(tx, number) for number in numbers]
    return tuple(entry[0] for entry in found if entry is not None)


def open_cases_of(office: Runtime, actor: Actor) -> tuple[Case, ...]:
    """The open cases on which this actor may act, the oldest first, for `STATUS` without a case."""
    with office.store.read() as tx:
        cases = register.open_cases(tx)
    return tuple(case for case in cases if roles_on(actor, case, office.policy))[:MOST_SHOWN]


def number_meant(office: Runtime, command: Command, answered: str, listed: tuple[str, ...]) -> str:
    """The full number of a line such as `123 ERLEDIGT`: the one in the list, else of the answered case's year."""
    given = command.number.upper()
    if not given:
        return answered
    if not given.isdigit():
        return given
    for number in listed:
        if int(number.rpartition("-")[2]) == int(given):
            return number
    year = answered.split("-")[1] if answered.count("-") == 2 else str(office.now().year)
    return f"{office.policy.prefix}-{year}-{int(given):06}"
