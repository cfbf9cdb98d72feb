"""What is stored about an address, as the draft of an answer to a request under Art. 15 GDPR."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_office import an_office, everything_stored, fill, keep
from docx_text import text_of
from office import HandClock, at

from mailbot.cases.case import Case, Closing
from mailbot.errors import ConfigError
from mailbot.steps.disclosing import disclose
from mailbot.steps.retention import erase_address
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, register
from mailbot.vocabulary import Channel, Kind, Role, Status

NAME, ADDRESS = "Rosalinde Grebenstein", "r.grebenstein@web.example"


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    opened = an_office(tmp_path, at("2026-03-12 12:00"))
    moment = at("2026-03-02 10:00")
    for number in (1, 2, 3):
        case = Case(f"KRM-2026-{number:06}", Kind.COMPLAINT, "leistung", Channel.EMAIL, moment, moment)
        closed = replace(case, status=Status.CLOSED, closing=Closing(at("2026-03-10 10:00"), Role.LEAD))
        keep(opened, closed)
    fill(opened, "KRM-2026-000001", name=NAME, address=ADDRESS, folder="KRM/leistung/KRM-2026-000001")
    fill(opened, "KRM-2026-000002", name=NAME, address=ADDRESS, folder="KRM/leistung/KRM-2026-000002")
    fill(opened, "KRM-2026-000003", name="Dirk Anders", address="dirk@web.example", folder="KRM/leistung/x")
    return opened


def test_it_says_what_is_stored_and_until_when(office: Runtime) -> None:
    found = disclose(office, ADDRESS.upper())
    text = text_of(found.content)
    assert found.cases == ("KRM-2026-000001", "KRM-2026-000002")
    for told in (*found.cases, NAME, "031A123456", "Okerstr. 1, 38300 Wolfenbüttel", "Beschwerde", "31.12.2028"):
        assert told in text
    for other in ("KRM-2026-000003", "Dirk"):
        assert other not in text


def test_it_lies_in_the_file_of_the_newest_case_for_nobody_to_post(office: Runtime) -> None:
    found = disclose(office, ADDRESS)
    assert found.filed_with == "KRM-2026-000002"
    with office.store.read() as tx:
        documents = [row.kind for row in desk.documents(tx, found.filed_with)]
        waiting = [row.kind for row in desk.unposted(tx)]
        (*_, last) = register.events(tx, found.filed_with)
    assert documents[-1] == "disclosure"
    assert "disclosure" not in waiting
    assert last.type == "Disclosed"
    assert "rebenstein" not in str(last.data)


def test_it_goes_when_the_customer_is_erased(office: Runtime) -> None:
    disclose(office, ADDRESS)
    assert isinstance(office.clock, HandClock)
    erase_address(office, ADDRESS)
    assert "rebenstein" not in everything_stored(office)
    assert text_of(disclose(office, ADDRESS).content).count("Kein Vorgang.") == 1


def test_an_address_of_the_office_is_no_customer(office: Runtime) -> None:
    with pytest.raises(ConfigError, match="belongs to the office"):
        disclose(office, "teamleitung.leistung@jobcenter-ge.example")
