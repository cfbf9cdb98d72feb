"""Erasing on the IMAP server: the folder of a case with all it holds, or one message. Nobody else removes anything."""

from __future__ import annotations

from mailbot.ingest.imap_connection import ServerRefusedError
from mailbot.ingest.imap_session import ImapSession


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

        Without UIDPLUS an EXPUNGE would take along what others have marked (RFC 4315, section 1): they stay marked.
        """
        try:
            self._select(folder)
        except ServerRefusedError:
            return True
        wanted = message_id.strip("<>")
        uids = sorted(self._command("search", self._open.search, ["HEADER", "Message-ID", wanted]))
        if not uids:
            return True
        self._command("store", self._open.delete_messages, uids, True)  # noqa: FBT003
        if not self._open.has_capability("UIDPLUS"):
            return False
        self._command("expunge", self._open.uid_expunge, uids)
        return True
