"""Which folder is the sent one: the server's special-use flag (RFC 6154) first, then the usual names."""

from __future__ import annotations

import pytest
from servers import DovecotServer, running_dovecot

from mailbot.ingest.mailbox import ImapMailbox
from mailbot.steps.sent_mail import SENT_FLAG, USUAL_NAMES

SPECIAL = "namespace inbox {\n mailbox Ausgang {\n  special_use = \\Sent\n  auto = create\n }\n}\n"


def found(server: DovecotServer) -> str:
    mailbox = ImapMailbox(server.account)
    mailbox.connect()
    try:
        return mailbox.find_folder(SENT_FLAG, USUAL_NAMES)
    finally:
        mailbox.close()


@pytest.mark.dovecot
def test_the_flag_goes_before_the_name() -> None:
    with running_dovecot(extra=SPECIAL) as server, server.client() as client:
        client.create_folder("Sent")
        assert found(server) == "Ausgang"


@pytest.mark.dovecot
@pytest.mark.parametrize("name", ["Gesendete Elemente", "SENT", "INBOX/Gesendet"])
def test_without_a_flag_a_usual_name_counts(dovecot: DovecotServer, name: str) -> None:
    with dovecot.client() as client:
        client.create_folder(name)
        client.create_folder("KRM/Sent")  # a level below: somebody's team, not the sent folder
    assert found(dovecot) == name


@pytest.mark.dovecot
def test_below_a_prefix_with_another_delimiter() -> None:
    with running_dovecot(separator=".", prefix="INBOX.") as server:
        with server.client() as client:
            client.create_folder("INBOX.Gesendet")
        assert found(server) == "Gesendet"


@pytest.mark.dovecot
def test_a_server_without_such_a_folder_has_none(dovecot: DovecotServer) -> None:
    assert found(dovecot) == ""
