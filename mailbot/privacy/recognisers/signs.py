"""Names that small signs tell: a badge, an age in brackets, the line above a profession, an article no noun has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import ARTICLES, FUNCTION, GREETINGS, KIN, NOUN_MARKERS, ROLES, SALUTATIONS, SAYING, TITLES
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import COMMA, Reading, Token
from mailbot.privacy.recognisers.name_runs import NEVER, STRICTLY_SAYING, Run, is_role, run_from

_LED: Final = frozenset({"frau", "herr", "herrn", "dr", "prof", "hr", "fr"})
_TITLED: Final = frozenset({"dr", "prof"})
_AFTER_PERSON: Final = SAYING | {"von", "bei", "aus", "vom"}
_ARTICLED: Final = ARTICLES | NOUN_MARKERS | {"diese", "jene", "welche", "keine", "andere"}


def titled_small(reading: Reading) -> Iterator[Run]:
    """`frau morgen von euch`, `arzt dr kalt`: without capitals, a small word behind a title without article."""
    if not reading.quiet:
        return
    for i in reading.where(_LED):
        if i + 1 == len(reading.tokens) or not re.fullmatch(r"\.?[ \t]", reading.gap(i)):
            continue
        token = reading.tokens[i + 1]
        behind = reading.tokens[i + 2].key if i + 2 < len(reading.tokens) else ""
        before = reading.tokens[i - 1].key if i and reading.before(i) == " " else ""
        if token.key in _NO_SURNAME or before in _ARTICLED or len(token.key) < 2:
            continue
        title = reading.tokens[i].key in _TITLED and token.key not in FUNCTION
        if title or behind in _AFTER_PERSON or reading.gap(i + 1)[:1] in {",", "\n", ".", ")", ""}:
            yield i + 1, i + 2, "behind a title written small"


_LINE: Final = re.compile(
    r"(?m)^[ \t>]{0,6}(?P<line>[A-ZÄÖÜ][\w'’.-]{1,25}(?:[ \t][A-ZÄÖÜ][\w'’.-]{1,25}){1,2})[ \t]{0,3}$"
)
_OPENING: Final = GREETINGS | words("labels") | {"lg", "vg", "hg", "glg", "mfg", "gez", "ihr", "ihre", "euer", "eure"}
_SIGNED_LINES: Final = 7
_WHOLE: Final = 2
_SHORT: Final = 3
"""Given names cut short are as short as this: Jo, Uli, Bea."""
_NO_SIGNATURE: Final = words("departments") | SALUTATIONS | {"gruesse", "gruss", "gruessen", "dank", "danke"}
_NO_SIGNER: Final = _NO_SIGNATURE | FUNCTION
_NO_SURNAME: Final = NEVER | TITLES | SAYING
_PERSONS: Final = ROLES | KIN


def signed_lines(reading: Reading) -> Iterator[Run]:
    """`Jo Stark`, `Volkrad Liebe` among the last lines: all words of a line of two or three that holds a name."""
    if reading.loud or "\n" not in reading.text:
        return
    end = len(reading.text.rstrip())
    start = end
    for _ in range(_SIGNED_LINES):
        start = max(0, reading.text.rfind("\n", 0, start))
    for match in _LINE.finditer(reading.text, start):
        first, last = reading.token_at(match.start("line")), reading.token_at(match.end("line"))
        run = reading.tokens[first:last]
        certain = any(map(_certain, run)) or (len(run) == _WHOLE and run[-1].has(Flag.SURNAME))
        named = len(run) > 1 and certain and run[0].key not in _OPENING
        if named and not any(map(_of_a_house, run)):
            yield first, last, "a line with a name"


def _certain(token: Token) -> bool:
    if token.has(Flag.OFFICE) or token.key in FUNCTION:
        return False
    return token.named or (not token.explained and not token.has(Flag.PLACE))


def _of_a_house(token: Token) -> bool:
    """Whether the word belongs to a firm, a unit, a profession or a greeting rather than to a name."""
    own = token.has(Flag.OFFICE) and not token.has(Flag.FIRST, Flag.SURNAME) and len(token.text) > _SHORT
    return own or token.key in _NO_SIGNATURE or is_role(token.key) or token.key in words("org heads")


_PROFESSIONS: Final = re.compile(
    r"(?m)^[ \t>]{0,6}(?P<name>[A-ZÄÖÜ][\w'’-]{2,25})[ \t]{0,3}\n[ \t>]{0,6}"
    r"(?P<role>[A-ZÄÖÜ][\wäöüß-]{4,40})(?:[ \t](?:für|und|i\.|im)[^\n]{0,60})?[ \t]{0,3}$"
)


def above_profession(reading: Reading) -> Iterator[Run]:
    """`Richter` on the line above `Rechtsanwalt`: whoever signs as that."""
    for match in _PROFESSIONS.finditer(reading.text):
        at, role = reading.token_at(match.start("name")), reading.token_at(match.start("role"))
        signer = reading.tokens[at]
        signs = not signer.has(Flag.OFFICE) and signer.key not in _NO_SIGNER
        if role == at + 1 and is_role(reading.tokens[role].key) and signs:
            yield at, role, "above a profession"


_AGED: Final = re.compile(r"\((?P<name>[A-ZÄÖÜ][\w'’-]{1,25}),[ \t]?\d{1,2}(?:[ \t]?(?:J\.?|Jahre?|Monate))?\)")


def aged_in_brackets(reading: Reading) -> Iterator[Run]:
    """`Ihre Tochter (Mai, 12)`: a word and an age in brackets behind somebody."""
    for match in _AGED.finditer(reading.text):
        i = reading.token_at(match.start("name"))
        before = reading.tokens[i - 1] if i else None
        if before is not None and (before.key in KIN or is_role(before.key)) and reading.tokens[i].key not in _PERSONS:
            yield i, i + 1, "somebody and an age"


_PERHAPS: Final = frozenset(
    ["wohl", "glaub", "glaube", "ich", "vermutlich", "angeblich", "vielleicht", "irgendwie", "so", "ungefaehr"]
)
_CALLED: Final = frozenset(["heisst", "heissen", "hiess", "hiessen"])


def called_perhaps(reading: Reading) -> Iterator[Run]:
    """`heißt wohl Blume oder Bluhm`, `hieß glaube ich Kern`: what somebody is called as far as one knows."""
    for i in reading.where(_CALLED):
        at = i + 1
        while at < min(i + 4, len(reading.tokens)) and reading.tokens[at].key in _PERHAPS:
            at += 1
        if not i + 1 < at < len(reading.tokens) or not _bare_name(reading.tokens[at], reading):
            continue
        yield at, max(run_from(reading, at, sure=True), at + 1), "called so as far as one knows"
        other = at + 2 < len(reading.tokens) and reading.tokens[at + 1].key in {"oder", "bzw"}
        if other and _bare_name(reading.tokens[at + 2], reading):
            yield at + 2, max(run_from(reading, at + 2, sure=True), at + 3), "or so"


def _bare_name(token: Token, reading: Reading) -> bool:
    written = token.capital or (reading.quiet and not token.has(Flag.COMMON))
    return written and token.key not in FUNCTION and token.key not in KIN and not token.has(Flag.OFFICE)


_BADGES: Final = (
    "namensschild",
    "namenschild",
    "namensschildchen",
    "ansteckschild",
    "tuerschild",
    "schildchen",
    "schild",
)
_STOOD: Final = frozenset(["stand", "steht", "stehe", "las", "war", "ist", "mit", "auf", "dem", "name", "der"])


def on_the_badge(reading: Reading) -> Iterator[Run]:
    """`mit Namensschild Weber`, `auf dem Schild stand Weber`."""
    for i in reading.where(frozenset(_BADGES)):
        at = i + 1
        while at < min(i + 4, len(reading.tokens)) and reading.tokens[at].key in _STOOD and reading.before(at) == " ":
            at += 1
        beside = at < len(reading.tokens) and re.fullmatch(r"[ \t]?[:\"„(,]{0,2}[ \t]?[\"„]?", reading.before(at))
        if beside and reading.tokens[at].capital and _bare_name(reading.tokens[at], reading):
            yield at, max(run_from(reading, at, sure=True), at + 1), "on a badge"


_WOMANLY: Final = (
    "e",
    "ung",
    "heit",
    "keit",
    "schaft",
    "ion",
    "taet",
    "ik",
    "ur",
    "in",
    "ei",
    "ie",
    "ag",
    "bank",
    "post",
)
"""What nouns end with that may stand behind `bei der`."""
_SPEAK: Final = (
    ROLES
    | KIN
    | frozenset(
        ["bank", "sparkasse", "stadt", "gemeinde", "feuerwehr", "polizei", "kirche", "kasse", "praxis", "klinik"]
    )
    | frozenset(
        ["zeitung", "regierung", "behoerde", "verwaltung", "schule", "kita", "post", "bahn", "mutter", "eltern"]
    )
)
"""Nouns of whom one says that they say something."""
_WAS: Final = frozenset(["war", "bin", "sass", "hatte", "hab", "habe"])


_OF_SUBJECTS: Final = frozenset({"der", "die", "den"})


def against_grammar(reading: Reading) -> Iterator[Run]:
    """`Bei der Himmel war ich`, `Den Bauer kennt jeder`, `Die Linde meint`: where the noun itself cannot stand."""
    keys = reading.keys
    for i in reading.beside(_OF_SUBJECTS, distance=1) if not reading.loud else ():
        token = reading.tokens[i]
        if i + 1 == len(keys) or not (token.capital and token.has(Flag.SURNAME, Flag.ORDINARY)):
            continue
        if token.has(Flag.OFFICE):
            continue
        if reading.before(i) != " " or reading.gap(i) != " ":
            continue
        before, after = keys[i - 1], keys[i + 1]
        whom = i > 1 and keys[i - 2] in {"bei", "mit", "zu"} and before == "der" and after in _WAS
        if whom and i + 2 < len(keys) and keys[i + 2] in {"ich", "wir"} and not token.key.endswith(_WOMANLY):
            yield i, i + 1, "an article that the noun does not have"
        elif before in {"den", "die", "der"} and after == "kennt" and keys[i + 2 : i + 3] == ["jeder"]:
            yield i, i + 1, "whom everybody knows"
        elif before in {"die", "der"} and after in STRICTLY_SAYING and token.key not in _SPEAK:
            yield i, i + 1, "a thing that speaks"


_FILED: Final = frozenset(
    ["sache", "akte", "partner", "partnerin", "kind", "kunde", "kundin", "name", "mandant", "mandantin"]
)


def filed_by_surname(reading: Reading) -> Iterator[Run]:
    """`IN DER SACHE SELIG, SUHRAB`, `Partner: Zimmermann, Dankwart`: surname, comma, given name behind a label."""
    for i in reading.where(_FILED):
        if i + 2 >= len(reading.tokens) or not re.fullmatch(r"[ \t]|:[ \t]{0,8}", reading.gap(i)):
            continue
        family, given = reading.tokens[i + 1], reading.tokens[i + 2]
        written = family.capital and given.capital and reading.gap(i + 1) in COMMA
        strange = not given.listed and given.key not in FUNCTION
        ends = re.match(r"[ \t]*(?:\n|$|,)", reading.text[given.end :])
        if written and strange and ends and family.key not in NEVER and not family.has(Flag.OFFICE):
            yield i + 1, i + 2, "surname before a given name"
            yield i + 2, i + 3, "given name after a comma"


SIGNS: Final = (
    titled_small,
    signed_lines,
    above_profession,
    aged_in_brackets,
    called_perhaps,
    on_the_badge,
    against_grammar,
    filed_by_surname,
)
