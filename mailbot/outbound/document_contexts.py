"""What a document may say: one frozen context for one template, its fields plain texts.

A document is printed and posted, or lies in the case file; it is never mailed. So its fields are `str`, and may name
people. What is mailed has contexts of its own (`contexts.py`), whose fields are `Cleared`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class DocumentName(StrEnum):
    """The documents there are: one template `templates/documents/NAME.docx`, one context class each."""

    LETTER = "letter"
    STATEMENT = "statement"
    EXTENSION_REQUEST = "extension_request"
    FORM = "form"
    COVER_LETTER = "cover_letter"
    PRAISE_CARD = "praise_card"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class OfficeSheet:
    """The office, on every document."""

    name: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    mailbox: str = ""
    hours: str = ""
    krm_org: str = ""
    signature: str = ""

    @property
    def sender(self) -> str:
        """The line above the recipient's address (DIN 5008)."""
        return " · ".join((self.name, *self.address))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every document says: its case and its day."""

    template: ClassVar[DocumentName]
    number: str = ""
    written_on: str = ""

    @property
    def title(self) -> str:
        """For the properties of the file; no name of a person."""
        return _TITLES[self.template]


@dataclass(frozen=True, slots=True)
class LetterSheet(Sheet):
    """A letter instead of a mail to the customer. `paragraphs` is the text of the notice."""

    template: ClassVar[DocumentName] = DocumentName.LETTER
    recipient: tuple[str, ...] = ()
    subject: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PetitionSheet(Sheet):
    """What the documents on a petition or submission share; `petitioner` is who wrote, where the case knows."""

    submission: bool = False
    board: bool = False
    petitioner: str = ""
    received_on: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """Another case of the same person."""

    number: str = ""
    received_on: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StatementSheet(PetitionSheet):
    """The statement on a petition or submission, after the Musterstellungnahme (HEGA 02/2012-08).

    `earlier` are other cases of the same person.
    """

    template: ClassVar[DocumentName] = DocumentName.STATEMENT
    topics: str = ""
    evaluation: str = ""
    measure: str = ""
    paragraphs: tuple[str, ...] = ()
    earlier: tuple[EarlierCase, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionSheet(PetitionSheet):
    """The request for a later date: to the BMAS over the RD, for a board petition directly (GA, "Terminsachen")."""

    template: ClassVar[DocumentName] = DocumentName.EXTENSION_REQUEST
    wanted_on: str = ""
    reason: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSheet(Sheet):
    """Anlage 1, "Aufnahme einer persönlichen oder telefonischen Kundenreaktion"; without values the blank form."""

    template: ClassVar[DocumentName] = DocumentName.FORM
    recorded_by: str = ""
    org: str = ""
    in_person: bool = False
    by_phone: bool = False
    in_writing: bool = False
    employee: bool = False
    employer: bool = False
    other: bool = False
    statement: tuple[str, ...] = ()
    suggestion: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    customer_name: str = ""
    customer_address: str = ""
    customer_number: str = ""
    customer_phone: str = ""
    recorded_on: str = ""
    forward_to: str = ""
    forwarded_on: str = ""
    answered_on: str = ""
    result: str = ""
    measure: str = ""
    filed_on: str = ""


@dataclass(frozen=True, slots=True)
class CoverSheet(Sheet):
    """Goes before the papers of a case that are handed over by internal post."""

    template: ClassVar[DocumentName] = DocumentName.COVER_LETTER
    to: str = ""
    kind: str = ""
    customer: str = ""
    customer_number: str = ""
    received_at: str = ""
    attachments: str = ""
    objection: bool = False
    service_centre: bool = False
    on_paper: bool = False
    application: bool = False
    no_phone: bool = False
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class PraiseSheet(Sheet):
    """A card for the team that was praised; `paragraphs` is the anonymised text."""

    template: ClassVar[DocumentName] = DocumentName.PRAISE_CARD
    team: str = ""
    received_on: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisclosedCase:
    """What is stored in one case; counts, and what is known of the person."""

    number: str = ""
    received_on: str = ""
    kind: str = ""
    topics: str = ""
    status: str = ""
    name: str = ""
    customer_number: str = ""
    customer_group: str = ""
    postal_address: str = ""
    messages: str = ""
    mails: str = ""
    texts: str = ""
    documents: str = ""
    identifiers: tuple[str, ...] = ()
    erased_after: str = ""


@dataclass(frozen=True, slots=True)
class DisclosureSheet(Sheet):
    """What is stored about one person, for the answer to a request under Art. 15 GDPR."""

    template: ClassVar[DocumentName] = DocumentName.DISCLOSURE
    address: str = ""
    name: str = ""
    cases: tuple[DisclosedCase, ...] = ()
    loose_messages: str = ""
    content_years: str = ""
    row_years: str = ""


_TITLES = {
    DocumentName.LETTER: "Brief",
    DocumentName.STATEMENT: "Stellungnahme",
    DocumentName.EXTENSION_REQUEST: "Bitte um Fristverlängerung",
    DocumentName.FORM: "Aufnahme einer Kundenreaktion (Anlage 1)",
    DocumentName.COVER_LETTER: "Begleitschreiben",
    DocumentName.PRAISE_CARD: "Lob",
    DocumentName.DISCLOSURE: "Auskunft über gespeicherte Daten",
}
SHEETS: tuple[type[Sheet], ...] = (
    LetterSheet,
    StatementSheet,
    ExtensionSheet,
    FormSheet,
    CoverSheet,
    PraiseSheet,
    DisclosureSheet,
)
PARTS: dict[str, type] = {"office": OfficeSheet, "cases": DisclosedCase, "earlier": EarlierCase}
"""The fields that hold a part, or parts, of their own."""


def sheet_of(name: DocumentName) -> type[Sheet]:
    """The context class of a template."""
    return next(sheet for sheet in SHEETS if sheet.template is name)
