"""From a context to outbox rows: token and Message-ID, composing, the gate, trial mode, ceilings.

Whatever the gate finds blocks the mail. A notice then goes in its bare form; everything else stays blocked in the
outbox and the officer is told, by number, template and kind of hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from mailbot.config import is_inside
from mailbot.outbound.compose import Composed, compose
from mailbot.outbound.contexts import bare_context, neutral_context
from mailbot.outbound.envelope import Envelope
from mailbot.outbound.fields import Context
from mailbot.outbound.gate import Hit, check
from mailbot.outbound.office import trial_roles
from mailbot.privacy.sought import names_somebody
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Outgoing, Work
from mailbot.store import passing, register
from mailbot.store.schema import FindingRow, MailRow
from mailbot.vocabulary import TO_CUSTOMERS, MailState, Purpose

log = structlog.get_logger()

EMPTY_MAIL = b"Content-Type: text/plain\r\n\r\n"
TOKEN_LIFE = timedelta(days=180)
NO_CEILING = frozenset({Purpose.ALERT, Purpose.PRESENTATION})
WINDOW_PURPOSES = TO_CUSTOMERS - {Purpose.HANDOVER, Purpose.ANSWER}
STAFF_ANSWERS = (Purpose.CONFIRMATION,)
AUTOMATIC = (Purpose.ACKNOWLEDGEMENT, Purpose.THANKS, Purpose.INTERIM, Purpose.HANDOVER)


@dataclass(frozen=True, slots=True)
class Letter:
    """Who gets a mail and why. `identifiers` is what the gate looks for besides its patterns.

    `unbound`: the ceiling was asked before.
    """

    purpose: Purpose
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    number: str = ""
    cause: str = ""
    round: int = 1
    identifiers: tuple[str, ...] = ()
    in_reply_to: str = ""
    hold: str = ""
    draft: int | None = None
    confirms_row: int | None = None
    unbound: bool = False

    @property
    def recipients(self) -> tuple[str, ...]:
        """To and Cc, each address once."""
        return tuple(dict.fromkeys((*self.to, *self.cc)))


def post(office: Runtime, work: Work, context: Context, letter: Letter) -> None:
    """Compose the mail, let the gate read it, and put it into the outbox of `work`."""
    now = office.now()
    letter = _allowed(office, work, letter, now)
    if not letter.to:
        return
    token = office.random_token()
    envelope = _envelope(office, letter, token, now)
    composed, hits = _checked(office, work, context, envelope, letter)
    if hits and letter.purpose in AUTOMATIC:
        composed, more = _checked(office, work, bare_context(context), envelope, letter)
        _tell(work, letter, composed, hits, now)
        hits = more
    elif hits:
        _tell(work, letter, composed, hits, now)
    state, reason = (MailState.BLOCKED, "gate") if hits else _state(office, work, letter, now)
    row = _row(composed, envelope, letter, now)
    work.outgoing.append(Outgoing(row, (*envelope.to, *envelope.cc), state, reason))


def _allowed(office: Runtime, work: Work, letter: Letter, now: datetime) -> Letter:
    """Without ourselves (RFC 3834: no loops), and without anybody outside who is no customer: nothing leaks there."""
    to = tuple(dict.fromkeys(a for a in letter.to if not office.house.is_own(a)))
    cc = tuple(dict.fromkeys(a for a in letter.cc if not office.house.is_own(a) and a not in to))
    if letter.purpose in TO_CUSTOMERS:
        return replace(letter, to=to, cc=())
    inside = [a for a in (*to, *cc) if is_inside(office.settings, a)]
    if len(inside) < len(to) + len(cc):
        log.error("recipient_outside", case=letter.number or None, purpose=letter.purpose)
        work.findings.append(FindingRow(at=now, what="blocked", case_number=letter.number or None, detail="outside"))
    to = tuple(a for a in to if a in inside)
    cc = tuple(a for a in cc if a in inside)
    return replace(letter, to=to or cc, cc=cc if to else ())


def _envelope(office: Runtime, letter: Letter, token: str, now: datetime) -> Envelope:
    """In trial mode ("redirect") everything goes to the officer alone, headed with whom it would have gone to."""
    to, cc = letter.to, letter.cc
    trial_for = ""
    if office.settings.outbound.mode == "redirect":
        trial_for = trial_roles(office.directory, letter.purpose, letter.recipients)
        to, cc = (office.directory.officer.person.address,), ()
    return Envelope(
        message_id=f"krm.{token}@{office.house.mailbox.rpartition('@')[2].lower()}",
        token=token,
        date=now,
        sender=office.house.mailbox,
        to=to,
        cc=cc,
        in_reply_to=letter.in_reply_to if letter.purpose in TO_CUSTOMERS else "",
        trial_for=trial_for,
    )


def _checked(
    office: Runtime, work: Work, context: Context, envelope: Envelope, letter: Letter
) -> tuple[Composed, tuple[Hit, ...]]:
    """The mail and what the gate found in it. Only where it finds something is the same mail with neutral values read
    beside it: what stands there too is our own.
    """
    composed = compose(context, envelope, office.templates)
    known = dict.fromkeys((*letter.identifiers, *_known(office, work, letter.number)))
    wanted = tuple(one for one in known if not _is_evaluation(office, one))
    allowed = (*envelope.to, *envelope.cc, office.house.mailbox)
    look = partial(check, composed.raw, identifiers=wanted, recipients=allowed)
    hits = look(neutral=EMPTY_MAIL, drawn=composed.pictures)
    if hits:
        neutral = compose(neutral_context(context), envelope, office.templates)
        hits = look(neutral=neutral.raw, drawn=composed.pictures | neutral.pictures)
    return composed, hits


def identifiers_of(office: Runtime, numbers: list[str]) -> tuple[str, ...]:
    """Every identifier known of these cases, for the gate."""
    with office.store.read() as tx:
        found = [register.people(tx, number)[1] for number in dict.fromkeys(numbers)]
    return tuple(dict.fromkeys(identifier for known in found for identifier in known))


def _is_evaluation(office: Runtime, identifier: str) -> bool:
    """Whether it is made of the words of the evaluations alone: who calls himself so jams no ready reply."""
    words = identifier.lower().split()
    listed = " ".join((*office.policy.evaluations, *office.policy.suggestion_evaluations)).lower().split()
    return bool(words) and set(words) <= {*listed, "erledigt"} and not any(map(names_somebody, words))


def _known(office: Runtime, work: Work, number: str) -> tuple[str, ...]:
    """Every identifier known of this case and of the one it came out of, those of this very step included.

    The names of the staff belong to every mail.
    """
    staff = office.directory.names
    if not number:
        return staff
    with office.store.read() as tx:
        loaded = work.cases.get(number) or register.load(tx, number)
        numbers = [one for one in (number, loaded[0].parent if loaded else "") if one]
        stored = [identifier for one in numbers for identifier in register.people(tx, one)[1]]
    fresh = [identifier for one in numbers if one in work.people for identifier in work.people[one][1]]
    return (*stored, *fresh, *staff)


def _tell(work: Work, letter: Letter, composed: Composed, hits: tuple[Hit, ...], now: datetime) -> None:
    kinds = ",".join(sorted({hit.kind for hit in hits}))
    log.error("mail_blocked", template=composed.template, case=letter.number or None, kinds=kinds)
    detail = f"{composed.template}: {kinds}"[:120]
    work.findings.append(FindingRow(at=now, what="blocked", case_number=letter.number or None, detail=detail))


def _state(office: Runtime, work: Work, letter: Letter, now: datetime) -> tuple[MailState, str]:
    """Waiting, or held with its reason: the mode, the officer's word, a ceiling. Held is never dropped."""
    if office.settings.outbound.mode == "hold":
        return MailState.HELD, "mode"
    if letter.hold:
        return MailState.HELD, letter.hold
    if letter.unbound or letter.purpose in NO_CEILING or not _over_ceiling(office, work, letter, now):
        return MailState.WAITING, ""
    work.findings.append(FindingRow(at=now, what="ceiling", case_number=letter.number or None, detail=letter.purpose))
    return MailState.HELD, "ceiling"


def _over_ceiling(office: Runtime, work: Work, letter: Letter, now: datetime) -> bool:
    counted = counted_with(letter.purpose)
    if letter.purpose not in counted:
        return False
    address = letter.to[0].lower()
    making = [Purpose(mail.row.purpose) for mail in work.outgoing if address in mail.recipients]
    return room_for(office, address, letter.purpose, now, making) <= 0


def counted_with(purpose: Purpose) -> tuple[Purpose, ...]:
    """The purposes that have one ceiling together with this one."""
    return AUTOMATIC if purpose in AUTOMATIC else STAFF_ANSWERS


def room_for(office: Runtime, address: str, purpose: Purpose, now: datetime, making: Sequence[Purpose] = ()) -> int:
    """How many mails with this purpose may still go to this address today, beside those that are being made.

    A handover, which leaves at once, has a reserve as large as the ceiling that only handovers use up.
    """
    limits = office.settings.outbound
    limit = limits.per_customer_day if purpose in AUTOMATIC else limits.per_staff_day
    room = limit - _passing(office, address, counted_with(purpose), now, making)
    if purpose is Purpose.HANDOVER:
        room = max(room, limit - _passing(office, address, (Purpose.HANDOVER,), now, making))
    return room


def _passing(
    office: Runtime, address: str, counted: tuple[Purpose, ...], now: datetime, making: Sequence[Purpose]
) -> int:
    with office.store.read() as tx:
        made = passing.passing_since(tx, address, counted, midnight(now))
    return made + sum(purpose in counted for purpose in making)


def midnight(now: datetime) -> datetime:
    """The beginning of that day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _row(composed: Composed, envelope: Envelope, letter: Letter, now: datetime) -> MailRow:
    return MailRow(
        message_id=envelope.message_id,
        token=envelope.token,
        case_number=letter.number or None,
        purpose=letter.purpose,
        cause=letter.cause,
        round=letter.round,
        subject=composed.subject,
        to=list(envelope.to),
        cc=list(envelope.cc),
        raw=composed.raw,
        created_at=now,
        token_expires_at=now + TOKEN_LIFE,
        draft=letter.draft,
        confirms_row=letter.confirms_row,
    )
