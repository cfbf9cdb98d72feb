"""What the officer typed below `ERFASSEN`: a letter, a fax or a note handed in, line by line. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from mailbot.cases.effects import Refusal
from mailbot.cases.german import date_at_start, fold
from mailbot.ingest.forms import Form
from mailbot.vocabulary import CustomerGroup

RECEIVED, NAME, ADDRESS, CUSTOMER_NUMBER, CONCERN = "eingang", "name", "anschrift", "kundennummer", "anliegen"
GROUP: Final = "kundengruppe"
LABELS: Final = {
    "eingang": RECEIVED,
    "eingegangen": RECEIVED,
    "eingegangen am": RECEIVED,
    "eingangsdatum": RECEIVED,
    "name": NAME,
    "absender": NAME,
    "anschrift": ADDRESS,
    "adresse": ADDRESS,
    "kundennummer": CUSTOMER_NUMBER,
    "kunden-nr.": CUSTOMER_NUMBER,
    "kundennr.": CUSTOMER_NUMBER,
    "kundengruppe": GROUP,
    "gruppe": GROUP,
    "anliegen": CONCERN,
    "text": CONCERN,
}
"""The labels of domain.md, section 3, and how else people write them."""
LONGEST_LABEL: Final = 20


@dataclass(frozen=True, slots=True)
class PaperMail:
    """A letter as the officer typed it in. Without a name the writer is anonymous."""

    received_on: date
    name: str
    address: str
    customer_number: str
    concern: str
    customer_group: str = ""

    @property
    def form(self) -> Form:
        """The same as the fields of the form (Anlage 1)."""
        return Form(
            customer_name=self.name,
            customer_address=self.address,
            customer_number=self.customer_number,
            customer_group=self.customer_group,
            recorded_on=self.received_on,
        )


def read_paper_mail(text: str, today: date) -> PaperMail | Refusal:
    """Read the labelled lines below `ERFASSEN`; the date of receipt and the concern must be there.

    What follows a label belongs to it until the next one; after `Anliegen:` all that is left is the concern.
    """
    fields = _fields(text)
    found = date_at_start(fold(fields.get(RECEIVED, "")), today, past=True)
    if found is None:
        return Refusal.DATE_MISSING
    if found[0] > today:
        return Refusal.FUTURE_DATE
    if not fields.get(CONCERN):
        return Refusal.TEXT_MISSING
    return PaperMail(
        received_on=found[0],
        name=" ".join(fields.get(NAME, "").split()),
        address=_address(fields.get(ADDRESS, "")),
        customer_number=fields.get(CUSTOMER_NUMBER, ""),
        concern=fields[CONCERN],
        customer_group=_group(fields.get(GROUP, "")),
    )


def _fields(text: str) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    current = ""
    for line in text.splitlines():
        label, value = _labelled(line)
        if label and label not in lines:
            lines[label] = [value]
            current = current if current == CONCERN else label
        elif current:
            lines[current].append(line.strip())
    return {label: "\n".join(some).strip() for label, some in lines.items()}


def _labelled(line: str) -> tuple[str, str]:
    """The field that the line begins with and its value, or two empty texts."""
    label, colon, value = line.partition(":")
    if not colon or len(label) > LONGEST_LABEL:
        return "", ""
    return LABELS.get(fold(label.strip(" *-•\t")), ""), value.strip()


def _group(typed: str) -> str:
    """One of the boxes of Anlage 1; what is none of them is left out, and told by the text or the team instead."""
    return next((group.value for group in CustomerGroup if fold(typed).startswith(fold(group.value))), "")


def _address(typed: str) -> str:
    """One line for each part of the address, as it stands on an envelope."""
    parts = (part.strip() for line in typed.splitlines() for part in line.split(","))
    return "\n".join(part for part in parts if part)
