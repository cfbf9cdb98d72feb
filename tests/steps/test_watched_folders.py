"""`[mailbox] also_watch`: from Junk only what looks like a concern is taken, under review (domain, section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import OFFICER, Bench, a_mail, at, open_bench, reply_to, write_office
from servers import DovecotServer, SmtpSink
from steps_office import KARLA, LEAD, MONDAY, TEXT, case_of, complaint, of_purpose

from mailbot.steps import views
from mailbot.store import ledger

pytestmark = pytest.mark.dovecot

JUNK = "Junk"


@pytest.fixture
def bench(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink)
    text = (folder / "mailbot.toml").read_text(encoding="utf-8")
    watching = '[mailbox]\nalso_watch = ["Junk", "Gibt es nicht"]'
    (folder / "mailbot.toml").write_text(text.replace("[mailbox]", watching), encoding="utf-8")
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


def test_a_concern_is_taken_from_there_under_review(bench: Bench) -> None:
    bench.imap.deliver(a_mail("Beschwerde", TEXT), MONDAY, JUNK)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    assert case["review"]
    assert bench.imap.messages(JUNK) == []
    bench.tick(at("2026-03-03 08:00"))
    assert of_purpose(bench, "acknowledgement", KARLA)


LEFT = {
    "an advertisement": a_mail("Angebot", "Unsere neuen Bürostühle im Angebot! Diese Woche 20% Rabatt für Behörden."),
    "fraud": a_mail("Ihr Paket", "Ihr Paket konnte nicht zugestellt werden. Bitte zahlen Sie 2,99 Euro Zollgebühr."),
    "an out-of-office answer": a_mail("Automatische Antwort", TEXT, Auto_Submitted="auto-replied"),
    "a command that claims to be the officer's": a_mail("KRM", "ANHALTEN", from_=OFFICER),
    "a concern that claims to come from inside": a_mail("Beschwerde", TEXT, from_=LEAD),
}


@pytest.mark.parametrize("name", LEFT)
def test_the_rest_is_left_where_it_lies_and_not_stored(bench: Bench, name: str) -> None:
    bench.imap.deliver(LEFT[name], MONDAY, JUNK)
    bench.tick(MONDAY)
    bench.tick(MONDAY.replace(hour=10))
    assert list(views.inbox(bench.office)) == []
    assert len(bench.imap.messages(JUNK)) == 1


def test_a_follow_up_of_a_known_case_is_taken(bench: Bench) -> None:
    number = complaint(bench)
    bench.tick(at("2026-03-03 08:00"))
    notice = of_purpose(bench, "acknowledgement", KARLA)
    raw = reply_to(notice, f"Karla <{KARLA}>", "Gibt es schon etwas Neues?", message_id="<f@web.example>")
    bench.imap.deliver(raw, at("2026-03-03 09:00"), JUNK)
    bench.tick(at("2026-03-03 09:00"))
    assert [row["disposition"] for row in views.inbox(bench.office)] == ["case", "follow_up"]
    assert case_of(bench, number).status == "open"


def test_what_is_known_already_is_not_taken_again(bench: Bench) -> None:
    bench.imap.deliver(a_mail("Beschwerde", TEXT), MONDAY)
    bench.imap.deliver(a_mail("Beschwerde", TEXT), MONDAY, JUNK)
    bench.tick(MONDAY)
    with bench.office.store.read() as tx:
        assert len(list(ledger.all_messages(tx))) == 1
