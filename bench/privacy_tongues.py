"""The anonymiser on letters in other languages, written by hand: what leaks, what survives, which language is told.

    python -m bench.privacy_tongues [--show] [CODE ...]

`tests/data/privacy/tongues/` holds a file a language, each letter under its name with the phrases that a clerk needs.
They were written before the lists of closed classes were mended by them; names, streets and phrasings are kept apart
from what the anonymiser ships. Nothing is known beforehand of any sender, as if each wrote from an address that tells
nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.privacy_generator import MARK, QUASI
from bench.scoring import Figures, Label, score_text
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known
from mailbot.rules.language import language_of

LETTERS: Final = Path(__file__).parent.parent / "tests" / "data" / "privacy" / "tongues"


@dataclass(frozen=True, slots=True)
class Letter:
    """A marked letter, the language it is in, and its label as in the corpora."""

    name: str
    language: str
    text: str
    label: Label


def letters() -> Iterator[Letter]:
    """All letters, by language."""
    for path in sorted(LETTERS.glob("*.txt")):
        for block in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
            yield _letter(path.stem, block)


def _letter(code: str, block: str) -> Letter:
    name, _, rest = block.partition("\n")
    head = re.match(r"(?:(?:keep|lang): .*\n)*", rest)
    assert head is not None
    fields = dict(line.split(": ", 1) for line in head.group().splitlines())
    marked = rest[head.end() :].strip()
    found = [{"type": m.group(1), "text": m.group(2)} for m in MARK.finditer(marked)]
    label: Label = {
        "file": f"{code} {name}",
        "identifiers": [one for one in found if one["type"] not in QUASI],
        "quasi": [one for one in found if one["type"] in QUASI],
        "keep": fields["keep"].split("; "),
        "unmarked": MARK.sub(" ", marked),
        "disposition": "case",
    }
    return Letter(f"{code} {name}", fields.get("lang", code), MARK.sub(r"\2", marked), label)


def measure(code: str) -> Figures:
    """The figures of one file."""
    figures = Figures()
    for letter in letters():
        if letter.name.split()[0] != code:
            continue
        language = language_of(letter.text)
        figures.right("language", f"{letter.name}: {language}", hit=language == letter.language)
        found = anonymise("", letter.text, Known(), language=language)
        figures.wrong("withheld", f"{letter.name}: {found.doubt:.2f}", hit=found.withheld)
        score_text(figures, letter.label, str(found.text))
    return figures


def main(arguments: list[str]) -> int:
    """A line a language."""
    wanted = [one for one in arguments if not one.startswith("-")]
    for code in wanted or dict.fromkeys(letter.name.split()[0] for letter in letters()):
        figures = measure(code)
        print(f"{code}: {figures.line()}")
        if "--show" in arguments:
            print(*(f"  {miss}" for miss in figures.misses), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
