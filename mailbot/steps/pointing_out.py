"""A reply that holds names, numbers or attachments is filed, and pointed out once, without quoting (domain, section 5).

What stands under the sender's own name does not count: everybody signs with a name, a phone number and an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mailbot.ingest.message import Message
from mailbot.privacy.anonymise import Anonymised
from mailbot.privacy.fold import fold
from mailbot.privacy.spans import Kind
from mailbot.store import mails
from mailbot.store.database import Store
from mailbot.vocabulary import Purpose

POINTED_OUT: Final = "pointed_out"
"""The cause of the answer that said so."""
_TELLING: Final = frozenset({Kind.NAME, Kind.CUSTNO, Kind.IBAN, Kind.BIRTH, Kind.ID})
_WORDS: Final = re.compile(r"[^\W\d_]+")


def to_point_out(store: Store, number: str, message: Message, text: Anonymised | None, own: Iterable[str]) -> bool:
    """Whether the answer to this reply has to say so: it holds some, and this person was not told on this case.

    `own`: the names of the house, its teams and the sender.
    """
    if not number or not (_has_papers(message) or (text is not None and _names_somebody(text, own))):
        return False
    with store.read() as tx:
        earlier = mails.mails_of(tx, number)
    return not any(
        mail.purpose == Purpose.CONFIRMATION and mail.cause == POINTED_OUT and message.sole_sender in mail.to
        for mail in earlier
    )


def _has_papers(message: Message) -> bool:
    """Whether anything but pictures is attached: those of a signature come with every mail."""
    return any(not attachment.type.startswith("image/") for attachment in message.attachments)


def _names_somebody(text: Anonymised, own: Iterable[str]) -> bool:
    house = {fold(word) for name in own for word in _WORDS.findall(name)}
    for span in text.spans:
        if span.kind not in _TELLING:
            continue
        words = _WORDS.findall(text.tidied[span.start : span.end])
        if span.kind is not Kind.NAME or not all(fold(word) in house for word in words):
            return True
    return False
