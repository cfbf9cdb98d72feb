"""The anonymiser on generated mails that it has not seen: leaks by kind, doubt, other languages, presidio.

python -m bench privacy        COUNT and SEED by the environment: BENCH_MAILS, BENCH_SEED
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench import privacy_foreign as foreign
from bench import privacy_generator as generator
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known

MAILS: Final = int(os.environ.get("BENCH_MAILS", "1000"))
SEED: Final = int(os.environ.get("BENCH_SEED", "7001"))
FOREIGN_MAILS: Final = 60
PEER_MAILS: Final = 200
PEER: Final = Path(__file__).with_name("privacy_peer.py")
PEER_FIGURES: Final = Path(__file__).with_name("privacy_peer_figures.txt")


def report() -> Iterator[str]:
    """The lines of the table."""
    table = generator.run(MAILS, SEED)
    yield f"German, {MAILS} mails, seed {SEED}: share, count, 95 % interval"
    yield from table.lines()
    yield "doubt: what a lower threshold would buy"
    yield from generator.curve(table)
    yield f"other languages, {FOREIGN_MAILS} mails each"
    for language in foreign.LANGUAGES:
        yield foreign.line(language, foreign.run(FOREIGN_MAILS, SEED, language))
    yield from presidio()


def presidio() -> Iterator[str]:
    """presidio with its German recognisers on mails of the same seed, where an interpreter has it."""
    interpreter = _with_presidio()
    if interpreter is None:
        yield from stored()
        return
    rng = random.Random(SEED)  # noqa: S311 - reproducible on purpose
    marked = ["\n".join(generator.compose(rng)[:2]) for _ in range(PEER_MAILS)]
    bare = [generator.MARK.sub(r"\2", one) for one in marked]
    begun = time.perf_counter()
    peers = [_without(text, places) for text, places in zip(bare, _places(interpreter, bare), strict=True)]
    took = time.perf_counter() - begun
    ours = [_made(text) for text in bare]
    yield f"the same {PEER_MAILS} mails: identifiers left by presidio ({took:.1f} s with its start), by mailbot"
    theirs, own = _left(marked, peers), _left(marked, ours)
    for kind in sorted(theirs):
        (left, total), (mine, _) = theirs[kind], own[kind]
        yield f"{kind:8} {left / total:7.3f} {left:6}/{total:<6} {mine / total:7.3f} {mine:6}/{total}"


def stored() -> Iterator[str]:
    """What to say where presidio is not installed, and the figures of the last run: version, date, command."""
    yield "presidio: nicht installiert (pip install '.[bench]', or BENCH_PRESIDIO=python of another environment)"
    yield "stored figures, not of this run:"
    yield from PEER_FIGURES.read_text(encoding="utf-8").splitlines()


def _with_presidio() -> str | None:
    """The interpreter that can import presidio: the one named, else this one."""
    named = os.environ.get("BENCH_PRESIDIO", "")
    if named:
        return named
    return sys.executable if importlib.util.find_spec("presidio_analyzer") is not None else None


def _places(interpreter: str, texts: list[str]) -> list[list[tuple[int, int]]]:
    """Where presidio finds something in each text."""
    lines = "".join(f"{json.dumps(text)}\n" for text in texts)
    done = subprocess.run([interpreter, str(PEER)], input=lines, capture_output=True, text=True, check=True)
    return [[(start, end) for start, end in json.loads(line)] for line in done.stdout.splitlines()]


def _without(text: str, places: list[tuple[int, int]]) -> str:
    gone = {place for start, end in places for place in range(start, end)}
    return "".join(" " if i in gone else c for i, c in enumerate(text))


def _made(text: str) -> str:
    subject, _, body = text.partition("\n")
    made = anonymise(subject, body, Known())
    return f"{made.subject}\n{made.text}"


def _left(marked: list[str], shown: list[str]) -> dict[str, tuple[int, int]]:
    """For each kind of identifier how many are left, and of how many; "all" is the direct ones."""
    left: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, sent in zip(marked, shown, strict=True):
        there, harmless = generator.plain(sent), generator.plain(generator.MARK.sub("\x1f", text))
        for kind, original in generator.MARK.findall(text):
            hit = generator.leaks(kind, generator.plain(original), there, harmless)
            for row in (kind,) if kind in generator.QUASI else (kind, "all"):
                total[row] += 1
                left[row] += hit
    return {kind: (left[kind], total[kind]) for kind in total}
