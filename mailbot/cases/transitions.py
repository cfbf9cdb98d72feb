"""Which states may follow which, by what happens. Data: `decide` refuses or ignores what has no entry here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mailbot.cases.events import (
    AnsweredByHand,
    Delivered,
    Event,
    FollowedUp,
    LeadAway,
    Linked,
    Presented,
    Stated,
    Tick,
    Undelivered,
    Undone,
    Verb,
)
from mailbot.vocabulary import Status

OPEN, CLOSED, HANDED_OVER = Status.OPEN, Status.CLOSED, Status.HANDED_OVER

Step = type[Event] | Verb

_SAME: Final[frozenset[Step]] = frozenset({Delivered, Undelivered, Presented, Stated, Linked, Undone})
_ALWAYS: Final[frozenset[Step]] = frozenset({Verb.NOTE, Verb.STATUS, Verb.HELP, Verb.SEEN, Verb.RETAIN, Verb.POSTED})


def _stay(status: Status, *steps: Step) -> dict[Step, frozenset[Status]]:
    return {step: frozenset({status}) for step in (*_SAME, *_ALWAYS, *steps)}


TRANSITIONS: Final[Mapping[Status, Mapping[Step, frozenset[Status]]]] = {
    OPEN: {
        **_stay(OPEN, LeadAway, AnsweredByHand, FollowedUp),
        Tick: frozenset({OPEN, CLOSED}),  # certain praise closes itself
        **_stay(OPEN, Verb.ACCEPT, Verb.FORECAST, Verb.INTERIM, Verb.ANSWER, Verb.RELEASE, Verb.SPLIT),
        **_stay(OPEN, Verb.DEADLINE, Verb.EXTENSION, Verb.INTERNAL_DATE, Verb.CONTRIBUTION, Verb.RESUBMIT, Verb.FREE),
        Verb.CONFIRM: frozenset({OPEN, HANDED_OVER, CLOSED}),  # a doubtful objection is one; so is praise
        Verb.KIND: frozenset({OPEN, HANDED_OVER, CLOSED}),
        Verb.REROUTE: frozenset({OPEN, HANDED_OVER, CLOSED}),
        Verb.CLOSE: frozenset({CLOSED}),
        Verb.NO_CASE: frozenset({CLOSED}),
        Verb.MERGE: frozenset({CLOSED}),
    },
    HANDED_OVER: {
        **_stay(HANDED_OVER, LeadAway, AnsweredByHand, FollowedUp, Tick),
        **_stay(HANDED_OVER, Verb.ACCEPT, Verb.RESUBMIT, Verb.SPLIT, Verb.CONFIRM, Verb.FREE),
        Verb.KIND: frozenset({OPEN, HANDED_OVER, CLOSED}),
        Verb.REROUTE: frozenset({OPEN, HANDED_OVER}),
        Verb.CLOSE: frozenset({CLOSED}),
        Verb.NO_CASE: frozenset({CLOSED}),
        Verb.MERGE: frozenset({CLOSED}),
    },
    CLOSED: {
        **_stay(CLOSED, Verb.CONFIRM, Verb.CLOSE, Verb.KIND, Verb.NO_CASE),  # register only: nothing leaves
        Verb.IMPLEMENTED: frozenset({CLOSED}),  # the measure of a justified complaint
        FollowedUp: frozenset({CLOSED, OPEN, HANDED_OVER}),  # only thanks and duplicates reopen nothing
        Verb.REOPEN: frozenset({OPEN, HANDED_OVER}),
    },
}


def allowed(status: Status, step: Step) -> bool:
    """Whether this may happen to a case in that state; a command that may not is refused, an event ignored."""
    return step in TRANSITIONS[status]


def as_table() -> str:
    """The table for the documents: one row for each state and step, in their order."""
    rows = ["| state | what happens | state after |", "|---|---|---|"]
    for status, steps in TRANSITIONS.items():
        for step, after in sorted(steps.items(), key=lambda item: _name(item[0])):
            rows.append(f"| {status} | {_name(step)} | {', '.join(sorted(after))} |")
    return "\n".join(rows)


def _name(step: Step) -> str:
    return step.value if isinstance(step, Verb) else step.__name__
