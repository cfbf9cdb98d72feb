"""Texts in other languages than German: everything capitalised or unexplained goes, and doubt keeps the text here.

These languages write names with a capital and, unlike German, little else. So the rule is turned round once more: a
capitalised word stays only where it opens a sentence and is an everyday word, or is a term of the office, a month, a
language. A word written small stays only if it is listed. What is announced as a name goes whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mailbot.privacy import caseless, uncapitalised
from mailbot.privacy.classes import words
from mailbot.privacy.fold import fold
from mailbot.privacy.foreign_doubt import SMALL, UNEXPLAINED
from mailbot.privacy.foreign_names import TERMS, announced, capital, lower, written_small
from mailbot.privacy.grammar import FUNCTION, PARTICLES
from mailbot.privacy.heard import Heard
from mailbot.privacy.known import name_words
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.patterned import outside, places_and_numbers
from mailbot.privacy.people import Known
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers import foreign
from mailbot.privacy.spans import Kind, Span, settle
from mailbot.privacy.tongues import Tongue

Marks = dict[int, tuple[str, Kind]]
"""For each word that goes: which rule says so, and what stands in its place."""
_TERM_ENDINGS: Final = tuple(sorted(words("terms abroad endings")))
_ABBREVIATION: Final = 3
"""Longer words are hardly shortened by a full stop."""


def find(readings: Sequence[Reading], known: Known, tongue: Tongue) -> list[list[Span]]:
    """All findings in each reading (subject, text), in order of place, without overlap."""
    settled = [_numbers(reading, known, tongue) for reading in readings]
    small_names = uncapitalised.careless(readings, tongue)
    all_marks = [_marks(reading, tongue) for reading in readings]
    if small_names:
        for reading, marks in zip(readings, all_marks, strict=True):
            _mark_small(reading, marks, tongue)
    small = {lower(one) for reading in readings for one in reading.tokens if not capital(one)}
    for reading, marks in zip(readings, all_marks, strict=True):
        _leave_words(reading, marks, {word for word in small if tongue.explains(word) and not small_names})
    heard = Heard()
    for reading, marks in zip(readings, all_marks, strict=True):
        heard.add_folded(reading.tokens[i].key for i, (_, kind) in marks.items() if kind is Kind.NAME)
    for name in (*known.names, *known.staff):
        heard.add_folded(map(fold, name_words(name)))
    for reading, marks in zip(readings, all_marks, strict=True):
        _mark_heard(reading, marks, heard, tongue, small=small_names)
    return [
        settle([*first, *_spans(reading, marks)])
        for reading, first, marks in zip(readings, settled, all_marks, strict=True)
    ]


def _numbers(reading: Reading, known: Known, tongue: Tongue) -> list[Span]:
    """What is found by pattern, in German and in the language; these places are then taken in the reading."""
    first = places_and_numbers(reading, known)
    more = settle(
        span
        for span in foreign.spans(reading.text, tongue)
        if outside(reading, span) and (span.kind is Kind.BIRTH or reading.free(span.start, span.end))
    )
    reading.take(more)
    return [*first, *more]


def _marks(reading: Reading, tongue: Tongue) -> Marks:
    marks: Marks = {}
    for i in (caseless.announced if tongue.caseless else announced)(reading, tongue):
        if reading.free(reading.tokens[i].start, reading.tokens[i].end):
            marks[i] = ("foreign_name", Kind.NAME)
    for i in () if tongue.caseless else written_small(reading, tongue):
        if reading.free(reading.tokens[i].start, reading.tokens[i].end):
            marks[i] = (SMALL, Kind.NAME)
    for token in reading.tokens:
        if token.index in marks or not reading.free(token.start, token.end):
            continue
        if _harmless(token, reading, tongue) and not _second_name(token, marks, reading, tongue):
            continue
        if capital(token) or _rather_a_name(token, marks, reading, tongue):
            marks[token.index] = ("foreign_capital", _kind(reading, token.index, tongue))
        else:
            marks[token.index] = (UNEXPLAINED, Kind.WORD)
    _join_first_names(reading, marks, tongue)
    _join_particles(reading, marks)
    return marks


def _mark_small(reading: Reading, marks: Marks, tongue: Tongue) -> None:
    """What is announced or may be a name in a text written without capitals."""
    for i in uncapitalised.announced(reading, tongue):
        if reading.free(reading.tokens[i].start, reading.tokens[i].end):
            marks[i] = (SMALL, Kind.NAME)
    for token in reading.tokens:
        if token.index in marks or token.capital or not reading.free(token.start, token.end):
            continue
        if not uncapitalised.certain(token, tongue):
            named = _rather_a_name(token, marks, reading, tongue)
            marks[token.index] = (SMALL, Kind.NAME) if named else (UNEXPLAINED, Kind.WORD)
    doubtful = {i: kind is Kind.NAME for i, (_, kind) in marks.items() if kind in {Kind.NAME, Kind.WORD}}
    for i in uncapitalised.beside(reading, doubtful, tongue):
        if reading.free(reading.tokens[i].start, reading.tokens[i].end):
            marks[i] = (SMALL, Kind.NAME)


def _join_first_names(reading: Reading, marks: Marks, tongue: Tongue) -> None:
    """A word that opens the sentence right before a name belongs to it, unless it is a small word or a title."""
    never = tongue.words("function") | tongue.words("titles") | tongue.words("closings")
    for i in [i for i, (_, kind) in marks.items() if kind is Kind.NAME and i and i - 1 not in marks]:
        before = reading.tokens[i - 1]
        first = before.capital and before.opens and reading.before(i) == " " and reading.tokens[i].capital
        if first and lower(before) not in never:
            marks[i - 1] = ("foreign_name", Kind.NAME)


def _leave_words(reading: Reading, marks: Marks, small: set[str]) -> None:
    """What opens a sentence and stands elsewhere as a word, written small, is that word."""
    for i in [i for i, (rule, _) in marks.items() if rule == "foreign_capital"]:
        alone = i + 1 not in marks or reading.gap(i) != " "
        if alone and reading.tokens[i].opens and lower(reading.tokens[i]) in small:
            del marks[i]


def _join_particles(reading: Reading, marks: Marks) -> None:
    """`del` between two names belongs to them."""
    names = {i for i, (_, kind) in marks.items() if kind is Kind.NAME}
    for i in [i for i in names if i + 2 in names and i + 1 not in names]:
        if reading.tokens[i + 1].key in PARTICLES and reading.gap(i) == reading.gap(i + 1) == " ":
            marks[i + 1] = ("foreign_name", Kind.NAME)


def _second_name(token: Token, marks: Marks, reading: Reading, tongue: Tongue) -> bool:
    """Whether a German term stands right behind a name: `Anna Kleingeld`; German nouns are surnames as well."""
    behind = marks.get(token.index - 1, ("", Kind.WORD))[1] is not Kind.WORD and reading.before(token.index) == " "
    own = token.has(Flag.OFFICE) or lower(token) in tongue.words("capitals")
    return behind and capital(token) and not own and not token.opens and not tongue.has(lower(token))


def _rather_a_name(token: Token, marks: Marks, reading: Reading, tongue: Tongue) -> bool:
    """Whether an unexplained word without capital is a name: by the lexicon, or, without capitals, behind one."""
    if tongue.caseless:
        behind = marks.get(token.index - 1, ("", Kind.WORD))[1] is Kind.NAME and reading.before(token.index) == " "
        listed = lower(token) in tongue.words("names like words")
        return behind or listed or caseless.named(tongue.key(lower(token)), tongue)
    return token.has(Flag.FIRST, Flag.SURNAME)


def _harmless(token: Token, reading: Reading, tongue: Tongue) -> bool:
    word = lower(token)
    if tongue.caseless and not fold(word).isascii():
        return len(word) == 1 or caseless.harmless(token, tongue)
    if len(word) == 1:
        return not (token.capital and reading.text[token.end : token.end + 1] == ".")
    if _of_the_office(token):
        return True
    if not capital(token):
        small = token.key in FUNCTION and not (tongue.caseless and _lone_latin(token, reading))
        return small or tongue.explains(word)
    if word in tongue.words("capitals") or word in tongue.words("titles") or _german_term(token):
        return True
    if not token.opens:
        return False
    if word in tongue.words("closings"):
        return True
    named = shipped().flags(fold(word)) & (Flag.FIRST | Flag.SURNAME)
    return word in tongue.words("function") or (tongue.sure(word) and not named)


def _lone_latin(token: Token, reading: Reading) -> bool:
    """Whether no other word in Latin letters stands beside it: then it is no part of a German sentence."""
    beside = reading.tokens[max(0, token.index - 1) : token.index + 2]
    return sum(one.key.isascii() for one in beside) == 1


def _of_the_office(token: Token) -> bool:
    """A word of the office; short ones may be names of other languages (Mai, An) unless they are signs such as BG."""
    own = token.has(Flag.OFFICE) and not token.has(Flag.FIRST, Flag.SURNAME)
    return own and (len(token.text) > 3 or token.shouted or not token.capital or token.key == "tel")


def _german_term(token: Token) -> bool:
    """Whether a capitalised word is a German noun that nobody is called: Weiterbewilligungsantrag, Miete."""
    key = token.key.partition("'")[0]
    if key in TERMS:
        return True
    if token.has(Flag.FIRST, Flag.SURNAME, Flag.PLACE) or not token.explained:
        return False
    return len(key) > 8 and key.endswith(_TERM_ENDINGS)


def _kind(reading: Reading, i: int, tongue: Tongue) -> Kind:
    """A place after a word such as `in`, or one of Germany's by name; else a person."""
    token = reading.tokens[i]
    if token.has(Flag.PLACE) and not token.has(Flag.FIRST, Flag.SURNAME):
        return Kind.PLACE
    led = i > 0 and lower(reading.tokens[i - 1]) in tongue.words("places") and reading.before(i) == " "
    return Kind.PLACE if led and not token.has(Flag.FIRST, Flag.SURNAME) else Kind.NAME


def _mark_heard(reading: Reading, marks: Marks, heard: Heard, tongue: Tongue, *, small: bool) -> None:
    """Every further form of a name; written small, words of the language are excepted, of a careless writer those of
    its grammar alone.
    """
    for token in reading.tokens:
        if token.index in marks or not reading.free(token.start, token.end):
            continue
        base = token.key.partition("'")[0]
        if not (heard.form_of(token.key) or heard.form_of(base)):
            continue
        word = lower(token)
        if not token.capital and (word in tongue.words("function") if small else tongue.explains(word)):
            continue
        marks[token.index] = ("heard", Kind.NAME)


def _spans(reading: Reading, marks: Marks) -> Iterator[Span]:
    """One finding for the words of one name, one for each word that nothing explains."""
    indices = sorted(marks)
    at = 0
    while at < len(indices):
        first = last = indices[at]
        who, kind = marks[first]
        while kind is Kind.NAME and at + 1 < len(indices) and _goes_on(reading, marks, last, indices[at + 1]):
            at += 1
            last = indices[at]
        at += 1
        yield Span(reading.tokens[first].start, reading.tokens[last].end, kind, who, "of another language")


def _goes_on(reading: Reading, marks: Marks, last: int, following: int) -> bool:
    joined = following == last + 1 and marks[following][1] is Kind.NAME
    gap = reading.gap(last)
    shortened = "." not in gap or len(reading.tokens[last].text) <= _ABBREVIATION
    return joined and shortened and gap in {" ", "  ", "-", ".", ". ", ".-"}
