"""A backup is whole, overwrites nothing and comes back only while nobody is at work."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from desk_office import an_office, keep
from office import at

from mailbot.cases.case import Case
from mailbot.config import load
from mailbot.errors import ConfigError
from mailbot.steps.backup import backup, restore
from mailbot.steps.lock import AlreadyRunningError, exclusive
from mailbot.steps.opening import lock_path, open_office
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.store.backup import cases_in
from mailbot.vocabulary import Channel, Kind

MOMENT = at("2026-03-02 10:00")


def a_case(number: int) -> Case:
    return Case(f"KRM-2026-{number:06}", Kind.COMPLAINT, "leistung", Channel.EMAIL, MOMENT, MOMENT)


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    opened = an_office(tmp_path / "office", MOMENT)
    keep(opened, a_case(1), a_case(2))
    return opened


def numbers(folder: Path) -> list[str]:
    opened = open_office(folder, os.environ)
    with opened.store.read() as tx:
        found = [case.number for case, _ in register.all_cases(tx)]
    opened.store.close()
    return found


def test_a_backup_is_taken_while_others_write(office: Runtime, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with office.store.write() as tx:
        register.save(tx, a_case(3), office="x", version=0, next_due_at=None)
        assert backup(office.settings.folder, os.environ, target) == 2
    assert cases_in(target) == 2
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["copy.db"]


def test_nothing_is_overwritten(office: Runtime, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"mine")
    with pytest.raises(ConfigError, match="nothing is overwritten"):
        backup(office.settings.folder, os.environ, target)
    assert target.read_bytes() == b"mine"


def test_a_place_that_cannot_be_written_is_named(office: Runtime, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        backup(office.settings.folder, os.environ, tmp_path / "nowhere" / "copy.db")


def test_a_restored_backup_is_the_office_of_that_moment(office: Runtime, tmp_path: Path) -> None:
    folder, target = office.settings.folder, tmp_path / "copy.db"
    backup(folder, os.environ, target)
    keep(office, a_case(3))
    office.store.close()
    done = restore(folder, os.environ, target)
    assert numbers(folder) == ["KRM-2026-000001", "KRM-2026-000002"]
    assert done.aside is not None
    assert cases_in(done.aside) == 3
    assert done.database.stat().st_mode & 0o777 == 0o600
    assert target.is_file()


def test_what_was_written_last_is_kept_aside_too(office: Runtime, tmp_path: Path) -> None:
    """The newest pages may lie in the write-ahead log alone, when a process died."""
    folder, target = office.settings.folder, tmp_path / "copy.db"
    backup(folder, os.environ, target)
    keep(office, a_case(3))
    done = restore(folder, os.environ, target)
    assert done.aside is not None
    with sqlite3.connect(done.aside) as database:
        assert database.execute('SELECT count(*) FROM "case"').fetchone() == (3,)
    database.close()


def test_without_a_database_the_backup_is_put_in_place(office: Runtime, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(office.settings.folder, os.environ, target)
    other = an_office(tmp_path / "other", MOMENT)
    other.store.close()
    for path in (tmp_path / "other").glob("mailbot.db*"):
        path.unlink()
    assert restore(other.settings.folder, os.environ, target).aside is None
    assert len(numbers(other.settings.folder)) == 2


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 4080])
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    office: Runtime, tmp_path: Path, content: bytes
) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(content)
    office.store.close()
    with pytest.raises(ConfigError, match="no whole backup"):
        restore(office.settings.folder, os.environ, wrong)
    assert len(numbers(office.settings.folder)) == 2


def test_a_damaged_backup_is_refused(office: Runtime, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(office.settings.folder, os.environ, target)
    content = bytearray(target.read_bytes())
    content[8192:20480] = os.urandom(12288)
    target.write_bytes(content)
    with pytest.raises(ConfigError, match="no whole backup"):
        restore(office.settings.folder, os.environ, target)


def test_a_file_that_is_not_there_is_named(office: Runtime, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not there"):
        restore(office.settings.folder, os.environ, tmp_path / "none.db")


def test_nothing_is_restored_while_somebody_is_at_work(office: Runtime, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(office.settings.folder, os.environ, target)
    with exclusive(lock_path(office.settings)), pytest.raises(AlreadyRunningError):
        restore(office.settings.folder, os.environ, target)


def test_on_a_database_server_its_own_tools_are_named(tmp_path: Path) -> None:
    office = an_office(tmp_path / "office", MOMENT)
    office.store.close()
    config = office.settings.folder / "mailbot.toml"
    text = config.read_text(encoding="utf-8")
    url = load(office.settings.folder, os.environ).database.url
    config.write_text(text.replace(url, "postgresql+psycopg://krm@db.example/krm"), encoding="utf-8")
    for deed in (backup, restore):
        with pytest.raises(ConfigError, match="pg_dump"):
            deed(office.settings.folder, os.environ, tmp_path / "copy.db")


def test_the_case_itself_comes_back_as_it_was(office: Runtime, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with office.store.write() as tx:
        register.save(tx, replace(a_case(1), measure="Schulung"), office="x", version=1, next_due_at=None)
    backup(office.settings.folder, os.environ, target)
    office.store.close()
    restore(office.settings.folder, os.environ, target)
    opened = open_office(office.settings.folder, os.environ)
    with opened.store.read() as tx:
        found = register.load(tx, "KRM-2026-000001")
    opened.store.close()
    assert found is not None
    assert found[0].measure == "Schulung"
