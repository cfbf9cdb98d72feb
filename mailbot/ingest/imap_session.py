"""An IMAP session: one connection that is opened anew when it broke, and the folder that is selected on it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from mailbot.errors import TemporaryError
from mailbot.ingest.imap_connection import (
    FolderNames,
    ImapAccount,
    ServerRefusedError,
    hang_up,
    names_of,
    open_connection,
    translated,
)

FILED = "$MailbotFiled"
"""The keyword on a message that was copied and could not be removed."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """What STATUS says of a folder."""

    uidvalidity: int
    uidnext: int


class ImapSession:
    """For one thread. Folders are named as the configuration writes them; the server's way is found out."""

    def __init__(self, account: ImapAccount) -> None:
        """Remember the account; nothing is connected yet."""
        self._account = account
        self._client: IMAPClient | None = None
        self._names = FolderNames()
        self._selected: str | None = None
        self._uidvalidity = 0
        self._keywords = False
        self._created: set[str] = set()

    def connect(self) -> None:
        """Make sure that the connection stands: a standing one is asked, a dead one opened anew."""
        if self._client is not None:
            try:
                self._command("noop", self._client.noop)
            except TemporaryError:
                self._drop()
            else:
                return
        client = open_connection(self._account)
        try:
            with translated("namespace"):
                self._names = names_of(client)
        except BaseException:
            hang_up(client)
            raise
        self._client = client

    def close(self) -> None:
        """Log out if the server listens; never raises."""
        client, self._client = self._client, None
        self._forget()
        if client is not None:
            with suppress(IMAPClientError, OSError, AttributeError):
                client.logout()
            hang_up(client)

    def folders(self) -> list[str]:
        """The names of all folders, with `/` between levels."""
        listed = self._command("list", self._open.list_folders)
        return [self._names.in_configuration(name) for _, _, name in listed]

    def find_folder(self, flag: bytes, usual_names: Sequence[str]) -> str:
        """The folder with this special-use flag (RFC 6154), else the first with a usual name (lower case); "" for none.

        Only the first level and the one below INBOX are asked for: there may be a folder for each case.
        """
        names = self._names
        listed: list[tuple[tuple[bytes, ...], bytes, str]] = []
        for pattern in (f"{names.prefix}%", f"INBOX{names.delimiter}%"):
            listed += self._command("list", self._open.list_folders, "", pattern)
        known = {name: names.in_configuration(name) for _, _, name in listed}
        flagged = [known[name] for flags, _, name in listed if flag.lower() in {f.lower() for f in flags}]
        if flagged:
            return flagged[0]
        by_name = {name.rpartition("/")[2].lower(): name for name in reversed(list(known.values()))}
        return next((by_name[name] for name in usual_names if name in by_name), "")

    def status(self, folder: str) -> FolderState:
        """UIDVALIDITY and UIDNEXT of the folder, as they stand now."""
        name = self._names.on_server(folder)
        answer = self._command("status", self._open.folder_status, name, ["UIDNEXT", "UIDVALIDITY"])
        with translated("status"):
            state = FolderState(int(answer[b"UIDVALIDITY"]), int(answer[b"UIDNEXT"]))
        if name == self._selected and state.uidvalidity != self._uidvalidity:
            self._selected = None
        return state

    @property
    def _open(self) -> IMAPClient:
        if self._client is None:
            raise TemporaryError("not connected to the IMAP server")
        return self._client

    def _command(self, deed: str, call: Any, *arguments: Any) -> Any:
        """Run one command; a connection that broke is dropped, so that `connect` opens a new one."""
        try:
            with translated(deed):
                return call(*arguments)
        except ServerRefusedError:
            raise
        except TemporaryError:
            self._drop()
            raise

    def _drop(self) -> None:
        client, self._client = self._client, None
        self._forget()
        if client is not None:
            hang_up(client)

    def _forget(self) -> None:
        self._selected = None
        self._created.clear()

    def _select(self, folder: str) -> None:
        name = self._names.on_server(folder)
        if name == self._selected:
            return
        self._selected = None
        answer = self._command("select", self._open.select_folder, name)
        self._uidvalidity = int(answer.get(b"UIDVALIDITY", 0))
        permanent = answer.get(b"PERMANENTFLAGS", ())
        self._keywords = rb"\*" in permanent or FILED.encode() in permanent
        self._selected = name

    def _unselect(self) -> None:
        """Leave the selected folder without removing anything."""
        self._selected = None
        if self._open.has_capability("UNSELECT"):
            with suppress(ServerRefusedError):
                self._command("unselect", self._open.unselect_folder)
        else:
            self._select("INBOX")

    def _exists(self, name: str) -> bool:
        try:
            self._command("status", self._open.folder_status, name, ["UIDNEXT"])
        except ServerRefusedError:
            return False
        return True

    def _ensure(self, folder: str) -> None:
        """Create the folder unless it is there."""
        name = self._names.on_server(folder)
        if name == "INBOX" or name in self._created:
            return
        if not self._exists(name):
            try:
                self._command("create", self._open.create_folder, name)
            except ServerRefusedError:
                if not self._exists(name):
                    raise
        self._created.add(name)
