"""What the triage rules of all kinds share: the hit they return, and a mail's features, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mailbot.ingest.house import House
from mailbot.ingest.message import Message
from mailbot.vocabulary import Disposition

_REPLY_MARK: Final = re.compile(r"(?:(?:re|aw|antw|antwort|sv|ynt|odp)(?:\[\d{1,3}\])?\s?:\s*)", re.IGNORECASE)
_FORWARD_MARK: Final = re.compile(r"(?:wg|fwd?|fw|tr|weitergeleitet)\s?:\s*", re.IGNORECASE)
_CONCERN: Final = re.compile(r"§|\b(?:[a-zäöüß]{0,40}bescheid(?:e?s|e|en)?)\b")
LONGEST_READ: Final = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A triage rule that hit: what the mail is, which rule says so, and because of what."""

    disposition: Disposition
    rule: str
    because: str


@dataclass(frozen=True, slots=True)
class Signs:
    """A mail as triage reads it: lower-case texts, the sender's local part, how the subject begins."""

    message: Message
    house: House
    subject: str
    bare_subject: str
    text: str
    sender: str
    local: str
    name: str
    is_reply: bool
    is_forward: bool
    numbers: tuple[str, ...]

    def header(self, name: str) -> str:
        """A header's value in lower case, or ""."""
        return self.message.header(name).strip().lower()

    @property
    def names_a_matter(self) -> bool:
        """Whether it names a file number, a paragraph or a Bescheid: then wording alone makes no spam (domain 10)."""
        whole = f"{self.subject}\n{self.text}"
        return bool(self.numbers or self.house.numbers_in(whole) or _CONCERN.search(whole))

    @property
    def from_web_form(self) -> bool:
        """Whether a configured web form of the office sent it."""
        return any(form.sender.lower() == self.sender for form in self.house.web_forms)


def signs_of(message: Message, house: House) -> Signs:
    """Compute the features of a mail once, before the rules."""
    subject = " ".join(message.subject.lower().split())[:998]
    bare, is_reply, is_forward = _strip_marks(subject)
    sender = message.sender.address.lower()
    return Signs(
        message=message,
        house=house,
        subject=subject,
        bare_subject=bare,
        text=message.text[:LONGEST_READ].lower(),
        sender=sender,
        local=sender.partition("@")[0],
        name=message.sender.name.lower(),
        is_reply=is_reply,
        is_forward=is_forward,
        numbers=house.numbers_in(message.subject),
    )


def _strip_marks(subject: str) -> tuple[str, bool, bool]:
    """The subject without its leading AW:/WG:, and whether the first of them was a reply's or a forward's."""
    reply = forward = False
    for _ in range(12):
        if match := _REPLY_MARK.match(subject):
            reply = reply or not forward
        elif match := _FORWARD_MARK.match(subject):
            forward = forward or not reply
        else:
            break
        subject = subject[match.end() :]
    return subject, reply, forward
