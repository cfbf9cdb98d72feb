"""Where the configuration lies (contract.md, `mailbot`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mailbot.errors import ConfigError
from mailbot.resources import sample_config

VARIABLE = "MAILBOT_CONFIG"


def find_config(option: str | None, environ: Mapping[str, str]) -> Path:
    """The folder of the configuration: `--config`, `MAILBOT_CONFIG`, `./config`, else what the package ships.

    ConfigError when the one that was named is no folder.
    """
    for name, given in (("--config", option), (VARIABLE, environ.get(VARIABLE))):
        if not given:
            continue
        folder = Path(given).expanduser()
        if not folder.is_dir():
            raise ConfigError(f"{name}: {folder} is no folder; write one with `mailbot init {folder}`")
        return folder
    local = Path("config")
    return local if _holds_an_office(local) else sample_config()


def _holds_an_office(folder: Path) -> bool:
    """Many projects have a folder of that name; ours holds an office, or folders of offices."""
    return (folder / "mailbot.toml").is_file() or any(folder.glob("*/mailbot.toml"))
