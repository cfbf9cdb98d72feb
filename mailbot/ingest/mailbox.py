"""The mailbox over IMAP: what is new, the bytes of a message, and moving it. The only reader and mover of mail.

A message is (folder, UIDVALIDITY, UID). Fetching never changes a message (BODY.PEEK); a folder is SELECTed only
when another one was. Errors are TemporaryError (server away, or ServerRefusedError) and PermanentError (login refused).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from mailbot.errors import TemporaryError
from mailbot.ingest.imap_connection import ImapAccount, ServerRefusedError, backoff, translated
from mailbot.ingest.imap_session import FILED, FolderState, ImapSession

__all__ = [
    "Fetched",
    "FolderState",
    "ImapAccount",
    "ImapMailbox",
    "MoveResult",
    "ServerRefusedError",
    "backoff",
]

BATCH_COUNT = 100
BATCH_BYTES = 40_000_000
ASKED_AT_ONCE = 500
"""UIDs in one command: 500 of ten digits stay below the 8 kB line that servers must read (RFC 7162, section 4)."""
SEARCH_WINDOW = 80_000
"""UIDs asked for in one SEARCH: the answer is one line, and imaplib reads lines of up to a million bytes."""
ATTEMPTS = 3
"""Tries, each on a connection that stands, before a message counts as unreadable."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as the server holds it. `raw` is empty where the server cannot read its own message."""

    uid: int
    internaldate: datetime
    raw: bytes
    size: int

    @property
    def is_unreadable(self) -> bool:
        """Whether the server knows of a message but cannot give its bytes."""
        return self.size > 0 and not self.raw


class MoveResult(StrEnum):
    """What became of a move."""

    MOVED = "moved"
    MARKED = "marked"
    """Copied; the server can remove no single message, so a keyword marks the source."""
    COPIED = "copied"
    """Copied; the server has not even keywords, so the caller's ledger alone knows."""
    GONE = "gone"
    """It is not in the folder: moved before, or by somebody else."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A message before its bytes are asked for."""

    uid: int
    size: int
    internaldate: datetime


class ImapMailbox(ImapSession):
    """One IMAP connection, for one thread. After a broken connection `connect` opens a new one."""

    def __init__(self, account: ImapAccount, *, batch_bytes: int = BATCH_BYTES) -> None:
        """Remember the account; nothing is connected yet. A batch holds at most `batch_bytes`, or one message."""
        super().__init__(account)
        self._batch_bytes = batch_bytes

    def new_uids(self, folder: str, after_uid: int) -> list[int]:
        """The UIDs above `after_uid`, ascending.

        `UID SEARCH UID n:*` gives the last message even when n lies above it (RFC 3501, section 6.4.8): dropped.
        """
        last = self.status(folder).uidnext - 1
        self._select(folder)
        self._command("noop", self._open.noop)
        found: set[int] = set()
        for first in range(after_uid + 1, max(last, after_uid + 1) + 1, SEARCH_WINDOW):
            final = first + SEARCH_WINDOW > last
            upper = "*" if final else str(first + SEARCH_WINDOW - 1)
            found.update(self._command("search", self._open.search, ["UID", f"{first}:{upper}"]))
        return sorted(uid for uid in found if uid > after_uid)

    def received_dates(self, folder: str, uids: Sequence[int]) -> dict[int, datetime]:
        """INTERNALDATE, aware, of each of these messages that is still there."""
        return {message.uid: message.internaldate for message in self._list(folder, uids)}

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[Fetched]:
        """The messages, ascending by UID; one that has vanished is left out."""
        for batch in self.fetch_batches(folder, uids):
            yield from batch

    def fetch_batches(self, folder: str, uids: Sequence[int]) -> Iterator[list[Fetched]]:
        """The messages in batches bounded in number and bytes; a message above the bound comes alone."""
        for batch in _batches(self._list(folder, uids), self._batch_bytes):
            yield self._fetch_batch(folder, batch)

    def find_by_message_id(self, folder: str, message_id: str) -> list[int]:
        """The UIDs of messages with this Message-ID; empty also when the folder does not exist."""
        try:
            self._select(folder)
        except ServerRefusedError:
            return []
        wanted = message_id.strip("<>")
        return sorted(self._command("search", self._open.search, ["HEADER", "Message-ID", wanted]))

    def append(self, folder: str, raw: bytes, when: datetime) -> None:
        """Put a message into a folder, creating it, with this INTERNALDATE."""
        self._ensure(folder)
        self._command("append", self._open.append, self._names.on_server(folder), raw, (), when)

    def move(self, folder: str, uid: int, target: str) -> MoveResult:
        """Move one message, creating the target; doing it twice does it once.

        ServerRefusedError when this one cannot be moved (rights, quota); others may.
        """
        self._select(folder)
        known = self._command("fetch", self._open.fetch, [uid], ["FLAGS", "RFC822.SIZE"])
        if uid not in known:
            return MoveResult.GONE
        if FILED.encode() in known[uid].get(b"FLAGS", ()):
            return MoveResult.MARKED
        self._ensure(target)
        if self._open.has_capability("MOVE"):
            self._command("move", self._open.move, [uid], self._names.on_server(target))
            return MoveResult.MOVED
        return self._copy(folder, uid, target, int(known[uid].get(b"RFC822.SIZE", 0)))

    def rename_folder(self, folder: str, target: str) -> None:
        """Give a folder another name and place; nothing to do where it is there already.

        Where both exist, the messages are moved one by one and the old folder is removed.
        """
        old, new = self._names.on_server(folder), self._names.on_server(target)
        if old == new or not self._exists(old):
            return
        if self._selected == old:
            self._unselect()
        self._created.discard(old)
        if not self._exists(new):
            self._command("rename", self._open.rename_folder, old, new)
            return
        for uid in self.new_uids(folder, 0):
            self.move(folder, uid, target)
        self._unselect()
        self._command("delete", self._open.delete_folder, old)

    def _list(self, folder: str, uids: Sequence[int]) -> Iterator[_Listed]:
        """Size and INTERNALDATE, asked for before any bytes."""
        ordered = sorted(set(uids))
        for start in range(0, len(ordered), ASKED_AT_ONCE):
            self._select(folder)
            some = ordered[start : start + ASKED_AT_ONCE]
            answer = self._command("fetch", self._open.fetch, some, ["RFC822.SIZE", "INTERNALDATE"])
            with translated("fetch"):
                listed = [
                    _Listed(uid, int(answer[uid][b"RFC822.SIZE"]), _aware(answer[uid][b"INTERNALDATE"]))
                    for uid in some
                    if uid in answer
                ]
            yield from listed

    def _fetch_batch(self, folder: str, batch: Sequence[_Listed]) -> list[Fetched]:
        self._select(folder)
        validity = self._uidvalidity
        try:
            bodies = self._bodies([message.uid for message in batch])
        except TemporaryError:
            # one message that the server cannot read, or that breaks the connection, must not hold up the others
            return [fetched for message in batch for fetched in self._fetch_alone(folder, validity, message)]
        return [_fetched(message, bodies[message.uid]) for message in batch if message.uid in bodies]

    def _fetch_alone(self, folder: str, validity: int, message: _Listed) -> list[Fetched]:
        for _ in range(ATTEMPTS):
            self.connect()
            self._select(folder)
            if self._uidvalidity != validity:
                raise TemporaryError("the IMAP folder was made anew while it was read")
            with suppress(TemporaryError):
                return [_fetched(message, raw) for raw in self._bodies([message.uid]).values()]
        return [_fetched(message, b"")]

    def _bodies(self, uids: list[int]) -> dict[int, bytes]:
        answer = self._command("fetch", self._open.fetch, uids, ["BODY.PEEK[]"])
        return {uid: values[b"BODY[]"] or b"" for uid, values in answer.items() if b"BODY[]" in values}

    def _copy(self, folder: str, uid: int, target: str, size: int) -> MoveResult:
        """COPY, then remove or mark the source, for servers without MOVE (RFC 6851, section 3.3)."""
        if not self._lies_in(folder, uid, target, size):
            self._select(folder)
            self._command("copy", self._open.copy, [uid], self._names.on_server(target))
        self._select(folder)
        if self._open.has_capability("UIDPLUS"):
            self._command("store", self._open.delete_messages, [uid], True)  # noqa: FBT003
            self._command("expunge", self._open.uid_expunge, [uid])
            return MoveResult.MOVED
        if self._keywords:
            self._command("store", self._open.add_flags, [uid], [FILED], True)  # noqa: FBT003
            return MoveResult.MARKED
        return MoveResult.COPIED

    def _lies_in(self, folder: str, uid: int, target: str, size: int) -> bool:
        """Whether an earlier attempt copied it: same Message-ID and size in the target."""
        self._select(folder)
        field = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
        answer = self._command("fetch", self._open.fetch, [uid], [field])
        header = next((v for k, v in answer.get(uid, {}).items() if bytes(k).startswith(b"BODY[")), b"") or b""
        message_id = header.partition(b":")[2].strip().decode("ascii", "ignore")
        if not message_id:
            return False
        found = self.find_by_message_id(target, message_id)
        return any(message.size == size for message in self._list(target, found))


def _fetched(message: _Listed, raw: bytes) -> Fetched:
    return Fetched(message.uid, message.internaldate, raw, message.size)


def _aware(when: datetime) -> datetime:
    """With an offset of the standard library; a server that gives none means UTC."""
    offset = when.utcoffset()
    return when.replace(tzinfo=UTC if offset is None else timezone(timedelta(seconds=offset.total_seconds())))


def _batches(messages: Iterable[_Listed], limit: int) -> Iterator[list[_Listed]]:
    """At most BATCH_COUNT messages and `limit` bytes each; a single message may be bigger."""
    batch: list[_Listed] = []
    size = 0
    for message in messages:
        if batch and (len(batch) >= BATCH_COUNT or size + message.size > limit):
            yield batch
            batch, size = [], 0
        batch.append(message)
        size += message.size
    if batch:
        yield batch
