"""All names of a text: in context, known beforehand, and wherever what was found stands again in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mailbot.privacy.heard import Heard
from mailbot.privacy.joined import Marks
from mailbot.privacy.joining import join, mark
from mailbot.privacy.known import lone_name, name_words
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.memory import Memory
from mailbot.privacy.people import Known
from mailbot.privacy.reading import Reading, Token
from mailbot.privacy.recognisers import names, unknown
from mailbot.privacy.recognisers.disguised import disguised
from mailbot.privacy.recognisers.name_runs import ends_sentence
from mailbot.privacy.spans import Kind, Span
from mailbot.privacy.standing import stands_as_name


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
            mark(reading, marks, range(start, end), context.__name__, reason)
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
        mark(reading, marks, range(start, end), "lexicon", reason)
    for token in _perhaps_heard(reading, heard):
        if token.index not in marks and reading.free(token.start, token.end) and _is_heard(reading, heard, token):
            marks[token.index] = ("heard", "named elsewhere in the case")
    join(reading, marks, heard)


def _perhaps_heard(reading: Reading, heard: Heard) -> Iterator[Token]:
    """The words that are forms of a name heard, and those that no list has: misspelt or compounded names."""
    formed = [i for key in heard.forms_among(reading.by_key) for i in reading.by_key[key]]
    return (reading.tokens[i] for i in sorted({*formed, *reading.odd}))


def _is_heard(reading: Reading, heard: Heard, token: Token) -> bool:
    stem = heard.form_of(token.key)
    if stem:
        form = token.key != stem
        if form and token.capital and shipped().flags(stem) & Flag.FIRST and not token.has(Flag.NOUN):
            return True
        small = form and token.explained and not token.capital and not reading.quiet
        ordinary = small or (token.listed and not (token.named and token.capital))
        return not ordinary or _family(reading, heard, token) or stands_as_name(reading, token)
    return heard.misspelt(token) or bool(heard.head_of(token.key))


def _family(reading: Reading, heard: Heard, token: Token) -> bool:
    """`Steins wohnen in ...`: the s of a name heard, where no genitive of the noun can stand."""
    if token.key in heard.keys or not token.capital or not token.key.endswith("s") or token.has(Flag.NOUN):
        return False
    before = reading.tokens[token.index - 1].key if token.index and not token.opens else ""
    return before not in {"des", "eines", "meines", "seines", "ihres", "unseres", "dieses", "deines", "eures", "jedes"}


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
