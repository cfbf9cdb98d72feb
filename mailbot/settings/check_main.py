"""What can be wrong with `mailbot.toml` though each key has the right type.

Every start reads this module, so that what only one look needs is imported there.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from mailbot.errors import ConfigError
from mailbot.resources import shipped_templates
from mailbot.settings.findings import likely
from mailbot.settings.model import (
    LAENDER,
    ArchiveSection,
    DeadlinesSection,
    MailboxSection,
    NoticesSection,
    OfficeSection,
    OutboundSection,
    RetentionSection,
    WithPassword,
)
from mailbot.settings.reading import MAIN, Reading, zone_named


def office(reading: Reading) -> Iterator[str]:
    """Time zone and region."""
    section = reading.section(OfficeSection)
    if section is None:
        return
    try:
        zone_named(section.timezone)
    except ConfigError as error:
        yield from error.findings
    if section.region not in LAENDER:
        meant = likely(section.region, LAENDER)
        yield f"{MAIN}: office.region: is unknown{meant}; allowed: {', '.join(LAENDER)}"


def archive(reading: Reading) -> Iterator[str]:
    """The group that may read the case files; a key that can be read, and not by everybody."""
    from mailbot.store.at_rest import cipher_from
    from mailbot.store.casefile import CaseFiles

    section = reading.section(ArchiveSection)
    if section is None:
        return
    try:
        CaseFiles(section.root, section.group)
        if section.key_file is not None:
            cipher_from(section.key_file)
            yield from _open_to_all(section.key_file, "archive.key_file", "chmod o= ")
    except ConfigError as error:
        yield from error.findings


def retention(reading: Reading) -> Iterator[str]:
    """A row of the register is kept at least as long as what it stands for."""
    section = reading.section(RetentionSection)
    if section is not None and section.row_years < section.content_years:
        yield f"{MAIN}: retention.row_years: is less than content_years; allowed: {section.content_years} to 30"


def servers(reading: Reading) -> Iterator[str]:
    """Plain text only on this machine; passwords that cannot be read."""
    from mailbot.transport import is_loopback

    for key in ("mailbox", "smtp"):
        section = reading.sections.get(key)
        if not isinstance(section, WithPassword):
            continue
        if section.tls == "none" and not section.allow_plaintext and not is_loopback(section.host):
            yield (
                f'{MAIN}: {key}.tls: "none" sends mail and password in the clear; allowed: "implicit" or "starttls"'
                " (for loopback addresses, or with allow_plaintext = true, also none)"
            )
        if section.password_problem:
            yield section.password_problem
        elif key == "mailbox" and not section.user:
            yield f"{MAIN}: mailbox.user: is missing; allowed: the name to log in with"


def password_files(reading: Reading) -> Iterator[str]:
    """A password that others on the machine can read is none."""
    for key in ("mailbox", "smtp"):
        section = reading.sections.get(key)
        if not isinstance(section, WithPassword) or section.password_file is None:
            continue
        yield from _open_to_all(reading.folder / section.password_file, f"{key}.password_file", "chmod 600 ")


def _open_to_all(path: Path, key: str, remedy: str) -> Iterator[str]:
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & stat.S_IRWXO:
        yield f"{MAIN}: {key}: everybody on this machine can read {path}; do `{remedy}{path}`"


def folders(reading: Reading) -> Iterator[str]:
    """What was worked on must not come in again."""
    box = reading.section(MailboxSection)
    if box is None:
        return
    watched = (box.folder, *box.also_watch)
    if box.processed_folder in watched:
        yield f"{MAIN}: mailbox.processed_folder: is a folder that mailbot reads; allowed: another one"
    if len(set(watched)) < len(watched):
        yield f"{MAIN}: mailbox.also_watch: names a folder twice, or the one of `folder`; allowed: each once"


def times(reading: Reading) -> Iterator[str]:
    """Periods in their order, and the time of notices within the hours in which they may leave."""
    periods = reading.section(DeadlinesSection)
    if periods is not None and periods.interim_days >= periods.final_days:
        yield f"{MAIN}: deadlines.interim_days: is not before final_days; allowed: 1 to {periods.final_days - 1}"
    notices, outbound = reading.section(NoticesSection), reading.section(OutboundSection)
    if notices is None or outbound is None:
        return
    start, end = outbound.window.start, outbound.window.end
    if not start <= notices.time < end:
        yield f"{MAIN}: notices.time: lies outside outbound.window; allowed: {start:%H:%M} to {end:%H:%M}"


def languages(reading: Reading) -> Iterator[str]:
    """A translation is a fixed text: there must be one."""
    notices = reading.section(NoticesSection)
    if notices is None:
        return
    known = _translations(shipped_templates()) | _translations(reading.folder / "templates")
    for code in notices.languages:
        if code not in known:
            yield f'{MAIN}: notices.languages: there is no text for "{code}"; allowed: {", ".join(sorted(known))}'


def documents(reading: Reading) -> Iterator[str]:
    """The office's own Word templates: a field that is unknown, a file of no known name."""
    from mailbot.outbound.documents import FOLDER, template_findings

    if (reading.folder / "templates" / FOLDER).is_dir():
        yield from template_findings(reading.folder / "templates")


def _translations(templates: Path) -> frozenset[str]:
    return frozenset(path.stem for path in (templates / "translations").glob("*.toml"))
