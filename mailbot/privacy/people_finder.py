"""All names of a text: in context, known beforehand, and wherever what was found stands again in another form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mailbot.privacy.fold import fold
from mailbot.privacy.grammar import ARTICLES, FUNCTION, KIN, NOUN_MARKERS, ROLES, SAYING, TIME_MARKERS, TIME_WORDS
from mailbot.privacy.joined import join_more
from mailbot.privacy.known import lone_name, name_words
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.people import Known
from mailbot.privacy.reading import COMMA, Reading, Token
from mailbot.privacy.recognisers import names, unknown
from mailbot.privacy.recognisers.disguised import disguised
from mailbot.privacy.recognisers.introduced import LABELS
from mailbot.privacy.recognisers.name_runs import (
    NEVER,
    STRICTLY_SAYING,
    capital_name,
    ends_sentence,
    line_ends,
    one_word_more,
)
from mailbot.privacy.spans import Kind, Span

_ENDINGS: Final = ("s", "es", "ns", "'s", "'", "n", "sche", "schen", "scher", "in")


class Heard:
    """The folded names heard so far, and whether a word is one of them in some form."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.keys: set[str] = set()
        self._beginnings: set[str] = set()

    def add(self, words: Iterable[str]) -> None:
        """Hear these words as names."""
        self.add_folded(key for key in map(fold, words) if key not in NEVER)

    def add_folded(self, keys: Iterable[str]) -> None:
        """Hear these folded words as names, whatever else they mean."""
        new = {key for key in keys if len(key) > 1}
        self.keys |= new
        self._beginnings |= {key[:2] for key in new}

    def form_of(self, key: str) -> str:
        """The name of which the folded word is a form, or ""."""
        if key[:2] not in self._beginnings:
            return ""
        if key in self.keys:
            return key
        for ending in _ENDINGS:
            stem = key.removesuffix(ending)
            if stem != key and len(stem) > 2 and stem in self.keys:
                return stem
        return ""

    def head_of(self, key: str) -> int:
        """Length of the name with which a compound such as `müllerakte` begins, or 0."""
        if len(key) < 9 or shipped().flags(key) & Flag.WORD:
            return 0
        for name in self.keys:
            if len(name) >= 5 and key.startswith(name) and len(key) - len(name) >= 4:
                rest = key[len(name) :].removeprefix("s")
                if shipped().flags(rest) & Flag.WORD and not shipped().flags(key) & Flag.WORD:
                    return len(name)
        return 0

    def misspelt(self, token: Token) -> bool:
        """Whether the word is a name heard with one error; only for words that the lexicon does not explain."""
        return len(token.key) >= 5 and not token.explained and any(_one_error(token.key, name) for name in self.keys)


def _one_error(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b or a[0] != b[0]:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return (
        a[i + 1 :] == b[i + 1 :]
        or a[i:] == b[i + 1 :]
        or a[i + 1 :] == b[i:]
        or (a[i + 2 :] == b[i + 2 :] and a[i : i + 2] == b[i : i + 2][::-1])
    )


def _stands_as_name(reading: Reading, token: Token) -> bool:
    """Whether a word that is both name and ordinary word stands here as a name."""
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


_OF_PERSONS: Final = frozenset({"zu", "laut", "wegen", "ohne", "trotz", "samt", "nebst"})
"""Words before a noun without article that stand before a person as well: `schickt mich zu Fink`."""


def _where_people_stand(reading: Reading, token: Token) -> bool:
    """`die Lehrer meint`, `bei der Papst war ich`, `mit einer Lehrer oder so`: a person, whatever the article."""
    i, keys = token.index, [one.key for one in reading.tokens[max(0, token.index - 2) : token.index + 3]]
    if i < 2 or len(keys) < 5:
        return False
    if token.key in ROLES and token.capital and reading.tokens[i - 1].key in ROLES and reading.before(i) == " ":
        return True
    if token.key in FUNCTION | KIN | ROLES and not (token.key in FUNCTION and token.has(Flag.SURNAME)):
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
    return before.key.endswith(("e", "en", "er", "es")) and lead in NOUN_MARKERS | ARTICLES


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


Marks = dict[int, tuple[str, str]]
"""For each word that belongs to a name: which recogniser says so, and why."""


def find_people(readings: Sequence[Reading], known: Known) -> list[list[Span]]:
    """Spans of all names in each reading (subject, text), words beside each other joined.

    What is heard in one of them is looked for in all.
    """
    all_marks = [_in_context(reading) for reading in readings]
    heard = Heard()
    for reading, marks in zip(readings, all_marks, strict=True):
        heard.add(_said(reading, marks))
    for name in (*known.names, *known.staff):
        heard.add(_WORDS_OF[name])
    for reading, marks in zip(readings, all_marks, strict=True):
        _beyond_context(reading, marks, heard)
    return [
        [*_spans(reading, marks), *disguised(reading.text, heard.form_of)]
        for reading, marks in zip(readings, all_marks, strict=True)
    ]


_WORDS_OF: Final = Memory(lambda name: name_words(name) or lone_name(name))
"""The same staff is asked for in every mail."""


def _in_context(reading: Reading) -> Marks:
    marks: Marks = {}
    for context in names.CONTEXTS:
        for start, end, reason in context(reading):
            _mark(reading, marks, range(start, end), context.__name__, reason)
    return marks


def _said(reading: Reading, marks: Marks) -> Iterator[str]:
    """The words of the names found, and what is left of a genitive."""
    for i, (_, why) in marks.items():
        word = reading.tokens[i]
        yield word.text
        if why.startswith("after ") and word.key.endswith("s") and len(word.key) > 4:
            yield word.text[:-1]


def _beyond_context(reading: Reading, marks: Marks, heard: Heard) -> None:
    for start, end, reason in unknown.names(reading):
        _mark(reading, marks, range(start, end), "lexicon", reason)
    for token in _perhaps_heard(reading, heard):
        if token.index not in marks and reading.free(token.start, token.end) and _is_heard(reading, heard, token):
            marks[token.index] = ("heard", "named elsewhere in the case")
    _join_given(reading, marks)
    _join_heard(reading, marks, heard)
    _join_neighbours(reading, marks)
    _join_writer(reading, marks)
    _join_surnames(reading, marks, heard)
    _go_on_with_lists(reading, marks)
    _one_after_the_other(reading, marks)
    _join_hyphens(reading, marks)
    _join_particles(reading, marks)
    _spread_initials(reading, marks)
    join_more(reading, marks)


def _perhaps_heard(reading: Reading, heard: Heard) -> Iterator[Token]:
    """The words that are forms of a name heard, and those that no list has: misspelt or compounded names."""
    formed = (places for key, places in reading.by_key.items() if heard.form_of(key))
    return (reading.tokens[i] for i in sorted({i for places in formed for i in places}.union(reading.odd)))


def _mark(reading: Reading, marked: Marks, where: range, who: str, why: str) -> None:
    for i in where:
        token = reading.tokens[i]
        if reading.free(token.start, token.end):
            marked.setdefault(i, (who, why))


def _is_heard(reading: Reading, heard: Heard, token: Token) -> bool:
    stem = heard.form_of(token.key)
    if stem:
        form = token.key != stem
        if form and token.capital and shipped().flags(stem) & Flag.FIRST and not token.has(Flag.NOUN):
            return True
        small = form and token.explained and not token.capital and not reading.quiet
        ordinary = small or (token.listed and not (token.named and token.capital))
        return not ordinary or _family(reading, heard, token) or _stands_as_name(reading, token)
    return heard.misspelt(token) or bool(heard.head_of(token.key))


def _family(reading: Reading, heard: Heard, token: Token) -> bool:
    """`Steins wohnen in ...`: the s of a name heard, where no genitive of the noun can stand."""
    if token.key in heard.keys or not token.capital or not token.key.endswith("s") or token.has(Flag.NOUN):
        return False
    before = reading.tokens[token.index - 1].key if token.index and not token.opens else ""
    return before not in {"des", "eines", "meines", "seines", "ihres", "unseres", "dieses", "deines", "eures", "jedes"}


def _join_given(reading: Reading, marked: Marks) -> None:
    """`frank ludewig`: a given name that is also a word, right before a name."""
    for i in sorted(marked):
        before = reading.tokens[i - 1] if i else None
        if before is None or i - 1 in marked or reading.before(i) != " " or not before.has(Flag.FIRST):
            continue
        written = before.capital or (reading.quiet and not before.has(Flag.OFFICE))
        lead = reading.tokens[i - 2].key if i > 1 else ""
        if (
            written
            and before.key not in FUNCTION
            and lead not in NOUN_MARKERS
            and reading.free(before.start, before.end)
        ):
            marked[i - 1] = ("given", "a given name before a name")


def _join_heard(reading: Reading, marked: Marks, heard: Heard) -> None:
    """`birgit kehrt`: a word heard as a name right behind another word of a name is one, whatever else it means."""
    for i in sorted(marked):
        if i + 1 in marked or i + 1 >= len(reading.tokens) or reading.gap(i) != " ":
            continue
        token = reading.tokens[i + 1]
        given = reading.tokens[i].has(Flag.FIRST) or not reading.tokens[i].explained
        whole = token.key in heard.keys and given and token.key not in FUNCTION
        if whole and (token.capital or reading.quiet) and reading.free(token.start, token.end):
            marked[i + 1] = ("heard", "behind a given name")


def _join_particles(reading: Reading, marked: Marks) -> None:
    """`Onno ten Doornkaat`, `María del Carmen`: a particle between two names that no German sentence has there."""
    for i in sorted(marked):
        inner = [at for at in (i + 1, i + 2) if at not in marked][: 1 if i + 2 in marked else 2]
        end = i + 1 + len(inner)
        if i + 1 in marked or end not in marked or any(reading.before(at) != " " for at in (*inner, end)):
            continue
        keys = [reading.tokens[at].key for at in inner]
        if keys[0] in _STRANGE_PARTICLES and set(keys) <= _STRANGE_PARTICLES | {"der", "den"}:
            marked.update(dict.fromkeys(inner, ("particle", "between two names")))


_STRANGE_PARTICLES: Final = frozenset(
    [
        "van",
        "ten",
        "ter",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "de",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "abu",
        "ben",
    ]
)


def _join_neighbours(reading: Reading, marked: Marks) -> None:
    """A word beside an unknown one that only inflection or compounding explains: part of the same strange name."""
    for i in [i for i, (who, _) in marked.items() if who == "lexicon"]:
        before = reading.tokens[i - 1] if i else None
        if before is None or i - 1 in marked or reading.before(i) != " " or before.listed or not before.key.isalpha():
            continue
        if (
            reading.free(before.start, before.end)
            and before.capital == reading.tokens[i].capital
            and before.key not in FUNCTION
        ):
            marked[i - 1] = ("neighbour", "beside a word that the lexicon does not explain")


def _join_surnames(reading: Reading, marked: Marks, heard: Heard) -> None:
    """`Zarghuna Liebe`, `Rojin Uhr`: a noun right behind a lone strange given name, where no two nouns can stand."""
    for i in [i for i, (who, _) in marked.items() if who in _GIVEN and _lone(reading, marked, i)]:
        if i + 1 in marked or i + 1 >= len(reading.tokens) or reading.gap(i) != " " or reading.loud:
            continue
        if _genitive(reading.tokens[i].key, heard):
            continue
        if reading.quiet or not reading.tokens[i].capital:
            governed = reading.quiet and i and reading.tokens[i - 1].key in _GOVERNING and one_word_more(reading, i + 1)
            if governed or _only_inflected(reading, i):
                marked[i + 1] = ("surname", "a word between a given name and the end of its phrase")
            continue
        given, token = reading.tokens[i], reading.tokens[i + 1]
        fits = token.capital and not token.opens and token.text[1:].islower() and token.key not in NEVER
        lead = reading.tokens[i - 1].key if i else ""
        signed = line_ends(reading, i + 1) and (given.opens or reading.before(i)[:1] == ",") and given.has(Flag.FIRST)
        office = token.has(Flag.OFFICE) and len(token.text) > _SHORT_NOUN and lead not in _GOVERNING and not signed
        if fits and not office and given.capital and not given.has(Flag.PLACE) and reading.free(token.start, token.end):
            marked[i + 1] = ("surname", "a noun right behind a given name")


def _only_inflected(reading: Reading, i: int) -> bool:
    """`denise klages`: behind a given name a word that stands in no list and is explained only as a form of one."""
    given, token = reading.tokens[i], reading.tokens[i + 1]
    strange = not token.listed and token.key not in FUNCTION and not token.key.endswith(("te", "ten", "test", "lich"))
    return given.named and given.has(Flag.FIRST) and strange and reading.free(token.start, token.end)


_GIVEN: Final = frozenset({"lexicon", "heard", "neighbour", "double_name"})
_SHORT_NOUN: Final = 5
_GOVERNING: Final = frozenset({"an", "von", "mit", "bei", "durch", "gegen", "ohne", "ueber"})
"""Prepositions whose phrase ends with the name, so that no other noun follows it: `ging an Haykuhi Lehrer`."""


def _join_writer(reading: Reading, marked: Marks) -> None:
    """`ich, Nejla Liebe, beschwere mich`: between the commas stands the writer's name, whatever it means."""
    for i in [i for i in marked if i and i + 1 not in marked and i + 1 < len(reading.tokens)]:
        led = reading.tokens[i - 1].key == "ich" and reading.before(i)[:1] == ","
        token = reading.tokens[i + 1]
        if led and reading.gap(i) == " " and reading.gap(i + 1)[:1] == "," and token.key not in NEVER:
            _mark(reading, marked, range(i + 1, i + 2), "surname", "between the commas behind ich")


def _genitive(key: str, heard: Heard) -> bool:
    """Whether the word is the genitive of a name, behind which its thing stands: `Thilos Mietzahlung`."""
    stem = key.rstrip("'").removesuffix("s").rstrip("'")
    return stem != key and (stem in heard.keys or bool(shipped().flags(stem) & Flag.FIRST))


def _go_on_with_lists(reading: Reading, marked: Marks) -> None:
    """`Fuchs und Hase`, `Minh, Lan, Quang und ich`: what stands in a row with names, and could be one, is one."""
    if reading.loud:
        return
    tokens = reading.tokens
    for i, token in enumerate(tokens[1:], 1):
        if i in marked or (i - 1 not in marked and i - 2 not in marked):
            continue
        if not reading.free(token.start, token.end) or not _could_be_listed(token, quiet=reading.quiet):
            continue
        parted = _LISTED.fullmatch(reading.before(i)) is not None
        joined = tokens[i - 1].key in {"und", "u"} and reading.before(i) == " " and i > 1 and i - 2 in marked
        between = i + 1 in marked and _LISTED.fullmatch(reading.gap(i)) is not None
        between = between or (_before_and(reading, i) and i + 2 in marked)
        after = (parted and i - 1 in marked) or (joined and reading.before(i - 1) == " ")
        named = token.has(Flag.FIRST, Flag.SURNAME) or not token.explained
        alone = (
            (token.has(Flag.NOUN) or token.listed)
            and not token.opens
            and not token.key.endswith(_ABSTRACT)
            and not token.has(Flag.OFFICE)
        )
        stroked = after and reading.before(i) == "/" and token.has(Flag.NOUN)
        if (after and (named or stroked or (joined and alone))) or (parted and i - 1 in marked and between):
            marked[i] = ("in_a_row", "in a row with names")


def _one_after_the_other(reading: Reading, marked: Marks) -> None:
    """`erst Blume, dann Nowack, zuletzt Freiherr`: bare nouns in turn, one of which is a name."""
    turns = [
        token.index
        for token in reading.tokens[1:]
        if reading.tokens[token.index - 1].key in _IN_TURN
        and reading.before(token.index) == " "
        and token.capital
        and reading.gap(token.index)[:1] in {",", ".", ";", ")", "\n", ""}
        and not token.has(Flag.OFFICE)
        and token.key not in FUNCTION | TIME_WORDS
    ]
    for i in turns:
        near = any(other in marked and abs(other - i) <= _NEAR for other in turns)
        if near and i not in marked and reading.free(reading.tokens[i].start, reading.tokens[i].end):
            marked[i] = ("in_a_row", "one after the other")


_IN_TURN: Final = frozenset({"erst", "zuerst", "dann", "danach", "zuletzt", "schliesslich", "jetzt", "spaeter", "mal"})
_NEAR: Final = 8

_LISTED: Final = re.compile(r"[ \t]?[,/&+][ \t]{0,2}")
_ABSTRACT: Final = ("ung", "keit", "heit", "schaft", "ion", "en", "team", "kosten", "geld")


def _before_and(reading: Reading, i: int) -> bool:
    return i + 1 < len(reading.tokens) and reading.tokens[i + 1].key in {"und", "u"} and reading.gap(i) == " "


def _could_be_listed(token: Token, *, quiet: bool) -> bool:
    """Whether the word may stand in a row of names: written like one, no small word, relation or role."""
    if (
        token.key in FUNCTION
        or token.key in KIN
        or token.key in ROLES
        or token.has(Flag.OFFICE)
        or token.key in TIME_WORDS
    ):
        return False
    if quiet and not token.capital:
        return token.has(Flag.FIRST, Flag.SURNAME) and not token.has(Flag.COMMON)
    return token.capital and not token.shouted and len(token.text) > 1


def _lone(reading: Reading, marked: Marks, i: int) -> bool:
    """Whether no name stands before the word, except as the first half of `Agron-Besnik`."""
    return i - 1 not in marked or reading.before(i) == "-"


def _join_hyphens(reading: Reading, marked: Marks) -> None:
    """The other half of a double name: `Amsel-Meise` where only Meise was known."""
    for i in [i for i, gap in enumerate(reading.gaps[1:-1]) if gap == "-"]:
        if (i in marked) == (i + 1 in marked):
            continue
        other = reading.tokens[i + 1] if i in marked else reading.tokens[i]
        named = other.has(Flag.FIRST) or (other.has(Flag.SURNAME) and not other.has(Flag.OFFICE))
        small = other.key in FUNCTION or other.key in KIN or other.key in ROLES or other.has(Flag.OFFICE)
        named = named or (i + 1 in marked and other.has(Flag.NOUN) and not small)
        if named and (other.capital or reading.quiet or reading.loud) and reading.free(other.start, other.end):
            marked[other.index] = ("double_name", "half of a double name")


_ABBREVIATIONS: Final = {"z": ("hd", "haenden", "b", "t", "k"), "a": ("d",), "i": ("r", "a", "v")}
"""Second letters of `z. Hd.`, `a. D.` and the like."""


def _spread_initials(reading: Reading, marked: Marks) -> None:
    """Initials beside a name: `K.-P. Amsel`, `Sonja B.`, `a.meise`."""
    tokens = reading.tokens
    for i in reversed([i for i in reading.singles if i + 1 < len(tokens)]):
        abbreviated = (i and tokens[i].key in {"a", "v", "b"} and tokens[i - 1].key in {"i", "z"}) or (
            tokens[i + 1].key in _ABBREVIATIONS.get(tokens[i].key, ())
        )
        single = not abbreviated and re.fullmatch(r"\.[ \t]?-?[ \t]?|-", reading.gap(i))
        if single and i + 1 in marked and i not in marked and (tokens[i].capital or "." in reading.gap(i)):
            marked[i] = ("initial", "an initial before a name")
    for i in reading.singles:
        token = tokens[i]
        alone = token.capital and reading.text[token.end : token.end + 1] in {".", ")", ",", "\n", ""}
        if alone and i - 1 in marked and i not in marked and reading.before(i) == " ":
            marked[i] = ("initial", "an initial after a name")


def _spans(reading: Reading, marked: Marks) -> Iterator[Span]:
    indices = sorted(marked)
    position = 0
    while position < len(indices):
        first = last = indices[position]
        place = unknown.is_place(reading, first) and marked[first][0] in {"lexicon", "heard"}
        while position + 1 < len(indices) and indices[position + 1] == last + 1 and _adjacent(reading, last, marked):
            position += 1
            last = indices[position]
        position += 1
        who, why = marked[first]
        kind = Kind.PLACE if place else Kind.NAME
        yield Span(reading.tokens[first].start, _end(reading, last), kind, who, why)


def _end(reading: Reading, last: int) -> int:
    """End of the name, with the full stop of an initial that no sentence end follows."""
    token = reading.tokens[last]
    return token.end


def _adjacent(reading: Reading, last: int, marked: Marks) -> bool:
    gap = reading.gap(last)
    if marked[last + 1][1] in {"further name of a list", "second of a pair"}:
        return False
    if re.fullmatch(r",[ \t]{1,2}", gap):
        return (reading.tokens[last + 1].has(Flag.FIRST) and not reading.tokens[last].named) or marked[last + 1][
            1
        ].startswith("given name")
    if ends_sentence(gap, reading.tokens[last]):
        return False
    return bool(_WITHIN_NAME.fullmatch(gap))


_WITHIN_NAME: Final = re.compile(r"[ \t]{1,3}|-|\.[ \t]?|\.-|['’]")
