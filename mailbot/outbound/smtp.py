"""Sending one copy of a mail (RFC 5321). A shell around smtplib that keeps codes and no words of the server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from mailbot.errors import PermanentError, TemporaryError

Tls = Literal["implicit", "starttls", "none"]
_DELAYS = (1, 5, 15, 30, 60, 120, 240)
_HIGHEST_TEMPORARY = 500


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where mails leave. The password stands in no repr."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken the mail over."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server has not taken it over; `code` is 0 where it gave none.

    `data_sent` says that the whole mail was handed over and the answer is missing: it may have arrived, and the
    repeat must be the same bytes.
    """

    permanent: bool
    code: int
    data_sent: bool = False


def retry_delay(attempt: int) -> timedelta:
    """How long to wait after the attempt of this ordinal (1 ...): minutes first, then four hours."""
    return timedelta(minutes=_DELAYS[min(max(attempt, 1), len(_DELAYS)) - 1])


class SmtpSender:
    """Keeps one connection for a run of mails and opens a new one when it is stale."""

    def __init__(self, account: SmtpAccount) -> None:
        """Take the account; the first `send` connects."""
        self._account = account
        self._client: smtplib.SMTP | None = None

    def send(self, envelope_from: str, recipient: str, raw: bytes) -> Sent | Refused:
        """One transaction for one recipient. Never raises for what a server says."""
        try:
            client = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Refused(permanent=False, code=_code_of(error))
        return self._transaction(client, envelope_from, recipient, raw)

    def probe(self) -> None:
        """Connect and log in. TemporaryError or PermanentError say what is wrong."""
        try:
            self._connected().noop()
        except smtplib.SMTPAuthenticationError as error:
            raise PermanentError("SMTP: the login was refused: see smtp.user and its password") from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryError("SMTP: the server does not answer: see smtp.host, smtp.port, smtp.tls") from error

    def close(self) -> None:
        """Leave the server. Never raises."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):
                client.quit()
            with suppress(Exception):
                client.close()

    def _connected(self) -> smtplib.SMTP:
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self._client.noop()[0] == 250:
                    return self._client
            self.close()
        self._client = self._open()
        return self._client

    def _open(self) -> smtplib.SMTP:
        account = self._account
        context = ssl.create_default_context()
        if account.tls == "implicit":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                account.host, account.port, timeout=account.timeout, context=context
            )
        else:
            client = smtplib.SMTP(account.host, account.port, timeout=account.timeout)
        try:
            client.ehlo()
            if account.tls == "starttls":
                client.starttls(context=context)
                client.ehlo()
            if account.user:
                client.login(account.user, account.password)
        except BaseException:
            client.close()
            raise
        return client

    def _transaction(self, client: smtplib.SMTP, envelope_from: str, recipient: str, raw: bytes) -> Sent | Refused:
        data_begun = False
        try:
            code = client.mail(envelope_from, _options(client, recipient))[0]
            if code == 250:
                code = client.rcpt(recipient)[0]
            if code in {250, 251}:
                data_begun = True
                code = client.data(raw)[0]
                if code == 250:
                    return Sent()
            client.rset()
        except smtplib.SMTPDataError as error:
            return Refused(permanent=error.smtp_code >= _HIGHEST_TEMPORARY, code=error.smtp_code)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Refused(permanent=False, code=_code_of(error), data_sent=data_begun)
        return Refused(permanent=code >= _HIGHEST_TEMPORARY, code=code)


def _options(client: smtplib.SMTP, recipient: str) -> list[str]:
    """8BITMIME where offered; SMTPUTF8 only for an address that wants it."""
    options = ["BODY=8BITMIME"] if client.has_extn("8bitmime") else []
    if not recipient.isascii() and client.has_extn("smtputf8"):
        options.append("SMTPUTF8")
    return options


def _code_of(error: Exception) -> int:
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
