"""`[mailbox] also_watch`: folders such as Junk, from which only what looks like a concern is taken, under review."""

from __future__ import annotations

import sys
from typing import Final

from mailbot.ingest.mailbox import Fetched, ImapMailbox
from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.rules.judge import judge
from mailbot.rules.verdict import Verdict
from mailbot.steps.belongs import belonging
from mailbot.steps.identity import identity_of
from mailbot.steps.runtime import Runtime
from mailbot.steps.side_folder import each_new
from mailbot.store import ledger
from mailbot.store.ledger import Folder
from mailbot.vocabulary import Disposition, Kind

NO_RULES: Final = frozenset({"ordinary_words"})
CONCERNS: Final = frozenset({Disposition.CASE, Disposition.FOLLOW_UP})


def watch_folders(office: Runtime, mailbox: ImapMailbox) -> int:
    """Fetch what looks like a concern from each of these folders, to be taken in; returns how many were looked at."""
    return sum(
        each_new(office, mailbox, folder, lambda place, fetched: _look(office, place, fetched))
        for folder in office.settings.mailbox.also_watch
    )


def _look(office: Runtime, place: Folder, fetched: Fetched) -> None:
    if not _is_concern(office, parse(fetched.raw), fetched):
        return
    with office.store.write() as tx:
        ledger.record_fetched(
            tx, place, fetched.uid, raw=fetched.raw, received_at=fetched.internaldate, now=office.now()
        )


def _is_concern(office: Runtime, message: Message, fetched: Fetched) -> bool:
    """A concern of somebody outside, or a follow-up of a known case; no command is taken from such a folder."""
    sender = message.sender.address
    if office.house.is_own(sender) or office.house.is_internal(sender) or sender.lower() in office.directory.addresses:
        return False
    received_on = fetched.internaldate.astimezone(office.zone).date()
    verdict = judge(message, office.ruleset, office.directory, office.house, received_on)
    if verdict.disposition not in CONCERNS:
        return False
    with office.store.read() as tx:
        if ledger.first_copy(tx, identity_of(message), sys.maxsize) is not None:
            return False
        follows = bool(belonging(tx, message, office.house).number)
    return follows or (verdict.kind is not Kind.NONE and _says_something(verdict))


def _says_something(verdict: Verdict) -> bool:
    """Whether a rule for kinds or topics hit at all; every text leans to some kind, an advertisement too."""
    return any(evidence.rule not in NO_RULES for evidence in verdict.evidence[1:])
