"""Mail servers inside this process, on free ports of 127.0.0.1: for the demo and for tests without a Dovecot.

`EmbeddedImap` is pymap with its dict backend: all in memory, keywords are dropped, UIDVALIDITY is new at each start.
`EmbeddedSmtp` takes every mail and keeps it. Both are context managers and end without leaving a task or socket.
"""

from __future__ import annotations

import asyncio
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer, IMAPService

HOST = "127.0.0.1"
START_SECONDS = 20.0
BIGGEST_MAIL = 64_000_000


class LoopThread:
    """A thread with an event loop of its own that serves connections until `stop`."""

    def __init__(self, name: str) -> None:
        """Prepare; nothing listens yet."""
        self.host = HOST
        self.port = 0
        self._ready = threading.Event()
        self._trouble: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._halt: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    async def listen(self, stack: AsyncExitStack) -> asyncio.Server:
        """Start the server; what has to be undone goes onto the stack."""
        raise NotImplementedError

    def start(self) -> Self:
        """Listen; returns when connections are taken. Raises what kept the server from starting."""
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise TimeoutError(f"the embedded server {self._thread.name} did not start")
        if self._trouble is not None:
            raise self._trouble
        return self

    def call(self, deed: Callable[[], object]) -> None:
        """Run something in the server's thread, soon."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(deed)

    def stop(self) -> None:
        """End all connections and the thread; does nothing when it has ended."""
        if self._halt is not None:
            self.call(self._halt.set)
        if self._thread.is_alive():
            self._thread.join(START_SECONDS)

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:  # noqa: BLE001  handed to whoever waits in start
            self._trouble = error
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop, self._halt = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(_quiet)
        async with AsyncExitStack() as stack:
            server = await self.listen(stack)
            self.port = int(server.sockets[0].getsockname()[1])
            self._ready.set()
            await self._halt.wait()
            server.close()
        await _end_tasks()


def _quiet(_loop: asyncio.AbstractEventLoop, _context: dict[str, Any]) -> None:
    """A client that hangs up in the middle is no news."""


async def _end_tasks() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class EmbeddedImap(LoopThread):
    """An IMAP server with one account and an empty INBOX."""

    def __init__(self, user: str = "krm", password: str = "krm") -> None:  # noqa: S107  lives in memory, on loopback
        """Prepare the account."""
        super().__init__("embedded-imap")
        self.user, self.password = user, password

    async def listen(self, stack: AsyncExitStack) -> asyncio.Server:
        """Start pymap. Its own service cannot tell which free port it was given, so its parts are put together here."""
        # passwords are checked in the loop's own thread: pymap would leave a pool of threads behind
        backend, config = await DictBackend.init(self._arguments(), cpu_subsystem=Subsystem.for_asyncio())
        config.apply_context()
        await backend.start(stack)
        connected = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
        return await asyncio.start_server(connected, host=HOST, port=0)

    def _arguments(self) -> Namespace:
        parser = ArgumentParser()
        DictBackend.add_subparser("dict", parser.add_subparsers(dest="backend"))
        IMAPService.add_arguments(parser)
        parser.set_defaults(skip_services=[], passlib_cfg=None, debug=False)
        account = ["--demo-user", self.user, "--demo-password", self.password]
        return parser.parse_args(["--host", HOST, "--no-tls", "dict", *account])


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail as the server took it."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes
    options: tuple[str, ...] = ()

    @property
    def recipient(self) -> str:
        """The first recipient."""
        return self.recipients[0]


class EmbeddedSmtp(LoopThread):
    """An SMTP server that takes every mail; `taken` holds them in order."""

    def __init__(self, **settings: Any) -> None:
        """`settings` go to aiosmtpd's SMTP (require_starttls, authenticator, ...)."""
        super().__init__("embedded-smtp")
        self.taken: list[Taken] = []
        self._settings = {"enable_SMTPUTF8": True, "data_size_limit": BIGGEST_MAIL, "hostname": "localhost", **settings}

    def handler(self) -> object:
        """What decides on commands, by aiosmtpd's handle_ methods."""
        return _Keep(self.taken.append)

    async def listen(self, stack: AsyncExitStack) -> asyncio.Server:  # noqa: ARG002  nothing to undo
        """Start aiosmtpd."""
        loop = asyncio.get_running_loop()
        handler = self.handler()
        return await loop.create_server(lambda: SMTP(handler, loop=loop, **self._settings), host=HOST, port=0)


class _Keep:
    """Keeps each mail."""

    def __init__(self, keep: Callable[[Taken], None]) -> None:
        self._keep = keep

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._keep(taken_of(envelope))
        return "250 2.0.0 taken"


def taken_of(envelope: Envelope) -> Taken:
    """The mail of an SMTP transaction."""
    raw = envelope.original_content or b""
    return Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw, tuple(envelope.mail_options))
