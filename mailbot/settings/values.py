"""The kinds of value that stand in the configuration, each with the words that say what is allowed.

TOML gives texts, numbers, dates; here they become the narrow types that the models want. A validator raises
ValueError only; the message for people comes from the field's description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, TypeAdapter

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[a-z0-9]([a-z0-9-]{0,62}\.){1,8}[a-z0-9-]{1,63}", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}\.){1,8}[a-z0-9-]{1,63}", re.IGNORECASE)
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.")
_HTTP = TypeAdapter(HttpUrl)


@dataclass(frozen=True, slots=True)
class Window:
    """The hours in which notices leave, on working days."""

    start: time
    end: time


def is_address(text: str) -> bool:
    """Whether the text is one plain mail address."""
    return _ADDRESS.fullmatch(text) is not None


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError("not an address")
    return text


def _domain_or_address(text: str) -> str:
    if not (is_address(text) or _DOMAIN.fullmatch(text)):
        raise ValueError("neither domain nor address")
    return text.lower()


def _clock_time(value: object) -> object:
    """`"08:00"` as people write it; TOML's own local time passes as it is."""
    if not isinstance(value, str):
        return value
    match = _TIME.fullmatch(value.strip())
    if match is None:
        raise ValueError("not a time")
    return time(int(match[1]), int(match[2]))


def _window(value: object) -> Window:
    first, dash, last = str(value).partition("-")
    start, end = _clock_time(first), _clock_time(last)
    if not dash or not isinstance(start, time) or not isinstance(end, time) or start >= end:
        raise ValueError("not a window")
    return Window(start, end)


def _year_day(value: object) -> tuple[int, int]:
    """`"24.12."` as (month, day)."""
    match = _DAY.fullmatch(str(value).strip())
    if match is None:
        raise ValueError("not a day")
    date(2024, int(match[2]), int(match[1]))
    return int(match[2]), int(match[1])


def _moment(value: object) -> object:
    """A TOML date-time, a TOML date, ISO 8601 text, or "" for none."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if value.strip() else None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _url(text: str) -> str:
    if text:
        _HTTP.validate_python(text)
    return text


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Text = Annotated[str, Field(min_length=1, description="a text that is not empty")]
MailAddress = Annotated[str, AfterValidator(_address), Field(description="one mail address such as name@office.de")]
LowerAddress = Annotated[MailAddress, AfterValidator(str.lower)]
Domain = Annotated[
    str, AfterValidator(_domain_or_address), Field(description="domains such as office.de, or full mail addresses")
]
WebUrl = Annotated[
    str, AfterValidator(_url), Field(description='a web address such as "https://www.office.de/datenschutz", or ""')
]
Port = Annotated[int, Field(ge=1, le=65535, description="a number from 1 to 65535")]
Count = Annotated[int, Field(ge=1, le=100_000, description="a number from 1 to 100000")]
Days = Annotated[int, Field(ge=1, le=366, description="a number of days from 1 to 366")]
Years = Annotated[int, Field(ge=1, le=30, description="a number of years from 1 to 30")]
ClockTime = Annotated[time, BeforeValidator(_clock_time), Field(description='a time of day such as "08:00"')]
Hours = Annotated[Window, BeforeValidator(_window), Field(description='two times of day such as "07:00-18:00"')]
YearDay = Annotated[tuple[int, int], BeforeValidator(_year_day), Field(description='days such as "24.12."')]
Moment = Annotated[
    datetime | None,
    BeforeValidator(_moment),
    Field(description='a date with time and offset such as 2026-03-01T00:00:00+01:00, or "" for the first start'),
]
FilePath = Annotated[
    Path,
    BeforeValidator(lambda value: Path(value) if isinstance(value, str) and value else value),
    Field(description="a path, relative to the file it stands in"),
]
List = BeforeValidator(_tuple)
