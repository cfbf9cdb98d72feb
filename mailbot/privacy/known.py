"""What the case already knows of its people, and where that stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mailbot.privacy.classes import words
from mailbot.privacy.fold import fold
from mailbot.privacy.grammar import FUNCTION, KIN, ORG_HEADS, PARTICLES, ROLES, SALUTATIONS, TITLES
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.people import Known

if TYPE_CHECKING:
    from mailbot.ingest.forms import Form
    from mailbot.ingest.message import Address, Message

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FORWARDED: Final = re.compile(
    r"(?im)^[ \t>*]{0,8}(?:von|from|gesendet von|absender)[ \t]{0,3}:[ \t*]{0,4}(?P<who>[^\n<\[]{0,80})"
    r"(?:[<\[](?:mailto:)?(?P<address>[^>\]\s]{3,80}))?"
)
_GENERIC: Final = words("generic")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a display name that name a person: no titles, no particles, no office words."""
    words = _WORD.findall(name)
    full = len(words) == _FULL_NAME and any(_only_a_name(fold(word)) for word in words)
    return tuple(word for word in words if _may_name(fold(word)) or (full and _surname_too(fold(word))))


def lone_name(name: str) -> tuple[str, ...]:
    """A single word that a full name left, although the office uses it: `Obi` of `Emeka Obi`."""
    words = _WORD.findall(name)
    return tuple(words) if len(words) == 1 and _surname_too(fold(words[0])) else ()


_FULL_NAME: Final = 2


def _only_a_name(key: str) -> bool:
    """Whether the lexicon knows the word as a name, or not at all."""
    flags = shipped().flags(key)
    return bool(flags & (Flag.FIRST | Flag.SURNAME)) or not shipped().explained(key)


def _surname_too(key: str) -> bool:
    """Whether a word beside a given name is its surname although the office uses it: no small word, no role."""
    small = key in FUNCTION or key in TITLES or key in PARTICLES or key in SALUTATIONS or key in KIN
    return not (small or key in ROLES or key in _GENERIC)


_SHORT_HOUSE: Final = 8
_HOUSES: Final = (
    "treff",
    "verein",
    "zentrum",
    "praxis",
    "beratung",
    "dienst",
    "buero",
    "schule",
    "verwaltung",
    "stelle",
)
"""What houses that write to the office are called: `Tagestreff`."""


def _may_name(key: str) -> bool:
    if (
        key in FUNCTION
        or key in TITLES
        or key in PARTICLES
        or key in SALUTATIONS
        or key in KIN
        or key in ROLES
        or key in _GENERIC
        or key in ORG_HEADS
        or (len(key) > _SHORT_HOUSE and key.endswith(_HOUSES))
    ):
        return False
    flags = shipped().flags(key)
    return not flags & Flag.OFFICE or bool(flags & (Flag.FIRST | Flag.SURNAME))


def local_part_words(address: str) -> tuple[str, ...]:
    """Words of an address's local part that can be names: unknown to the lexicon or known as names."""
    local = address.partition("@")[0]
    lexicon = shipped()
    words = (word for word in _WORD.findall(local) if len(word) > 3)
    return tuple(
        word
        for word in words
        if _may_name(fold(word))
        and (not lexicon.explained(fold(word)) or lexicon.flags(fold(word)) & (Flag.FIRST | Flag.SURNAME))
    )


def _file_name_words(name: str) -> tuple[str, ...]:
    stem = name.rpartition(".")[0] or name
    lexicon = shipped()
    words = _WORD.findall(stem.replace("_", " "))
    return tuple(
        w
        for w in words
        if len(w) > 2
        and _may_name(fold(w))
        and not (lexicon.explained(fold(w)) and not lexicon.flags(fold(w)) & (Flag.FIRST | Flag.SURNAME))
    )


def _of_addresses(addresses: Iterable[Address]) -> Iterator[str]:
    for address in addresses:
        yield from name_words(address.name)
        yield from local_part_words(address.address)


def known_from(message: Message, form: Form | None, staff: Sequence[str], prefix: str = "KRM") -> Known:
    """Gather what a message, its form and the office's staff list tell of names, addresses, numbers, places.

    `prefix` begins the office's own file numbers, which stay.
    """
    names = [*_of_addresses((*message.senders, *message.reply_to))]
    addresses = [a.address for a in (*message.senders, *message.reply_to, *message.cc) if a.address]
    for attachment in message.attachments:
        names += _file_name_words(attachment.name)
    for match in _FORWARDED.finditer(message.full_text):
        names += name_words(match.group("who"))
        if match.group("address"):
            addresses.append(match.group("address"))
            names += local_part_words(match.group("address"))
    numbers: list[str] = []
    phones: list[str] = []
    places: list[str] = []
    if form is not None:
        names += name_words(form.customer_name) + name_words(form.recorded_by)
        numbers = [form.customer_number] if form.customer_number else []
        phones = [form.customer_phone] if form.customer_phone else []
        places = [form.customer_address] if form.customer_address else []
    return Known(
        names=tuple(dict.fromkeys(names)),
        addresses=tuple(dict.fromkeys(addresses)),
        numbers=tuple(numbers),
        phones=tuple(phones),
        places=tuple(places),
        staff=tuple(staff),
        prefix=prefix,
    )
