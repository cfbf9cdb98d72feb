"""Names told by what stands around them: form fields, rows of bare nouns, quotation marks, a colon, a bare verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.grammar import (
    FUNCTION,
    KIN,
    LEADS,
    ROLES,
    SALUTATIONS,
    TEAM_NOUNS,
    TIME_WORDS,
    TITLES,
)
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.expressions import in_any_case
from mailbot.privacy.recognisers.name_runs import Run, run_from

_FIELD: Final = in_any_case(
    r"(?<!\w)(?:(?:aufgenommen|bearbeitet|erfasst|notiert|erstellt|weitergeleitet|unterschrieben|verfasst|"
    r"protokolliert|entgegengenommen|gesprochen|telefoniert)[ \t](?:durch|von|mit)[ \t]?:?|"
    r"(?:unterschrift|bearb\.?|bearbeiter(?:in)?|bearbeitung|ansprechpartner(?:in)?|ansprechperson|kürzel|protokoll|"
    r"absender(?:in)?|anrufer(?:in)?|mitarbeiter(?:in)?|sachbearbeiter(?:in)?|verfasser(?:in)?|zeug(?:e|in)|"
    r"kund(?:e|in)|vertreten durch|vertreter(?:in)?|vermieter(?:in)?|kontoinhaber(?:in)?|empfänger(?:in)?|"
    r"antragsteller(?:in)?|einsender(?:in)?|petent(?:in)?|rückruf an|zu händen|z\. ?hd\.|teilnehmer(?:innen)?|"
    r"anwesend(?:[ \t](?:waren|war|sind))?|dabei[ \t]waren|"
    r"gesprächspartner(?:in)?|kontakt|leitung|beistand)[ \t]?:)[ \t]{1,12}(?=(?P<name>[A-ZÄÖÜ]))",
    *("aufgenommen", "bearb", "erfasst", "notiert", "erstellt", "weitergeleitet", "unterschrieben", "verfasst"),
    *("protokoll", "entgegengenommen", "gesprochen", "telefoniert", "unterschrift", "ansprech", "kürzel", "absender"),
    *("anrufer", "mitarbeiter", "sachbearbeiter", "verfasser", "zeuge", "zeugin", "kunde", "kundin", "vertret"),
    *(
        "vermieter",
        "kontoinhaber",
        "empfänger",
        "antragsteller",
        "einsender",
        "petent",
        "rückruf an",
        "zu händen",
        "dabei",
    ),
    *("z. hd", "z.hd", "teilnehmer", "anwesend", "gesprächspartner", "kontakt", "leitung", "beistand"),
)
_NEEDED: Final = (" durch", " von", " mit", ":")
_ROW: Final = re.compile(r",[ \t]|/|[ \t]/[ \t]")
_QUOTES: Final = frozenset("\"„“”»«'‚‘")
_NAME: Final = Flag.SURNAME | Flag.FIRST
_ORDINARY: Final = FUNCTION | TIME_WORDS | KIN | ROLES | SALUTATIONS | TITLES | TEAM_NOUNS
_NAMES: Final = Memory(
    lambda key: bool(shipped().flags(key) & _NAME) and not shipped().flags(key) & Flag.OFFICE and key not in _ORDINARY
)
_LONGEST_ROW: Final = 6
_VERBS: Final = ("t", "te", "ten")


def form_fields(reading: Reading) -> Iterator[Run]:
    """`Aufgenommen durch: Kessel`, `Unterschrift: Wüst`: what stands behind a field that holds a person."""
    lower = reading.beginnings.lower
    if reading.loud or not any(sign in lower for sign in _NEEDED):
        return
    for match in reading.beginnings.matches(_FIELD):
        i = reading.token_at(match.start("name"))
        if i >= len(reading.tokens) or reading.tokens[i].start != match.start("name"):
            continue
        token = reading.tokens[i]
        harmless = token.has(Flag.OFFICE) and not token.has(_NAME)
        if token.capital and not harmless and token.key not in _ORDINARY and not token.shouted:
            end = max(run_from(reading, i, sure=True), i + 1)
            yield i, end, "in a field for a person"
            yield from _row_behind(reading, end)


def _row_behind(reading: Reading, at: int) -> Iterator[Run]:
    """`Anwesend: Klee, Distel und Quast`: what stands in the same row."""
    for _ in range(_LONGEST_ROW):
        joined = at < len(reading.tokens) and reading.tokens[at].key in {"und", "u"} and reading.before(at) == " "
        at += joined
        if at >= len(reading.tokens) or not (joined or _ROW.fullmatch(reading.before(at))):
            return
        token = reading.tokens[at]
        label = reading.gap(at).lstrip()[:1] == ":"
        if not token.capital or token.shouted or token.has(Flag.OFFICE) or token.key in _ORDINARY or label:
            return
        end = max(run_from(reading, at, sure=True), at + 1)
        yield at, end, "in a row in a field for persons"
        at = end


def rows_of_names(reading: Reading) -> Iterator[Run]:
    """`Lamm, Wolf oder Krause`, `Hahn/Huhn`: two bare nouns beside each other that are both names."""
    if reading.loud or reading.quiet:
        return
    tokens = reading.tokens
    for key, places in reading.by_key.items():
        for i in places if _NAMES[key] else ():
            if not tokens[i].capital or not i:
                continue
            first = _first_of_pair(reading, i)
            if first >= 0:
                yield from ((at, at + 1, "in a row of names") for at in (i, *_row_before(reading, first)))


def _row_before(reading: Reading, first: int) -> Iterator[int]:
    """The first of the pair and what stands before it in the same row."""
    yield first
    for _ in range(_LONGEST_ROW):
        if not first or reading.before(first) != ", ":
            return
        first -= 1
        token = reading.tokens[first]
        if not token.capital or token.has(Flag.OFFICE) or token.key in _ORDINARY or not token.has(Flag.NOUN):
            return
        led = reading.tokens[first - 1].key if first and reading.before(first) == " " else ""
        if led in LEADS:
            return
        yield first


def _first_of_pair(reading: Reading, i: int) -> int:
    """The place of the name before this one in a row, or -1."""
    tokens = reading.tokens
    joined = i > 1 and tokens[i - 1].key in {"und", "oder", "bzw"} and reading.before(i) == " "
    first = i - 2 if joined else i - 1
    parted = _ROW.fullmatch(reading.before(i)) if not joined else reading.before(i - 1) == " "
    if not parted or not tokens[first].capital or not _NAMES[tokens[first].key]:
        return -1
    led = tokens[first - 1].key if first and reading.before(first) == " " else ""
    return -1 if led in LEADS else first


def set_apart(reading: Reading) -> Iterator[Run]:
    """`"Pfeffer"` in quotation marks, `Hummel: nicht erreichbar`, `das hält Grimm nicht ein`."""
    if reading.loud or reading.quiet:
        return
    for key, places in reading.by_key.items():
        for i in places if _NAMES[key] else ():
            token = reading.tokens[i]
            if token.capital and (_quoted(reading, token) or _answered(reading, token) or _acts(reading, token)):
                yield i, i + 1, "a name that is set apart"


_AN: Final = frozenset({"ein", "eine", "einer", "einem", "gewisser", "gewisse"})


def introduced_aside(reading: Reading) -> Iterator[Run]:
    """`Der Coach, ein Lasse, hat gefragt`: behind a role and between commas, who it was."""
    if reading.loud or reading.quiet:
        return
    for i in reading.where(_AN):
        if not i or i + 1 >= len(reading.tokens) or reading.before(i) not in {", ", " (", " - "}:
            continue
        before, token = reading.tokens[i - 1], reading.tokens[i + 1]
        person = (
            before.key in ROLES
            or before.key in KIN
            or before.key.endswith(("er", "in", "or", "ent", "ist", "eur", "ant"))
        )
        closed = reading.gap(i + 1)[:1] in {",", ")"} or reading.gap(i + 1)[:2] == " -"
        harmless = token.key in _ORDINARY or token.has(Flag.OFFICE) or token.key.endswith(("er", "in", "mann", "frau"))
        if person and closed and token.capital and reading.gap(i) == " " and not harmless:
            yield i + 1, i + 2, "who it was, between commas"


def _quoted(reading: Reading, token: Token) -> bool:
    before, behind = reading.before(token.index)[-1:], reading.gap(token.index)[:1]
    return before in _QUOTES and behind in _QUOTES and bool(before and behind)


def _answered(reading: Reading, token: Token) -> bool:
    """Opens a sentence and a colon follows."""
    return token.opens and reading.gap(token.index) == ": " and token.key not in {"grund", "ring", "list", "kern"}


def _acts(reading: Reading, token: Token) -> bool:
    """Stands without article right behind a verb."""
    if token.index == 0 or token.opens or reading.before(token.index) != " ":
        return False
    before = reading.tokens[token.index - 1]
    verb = not before.capital and before.key not in FUNCTION and before.key.endswith(_VERBS)
    return verb and token.key not in {"stock", "schluss", "bock", "schmuck", "geld", "sauer", "kraft", "glueck"}
