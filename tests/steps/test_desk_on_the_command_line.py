"""report, export, backup, restore and erase as an operator calls them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_office import an_office, fill, keep
from office import at, run_mailbot

from mailbot.cases.case import Case, Closing
from mailbot.steps.lock import exclusive
from mailbot.steps.opening import lock_path
from mailbot.steps.runtime import Runtime
from mailbot.vocabulary import Channel, Kind, Role, Status

MOMENT = at("2022-03-02 10:00")


@pytest.fixture
def office(tmp_path: Path) -> Runtime:
    """A case that was closed years ago, with all that it holds of a person."""
    opened = an_office(tmp_path / "office", MOMENT)
    case = Case("KRM-2022-000001", Kind.COMPLAINT, "leistung", Channel.EMAIL, MOMENT, MOMENT)
    keep(opened, replace(case, status=Status.CLOSED, closing=Closing(MOMENT, Role.LEAD), presented_at=MOMENT))
    fill(
        opened, case.number, name="Rosalinde Grebenstein", address="r@web.example", folder=f"KRM/leistung/{case.number}"
    )
    return opened


def call(office: Runtime, *words: str) -> tuple[int, str, str]:
    done = run_mailbot("--config", str(office.settings.folder), *words)
    return done.returncode, done.stdout, done.stderr


def test_a_report_is_written_to_the_folder_that_is_named(office: Runtime, tmp_path: Path) -> None:
    code, out, _ = call(office, "report", "quarter", "--of", "2022Q1", "--out", str(tmp_path / "out"))
    assert code == 0
    assert "quartalsbericht-2022-q1.xlsx" in out
    assert {p.suffix for p in (tmp_path / "out").iterdir()} == {".html", ".xlsx", ".csv"}
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "out").iterdir()} == {0o600}
    code, _, told = call(office, "report", "year", "--of", "2022Q1")
    assert (code, told.count("\n")) == (2, 1)
    assert "allowed" in told


def test_the_register_goes_to_standard_output_or_into_a_file(office: Runtime, tmp_path: Path) -> None:
    code, out, _ = call(office, "export")
    assert code == 0
    assert "KRM-2022-000001" in out
    target = tmp_path / "register.xlsx"
    assert call(office, "export", "--format", "xlsx", "--out", str(target))[0] == 0
    assert target.read_bytes().startswith(b"PK")
    assert target.stat().st_mode & 0o777 == 0o600
    assert call(office, "export", "--format", "pdf")[0] == 2


def test_backup_and_restore(office: Runtime, tmp_path: Path) -> None:
    target = str(tmp_path / "copy.db")
    office.store.close()
    assert call(office, "backup", target)[:1] == (0,)
    assert call(office, "backup", target)[0] == 2
    code, out, _ = call(office, "restore", target)
    assert code == 0
    assert "mailbot verify" in out
    with exclusive(lock_path(office.settings)):
        assert call(office, "restore", target)[0] == 1


def test_erase_says_how_much_and_names_nobody(office: Runtime) -> None:
    code, out, _ = call(office, "erase", "--dry-run")
    assert code == 0
    assert "would be erased" in out
    assert "cases: 1" in out
    code, out, told = call(office, "erase")
    assert code == 3, "the IMAP server of this office is away: said, and done by the next call"
    assert "cases: 1" in out
    assert "IMAP folders: 1" in out
    assert told.count("\n") == 1
    assert "Grebenstein" not in out + told
    assert "Grebenstein" not in call(office, "export")[1]
    assert "cases: 0" in call(office, "erase", "--dry-run")[1]
    assert call(office, "verify")[0] == 0


def test_one_case_is_erased_by_its_number(office: Runtime) -> None:
    assert call(office, "erase", "--case", "KRM-2020-999999")[0] == 2
    assert call(office, "erase", "--case", "x", "--address", "y")[0] == 2
    assert "cases: 1" in call(office, "erase", "--case", "KRM-2022-000001", "--dry-run")[1]


def test_an_address_of_the_office_is_refused(office: Runtime) -> None:
    code, _, told = call(office, "erase", "--address", "krm.beauftragte@jobcenter-ge.example")
    assert code == 2
    assert "customer" in told
