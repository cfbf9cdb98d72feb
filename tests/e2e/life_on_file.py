"""A life of cases: arrivals, replies and days over a real office; each mail is held against its reviewed copy.

`MAILBOT_REVIEW=1 pytest tests/e2e/test_life_*.py` writes the copies anew. They are then to be read as their recipients
would read them (tests/data/reviewed/README.md) before they are committed. `MAILBOT_PAGES=FOLDER` leaves the HTML part
of each mail there, to be photographed (`scripts/render_pictures.py FOLDER --scenarios`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from office import MAILBOX, Bench, all_folders, at, headers_of

from mailbot.cases.case import Case
from mailbot.demo import html_part
from mailbot.embedded import Taken
from mailbot.ingest.html_text import html_to_text
from mailbot.steps import views
from mailbot.store import desk, register
from mailbot.vocabulary import Purpose

REVIEWED = Path(__file__).parent.parent / "data" / "reviewed"
LISTS = frozenset({Purpose.DIGEST, Purpose.BUNDLE, Purpose.REPORT})
"""The mails over the whole office: compared only where a scenario is about them."""
TIMES_OF_DAY = ("07:00", "07:30", "08:00")
OFFICE = """name = "Jobcenter Wolfenbüttel"
address = "Musterstraße 1, 38300 Wolfenbüttel"
phone = "05331 000-0"
hours = "Montag bis Freitag 8 bis 12 Uhr, Donnerstag auch 14 bis 18 Uhr"
privacy_notice_url = "https://www.jobcenter-ge.example/datenschutz"
objection_ways = [
  "Schicken Sie uns einen Brief mit Ihrer Unterschrift.",
  "Kommen Sie zu uns und geben Sie den Widerspruch zur Niederschrift auf.",
]"""
_TOKEN = re.compile(r"(?:(?<=[0-9] )|(?<=%20)|(?<=%5B))[a-z2-7]{14}(?=\]|%5D)|(?<=\[)[a-z2-7]{14}(?=\])")
_CHECKSUM = re.compile(r"(?<=Prüfsumme )\S+")


@dataclass
class Life:
    """A scenario at work. `seen` is how many mails of the sink were already compared."""

    bench: Bench
    scenario: str
    lists: bool = False
    seen: int = 0
    written: int = 0
    known: set[str] = field(default_factory=set)
    mails: list[tuple[str, Taken]] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    paths: set[Path] = field(default_factory=set)
    names: list[str] = field(default_factory=list)

    def arrives(self, moment: str, raw: bytes) -> None:
        """A mail arrives, and a cycle runs a minute later."""
        self.pass_to(moment)
        self.bench.imap.deliver(raw, at(moment))
        self.tick(at(moment) + timedelta(minutes=1))

    def answers(self, moment: str, purpose: str, sender: str, text: str) -> Taken:
        """The sender replies to the last mail of this purpose that went to that address; returns that mail."""
        mail = self.last(purpose, sender)
        self.arrives(moment, reply(mail, sender, text, at(moment)))
        return mail

    def pass_to(self, moment: str) -> None:
        """Let the days go by, with cycles at the times at which something is due."""
        goal = at(moment)
        day = self.bench.clock.at
        while day.date() <= goal.date():
            for time in TIMES_OF_DAY:
                due = at(f"{day.date()} {time}")
                if self.bench.clock.at < due <= goal:
                    self.tick(due)
            day += timedelta(days=1)
        if self.bench.clock.at < goal:
            self.tick(goal)

    def tick(self, moment: datetime) -> None:
        """One cycle; what left is compared."""
        self.bench.tick(moment)
        purposes = {row["message_id"]: str(row["purpose"]) for row in views.outbox(self.bench.office)}
        for taken in self.bench.sent[self.seen :]:
            self.seen += 1
            identifier = str(headers_of(taken)["Message-ID"]).strip()
            purpose = purposes[identifier]
            self.mails.append((purpose, taken))
            if identifier not in self.known and (self.lists or purpose not in LISTS):
                self.known.add(identifier)
                self._compare(purpose, taken, moment)

    def last(self, purpose: str, recipient: str) -> Taken:
        """The newest mail of this purpose to this address."""
        return self.all(purpose, recipient)[-1]

    def all(self, purpose: str, recipient: str) -> list[Taken]:
        """Every mail of this purpose to this address."""
        return [taken for word, taken in self.mails if word == purpose and taken.recipients[0] == recipient]

    def purposes(self, recipient: str) -> list[str]:
        """Why this address was written to, in order."""
        return [word for word, taken in self.mails if taken.recipients[0] == recipient and word not in LISTS]

    def case(self, number: int = 1) -> dict[str, object]:
        """The case with this running number."""
        return next(c for c in views.cases(self.bench.office) if str(c["number"]).endswith(f"{number:06d}"))

    def register(self, number: int = 1) -> Case:
        """The same case as the register holds it."""
        with self.bench.office.store.read() as tx:
            loaded = register.load(tx, str(self.case(number)["number"]))
        assert loaded is not None
        return loaded[0]

    def documents(self, number: int = 1) -> list[str]:
        """The names of the documents of a case."""
        with self.bench.office.store.read() as tx:
            return [row.name for row in desk.documents(tx, str(self.case(number)["number"]))]

    def folders(self) -> list[str]:
        """The IMAP folders that hold messages."""
        return sorted(name for name, messages in all_folders(self.bench.imap).items() if messages)

    def _compare(self, purpose: str, taken: Taken, moment: datetime) -> None:
        self.written += 1
        path = REVIEWED / self.scenario / f"{self.written:02d}-{purpose}.txt"
        self.paths.add(path)
        text = as_read(taken, moment)
        self.names.append(path.name)
        if folder := os.environ.get("MAILBOT_PAGES", ""):
            Path(folder, f"{self.scenario}-{path.stem}.html").write_text(html_part(taken.raw), encoding="utf-8")
        if os.environ.get("MAILBOT_REVIEW", "") not in ("", "0"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            self.differing.append(f"--- {path.name}\n{text}")

    def close(self) -> None:
        """The end of the scenario: nothing may differ, and no copy may be left over."""
        folder = REVIEWED / self.scenario
        if os.environ.get("MAILBOT_REVIEW", "") not in ("", "0"):
            for path in set(folder.glob("*.txt")) - {folder / name for name in self.names}:
                path.unlink()
        assert not self.differing, "not as reviewed:\n" + "\n".join(self.differing)
        assert set(folder.glob("*.txt")) == self.paths, "reviewed copies of mails that did not leave"


Begin = Callable[..., Life]
"""Opens an office for a scenario: its name, the first moment, whether the lists are compared, changed settings."""


def as_read(taken: Taken, moment: datetime) -> str:
    """A mail as its recipient reads it: the headers that are shown, the text part, what the HTML part shows."""
    mail = headers_of(taken)
    shown = [f"{name}: {mail[name]}" for name in ("From", "To", "Cc", "Subject") if mail[name]]
    parts = parts_of(taken)
    page = html_to_text(parts.get("text/html", ""))[0]
    others = sorted(set(parts) - {"text/plain", "text/html"})
    text = "\n".join(
        [
            f"Gesendet: {moment:%Y-%m-%d %H:%M}",
            *shown,
            *[f"Anhang: {kind}" for kind in others],
            "",
            parts.get("text/plain", "").replace("\r\n", "\n").strip(),
            "",
            "=" * 40 + " HTML",
            page.strip(),
            "",
        ]
    )
    return _CHECKSUM.sub("<prüfsumme>", _TOKEN.sub("<token>", text))


def parts_of(taken: Taken) -> dict[str, str]:
    """The parts of a mail by their type, as text."""
    mail = headers_of(taken)
    return {part.get_content_type(): str(part.get_content()) for part in mail.walk() if not part.is_multipart()}


def reply(caught: Taken, sender: str, text: str, moment: datetime) -> bytes:
    """The answer to a mail of ours as a mail program writes it: the new text above the quoted original."""
    original = headers_of(caught)
    body = original.get_body(("plain",))
    quoted = "\n".join(f"> {line}" for line in str(body.get_content() if body else "").splitlines())
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, MAILBOX
    mail["Subject"] = f"AW: {original['Subject']}"
    mail["Date"] = moment
    mail["Message-ID"] = f"<{abs(hash((sender, text, moment)))}@post.example>"
    mail["In-Reply-To"] = str(original["Message-ID"]).strip()
    mail["References"] = str(original["Message-ID"]).strip()
    mail.set_content(f"{text}\n\nAm 02.03.2026 um 08:00 schrieb Kundenreaktionsmanagement:\n{quoted}\n")
    return mail.as_bytes(policy=policy.SMTP)


def auto_reply(caught: Taken, sender: str, text: str) -> bytes:
    """An out-of-office answer as Exchange sends it."""
    original = headers_of(caught)
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, MAILBOX
    mail["Subject"] = f"Automatische Antwort: {original['Subject']}"
    mail["Message-ID"] = "<abwesend@jobcenter-ge.example>"
    mail["In-Reply-To"] = str(original["Message-ID"]).strip()
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text)
    return mail.as_bytes(policy=policy.SMTP)


def delivery_report(caught: Taken) -> bytes:
    """What the next mail server sends back when the address does not exist (RFC 3464)."""
    original = message_from_bytes(caught.raw, policy=policy.default)
    recipient = caught.recipients[0]
    headers = "".join(f"{name}: {original[name]}\r\n" for name in ("From", "To", "Subject", "Message-ID"))
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {caught.mail_from or MAILBOX}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <dsn-1@mx.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"\r\n\r\n'
        "--grenze\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
        f"I'm sorry to have to inform you that your message could not be delivered.\r\n\r\n<{recipient}>: "
        "host mx.example said: 550 5.1.1 User unknown\r\n\r\n"
        "--grenze\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        f"--grenze\r\nContent-Type: text/rfc822-headers\r\n\r\n{headers}\r\n--grenze--\r\n"
    ).encode()
