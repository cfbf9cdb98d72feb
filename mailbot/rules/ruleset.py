"""`rules.toml` as values: what a rule is, and the whole set compiled once.

The file is read by `reading_rules`; here stand only the types that match, classify and route work on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from mailbot.rules.patterns import Phrase, Vocabulary
from mailbot.vocabulary import Channel, Flag, Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `rules.toml`.

    It hits when one of `words` (or `subject`, `attachment`, `name`, which is the display name) is found, every further
    condition holds and none of
    `unless` is found. What it says lies in `kinds`, `teams`, `topic`, `flags` and `signals`.
    """

    id: str
    meaning: str = ""
    words: tuple[Phrase, ...] = ()
    subject: tuple[Phrase, ...] = ()
    attachment: tuple[Phrase, ...] = ()
    name: tuple[Phrase, ...] = ()
    needs: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    sender: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    channel: tuple[Channel, ...] = ()
    kinds: tuple[tuple[Kind, float], ...] = ()
    teams: tuple[tuple[str, float], ...] = ()
    topic: str = ""
    flags: tuple[Flag, ...] = ()
    signals: tuple[str, ...] = ()
    negation: str = "blocks"
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """A matter that two teams share by the customer's age: `under` years to one, the others to the other."""

    name: str
    age: int
    under: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An Anliegen: its German name, and whether it is about the matter (`sache`) or about conduct (`verhalten`)."""

    name: str
    aspect: str = "sache"


@dataclass(frozen=True, slots=True)
class Decision:
    """`[decision]`: how evidence becomes a verdict.

    Ceilings bound what many weak hits of one kind can add up to; a grave kind that reaches its `dominates_from` is held
    above the ordinary ones by `margin`; `leaning` scales what ordinary words add, up to `leaning_limit`.
    `reliability` leads from the probability by weights to how often such judgements were right.
    """

    prior: dict[Kind, float] = field(default_factory=dict)
    ceiling: dict[Kind, float] = field(default_factory=dict)
    dominates_from: dict[Kind, float] = field(default_factory=dict)
    margin: float = 0.8
    team_prior: dict[str, float] = field(default_factory=dict)
    repeat: float = 0.3
    repeats: int = 3
    subject_factor: float = 1.3
    temperature: float = 1.0
    review_below: float = 0.6
    grave_from: float = 0.1
    conduct_from: float = 0.7
    conduct_within: float = 5.5
    unsupported: float = 2.0
    also_from: float = 3.0
    fallback_team: str = ""
    leaning: float = 1.0
    leaning_limit: float = 2.5
    reliability: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A further place of a phrase: its number in the index, and how many words away it may stand."""

    place: int
    within: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of a rule's section, as the index holds it: the steps left of its anchor (the nearest first), those
    right of it, and all their places, which a text must hold somewhere."""

    key: tuple[int, str]
    phrase: Phrase
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    needed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Index:
    """From an atom to the phrases anchored on it; `places_of` says which further places a folded word fills."""

    entries: dict[int, tuple[Entry, ...]]
    places_of: Callable[[str], frozenset[int]] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules, compiled. `index` leads from a word's id to the phrases that are anchored on it, `names` to those for
    display names and the names of attachments.

    `unworded` are the rules that ask for no word at all, only for sender, recipient, header, language or channel.
    """

    rules: tuple[Rule, ...]
    decision: Decision
    splits: tuple[Split, ...]
    topics: dict[str, Topic]
    vocabulary: Vocabulary
    index: Index
    names: Index
    unworded: tuple[int, ...]
    atoms: _Atoms = field(compare=False, repr=False)


class _Atoms:
    """Remembers which atoms a word is; bounded."""

    __slots__ = ("of",)

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.of = lru_cache(maxsize=65536)(vocabulary.atoms_of)


_IN_TEXT: Final = ("words", "subject", "needs", "unless")
_IN_NAMES: Final = ("attachment", "name")
_NONE: Final[frozenset[int]] = frozenset()
_ANCHOR: Final = frozenset({-1})


def assemble(
    rules: tuple[Rule, ...],
    decision: Decision,
    splits: tuple[Split, ...],
    topics: dict[str, Topic],
    vocabulary: Vocabulary,
) -> RuleSet:
    """Put the compiled rules together and index their phrases by the anchor's atoms."""
    vocabulary.seal()
    unworded = tuple(n for n, r in enumerate(rules) if not (r.words or r.subject or r.attachment or r.name))
    atoms = _Atoms(vocabulary)
    index, names = _indexed(rules, _IN_TEXT, atoms), _indexed(rules, _IN_NAMES, atoms)
    return RuleSet(rules, decision, splits, topics, vocabulary, index, names, unworded, atoms)


def _indexed(rules: tuple[Rule, ...], sections: tuple[str, ...], atoms: _Atoms) -> Index:
    places: dict[frozenset[int], int] = {}
    entries: dict[int, list[Entry]] = {}
    for number, rule in enumerate(rules):
        for section in sections:
            key = number, section
            for phrase in getattr(rule, section):
                entry = _entry(key, phrase, places)
                for atom in phrase.elements[phrase.anchor].atoms:
                    entries.setdefault(atom, []).append(entry)
    return Index({atom: tuple(found) for atom, found in entries.items()}, _places_of(places, atoms))


def _entry(key: tuple[int, str], phrase: Phrase, places: dict[frozenset[int], int]) -> Entry:
    elements, anchor = phrase.elements, phrase.anchor
    if len(elements) == 1:
        return Entry(key, phrase, (), (), _NONE)
    numbers = [-1 if at == anchor else places.setdefault(e.atoms, len(places)) for at, e in enumerate(elements)]
    before = tuple(Step(numbers[at - 1], elements[at].within) for at in range(anchor, 0, -1))
    after = tuple(Step(numbers[at], elements[at].within) for at in range(anchor + 1, len(elements)))
    return Entry(key, phrase, before, after, frozenset(numbers) - _ANCHOR)


def _places_of(places: dict[frozenset[int], int], atoms: _Atoms) -> Callable[[str], frozenset[int]]:
    """Which places a word fills, remembered: a phrase then asks for one number instead of comparing sets."""
    filled: dict[int, list[int]] = {}
    for members, number in places.items():
        for atom in members:
            filled.setdefault(atom, []).append(number)

    @lru_cache(maxsize=65536)
    def places_of(word: str) -> frozenset[int]:
        return frozenset(number for atom in atoms.of(word) for number in filled.get(atom, ()))

    return places_of


def load_ruleset(path: Path) -> RuleSet:
    """Read and compile a rule file.

    Raises ConfigError with one finding per mistake: "rules.toml: rule <id>: key <key>: what is allowed".
    """
    from mailbot.rules.rulefile import read_rulefile

    return read_rulefile(path)
