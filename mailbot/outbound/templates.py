"""The sentences that people read: loaded from `templates/`, overlaid by the office's own, and kept harmless.

A template may put out names and attributes, use `if`, `for`, `include`, `extends`, `block` and the filters of this
module; everything else is refused when it is loaded, with file and line (docs/decisions/0006).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from jinja2 import BaseLoader, StrictUndefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from mailbot.errors import ConfigError, PermanentError
from mailbot.outbound.fields import Context, TemplateName
from mailbot.outbound.office import OfficeFacts
from mailbot.outbound.template_rules import SYNTAX, mistakes
from mailbot.outbound.template_values import Lines, one_line, plain, put_out, quoted
from mailbot.outbound.words import Words
from mailbot.privacy.cleared import NOTHING, Cleared, PublicText, public

MAIL: Final = "mail"
UNKNOWN_OFFICE: Final = OfficeFacts(name=PublicText("Jobcenter"), mailbox=PublicText(""))


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a template may say of the mail itself: the tag of its subject, and in trial mode whom it was for."""

    tag: Cleared = NOTHING
    trial_for: tuple[Cleared, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeShown:
    """The office's facts as templates see them."""

    name: Cleared
    address: tuple[Cleared, ...]
    phone: Cleared
    hours: Cleared
    mailbox: Cleared
    privacy_notice_url: Cleared
    objection_ways: tuple[Cleared, ...]
    signature: Cleared
    krm_org: Cleared


@dataclass(frozen=True, slots=True)
class Rendered:
    """The subject, and the body in the markup of `markup.py`."""

    subject: str
    source: str


class Templates:
    """All templates of an office, read and checked once. ConfigError names file, line and what is allowed."""

    def __init__(
        self,
        shipped: Path,
        overlay: Path | None = None,
        facts: OfficeFacts | None = None,
        *,
        topics: Mapping[str, str] | None = None,
    ) -> None:
        """Read `shipped`, then what the office has of its own in `overlay`; `topics` are the rules' names by id."""
        self.facts = facts or UNKNOWN_OFFICE
        self.words = Words.load(shipped, overlay, topics)
        self._shown = _shown(self.facts)
        sources = dict(_sources(shipped, overlay))
        self._environment = _environment(sources, self)
        known = frozenset(sources)
        findings = [found for name, source in sources.items() for found in mistakes(name, *source, known)]
        findings += [
            f"{shipped}: {MAIL}/{name}.txt is missing" for name in TemplateName if f"{name}.txt" not in sources
        ]
        if findings:
            raise ConfigError(*findings)

    def render(self, context: Context, mail: MailFacts) -> Rendered:
        """The words of one mail. PermanentError when the template asks for something that is not there."""
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        values |= {"office": self._shown, "mail": mail}
        template = self._environment.get_template(f"{context.template}.txt")
        try:
            source = template.render(values)
            subject = "".join(template.blocks["subject"](template.new_context(values)))
        except UndefinedError as error:
            raise PermanentError(f"template {context.template}: a name is not there") from error
        return Rendered(" ".join(subject.split()), source)

    def label(self, key: str) -> Cleared:
        """What people call a team or another route; one that the office does not have (any more) stays unnamed."""
        return self.known_label(key) if self.known_label(key) or not key else self.words.word("role", "unnamed")

    def known_label(self, key: str) -> Cleared:
        """The same for the routes that the office has; nothing for any other."""
        own = self.facts.label(key)
        return public(own or PublicText(self.words.groups.get("route", {}).get(key, "")))

    def folder(self, value: str) -> str:
        """The whole name of an IMAP folder; nothing when it begins with no route of the office."""
        route, _, number = value.partition("/")
        if not number:
            return one_line(self.facts.processed_folder)
        return one_line(f"{self.facts.processed_folder}/{route}/{number}") if self.known_label(route) else ""

    def trial_label(self, key: str) -> Cleared:
        """Whom a mail would have gone to: a role (`customer`, `lead:<team>`) or the label of a directory address.

        Never the address itself: one without a label is "eine Stelle des Hauses".
        """
        role, _, team = key.partition(":")
        known = self.words.groups.get("role", {})
        if role in known:
            label = self.facts.label(team) if team else None
            return public(PublicText(f"{known[role]} {label}" if label else known[role]))
        own = self.facts.label(key)
        return public(own) if own else self.words.word("role", "unnamed")

    def translations(self, template: TemplateName, languages: tuple[Cleared, ...]) -> tuple[tuple[str, str], ...]:
        """The office's translations of a notice: language and text."""
        wanted = [str(code) for code in languages if str(code) in self.facts.languages]
        found = ((code, self.words.translation(code, template)) for code in wanted)
        return tuple((code, text) for code, text in found if text)


def _sources(shipped: Path, overlay: Path | None) -> Iterator[tuple[str, tuple[Path, str]]]:
    known = {path.name for path in (shipped / MAIL).glob("*.txt")}
    for folder in (shipped, overlay):
        for path in sorted((folder / MAIL).glob("*.txt")) if folder else ():
            if path.name not in known:
                raise ConfigError(f"{path}: no such template; allowed: {', '.join(sorted(known))}")
            yield path.name, (path, _read(path))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8") from error


def _environment(sources: dict[str, tuple[Path, str]], templates: Templates) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=_Loader({name: source for name, (_, source) in sources.items()}),
        undefined=StrictUndefined,
        autoescape=False,
        finalize=put_out,
        **SYNTAX,
    )
    environment.globals.clear()
    environment.filters = {}
    environment.filters.update(_filters(templates))
    return environment


class _Loader(BaseLoader):
    """Templates that were read already."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._sources = sources

    def get_source(self, environment: Any, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        del environment
        if template not in self._sources:
            raise ConfigError(f"template {template} does not exist")
        return self._sources[template], template, lambda: True


def _filters(templates: Templates) -> dict[str, Callable[..., object]]:
    from mailbot.outbound import replies

    words, label, mailbox = templates.words, templates.known_label, templates.facts.mailbox
    return {
        "word": lambda value, group: words.word(group, str(value)),
        "team": lambda value: templates.label(str(value)),
        "topic": lambda value: _topics(words, value if isinstance(value, tuple) else (value,)),
        "folder": lambda value: Lines(templates.folder(str(value))),
        "quoted": lambda value: Lines(quoted(str(value))),
        "plain": lambda value: Lines(plain(str(value))),
        "command": lambda value: one_line(replies.line(value, words, label)),
        "mailto": lambda value, tag: Lines(replies.link(value, words, label, mailbox=mailbox, tag=str(tag))),
        "link": lambda value, tag: Lines(replies.inline(value, words, label, mailbox=mailbox, tag=str(tag))),
    }


def _topics(words: Words, topics: tuple[Cleared, ...]) -> str:
    """The names of topics, one or several, without those that the rules do not know."""
    return one_line("; ".join(filter(None, (str(words.topic(str(topic))) for topic in topics))))


def _shown(facts: OfficeFacts) -> OfficeShown:
    return OfficeShown(
        name=public(facts.name),
        address=tuple(public(line) for line in facts.address_lines),
        phone=public(facts.phone),
        hours=public(facts.hours),
        mailbox=public(facts.mailbox),
        privacy_notice_url=public(facts.privacy_notice_url),
        objection_ways=tuple(public(way) for way in facts.objection_ways),
        signature=public(facts.signature),
        krm_org=public(facts.krm_org),
    )
