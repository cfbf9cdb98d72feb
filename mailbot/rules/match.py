"""Which rules hit a mail, and on which words. Each mail is read once, however many rules there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mailbot.rules.denial import Denials, denials_in
from mailbot.rules.finding import Finds, Span, find, spots_of
from mailbot.rules.ruleset import Rule, RuleSet
from mailbot.rules.words import SUBJECT, TEXT, Reading, fold, read
from mailbot.vocabulary import Channel

_QUOTED: Final = 4
_ASKED: Final = ("words", "subject")


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules may ask about a mail. `sender` and `recipients` are lower-case addresses."""

    subject: str = ""
    text: str = ""
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    language: str = "de"
    channel: Channel = Channel.EMAIL


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that hit: the words, how many different patterns, and whether one stood in the subject.

    `starts` are the places of the first words it hit on, in rising order.
    """

    rule: Rule
    text: str
    patterns: int
    in_subject: bool
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Search:
    """What was found in a mail, in its text and in the names it bears."""

    facts: Facts
    reading: Reading
    names: Reading
    found: Finds
    attached: Finds
    denials: Denials


def hits(ruleset: RuleSet, facts: Facts, reading: Reading | None = None) -> tuple[RuleHit, ...]:
    """Every rule that hits these facts, in the order of the file; `reading` where it was read before."""
    reading = reading or read(facts.subject, facts.text)
    names = read(facts.sender_name, " ; ".join(name.replace("_", " ") for name in facts.attachments))
    spots = spots_of(reading)
    found = find(ruleset.index, reading, spots)
    attached = find(ruleset.names, names, spots_of(names))
    search = _Search(facts, reading, names, found, attached, denials_in(reading, spots))
    asked = {number for number, section in found if section in _ASKED}
    candidates = asked | {number for number, _ in attached} | set(ruleset.unworded)
    judged = (_judge(number, ruleset.rules[number], search) for number in sorted(candidates))
    return tuple(hit for hit in judged if hit is not None)


def _judge(number: int, rule: Rule, search: _Search) -> RuleHit | None:
    found = search.found
    if rule.needs and (number, "needs") not in found:
        return None
    if rule.unless and (number, "unless") in found:
        return None
    if not _conditions_hold(rule, search.facts):
        return None
    sources: set[str] = set()
    spans = sorted(_in_text(number, rule, search, sources))
    files = [*_in_names(number, search, sources)] if search.attached else []
    if (rule.words or rule.subject or rule.attachment or rule.name) and not spans and not files:
        return None
    quotes = [search.reading.quote(*span) for span in spans[:_QUOTED]]
    quotes += [search.names.quote(*span) for span in files[: _QUOTED - len(quotes)]]
    shown = " … ".join(dict.fromkeys(quotes)) or rule.meaning[:60]
    in_subject = bool(spans) and search.reading.field[spans[0][0]] == SUBJECT
    starts = tuple(first for first, _ in spans)
    return RuleHit(rule, shown, len(sources) or 1, in_subject, starts)


def _in_text(number: int, rule: Rule, search: _Search, sources: set[str]) -> Iterator[Span]:
    """Where the rule's words stand undenied; the patterns that hit are added to `sources`."""
    for section in _ASKED:
        for phrase, spans in search.found.get((number, section), ()):
            standing = spans
            if not phrase.negates and rule.negation != "allowed":  # a pattern that denies itself is never denied
                standing = search.denials.standing(spans)
            if section == "subject":
                standing = [span for span in standing if search.reading.field[span[0]] == SUBJECT]
            if standing:
                sources.add(phrase.source)
                yield from standing


def _in_names(number: int, search: _Search, sources: set[str]) -> Iterator[Span]:
    """The same in the names of attachments and in the display name, where nothing is denied."""
    for section, field in (("attachment", TEXT), ("name", SUBJECT)):
        for phrase, spans in search.attached.get((number, section), ()):
            standing = [span for span in spans if search.names.field[span[0]] == field]
            if standing:
                sources.add(phrase.source)
                yield from standing


def _conditions_hold(rule: Rule, facts: Facts) -> bool:
    return (
        (not rule.language or facts.language in rule.language)
        and (not rule.channel or facts.channel in rule.channel)
        and (not rule.sender or any(part in facts.sender for part in rule.sender))
        and (not rule.recipient or any(part in address for part in rule.recipient for address in facts.recipients))
        and (not rule.header or any(_has_header(part, facts) for part in rule.header))
    )


def _has_header(wanted: str, facts: Facts) -> bool:
    """`X-Name: part` holds when a header of that name holds the part (case does not count)."""
    name, _, part = wanted.partition(":")
    return any(key == name.strip().lower() and fold(part.strip()) in fold(value) for key, value in facts.headers)
