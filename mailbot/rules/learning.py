"""What corrections teach: which rules carried wrong readings how often, and which words would have told.

Pure functions of what the log keeps of each case and of its anonymised text. Nothing here changes a rule: an office
reads the answer and decides (`mailbot rules suggest`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Final

from mailbot.rules.route import is_for_a_team
from mailbot.rules.ruleset import Rule, RuleSet
from mailbot.vocabulary import Kind

LEAST_MAILS: Final = 3
"""In so many corrected mails a word must stand: one writer's turn of phrase, or a name, teaches nothing."""
LEAST_DEVIATIONS: Final = 2.0
"""So many standard deviations its log odds must lie above nought."""
MOST_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Ruling:
    """What people made of a case: `kind` where somebody named, confirmed or worked by one, `route` likewise."""

    kind: Kind | None = None
    route: str = ""

    def differs_in_kind(self, kind: Kind) -> bool:
        """Whether another kind was named than this one."""
        return self.kind is not None and self.kind is not kind

    def differs_in_route(self, kind: Kind, route: str) -> bool:
        """Whether it went to another team, though either kind leaves that to the matter."""
        by_matter = is_for_a_team(kind) and (self.kind is None or is_for_a_team(self.kind))
        return by_matter and bool(self.route) and self.route != route


NOT_RULED: Final = Ruling()
"""Nobody said anything: the reading stands."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A case as the rules read it, and what people made of it. `words` lead from the stem to the word as written."""

    kind: Kind
    route: str
    rules: tuple[str, ...] = ()
    ruling: Ruling = NOT_RULED
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def was_corrected(self) -> bool:
        """Whether people made something else of it."""
        return self.ruling.differs_in_kind(self.kind) or self.ruling.differs_in_route(self.kind, self.route)


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How a rule fared where it spoke for the kind or team that was read: `wrong` of `mails` were corrected."""

    rule: str
    meaning: str
    spoke_for: str
    wrong: int
    mails: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that stands in `inside` of the corrected mails, and in `outside` of those read alike and left so."""

    word: str
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """Mails that were read as one kind (or team) and are another; `others` were read alike and left so."""

    read: str
    meant: str
    mails: int
    others: int
    words: tuple[Telling, ...]


def wrong_rules(lessons: Iterable[Lesson], ruleset: RuleSet) -> tuple[RuleRecord, ...]:
    """The rules that carried a wrong reading at least once, the worst first. Rules that are gone are left out."""
    known = {rule.id: rule for rule in ruleset.rules}
    mails: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for lesson in lessons:
        for name in dict.fromkeys(lesson.rules):
            rule = known.get(name)
            for spoke_for, was_wrong in _carried(rule, lesson, ruleset) if rule else ():
                mails[name, spoke_for] += 1
                wrong[name, spoke_for] += was_wrong
    ordered = sorted((key for key in mails if wrong[key]), key=lambda key: (-wrong[key], mails[key], key))
    return tuple(RuleRecord(name, known[name].meaning, to, wrong[name, to], mails[name, to]) for name, to in ordered)


def _carried(rule: Rule, lesson: Lesson, ruleset: RuleSet) -> Iterable[tuple[str, bool]]:
    """What this rule spoke for that became the reading, and whether that was corrected."""
    if any(kind is lesson.kind and weight > 0 for kind, weight in rule.kinds):
        yield lesson.kind.value, lesson.ruling.differs_in_kind(lesson.kind)
    shared = {split.name for split in ruleset.splits if lesson.route in {split.under, split.otherwise}}
    if is_for_a_team(lesson.kind) and any(w > 0 and t in {lesson.route, *shared} for t, w in rule.teams):
        yield lesson.route, lesson.ruling.differs_in_route(lesson.kind, lesson.route)


def confusions(lessons: Sequence[Lesson]) -> tuple[Confusion, ...]:
    """What was taken for what, kinds before teams, the most frequent first, and the words that would have told."""
    return (*_kinds_taken(lessons), *_teams_taken(lessons))


def _kinds_taken(lessons: Sequence[Lesson]) -> tuple[Confusion, ...]:
    right: dict[str, list[Lesson]] = defaultdict(list)
    taken: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        ruled = lesson.ruling.kind
        if ruled is not None and lesson.ruling.differs_in_kind(lesson.kind):
            taken[lesson.kind.value, ruled.value].append(lesson)
        else:
            right[lesson.kind.value].append(lesson)
    return _described(taken, right)


def _teams_taken(lessons: Sequence[Lesson]) -> tuple[Confusion, ...]:
    right: dict[str, list[Lesson]] = defaultdict(list)
    taken: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        if lesson.ruling.differs_in_route(lesson.kind, lesson.route):
            taken[lesson.route, lesson.ruling.route].append(lesson)
        elif is_for_a_team(lesson.kind) and not lesson.ruling.differs_in_kind(lesson.kind):
            right[lesson.route].append(lesson)
    return _described(taken, right)


def _described(
    taken: Mapping[tuple[str, str], Sequence[Lesson]], right: Mapping[str, Sequence[Lesson]]
) -> tuple[Confusion, ...]:
    found = [
        Confusion(read, meant, len(mails), len(right.get(read, ())), telling_words(mails, right.get(read, ())))
        for (read, meant), mails in taken.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.mails, one.read, one.meant)))


def telling_words(inside: Sequence[Lesson], outside: Sequence[Lesson]) -> tuple[Telling, ...]:
    """The words that part the two, best first: by log odds (Haldane's half added) over their standard deviation, of
    equals the longer."""
    within, beyond = _counted(inside), _counted(outside)
    n, m = sum(1 for one in inside if one.words), sum(1 for one in outside if one.words)
    scored = {stem: _deviations(a, n, beyond[stem], m) for stem, a in within.items() if a >= LEAST_MAILS}
    apart = (stem for stem, score in scored.items() if score >= LEAST_DEVIATIONS)
    best = sorted(apart, key=lambda stem: (-scored[stem], -len(stem), stem))
    shown = _as_written(inside)
    return tuple(Telling(shown[stem], within[stem], beyond[stem]) for stem in best[:MOST_WORDS])


def _counted(lessons: Iterable[Lesson]) -> Counter[str]:
    return Counter(stem for lesson in lessons for stem in lesson.words)


def _deviations(a: int, n: int, b: int, m: int) -> float:
    """How many standard deviations the odds of a word inside (a of n) exceed those outside (b of m)."""
    inside, without, outside, neither = a + 0.5, n - a + 0.5, b + 0.5, m - b + 0.5
    odds = log(inside / without) - log(outside / neither)
    return odds / sqrt(1 / inside + 1 / without + 1 / outside + 1 / neither)


def _as_written(lessons: Iterable[Lesson]) -> dict[str, str]:
    """Each stem as it is written most often."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for lesson in lessons:
        for stem, word in lesson.words.items():
            forms[stem][word] += 1
    return {stem: min(seen, key=lambda word: (-seen[word], word)) for stem, seen in forms.items()}
