"""`mailbot check --offline`: one office for each mistake, and the line that says what to do."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailbot.config import check
from mailbot.resources import sample_config

TABLE = Path(__file__).parent / "data" / "configuration" / "mistakes.toml"
RULES = """
[decision]
fallback_team = "leistung"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample office with hardly any rules: they have tests of their own."""
    copy = tmp_path / "office"
    copy.mkdir()
    for name in ("mailbot.toml", "directory.toml"):
        shutil.copy(sample_config() / name, copy / name)
    (copy / "rules.toml").write_text(RULES, encoding="utf-8")
    return copy


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_sample_has_no_mistake() -> None:
    assert check(sample_config(), {}) == ()


def test_an_office_without_mistakes_has_no_findings(folder: Path) -> None:
    assert check(folder, {}) == ()


@dataclass(frozen=True)
class Mistake:
    """In `file`, `old` is replaced by `new`; then `check` has to say `says`."""

    file: str
    old: str
    new: str
    says: str


MISTAKES = {name: Mistake(**entry) for name, entry in tomllib.loads(TABLE.read_text(encoding="utf-8")).items()}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found_with_file_key_and_what_is_allowed(folder: Path, mistake: str) -> None:
    entry = MISTAKES[mistake]
    change(folder, entry.file, entry.old, entry.new)
    findings = check(folder, {})
    assert any(finding.startswith(f"{entry.file}: ") and entry.says in finding for finding in findings), findings


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    for mistake in ("unknown key", "unknown mode", "unknown region", "address outside", "lead is the deputy"):
        entry = MISTAKES[mistake]
        change(folder, entry.file, entry.old, entry.new)
    change(folder, "rules.toml", '"leistung"', '"x"')
    findings = "\n".join(check(folder, {}))
    for part in ("pol_seconds", "outbound.mode", "office.region", "gmx.example", "leistung.deputy", '"x"'):
        assert part in findings


def test_one_mistake_is_one_line(folder: Path) -> None:
    change(folder, "mailbot.toml", "poll_seconds = 60", "pol_seconds = 60")
    findings = check(folder, {})
    assert len(findings) == 1
    assert "\n" not in findings[0]


def test_a_team_may_do_without_a_deputy_and_one_person_may_lead_two(folder: Path) -> None:
    text = (folder / "directory.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "vertretung.leistung" not in line]
    text = "\n".join(lines).replace(
        'lead = { name = "Ragna Kronshage", address = "teamleitung.vermittlung-ue25@jobcenter-ge.example" }',
        'lead = { name = "Tjark Windhorst", address = "teamleitung.vermittlung-u25@jobcenter-ge.example" }',
    )
    (folder / "directory.toml").write_text(text, encoding="utf-8")
    assert check(folder, {}) == ()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_plaintext_is_for_this_machine(folder: Path, host: str) -> None:
    change(folder, "mailbot.toml", "imap.jobcenter-ge.example", host)
    change(folder, "mailbot.toml", 'tls = "implicit"', 'tls = "none"')
    assert check(folder, {}) == ()


def test_plaintext_elsewhere_can_be_allowed_by_name(folder: Path) -> None:
    change(folder, "mailbot.toml", 'tls = "implicit"', 'tls = "none"')
    change(folder, "mailbot.toml", "allow_plaintext = false", "allow_plaintext = true")
    assert check(folder, {}) == ()


def with_password_file(folder: Path) -> Path:
    change(folder, "mailbot.toml", 'password = "bitte-aendern"', 'password_file = "secret"')
    path = folder / "secret"
    path.write_text("geheim\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_password_file_for_the_service_user_alone_is_right(folder: Path) -> None:
    with_password_file(folder)
    assert check(folder, {}) == ()


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda path: path.chmod(0o644), "everybody on this machine can read"),
        (lambda path: path.write_text("\n"), "is empty"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "is not UTF-8"),
        (lambda path: (path.unlink(), path.mkdir()), "cannot be read"),
    ],
)
def test_a_password_file_can_be_wrong_in_many_ways(
    folder: Path, spoil: Callable[[Path], object], expected: str
) -> None:
    spoil(with_password_file(folder))
    assert any("mailbox.password_file" in finding and expected in finding for finding in check(folder, {}))


@pytest.mark.parametrize("file", ["mailbot.toml", "directory.toml", "rules.toml"])
def test_a_file_that_is_not_there_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert any(finding.startswith(f"{file}: ") for finding in check(folder, {}))


@pytest.mark.parametrize("file", ["mailbot.toml", "directory.toml", "rules.toml"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[[[", b"a = 1", b"office = 1\nteams = 1\nrule = 1"])
def test_whatever_stands_in_a_file_check_says_something_or_nothing_but_never_fails(
    folder: Path, file: str, content: bytes
) -> None:
    (folder / file).write_bytes(content)
    assert file == "rules.toml" or check(folder, {})
    check(folder, {})
