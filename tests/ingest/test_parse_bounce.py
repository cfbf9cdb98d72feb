"""Delivery reports: by form, and as far as they can be read by wording."""

from __future__ import annotations

import pytest

from mailbot.ingest.message import DeliveryReport
from mailbot.ingest.parse import parse

STATUS = """Reporting-MTA: dns; mx1.web.example

Final-Recipient: rfc822; karl.vogel@web.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

Final-Recipient: rfc822; erika@web.example
Action: delayed
Status: 4.2.2
"""
DSN = f"""From: MAILER-DAEMON@mx1.web.example
Content-Type: multipart/report; report-type=delivery-status; boundary="q"

--q
Content-Type: text/plain

Not delivered.
--q
Content-Type: message/delivery-status

{STATUS}
--q
Content-Type: message/rfc822

Message-ID: <ours-1@office.example>
Subject: =?utf-8?Q?Eingangsbest=C3=A4tigung?=

Text
--q--
"""


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_a_delivery_status_notification_is_read(original: str) -> None:
    message = parse(DSN.replace("message/rfc822", original).encode())
    assert message.report_type == "delivery-status"
    assert message.report == DeliveryReport(
        "failed",
        "5.1.1",
        ("karl.vogel@web.example", "erika@web.example"),
        "<ours-1@office.example>",
        "Eingangsbestätigung",
    )


BOUNCES = {
    "postfix": (
        (
            "This is the mail system at host mx1.web.example.\n\nI'm sorry to have to inform you that your message cou"
            "ld not\nbe delivered.\n\n"
            "<karl@web.example>: host mx.web.example said: 550 5.1.1 User unknown (in reply to RCPT TO command)\n"
        ),
        "failed",
        "5.1.1",
    ),
    "exim": (
        (
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be"
            " delivered to one or more of its\n"
            "recipients. This is a permanent error. The following address(es) failed:\n\n  karl@web.example\n    host "
            "mx [1.2.3.4]:\n    550 Unknown user\n"
        ),
        "failed",
        "5.0.0",
    ),
    "qmail": (
        (
            "Hi. This is the qmail-send program at web.example.\nI'm afraid I wasn't able to deliver your message to t"
            "he following addresses.\n"
            "This is a permanent error; I've given up. Sorry it didn't work out.\n\n<karl@web.example>:\nSorry, no mai"
            "lbox here by that name. (#5.1.1)\n\n"
            "--- Below this line is a copy of the message.\n\nMessage-ID: <ours-1@office.example>\nSubject: Ihre Nachr"
            "icht\n"
        ),
        "failed",
        "5.1.1",
    ),
    "Exchange German": (
        (
            "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nkarl@web.example (karl@web.ex"
            "ample)\n"
            "Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n\nRemote Server returned '550 5.1.10 RESOLV"
            "ER.ADR.RecipientNotFound'\n"
        ),
        "failed",
        "5.1.10",
    ),
    "Exchange English": (
        (
            "Delivery has failed to these recipients or groups:\n\nkarl@web.example\nThe recipient's mailbox is full. "
            "#5.2.2 smtp;554 5.2.2 mailbox full\n"
        ),
        "failed",
        "5.2.2",
    ),
    "GMX": (
        (
            "Diese Nachricht wurde automatisch erstellt. Ihre E-Mail konnte nicht zugestellt werden.\n\nkarl@web.examp"
            "le:\nSMTP error: 550 Requested action not taken: mailbox unavailable\n"
        ),
        "failed",
        "5.0.0",
    ),
    "delay": (
        (
            "Die folgende Nachricht wurde noch nicht zugestellt, die Zustellung ist verzögert. Weitere Zustellversuche"
            " folgen.\n\n<karl@web.example>: 451 4.7.1 try again\n"
        ),
        "delayed",
        "4.7.1",
    ),
}


@pytest.mark.parametrize(("text", "action", "status"), BOUNCES.values(), ids=BOUNCES)
def test_a_bounce_in_words_is_read(text: str, action: str, status: str) -> None:
    raw = (
        f"From: Mail Delivery System <MAILER-DAEMON@web.example>\nContent-Type: text/plain; charset=utf-"
        f"8\n\n{text}".encode()
    )
    report = parse(raw).report
    assert report is not None
    assert (report.action, report.status, report.recipients) == (action, status, ("karl@web.example",))
    if "Message-ID" in text:
        assert (report.original_message_id, report.original_subject) == ("<ours-1@office.example>", "Ihre Nachricht")


def test_a_citizen_who_writes_of_a_bounce_sends_none() -> None:
    raw = (
        "From: karl@web.example\n\nMein Brief kam als unzustellbar zurück, die Zustellung ist fehlgeschlagen.".encode()
    )
    assert parse(raw).report is None
