"""What happens to a case. Every fact that had to be looked up stands in the event, so that its log can be replayed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailbot.rules.verdict import Verdict
from mailbot.vocabulary import CustomerGroup, Kind, Purpose, Role


class NoticeWay(StrEnum):
    """How a notice reaches the customer of this case."""

    MAIL = "mail"
    LETTER = "letter"
    NONE = "none"


class Verb(StrEnum):
    """The commands of domain.md, section 7; the value is the German word as typed."""

    ACCEPT = "ÜBERNOMMEN"
    CLOSE = "ERLEDIGT"
    REROUTE = "WEITER AN"
    FORECAST = "FERTIG BIS"
    INTERIM = "ZWISCHENNACHRICHT"
    ANSWER = "ANTWORT"
    RELEASE = "FREIGABE"
    CONFIRM = "STIMMT"
    KIND = "ART"
    SPLIT = "TEILEN"
    MERGE = "GEHÖRT ZU"
    REOPEN = "ÖFFNEN"
    NO_CASE = "KEIN FALL"
    MAKE_CASE = "FALL"
    DEADLINE = "FRIST"
    EXTENSION = "FRISTVERLÄNGERUNG"
    INTERNAL_DATE = "TERMIN"
    CONTRIBUTION = "ZUARBEIT"
    RESUBMIT = "WIEDERVORLAGE"
    NOTE = "NOTIZ"
    AWAY = "ABWESEND BIS"
    RECORD = "ERFASSEN"
    POSTED = "VERSANDT"
    RETAIN = "SPERRE BIS"
    REPORT = "BERICHT"
    UNDO = "ZURÜCK"
    FREE = "FREI"
    PAUSE = "ANHALTEN"
    RESUME = "WEITERLAUFEN"
    SEEN = "GESEHEN"
    IMPLEMENTED = "UMGESETZT"
    STATUS = "STATUS"
    HELP = "HILFE"


@dataclass(frozen=True, slots=True)
class Command:
    """One command as read from a line. Fields that the verb does not use stay empty.

    `number` is a file number given in the line (`123 ERLEDIGT`), `target` a route or team id, a file number
    (GEHÖRT ZU), an id (FALL, FREI) or a quarter (BERICHT), `group` what `ART Kundengruppe` names, `text` free text,
    never shown in a mail uncleared.
    """

    verb: Verb
    line: str = ""
    number: str = ""
    target: str = ""
    kind: Kind | None = None
    group: CustomerGroup | None = None
    on: date | None = None
    evaluation: str = ""
    measure: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    committee: bool = False
    by_mail: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who commands: an address of the directory and the roles it holds; `teams` where it is lead, deputy or team."""

    address: str
    roles: frozenset[Role]
    teams: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Received:
    """A new case. `at` is the moment of taking in, `received_at` the receipt that deadlines count from.

    `verdict` comes without form, and of the evidence with the names of the rules alone. `already_with` holds
    directory addresses in To or Cc of the mail (lower case). `parent` is the case this one is a linked second concern
    of: then no acknowledgement of its own.
    `absent`: addresses away that day. `own_acknowledgement`: a linked case that came with a later mail than its
    parent's is acknowledged by itself. `colleague`: an internal colleague forwarded it and is told the number.
    `follows`: the case that it takes up again, closed too long ago to be reopened. `part`: its text was taken from a
    message that lies with `parent`.
    """

    at: datetime
    number: str
    received_at: datetime
    verdict: Verdict
    notice_way: NoticeWay
    attachments: int = 0
    attachment_unread: bool = False
    already_with: frozenset[str] = frozenset()
    parent: str = ""
    withheld: bool = False
    notices_held: bool = False
    absent: frozenset[str] = frozenset()
    own_acknowledgement: bool = False
    colleague: bool = False
    follows: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """The customer wrote again. `linked` is the number of the linked case that was opened for it, if any.

    `new_attachments`: how many came with a near duplicate that the earlier mail did not hold.
    """

    at: datetime
    received_at: datetime
    verdict: Verdict
    linked: str = ""
    duplicate: bool = False
    absent: frozenset[str] = frozenset()
    new_attachments: int = 0


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command with a proven sender.

    For FREIGABE: `offered_draft` is the draft version that the answered mail showed (None: not known, the newest
    counts), `draft_clean` that the anonymiser leaves it as it is and it holds no amount or decision. For ART: the
    deadline that the case's text demands, in case it becomes a petition. For VERSANDT: `answered_at` is when the list
    was made that was answered (None: no list); what was written later cannot have been meant.
    """

    at: datetime
    actor: Actor
    command: Command
    absent: frozenset[str] = frozenset()
    offered_draft: int | None = None
    draft_clean: bool = False
    deadline_on: date | None = None
    deadline_days: int | None = None
    committee_on: date | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement (Stellungnahme): text in a reply that is no command; the text is filed, not repeated here."""

    at: datetime
    actor: Actor
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; the case looks what is due."""

    now: datetime
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The server took over a mail of ours for this recipient's role; closes the account of a notice."""

    at: datetime
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail of ours came back. For internal mail `recipient` is the directory address, else empty.

    `also_to`: who else the same mail went to (lower case); they have it already.
    """

    at: datetime
    purpose: Purpose
    recipient: str = ""
    absent: frozenset[str] = frozenset()
    also_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeadAway:
    """An out-of-office of an internal recipient answered a mail of ours, that went `also_to` others (lower case)."""

    at: datetime
    address: str
    purpose: Purpose
    absent: frozenset[str] = frozenset()
    also_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Presented:
    """The case stood in a daily bundle that left."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredByHand:
    """The officer answered the customer from the mailbox itself (read from the sent folder)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Linked:
    """A linked case was opened for a second concern of this one."""

    at: datetime
    number: str


@dataclass(frozen=True, slots=True)
class Undone:
    """ZURÜCK: the command with the number `command` in the log was taken back; `replay` leaves it out."""

    at: datetime
    actor: Actor
    command: int


Event = (
    Received
    | FollowedUp
    | Commanded
    | Stated
    | Tick
    | Delivered
    | Undelivered
    | LeadAway
    | Presented
    | AnsweredByHand
    | Linked
    | Undone
)
