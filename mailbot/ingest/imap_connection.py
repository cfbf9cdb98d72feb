"""One connection to an IMAP server: opening it safely, naming folders its way, translating its errors.

Nothing the server says goes into an error or a log: its words may quote a mail.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from mailbot.errors import PermanentError, TemporaryError
from mailbot.transport import Tls, security_of, tls_context

BACKOFF_FIRST = 1.0
BACKOFF_LONGEST = 300.0
PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]")


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where the mailbox lies and how to log in. `tls` is implicit, starttls or none; `timeout` in seconds."""

    host: str
    port: int
    tls: str
    user: str
    password: str = field(repr=False)
    timeout: float = 60.0
    allow_plaintext: bool = False


class ServerRefusedError(TemporaryError):
    """The server answered NO or BAD; the connection itself still stands, other messages may go on."""


def backoff(attempt: int, jitter: float = 0.0) -> float:
    """Seconds to wait before attempt `attempt` + 1: doubling from one second to five minutes.

    `jitter`, from 0 to 1, lengthens the wait by up to a half, so that many clients do not return at once.
    """
    doublings = min(max(attempt, 1) - 1, 16)
    return min(BACKOFF_FIRST * float(2**doublings), BACKOFF_LONGEST) * (1.0 + 0.5 * jitter)


@contextmanager
def translated(deed: str) -> Iterator[None]:
    """Turn what the library and the socket raise into our errors. `deed` is a word of ours for the message."""
    try:
        yield
    except IMAPClientAbortError as error:
        raise TemporaryError(f"the IMAP connection broke ({deed})") from error
    except IMAPClientError as error:
        raise _refusal(error, deed) from error
    except OSError as error:
        raise TemporaryError(f"the IMAP server does not answer ({deed})") from error
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise TemporaryError(f"the IMAP server's answer makes no sense ({deed})") from error


def _refusal(error: IMAPClientError, deed: str) -> TemporaryError | PermanentError:
    """Which of our errors a NO is; the response codes of RFC 5530 tell what passes by itself."""
    if isinstance(error.__context__, IMAPClientAbortError):
        # imapclient calls every trouble during the login a refused login
        return TemporaryError(f"the IMAP connection broke ({deed})")
    if any(code in str(error).upper() for code in PASSING):
        return TemporaryError(f"the IMAP server cannot do it now ({deed})")
    if isinstance(error, LoginError):
        return PermanentError("the IMAP server refused the login: check [mailbox] user and password")
    return ServerRefusedError(f"the IMAP server refused ({deed})")


def open_connection(account: ImapAccount) -> IMAPClient:
    """A logged-in connection.

    TemporaryError when the server does not answer or shows a wrong certificate; PermanentError when it refuses the
    login, offers no TLS where TLS is asked for, or the host may not be spoken to in plaintext.
    """
    kind = security_of(account.host, account.tls, allow_plaintext=account.allow_plaintext)
    with translated("connect"):
        client = IMAPClient(
            account.host,
            account.port,
            ssl=kind is Tls.IMPLICIT,
            ssl_context=tls_context() if kind is Tls.IMPLICIT else None,
            timeout=account.timeout,
        )
    try:
        _prepare(client, account, kind)
    except BaseException:
        hang_up(client)
        raise
    return client


def _prepare(client: IMAPClient, account: ImapAccount, kind: Tls) -> None:
    client.normalise_times = False
    # imapclient writes the whole conversation, texts of mails included, to the debug log
    client._imap.debug = 0  # noqa: SLF001
    # without it each command waits 40 ms for servers that read line by line
    client._imap.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # noqa: SLF001
    with translated("login"):
        if kind is Tls.STARTTLS:
            if not client.has_capability("STARTTLS"):
                raise PermanentError("the IMAP server offers no STARTTLS: nothing was sent to it")
            client.starttls(tls_context())
        client.login(account.user, account.password)


def hang_up(client: IMAPClient) -> None:
    """Close the socket whatever state it is in."""
    with suppress(IMAPClientError, OSError, AttributeError):
        client.shutdown()


@dataclass(frozen=True, slots=True)
class FolderNames:
    """How this server names folders. The configuration writes `Archiv/2026` whatever the server's delimiter is."""

    delimiter: str = "/"
    prefix: str = ""

    def on_server(self, folder: str) -> str:
        """The server's name: its delimiter, and its prefix of personal folders (RFC 2342) before it.

        A delimiter inside a name would make two levels of one: it becomes an underscore.
        """
        if folder.upper() == "INBOX":
            return "INBOX"
        if self.prefix and folder.startswith(self.prefix):
            return folder
        bare = folder.removeprefix(self.prefix.replace(self.delimiter, "/")) if self.prefix else folder
        if self.delimiter != "/":
            bare = bare.replace(self.delimiter, "_").replace("/", self.delimiter)
        return self.prefix + bare.strip(self.delimiter)

    def in_configuration(self, name: str) -> str:
        """The reverse: a name of the server as the configuration writes it."""
        bare = name.removeprefix(self.prefix) if self.prefix else name
        return bare.replace(self.delimiter, "/")


def names_of(client: IMAPClient) -> FolderNames:
    """Ask the server for its delimiter and prefix of personal folders."""
    if client.has_capability("NAMESPACE"):
        personal = client.namespace().personal
        if personal:
            prefix, delimiter = personal[0]
            return FolderNames(delimiter or "/", prefix or "")
    listed = client.list_folders("", "")
    delimiter = next((_text(delimiter) for _, delimiter, _ in listed if delimiter), "/")
    return FolderNames(delimiter, "")


def _text(value: str | bytes) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else value
