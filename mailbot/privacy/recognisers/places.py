"""Streets with number, also apart from each other and without suffix; postcodes and places."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.fold import fold
from mailbot.privacy.grammar import FUNCTION, TEAM_NOUNS, TIME_WORDS
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.recognisers.expressions import caseless, exact, indifferent, umlauted
from mailbot.privacy.recognisers.pattern import DIGIT, NOWHERE, POSTCODE, Pattern
from mailbot.privacy.spans import Kind

_SUFFIX: Final = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|gasse|gässchen|ring|damm|ufer|wall|graben|chaussee|stieg|steig|"
    r"pfad|hof|kamp|winkel|twete|twiete|wiesen?|berg|tor|"
    r"markt|brücke|anger|park|garten|gärten|höhe|feld|felde|busch|kehre|zeile|rain|redder|bogen|siedlung|hang|"
    r"born|brink|teich|bach|tal|holz|wald|bleiche|mühle|kirche|burg|breite|"
    r"reihe|freiheit|trift|haide|heide|horst|kuhle|koppel|worth|wörth|stücken|morgen|acker|äcker|aue|blick|eck|"
    r"ecke|linden?|eichen?|buchen?|see|sand|leite|halde|steinweg|schlag|grund|plan|promenade|terrasse|passage)"
)
_NUMBER: Final = (
    r"\d{1,4}[ \t]?(?:[a-hA-H](?![\w]))?(?:[ \t]?[-–/+][ \t]?\d{1,4}[ \t]?(?:[a-hA-H](?!\w))?)"
    r"?(?:[ \t]?,?[ \t]?(?:\d{1,2}\.[ \t]?|I{1,3}\.[ \t]?)(?:Stock|OG|Etage|Obergeschoss|St\.)(?:[ \t](?:links|"
    r"rechts|mitte|li|re)\.?)?)?"
)
_UNIT: Final = (
    r"(?![ \t]?(?:uhr|h\b|euro|eur\b|€|prozent|%|mal\b|x\b|jahre|tage|wochen|monate|stunden|minuten|std|km|"
    r"kilometer|qm|quadratmeter|cent|leute|personen|kinder|seiten|grad|kg|meter|zimmer|\.\s?(?:jan|feb|mär|apr|mai|"
    r"jun|jul|aug|sep|okt|nov|dez)|[.,]\d|\.\d))"
)
_NUMBER_WORDS: Final = (
    r"(?:eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|"
    r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|"
    r"achtzig|neunzig)|zwanzig|dreißig|vierzig|fünfzig|hundert\w*)"
)
_NUMBER_INITIALS: Final = "ezdvfsanh"
"""What a number in words begins with."""
_PREPOSITION: Final = (
    r"(?:am|an[ \t]der|an[ \t]den|an[ \t]dem|im|in[ \t]der|in[ \t]den|in[ \t]dem|zum|zur|auf[ \t]dem|auf[ \t]der|"
    r"auf[ \t]den|auf'm|hinter[ \t]der|hinter[ \t]dem|hinterm|unter[ \t]den|unter[ \t]der|unterm|vor[ \t]dem|"
    r"vor[ \t]der|vorm|bei[ \t]der|bei[ \t]den|beim|über[ \t]der|neben[ \t]der|achter|op[ \t]de[mnr]?|"
    r"up[ \t]de[mnr]?|oberm?|ober[ \t]der|zu[ \t]den|zwischen[ \t]den|vom|alte[rn]?|neue[rn]?|kleine[rn]?|"
    r"große[rn]?|lange[rn]?|kurze[rn]?|obere[rn]?|untere[rn]?|hohe[rn]?|breite[rn]?)"
)
_SUFFIX_END: Final = re.compile(_SUFFIX + r"$", re.IGNORECASE)
_HOUSE: Final = indifferent(rf"(?=\d)(?<![\w.,/§€-]){_NUMBER}(?!\w){_UNIT}", "0")
_APART: Final = re.compile(r"(?i)[ \t,(]{0,3}(?:haus-?)?(?:nr|nummer|no)\.?[ \t:]{0,2}$")
_STREET_WORD: Final = re.compile(r"(?:^|(?<=[\s,(/;:|>]))(?P<word>[^\W\d_][\w'’.-]{0,45})[ \t]{0,3}$")
_LEADS: Final = words("leads")
_ADJECTIVES: Final = frozenset(
    f"{stem}{ending}"
    for stem in [
        "alte",
        "neue",
        "kleine",
        "grosse",
        "lange",
        "kurze",
        "breite",
        "hohe",
        "obere",
        "untere",
        "gruene",
        "krumme",
        "weisse",
        "rote",
        "hintere",
        "vordere",
    ]
    for ending in ("", "r", "n")
)
_ALONE: Final = words("alone")


def _last_word(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text)
    return fold(words[-1]) if words else ""


_DEGREES: Final = ("stufe", "grad", "klasse", "gruppe", "kategorie", "modul", "semester", "phase", "version")
"""What is counted, not lived in: `(Pflegestufe 3)`."""


_NUMBERED_THINGS: Final = ("nummer", "telefon", "handy", "konto", "datum", "anschluss", "fax", "kennung")
"""What has a number of its own: `neue Handynummer 0151`."""


def _no_office_noun(match: re.Match[str]) -> bool:
    """The word before the number is no room, counter, team, weekday, degree or the like."""
    word = _last_word(match.group("name"))
    return word not in TEAM_NOUNS and not word.endswith((*_DEGREES, *_NUMBERED_THINGS))


_ADDRESS_WORDS: Final = frozenset(["adresse", "anschrift", "wohnung", "strasse", "hausnummer", "postleitzahl", "plz"])


_AT_THE: Final = frozenset({"am", "an", "auf", "hinter", "hinterm", "unterm", "op", "up", "achter", "neben"})


def _unordinary(match: re.Match[str]) -> bool:
    """In lower case the word before the number must be unknown or end like a street."""
    name = match.group("name")
    last = _last_word(name)
    if (
        last in TEAM_NOUNS | TIME_WORDS
        or last.endswith(_NUMBERED_THINGS)
        or any(fold(word) in _ADDRESS_WORDS for word in re.findall(r"[^\W\d_]+", name))
    ):
        return False
    if re.search(r"[A-ZÄÖÜ][^\W\d_]+$", name.strip()):
        return True
    lexicon = shipped()
    ends = match.string[match.end() : match.end() + 1] in {",", "\n", "", ";", ")"}
    at = name.split()[0].casefold() in _AT_THE and ends and not lexicon.flags(last) & (Flag.WORD | Flag.OFFICE)
    return (
        at
        or not lexicon.explained(last)
        or bool(re.search(_SUFFIX + r"$", last) and not lexicon.flags(last) & Flag.WORD)
    )


def _addressed(match: re.Match[str]) -> bool:
    """After the word for an address: no word of a sentence stands between, and no office noun before the number."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", match.group("name"))]
    return (
        bool(words)
        and words[-1] not in TEAM_NOUNS | FUNCTION
        and not any(word in FUNCTION - _LEADS for word in words)
        and not words[0].endswith(("jaehrig", "jaehrige"))
    )


def _street_word(match: re.Match[str]) -> bool:
    """A street without number: unknown to the lexicon, or joined by hyphens."""
    word = match.group("hit")
    return "-" in word or not shipped().flags(fold(word.rstrip("."))) & (Flag.WORD | Flag.OFFICE)


_STRONG_SUFFIX: Final = re.compile(r"(?i)(?:stra(?:ß|ss)e|str\.?|weg|allee|gasse|ring|platz|damm|stieg)$")


def _without_sentence(match: re.Match[str]) -> int:
    """Where the street begins: `in der Unterkunft` before `Okerstraße 19` belongs to the sentence."""
    name, start = match.group("name"), match.start("name")
    last = re.search(r"[ \t](?P<word>\S+)$", name)
    led = re.match(r"(?:in|an|auf|bei|zu|vor)[ \t]de[rnm][ \t]{1,3}|im[ \t]{1,3}|vom[ \t]{1,3}", name)
    if last is None or led is None or not _STRONG_SUFFIX.search(last.group("word")):
        return match.start()
    middle = name[led.end() : last.start()].strip()
    if middle and (middle.endswith("er") or not shipped().explained_noun(fold(middle))):
        return start + led.end()
    if not middle and (name.startswith("im") or _STRONG_SUFFIX.fullmatch(last.group("word"))):
        return match.start()
    return start + last.start("word")


STREETS: Final = (
    Pattern(
        "street_with_preposition",
        Kind.STREET,
        indifferent(
            rf"(?<![\w-])(?P<name>{_PREPOSITION}[ \t]+(?:[^\W\d_][\w'’-]{{2,25}}[ \t]+)?[^\W\d_][\w'’.-]{{2,30}})"
            rf"[ \t]{{1,3}}(?:nr\.?[ \t])?{_NUMBER}(?!\w){_UNIT}",
            *("am ", "am\t", "an d", "an\td", "im ", "im\t", "in d", "in\td", "zum", "zur", "auf d", "auf\t", "auf'"),
            *("hinter", "unter", "vor ", "vor\t", "vorm", "bei ", "bei\t", "beim", "über", "ueber", "neben", "achter"),
            *("op d", "op\td", "up d", "up\td", "ober", "zu d", "zu\td", "zwischen", "vom", "alte", "neue", "kleine"),
            *("große", "grosse", "lange", "kurze", "hohe", "breite"),
        ),
        "a preposition, a name, a number",
        _unordinary,
        requires=DIGIT,
        begin=_without_sentence,
    ),
    Pattern(
        "street_after_word",
        Kind.STREET,
        caseless(
            rf"\b(?:anschrift|adresse|wohnhaft|wohne[n]?|wohnt|wohnte|gemeldet|straße|strasse|str\.|wohnung|"
            rf"gezogen|umgezogen|zieh\w*|postanschrift|wohnsitz|hausnummer|lieferadresse)"
            rf"\b[:.]?[ \t]{{0,3}}(?:(?:ist|von|jetzt|nun|noch|immer|seit|lautet|in|der|die|im|unverändert|"
            rf"aktuell|richtig|korrekt|vollständig|bei|neue|alte|hier|unter|war|bisher|nach|und|wir|ich|die)"
            rf"[ \t:]{{1,2}}){{0,5}}"
            rf"(?P<hit>(?P<name>[^\W\d_][\w'’.-]{{1,30}}(?:[ \t]+(?!(?:nr|nummer)\b)[^\W\d_][\w'’.-]{{1,30}}){{0,3}})"
            rf"[ \t,]{{1,3}}(?:(?:haus-?)?(?:nr\.?|nummer)[ \t:]{{0,2}})?(?:{_NUMBER}|{_NUMBER_WORDS}))(?!\w)"
            rf"{_UNIT}",
            *("anschrift", "adresse", "wohn", "gemeldet", "straße", "strasse", "str.", "gezogen", "umgezogen", "zieh"),
            *("postanschrift", "hausnummer", "lieferadresse"),
        ),
        "a name and a number after the word for an address",
        _addressed,
    ),
    Pattern(
        "street_line",
        Kind.STREET,
        exact(
            rf"(?m)^[ \t>*|]{{0,8}}(?P<hit>(?P<name>[A-ZÄÖÜ][\w'’.-]{{2,30}}(?:[ \t][^\W\d_][\w'’.-]{{1,30}})"
            rf"{{0,3}})[ \t]{{1,2}}{_NUMBER})[ \t]*(?:,(?!\d)|\||·|$)"
        ),
        "a line with a name and a number",
        lambda m: _no_office_noun(m) and _addressed(m),
        requires=DIGIT,
    ),
    Pattern(
        "street_before_postcode",
        Kind.STREET,
        exact(
            rf"(?<![\w-])(?P<hit>(?P<name>[A-ZÄÖÜ][\w'’.-]{{2,30}}(?:[ \t](?:[A-ZÄÖÜ][\w'’.-]{{1,30}}|der|dem|den))"
            rf"{{0,3}}|(?:(?:am|im|zum|zur|an der|in der|auf dem)[ \t])?[^\W\d_][\w'’.-]{{2,30}})[ \t]{{1,2}}{_NUMBER})"
            rf"(?:[ \t]{{0,2}}[,;|·\n/-][ \t\n]{{0,4}}|[ \t]{{1,2}})(?:D-|"
            rf"DE-)?\d{{5}}(?!\d)"
        ),
        "a name and a number before a postcode",
        _no_office_noun,
        requires=POSTCODE,
        longest=200,
    ),
    Pattern(
        "street_in_brackets",
        Kind.STREET,
        exact(
            rf"\((?P<hit>(?P<name>[^\W\d_][\w'’.-]{{1,30}}(?:[ \t][^\W\d_][\w'’.-]{{1,30}}){{0,3}})"
            rf"[ \t]{{1,2}}{_NUMBER})(?=[),])"
        ),
        "a name and a number in brackets",
        lambda m: _no_office_noun(m) and _addressed(m),
        requires=DIGIT,
    ),
    Pattern(
        "street_number_in_words",
        Kind.STREET,
        caseless(
            rf"(?<![\w-])(?P<hit>(?P<name>[^\W\d_][\w'’-]{{2,40}}(?:stra(?:ß|ss)e|weg|allee|gasse|platz|ring|damm|"
            rf"straße|wall|ufer|stieg|kamp|twete))[ \t]{{1,3}}"
            rf"(?:(?:haus-?)?(?:nr\.?|nummer)[ \t:]{{0,2}})?{_NUMBER_WORDS}(?:[ \t]?[a-h])?)(?!\w)"
            rf"(?![ \t](?:uhr|euro|mal|tage|jahre|wochen))"
        ),
        "a street and a number in words",
        requires=re.compile(
            umlauted(
                rf"(?:stra(?:ß|ss)e|weg|allee|gasse|platz|ring|damm|wall|ufer|stieg|kamp|twete)"
                rf"[ \t]{{1,3}}[hn{_NUMBER_INITIALS}]"
            )
        ),
    ),
    Pattern(
        "street_of_a_day",
        Kind.STREET,
        caseless(
            rf"(?<!\w)(?:stra(?:ß|ss)e|str\.|platz|allee)[ \t](?:des|der|vom)[ \t]\d{{1,2}}\.[ \t]?"
            rf"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
            rf"(?:[ \t]{{1,3}}{_NUMBER}(?!\w))?",
            *("stra", "str.", "platz", "alle"),
        ),
        "a street named after a day",
        requires=DIGIT,
    ),
    Pattern(
        "house_number",
        Kind.STREET,
        caseless(
            rf"\b(?:hausnummer|hausnr\.?|haus-nr\.?)[ \t:]{{0,3}}(?:(?:ist|lautet|war|die|der|jetzt|nun|also)[ \t]"
            rf"){{0,3}}(?P<hit>{_NUMBER}|"
            rf"{_NUMBER_WORDS})(?!\w)",
            *("hausn", "haus-"),
        ),
        "after the word for a house number",
    ),
    Pattern(
        "street_without_number",
        Kind.STREET,
        caseless(
            r"(?<![\w-])(?P<hit>[^\W\d_][\w'’-]{2,40}(?:stra(?:ß|ss)e|str\.|gasse|allee|chaussee|twete|stieg))"
            r"(?!\w)"
        ),
        "ends like a street and is no ordinary word",
        _street_word,
        needs=("straße", "strasse", "str.", "gasse", "allee", "chaussee", "twete", "stieg"),
        requires=re.compile(r"(?:stra(?:ß|ss)e|str\.|gasse|allee|chaussee|twete|stieg)(?!\w)"),
        longest=60,
    ),
)


def _street_before(house: re.Match[str]) -> int:
    """Where the street before a house number begins: a word with a street's ending and what of its name leads it."""
    first = max(0, house.start() - 80)
    head = house.string[first : house.start()]
    apart = _APART.search(head)
    if apart:
        head = head[: apart.start()]
    last = _STREET_WORD.search(head)
    if last is None or not _SUFFIX_END.search(last.group("word")):
        return NOWHERE
    glued = not apart and head.rstrip(" \t") == head
    if glued and not re.search(r"(?:str|straße|strasse|weg)\.?$", head, re.IGNORECASE):
        return NOWHERE
    key = fold(last.group("word").rstrip("."))
    if (_last_word(key) in TEAM_NOUNS and key not in _ALONE) or (
        not _streetlike(last.group("word"), key, head[: last.start("word")]) and not _set_off(house, head, last, key)
    ):
        return NOWHERE
    return first + _lead_in(head, last.start("word"), key)


_OF_TOWNS: Final = ("markt", "tor", "feld", "eck", "ecke", "breite")


def _set_off(house: re.Match[str], head: str, last: re.Match[str], key: str) -> bool:
    """`Dr. Amsel, Holzmarkt 2, Telefon`: a street of a town between commas, though the word is an ordinary one."""
    behind = house.string[house.end() : house.end() + 1]
    led = head[: last.start("word")].rstrip(" \t")[-1:]
    return (
        key.endswith(_OF_TOWNS) and last.group("word")[0].isupper() and led in {",", "\n"} and behind in {",", "\n", ""}
    )


NUMBERED: Final = Pattern("street_with_suffix", Kind.STREET, _HOUSE, "a street and a number", begin=_street_before)


def _streetlike(word: str, key: str, before: str) -> bool:
    """Whether the word can be a street: capitalised, or unknown, or of two words such as `goslarsche str.`."""
    if key in _ALONE:
        lead = re.search(r"(?P<lead>[^\W\d_]{3,})[ \t]{1,2}$", before)
        return lead is not None and (
            key not in TEAM_NOUNS or (lead.group("lead")[0].isupper() and fold(lead.group("lead")) not in FUNCTION)
        )
    if (
        re.search(
            r"(?:^|\W)(?:alte|neue|kleine|große|lange|kurze|breite|hohe|obere|untere|grüne|krumme|weiße|rote|"
            r"hintere|vordere)[rn]?[ \t]{1,2}$",
            before,
            re.IGNORECASE,
        )
        and key not in TEAM_NOUNS
    ):
        return True
    if key.endswith(_WEAK_SUFFIXES) and (shipped().flags(key) & Flag.WORD or key.endswith("zeichen")):
        return False
    if key in {"vorweg", "unterwegs", "hinweg", "keineswegs", "dienstweg", "postweg", "rechtsweg", "umweg", "heimweg"}:
        return False
    return word[0].isupper() or not shipped().flags(key) & Flag.COMMON


_WEAK_SUFFIXES: Final = (
    "zeichen",
    "plan",
    "schlag",
    "tal",
    "tor",
    "markt",
    "grund",
    "blick",
    "feld",
    "hang",
    "bogen",
    "reihe",
    "breite",
    "freiheit",
    "eck",
    "ecke",
)
"""Endings of streets that words such as Fragebogen, Anhang, Vorschlag have as well."""


def _lead_in(head: str, start: int, key: str) -> int:
    """Where the street's name begins: adjectives and prepositions before the last word belong to it."""
    for step in range(3):
        before = re.search(r"(?:^|(?<=[\s,(/;:|>]))(?P<word>[^\W\d_][\w'’.-]{0,30})[ \t]{1,2}$", head[:start])
        if before is None:
            return start
        word = before.group("word")
        folded = fold(word.rstrip("."))
        needed = step == 0 and key in _ALONE
        adjective = folded in _ADJECTIVES or (
            word[0].isupper()
            and (
                folded in _LEADS or folded.endswith(("er", "sche", "scher", "schen")) or not shipped().explained(folded)
            )
        )
        preposition = (folded in _LEADS and word[0].isupper()) or (
            folded in {"der", "den", "dem", "des"}
            and re.search(r"(?:An|Auf|In|Unter|Hinter|Vor|Bei|Zu|Am)[ \t]{1,2}$", head[: before.start("word")])
        )
        if not (needed or adjective or preposition):
            return start
        start = before.start("word")
    return start


_POSTCODE: Final = exact(
    r"(?=[\dD])(?<![\w.,/\-–])(?:D[- ]|DE[- ])?(?P<code>\d{5})(?![\d])(?!-\d)(?![.,]\d)(?![ \t]?(?i:euro|eur\b|€|mal|"
    r"stunden|km|einwohner|kwh|uhr|anträge|menschen|leute))"
    r"(?P<place>[ \t]{1,3}(?:Bad[ \t]|Sankt[ \t]|St\.[ \t]|Groß[ \t]|Klein[ \t]|Alt[ \t]|Neu[ \t])"
    r"?[A-ZÄÖÜ][\w'’-]{2,40}(?:[ \t/]{1,2}(?:OT[ \t]|Ortsteil[ \t]|am[ \t]|an[ \t]der[ \t]|im[ \t]|bei[ \t]|"
    r"ob[ \t]der[ \t])[A-ZÄÖÜ][\w'’-]{2,30})?(?:[ \t]?\([A-ZÄÖÜ][\w. ]{1,20}\))?)?",
    *("0000", "d-00", "d 00", "de-0", "de 0"),
)
_TICKET_BEFORE: Final = re.compile(
    r"(?:ticket|stellenangebot|stelle|refnr|referenznummer|chiffre|vorgang)(?:-?(?:nr|nummer))?[.:]?\s{0,2}$",
    re.IGNORECASE,
)


def _no_ticket(match: re.Match[str]) -> bool:
    return not _TICKET_BEFORE.search(match.string[max(0, match.start() - 24) : match.start()])


def _end_of_place(match: re.Match[str]) -> int:
    """Behind the place, unless it is one of the office's own district or a large city."""
    first = re.match(r"\s*([^\W\d_]+)", match.group("place") or "")
    known = first is None or shipped().flags(fold(first.group(1))) & Flag.OFFICE
    return match.end("code") if known else match.end()


POSTCODES: Final = Pattern(
    "postcode",
    Kind.PLACE,
    _POSTCODE,
    "five digits, with the place that follows",
    _no_ticket,
    end=_end_of_place,
)

_LOWER_PLACE: Final = caseless(r"(?=\d)(?<!\w)\d{5}[ \t]{1,2}(?P<place>[^\W\d_]{3,30})(?!\w)", "0000")
LOWER_PLACES: Final = Pattern(
    "postcode",
    Kind.PLACE,
    _LOWER_PLACE,
    "a word after five digits",
    lambda m: not shipped().flags(fold(m.group("place"))) & (Flag.OFFICE | Flag.COMMON),
)
"""A place in lower case or capitals after a postcode."""


def _place_or_strange(match: re.Match[str]) -> bool:
    flags = shipped().flags(fold(match.group("name")))
    saint = match.group().startswith(("St.", "Sankt"))
    return saint or bool(flags & Flag.PLACE) or not flags & (Flag.NOUN | Flag.OFFICE)


def _named_or_strange(match: re.Match[str]) -> bool:
    """A known place, or written like one, or no word that is often used."""
    name, flags = match.group("name"), shipped().flags(fold(match.group("name")))
    written = name[0].isupper() and match.group("hit")[0].isupper()
    return bool(flags & Flag.PLACE) or written or not flags & (Flag.NOUN | Flag.COMMON)


WORDED: Final = (
    Pattern(
        "worded_place",
        Kind.PLACE,
        exact(
            r"\b(?i:(?:OT|Ortsteil|Samtgemeinde|Gemeinde|Stadtteil|Wohnort|Geburtsort|Ort|Dorf|Kreis)"
            r"\b(?:(?<=OT)\.|:)?[ \t]{1,8})"
            r"(?P<hit>[A-ZÄÖÜ][\w'’-]{2,30})",
            *("ot ", "ot\t", "ot.", "ot:", "ort", "samtgemeinde", "gemeinde", "stadtteil", "wohnort", "geburtsort"),
            *("dorf", "kreis"),
        ),
        "after the word for a place",
        lambda m: not shipped().flags(fold(m.group("hit"))) & (Flag.OFFICE | Flag.COMMON),
    ),
    Pattern(
        "prefixed_place",
        Kind.PLACE,
        indifferent(
            r"(?<!\w)(?:in|aus|nach|bei|richtung|ot)[ \t]{1,2}(?P<hit>(?:groß|gross|klein|alt|neu|bad|sankt|st\.|ober|"
            r"unter|nieder|hohen)[ \t-](?P<name>[^\W\d_]{3,30}))(?!\w)",
            *(f"{word}{blank}" for word in ("in", "ot", "aus", "bei") for blank in " \t"),
            *("nach", "richtung"),
        ),
        "a place with Groß, Klein, Bad before it",
        _named_or_strange,
    ),
    Pattern(
        "place_in_two_words",
        Kind.PLACE,
        exact(
            r"(?<!\w)(?:Groß|Gross|Klein|Bad|Sankt|St\.|Hohen|Ober|Nieder|Neu|Alt)[ \t-]"
            r"(?P<name>[A-ZÄÖÜ][\w'’-]{2,30})",
            *("groß ", "groß\t", "groß-", "gross", "klein", "bad ", "bad\t", "bad-", "sankt", "st. ", "st.\t", "st.-"),
            *("hohen", "ober", "nieder", *(f"{word}{sign}" for word in ("neu", "alt") for sign in " \t-")),
        ),
        "a place with Groß, Klein, Bad before it",
        _place_or_strange,
    ),
)
"""Places after the word for one, and `in Groß Denkte`, `aus bad harzburg`, wherever they stand."""
