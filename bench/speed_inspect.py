"""`mailbot inspect --json` over 1,000 mails of 4 kB on one core, start included: its target, and where the time goes.

python -m bench speed_inspect     BENCH_LOAD=1000 mails, BENCH_SEED

Time is that of the processor (user and system) in a process of its own that may use one core. Floor is what the same
mails cost when the standard library does no more than parse them. The rooms are measured in this process, one after
the other over the same mails. Other work on the machine shows in these figures, above all in judging and redacting:
they ask large tables, and lose their place in the cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import load_mails
from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.ingest.triage import triage
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.known import known_from
from mailbot.privacy.people import People
from mailbot.rules.judge import judge
from mailbot.steps.inspection import Inspector
from mailbot.steps.offices import inspector

LOAD: Final = int(os.environ.get("BENCH_LOAD", "1000"))
SEED: Final = int(os.environ.get("BENCH_SEED", "7001"))
ROOT: Final = Path(__file__).parent.parent
_IN_ROOMS: Final = 200
TARGET_MAILS: Final = 1000
TARGET_SECONDS: Final = 10.0
_INSPECT: Final = (sys.executable, "-m", "mailbot", "--config", str(ROOT / "config"), "inspect", "--json")
_PARSE: Final = (
    "import sys; from email import message_from_bytes, policy\n"
    "for name in sys.argv[1:]:\n"
    "    mail = message_from_bytes(open(name, 'rb').read(), policy=policy.default)\n"
    "    body = mail.get_body(('plain', 'html'))\n"
    "    print(mail['Subject'], mail['From'], len(body.get_content()) if body else 0)\n"
)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processor and of the wall, and the most memory, of a finished process."""

    cpu: float
    wall: float
    megabytes: float


def report() -> Iterator[str]:
    """The lines of the table."""
    yield f"{'what':44} {'measured':>12} {'target':>12} {'floor':>12}"
    yield from inspecting()
    yield from rooms()


def row(what: str, measured: str, target: str = "", floor: str = "") -> str:
    """One line of the table."""
    return f"{what:44} {measured:>12} {target:>12} {floor:>12}"


def spent(command: tuple[str, ...], arguments: list[str]) -> Spent:
    """Run a command to its end on one core; its output is thrown away. Raises where it fails."""
    begun = time.monotonic()
    child = subprocess.Popen([*command, *arguments], stdout=subprocess.DEVNULL, preexec_fn=_one_core)  # noqa: PLW1509
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[1:3]} ended with {child.returncode}")
    return Spent(usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024)


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def inspecting() -> Iterator[str]:
    """`inspect` over files, start included, and what the start alone takes."""
    with TemporaryDirectory() as folder:
        files = []
        for number, raw in enumerate(load_mails.mails(LOAD, SEED)):
            path = Path(folder) / f"{number:05}.eml"
            path.write_bytes(raw)
            files.append(str(path))
        ours, start = spent(_INSPECT, files), spent(_INSPECT, files[:1])
        floor = spent((sys.executable, "-c", _PARSE), files)
    target = TARGET_SECONDS * LOAD / TARGET_MAILS if LOAD >= TARGET_MAILS else 0.0
    yield row(
        f"inspect, {LOAD} mails of 4 kB", f"{ours.cpu:.1f} s", f"{target:.0f} s" if target else "", f"{floor.cpu:.1f} s"
    )
    each = (ours.cpu - start.cpu) / max(1, LOAD - 1)
    yield row("  each mail after the start", f"{1e3 * each:.1f} ms", "", f"{1e3 * floor.cpu / LOAD:.1f} ms")
    yield row("  start, with one mail", f"{start.cpu:.2f} s")
    yield row("  reckoned for 1,000", f"{start.cpu + TARGET_MAILS * each:.1f} s", f"{TARGET_SECONDS:.0f} s")
    yield row("  most memory", f"{ours.megabytes:.0f} MB", "", f"{floor.megabytes:.0f} MB")


def rooms() -> Iterator[str]:
    """What each room takes of a mail, when all is loaded."""
    office = inspector(ROOT / "config", os.environ)
    raws = [*load_mails.mails(min(LOAD, _IN_ROOMS), SEED)]
    messages = [parse(raw) for raw in raws]
    for name, deed in (
        ("parse", lambda: [parse(raw) for raw in raws]),
        ("triage", lambda: [triage(message, office.house) for message in messages]),
        ("judge, triage included", lambda: [_judged(message, office) for message in messages]),
        ("anonymise", lambda: [_anonymised(message, office) for message in messages]),
    ):
        yield row(f"  {name}: each mail", f"{_best(deed) / len(raws):.2f} ms")


def _judged(message: Message, office: Inspector) -> object:
    return judge(message, office.ruleset, office.directory, office.house)


def _anonymised(message: Message, office: Inspector) -> object:
    return anonymise(
        message.subject, message.full_text, known_from(message, None, office.directory.names), People(), language="de"
    )


def _best(deed: Callable[[], object]) -> float:
    """Milliseconds of the processor, in the best of three rounds."""
    rounds = []
    for _ in range(3):
        begun = time.process_time()
        deed()
        rounds.append(time.process_time() - begun)
    return 1e3 * min(rounds)


if __name__ == "__main__":
    print(*report(), sep="\n")
