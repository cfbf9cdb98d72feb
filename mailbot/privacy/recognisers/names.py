"""Names in context: after salutations, roles, kinship, introductions; in greetings, closings, signatures, tables.

Each function yields runs of words (first index, index behind the last, reason). What is found here is afterwards
looked for in the whole text, whatever form it takes there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from mailbot.privacy.grammar import (
    ARTICLES,
    FUNCTION,
    GREETINGS,
    INTRODUCERS,
    KIN,
    NOUN_MARKERS,
    PARTICLES,
    ROLES,
    SALUTATIONS,
    SAYING,
    TIME_WORDS,
    TITLES,
)
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import Reading, Token

Run = tuple[int, int, str]
_JOINT: Final = re.compile(r"[ \t]{1,3}|[ \t]{0,2}\n[ \t>]{0,4}|-|\.[ \t]{0,2}|\.-|['’]|[ \t]-|-[ \t]")
_NEAR: Final = re.compile(r"[ \t]{0,3}(?:[.:,;(\"'„“‚»–\-]{0,3}[ \t]{0,3}|[ \t]{0,2}\n[ \t>]{0,4})")
STOPS: Final = (
    FUNCTION | SAYING | SALUTATIONS | TITLES | ROLES | {"durchwahl", "sachbearbeitung", "abteilung", "zimmer", "team"}
)
NEVER: Final = (
    ARTICLES
    | PARTICLES
    | frozenset(
        "sie ihr ihre ihnen ihrem ihren ihrer ich du er es wir uns mich mir dich dir man und oder aber dass ob wenn als wie wo was wer ist sind hat haben war waren wird werden "
        "kann muss soll in im an am auf aus bei mit nach zu ueber unter vor um fuer gegen ohne durch nicht auch noch nur schon sehr so da dort hier heute gestern jetzt bitte danke ja nein hallo".split()
    )
)
_OFTEN_ADJECTIVES: Final = frozenset(
    "kleine kleiner kleinen grosse grosser grossen juengste juengster juengsten aelteste aeltester aeltesten bekannte bekannter bekannten ex junge betreute betreuter betreuten leitung vertretung".split()
)
STRICTLY_SAYING: Final = frozenset(
    "sagt sagte meint meinte behauptet behauptete erklaert erklaerte schreibt schrieb antwortet antwortete fragt fragte lacht lachte ruft rief verspricht versprach weigert luegt schreit schrie".split()
)
_VERBISH: Final = ("t", "te", "ten", "en", "st", "lich", "ig", "e")
LABELS: Final = frozenset(
    "akte fall sache angelegenheit rechtssache petition eingabe beschwerde vorgang widerspruch ticket anliegen betreff betr betrifft mandant mandantin hd haenden "
    "ehepaar bg bedarfsgemeinschaft betreuung kundin kunde anruf anruferin anrufer rueckruf rueckrufbitte dienstaufsichtsbeschwerde name nachname familienname zuname vorname".split()
)
_NO_NAME: Final = frozenset(
    "beauftragte beauftragter ministerin minister praesident praesidentin bundeskanzler bundeskanzlerin kanzler vorsitzende "
    "vorsitzender buergermeister buergermeisterin oberbuergermeister landrat landraetin richterin staatssekretaer "
    "geschaeftsfuehrer geschaeftsfuehrerin direktor direktorin leiter leiterin kollege kollegin kollegen sachbearbeiter "
    "sachbearbeiterin teamleiter teamleiterin vermittler vermittlerin".split()
)


def may_begin(token: Token) -> bool:
    """Whether the word can be a name right after Frau, Herr or `mein Name ist`."""
    if token.key in _NO_NAME:
        return False
    if token.key in FUNCTION:
        return token.capital and (len(token.text) == 1 or (token.text[1:].islower() and token.key not in NEVER))
    if token.capital or not token.listed or token.has(Flag.SURNAME, Flag.FIRST, Flag.NOUN):
        return True
    return not token.key.endswith(("t", "te", "ten", "en"))


def _may_follow(token: Token, before: Token, reading: Reading, *, sure: bool, second: bool) -> bool:
    """Whether the word can go on with a name that has begun.

    `sure`: a name was announced. `second`: it would be the second word, where a surname may be any word.
    """
    if token.key in STOPS:
        return sure and capital_name(token)
    if token.named or not token.explained:
        return token.capital or before.key in PARTICLES or not before.capital
    given = before.has(Flag.FIRST) or not before.listed
    if reading.quiet and not token.capital:
        return sure and second and given and _quiet_surname(token)
    if not token.capital or (token.has(Flag.OFFICE) and not (token.has(Flag.SURNAME) and not before.listed)):
        return False
    if token.has(Flag.SURNAME, Flag.FIRST) or (sure and second and given):
        return True
    if not before.explained and before.capital:
        return not reading.loud
    return before.has(Flag.FIRST) and not token.has(Flag.COMMON) and not reading.loud


def _quiet_surname(token: Token) -> bool:
    """Whether a lower-case word can be the surname after an announced given name: no verb, no adverb."""
    if token.has(Flag.SURNAME, Flag.FIRST):
        return True
    return not token.has(Flag.OFFICE) and (token.has(Flag.NOUN) or not token.key.endswith(_VERBISH))


def run_from(reading: Reading, index: int, *, sure: bool = False) -> int:
    """Index behind the name that begins at index (index itself when there is none)."""
    tokens, end = reading.tokens, index
    while end < len(tokens) and end - index < 6:
        token = tokens[end]
        if not reading.free(token.start, token.end):
            break
        gap = reading.before(end)
        if end > index and not _JOINT.fullmatch(gap):
            break
        if end > index and "\n" in gap and not (token.capital and _wrapped(reading, end)):
            break
        if token.key in PARTICLES and _particle_goes_on(reading, end, index):
            end += 1
            continue
        previous = tokens[end - 1] if end > index else token
        if end > index and gap == "-" and (token.capital or not token.explained):
            end += 1
            continue
        initial = len(token.text) == 1 and token.capital and reading.text[token.end : token.end + 1] in {".", "-"}
        if initial or (
            may_begin(token)
            if end == index
            else _may_follow(token, previous, reading, sure=sure, second=end - index == 1)
        ):
            end += 1
            continue
        break
    while end > index and tokens[end - 1].key in PARTICLES:
        end -= 1
    return end


def _wrapped(reading: Reading, index: int) -> bool:
    """Whether the line before this word is so long that a machine broke it."""
    end = reading.tokens[index - 1].end
    return end - reading.text.rfind("\n", 0, end) > 55 and reading.tokens[index - 1].has(Flag.FIRST)


def _particle_goes_on(reading: Reading, at: int, begun: int) -> bool:
    """Whether a particle such as `von` is part of the name: a capitalised unlikely noun or another particle follows."""
    if at + 1 >= len(reading.tokens) or not re.fullmatch(r"[ \t.'’-]{1,2}", reading.gap(at)):
        return False
    following = reading.tokens[at + 1]
    token = reading.tokens[at]
    if (
        token.key in {"und", "vom", "am", "zur", "zum", "le", "la", "el", "al", "die", "der", "das", "v", "d", "zu"}
        and at == begun
    ):
        return token.capital and token.key in {"al", "el", "la", "le"} and following.capital
    if token.key in {"und", "das", "die", "mit", "auf", "as"}:
        return False
    if following.key in PARTICLES:
        return _particle_goes_on(reading, at + 1, begun)
    if token.key in {"vom", "von", "am", "zur", "zum", "zu", "der", "des"} and at > begun:
        unusual = not following.explained or following.has(Flag.SURNAME) or following.named
        return (
            following.capital
            and (unusual or token.key in {"von", "zu", "zur"})
            and not following.has(Flag.OFFICE)
            and not following.has(Flag.COMMON)
        )
    return following.capital and not following.has(Flag.OFFICE)


def skip_titles(reading: Reading, index: int) -> int:
    """Index of the first word that is no title."""
    while index < len(reading.tokens) and reading.tokens[index].key in TITLES and len(reading.tokens[index].text) > 1:
        if not re.fullmatch(r"[ \t.\-,\n]{1,4}", reading.gap(index)):
            break
        index += 1
    return index


def salutations(reading: Reading) -> Iterator[Run]:
    """After Herr, Frau, Hr., Fr., Familie, Eheleute."""
    for i, token in enumerate(reading.tokens):
        if token.key not in SALUTATIONS or not _NEAR.fullmatch(reading.gap(i)) or "(" in reading.gap(i):
            continue
        if (
            token.key in {"familie", "bay", "fam", "herren", "frauen", "geschwister", "ms", "pan", "mr"}
            and not token.capital
            and not reading.quiet
        ):
            continue
        start = skip_titles(reading, i + 1)
        if start >= len(reading.tokens) or (token.key in {"fr", "hr"} and token.text.isupper() and not reading.loud):
            continue
        if token.key == "fr" and "." not in reading.gap(i) and not token.capital and not reading.quiet:
            continue
        end = run_from(reading, start, sure=True)
        if end > start:
            yield start, end, f"after {token.key}"
        yield from _second_of_pair(reading, end)


def _second_of_pair(reading: Reading, at: int) -> Iterator[Run]:
    """`Frau Amsel und Meise`: the second name, where it can only be one."""
    tokens = reading.tokens
    if at + 1 < len(tokens) and tokens[at].key in {"und", "u", "oder", "bzw"} and tokens[at + 1].capital:
        follower = tokens[at + 1]
        if (follower.named or not follower.explained) and follower.key not in SALUTATIONS:
            end = run_from(reading, at + 1)
            if end > at + 1:
                yield at + 1, end, "second of a pair"


def titles(reading: Reading) -> Iterator[Run]:
    """After Dr., Prof., Rechtsanwalt where no Herr or Frau stands before."""
    for i, token in enumerate(reading.tokens):
        if token.key in {
            "dr",
            "prof",
            "professor",
            "doktor",
            "rechtsanwalt",
            "rechtsanwaeltin",
            "ra",
            "rain",
        } and re.fullmatch(r"\.?(?:-[ \t]?|[ \t]{1,2}|\n)?", reading.gap(i)):
            start = skip_titles(reading, i)
            end = run_from(reading, start) if i < start < len(reading.tokens) else start
            if (
                end > start
                and (reading.tokens[start].capital or reading.quiet)
                and not (token.key in {"ra", "rain"} and not token.capital)
            ):
                yield start, end, f"after {token.key}"


def likely(token: Token, reading: Reading, *, listed: bool = False) -> bool:
    """Whether the word is a name where a name may but need not stand; `listed`: only the list of words excuses it."""
    if token.key in FUNCTION or token.key in KIN or token.key in ROLES or token.has(Flag.OFFICE) or len(token.text) < 2:
        return False
    if token.named:
        return token.capital or not token.has(Flag.COMMON)
    if not (token.listed if listed else token.explained):
        return token.capital or reading.quiet or token.has(Flag.FIRST, Flag.SURNAME)
    return (
        token.capital
        and not reading.loud
        and (token.has(Flag.FIRST) or (token.has(Flag.SURNAME) and not token.has(Flag.OFFICE)))
    )


def _initialled(reading: Reading, i: int) -> bool:
    """Whether word i is a single letter with a full stop that cannot end the sentence's last word."""
    token = reading.tokens[i]
    return len(token.text) == 1 and token.capital and reading.text[token.end : token.end + 1] == "."


def relations(reading: Reading) -> Iterator[Run]:
    """After words of kinship and of roles: `mein Sohn ...`, `Sachbearbeiterin ...`, also in brackets."""
    for i, token in enumerate(reading.tokens[:-1]):
        if token.key not in KIN and token.key not in ROLES:
            continue
        gap = reading.gap(i)
        if not re.fullmatch(
            r"[ \t]{0,3}(?:[,:(\"'„“–\-]{0,2}|\.)[ \t]{0,3}[\"'„“(]?|[ \t]?\n[ \t>]{0,4}|:[ \t]{0,20}", gap
        ):
            continue
        start = skip_titles(reading, i + 1)
        start = _past_filler(reading, start)
        if start >= len(reading.tokens):
            continue
        first = reading.tokens[start]
        if (
            first.opens
            and ":" not in gap
            and "(" not in gap
            and "\n" not in gap
            and "." not in gap
            and "," not in gap
            and "-" not in gap
        ):
            continue
        apposed = start == i + 1 and gap == " " and token.key not in _OFTEN_ADJECTIVES and _apposed(first, reading)
        if likely(first, reading, listed=True) or apposed or _initialled(reading, start):
            end = run_from(reading, start, sure=True)
            if end == start:
                end = start + 1
            yield start, end, f"after {token.key}"
            yield from rest_of_list(reading, end)


def _apposed(token: Token, reading: Reading) -> bool:
    """Whether a word right behind a relation or role must be a name, since two nouns do not stand together."""
    if (
        token.key in FUNCTION
        or token.key in KIN
        or token.key in ROLES
        or token.has(Flag.OFFICE)
        or token.key in TIME_WORDS
    ):
        return False
    if reading.loud or (reading.quiet and not token.capital):
        return token.has(Flag.SURNAME) or (token.has(Flag.NOUN) and reading.tokens[token.index - 1].key in ROLES)
    return token.capital


def _past_filler(reading: Reading, index: int) -> int:
    """Skip `der`, `heißt`, `namens`, `ist der` between a relation and its name."""
    limit = index + 3
    while (
        index < min(limit, len(reading.tokens) - 1)
        and reading.tokens[index].key in INTRODUCERS | {"der", "die", "den", "dem", "und", "ist", "war"}
        and reading.tokens[index].key != "und"
    ):
        index += 1
    return index


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
        if not (likely(tokens[at], reading) and reading.free(tokens[at].start, tokens[at].end)):
            return
        end = max(run_from(reading, at), at + 1)
        yield at, end, "further name of a list"
        at = end


_SELF: Final = (
    ("mein", "name", "ist"), ("meine", "name", "ist"), ("mein", "name", "lautet"), ("mein", "nahme", "ist"), ("mein", "voller", "name", "ist"), ("ich", "heisse"), ("ich", "heise"), ("ich", "heiss"),
    ("mein", "name"), ("name", "ist"), ("name", "lautet"), ("er", "heisst"), ("sie", "heisst"), ("der", "heisst"), ("die", "heisst"), ("der", "hiess"), ("die", "hiess"), ("er", "hiess"), ("sie", "hiess"), ("heisst",), ("hiess",), ("namens",),
    ("genannt",), ("geb", "name"), ("geburtsname",), ("geborene",), ("geb",), ("geborener",), ("gez",), ("gezeichnet",), ("vorname",), ("nachname",), ("familienname",), ("zuname",), ("ruft", "sich"), ("nennt", "sich"), ("name",), ("vornamen",), ("heissen",), ("hiessen",), ("my", "name", "is"), ("bin's",), ("bin's", "nochmal"), ("bin's", "wieder"), ("bins",), ("bins", "nochmal"), ("ich", "wieder"), ("hier", "schreibt"), ("hier", "spricht"), ("hier", "ist"), ("maedchenname",),
)  # fmt: skip
_HERE: Final = (("ich", "bin", "die"), ("ich", "bin", "der"), ("ich", "bin"), ("es", "schreibt"), ("wir", "sind"), ("bin", "die"), ("bin", "der"), ("ich",), ("wir",), ("fuer",))  # fmt: skip
_WEAK: Final = frozenset({("ich",), ("wir",), ("fuer",)})
Phrases = dict[str, list[tuple[str, ...]]]


def _by_first(phrases: tuple[tuple[str, ...], ...]) -> Phrases:
    table: Phrases = {}
    for words in phrases:
        table.setdefault(words[0], []).append(words)
    return table


_SELF_BY_FIRST: Final = _by_first(_SELF)
_HERE_BY_FIRST: Final = _by_first(_HERE)


def matches(reading: Reading, i: int, words: tuple[str, ...]) -> bool:
    tokens = reading.tokens
    return i + len(words) < len(tokens) and all(tokens[i + k].key == word for k, word in enumerate(words))


_BARE_HEISST: Final = frozenset({("heisst",), ("hiess",), ("heissen",), ("hiessen",), ("genannt",)})


def _names_a_thing(reading: Reading, i: int) -> bool:
    """Whether what is called so is a thing: a noun that is neither relation nor role, or `es`, `das`, `was`, `wie`."""
    before = reading.tokens[i - 1]
    if before.key in {"es", "das", "dies", "was", "wie", "so", "jetzt", "dann", "und", "da"}:
        return True
    return (
        before.has(Flag.NOUN)
        and before.key not in KIN
        and before.key not in ROLES
        and not before.has(Flag.FIRST)
        and not reading.quiet
    )


def introductions(reading: Reading) -> Iterator[Run]:
    """After `mein Name ist`, `ich heiße`, `Name:`, `gez.`, `hier ist`, `ich bin`."""
    done: set[int] = set()
    for i, token in enumerate(reading.tokens):
        for words in _SELF_BY_FIRST.get(token.key, ()):
            if words in _BARE_HEISST and i and _names_a_thing(reading, i):
                continue
            if matches(reading, i, words) and i + len(words) not in done:
                start = i + len(words)
                yield from _introduced(reading, start, sure=True)
                done.add(start)
                break
        for words in _HERE_BY_FIRST.get(token.key, ()):
            if matches(reading, i, words) and i + len(words) not in done:
                if (
                    words in _WEAK
                    and not reading.tokens[i + len(words)].named
                    and not _two_unknown(reading, i + len(words))
                ):
                    continue
                yield from _introduced(reading, i + len(words), sure=False)


def _two_unknown(reading: Reading, i: int) -> bool:
    """Whether two capitalised words stand here of which one is unknown."""
    pair = reading.tokens[i : i + 2]
    return len(pair) == 2 and all(t.capital for t in pair) and any(not t.explained for t in pair)


def _introduced(reading: Reading, start: int, *, sure: bool) -> Iterator[Run]:
    if start >= len(reading.tokens):
        return
    gap = reading.before(start)
    if not re.fullmatch(r"[ \t]{0,3}[.:=,\-–]{0,12}[ \t.:]{0,20}[\"'„“(]?(?:\n[ \t>]{0,4})?", gap):
        return
    start = skip_titles(reading, start)
    while start < len(reading.tokens) and (
        reading.tokens[start].key
        in {"der", "die", "das", "ich", "auch", "eigentlich", "uebrigens", "ja", "vorname", "nachname", "name", "also"}
        | SALUTATIONS
    ):
        if reading.tokens[start].key in {"das", "ich"} and not sure:
            return
        start += 1
    if start >= len(reading.tokens):
        return
    first = reading.tokens[start]
    previous = reading.tokens[start - 1].key
    labelled = ":" in gap or reading.quiet or reading.loud
    certain = (
        sure
        and (first.capital or labelled or not first.explained or first.named)
        and not _field_of_office(reading, start)
    )
    if (
        certain and may_begin(first) and not (first.has(Flag.OFFICE) and not first.has(Flag.FIRST, Flag.SURNAME))
    ) or likely(first, reading):
        if previous in NOUN_MARKERS and first.explained and not first.named and not sure:
            return
        end = max(run_from(reading, start, sure=sure), start + 1)
        yield start, end, "introduced"
        yield from after_comma(reading, end)
        yield from rest_of_list(reading, end)


def _field_of_office(reading: Reading, i: int) -> bool:
    """Whether the word is the label of the next field, such as `Vorname:`."""
    return (
        reading.gap(i).lstrip(" \t.").startswith(":")
        and reading.tokens[i].has(Flag.NOUN)
        and not reading.tokens[i].named
    )


def after_comma(reading: Reading, at: int) -> Iterator[Run]:
    """`Meise, Karl`: the given name behind the comma."""
    if at < len(reading.tokens) and re.fullmatch(r",[ \t]{1,2}", reading.before(at)):
        token = reading.tokens[at]
        if token.capital and (token.has(Flag.FIRST) or not token.explained):
            end = max(run_from(reading, at), at + 1)
            yield at, end, "given name after a comma"


def greetings(reading: Reading) -> Iterator[Run]:
    """`Hallo ...,` and `Liebe ...,` at the beginning of a line."""
    for i, token in enumerate(reading.tokens[:-1]):
        if token.key not in GREETINGS or not re.fullmatch(r"[ \t]{1,2}", reading.gap(i)):
            continue
        start = skip_titles(reading, i + 1)
        if start >= len(reading.tokens):
            continue
        first = reading.tokens[start]
        end = run_from(reading, start) if first.key not in FUNCTION | KIN | ROLES else start
        ends_greeting = end > start and re.match(r"[ \t]?[,!.\n]", reading.text[reading.tokens[end - 1].end :])
        known = first.has(Flag.FIRST, Flag.SURNAME) or not first.explained
        if end > start and known and (likely(first, reading) or (ends_greeting and not first.has(Flag.OFFICE))):
            yield start, end, "greeted"


_CLOSING: Final = re.compile(
    r"(?im)^[ \t>*]{0,6}(?:mit[ \t](?:freundliche[mnr]|besten?|herzliche[mn]|lieben|vielen|vorzügliche[mnr]|kollegialen|sonnigen|nachdrücklichen|traurigen|verzweifelten|respekt)[^\n]{0,50}|mfg|m\.?f\.?g\.?|lg|l\.g\.|vg|bg|hg|glg|liebe grüße|lieben gruß|liebe gruesse|viele grüße|"
    r"viele gruesse|beste grüße|beste gruesse|besten gruß|besten dank|freundliche grüße|freundlichen gruß|freundliche gruesse|schöne grüße|schoene gruesse|herzliche grüße|herzlichst|gruß|gruss|grüße|gruesse|hochachtungsvoll|hochachtend|"
    r"mit dank|danke|danke schön|dankeschön|vielen dank|vielen lieben dank|ihr|ihre|euer|eure|es grüßt(?: sie)?|es gruesst|gezeichnet|gez\.?|i\.?[ \t]?a\.?|i\.?[ \t]?v\.?|im auftrag|in vertretung|ppa\.?|bis bald|bis dann|tschüss|ciao|schönen tag(?: noch)?|schönes wochenende|schönen abend(?: noch)?|alles gute|der unterzeichner|unterschrift|ergebenst|untertänigst|respektvoll|in erwartung[^\n]{0,40}|mit der bitte[^\n]{0,50}|in hochachtung)"
    r"(?P<rest>[^\n]{0,60})$"
)
_INLINE_CLOSING: Final = re.compile(
    r"(?i)(?:\b(?:mfg|lg|vg|gruß|gruss|grüße|gruesse|grüßen|gruessen|hochachtungsvoll|gez\.|i\.[ \t]?a\.|i\.[ \t]?v\.|im auftrag|hochachtung|respekt)\b[ \t,.:]{1,3}(?:von |ihre? |euer |eure |der |die |aus [^\W\d_]{3,30} )?)(?P<name>[^\n]{2,50})"
)
_SIGN: Final = re.compile(r"[^\W\d_][\w.'’,/ \t\-]{0,60}")


def closings(reading: Reading) -> Iterator[Run]:
    """The lines after a closing formula, and what follows it on its own line."""
    text = reading.text
    for match in _CLOSING.finditer(text):
        if match.group("rest").strip(" ,.!:;*-_"):
            yield from _signed(reading, match.start("rest"), match.end("rest"), strict=True)
        position, lines = match.end(), 0
        while lines < 3:
            line = re.compile(r"\n[ \t>*_]*(?P<line>[^\n]*)").match(text, position)
            if line is None:
                break
            position = line.end()
            if not line.group("line").strip(" -_*"):
                continue
            lines += 1
            if not any(True for _ in _signed(reading, line.start("line"), line.end("line"), strict=False)):
                if lines > 1:
                    break
                continue
            yield from _signed(reading, line.start("line"), line.end("line"), strict=False)
    for match in _INLINE_CLOSING.finditer(text):
        yield from _signed(reading, match.start("name"), match.end("name"), strict=True)


def _signed(reading: Reading, start: int, end: int, *, strict: bool) -> Iterator[Run]:
    """The name in a signature line: short, without words that only a sentence has."""
    first, last = reading.token_at(start), reading.token_at(end)
    words = [i for i in range(first, last) if reading.free(reading.tokens[i].start, reading.tokens[i].end)]
    if not words or len(words) > 9:
        return
    lead = reading.tokens[words[0]]
    if lead.key in ARTICLES and not (len(words) > 1 and reading.tokens[words[1]].named):
        return
    for run in _runs(reading, words):
        tokens = [reading.tokens[i] for i in range(*run)]
        if strict and not any(
            t.named or not t.explained or (t.capital and t.has(Flag.FIRST, Flag.SURNAME)) for t in tokens
        ):
            continue
        yield (*run, "signature")
        return


def _runs(reading: Reading, words: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of words of a signature line that can be a name."""
    begin: int | None = None
    for i in [*words, -1]:
        token = reading.tokens[i] if i >= 0 else None
        good = token is not None and _signs(token, reading, i)
        if good and begin is None:
            begin = i
        elif begin is not None and (not good or not re.fullmatch(r"[ \t.,\-'’/]{0,3}", reading.before(i))):
            yield begin, words[words.index(i) - 1] + 1 if i >= 0 else words[-1] + 1
            begin = i if good else None


def _signs(token: Token, reading: Reading, i: int) -> bool:
    """Whether the word can stand in a signature's name."""
    if len(token.text) == 1:
        return reading.text[token.end : token.end + 1] in {".", "-"} or (i > 0 and reading.before(i) == ".")
    if token.key in PARTICLES and token.key not in {"und", "zu", "zur", "zum"}:
        return True
    if (
        token.key in FUNCTION
        or token.key in TITLES
        or token.key in KIN
        or token.key in ROLES
        or token.key in SALUTATIONS
    ):
        return False
    if token.has(Flag.OFFICE) and not token.has(Flag.FIRST, Flag.SURNAME):
        return False
    if token.named or not token.explained:
        return True
    return token.capital or (reading.quiet and token.has(Flag.FIRST, Flag.SURNAME))


def full_names(reading: Reading) -> Iterator[Run]:
    """A given name followed by a capitalised word that can be a surname; `Meise, Karl`."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        if not (token.has(Flag.FIRST) and token.capital) or token.key in FUNCTION or token.has(Flag.OFFICE):
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
        if (
            token.has(Flag.ORDINARY)
            and i
            and tokens[i - 1].key in NOUN_MARKERS | {"und", "oder", "von"}
            and not tokens[i - 1].opens
        ):
            continue
        if _surname_fits(follower, reading, i + 1):
            yield i, max(run_from(reading, i), i + 2), "given name and surname"
    for i, token in enumerate(tokens[:-1]):
        follower = tokens[i + 1]
        if (
            re.fullmatch(r",[ \t]{1,2}", reading.gap(i))
            and follower.named
            and follower.has(Flag.FIRST)
            and follower.capital
            and token.capital
        ):
            if (
                (token.has(Flag.SURNAME) or not token.explained)
                and not token.has(Flag.OFFICE)
                and not (token.has(Flag.FIRST) and not token.has(Flag.SURNAME))
            ):
                yield i, i + 1, "surname before a given name"
                yield i + 1, max(run_from(reading, i + 1), i + 2), "given name after a comma"


def strange_names(reading: Reading) -> Iterator[Run]:
    """An unknown word followed by a noun: two nouns do not stand together unless they are a name."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
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
        if follower.key in TIME_WORDS and not follower.has(Flag.SURNAME):
            continue
        before = tokens[i - 1].key if i else ""
        if before in {"in", "aus", "nach"} or token.explained and not token.named or not follower.explained:
            continue
        voiced = not reading.loud and token.capital and follower.capital
        if voiced or (before in _WHOM and follower.has(Flag.NOUN, Flag.SURNAME) and (reading.loud or reading.quiet)):
            yield i, i + 2, "given name and a noun as surname"


_WHOM: Final = frozenset("an von mit bei fuer durch gegen ist zeuge zeugin war und".split())


def capital_name(token: Token) -> bool:
    """Whether a small word is written like a name: Weiß, Gut, Liebe."""
    written = token.capital and token.text[1:].islower() and token.key not in NEVER
    return written and (token.has(Flag.SURNAME) or (not token.opens and token.key in FUNCTION | SAYING))


def before_comma(reading: Reading) -> Iterator[Run]:
    """`Speck, Yemane` at the beginning of a line, a cell, or after a word such as Akte."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        follower = tokens[i + 1]
        if (
            not re.fullmatch(r",[ \t]{1,2}", reading.gap(i))
            or (token.key in STOPS and not capital_name(token))
            or follower.key in STOPS
            or (token.has(Flag.OFFICE) and not token.has(Flag.SURNAME))
        ):
            continue
        if not (follower.named or not follower.explained) or follower.has(Flag.PLACE):
            continue
        if reading.loud or reading.quiet:
            fits = token.has(Flag.NOUN, Flag.SURNAME) or not token.listed
        else:
            fits = token.capital and follower.capital
        leads = token.opens or (i and tokens[i - 1].key in LABELS)
        if fits and leads and not (token.opens and token.key in GREETINGS):
            yield i, i + 1, "surname before a given name"
            yield i + 1, max(run_from(reading, i + 1), i + 2), "given name after a comma"


_FILES: Final = frozenset({"akte", "sache", "mandant", "mandantin", "hd", "haenden", "rechtssache", "ehepaar"})


def labelled(reading: Reading) -> Iterator[Run]:
    """After a word such as Akte, Fall, Petition, z. Hd.: a surname that stands beside it like a second noun."""
    for i, token in enumerate(reading.tokens[:-1]):
        if token.key not in LABELS or not re.fullmatch(r"[ \t]{1,2}[\"„(]?|\.[ \t]{1,2}|:[ \t]{0,12}", reading.gap(i)):
            continue
        follower = reading.tokens[i + 1]
        if follower.key in STOPS or follower.has(Flag.OFFICE) or follower.key in TIME_WORDS or follower.key in KIN:
            continue
        named = follower.has(Flag.SURNAME) or not follower.explained
        if reading.loud or not follower.capital:
            fits = (reading.loud or reading.quiet) and (named or (token.key in _FILES and follower.has(Flag.NOUN)))
        else:
            fits = named or token.key in _FILES
        if fits:
            yield i + 1, max(run_from(reading, i + 1, sure=True), i + 2), f"after {token.key}"


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
    yield from _told(reading)
    for i, token in enumerate(tokens):
        if (
            not (token.capital and token.has(Flag.SURNAME, Flag.FIRST) and token.explained)
            or token.has(Flag.OFFICE)
            or reading.loud
        ):
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
        ):
            yield i, i + 1, "a word that is no noun, written like one"
        elif (
            not token.opens
            and not token.has(Flag.NOUN)
            and not token.key.endswith(("e", "en", "es", "em"))
            and reading.gap(i)[:1] in {" ", ",", ".", "\n"}
            and not reading.quiet
        ):
            yield i, i + 1, "a word that is no noun, written like one"


def _bare_subjects(reading: Reading) -> Iterator[Run]:
    """`Pfanne sagt, ...`: a noun without article before a verb of saying. `mit einer Pfanne oder so`: an uncertain name."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.key in STOPS or token.key in KIN or token.key in TIME_WORDS or token.key in _IMPERSONAL:
            continue
        if token.has(Flag.OFFICE) and not token.has(Flag.SURNAME):
            continue
        if _speaks(reading, i):
            yield i, i + 1, "a noun without article before a verb of saying"
        uncertain = (
            tokens[i + 1].key == "oder" and i + 2 < len(tokens) and tokens[i + 2].key in {"so", "aehnlich", "wie"}
        )
        if uncertain and i and tokens[i - 1].key in _UNCERTAIN:
            yield i, i + 1, "an uncertain name"


_UNCERTAIN: Final = frozenset(
    {"einer", "einem", "einen", "ein", "eine", "gewisse", "gewissen", "gewisser", "frau", "herr", "herrn"}
)


def _speaks(reading: Reading, i: int) -> bool:
    """Whether the word opens a sentence and is its subject, followed by a verb of saying."""
    token, verb = reading.tokens[i], reading.tokens[i + 1]
    if (
        not token.opens
        or verb.key not in STRICTLY_SAYING
        or reading.gap(i) != " "
        or not (token.capital or reading.quiet)
    ):
        return False
    behind = reading.tokens[i + 2].key if i + 2 < len(reading.tokens) else ""
    return token.has(Flag.NOUN, Flag.SURNAME) or (
        token.capital and behind not in {"er", "sie", "es", "man", "ich", "mir", "mich", "wir", "uns"}
    )


_TOLD: Final = frozenset(
    "gesagt erzaehlt erklaert gefragt geschrieben mitgeteilt gezeigt geschickt gegeben vorgelegt angerufen gesprochen getroffen".split()
)


def _told(reading: Reading) -> Iterator[Run]:
    """`das habe ich Koch gesagt`, `die Koch meint`, `bei der Herzog war ich`: where only a person can stand."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[1:-1], 1):
        if token.key in STOPS or token.key in KIN or token.has(Flag.OFFICE) or not (token.capital or reading.quiet):
            continue
        before, after, second = tokens[i - 1].key, tokens[i + 1].key, tokens[i + 2].key if i + 2 < len(tokens) else ""
        if reading.before(i) != " " or reading.gap(i) != " ":
            continue
        surname = token.has(Flag.SURNAME) or (token.has(Flag.NOUN) and not token.has(Flag.COMMON))
        if before in {"ich", "wir"} and after in _TOLD and token.has(Flag.NOUN, Flag.SURNAME):
            yield i, i + 1, "who was told"
        elif before in {"der", "die"} and after in STRICTLY_SAYING and _no_person_noun(token, before):
            yield i, i + 1, "a surname between article and verb of saying"
        elif (
            before in {"der", "dem"}
            and i > 1
            and tokens[i - 2].key in {"bei", "mit", "zu", "von"}
            and surname
            and after in {"war", "hab", "habe", "bin", "sass", "hatte"}
            and second in {"ich", "wir"}
        ):
            yield i, i + 1, "with whom the writer was"


_PERSON_NOUN: Final = {
    "die": ("in", "e", "ung", "keit", "heit", "schaft", "leute", "ei", "ion", "post", "bank", "presse", "tat", "frau"),
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
    return (
        token.has(Flag.SURNAME)
        or not token.listed
        or (not token.has(Flag.COMMON) and not token.key.endswith(_PERSON_NOUN[article]))
    )


_IMPERSONAL: Final = frozenset("man jemand niemand mama papa oma opa polizei gott arzt".split())


def _quiet_syntax(reading: Reading) -> Iterator[Run]:
    """Without capitals: a given name after an article or before a verb of saying, `der horst hat`."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        if not token.has(Flag.FIRST) or token.has(Flag.OFFICE) or token.key in FUNCTION or token.key in TIME_WORDS:
            continue
        if i and tokens[i - 1].key in {"der", "den", "dem", "die", "vom", "mit", "von"} and reading.before(i) == " ":
            if tokens[i + 1].key in SAYING | {"von", "vom", "aus", "und", "da"}:
                yield i, i + 1, "a given name after an article"
        follower = tokens[i + 1]
        if token.named and reading.gap(i) == " " and follower.has(Flag.NOUN) and not follower.has(Flag.OFFICE):
            if follower.has(Flag.SURNAME) or re.match(r"[ \t]*(?:[^\w \t]|\d|$)", reading.text[follower.end :]):
                yield i, i + 2, "given name and surname"


def initials(reading: Reading) -> Iterator[Run]:
    """An initial with full stop before a word that can be a surname: `K.-P. Amsel`, `d. reich` at a line's end."""
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-1]):
        if len(token.text) != 1 or not re.fullmatch(r"\.[ \t]?|\.-", reading.gap(i)):
            continue
        follower = tokens[i + 1]
        if (
            len(follower.text) < 3
            or follower.key in FUNCTION
            or (follower.capital and not token.capital)
            or follower.has(Flag.OFFICE)
            and not follower.has(Flag.SURNAME)
        ):
            continue
        if (
            token.key in {"a", "v"}
            and i
            and reading.tokens[i - 1].key == "i"
            and re.fullmatch(r"\.[ \t]?", reading.before(i))
        ):
            if follower.capital or (reading.quiet and follower.key not in FUNCTION):
                yield i + 1, max(run_from(reading, i + 1, sure=True), i + 2), "signed for"
            continue
        if token.key in {"z", "d", "u", "o", "s", "i", "v", "a", "m", "e", "p", "b", "l"} and not _lone_initial(
            reading, i
        ):
            continue
        name_like = follower.has(Flag.SURNAME) or not follower.explained
        line_start = i == 0 or "\n" in reading.before(i) or (i > 0 and len(tokens[i - 1].text) == 1)
        if (name_like and (follower.capital or line_start or reading.quiet)) or (
            line_start and follower.capital and line_ends(reading, i + 1)
        ):
            first = (
                i - 1 if i and len(tokens[i - 1].text) == 1 and re.fullmatch(r"\.?[ -]?|\.-", reading.before(i)) else i
            )
            yield first, max(run_from(reading, i + 1, sure=True), i + 2), "an initial before a name"


def _lone_initial(reading: Reading, i: int) -> bool:
    """Whether the letter is no part of an abbreviation such as z. B., u. a., i. A., d. h."""
    follower = reading.tokens[i + 1]
    if i and len(reading.tokens[i - 1].text) == 1 and re.fullmatch(r"\.[ \t]?", reading.before(i)):
        return reading.tokens[i - 1].key not in {"z", "u", "i", "o", "d", "s", "m"}
    return reading.tokens[i].capital or "\n" in reading.before(i) or not follower.explained


def line_ends(reading: Reading, i: int) -> bool:
    return bool(re.match(r"[ \t]*(?:\n|$|[,|(·]|\d|\[)", reading.text[reading.tokens[i].end :]))


def _bare_noun(token: Token) -> bool:
    """A capitalised noun without article that can be no manner or instrument."""
    return (
        token.capital
        and not token.has(Flag.OFFICE)
        and token.key
        not in {
            "hand",
            "anfang",
            "herzen",
            "seiten",
            "amts",
            "hause",
            "post",
            "computern",
            "leuten",
            "kollegen",
            "menschen",
        }
        | KIN
        | ROLES
        | FUNCTION
    )


def handled_by(reading: Reading) -> Iterator[Run]:
    """`von ... bearbeitet`, `durch ...`, `beim ...`, `fängt mit ... an`."""
    text = reading.text
    for match in re.finditer(
        r"(?i)\b(?:von|durch|bei|beim|mit)[ \t]{1,2}(?P<name>[^\W\d_][\w'’-]{1,30})[ \t]{1,2}(?:[\wäöüß]{1,15}[ \t]){0,2}(?:bearbeitet|betreut|beraten|abgewimmelt|abgewiesen|bedient|angerufen|unterschrieben|versprochen|gesprochen|telefoniert|abgelehnt|empfangen|weggeschickt)",
        text,
    ):
        i = reading.token_at(match.start("name"))
        if i < len(reading.tokens) and (likely(reading.tokens[i], reading) or _bare_noun(reading.tokens[i])):
            yield i, max(run_from(reading, i), i + 1), "who handled it"
    for match in re.finditer(
        r"(?i)\bmit[ \t](?:einem?[ \t])?(?P<initial>[A-ZÄÖÜ])\.?[ \t]an\b|[/,][ \t](?P<sign>[A-ZÄÖÜ][a-zäöü]?\.)[ \t]*$",
        text,
        re.MULTILINE,
    ):
        group = "initial" if match.group("initial") else "sign"
        if match.group(group)[0].isupper():
            i = reading.token_at(match.start(group))
            if i < len(reading.tokens):
                yield i, i + 1, "an initial"


CONTEXTS: Final[tuple[Callable[[Reading], Iterator[Run]], ...]] = (
    salutations, titles, introductions, relations, greetings, closings, full_names, strange_names, before_comma, labelled, initials, handled_by, by_syntax,
)  # fmt: skip
