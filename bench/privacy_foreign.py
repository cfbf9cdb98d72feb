"""Made-up mails in other languages, every identifier marked: what of them leaves, and what is withheld.

    python -m bench.privacy_foreign [COUNT per language] [SEED] [--show]

A sixth of the mails is written without capitals, a tenth with names written small, a twentieth in capitals; names are
those of each language and, for the clerks, German ones, half of them words. Names and sentences are kept apart from
the anonymiser's lists.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.privacy_generator import (
    FAMILY,
    MARK,
    STREETS,
    VILLAGES,
    WORD_FAMILY,
    Table,
    birth,
    count_one,
    customer,
    iban,
    mark,
    phone,
)
from mailbot.privacy.people import Known

LISTS: Final = Path(__file__).parent / "privacy_foreign.txt"
LANGUAGES: Final = ("en", "tr", "pl", "ro", "uk", "ru", "vi", "fr", "es", "it", "bg", "hr", "ar", "fa")
SUBJECTS: Final = ("Jobcenter", "Bescheid", "Antrag")
_GERMAN_ONLY: Final = re.compile(r"[äöüß]|und|null|eins|[a-z]{5}", re.IGNORECASE)


def sections() -> dict[str, list[str]]:
    """Names are words, the rest lines."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in LISTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(name, []).extend(line.split() if name.endswith("names") else [line.replace("\\n", "\n")])
    return found


_LISTS: Final = sections()


def _in_digits(make: Callable[[random.Random], str], rng: random.Random) -> str:
    """A number in a notation without German words."""
    while True:
        made = make(rng)
        if not _GERMAN_ONLY.search(MARK.sub(r"\2", made)):
            return made


def compose(rng: random.Random, language: str) -> tuple[str, str, bool]:
    """A marked subject and text, and whether the sender's name is known."""
    names = _LISTS[f"{language} names"]

    def name(pool: list[str]) -> str:
        return mark("NAME", rng.choice(pool))

    given, family = name(names), name(names)
    slots = {
        "g": given,
        "f": family,
        "t": rng.choice(("Mrs", "Mr", "Ms")),
        "c": name([*FAMILY, *WORD_FAMILY, *names]),
        "og": name(names),
        "of": name([*names, *FAMILY, *WORD_FAMILY]),
        "v": mark("PLACE", rng.choice(VILLAGES)),
        "street": mark("STREET", f"{rng.choice(STREETS)} {rng.randint(1, 120)}"),
        "birth": _in_digits(birth, rng),
        "customer": customer(rng),
        "phone": _in_digits(phone, rng),
        "iban": iban(rng),
        "mail": mark("EMAIL", f"user{rng.randint(100, 999)}.x@web.de"),
    }
    lines = [line.format(**slots) for line in rng.sample(_LISTS[f"{language} lines"], rng.randint(5, 11))]
    text = "\n\n".join((" ".join(lines), rng.choice(_LISTS[f"{language} closings"]).format(**slots)))
    voice = rng.random()
    if voice > 0.9:
        text = MARK.sub(lambda m: mark(m.group(1), m.group(2).lower()), text)
    change: Callable[[str], str] = str.lower if voice < 1 / 6 else str.upper if voice < 1 / 6 + 1 / 20 else str
    return rng.choice(SUBJECTS), voiced(text, change), rng.random() < 0.5


def voiced(marked: str, change: Callable[[str], str]) -> str:
    """The text with every letter changed, marks keeping their kind."""
    pieces, end = [], 0
    for match in MARK.finditer(marked):
        pieces += [change(marked[end : match.start()]), mark(match.group(1), change(match.group(2)))]
        end = match.end()
    return "".join((*pieces, change(marked[end:])))


def run(count: int, seed: int, language: str) -> Table:
    """Measure `count` mails in a language."""
    rng, table = random.Random(f"{language}{seed}"), Table()  # noqa: S311 - reproducible on purpose
    for _ in range(count):
        subject, text, known = compose(rng, language)
        names = tuple(m.group(2) for m in MARK.finditer(text) if m.group(1) == "NAME")[-2:] if known else ()
        count_one(table, subject, text, Known(names=names), language=language)
    return table


def line(language: str, table: Table) -> str:
    """The figures of one language."""
    return (
        f"{language}: identifiers left {table.leaked['leak']}/{table.total['leak']}, "
        f"villages {table.leaked['PLACE']}/{table.total['PLACE']}, withheld {table.rate('withheld'):.2f}, "
        f"words that survive where it is sent {table.survived_where_sent():.2f}"
    )


def main(arguments: list[str]) -> int:
    """A line a language."""
    numbers = [int(a) for a in arguments if a.isdigit()] + [60, 1][len([a for a in arguments if a.isdigit()]) :]
    for language in LANGUAGES:
        table = run(numbers[0], numbers[1], language)
        print(line(language, table))
        if "--show" in arguments:
            print(*table.examples, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
