"""The servers inside the process start, serve, and end without a trace."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime

import pytest
from servers import a_mail

from mailbot.embedded import EmbeddedImap, EmbeddedSmtp
from mailbot.ingest.mailbox import ImapAccount, ImapMailbox
from mailbot.outbound.smtp import Sent, SmtpAccount, SmtpSender


def test_several_servers_stand_beside_each_other_on_free_ports() -> None:
    with EmbeddedImap() as one, EmbeddedImap() as two, EmbeddedSmtp() as three:
        assert len({one.port, two.port, three.port}) == 3


def test_nothing_is_left_after_the_end_even_with_open_connections() -> None:
    before = set(threading.enumerate())
    with EmbeddedImap() as imap, EmbeddedSmtp() as smtp:
        mailbox = ImapMailbox(ImapAccount(imap.host, imap.port, "none", imap.user, imap.password, 5.0))
        mailbox.connect()
        mailbox.append("INBOX", a_mail(), datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
        sender = SmtpSender(SmtpAccount(smtp.host, smtp.port, "none", "", "", 5.0))
        assert isinstance(sender.send("a@x.example", "b@y.example", a_mail()), Sent)
        assert [mail.recipient for mail in smtp.taken] == ["b@y.example"]
    mailbox.close()
    sender.close()
    assert set(threading.enumerate()) <= before
    for port in (imap.port, smtp.port):
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 1):
            pass


def test_stopping_twice_does_no_harm() -> None:
    server = EmbeddedSmtp().start()
    server.stop()
    server.stop()
