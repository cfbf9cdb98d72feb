"""Which rules hit a mail, and on which words. Each mail is read once, however many rules there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from mailbot.rules.patterns import Phrase, is_negator
from mailbot.rules.ruleset import Entry, Index, Rule, RuleSet
from mailbot.rules.words import SUBJECT, Reading, fold, read
from mailbot.vocabulary import Channel

_NEGATION_REACH: Final = 3
_QUOTED: Final = 4
_ASKED: Final = frozenset({"words", "subject"})
_LIFTS_NEGATION: Final = frozenset({"nur", "zuletzt", "bloss", "allein"})


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
    """A rule that hit: the words, how many different patterns, and whether one stood in the subject."""

    rule: Rule
    text: str
    patterns: int
    in_subject: bool


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: Phrase
    first: int
    last: int


_Sections = dict[tuple[int, str], list[_Found]]


def hits(ruleset: RuleSet, facts: Facts, reading: Reading | None = None) -> tuple[RuleHit, ...]:
    """Every rule that hits these facts, in the order of the file; `reading` where it was read before."""
    reading = reading or read(facts.subject, facts.text)
    names = read(facts.sender_name, " ; ".join(name.replace("_", " ") for name in facts.attachments))
    found = _find(ruleset, ruleset.index, reading)
    attached = _find(ruleset, ruleset.names, names)
    result = []
    asked = {number for number, section in found if section in _ASKED}
    candidates = asked | {number for number, _ in attached} | set(ruleset.unworded)
    for number in sorted(candidates):
        hit = _judge(number, ruleset.rules[number], facts, reading, names, found, attached)
        if hit is not None:
            result.append(hit)
    return tuple(result)


def _find(ruleset: RuleSet, index: Index, reading: Reading) -> _Sections:
    words = reading.words
    atoms = [*map(ruleset.atoms.of, words)]
    places = [*map(index.places_of, words)]
    possible = dict(_candidates(index, atoms, places))
    anchors = frozenset(possible)
    where: dict[int, list[int]] = {anchor: [] for anchor in anchors}
    for at, present in enumerate(atoms):
        for atom in present & anchors:
            where[atom].append(at)
    found: _Sections = {}
    for anchor, entries in possible.items():
        for entry in entries:
            for at in where[anchor]:
                span = _span(entry, at, places, reading.place) if entry.needed else (at, at)
                if span is not None:
                    found.setdefault(entry.key, []).append(_Found(entry.phrase, *span))
    return found


def _candidates(
    index: Index, atoms: list[frozenset[int]], places: list[frozenset[int]]
) -> Iterator[tuple[int, list[Entry]]]:
    """The phrases by their anchor, of which every word stands somewhere in the text: only they can be found."""
    everything = frozenset(dict.fromkeys(chain.from_iterable(dict.fromkeys(atoms))))
    filled = frozenset().union(*set(places))
    for atom in everything & index.entries.keys():
        possible = [entry for entry in index.entries[atom] if entry.needed <= filled]
        if possible:
            yield atom, possible


def _span(entry: Entry, at: int, places: list[frozenset[int]], place: tuple[int, ...]) -> tuple[int, int] | None:
    """First and last word of the phrase whose anchor stands at `at`, or None: one look per place and direction."""
    first = last = at
    for step in entry.before:
        limit, wanted = place[first] - step.within, step.place
        first -= 1
        while first >= 0 and place[first] >= limit and wanted not in places[first]:
            first -= 1
        if first < 0 or place[first] < limit:
            return None
    end = len(place)
    for step in entry.after:
        limit, wanted = place[last] + step.within, step.place
        last += 1
        while last < end and place[last] <= limit and wanted not in places[last]:
            last += 1
        if last == end or place[last] > limit:
            return None
    return first, last


def _judge(
    number: int,
    rule: Rule,
    facts: Facts,
    reading: Reading,
    names: Reading,
    found: _Sections,
    attached: _Sections,
) -> RuleHit | None:
    if rule.needs and (number, "needs") not in found:
        return None
    if rule.unless and (number, "unless") in found:
        return None
    if not _conditions_hold(rule, facts):
        return None
    spans = _counting(rule, found.get((number, "words")), reading)
    spans += [f for f in _counting(rule, found.get((number, "subject")), reading) if _in_subject(f, reading)]
    files = [f for f in attached.get((number, "attachment"), ()) if not _in_subject(f, names)]
    files += [f for f in attached.get((number, "name"), ()) if _in_subject(f, names)]
    if (rule.words or rule.subject or rule.attachment or rule.name) and not spans and not files:
        return None
    spans.sort(key=lambda f: f.first)
    quotes = [reading.quote(f.first, f.last) for f in spans[:_QUOTED]]
    quotes += [names.quote(f.first, f.last) for f in files[: _QUOTED - len(quotes)]]
    different = len({f.phrase.source for f in (*spans, *files)}) or 1
    shown = " … ".join(dict.fromkeys(quotes)) or rule.meaning[:60]
    return RuleHit(rule, shown, different, any(_in_subject(f, reading) for f in spans))


def _in_subject(found: _Found, reading: Reading) -> bool:
    return reading.field[found.first] == SUBJECT


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


def _counting(rule: Rule, found: list[_Found] | None, reading: Reading) -> list[_Found]:
    """The finds that are not denied ("keine Beschwerde"); a pattern that holds a negation itself is never denied."""
    if not found or rule.negation == "allowed":
        return list(found or ())
    return [f for f in found if f.phrase.negates or not _denied(f, reading)]


def _denied(found: _Found, reading: Reading) -> bool:
    words = reading.words
    if any(is_negator(word) for word in words[found.first : found.last]):
        return True
    at = found.first
    for _ in range(_NEGATION_REACH):
        if at == 0 or reading.opens[at] or reading.place[at] - reading.place[at - 1] > 1:
            return False
        at -= 1
        if is_negator(words[at]):
            return words[at + 1] not in _LIFTS_NEGATION
    return False
