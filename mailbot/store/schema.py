"""The tables. Times are stored in UTC; raw bytes and texts compressed; nothing here decides.

Personal data stands only in `message`, `customer`, `case_text`, `case_people`, `event.text`, `mail` and `document`:
that is the list that erasing walks through.
"""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from mailbot.errors import ConfigError, PermanentError
from mailbot.store.at_rest import is_sealed

CIPHER: Final = "mailbot_cipher"
"""The attribute of an engine's dialect that holds the office's cipher; `open_store` puts it there."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC; without offset where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware again, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


DATABASE: Final = "database"
"""The place that sealed bytes in a column are bound to."""


class Compressed(TypeDecorator[bytes]):
    """Bytes, compressed with zlib, and sealed where the office has a key: it hangs on the dialect of its engine."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Compressed, and sealed where there is a key."""
        if value is None:
            return None
        packed = self.packed(value)
        cipher = getattr(dialect, CIPHER, None)
        return cipher.seal(packed, DATABASE) if cipher is not None and value else packed

    @staticmethod
    def packed(value: bytes) -> bytes:
        """Compressed at a speed that does not slow ingest."""
        return zlib.compress(value, 1)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """As it was given."""
        if value is None:
            return None
        if not is_sealed(value):  # written before there was a key, or empty
            return _unpacked(value)
        cipher = getattr(dialect, CIPHER, None)
        if cipher is None:
            raise ConfigError("mailbot.toml: archive.key_file: is missing; the database holds what was sealed with it")
        return _unpacked(cipher.open(value, DATABASE))


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise PermanentError("stored bytes were changed: `mailbot verify` says of which messages") from error


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class CursorRow(Base):
    """How far a folder was read: an instance of a message is (mailbox, folder, UIDVALIDITY, UID)."""

    __tablename__ = "cursor"
    mailbox: Mapped[str] = mapped_column(String(320), primary_key=True)
    folder: Mapped[str] = mapped_column(String(255), primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)


class MessageRow(Base):
    """The ledger: one row for each instance of a message, with its raw bytes and what became of it."""

    __tablename__ = "message"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    mailbox: Mapped[str] = mapped_column(String(320))
    folder: Mapped[str] = mapped_column(String(255))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    raw: Mapped[bytes] = mapped_column(Compressed, deferred=True)
    fetched_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    taken_in_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    target_folder: Mapped[str | None] = mapped_column(String(500))
    lies_in: Mapped[str | None] = mapped_column(String(500))
    disposition: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(60))
    message_id: Mapped[str | None] = mapped_column(Text)
    identity: Mapped[str | None] = mapped_column(String(64), index=True)
    sender: Mapped[str | None] = mapped_column(Text)
    text_digest: Mapped[str | None] = mapped_column(String(64))
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    case_number: Mapped[str | None] = mapped_column(ForeignKey("case.number"), index=True)
    __table_args__ = (
        UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
        Index("ix_message_taken_in_at", "taken_in_at"),
        Index("ix_message_moved_at", "moved_at"),
        Index("ix_message_sender", "sender"),
        Index("ix_message_message_id", "message_id"),
    )


class CounterRow(Base):
    """The next file number of an office and year."""

    __tablename__ = "counter"
    office: Mapped[str] = mapped_column(String(80), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    next: Mapped[int]


class CaseRow(Base):
    """A case: `state` is the frozen `Case` as JSON; the other columns repeat what is searched for."""

    __tablename__ = "case"
    number: Mapped[str] = mapped_column(String(30), primary_key=True)
    office: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(20), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    route: Mapped[str] = mapped_column(String(80))
    received_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    presented_at: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[dict[str, Any]]


class CustomerRow(Base):
    """Who wrote, as far as given. The address is the one notices go to."""

    __tablename__ = "customer"
    case_number: Mapped[str] = mapped_column(ForeignKey("case.number"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="", index=True)
    customer_number: Mapped[str] = mapped_column(Text, default="")
    customer_group: Mapped[str] = mapped_column(Text, default="")
    postal_address: Mapped[str] = mapped_column(Text, default="")


class CaseTextRow(Base):
    """An anonymised text of a case, and for notes and drafts the text as typed."""

    __tablename__ = "case_text"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_number: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    message_row: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    typed: Mapped[str] = mapped_column(Text, default="")
    withheld: Mapped[bool] = mapped_column(default=False)


class CasePeopleRow(Base):
    """The case's table of persons, and every identifier that was found: what the gate looks for."""

    __tablename__ = "case_people"
    case_number: Mapped[str] = mapped_column(ForeignKey("case.number"), primary_key=True)
    people: Mapped[dict[str, Any]]
    identifiers: Mapped[list[str]]


class EventRow(Base):
    """One link of the chain over the whole office: metadata, a salted commitment to the text, the hash so far."""

    __tablename__ = "event"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_number: Mapped[str | None] = mapped_column(String(30), index=True)
    at: Mapped[datetime]
    type: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]]
    text: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    commitment: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class MailRow(Base):
    """A mail of ours as it leaves: one Message-ID, one token, the same bytes for each recipient."""

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    token: Mapped[str] = mapped_column(String(14), unique=True)
    case_number: Mapped[str | None] = mapped_column(ForeignKey("case.number"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str] = mapped_column(String(80))
    round: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str] = mapped_column(Text)
    to: Mapped[list[str]]
    cc: Mapped[list[str]]
    raw: Mapped[bytes] = mapped_column(Compressed, deferred=True)
    created_at: Mapped[datetime]
    token_expires_at: Mapped[datetime]
    draft: Mapped[int | None]
    confirms_row: Mapped[int | None] = mapped_column(ForeignKey("message.id"))


class OutboxRow(Base):
    """One recipient's copy of a mail."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mail.id"), index=True)
    recipient: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    hold_reason: Mapped[str | None] = mapped_column(String(40))
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    code: Mapped[int | None]
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(Integer, default=0)
    __table_args__ = (Index("ix_outbox_state_next", "state", "next_attempt_at"),)


class JobRow(Base):
    """A calendar job and the last day or period it was done for."""

    __tablename__ = "job"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_for: Mapped[date] = mapped_column(Date)


class SettingRow(Base):
    """What the daemon must remember: paused, the last cycle, the first start."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class LeaseRow(Base):
    """Who may work, where several machines reach the database. `fence` grows with each holder."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime]
    fence: Mapped[int]


class AbsenceRow(Base):
    """An absence given by mail (`ABWESEND BIS`) or by an out-of-office answer."""

    __tablename__ = "absence"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    address: Mapped[str] = mapped_column(String(320), index=True)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)


class ReminderRow(Base):
    """A line for the one reminder mail its recipient gets that day; kept with that mail until it has left."""

    __tablename__ = "reminder"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_number: Mapped[str] = mapped_column(ForeignKey("case.number"))
    recipient: Mapped[str] = mapped_column(String(320), index=True)
    cc: Mapped[list[str]]
    reason: Mapped[str] = mapped_column(String(40))
    due: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"))


class FindingRow(Base):
    """Something the officer must see in the next digest: blocked mails, refused commands, mentions. No text."""

    __tablename__ = "finding"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(40))
    case_number: Mapped[str | None] = mapped_column(ForeignKey("case.number"))
    message_row: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    detail: Mapped[str] = mapped_column(String(120), default="")
    told_at: Mapped[datetime | None]


class DocumentRow(Base):
    """A document of a case file, waiting to be printed or posted."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_number: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(Compressed)
    at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
