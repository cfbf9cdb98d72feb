"""A case as it stands. Frozen; only `workflow.decide` makes the next one.

It holds no text and no name: the customer, the texts and the mails of a case lie in the store under its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailbot.cases.effects import Document, Notice, ReminderReason
from mailbot.cases.events import NoticeWay
from mailbot.rules.verdict import Concern
from mailbot.vocabulary import Channel, CustomerGroup, Flag, Kind, Role, Status


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice that was decided. `cause` names why, for "no notice leaves twice for the same cause and round"."""

    notice: Notice
    cause: str
    round: int
    decided_at: datetime
    sent_at: datetime | None = None
    until: date | None = None
    undeliverable: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """The classification is doubtful and waits for a person since `since`; `with_management` once it was passed on.

    `parted`: the team's part of a doubtful follow-up was cut out (`TEILEN`); what is left of it no team reads.
    """

    since: datetime
    likely: tuple[Kind, ...] = ()
    to_officer: bool = False
    with_management: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """berechtigt and so on. `proposed` until the officer confirms a lead's word."""

    value: str
    proposed: bool
    by: Role


@dataclass(frozen=True, slots=True)
class Closing:
    """The case was closed at `at` by `by`; how and when the customer was answered."""

    at: datetime
    by: Role | None
    answered_on: date | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class SetDeadline:
    """A petition's deadline: read from the text (`confirmed` False) or set by `FRIST`.

    `missing`: the authority named none, `on` is our internal date ("Frist fehlt").
    """

    on: date | None
    confirmed: bool = False
    committee_on: date | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Resubmission:
    """A reminder that somebody set for themselves (WIEDERVORLAGE) or for the team (TERMIN); fires once, on `on`.

    `noted_at`: words came with it at that moment; they lie in the store.
    """

    on: date
    to: str
    reason: ReminderReason = ReminderReason.RESUBMISSION
    done: bool = False
    noted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """What was answered to "Umgesetzt?", and when."""

    on: date
    done: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft answer, or (`interim`) a free text for an interim notice; its text lies in the store."""

    version: int
    at: datetime
    released: bool = False
    interim: bool = False


@dataclass(frozen=True, slots=True)
class PendingNotice:
    """An interim notice that is wanted at once and waits for the sending window alone."""

    cause: str
    since: datetime
    until: date | None = None
    reason: str = ""
    draft: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """The state of one case; see domain.md for each word.

    `proposed_route` is where the rules would send it while it waits for the officer. `told` holds the causes of what
    happens once only. The two `wait_until` say when the window opens for what fell due while it was closed.
    `doubt`: a follow-up that may be of a grave kind waits for the officer; its original lies apart from the team's.
    `own_original`: a message lies in a folder of its own; the text of a part lies with the case it was taken from.
    `second_team` owns a further topic of the mail: its lead is in Cc.
    `merged_into`: the number that its messages belong to since `GEHÖRT ZU`.
    `customer_group`: as the officer or management corrected it; None: what the mail or the form says counts.
    """

    number: str
    kind: Kind
    route: str
    channel: Channel
    received_at: datetime
    opened_at: datetime
    status: Status = Status.OPEN
    also: Concern | None = None
    topics: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()
    anonymous: bool = False
    language: str = "de"
    notice_way: NoticeWay = NoticeWay.MAIL
    notices_held: bool = False
    from_authority: bool = False
    accused: tuple[str, ...] = ()
    round: int = 1
    round_received_at: datetime | None = None
    parent: str = ""
    linked: tuple[str, ...] = ()
    attachments: int = 0
    attachment_unread: bool = False
    withheld: bool = False
    review: Review | None = None
    notices: tuple[NoticeRecord, ...] = ()
    documents: tuple[Document, ...] = ()
    accepted_at: datetime | None = None
    application_told: bool = False
    forecast: date | None = None
    rerouted_by_lead: bool = False
    deadline: SetDeadline | None = None
    resubmissions: tuple[Resubmission, ...] = ()
    contributors: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    evaluation: Evaluation | None = None
    measure: str = ""
    measure_answer: MeasureAnswer | None = None
    closing: Closing | None = None
    presented_at: datetime | None = None
    seen_at: datetime | None = None
    last_reminded_on: date | None = None
    interim_announced_on: date | None = None
    away: tuple[tuple[str, date], ...] = ()
    not_counted: bool = False
    retain_until: date | None = None
    policy_version: str = "1"
    proposed_route: str = ""
    own_acknowledgement: bool = True
    pending: PendingNotice | None = None
    told: tuple[str, ...] = ()
    management_told_on: date | None = None
    notices_wait_until: datetime | None = None
    reminders_wait_until: datetime | None = None
    doubt: Review | None = None
    own_original: bool = True
    merged_into: str = ""
    second_team: str = ""
    customer_group: CustomerGroup | None = None

    @property
    def counting_from(self) -> datetime:
        """The receipt that the deadlines of the present round count from."""
        return self.round_received_at or self.received_at
