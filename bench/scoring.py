"""What is right and what is left over: the figures of labelled mails, counted the same way wherever they are shown.

A label says what a mail is (`disposition`, `kind`, `route`, ...), which identifiers stand in it, which phrases must
survive, and how it reads without what identifies (`unmarked`). A reading is the object of `inspect --json`. Texts are
compared as a reader would: without case, format characters and line ends.

Understanding is counted over mails that open a case, `disposition`, `language` and `review_rate` over all. What may
leave is counted over cases and follow-ups; a text that is withheld counts as lost, whatever its reason, and so
does what of a thread is not sent on. `keep_sent` and `survive_sent` leave both out: they tell what the anonymiser alone
takes from the newest text of the mails that it lets go.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Final

GRAVE: Final = frozenset({"petition", "petition_board", "submission", "conduct_complaint", "objection"})
SENT_ON: Final = frozenset({"case", "follow_up"})
_Z: Final = 1.96
_SHORTEST_NAME: Final = 3
_FEWEST_DIGITS: Final = 6
_TELLING_DIGITS: Final = 5
_NO_NAME: Final = frozenset(
    ["von", "van", "der", "den", "zur", "zum", "und", "the", "bin", "ibn", "abu", "frau", "herr", "familie", "prof"]
)
_WORD: Final = re.compile(r"\w+")
_NUMBER: Final = re.compile(r"\d(?:[ /.\-–]{0,3}\d)*")
_NO_DIGIT: Final = re.compile(r"\D")
Label = Mapping[str, Any]
Reading = Mapping[str, Any]


@dataclass(slots=True)
class Figures:
    """Hits and totals by the name of the figure, and a line for each mail that spoils one."""

    hits: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, figure: str, *, hit: bool) -> bool:
        """Count one; the same again, so that a caller may go on with it."""
        self.total[figure] += 1
        self.hits[figure] += hit
        return hit

    def right(self, figure: str, note: str, *, hit: bool) -> bool:
        """Count one of a figure that wants hits."""
        if not hit:
            self.misses.append(f"{figure}: {note}")
        return self.count(figure, hit=hit)

    def wrong(self, figure: str, note: str, *, hit: bool) -> bool:
        """Count one of a figure that wants none."""
        if hit:
            self.misses.append(f"{figure}: {note}")
        return self.count(figure, hit=hit)

    def rate(self, figure: str) -> float:
        """The share of this figure; 0 where nothing was counted."""
        return self.hits[figure] / self.total[figure] if self.total[figure] else 0.0

    def line(self) -> str:
        """All figures in one line."""
        return ", ".join(f"{name} {self.hits[name]}/{self.total[name]}" for name in self.total)


def interval(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson), which stays honest for few mails and for shares near 0 and 1."""
    share, weight = hits / total, _Z * _Z / total
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / total + weight / (4 * total)) / (1 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def folded(text: str) -> str:
    """What a reader would not tell apart, made alike."""
    compatible = unicodedata.normalize("NFKC", text)
    seen = "".join(letter for letter in compatible if unicodedata.category(letter) != "Cf")
    return " ".join(seen.casefold().split())


def standing(phrase: str, text: str) -> int:
    """How often the phrase stands in the text as words of its own; both folded."""
    inner = r"\s*".join(map(re.escape, phrase.split()))
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    after = r"(?!\w)" if phrase[-1:].isalnum() else ""
    return sum(1 for _ in re.finditer(f"{before}{inner}{after}", text))


def stands_more(phrase: str, sent: str, harmless: str) -> bool:
    """Whether the phrase stands in what is sent more often than in the text without what identifies."""
    return standing(phrase, sent) > standing(phrase, harmless)


def part_left(kind: str, identifier: str, sent: str, harmless: str) -> bool:
    """Whether a word of a name, or five digits in a row of a number, are left; all folded."""
    if kind == "NAME":
        words = {word for word in _WORD.findall(identifier) if len(word) >= _SHORTEST_NAME} - _NO_NAME
        return any(stands_more(word, sent, harmless) for word in words)
    digits = _NO_DIGIT.sub("", identifier)
    if len(digits) < _FEWEST_DIGITS:
        return False
    left = {run for run in _numbers(sent) - _numbers(harmless) if len(run) >= _TELLING_DIGITS}
    return any(run in digits for run in left)


def _numbers(text: str) -> set[str]:
    return {_NO_DIGIT.sub("", run) for run in _NUMBER.findall(text)}


def score(figures: Figures, label: Label, reading: Reading) -> None:
    """Count one labelled mail in all figures that apply to it."""
    file = label["file"]
    for name in ("disposition", "language"):
        _alike(figures, name, label, reading)
    figures.count("review_rate", hit=bool(reading["review"]))
    if label["disposition"] == "case":
        score_understanding(figures, label, reading)
    if label["disposition"] in SENT_ON:
        made = reading["anonymised"]
        score_text(figures, label, f"{made['subject']}\n{made['text']}")
        if not reading["withheld"]:
            score_sent(figures, label, reading)
        if label["language"] == "de":
            figures.wrong("withheld_de", file, hit=bool(reading["withheld"]))


def _alike(figures: Figures, name: str, label: Label, reading: Reading) -> bool:
    return figures.right(name, f"{label['file']}: {reading[name]} for {label[name]}", hit=reading[name] == label[name])


def score_understanding(figures: Figures, label: Label, reading: Reading) -> None:
    """Who wrote what about whom, and where it belongs."""
    file = label["file"]
    wanted = {label["kind"], label["also"]} - {None}
    found = {reading["kind"], reading["also"]} - {None, "none"}
    is_kind = figures.right("kind", f"{file}: {reading['kind']} for {label['kind']}", hit=reading["kind"] in wanted)
    is_route = _alike(figures, "route", label, reading)
    if label["also"] or reading["also"]:
        figures.right("also", f"{file}: {sorted(found)} for {sorted(wanted)}", hit=found == wanted)
    for kind in sorted(wanted & GRAVE):
        figures.right("critical", f"{file}: {kind} not found", hit=kind in found)
    for kind in sorted(found & GRAVE):
        figures.right("critical_precision", f"{file}: {kind} is none", hit=kind in wanted)
    if "conduct_complaint" in wanted:
        gone = reading["route"] != "management" and not reading["review"]
        figures.wrong("misdelivered", f"{file}: to {reading['route']}", hit=gone)
    if not (is_kind and is_route):
        figures.right("wrong_flagged", f"{file}: sure of {reading['kind']}", hit=bool(reading["review"]))
    for name in ("channel", "anonymous"):
        _alike(figures, name, label, reading)


def score_text(figures: Figures, label: Label, text: str) -> None:
    """What of a labelled mail is left in the subject and text that may leave."""
    sent, harmless, file = folded(text), folded(label["unmarked"]), label["file"]
    leaky = False
    for item in label["identifiers"]:
        kind, identifier, note = item["type"], folded(item["text"]), f"{file}: {item['type']} {item['text']!r}"
        whole = figures.wrong("leak", note, hit=stands_more(identifier, sent, harmless))
        part = not whole and part_left(kind, identifier, sent, harmless)
        leaky |= figures.wrong("leak_part", note, hit=part) or whole
    figures.count("leak_mails", hit=leaky)
    for item in label["quasi"]:
        note = f"{file}: {item['type']} {item['text']!r}"
        figures.wrong("leak_quasi", note, hit=stands_more(folded(item["text"]), sent, harmless))
    for phrase in label["keep"]:
        figures.right("keep", f"{file}: {phrase!r}", hit=folded(phrase) in sent)
    if label["disposition"] == "case":
        had, has = Counter(_WORD.findall(harmless)), Counter(_WORD.findall(sent))
        figures.hits["survive"] += (had & has).total()
        figures.total["survive"] += had.total()


def score_sent(figures: Figures, label: Label, reading: Reading) -> None:
    """What survives of the newest text, in a mail that is sent on."""
    read = folded(f"{reading['message']['subject']}\n{reading['message']['text']}")
    sent = folded(f"{reading['anonymised']['subject']}\n{reading['anonymised']['text']}")
    for phrase in filter(lambda phrase: phrase in read, map(folded, label["keep"])):
        figures.right("keep_sent", f"{label['file']}: {phrase!r}", hit=phrase in sent)
    if label["disposition"] != "case":
        return
    had = Counter(_WORD.findall(folded(label["unmarked"]))) & Counter(_WORD.findall(read))
    figures.hits["survive_sent"] += (had & Counter(_WORD.findall(sent))).total()
    figures.total["survive_sent"] += had.total()
