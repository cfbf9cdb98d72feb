"""Make a text from outside into one that may leave: every identifier becomes a placeholder, or the text stays here.

`anonymise` is pure. Recognisers by pattern go first, then names in context, then whatever the lexicon cannot call
harmless (`recognisers/`, one line each in docs/privacy.md). What cannot be made certain is withheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mailbot.privacy import foreign, foreign_doubt
from mailbot.privacy.classes import words
from mailbot.privacy.cleared import Cleared, _clear
from mailbot.privacy.doubt import THRESHOLD, doubt_of
from mailbot.privacy.fold import fold, tidy
from mailbot.privacy.grammar import FUNCTION, KIN, ROLES, TEAM_NOUNS, TIME_WORDS
from mailbot.privacy.lexicon import Flag, shipped
from mailbot.privacy.numbering import Numbering
from mailbot.privacy.patterned import places_and_numbers
from mailbot.privacy.people import Known, People
from mailbot.privacy.people_finder import find_people
from mailbot.privacy.reading import Reading, read
from mailbot.privacy.recognisers import births
from mailbot.privacy.recognisers.name_runs import is_role
from mailbot.privacy.spacing import close_spaced_letters
from mailbot.privacy.spans import PLACEHOLDERS, Kind, Span, settle
from mailbot.privacy.tongues import tongue

WITHHELD: Final = (
    "Der Text wird nicht mitgesandt, weil nicht sicher ist, dass er anonym ist. Er liegt im Ordner des Falls."
)
WITHHELD_SUBJECT: Final = "Betreff nicht mitgesandt"
_RECENT: Final = 2024
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A text made anonymous, or withheld.

    `redactions` counts by kind. `spans` point into `tidied` (subject, a line break, text, as they were read) and
    are for the operator's eyes alone, as are `identifiers`: every original string that was replaced, for which the
    gate searches whatever leaves. `people` goes with the case to its later mails.
    """

    subject: Cleared
    text: Cleared
    withheld: bool
    doubt: float
    redactions: tuple[tuple[str, int], ...]
    spans: tuple[Span, ...]
    people: People
    identifiers: tuple[str, ...]
    tidied: str = ""


_NOBODY: Final = People()


def anonymise(subject: str, text: str, known: Known, people: People = _NOBODY, *, language: str = "de") -> Anonymised:
    """Replace every identifier in subject and text by its placeholder; withhold what is foreign or doubtful.

    The same person gets the same number in subject, text and, through `people`, later mails of the case.
    """
    readings = [read(close_spaced_letters(tidy(part)), known.prefix) for part in (subject.replace("\n", " "), text)]
    other = tongue(language)
    found = foreign.find(readings, known, other) if other else find(readings, known)
    numbering = Numbering(people)
    shown = [_replace(reading, spans, numbering) for reading, spans in zip(readings, found, strict=True)]
    doubt = foreign_doubt.doubt_of(readings, found, other) if other else doubt_of(readings, found, language)
    withheld = doubt > THRESHOLD
    offset = len(readings[0].text) + 1
    spans = (*found[0], *(span.moved(offset) for span in found[1]))
    tidied = f"{readings[0].text}\n{readings[1].text}"
    return Anonymised(
        subject=_clear(WITHHELD_SUBJECT if withheld else shown[0].strip()),
        text=_clear(WITHHELD if withheld else shown[1]),
        withheld=withheld,
        doubt=doubt,
        redactions=tuple(sorted(Counter(span.kind.value for span in spans).items())),
        spans=spans,
        people=numbering.people,
        identifiers=tuple(dict.fromkeys(" ".join(tidied[span.start : span.end].split()) for span in spans)),
        tidied=tidied,
    )


def withheld_whole(found: Anonymised) -> Anonymised:
    """The same, but nothing of it is shown: what the writer says lies where it cannot be read."""
    return replace(found, subject=_clear(WITHHELD_SUBJECT), text=_clear(WITHHELD), withheld=True)


def find(readings: Sequence[Reading], known: Known) -> list[list[Span]]:
    """All findings in each reading, in order of place, without overlap."""
    settled = [places_and_numbers(reading, known) for reading in readings]
    people = find_people(readings, known)
    return [
        settle([*first, *second, *_born(reading, second), *_at_home(reading, second)])
        for reading, first, second in zip(readings, settled, people, strict=True)
    ]


def _born(reading: Reading, people: Sequence[Span]) -> Iterator[Span]:
    """Dates right behind names: birth dates, unless so late that they tell of the matter."""
    for span in people:
        born = births.after_name(reading.text, span.end, before=_RECENT)
        if born is not None and reading.free(born.start, born.end):
            yield born
        year = _YEAR_BEHIND.match(reading.text, span.end)
        if year is not None and reading.free(year.start("year"), year.end("year")):
            yield Span(year.start("year"), year.end("year"), Kind.BIRTH, "year_after_name", "a year behind a name")


_YEAR_BEHIND: Final = re.compile(
    r"[ \t]?(?:[(,;]|[-–])[ \t]?(?:jg\.?[ \t]?|jahrgang[ \t]|geb\.?[ \t]?|\*[ \t]?)?(?P<year>19[3-9]\d|20[01]\d)"
    r"(?=[ \t]?[),;\n]|$)",
    re.IGNORECASE,
)


_HOME: Final = re.compile(
    r",[ \t]{1,2}(?:aus[ \t])?(?P<place>[A-ZÄÖÜ][^\W\d_]{2,24}(?:[ \t-][A-ZÄÖÜ][^\W\d_]{2,24})?)[ \t.]*(?=\n|$)"
)
"""`Amsel, Wendessen` at the end of a line: where somebody who signs lives."""
_NO_HOME: Final = ROLES | KIN | TEAM_NOUNS | FUNCTION | TIME_WORDS | words("departments")


def _at_home(reading: Reading, people: Sequence[Span]) -> Iterator[Span]:
    """The place behind a name that ends a line."""
    for span in people:
        begins = reading.text.rfind("\n", 0, span.start) + 1
        match = _HOME.match(reading.text, span.end) if not reading.text[begins : span.start].strip(" >*") else None
        if match is None or not reading.free(match.start("place"), match.end("place")):
            continue
        keys = [fold(word) for word in _LETTERS.findall(match.group("place"))]
        flags = [shipped().flags(key) for key in keys]
        harmless = any(
            key in _NO_HOME or is_role(key) or flag & Flag.OFFICE for key, flag in zip(keys, flags, strict=True)
        )
        if not harmless:
            yield Span(match.start("place"), match.end("place"), Kind.PLACE, "home", "behind a name at a line's end")


def _replace(reading: Reading, spans: list[Span], numbering: Numbering) -> str:
    pieces: list[str] = []
    end = 0
    spans = _whole_addresses(reading.text, spans)
    numbers = _numbers(reading.text, spans, numbering)
    for span in spans:
        pieces += [reading.text[end : span.start], numbers.get(span.start) or PLACEHOLDERS[span.kind]]
        end = span.end
    pieces.append(reading.text[end:])
    return "".join(pieces)


_ONE_ADDRESS: Final = re.compile(r"[ \t]{0,2}[,;|·/\n–-]?[ \t\n>]{0,4}")
"""What may stand between a street and its postcode."""


def _goes_on(text: str, street: Span, place: Span) -> bool:
    kinds = street.kind is Kind.STREET and place.kind is Kind.PLACE
    beside = kinds and _ONE_ADDRESS.fullmatch(text, street.end, place.start) is not None
    return beside and text[place.start].isdigit()


def _whole_addresses(text: str, spans: Sequence[Span]) -> list[Span]:
    """Street, postcode and place behind it as one finding; the name of the office's own town stays outside."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(text, last, span):
            joined[-1] = replace(last, end=span.end)
            continue
        joined.append(span)
    return joined


_FIELDS: Final = re.compile(
    r"(?i)[ \t]{0,4}[\n,;|]?[ \t>|*]{0,8}(?:vor|nach|familien|zu|ruf)?name(?:n|\(n\))?[ \t]{0,2}[:=|]?[ \t*]{0,8}"
)
"""What stands between surname and given name on a form."""


def _numbers(text: str, spans: Sequence[Span], numbering: Numbering) -> dict[int, str]:
    """The placeholder of each name by its place; the two fields of a form, `Name:` and `Vorname:`, are one person."""
    found: dict[int, str] = {}
    names = [span for span in spans if span.kind is Kind.NAME]
    carried: tuple[str, ...] = ()
    for i, span in enumerate(names):
        words = tuple(_LETTERS.findall(text[span.start : span.end]))
        follower = names[i + 1] if i + 1 < len(names) else None
        field = follower is not None and _FIELDS.fullmatch(text, span.end, follower.start) is not None
        more = tuple(_LETTERS.findall(text[follower.start : follower.end])) if follower and field else ()
        found[span.start] = f"[Person {numbering.number((*carried, *words, *more))}]"
        carried = words if field else ()
    return found
