"""`mailbot check`: every mistake of the configuration, then a try of each server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from mailbot.config import Settings, check, load
from mailbot.errors import ConfigError, PermanentError, TemporaryError
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps.opening import imap_account, smtp_account
from mailbot.store.database import open_store

OK, FINDINGS, WRONG, UNREACHABLE = 0, 1, 2, 3

MODES = {
    "redirect": "trial: every mail goes to the officer alone",
    "hold": "nothing leaves, mails wait in the outbox",
    "live": "mails leave",
}


def check_office(folder: Path, environ: Mapping[str, str], *, offline: bool) -> int:
    """Print what is found; returns the exit code: 0, 2 (configuration), 3 (a server does not answer)."""
    findings = check(folder, environ)
    for finding in findings:
        _say(finding)
    if findings:
        return WRONG
    settings = load(folder, environ)
    _say(f"{folder}: the configuration is sound. Mode {settings.outbound.mode}: {MODES[settings.outbound.mode]}.")
    return OK if offline else max(_try(name, probe) for name, probe in _probes(settings))


def _probes(settings: Settings) -> tuple[tuple[str, Callable[[], None]], ...]:
    return (
        ("IMAP", lambda: _imap(settings)),
        ("SMTP", lambda: _smtp(settings)),
        ("database", lambda: _database(settings)),
        ("archive", lambda: _archive(settings)),
    )


def _try(name: str, probe: Callable[[], None]) -> int:
    try:
        probe()
    except TemporaryError as error:
        _say(f"{name}: {error}")
        return UNREACHABLE
    except PermanentError as error:
        _say(f"{name}: {error}")
        return WRONG
    except ConfigError as error:
        _say(f"{name}: {error}")
        return WRONG
    _say(f"{name}: answers.")
    return OK


def _imap(settings: Settings) -> None:
    mailbox = ImapMailbox(imap_account(settings))
    try:
        mailbox.connect()
        mailbox.status(settings.mailbox.folder)
    finally:
        mailbox.close()


def _smtp(settings: Settings) -> None:
    sender = SmtpSender(smtp_account(settings))
    try:
        sender.probe()
    finally:
        sender.close()


def _database(settings: Settings) -> None:
    open_store(settings.database.url).close()


def _archive(settings: Settings) -> None:
    root = Path(settings.archive.root)
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = root / ".check"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise PermanentError(f"cannot write into {root}: give the service user the right to") from error


def _say(line: str) -> None:
    print(line)  # noqa: T201
