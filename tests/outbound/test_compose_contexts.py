"""One frozen context for each template, whose fields can hold nothing but cleared text, flags and parts of these."""

from __future__ import annotations

import types
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from outbound_samples import CUSTOMER, FACTS, LEAD, POLICY, REASON, THURSDAY, a_case, context, outcome, samples, texts

from mailbot.cases.case import Draft, NoticeRecord, Review, SetDeadline
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    Forward,
    ForwardReason,
    Notice,
    Present,
    Refusal,
    Result,
    SendNotice,
    TellNumber,
)
from mailbot.cases.events import Command, Verb
from mailbot.errors import PermanentError
from mailbot.outbound.answer_contexts import AskContext, ConfirmationContext
from mailbot.outbound.case_contexts import AlertContext, ForwardContext, PresentationContext
from mailbot.outbound.contexts import ROOMS, bare_context, neutral_context
from mailbot.outbound.fields import Context, Part, TemplateName
from mailbot.outbound.notice_contexts import AcknowledgementContext, HandoverContext, InterimContext
from mailbot.privacy.cleared import NEUTRAL, NOTHING, Cleared, _clear, count
from mailbot.vocabulary import Channel, Flag, Kind

ALL = samples()
OFFICER = POLICY.directory.officer.person.address
MANAGEMENT = POLICY.directory.management.person.address
OBJECTIONS = POLICY.directory.objections.person.address


def classes() -> list[type[Context]]:
    """All context classes that have a template."""
    known = {c for room in ROOMS for c in vars(room).values() if isinstance(c, type) and issubclass(c, Context)}
    return sorted((c for c in known if hasattr(c, "template")), key=lambda c: c.__name__)


def test_templates_and_contexts_match_one_to_one() -> None:
    assert sorted(c.template for c in classes()) == sorted(TemplateName)


def may_be_shown(hint: Any) -> bool:
    """Whether a field of this type can hold nothing from outside that was not cleared."""
    if get_origin(hint) in (Union, types.UnionType):
        return all(one is type(None) or may_be_shown(one) for one in get_args(hint))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        return len(inner) == 2 and inner[1] is Ellipsis and may_be_shown(inner[0])
    if isinstance(hint, type) and issubclass(hint, Part):
        return all(may_be_shown(one) for name, one in get_type_hints(hint).items() if name in names(hint))
    return hint in (Cleared, bool)


def names(part: type[Part]) -> set[str]:
    return {field.name for field in fields(part)}


@pytest.mark.parametrize("one", classes())
def test_fields_are_cleared_text_flags_and_parts(one: type[Context]) -> None:
    assert may_be_shown(one)
    assert one.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_context_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        ALL["staff"].number = NOTHING  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["Grebenstein", "12.03.2026 Grebenstein", "am 12.03.2026", "12.03.2026\nERLEDIGT"])
def test_a_name_can_not_stand_where_a_date_belongs(text: str) -> None:
    with pytest.raises(PermanentError) as caught:
        replace(ALL["acknowledgement"], received_on=_clear(text))  # type: ignore[call-arg]
    assert "Grebenstein" not in str(caught.value)


def test_text_that_nobody_cleared_is_refused() -> None:
    with pytest.raises(PermanentError):
        replace(ALL["forward"], text="Rosalinde Grebenstein")  # type: ignore[call-arg]


def test_the_neutral_form_keeps_all_but_what_came_from_outside() -> None:
    one = context(Forward((LEAD,), reason=ForwardReason.FOLLOW_UP))
    neutral = neutral_context(one)
    assert isinstance(one, ForwardContext)
    assert isinstance(neutral, ForwardContext)
    assert neutral.text == neutral.subject == neutral.follow_up == neutral.case.evaluation == NEUTRAL
    assert replace(neutral.case, evaluation=one.case.evaluation) == one.case
    assert neutral_context(neutral) == neutral


def test_a_bare_notice_holds_number_and_date_alone() -> None:
    one = bare_context(ALL["interim"])
    assert isinstance(one, InterimContext)
    assert one.is_bare
    assert not one.languages
    assert not one.reason
    assert not one.text
    assert bare_context(ALL["digest"]) == ALL["digest"]


# ------------------------------------------------------------------------------------------ from effects


def test_an_acknowledgement_tells_receipt_attachments_and_the_day_to_hear_by() -> None:
    one = context(SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1), a_case(attachments=1, attachment_unread=True))
    assert isinstance(one, AcknowledgementContext)
    assert str(one.received_at) == "12.03.2026, 14:05 Uhr"
    assert str(one.hear_by) == "26.03.2026"
    assert one.one_attachment
    assert one.attachment_unread
    assert not one.petition


def test_of_a_form_only_the_day_of_receipt_is_known() -> None:
    midnight = THURSDAY.replace(hour=0, minute=0)
    for channel, shown in ((Channel.FORM, "12.03.2026"), (Channel.EMAIL, "12.03.2026, 00:00 Uhr")):
        one = context(Forward((LEAD,)), a_case(channel=channel, received_at=midnight))
        assert isinstance(one, ForwardContext)
        assert str(one.case.received_at) == shown


@pytest.mark.parametrize(("authority", "told"), [(False, True), (True, False)])
def test_a_petition_sent_by_a_citizen_is_told_who_decides(authority: bool, told: bool) -> None:
    case = a_case(kind=Kind.PETITION, from_authority=authority)
    one = context(SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1), case)
    assert isinstance(one, AcknowledgementContext)
    assert one.petition is told


def interim(case: Any, **changes: Any) -> InterimContext:
    values: dict[str, Any] = {"cause": "day7", "round": case.round, **changes}
    one = context(SendNotice(Notice.INTERIM, **values), case)
    assert isinstance(one, InterimContext)
    return one


def a_record(notice: Notice, cause: str, **changes: Any) -> NoticeRecord:
    return NoticeRecord(notice, cause, 1, decided_at=THURSDAY, **changes)


def test_an_interim_notice_that_leaves_first_confirms_the_receipt() -> None:
    own = a_record(Notice.INTERIM, "day7")
    assert interim(a_case(notices=(own,))).first
    waiting = a_record(Notice.ACKNOWLEDGEMENT, "received")
    assert interim(a_case(notices=(waiting, own))).first, "an acknowledgement that never left confirmed nothing"
    assert not interim(a_case(notices=(replace(waiting, sent_at=THURSDAY), own))).first


def test_a_second_interim_notice_says_so() -> None:
    records = (a_record(Notice.INTERIM, "day7"), a_record(Notice.INTERIM, "again"))
    assert interim(a_case(notices=records), cause="again").again
    assert not interim(a_case(notices=records[:1])).again


def test_without_a_forecast_the_customer_hears_again_within_28_days() -> None:
    one = interim(a_case(notices=(a_record(Notice.INTERIM, "day7"),)))
    assert not one.until
    assert str(one.hear_by) == "09.04.2026"


@pytest.mark.parametrize(("reason", "shown"), [(REASON, REASON), ("Frau Grebenstein ist krank.", "")])
def test_only_a_reason_of_the_configuration_goes_in(reason: str, shown: str) -> None:
    assert str(interim(a_case(), reason=reason).reason) == shown


def test_a_free_text_goes_in_only_when_a_draft_of_it_was_released() -> None:
    assert not interim(a_case()).text
    assert str(interim(a_case(), draft=2).text) == "Noch immer nichts."


@pytest.mark.parametrize(("kind", "agency"), [(Kind.OBJECTION, False), (Kind.SERVICE_CENTRE, True)])
def test_a_handover_knows_to_whom(kind: Kind, agency: bool) -> None:
    one = context(SendNotice(Notice.HANDOVER, "handover", 1), a_case(kind=kind))
    assert isinstance(one, HandoverContext)
    assert one.to_agency is agency


def test_a_protected_text_is_shown_nowhere() -> None:
    case = a_case(flags=frozenset({Flag.PROTECTED}))
    for effect in (Forward((LEAD,), reason=ForwardReason.FOLLOW_UP), Present((LEAD,))):
        one = context(effect, case)
        assert isinstance(one, ForwardContext | PresentationContext)
        assert one.withheld
        assert one.text == one.subject == one.follow_up == NOTHING
        assert str(one.case.folder) == "management/KRM-2026-000123"
    alert = context(Alert((LEAD,), AlertReason.DRAFT_WAITS), case)
    assert isinstance(alert, AlertContext)
    assert not alert.draft


@pytest.mark.parametrize("reason", AlertReason)
def test_an_alert_shows_no_text_but_the_draft_that_waits(reason: AlertReason) -> None:
    one = context(Alert((LEAD,), reason))
    assert isinstance(one, AlertContext)
    assert bool(one.draft) is (reason is AlertReason.DRAFT_WAITS)


def commands(one: Any) -> list[str]:
    return [" ".join(filter(None, map(str, (r.verb, r.kind, r.route, r.choice)))) for r in one.replies]


def test_the_lead_is_offered_what_a_lead_may_do() -> None:
    offered = commands(context(Forward((LEAD,)), a_case(review=None)))
    assert offered == [
        "ÜBERNOMMEN",
        "ERLEDIGT berechtigt",
        "ERLEDIGT teilweise berechtigt",
        "ERLEDIGT unberechtigt",
        "FERTIG BIS",
        "ZWISCHENNACHRICHT",
        "WEITER AN krm",
    ]


@pytest.mark.parametrize("kind", [Kind.REQUEST, Kind.PRAISE])
def test_requests_and_praise_have_no_evaluation(kind: Kind) -> None:
    assert "ERLEDIGT" in commands(context(Forward((LEAD,)), a_case(kind=kind)))


def test_the_objections_office_is_asked_to_accept_and_nothing_else() -> None:
    case = a_case(kind=Kind.OBJECTION, route="objections")
    assert commands(context(Forward((OBJECTIONS,)), case)) == ["ÜBERNOMMEN"]


def test_whoever_only_contributes_gets_no_commands() -> None:
    assert not commands(context(Forward((LEAD,), reason=ForwardReason.CONTRIBUTION)))


def test_a_doubtful_kind_is_offered_with_its_rivals() -> None:
    case = a_case(kind=Kind.COMPLAINT, review=Review(THURSDAY, likely=(Kind.COMPLAINT, Kind.OBJECTION)))
    offered = commands(context(Alert((OFFICER,), AlertReason.REVIEW), case))
    assert offered == ["STIMMT", "ART objection"]


def test_nobody_is_offered_what_is_not_theirs_to_do() -> None:
    case = a_case(kind=Kind.COMPLAINT, review=Review(THURSDAY, likely=(Kind.OBJECTION,)))
    assert commands(context(Alert((LEAD,), AlertReason.REVIEW), case)) == []
    assert "ERLEDIGT" not in " ".join(commands(context(Forward((POLICY.directory.teams[0].mailbox,)), case)))


@pytest.mark.parametrize(
    ("deadline", "offered"),
    [
        (None, False),
        (SetDeadline(date(2026, 4, 2)), True),
        (SetDeadline(date(2026, 4, 2), confirmed=True), False),
        (SetDeadline(date(2026, 3, 19), missing=True), False),
    ],
)
def test_a_deadline_that_was_read_is_offered_until_somebody_confirms_it(
    deadline: SetDeadline | None, offered: bool
) -> None:
    case = a_case(kind=Kind.PETITION, from_authority=True, deadline=deadline)
    assert ("FRIST" in commands(context(Present((MANAGEMENT,)), case))) is offered


@pytest.mark.parametrize(("is_interim", "ways"), [(True, ["FREIGABE"]), (False, ["FREIGABE", "FREIGABE mail"])])
def test_only_an_answer_can_be_released_as_a_mail(is_interim: bool, ways: list[str]) -> None:
    case = a_case(drafts=(Draft(1, THURSDAY, interim=is_interim),))
    assert commands(context(Alert((OFFICER,), AlertReason.DRAFT_WAITS), case)) == ways


def test_an_employee_who_sent_a_form_gets_number_and_thanks() -> None:
    one = context(TellNumber(), a_case(channel=Channel.FORM))
    assert one.form  # type: ignore[attr-defined]
    assert not one.replies  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------ answers to commands


def confirmation(*outcomes: Any, statement: bool = False) -> ConfirmationContext:
    return ConfirmationContext.of(outcomes, a_case(), statement=statement, policy=POLICY)


def test_free_text_of_a_command_line_is_never_repeated() -> None:
    secret = "Frau Grebenstein"
    one = confirmation(
        outcome(Verb.NOTE, text=secret, line=f"NOTIZ {secret}", target=secret, evaluation=secret, measure=secret),
        outcome(Verb.CLOSE, Result.UNCLEAR, Refusal.NOT_UNDERSTOOD, line=secret, number=secret, answered_by=secret),
    )
    asked = AskContext.of("", (Command(Verb.NOTE, text=secret, target=secret, line=secret, number=secret),))
    assert secret not in repr(one)
    assert secret not in repr(asked)


@pytest.mark.parametrize(
    ("results", "all_done", "nothing_done"),
    [
        ((Result.DONE, Result.DONE), True, False),
        ((Result.DONE, Result.REFUSED), False, False),
        ((Result.REFUSED,), False, True),
        ((), False, False),
    ],
)
def test_the_answer_says_how_much_was_done(results: tuple[Result, ...], all_done: bool, nothing_done: bool) -> None:
    one = confirmation(*(outcome(Verb.ACCEPT, result) for result in results))
    assert (one.all_done, one.nothing_done) == (all_done, nothing_done)


def test_targets_of_commands_are_shown_when_we_know_them() -> None:
    one = confirmation(
        outcome(Verb.MERGE, target="KRM-2026-000099"),
        outcome(Verb.FREE, target="17"),
        outcome(Verb.REROUTE, target="eingangszone"),
    )
    assert str(one.done[0].number) == "KRM-2026-000099"
    assert one.done[1].row == count(17)
    assert str(one.done[2].route) == "eingangszone"


def test_no_context_knows_an_address() -> None:
    assert not any(CUSTOMER in repr(one) or LEAD in repr(one) for one in ALL.values())
    assert FACTS.mailbox not in repr(ALL["forward"])


def test_the_texts_of_a_withheld_case_stay_away() -> None:
    one = context(Present((LEAD,)), its=replace(texts(), withheld=True))
    assert isinstance(one, PresentationContext)
    assert not one.text
    assert not one.subject
