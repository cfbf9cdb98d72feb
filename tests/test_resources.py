"""`mailbot init` and the places of what is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbot import resources
from mailbot.config import check
from mailbot.errors import ConfigError
from mailbot.resources import SAMPLE_FILES, init, sample_config, shipped_templates


def test_init_writes_the_whole_sample(tmp_path: Path) -> None:
    init(tmp_path / "office")
    assert {path.name for path in (tmp_path / "office").iterdir()} == set(SAMPLE_FILES)
    assert check(tmp_path / "office", {}) == ()


def test_what_init_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    init(tmp_path / "deep" / "office")
    assert (tmp_path / "deep" / "office").stat().st_mode & 0o777 == 0o700
    assert {(tmp_path / "deep" / "office" / name).stat().st_mode & 0o777 for name in SAMPLE_FILES} == {0o600}


def test_init_writes_into_an_empty_folder(tmp_path: Path) -> None:
    init(tmp_path)
    assert (tmp_path / "mailbot.toml").is_file()


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_init_overwrites_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="already"):
        init(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_init_says_so_when_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="init: cannot write"):
        init(tmp_path / "file" / "office")


def test_an_installed_package_finds_what_lies_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "site-packages" / "mailbot"
    (inside / "shipped" / "config").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", inside)
    assert sample_config() == inside / "shipped" / "config"
    assert shipped_templates() == inside.parent / "templates"
