"""The case files: right place, right rights, whole or not there, and no name that leads elsewhere."""

from __future__ import annotations

import grp
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.errors import ConfigError, PermanentError
from mailbot.store.casefile import CaseFiles, safe_name

NUMBER = "KRM-2026-000123"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_a_file_lies_under_year_and_number(tmp_path: Path) -> None:
    path = CaseFiles(tmp_path / "archive").write(NUMBER, "original.eml", b"raw")
    assert path == tmp_path / "archive" / "2026" / NUMBER / "original.eml"
    assert path.read_bytes() == b"raw"


def test_without_a_group_only_the_service_user_can_read(tmp_path: Path) -> None:
    path = CaseFiles(tmp_path / "archive").write(NUMBER, "vorgang.json", b"{}")
    assert mode(path) == 0o600
    assert {mode(folder) for folder in path.parents[:3]} == {0o700}


def test_with_a_group_it_can_read_and_new_files_belong_to_it(tmp_path: Path) -> None:
    group = grp.getgrgid(os.getegid())
    path = CaseFiles(tmp_path / "archive", group.gr_name).write(NUMBER, "vorgang.json", b"{}")
    assert mode(path) == 0o640
    assert {mode(folder) for folder in path.parents[:3]} == {0o2750}
    assert {p.stat().st_gid for p in (path, *path.parents[:3])} == {group.gr_gid}


def test_rights_are_put_right_when_the_file_is_written_again(tmp_path: Path) -> None:
    files = CaseFiles(tmp_path)
    path = files.write(NUMBER, "vorgang.json", b"{}")
    path.chmod(0o644)
    files.write(NUMBER, "vorgang.json", b"{}")
    assert mode(path) == 0o600


def test_a_group_that_does_not_exist_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"archive\.group"):
        CaseFiles(tmp_path, "no-such-group")


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    files = CaseFiles(tmp_path)
    path = files.write(NUMBER, "original.eml", b"raw")
    before = path.stat()
    files.write(NUMBER, "original.eml", b"raw")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_content_replaces_the_file_as_a_whole(tmp_path: Path) -> None:
    files = CaseFiles(tmp_path)
    path = files.write(NUMBER, "vorgang.json", b"{}")
    with path.open("rb") as reader:
        files.write(NUMBER, "vorgang.json", b"[]")
        assert reader.read() == b"{}"
    assert path.read_bytes() == b"[]"


def test_what_a_killed_writer_left_is_no_obstacle(tmp_path: Path) -> None:
    files = CaseFiles(tmp_path)
    left = files.write(NUMBER, "vorgang.json", b"{}").with_name(".writing-original.eml")
    left.write_bytes(b"half of i")
    path = files.write(NUMBER, "original.eml", b"whole")
    assert sorted(p.name for p in path.parent.iterdir()) == ["original.eml", "vorgang.json"]
    assert path.read_bytes() == b"whole"


def test_a_link_in_the_way_is_replaced_and_not_followed(tmp_path: Path) -> None:
    files, elsewhere = CaseFiles(tmp_path / "archive"), tmp_path / "elsewhere"
    elsewhere.write_bytes(b"raw")
    folder = files.write(NUMBER, "vorgang.json", b"{}").parent
    (folder / "original.eml").symlink_to(elsewhere)
    path = files.write(NUMBER, "original.eml", b"raw")
    assert not path.is_symlink()


@pytest.mark.parametrize(
    "number", ["", "..", "KRM-2026-1", "KRM-2026-000123/..", "../KRM-2026-000123", "krm-2026-000123"]
)
def test_only_a_file_number_has_a_folder(tmp_path: Path, number: str) -> None:
    with pytest.raises(PermanentError):
        CaseFiles(tmp_path).write(number, "original.eml", b"")


@pytest.mark.parametrize(
    "name", ["original.eml", "ausgang-001-acknowledgement.eml", "ereignisse.log", "Antwort_Entwurf.docx", "Grüße.txt"]
)
def test_a_name_of_ours_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..", "", ".ssh", "a\x00b", "CON\\x", "a/b.docx", "-rf"]
)
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    path = CaseFiles(tmp_path).write(NUMBER, name, b"x")
    assert path.resolve().parent == (tmp_path / "2026" / NUMBER).resolve()


@given(st.text(), st.text())
def test_every_name_becomes_a_plain_one_and_two_stay_two(one: str, other: str) -> None:
    safe = safe_name(one)
    assert 0 < len(safe.encode()) <= 255
    assert "/" not in safe
    assert not safe.startswith((".", "-"))
    assert (safe == safe_name(other)) == (one == other)
