"""The keys of `mailbot.toml` and `directory.toml`, their types and defaults. The sample in `config/` explains each."""

from __future__ import annotations

import ipaddress
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, field_validator

Tls = Literal["implicit", "starttls", "none"]
Mode = Literal["live", "redirect", "hold"]
Address = Annotated[
    str,
    StringConstraints(to_lower=True, strip_whitespace=True, pattern=r"^[^@\s<>,;:\"]{1,64}@[A-Za-z0-9.-]{1,253}$"),
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Port = Annotated[int, Field(ge=1, le=65535)]
REGIONS = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")


class Section(BaseModel):
    """Strict about unknown keys, frozen, and never repeating an input value in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)


class OfficeSection(Section):
    """Who the office is, in words that citizens read."""

    name: Text
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,9}$")] = "KRM"
    timezone: str = "Europe/Berlin"
    region: Literal["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"] = (
        "NI"
    )
    krm_org: str = "705"
    postal_address: tuple[Text, ...] = ()
    phone: str = ""
    hours: str = ""
    signature: Text = "Ihr Kundenreaktionsmanagement"
    privacy_notice_url: str = ""
    objection_ways: tuple[Text, ...] = ()
    works_agreement: bool = False
    closing_days: tuple[Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$")], ...] = ("12-24", "12-31")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("no such time zone; allowed: a name such as Europe/Berlin") from error
        return value


class Server(Section):
    """A server with its credentials: exactly one of password, password_file, password_env, or none."""

    host: Text
    port: Port
    tls: Tls = "implicit"
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    password_env: str | None = None
    allow_plaintext: bool = False

    def secret(self) -> str:
        """The password, "" where none is configured."""
        return self.password.get_secret_value() if self.password else ""

    @property
    def is_loopback(self) -> bool:
        """Whether the host is this machine."""
        if self.host.lower() == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


class WebFormSection(Section):
    """A web form of the office."""

    sender: Address


class MailboxSection(Server):
    """The complaint mailbox."""

    address: Address
    folder: Text = "INBOX"
    processed_folder: Text = "KRM"
    case_folders: bool = True
    start_at: datetime | None = None
    poll_seconds: Annotated[int, Field(ge=5, le=3600)] = 60
    also_watch: tuple[Text, ...] = ()
    sent_folder: str = ""
    web_forms: tuple[WebFormSection, ...] = ()

    @field_validator("start_at")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("the offset is missing; allowed: 2026-03-02T00:00:00+01:00")
        return value


class SmtpSection(Server):
    """Where mails leave. `internal_domains` holds domains, or whole addresses of other offices."""

    internal_domains: tuple[Text, ...]


class OutboundSection(Section):
    """What leaves, and how much of it."""

    mode: Mode = "redirect"
    window_start: time = time(7, 0)
    window_end: time = time(18, 0)
    per_customer_day: Annotated[int, Field(ge=1)] = 5
    per_staff_day: Annotated[int, Field(ge=1)] = 60
    per_hour: Annotated[int, Field(ge=1)] = 500
    overdue_hold: Annotated[int, Field(ge=0)] = 20


class TrustSection(Section):
    """The receiving server whose results count."""

    authserv_id: str = ""
    received_by: str = ""
    internal_header: str = ""
    spam_header: str = "X-Spam-Flag"


class PrivacySection(Section):
    """What of a text is shown in mails."""

    forward_text: Literal["anonymised", "none"] = "anonymised"


class NoticesSection(Section):
    """Times and spans of the notices."""

    languages: tuple[str, ...] = ("en", "tr", "ar", "uk")
    time: time = time(8, 0)
    acknowledgement_working_days: Annotated[int, Field(ge=1, le=10)] = 3
    interim_days: Annotated[int, Field(ge=1, le=30)] = 7
    final_days: Annotated[int, Field(ge=2, le=90)] = 14
    interim_reasons: tuple[Text, ...] = ()


class RemindersSection(Section):
    """Reminders to leads."""

    time: time = time(7, 30)
    days: tuple[Annotated[int, Field(ge=1, le=90)], ...] = (7, 10, 13)


class DigestSection(Section):
    """The officer's daily mail, and the bundle for management."""

    time: time = time(7, 0)


class DatabaseSection(Section):
    """Where everything is kept."""

    url: Text = "sqlite:///var/mailbot.db"


class ArchiveSection(Section):
    """The case files on disk."""

    root: Path = Path("var/archive")
    group: str = ""


class ClockSection(Section):
    """For trials and tests alone."""

    simulated: bool = False


class PersonEntry(Section):
    """A person behind an address."""

    name: str = ""
    address: Address


class AbsenceEntry(Section):
    """Somebody is away, both days included."""

    address: Address
    first: date
    last: date


class TeamEntry(Section):
    """A Fachabteilung."""

    id: Identifier
    name: Text
    org: Text
    mailbox: Address
    lead: PersonEntry
    deputy: PersonEntry | None = None


class OfficeEntry(Section):
    """A role with its deputy."""

    name: str = ""
    address: Address
    deputy: PersonEntry | None = None


class DirectoryFile(Section):
    """`directory.toml`."""

    team: Annotated[tuple[TeamEntry, ...], Field(min_length=1)]
    officer: OfficeEntry
    management: OfficeEntry
    objections: OfficeEntry
    agency_krm: OfficeEntry
    privacy_officer: OfficeEntry
    supervision: OfficeEntry
    absence: tuple[AbsenceEntry, ...] = ()
    staff: tuple[str, ...] = ()


class MailbotFile(Section):
    """`mailbot.toml`."""

    office: OfficeSection
    mailbox: MailboxSection
    smtp: SmtpSection
    outbound: OutboundSection = OutboundSection()
    trust: TrustSection = TrustSection()
    privacy: PrivacySection = PrivacySection()
    notices: NoticesSection = NoticesSection()
    reminders: RemindersSection = RemindersSection()
    digest: DigestSection = DigestSection()
    database: DatabaseSection = DatabaseSection()
    archive: ArchiveSection = ArchiveSection()
    clock: ClockSection = ClockSection()


class Settings(MailbotFile):
    """Both files of an office, with paths made absolute and passwords read."""

    people: DirectoryFile
    folder: Path
