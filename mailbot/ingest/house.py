"""What ingest must know of the office to read a mail: its own addresses, domains, and file number form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_DIGITS_OF_A_NUMBER: Final = re.compile("-[0-9]{4}-[0-9]{6}")
"""Stands in every file number and in few texts; it is looked for at hyphens alone."""


@dataclass(frozen=True, slots=True)
class WebForm:
    """A web form of the office: its mails come from `sender`, the citizen's address stands in Reply-To."""

    sender: str


@dataclass(frozen=True, slots=True)
class House:
    """Addresses and domains are lower case. `prefix` begins each file number ("KRM")."""

    mailbox: str
    prefix: str = "KRM"
    internal_domains: frozenset[str] = frozenset()
    own_addresses: frozenset[str] = frozenset()
    web_forms: tuple[WebForm, ...] = ()
    spam_header: str = "X-Spam-Flag"
    authserv_id: str = ""
    received_by: str = ""
    number_form: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the form of a file number: PREFIX-YYYY-NNNNNN, ASCII digits only, not longer."""
        form = re.compile(rf"(?<![\w-])({re.escape(self.prefix)})-([0-9]{{4}})-([0-9]{{6}})(?![\w-])", re.IGNORECASE)
        object.__setattr__(self, "number_form", form)

    def numbers_in(self, text: str) -> tuple[str, ...]:
        """File numbers that stand in the text, upper case, in order, each once."""
        if not _DIGITS_OF_A_NUMBER.search(text):
            return ()
        found = (f"{self.prefix}-{m[2]}-{m[3]}" for m in self.number_form.finditer(text))
        return tuple(dict.fromkeys(found))

    def is_internal(self, address: str) -> bool:
        """Whether the address lies in one of the office's own domains."""
        return address.rpartition("@")[2].lower() in self.internal_domains

    def is_own(self, address: str) -> bool:
        """Whether the address is the mailbox itself, with or without a plus part."""
        local, at, domain = address.lower().rpartition("@")
        plain = local.partition("+")[0] + at + domain
        return plain == self.mailbox.lower() or plain in self.own_addresses
