"""Where a second concern begins in a mail that does not say so: told by its substance.

Each sentence after which the two parts speak best for two different kinds is a possible cut; words that turn to
something else, a paragraph, a kind named at once and a subject that names both make it likelier. What each sign weighs
is counted on the labelled mails (`bench/rules_parting.py`). Nothing is read again: hits and words know where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final, NamedTuple

from mailbot.rules.classify import SUPPORTS, Founded, founded_kinds, rank, with_words
from mailbot.rules.halves import ANNOUNCED, ANOTHER, COUNTED, listed, sentence_of, starts
from mailbot.rules.leaning import Spread
from mailbot.rules.match import RuleHit
from mailbot.rules.ruleset import Decision
from mailbot.rules.words import PARAGRAPH, TEXT, Reading
from mailbot.vocabulary import Kind

TURNS: Final = "turns"
"""Signal of a rule whose words often turn to another concern, and as often do not."""
_PASSING: Final = frozenset(
    {"noch", "auch", "aber", "leider", "dagegen", "hingegen", "trotzdem", "allerdings", "dafuer", "umgekehrt", "nur"}
    | {"dann", "und", "dennoch", "jetzt", "nun", "weniger"}
)
_AT_ITS_BEGIN: Final = 5
_NAMED_AT_ONCE: Final = 22
_FEWEST_WORDS: Final = 5
_MOST_CUTS: Final = 24
_UNLIKELY: Final = -9.0
_MOST_GAIN: Final = 8.0
_MOST_BY_RULES: Final = 5.0
_MOST_AT_ONCE: Final = 3.5
_Scores = Mapping[Kind, float]


class Signs(NamedTuple):
    """What speaks for a cut, each sign as a number; also the weights of the signs."""

    always: float
    gain: float
    gain_by_words: float
    by_rules: float
    turns: float
    passing: float
    paragraph: float
    another: float
    counted: float
    length: float
    sentences: float
    turns_in_paragraph: float
    named_at_once: float
    subject_names_both: float


WEIGHTS: Final = Signs(-9.3, 0.09, 0.3, 0.36, 2.1, 0.8, 0.25, 3.3, 2.0, 1.2, -0.4, 2.8, 0.6, 0.15)


class Cut(NamedTuple):
    """Where the second part begins, how likely it is a concern of its own, and the signs of it."""

    at: int
    likelihood: float
    kinds: tuple[Kind, Kind]
    signs: Signs


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was read, the rules that hit it, and what each of its words leans to, asked for when needed."""

    reading: Reading
    hits: tuple[RuleHit, ...]
    spread: Callable[[], Spread]


def parting_of(text: Text, decision: Decision) -> Cut | None:
    """The likeliest cut of the text; None where none reaches `parted_from`.

    Places are weighed from the most hopeful on, until none that is left can become likelier than the best.
    """
    best, least = None, decision.parted_from
    weighing = _Weighing(text, decision)
    for place in sorted(_places(text), key=lambda place: -place.hope):
        if place.hope < least:
            break
        cut = weighing.cut_at(place, least)
        if cut is not None and cut.likelihood >= least:
            best, least = cut, cut.likelihood
    return best


def cuts_of(text: Text, decision: Decision) -> Iterator[Cut]:
    """Each possible cut with its signs, where rules speak for two kinds, one in each part."""
    weighing = _Weighing(text, decision)
    found = (weighing.cut_at(place, 0.0) for place in _places(text))
    return (cut for cut in found if cut is not None)


class _Place(NamedTuple):
    """Where the text may be cut, the signs that the place alone gives, and how likely that becomes at best."""

    at: int
    hope: float
    signs: Signs
    marks: _Marks


def _places(text: Text) -> Iterator[_Place]:
    reading = text.reading
    begin = reading.field.find(TEXT)
    spoken_for = {kind for hit in text.hits if hit.starts for kind, weight in hit.rule.kinds if weight > 0}
    if begin < 0 or len(spoken_for) < 2:
        return
    sentences = _sentences(text, begin)
    marks = _Marks.of(text, begin, sentences)
    for at in sentences[1 : _MOST_CUTS + 1]:
        if min(at - begin, len(reading.words) - at) >= _FEWEST_WORDS:
            signs = _signs(at, marks, reading)
            yield _Place(at, _hopeful(signs, _MOST_BY_RULES), signs, marks)


def _hopeful(signs: Signs, by_rules: float) -> float:
    """How likely a cut with these signs becomes at best, where rules say at most so much."""
    return likelihood_of(
        signs._replace(
            gain=_MOST_GAIN,
            gain_by_words=_MOST_GAIN,
            by_rules=min(by_rules, _MOST_BY_RULES),
            named_at_once=_MOST_AT_ONCE * signs.named_at_once,
            subject_names_both=1.0,
        )
    )


class _Placed(NamedTuple):
    """A rule that speaks for a kind, and where in the text it hit first and last."""

    hit: RuleHit
    first: int
    last: int


def _placed(text: Text, begin: int) -> tuple[_Placed, ...]:
    return tuple(
        _Placed(RuleHit(h.rule, "", 1, in_subject=False, starts=h.starts), min(places), max(places))
        for h in text.hits
        if h.rule.kinds and (places := [at for at in h.starts if at >= begin])
    )


def _sentences(text: Text, begin: int) -> list[int]:
    """Where sentences, paragraphs and points of a list begin; of a very long text the first ones count."""
    reading = text.reading
    ends = [
        at
        for at in range(begin + 1, len(reading.words))
        if reading.place[at] - reading.place[at - 1] > 1 or reading.opens[at] == PARAGRAPH
    ]
    return sorted({begin, *ends, *listed(reading, begin)})


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where the text itself speaks of a further matter, and what its subject names."""

    begin: int
    ends: Mapping[int, int]
    turns: tuple[int, ...]
    another: frozenset[int]
    counted: frozenset[int]
    sentences: int
    subject: frozenset[Kind]

    @classmethod
    def of(cls, text: Text, begin: int, sentences: Sequence[int]) -> _Marks:
        reading, found = text.reading, text.hits
        announced = any(ANNOUNCED in hit.rule.signals for hit in found)
        counted = {sentence_of(at, reading) for at in starts(COUNTED, found)} if announced else set()
        return cls(
            begin,
            dict(zip(sentences, [*sentences[1:], len(reading.words)], strict=True)),
            tuple(starts(TURNS, found)),
            frozenset(starts(ANOTHER, found)),
            frozenset({*counted, *listed(reading, begin)}),
            len(sentences),
            frozenset(k for hit in found if hit.starts and hit.starts[0] < begin for k in _named((hit,))),
        )


class _Weighing:
    """Weighs one place after the other; the words are laid out when the first place needs them."""

    def __init__(self, text: Text, decision: Decision) -> None:
        self._text = text
        self._decision = decision
        self._placed = _placed(text, text.reading.field.find(TEXT))
        self._spread: Spread | None = None

    def cut_at(self, place: _Place, least: float) -> Cut | None:
        """The cut with the two kinds that its parts speak for; None where rules do not name both, or where it cannot
        become as likely as `least`, whatever the words say.
        """
        parts = (
            [placed.hit for placed in self._placed if placed.first < place.at],
            [placed.hit for placed in self._placed if placed.last >= place.at],
        )
        if not all(map(_named, parts)):
            return None
        founded = [founded_kinds(hits, self._decision) for hits in parts]
        said = [self._by_rules(part) for part in founded]
        if _hopeful(place.signs, min(max(side.values()) for side in said)) < least:
            return None
        self._spread = self._spread or self._text.spread()
        words = self._spread.parted(place.at)
        scores = (with_words(part, self._decision, leant) for part, leant in zip(founded, words, strict=True))
        kinds, gain = _two(*(_logs(side, self._decision) for side in scores))
        by_rules = min(side.get(kind, 0.0) for side, kind in zip(said, kinds, strict=True))
        if by_rules <= 0:
            return None
        signs = place.signs._replace(
            gain=_within(gain),
            gain_by_words=_within(_gain(*words, *kinds) / self._decision.temperature),
            by_rules=min(by_rules, _MOST_BY_RULES),
            named_at_once=place.signs.named_at_once * _soon(parts[1], place.at, kinds[1]),
            subject_names_both=float(place.marks.subject.issuperset(kinds)),
        )
        return Cut(place.at, likelihood_of(signs), kinds, signs)

    def _by_rules(self, part: Founded) -> dict[Kind, float]:
        """What rules say of each kind of a part, beyond what is thought before a word is read."""
        prior, temperature = self._decision.prior, self._decision.temperature
        scores = with_words(part, self._decision, {})
        return {kind: (score - prior.get(kind, 0.0)) / temperature for kind, score in scores.items()}


def _soon(hits: Iterable[RuleHit], at: int, kind: Kind) -> float:
    """How plainly the second part says at its beginning of what kind it is."""
    early = [hit for hit in hits if any(at <= place < at + _NAMED_AT_ONCE for place in hit.starts)]
    return min(_named(early).get(kind, 0.0), _MOST_AT_ONCE)


def _signs(at: int, marks: _Marks, reading: Reading) -> Signs:
    """What of the signs the place alone says; `named_at_once` is whether that would count."""
    opening = range(at, min(at + _AT_ITS_BEGIN + 1, len(reading.words)))
    turns = float(any(place in opening for place in marks.turns))
    paragraph = float(reading.opens[at] == PARAGRAPH)
    another = float(any(at <= place < marks.ends[at] for place in marks.another))
    return Signs(
        always=1.0,
        gain=0.0,
        gain_by_words=0.0,
        by_rules=0.0,
        turns=turns,
        passing=float(not turns and not _PASSING.isdisjoint(reading.words[at : at + 4])),
        paragraph=paragraph,
        another=another,
        counted=float(at in marks.counted),
        length=log(max(1, min(at - marks.begin, len(reading.words) - at))),
        sentences=log(marks.sentences),
        turns_in_paragraph=turns * paragraph,
        named_at_once=max(turns, paragraph, another),
        subject_names_both=0.0,
    )


def likelihood_of(signs: Signs, weights: Sequence[float] = WEIGHTS) -> float:
    """How likely a cut with these signs parts two concerns."""
    return 1.0 / (1.0 + exp(-max(-30.0, sum(sign * weight for sign, weight in zip(signs, weights, strict=True)))))


def _named(hits: Iterable[RuleHit]) -> dict[Kind, float]:
    most: dict[Kind, float] = {}
    for hit in hits:
        for kind, weight in hit.rule.kinds:
            if weight > 0 and SUPPORTS not in hit.rule.signals:
                most[kind] = max(weight, most.get(kind, 0.0))
    return most


def _logs(scores: _Scores, decision: Decision) -> dict[Kind, float]:
    ranking = rank(scores, decision.temperature)
    pairs = zip(ranking.scores, ranking.probabilities, strict=True)
    return {Kind(name): log(max(p, 1e-6)) for (name, _), p in pairs}


def _two(before: _Scores, behind: _Scores) -> tuple[tuple[Kind, Kind], float]:
    """The best two different kinds for the two parts, and how much likelier they are than one kind for both."""
    kinds = before.keys() | behind.keys()
    a, b = ({kind: side.get(kind, _UNLIKELY) for kind in kinds} for side in (before, behind))
    first, second = (sorted(side, key=lambda kind: (-side[kind], kind))[:2] for side in (a, b))
    two = max(
        ((x, y) for x in first for y in second if x is not y),
        key=lambda pair: a[pair[0]] + b[pair[1]],
    )
    return two, a[two[0]] + b[two[1]] - max(a[kind] + b[kind] for kind in kinds)


def _gain(before: Mapping[str, float], behind: Mapping[str, float], first: Kind, second: Kind) -> float:
    a, b = before.get(first, 0.0), behind.get(second, 0.0)
    return a + b - max(a + behind.get(first, 0.0), before.get(second, 0.0) + b)


def _within(gain: float) -> float:
    return max(-4.0, min(_MOST_GAIN, gain))
