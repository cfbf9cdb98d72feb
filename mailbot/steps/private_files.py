"""Files that the command line leaves outside the archive: whole or not there, and readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from mailbot.errors import ConfigError


def write_private(path: Path, content: bytes) -> Path:
    """Write with mode 0600 whatever the umask says. ConfigError when the place cannot be written to."""
    part = path.with_name(f".writing-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}; name another place") from error
    return path
