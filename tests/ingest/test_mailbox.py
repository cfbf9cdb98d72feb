"""The mailbox against a real Dovecot, and against pymap where nothing is installed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from servers import DovecotServer, a_mail, free_port, running_dovecot

from mailbot.embedded import EmbeddedImap
from mailbot.errors import PermanentError, TemporaryError
from mailbot.ingest.mailbox import Fetched, ImapAccount, ImapMailbox, MoveResult, ServerRefusedError, backoff

SUMMER = timezone(timedelta(hours=2))
MORNING = datetime(2026, 7, 1, 8, 15, 30, tzinfo=SUMMER)

ODD_MAILS = {
    "8-bit latin-1": b"Subject: x\r\n\r\nGr\xfc\xdfe \xff\xfe\r\n",
    "bare LF inside": b"Subject: y\r\n\r\nline\nline\r\n",
    "no newline at the end": b"Subject: z\r\n\r\nends here",
    "a dot alone": b"Subject: d\r\n\r\nbefore\r\n.\r\nafter\r\n",
    "no header": b"\r\nonly text\r\n",
    "a line of 40 kB": b"Subject: l\r\n\r\n" + b"x" * 40_000 + b"\r\n",
}


def opened(account: ImapAccount, **options: int) -> ImapMailbox:
    mailbox = ImapMailbox(account, **options)
    mailbox.connect()
    return mailbox


def in_memory(server: EmbeddedImap) -> ImapAccount:
    return ImapAccount(server.host, server.port, "none", server.user, server.password, 10.0)


@pytest.mark.dovecot
def test_the_bytes_come_back_as_they_lie_on_the_server(dovecot: DovecotServer) -> None:
    for raw in ODD_MAILS.values():
        dovecot.deliver(raw)
    mailbox = opened(dovecot.account)
    fetched = list(mailbox.fetch("INBOX", mailbox.new_uids("INBOX", 0)))
    mailbox.close()
    # Dovecot itself makes CRLF of a bare LF when it is given a mail
    assert [f.raw for f in fetched] == [
        raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for raw in ODD_MAILS.values()
    ]
    assert [f.size for f in fetched] == [len(f.raw) for f in fetched]


@pytest.mark.dovecot
def test_fetching_marks_nothing_as_read(dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail())
    mailbox = opened(dovecot.account)
    list(mailbox.fetch("INBOX", mailbox.new_uids("INBOX", 0)))
    mailbox.close()
    assert all(b"\\Seen" not in flags for flags in dovecot.flags().values())


@pytest.mark.dovecot
@pytest.mark.parametrize("zone", [UTC, SUMMER, timezone(timedelta(hours=-5, minutes=-30))])
def test_the_time_of_receipt_is_aware_and_exact(dovecot: DovecotServer, zone: timezone) -> None:
    received = datetime(2026, 3, 29, 2, 30, 59, tzinfo=zone)
    dovecot.deliver(a_mail(), received)
    mailbox = opened(dovecot.account)
    uids = mailbox.new_uids("INBOX", 0)
    (fetched,) = mailbox.fetch("INBOX", uids)
    dates = mailbox.received_dates("INBOX", uids)
    mailbox.close()
    assert fetched.internaldate == received
    assert dates == {uids[0]: received}


@pytest.mark.dovecot
def test_only_uids_above_the_cursor_are_new(dovecot: DovecotServer) -> None:
    for number in range(3):
        dovecot.deliver(a_mail(f"Mail {number}"))
    mailbox = opened(dovecot.account)
    uids = mailbox.new_uids("INBOX", 0)
    # UID SEARCH UID n:* answers with the last message even when n lies above it
    above = [mailbox.new_uids("INBOX", after) for after in (uids[0], uids[2], uids[2] + 1, uids[2] + 1000)]
    mailbox.close()
    assert above == [uids[1:], [], [], []]


@pytest.mark.dovecot
def test_mail_that_arrives_while_the_folder_is_open_is_seen(dovecot: DovecotServer) -> None:
    mailbox = opened(dovecot.account)
    assert mailbox.new_uids("INBOX", 0) == []
    dovecot.deliver(a_mail())
    assert len(mailbox.new_uids("INBOX", 0)) == 1
    mailbox.close()


@pytest.mark.dovecot
def test_a_vanished_uid_is_left_out(dovecot: DovecotServer) -> None:
    for number in range(3):
        dovecot.deliver(a_mail(f"Mail {number}"))
    mailbox = opened(dovecot.account)
    uids = mailbox.new_uids("INBOX", 0)
    with dovecot.client() as other:
        other.select_folder("INBOX")
        other.delete_messages([uids[1]])
        other.expunge()
    fetched = list(mailbox.fetch("INBOX", [*uids, 999_999]))
    mailbox.close()
    assert [f.uid for f in fetched] == [uids[0], uids[2]]


@pytest.mark.dovecot
def test_batches_are_bounded_in_number_and_bytes(dovecot: DovecotServer) -> None:
    sizes = [100] * 130 + [3000, 9000, 3000]
    dovecot.deliver_all([(a_mail(f"Mail {n}", "x" * size), None) for n, size in enumerate(sizes)])
    mailbox = opened(dovecot.account, batch_bytes=8000)
    batches = list(mailbox.fetch_batches("INBOX", mailbox.new_uids("INBOX", 0)))
    mailbox.close()
    assert sum(len(batch) for batch in batches) == len(sizes)
    assert all(len(batch) <= 100 for batch in batches)
    assert all(sum(f.size for f in batch) <= 8000 or len(batch) == 1 for batch in batches)
    assert any(len(batch) == 1 and batch[0].size > 8000 for batch in batches)


@pytest.mark.dovecot
def test_a_mail_that_the_server_cannot_read_does_not_hold_up_the_others(dovecot: DovecotServer) -> None:
    for number in range(3):
        dovecot.deliver(a_mail(f"Mail {number}", f"Text {number}\r\n"))
    mailbox = opened(dovecot.account)
    uids = mailbox.new_uids("INBOX", 0)
    mailbox.received_dates("INBOX", uids)
    dovecot.make_unreadable(b"Text 1")
    fetched = list(mailbox.fetch("INBOX", uids))
    mailbox.close()
    assert [(f.uid, f.is_unreadable) for f in fetched] == [(uids[0], False), (uids[1], True), (uids[2], False)]


@pytest.mark.dovecot
def test_a_move_makes_the_folder_and_happens_once(dovecot: DovecotServer) -> None:
    raw = a_mail()
    dovecot.deliver(raw, MORNING)
    mailbox = opened(dovecot.account)
    (uid,) = mailbox.new_uids("INBOX", 0)
    target = "Erledigt/leistung/KRM-2026-000001"
    assert mailbox.move("INBOX", uid, target) is MoveResult.MOVED
    assert mailbox.move("INBOX", uid, target) is MoveResult.GONE
    (moved,) = mailbox.fetch(target, mailbox.new_uids(target, 0))
    mailbox.close()
    assert (moved.raw, moved.internaldate) == (raw, MORNING)
    assert dovecot.messages("INBOX") == []


@pytest.mark.dovecot
@pytest.mark.parametrize(
    "folder", ["Geschäftsführung/Ümläute & Söhne", "Archiv/日本", 'mit "Zeichen" \\ und %', "ein wort"]
)
def test_folder_names_may_hold_anything(dovecot: DovecotServer, folder: str) -> None:
    dovecot.deliver(a_mail())
    mailbox = opened(dovecot.account)
    (uid,) = mailbox.new_uids("INBOX", 0)
    mailbox.move("INBOX", uid, folder)
    assert len(mailbox.new_uids(folder, 0)) == 1
    assert folder in mailbox.folders()
    mailbox.close()


@pytest.mark.dovecot
def test_a_server_with_dots_and_a_prefix_is_served_with_the_same_names() -> None:
    with running_dovecot(separator=".", prefix="INBOX.") as server:
        server.deliver(a_mail())
        mailbox = opened(server.account)
        (uid,) = mailbox.new_uids("INBOX", 0)
        assert mailbox.move("INBOX", uid, "Erledigt/Nr. 5/KRM-2026-000001") is MoveResult.MOVED
        assert len(mailbox.new_uids("Erledigt/Nr. 5/KRM-2026-000001", 0)) == 1
        assert mailbox.new_uids("INBOX.Erledigt.Nr_ 5.KRM-2026-000001", 0) != []
        assert "Erledigt/Nr_ 5/KRM-2026-000001" in mailbox.folders()
        mailbox.close()
        assert "INBOX.Erledigt.Nr_ 5.KRM-2026-000001" in server.folders()


def without(*missing: str) -> str:
    words = {"IMAP4rev1", "LITERAL+", "UIDPLUS", "MOVE", "UNSELECT", "NAMESPACE", "IDLE"} - set(missing)
    return f"imap_capability = {' '.join(sorted(words))}"


@pytest.mark.dovecot
@pytest.mark.parametrize(
    ("missing", "result", "left"),
    [(("MOVE",), MoveResult.MOVED, 0), (("MOVE", "UIDPLUS"), MoveResult.MARKED, 1)],
)
def test_without_move_a_message_is_copied_once(missing: tuple[str, ...], result: MoveResult, left: int) -> None:
    with running_dovecot(extra=without(*missing)) as server:
        server.deliver(a_mail(message_id="<einmal@kunden.example>"))
        server.deliver(a_mail("Andere", message_id="<zweimal@kunden.example>"))
        mailbox = opened(server.account)
        uid = mailbox.new_uids("INBOX", 0)[0]
        assert mailbox.move("INBOX", uid, "Erledigt") is result
        mailbox.move("INBOX", uid, "Erledigt")
        mailbox.close()
        assert len(server.messages("Erledigt")) == 1
        assert len(server.messages("INBOX")) == 1 + left


@pytest.mark.dovecot
def test_a_copy_made_before_a_crash_is_not_made_again() -> None:
    with running_dovecot(extra=without("MOVE")) as server:
        raw = a_mail(message_id="<halb@kunden.example>")
        server.deliver(raw)
        server.deliver(raw, folder="Erledigt")
        mailbox = opened(server.account)
        (uid,) = mailbox.new_uids("INBOX", 0)
        assert mailbox.move("INBOX", uid, "Erledigt") is MoveResult.MOVED
        mailbox.close()
        assert (server.messages("INBOX"), server.messages("Erledigt")) == ([], [raw])


@pytest.mark.dovecot
def test_a_folder_is_renamed_once_and_merged_where_both_exist(dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail("eins"), folder="Erledigt/leistung/KRM-2026-000001")
    mailbox = opened(dovecot.account)
    mailbox.new_uids("Erledigt/leistung/KRM-2026-000001", 0)
    for _ in range(2):
        mailbox.rename_folder("Erledigt/leistung/KRM-2026-000001", "Erledigt/management/KRM-2026-000001")
    assert len(dovecot.messages("Erledigt/management/KRM-2026-000001")) == 1
    dovecot.deliver(a_mail("zwei"), folder="Erledigt/leistung/KRM-2026-000001")
    mailbox.rename_folder("Erledigt/leistung/KRM-2026-000001", "Erledigt/management/KRM-2026-000001")
    mailbox.close()
    assert len(dovecot.messages("Erledigt/management/KRM-2026-000001")) == 2
    assert "Erledigt/leistung/KRM-2026-000001" not in dovecot.folders()


@pytest.mark.dovecot
def test_a_new_uidvalidity_is_seen(dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail())
    mailbox = opened(dovecot.account)
    before = mailbox.status("INBOX")
    dovecot.renew_uidvalidity()
    mailbox.connect()
    after = mailbox.status("INBOX")
    uids = mailbox.new_uids("INBOX", 0)
    mailbox.close()
    assert after.uidvalidity != before.uidvalidity
    assert len(uids) == 1


@pytest.mark.dovecot
def test_a_message_is_found_by_its_message_id(dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail(message_id="<gesucht@kunden.example>"))
    dovecot.deliver(a_mail("Andere"))
    mailbox = opened(dovecot.account)
    assert len(mailbox.find_by_message_id("INBOX", "<gesucht@kunden.example>")) == 1
    assert mailbox.find_by_message_id("INBOX", "fehlt@kunden.example") == []
    assert mailbox.find_by_message_id("Kein/Ordner", "gesucht@kunden.example") == []
    mailbox.close()


@pytest.mark.dovecot
def test_a_refused_login_is_for_a_person_to_look_at(dovecot: DovecotServer) -> None:
    wrong = ImapAccount(dovecot.host, dovecot.port, "none", "krm", "falsch", 10.0)
    with pytest.raises(PermanentError, match="login") as caught:
        ImapMailbox(wrong).connect()
    assert "falsch" not in str(caught.value) + repr(wrong)


@pytest.mark.dovecot
def test_a_killed_server_is_temporary_and_connect_comes_back(dovecot: DovecotServer) -> None:
    dovecot.deliver(a_mail())
    mailbox = opened(dovecot.account)
    mailbox.status("INBOX")
    dovecot.kill()
    with pytest.raises(TemporaryError):
        mailbox.status("INBOX")
    with pytest.raises(TemporaryError):
        mailbox.connect()
    dovecot.start()
    mailbox.connect()
    assert len(mailbox.new_uids("INBOX", 0)) == 1
    mailbox.close()


@pytest.mark.dovecot
def test_a_missing_folder_is_refused_and_the_connection_stands(dovecot: DovecotServer) -> None:
    mailbox = opened(dovecot.account)
    with pytest.raises(ServerRefusedError):
        mailbox.status("Gibt es nicht")
    assert mailbox.new_uids("INBOX", 0) == []
    mailbox.close()


TLS = """ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
service imap-login {{
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}"""


@pytest.mark.dovecot
def test_tls_is_spoken_to_a_server_whose_certificate_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = Path(__file__).parents[1] / "data" / "tls" / "localhost.pem"
    port = free_port()
    extra = TLS.format(certificate=certificate, key=certificate.with_suffix(".key"), port=port)
    with running_dovecot(extra=extra) as server:
        server.deliver(a_mail())
        accounts = [
            ImapAccount("localhost", server.port, "starttls", "krm", "krm", 10.0),
            ImapAccount("localhost", port, "implicit", "krm", "krm", 10.0),
        ]
        for account in accounts:
            with pytest.raises(TemporaryError):
                ImapMailbox(account).connect()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        for account in accounts:
            mailbox = opened(account)
            assert len(mailbox.new_uids("INBOX", 0)) == 1
            mailbox.close()
            with pytest.raises(TemporaryError):
                ImapMailbox(replace(account, host="127.0.0.1")).connect()


def test_without_a_connection_everything_is_temporary() -> None:
    mailbox = ImapMailbox(ImapAccount("127.0.0.1", 1, "none", "krm", "krm", 1.0))
    with pytest.raises(TemporaryError):
        mailbox.connect()
    with pytest.raises(TemporaryError):
        mailbox.status("INBOX")
    mailbox.close()


def test_plaintext_stays_on_this_machine() -> None:
    with pytest.raises(PermanentError, match="plaintext"):
        ImapMailbox(ImapAccount("imap.kunden.example", 143, "none", "krm", "krm", 1.0)).connect()


def test_starttls_is_never_given_up_for_plaintext(imap_dict: EmbeddedImap) -> None:
    account = ImapAccount(imap_dict.host, imap_dict.port, "starttls", "krm", "krm", 5.0)
    with pytest.raises(PermanentError, match="STARTTLS"):
        ImapMailbox(account).connect()


def test_the_server_in_memory_serves_the_whole_way(imap_dict: EmbeddedImap) -> None:
    mailbox = opened(in_memory(imap_dict))
    mailbox.append("INBOX", a_mail("Hallo"), MORNING)
    (uid,) = mailbox.new_uids("INBOX", 0)
    assert list(mailbox.fetch("INBOX", [uid])) == [Fetched(uid, MORNING, a_mail("Hallo"), len(a_mail("Hallo")))]
    assert mailbox.new_uids("INBOX", uid) == []
    assert mailbox.move("INBOX", uid, "Erledigt/Übergabe/KRM-2026-000001") is MoveResult.MOVED
    assert mailbox.move("INBOX", uid, "Erledigt/Übergabe/KRM-2026-000001") is MoveResult.GONE
    mailbox.rename_folder("Erledigt/Übergabe/KRM-2026-000001", "Erledigt/management/KRM-2026-000001")
    assert len(mailbox.new_uids("Erledigt/management/KRM-2026-000001", 0)) == 1
    mailbox.close()


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(0, 1.0), (1, 1.0), (2, 2.0), (3, 4.0), (9, 256.0), (10, 300.0), (10_000, 300.0)]
)
def test_each_failure_doubles_the_patience_up_to_five_minutes(attempt: int, seconds: float) -> None:
    assert backoff(attempt) == seconds
    assert seconds <= backoff(attempt, 1.0) <= 1.5 * seconds
