"""Names where no noun can stand: two nouns together, a bare noun that speaks, an adjective written like a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import ARTICLES, FUNCTION, KIN, NOUN_MARKERS, PARTICLES, SAYING, TIME_WORDS
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.reading import COMMA, Reading, Token
from mailbot.privacy.recognisers.name_runs import STOPS, STRICTLY_SAYING, Run, capital_name, run_from

_BEFORE_FULL_NAMES: Final = NOUN_MARKERS | {"und", "oder", "von"}


def full_names(reading: Reading) -> Iterator[Run]:
    """A given name followed by a capitalised word that can be a surname; `Meise, Karl`."""
    tokens = reading.tokens
    for i in reading.given:
        token = tokens[i]
        if i + 1 == len(tokens) or token.key in FUNCTION or token.has(Flag.OFFICE):
            continue
        follower = tokens[i + 1]
        gap = reading.gap(i)
        if (
            not re.fullmatch(r"[ \t]{1,2}|-|[ \t]?\n[ \t>]{0,3}", gap)
            or not follower.capital
            or follower.key in FUNCTION
        ):
            continue
        if token.has(Flag.ORDINARY) and not follower.has(Flag.SURNAME) and follower.explained:
            continue
        if token.has(Flag.ORDINARY) and i and tokens[i - 1].key in _BEFORE_FULL_NAMES and not tokens[i - 1].opens:
            continue
        if _surname_fits(follower, reading, i + 1):
            yield i, max(run_from(reading, i), i + 2), "given name and surname"
    for i in (given - 1 for given in reading.given if given and reading.gaps[given] in COMMA):
        token, follower = tokens[i], tokens[i + 1]
        if (follower.named and token.capital) and (
            (token.has(Flag.SURNAME) or not token.explained)
            and not token.has(Flag.OFFICE)
            and not (token.has(Flag.FIRST) and not token.has(Flag.SURNAME))
        ):
            yield i, i + 1, "surname before a given name"
            yield i + 1, max(run_from(reading, i + 1), i + 2), "given name after a comma"


def strange_names(reading: Reading) -> Iterator[Run]:
    """An unknown word followed by a noun: two nouns do not stand together unless they are a name."""
    tokens = reading.tokens
    for i in reading.odd:
        token = tokens[i]
        if i + 1 == len(tokens) or (token.explained and not token.named):
            continue
        follower = tokens[i + 1]
        if (
            reading.gap(i) != " "
            or token.key in STOPS
            or (follower.key in STOPS and not capital_name(follower))
            or follower.opens
        ):
            continue
        if token.has(Flag.OFFICE, Flag.PLACE) or follower.has(Flag.OFFICE) or follower.key in KIN:
            continue
        if token.key in PARTICLES or _owner(reading, token):
            continue
        if follower.key in TIME_WORDS and not follower.has(Flag.SURNAME):
            continue
        before = tokens[i - 1].key if i else ""
        if before in {"in", "aus", "nach"} or not follower.explained:
            continue
        voiced = not reading.loud and token.capital and follower.capital
        if voiced or (before in _WHOM and follower.has(Flag.NOUN, Flag.SURNAME) and (reading.loud or reading.quiet)):
            end = run_from(reading, i) if follower.key in PARTICLES else i + 2
            yield i, max(end, i + 2), "given name and a noun as surname"


def _owner(reading: Reading, token: Token) -> bool:
    """Whether the word is the genitive of a name: `Thilos Mietzahlung`."""
    stem = token.key.rstrip("'").removesuffix("s").rstrip("'")
    return stem != token.key and (
        bool(shipped().flags(stem) & Flag.FIRST) or any(other.key == stem for other in reading.tokens)
    )


_WHOM: Final = words("whom")


def _surname_fits(token: Token, reading: Reading, i: int) -> bool:
    if not token.explained or token.has(Flag.SURNAME):
        return not token.has(Flag.OFFICE) or token.has(Flag.SURNAME)
    whole_line = re.match(r"[ \t]*(?:\n|$|,|\()", reading.text[token.end :])
    return (
        bool(whole_line) and not token.has(Flag.OFFICE) and reading.tokens[i - 1].opens and not token.has(Flag.COMMON)
    )


def by_syntax(reading: Reading) -> Iterator[Run]:
    """A surname that is also a word, where no such noun can stand: `der Koch hat gesagt`, `sagte Winter`."""
    tokens = reading.tokens
    if reading.quiet:
        yield from _quiet_syntax(reading)
    yield from _bare_subjects(reading)
    yield from _families(reading)
    yield from _whose_concern(reading)
    yield from _told(reading)
    yield from _indisposed(reading)
    yield from _spoken_of(reading)
    if reading.loud:
        return
    for token in [one for one in tokens if one.capital and one.flags & _NAME and one.explained]:
        i = token.index
        if token.has(Flag.OFFICE):
            continue
        before = tokens[i - 1].key if i else ""
        after = tokens[i + 1].key if i + 1 < len(tokens) else ""
        beside = reading.gap(i) in {" ", "  "} and after in SAYING
        if token.key in TIME_WORDS or before in NOUN_MARKERS:
            continue
        if (token.opens and beside) or (
            before in {"der", "die"}
            and beside
            and after in {"sagt", "sagte", "meint", "meinte", "hat"}
            and not token.has(Flag.NOUN)
        ):
            yield i, i + 1, "a surname before a verb of saying"
        elif (
            before in {"von", "bei", "mit", "an", "durch", "gegen", "und", "dass", "wie"}
            and not token.has(Flag.NOUN)
            and not token.opens
        ) or (
            not token.opens
            and not token.has(Flag.NOUN)
            and not token.key.endswith(("e", "en", "es", "em"))
            and reading.gap(i)[:1] in {" ", ",", ".", "\n"}
            and not reading.quiet
        ):
            yield i, i + 1, "a word that is no noun, written like one"


def _bare_subjects(reading: Reading) -> Iterator[Run]:
    """`Pfanne sagt, ...`: a noun without article that speaks. `mit einer Pfanne oder so`: an uncertain name."""
    tokens = reading.tokens
    for i in reading.beside(_AFTER_SUBJECT, distance=-1):
        token = tokens[i]
        if token.key in STOPS or token.key in KIN or token.key in _IMPERSONAL:
            continue
        if token.has(Flag.OFFICE) and not token.has(Flag.SURNAME):
            continue
        if token.key not in TIME_WORDS and _speaks(reading, i):
            yield i, i + 1, "a noun without article before a verb of saying"
        or_so = tokens[i + 1].key == "oder" and i + 2 < len(tokens) and tokens[i + 2].key in {"so", "aehnlich", "wie"}
        if or_so and i and tokens[i - 1].key in _UNCERTAIN:
            yield i, i + 1, "an uncertain name"


_AFTER_SUBJECT: Final = STRICTLY_SAYING | {"oder"}
_NAME: Final = Flag.SURNAME | Flag.FIRST
_BEING: Final = frozenset({"war", "ist", "sei", "waere", "bleibt", "wurde", "wird"})


_AILING: Final = frozenset({"krank", "krankgeschrieben", "schwanger", "genervt", "gestresst", "beurlaubt", "verreist"})
_AWAY: Final = frozenset({("im", "urlaub"), ("in", "elternzeit"), ("in", "urlaub"), ("in", "rente"), ("in", "kur")})


def _indisposed(reading: Reading) -> Iterator[Run]:
    """`Herbst ist krank`, `Hammer war im Urlaub`: a noun without article of which only a person's state is told."""
    for i in reading.beside(_BEING, distance=-1):
        token, behind = reading.tokens[i], tuple(reading.keys[i + 2 : i + 4])
        state = behind[:1] and (behind[0] in _AILING or behind in _AWAY)
        opens = token.opens or reading.before(i) in {", ", "; "}
        if not state or not opens or not token.capital or reading.loud or reading.gap(i) != " ":
            continue
        if token.key in KIN or token.key in STOPS or token.has(Flag.OFFICE):
            continue
        if token.has(_NAME) or token.key in TIME_WORDS or token.key in _NAMES_TOO:
            yield i, i + 1, "somebody's state"


_NAMES_TOO: Final = words("also names")


def _whose_concern(reading: Reading) -> Iterator[Run]:
    """`zuständig war Kreuz`, `laut Bertram`, `Dorsch (meine Frau)`: who it was, who said so, who is whose."""
    tokens = reading.tokens
    led = {*reading.beside(_LAUT, distance=1), *reading.beside(_CONCERNED, distance=2)}
    for i in sorted(led.union(reading.beside(_OWNERS, distance=-1))):
        token = tokens[i]
        if not token.capital or reading.loud or token.has(Flag.OFFICE) or token.key in STOPS or token.key in KIN:
            continue
        before = [one.key for one in tokens[max(0, i - 2) : i]]
        close = reading.before(i) == " "
        concerned = close and before[-2:-1] == ["zustaendig"] and before[-1] in _BEING
        told = close and before[-1:] == ["laut"] and token.has(Flag.FIRST, Flag.SURNAME)
        if concerned or told or _related(reading, i, before[-1] if before else ""):
            yield i, max(run_from(reading, i), i + 1), "who is meant"


_LAUT: Final = frozenset({"laut"})
_CONCERNED: Final = frozenset({"zustaendig"})
_PREDICATE: Final = frozenset({"bin", "als", "werde", "werden", "lerne", "lernte"})
"""Before what somebody is, not who: `ich bin Fliesenleger, mein Mann ...`."""


def _related(reading: Reading, i: int, before: str) -> bool:
    """Whether a relation stands in brackets behind a noun without article: `Dorsch (meine Lebensgefährtin)`."""
    if before in NOUN_MARKERS or before in ARTICLES or before in _PREDICATE or i + 2 >= len(reading.tokens):
        return False
    owner, kin = reading.tokens[i + 1].key, reading.tokens[i + 2].key
    aside = reading.gap(i) == ", " and reading.gap(i + 2) != " "  # what goes on is a sentence of its own
    opened = reading.gap(i).lstrip(" ") == "(" or aside
    return (
        opened
        and owner in _OWNERS
        and (kin in KIN or kin == "frau")
        and reading.tokens[i].has(Flag.NOUN, Flag.SURNAME, Flag.FIRST)
    )


_OWNERS: Final = frozenset(
    {
        "mein",
        "meine",
        "meiner",
        "meinem",
        "meinen",
        "unser",
        "unsere",
        "sein",
        "seine",
        "ihr",
        "ihre",
        "dessen",
        "deren",
    }
)
_PLURAL_WITHOUT_S: Final = (
    "er",
    "el",
    "mann",
    "och",
    "ich",
    "erg",
    "ein",
    "uchs",
    "olf",
    "ig",
    "ert",
    "sch",
    "ing",
    "eck",
    "urm",
)
_BEFORE_FAMILY: Final = frozenset({"die", "den", "bei", "zu", "mit", "von", "wir", "und", "ohne", "gegen"})


def _families(reading: Reading) -> Iterator[Run]:
    """`die Jägers`, `bei Kochs`: an s where the noun has none in the plural makes it a family."""
    for i in reading.beside(_BEFORE_FAMILY, distance=1):
        token = reading.tokens[i]
        if not token.key.endswith("s") or not token.capital or reading.loud or reading.before(i) != " ":
            continue
        stem = token.key[:-1]
        if stem.endswith(_PLURAL_WITHOUT_S) and shipped().flags(stem) & Flag.SURNAME and not token.has(Flag.OFFICE):
            yield i, i + 1, "a family in the plural"


_UNCERTAIN: Final = frozenset(
    {"einer", "einem", "einen", "ein", "eine", "gewisse", "gewissen", "gewisser", "frau", "herr", "herrn"}
)


def _speaks(reading: Reading, i: int) -> bool:
    """Whether the word opens a sentence and is its subject, followed by a verb of saying."""
    token, verb = reading.tokens[i], reading.tokens[i + 1]
    goes_on = reading.quiet and reading.before(i) == ", " and token.has(Flag.SURNAME)
    if (
        not (token.opens or goes_on)
        or verb.key not in STRICTLY_SAYING
        or reading.gap(i) != " "
        or not (token.capital or reading.quiet)
    ):
        return False
    behind = reading.tokens[i + 2].key if i + 2 < len(reading.tokens) else ""
    return (
        token.has(Flag.NOUN, Flag.SURNAME)
        or not token.listed
        or (token.capital and behind not in {"er", "sie", "es", "man", "ich", "mir", "mich", "wir", "uns"})
    )


_TOLD: Final = words("told")


_HIM: Final = frozenset({"mir", "uns", "ihm", "ihr", "dann", "nur", "dazu", "aber", "auch"})


def _spoken_of(reading: Reading) -> Iterator[Run]:
    """`sagte mir Pflaume`, `Pflaume hieß er`: a bare noun beside a verb of saying or of being called."""
    tokens = reading.tokens
    called = {*reading.beside(_CALLED, distance=-1), *reading.beside(_CALLED, distance=-2)}
    for i in sorted(called.union(reading.beside(_AFTER_SAYING, distance=1))):
        token = tokens[i]
        if not token.capital or reading.loud:
            continue
        if token.key in STOPS or token.key in KIN or token.has(Flag.OFFICE):
            continue
        before = [t.key for t in tokens[max(0, i - 2) : i]]
        after = [t.key for t in tokens[i + 1 : i + 3]]
        said = before[-1:] and (before[-1] in STRICTLY_SAYING or (before[-1] in _HIM and before[0] in STRICTLY_SAYING))
        if said and reading.before(i) == " " and token.has(Flag.NOUN, Flag.SURNAME) and not token.has(Flag.COMMON):
            yield i, i + 1, "who spoke"
        elif len(after) > 1 and (_so_called(reading, i, after) or _is_called(reading, i, after)):
            yield i, i + 1, "what somebody is called"


def _is_called(reading: Reading, i: int, after: list[str]) -> bool:
    """`Pflaume hieß er`."""
    called = after[0] in {"heisst", "hiess"} and after[1] in {"er", "sie", "der", "die", "wohl", "glaub"}
    return called and reading.gap(i) == " "


def _so_called(reading: Reading, i: int, after: list[str]) -> bool:
    """`den Teufel (der heißt wirklich so)`, not `den Mann, der heißt ...`."""
    if after[0] not in {"der", "die"} or after[1] not in {"heisst", "hiess"}:
        return False
    behind = [token.key for token in reading.tokens[i + 3 : i + 6]]
    return "so" in behind and not reading.tokens[i].has(Flag.OFFICE) and reading.gap(i)[:1] in {" ", ",", "("}


_CALLED: Final = frozenset({"heisst", "hiess"})
_AFTER_SAYING: Final = STRICTLY_SAYING | _HIM


def _told(reading: Reading) -> Iterator[Run]:
    """`das habe ich Koch gesagt`, `die Koch meint`, `bei der Herzog war ich`: where only a person can stand."""
    tokens = reading.tokens
    for i in reading.beside(_BEFORE_TOLD, distance=1):
        token = tokens[i]
        if i + 1 == len(tokens) or not (token.capital or reading.quiet):
            continue
        if token.key in STOPS or token.key in KIN or token.has(Flag.OFFICE):
            continue
        before, after, second = tokens[i - 1].key, tokens[i + 1].key, tokens[i + 2].key if i + 2 < len(tokens) else ""
        if reading.before(i) != " " or reading.gap(i) != " ":
            continue
        surname = token.has(Flag.SURNAME) or not token.listed or (token.has(Flag.NOUN) and not token.has(Flag.COMMON))
        if before in {"der", "die", "den"} and after == "kennt" and surname:
            yield i, i + 1, "whom everybody knows"
        elif before in {"ich", "wir"} and after in _TOLD and (token.has(Flag.NOUN, Flag.SURNAME) or not token.listed):
            yield i, i + 1, "who was told"
        elif before in {"der", "die"} and after in STRICTLY_SAYING and _no_person_noun(token, before):
            yield i, i + 1, "a surname between article and verb of saying"
        elif (
            before in {"der", "dem"}
            and i > 1
            and tokens[i - 2].key in {"bei", "mit", "zu", "von"}
            and (surname or (token.capital and not token.has(Flag.NOUN)))
            and after in {"war", "hab", "habe", "bin", "sass", "hatte"}
            and second in {"ich", "wir"}
        ):
            yield i, i + 1, "with whom the writer was"


_BEFORE_TOLD: Final = frozenset({"der", "die", "den", "dem", "ich", "wir"})
_PERSON_NOUN: Final = {
    "die": (
        "in",
        "e",
        "ung",
        "keit",
        "heit",
        "schaft",
        "leute",
        "ei",
        "ion",
        "post",
        "bank",
        "presse",
        "tat",
        "frau",
        "a",
        "ur",
        "ni",
        "ie",
        "kraft",
        "person",
        "mutter",
        "tochter",
        "schwester",
        "teams",
        "eltern",
        "en",
    ),
    "der": (
        "er",
        "ist",
        "ent",
        "ant",
        "e",
        "or",
        "mann",
        "eur",
        "oge",
        "at",
        "it",
        "chef",
        "herr",
        "dienst",
        "bescheid",
        "brief",
    ),
}


def _no_person_noun(token: Token, article: str) -> bool:
    """Whether what speaks is named by a surname: known as one, or no noun that ends like one for a person."""
    womanly = article == "die" and token.key.endswith("in") and bool(shipped().flags(token.key[:-2]) & Flag.WORD)
    return (
        token.has(Flag.SURNAME)
        or (not token.listed and not womanly)
        or ((article == "die" or not token.has(Flag.COMMON)) and not token.key.endswith(_PERSON_NOUN[article]))
    )


_IMPERSONAL: Final = words("impersonal")


def _quiet_syntax(reading: Reading) -> Iterator[Run]:
    """Without capitals: a given name after an article or before a surname, `der horst hat`, `bianca stockfisch`."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        if not token.has(Flag.FIRST) or token.has(Flag.OFFICE) or token.key in FUNCTION or token.key in TIME_WORDS:
            continue
        follower = tokens[i + 1]
        pointed = i and tokens[i - 1].key in _POINTING and reading.before(i) == " "
        if pointed and (follower.key in SAYING or follower.key in _BEHIND):
            yield i, i + 1, "a given name after an article"
        noun = reading.gap(i) == " " and follower.has(Flag.NOUN) and not follower.has(Flag.OFFICE)
        last = re.match(r"[ \t]*(?:[^\w \t]|\d|$)", reading.text[follower.end :])
        if token.named and noun and (follower.has(Flag.SURNAME) or last):
            yield i, i + 2, "given name and surname"
    for i, token in enumerate(tokens[1:-1], 1):
        apposed = tokens[i - 1].key == "ich" and reading.before(i) == ", " and reading.gap(i) == " "
        if apposed and not token.listed and reading.gap(i + 1)[:1] == "," and tokens[i + 1].key not in FUNCTION:
            yield i, i + 2, "who the writer is"


_POINTING: Final = frozenset({"der", "den", "dem", "die", "vom", "mit", "von"})
_BEHIND: Final = frozenset({"von", "vom", "aus", "und", "da"})
