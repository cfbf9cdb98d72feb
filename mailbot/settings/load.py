"""Reading an office's folder: every mistake at once, each with file, key and what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from rapidfuzz import process

from mailbot.errors import ConfigError
from mailbot.resources import sample_config
from mailbot.settings.model import DirectoryFile, MailbotFile, Settings

MAIN, PEOPLE, RULES = "mailbot.toml", "directory.toml", "rules.toml"
LIKELY = 60
"""Percent of likeness from which a known key is offered for an unknown one."""


def find_config(option: str | None, environ: Mapping[str, str]) -> Path:
    """The folder of the configuration: `--config`, else MAILBOT_CONFIG, else ./config, else what is shipped."""
    chosen = option or environ.get("MAILBOT_CONFIG")
    if chosen:
        folder = Path(chosen)
        if not folder.is_dir():
            raise ConfigError(f"--config: {folder} is no folder; write one with `mailbot init {folder}`")
        return folder
    here = Path("config")
    return here if (here / MAIN).is_file() else sample_config()


def load(folder: Path, environ: Mapping[str, str]) -> Settings:
    """The office of this folder. ConfigError with every finding of both files and of the password files."""
    findings: list[str] = []
    main = _validated(folder / MAIN, MailbotFile, findings)
    people = _validated(folder / PEOPLE, DirectoryFile, findings)
    if not isinstance(main, MailbotFile) or not isinstance(people, DirectoryFile):
        raise ConfigError(*findings)
    values = dict(main)
    for section in ("mailbox", "smtp"):
        values[section] = _with_password(values[section], section, folder, environ, findings)
    if findings:
        raise ConfigError(*findings)
    values["archive"] = main.archive.model_copy(update={"root": (folder / main.archive.root).absolute()})
    values["database"] = main.database.model_copy(update={"url": _absolute_url(main.database.url, folder)})
    return Settings.model_construct(**values, people=people, folder=folder)


def _validated(path: Path, model: type[BaseModel], findings: list[str]) -> BaseModel | None:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        findings.append(f"{path}: is missing; `mailbot init` writes a sample of it")
        return None
    except (OSError, UnicodeDecodeError):
        findings.append(f"{path}: cannot be read; it must be a UTF-8 text that the service user may read")
        return None
    except tomllib.TOMLDecodeError as error:
        findings.append(f"{path.name}: no valid TOML: {error}")
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        findings += _sentences(path.name, model, error)
        return None


def _sentences(file: str, model: type[BaseModel], error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            likely = _likely(model, item["loc"])
            yield f"{file}: {key}: unknown key{f', meant is perhaps {likely}' if likely else ''}"
        elif item["type"] == "missing":
            yield f"{file}: {key}: is missing"
        else:
            yield f"{file}: {key}: {_allowed(item['type'], item['msg'])}"


def _allowed(kind: str, message: str) -> str:
    if kind == "string_pattern_mismatch" and "@" in message:
        return "no mail address; allowed: name@domain"
    return message[:1].lower() + message[1:]


def _likely(model: type[BaseModel], place: tuple[int | str, ...]) -> str:
    """The key of that section that resembles the unknown one most, or ""."""
    known = _fields_at(model, place[:-1])
    best = process.extractOne(str(place[-1]), known, score_cutoff=LIKELY)
    return str(best[0]) if best else ""


def _fields_at(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    current: Any = model
    for part in place:
        if isinstance(part, str) and part in current.model_fields:
            current = _section_of(current.model_fields[part].annotation) or current
    return list(current.model_fields)


def _section_of(annotation: Any) -> type[BaseModel] | None:
    """The section inside an annotation such as `tuple[TeamEntry, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _section_of(part)
        if found is not None:
            return found
    return None


def _with_password(server: Any, section: str, folder: Path, environ: Mapping[str, str], findings: list[str]) -> Any:
    """The same section with its password read; exactly one source may be named."""
    sources = [name for name in ("password", "password_file", "password_env") if getattr(server, name) is not None]
    if len(sources) > 1:
        findings.append(f"{MAIN}: {section}: {' and '.join(sources)} are given; allowed: one of them")
        return server
    if server.password_env is not None:
        if server.password_env not in environ:
            findings.append(f"{MAIN}: {section}.password_env: the environment has no {server.password_env}")
            return server
        return server.model_copy(update={"password": SecretStr(environ[server.password_env])})
    if server.password_file is not None:
        path = folder / server.password_file
        try:
            secret = path.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            findings.append(f"{MAIN}: {section}.password_file: {path} cannot be read; the service user must own it")
            return server
        return server.model_copy(update={"password": SecretStr(secret)})
    return server


def _absolute_url(url: str, folder: Path) -> str:
    """A relative SQLite path means: relative to the file it stands in."""
    prefix = "sqlite:///"
    if url.startswith(prefix) and not url.startswith("sqlite:////"):
        return prefix + str((folder / url.removeprefix(prefix)).absolute())
    return url
