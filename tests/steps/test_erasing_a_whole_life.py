"""A customer whose case saw everything is erased on request: nothing that tells of her is left anywhere (section 6)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from desk_office import everything_stored
from office import OFFICER, Bench, a_mail, all_folders, at, reply_to
from steps_office import LEAD, MONDAY, answers, case_of, complaint, of_purpose, sent_to, writes

from mailbot.ingest.imap_erasing import ErasingMailbox
from mailbot.steps import views
from mailbot.steps.disclosing import disclose
from mailbot.steps.opening import imap_account
from mailbot.steps.proving import prove
from mailbot.steps.reporting import read_period, reports_on_request
from mailbot.steps.retention import erase_address
from mailbot.steps.retention_outside import erase_in_mailbox

pytestmark = pytest.mark.dovecot

WIEBKE: Final = "wiebke.grebensteiner@web.example"
FROM: Final = f"Wiebke Grebensteiner <{WIEBKE}>"
TELLING: Final = ("grebensteiner", "wiebke", "okerstieg", "031a998877", "5550177", "krause-ohlsen")
"""Name, address, number and telephone of the customer, and a clerk whom she names; lower case."""
COMPLAINT: Final = (
    "Guten Tag,\n\nmein Antrag auf Bürgergeld liegt seit sechs Wochen bei Frau Krause-Ohlsen. Niemand antwortet. "
    "Ich beschwere mich über die lange Bearbeitungszeit.\n\nWiebke Grebensteiner\nOkerstieg 4, 38300 Wolfenbüttel\n"
    "Kundennummer 031A998877, Tel. 05331 5550177"
)


def lives(bench: Bench) -> str:
    """From the complaint to the answer, with whatever people of the office write about her on the way."""
    bench.imap.deliver(a_mail("Beschwerde Grebensteiner", COMPLAINT, from_=FROM, message_id="<1@web.example>"), MONDAY)
    bench.tick(MONDAY)
    (case,) = views.cases(bench.office)
    number = str(case["number"])
    bench.tick(at("2026-03-03 08:05"))
    follow_up = reply_to(sent_to(bench, WIEBKE)[-1], FROM, "Frau Krause-Ohlsen ruft nicht zurück. W. Grebensteiner")
    bench.imap.deliver(follow_up, at("2026-03-03 10:00"))
    bench.tick(at("2026-03-03 10:00"))
    forward = of_purpose(bench, "forward", LEAD)
    for line in (
        "ÜBERNOMMEN",
        "NOTIZ Frau Grebensteiner rief an, 05331 5550177",
        "WIEDERVORLAGE 05.03. Rückruf Wiebke Grebensteiner",
        "Frau Krause-Ohlsen kennt den Vorgang, die Unterlagen der Wiebke Grebensteiner fehlten.",
        "ANTWORT\nSehr geehrte Frau Grebensteiner, wir haben 563 Euro angewiesen. Krause-Ohlsen",
    ):
        answers(bench, forward, LEAD, line)
    answers(bench, of_purpose(bench, "alert", OFFICER), OFFICER, "FREIGABE")
    bench.tick(at("2026-03-04 07:01"))
    digest = of_purpose(bench, "digest", OFFICER)
    assert number in digest.raw.decode()
    answers(
        bench, digest, OFFICER, f"{number[-3:]} NOTIZ Brief an Frau Grebensteiner ist fertig\n{number[-3:]} VERSANDT"
    )
    bench.tick(at("2026-03-05 07:31"))
    measure, answered = "Maßnahme: Schulung für Frau Krause-Ohlsen", "Antwort: 05.03.2026, Anruf bei W. Grebensteiner"
    answers(bench, forward, LEAD, f"ERLEDIGT berechtigt\n{measure}\n{answered}")
    return number


def is_told_elsewhere(bench: Bench, number: str) -> str:
    """A mail without proof; replies to lists for two customers, which lie with neither: one of them tells of her."""
    writes(bench, OFFICER, number, "NOTIZ Wiebke Grebensteiner, Okerstieg 4, kommt am Montag")
    another = complaint(bench, at("2026-03-05 15:00"))
    bench.tick(at("2026-03-06 07:01"))
    lines = f"{number[-3:]} NOTIZ Frau Grebensteiner war hier\n{another[-3:]} NOTIZ Rückruf ist erledigt"
    answers(bench, of_purpose(bench, "digest", OFFICER), OFFICER, lines)
    lines = f"{number[-3:]} NOTIZ Akte liegt oben\n{another[-3:]} NOTIZ Drucker im Flur geht nicht"
    answers(bench, of_purpose(bench, "digest", OFFICER), OFFICER, lines, after=timedelta(hours=2))
    return another


def everywhere(bench: Bench) -> dict[str, str]:
    """Database, its files, archive and folders of the mailbox, and what was logged; lower case."""
    root = Path(bench.office.settings.archive.root).parent
    return {
        "tables": everything_stored(bench.office).lower(),
        "files": "\n".join(p.read_bytes().decode("latin-1") for p in root.rglob("*") if p.is_file()).lower(),
        "folders": "\n".join(m.decode("latin-1") for ms in all_folders(bench.imap).values() for m in ms).lower(),
        "names of folders": "\n".join(all_folders(bench.imap)).lower(),
        "log": bench.log.getvalue().lower(),
    }


def told(bench: Bench) -> dict[str, list[str]]:
    found = {place: [word for word in TELLING if word in text] for place, text in everywhere(bench).items()}
    return {place: words for place, words in found.items() if words}


def test_after_erasing_on_request_nothing_tells_of_her(bench: Bench) -> None:
    number = lives(bench)
    another = is_told_elsewhere(bench, number)
    disclose(bench.office, WIEBKE)
    reports_on_request(bench.office, read_period("2026Q1"))
    assert set(told(bench)) == {"tables", "files", "folders"}, "logs say nothing at any time"
    bench.clock.at += timedelta(days=30)
    report = erase_address(bench.office, WIEBKE)
    assert not report.kept
    eraser = ErasingMailbox(imap_account(bench.office.settings))
    erase_in_mailbox(bench.office, eraser)
    eraser.close()
    assert told(bench) == {}
    assert prove(bench.office).is_sound
    assert told(bench) == {}, "and proving writes nothing of it anew"
    assert case_of(bench, number).status == "closed"
    left = "\n".join(everywhere(bench).values())
    assert "karla.musterfrau@web.example" in left, "who is somebody else stays"
    assert "akte liegt oben" in left
    assert case_of(bench, another).status == "open"
