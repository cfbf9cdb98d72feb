"""Whether a word that is somebody's name and an ordinary word besides stands somewhere as the name."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.grammar import (
    ARTICLES,
    FUNCTION,
    LEADS,
    NO_NAMES,
    NOUN_MARKERS,
    ROLES,
    SAYING,
    TIME_MARKERS,
    TIME_WORDS,
)
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import COMMA, Reading, Token
from mailbot.privacy.recognisers.introduced import LABELS
from mailbot.privacy.recognisers.name_runs import (
    NEVER,
    STRICTLY_SAYING,
    capital_name,
)


def stands_as_name(reading: Reading, token: Token) -> bool:
    """Whether a word that is both name and ordinary word stands here as a name."""
    if token.key in TIME_WORDS and _dated(reading, token):
        return False
    if _where_people_stand(reading, token) or _headed(reading, token):
        return True
    if _after_adjective(reading, token):
        return False
    if token.key in FUNCTION:
        return any(stands(reading, token) for stands in (_written, _alone_on_line, _small_subject, _filed))
    before = reading.tokens[token.index - 1].key if token.index and "\n\n" not in reading.before(token.index) else ""
    markers = TIME_MARKERS if token.key in TIME_WORDS else NOUN_MARKERS - _OF_PERSONS
    if reading.loud or reading.quiet:
        after = reading.tokens[token.index + 1].key if token.index + 1 < len(reading.tokens) else ""
        speaks = before in {"und", ""} and after in STRICTLY_SAYING
        return before not in markers and (
            speaks or token.has(Flag.NOUN, Flag.SURNAME, Flag.FIRST) or before in ARTICLES
        )
    if not token.capital:
        return False
    if (
        before in markers
        and (token.has(Flag.COMMON) or before not in {"einer", "einem", "einen"})
        and "." not in reading.before(token.index)
        and "\n" not in reading.before(token.index)
        and ":" not in reading.before(token.index)
    ):
        return False
    return not (token.opens and not token.has(Flag.NOUN) and _sentence_follows(reading, token))


def _dated(reading: Reading, token: Token) -> bool:
    """Whether a day stands right before the month or a year right behind it."""
    before, behind = reading.before(token.index).rstrip(), reading.gap(token.index).lstrip(" \t")
    return before.removesuffix(".")[-1:].isdigit() or behind[:4].isdigit()


_OF_PERSONS: Final = frozenset({"zu", "laut", "wegen", "ohne", "trotz", "samt", "nebst"})
"""Words before a noun without article that stand before a person as well: `schickt mich zu Fink`."""


def _where_people_stand(reading: Reading, token: Token) -> bool:
    """`die Lehrer meint`, `bei der Papst war ich`, `mit einer Lehrer oder so`: a person, whatever the article."""
    i, keys = token.index, [one.key for one in reading.tokens[max(0, token.index - 2) : token.index + 3]]
    if i < 2 or len(keys) < 5:
        return False
    if token.key in ROLES and token.capital and reading.tokens[i - 1].key in ROLES and reading.before(i) == " ":
        return True
    if token.key in NO_NAMES and not (token.key in FUNCTION and token.has(Flag.SURNAME)):
        return False
    lead, before, _, after, second = keys
    return (
        (before in {"der", "die"} and after in STRICTLY_SAYING)
        or (before in {"der", "die", "den"} and after == "kennt")
        or (lead in _WITH_WHOM and before in {"der", "dem"} and after in _WAS and second in {"ich", "wir"})
        or (before in {"einer", "einem", "einen"} and after == "oder" and second in {"so", "aehnlich"})
    )


_WITH_WHOM: Final = frozenset({"bei", "mit", "zu", "von"})
_WAS: Final = frozenset({"war", "hab", "habe", "bin", "sass", "hatte"})


def _after_adjective(reading: Reading, token: Token) -> bool:
    """Whether an inflected adjective stands before it, as before a noun: `aus gutem Grund`, `der strenge Winter`."""
    if token.index == 0 or reading.before(token.index) != " ":
        return False
    before = reading.tokens[token.index - 1]
    if before.capital or before.key in FUNCTION or before.key in SAYING or not before.explained:
        return False
    if before.key.endswith("em"):
        return True
    lead = reading.tokens[token.index - 2].key if token.index > 1 else ""
    return before.key.endswith(("e", "en", "er", "es")) and lead in LEADS


def _written(_reading: Reading, token: Token) -> bool:
    """Whether a small word is written like a name."""
    return capital_name(token)


def _filed(reading: Reading, token: Token) -> bool:
    """`AKTE MACHT`, `WEISS, ZOREH`: behind the word for a file, or before a given name at the beginning."""
    i = token.index
    if i and reading.before(i) == " " and reading.tokens[i - 1].key in {"akte", "sache", "fall", "familie"}:
        return True
    if not token.opens or i + 1 >= len(reading.tokens) or reading.gap(i) != ", ":
        return False
    follower = reading.tokens[i + 1]
    return follower.named or not follower.explained


def _small_subject(reading: Reading, token: Token) -> bool:
    """`weiß ist die beste`, `weiß hat gesagt`: without capitals, a surname that begins the sentence as its subject."""
    if not (reading.quiet and token.opens and token.has(Flag.SURNAME)) or token.index + 1 >= len(reading.tokens):
        return False
    return reading.gap(token.index) == " " and reading.tokens[token.index + 1].key in SAYING


def _headed(reading: Reading, token: Token) -> bool:
    """`Beschwerde selig` as a heading, `ehrlich, ubah`: behind a label at the line's end, before a given name."""
    i = token.index
    labelled = i > 0 and reading.tokens[i - 1].key in LABELS and re.fullmatch(r"[ \t]|:[ \t]{0,4}", reading.before(i))
    if labelled and reading.gap(i)[:1] in {"", "\n"} and token.key not in NEVER:
        return True
    if not token.opens or i + 1 >= len(reading.tokens) or reading.gap(i) not in COMMA or token.key in FUNCTION:
        return False
    follower = reading.tokens[i + 1]
    return (follower.named or not follower.explained) and reading.gap(i + 1)[:1] in {"", "\n", ","}


def _alone_on_line(reading: Reading, token: Token) -> bool:
    """Whether the line holds this word and at most one more, as a signature does."""
    start = reading.text.rfind("\n", 0, token.start) + 1
    end = reading.text.find("\n", token.end)
    line = reading.text[start : end if end >= 0 else None]
    return (token.capital or reading.quiet) and len(line.split()) <= 2


def _sentence_follows(reading: Reading, token: Token) -> bool:
    """Whether an adjective or adverb that opens a sentence goes on with one: `Klein ist die Wohnung`."""
    if token.index + 1 >= len(reading.tokens):
        return False
    follower = reading.tokens[token.index + 1]
    return reading.gap(token.index) == " " and not follower.capital and follower.key not in SAYING
