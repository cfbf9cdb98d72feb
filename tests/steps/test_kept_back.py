"""What the gate keeps back: the officer is told number, mail and kind of hit; no name can stop an acknowledgement."""

from __future__ import annotations

import sqlalchemy as sa
from office import MANAGEMENT, OFFICER, Bench, a_mail, at, readable
from steps_office import LEAD, MONDAY, TEXT, answers, complaint, sent_to

from mailbot.outbound.office_files import office_text
from mailbot.outbound.report_period import Period
from mailbot.privacy.people import People
from mailbot.steps import views
from mailbot.steps.reporting import reports_on_request, send_report, send_report_for_outside
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


NAMED = (
    "Guten Tag,\n\nich heiße Rosalinde Grebenstein, wohne Am Eichengrund 12 in 38179 Ohlenbüttel, "
    "geboren am 03.05.1981, "
    "Kundennummer 731D123456, Telefon 0170 1234567, IBAN DE02 1203 0000 0000 2020 51. Frau Quandtmeier aus Ihrem Haus "
    "lässt mich seit Wochen auf mein Geld warten. Ich beschwere mich darüber.\n\nRosalinde Grebenstein"
)
PIECES = (
    "grebenstein", "rosalinde", "eichengrund", "ohlenb", "quandtmeier", "03.05.1981", "731d123456", "0170 1234567",
    "2020 51", "r.grebenstein",
)  # fmt: skip


def test_digest_bundle_reports_their_files_and_the_lists_tell_nobody_s_name(bench: Bench) -> None:
    """Everything that is mailed or printed of a case full of names; documents with names stay in the file."""
    sender = "Rosalinde Grebenstein <r.grebenstein@web.example>"
    number = complaint(bench, MONDAY, text=NAMED, from_=sender)
    for moment in ("2026-03-03 07:00", "2026-03-03 08:00", "2026-03-09 08:00", "2026-03-16 07:30"):
        bench.tick(at(moment))
    work = bench.office.work()
    send_report(bench.office, work, Period(2026, 1), MANAGEMENT, preview=True)
    send_report_for_outside(bench.office, work, Period(2026), MANAGEMENT)
    work.commit(bench.office.store)
    bench.tick(at("2026-03-16 08:00"))
    texts = [readable(mail.raw).replace("r.grebenstein@web.example", "") for mail in bench.sent]
    purposes = {row["purpose"] for row in views.outbox(bench.office) if row["state"] == "sent"}
    assert {"forward", "acknowledgement", "interim", "digest", "bundle", "reminder", "report"} <= purposes
    for name, content in reports_on_request(bench.office, Period(2026, 1)):
        texts.append(office_text(content) if name.endswith("xlsx") else content.decode("utf-8-sig"))
    texts += [str(list(views.cases(bench.office))), str(list(views.inbox(bench.office))), bench.log.getvalue()]
    assert number in texts[-1]
    told = {piece for piece in PIECES for text in texts if piece in text.casefold()}
    assert told == set()
