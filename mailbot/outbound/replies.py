"""Ready replies: the command a reply stands for, and the link that puts it into a mail (RFC 6068)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from mailbot.cases.events import Verb
from mailbot.errors import PermanentError
from mailbot.outbound.answer_contexts import Done
from mailbot.outbound.markup import LINK, TARGET
from mailbot.outbound.shown import Answer, Everything, Reply
from mailbot.outbound.words import Words
from mailbot.privacy.cleared import NOTHING, Cleared

Label = Callable[[str], Cleared]
"""What people call a route; nothing for no route."""

_VERBS: Final = frozenset(verb.value for verb in Verb)
MAX_LINK: Final = 900
"""Longer links are cut by mail programs; a line holds at most 998 octets (RFC 5322, 2.1.1)."""


def line(reply: Reply | Done, words: Words, label: Label) -> str:
    """The command as one types it: `ART Beschwerde`, `FERTIG BIS 26.03.2026`, `123 ERLEDIGT berechtigt`.

    `label` says what people call a route of the office. PermanentError for a command or a route that there is not.
    """
    verb = str(reply.verb)
    if verb not in _VERBS:
        raise PermanentError("a ready reply without a command")
    if isinstance(reply, Reply) and not _is_closed(reply):
        raise PermanentError("a ready reply with a word that no command knows")
    choice = reply.choice if isinstance(reply, Reply) else reply.evaluation
    kind, target = words.word("kind", str(reply.kind)), _target(reply, words, label)
    group = words.word("customer_group", str(reply.group)) if isinstance(reply, Done) else NOTHING
    named = (reply.all, reply.other, reply.answer) if isinstance(reply, Reply) else ()
    until = "BIS" if verb == Verb.CONTRIBUTION and str(reply.on) else ""
    parts: list[Cleared | str] = [verb, *named, kind, group, target, choice, reply.row, until, reply.on]
    number = str(reply.number)
    if verb == Verb.MERGE and isinstance(reply, Done):
        parts.insert(1, number)
    elif number:
        parts.insert(0, number)
    return " ".join(str(part) for part in parts if str(part))


def _is_closed(reply: Reply) -> bool:
    """Whether the words of the reply are those that commands know."""
    return str(reply.all) in {"", *Everything} and str(reply.answer) in {"", *Answer}


def _target(reply: Reply | Done, words: Words, label: Label) -> Cleared:
    """The route as it is typed: the German word of an office, else the id of a team."""
    route = str(reply.route)
    if route in words.groups["route_command"]:
        return words.word("route_command", route)
    if route and not label(route):
        raise PermanentError("a ready reply to a route that the office does not have")
    return reply.route


def link(reply: Reply, words: Words, label: Label, *, mailbox: str, tag: str) -> str:
    """A `mailto:` link to the mailbox with the token's tag as subject and the command as body (RFC 6068, 2)."""
    subject = quote(f"Re: {tag}" if tag else "Re: KRM", safe="")
    body = quote(f"{line(reply, words, label)}\r\n", safe="")
    found = f"mailto:{quote(mailbox, safe='@.-_+')}?subject={subject}&body={body}"
    return found if len(found) <= MAX_LINK else ""


def inline(reply: Reply, words: Words, label: Label, *, mailbox: str, tag: str) -> str:
    """The same inside a table: what is done, without the number, which stands in the row already, link, whole line."""
    shown, typed = line(replace(reply, number=NOTHING), words, label), line(reply, words, label)
    return f"{LINK}{shown}{TARGET}{link(reply, words, label, mailbox=mailbox, tag=tag)}{TARGET}{typed}{LINK}"
