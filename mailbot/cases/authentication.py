"""What the trusted server found out about a mail's origin (RFC 8601). Only its own header fields count.

An Authentication-Results field is ours when it carries the configured authserv-id and stands above the first
Received field that the configured host wrote: whatever came with the mail stands below that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.ingest.house import House
from mailbot.ingest.message import Message

_BY = re.compile(r"\bby\s{1,20}([A-Za-z0-9.-]{1,255})")
_RESULT = re.compile(r"\s*(dmarc|spf|dkim)\s*=\s*([A-Za-z]{1,20})\b", re.IGNORECASE)
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Authentication:
    """Results in lower case ("pass", "fail", "none", ...), "" where the trusted server said nothing."""

    dmarc: str = ""
    spf: str = ""
    dkim: str = ""

    @property
    def failed(self) -> bool:
        """Whether notices wait for the officer: the trusted server says DMARC or SPF fail (domain, section 4)."""
        return "fail" in {self.dmarc, self.spf}


def authentication(message: Message, house: House) -> Authentication:
    """The results of the trusted fields of this mail; nothing where no server is configured or none is found."""
    found: dict[str, list[str]] = {"dmarc": [], "spf": [], "dkim": []}
    for value in trusted_fields(message, house):
        for part in _without_comments(value).split(";")[1:]:
            result = _RESULT.match(part)
            if result is not None:
                found[result[1].lower()].append(result[2].lower())
    return Authentication(_worst(found["dmarc"]), _worst(found["spf"]), _best(found["dkim"]))


def trusted_fields(message: Message, house: House) -> tuple[str, ...]:
    """The Authentication-Results above the first Received of our host, with our authserv-id, topmost first."""
    if not house.authserv_id or not house.received_by:
        return ()
    above: list[str] = []
    for name, value in message.headers:
        if name == "authentication-results" and _authserv_id(value) == house.authserv_id.lower():
            above.append(value)
        if name == "received" and _received_by(value) == house.received_by.lower():
            return tuple(above)
    return ()


def _received_by(value: str) -> str:
    found = _BY.search(_without_comments(value))
    return found[1].rstrip(".").lower() if found else ""


def _authserv_id(value: str) -> str:
    first = _without_comments(value).partition(";")[0].split()
    return first[0].strip('"').lower() if first else ""


def _without_comments(value: str) -> str:
    """The field without comments and with quoted strings emptied: what a sender chose cannot look like a result."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value[:_LONGEST]:
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif not depth:
            kept.append(char)
    return "".join(kept)


def _worst(results: list[str]) -> str:
    return "fail" if "fail" in results else (results[0] if results else "")


def _best(results: list[str]) -> str:
    return "pass" if "pass" in results else (results[0] if results else "")
