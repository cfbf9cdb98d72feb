"""How a connection to a mail server is secured: with a checked certificate, or in plaintext on this machine only.

Never falls back: where TLS is asked for and not to be had, there is no connection (RFC 8314, section 4).
"""

from __future__ import annotations

import ipaddress
import ssl
from enum import StrEnum

from mailbot.errors import PermanentError


class Tls(StrEnum):
    """The values of the configuration key `tls`."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, by its address or the name localhost (RFC 6761, section 6.3)."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def security_of(host: str, tls: str, *, allow_plaintext: bool) -> Tls:
    """The kind of protection to use. PermanentError for plaintext beyond this machine that nobody allowed."""
    kind = Tls(tls)
    if kind is Tls.NONE and not (allow_plaintext or is_loopback(host)):
        raise PermanentError('plaintext beyond this machine: set tls to "implicit" or "starttls"')
    return kind


def tls_context() -> ssl.SSLContext:
    """Certificates and host names are checked against the system's authorities; TLS 1.2 or later (BSI TR-02102-2)."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
