"""What corrections teach: which rules carried wrong readings how often, and which words would have told.

Pure functions of what the log keeps of each case and of its anonymised text. Nothing here changes a rule: an office
reads the answer and decides (`mailbot rules suggest`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Final

from mailbot.rules.route import is_for_a_team
from mailbot.rules.ruleset import Rule, RuleSet
from mailbot.rules.words import Reading
from mailbot.vocabulary import Kind

LEAST_CORRECTED: Final = 2
"""In so many of the corrected mails a word must stand to have told."""
LEAST_MAILS: Final = 4
"""And in so many of all that are of that kind: one writer's turn of phrase, or a name, teaches nothing."""
DEVIATIONS: Final = 2.0
"""So many standard deviations are taken off its log odds: what stands out by chance comes last or not at all."""
MOST_WORDS: Final = 8
SHORTEST_WORD: Final = 3


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
    """A case as the rules read it, and what people made of it.

    `words` (see `words_in`) lead from the stem of a word, or of two neighbours, to the word as written.
    """

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
    """A word, or two neighbours: in how many of the corrected mails, of all that are meant so, of those read so."""

    word: str
    corrected: int
    meant: int
    read: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """Mails that were read as one kind (or team) and are another, and how many are truly of either."""

    read: str
    meant: str
    mails: int
    of_meant: int
    of_read: int
    words: tuple[Telling, ...]


def words_in(reading: Reading, stem: Callable[[str], str]) -> dict[str, str]:
    """Each word of a text, and each two that stand together, by their stems."""
    found: dict[str, str] = {}
    before, stem_before, place_before = "", "", -1
    for word, shown, place in zip(reading.words, reading.shown, reading.place, strict=True):
        if not word.isalpha():
            continue
        now, lower = stem(word), shown.lower()
        if len(word) >= SHORTEST_WORD:
            found[now] = lower
        if place == place_before + 1:
            found[f"{stem_before} {now}"] = f"{before} {lower}"
        before, stem_before, place_before = lower, now, place
    return found


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
    kinds = [(one.kind.value, str(one.ruling.kind or one.kind), one) for one in lessons]
    return (*_taken(kinds), *_taken([_team_of(one) for one in lessons if _is_by_matter(one)]))


def _is_by_matter(lesson: Lesson) -> bool:
    """Whether its kind leaves the team to the matter, and stands or became another such."""
    return is_for_a_team(lesson.kind) and (lesson.ruling.kind is None or is_for_a_team(lesson.ruling.kind))


def _team_of(lesson: Lesson) -> tuple[str, str, Lesson]:
    return lesson.route, lesson.ruling.route or lesson.route, lesson


def _taken(judged: Iterable[tuple[str, str, Lesson]]) -> tuple[Confusion, ...]:
    """From what was read and what was meant of each."""
    meant_so: dict[str, list[Lesson]] = defaultdict(list)
    confused: dict[tuple[str, str], list[Lesson]] = defaultdict(list)
    for read, meant, lesson in judged:
        meant_so[meant].append(lesson)
        if read != meant:
            confused[read, meant].append(lesson)
    found = [
        Confusion(
            read,
            meant,
            len(mails),
            len(meant_so[meant]),
            len(meant_so.get(read, ())),
            telling_words(mails, meant_so[meant], meant_so.get(read, ())),
        )
        for (read, meant), mails in confused.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.mails, one.read, one.meant)))


def telling_words(corrected: Sequence[Lesson], meant: Sequence[Lesson], read: Sequence[Lesson]) -> tuple[Telling, ...]:
    """The words of the corrected mails that part what was meant from what was read, best first.

    A word counts by the least that its log odds may truly be; of equals the single and longer comes first, of
    words that share one the best alone.
    """
    here, inside, outside = _counted(corrected), _counted(meant), _counted(read)
    n, m = (sum(1 for lesson in lessons if lesson.words) for lessons in (meant, read))
    tried = [stem for stem, count in here.items() if count >= LEAST_CORRECTED and inside[stem] >= LEAST_MAILS]
    least = {stem: _least_odds(inside[stem], n, outside[stem], m) for stem in tried}
    best = sorted((s for s in tried if least[s] > 0), key=lambda s: (-least[s], len(s.split()), -len(s), s))
    shown = _as_written(meant)
    chosen = _apart(best)[:MOST_WORDS]
    return tuple(Telling(shown[stem], here[stem], inside[stem], outside[stem]) for stem in chosen)


def _apart(stems: Iterable[str]) -> list[str]:
    """Without those that share a word with one before."""
    chosen: list[str] = []
    seen: set[str] = set()
    for stem in stems:
        if seen.isdisjoint(stem.split()):
            chosen.append(stem)
            seen.update(stem.split())
    return chosen


def _counted(lessons: Iterable[Lesson]) -> Counter[str]:
    return Counter(stem for lesson in lessons for stem in lesson.words)


def _least_odds(a: int, n: int, b: int, m: int) -> float:
    """The lower bound of the log odds of a word inside (a of n) against outside (b of m); Haldane's half is added."""
    inside, without, outside, neither = a + 0.5, n - a + 0.5, b + 0.5, m - b + 0.5
    odds = log(inside / without) - log(outside / neither)
    return odds - DEVIATIONS * sqrt(1 / inside + 1 / without + 1 / outside + 1 / neither)


def _as_written(lessons: Iterable[Lesson]) -> dict[str, str]:
    """Each stem as it is written most often."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for lesson in lessons:
        for stem, word in lesson.words.items():
            forms[stem][word] += 1
    return {stem: min(seen, key=lambda word: (-seen[word], word)) for stem, seen in forms.items()}
