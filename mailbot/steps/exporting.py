"""The register as a table, for the entry into KRM2 (domain, section 6). It names customers and is never mailed.

No employee's name stands in it: who closed a case is a role.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from mailbot.cases.case import Case, NoticeRecord
from mailbot.cases.deadlines import local_day
from mailbot.cases.effects import Notice
from mailbot.cases.measures import promised
from mailbot.cases.policy import Policy
from mailbot.errors import ConfigError
from mailbot.outbound.report_cells import Sheet, Value, csv_bytes, xlsx_bytes
from mailbot.outbound.report_deadlines import Deadline, Kept, days_taken, finished_on, judge_deadlines
from mailbot.outbound.templates import Templates
from mailbot.rules.customer_group import PRESUMED, presumed
from mailbot.steps.reporting import policy_over
from mailbot.steps.runtime import Runtime
from mailbot.store import register
from mailbot.store.schema import CustomerRow


class Format(StrEnum):
    """The formats of `mailbot export`."""

    CSV = "csv"
    XLSX = "xlsx"


HEAD: Final = (
    "Aktenzeichen",
    "Eingang",
    "Weg",
    "Art",
    "Anliegen",
    "Kennzeichen",
    "Zuständigkeit",
    "Status",
    "Kundengruppe",
    "Kundenname",
    "Kundennummer",
    "Eingangsbestätigung am",
    "Zwischennachrichten am",
    "Weitere Nachrichten am",
    "Prognose",
    "Frist (Petition, Eingabe)",
    "Abgeschlossen am",
    "Beantwortet am",
    "Art der Antwort",
    "Bewertung",
    "Bewertung bestätigt",
    "Maßnahme",
    "Umgesetzt?",
    "Dauer in Tagen",
    "Eingangsbestätigung fällig",
    "Eingangsbestätigung gehalten",
    "Zwischennachricht fällig",
    "Zwischennachricht gehalten",
    "Endantwort fällig",
    "Endantwort gehalten",
    "Frist (Petition, Eingabe) fällig",
    "Frist (Petition, Eingabe) gehalten",
    "Gezählt",
    "Verbundene Fälle",
)
_KEPT: Final = {Kept.MET: "ja", Kept.MISSED: "nein", Kept.PENDING: "läuft"}
_ALSO: Final = (Notice.THANKS, Notice.HANDOVER)


def read_format(written: str) -> Format:
    """The format of that name. ConfigError for any other."""
    if written not in set(Format):
        raise ConfigError("--format: allowed: csv, xlsx")
    return Format(written)


def export_register(office: Runtime, how: Format) -> bytes:
    """The whole register of the office in this format."""
    rows = register_rows(office)
    if how is Format.CSV:
        return csv_bytes(HEAD, rows)
    return xlsx_bytes([Sheet("Register", HEAD, tuple(rows))], title="KRM-Register", at=office.now())


def register_rows(office: Runtime) -> list[tuple[Value, ...]]:
    """One row for each case in the order of receipt, with the columns of `HEAD`."""
    with office.store.read() as tx:
        found = [(case, register.customer(tx, case.number)) for case, _ in register.all_cases(tx)]
    policy = policy_over(office, {case.received_at.year for case, _ in found})
    now = office.now()
    return [_row(case, customer, policy, office.templates, now) for case, customer in found]


def _row(
    case: Case, customer: CustomerRow | None, policy: Policy, shown: Templates, now: datetime
) -> tuple[Value, ...]:
    words = shown.words
    return (
        case.number,
        _moment(case, policy),
        str(words.word("channel", case.channel)),
        str(words.word("kind", case.kind)),
        ", ".join(str(words.topic(topic)) or topic for topic in case.topics),
        ", ".join(str(words.word("flag_short", flag)) for flag in sorted(case.flags)),
        str(shown.label(case.route)),
        str(words.word("status", case.status)),
        _group(case, customer, policy),
        customer.name if customer else "",
        customer.customer_number if customer else "",
        _days(case.notices, policy, Notice.ACKNOWLEDGEMENT),
        _days(case.notices, policy, Notice.INTERIM),
        _days(case.notices, policy, *_ALSO),
        _day(case.forecast),
        _day(case.deadline.on if case.deadline else None),
        *_closing(case, policy),
        *_deadlines(case, policy, now),
        "nein" if case.not_counted else "ja",
        ", ".join(sorted({*case.linked, *((case.parent,) if case.parent else ())})),
    )


def _group(case: Case, customer: CustomerRow | None, policy: Policy) -> str:
    """As corrected, ticked, or told by the writer; else the group that the team serves, and that it is presumed."""
    if case.customer_group is not None:
        return case.customer_group
    if customer is not None and customer.customer_group:
        return customer.customer_group
    group = "" if case.from_authority else presumed(case.route, policy.directory)
    return f"{group} ({PRESUMED})" if group else ""


def _implemented(case: Case, policy: Policy) -> str:
    """The answer to "Umgesetzt?" (section 8); empty where no measure was promised."""
    answer = case.measure_answer
    if answer is not None:
        return f"{'ja' if answer.done else 'nein'} ({answer.on:%d.%m.%Y})"
    return "noch offen" if promised(case, policy) else ""


def _moment(case: Case, policy: Policy) -> datetime:
    return case.received_at.astimezone(policy.zone)


def _day(day: date | None) -> Value:
    return "" if day is None else day


def _days(records: Iterable[NoticeRecord], policy: Policy, *notices: Notice) -> Value:
    """The day on which the notice left; of several the days, and one that came back or was written by hand says so."""
    sent = [(one, one.sent_at) for one in records if one.notice in notices and one.sent_at is not None]
    told = [(local_day(at, policy), _remark(one)) for one, at in sent]
    if len(told) == 1 and not told[0][1]:
        return told[0][0]
    return ", ".join(f"{day:%d.%m.%Y}{remark}" for day, remark in told)


def _remark(record: NoticeRecord) -> str:
    return " (unzustellbar)" if record.undeliverable else " (von Hand)" if record.by_hand else ""


def _closing(case: Case, policy: Policy) -> tuple[Value, ...]:
    closing, evaluation = case.closing, case.evaluation
    finished, taken = finished_on(case, policy), days_taken(case, policy)
    return (
        local_day(closing.at, policy) if closing and finished else "",
        closing.answered_on or "" if closing else "",
        closing.answered_by if closing else "",
        evaluation.value if evaluation else "",
        ("nein" if evaluation.proposed else "ja") if evaluation else "",
        case.measure,
        _implemented(case, policy),
        "" if taken is None else taken,
    )


def _deadlines(case: Case, policy: Policy, now: datetime) -> tuple[Value, ...]:
    """Day and outcome of each deadline; empty where the case had none."""
    judged = {one.deadline: one for one in judge_deadlines(case, policy, now)}
    cells: list[Value] = []
    for deadline in Deadline:
        one = judged.get(deadline)
        cells += [one.due, _KEPT[one.kept]] if one else ["", ""]
    return tuple(cells)
