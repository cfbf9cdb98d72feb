"""Originals at rest: encrypted with a key file, where the office has one (`[archive] key_file`).

AES-SIV (RFC 5297): the same bytes at the same place give the same cipher text, so that writing a case file twice
changes nothing, and no counter has to be kept. The place is authenticated with it: a file that somebody moved into
another case does not open there.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path
from typing import Any, Final

from mailbot.errors import ConfigError, PermanentError

ENDING: Final = ".enc"
MAGIC: Final = b"MBE1"
KEY_BYTES: Final = 64
"""AES-256-SIV: two keys of 256 bits."""


class Cipher:
    """Seals and opens with one key. Its repr shows nothing of it."""

    __slots__ = ("_siv",)

    def __init__(self, key: bytes) -> None:
        """Take the key that `read_key` gave."""
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        self._siv: Any = AESSIV(key)

    def seal(self, content: bytes, place: str) -> bytes:
        """The sealed content; only `open` with the same place gives it back. Nothing stays nothing."""
        return MAGIC + bytes(self._siv.encrypt(content, [place.encode()])) if content else b""

    def open(self, sealed: bytes, place: str) -> bytes:
        """What `seal` took. PermanentError for another key or place, or when a byte was changed."""
        from cryptography.exceptions import InvalidTag

        if not sealed:
            return b""
        if not is_sealed(sealed):
            raise PermanentError("the content is not sealed")
        try:
            return bytes(self._siv.decrypt(sealed[len(MAGIC) :], [place.encode()]))
        except InvalidTag as error:
            raise PermanentError(
                "the content was sealed with another key, for another place, or was changed"
            ) from error


def is_sealed(content: bytes) -> bool:
    """Whether these bytes came from `seal`."""
    return content.startswith(MAGIC)


def cipher_from(path: Path) -> Cipher:
    """The cipher with the key of this file. ConfigError when it cannot be read: whoever may read it, may extract."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no key"
        raise ConfigError(
            f"mailbot.toml: archive.key_file: {path} cannot be read ({why}); whoever works with originals needs the "
            "right to, `mailbot key FILE` writes a new one"
        ) from error
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigError(f"mailbot.toml: archive.key_file: {path} holds no key; `mailbot key FILE` writes one")
    return Cipher(key)


def write_key(path: Path) -> None:
    """A new key into a new file, readable for its owner alone. ConfigError when it is there or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise ConfigError(f"key: {path} is there already; a key that was in use must never be overwritten") from error
    except OSError as error:
        raise ConfigError(f"key: {path} cannot be written ({error.strerror}); name another place") from error
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
