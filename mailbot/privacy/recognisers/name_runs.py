"""How a name goes on: runs of words that belong to one name, from where it begins."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.classes import words
from mailbot.privacy.grammar import ARTICLES, FUNCTION, KIN, PARTICLES, ROLES, SALUTATIONS, SAYING, TITLES
from mailbot.privacy.lexicon import Flag
from mailbot.privacy.reading import Reading, Token

Run = tuple[int, int, str]


_JOINT: Final = re.compile(r"[ \t]{1,3}|[ \t]{0,2}\n[ \t>]{0,4}|-|\.[ \t]{0,2}|\.-|['’]|[ \t]-|-[ \t]")


STOPS: Final = (
    FUNCTION | SAYING | SALUTATIONS | TITLES | ROLES | {"durchwahl", "sachbearbeitung", "abteilung", "zimmer", "team"}
)


NEVER: Final = (
    ARTICLES
    | PARTICLES
    | frozenset(
        [
            "sie",
            "ihr",
            "ihre",
            "ihnen",
            "ihrem",
            "ihren",
            "ihrer",
            "ich",
            "du",
            "er",
            "es",
            "wir",
            "uns",
            "mich",
            "mir",
            "dich",
            "dir",
            "man",
            "und",
            "oder",
            "aber",
            "dass",
            "ob",
            "wenn",
            "als",
            "wie",
            "wo",
            "was",
            "wer",
            "ist",
            "sind",
            "hat",
            "haben",
            "war",
            "waren",
            "wird",
            "werden",
            "kann",
            "muss",
            "soll",
            "in",
            "im",
            "an",
            "am",
            "auf",
            "aus",
            "bei",
            "mit",
            "nach",
            "zu",
            "ueber",
            "unter",
            "vor",
            "um",
            "fuer",
            "gegen",
            "ohne",
            "durch",
            "nicht",
            "auch",
            "noch",
            "nur",
            "schon",
            "sehr",
            "so",
            "da",
            "dort",
            "hier",
            "heute",
            "gestern",
            "jetzt",
            "bitte",
            "danke",
            "ja",
            "nein",
            "hallo",
        ]
    )
)


STRICTLY_SAYING: Final = words("strictly saying")


_VERBISH: Final = ("t", "te", "ten", "en", "st", "lich", "ig", "e")


_NO_NAME: Final = words("no name")


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
        given = second and (before.has(Flag.FIRST) or not before.listed)
        voiceless = reading.loud or (reading.quiet and not token.capital)
        small = voiceless and given and token.has(Flag.SURNAME) and token.key not in NEVER
        role = given and sure and token.key in ROLES and token.capital and not reading.loud and _closed(reading, token)
        return sure and (capital_name(token) or small or role)
    if token.named or not token.explained:
        return token.capital or before.key in PARTICLES or not before.capital
    if before.key.endswith("s") and token.has(Flag.COMMON) and not token.has(Flag.SURNAME):
        return False
    if before.key.endswith(("'s", "’s")) and token.explained:
        return False
    if sure and before.key in PARTICLES and token.capital and not token.has(Flag.OFFICE):
        return True
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


def _closed(reading: Reading, token: Token) -> bool:
    """Whether the name is over with this word: a comma, a full stop, `und` or the line's end follows."""
    behind = reading.tokens[token.index + 1].key if token.index + 1 < len(reading.tokens) else ""
    return reading.gap(token.index)[:1] in {",", ".", "\n", ""} or behind in {
        "und",
        "aus",
        "wohnhaft",
        "geboren",
        "geb",
    }


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
        if end > index and ends_sentence(gap, tokens[end - 1]):
            break
        if end > index and "\n" in gap and not (token.capital and _wrapped(reading, end)):
            break
        if token.key in PARTICLES and _particle_goes_on(reading, end, index):
            end += 1
            continue
        previous = tokens[end - 1] if end > index else token
        if end > index and gap == "-" and (token.capital or not token.explained) and (_half(reading, end, sure=sure)):
            end += 1
            continue
        initial = len(token.text) == 1 and token.capital and reading.text[token.end : token.end + 1] in {".", "-"}
        if initial or (
            may_begin(token)
            if end == index
            else _may_follow(token, previous, reading, sure=sure, second=_words(reading, index, end) == 1)
        ):
            end += 1
            continue
        break
    while end > index and tokens[end - 1].key in PARTICLES and tokens[end - 1].text.islower():
        end -= 1
    return end


_ABBREVIATED: Final = 3


def _words(reading: Reading, first: int, end: int) -> int:
    """How many words stand there; the halves of a double name are one."""
    return 1 + sum(reading.before(i) != "-" for i in range(first + 1, end))


def ends_sentence(gap: str, before: Token) -> bool:
    """Whether a full stop and a blank behind a word of more letters than an abbreviation has end its sentence."""
    return "." in gap and gap[-1:] in {" ", "\t"} and len(before.text) > _ABBREVIATED


def _half(reading: Reading, at: int, *, sure: bool) -> bool:
    """Whether the word behind a hyphen is half of a double name; after Herr or Frau any but a word of the office is."""
    announced = sure and (not reading.tokens[at].has(Flag.OFFICE) or reading.tokens[at].has(Flag.ORDINARY))
    return announced or not _office_noun(reading.tokens[at])


def _office_noun(token: Token) -> bool:
    """Whether the second half of `Müller-Akte` is an everyday noun rather than half of a double name."""
    return token.has(Flag.COMMON) and token.has(Flag.NOUN) and not token.has(Flag.SURNAME, Flag.FIRST)


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
    if token.key in {"der", "den", "dem"} and at and reading.tokens[at - 1].key in {"von", "van", "auf", "in", "zu"}:
        return following.capital
    if token.key in {"vom", "von", "am", "zur", "zum", "zu", "der", "des", "den", "dem"} and at > begun:
        unusual = not following.explained or following.has(Flag.SURNAME) or following.named
        return (
            following.capital
            and (unusual or token.key in {"von", "zu", "zur"})
            and not following.has(Flag.OFFICE)
            and not following.has(Flag.COMMON)
        )
    return following.capital and not following.has(Flag.OFFICE)


_LONG_ROLES: Final = tuple(sorted(role for role in ROLES if len(role) > 5))


def is_role(key: str) -> bool:
    """Whether the word is a role, or a compound of one such as Fachanwalt."""
    return key in ROLES or (len(key) > 8 and key.endswith(_LONG_ROLES))


def skip_titles(reading: Reading, index: int) -> int:
    """Index of the first word that is no title."""
    last = min(len(reading.tokens), index + 6)
    while index < last and reading.tokens[index].key in TITLES and len(reading.tokens[index].text) > 1:
        if not re.fullmatch(r"[ \t.\-,\n]{1,4}", reading.gap(index)):
            break
        index += 1
    return index


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


def matches(reading: Reading, i: int, words: tuple[str, ...]) -> bool:
    end = i + len(words)
    return end < len(reading.keys) and tuple(reading.keys[i:end]) == words


def capital_name(token: Token) -> bool:
    """Whether a small word is written like a name: Weiß, Gut, Liebe."""
    written = token.capital and token.text[1:].islower() and token.key not in NEVER
    return written and (token.has(Flag.SURNAME) or (not token.opens and (token.key in FUNCTION or token.key in SAYING)))


def line_ends(reading: Reading, i: int) -> bool:
    return bool(re.match(r"[ \t]*(?:\n|$|[,|(·]|\d|\[)", reading.text[reading.tokens[i].end :]))


_AFTER_NAMES: Final = frozenset({"und", "aus", "geboren", "geb", "wohnhaft", "vom", "statt"})


def one_word_more(reading: Reading, at: int) -> bool:
    """Without capitals: whether one word stands between a given name and `und`, a comma or a line's end."""
    if not reading.quiet or at >= len(reading.tokens) or reading.before(at) != " " or reading.tokens[at - 1].listed:
        return False
    behind = reading.tokens[at + 1].key if at + 1 < len(reading.tokens) else ""
    closed = reading.gap(at)[:1] in {",", ".", "\n", ""} or behind in _AFTER_NAMES
    return closed and reading.tokens[at].key not in NEVER
