"""Which rules hit a mail, and on which words. Each mail is read once, however many rules there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mailbot.rules.patterns import Element, Phrase, is_negator
from mailbot.rules.ruleset import Entry, Index, Rule, RuleSet
from mailbot.rules.words import SUBJECT, Reading, fold, read
from mailbot.vocabulary import Channel

_NEGATION_REACH: Final = 3
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
    candidates = {number for number, _ in found} | {number for number, _ in attached} | set(ruleset.unworded)
    for number in sorted(candidates):
        hit = _judge(number, ruleset.rules[number], facts, reading, names, found, attached)
        if hit is not None:
            result.append(hit)
    return tuple(result)


def _find(ruleset: RuleSet, index: Index, reading: Reading) -> _Sections:
    of = ruleset.atoms.of
    atoms = [of(word) for word in reading.words]
    where: dict[int, list[int]] = {}
    for at, present in enumerate(atoms):
        for atom in present:
            where.setdefault(atom, []).append(at)
    found: _Sections = {}
    place = reading.place
    for anchor, entries in _candidates(index, frozenset(where)):
        for entry in entries:
            for at in where[anchor]:
                span = _span(entry.phrase, at, atoms, place) if entry.others else (at, at)
                if span is not None:
                    found.setdefault(entry.key, []).append(_Found(entry.phrase, *span))
    return found


def _candidates(index: Index, everything: frozenset[int]) -> Iterator[tuple[int, list[Entry]]]:
    """The phrases by their anchor, of which every word stands somewhere in the text: only they can be found."""
    for atom in everything & index.keys():
        possible = []
        for entry in index[atom]:  # written out: this runs for each phrase of each mail
            for others in entry.others:
                if others.isdisjoint(everything):
                    break
            else:
                possible.append(entry)
        if possible:
            yield atom, possible


def _span(phrase: Phrase, at: int, atoms: list[frozenset[int]], place: tuple[int, ...]) -> tuple[int, int] | None:
    """First and last word of the phrase whose anchor stands at `at`, or None: one look per place and direction."""
    elements = phrase.elements
    first = last = at
    for number in range(phrase.anchor, 0, -1):
        first = _before(elements[number - 1], elements[number].within, first, atoms, place)
        if first < 0:
            return None
    for element in elements[phrase.anchor + 1 :]:
        last = _after(element, last, atoms, place)
        if last < 0:
            return None
    return first, last


def _before(element: Element, within: int, at: int, atoms: list[frozenset[int]], place: tuple[int, ...]) -> int:
    limit = place[at] - within
    step = at - 1
    while step >= 0 and place[step] >= limit:
        if not element.atoms.isdisjoint(atoms[step]):
            return step
        step -= 1
    return -1


def _after(element: Element, at: int, atoms: list[frozenset[int]], place: tuple[int, ...]) -> int:
    limit = place[at] + element.within
    step = at + 1
    while step < len(place) and place[step] <= limit:
        if not element.atoms.isdisjoint(atoms[step]):
            return step
        step += 1
    return -1


def _judge(
    number: int,
    rule: Rule,
    facts: Facts,
    reading: Reading,
    names: Reading,
    found: _Sections,
    attached: _Sections,
) -> RuleHit | None:
    if not _conditions_hold(rule, facts):
        return None
    spans = _counting(rule, found.get((number, "words"), []), reading)
    spans += [f for f in _counting(rule, found.get((number, "subject"), []), reading) if _in_subject(f, reading)]
    files = [f for f in attached.get((number, "attachment"), []) if not _in_subject(f, names)]
    files += [f for f in attached.get((number, "name"), []) if _in_subject(f, names)]
    if (rule.words or rule.subject or rule.attachment or rule.name) and not spans and not files:
        return None
    if rule.needs and (number, "needs") not in found:
        return None
    if rule.unless and (number, "unless") in found:
        return None
    spans.sort(key=lambda f: f.first)
    quotes = [reading.quote(f.first, f.last) for f in spans] + [names.quote(f.first, f.last) for f in files]
    different = len({f.phrase.source for f in (*spans, *files)}) or 1
    shown = " … ".join(dict.fromkeys(quotes[:4])) or rule.meaning[:60]
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


def _counting(rule: Rule, found: list[_Found], reading: Reading) -> list[_Found]:
    """The finds that are not denied ("keine Beschwerde"); a pattern that holds a negation itself is never denied."""
    if rule.negation == "allowed":
        return list(found)
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
