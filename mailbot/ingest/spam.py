"""Spam, by the mark of the trusted server and by its wording.

Wording is counted in points. A mail that names a file number, a paragraph or a Bescheid is not spam by its wording
alone; frauds and advertisements that do so still are, when they show much more of it (domain, section 10).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import ahocorasick

from mailbot.ingest.plain_words import needed_words, split_alternatives
from mailbot.ingest.signs import Hit, Signs
from mailbot.ingest.spam_points import POINTS
from mailbot.vocabulary import Disposition

THRESHOLD: Final = 4
THRESHOLD_DESPITE_A_MATTER: Final = 8
STRONG: Final = 3
"""At least one sign of this weight must be there: weak ones stand in honest mails too (Mahnung, Sparkasse)."""


class Sign(NamedTuple):
    """An alternative of a row of `POINTS`: without one of its words it cannot be found."""

    row: int
    points: int
    pattern: str
    words: tuple[str, ...]


def signs_of_spam() -> tuple[Sign, ...]:
    """Every alternative of `POINTS`."""
    return tuple(
        Sign(row, points, part, needed_words(part))
        for row, (points, pattern) in enumerate(POINTS)
        for part in split_alternatives(pattern)
    )


_LINK: Final = re.compile(r"https?://|www\.")
_DANGEROUS: Final = re.compile(r"\.(?:exe|scr|js|jse|vbs|vbe|bat|cmd|com|pif|hta|lnk|iso|img|jar|wsf|xlsm|docm|ace)$")
_OURS: Final = re.compile(
    r"\b(?:mein|meine|meinen|meinem|meiner) (?:antrag|miete|sachbearbeiter|vermittler|unterlagen|termin|"
    r"leistung|geld|bescheid|widerspruch|beschwerde|berater)|"
    r"bg-?nummer|bedarfsgemeinschaft|bürgergeld|kunden-?(?:nr|nummer)\.?:? ?\d{3}[a-d]"
)


def marked_by_server(signs: Signs) -> Hit | None:
    """The trusted server's mark; a mail that names a matter of ours is not thrown away on it, but looked at."""
    value = signs.header(signs.house.spam_header.lower())
    if value.startswith(("yes", "true", "1", "spam")) and not signs.names_a_matter and not _OURS.search(signs.text):
        return Hit(Disposition.SPAM, "marked_by_server", signs.house.spam_header)
    return None


def spam_wording(signs: Signs) -> Hit | None:
    """Enough points of wording, more where the mail names a matter, none where the office itself writes."""
    if signs.house.is_internal(signs.sender) or signs.from_web_form:
        return None
    points = spam_points(signs)
    if points < THRESHOLD:
        return None
    needed = THRESHOLD_DESPITE_A_MATTER if signs.names_a_matter or _OURS.search(signs.text) else THRESHOLD
    if points >= needed:
        return Hit(Disposition.SPAM, "spam_wording", f"{points} points")
    return None


def spam_points(signs: Signs) -> int:
    """How many points of spam the wording, links and attachments of a mail show.

    None without a strong sign, and none for a single sign: honest mails hold one by chance.
    """
    whole = f"{signs.subject}\n{signs.text}"
    possible = _possible(whole)
    strong = _weights(whole, [sign for sign in possible if sign.points >= STRONG])
    if any(_DANGEROUS.search(a.name.lower()) for a in signs.message.attachments):
        strong.append(STRONG)
    if not strong:
        return 0
    weak = _weights(whole, [sign for sign in possible if sign.points < STRONG])
    found = [*strong, *weak, *([1] if _LINK.search(signs.text) else [])]
    return sum(found) if len(found) > 1 else 0


def _possible(text: str) -> list[Sign]:
    """The signs of which a word stands in the text, by one pass over it, and those that need none."""
    automaton, always = _looked_for()
    return [*always, *dict.fromkeys(sign for _, signs in automaton.iter(text) for sign in signs)]


def _weights(text: str, signs: list[Sign]) -> list[int]:
    """The points of each row of `POINTS` of which an alternative is found."""
    found: dict[int, int] = {}
    for sign in signs:
        if sign.row not in found and _expression(sign.pattern).search(text):
            found[sign.row] = sign.points
    return [*found.values()]


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _looked_for() -> tuple[ahocorasick.Automaton, tuple[Sign, ...]]:
    """From each plain word to the signs that need it; and the signs that need none."""
    by_word: dict[str, list[Sign]] = {}
    signs = signs_of_spam()
    for sign in signs:
        for word in sign.words:
            by_word.setdefault(word, []).append(sign)
    automaton = ahocorasick.Automaton()
    for word, needing in by_word.items():
        automaton.add_word(word, tuple(needing))
    automaton.make_automaton()
    return automaton, tuple(sign for sign in signs if not sign.words)
