"""An office with a key: nothing of an original lies plain in archive, database or backup, and all else goes on."""

from __future__ import annotations

import os
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from desk_office import an_office, everything_stored, fill, keep
from office import HandClock, at
from sqlalchemy import LargeBinary, select, type_coerce

from mailbot.cases.case import Case, Closing
from mailbot.config import check
from mailbot.errors import ConfigError
from mailbot.steps.backup import backup, restore
from mailbot.steps.extracting import extract
from mailbot.steps.opening import open_office
from mailbot.steps.projection import write_case_files
from mailbot.steps.proving import prove
from mailbot.steps.retention import erase_expired
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger, register
from mailbot.store.at_rest import write_key
from mailbot.store.schema import DocumentRow, MailRow, MessageRow
from mailbot.store.sealing import seal_what_is_plain
from mailbot.vocabulary import Channel, Kind, Role, Status

NAME, ADDRESS, NUMBER = "Rosalinde Grebenstein", "r.grebenstein@web.example", "KRM-2026-000001"
NOW = at("2026-03-12 12:00")


def closed_case() -> Case:
    moment = at("2026-03-02 10:00")
    case = Case(NUMBER, Kind.COMPLAINT, "leistung", Channel.EMAIL, moment, moment)
    return replace(case, status=Status.CLOSED, closing=Closing(at("2026-03-10 10:00"), Role.LEAD), presented_at=moment)


def sealed_office(tmp_path: Path) -> Runtime:
    write_key(tmp_path / "key")
    return an_office(tmp_path, NOW, archive=f'root = "{tmp_path}/archive"\nkey_file = "{tmp_path}/key"')


def filled(office: Runtime) -> Runtime:
    keep(office, closed_case())
    fill(office, NUMBER, name=NAME, address=ADDRESS, folder=f"KRM/leistung/{NUMBER}")
    write_case_files(office)
    return office


def on_disk(folder: Path) -> str:
    return "\n".join(path.read_bytes().decode("latin-1") for path in sorted(folder.rglob("*")) if path.is_file())


def stored_bytes(office: Runtime) -> bytes:
    """The raw columns as they lie in the database, unpacked where they are plain."""
    columns = (MessageRow.raw, MailRow.raw, DocumentRow.content)
    with office.store.read() as tx:
        found = [value for column in columns for value in tx.scalars(select(type_coerce(column, LargeBinary)))]
    return b"\n".join(zlib.decompress(value) if value[:1] == b"\x78" else value for value in found)


def test_the_case_file_names_nobody_and_can_still_be_read(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    told = on_disk(tmp_path / "archive")
    assert "rebenstein" not in told
    assert '"kind": "complaint"' in told
    names = {path.name for path in (tmp_path / "archive" / "2026" / NUMBER).iterdir()}
    assert {"original.eml.enc", "ausgang-001-acknowledgement.eml.enc", "brief.docx.enc"} <= names
    assert {"vorgang.json", "ereignisse.log"} <= names
    assert "rebenstein" not in stored_bytes(office).decode("latin-1")


def test_the_office_works_with_what_it_sealed(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    with office.store.read() as tx:
        (message,) = ledger.messages_of(tx, NUMBER)
        assert NAME.encode() in message.raw
    assert prove(office).broken == ()


def test_whoever_may_read_the_key_extracts_the_case(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    places = extract([office.settings.folder], os.environ, NUMBER, tmp_path / "out")
    assert NAME.encode() in (tmp_path / "out" / "original.eml").read_bytes()
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in places)
    (tmp_path / "key").unlink()
    with pytest.raises(ConfigError, match=r"archive\.key_file"):
        extract([office.settings.folder], os.environ, NUMBER, tmp_path / "again")
    with pytest.raises(ConfigError, match="case"):
        extract([office.settings.folder], os.environ, "KRM-2026-000099", tmp_path / "again")


def test_verify_puts_files_right_and_says_how_many(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    assert prove(office).put_right == 0
    folder = tmp_path / "archive" / "2026" / NUMBER
    (folder / "original.eml.enc").unlink()
    (folder / "ereignisse.log").write_text("nothing happened", encoding="utf-8")
    assert prove(office).put_right == 2
    assert prove(office).put_right == 0


def test_a_key_that_comes_later_seals_what_was_plain(tmp_path: Path) -> None:
    office = filled(an_office(tmp_path, NOW))
    assert NAME in stored_bytes(office).decode("latin-1")
    assert seal_what_is_plain(office.store) == 0, "there is no key yet"
    office.store.close()
    write_key(tmp_path / "key")
    main = office.settings.folder / "mailbot.toml"
    text = main.read_text(encoding="utf-8").replace("[archive]", f'[archive]\nkey_file = "{tmp_path}/key"')
    main.write_text(text, encoding="utf-8")
    office = open_office(office.settings.folder, os.environ, HandClock(NOW))
    assert seal_what_is_plain(office.store) == 3
    assert seal_what_is_plain(office.store) == 0
    assert "rebenstein" not in stored_bytes(office).decode("latin-1")
    assert prove(office).broken == ()
    assert "rebenstein" not in on_disk(tmp_path / "archive")
    with office.store.read() as tx:
        assert NAME.encode() in ledger.messages_of(tx, NUMBER)[0].raw


def test_without_its_key_the_office_says_what_is_missing(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    folder = office.settings.folder
    office.store.close()
    (tmp_path / "key").rename(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match=r"archive\.key_file"):
        open_office(folder, os.environ, HandClock(NOW))
    assert any("archive.key_file" in finding for finding in check(folder, {}))


def test_everybody_may_read_the_key_is_a_finding(tmp_path: Path) -> None:
    office = sealed_office(tmp_path)
    (tmp_path / "key").chmod(0o644)
    assert any("archive.key_file: everybody" in finding for finding in check(office.settings.folder, {}))
    (tmp_path / "key").chmod(0o640)
    assert not any("archive.key_file" in finding for finding in check(office.settings.folder, {}))


def test_a_backup_is_sealed_too_and_comes_back(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    assert backup(office.settings.folder, os.environ, tmp_path / "copy.db") == 1
    office.store.close()
    restore(office.settings.folder, os.environ, tmp_path / "copy.db")
    office = open_office(office.settings.folder, os.environ, HandClock(NOW))
    with office.store.read() as tx:
        assert NAME.encode() in ledger.messages_of(tx, NUMBER)[0].raw
        assert register.broken_links(tx) == []


def test_after_erasing_nothing_is_left_sealed_or_plain_and_the_log_verifies(tmp_path: Path) -> None:
    office = filled(sealed_office(tmp_path))
    clock = office.clock
    assert isinstance(clock, HandClock)
    clock.at = at("2029-01-02 12:00")
    assert erase_expired(office).erased.cases == 1
    assert erase_expired(office).erased.cases == 0
    assert not (tmp_path / "archive" / "2026" / NUMBER).exists()
    assert "rebenstein" not in everything_stored(office)
    assert "rebenstein" not in on_disk(tmp_path)
    proof = prove(office)
    assert proof.broken == ()
    assert "rebenstein" not in on_disk(tmp_path / "archive")
