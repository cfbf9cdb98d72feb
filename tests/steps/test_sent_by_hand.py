"""The sent folder: an answer by hand replaces the notice that is due (domain, section 7, last paragraph)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import MAILBOX, Bench, a_mail, at, open_bench, reply_to, write_office
from servers import DovecotServer, SmtpSink
from steps_office import KARLA, MONDAY, case_of, complaint, copies, log_tells_the_state, of_purpose

from mailbot.cases.effects import Notice
from mailbot.steps import views
from mailbot.store import ledger, mails

pytestmark = pytest.mark.dovecot

ORIGINAL = "<0@web.example>"
ANSWER = "Guten Tag, wir haben Ihren Fall gestern abgeschlossen. Der Bescheid ist unterwegs."


def by_hand(**changes: str) -> bytes:
    """What the officer sent from the mailbox, answering the customer's mail."""
    headers = {
        "from_": MAILBOX,
        "to": KARLA,
        "In_Reply_To": ORIGINAL,
        "message_id": "<hand@outlook.example>",
        **changes,
    }
    return a_mail(headers.pop("subject", "AW: Beschwerde"), headers.pop("text", ANSWER), **headers)


def stored(bench: Bench) -> int:
    with bench.office.store.read() as tx:
        return len(list(ledger.all_messages(tx))) + len(list(mails.all_copies(tx)))


ANSWERS = {
    "in reply to the customer's mail": {},
    "by References alone": {"In_Reply_To": "<x@y.example>", "References": f"<a@b.example> {ORIGINAL}"},
    "naming the number": {"In_Reply_To": "<x@y.example>", "subject": "Ihre Beschwerde KRM-2026-000001"},
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("folder", ["Sent", "Gesendete Elemente"])
def test_an_answer_by_hand_is_filed_and_replaces_the_acknowledgement(bench: Bench, name: str, folder: str) -> None:
    number = complaint(bench)
    bench.imap.deliver(by_hand(**ANSWERS[name]), MONDAY.replace(hour=11), folder)
    bench.tick(MONDAY.replace(hour=12))
    bench.tick(at("2026-03-03 08:00"))
    assert copies(bench, number, "acknowledgement") == []
    (record,) = case_of(bench, number).notices
    assert (record.notice, record.by_hand) == (Notice.ACKNOWLEDGEMENT, True)
    (filed,) = copies(bench, number, "answer")
    assert (filed["state"], filed["recipient"]) == ("sent", KARLA)
    assert log_tells_the_state(bench, number)
    archive = Path(bench.office.settings.archive.root)
    assert any(ANSWER.encode()[:20] in path.read_bytes() for path in archive.rglob("*answer.eml"))


OTHERS = {
    "to somebody else": {"to": "anders@web.example"},
    "to the customer about nothing of ours": {"In_Reply_To": "<x@y.example>", "subject": "Terminbestätigung"},
    "a number of somebody else's case": {"to": "x@y.example", "subject": "KRM-2026-000001"},
    "an automatic answer": {"Auto_Submitted": "auto-replied"},
}


@pytest.mark.parametrize("name", OTHERS)
def test_everything_else_in_the_folder_is_not_even_stored(bench: Bench, name: str) -> None:
    number = complaint(bench)
    before = stored(bench)
    bench.imap.deliver(by_hand(**OTHERS[name]), MONDAY.replace(hour=11), "Sent")
    bench.tick(MONDAY.replace(hour=12))
    assert stored(bench) == before
    assert case_of(bench, number).notices == ()


def test_what_the_customer_answers_to_it_belongs_to_the_case(bench: Bench) -> None:
    number = complaint(bench)
    bench.imap.deliver(by_hand(), MONDAY.replace(hour=11), "Sent")
    bench.tick(MONDAY.replace(hour=12))
    text = "Danke, aber der Bescheid ist noch immer nicht da. Wann kommt er denn nun?"
    raw = a_mail("AW: AW: Beschwerde", text, In_Reply_To="<hand@outlook.example>", message_id="<2@web.example>")
    bench.imap.deliver(raw, MONDAY.replace(hour=13))
    bench.tick(MONDAY.replace(hour=13))
    assert [row["case"] for row in views.inbox(bench.office)] == [number, number]


def test_our_own_mails_that_the_server_keeps_there_are_none_by_hand(bench: Bench) -> None:
    number = complaint(bench)
    bench.tick(at("2026-03-03 08:00"))
    bench.imap.deliver(of_purpose(bench, "acknowledgement", KARLA).raw, bench.clock.at, "Sent")
    bench.tick(at("2026-03-03 09:00"))
    assert [record.by_hand for record in case_of(bench, number).notices] == [False]
    assert copies(bench, number, "answer") == []


def test_each_mail_is_read_once_also_when_the_server_counts_anew(bench: Bench) -> None:
    number = complaint(bench)
    bench.imap.deliver(by_hand(), MONDAY.replace(hour=11), "Sent")
    bench.tick(MONDAY.replace(hour=12))
    before = stored(bench)
    with bench.office.store.write() as tx:
        cursor = ledger.cursor(tx, bench.office.house.mailbox, "Sent")
        assert cursor is not None
        cursor.uidvalidity += 1
    bench.tick(MONDAY.replace(hour=13))
    assert stored(bench) == before
    assert len(case_of(bench, number).notices) == 1


def test_what_was_sent_before_the_start_is_none_of_ours(bench: Bench) -> None:
    number = complaint(bench)
    bench.imap.deliver(by_hand(), at("2025-12-30 09:00"), "Sent")
    bench.tick(MONDAY.replace(hour=12))
    assert case_of(bench, number).notices == ()


@pytest.fixture
def without_sent_folder(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    text = (folder / "mailbot.toml").read_text(encoding="utf-8")
    (folder / "mailbot.toml").write_text(text.replace("[mailbox]", '[mailbox]\nsent_folder = ""'), encoding="utf-8")
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


def test_an_office_that_names_no_folder_has_none_read(without_sent_folder: Bench) -> None:
    bench = without_sent_folder
    number = complaint(bench)
    bench.imap.deliver(by_hand(), MONDAY.replace(hour=11), "Sent")
    bench.tick(MONDAY.replace(hour=12))
    assert case_of(bench, number).notices == ()


def test_an_answer_to_our_notice_counts_too(bench: Bench) -> None:
    number = complaint(bench)
    bench.tick(at("2026-03-03 08:00"))
    notice = of_purpose(bench, "acknowledgement", KARLA)
    raw = reply_to(notice, MAILBOX, ANSWER, message_id="<hand2@outlook.example>").replace(
        f"To: {MAILBOX}".encode(), f"To: {KARLA}".encode()
    )
    bench.imap.deliver(raw, at("2026-03-03 10:00"), "Sent")
    bench.tick(at("2026-03-03 11:00"))
    assert [record.by_hand for record in case_of(bench, number).notices] == [False, True]
