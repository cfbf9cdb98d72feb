"""From, To and their like as addresses (RFC 5322, section 3.4), however broken; whether a From is written plainly."""

from __future__ import annotations

import re
from email.utils import getaddresses
from typing import Final

from mailbot.ingest.header_fields import LONGEST_VALUE, decode_header, raw_text
from mailbot.ingest.message import Address

MOST_ADDRESSES: Final = 500
_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"']{1,120}@[^\s<>()\[\],;:\"']{1,200}")
_SPEC: Final = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}"
_PLAIN_SENDER: Final = re.compile(
    rf"(?:(?:\"(?:[^\"\\]|\\.){{0,1000}}\"|[^<>@\"();:\\\x00]{{0,1000}})\s{{0,9}}<(?P<bracketed>{_SPEC})>|"
    rf"(?P<bare>{_SPEC}))"
    r"(?:\s{0,9}\([^()<>@\x00]{0,300}\))?"
)
_DOTTED: Final = r"[A-Za-z0-9_+-]{1,64}(?:\.[A-Za-z0-9_+-]{1,64}){0,9}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,9}"
_NAME_WITH_COMMA: Final = re.compile(rf"(?P<name>[^<>@\"();:,\\]{{1,99}},[^<>@\"();:\\]{{1,99}})<(?P<spec>{_DOTTED})>")
"""`Müller, Anna <a@b.example>`: the comma should be quoted, but only one address stands there."""
_ATOM: Final = r"[A-Za-z0-9=?_+-]{1,99}"
_PLAIN: Final = re.compile(rf"(?:(?P<name>{_ATOM}(?: {_ATOM}){{0,9}}) )?<(?P<spec>{_DOTTED})>|(?P<bare>{_DOTTED})")
"""Fields that can be read in one way only, as most are; the library, far slower, reads the others."""


def addresses(values: list[str], charset: str = "") -> tuple[Address, ...]:
    """Every mailbox of the fields, names decoded, groups opened; at most `MOST_ADDRESSES`.

    The standard library reads first; where it finds no address in a field that holds an `@`, mail-parser does.
    """
    found: list[Address] = []
    for value in values:
        if len(found) >= MOST_ADDRESSES:
            break
        found.extend(_field_addresses(value[:LONGEST_VALUE], charset))
    return tuple(found[:MOST_ADDRESSES])


def _field_addresses(value: str, charset: str) -> list[Address]:
    text = value if value.isascii() else raw_text(value, charset)
    text = text.replace("\x00", "")
    flat = " ".join(text.split())
    read = _standard(flat) or _standard(decode_header(flat)) or _mail_parser(flat)
    return read or _bare(decode_header(flat))


def _standard(text: str) -> list[Address]:
    if plain := _PLAIN.fullmatch(text):
        return [_address(plain["name"] or "", plain["spec"] or plain["bare"])]
    if named := _NAME_WITH_COMMA.fullmatch(text):
        return [_address(named["name"].strip(" ,"), named["spec"])]
    try:
        pairs = getaddresses([text], strict=False) if _takes_strict() else getaddresses([text])
    except (ValueError, IndexError, TypeError, RecursionError):
        return []
    return [_address(name, spec) for name, spec in pairs if "@" in spec.strip("@")]


def _takes_strict() -> bool:
    return "strict" in getaddresses.__code__.co_varnames


def _mail_parser(text: str) -> list[Address]:
    if "@" not in text:
        return []
    from mailparser.utils import get_addresses

    try:
        pairs = get_addresses(text)
    except (ValueError, TypeError, LookupError, RecursionError):
        return []
    return [_address(name, spec) for name, spec in pairs if "@" in spec.strip("@")]


def _bare(text: str) -> list[Address]:
    """No program's syntax helped: what looks like an address, and else a name without one."""
    found = [Address("", match[0]) for match in _ADDRESS.finditer(text)]
    if found or text.strip(" <>;:,\"'").lower() in {"", "undisclosed-recipients", "undisclosed recipients"}:
        return found
    return [Address(text.strip(" <>\"'"), "")]


def _address(name: str, spec: str) -> Address:
    decoded = decode_header(name)
    return Address(decoded.strip("\"' ") if decoded[:1] in "\"'" else decoded, _spec(spec))


def _spec(spec: str) -> str:
    flat = decode_header(spec).strip("<> ")
    return flat.removeprefix("mailto:")


def is_plain_sender(value: str, senders: tuple[Address, ...]) -> bool:
    """Whether a From field is exactly one mailbox written plainly: an address, alone or in brackets behind a name.

    Only such a field may carry authority: what had to be mended may have been broken on purpose.
    """
    if len(senders) != 1 or len(value) > LONGEST_VALUE:
        return False
    match = _PLAIN_SENDER.fullmatch(value.replace("\r", "").replace("\n", "").strip())
    return match is not None and senders[0].address in {match["bracketed"], match["bare"]}
