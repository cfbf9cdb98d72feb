"""`verify --head`: the head of a digest still stands in the log, also after erasing; what was cut off is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_office import an_office, keep
from office import at
from sqlalchemy import delete, update

from mailbot.errors import ConfigError
from mailbot.steps.proving import prove, says_head, says_log
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.store.schema import EventRow


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    opened = an_office(tmp_path, at("2026-03-12 12:00"))
    keep(opened)
    for name in ("one", "two", "three"):
        more(opened, name)
    return opened


def more(office: Runtime, name: str) -> None:
    with office.store.write() as tx:
        register.append_entry(tx, None, office.now(), "Noted", {"what": name}, salt="s4lt", text=name)


def digest_of(office: Runtime) -> tuple[str, int]:
    with office.store.read() as tx:
        return register.chain_head(tx)


def test_a_head_of_a_digest_stands_when_more_has_happened(office: Runtime) -> None:
    head, length = digest_of(office)
    more(office, "four")
    assert prove(office, head, length).head_stands
    assert prove(office, head[:16].upper()).head_stands, "its beginning is enough, however typed"
    assert not prove(office, head, length + 1).head_stands


def test_texts_that_were_erased_do_not_matter(office: Runtime) -> None:
    head, length = digest_of(office)
    with office.store.write() as tx:
        tx.execute(update(EventRow).values(text=None, salt=None))
    proof = prove(office, head, length)
    assert proof.head_stands
    assert proof.broken == ()


def test_what_was_cut_off_at_the_end_is_seen_though_the_rest_fits(office: Runtime) -> None:
    head, length = digest_of(office)
    with office.store.write() as tx:
        tx.execute(delete(EventRow).where(EventRow.seq == length))
    proof = prove(office, head, length)
    assert proof.broken == (), "the chain alone cannot know"
    assert not proof.head_stands


def test_a_head_behind_a_broken_link_proves_nothing(office: Runtime) -> None:
    head, length = digest_of(office)
    with office.store.write() as tx:
        tx.execute(update(EventRow).where(EventRow.seq == 2).values(data={"what": "other"}))
    assert not prove(office, head, length).head_stands


@pytest.mark.parametrize("head", ["", "12", "KRM-2026-000001", "%" * 16])
def test_what_is_no_head_is_asked_back(office: Runtime, head: str) -> None:
    with pytest.raises(ConfigError, match="Prüfsumme"):
        prove(office, head)


def test_what_is_said(office: Runtime) -> None:
    assert "3 events" in says_log("x", prove(office))
    assert "stands in the log" in says_head(None, found=True)
    assert "NOT" in says_head(3, found=False)
