"""Opening an office: from its folder of configuration to a `Runtime` with adapters."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from pathlib import Path

from mailbot.clock import Clock, SystemClock
from mailbot.config import Settings, directory, house, load, office_facts, policy, zone
from mailbot.ingest.imap_connection import ImapAccount
from mailbot.outbound.smtp import SmtpAccount
from mailbot.outbound.templates import Templates
from mailbot.resources import shipped_templates
from mailbot.steps.offices import ruleset_of
from mailbot.steps.runtime import Runtime
from mailbot.store.at_rest import Cipher, cipher_from
from mailbot.store.database import open_store, sqlite_path

NETWORK_TIMEOUT = 60.0
YEARS_BACK, YEARS_AHEAD = 2, 4


def random_token() -> str:
    """14 characters base32, lower case: 70 bits of the system's randomness."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()[:14]


def open_office(folder: Path, environ: Mapping[str, str], clock: Clock | None = None) -> Runtime:
    """Load, open the database, prepare the templates. ConfigError with every finding; TemporaryError: no database."""
    settings = load(folder, environ)
    clock = clock or SystemClock(zone(settings))
    year = clock.now().year
    directory_ = directory(settings)
    store = open_store(settings.database.url, cipher_of(settings))
    own, facts = folder / "templates", office_facts(settings)
    rules = ruleset_of(folder)
    topics = {topic_id: topic.name for topic_id, topic in rules.topics.items()}
    return Runtime(
        settings=settings,
        store=store,
        clock=clock,
        random_token=random_token,
        house=house(settings),
        directory=directory_,
        policy=policy(settings, range(year - YEARS_BACK, year + YEARS_AHEAD)),
        ruleset=rules,
        templates=Templates(shipped_templates(), own if own.is_dir() else None, facts, topics=topics),
        facts=facts,
    )


def cipher_of(settings: Settings) -> Cipher | None:
    """What originals are sealed with, or None. ConfigError when the key cannot be read."""
    path = settings.archive.key_file
    return cipher_from(path) if path is not None else None


def lock_path(settings: Settings) -> Path:
    """The lock file beside the database; for a database server, in the archive."""
    path = sqlite_path(settings.database.url)
    return path.with_suffix(".lock") if path is not None else Path(settings.archive.root) / "mailbot.lock"


def imap_account(settings: Settings) -> ImapAccount:
    """The mailbox's server as the configuration names it."""
    box = settings.mailbox
    return ImapAccount(
        box.host, box.port, box.tls, box.user, box.secret(), NETWORK_TIMEOUT, allow_plaintext=box.allow_plaintext
    )


def smtp_account(settings: Settings) -> SmtpAccount:
    """The sending server as the configuration names it."""
    smtp = settings.smtp
    return SmtpAccount(
        smtp.host,
        smtp.port,
        smtp.tls,
        smtp.user,
        smtp.secret(),
        NETWORK_TIMEOUT,
        allow_plaintext=smtp.allow_plaintext,
        hello=settings.mailbox.address.rpartition("@")[2],
    )
