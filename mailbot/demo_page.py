"""The page of the demo: every mail that went out, in order, beside what came in.

One file without anything from outside; it works without JavaScript, on a small screen and with a screen reader.
HTML of mails is shown in sandboxed frames, so that nothing in them can run.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mailbot.resources import shipped_templates

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
NOTICES = {
    "acknowledgement": "Eingangs\u00adbestätigungen",
    "interim": "Zwischen\u00adnachrichten",
    "forward": "Weiterleitungen",
}
CHARACTERS_IN_A_LINE = 60


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One mail of the demo. `at` is aware, in the office's time zone; `purpose` stands on mails that went out,
    `disposition` on mails that came in; `note` is a sentence beside the mail.
    """

    at: datetime
    direction: Literal["in", "out"]
    sender: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html: str = ""
    purpose: str = ""
    case: str = ""
    disposition: str = ""
    note: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail as the page shows it."""

    entry: DemoEntry
    anchor: str
    label: str
    purpose_key: str

    @property
    def when(self) -> str:
        return f"{_long(self.entry.at.date())}, {self.entry.at:%H:%M} Uhr"

    @property
    def short(self) -> str:
        return f"{self.entry.at:%d.%m., %H:%M}"

    @property
    def height(self) -> int:
        """Height of the frame in rem, from the length of the text; a sandboxed frame cannot tell its own."""
        lines = sum(1 + len(line) // CHARACTERS_IN_A_LINE for line in self.entry.text.splitlines())
        return min(max(10, 7 + int(lines * 1.6)), 42)


@dataclass(frozen=True, slots=True)
class _Moment:
    """Everything of one minute."""

    at: datetime
    came: tuple[_Mail, ...]
    went: tuple[_Mail, ...]

    @property
    def iso(self) -> str:
        return self.at.isoformat(timespec="minutes")

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    moments: tuple[_Moment, ...] = ()

    @property
    def anchor(self) -> str:
        return f"tag-{self.day.isoformat()}"

    @property
    def short(self) -> str:
        return f"{self.day:%d.%m.}"

    @property
    def long(self) -> str:
        return _long(self.day)

    @property
    def came(self) -> int:
        return sum(len(moment.came) for moment in self.moments)

    @property
    def went(self) -> int:
        return sum(len(moment.went) for moment in self.moments)


@dataclass(frozen=True, slots=True)
class _Story:
    """All mails of one case."""

    number: str
    subject: str
    mails: tuple[_Mail, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    caption: str
    way: str
    rows: tuple[_Row, ...] = field(default=())


def write_page(folder: Path, entries: Sequence[DemoEntry]) -> Path:
    """Write `index.html` into the folder, made if missing; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(render(entries, shipped_templates() / "demo"), encoding="utf-8")
    return page


def render(entries: Sequence[DemoEntry], templates: Path) -> str:
    """The whole page, the mails in the order of time."""
    words = tomllib.loads((templates / "words.toml").read_text(encoding="utf-8"))
    mails = _mails(entries, words)
    days = _days(mails)
    script = (templates / "page.js").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        # our own files, the only text that is not escaped
        style=Markup((templates / "page.css").read_text(encoding="utf-8")),  # noqa: S704
        script=Markup(script),  # noqa: S704
        script_hash=_csp_hash(script),
        tiles=_tiles(mails),
        tables=_tables(mails),
        weeks=_weeks(days),
        days=days,
        stories=_stories(mails),
        choices=_choices(mails),
    )


def _mails(entries: Sequence[DemoEntry], words: Mapping[str, Mapping[str, str]]) -> list[_Mail]:
    """In the order of time; within a minute what came in stands before what went out."""
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.direction))
    return [_mail(entry, index, words) for index, entry in enumerate(ordered, 1)]


def _mail(entry: DemoEntry, index: int, words: Mapping[str, Mapping[str, str]]) -> _Mail:
    if entry.direction == "in":
        label = words["disposition"].get(entry.disposition, "Eingang")
        return _Mail(entry, f"mail-{index}", label, f"in-{entry.disposition}")
    return _Mail(entry, f"mail-{index}", words["purpose"].get(entry.purpose, "Mail"), f"out-{entry.purpose}")


def _days(mails: Sequence[_Mail]) -> list[_Day]:
    return [
        _Day(day, tuple(_moment(at, list(some)) for at, some in groupby(of_day, key=lambda m: _minute(m.entry.at))))
        for day, of_day in groupby(mails, key=lambda mail: mail.entry.at.date())
    ]


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _moment(at: datetime, mails: list[_Mail]) -> _Moment:
    came = tuple(mail for mail in mails if mail.entry.direction == "in")
    went = tuple(mail for mail in mails if mail.entry.direction == "out")
    return _Moment(at, came, went)


def _weeks(days: Sequence[_Day]) -> list[list[_Day]]:
    """Whole weeks from Monday to Sunday, quiet days included."""
    if not days:
        return []
    known = {day.day: day for day in days}
    first = days[0].day - timedelta(days=days[0].day.weekday())
    weeks = (days[-1].day - first).days // 7 + 1
    dates = [[first + timedelta(days=7 * week + number) for number in range(7)] for week in range(weeks)]
    return [[known.get(day, _Day(day)) for day in week] for week in dates]


def _stories(mails: Sequence[_Mail]) -> list[_Story]:
    numbers = sorted({mail.entry.case for mail in mails if mail.entry.case})
    by_number = {number: tuple(mail for mail in mails if mail.entry.case == number) for number in numbers}
    return [_Story(number, some[0].entry.subject or "(ohne Betreff)", some) for number, some in by_number.items()]


def _tiles(mails: Sequence[_Mail]) -> list[_Row]:
    out = Counter(mail.entry.purpose for mail in mails if mail.entry.direction == "out")
    counts = {
        "Mails eingegangen": sum(mail.entry.direction == "in" for mail in mails),
        "Mails ausgegangen": sum(out.values()),
        "Vorgänge": len({mail.entry.case for mail in mails if mail.entry.case}),
        **{label: out[purpose] for purpose, label in NOTICES.items()},
    }
    return [_Row(label, count, 0) for label, count in counts.items()]


def _tables(mails: Sequence[_Mail]) -> list[_Table]:
    return [
        _Table(
            "Was hinausging",
            "Mails nach ihrem Zweck.",
            "out",
            _rows([m.label for m in mails if m.entry.direction == "out"]),
        ),
        _Table(
            "Was ankam", "Und was daraus wurde.", "in", _rows([m.label for m in mails if m.entry.direction == "in"])
        ),
    ]


def _rows(labels: Sequence[str]) -> tuple[_Row, ...]:
    counted = Counter(labels).most_common()
    return tuple(_Row(label, count, round(100 * count / counted[0][1])) for label, count in counted)


def _choices(mails: Sequence[_Mail]) -> list[tuple[str, str]]:
    return sorted({(mail.purpose_key, mail.label) for mail in mails}, key=lambda choice: choice[1])


def _long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def _csp_hash(script: str) -> str:
    """The hash by which the page's own script, and nothing else, may run (CSP level 3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
