"""A cycle in which a disk or a server fails: everything else is done, nothing untrue is told, the trouble is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from office import Bench, a_mail, at
from servers import free_port
from steps_office import KARLA, LEAD, MONDAY, complaint, copies, sent_to, view_of

from mailbot.errors import PermanentError, TemporaryError
from mailbot.outbound.digest_facts import Deed
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps.gathering import digest_facts
from mailbot.steps.projection import rewrite_case_files
from mailbot.store import desk

OTHER = "Guten Tag,\n\nmeine Miete ist wieder nicht gezahlt worden. Ich beschwere mich.\n\nKarla M."


def _root(bench: Bench) -> Path:
    return Path(bench.office.settings.archive.root)


def test_a_case_file_that_cannot_be_written_stops_no_mail(bench: Bench) -> None:
    _root(bench).write_text("in the way")
    bench.imap.deliver(a_mail("Beschwerde", OTHER), MONDAY)
    with pytest.raises(PermanentError, match=r"\[archive\] root"):
        bench.tick(MONDAY)
    assert sent_to(bench, LEAD)
    with bench.office.store.read() as tx:
        assert desk.setting(tx, "last_cycle") == MONDAY.isoformat()
    _root(bench).unlink()
    bench.tick(at("2026-03-02 09:10"))
    assert list(_root(bench).glob("2026/*/original.eml"))


def test_one_folder_that_cannot_be_written_keeps_no_other_case_from_its_file(bench: Bench) -> None:
    first = complaint(bench)
    folder = _root(bench) / "2026" / first
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    bench.imap.deliver(a_mail("Beschwerde", OTHER), MONDAY)
    bench.tick(at("2026-03-02 09:20"))
    with pytest.raises(PermanentError, match="1 case files"):
        bench.tick(at("2026-03-03 08:00"))
    others = [path.parent.name for path in _root(bench).glob("2026/*/vorgang.json")]
    assert len(others) == 1
    assert first not in others
    with pytest.raises(PermanentError):
        rewrite_case_files(bench.office)
    told = [row for row in digest_facts(bench.office)[0].urgent if row.deed is Deed.PROJECTION]
    assert [row.number for row in told] == [first]


def test_a_notice_that_nobody_took_over_is_not_said_to_be_sent(bench: Bench) -> None:
    number = complaint(bench)
    online, bench.sender = bench.sender, SmtpSender(replace(bench.smtp.account, port=free_port()))
    with pytest.raises(TemporaryError, match="SMTP"):
        bench.tick(at("2026-03-03 08:00"))
    assert view_of(bench, number)["sent"] == {"acknowledgement": None, "interim": None, "final": None}
    assert [row["state"] for row in copies(bench, number, "acknowledgement")] == ["waiting"]
    bench.sender = online
    bench.tick(at("2026-03-03 08:10"))
    assert view_of(bench, number)["sent"]["acknowledgement"] == "2026-03-03T08:10:00+01:00"


def test_after_a_long_outage_what_waited_leaves_within_minutes(bench: Bench) -> None:
    number = complaint(bench)
    online, bench.sender = bench.sender, SmtpSender(replace(bench.smtp.account, port=free_port()))
    for hour in range(8, 18):
        with pytest.raises(TemporaryError):
            bench.tick(at(f"2026-03-03 {hour:02}:00"))
    bench.sender = online
    bench.tick(at("2026-03-03 17:10"))
    assert len(sent_to(bench, KARLA)) == 1
    assert view_of(bench, number)["sent"]["acknowledgement"] == "2026-03-03T17:10:00+01:00"


def test_a_server_that_is_away_is_asked_once_a_round_however_much_waits(bench: Bench) -> None:
    online, bench.sender = bench.sender, SmtpSender(replace(bench.smtp.account, port=free_port()))
    for name in ("eins", "zwei", "drei"):
        bench.imap.deliver(a_mail("Beschwerde", f"{OTHER} {name}", from_=f"{name}@web.example"), MONDAY)
    with pytest.raises(TemporaryError):
        bench.tick(MONDAY)
    with bench.office.store.read() as tx:
        assert sum(row["attempts"] for row in _outbox(bench)) == 1
        assert desk.setting(tx, "last_cycle") is not None
    bench.sender = online
    bench.tick(at("2026-03-02 09:10"))
    assert {row["state"] for row in _outbox(bench)} == {"sent"}


def _outbox(bench: Bench) -> list[dict[str, object]]:
    from mailbot.steps import views

    return list(views.outbox(bench.office))
