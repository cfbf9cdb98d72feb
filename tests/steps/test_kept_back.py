"""What the gate keeps back: the officer is told number, mail and kind of hit; no name can stop an acknowledgement."""

from __future__ import annotations

import sqlalchemy as sa
from office import OFFICER, Bench, a_mail, at, readable
from steps_office import LEAD, MONDAY, TEXT, answers, complaint, sent_to

from mailbot.privacy.people import People
from mailbot.steps import views
from mailbot.store import register
from mailbot.store.schema import CaseTextRow

CALLED = ("Beschwerde", "Sie", "Guten Tag", "Jobcenter", "28", "Jobcenter Wolfenbüttel", "Vielen Dank", "Montag", "KRM")


def test_whatever_somebody_is_called_the_acknowledgement_leaves(bench: Bench) -> None:
    for i, name in enumerate(CALLED):
        sender = f'"{name}" <{name.split()[0].lower().replace("ü", "ue")}{i}@web.example>'
        bench.imap.deliver(a_mail(f"Beschwerde {i}", TEXT, message_id=f"<c{i}@web.example>", from_=sender), MONDAY)
    bench.tick(MONDAY)
    bench.tick(at("2026-03-03 08:00"))
    told = [row for row in views.outbox(bench.office) if row["purpose"] == "acknowledgement"]
    assert [row["state"] for row in told] == ["sent"] * len(CALLED)


def test_the_officer_sees_number_mail_and_kind_of_hit_and_never_the_text(bench: Bench) -> None:
    number = complaint(bench, MONDAY)
    with bench.office.store.write() as tx:
        tx.execute(
            sa.update(CaseTextRow).where(CaseTextRow.case_number == number).values(body="Frau Grebenstein war da.")
        )
        register.save_people(tx, number, People(), ("Rosalinde Grebenstein",))
    answers(bench, sent_to(bench, LEAD)[-1], LEAD, "WEITER AN eingangszone")
    kept = [row for row in views.outbox(bench.office) if row["state"] == "blocked"]
    assert {(row["case"], row["purpose"]) for row in kept} == {(number, "forward")}
    bench.tick(at("2026-03-03 07:00"))
    digest = readable(sent_to(bench, OFFICER, "Tagesübersicht")[-1].raw)
    assert number in digest
    assert "Vom Datenschutz angehalten" in digest
    assert "Weiterleitung: Name oder Angabe aus dem Fall" in digest
    everything = digest + bench.log.getvalue() + str(list(views.outbox(bench.office)))
    assert "grebenstein" not in everything.casefold()
    assert "mail_blocked" in bench.log.getvalue()
