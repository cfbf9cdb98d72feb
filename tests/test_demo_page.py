"""The page of the demo shows every mail, lets nothing in a mail run, and can be read by everybody."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import html

from mailbot.demo_page import DemoEntry, write_page

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 8, 12, tzinfo=BERLIN)
NUMBER = "KRM-2026-000001"
NASTY = '<script>alert(1)</script> "<b>&amp;'


def came(at: datetime, **changes: str) -> DemoEntry:
    values = {"subject": "Beschwerde", "text": "Guten Tag", "case": NUMBER, "disposition": "case", **changes}
    return DemoEntry(at=at, direction="in", sender="Person <person@kunden.example>", to=("krm@x.example",), **values)


def went(at: datetime, **changes: str) -> DemoEntry:
    values = {"subject": "Ihre Nachricht", "text": "Danke", "purpose": "acknowledgement", "case": NUMBER, **changes}
    return DemoEntry(at=at, direction="out", sender="krm@x.example", to=("person@kunden.example",), **values)


def page(tmp_path: Path, *entries: DemoEntry) -> html.HtmlElement:
    return html.document_fromstring(write_page(tmp_path / "demo", entries).read_bytes())


def test_every_mail_is_on_the_page_in_the_order_of_time(tmp_path: Path) -> None:
    document = page(tmp_path, went(MONDAY + timedelta(days=1), subject="zwei"), came(MONDAY, subject="eins"))
    assert [subject.text for subject in document.xpath("//article//*[@class='subject']")] == ["eins", "zwei"]


def test_the_counts_at_the_top_are_right(tmp_path: Path) -> None:
    entries = [came(MONDAY), went(MONDAY), went(MONDAY, purpose="interim"), came(MONDAY, case="", disposition="spam")]
    document = page(tmp_path, *entries)
    tiles = {li.findtext("span", "").replace("\u00ad", ""): li.findtext("b") for li in document.xpath("//ul/li")}
    assert tiles["Mails eingegangen"] == "2"
    assert tiles["Mails ausgegangen"] == "2"
    assert (tiles["Vorgänge"], tiles["Eingangsbestätigungen"], tiles["Zwischennachrichten"]) == ("1", "1", "1")


def test_nothing_in_a_mail_can_run_or_break_the_page(tmp_path: Path) -> None:
    document = page(tmp_path, came(MONDAY, subject=NASTY, text=NASTY), went(MONDAY, html=NASTY, case=NASTY))
    assert len(document.xpath("//script")) == 1
    (frame,) = document.xpath("//iframe")
    assert (frame.get("sandbox"), frame.get("srcdoc")) == ("", NASTY)
    assert document.xpath("//article//*[@class='subject']")[0].text == NASTY


def test_the_page_loads_nothing_from_outside(tmp_path: Path) -> None:
    document = page(tmp_path, came(MONDAY), went(MONDAY, html='<img src="https://x.example/p.gif">'))
    assert not document.xpath("//link | //img | //script/@src | //iframe/@src")
    assert "default-src 'none'" in document.xpath("//meta[@http-equiv]")[0].get("content")


def test_three_weeks_stand_in_the_calendar_with_their_quiet_days(tmp_path: Path) -> None:
    document = page(tmp_path, came(MONDAY), went(MONDAY + timedelta(days=18)))
    assert len(document.xpath("//table[@class='weeks']//td")) == 21
    assert len(document.xpath("//table[@class='weeks']//a")) == 2


def test_the_page_is_fit_for_a_screen_reader(tmp_path: Path) -> None:
    document = page(tmp_path, came(MONDAY), went(MONDAY, html="<p>Danke</p>"))
    ids = [element.get("id") for element in document.xpath("//*[@id]")]
    assert document.get("lang") == "de"
    assert [count for count in Counter(ids).values() if count > 1] == []
    assert all(link.get("href")[1:] in ids for link in document.xpath("//a[starts-with(@href, '#')]"))
    assert all(frame.get("title") for frame in document.xpath("//iframe"))
    assert all(table.xpath("caption") and table.xpath(".//th[@scope]") for table in document.xpath("//table"))
    assert document.get_element_by_id("filter").get("hidden") is not None  # without JavaScript there is no dead control


def test_an_empty_demo_is_a_page_too(tmp_path: Path) -> None:
    assert page(tmp_path).xpath("//h1")
