"""Employers, doctors, schools, landlords and training providers; not authorities and nationwide bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.fold import fold
from mailbot.privacy.grammar import FUNCTION, KIN, ORG_HEADS, ROLES, SALUTATIONS, SAYING, TIME_WORDS, TITLES
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.expressions import exact
from mailbot.privacy.recognisers.pattern import NOWHERE, Pattern
from mailbot.privacy.spans import Kind, Span

_FORM: Final = exact(
    r"(?<![\w-])(?P<hit>(?:[A-ZÄÖÜ0-9][\w'’.-]{1,40}[ \t]{1,2}(?:(?:&|und|u\.|\+)[ \t]{1,2})?(?:(?:der|die|das|"
    r"für|am|an|im|in|von|zu)[ \t]{1,2}){0,2}){1,6}"
    r"(?:g?GmbH(?:[ \t]?&[ \t]?Co\.?[ \t]?(?:KG|OHG|KGaA)?)?|GGMBH|GMBH|GbR|OHG|KG|mbH|"
    r"UG(?:[ \t]?\(haftungsbeschränkt\))?|AG|eG|SE|e\.?[ \t]?V\.?|e\.?[ \t]?K(?:fm|fr)?\.?|Ltd\.?|Söhne|SÖHNE|"
    r"Partner(?:[ \t]mbB)?|PARTNER))(?![\w])"
)
_ENDS: Final = re.compile(
    r"[ \t](?:g?gmbh|mbh|gbr|ohg|kg|kgaa|ug|ag|eg|se|e\.?[ \t]?v|e\.?[ \t]?k(?:fm|fr)?|ltd|söhne|partner|co)(?!\w)"
)
"""What must stand, in lower case, where one of the forms does."""
_LONG_HEADS: Final = (
    "akademie",
    "lehranstalt",
    "spedition",
    "baeckerei",
    "gaertnerei",
    "tischlerei",
    "schreinerei",
    "praxis",
    "klinik",
    "klinikum",
    "verwaltung",
    "schule",
    "kanzlei",
    "werkstatt",
    "restaurant",
    "betrieb",
    "firma",
    "agentur",
    "zentrum",
    "genossenschaft",
    "gesellschaft",
    "verein",
    "hilfe",
    "haus",
    "heim",
    "studio",
    "caterer",
    "anbieter",
    "bestattungen",
    "traeger",
    "service",
    "stiftung",
    "wache",
    "staette",
    "ambulanz",
    "kolonie",
    "kette",
    "buero",
    "institut",
    "werk",
    "insel",
    "beratungsstelle",
    "betriebe",
    "zustelldienst",
    "park",
)
_CLUBS: Final = frozenset({"tsv", "sv", "fc", "tus", "vfl", "vfb", "mtv", "tsg", "fsv", "ksv", "sc", "psv"})
_PARTICLES: Final = (["am"], ["zum"], ["zur"], ["im"], ["an", "der"], ["auf", "der"], ["auf", "dem"], ["unter", "den"])
_BARE: Final = frozenset({"bei", "von", "fuer", "durch", "firma", "namens", "an"})
_NO_FIRM: Final = SALUTATIONS | TITLES | KIN | ROLES | TIME_WORDS
_LEAD: Final = re.compile(
    r"^(?:(?:Der|Die|Das|Bei|Beim|Von|Firma|Fa\.|Herr|Frau|Sehr|An|Im|In|Am|Als|Wir|Ich|Und|Für|Mit|Unsere?|"
    r"Meine?|Ihre?|Seine?)[ \t]+)+"
)


_SMALL_FORM: Final = exact(
    r"(?<![\w-])(?P<word>[a-zäöüß][a-zäöüß'’.-]{2,40})[ \t](?:g?gmbh(?:[ \t]&[ \t]co\.?(?:[ \t]kg)?)?|gbr|ohg|ug|"
    r"&[ \t](?:partner|söhne|co\.?))(?![\w])"
)
_GENITIVE: Final = re.compile(
    r"(?P<noun>[A-ZÄÖÜ][\w-]{1,40}(?:ung|ion|keit|heit|schaft|kosten|brief|rechnung|schreiben))[ \t](?:der|des)[ \t]"
)
"""`Mahnung der Wohnbau eG`: what somebody has from the firm is no part of its name."""


def _where_the_firm_begins(match: re.Match[str]) -> int:
    """Behind `Firma`, `bei`, and behind what somebody has from the firm; NOWHERE where nothing is left of it."""
    lead = _LEAD.match(match.group("hit"))
    start = match.start("hit") + (lead.end() if lead else 0)
    genitive = _GENITIVE.match(match.string, start, match.end("hit"))
    if genitive and shipped().explained_noun(fold(genitive.group("noun"))):
        start = genitive.end()
    return NOWHERE if match.string[start : match.end("hit")] == "Söhne" else start


LEGAL_FORMS: Final = (
    Pattern(
        "legal_form",
        Kind.ORG,
        _FORM,
        "a name with a legal form",
        requires=_ENDS,
        longest=380,
        begin=_where_the_firm_begins,
    ),
    Pattern(
        "legal_form",
        Kind.ORG,
        _SMALL_FORM,
        "a word with a legal form, all small",
        lambda m: fold(m.group("word")) not in FUNCTION,
        requires=_ENDS,
        longest=60,
    ),
)
"""Names that end with a legal form such as GmbH, e.V., & Söhne."""


def _name_run(reading: Reading, index: int) -> int:
    """Index behind the capitalised words that begin at index, joined by blanks, hyphens, &; `am`, `zur` may lead."""
    end = index = _past_particle(reading, index)
    while end < len(reading.tokens):
        token = reading.tokens[end]
        gap = reading.before(end)
        if end > index and not re.fullmatch(r"[ \t]{1,2}|-|[ \t]?&[ \t]?|[ \t]?\+[ \t]?", gap):
            break
        small = token.key in FUNCTION and not (token.has(Flag.SURNAME) and token.capital)
        office = end > index and token.has(Flag.OFFICE) and not token.has(Flag.SURNAME, Flag.FIRST, Flag.PLACE)
        if not token.capital or small or (office and "&" not in gap) or end - index >= 4:
            break
        end += 1
    return end


def _past_particle(reading: Reading, index: int) -> int:
    """Index behind `am`, `zum`, `zur`, `an der` where a capitalised word follows."""
    tokens = reading.tokens
    for step in (1, 2):
        lead = [token.key for token in tokens[index : index + step]]
        at = index + step
        if lead in _PARTICLES and at < len(tokens) and tokens[at].capital and reading.before(at).isspace():
            return at
    return index


def _is_head(token: Token) -> bool:
    """Whether the word is one for a firm or house, alone or as the end of a compound such as Bahnakademie."""
    if token.key == "gut" and not token.capital:  # `täte gut`, no estate
        return False
    return _HEADS[token.key]


_HEADS: Final = Memory(lambda key: key in ORG_HEADS or (len(key) > 9 and key.endswith(_LONG_HEADS)))


def after_heads(reading: Reading) -> Iterator[Span]:
    """What follows a word such as Spedition, Kita, Praxis: its name; in lower-case mails one unknown word."""
    for index in sorted(i for key, places in reading.by_key.items() if _HEADS[key] for i in places):
        token = reading.tokens[index]
        if not _is_head(token) or not reading.free(token.start, token.end):
            continue
        start = _adjective_before(reading, index)
        end = _named_after(reading, index)
        if end > index + 1 or start < index:
            first = start if start < index else index + 1
            last = end - 1 if end > index + 1 else start
            yield Span(
                reading.tokens[first].start,
                reading.tokens[last].end,
                Kind.ORG,
                "org_head",
                "a name beside the word for a firm or house",
            )


def _adjective_before(reading: Reading, index: int) -> int:
    """Index of `Städtischen` in `im Städtischen Klinikum`, else the index itself."""
    before = reading.tokens[index - 1] if index else None
    if before is None or before.opens or not before.capital or reading.before(index) != " " or reading.loud:
        return index
    fits = before.key.endswith(("sche", "schen", "scher", "sches")) or (
        before.key.endswith("er") and not before.has(Flag.COMMON)
    )
    return index - 1 if fits and not before.has(Flag.OFFICE) else index


def _named_after(reading: Reading, index: int) -> int:
    token = reading.tokens[index]
    if index + 1 >= len(reading.tokens):
        return index + 1
    follower = reading.tokens[index + 1]
    bracket = re.fullmatch(r"[ \t]?[(\"„“:][ \t]?", reading.gap(index))
    practice = follower.has(Flag.SURNAME) and reading.gap(index + 1).strip() == "&"
    if not (bracket or re.fullmatch(r"[ \t]{1,2}[\"'„“»]?|[ \t]?&[ \t]?|:[ \t]{0,8}", reading.gap(index))) or (
        follower.has(Flag.OFFICE) and not practice and token.key not in _CLUBS
    ):
        return index + 1
    if reading.loud or not token.capital:
        return index + 1 if bracket else _voiceless_name(reading, index)
    if not follower.capital and _past_particle(reading, index + 1) == index + 1:
        return index + 1
    end = _name_run(reading, index + 1)
    while end > index + 1 and reading.tokens[end - 1].key in SAYING:
        end -= 1
    if bracket and end < index + 3 and follower.explained:
        return index + 1
    return max(end, index + 1)


def _voiceless_name(reading: Reading, index: int) -> int:
    """In mails without capitals, or of capitals: one noun or unknown word after the head."""
    at = _past_voiceless(reading, index + 1)
    if at >= len(reading.tokens):
        return index + 1
    follower = reading.tokens[at]
    led = reading.tokens[index].opens or (index and reading.tokens[index - 1].key in _BARE)
    if follower.key in _HOUSE_NAMES or (at > index + 1 and not follower.listed and follower.explained):
        return at + 1
    if follower.has(Flag.OFFICE) or follower.key in FUNCTION or follower.key in SAYING:
        return index + 1
    behind = reading.tokens[at + 1].key if at + 1 < len(reading.tokens) and reading.gap(at) == " " else ""
    if not follower.opens and behind in _DOES and reading.keys[index - 1 : index] in _OF_FIRM:
        return at + 1
    rare = follower.has(Flag.NOUN) and not follower.has(Flag.COMMON)
    if not follower.explained or follower.named or rare or (led and (follower.has(Flag.NOUN) or not follower.listed)):
        return at + 1
    return index + 1


_OF_FIRM: Final = (["der"], ["die"], ["das"], ["dem"], ["den"])
_DOES: Final = frozenset({"hat", "ist", "war", "will", "zahlt", "sagt", "schreibt", "gibt", "hatte", "wollte", "kann"})
_HOUSE_NAMES: Final = words("names of houses")


def _past_voiceless(reading: Reading, index: int) -> int:
    """Index behind `am`, `zum`, `zur`."""
    return index + 1 if index < len(reading.tokens) and reading.tokens[index].key in {"am", "zum", "zur"} else index


def after_prepositions(reading: Reading) -> Iterator[Span]:
    """`bei`, `von`, `für` and two or more capitalised words without an article: the name of a firm."""
    for index in reading.where(_BARE) if not reading.loud else ():
        if index + 2 >= len(reading.tokens) or reading.gap(index) not in {" ", "  ", "\n", ' "', " „"}:
            continue
        end = _name_run(reading, index + 1)
        run = reading.tokens[index + 1 : end]
        if len(run) < 2 or any(word.has(Flag.OFFICE) or word.key in _NO_FIRM or word.has(Flag.FIRST) for word in run):
            continue
        if all(reading.before(word.index) == "-" for word in run[1:]):
            continue
        if reading.free(run[0].start, run[-1].end):
            yield Span(
                run[0].start, run[-1].end, Kind.ORG, "firm_after_preposition", "capitalised words without article"
            )
