"""One mail, one recipient, one transaction; the answer is a value that says what may be repeated."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from servers import SmtpSink, a_mail

from mailbot.errors import PermanentError, TemporaryError
from mailbot.outbound.smtp import Refused, Sent, SmtpAccount, SmtpSender, retry_delay

OFFICE = "krm@jobcenter-ge.example"
CERTIFICATE = Path(__file__).parents[1] / "data" / "tls" / "localhost.pem"
CITIZEN = "person@kunden.example"


@pytest.fixture
def sender(smtp_sink: SmtpSink) -> Iterator[SmtpSender]:
    sender = SmtpSender(smtp_sink.account)
    yield sender
    sender.close()


def test_the_mail_arrives_byte_for_byte(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    raw = a_mail("Punkte", "..\r\n.\r\n.eins\r\nkein Ende")
    assert sender.send(OFFICE, CITIZEN, raw) == Sent(250, "2.0.0")
    (taken,) = smtp_sink.taken
    assert (taken.mail_from, taken.recipients) == (OFFICE, (CITIZEN,))
    assert taken.raw == raw + b"\r\n"


def test_bare_line_feeds_become_line_ends(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    # a bare LF before a dot is how mails are smuggled into mails
    sender.send(OFFICE, CITIZEN, b"Subject: x\n\neins\n.\nzwei\rdrei\r\n")
    assert smtp_sink.taken[0].raw == b"Subject: x\r\n\r\neins\r\n.\r\nzwei\r\ndrei\r\n"


def test_one_connection_serves_a_run_of_mails(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    for number in range(5):
        sender.send(OFFICE, f"person{number}@kunden.example", a_mail())
    assert len(smtp_sink.taken) == 5
    assert smtp_sink.connections == 1


@pytest.mark.parametrize(
    ("reply", "at", "result"),
    [
        ("450 4.2.1 mailbox busy", "RCPT", Refused(permanent=False, code=450, enhanced="4.2.1")),
        ("451 greylisted", "RCPT", Refused(permanent=False, code=451)),
        ("550 5.1.1 no such user", "RCPT", Refused(permanent=True, code=550, enhanced="5.1.1")),
        ("554 5.7.1 looks like spam", "DATA", Refused(permanent=True, code=554, enhanced="5.7.1")),
        ("452 4.3.1 disk full", "DATA", Refused(permanent=False, code=452, enhanced="4.3.1")),
    ],
)
def test_refusals_are_told_apart(smtp_sink: SmtpSink, sender: SmtpSender, reply: str, at: str, result: Refused) -> None:
    smtp_sink.refuse(CITIZEN, reply, at=at)
    assert sender.send(OFFICE, CITIZEN, a_mail()) == result
    # the next recipient and the next attempt are not harmed
    assert isinstance(sender.send(OFFICE, "andere@kunden.example", a_mail()), Sent)
    assert isinstance(sender.send(OFFICE, CITIZEN, a_mail()), Sent)


def test_a_connection_lost_after_data_says_so_and_the_repeat_is_the_same_mail(
    smtp_sink: SmtpSink, sender: SmtpSender
) -> None:
    smtp_sink.drop_after_data(CITIZEN)
    raw = a_mail()
    assert sender.send(OFFICE, CITIZEN, raw) == Refused(permanent=False, code=0, data_sent=True)
    assert isinstance(sender.send(OFFICE, CITIZEN, raw), Sent)
    first, second = smtp_sink.sent_to(CITIZEN)
    assert first.raw == second.raw


def test_a_server_that_goes_away_between_two_mails_is_found_again(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    sender.send(OFFICE, CITIZEN, a_mail())
    smtp_sink.drop_connections()
    assert isinstance(sender.send(OFFICE, CITIZEN, a_mail()), Sent)
    assert smtp_sink.connections == 2


def test_no_server_is_temporary() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        sender = SmtpSender(SmtpAccount("127.0.0.1", closed.getsockname()[1], "none", "", "", 2.0))
        assert sender.send(OFFICE, CITIZEN, a_mail()) == Refused(permanent=False, code=0, unreachable=True)
        with pytest.raises(TemporaryError):
            sender.probe()
        sender.close()


@pytest.mark.parametrize(
    "address", ["", "ohne-at", "a@b.example>\r\nRCPT TO:<x@y.example", "a b@c.example", "<a@b.example>"]
)
def test_an_address_that_is_none_never_reaches_the_server(
    smtp_sink: SmtpSink, sender: SmtpSender, address: str
) -> None:
    assert sender.send(OFFICE, address, a_mail()) == Refused(permanent=True, code=553, enhanced="5.1.3")
    assert smtp_sink.connections == 0


def test_smtputf8_is_used_only_where_the_address_wants_it(smtp_sink: SmtpSink, sender: SmtpSender) -> None:
    sender.send(OFFICE, CITIZEN, a_mail("Grüße"))
    sender.send(OFFICE, "jürgen@kunden.example", a_mail())
    sender.send(OFFICE, "post@müller.example", a_mail())
    options = [sorted(word.partition("=")[0] for word in mail.options) for mail in smtp_sink.taken]
    assert ["SMTPUTF8" in words for words in options] == [False, True, False]
    assert ["BODY" in words for words in options] == [True, False, False] or options[0] == ["BODY", "SIZE"]
    assert smtp_sink.taken[2].recipient == "post@xn--mller-kva.example"


def test_an_address_beyond_ascii_is_final_where_the_server_cannot_take_it() -> None:
    with SmtpSink(enable_SMTPUTF8=False) as sink:
        sender = SmtpSender(sink.account)
        assert sender.send(OFFICE, "jürgen@kunden.example", a_mail()) == Refused(True, 553, "5.6.7")
        sender.close()


def test_a_mail_too_big_for_the_server_is_final() -> None:
    with SmtpSink(data_size_limit=1000) as sink:
        sender = SmtpSender(sink.account)
        result = sender.send(OFFICE, CITIZEN, a_mail(text="x" * 60 + "\r\n" * 2000))
        assert isinstance(result, Refused)
        assert (result.permanent, result.code) == (True, 552)
        sender.close()


def test_without_tls_nothing_is_sent_in_plaintext(smtp_sink: SmtpSink) -> None:
    sender = SmtpSender(replace(smtp_sink.account, tls="starttls"))
    assert sender.send(OFFICE, CITIZEN, a_mail()) == Refused(permanent=False, code=0, unreachable=True)
    with pytest.raises(PermanentError):
        sender.probe()
    far = SmtpSender(SmtpAccount("smtp.kunden.example", 25, "none", "", "", 2.0))
    with pytest.raises(PermanentError, match="plaintext"):
        far.probe()
    assert smtp_sink.taken == []


def login(_server: object, _session: object, _envelope: object, _mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=data.password == b"richtig", handled=False)


def test_starttls_and_login_with_a_checked_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_suffix(".key"))
    with SmtpSink(tls_context=context, authenticator=login, auth_required=True, require_starttls=True) as sink:
        account = SmtpAccount("localhost", sink.port, "starttls", "krm", "richtig", 10.0)
        unknown = SmtpSender(account)
        assert unknown.send(OFFICE, CITIZEN, a_mail()) == Refused(permanent=False, code=0, unreachable=True)
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        known = SmtpSender(account)
        assert isinstance(known.send(OFFICE, CITIZEN, a_mail()), Sent)
        known.close()
        wrong = SmtpSender(replace(account, password="falsch"))
        # a wrong password is ours to mend: the notice waits
        result = wrong.send(OFFICE, CITIZEN, a_mail())
        assert isinstance(result, Refused)
        assert (result.permanent, result.code) == (False, 535)
        with pytest.raises(PermanentError, match="login") as caught:
            wrong.probe()
        assert "falsch" not in str(caught.value) + repr(account)
        other_name = SmtpSender(replace(account, host="127.0.0.1"))
        assert other_name.send(OFFICE, CITIZEN, a_mail()) == Refused(permanent=False, code=0, unreachable=True)
        assert len(sink.taken) == 1


@pytest.mark.parametrize(("attempt", "minutes"), [(0, 1), (1, 1), (2, 5), (6, 120), (7, 240), (99, 240)])
def test_each_attempt_waits_longer(attempt: int, minutes: int) -> None:
    assert retry_delay(attempt) == timedelta(minutes=minutes)


def test_a_relay_on_this_machine_that_offers_no_login_is_used_without(smtp_sink: SmtpSink) -> None:
    sender = SmtpSender(replace(smtp_sink.account, user="krm", password="krm"))
    assert isinstance(sender.send(OFFICE, CITIZEN, a_mail()), Sent)
    sender.close()
