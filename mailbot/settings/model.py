"""The models of `mailbot.toml`, one class a section. Each field's description says what is allowed, for `check`.

Every key also stands, commented, in the shipped `config/mailbot.toml`; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr

from mailbot.errors import ConfigError
from mailbot.settings.values import (
    ClockTime,
    Count,
    Days,
    Domain,
    FilePath,
    Hours,
    List,
    LowerAddress,
    MailAddress,
    Moment,
    Port,
    Text,
    WebUrl,
    Window,
    YearDay,
    Years,
)

if TYPE_CHECKING:
    from mailbot.settings.people import DirectoryFile

Tls = Annotated[Literal["implicit", "starttls", "none"], Field(description='"implicit", "starttls" or "none"')]
Mode = Annotated[Literal["redirect", "hold", "live"], Field(description='"redirect", "hold" or "live"')]
Yes = Annotated[bool, Field(description="true or false")]
AnyText = Annotated[str, Field(description="a text")]


LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
"""ISO 3166-2:DE without "DE-"; the keys of the library `holidays`."""


class Section(BaseModel):
    """A table of a configuration file: frozen, nothing unknown, and its values never in an error message."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class WithPassword(Section):
    """A server that wants a password: given as it is, in a file, or in an environment variable.

    `load` reads it; what went wrong is kept, so that `inspect` works without the right to read the password.
    """

    host: Text
    port: Port
    tls: Tls
    user: AnyText = ""
    password: Annotated[SecretStr | None, Field(description="the password itself")] = None
    password_file: FilePath | None = None
    password_env: Annotated[str | None, Field(min_length=1, description="the name of an environment variable")] = None
    allow_plaintext: Yes = False
    _secret: str = PrivateAttr(default="")
    _problem: str = PrivateAttr(default="")

    def secret(self) -> str:
        """The password, "" where none is configured. ConfigError when it could not be read."""
        if self._problem:
            raise ConfigError(self._problem)
        return self._secret

    @property
    def password_problem(self) -> str:
        """Why the password could not be read, or ""."""
        return self._problem

    def keep_secret(self, secret: str, problem: str) -> None:
        """What `load` found; for `load` alone."""
        self._secret, self._problem = secret, problem


class OfficeSection(Section):
    """`[office]`: what the office is called, where it is, how it can be reached. All of it may be published."""

    name: Text
    prefix: Annotated[
        str,
        Field(pattern=r"^[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}$", description='1 to 10 capital letters or digits such as "KRM"'),
    ] = "KRM"
    timezone: Annotated[str, Field(description='a time zone such as "Europe/Berlin"')] = "Europe/Berlin"
    region: Annotated[str, Field(description='the two letters of a Land such as "NI"')] = "NI"
    krm_org: AnyText = ""
    address: AnyText = ""
    phone: AnyText = ""
    hours: AnyText = ""
    signature: Text = "Ihr Kundenreaktionsmanagement"
    objection_ways: Annotated[
        tuple[Text, ...], List, Field(min_length=1, description="a list of sentences, at least one")
    ] = (
        "Schriftlich und mit Ihrer Unterschrift, per Post oder persönlich abgegeben.",
        "Mündlich bei uns im Haus. Wir schreiben den Widerspruch dann für Sie auf.",
    )
    privacy_notice_url: WebUrl = ""
    works_agreement: Yes = False
    closing_days: Annotated[tuple[YearDay, ...], List, Field(description='a list of days such as ["24.12."]')] = (
        (12, 24),
        (12, 31),
    )


class WebFormEntry(Section):
    """`[[mailbox.web_forms]]`: a web form of the office; the citizen's address stands in Reply-To."""

    sender: LowerAddress


class MailboxSection(WithPassword):
    """`[mailbox]`: the mailbox that mailbot works on, by IMAP."""

    address: MailAddress
    folder: Text = "INBOX"
    processed_folder: Text = "KRM"
    case_folders: Yes = True
    start_at: Moment = None
    also_watch: Annotated[tuple[Text, ...], List, Field(description='a list of folders such as ["Junk"]')] = ()
    web_forms: Annotated[tuple[WebFormEntry, ...], List, Field(description="tables [[mailbox.web_forms]]")] = ()
    sent_folder: AnyText = "auto"
    poll_seconds: Annotated[int, Field(ge=5, le=3600, description="a number from 5 to 3600")] = 60


class SmtpSection(WithPassword):
    """`[smtp]`: the server that takes our mails, and who counts as inside the office."""

    internal_domains: Annotated[
        tuple[Domain, ...], List, Field(min_length=1, description="a list of domains and full mail addresses")
    ]
    plus_addressing: Yes = False


class OutboundSection(Section):
    """`[outbound]`: whether and how fast mails leave."""

    mode: Mode = "redirect"
    window: Hours = Window(time(7), time(18))
    per_customer_day: Count = 5
    per_staff_day: Count = 60
    per_hour: Count = 500
    overdue_hold: Count = 20


class TrustSection(Section):
    """`[trust]`: which headers of the own mail server are believed."""

    authserv_id: AnyText = ""
    received_by: AnyText = ""
    internal_header: AnyText = ""
    spam_header: AnyText = "X-Spam-Flag"


class PrivacySection(Section):
    """`[privacy]`: whether the anonymised text goes along at all."""

    forward_text: Annotated[Literal["anonymised", "none"], Field(description='"anonymised" or "none"')] = "anonymised"


class NoticesSection(Section):
    """`[notices]`: what customers get, and when in the day."""

    time: ClockTime = time(8)
    languages: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[a-z]{2}$")], ...],
        List,
        Field(description='a list of two-letter languages such as ["en", "uk"]'),
    ] = ()
    interim_reasons: Annotated[tuple[Text, ...], List, Field(description="a list of reasons")] = ()


class DeadlinesSection(Section):
    """`[deadlines]`: the periods of the instruction, section "Fristen"."""

    acknowledgement_working_days: Days = 3
    interim_days: Days = 7
    final_days: Days = 14
    authority_days: Days = 7
    review_working_days: Days = 1
    reopen_months: Annotated[int, Field(ge=1, le=120, description="a number of months from 1 to 120")] = 12


class RemindersSection(Section):
    """`[reminders]`: when a lead is reminded of an open case."""

    time: ClockTime = time(7, 30)
    days: Annotated[tuple[Days, ...], List, Field(description="a list of days after receipt such as [7, 10, 13]")] = (
        7,
        10,
        13,
    )


class DigestSection(Section):
    """`[digest]`: the officer's daily mail."""

    time: ClockTime = time(7)


class EvaluationsSection(Section):
    """`[evaluations]`: the words with which a closed case is judged."""

    complaints: Annotated[tuple[Text, ...], List, Field(min_length=1, description="a list of words")] = (
        "berechtigt",
        "teilweise berechtigt",
        "unberechtigt",
    )
    suggestions: Annotated[tuple[Text, ...], List, Field(min_length=1, description="a list of words")] = (
        "aufgegriffen",
        "nicht aufgegriffen",
    )


class DatabaseSection(Section):
    """`[database]`: where the truth lies."""

    url: Annotated[
        str,
        Field(
            pattern=r"^(sqlite:///|postgresql\+psycopg://).+",
            description='"sqlite:///file.db" or "postgresql+psycopg://user@host/name"',
        ),
    ] = "sqlite:///var/mailbot.db"


class ArchiveSection(Section):
    """`[archive]`: where the case files lie, which group may read them, and what originals are sealed with."""

    root: FilePath = Path("var/archive")
    group: AnyText = ""
    key_file: FilePath | None = None
    reports_copy: FilePath | None = None


class RetentionSection(Section):
    """`[retention]`: when what is erased. Years count from the end of the year of closure."""

    content_years: Years = 2
    row_years: Years = 10
    short_days: Days = 90


class ClockSection(Section):
    """`[clock]`: simulated time, for tests and demonstrations only."""

    simulated: Yes = False


SECTIONS: dict[str, type[Section]] = {
    "office": OfficeSection,
    "mailbox": MailboxSection,
    "smtp": SmtpSection,
    "outbound": OutboundSection,
    "trust": TrustSection,
    "privacy": PrivacySection,
    "notices": NoticesSection,
    "deadlines": DeadlinesSection,
    "reminders": RemindersSection,
    "digest": DigestSection,
    "evaluations": EvaluationsSection,
    "database": DatabaseSection,
    "archive": ArchiveSection,
    "retention": RetentionSection,
    "clock": ClockSection,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """An office's whole configuration, valid, with its paths made absolute and its passwords read."""

    folder: Path
    office: OfficeSection
    mailbox: MailboxSection
    smtp: SmtpSection
    outbound: OutboundSection
    trust: TrustSection
    privacy: PrivacySection
    notices: NoticesSection
    deadlines: DeadlinesSection
    reminders: RemindersSection
    digest: DigestSection
    evaluations: EvaluationsSection
    database: DatabaseSection
    archive: ArchiveSection
    retention: RetentionSection
    clock: ClockSection
    people: DirectoryFile
