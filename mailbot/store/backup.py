"""A consistent copy of the SQLite database while others read and write, and putting such a copy in its place.

What SQLite promises of its backup interface (https://www.sqlite.org/backup.html) is checked on the finished copy.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from mailbot.errors import ConfigError, TemporaryError

WRITING: Final = ".writing-"
SIDES: Final = ("", "-wal", "-shm")
"""A database in WAL mode is up to three files."""


def copy_database(source: Path, target: Path) -> int:
    """Copy the database to the new file `target`, check it, give it mode 0600; returns how many cases it holds.

    ConfigError when `target` is there already or cannot be written, TemporaryError when the database does not answer.
    """
    if os.path.lexists(target):
        raise ConfigError(f"{target}: is there already; nothing is overwritten: name a new file")
    part = target.with_name(f"{WRITING}{target.name}")
    try:
        _fresh(part)
        _copy(source, part)
        cases = cases_in(part)
        _keep(part)
        os.link(part, target)
    except sqlite3.Error as error:
        raise TemporaryError(
            "backup: the database could not be read: see that it runs and its disk is whole"
        ) from error
    except FileExistsError as error:
        raise ConfigError(f"{target}: is there already; nothing is overwritten: name a new file") from error
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written: {error.strerror}; name another place") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return cases


def cases_in(path: Path) -> int:
    """How many cases a backup holds. ConfigError when the file is no whole database of ours."""
    problem = f"{path}: is no whole backup of mailbot; name a file that `mailbot backup` wrote"
    if not path.is_file():
        raise ConfigError(f"{path}: is not there; name a file that `mailbot backup` wrote")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check")]
            strays = database.execute("PRAGMA foreign_key_check").fetchone()
            version = database.execute("SELECT count(*) FROM alembic_version").fetchone()
            cases = database.execute('SELECT count(*) FROM "case"').fetchone()
    except sqlite3.Error as error:
        raise ConfigError(problem) from error
    if found != ["ok"] or strays is not None or version != (1,):
        raise ConfigError(problem)
    return int(cases[0])


def put_in_place(backup: Path, target: Path) -> Path | None:
    """Make the backup the database at `target`; returns where the one that was there lies now, or None.

    Nobody else may have the database open. Whatever happens, one of the two is whole at its place or beside it.
    """
    cases_in(backup)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{WRITING}{target.name}")
    try:
        _fresh(part)
        _copy(backup, part)
        cases_in(part)
        _keep(part)
        aside = _set_aside(target)
        part.replace(target)
        _sync(target.parent)
    except sqlite3.Error as error:
        raise ConfigError(f"{backup}: could not be read to its end; name another backup") from error
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written: {error.strerror}") from error
    return aside


def _fresh(path: Path) -> None:
    """An empty file that only we can read, before anything stands in it."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))


def _copy(source: Path, target: Path) -> None:
    """All pages in one go: the copy is the state of one moment, whoever writes meanwhile."""
    address = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.execute("PRAGMA busy_timeout=20000")
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def _keep(path: Path) -> None:
    path.chmod(0o600)
    _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _set_aside(database: Path) -> Path | None:
    """Give the present database and its side files another name."""
    if not database.exists():
        return None
    number = 1
    while (aside := database.with_name(f"{database.name}.before-restore-{number}")).exists():
        number += 1
    for side in reversed(SIDES):
        path = database.with_name(f"{database.name}{side}")
        if path.exists():
            path.replace(aside.with_name(f"{aside.name}{side}"))
    return aside
