"""Handing one mail to the sending server: one SMTP transaction for one recipient (RFC 5321).

The result is a value: what was answered, and whether the bytes had already been sent when the answer was lost.
Of the server's words only the code and the enhanced status (RFC 3463) are kept; its text may quote addresses.
"""

from __future__ import annotations

import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from mailbot.errors import PermanentError, TemporaryError
from mailbot.transport import Tls, is_loopback, security_of, tls_context

RETRY_MINUTES: Final = (1, 5, 15, 30, 60, 120)
RETRY_LONGEST: Final = timedelta(hours=4)
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)
_ENHANCED: Final = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})(?!\d)")
_ADDRESS: Final = re.compile(r"[^\s<>\x00-\x1f\x7f]{1,250}")
TOO_BIG: Final = 552
BAD_ADDRESS: Final = 553


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where to send, and how to log in; an empty `user` means no login. `hello` is the name given in EHLO."""

    host: str
    port: int
    tls: str
    user: str
    password: str = field(repr=False)
    timeout: float = 60.0
    allow_plaintext: bool = False
    hello: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken the mail over."""

    code: int = 250
    enhanced: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The mail was not taken, or nobody knows.

    `permanent`: repeating the same bytes to the same recipient will not help. `code` 0: no answer came.
    `data_sent`: the whole mail had left when the connection broke, so it may have arrived; the caller repeats it
    with the same bytes and Message-ID. `unreachable`: it did not come to a transaction, and would not for any mail.
    """

    permanent: bool
    code: int
    enhanced: str = ""
    data_sent: bool = False
    unreachable: bool = False


def retry_delay(attempt: int) -> timedelta:
    """How long to wait after the attempt of that number, from 1 (RFC 5321, section 4.5.4.1)."""
    index = max(attempt, 1) - 1
    return timedelta(minutes=RETRY_MINUTES[index]) if index < len(RETRY_MINUTES) else RETRY_LONGEST


class SmtpSender:
    """One SMTP connection, for one thread: kept between mails, opened anew when it has gone stale."""

    def __init__(self, account: SmtpAccount) -> None:
        """Remember the account; nothing is connected yet."""
        self._account = account
        self._server: smtplib.SMTP | None = None

    def probe(self) -> None:
        """Connect and log in. TemporaryError: no server; PermanentError: login or security refused."""
        try:
            self._ready()
        except smtplib.SMTPAuthenticationError as error:
            raise PermanentError("the SMTP server refused the login: check [smtp] user and password") from error
        except smtplib.SMTPNotSupportedError as error:
            raise PermanentError("the SMTP server does not offer what [smtp] tls or user ask for") from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryError("the SMTP server does not answer") from error

    def close(self) -> None:
        """Say goodbye if the server listens; never raises."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def send(self, envelope_from: str, recipient: str, raw: bytes) -> Sent | Refused:
        """One transaction. Never raises for what the network or the server does.

        A refusal before RCPT concerns this sender, not the recipient, and is temporary whatever its code, so that
        a wrong password never makes a notice undeliverable; only "too big" (552) is final there.
        """
        if not _ADDRESS.fullmatch(recipient) or "@" not in recipient:
            return Refused(permanent=True, code=BAD_ADDRESS, enhanced="5.1.3")
        server: smtplib.SMTP | None = None
        try:
            server = self._ready()
            return self._transaction(server, _to_ascii(envelope_from), _to_ascii(recipient), raw)
        except smtplib.SMTPResponseException as error:
            self._abandon()
            status = _status(error.smtp_error)
            return Refused(permanent=False, code=error.smtp_code, enhanced=status, unreachable=server is None)
        except (OSError, smtplib.SMTPException, PermanentError):
            self._abandon()
            return Refused(permanent=False, code=0, unreachable=server is None)

    def _transaction(self, server: smtplib.SMTP, sender: str, recipient: str, raw: bytes) -> Sent | Refused:
        body = _LINE_END.sub(b"\r\n", raw)
        wide = not (sender.isascii() and recipient.isascii())
        if wide and not server.has_extn("smtputf8"):
            return Refused(permanent=True, code=BAD_ADDRESS, enhanced="5.6.7")
        server.command_encoding = "utf-8" if wide else "ascii"
        code, answer = server.docmd("MAIL", f"FROM:<{sender}>{_parameters(server, body, wide=wide)}")
        if code != 250:
            return self._refusal(code, answer, permanent=code == TOO_BIG)
        code, answer = server.docmd("RCPT", f"TO:<{recipient}>")
        if code not in (250, 251):
            return self._refusal(code, answer, permanent=code >= 500)
        code, answer = server.docmd("DATA")
        if code != 354:
            return self._refusal(code, answer, permanent=code >= 500)
        return self._payload(server, body)

    def _payload(self, server: smtplib.SMTP, body: bytes) -> Sent | Refused:
        stuffed = _DOT.sub(b"..", body)
        server.send(stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        try:
            code, answer = server.getreply()
        except (OSError, smtplib.SMTPException):
            self._abandon()
            return Refused(permanent=False, code=0, data_sent=True)
        if code != 250:
            return self._refusal(code, answer, permanent=code >= 500)
        return Sent(code, _status(answer))

    def _refusal(self, code: int, answer: bytes, *, permanent: bool) -> Refused:
        if code == 421 or code < 200:
            self._abandon()
        return Refused(permanent=permanent, code=max(code, 0), enhanced=_status(answer))

    def _ready(self) -> smtplib.SMTP:
        """A connection on which a transaction can begin."""
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self._server.rset()[0] == 250:
                    return self._server
            self._abandon()
        self._server = _connect(self._account)
        return self._server

    def _abandon(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()


def _connect(account: SmtpAccount) -> smtplib.SMTP:
    kind = security_of(account.host, account.tls, allow_plaintext=account.allow_plaintext)
    # without a name smtplib asks the DNS for its own, which may take long and is of no use on this machine
    hello = account.hello or ("localhost" if is_loopback(account.host) else None)
    server: smtplib.SMTP
    if kind is Tls.IMPLICIT:
        server = smtplib.SMTP_SSL(
            account.host, account.port, local_hostname=hello, timeout=account.timeout, context=tls_context()
        )
    else:
        server = smtplib.SMTP(account.host, account.port, local_hostname=hello, timeout=account.timeout)
    try:
        server.ehlo_or_helo_if_needed()
        if kind is Tls.STARTTLS:
            # raises where the server does not offer it: nothing goes on in plaintext
            server.starttls(context=tls_context())
            server.ehlo_or_helo_if_needed()
        # a relay on this machine often offers no AUTH (RFC 4954); one that wants a login refuses the mail itself
        if account.user and (server.has_extn("auth") or kind is not Tls.NONE):
            server.login(account.user, account.password)
    except BaseException:
        server.close()
        raise
    return server


def _parameters(server: smtplib.SMTP, body: bytes, *, wide: bool) -> str:
    """SIZE (RFC 1870), BODY=8BITMIME (RFC 6152) and SMTPUTF8 (RFC 6531), each only where needed and offered."""
    words = ""
    if server.has_extn("size"):
        words += f" SIZE={len(body)}"
    if not body.isascii() and server.has_extn("8bitmime"):
        words += " BODY=8BITMIME"
    return words + (" SMTPUTF8" if wide else "")


def _to_ascii(address: str) -> str:
    """The address with its domain in ASCII form (RFC 5891); only its local part may then want SMTPUTF8."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    with suppress(UnicodeError):
        return local + at + domain.encode("idna").decode("ascii")
    return address


def _status(answer: bytes | str) -> str:
    found = _ENHANCED.match(answer if isinstance(answer, bytes) else answer.encode("ascii", "replace"))
    return found[1].decode("ascii") if found else ""
