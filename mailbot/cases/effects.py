"""What has to be done because of an event. An effect says what; it knows nothing of SMTP, templates or the database.

`to` and `cc` are directory addresses; a customer's address never stands here: `SendNotice` goes to whoever the
case's customer is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mailbot.cases.events import Command
from mailbot.vocabulary import Flag, Kind, Purpose


class Notice(StrEnum):
    """The mails a customer may get."""

    ACKNOWLEDGEMENT = "acknowledgement"
    INTERIM = "interim"
    THANKS = "thanks"
    HANDOVER = "handover"


class ForwardReason(StrEnum):
    """Why a team, or another office, gets the case now."""

    NEW = "new"
    REVIEW = "review"
    REROUTED = "rerouted"
    FOLLOW_UP = "follow_up"
    REOPENED = "reopened"
    DEPUTY = "deputy"
    TICKET = "ticket"
    CONTRIBUTION = "contribution"
    DATE_SET = "date_set"
    ATTACHMENTS = "attachments"
    DOUBTFUL = "doubtful"
    SETTLED = "settled"
    CONTRIBUTED = "contributed"


class AlertReason(StrEnum):
    """Why somebody is told at once."""

    DANGER = "danger"
    PROTECTED = "protected"
    PRIVACY = "privacy"
    APPLICATION = "application"
    REVIEW = "review"
    UNDELIVERABLE_NOTICE = "undeliverable_notice"
    UNDELIVERABLE_FORWARD = "undeliverable_forward"
    LEAD_WANTS_REROUTE = "lead_wants_reroute"
    OBJECTION_UNCONFIRMED = "objection_unconfirmed"
    DRAFT_WAITS = "draft_waits"
    EVALUATION_PROPOSED = "evaluation_proposed"
    WAITS_FOR_OFFICER = "waits_for_officer"


class ReminderReason(StrEnum):
    """What a lead, or the officer, is reminded of."""

    OPEN = "open"
    OVERDUE = "overdue"
    INTERIM_TOMORROW = "interim_tomorrow"
    DEADLINE = "deadline"
    DEADLINE_MISSING = "deadline_missing"
    AUTHORISATION = "authorisation"
    INTERNAL_DATE = "internal_date"
    RESUBMISSION = "resubmission"
    OBJECTION = "objection"
    MEASURE = "measure"


class Document(StrEnum):
    """The documents written into a case file."""

    ACKNOWLEDGEMENT_LETTER = "acknowledgement_letter"
    INTERIM_LETTER = "interim_letter"
    HANDOVER_LETTER = "handover_letter"
    ANSWER_LETTER = "answer_letter"
    PETITION_STATEMENT = "petition_statement"
    EXTENSION_REQUEST = "extension_request"
    RECORD_FORM = "record_form"
    COVER_LETTER = "cover_letter"
    PRAISE_CARD = "praise_card"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class SendNotice:
    """A notice to the customer by mail. `until` is the date it names; `reason` one of the configured reasons.

    `draft` is the version of a released free text that goes in (0: none).
    """

    notice: Notice
    cause: str
    round: int
    until: date | None = None
    reason: str = ""
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Forward:
    """The case, anonymised, to those who work on it (purpose forward). `until` is a date that binds them.

    `attachments`: how many new ones came with a text that they know already.
    """

    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    reason: ForwardReason = ForwardReason.NEW
    until: date | None = None
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Present:
    """The case at once to management (purpose presentation)."""

    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    reason: ForwardReason = ForwardReason.NEW
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Remind:
    """A line in the one reminder mail that this recipient gets today."""

    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    reason: ReminderReason = ReminderReason.OPEN
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A word at once, without text of the case (purpose alert). `failed`: the directory address whose mailbox
    refused a mail, `covered` that somebody else of that role has it; `answer_by`: a second date, of the answer.
    """

    to: tuple[str, ...]
    reason: AlertReason
    cc: tuple[str, ...] = ()
    flag: Flag | None = None
    due: date | None = None
    failed: str = ""
    covered: bool = False
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class AnnounceClosing:
    """Tells the team that the case is closed and where the originals belong (purpose closing)."""

    to: tuple[str, ...]
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TellNumber:
    """Tells an employee, a colleague or a lead the file number (form, ticket, forward); `to` empty: the sender."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SendAnswer:
    """The released answer to the customer by mail (purpose answer)."""

    draft: int


@dataclass(frozen=True, slots=True)
class WriteDocument:
    """A document into the case file."""

    document: Document
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """What waits in the outbox for this case with one of these purposes is no longer wanted."""

    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class MoveOriginals:
    """The original messages belong into the folder of this route."""

    route: str


@dataclass(frozen=True, slots=True)
class OpenLinked:
    """A linked case for a second concern of the same message.

    `own_acknowledgement`: the notice on the first concern is none that stands for both. `follow_up`: it is made of the
    doubtful follow-up of the case.
    """

    kind: Kind
    route: str
    own_acknowledgement: bool = False
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """The messages of this case belong to another number; this one ends without counting."""

    into: str


Effect = (
    SendNotice
    | Forward
    | Present
    | Remind
    | Alert
    | AnnounceClosing
    | TellNumber
    | SendAnswer
    | WriteDocument
    | Cancel
    | MoveOriginals
    | OpenLinked
    | Merge
)


class Result(StrEnum):
    """What became of a command."""

    DONE = "done"
    REFUSED = "refused"
    UNCLEAR = "unclear"


class Refusal(StrEnum):
    """Why a command was not done; the sentence for people stands in `templates/`."""

    NONE = "none"
    NOT_YOURS = "not_yours"
    NOT_YOUR_ROLES = "not_your_roles"
    OTHER_MAIL = "other_mail"
    RESERVED = "reserved"
    WRONG_STATE = "wrong_state"
    PAST_DATE = "past_date"
    DATE_MISSING = "date_missing"
    UNKNOWN_TARGET = "unknown_target"
    UNKNOWN_EVALUATION = "unknown_evaluation"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_NUMBER = "unknown_number"
    UNKNOWN_PERIOD = "unknown_period"
    ALREADY_REROUTED = "already_rerouted"
    NOTHING_TO_RELEASE = "nothing_to_release"
    NOT_UNDERSTOOD = "not_understood"
    NO_CASE = "no_case"
    TEXT_MISSING = "text_missing"
    NOT_READY = "not_ready"
    TOO_LATE = "too_late"
    FUTURE_DATE = "future_date"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ERASED = "erased"
    PARTED = "parted"
    THE_LEADS = "the_leads"


class Remark(StrEnum):
    """What the answer says of a command that was done, besides its name; the sentence stands in `templates/`."""

    NONE = "none"
    KEPT_APART = "kept_apart"
    CASE_OF_ITS_OWN = "case_of_its_own"
    REST_WAITS = "rest_waits"
    INTERIM_LEAVES = "interim_leaves"
    INTERIM_WAITS = "interim_waits"
    INTERIM_LETTER = "interim_letter"
    GROUP_CORRECTED = "group_corrected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one command, for the answer to its giver."""

    command: Command
    result: Result
    refusal: Refusal = Refusal.NONE
    remark: Remark = Remark.NONE
