"""Bounces (domain, section 7; RFC 3464): only what failed has come back; what is delayed may still arrive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office import MAILBOX, OFFICER, a_mail, at, headers_of
from office_life import OfficeLife, open_life
from test_still_wanted import a_case, forward_of

from mailbot.cases.events import NoticeWay
from mailbot.embedded import Taken
from mailbot.vocabulary import Purpose

CUSTOMER, DEPUTY = "erste@web.example", "vertretung.leistung@jobcenter-ge.example"


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00")).without_digest()
    yield life
    life.close()


def report(ours: Taken, action: str, status: str) -> bytes:
    """A delivery status notification about this mail, as a mail server writes it."""
    lines = [
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>",
        f"To: {MAILBOX}",
        "Subject: Delivery Status Notification",
        f"Message-ID: <{action}-{ours.recipient}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        "",
        "--B",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"This is the mail system. About your message to {ours.recipient}.",
        "--B",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        f"Final-Recipient: rfc822; {ours.recipient}",
        f"Action: {action}",
        f"Status: {status}",
        "",
        "--B",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {str(headers_of(ours)['Message-ID']).strip()}",
        "",
        "--B--",
        "",
    ]
    return "\r\n".join(lines).encode()


def acknowledged(life: OfficeLife) -> str:
    number = a_case(life)
    life.pass_to("2026-03-03 09:00")
    return number


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0"), ("expanded", "2.0.0")]
)
def test_what_did_not_fail_changes_nothing(life: OfficeLife, action: str, status: str) -> None:
    number = acknowledged(life)
    assert life.arrives(report(life.last(Purpose.ACKNOWLEDGEMENT, CUSTOMER), action, status)) == []
    assert life.arrives(report(forward_of(life, number), action, status)) == []
    assert not life.case(number).notices[0].undeliverable
    assert life.case(number).notice_way is NoticeWay.MAIL


def test_a_delay_told_in_plain_text_changes_nothing(life: OfficeLife) -> None:
    number = acknowledged(life)
    ours = str(headers_of(life.last(Purpose.ACKNOWLEDGEMENT, CUSTOMER))["Message-ID"]).strip()
    text = f"Your message to <{CUSTOMER}> has been delayed and is still being retried. This is a warning message only."
    mail = a_mail("Delivery delayed", text, from_="MAILER-DAEMON@mx.example", In_Reply_To=ours, message_id="<d@mx>")
    assert life.arrives(mail) == []
    assert not life.case(number).notices[0].undeliverable


@pytest.mark.parametrize("status", ["5.1.1", "5.2.2", "4.4.7"])
def test_a_notice_that_failed_is_marked_told_once_and_becomes_a_letter(life: OfficeLife, status: str) -> None:
    number = acknowledged(life)
    left = life.arrives(report(life.last(Purpose.ACKNOWLEDGEMENT, CUSTOMER), "failed", status))
    assert [(life.purpose_of(mail), mail.recipient) for mail in left] == [(Purpose.ALERT, OFFICER)]
    assert life.case(number).notices[0].undeliverable
    assert life.case(number).notice_way is NoticeWay.LETTER


def test_a_forward_that_failed_is_told_at_once_and_goes_to_the_deputy(life: OfficeLife) -> None:
    number = acknowledged(life)
    left = life.arrives(report(forward_of(life, number), "failed", "5.1.1"))
    assert {(life.purpose_of(mail), mail.recipient) for mail in left} == {
        (Purpose.ALERT, OFFICER),
        (Purpose.FORWARD, DEPUTY),
    }
