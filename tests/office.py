"""A whole office for the tests: the sample configuration with the test's own servers, at a simulated time."""

from __future__ import annotations

import html
import io
import logging
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from servers import DovecotServer, SmtpSink

from mailbot.embedded import Taken
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.logs import configure
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps.cycle import tick
from mailbot.steps.opening import imap_account, open_office, smtp_account
from mailbot.steps.runtime import Runtime

BERLIN = ZoneInfo("Europe/Berlin")
SAMPLE = Path(__file__).parent.parent / "config"
MAILBOX = "jobcenter-wolfenbuettel.kundenreaktionsmanagement@jobcenter-ge.example"
OFFICER = "krm.beauftragte@jobcenter-ge.example"
MANAGEMENT = "geschaeftsfuehrung@jobcenter-ge.example"
OBJECTIONS = "widerspruchsstelle@jobcenter-ge.example"


def at(text: str) -> datetime:
    """A local time such as 2026-03-02 08:00."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class HandClock:
    """A clock that the test sets by hand."""

    def __init__(self, moment: datetime) -> None:
        self.at = moment

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


def write_office(folder: Path, imap: DovecotServer, smtp: SmtpSink, **changes: str) -> Path:
    """A configuration folder; `changes` are further lines by section, e.g. outbound='mode = "hold"'."""
    folder.mkdir(parents=True)
    for name in ("directory.toml", "rules.toml"):
        shutil.copyfile(SAMPLE / name, folder / name)
    sections = {
        "office": 'name = "Jobcenter Wolfenbüttel"',
        "mailbox": f'address = "{MAILBOX}"\nhost = "127.0.0.1"\nport = {imap.port}\ntls = "none"\nuser = "krm"\n'
        'password = "krm"\nstart_at = 2026-01-01T00:00:00+01:00\npoll_seconds = 5',
        "smtp": f'host = "127.0.0.1"\nport = {smtp.port}\ntls = "none"\n'
        'internal_domains = ["jobcenter-ge.example", "krm@arbeitsagentur.example"]',
        "outbound": 'mode = "live"',
        "trust": "",
        "privacy": "",
        "database": f'url = "sqlite:///{folder.parent}/mailbot.db"',
        "archive": f'root = "{folder.parent}/archive"',
        "clock": "simulated = true",
    }
    sections.update(changes)
    text = "\n".join(f"[{name}]\n{lines}\n" for name, lines in sections.items())
    (folder / "mailbot.toml").write_text(text, encoding="utf-8")
    return folder


@dataclass
class Bench:
    """An office at work: set the time, deliver, tick, look at what left."""

    office: Runtime
    clock: HandClock
    imap: DovecotServer
    smtp: SmtpSink
    mailbox: ImapMailbox
    sender: SmtpSender
    log: io.StringIO

    def tick(self, moment: datetime) -> None:
        """One full cycle at that time."""
        self.clock.at = moment
        tick(self.office, self.mailbox, self.sender)

    @property
    def sent(self) -> list[Taken]:
        """Everything that left so far."""
        return self.smtp.taken

    def close(self) -> None:
        """Leave all servers."""
        self.mailbox.close()
        self.sender.close()
        self.office.store.close()


def open_bench(folder: Path, imap: DovecotServer, smtp: SmtpSink, moment: datetime) -> Bench:
    """Open the office of this folder at that time."""
    log = io.StringIO()
    configure(log, level=logging.DEBUG)
    clock = HandClock(moment)
    office = open_office(folder, os.environ, clock)
    mailbox = ImapMailbox(imap_account(office.settings))
    sender = SmtpSender(smtp_account(office.settings))
    return Bench(office, clock, imap, smtp, mailbox, sender, log)


def a_mail(subject: str, text: str, **headers: str) -> bytes:
    """A plain mail of a citizen; headers by name with underscores."""
    mail = EmailMessage()
    mail["From"] = headers.pop("from_", "Karla Musterfrau <karla.musterfrau@web.example>")
    mail["To"] = headers.pop("to", MAILBOX)
    mail["Subject"] = subject
    mail["Date"] = headers.pop("date", "Mon, 02 Mar 2026 09:00:00 +0100")
    mail["Message-ID"] = headers.pop("message_id", f"<{abs(hash((subject, text)))}@web.example>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes(policy=policy.SMTP)


def reply_to(caught: Taken, sender: str, text: str, *, message_id: str = "<reply@jobcenter-ge.example>") -> bytes:
    """The recipient's reply to a mail of ours, as Outlook would write it."""
    original = message_from_bytes(caught.raw, policy=policy.default)
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, MAILBOX
    mail["Subject"] = f"AW: {original['Subject']}"
    mail["Date"] = "Tue, 03 Mar 2026 09:00:00 +0100"
    mail["Message-ID"] = message_id
    mail["In-Reply-To"] = str(original["Message-ID"])
    mail["References"] = str(original["Message-ID"])
    mail.set_content(f"{text}\n\nVon: Kundenreaktionsmanagement\nGesendet: Montag\nAn: Team\nBetreff: x\n\n> zitiert\n")
    return mail.as_bytes(policy=policy.SMTP)


def headers_of(caught: Taken) -> EmailMessage:
    """The mail, parsed by the standard library's strict policy."""
    mail = message_from_bytes(caught.raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


_TAG_WORDS = re.compile(r"</?[a-z0-9]+|[a-z-]+=(?=\")", re.IGNORECASE)


def readable(raw: bytes) -> str:
    """All that a recipient could read of a mail: header values, every part decoded, file names, attribute values.

    Left out are our own words of form: names of headers, tags and attributes, and the Date.
    """
    mail = message_from_bytes(raw, policy=policy.default)
    pieces = [str(value) for name, value in mail.items() if name.lower() not in {"date", "content-language"}]
    for part in mail.walk():
        pieces += [str(part.get_filename() or ""), str(part.get("Content-Description") or "")]
        if part.get_content_type() == "text/html":
            pieces.append(html.unescape(_TAG_WORDS.sub(" ", str(part.get_content()))))
        elif part.get_content_maintype() == "text":
            pieces.append(str(part.get_content()))
        elif not part.is_multipart():
            pieces.append((part.get_payload(decode=True) or b"").decode("utf-8", "replace"))
    return "\n".join(pieces)


def all_folders(server: DovecotServer) -> dict[str, list[bytes]]:
    """Every folder with the raw bytes of its messages."""
    with server.client() as client:
        named = [str(name) for flags, _, name in client.list_folders() if b"\\Noselect" not in flags]
    return {name: messages for name in named if (messages := server.messages(name)) or name == "INBOX"}


def run_mailbot(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "mailbot", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)
