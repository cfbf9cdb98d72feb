"""The plan of the demo's three weeks: complete, and read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbot.demo_plan import load_plan
from mailbot.errors import ConfigError
from mailbot.ingest.parse import parse
from mailbot.resources import sample_mails

ROLES = {"officer", "management", "objections", "customer"}
REPLY = """[[reply]]
day = 1
time = 08:00:00
by = "officer"
answers = "da.eml"
purpose = "{purpose}"
text = "x"
"""
TEAMS = {"leistung", "vermittlung-u25", "vermittlung-ue25", "eingangszone", "arbeitgeber"}


def write(folder: Path, text: str) -> Path:
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    (folder / "da.eml").write_bytes(b"Subject: x\r\n\r\nx\r\n")
    return folder


def test_every_sample_mail_arrives_once_and_every_file_is_a_sample_mail() -> None:
    files = [arrival.file for arrival in load_plan(sample_mails()).arrivals]
    assert sorted(files) == sorted(path.name for path in sample_mails().glob("*.eml"))


def test_no_two_sample_mails_share_a_message_id() -> None:
    ids = [parse(path.read_bytes()).message_id for path in sample_mails().glob("*.eml")]
    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_sample_mails_stay_in_domains_that_belong_to_nobody() -> None:
    for path in sample_mails().glob("*.eml"):
        message = parse(path.read_bytes())
        addresses = (*message.senders, *message.to, *message.cc, *message.reply_to)
        assert all(address.domain.endswith(".example") for address in addresses), path.name


def test_all_who_answer_are_known() -> None:
    assert {reply.by for reply in load_plan(sample_mails()).replies} <= ROLES | TEAMS


def test_every_answer_comes_after_the_mail_it_is_about() -> None:
    plan = load_plan(sample_mails())
    arrived = {arrival.file: (arrival.at_day, arrival.at_time) for arrival in plan.arrivals}
    assert all((reply.at_day, reply.at_time) > arrived[reply.answers_file] for reply in plan.replies)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[arrival]", "TOML"),
        ('[[arrival]]\nday = 21\ntime = 08:00:00\nfile = "da.eml"', "day"),
        ('[[arrival]]\nday = 1\ntime = "acht"\nfile = "da.eml"', "time"),
        ("[[arrival]]\nday = 1\ntime = 08:00:00", "file"),
        ('[[arrival]]\nday = 1\ntime = 08:00:00\nfile = "fehlt.eml"', "fehlt.eml"),
        (
            '[[reply]]\nday = 1\ntime = 08:00:00\nby = "officer"\nanswers = "da.eml"\npurpose = "forward"\ntext = "x"',
            "never",
        ),
        (
            '[[reply]]\nday = 1\ntime = 08:00:00\nby = "officer"\nanswers = "da.eml"\npurpose = "post"\ntext = "x"',
            "post",
        ),
    ],
)
def test_each_mistake_in_a_plan_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        load_plan(write(tmp_path, text))
