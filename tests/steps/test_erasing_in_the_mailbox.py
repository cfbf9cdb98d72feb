"""Erasing on a real IMAP server: the folder of the case, the single message, and nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from office import all_folders, at, open_bench, write_office
from servers import DovecotServer, SmtpSink

from mailbot.ingest.imap_erasing import ErasingMailbox
from mailbot.ingest.mailbox import ImapMailbox
from mailbot.steps.opening import imap_account
from mailbot.steps.retention_outside import erase_in_mailbox
from mailbot.store import erasing
from mailbot.store.erasing import NOTHING_OUTSIDE, Outside

pytestmark = pytest.mark.dovecot

NOW: datetime = at("2026-03-02 10:00")
MINE, OTHERS = "KRM/leistung/KRM-2026-000001", "KRM/leistung/KRM-2026-000002"


def mail(name: str) -> bytes:
    return f"From: {name}@web.example\r\nMessage-ID: <{name}@web.example>\r\nSubject: x\r\n\r\n{name}\r\n".encode()


def test_folder_and_message_go_and_the_others_stay(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> None:
    bench = open_bench(write_office(tmp_path / "office" / "config", dovecot, smtp_sink), dovecot, smtp_sink, NOW)
    box = ImapMailbox(imap_account(bench.office.settings))
    box.connect()
    for folder, name in ((MINE, "a"), (OTHERS, "b"), ("KRM", "spam"), ("KRM", "newsletter")):
        box.append(folder, mail(name), NOW)
    with bench.office.store.write() as tx:
        wanted = Outside(folders=(MINE, "KRM/leistung/KRM-2020-000009"), messages=(("KRM", "<spam@web.example>"),))
        erasing.remember_pending(tx, wanted)
    eraser = ErasingMailbox(imap_account(bench.office.settings))
    assert erase_in_mailbox(bench.office, eraser) == NOTHING_OUTSIDE
    assert erase_in_mailbox(bench.office, eraser) == NOTHING_OUTSIDE
    left = {folder: [m.split(b"\r\n")[0] for m in messages] for folder, messages in all_folders(dovecot).items()}
    assert left == {"INBOX": [], "KRM": [b"From: newsletter@web.example"], OTHERS: [b"From: b@web.example"]}
    with bench.office.store.read() as tx:
        assert erasing.pending(tx) == NOTHING_OUTSIDE
    for connection in (box, eraser):
        connection.close()
    bench.close()


def without_id(name: str) -> bytes:
    return f"From: {name}@web.example\r\nSubject: x\r\n\r\n{name}\r\n".encode()


def test_the_sent_folder_and_messages_without_message_id_are_reached(
    dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    """Two messages of the same size and without Message-ID: only the one that was recorded goes."""
    bench = open_bench(write_office(tmp_path / "office" / "config", dovecot, smtp_sink), dovecot, smtp_sink, NOW)
    box = ImapMailbox(imap_account(bench.office.settings))
    box.connect()
    for folder, raw in (
        ("Sent", mail("answer")),
        ("Sent", mail("private")),
        ("KRM/Spam", without_id("a")),
        ("KRM/Spam", without_id("b")),
    ):
        box.append(folder, raw, NOW)
    with bench.office.store.write() as tx:
        spam = ("KRM/Spam", erasing.mark_of(without_id("a")))
        erasing.remember_pending(tx, Outside(messages=((erasing.SENT, "answer@web.example"), spam)))
    eraser = ErasingMailbox(imap_account(bench.office.settings))
    assert erase_in_mailbox(bench.office, eraser) == NOTHING_OUTSIDE
    left = all_folders(dovecot)
    assert left["Sent"] == [mail("private")]
    assert left["KRM/Spam"] == [without_id("b")]
    for connection in (box, eraser):
        connection.close()
    bench.close()
