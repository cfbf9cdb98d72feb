"""Domain, section 7, "Authority", end to end: the ways to forge a command, as bytes, through the whole intake.

Nothing is done by any of them, and no mail leaves but the one to the directory address that was pretended to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from office import MANAGEMENT, OBJECTIONS, OFFICER, a_mail, at, headers_of, reply_to
from office_life import OfficeLife, open_life
from steps_office import KARLA, LEAD, TEXT

from mailbot.cases.case import Case
from mailbot.embedded import Taken
from mailbot.store import desk, mails
from mailbot.vocabulary import MailState, Purpose, Status

TEAM, DEPUTY = "leistung@jobcenter-ge.example", "vertretung.leistung@jobcenter-ge.example"
OTHER_LEAD = "teamleitung.arbeitgeber@jobcenter-ge.example"
CLERK = "frauke.harmsen@jobcenter-ge.example"
EVIL = "bob@evil.example"
SERVER = "mx.jobcenter-ge.example"
TRUST = f'authserv_id = "{SERVER}"\nreceived_by = "{SERVER}"'
RECEIVED = ("Received", f"from evil.example ([192.0.2.1]) by {SERVER} with ESMTP; Mon, 2 Mar 2026 10:00:00 +0100")
MOMENT = at("2026-03-02 09:00")

SILENT, ASKED, REFUSED, TOLD = "nothing leaves", "bestätigen", "nicht ausgeführt", ""
"""What the one answer to the directory address says in its subject, where there is one."""


def results(text: str, server: str = SERVER) -> tuple[str, str]:
    return "Authentication-Results", f"{server}; {text}"


@dataclass(frozen=True, slots=True)
class Forgery:
    """A mail that commands `ERLEDIGT berechtigt`: its From fields as bytes on the wire, and what else stands in it."""

    senders: tuple[str, ...]
    outcome: str = SILENT
    proof: str = "thread"
    top: tuple[tuple[str, str], ...] = ()
    below: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()
    text: str = "ERLEDIGT berechtigt"


FORGERIES = {
    # look-alike domains
    "a stranger with a stolen thread": Forgery((EVIL,)),
    "a stranger with a stolen subject tag": Forgery((EVIL,), proof="subject"),
    "a stranger with nothing but the number": Forgery((EVIL,), proof="number"),
    "another top-level domain": Forgery(("teamleitung.leistung@jobcenter-ge.com",)),
    "a letter more": Forgery(("teamleitung.leistung@jobcenter-gee.example",)),
    "a digit for a letter": Forgery(("teamleitung.leistung@j0bcenter-ge.example",)),
    "our domain as a subdomain": Forgery(("teamleitung.leistung@jobcenter-ge.example.evil.example",)),
    "a domain that ends like ours": Forgery(("teamleitung.leistung@xjobcenter-ge.example",)),
    "a Cyrillic letter in the domain": Forgery(("teamleitung.leistung@jоbcenter-ge.example",)),
    "punycode of it": Forgery(("teamleitung.leistung@xn--jbcenter-ge-ucj.example",)),
    "a Cyrillic letter in the name": Forgery(("teamleitung.lеistung@jobcenter-ge.example",)),
    # display names
    "our address as display name": Forgery((f'"{LEAD}" <{EVIL}>',)),
    "our address and brackets as display name": Forgery((f'"Leitung <{LEAD}>" <{EVIL}>',)),
    "our address glued to another": Forgery((f"{LEAD}<{EVIL}>",)),
    "our address before another without a comma": Forgery((f"{LEAD} {EVIL}",)),
    "our address in an encoded word": Forgery((f"=?utf-8?q?{LEAD.replace('@', '=40')}?= <{EVIL}>",)),
    "our address in a comment": Forgery((f"{EVIL} ({LEAD})",)),
    "another address in a comment": Forgery((f"({EVIL}) {LEAD} <{EVIL}>",)),
    "a quoted local part with our address": Forgery((f'"{LEAD}"@evil.example',)),
    "a group around our address": Forgery((f"Team: {LEAD}, {EVIL};",)),
    "a NUL behind our address": Forgery((f"{LEAD}\0@evil.example",)),
    # more than one sender
    "two addresses in From, ours first": Forgery((f"{LEAD}, {EVIL}",)),
    "two addresses in From, ours last": Forgery((f"{EVIL}, {LEAD}",)),
    "two From fields, ours first": Forgery((LEAD, EVIL)),
    "two From fields, ours last": Forgery((EVIL, LEAD)),
    "two From fields, both ours": Forgery((LEAD, DEPUTY)),
    "no From field but a Sender": Forgery((), top=(("Sender", LEAD),)),
    "Sender is ours, From is not": Forgery((EVIL,), top=(("Sender", LEAD),)),
    "Reply-To is ours, From is not": Forgery((EVIL,), top=(("Reply-To", LEAD),)),
    "Return-Path is ours, From is not": Forgery((EVIL,), top=(("Return-Path", f"<{LEAD}>"),)),
    # the token does not prove it
    "no token": Forgery((LEAD,), ASKED, proof="number", asked=(LEAD,)),
    "no token, answers elsewhere": Forgery((LEAD,), ASKED, "number", (("Reply-To", EVIL),), asked=(LEAD,)),
    "an invented token": Forgery((LEAD,), ASKED, proof="invented", asked=(LEAD,)),
    "the token of another case": Forgery((LEAD,), REFUSED, "other case", asked=(LEAD,), text="{number} ERLEDIGT"),
    "a token that went to another role": Forgery((LEAD,), ASKED, proof="other role", asked=(LEAD,)),
    "the lead of another team with a stolen token": Forgery((OTHER_LEAD,), ASKED, asked=(OTHER_LEAD,)),
    "the objections office with a stolen token": Forgery((OBJECTIONS,), ASKED, asked=(OBJECTIONS,)),
    "management without a token": Forgery((MANAGEMENT,), ASKED, proof="number", asked=(MANAGEMENT,)),
    "a colleague with a stolen token": Forgery((CLERK,), TOLD, asked=(CLERK,)),
    # the trusted server says no, or somebody pretends that it says yes
    "dmarc=fail with a leaked token": Forgery((LEAD,), top=(results("dmarc=fail"), RECEIVED)),
    "dmarc=fail without a token": Forgery((LEAD,), proof="number", top=(results("dmarc=fail"), RECEIVED)),
    "a forged pass below the fail": Forgery(
        (LEAD,), top=(results("dmarc=fail"), RECEIVED), below=(results("dmarc=pass; spf=pass"),)
    ),
    "a forged pass between two of our fails": Forgery(
        (LEAD,), top=(results("dmarc=pass", "evil.example"), results("dmarc=fail"), RECEIVED)
    ),
    "a forged pair of pass and Received below": Forgery(
        (LEAD,), top=(results("dmarc=fail"), RECEIVED), below=(results("dmarc=pass"), RECEIVED)
    ),
    "a pass in a comment of the fail": Forgery((LEAD,), top=(results("dmarc=fail (dmarc=pass)"), RECEIVED)),
    "a pass in a quoted string": Forgery(
        (LEAD,), top=(results('spf=none smtp.helo="x;dmarc=pass"; dmarc=fail'), RECEIVED)
    ),
    "the officer by name with dmarc=fail": Forgery((OFFICER,), top=(results("dmarc=fail"), RECEIVED)),
}


@dataclass
class Target:
    """The office, the case that is to be closed by force, and the mails of which a token may be stolen."""

    life: OfficeLife
    number: str
    other: str
    count: int = 0

    def raw(self, forgery: Forgery, text: str = "") -> bytes:
        self.count += 1
        text = text or forgery.text.format(number=self.number)
        lines = [f"{name}: {value}" for name, value in forgery.top]
        lines += [f"From: {sender}" for sender in forgery.senders]
        lines += ["To: krm@jobcenter-ge.example", f"Message-ID: <forged-{self.count}@evil.example>"]
        lines += [*self._proof(forgery.proof), "Date: Mon, 02 Mar 2026 10:00:00 +0100", "MIME-Version: 1.0"]
        lines += [f"{name}: {value}" for name, value in forgery.below]
        lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", text, ""]
        return "\r\n".join(lines).encode()

    def _proof(self, proof: str) -> list[str]:
        mine = self.life.last(Purpose.FORWARD, LEAD)
        if proof in {"number", "invented"}:
            return [f"Subject: AW: [{self.number}{' abcdefghijklmn' if proof == 'invented' else ''}]"]
        if proof == "subject":
            return [f"Subject: AW: {headers_of(mine)['Subject']}"]
        if proof == "other case":
            return [f"Subject: AW: {self.number}", *_thread(about(self.life, self.other))]
        if proof == "other role":
            return [f"Subject: AW: {self.number}", *_thread(self.life.last(Purpose.DIGEST, OFFICER))]
        return [f"Subject: AW: {headers_of(mine)['Subject']}", *_thread(about(self.life, self.number))]


def about(life: OfficeLife, number: str) -> Taken:
    """The forward of that case."""
    forwards = [t for t in life.sender.taken if t.recipient == LEAD and number in str(headers_of(t)["Subject"])]
    return forwards[0]


def _thread(taken: Taken) -> list[str]:
    identifier = str(headers_of(taken)["Message-ID"]).strip()
    return [f"In-Reply-To: {identifier}", f"References: {identifier}"]


@pytest.fixture(scope="module")
def morning() -> Iterator[Target]:
    """Two cases of the same team came in, the digest left."""
    life = open_life(at("2026-03-02 06:50"), trust=TRUST)
    second = TEXT.replace("sechs Wochen", "vier Monaten").replace("Karla M.", "J. H.")
    life.arrives(a_mail("Beschwerde", second, from_="jens.holtkamp@post.example"))
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA), after=timedelta(minutes=5))
    other, number = life.numbers()
    life.clock.at = MOMENT
    life.cycle()
    yield Target(life, number, other)
    life.close()


@pytest.fixture
def target(morning: Target) -> Iterator[Target]:
    """That morning, for one forgery alone."""
    life = morning.life.branch()
    yield Target(life, morning.number, morning.other)
    life.close()


def acted_on(case: Case) -> tuple[object, ...]:
    """All that a command may change."""
    return (
        case.status,
        case.kind,
        case.route,
        case.evaluation,
        case.measure,
        case.closing,
        case.accepted_at,
        case.notices,
    )


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_it_does_nothing_and_no_stranger_is_answered(target: Target, name: str) -> None:
    forgery, life = FORGERIES[name], target.life
    before = {number: acted_on(life.case(number)) for number in life.numbers()}
    left = life.arrives(target.raw(forgery), after=timedelta(minutes=1))
    assert {number: acted_on(life.case(number)) for number in before} == before
    inside = life.office.directory.addresses | {CLERK}
    assert {taken.recipient.lower() for taken in left} <= {address.lower() for address in inside}
    answers = [taken for taken in left if life.purpose_of(taken) is Purpose.CONFIRMATION]
    assert [taken.recipient for taken in answers] == list(forgery.asked)
    assert all(forgery.outcome in " ".join(str(headers_of(mail)["Subject"]).split()) for mail in answers)


def test_there_are_forty_ways() -> None:
    assert len(FORGERIES) >= 40


def test_what_was_forged_stands_before_the_officer(target: Target) -> None:
    before = len(refused(target.life))
    target.life.arrives(target.raw(FORGERIES["dmarc=fail with a leaked token"]), after=timedelta(minutes=1))
    assert len(refused(target.life)) == before + 1


def refused(life: OfficeLife) -> list[str]:
    with life.office.store.read() as tx:
        return [finding.detail for finding in desk.untold(tx) if finding.what == "refused_command"]


def test_whoever_is_asked_confirms_and_only_then_it_is_done(target: Target) -> None:
    life = target.life
    life.arrives(target.raw(FORGERIES["no token"], "NOTIZ Anruf\nÜBERNOMMEN"), after=timedelta(minutes=1))
    assert life.case(target.number).accepted_at is None
    asked = life.last(Purpose.CONFIRMATION, LEAD)
    life.arrives(reply_to(asked, EVIL, "STIMMT", message_id="<y0@evil.example>"), after=timedelta(minutes=1))
    assert life.case(target.number).accepted_at is None, "a stranger does not confirm for the lead"
    life.arrives(reply_to(asked, LEAD, "STIMMT", message_id="<y1@jobcenter-ge.example>"), after=timedelta(minutes=1))
    assert life.case(target.number).accepted_at is not None


def test_an_old_command_mail_that_comes_again_does_nothing(target: Target) -> None:
    """The lead's own mail closes; the officer opens again; the same bytes do not close a second time."""
    life, number = target.life, target.number
    old = reply_to(about(life, number), LEAD, "ERLEDIGT berechtigt", message_id="<old@jobcenter-ge.example>")
    life.arrives(old, after=timedelta(minutes=1))
    assert life.case(number).status is Status.CLOSED, "the forged ones failed for their own reasons"
    closing = life.last(Purpose.CLOSING, LEAD)
    life.arrives(
        reply_to(closing, LEAD, "ÖFFNEN", message_id="<open@jobcenter-ge.example>"), after=timedelta(minutes=1)
    )
    assert life.case(number).status is Status.OPEN
    left = life.arrives(old, after=timedelta(minutes=1))
    assert life.case(number).status is Status.OPEN
    assert left == []


def test_an_expired_token_is_no_proof(target: Target) -> None:
    life = target.life
    life.clock.at = at("2026-09-15 09:00")
    life.arrives(target.raw(Forgery((LEAD,))), after=timedelta(minutes=1))
    assert life.case(target.number).status is Status.OPEN
    asked = " ".join(str(headers_of(life.last(Purpose.CONFIRMATION, LEAD))["Subject"]).split())
    assert re.search("bestätigen", asked)


OUR_WORDS = (
    "ERLEDIGT berechtigt",
    "Mit freundlichen Grüßen\nBeschwerde Berechtigt",
    "Frau Erledigt und Herr Berechtigt, Frau Unberechtigt",
    "Frau Bürgergeld war unfreundlich.\nHerr Antrag\nFrau Bescheid",
    "Ich heiße Erledigt Berechtigt.",
)
"""Words that the office's own mails hold, signed with and said of people."""


@pytest.mark.parametrize("proof", ["thread", "subject"])
@pytest.mark.parametrize("text", [*OUR_WORDS, "the subject", "the token"])
def test_a_stranger_with_a_stolen_subject_jams_no_later_mail_of_the_case(target: Target, text: str, proof: str) -> None:
    life, subject = target.life, str(headers_of(about(target.life, target.number))["Subject"])
    token = subject.rpartition(" ")[2].rstrip("]")
    said = {"the subject": subject, "the token": f"Frau {token}"}.get(text, text)
    life.arrives(
        target.raw(Forgery((f'"Beschwerde Berechtigt" <{EVIL}>',), proof=proof), said), after=timedelta(minutes=1)
    )
    asked = life.arrives(target.raw(FORGERIES["no token"]), after=timedelta(minutes=1))
    assert [life.purpose_of(mail) for mail in asked] == [Purpose.CONFIRMATION]
    passed_on = reply_to(about(life, target.number), LEAD, "WEITER AN Arbeitgeber-Service", message_id="<w@x.example>")
    left = life.arrives(passed_on, after=timedelta(minutes=1))
    assert {life.purpose_of(mail) for mail in left} == {Purpose.FORWARD, Purpose.CONFIRMATION}
    with life.office.store.read() as tx:
        assert not [finding for finding in desk.untold(tx) if finding.what == "blocked"]


@pytest.mark.parametrize("text", OUR_WORDS)
def test_whoever_opens_a_case_with_our_words_jams_no_mail_of_it(text: str) -> None:
    """Forward, acknowledgement, announcement, reminder, interim notice and the answers to commands all leave."""
    life = open_life(at("2026-03-02 09:00")).without_digest()
    try:
        raw = a_mail("Beschwerde", f"{TEXT}\n\n{text}", from_='"Beschwerde Berechtigt" <b@web.example>')
        life.arrives(raw)
        life.pass_to("2026-03-10 12:00")
        life.arrives(reply_to(life.last(Purpose.FORWARD, LEAD), LEAD, "ERLEDIGT", message_id="<e@x.example>"))
        left = {life.purpose_of(mail) for mail in life.sender.taken}
        assert left >= {Purpose.FORWARD, Purpose.ACKNOWLEDGEMENT, Purpose.REMINDER, Purpose.INTERIM, Purpose.CLOSING}
        with life.office.store.read() as tx:
            assert not [mail for mail, _ in mails.in_state(tx, (MailState.BLOCKED,))]
            assert not [finding for finding in desk.untold(tx) if finding.what == "blocked"]
    finally:
        life.close()
