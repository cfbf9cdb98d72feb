"""What is stored about one address: the draft of an answer to a request under Art. 15 GDPR, into the case file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailbot.cases.case import Case
from mailbot.cases.effects import Document
from mailbot.errors import ConfigError
from mailbot.outbound.document_contexts import DisclosedCase, DisclosureSheet
from mailbot.steps.documents import add_document, rendered
from mailbot.steps.retention import periods_of
from mailbot.steps.retention_plan import ended_on
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Entry
from mailbot.store import desk, erasing, ledger, mails, register
from mailbot.store.database import Transaction
from mailbot.store.schema import CustomerRow

DISCLOSED = "Disclosed"
"""The link of the log that says so."""
TEXTS = ("original", "follow_up", "statement", "note", "draft")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The document, the cases it names, and the number of the case in whose file it lies ("" for none)."""

    content: bytes
    cases: tuple[str, ...]
    filed_with: str = ""


def disclose(office: Runtime, address: str) -> Disclosure:
    """Write what is stored about this address into the file of its newest case; without a case only return it.

    ConfigError for an address of the office: it is no customer's.
    """
    if address.lower() in office.directory.addresses or office.house.is_own(address):
        raise ConfigError("disclose: the address belongs to the office; allowed: the mail address of a customer")
    sheet = _sheet(office, address)
    numbers = tuple(case.number for case in sheet.cases)
    if not numbers:
        return Disclosure(rendered(office, sheet), ())
    work, newest = office.work(), numbers[-1]
    add_document(office, work, newest, Document.DISCLOSURE, sheet)
    salt = office.random_token() + office.random_token()
    work.entries.append(Entry(number=newest, at=office.now(), event=None, salt=salt, name=DISCLOSED))
    content = work.documents[-1].content
    work.commit(office.store)
    return Disclosure(content, numbers, newest)


def _sheet(office: Runtime, address: str) -> DisclosureSheet:
    periods = periods_of(office)
    with office.store.read() as tx:
        numbers = sorted(register.cases_of_address(tx, address.lower()))
        found = [loaded[0] for number in numbers if (loaded := register.load(tx, number))]
        customers = [register.customer(tx, number) for number in numbers]
        cases = tuple(_case(office, tx, case) for case in found)
        loose = len(erasing.messages_from(tx, address))
    names = [customer.name for customer in customers if customer and customer.name]
    return DisclosureSheet(
        number=numbers[-1] if numbers else "",
        written_on=f"{office.now():%d.%m.%Y}",
        address=address,
        name=names[-1] if names else "",
        cases=cases,
        loose_messages=str(loose),
        content_years=str(periods.content_years),
        row_years=str(periods.row_years),
    )


def _case(office: Runtime, tx: Transaction, case: Case) -> DisclosedCase:
    words = office.templates.words
    customer = register.customer(tx, case.number) or CustomerRow(case_number=case.number)
    return DisclosedCase(
        number=case.number,
        received_on=f"{case.received_at.astimezone(office.zone):%d.%m.%Y}",
        kind=str(words.word("kind", case.kind)),
        topics=", ".join(filter(None, (str(words.topic(topic)) for topic in case.topics))),
        status=str(words.word("status", case.status)),
        name=customer.name or "",
        customer_number=customer.customer_number or "",
        customer_group=case.customer_group or customer.customer_group or "",
        postal_address=", ".join((customer.postal_address or "").splitlines()),
        messages=str(len(ledger.messages_of(tx, case.number))),
        mails=str(len(mails.mails_of(tx, case.number))),
        texts=str(sum(len(register.texts(tx, case.number, kind)) for kind in TEXTS)),
        documents=str(len(desk.documents(tx, case.number))),
        identifiers=register.people(tx, case.number)[1],
        erased_after=_erased_after(office, case),
    )


def _erased_after(office: Runtime, case: Case) -> str:
    """The last day on which its content is kept; `SPERRE BIS` may lie later."""
    ended = ended_on(case, office.policy)
    if ended is None:
        return ""
    last = date(ended.year + periods_of(office).content_years, 12, 31)
    return f"{max(last, case.retain_until or last):%d.%m.%Y}"
