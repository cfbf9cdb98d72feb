"""Names after salutations, titles, roles and kinship, and the further names of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import (
    FUNCTION,
    INTRODUCERS,
    KIN,
    LEADS,
    PARTICLES,
    ROLES,
    SALUTATIONS,
    TIME_WORDS,
    TITLES,
)
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.memory import Memory
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.expressions import Expression, exact, in_any_case
from mailbot.privacy.recognisers.name_runs import (
    NEVER,
    Run,
    capital_name,
    is_role,
    likely,
    one_word_more,
    run_from,
    skip_titles,
)

_NEAR: Final = re.compile(r"[ \t]{0,3}(?:[.:\"'„“‚»\-]{0,3}[ \t]{0,3}|[ \t]{0,2}\n[ \t>]{0,4})")


_SMALL_PARTS: Final = PARTICLES | {"am", "an", "im", "vor"}
_OFTEN_ADJECTIVES: Final = words("often adjectives")


def salutations(reading: Reading) -> Iterator[Run]:
    """After Herr, Frau, Hr., Fr., Familie, Eheleute."""
    for i in reading.where(SALUTATIONS):
        token = reading.tokens[i]
        if not _NEAR.fullmatch(reading.gap(i)) or "(" in reading.gap(i):
            continue
        if (
            token.key in {"familie", "bay", "fam", "herren", "frauen", "geschwister", "ms", "pan", "mr"}
            and not token.capital
            and not reading.quiet
        ):
            continue
        start = skip_titles(reading, i + 1)
        if (
            start >= len(reading.tokens)
            or _title(reading.tokens[start])
            or (token.key in {"fr", "hr"} and token.text.isupper() and not reading.loud)
        ):
            continue
        if token.key == "fr" and "." not in reading.gap(i) and not token.capital and not reading.quiet:
            continue
        end = max(
            run_from(reading, start, sure=True), _small_word(reading, start), _particle_and_initial(reading, start)
        )
        if end == start and reading.quiet and reading.gap(start)[:1] == "," and reading.tokens[start].key not in NEVER:
            end = start + 1
        if end > start:
            yield start, end, f"after {token.key}"
        yield from _second_of_pair(reading, end)


def _small_word(reading: Reading, at: int) -> int:
    """`herr weiß sagt`: index behind a small word that is also a surname, if the salutation before has no article."""
    token = reading.tokens[at]
    if token.key not in FUNCTION or not token.has(Flag.SURNAME) or token.key in NEVER:
        return at
    before = reading.tokens[at - 2].key if at > 1 else ""
    bare = reading.tokens[at - 1].key in {"herr", "herrn", "frau"} and before not in LEADS
    return at + 1 if bare and reading.before(at) == " " else at


def _particle_and_initial(reading: Reading, at: int) -> int:
    """`Herr v. R.`, `Frau Am Ende`: index behind a particle and an initial, or a capital particle and a word."""
    if at + 1 >= len(reading.tokens) or reading.tokens[at].key not in _SMALL_PARTS:
        return at
    follower = reading.tokens[at + 1]
    noble = reading.quiet and reading.tokens[at].key in {"von", "van", "zu"} and reading.gap(at) == " "
    if noble and follower.key not in FUNCTION and (follower.has(Flag.SURNAME, Flag.PLACE) or not follower.explained):
        return at + 2
    if reading.tokens[at].capital and follower.capital and reading.gap(at) == " " and not reading.loud:
        return at + 2
    lone = len(follower.text) == 1 and follower.capital and reading.gap(at + 1)[:1] == "."
    return at + 2 if lone and re.fullmatch(r"\.?[ \t]", reading.gap(at)) else at


def _title(token: Token) -> bool:
    """Whether a title stands where the name should: then the name behind it is settled already."""
    return token.key in TITLES and len(token.text) > 1


def _second_of_pair(reading: Reading, at: int) -> Iterator[Run]:
    """`Frau Amsel und Meise`: the second name, where it can only be one."""
    tokens = reading.tokens
    if at + 1 < len(tokens) and tokens[at].key in {"und", "u", "oder", "bzw"} and tokens[at + 1].capital:
        follower = tokens[at + 1]
        if (follower.named or not follower.explained) and follower.key not in SALUTATIONS:
            end = run_from(reading, at + 1)
            if end > at + 1:
                yield at + 1, end, "second of a pair"


_LEADING_TITLES: Final = frozenset(
    ["dr", "prof", "professor", "doktor", "rechtsanwalt", "rechtsanwaeltin", "ra", "rain"]
)


def titles(reading: Reading) -> Iterator[Run]:
    """After Dr., Prof., Rechtsanwalt where no Herr or Frau stands before."""
    for i in reading.where(_LEADING_TITLES):
        token = reading.tokens[i]
        if re.fullmatch(r"\.?(?:-[ \t]?|[ \t]{1,2}|\n)?", reading.gap(i)):
            start = skip_titles(reading, i)
            here = i < start < len(reading.tokens) and not _title(reading.tokens[start])
            here = here and "]" not in reading.before(start)
            end = run_from(reading, start) if here else start
            if (
                end > start
                and (reading.tokens[start].capital or reading.quiet or not reading.tokens[start].explained)
                and not (token.key in {"ra", "rain"} and not token.capital)
            ):
                yield start, end, f"after {token.key}"


def _initialled(reading: Reading, i: int) -> bool:
    """Whether word i is a single letter with a full stop that cannot end the sentence's last word."""
    token = reading.tokens[i]
    return len(token.text) == 1 and token.capital and reading.text[token.end : token.end + 1] == "."


_LONGEST_NAME: Final = 12
"""Compounds of more letters are hardly somebody's name."""
_RELATES: Final = Memory(lambda key: key in KIN or is_role(key))


def relations(reading: Reading) -> Iterator[Run]:
    """After words of kinship and of roles: `mein Sohn ...`, `Sachbearbeiterin ...`, also in brackets."""
    for i in sorted(i for key, places in reading.by_key.items() if _RELATES[key] for i in places):
        if i + 1 == len(reading.tokens):
            continue
        token, gap = reading.tokens[i], reading.gap(i)
        if not re.fullmatch(
            r"[ \t]{0,3}(?:[,:(=\"'„“–\-]{0,2}|\.)[ \t]{0,3}[\"'„“(]?|[ \t]?\n[ \t>]{0,4}|:[ \t]{0,20}", gap
        ):
            continue
        start = skip_titles(reading, i + 1)
        start = _past_filler(reading, start)
        if start >= len(reading.tokens) or _title(reading.tokens[start]) or "]" in reading.before(start):
            continue
        first = reading.tokens[start]
        if (
            first.opens
            and ":" not in gap
            and "(" not in gap
            and "=" not in gap
            and "\n" not in gap
            and "." not in gap
            and "," not in gap
            and "-" not in gap
        ):
            continue
        apposed = start == i + 1 and gap == " " and token.key not in _OFTEN_ADJECTIVES and _apposed(first, reading)
        made = first.explained and len(first.key) > _LONGEST_NAME and not first.has(Flag.SURNAME, Flag.FIRST)
        if (likely(first, reading, listed=True) and not made) or apposed or _initialled(reading, start):
            end = run_from(reading, start, sure=True)
            if end == start:
                end = start + 1
            end += end == start + 1 and one_word_more(reading, end)
            yield start, end, f"after {token.key}"
            yield from rest_of_list(reading, end)


def _apposed(token: Token, reading: Reading) -> bool:
    """Whether a word right behind a relation or role must be a name, since two nouns do not stand together."""
    role = is_role(reading.tokens[token.index - 1].key)
    if token.key in FUNCTION:
        return capital_name(token) and not reading.loud
    if token.key in KIN or token.key in ROLES:
        return role and token.capital and token.has(Flag.SURNAME) and not reading.loud and token.key not in KIN
    if token.has(Flag.OFFICE) or token.key in TIME_WORDS:
        return role and token.capital and token.has(Flag.SURNAME, Flag.FIRST)
    if reading.loud or (reading.quiet and not token.capital):
        rare = role and reading.quiet and not token.has(Flag.COMMON) and not token.key.endswith(_VERB_ENDINGS)
        return token.has(Flag.SURNAME) or (token.has(Flag.NOUN) and role) or rare
    return token.capital


_VERB_ENDINGS: Final = ("t", "te", "ten", "en", "st", "e", "lich")
_FILLERS: Final = INTRODUCERS | {"der", "die", "den", "dem", "und", "ist", "war"}


def _past_filler(reading: Reading, index: int) -> int:
    """Skip `der`, `heißt`, `namens`, `ist der` between a relation and its name."""
    limit = index + 3
    while (
        index < min(limit, len(reading.tokens) - 1)
        and reading.tokens[index].key in _FILLERS
        and reading.tokens[index].key != "und"
    ):
        index += 1
    return index


_AGE: Final = re.compile(r"[ \t]\(\d{1,2}(?:[ \t]?(?:J\.?|Jahre))?\)")


def rest_of_list(reading: Reading, at: int) -> Iterator[Run]:
    """`..., Ben und Mia`: further names of a list."""
    tokens = reading.tokens
    for _ in range(6):
        if at >= len(tokens):
            return
        gap = reading.before(at)
        after_age = re.fullmatch(r"[ \t]?[(,][ \t]?\d{1,2}[^\w\n]{0,12}(?:Jahre|J\.?)?[),; ]{0,3}", gap)
        if tokens[at].key in {"und", "sowie", "u"} and at + 1 < len(tokens):
            at += 1
        elif not (re.fullmatch(r"[ \t]?[,/&+][ \t\n]{0,3}", gap) or after_age):
            return
        aged = tokens[at].capital and _AGE.match(reading.gap(at)) and not tokens[at].has(Flag.OFFICE)
        if not ((aged or likely(tokens[at], reading)) and reading.free(tokens[at].start, tokens[at].end)):
            return
        end = max(run_from(reading, at), at + 1)
        yield at, end, "further name of a list"
        at = end


def _bare_noun(token: Token, reading: Reading) -> bool:
    """A noun without article that can be no manner or instrument."""
    if token.has(Flag.OFFICE) or token.key in words("manners") | KIN | ROLES | FUNCTION:
        return False
    if token.explained and not token.listed and len(token.key) > _LONGEST_NAME:
        return False
    return token.capital or (reading.quiet and (token.has(Flag.NOUN, Flag.SURNAME) or not token.listed))


_HANDLER: Final = in_any_case(
    r"\b(?:von|durch|bei|beim|mit)[ \t]{1,2}(?P<name>[^\W\d_][\w'’-]{1,30})"
    r"[ \t]{1,2}(?:[\wäöüß]{1,15}[ \t]){0,2}(?:bearbeitet|betreut|beraten|abgewimmelt|abgewiesen|bedient|"
    r"angerufen|unterschrieben|versprochen|gesprochen|telefoniert|abgelehnt|empfangen|weggeschickt|gehört|bekommen|erhalten|erfahren)",
    *("von ", "von\t", "durch", "bei ", "bei\t", "beim", "mit ", "mit\t"),
)
_BY_WHOM: Final = in_any_case(
    r"\b(?:bearbeitet|betreut|beraten|abgewimmelt|abgewiesen|bedient|angerufen|unterschrieben|versprochen|abgelehnt|"
    r"empfangen|weggeschickt|genehmigt|bewilligt|zugesagt|verweigert|bestätigt|unterzeichnet|mitgeteilt|entschieden)"
    r"[ \t]{1,2}(?:worden[ \t]|wurde[ \t])?(?:von|durch)[ \t]{1,2}(?P<name>[A-ZÄÖÜ][\w'’-]{1,30})"
    r"(?=[ \t]?[.,;!?)\n]|$)",
    *(
        "bearbeitet",
        "betreut",
        "beraten",
        "abgewi",
        "bedient",
        "angerufen",
        "unterschrieben",
        "versprochen",
        "abgelehnt",
    ),
    *("empfangen", "weggeschickt", "genehmigt", "bewilligt", "zugesagt", "verweigert", "bestätigt", "unterzeichnet"),
    *("mitgeteilt", "entschieden", "abgelehnt"),
)
_ANSWERED: Final = in_any_case(
    r"\bsich[ \t](?:mir )?(?:mit|als|unter)[ \t](?P<name>[^\W\d_][\w'’-]{1,30})[ \t](?:meldete|"
    r"gemeldet|vorstellte|vorgestellt|ausgab|meldet|vorstellt)",
    "sich",
)
_BEGINS_WITH: Final = exact(r"\b[Mm]it[ \t](?:einem?[ \t])?(?P<initial>[A-ZÄÖÜ])\.?[ \t]an\b", "mit ", "mit\t")
_SIGNS_BEHIND: Final = re.compile(r"(?m)[/,][ \t](?P<initial>[A-ZÄÖÜ][a-zäöü]?\.)[ \t]*$")
_DEALINGS: Final = (
    *("bearbeitet", "betreut", "beraten", "abgew", "bedient", "angerufen", "unterschrieben", "versprochen"),
    *(
        "gesprochen",
        "telefoniert",
        "abgelehnt",
        "empfangen",
        "weggeschickt",
        "gehört",
        "bekommen",
        "erhalten",
        "erfahren",
    ),
)


def handled_by(reading: Reading) -> Iterator[Run]:
    """`von ... bearbeitet`, `abgelehnt von ...`, `meldete sich mit ...`, `fängt mit ... an`."""
    lower = reading.beginnings.lower
    if any(word in lower for word in _DEALINGS):
        for match in reading.beginnings.matches(_HANDLER):
            i = reading.token_at(match.start("name"))
            token = reading.tokens[i] if i < len(reading.tokens) else None
            if token and (likely(token, reading) or _bare_noun(token, reading)):
                yield i, max(run_from(reading, i), i + 1), "who handled it"
    for form, needed in ((_BY_WHOM, ("von ", "durch ")), (_ANSWERED, ("sich ",))):
        if any(word in lower for word in needed):
            yield from _bare(reading, form)
    signs = (*reading.beginnings.matches(_BEGINS_WITH), *_SIGNS_BEHIND.finditer(reading.text))
    for start in sorted(match.start("initial") for match in signs):
        i = reading.token_at(start)
        if i < len(reading.tokens):
            yield i, i + 1, "an initial"


def _bare(reading: Reading, form: Expression) -> Iterator[Run]:
    """Nouns without article where the expression has its name."""
    for match in reading.beginnings.matches(form):
        i = reading.token_at(match.start("name"))
        if i < len(reading.tokens) and _bare_noun(reading.tokens[i], reading):
            yield i, i + 1, "by whom"
