"""Mistakes that both files together show, and those of the rules: `mailbot check --offline`."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from mailbot.errors import ConfigError
from mailbot.rules.ruleset import load_ruleset
from mailbot.settings.convert import directory
from mailbot.settings.load import MAIN, PEOPLE, RULES, load
from mailbot.settings.model import MailboxSection, Settings, SmtpSection
from mailbot.vocabulary import Route


def check(folder: Path, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Every finding, one sentence each; empty when the configuration is sound."""
    findings: list[str] = []
    try:
        settings = load(folder, environ)
    except ConfigError as error:
        return (*error.findings, *_rules(folder, None))
    findings += _transport("mailbox", settings.mailbox)
    findings += _transport("smtp", settings.smtp)
    findings += _password_files(settings)
    findings += _addresses(settings)
    findings += _teams(settings)
    findings += _rules(folder, settings)
    return tuple(findings)


def _transport(section: str, server: MailboxSection | SmtpSection) -> Iterator[str]:
    if server.tls == "none" and not server.is_loopback and not server.allow_plaintext:
        yield (
            f"{MAIN}: {section}.tls: none sends passwords and mails readable to {server.host}; "
            'allowed: "implicit", "starttls", or a loopback address'
        )


def _password_files(settings: Settings) -> Iterator[str]:
    for section, server in (("mailbox", settings.mailbox), ("smtp", settings.smtp)):
        if server.password_file is None:
            continue
        path = settings.folder / server.password_file
        if path.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP):
            yield f"{MAIN}: {section}.password_file: {path} is readable by everybody; allowed: chmod 600"


def _addresses(settings: Settings) -> Iterator[str]:
    allowed = {entry.lower() for entry in settings.smtp.internal_domains}
    for address in sorted(directory(settings).addresses):
        if address not in allowed and address.rpartition("@")[2] not in allowed:
            yield (
                f"{PEOPLE}: {address}: lies outside the internal domains; allowed: a domain or an address "
                f"of smtp.internal_domains in {MAIN}"
            )
    if settings.mailbox.address in directory(settings).addresses:
        yield f"{PEOPLE}: {settings.mailbox.address}: is the mailbox itself; allowed: addresses of people and teams"


def _teams(settings: Settings) -> Iterator[str]:
    teams = settings.people.team
    for what, values in (("id", [t.id for t in teams]), ("mailbox", [t.mailbox for t in teams])):
        for value, times in Counter(values).items():
            if times > 1:
                yield f"{PEOPLE}: team.{what}: {value} is given {times} times; allowed: once"
    reserved = {route.value for route in Route}
    for team in teams:
        if team.id in reserved:
            yield f"{PEOPLE}: team.id: {team.id} is a word of mailbot's own; allowed: another word"
        if team.deputy is not None and team.deputy.address == team.lead.address:
            yield f"{PEOPLE}: team {team.id}: lead and deputy are the same; allowed: two people, or no deputy"


def _rules(folder: Path, settings: Settings | None) -> Iterator[str]:
    try:
        rules = load_ruleset(folder / RULES)
    except ConfigError as error:
        yield from error.findings
        return
    if settings is None:
        return
    known = {team.id for team in settings.people.team}
    for rule, team in rules.team_outcomes():
        if team not in known:
            yield f"{RULES}: rule {rule}: key team: {team} is no team; allowed: {', '.join(sorted(known))}"
