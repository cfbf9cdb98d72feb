"""Originals at rest: what a key seals, only this key opens, at its place."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.errors import ConfigError, PermanentError
from mailbot.store.at_rest import Cipher, cipher_from, is_sealed, write_key
from mailbot.store.casefile import CaseFiles

NUMBER, OTHER = "KRM-2026-000001", "KRM-2026-000002"
CIPHER = Cipher(bytes(range(64)))


@given(st.binary(max_size=300), st.text(max_size=20))
@settings(deadline=None, max_examples=50)
def test_what_is_sealed_opens_again(content: bytes, place: str) -> None:
    sealed = CIPHER.seal(content, place)
    assert CIPHER.open(sealed, place) == content
    assert is_sealed(sealed) == bool(content)


def test_sealing_twice_gives_the_same_so_that_a_file_is_written_once() -> None:
    assert CIPHER.seal(b"mail", "a") == CIPHER.seal(b"mail", "a")


@pytest.mark.parametrize(
    ("cipher", "place", "change"),
    [(Cipher(bytes(64)), "a", 0), (CIPHER, "b", 0), (CIPHER, "a", 1)],
    ids=["another key", "another place", "a changed byte"],
)
def test_anything_else_does_not_open(cipher: Cipher, place: str, change: int) -> None:
    sealed = bytearray(CIPHER.seal(b"mail", "a"))
    sealed[-1] ^= change
    with pytest.raises(PermanentError):
        cipher.open(bytes(sealed), place)


def test_a_key_file_is_for_its_owner_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "key"
    write_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert cipher_from(path).open(cipher_from(path).seal(b"x", "a"), "a") == b"x"
    with pytest.raises(ConfigError, match="never be overwritten"):
        write_key(path)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe"])
def test_what_is_no_key_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(ConfigError, match=r"archive\.key_file"):
        cipher_from(tmp_path / "key")
    with pytest.raises(ConfigError, match="cannot be read"):
        cipher_from(tmp_path / "missing")


def test_an_original_lies_sealed_and_is_extracted_plain(tmp_path: Path) -> None:
    files = CaseFiles(tmp_path, cipher=CIPHER)
    path = files.write_original(NUMBER, "original.eml", b"Karla")
    files.write(NUMBER, "vorgang.json", b"{}")
    assert path.name == "original.eml.enc"
    assert b"Karla" not in path.read_bytes()
    assert dict(files.extract(NUMBER)) == {"original.eml": b"Karla", "vorgang.json": b"{}"}
    before = path.stat().st_mtime_ns
    files.write_original(NUMBER, "original.eml", b"Karla")
    assert path.stat().st_mtime_ns == before


def test_a_key_that_comes_later_leaves_no_plain_original_and_one_that_goes_no_sealed_one(tmp_path: Path) -> None:
    plain, sealed = CaseFiles(tmp_path), CaseFiles(tmp_path, cipher=CIPHER)
    folder = plain.write_original(NUMBER, "original.eml", b"Karla").parent
    sealed.write_original(NUMBER, "original.eml", b"Karla")
    assert [path.name for path in folder.iterdir()] == ["original.eml.enc"]
    plain.write_original(NUMBER, "original.eml", b"Karla")
    assert [path.name for path in folder.iterdir()] == ["original.eml"]


def test_a_sealed_original_does_not_open_in_the_file_of_another_case(tmp_path: Path) -> None:
    files = CaseFiles(tmp_path, cipher=CIPHER)
    moved = files.write_original(NUMBER, "original.eml", b"Karla")
    there = files.write_original(OTHER, "original.eml", b"Dirk")
    there.write_bytes(moved.read_bytes())
    with pytest.raises(PermanentError):
        dict(files.extract(OTHER))
    with pytest.raises(ConfigError, match="key_file"):
        dict(CaseFiles(tmp_path).extract(NUMBER))


@pytest.mark.parametrize("cipher", [None, CIPHER], ids=["plain", "sealed"])
def test_a_document_that_was_taken_back_goes_and_nothing_else(tmp_path: Path, cipher: Cipher | None) -> None:
    files = CaseFiles(tmp_path, cipher=cipher)
    for name in ("Antwort-1.docx", "Antwort-2.docx", "original.eml"):
        files.write_original(NUMBER, name, b"x")
    files.drop_others(NUMBER, ".docx", ["Antwort-2.docx"])
    assert [name for name, _ in files.extract(NUMBER)] == ["Antwort-2.docx", "original.eml"]
