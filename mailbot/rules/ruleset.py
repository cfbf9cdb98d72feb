"""`rules.toml` as values: what a rule is, and the whole set compiled once.

The file is read by `reading_rules`; here stand only the types that match, classify and route work on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from mailbot.rules.index import Index, Key, indexed
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
    above the ordinary ones by `margin`; `leaning` scales what ordinary words add, up to `leaning_limit`, for teams the
    share `leaning_teams` of it; to an objection that no rule names they add `objection_by_words` at most, and
    `conduct_by_words` comes on top of what they say of misconduct.
    From a likelihood of `parted_from` a mail is cut in two by its substance (`parting`).
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
    parted_from: float = 0.4
    fallback_team: str = ""
    leaning: float = 1.0
    leaning_limit: float = 2.5
    leaning_teams: float = 1.0
    objection_by_words: float = 2.0
    conduct_by_words: float = 0.0
    reliability: tuple[tuple[float, float], ...] = ()


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


_IN_TEXT: Final = ("words", "subject", "needs", "unless")
_IN_NAMES: Final = ("attachment", "name")


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
    atoms_of = lru_cache(maxsize=65536)(vocabulary.atoms_of)
    index, names = (indexed(_phrases(rules, lists), atoms_of) for lists in (_IN_TEXT, _IN_NAMES))
    return RuleSet(rules, decision, splits, topics, vocabulary, index, names, unworded)


def _phrases(rules: tuple[Rule, ...], lists: tuple[str, ...]) -> Iterator[tuple[Key, Phrase]]:
    for number, rule in enumerate(rules):
        for name in lists:
            for phrase in getattr(rule, name):
                yield (number, name), phrase


def load_ruleset(path: Path) -> RuleSet:
    """Read and compile a rule file.

    Raises ConfigError with one finding per mistake: "rules.toml: rule <id>: key <key>: what is allowed".
    """
    from mailbot.rules.rulefile import read_rulefile

    return read_rulefile(path)
