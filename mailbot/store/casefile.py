"""The case files on disk: `<root>/<year>/<number>/`, a projection of the database for people to read.

The writer can be killed at any moment and called again: a file is whole or not there, and writing the same twice
changes nothing. Only the service user can read, or, where `[archive] group` is set, that group too.
"""

from __future__ import annotations

import grp
import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NewType

from mailbot.errors import ConfigError, PermanentError
from mailbot.store.at_rest import ENDING, Cipher

SafeName = NewType("SafeName", str)
"""A file name of which no letter leads elsewhere; `safe_name` makes it."""

_NUMBER: Final = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-([0-9]{4})-[0-9]{6}")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9ÄÖÜäöüß_.-]")
_LONGEST: Final = 100
_WRITING: Final = ".writing-"
REPORTS: Final = "reports"
"""Where the reports lie, beside the years."""


def safe_name(name: str) -> SafeName:
    """The name with everything but letters, digits, `_`, `.`, `-` replaced, not hidden, not long.

    A changed name carries a digest of the one asked for, so that two names never become the same file.
    """
    safe = _UNSAFE.sub("_", name).lstrip(".-")
    if safe == name and 0 < len(safe) <= _LONGEST:
        return SafeName(safe)
    stem, dot, ending = safe.rpartition(".")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = (stem if dot else safe)[: _LONGEST - 30] or "datei"
    return SafeName(f"{short}-{digest}" + (f".{ending[:20]}" if dot and ending else ""))


class CaseFiles:
    """The folder of all case files of an office."""

    def __init__(self, root: Path, group: str = "", cipher: Cipher | None = None) -> None:
        """Take the root and, perhaps, the group that may read and what originals are sealed with.

        ConfigError when there is no such group.
        """
        self._root = root
        self._cipher = cipher
        self.written = 0
        """How many files were not as they should be, and were written."""
        self._group = _group_id(group) if group else None
        self._folder_mode, self._file_mode = (0o700, 0o600) if self._group is None else (0o2750, 0o640)

    def folder(self, number: str) -> Path:
        """The folder of this case. PermanentError when it is no file number."""
        match = _NUMBER.fullmatch(number)
        if match is None:
            raise PermanentError("not a file number")
        return self._root / match[1] / number

    def write(self, number: str, name: str, content: bytes) -> Path:
        """Write one file of a case, whole and durable; returns where. OSError when the disk does not let us."""
        return self._write_in(self.folder(number), name, content)

    def original(self, number: str, name: str) -> Path:
        """Where `write_original` puts a file of this name."""
        return self.folder(number) / (safe_name(name) if self._cipher is None else f"{safe_name(name)}{ENDING}")

    def write_original(self, number: str, name: str, content: bytes) -> Path:
        """Write an original: sealed where there is a key, and then nothing of it stays plain."""
        safe, folder = safe_name(name), self.folder(number)
        sealed = folder / f"{safe}{ENDING}"
        if self._cipher is None:
            path = self._write_in(folder, safe, content)
            sealed.unlink(missing_ok=True)
            return path
        path = self._write_in(folder, sealed.name, self._cipher.seal(content, f"{number}/{safe}"))
        (folder / safe).unlink(missing_ok=True)
        return path

    def drop_others(self, number: str, ending: str, names: Collection[str]) -> None:
        """Remove the files of a case with this ending that are none of these: a command that made them was undone."""
        kept = {safe_name(name) for name in names}
        for path in self.folder(number).glob(f"*{ending}*"):
            plain = path.name.removesuffix(ENDING)
            if plain.endswith(ending) and plain not in kept and not plain.startswith("."):
                path.unlink(missing_ok=True)

    def extract(self, number: str) -> Iterator[tuple[str, bytes]]:
        """The files of a case, plain, with their names.

        ConfigError when some are sealed and there is no key, PermanentError when one does not open.
        """
        for path in sorted(self.folder(number).glob("*")):
            if path.name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            content = path.read_bytes()
            if path.suffix != ENDING:
                yield path.name, content
                continue
            if self._cipher is None:
                raise ConfigError("mailbot.toml: archive.key_file: is missing; the originals were sealed with it")
            yield path.stem, self._cipher.open(content, f"{number}/{path.stem}")

    def write_report(self, name: str, content: bytes) -> Path:
        """Write a report, which belongs to no case, into `<root>/reports/`."""
        return self._write_in(self._root / REPORTS, name, content)

    def report(self, name: str) -> bytes | None:
        """A report that was written before, or None."""
        path = self._root / REPORTS / name
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None

    def erase(self, number: str) -> bool:
        """Remove the folder of this case with all it holds; whether it was there."""
        folder = self.folder(number)
        if folder.is_symlink() or not folder.is_dir():
            return False
        shutil.rmtree(folder)
        _sync_folder(folder.parent)
        return True

    def _write_in(self, folder: Path, name: str, content: bytes) -> Path:
        self._ensure(folder)
        path = folder / safe_name(name)
        if _holds(path, content):
            self._give_rights(path, self._file_mode)
            return path
        part = folder / f"{_WRITING}{path.name}"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            self._give_rights(part, self._file_mode)
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(folder)
        self.written += 1
        return path

    def _ensure(self, folder: Path) -> None:
        """Make root, year and case folder, each with our rights and durable in its parent."""
        for path in (self._root, folder.parent, folder):
            if not path.is_dir():
                path.mkdir(mode=0o700, parents=path == self._root, exist_ok=True)
                _sync_folder(path.parent)
            self._give_rights(path, self._folder_mode)

    def _give_rights(self, path: Path, mode: int) -> None:
        """Set group and mode where they differ and the path is ours to change."""
        now = path.stat()
        if now.st_uid != os.geteuid():
            return
        if self._group is not None and now.st_gid != self._group:
            os.chown(path, -1, self._group)
        if now.st_mode & 0o7777 != mode or (self._group is not None and now.st_gid != self._group):
            path.chmod(mode)  # after chown, which may clear the set-group-ID bit


def write_shared(folder: Path, name: str, content: bytes) -> Path:
    """Write a copy for others into a folder that is not ours: its rights stay. OSError when it cannot be written."""
    path = folder / safe_name(name)
    if _holds(path, content):
        return path
    part = folder / f"{_WRITING}{path.name}"
    part.write_bytes(content)
    part.replace(path)
    return path


def _group_id(group: str) -> int:
    try:
        return grp.getgrnam(group).gr_gid
    except KeyError as error:
        allowed = 'the name of a group such as "krm", or "" for none'
        raise ConfigError(f"mailbot.toml: archive.group: is unknown on this machine; allowed: {allowed}") from error


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file is there, a plain file, with exactly this content."""
    with suppress(OSError):
        return not path.is_symlink() and path.stat().st_size == len(content) and path.read_bytes() == content
    return False


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
