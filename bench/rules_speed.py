"""Whether reading a mail takes longer the more rules there are: 50, the shipped ones, 1,000.

    python -m bench.rules_speed

The added rules are about other matters, as those of a larger office would be: compounds, phrases with gaps, words that
begin so. Time is the processor's, of the best of several rounds, for mails whose text is read already; "judge" is the
whole verdict. The peer is what rules of regular expressions do: each pattern searched for in each mail.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.rules_mails import DIRECTORY, HOUSE, RULES, Labelled, labelled_cases
from mailbot.rules.judge import judge
from mailbot.rules.match import Facts, hits
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.rules.words import fold, read

SIZES: Final = (50, 150, 1000)
_ROUNDS: Final = 5
_MAILS: Final = 60
_MARK: Final = "[[rule]]\n"
_RULE: Final = re.compile(r"(?m)^\[\[rule\]\]\n")
_FIRST: Final = ("hunde", "jagd", "fisch", "markt", "garten", "brücken", "hafen", "schul", "wald", "winter", "straßen")
_MIDDLE: Final = ("steuer", "aufsichts", "pacht", "erlaubnis", "gebühren", "reinigungs", "sperr", "tarif", "zins")
_LAST: Final = ("marke", "schein", "ordnung", "satzung", "stelle", "karte", "befreiung", "tafel", "nummer", "liste")


def _added(count: int) -> Iterator[str]:
    """Rules on matters that no Jobcenter has."""
    for number, parts in enumerate(islice(product(_FIRST, _MIDDLE, _LAST), count)):
        word = "".join(parts)
        patterns = f'"{word}", "ich .. {word}", "keine {word}|{parts[0]}{parts[2]}", "{word[:-2]}*", "frist ... {word}"'
        yield (
            f'{_MARK}id = "fremd-{number}"\nmeaning = "Fremd"\nwords = [{patterns}]\n'
            f'kind = {{ request = 1.0 }}\nexamples = ["Ich suche die {word}."]\n'
        )


def rules_of(size: int, folder: Path) -> RuleSet:
    """The first of the shipped rules, or all of them and others, to that number."""
    head, *shipped = _RULE.split(RULES.read_text(encoding="utf-8"))
    rules = [*(_MARK + rule for rule in shipped[:size]), *_added(max(0, size - len(shipped)))]
    file = folder / f"rules-{size}.toml"
    file.write_text(head + "\n".join(rules), encoding="utf-8")
    return load_ruleset(file)


def best_of(deed: Callable[[], object], mails: int, rounds: int = _ROUNDS) -> float:
    """Milliseconds of the processor for one mail, in the best round."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        deed()
        taken.append(time.process_time() - begun)
    return min(taken) / mails * 1000


def matching(ruleset: RuleSet, mails: Sequence[Labelled]) -> float:
    """Finding every rule that hits."""
    facts = [Facts(mail.message.subject, mail.message.text) for mail in mails]
    readings = [read(one.subject, one.text) for one in facts]
    pairs = tuple(zip(facts, readings, strict=True))
    return best_of(lambda: [hits(ruleset, one, reading) for one, reading in pairs], len(mails))


def judging(ruleset: RuleSet, mails: Sequence[Labelled]) -> float:
    """The whole verdict."""
    return best_of(lambda: [judge(m.message, ruleset, DIRECTORY, HOUSE, m.received) for m in mails], len(mails))


def searching(ruleset: RuleSet, mails: Sequence[Labelled]) -> float:
    """The peer: as many searches as there are patterns, each with a word and what may stand near it."""
    words = [word for word in ruleset.vocabulary.exact if word.isalpha()]
    total = sum(len(rule.words) for rule in ruleset.rules)
    searches = [re.compile(rf"\b{re.escape(words[n % len(words)])}\w{{0,4}}\b") for n in range(total)]
    texts = [fold(f"{mail.message.subject}\n{mail.message.text}") for mail in mails]
    return best_of(lambda: [search.search(text) for text in texts for search in searches], len(mails), 1)


def report() -> Iterator[str]:
    """The lines of the table."""
    mails = labelled_cases()[:_MAILS]
    letters = sum(len(mail.message.text) for mail in mails) // len(mails)
    yield f"{len(mails)} mails of {letters} letters; milliseconds a mail, of the processor"
    yield f"{'rules':>6} {'patterns':>9} {'matching':>9} {'judge':>8} {'searches':>9}"
    with TemporaryDirectory() as folder:
        for size in SIZES:
            ruleset = rules_of(size, Path(folder))
            patterns = sum(len(rule.words) for rule in ruleset.rules)
            figures = (matching(ruleset, mails), judging(ruleset, mails), searching(ruleset, mails))
            yield f"{len(ruleset.rules):6} {patterns:9} {figures[0]:9.2f} {figures[1]:8.2f} {figures[2]:9.2f}"


if __name__ == "__main__":
    for line in report():
        print(line)
