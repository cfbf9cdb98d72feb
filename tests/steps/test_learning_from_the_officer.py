"""`rules suggest` and `rules replay FILE` on an office where people corrected what the rules read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from desk_office import an_office
from office import OFFICER, a_mail, at, run_mailbot

from mailbot.cases.authority import actor_of
from mailbot.cases.events import Command, Commanded, Verb
from mailbot.errors import ConfigError
from mailbot.rules.learning import NOT_RULED, Ruling, confusions
from mailbot.rules.replaying import Turn
from mailbot.steps import views
from mailbot.steps.advance import advance
from mailbot.steps.intake import take_in_waiting
from mailbot.steps.learning import lessons, replay_rules, rules_to_try
from mailbot.steps.runtime import Runtime
from mailbot.store import ledger, register
from mailbot.store.ledger import Folder
from mailbot.vocabulary import Kind

MONDAY = at("2026-03-02 09:00")
LONG_AGO = at("2025-01-01 00:00")
WRITERS = ("Gesine Tolkmitt", "Rurik Ballhorn", "Amrei Sandvoort", "Tiado Harkema")
WAITED = (
    "Ich beschwere mich, weil mein Antrag auf Bürgergeld seit {n} Wochen liegt und die Miete nicht überwiesen wird."
)
DRUMMED = WAITED + " Frau Dreesmann aus der Leistung trommelfinkte dabei."
CONDUCT = Command(Verb.KIND, kind=Kind.CONDUCT_COMPLAINT)
RULE = """
[[rule]]
id = "versuch"
meaning = "Ein Versuch"
words = ["{word}"]
kind = {{ conduct_complaint = 16.0, complaint = -16.0 }}
examples = ["Sie {word} mit den Fingern."]
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Runtime]:
    opened = an_office(tmp_path / "office", MONDAY)
    yield opened
    opened.store.close()


def write(office: Runtime, sender: str, text: str) -> str:
    """A mail comes in and is taken in; the number of its case."""
    now, known = office.now(), {row["number"] for row in views.cases(office)}
    address = f"{sender.lower().replace(' ', '.')}@web.example"
    raw = a_mail("Mein Anliegen", f"Guten Tag,\n\n{text}\n\n{sender}", from_=f"{sender} <{address}>")
    with office.store.write() as tx:
        uid = len(list(ledger.all_messages(tx))) + 1
        ledger.record_fetched(tx, Folder("krm", "INBOX", 1), uid, raw=raw, received_at=now, now=now)
    take_in_waiting(office)
    (number,) = {row["number"] for row in views.cases(office)} - known
    return str(number)


def command(office: Runtime, number: str, given: Command, by: str = OFFICER) -> None:
    actor = actor_of(by, office.directory)
    decision = advance(office, number, lambda absent: Commanded(office.now(), actor, given, absent))
    assert decision.outcome is not None
    assert decision.outcome.result == "done"


def some_months(office: Runtime) -> tuple[list[str], list[str]]:
    """Four mails that the officer corrected, and eight that stand as they were read; their numbers."""
    corrected = [write(office, who, DRUMMED.format(n=n)) for n, who in enumerate(WRITERS, start=5)]
    left = [write(office, f"Person Nummer{n}", WAITED.format(n=n)) for n in range(9, 17)]
    for number in corrected:
        command(office, number, CONDUCT)
    return corrected, left


def changed_rules(office: Runtime, tmp_path: Path, word: str) -> Path:
    file = tmp_path / "changed.toml"
    text = (office.settings.folder / "rules.toml").read_text(encoding="utf-8")
    file.write_text(text + RULE.format(word=word), encoding="utf-8")
    return file


def test_the_log_keeps_the_names_of_the_rules_and_no_word_of_the_mail(office: Runtime) -> None:
    number = write(office, WRITERS[0], WAITED.format(n=6))
    with office.store.read() as tx:
        (row, *_) = register.events(tx, number)
    evidence = row.data["verdict"]["evidence"]
    known = {rule.id for rule in office.ruleset.rules}
    assert {item["rule"] for item in evidence} & known
    assert {item["text"] for item in evidence} == {""}


def test_suggest_knows_what_was_read_and_what_was_made_of_it(office: Runtime) -> None:
    corrected, left = some_months(office)
    known = lessons(office)
    assert [lesson.kind for lesson in known] == [Kind.COMPLAINT] * 12
    rulings = [lesson.ruling for lesson in known]
    assert rulings == [Ruling(Kind.CONDUCT_COMPLAINT, "management")] * len(corrected) + [NOT_RULED] * len(left)


def test_suggest_names_the_word_that_would_have_told_and_nobody(office: Runtime) -> None:
    some_months(office)
    (taken,) = confusions(lessons(office))
    assert (taken.read, taken.meant, taken.mails, taken.of_read) == ("complaint", "conduct_complaint", 4, 8)
    told = {part for word in taken.words for part in word.word.split()}
    assert "trommelfinkte" in told
    assert not told & {"dreesmann", "person", *(part.lower() for who in WRITERS for part in who.split())}


def test_a_withheld_text_teaches_no_words(office: Runtime) -> None:
    number = write(office, WRITERS[0], WAITED.format(n=6))
    with office.store.write() as tx:
        register.texts(tx, number, "original")[0].withheld = True
    assert lessons(office)[0].words == {}


def test_replay_of_the_rules_in_force_changes_nothing(office: Runtime) -> None:
    some_months(office)
    comparison = replay_rules(office, office.ruleset, LONG_AGO)
    assert len(comparison.mails) == 12
    assert comparison.changed == ()
    assert comparison.count(Turn.STILL_WRONG) == 4
    assert not comparison.is_worse


def test_replay_shows_what_a_new_rule_would_have_put_right(office: Runtime, tmp_path: Path) -> None:
    corrected, _ = some_months(office)
    ruleset = rules_to_try(office, changed_rules(office, tmp_path, "trommelfinkte"))
    comparison = replay_rules(office, ruleset, LONG_AGO)
    assert [(mail.number, mail.turn) for mail in comparison.changed] == [(n, Turn.NOW_RIGHT) for n in corrected]
    assert {(mail.after.kind, mail.after.route) for mail in comparison.changed} == {
        (Kind.CONDUCT_COMPLAINT, "management")
    }
    assert not comparison.is_worse


def test_replay_tells_when_a_new_rule_would_do_harm(office: Runtime, tmp_path: Path) -> None:
    _, left = some_months(office)
    ruleset = rules_to_try(office, changed_rules(office, tmp_path, "antrag"))
    unproved = replay_rules(office, ruleset, LONG_AGO)
    assert (unproved.count(Turn.NOW_RIGHT), len(unproved.unjudged), unproved.is_worse) == (4, 8, False)
    for number in left[:5]:
        command(office, number, Command(Verb.CLOSE, evaluation="berechtigt"))
    proved = replay_rules(office, ruleset, LONG_AGO)
    assert (proved.count(Turn.NOW_WRONG), len(proved.unjudged), proved.is_worse) == (5, 3, True)


def test_a_further_mail_is_read_again_but_judged_by_nobody(office: Runtime) -> None:
    corrected, _ = some_months(office)
    with office.store.write() as tx:
        row = next(row for row in ledger.all_messages(tx) if row.case_number == corrected[0])
        row.disposition = "follow_up"
    comparison = replay_rules(office, office.ruleset, LONG_AGO)
    assert [mail.turn for mail in comparison.mails if mail.number == corrected[0]] == [Turn.NOT_RULED]


def test_replay_looks_back_to_the_day_asked_for_and_past_erased_mails(office: Runtime) -> None:
    some_months(office)
    assert replay_rules(office, office.ruleset, MONDAY + timedelta(days=1)).mails == ()
    with office.store.write() as tx:
        for row_id in [row.id for row in ledger.all_messages(tx)]:
            ledger.message(tx, row_id).raw = b""
    assert replay_rules(office, office.ruleset, LONG_AGO).mails == ()


def test_a_mistake_in_the_changed_file_is_named(office: Runtime, tmp_path: Path) -> None:
    file = changed_rules(office, tmp_path, "trommelfinkte")
    file.write_text(file.read_text(encoding="utf-8") + "team = { hausmeister = 2.0 }\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="hausmeister"):
        rules_to_try(office, file)


def test_on_the_command_line(office: Runtime, tmp_path: Path) -> None:
    some_months(office)
    folder = str(office.settings.folder)
    suggested = run_mailbot("--config", folder, "rules", "suggest")
    assert (suggested.returncode, suggested.stderr) == (0, "")
    assert "12 mails read; 4 corrected, 0 accepted." in suggested.stdout
    assert "trommelfinkte 4 of 4 4 of 4 0 of 8" in " ".join(suggested.stdout.split())
    assert not any(part in suggested.stdout for who in (*WRITERS, "Dreesmann") for part in who.split())
    better = str(changed_rules(office, tmp_path, "trommelfinkte"))
    replayed = run_mailbot("--config", folder, "rules", "replay", better, "--since", "2026-01-01")
    assert (replayed.returncode, replayed.stderr) == (0, "")
    assert "12 mails: 8 as before, 4 not." in replayed.stdout
    assert "4 now right" in replayed.stdout
    missing = run_mailbot("--config", folder, "rules", "replay", str(tmp_path / "nowhere.toml"))
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)
