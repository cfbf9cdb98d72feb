"""The main job on embedded parts: three simulated weeks of an office, and a page that shows every mail.

IMAP (pymap), SMTP (aiosmtpd) and SQLite live in a temporary folder; nothing leaves this machine.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mailbot.demo_page import DemoEntry, write_page
from mailbot.demo_plan import Plan, PlannedReply, load_plan
from mailbot.embedded import EmbeddedImap, EmbeddedSmtp
from mailbot.ingest.imap_connection import ImapAccount
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.ingest.parse import parse
from mailbot.outbound.smtp import SmtpAccount, SmtpSender
from mailbot.resources import sample_config, sample_mails
from mailbot.rules.directory import Directory
from mailbot.steps.cycle import tick
from mailbot.steps.opening import open_office
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger, mails, register

FIRST_DAY = date(2026, 3, 2)
"""A Monday without public holidays in the three weeks after it."""
DAYS = 21
TICK_TIMES = (time(7, 0), time(7, 30), time(8, 0), time(12, 0), time(16, 30))
SECONDS = 30.0


class SteppedClock:
    """A clock that stands until it is set. The demo sets it, nothing else."""

    def __init__(self, at: datetime) -> None:
        """Stand at this aware time."""
        self.at = at

    def now(self) -> datetime:
        """The simulated time."""
        return self.at

    def monotonic(self) -> float:
        """Seconds of simulated time."""
        return self.at.timestamp()


@dataclass
class Week:
    """What the three weeks have brought so far."""

    entries: list[DemoEntry] = field(default_factory=list)
    seen_mails: int = 0
    replied: set[int] = field(default_factory=set)


def run_demo(out: Path, console: Console | None = None) -> Path:
    """Play the three weeks and write the page; returns its path."""
    console = console or Console()
    with played(console) as (_, week):
        page = write_page(out, week.entries)
    console.print(f"[bold]{len(week.entries)} mails[/bold] in three weeks. Read them: [bold]{page}[/bold]")
    return page


@contextmanager
def played(console: Console) -> Iterator[tuple[Runtime, Week]]:
    """The sample office after its three weeks, with what went in and out."""
    plan = load_plan(sample_mails())
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mailbot-demo-")))
        imap = stack.enter_context(EmbeddedImap())
        smtp = stack.enter_context(EmbeddedSmtp())
        folder = _configure(work, imap.port, smtp.port)
        zone = ZoneInfo("Europe/Berlin")
        clock = SteppedClock(datetime.combine(FIRST_DAY, time(6, 0), zone))
        office = open_office(folder, os.environ, clock)
        stack.callback(office.store.close)
        mailbox = ImapMailbox(ImapAccount("127.0.0.1", imap.port, "none", imap.user, imap.password, SECONDS))
        sender = SmtpSender(SmtpAccount("127.0.0.1", smtp.port, "none", "", "", SECONDS))
        stack.callback(mailbox.close)
        stack.callback(sender.close)
        yield office, _play(office, clock, mailbox, sender, plan, console)


def _configure(work: Path, imap_port: int, smtp_port: int) -> Path:
    """The shipped sample office, with the embedded servers in place of its own."""
    folder = work / "config"
    shutil.copytree(sample_config(), folder)
    text = (folder / "mailbot.toml").read_text(encoding="utf-8")
    (folder / "mailbot.toml").write_text(_embedded(text, imap_port, smtp_port, work), encoding="utf-8")
    return folder


def _embedded(text: str, imap_port: int, smtp_port: int, work: Path) -> str:
    """The sample file with other values for the keys that name servers, paths and the mode."""
    changes: dict[str, dict[str, str]] = {
        "mailbox": {
            "host": '"127.0.0.1"',
            "port": str(imap_port),
            "tls": '"none"',
            "user": '"krm"',
            "password": '"krm"',
        },
        "smtp": {"host": '"127.0.0.1"', "port": str(smtp_port), "tls": '"none"', "user": '""', "password": '""'},
        "outbound": {"mode": '"live"'},
        "database": {"url": f'"sqlite:///{work}/mailbot.db"'},
        "archive": {"root": f'"{work}/archive"'},
        "clock": {"simulated": "true"},
    }
    lines, section = [], ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
            lines.append(line)
            lines += [f"{key} = {value}" for key, value in changes.get(section, {}).items()]
            continue
        key = line.partition("=")[0].strip()
        replaced = key in changes.get(section, {}) or key in {"password_file", "password_env"}
        lines.append(f"# {line}" if replaced else line)
    return "\n".join(lines) + "\n"


def _moments(plan: Plan, zone: ZoneInfo) -> list[datetime]:
    times = {(day, at) for day in range(DAYS) for at in TICK_TIMES}
    times |= {(arrival.at_day, arrival.at_time) for arrival in plan.arrivals}
    times |= {(reply.at_day, reply.at_time) for reply in plan.replies}
    return sorted(datetime.combine(FIRST_DAY + timedelta(days=day), at, zone) for day, at in times)


def _play(
    office: Runtime,
    clock: SteppedClock,
    mailbox: ImapMailbox,
    sender: SmtpSender,
    plan: Plan,
    console: Console,
) -> Week:
    week = Week()
    moments = _moments(plan, office.zone)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("The office at work", total=len(moments))
        for moment in moments:
            clock.at = moment
            mailbox.connect()
            for raw in _incoming(office, plan, moment, week):
                mailbox.append(office.settings.mailbox.folder, raw, moment)
                week.entries.append(_entry_in(raw, moment))
            tick(office, mailbox, sender)
            _note_outgoing(office, week)
            progress.update(task, advance=1, description=f"{moment:%d.%m.%Y %H:%M}")
    _annotate(office, week)
    return week


def _incoming(office: Runtime, plan: Plan, moment: datetime, week: Week) -> Iterator[bytes]:
    day, at = (moment.date() - FIRST_DAY).days, moment.time()
    for arrival in plan.arrivals:
        if (arrival.at_day, arrival.at_time) == (day, at):
            yield (sample_mails() / arrival.file).read_bytes()
    for index, reply in enumerate(plan.replies):
        due = (reply.at_day, reply.at_time) <= (day, at)
        if due and index not in week.replied:
            raw = reply_to(office, reply, moment)
            if raw is not None:
                week.replied.add(index)
                yield raw


def reply_to(office: Runtime, reply: PlannedReply, moment: datetime) -> bytes | None:
    """The planned reply as a mail program would write it, or None while the mail it answers has not left."""
    original = parse((sample_mails() / reply.answers_file).read_bytes())
    with office.store.read() as tx:
        row = next((m for m in ledger.all_messages(tx) if m.message_id == original.message_id), None)
        number = row.case_number if row is not None else None
        sent = mails.mails_of(tx, number) if number else []
        customer = register.customer(tx, number) if number else None
        answered = next((mail for mail in reversed(sent) if mail.purpose == reply.purpose), None)
        if answered is None or number is None:
            return None
        quoted = parse(mails.raw_of(tx, answered.id)).full_text
    address = customer.address if reply.by == "customer" and customer else address_of(office.directory, reply.by)
    mail = EmailMessage()
    mail["From"], mail["To"] = address, office.house.mailbox
    mail["Subject"] = f"AW: {answered.subject}"
    mail["Date"] = format_datetime(moment)
    mail["Message-ID"] = f"<reply.{number.lower()}.{moment:%d%H%M}@{address.rpartition('@')[2]}>"
    mail["In-Reply-To"] = f"<{answered.message_id}>"
    below = "\n".join(f"> {line}" for line in quoted.splitlines()[:12])
    mail.set_content(
        f"{reply.text}\n\nAm {answered.created_at:%d.%m.%Y} schrieb das Kundenreaktionsmanagement:\n{below}\n"
    )
    return mail.as_bytes()


def address_of(directory: Directory, who: str) -> str:
    """The address behind a role, or a team's lead behind the team's id."""
    team = directory.team(who)
    if team is not None:
        return team.lead.address
    return next(office.person.address for office in directory.offices if office.role == who)


def _entry_in(raw: bytes, moment: datetime) -> DemoEntry:
    message = parse(raw)
    return DemoEntry(
        at=moment,
        direction="in",
        sender=f"{message.sender.name} <{message.sender.address}>".strip(),
        to=tuple(a.address for a in message.to),
        cc=tuple(a.address for a in message.cc),
        subject=message.subject,
        text=message.full_text,
        message_id=message.message_id,
    )


def _note_outgoing(office: Runtime, week: Week) -> None:
    with office.store.read() as tx:
        made = mails.mails_after(tx, week.seen_mails)
    for mail in made:
        week.seen_mails = max(week.seen_mails, mail.id)
        message = parse(mail.raw)
        week.entries.append(
            DemoEntry(
                at=mail.created_at.astimezone(office.zone),
                direction="out",
                sender=office.house.mailbox,
                to=tuple(mail.to),
                cc=tuple(mail.cc),
                subject=mail.subject,
                text=message.full_text,
                html=html_part(mail.raw),
                purpose=mail.purpose,
                case=mail.case_number or "",
            )
        )


def html_part(raw: bytes) -> str:
    """The HTML part of one of our own mails with its pictures inside it, or ""."""
    from base64 import b64encode
    from email import message_from_bytes, policy

    mail = message_from_bytes(raw, policy=policy.default)
    part = mail.get_body(("html",))
    html = str(part.get_content()) if part is not None else ""
    for picture in (one for one in mail.walk() if one.get_content_type() == "image/png"):
        content = b64encode(picture.get_content()).decode("ascii")
        html = html.replace(f"cid:{picture['Content-ID'].strip('<>')}", f"data:image/png;base64,{content}")
    return html


def _annotate(office: Runtime, week: Week) -> None:
    """What became of each mail that came in."""
    from dataclasses import replace

    with office.store.read() as tx:
        became = {row.message_id: (row.disposition or "", row.case_number or "") for row in ledger.all_messages(tx)}
    week.entries = [
        replace(entry, disposition=became[entry.message_id][0], case=became[entry.message_id][1])
        if entry.direction == "in" and entry.message_id in became
        else entry
        for entry in week.entries
    ]
