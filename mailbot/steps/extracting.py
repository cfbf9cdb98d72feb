"""`mailbot case NUMBER --extract`: the case file in plain, for whoever may read its files, and the key if there is one.

No database is asked: the rights to the archive and to the key file alone decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mailbot.config import load
from mailbot.errors import ConfigError, PermanentError
from mailbot.steps.opening import cipher_of
from mailbot.steps.private_files import write_private
from mailbot.store.casefile import CaseFiles


def extract(folders: Sequence[Path], environ: Mapping[str, str], number: str, target: Path) -> list[Path]:
    """Write the files of the case into the folder `target`; returns where. ConfigError says what is missing."""
    for folder in folders:
        settings = load(folder, environ)
        plain = CaseFiles(Path(settings.archive.root))
        if _is_there(plain, number):
            files = CaseFiles(Path(settings.archive.root), cipher=cipher_of(settings))
            return _written(files, number, target)
    raise ConfigError(
        "case: no case file has this number, or you have no right to it; `mailbot verify` writes them anew"
    )


def _is_there(files: CaseFiles, number: str) -> bool:
    try:
        return files.folder(number).is_dir()
    except PermanentError as error:
        raise ConfigError("case: not a file number; allowed: one such as KRM-2026-000123") from error
    except PermissionError:
        return False


def _written(files: CaseFiles, number: str, target: Path) -> list[Path]:
    try:
        return [write_private(target / name, content) for name, content in files.extract(number)]
    except PermanentError as error:
        raise ConfigError(f"case: {error}: is [archive] key_file the key it was sealed with?") from error
    except PermissionError as error:
        raise ConfigError("case: you have no right to read this case file; ask whoever runs mailbot") from error
