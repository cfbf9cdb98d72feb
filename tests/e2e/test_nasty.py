"""The mails on which other systems stop, loop, lose or answer wrongly: each is handled, none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from office import MAILBOX, OFFICER, Bench, a_mail, all_folders, at, headers_of, open_bench, reply_to, write_office
from servers import DovecotServer, SmtpSink

from mailbot.steps import views

pytestmark = pytest.mark.dovecot
MONDAY = at("2026-03-02 09:00")
LEAD = "teamleitung.leistung@jobcenter-ge.example"
TEXT = (
    "Guten Tag,\n\nmein Antrag auf Bürgergeld liegt seit sechs Wochen bei Ihnen und niemand antwortet mir.\n\nKarla M."
)
HUMAN = b"From: Karla <karla@web.example>\r\nTo: krm\r\nDate: Mon, 02 Mar 2026 09:00:00 +0100\r\n"


@pytest.fixture
def bench(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


def three_days(bench: Bench) -> None:
    """Tick through three days from wherever the clock stands."""
    start = bench.clock.at
    for hour in range(0, 73, 6):
        bench.tick(start + timedelta(hours=hour))
    bench.tick(start + timedelta(days=3, hours=1))


def notices(bench: Bench, recipient: str) -> list[str]:
    return [r["purpose"] for r in views.outbox(bench.office) if r["recipient"] == recipient and r["state"] == "sent"]


UNREADABLE = {
    "unknown charset": HUMAN
    + b"Subject: Beschwerde\r\nContent-Type: text/plain; charset=x-klingon\r\n\r\n"
    + TEXT.encode(),
    "raw 8-bit header": HUMAN + "Subject: Beschwerde über Ämter\r\n\r\n".encode("latin-1") + TEXT.encode("latin-1"),
    "8-bit text without charset": HUMAN + b"Subject: Beschwerde\r\n\r\n" + TEXT.encode("cp1252"),
    "html only": HUMAN
    + b"Subject: Beschwerde\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>"
    + TEXT.encode()
    + b"</p>",
    "no subject": HUMAN + b"\r\n" + TEXT.encode(),
    "attachment only": HUMAN
    + b"Subject: siehe Anhang\r\nContent-Type: application/pdf; name=a.pdf\r\n"
    + b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n",
    "no From": b"To: krm\r\nSubject: Beschwerde\r\n\r\n" + TEXT.encode(),
    "garbage": bytes(byte for byte in range(1, 256) if byte not in b"\r\n") * 3,
    "nothing": b"",
    "deep": HUMAN
    + b"Subject: tief\r\n"
    + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(600))
    + b"Content-Type: text/plain\r\n\r\n"
    + TEXT.encode(),
}


def test_what_others_cannot_read_is_taken_in_and_holds_up_nobody(bench: Bench, dovecot: DovecotServer) -> None:
    raws = [
        raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").replace(b"karla@", b"karla%d@" % number)
        for number, raw in enumerate(UNREADABLE.values())
        if raw
    ]
    dovecot.deliver_all([(raw, MONDAY) for raw in raws])
    dovecot.deliver(a_mail("Beschwerde", TEXT, from_="last@web.example"), MONDAY)
    three_days(bench)
    inbox = list(views.inbox(bench.office))
    assert len(inbox) == len(raws) + 1
    assert sum(row["disposition"] == "case" for row in inbox) >= len(raws)
    assert notices(bench, "last@web.example") == ["acknowledgement"]
    kept = [raw for messages in all_folders(dovecot).values() for raw in messages]
    assert sorted(kept) == sorted([*raws, a_mail("Beschwerde", TEXT, from_="last@web.example")])


AUTOMATIC = {
    "X-Autoreply and Precedence alone": {"X_Autoreply": "yes", "Precedence": "auto_reply"},
    "only the subject says so": {},
    "X-Auto-Response-Suppress": {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
    "Auto-Submitted": {"Auto_Submitted": "auto-replied"},
}


@pytest.mark.parametrize("name", AUTOMATIC)
def test_an_out_of_office_answer_is_never_answered(bench: Bench, dovecot: DovecotServer, name: str) -> None:
    text = "Vielen Dank für Ihre Nachricht. Ich bin bis zum 13.03.2026 nicht im Haus und lese keine E-Mails."
    raw = a_mail("Automatische Antwort: Ihre Nachricht", text, from_="Kai <kai@web.example>", **AUTOMATIC[name])
    dovecot.deliver(raw, MONDAY)
    three_days(bench)
    assert [row["disposition"] for row in views.inbox(bench.office)] == ["automatic"]
    assert notices(bench, "kai@web.example") == []


def test_a_postmaster_bounce_without_marks_is_never_answered(bench: Bench, dovecot: DovecotServer) -> None:
    text = (
        "This is the mail system at host mx.web.example.\n\n"
        "I'm sorry to have to inform you that your message could not\n"
        "be delivered to one or more recipients. It's attached below.\n\n<karla@web.example>: host mx said: 550 5.1.1\n"
        "User unknown (in reply to RCPT TO command)\n"
    )
    raw = a_mail("Undelivered Mail Returned to Sender", text, from_="Mail Delivery System <postmaster@web.example>")
    dovecot.deliver(raw, MONDAY)
    three_days(bench)
    assert [row["disposition"] for row in views.inbox(bench.office)] == ["bounce"]
    assert notices(bench, "postmaster@web.example") == []


def test_a_mail_from_our_own_address_is_never_answered(bench: Bench, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("AW: Beschwerde", TEXT, from_=MAILBOX), MONDAY)
    three_days(bench)
    assert not [mail for mail in bench.sent if mail.recipients[0].lower() == MAILBOX]


def test_a_copy_gets_no_second_acknowledgement_and_is_filed(bench: Bench, dovecot: DovecotServer) -> None:
    raw = a_mail("Beschwerde", TEXT, from_="karla@web.example", message_id="<same@web.example>")
    dovecot.deliver_all([(raw, MONDAY), (raw, MONDAY)])
    three_days(bench)
    assert notices(bench, "karla@web.example") == ["acknowledgement"]
    assert len(list(views.cases(bench.office))) == 1
    assert sorted(row["disposition"] for row in views.inbox(bench.office)) == ["case", "follow_up"]


def test_the_same_message_id_with_another_text_is_a_mail_of_its_own(bench: Bench, dovecot: DovecotServer) -> None:
    first = a_mail("Beschwerde", TEXT, from_="karla@web.example", message_id="<same@web.example>")
    other = "Guten Tag, ich bedanke mich sehr für die freundliche Beratung am Empfang am Montag. Weiter so!"
    second = a_mail("Lob", other, from_="olaf@web.example", message_id="<same@web.example>")
    dovecot.deliver_all([(first, MONDAY), (second, MONDAY)])
    three_days(bench)
    assert len(list(views.cases(bench.office))) == 2
    assert notices(bench, "karla@web.example")
    assert notices(bench, "olaf@web.example")


def test_a_stranger_cannot_write_into_a_case_by_its_number(bench: Bench, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("Beschwerde", TEXT, from_="karla@web.example"), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    text = f"Bitte senden Sie mir den Stand zu {case['number']} und alle bisherigen Schreiben in meiner Sache zu."
    dovecot.deliver(a_mail(f"Re: [{case['number']}]", text, from_="fremd@web.example"), MONDAY)
    three_days(bench)
    assert len(list(views.cases(bench.office))) == 2
    assert notices(bench, "fremd@web.example") == ["acknowledgement"]


def test_a_reply_to_elsewhere_gets_nothing(bench: Bench, dovecot: DovecotServer) -> None:
    raw = a_mail("Beschwerde", TEXT, from_="karla@web.example", Reply_To="anders@evil.example")
    dovecot.deliver(raw, MONDAY)
    three_days(bench)
    assert notices(bench, "anders@evil.example") == []


def test_two_robots_do_not_talk_to_each_other(bench: Bench, dovecot: DovecotServer) -> None:
    """A robot that answers every mail of ours without any mark gets at most the ceiling of five mails a day."""
    dovecot.deliver(a_mail("Beschwerde", TEXT, from_="robot@web.example"), MONDAY)
    answered = 0
    for step in range(40):
        now = MONDAY + timedelta(minutes=30 * step)
        bench.tick(now)
        ours = [mail for mail in bench.sent if mail.recipients[0] == "robot@web.example"]
        if len(ours) > answered:
            answered = len(ours)
            original = headers_of(ours[-1])
            text = f"Ich habe Ihre Nachricht Nummer {step} erhalten und habe noch eine ganz andere Frage an Sie."
            raw = a_mail(
                f"Re: {original['Subject']}", text, from_="robot@web.example", In_Reply_To=str(original["Message-ID"])
            )
            dovecot.deliver(raw, now)
    assert answered <= 5


def test_a_lead_closes_a_case_by_replying(bench: Bench, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("Beschwerde über meinen Bescheid", TEXT, from_="karla@web.example"), MONDAY)
    bench.tick(MONDAY)
    forward = next(mail for mail in bench.sent if mail.recipients[0] == LEAD)
    dovecot.deliver(reply_to(forward, LEAD, "ERLEDIGT berechtigt\nMaßnahme: Vertretung geregelt"), MONDAY)
    bench.tick(MONDAY + timedelta(hours=1))
    (case,) = views.cases(bench.office)
    assert case["status"] == "closed"
    assert case["evaluation"] == "berechtigt"
    assert "confirmation" in notices(bench, LEAD)
    three_days(bench)
    assert notices(bench, "karla@web.example") == [], "closed before the acknowledgement was due"


def test_a_forged_lead_closes_nothing(bench: Bench, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("Beschwerde über meinen Bescheid", TEXT, from_="karla@web.example"), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    raw = a_mail(f"AW: [{case['number']}]", "ERLEDIGT unberechtigt", from_=f"Teamleitung <{LEAD}>")
    dovecot.deliver(raw, MONDAY)
    bench.tick(MONDAY + timedelta(hours=1))
    assert [c["status"] for c in views.cases(bench.office)] == ["open"]
    assert notices(bench, LEAD).count("confirmation") == 1


def test_every_digest_goes_to_the_officer_once_a_working_day(bench: Bench, dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("Beschwerde", TEXT, from_="karla@web.example"), MONDAY)
    for hour in range(0, 24 * 7, 3):
        bench.tick(MONDAY + timedelta(hours=hour))
    assert notices(bench, OFFICER).count("digest") == 5
