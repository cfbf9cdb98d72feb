"""Erasing after the retention times, and for one customer on request (domain, section 6).

The database is erased first, in one transaction a family
of linked cases; what lies outside it (case files, IMAP folders) is remembered there and repeated until it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from mailbot.cases.case import Case
from mailbot.cases.workflow import next_due_at
from mailbot.errors import ConfigError
from mailbot.privacy.mentions import mentions
from mailbot.privacy.telling import telling
from mailbot.steps.retention_loose import calling, erase_loose
from mailbot.steps.retention_outside import erase_case_files
from mailbot.steps.retention_plan import Periods, families_of, is_locked, retention_plan
from mailbot.steps.runtime import Runtime
from mailbot.store import erasing, register
from mailbot.store.database import Transaction
from mailbot.store.erasing import NOTHING_OUTSIDE, Erased, Outside
from mailbot.store.schema import CustomerRow
from mailbot.vocabulary import Status

log = structlog.get_logger()

ERASED: Final = "Erased"
"""The link of the log that says so."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was erased, what is still to be erased outside the database, and which cases had to stay and why."""

    erased: Erased
    outside: Outside = NOTHING_OUTSIDE
    kept: tuple[tuple[str, str], ...] = ()


def erase_expired(office: Runtime) -> Report:
    """Erase everything whose retention time is over."""
    return _erase(office, _expired_deeds(office))


def would_expire(office: Runtime) -> Report:
    """The same, with nothing erased."""
    return _try(office, _expired_deeds(office))


def erase_address(office: Runtime, address: str) -> Report:
    """Erase all ended cases and loose messages of one customer, whatever their age; the others are named.

    ConfigError for an address of the directory: it is no customer's.
    """
    return _erase_customer(office, _by_address(office, address))


def would_erase_address(office: Runtime, address: str) -> Report:
    """The same, with nothing erased."""
    return _try_customer(office, _by_address(office, address))


def erase_case(office: Runtime, number: str) -> Report:
    """Erase one ended case and those linked to it, for a customer without a mail address.

    ConfigError for a number that there is not.
    """
    return _erase_customer(office, _by_case(office, number))


def would_erase_case(office: Runtime, number: str) -> Report:
    """The same, with nothing erased."""
    return _try_customer(office, _by_case(office, number))


def _erase_customer(office: Runtime, customer: _Customer) -> Report:
    deeds, kept = _deeds_on(office, customer)
    return replace(_erase(office, deeds), kept=kept)


def _try_customer(office: Runtime, customer: _Customer) -> Report:
    deeds, kept = _deeds_on(office, customer)
    return replace(_try(office, deeds), kept=kept)


Deed = Callable[[Transaction], tuple[Erased, Outside]]


def _erase(office: Runtime, deeds: Sequence[Deed]) -> Report:
    erased, outside = Erased(), Outside()
    for deed in deeds:
        with office.store.write() as tx:
            done, more = deed(tx)
            erasing.remember_pending(tx, erasing.pending(tx) + more)
        erased, outside = erased + done, outside + more
    erase_case_files(office)
    if erased:
        erasing.compact(office.store)
        log.info("erased", count=erased.cases, rows=erased.register_rows)
    return Report(erased, outside)


def _try(office: Runtime, deeds: Sequence[Deed]) -> Report:
    """Do everything in a transaction that is forgotten."""
    erased, outside = Erased(), Outside()
    with office.store.read() as tx:
        for deed in deeds:
            done, more = deed(tx)
            erased, outside = erased + done, outside + more
        tx.rollback()
    return Report(erased, outside)


def _expired_deeds(office: Runtime) -> list[Deed]:
    now, periods = office.now(), periods_of(office)
    with office.store.read() as tx:
        cases = [case for case, _ in register.all_cases(tx)]
        plan = retention_plan(cases, office.policy, now.date(), periods)
        full = erasing.with_content(tx)
    contents = [family for family in plan.contents if full & set(family)]
    deeds: list[Deed] = [_family_deed(office, family, erasing.erase_content) for family in contents]
    deeds += [_family_deed(office, family, erasing.erase_row) for family in plan.rows]
    long_before = datetime(now.year - periods.content_years, 1, 1, tzinfo=office.zone)
    deeds.append(lambda tx: _loose(tx, now - timedelta(days=periods.short_days), long_before))
    deeds.append(lambda tx: (erasing.erase_old_office_mails(tx, long_before), Outside()))
    return deeds


def periods_of(office: Runtime) -> Periods:
    """The office's retention times."""
    section = office.settings.retention
    return Periods(section.content_years, section.row_years, section.short_days)


def _loose(tx: Transaction, short_before: datetime, long_before: datetime) -> tuple[Erased, Outside]:
    rows = erasing.expired_messages(tx, short_before, long_before)
    outside = erasing.where_messages_lie(rows)
    return erasing.erase_messages(rows), outside


@dataclass(frozen=True, slots=True)
class _Customer:
    """Who is to be erased: the cases of his own, families with anything of him, and what he is called in each case."""

    own: frozenset[str]
    families: tuple[tuple[Case, ...], ...]
    called: dict[str, tuple[str, ...]]
    address: str = ""


def _by_address(office: Runtime, address: str) -> _Customer:
    if address.lower() in office.directory.addresses or office.house.is_own(address):
        raise ConfigError("--address: belongs to the office; allowed: the mail address of a customer")
    with office.store.read() as tx:
        touched = set(erasing.cases_written_to_by(tx, address))
        own = frozenset(register.cases_of_address(tx, address.lower()))
        return _Customer(own, _families(tx, touched), _called(tx, own), address)


def _by_case(office: Runtime, number: str) -> _Customer:
    """Whoever wrote a letter, or came to the counter, has no address: the file number stands for him."""
    own = frozenset({number.upper()})
    with office.store.read() as tx:
        found = _Customer(own, _families(tx, set(own)), _called(tx, own))
    if not found.families:
        raise ConfigError("--case: is unknown; allowed: a file number such as KRM-2026-000123")
    return found


def _families(tx: Transaction, touched: set[str]) -> tuple[tuple[Case, ...], ...]:
    everybody = families_of([case for case, _ in register.all_cases(tx)])
    return tuple(tuple(family) for family in everybody if touched & {case.number for case in family})


def _called(tx: Transaction, numbers: frozenset[str]) -> dict[str, tuple[str, ...]]:
    rows = ((number, register.customer(tx, number)) for number in sorted(numbers))
    return {number: calling(row) for number, row in rows if row is not None}


def _deeds_on(office: Runtime, customer: _Customer) -> tuple[list[Deed], tuple[tuple[str, str], ...]]:
    """What can be erased for this customer, and the cases that cannot with the reason."""
    deeds: list[Deed] = []
    kept: list[tuple[str, str]] = []
    for family in customer.families:
        reason = _reason_to_keep(family, customer.own, office.now().date())
        if reason:
            kept += [(case.number, reason) for case in family]
        else:
            deeds.append(_family_deed(office, tuple(case.number for case in family), erasing.erase_content))
    stays = {number for number, _ in kept}
    known = dict.fromkeys(word for number, words in customer.called.items() if number not in stays for word in words)
    deeds.append(lambda tx: erase_loose(tx, customer.address, tuple(known)))
    if customer.address and not kept:
        deeds.append(lambda tx: erasing.erase_mails_to(tx, customer.address))
    return deeds, tuple(kept)


def _reason_to_keep(family: Sequence[Case], own: frozenset[str], today: date) -> str:
    if any(case.status is Status.OPEN for case in family):
        return "is open"
    if any(is_locked(case, today) for case in family):
        return "is kept by SPERRE BIS"
    return "" if own & {case.number for case in family} else "is the case of somebody else"


def _family_deed(office: Runtime, family: tuple[str, ...], how: Callable[[Transaction, str], Erased]) -> Deed:
    def deed(tx: Transaction) -> tuple[Erased, Outside]:
        erased, outside = Erased(), Outside(case_files=family)
        for number in family:
            outside += erasing.where_messages_lie(erasing.messages_of(tx, number))
            outside += erasing.where_sent_mails_lie(tx, number)
            _scrub(office, tx, number)
            erased += how(tx, number)
            salt = office.random_token() + office.random_token()
            register.append_entry(tx, number, office.now(), ERASED, {}, salt=salt)
        return erased, outside

    return deed


def _scrub(office: Runtime, tx: Transaction, number: str) -> None:
    """What was typed into the register goes where it names somebody; the rest is kept with the row."""
    loaded = register.load(tx, number)
    if loaded is None:
        return
    case, version = loaded
    known = known_identifiers(register.customer(tx, number), register.people(tx, number)[1])
    clean = scrubbed(case, known)
    if clean != case:
        register.save(tx, clean, office=office.name, version=version, next_due_at=next_due_at(clean, office.policy))


def known_identifiers(customer: CustomerRow | None, found: Iterable[str]) -> tuple[str, ...]:
    """Everything that names the people of a case."""
    if customer is None:
        return tuple(found)
    own = (*telling(customer.name), customer.address, customer.customer_number, *customer.postal_address.split("\n"))
    return tuple(dict.fromkeys(one for one in (*found, *own) if one.strip()))


def scrubbed(case: Case, identifiers: tuple[str, ...]) -> Case:
    """The case without a measure, or a way of the answer, that mentions one of these."""
    measure = "" if mentions(case.measure, identifiers) else case.measure
    closing = case.closing
    if closing is not None and mentions(closing.answered_by, identifiers):
        closing = replace(closing, answered_by="")
    return replace(case, measure=measure, closing=closing)
