"""Looking back on how the mails were read (`mailbot rules suggest`, `rules replay`). Changes nothing, sends nothing.

Words come from the anonymised texts alone, without their placeholders: nothing is shown that could not have been
sent on, and only what stands in several mails of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from mailbot.cases.case import Case
from mailbot.cases.rulings import Ruled, ruled
from mailbot.errors import ConfigError
from mailbot.ingest.parse import parse
from mailbot.rules.learning import NOT_RULED, Lesson, Ruling, words_in
from mailbot.rules.replaying import Comparison, compared
from mailbot.rules.ruleset import RuleSet, load_ruleset
from mailbot.rules.verdict import Verdict
from mailbot.rules.words import read
from mailbot.settings.check_rules import unknown_teams
from mailbot.steps.arrival import verdict_on
from mailbot.steps.runtime import Runtime
from mailbot.steps.undo import log_of
from mailbot.store import ledger, lookback, register
from mailbot.store.schema import MessageRow
from mailbot.vocabulary import Channel, Disposition

MONTHS_BACK: Final = timedelta(days=183)
_BRACKETED: Final = re.compile(r"\[[^\[\]\n]{1,40}\]")
_CONCERNS: Final = frozenset({Disposition.CASE, Disposition.FOLLOW_UP})


def lessons(office: Runtime) -> tuple[Lesson, ...]:
    """Every case that a mail opened: how it was read, what was made of it, the words of its anonymised text."""
    stem = office.ruleset.vocabulary.stem.stemWord
    found = []
    for number, known in _ruled(office):
        verdict = known.received.verdict
        rules = tuple(evidence.rule for evidence in verdict.evidence)
        words = _words(office, number, stem)
        found.append(Lesson(verdict.kind, verdict.route, rules, known.ruling, words))
    return tuple(found)


def _ruled(office: Runtime) -> Iterator[tuple[str, Ruled]]:
    """The cases that the rules read: no letters, which the officer describes, and no second concerns."""
    with office.store.read() as tx:
        numbers = [case.number for case, _ in register.all_cases(tx) if _was_read(case)]
    for number in numbers:
        known = ruled(log_of(office, number), office.policy)
        if known is not None:
            yield number, known


def _was_read(case: Case) -> bool:
    return not case.parent and case.channel is not Channel.LETTER


def _words(office: Runtime, number: str, stem: Callable[[str], str]) -> Mapping[str, str]:
    """The words of the text that may be shown, by their stems; none where it was withheld or is erased."""
    with office.store.read() as tx:
        texts = register.texts(tx, number, "original")
    if not texts or texts[0].withheld:
        return {}
    return words_in(read(_shown(texts[0].subject), _shown(texts[0].body)), stem)


def _shown(text: str) -> str:
    """Without placeholders; what stood around one does not stand together."""
    return _BRACKETED.sub(" . ", text)


def rules_to_try(office: Runtime, file: Path) -> RuleSet:
    """The rules of this file. ConfigError with every mistake, teams that the directory does not know among them."""
    ruleset = load_ruleset(file)
    findings = tuple(unknown_teams(ruleset, tuple(team.id for team in office.directory.teams)))
    if findings:
        raise ConfigError(*findings)
    return ruleset


def replay_rules(office: Runtime, changed: RuleSet, since: datetime) -> Comparison:
    """Judge the customers' mails received since then by the rules in force and by the changed ones."""
    rulings = {(number, known.received.at): known.ruling for number, known in _ruled(office)}
    with office.store.read() as tx:
        ids = lookback.concerns_since(tx, since)
    return compared(mail for row_id in ids if (mail := _judged_twice(office, row_id, changed, rulings)) is not None)


def _judged_twice(
    office: Runtime, row_id: int, changed: RuleSet, rulings: Mapping[tuple[str, datetime], Ruling]
) -> tuple[str, Verdict, Verdict, Ruling] | None:
    """Both verdicts on one mail; None where its bytes are erased or no rule decides on it (a rescued spam mail)."""
    with office.store.read() as tx:
        row = ledger.message(tx, row_id)
    if not row.raw:
        return None
    message = parse(row.raw)
    before, after = (verdict_on(office, row, message, ruleset) for ruleset in (office.ruleset, changed))
    if before.disposition not in _CONCERNS:
        return None
    return str(row.case_number), before, after, _ruling_on(row, rulings)


def _ruling_on(row: MessageRow, rulings: Mapping[tuple[str, datetime], Ruling]) -> Ruling:
    """What was said of the case counts for the mail that opened it, not for those that followed."""
    if row.disposition != Disposition.CASE or row.taken_in_at is None:
        return NOT_RULED
    return rulings.get((str(row.case_number), row.taken_in_at), NOT_RULED)
