"""Servers in memory that behave as the real ones do: what is moved is gone, what is down does not answer.

For tests that live through months in seconds. The real ones are in `servers.py`; a few tests hold both together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from mailbot.embedded import Taken
from mailbot.errors import TemporaryError
from mailbot.ingest.imap_session import FolderState
from mailbot.ingest.mailbox import Fetched, ImapAccount, ImapMailbox, MoveResult
from mailbot.outbound.smtp import Refused, Sent, SmtpAccount, SmtpSender

BATCH = 100


class MemoryMailbox(ImapMailbox):
    """A mailbox whose folders are dictionaries from UID to message."""

    def __init__(self) -> None:
        """An empty INBOX on a server that is up."""
        super().__init__(ImapAccount("memory", 0, "none", "krm", "krm"))
        self.kept: dict[str, dict[int, Fetched]] = {"INBOX": {}}
        self.down = False
        self._next: dict[str, int] = {}

    def deliver(self, raw: bytes, when: datetime, folder: str = "INBOX") -> None:
        """Put a message into a folder with this INTERNALDATE."""
        uid = self._next.get(folder, 1)
        self._next[folder] = uid + 1
        self.kept.setdefault(folder, {})[uid] = Fetched(uid, when, raw, len(raw))

    def take_over(self, other: MemoryMailbox) -> None:
        """Hold what the other one holds."""
        self.kept = {folder: dict(messages) for folder, messages in other.kept.items()}
        self._next = dict(other._next)

    def connect(self) -> None:
        """TemporaryError while the server is down."""
        if self.down:
            raise TemporaryError("the IMAP server does not answer")

    def close(self) -> None:
        """Nothing is open."""

    def find_folder(self, flag: bytes, usual_names: Sequence[str]) -> str:
        """The folder named Sent."""
        del flag, usual_names
        return "Sent" if "Sent" in self.kept else ""

    def status(self, folder: str) -> FolderState:
        """UIDVALIDITY is always 1."""
        return FolderState(1, self._next.get(folder, 1))

    def new_uids(self, folder: str, after_uid: int) -> list[int]:
        """The UIDs above `after_uid`."""
        return sorted(uid for uid in self.kept.get(folder, {}) if uid > after_uid)

    def received_dates(self, folder: str, uids: Sequence[int]) -> dict[int, datetime]:
        """INTERNALDATE of each that is still there."""
        here = self.kept.get(folder, {})
        return {uid: here[uid].internaldate for uid in uids if uid in here}

    def fetch_batches(self, folder: str, uids: Sequence[int]) -> Iterator[list[Fetched]]:
        """The messages that are still there, a hundred at a time."""
        here = [self.kept[folder][uid] for uid in uids if uid in self.kept.get(folder, {})]
        for first in range(0, len(here), BATCH):
            yield here[first : first + BATCH]

    def find_by_message_id(self, folder: str, message_id: str) -> list[int]:
        """The UIDs of messages whose bytes hold this Message-ID."""
        wanted = message_id.strip("<>").encode()
        return [uid for uid, message in self.kept.get(folder, {}).items() if wanted in message.raw]

    def move(self, folder: str, uid: int, target: str) -> MoveResult:
        """It is gone here and lies there under a UID of that folder."""
        message = self.kept.get(folder, {}).pop(uid, None)
        if message is None:
            return MoveResult.GONE
        self.deliver(message.raw, message.internaldate, target)
        return MoveResult.MOVED

    def rename_folder(self, folder: str, target: str) -> None:
        """All its messages lie in the target."""
        if folder != target:
            for uid in self.new_uids(folder, 0):
                self.move(folder, uid, target)
            self.kept.pop(folder, None)


class MemorySender(SmtpSender):
    """Takes every mail, unless it is down or the address is one that does not exist."""

    def __init__(self) -> None:
        """A server that is up."""
        super().__init__(SmtpAccount("memory", 0, "none", "", ""))
        self.taken: list[Taken] = []
        self.down = False
        self.unknown: set[str] = set()

    def close(self) -> None:
        """Nothing is open."""

    def send(self, envelope_from: str, recipient: str, raw: bytes) -> Sent | Refused:
        """One transaction for one recipient."""
        if self.down:
            return Refused(permanent=False, code=0)
        if recipient in self.unknown:
            return Refused(permanent=True, code=550, enhanced="5.1.1")
        self.taken.append(Taken(envelope_from, (recipient,), raw))
        return Sent()
