"""Names in greetings, closings and signatures, and initials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import ARTICLES, FUNCTION, GREETINGS, KIN, NO_NAMES, PARTICLES, SALUTATIONS, TITLES
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers.expressions import in_any_case
from mailbot.privacy.recognisers.name_runs import Run, is_role, likely, line_ends, run_from, skip_titles

DEPARTMENTS: Final = words("departments")


def greetings(reading: Reading) -> Iterator[Run]:
    """`Hallo ...,` and `Liebe ...,` at the beginning of a line."""
    for i in reading.where(GREETINGS):
        if i + 1 == len(reading.tokens) or not re.fullmatch(r"[ \t]{1,2}", reading.gap(i)):
            continue
        start = skip_titles(reading, i + 1)
        if start >= len(reading.tokens):
            continue
        first = reading.tokens[start]
        end = run_from(reading, start) if first.key not in NO_NAMES else start
        ends_greeting = end > start and re.match(r"[ \t]?[,!.\n]", reading.text[reading.tokens[end - 1].end :])
        rare = first.listed and first.capital and not first.has(Flag.COMMON, Flag.OFFICE)
        known = first.has(Flag.FIRST, Flag.SURNAME) or not first.explained or rare
        if end > start and known and (likely(first, reading) or (ends_greeting and not first.has(Flag.OFFICE))):
            yield start, end, "greeted"


_CLOSING: Final = re.compile(
    r"(?im)^[ \t>*]{0,6}(?:mit[ \t](?:freundliche[mnr]|besten?|herzliche[mn]|lieben|vielen|vorzügliche[mnr]|"
    r"kollegialen|sonnigen|nachdrücklichen|traurigen|verzweifelten|respekt)[^\n]{0,50}|mfg|m\.?f\.?g\.?|lg|"
    r"l\.g\.|vg|bg|hg|glg|liebe grüße|lieben gruß|liebe gruesse|viele grüße|"
    r"viele gruesse|beste grüße|beste gruesse|besten gruß|besten dank|freundliche grüße|freundlichen gruß|"
    r"freundliche gruesse|schöne grüße|schoene gruesse|herzliche grüße|herzlichst|gruß|gruss|grüße|gruesse|"
    r"hochachtungsvoll|hochachtend|"
    r"mit dank|danke|danke schön|dankeschön|vielen dank|vielen lieben dank|ihr|ihre|euer|eure|es grüßt(?: sie)"
    r"?|es gruesst|gezeichnet|gez\.?|i\.?[ \t]?a\.?|i\.?[ \t]?v\.?|im auftrag|in vertretung|ppa\.?|bis bald|"
    r"bis dann|tschüss|ciao|schönen tag(?: noch)?|schönes wochenende|schönen abend(?: noch)?|alles gute|"
    r"der unterzeichner|unterschrift|ergebenst|untertänigst|respektvoll|in erwartung[^\n]{0,40}|"
    r"mit der bitte[^\n]{0,50}|in hochachtung)"
    r"(?P<rest>[^\n]{0,60})$"
)


_SIGNED_BEHIND: Final = re.compile(
    r"[ \t>*]*(?i:mfg|lg|vg|hg|glg|(?:[^\W\d_]{2,14}[ \t]){0,3}(?:gruß|gruss|grüße|gruesse|grüßen|gruessen))"
    r"[ \t]?[,.:]?[ \t]{1,3}[A-ZÄÖÜ][\w'’-]{2,25}(?:[ \t][A-ZÄÖÜ][\w'’-]{2,25})?[ \t.]*"
)
"""`Freundliche Grüße, Neumond`: a closing, and one word or two that can only be who signs."""
_INLINE_CLOSING: Final = in_any_case(
    r"\b(?:mfg|lg|vg|gruß|gruss|grüße|gruesse|grüßen|gruessen|hochachtungsvoll|gez\.|i\.[ \t]?a\.|"
    r"i\.[ \t]?v\.|im auftrag|hochachtung|respekt)\b[ \t,.:]{1,3}(?:von |ihre? |euer |eure |der |die |"
    r"aus [^\W\d_]{3,30} )?(?P<name>[^\n]{2,50})",
    *("mfg", "lg", "vg", "gruß", "gruss", "grüße", "gruesse", "hochacht", "gez.", "i.", "im auftrag", "respekt"),
)


_SIGN: Final = re.compile(r"[^\W\d_][\w.'’,/ \t\-]{0,60}")


_INITIALS: Final = re.compile(
    r"(?m)^[ \t>]{0,6}(?:gez\.?[ \t])?(?P<first>[A-ZÄÖÜ])\.[ \t]?[A-ZÄÖÜ](?:\.[ \t]?[A-ZÄÖÜ])?\.?[ \t]*$"
)
_INITIALS_BEHIND: Final = re.compile(r"(?m)[.!?][ \t]{1,3}(?P<first>[A-ZÄÖÜ])\.[ \t]?[A-ZÄÖÜ]\.[ \t]*$")
_LAST_INITIALS: Final = re.compile(r"\n[ \t>]{0,6}(?P<sign>[A-ZÄÖÜ]{2,3})[ \t.]*\s*\Z")
_NO_SIGN: Final = frozenset(
    {"ps", "nb", "ok", "tel", "fax", "sgb", "alg", "zk", "zh", "vg", "lg", "hg", "bg", "mfg", "ia", "iv", "zdA"}
)


def initials_alone(reading: Reading) -> Iterator[Run]:
    """`A. M.` on a line of its own, or behind the last sentence of one."""
    for match in (*reading.beginnings.lines(_INITIALS), *_INITIALS_BEHIND.finditer(reading.text)):
        first, last = reading.token_at(match.start("first")), reading.token_at(match.end())
        if "".join(token.key for token in reading.tokens[first:last]) not in _NO_SIGN:
            yield first, last, "initials alone on a line"
    last_line = _LAST_INITIALS.search(reading.text)
    if last_line and not reading.loud and reading.tokens and last_line.group("sign").casefold() not in _NO_SIGN:
        yield len(reading.tokens) - 1, len(reading.tokens), "initials at the end"


def closings(reading: Reading) -> Iterator[Run]:
    """The lines after a closing formula, and what follows it on its own line."""
    text = reading.text
    for match in reading.beginnings.lines(_CLOSING):
        if match.group("rest").strip(" ,.!:;*-_"):
            alone = _SIGNED_BEHIND.fullmatch(text, match.start(), match.end()) is not None
            yield from _signed(reading, match.start("rest"), match.end("rest"), strict=not alone)
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
    for match in reading.beginnings.matches(_INLINE_CLOSING):
        yield from _signed(reading, match.start("name"), match.end("name"), strict=True)


def _signed(reading: Reading, start: int, end: int, *, strict: bool) -> Iterator[Run]:
    """The name in a signature line: short, without words that only a sentence has."""
    first, last = reading.token_at(start), reading.token_at(end)
    words = [i for i in range(first, last) if reading.free(reading.tokens[i].start, reading.tokens[i].end)]
    if not words or len(words) > 9:
        return
    lead = reading.tokens[words[0]]
    if lead.text == "von" and strict:
        words = words[1:]
    if lead.key in ARTICLES and not (len(words) > 1 and reading.tokens[words[1]].named):
        return
    for run in _runs(reading, words):
        tokens = [reading.tokens[i] for i in range(*run)]
        if all(token.key in PARTICLES for token in tokens):
            continue
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
    if (
        len(token.text) == 1
        and (not token.capital or (i and reading.tokens[i - 1].text in {"i", "z", "a"}))
        and not reading.quiet
    ):
        return False
    if len(token.text) == 1:
        return reading.text[token.end : token.end + 1] in {".", "-"} or (i > 0 and reading.before(i) == ".")
    if token.key in PARTICLES and token.key not in {"und", "zu", "zur", "zum"}:
        return True
    if (
        token.key in FUNCTION
        or token.key in TITLES
        or token.key in KIN
        or is_role(token.key)
        or token.key in DEPARTMENTS
        or token.key in SALUTATIONS
    ):
        return False
    if token.has(Flag.OFFICE) and not token.has(Flag.FIRST, Flag.SURNAME):
        return False
    if token.named or not token.explained:
        return True
    return token.capital or (reading.quiet and (token.has(Flag.FIRST, Flag.SURNAME) or not token.listed))


def initials(reading: Reading) -> Iterator[Run]:
    """An initial with full stop before a word that can be a surname: `K.-P. Amsel`, `d. reich` at a line's end."""
    tokens = reading.tokens
    for i in reading.singles:
        token = tokens[i]
        if i + 1 == len(tokens) or not re.fullmatch(r"\.[ \t]?|\.-", reading.gap(i)):
            continue
        follower = tokens[i + 1]
        if (
            len(follower.text) < 3
            or follower.key in FUNCTION
            or (follower.capital and not token.capital)
            or (follower.has(Flag.OFFICE) and not follower.has(Flag.SURNAME))
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
        led = i and tokens[i - 1].key in _BEFORE_PERSON and reading.before(i) == " " and token.capital
        if led and follower.capital and not follower.has(Flag.OFFICE):
            yield i, max(run_from(reading, i + 1, sure=True), i + 2), "an initial before a name"
            continue
        line_start = i == 0 or "\n" in reading.before(i) or (i > 0 and len(tokens[i - 1].text) == 1)
        if (name_like and (follower.capital or line_start or reading.quiet)) or (
            line_start and follower.capital and line_ends(reading, i + 1)
        ):
            first = (
                i - 1 if i and len(tokens[i - 1].text) == 1 and re.fullmatch(r"\.?[ -]?|\.-", reading.before(i)) else i
            )
            yield first, max(run_from(reading, i + 1, sure=True), i + 2), "an initial before a name"


_BEFORE_PERSON: Final = frozenset(
    [
        *(
            "von",
            "an",
            "bei",
            "mit",
            "durch",
            "fuer",
            "gegen",
            "ohne",
            "und",
            "oder",
            "war",
            "ist",
            "dass",
            "weil",
            "hat",
        ),
        *("ein", "einem", "einer", "einen", "gewisser", "gewisse", "gewissen"),
    ]
)


def _lone_initial(reading: Reading, i: int) -> bool:
    """Whether the letter is no part of an abbreviation such as z. B., u. a., i. A., d. h."""
    follower = reading.tokens[i + 1]
    if i and len(reading.tokens[i - 1].text) == 1 and re.fullmatch(r"\.[ \t]?", reading.before(i)):
        return reading.tokens[i - 1].key not in {"z", "u", "i", "o", "d", "s", "m"}
    return reading.tokens[i].capital or "\n" in reading.before(i) or not follower.explained
