"""Floors that the shipped rules must hold on labelled and on invented mails, and what must never happen."""

from __future__ import annotations

import pytest
from sample_judging import Judged, corpus, invented, written_for_privacy

from mailbot.vocabulary import Disposition, Kind, Route

GRAVE = {Kind.CONDUCT_COMPLAINT, Kind.PETITION, Kind.PETITION_BOARD, Kind.SUBMISSION, Kind.OBJECTION}


def share(mails: list[Judged], right: list[Judged]) -> float:
    return len(right) / len(mails)


def cases(mails: tuple[Judged, ...]) -> list[Judged]:
    return [mail for mail in mails if mail.label.get("disposition", "case") == "case"]


@pytest.mark.parametrize("name", ["a", "b"])
def test_every_mail_of_the_corpora_is_told_apart(name: str) -> None:
    wrong = [mail.name for mail in corpus(name) if mail.verdict.disposition != mail.label["disposition"]]
    assert not wrong


@pytest.mark.parametrize("field", ["language", "channel", "anonymous"])
def test_language_channel_and_anonymity(field: str) -> None:
    mails = cases(corpus("a")) + cases(corpus("b"))
    wrong = [mail.name for mail in mails if getattr(mail.verdict, field) != mail.label[field]]
    assert len(wrong) <= len(mails) * 0.02, wrong


@pytest.mark.parametrize(
    ("mails", "kind_floor", "route_floor"),
    [
        (cases(corpus("a")) + cases(corpus("b")), 0.97, 0.96),
        (cases(invented()), 0.93, 0.93),
        (list(written_for_privacy()), 0.97, 0.96),
    ],
    ids=["corpora", "invented", "written for the anonymiser"],
)
def test_kind_and_route(mails: list[Judged], kind_floor: float, route_floor: float) -> None:
    assert share(mails, [m for m in mails if m.kind_right]) >= kind_floor
    assert share(mails, [m for m in mails if m.route_right]) >= route_floor


def test_second_concerns() -> None:
    mails = cases(corpus("a")) + cases(corpus("b")) + cases(invented())
    either = [mail for mail in mails if mail.label.get("also") or mail.verdict.also]
    wrong = [
        mail.name
        for mail in either
        if {mail.verdict.kind, mail.verdict.also.kind if mail.verdict.also else None}
        != {mail.label["kind"], mail.label.get("also")}
    ]
    assert len(wrong) <= 0.12 * len(either), wrong


def test_no_conduct_complaint_reaches_a_team_unmarked() -> None:
    for mail in (*corpus("a"), *corpus("b"), *invented(), *written_for_privacy()):
        verdict = mail.verdict
        if Kind.CONDUCT_COMPLAINT in {mail.label["kind"], mail.label.get("also")}:
            assert verdict.route == Route.MANAGEMENT or verdict.review, mail.name


def test_grave_kinds_are_found_or_marked() -> None:
    for mail in cases(corpus("a")) + cases(corpus("b")) + cases(invented()):
        if mail.label["kind"] in GRAVE:
            assert mail.kind_right or mail.verdict.review, mail.name


def test_the_flags_that_prefer_a_false_alarm_miss_nothing() -> None:
    for mail in invented():
        missed = set(mail.label.get("flags", [])) - set(mail.verdict.flags)
        assert not missed, (mail.name, missed)


def test_reviews_are_few() -> None:
    mails = cases(corpus("a")) + cases(corpus("b"))
    assert sum(mail.verdict.review for mail in mails) <= len(mails) * 0.15


def test_each_verdict_says_why() -> None:
    assert all(mail.verdict.evidence for mail in (*corpus("a"), *corpus("b")))


def test_what_opens_no_case_has_no_route() -> None:
    for mail in corpus("b"):
        if mail.verdict.disposition not in {Disposition.CASE, Disposition.FOLLOW_UP}:
            assert (mail.verdict.kind, mail.verdict.route) == (Kind.NONE, Route.NONE)
