"""Reading `mailbot.toml` and `directory.toml`: table by table, paths made absolute, passwords read.

A mistake in one table hides none in another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from mailbot.errors import ConfigError
from mailbot.settings.findings import likely, lines
from mailbot.settings.model import (
    SECTIONS,
    ArchiveSection,
    DatabaseSection,
    MailboxSection,
    OfficeSection,
    Section,
    Settings,
    WithPassword,
)
from mailbot.settings.people import DirectoryFile

MAIN, DIRECTORY, RULES = "mailbot.toml", "directory.toml", "rules.toml"
_SQLITE = "sqlite:///"
_Model = TypeVar("_Model", bound=Section)


class Reading:
    """What could be read of an office's folder: the valid tables, and a line for each mistake."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        """Read both files. Never raises: what is wrong stands in `findings`."""
        self.folder, self.environ = folder.absolute(), environ
        self.findings: list[str] = []
        self.sections: dict[str, Section] = {}
        self.people: DirectoryFile | None = None
        main, directory = self._toml(MAIN), self._toml(DIRECTORY)
        if main is not None:
            self._read_sections(main)
        if directory is not None:
            self.people = self._validated(DirectoryFile, directory, DIRECTORY, "")

    def _toml(self, name: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            hint = f"write one with `mailbot init {self.folder}`"
            self.findings.append(f"{name}: is missing in {self.folder}; {hint}")
        except OSError as error:
            self.findings.append(f"{name}: cannot be read ({error.strerror}); give the service user the right to")
        except UnicodeDecodeError:
            self.findings.append(f"{name}: is not UTF-8; save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            self.findings.append(f"{name}: is not TOML: {_place(error)}")
        return None

    def _read_sections(self, main: Mapping[str, Any]) -> None:
        for name in main.keys() - SECTIONS.keys():
            meant = likely(name, SECTIONS) or f"; allowed: {', '.join(SECTIONS)}"
            self.findings.append(f"{MAIN}: {name}: is unknown{meant}")
        for name, model in SECTIONS.items():
            table = main.get(name, {})
            if not isinstance(table, dict):
                self.findings.append(f"{MAIN}: {name}: has the wrong type; allowed: a table [{name}]")
                continue
            section = self._validated(model, table, MAIN, name)
            if section is not None:
                self.sections[name] = self._resolved(section)

    def _validated(self, model: type[_Model], table: Mapping[str, Any], file: str, prefix: str) -> _Model | None:
        try:
            return model.model_validate(table)
        except ValidationError as error:
            self.findings += lines(error, model, file, prefix)
            return None

    def _resolved(self, section: Section) -> Section:
        """The section with its paths made absolute and its password read."""
        match section:
            case WithPassword():
                return self._with_secret(section)
            case ArchiveSection():
                more = {
                    name: self.folder / path
                    for name in ("key_file", "reports_copy")
                    if (path := getattr(section, name))
                }
                return section.model_copy(update={"root": self.folder / section.root, **more})
            case DatabaseSection():
                return section.model_copy(update={"url": self._database_url(section.url)})
            case _:
                return section

    def _database_url(self, url: str) -> str:
        path, question, options = url.removeprefix(_SQLITE).partition("?")
        if not url.startswith(_SQLITE) or path == ":memory:":
            return url
        return f"{_SQLITE}{self.folder / path}{question}{options}"

    def _with_secret(self, section: WithPassword) -> WithPassword:
        section = section.model_copy()
        key = "mailbox" if isinstance(section, MailboxSection) else "smtp"
        secret, problem = self._secret(section, f"{MAIN}: {key}")
        section.keep_secret(secret, problem)
        return section

    def _secret(self, section: WithPassword, key: str) -> tuple[str, str]:
        """The password, or why there is none."""
        given = [name for name in ("password", "password_file", "password_env") if getattr(section, name) is not None]
        if len(given) > 1:
            return "", f"{key}.{given[1]}: stands beside {given[0]}; allowed: one of the two"
        if section.password is not None:
            return section.password.get_secret_value(), ""
        if section.password_file is not None:
            return _from_file(self.folder / section.password_file, f"{key}.password_file")
        if section.password_env is not None:
            value = self.environ.get(section.password_env)
            problem = f"{key}.password_env: the variable is not set; set it, or allowed: password or password_file"
            return value or "", "" if value else problem
        missing = f"{key}.password: is missing; allowed: password, password_file or password_env"
        return "", missing if section.user else ""

    def section(self, model: type[_Model]) -> _Model | None:
        """The valid table of that kind, or None."""
        return next((table for table in self.sections.values() if isinstance(table, model)), None)

    def settings(self) -> Settings:
        """The whole configuration. ConfigError with every finding when a part is missing."""
        if self.findings or self.people is None or self.sections.keys() != SECTIONS.keys():
            raise ConfigError(*self.findings)
        sections: dict[str, Any] = {**self.sections, "mailbox": self._local_start()}
        return Settings(folder=self.folder, people=self.people, **sections)

    def _local_start(self) -> MailboxSection:
        """A `start_at` without offset is meant in the office's time zone."""
        mailbox = cast(MailboxSection, self.sections["mailbox"])
        office = cast(OfficeSection, self.sections["office"])
        start = mailbox.start_at
        if not isinstance(start, datetime) or start.tzinfo is not None:
            return mailbox
        return mailbox.model_copy(update={"start_at": start.replace(tzinfo=zone_named(office.timezone))})


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name. ConfigError when there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        allowed = 'a time zone such as "Europe/Berlin"'
        raise ConfigError(f"{MAIN}: office.timezone: is unknown; allowed: {allowed}") from error


def _from_file(path: Path, key: str) -> tuple[str, str]:
    try:
        secret = path.read_text(encoding="utf-8").strip("\r\n")
    except OSError as error:
        return "", f"{key}: {path} cannot be read ({error.strerror}); give the service user alone the right to"
    except UnicodeDecodeError:
        return "", f"{key}: {path} is not UTF-8; allowed: a file that holds the password alone"
    return secret, "" if secret else f"{key}: {path} is empty; allowed: a file that holds the password alone"


def _place(error: tomllib.TOMLDecodeError) -> str:
    """The parser's message: in Python 3.11 it names line and column and at most one character of the file."""
    return str(error)
