"""How quick it is: the anonymiser, its memory, a whole cycle over a mail server; targets and floors.

python -m bench speed             BENCH_CYCLE=60 mails for the cycle, BENCH_SEED; with `speed_inspect`

Time is that of the processor (user and system). The last line says how quick this machine is at the moment: ten
million additions take 0.45 s on an idle core of the machine of the peers' figures.

Peers, as measured on 2,000 mails of this size on an idle machine with two cores (CPU s for 1,000 mails; mails a second
taken in over IMAP and acknowledged): django-helpdesk 2.6.1: 7.0 s; 101 with SQLite WAL, 81 with PostgreSQL. Roundup
2.6.0: 10.4 s; 58 with its hash rounds lowered (108 s; 8.6 as shipped). RT 5.0.3: 97 s; 7.5. None of them judges or
redacts what it takes in. Redactors, CPU ms for each kB: presidio 2.1 to 2.9, HanTa 24, Rampart ONNX 50; memory:
presidio 133 MB, Rampart about 210 MB, a dictionary as Python sets 320 MB, names-dataset 2 GB.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Final

from bench import load_mails
from bench import privacy_generator as generator
from bench.speed_cycle import cycle
from bench.speed_inspect import row
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known

CYCLE: Final = int(os.environ.get("BENCH_CYCLE", "60"))
SEED: Final = int(os.environ.get("BENCH_SEED", "7001"))
_READY: Final = (
    "import json, time; begun = time.process_time()\n"
    "def memory():\n"
    "    lines = open('/proc/self/status') if __import__('os').path.exists('/proc/self/status') else []\n"
    "    return {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith(('VmRSS', 'RssAnon'))}\n"
    "from mailbot.privacy.anonymise import anonymise; from mailbot.privacy.people import Known\n"
    "import sys; bare = memory()\n"
    "anonymise('Beschwerde', 'Sehr geehrte Frau Quandt, ich warte.', Known())\n"
    "ready = time.process_time() - begun\n"
    "for text in json.load(sys.stdin): anonymise('', text, Known())\n"
    "print(json.dumps([ready, bare, memory()]))\n"
)


def report() -> Iterator[str]:
    """The lines of the table."""
    yield f"{'what':44} {'measured':>12} {'target':>12} {'floor':>12}"
    yield from anonymising()
    yield from memory()
    yield from cycle(CYCLE, SEED)
    yield f"ten million additions at the moment: {calibration():.2f} s (0.45 s on the idle machine)"
    yield from (__doc__ or "").partition("\n\nPeers")[2].join(("peers", "")).strip().splitlines()


def anonymising() -> Iterator[str]:
    """The anonymiser on generated mails that are dense with identifiers, and on the long ones of the load."""
    dense = [_bare(one) for one in _composed(200)]
    rng = random.Random(SEED)  # noqa: S311 - reproducible on purpose
    long = [("Beschwerde", load_mails.letter(rng, "Karla Muster", 3300)) for _ in range(100)]
    anonymise(*dense[0], Known())
    for name, mails in (("short mails full of names", dense), ("letters of 3 kB", long)):
        took = []
        for subject, text in mails:
            begun = time.process_time()
            anonymise(subject, text, Known())
            took.append(time.process_time() - begun)
        took.sort()
        size = sum(len(f"{subject}{text}".encode()) for subject, text in mails)
        quick = sum(one < 0.02 for one in took) / len(took)
        yield row(f"anonymise, {name}: each kB", f"{1e6 * sum(took) / size:.1f} ms", "5 ms")
        yield row("  mails under 20 ms", f"{100 * quick:.1f} %", "99 %")
        middle, slow = took[len(took) // 2], took[int(0.99 * len(took))]
        yield row("  median, and 99 % below", f"{1e3 * middle:.1f}, {1e3 * slow:.1f} ms")


def memory() -> Iterator[str]:
    """When the anonymiser is ready in a new process, and what its lexicons and memories take there."""
    texts = json.dumps([text for _, text in map(_bare, _composed(100))])
    done = subprocess.run([sys.executable, "-c", _READY], input=texts, capture_output=True, text=True, check=True)
    ready, before, after = json.loads(done.stdout)
    yield row("anonymiser ready, imports included", f"{ready:.2f} s", "1 s")
    if after:
        grown = {name: (after[name] - before[name]) / 1024 for name in after}
        yield row("lexicons in memory, after 100 mails", f"{grown['VmRSS:']:.0f} MB", "60 MB")
        yield row("  of which not shared with other processes", f"{grown.get('RssAnon:', 0):.0f} MB")


def _composed(count: int) -> list[tuple[str, str]]:
    rng = random.Random(SEED + 1)  # noqa: S311 - reproducible on purpose
    return [generator.compose(rng)[:2] for _ in range(count)]


def _bare(marked: tuple[str, str]) -> tuple[str, str]:
    return generator.MARK.sub(r"\2", marked[0]), generator.MARK.sub(r"\2", marked[1])


def calibration() -> float:
    """Seconds of CPU for ten million additions."""
    begun = time.process_time()
    total = 0
    for i in range(10_000_000):
        total += i
    return time.process_time() - begun


if __name__ == "__main__":
    print(*report(), sep="\n")
