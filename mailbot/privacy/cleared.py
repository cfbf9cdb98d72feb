"""`Cleared`: text that may leave the house. Whatever leaves takes this type; text from outside is `str`.

Made here from values that cannot carry personal data, in `anonymise` from text that was anonymised, and in
`restore` from stored text that was looked at again. Passing `str` where `Cleared` is wanted is a type error.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, NewType, final

from mailbot.errors import PermanentError

PublicText = NewType("PublicText", str)
"""A configuration value that the office itself publishes: its name, its address, its opening hours."""

_KEY: Final = object()
_OWN: Final = object()
_FILE_NUMBER = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}")
_WEEKDAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_TOKEN = re.compile(r"[a-z2-7]{14}")
_GERMAN: Final = str.maketrans(",.", ".,")


@final
class Cleared:
    """Text that may leave. It has no public constructor; see the functions of this module."""

    __slots__ = ("_own", "_text")
    _text: str
    _own: bool

    def __init__(self, text: str, *, key: object) -> None:
        """Refuse everybody but `privacy/`."""
        if key is not _KEY and key is not _OWN:
            raise TypeError("Cleared is made in mailbot.privacy only")
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_own", key is _OWN)

    @property
    def is_own(self) -> bool:
        """Whether the text is the office's own (a date, a count, a term, configuration) and never came from outside."""
        return self._own

    def __setattr__(self, name: str, value: object) -> None:
        """Cleared text never changes."""
        raise AttributeError(name)

    def __delattr__(self, name: str) -> None:
        """Nor does it lose its text."""
        raise AttributeError(name)

    def __str__(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        """The text, marked as cleared."""
        return f"Cleared({self._text!r})"

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        """Equal texts are equal."""
        return isinstance(other, Cleared) and other._text == self._text

    def __hash__(self) -> int:
        """As the text."""
        return hash(self._text)


def _clear(text: str) -> Cleared:
    """For the modules of this room alone: text from outside that was looked at."""
    return Cleared(text, key=_KEY)


def _own(text: str) -> Cleared:
    """Text that no outsider wrote. Only the makers below, each of which says why it cannot be personal data."""
    return Cleared(text, key=_OWN)


def count(number: int) -> Cleared:
    """A number of things, days or mails."""
    return _own(str(int(number)))


def figure(number: float, places: int = 0, unit: str = "") -> Cleared:
    """A counted or reckoned number in German format: 1.234 or 98,4 %; `unit` is "%" or nothing."""
    written = f"{number:,.{places}f}".translate(_GERMAN)
    return _own(f"{written} %" if unit == "%" else written)


def day(value: date) -> Cleared:
    """A date of the case, as 12.03.2026."""
    return _own(value.strftime("%d.%m.%Y"))


def moment(value: datetime) -> Cleared:
    """A time of the case in the time zone it carries, as 12.03.2026, 14:05 Uhr."""
    return _own(value.strftime("%d.%m.%Y, %H:%M Uhr"))


def clock(value: time) -> Cleared:
    """A time of day of the configuration as people say it: 8 Uhr, 7:30 Uhr."""
    return _own(f"{value.hour}:{value.minute:02} Uhr" if value.minute else f"{value.hour} Uhr")


def weekday(value: date) -> Cleared:
    """The German name of that date's day of the week."""
    return _own(_WEEKDAYS[value.weekday()])


def nothing() -> Cleared:
    """No text at all."""
    return _own("")


def file_number(number: str) -> Cleared:
    """A file number such as KRM-2026-000123. Raises PermanentError for anything else."""
    if not _FILE_NUMBER.fullmatch(number):
        raise PermanentError("not a file number")
    return _own(number)


def token(value: str) -> Cleared:
    """A random token of ours. Raises PermanentError for anything else."""
    if not _TOKEN.fullmatch(value):
        raise PermanentError("not a token")
    return _own(value)


def term(value: StrEnum) -> Cleared:
    """A word of one of our closed sets."""
    return _own(value.value)


def public(text: PublicText) -> Cleared:
    """What the configuration marks as public."""
    return _own(str(text))


NOTHING: Final = _own("")
"""No text: what an empty field of a context holds."""
NEUTRAL: Final = _own("–")
"""What stands in the neutral rendering in place of text from outside."""
HERE: Final = _own("-")
"""The folder for processed mail itself, where cases have no folders of their own."""

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CHAIN_HEAD = re.compile(r"[0-9a-f]{0,64}")


def is_named(identifier: str) -> bool:
    """Whether this is an id as the configuration writes them."""
    return bool(_IDENTIFIER.fullmatch(identifier))


def named(identifier: str) -> Cleared:
    """The id of a team or topic, as the configuration writes it. Raises PermanentError for anything else."""
    if not is_named(identifier):
        raise PermanentError("not an identifier of the configuration")
    return _own(identifier)


def language(code: str) -> Cleared:
    """A language code such as `en`. Raises PermanentError for anything else."""
    if not _LANGUAGE.fullmatch(code):
        raise PermanentError("not a language code")
    return _own(code)


def folder(route: str, number: str) -> Cleared:
    """Where the originals of a case lie below the folder for processed mail: `<route>/<number>`."""
    return _own(f"{named(route)}/{file_number(number)}")


def chosen(text: str, among: tuple[str, ...]) -> Cleared:
    """A text that the configuration lists, such as an evaluation; nothing where it does not list it."""
    return _own(text) if text in among else NOTHING


def subject_tag(number: Cleared, token_: Cleared) -> Cleared:
    """The signed part of an internal subject: `[KRM-2026-000123 token]`, or the token alone where there is no case."""
    return _clear(f"[{f'{number} {token_}'.strip()}]")


def chain_head(value: str) -> Cleared:
    """The head of the event chain, a SHA-256 in hexadecimal digits. Raises PermanentError for anything else."""
    if not _CHAIN_HEAD.fullmatch(value):
        raise PermanentError("not the head of a chain")
    return _clear(value)
