"""Erasing on the IMAP server: the folder of a case with all it holds, or one message. Nobody else removes anything."""

from __future__ import annotations

import hashlib
from typing import Final

from mailbot.ingest.imap_connection import ServerRefusedError
from mailbot.ingest.imap_session import ImapSession

BY_CONTENT: Final = "sha256"
SLACK: Final = 16
"""SEARCH LARGER and SMALLER ask RFC822.SIZE, which need not be the size of what is fetched to the byte."""


class ErasingMailbox(ImapSession):
    """An IMAP connection that can erase. Whatever is not there any more counts as erased."""

    def delete_folder(self, folder: str) -> None:
        """Remove the folder and its messages. ServerRefusedError when the server does not let us."""
        name = self._names.on_server(folder)
        if not self._exists(name):
            return
        if self._selected == name:
            self._unselect()
        self._created.discard(name)
        self._command("delete", self._open.delete_folder, name)

    def delete_message(self, folder: str, message_id: str) -> bool:
        """Remove the messages with this Message-ID from the folder; False where they could only be marked.

        A message without one is named `sha256:<digest>:<size>`, by its content.

        Without UIDPLUS an EXPUNGE would take along what others have marked (RFC 4315, section 1): they stay marked.
        """
        try:
            self._select(folder)
        except ServerRefusedError:
            return True
        uids = self._with_content(message_id) if message_id.startswith(f"{BY_CONTENT}:") else self._named(message_id)
        if not uids:
            return True
        self._command("store", self._open.delete_messages, uids, True)  # noqa: FBT003
        if not self._open.has_capability("UIDPLUS"):
            return False
        self._command("expunge", self._open.uid_expunge, uids)
        return True

    def _named(self, message_id: str) -> list[int]:
        return sorted(self._command("search", self._open.search, ["HEADER", "Message-ID", message_id.strip("<>")]))

    def _with_content(self, mark: str) -> list[int]:
        """Those of the same size are looked at; a server that counts lines in its own way may be off by some bytes."""
        _, digest, size = mark.split(":")
        around = ["LARGER", max(int(size) - SLACK, 0), "SMALLER", int(size) + SLACK]
        uids = sorted(self._command("search", self._open.search, around))
        found = self._command("fetch", self._open.fetch, uids, ["BODY.PEEK[]"]) if uids else {}
        return [uid for uid in uids if hashlib.sha256(found.get(uid, {}).get(b"BODY[]", b"")).hexdigest() == digest]
