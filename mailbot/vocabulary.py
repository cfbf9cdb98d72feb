"""The closed sets of the domain. Values are what `--json` output, rules and the database hold.

German names for people stand in `templates/words.toml`; the pairs in `docs/glossary.md`.
"""

from enum import StrEnum


class Disposition(StrEnum):
    """What a message is, before anybody asks what it is about."""

    CASE = "case"
    FOLLOW_UP = "follow_up"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    SPAM = "spam"
    COMMAND = "command"
    QUARANTINE = "quarantine"


class Kind(StrEnum):
    """The kinds of customer reaction (Geschäftsanweisung, "Definition")."""

    COMPLAINT = "complaint"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    REQUEST = "request"
    CONDUCT_COMPLAINT = "conduct_complaint"
    PETITION = "petition"
    PETITION_BOARD = "petition_board"
    SUBMISSION = "submission"
    OBJECTION = "objection"
    SERVICE_CENTRE = "service_centre"
    NONE = "none"


AT_ONCE = frozenset({Kind.CONDUCT_COMPLAINT, Kind.PETITION, Kind.PETITION_BOARD, Kind.SUBMISSION})
"""Presented to management at once, never to a team."""

PETITIONS = frozenset({Kind.PETITION, Kind.PETITION_BOARD, Kind.SUBMISSION})
"""Their deadline is set by a superior body, not by the 14 days."""

HANDED_OVER = frozenset({Kind.OBJECTION, Kind.SERVICE_CENTRE})
"""Not answered by this office's KRM: given to the objections office or the agency."""


class Channel(StrEnum):
    """How the reaction reached the office."""

    EMAIL = "email"
    FORM = "form"
    SERVICE_CENTRE_TICKET = "service_centre_ticket"
    LETTER = "letter"


class CustomerGroup(StrEnum):
    """To whom a case belongs: the boxes of the form, in its words (GA, Anlage 1)."""

    EMPLOYEE = "Arbeitnehmer"
    EMPLOYER = "Arbeitgeber"
    OTHER = "Sonstige"


class Flag(StrEnum):
    """What whoever gets the case must see first."""

    APPLICATION = "application"
    DANGER = "danger"
    PROTECTED = "protected"
    PRIVACY = "privacy"
    NO_PHONE = "no_phone"


class Route(StrEnum):
    """The destinations that are not teams; a team's route is its id in the directory."""

    MANAGEMENT = "management"
    OBJECTIONS = "objections"
    AGENCY_KRM = "agency_krm"
    KRM = "krm"
    NONE = "none"


class Purpose(StrEnum):
    """Why a mail leaves (contract: `outbox --json`)."""

    FORWARD = "forward"
    PRESENTATION = "presentation"
    ACKNOWLEDGEMENT = "acknowledgement"
    THANKS = "thanks"
    INTERIM = "interim"
    HANDOVER = "handover"
    CLOSING = "closing"
    ANSWER = "answer"
    REMINDER = "reminder"
    CONFIRMATION = "confirmation"
    DIGEST = "digest"
    BUNDLE = "bundle"
    REPORT = "report"
    ALERT = "alert"


TO_CUSTOMERS = frozenset({Purpose.ACKNOWLEDGEMENT, Purpose.THANKS, Purpose.INTERIM, Purpose.HANDOVER, Purpose.ANSWER})
"""The purposes whose recipient is a customer; all others go to directory addresses only."""


class MailState(StrEnum):
    """Where one recipient's copy of a mail stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    CANCELLED = "cancelled"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNDELIVERABLE = "undeliverable"


class Status(StrEnum):
    """The states of a case."""

    OPEN = "open"
    CLOSED = "closed"
    HANDED_OVER = "handed_over"


class Role(StrEnum):
    """Who may stand behind an address of the directory."""

    OFFICER = "officer"
    MANAGEMENT = "management"
    LEAD = "lead"
    TEAM = "team"
    OBJECTIONS = "objections"
    AGENCY_KRM = "agency_krm"
    PRIVACY_OFFICER = "privacy_officer"
    SUPERVISION = "supervision"
    CUSTOMER = "customer"
