"""Ready replies: the command a reply stands for, and the link that puts it into a mail (RFC 6068)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from mailbot.cases.events import Verb
from mailbot.outbound.contexts import Done
from mailbot.outbound.markup import LINK, TARGET
from mailbot.outbound.shown import Reply
from mailbot.outbound.words import Words
from mailbot.privacy.cleared import NOTHING, Cleared

MAX_LINK = 900
"""Longer links are cut by mail programs; a line holds at most 998 octets (RFC 5322, 2.1.1)."""


def line(reply: Reply | Done, words: Words) -> str:
    """The command as one types it: `ART Beschwerde`, `FERTIG BIS 26.03.2026`, `123 ERLEDIGT berechtigt`."""
    verb = str(reply.verb)
    choice = reply.choice if isinstance(reply, Reply) else reply.evaluation
    target = (
        words.word("route_command", str(reply.route))
        if str(reply.route) in words.groups["route_command"]
        else reply.route
    )
    parts: list[Cleared | str] = [verb, words.word("kind", str(reply.kind)), target, choice, reply.row, reply.on]
    number = str(reply.number)
    if verb == Verb.MERGE:
        parts.insert(1, number)
    elif number:
        parts.insert(0, number)
    return " ".join(str(part) for part in parts if str(part))


def link(reply: Reply, words: Words, mailbox: str, tag: str) -> str:
    """A `mailto:` link to the mailbox with the token's tag as subject and the command as body (RFC 6068, 2)."""
    subject = quote(f"Re: {tag}" if tag else "Re: KRM", safe="")
    body = quote(f"{line(reply, words)}\r\n", safe="")
    found = f"mailto:{quote(mailbox, safe='@.-_+')}?subject={subject}&body={body}"
    return found if len(found) <= MAX_LINK else ""


def inline(reply: Reply, words: Words, mailbox: str, tag: str) -> str:
    """The same as one word inside a table: what is done, without the number, which stands in the row already."""
    return f"{LINK}{line(replace(reply, number=NOTHING), words)}{TARGET}{link(reply, words, mailbox, tag)}{LINK}"
