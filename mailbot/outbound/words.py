"""German words for the closed sets, and the office's translations, from `templates/words.toml` and its overlay."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailbot.errors import ConfigError, PermanentError
from mailbot.privacy.cleared import Cleared, PublicText, public

Group = dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """`groups` holds the words by set and value, `texts` the translated notices by language and notice.

    `topics` are the names that the rules give to their topics; without them a topic is shown by its id.
    """

    groups: dict[str, Group]
    texts: dict[str, Group]
    topics: Mapping[str, str] | None = None

    @classmethod
    def load(cls, shipped: Path, overlay: Path | None, topics: Mapping[str, str] | None = None) -> Words:
        """Read the shipped words, then the office's own over them, key by key. ConfigError names the file."""
        folders = [folder for folder in (shipped, overlay) if folder is not None]
        groups: dict[str, Group] = {}
        texts: dict[str, Group] = {}
        for folder in folders:
            for group, words in _tables(folder / "words.toml").items():
                groups.setdefault(group, {}).update(words)
            for path in sorted((folder / "translations").glob("*.toml")):
                texts.setdefault(path.stem, {}).update(_tables(path).get("notice", {}))
        return cls(groups, texts, topics)

    def word(self, group: str, value: str) -> Cleared:
        """The word for a value; nothing for no value.

        A value the set does not have is its `other`. PermanentError where it has none.
        """
        if not value:
            return public(PublicText(""))
        words = self.groups.get(group, {})
        word = words.get(value, words.get("other"))
        if word is None:
            raise PermanentError(f"words.toml: [{group}] lacks a word that is needed")
        return public(PublicText(word))

    def topic(self, value: str) -> Cleared:
        """A topic as people call it. One that the rules do not know (any more) is not shown."""
        known = self.groups.get("topic", {}).get(value)
        if known is None and self.topics is None:
            known = value.replace("-", " ").replace("_", " ")
        return public(PublicText(known or (self.topics or {}).get(value, "")))

    def translation(self, code: str, notice: str) -> str:
        """The fixed translation of a notice, or ""."""
        return self.texts.get(code, {}).get(notice, "")


def _tables(path: Path) -> dict[str, Group]:
    """The tables of a TOML file, each a table of texts; none where there is no file."""
    if not path.is_file():
        return {}
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    for group, words in loaded.items():
        if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
            raise ConfigError(f"{path}: [{group}] must be a table of texts")
    return loaded
