"""`mailbot verify`: the chain of events, a head from a digest, and the case files on disk."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.steps.projection import rewrite_case_files
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.store.proof import place_of_head


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the head and length of the chain, broken links, and how many files on disk were put right."""

    head: str
    length: int
    broken: tuple[int, ...]
    head_stands: bool
    put_right: int


def prove(office: Runtime, head: str | None = None, length: int | None = None) -> Proof:
    """Check the chain; `head` and `length` are those of a digest. Write every case file anew."""
    with office.store.read() as tx:
        broken = tuple(register.broken_links(tx))
        now, entries = register.chain_head(tx)
        place = place_of_head(tx, head) if head is not None else None
    stands = place is not None and length in {None, place} and not any(link <= place for link in broken)
    return Proof(now, entries, broken, stands, rewrite_case_files(office))


def says_log(name: str, proof: Proof) -> str:
    """One line on the log and the files."""
    broken = ", ".join(str(link) for link in proof.broken) or "none"
    files = (
        f"; {proof.put_right} files of cases were missing or changed and are written anew" if proof.put_right else ""
    )
    return f"{name}: {proof.length} events, head {proof.head[:16]}, broken: {broken}{files}"


def says_head(length: int | None, *, found: bool) -> str:
    """One line on the head of a digest."""
    if found:
        return "The head of the digest stands in the log: nothing before it was changed or cut off."
    beside = "" if length is None else ", or not at that length"
    return (
        f"The head of the digest does NOT stand in the log unbroken{beside}: it was changed or cut off after that day."
    )
