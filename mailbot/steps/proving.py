"""`mailbot verify`: the chain of events, a head from a digest, and the case files on disk."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.errors import PermanentError
from mailbot.steps.projection import rewrite_case_files
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.store.proof import lost_messages, place_of_head


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the head and length of the chain, broken links, messages whose bytes are lost, and how many
    files on disk were put right; `unwritten` says why some could not be."""

    head: str
    length: int
    broken: tuple[int, ...]
    head_stands: bool
    put_right: int = 0
    lost: tuple[int, ...] = ()
    unwritten: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether everything was as it should be."""
        return not (self.broken or self.lost or self.put_right or self.unwritten)


def prove(office: Runtime, head: str | None = None, length: int | None = None) -> Proof:
    """Check the chain and all messages; `head` and `length` are those of a digest. Put every case file right."""
    with office.store.read() as tx:
        broken = tuple(register.broken_links(tx))
        now, entries = register.chain_head(tx)
        place = place_of_head(tx, head) if head is not None else None
        lost = tuple(lost_messages(tx))
    stands = place is not None and length in {None, place} and not any(link <= place for link in broken)
    try:
        put_right, unwritten = rewrite_case_files(office), ""
    except PermanentError as error:
        put_right, unwritten = 0, str(error)
    return Proof(now, entries, broken, stands, put_right, lost, unwritten)


def says_log(name: str, proof: Proof) -> str:
    """One line on the log and the files."""
    broken = ", ".join(str(link) for link in proof.broken) or "none"
    files = (
        f"; {proof.put_right} files of cases were missing or changed and are written anew" if proof.put_right else ""
    )
    gone = f"; bytes lost or changed of the messages {', '.join(map(str, proof.lost))}" if proof.lost else ""
    unwritten = f"; {proof.unwritten}" if proof.unwritten else ""
    return f"{name}: {proof.length} events, head {proof.head[:16]}, broken: {broken}{gone}{files}{unwritten}"


def says_head(length: int | None, *, found: bool) -> str:
    """One line on the head of a digest."""
    if found:
        return "The head of the digest stands in the log: nothing before it was changed or cut off."
    beside = "" if length is None else ", or not at that length"
    return (
        f"The head of the digest does NOT stand in the log unbroken{beside}: it was changed or cut off after that day."
    )
