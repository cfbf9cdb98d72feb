"""Opening the database, its transactions and its migrations. SQLite is the embedded default, PostgreSQL the same code.

Every writing transaction on SQLite begins with `BEGIN IMMEDIATE`; none spans a socket, a render or a parse.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from mailbot.errors import ConfigError, TemporaryError
from mailbot.store.at_rest import Cipher
from mailbot.store.schema import CIPHER

Transaction = Session
_DAMAGED = (
    "database.url: the file is damaged or no database of mailbot; `mailbot restore FILE` puts a backup in its place"
)
MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """An opened database. `read()` and `write()` give a transaction that ends with the block."""

    def __init__(self, engine: Engine, cipher: Cipher | None = None) -> None:
        """Take an engine from `open_store`, and what originals are sealed with."""
        self.engine = engine
        self.cipher = cipher
        self._writing = engine.execution_options(mailbot_writing=True)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction for looking; whatever it changed is forgotten. TemporaryError when the database is away."""
        with self._session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that is committed at the end of the block, whole or not at all."""
        with self._session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except OperationalError as error:
            raise TemporaryError("the database did not answer: see that it runs and its disk is not full") from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:  # its children speak of what was asked, not of the file
                raise
            raise ConfigError(_DAMAGED) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite URL, or None for another database."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        allowed = "sqlite:///file.db or postgresql+psycopg://user@host/name"
        raise ConfigError(f"mailbot.toml: database.url: not a database URL; allowed: {allowed}") from error
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def open_store(url: str, cipher: Cipher | None = None) -> Store:
    """Open the database of this SQLAlchemy URL and bring its schema up to date (SQLite is copied first).

    With a cipher raw bytes and documents are sealed as they are written; what lies there plain is still read.
    Raises TemporaryError when it does not answer, ConfigError when the URL is none, the file is none of ours or may
    not be written, or the schema is from a newer version of mailbot.
    """
    path = sqlite_path(url)
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=path is None)
    if path is None:
        migrate(engine)
    else:
        _prepare_sqlite(engine)
        _open_file(engine, path)
    setattr(engine.dialect, CIPHER, cipher)
    return Store(engine, cipher)


def _open_file(engine: Engine, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        migrate(engine, path)
        path.chmod(0o600)
    except OSError as error:
        why = f"{path}: cannot be made or changed: {error.strerror}"
        raise ConfigError(f"database.url: {why}; the service user must own it and its folder") from error


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("mailbot_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _alembic(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine, path: Path | None = None) -> bool:
    """Bring the schema to the newest version; returns whether anything had to be done."""
    script = ScriptDirectory.from_config(_alembic())
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        if path is not None and type(error) is DatabaseError:
            raise ConfigError(_DAMAGED) from error
        where = "rights and space of its folder" if path is not None else "that the server runs"
        raise TemporaryError(f"the database did not answer: see `[database] url` and {where}") from error
    if current == script.get_current_head():
        return False
    if current is not None and current not in {revision.revision for revision in script.walk_revisions()}:
        raise ConfigError("database.url: the database was written by a newer mailbot; install that version")
    if path is not None and current is not None:
        engine.dispose()
        shutil.copy2(path, path.with_name(f"{path.name}.before-{script.get_current_head()}"))
    with engine.execution_options(mailbot_writing=True).begin() as connection:
        command.upgrade(_alembic(connection), "head")
    return True
