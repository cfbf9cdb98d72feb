"""`mailbot backup` and `mailbot restore`. Case files on disk are a projection: `mailbot verify` writes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailbot.config import Settings, load
from mailbot.errors import ConfigError
from mailbot.steps.lock import exclusive
from mailbot.steps.opening import lock_path
from mailbot.store.backup import copy_database, put_in_place
from mailbot.store.database import open_store, sqlite_path

SERVER = "this office keeps its data on a database server: use pg_dump to back up and pg_restore to restore"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: `aside` is where the database lies that was there before."""

    database: Path
    aside: Path | None


def backup(folder: Path, environ: Mapping[str, str], target: Path) -> int:
    """A consistent, checked copy of the office's database; returns how many cases it holds. The daemon may run on.

    ConfigError when the file is there already, or the database is no file (PostgreSQL).
    """
    source = _database(load(folder, environ))
    if not source.is_file():
        raise ConfigError(f"backup: {source}: there is no database yet; `mailbot check` says why")
    return copy_database(source, target)


def restore(folder: Path, environ: Mapping[str, str], file: Path) -> Restored:
    """Put a backup in the database's place, bring its schema up to date; the old database is kept beside it.

    AlreadyRunningError while a daemon or tick is at work.
    """
    settings = load(folder, environ)
    target = _database(settings)
    with exclusive(lock_path(settings)):
        aside = put_in_place(file, target)
        open_store(settings.database.url).close()
    return Restored(target, aside)


def _database(settings: Settings) -> Path:
    path = sqlite_path(settings.database.url)
    if path is None:
        raise ConfigError(f"database.url: {SERVER}")
    return path
