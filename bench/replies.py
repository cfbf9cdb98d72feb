"""The newest text of replies, told from quotes and signatures: right of how many, beside two peers.

python -m bench replies [--cases FILE]     another file of cases: [{"name", "email_text", "expected_reply"}, ...]
python -m bench.replies --show             and what ours got wrong
BENCH_REPLY_PEERS=python                   the interpreter of another environment that has the peers

The floor takes the whole text for the reply. Texts are compared without white space at line ends and between words.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mailbot.ingest.reply import newest_text

CASES: Final = Path(__file__).parent.parent / "tests" / "data" / "reply_cases.json"
PEERS: Final = Path(__file__).with_name("reply_peers.py")
NAMES: Final = ("mail-parser-reply", "email-reply-parser")


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what of it is the reply."""

    name: str
    text: str
    reply: str


def cases(path: Path = CASES) -> list[Case]:
    """The cases of a file."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Case(row["name"], row["email_text"], row["expected_reply"]) for row in rows]


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, white space apart."""
    return one.split() == other.split()


def wrong(read: list[Case]) -> list[str]:
    """The names of the cases that ours gets wrong."""
    return [case.name for case in read if not same(newest_text(case.text).newest, case.reply)]


def of_peers(read: list[Case]) -> dict[str, int]:
    """How many each installed peer gets right."""
    interpreter = os.environ.get("BENCH_REPLY_PEERS") or sys.executable
    lines = "".join(f"{json.dumps(case.text)}\n" for case in read)
    done = subprocess.run([interpreter, str(PEERS)], input=lines, capture_output=True, text=True, check=True)
    right: dict[str, int] = {}
    for case, line in zip(read, done.stdout.splitlines(), strict=True):
        for name, reply in json.loads(line).items():
            right[name] = right.get(name, 0) + same(reply, case.reply)
    return right


def chosen() -> Path:
    """The file named after --cases, else ours."""
    return Path(sys.argv[sys.argv.index("--cases") + 1]) if "--cases" in sys.argv[:-1] else CASES


def report() -> Iterator[str]:
    """The lines of the table."""
    path = chosen()
    read = cases(path)
    begun = time.process_time()
    missed = wrong(read)
    took = (time.process_time() - begun) / len(read)
    peers = of_peers(read)
    yield f"{path.name}, {len(read)} cases; target: at least as many right as the best peer"
    yield row("mailbot", len(read) - len(missed), len(read)) + f"  {1e3 * took:.2f} ms each"
    yield row("floor: the whole text", sum(same(case.text, case.reply) for case in read), len(read))
    for name, right in peers.items():
        yield row(name, right, len(read))
    for name in NAMES:
        if not any(peer.startswith(name) for peer in peers):
            yield f"{name:30} not installed (pip install {name}, or BENCH_REPLY_PEERS=python of another environment)"
    if "--show" in sys.argv:
        yield from (f"wrong: {name}" for name in missed)


def row(name: str, right: int, total: int) -> str:
    """One line of the table."""
    return f"{name:30} {right:4}/{total:<4} {right / total:6.3f}"


if __name__ == "__main__":
    print(*report(), sep="\n")
