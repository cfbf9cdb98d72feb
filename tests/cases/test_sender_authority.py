"""Domain, section 7, "Authority": who may command, and the ways to forge it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from case_office import (
    DEPUTY,
    LEAD,
    MANAGEMENT,
    NUMBER,
    OBJECTIONS,
    OFFICE,
    OFFICER,
    OFFICER_2,
    POLICY,
    SUPERVISION,
    TEAM,
    actor,
    at,
    life,
    order,
    verdict,
)

from mailbot.cases.authentication import Authentication, authentication
from mailbot.cases.authority import RIGHTS, Standing, TokenFacts, covers, may, standing
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Verb
from mailbot.ingest.house import House
from mailbot.ingest.message import Address, Message
from mailbot.vocabulary import Kind, Purpose, Role

NOW = at("2026-03-03 12:00")
HOUSE = House(
    mailbox=f"krm@{OFFICE}",
    internal_domains=frozenset({OFFICE}),
    authserv_id="mx.jobcenter.example",
    received_by="mx.jobcenter.example",
)
TOKEN = TokenFacts(NUMBER, frozenset({TEAM, LEAD}), NOW + timedelta(days=30), Purpose.FORWARD)
RECEIVED = ("received", "from evil.example ([192.0.2.1]) by mx.jobcenter.example with ESMTP; Tue, 3 Mar 2026")


def results(text: str, server: str = "mx.jobcenter.example") -> tuple[str, str]:
    return "authentication-results", f"{server}; {text}"


def mail(address: str = LEAD, *, name: str = "", **changes: Any) -> Message:
    base = Message(senders=(Address(name, address),), from_fields=1, text="ERLEDIGT berechtigt")
    return replace(base, **changes)


def judged(message: Message, token: TokenFacts | None = TOKEN, number: str = NUMBER) -> Standing:
    return standing(message, POLICY, HOUSE, token, now=NOW, number=number).standing


@pytest.mark.parametrize(
    "message",
    [
        mail(LEAD),
        mail(LEAD.upper()),
        mail(DEPUTY),  # the deputy of a recipient
        mail(TEAM),
        mail(LEAD, headers=(results("dmarc=pass"), RECEIVED)),
        mail(LEAD, headers=(RECEIVED, results("dmarc=fail"))),  # below: came with the mail, proves nothing
        mail(LEAD, headers=(results("dmarc=fail", "elsewhere.example"), RECEIVED)),  # not our server
    ],
)
def test_a_directory_address_with_a_token_for_the_case_acts(message: Message) -> None:
    assert judged(message) is Standing.ACTS


OTHER_CASE = replace(TOKEN, number="KRM-2026-000002")
OTHER_ROLE = replace(TOKEN, recipients=frozenset({MANAGEMENT}))
TO_DEPUTY = replace(TOKEN, recipients=frozenset({DEPUTY}))
TO_LEAD = replace(TOKEN, recipients=frozenset({LEAD}))
EXPIRED = replace(TOKEN, expires_at=NOW)
OURS, THEIRS = Address("", LEAD), Address("", "bob@evil.example")
FORGERIES: list[tuple[str, Message, TokenFacts | None, Standing]] = [
    # the address is not one of the directory
    ("a stranger with a stolen token", mail("bob@evil.example"), TOKEN, Standing.STRANGER),
    ("a stranger without a token", mail("bob@evil.example"), None, Standing.STRANGER),
    ("a look-alike domain", mail("lead.leistung@jobcenter-example.com"), TOKEN, Standing.STRANGER),
    ("a subdomain", mail("lead.leistung@mail.jobcenter.example"), TOKEN, Standing.STRANGER),
    ("the domain as a subdomain", mail("lead.leistung@jobcenter.example.evil.example"), TOKEN, Standing.STRANGER),
    ("a domain with one letter more", mail("lead.leistung@jobcenter.examples"), TOKEN, Standing.STRANGER),
    ("a Cyrillic letter in the domain", mail("lead.leistung@jоbcenter.example"), TOKEN, Standing.STRANGER),
    ("a Cyrillic letter in the local part", mail("lеad.leistung@jobcenter.example"), TOKEN, Standing.FORGED),
    ("a full-width at sign", mail("lead.leistung＠jobcenter.example"), TOKEN, Standing.STRANGER),
    ("a zero-width space", mail("lead.leistung\u200b@jobcenter.example"), TOKEN, Standing.FORGED),
    ("a dot at the end of the domain", mail("lead.leistung@jobcenter.example."), TOKEN, Standing.STRANGER),
    ("a space before the at sign", mail("lead.leistung @jobcenter.example"), TOKEN, Standing.FORGED),
    ("a quoted local part", mail('"lead.leistung"@jobcenter.example'), TOKEN, Standing.FORGED),
    ("a comment in the address", mail("lead.leistung(x)@jobcenter.example"), TOKEN, Standing.FORGED),
    ("a source route", mail("@evil.example:lead.leistung@jobcenter.example"), TOKEN, Standing.FORGED),
    ("two at signs", mail("lead.leistung@jobcenter.example@evil.example"), TOKEN, Standing.STRANGER),
    ("a line break in the address", mail("lead.leistung@jobcenter.example\nbcc:x"), TOKEN, Standing.STRANGER),
    ("a NUL in the address", mail("lead.leistung@jobcenter.example\0"), TOKEN, Standing.STRANGER),
    ("no address at all", mail(""), TOKEN, Standing.STRANGER),
    # the display name, or a second sender, pretends
    ("the address as display name", mail("bob@evil.example", name=LEAD), TOKEN, Standing.FORGED),
    ("the address glued before the real one", mail("bob@evil.example", name=f"{LEAD}"), TOKEN, Standing.FORGED),
    ("name and address as display name", mail("bob@evil.example", name=f"Lead <{LEAD}>"), TOKEN, Standing.FORGED),
    (
        "two From addresses, ours first",
        mail(senders=(OURS, THEIRS)),
        TOKEN,
        Standing.FORGED,
    ),
    (
        "two From addresses, ours second",
        mail(senders=(THEIRS, OURS)),
        TOKEN,
        Standing.FORGED,
    ),
    ("two From fields", mail(from_fields=2), TOKEN, Standing.FORGED),
    (
        "two From fields with two of ours",
        mail(senders=(Address("", LEAD), Address("", DEPUTY)), from_fields=2),
        TOKEN,
        Standing.FORGED,
    ),
    ("no From field", Message(text="ERLEDIGT"), TOKEN, Standing.STRANGER),
    ("Sender is ours, From is not", mail("bob@evil.example", headers=(("sender", LEAD),)), TOKEN, Standing.STRANGER),
    (
        "Reply-To is ours, From is not",
        mail("bob@evil.example", reply_to=(OURS,)),
        TOKEN,
        Standing.STRANGER,
    ),
    # the token does not prove it
    ("no token", mail(), None, Standing.ASK),
    ("a token of another case", mail(), OTHER_CASE, Standing.ASK),
    ("a token that went to another role", mail(), OTHER_ROLE, Standing.ASK),
    ("an expired token", mail(), EXPIRED, Standing.ASK),
    ("a lead of another team", mail(f"lead.arbeitgeber@{OFFICE}"), TOKEN, Standing.ASK),
    ("the mailbox of another team", mail(f"arbeitgeber@{OFFICE}"), TOKEN, Standing.ASK),
    ("the lead with a token of the deputy", mail(LEAD), TO_DEPUTY, Standing.ASK),
    (
        "the team mailbox with a token of the lead",
        mail(TEAM),
        TO_LEAD,
        Standing.ASK,
    ),
    ("a colleague outside the directory", mail(f"colleague@{OFFICE}"), TOKEN, Standing.STAFF),
    ("our own mailbox", mail(f"krm@{OFFICE}"), TOKEN, Standing.STAFF),
    # the trusted server says no
    ("dmarc=fail with a leaked token", mail(headers=(results("dmarc=fail"), RECEIVED)), TOKEN, Standing.FORGED),
    ("dmarc=fail in capitals", mail(headers=(results("DMARC=FAIL"), RECEIVED)), TOKEN, Standing.FORGED),
    (
        "a forged pass below the real fail",
        mail(headers=(results("dmarc=fail"), RECEIVED, results("dmarc=pass"))),
        TOKEN,
        Standing.FORGED,
    ),
    (
        "a pass in a comment of the real fail",
        mail(headers=(results("dmarc=fail (dmarc=pass; x) header.from=jobcenter.example"), RECEIVED)),
        TOKEN,
        Standing.FORGED,
    ),
    (
        "a pass in a quoted string before the real fail",
        mail(headers=(results('spf=none smtp.mailfrom="a;dmarc=pass;"@evil.example; dmarc=fail'), RECEIVED)),
        TOKEN,
        Standing.FORGED,
    ),
    (
        "a second result that says pass",
        mail(headers=(results("dmarc=pass"), results("dmarc=fail"), RECEIVED)),
        TOKEN,
        Standing.FORGED,
    ),
    (
        "an inner hop above the real result",
        mail(headers=(("received", "from mx by store.jobcenter.example"), results("dmarc=fail"), RECEIVED)),
        TOKEN,
        Standing.FORGED,
    ),
    (
        "a colleague whose domain fails",
        mail(f"colleague@{OFFICE}", headers=(results("dmarc=fail"), RECEIVED)),
        TOKEN,
        Standing.FORGED,
    ),
]


@pytest.mark.parametrize(
    ("message", "token", "expected"), [row[1:] for row in FORGERIES], ids=[r[0] for r in FORGERIES]
)
def test_forgery(message: Message, token: TokenFacts | None, expected: Standing) -> None:
    assert judged(message, token) is expected


def test_a_forged_pass_does_not_count_as_one() -> None:
    forged = mail("bob@evil.example", headers=(RECEIVED, results("dmarc=pass; spf=pass")))
    assert authentication(forged, HOUSE) == Authentication()


def test_a_received_line_of_our_own_that_came_with_the_mail_opens_nothing() -> None:
    """The first Received by our host, from the top, is the true one; a forged second pair lies below it."""
    headers = (results("dmarc=fail; spf=fail"), RECEIVED, results("dmarc=pass; spf=pass"), RECEIVED)
    assert authentication(mail(headers=headers), HOUSE) == Authentication("fail", "fail")


def test_without_a_received_of_our_host_nothing_is_trusted() -> None:
    assert authentication(mail(headers=(results("dmarc=fail"),)), HOUSE) == Authentication()


@pytest.mark.parametrize("house", [replace(HOUSE, authserv_id=""), replace(HOUSE, received_by="")])
def test_without_a_configured_server_nothing_is_trusted(house: House) -> None:
    assert authentication(mail(headers=(results("dmarc=fail"), RECEIVED)), house) == Authentication()


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("dmarc=fail", True),
        ("spf=fail smtp.mailfrom=x", True),
        ("spf=pass; dmarc=fail (p=NONE)", True),
        ("dmarc=pass; spf=pass; dkim=fail", False),
        ("spf=softfail; dmarc=none", False),
        ("none", False),
    ],
)
def test_notices_are_held_when_dmarc_or_spf_fail(text: str, failed: bool) -> None:
    assert authentication(mail(headers=(results(text), RECEIVED)), HOUSE).failed is failed


@pytest.mark.parametrize("value", ["", ";", "(" * 30_000, '"' * 3001, "mx.jobcenter.example;" * 2000, "\\"])
def test_odd_fields_are_read_without_harm(value: str) -> None:
    authentication(mail(headers=(("authentication-results", value), ("received", value), RECEIVED)), HOUSE)


def test_asking_names_the_actor_who_would_act() -> None:
    asked = standing(mail(), POLICY, HOUSE, None, now=NOW)
    assert asked.actor == actor(LEAD)


def test_a_token_of_a_list_holds_for_the_cases_the_recipient_may_act_on() -> None:
    reminder = replace(TOKEN, number="", purpose=Purpose.REMINDER)
    assert covers(reminder, "KRM-2026-000009")
    assert not covers(replace(reminder, purpose=Purpose.FORWARD), "KRM-2026-000009")


# Who may what


@pytest.mark.parametrize("verb", sorted(RIGHTS))
def test_each_command_has_its_givers(verb: Verb) -> None:
    case = life().case
    for address, role in ((LEAD, Role.LEAD), (OFFICER, Role.OFFICER), (MANAGEMENT, Role.MANAGEMENT), (TEAM, Role.TEAM)):
        allowed = may(actor(address), order(verb), case, POLICY) is Refusal.NONE
        assert allowed == (role in RIGHTS[verb] or verb is Verb.HELP)


@pytest.mark.parametrize("verb", [Verb.ACCEPT, Verb.NOTE, Verb.STATUS])
def test_the_team_mailbox_may_take_over_note_and_ask(verb: Verb) -> None:
    assert may(actor(TEAM), order(verb), life().case, POLICY) is Refusal.NONE


@pytest.mark.parametrize("verb", [Verb.CLOSE, Verb.REROUTE, Verb.FORECAST, Verb.ANSWER, Verb.RELEASE, Verb.KIND])
def test_the_team_mailbox_may_nothing_else(verb: Verb) -> None:
    assert may(actor(TEAM), order(verb), life().case, POLICY) is Refusal.NOT_YOUR_ROLES


@pytest.mark.parametrize("verb", [Verb.RELEASE, Verb.CONFIRM, Verb.KIND, Verb.NO_CASE, Verb.DEADLINE, Verb.RETAIN])
def test_a_lead_may_not_do_what_is_the_officers(verb: Verb) -> None:
    assert may(actor(LEAD), order(verb), life().case, POLICY) is Refusal.NOT_YOUR_ROLES


def test_a_lead_acts_on_the_own_teams_cases_only() -> None:
    stranger = actor(f"lead.arbeitgeber@{OFFICE}")
    assert may(stranger, order(Verb.CLOSE), life().case, POLICY) is Refusal.NOT_YOURS
    assert may(stranger, order(Verb.STATUS), life().case, POLICY) is Refusal.NOT_YOURS


@pytest.mark.parametrize("kind", [Kind.CONDUCT_COMPLAINT, Kind.PETITION, Kind.PETITION_BOARD, Kind.SUBMISSION])
@pytest.mark.parametrize("verb", [Verb.CLOSE, Verb.NOTE, Verb.STATUS, Verb.ACCEPT])
def test_nobody_but_officer_and_management_on_conduct_complaints_and_petitions(kind: Kind, verb: Verb) -> None:
    case = life(verdict(kind)).case
    for address in (LEAD, DEPUTY, TEAM, OBJECTIONS):
        assert may(actor(address), order(verb), case, POLICY) is Refusal.RESERVED
    for address in (OFFICER, OFFICER_2, MANAGEMENT):
        assert may(actor(address), order(verb), case, POLICY) is Refusal.NONE


def test_the_accused_do_not_act_on_their_own_case() -> None:
    against_officer = life(verdict(Kind.CONDUCT_COMPLAINT, accused=(Role.OFFICER.value,))).case
    assert may(actor(OFFICER), order(Verb.STATUS), against_officer, POLICY) is Refusal.RESERVED
    against_management = life(verdict(Kind.CONDUCT_COMPLAINT, accused=(Role.MANAGEMENT.value,))).case
    assert may(actor(MANAGEMENT), order(Verb.CLOSE), against_management, POLICY) is Refusal.RESERVED
    assert may(actor(SUPERVISION), order(Verb.NOTE), against_management, POLICY) is Refusal.NONE
    against_lead = life(verdict(accused=(LEAD,))).case
    assert may(actor(LEAD), order(Verb.CLOSE), against_lead, POLICY) is Refusal.NOT_YOURS
    assert may(actor(DEPUTY), order(Verb.CLOSE), against_lead, POLICY) is Refusal.NONE


def test_the_objections_office_confirms_its_own() -> None:
    assert may(actor(OBJECTIONS), order(Verb.ACCEPT), life(verdict(Kind.OBJECTION)).case, POLICY) is Refusal.NONE
    assert may(actor(OBJECTIONS), order(Verb.ACCEPT), life().case, POLICY) is Refusal.NOT_YOURS


def test_a_doubtful_case_lies_with_the_officer_alone_before_management_has_it() -> None:
    case = life(verdict(review=True, likely=(Kind.CONDUCT_COMPLAINT,))).case
    assert may(actor(MANAGEMENT), order(Verb.KIND), case, POLICY) is Refusal.RESERVED
    assert may(actor(LEAD), order(Verb.STATUS), case, POLICY) is Refusal.RESERVED
    assert may(actor(OFFICER), order(Verb.KIND), case, POLICY) is Refusal.NONE
