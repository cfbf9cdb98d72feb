"""The anonymiser on generated mails that it has not seen: leaks by kind, doubt, other languages, time, presidio.

python -m bench privacy        COUNT and SEED by the environment: BENCH_MAILS, BENCH_SEED
"""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

from bench import privacy_foreign as foreign
from bench import privacy_generator as generator
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known

MAILS: Final = int(os.environ.get("BENCH_MAILS", "1000"))
SEED: Final = int(os.environ.get("BENCH_SEED", "7001"))
FOREIGN_MAILS: Final = 60
PEER_MAILS: Final = 100
_READY: Final = (
    "import time; begun = time.process_time();"
    "from mailbot.privacy.anonymise import anonymise; from mailbot.privacy.people import Known;"
    "anonymise('Beschwerde', 'Sehr geehrte Frau Quandt, ich warte.', Known());"
    "print(time.process_time() - begun)"
)


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
    yield from times()
    yield from presidio()


def samples(count: int, seed: int) -> list[tuple[str, str]]:
    """Subject and text of generated mails, without marks."""
    rng = random.Random(seed)  # noqa: S311 - reproducible on purpose
    made = [generator.compose(rng) for _ in range(count)]
    return [(generator.MARK.sub(r"\2", subject), generator.MARK.sub(r"\2", text)) for subject, text, _ in made]


def calibration() -> float:
    """Seconds of CPU for ten million additions; 0.45 on an idle core of the machine of the figures in docs."""
    begun = time.process_time()
    total = 0
    for i in range(10_000_000):
        total += i
    return time.process_time() - begun


def times() -> Iterator[str]:
    """CPU time for each kB and each mail, when ready, and how busy the machine was."""
    took: list[float] = []
    size = 0
    mails = samples(200, SEED + 1)
    anonymise(*mails[0], Known())
    for subject, text in mails:
        begun = time.process_time()
        anonymise(subject, text, Known())
        took.append(time.process_time() - begun)
        size += len(f"{subject}{text}".encode())
    took.sort()
    ready = float(subprocess.run([sys.executable, "-c", _READY], capture_output=True, text=True, check=True).stdout)
    yield (
        f"CPU time: {1e6 * sum(took) / size:.1f} ms per kB, median {1e3 * took[len(took) // 2]:.1f} ms per mail, "
        f"99 % {1e3 * took[int(0.99 * len(took))]:.1f} ms, ready in {ready:.2f} s; "
        f"ten million additions here {calibration():.2f} s"
    )


def presidio() -> Iterator[str]:
    """presidio with its German recognisers on mails of the same seed, if it is installed."""
    if importlib.util.find_spec("presidio_analyzer") is None:
        yield "presidio: not installed, not measured"
        return
    analyse = _analyser()
    left = total = 0
    rng = random.Random(SEED)  # noqa: S311 - reproducible on purpose
    for _ in range(PEER_MAILS):
        subject, text, _known = generator.compose(rng)
        marked = f"{subject}\n{text}"
        bare = generator.MARK.sub(r"\2", marked)
        shown = generator.plain("".join(c for c, gone in zip(bare, analyse(bare), strict=True) if not gone))
        harmless = generator.plain(generator.MARK.sub("\x1f", marked))
        for kind, original in generator.MARK.findall(marked):
            if kind not in generator.QUASI:
                total += 1
                left += generator.leaks(kind, generator.plain(original), shown, harmless)
    yield f"presidio: {left / total:.3f} of the direct identifiers left ({left}/{total}, {PEER_MAILS} mails)"


def _analyser() -> Callable[[str], bytearray]:
    """A function from a text to a flag for each character: covered by a finding or not."""
    from presidio_analyzer import RecognizerRegistry  # type: ignore[import-not-found,unused-ignore]

    registry = RecognizerRegistry(supported_languages=["de"])
    registry.load_predefined_recognizers(languages=["de"])

    def covered(text: str) -> bytearray:
        flags = bytearray(len(text))
        for recogniser in registry.recognizers:
            for found in recogniser.analyze(text, recogniser.supported_entities, None) or ():
                flags[found.start : found.end] = b"\x01" * (found.end - found.start)
        return flags

    return covered
